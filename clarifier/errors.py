"""What can go wrong, as one tree.

ClarifierError            anything that has one clear sentence for the user
├── UnreadableInput       what was given is no email that can be read (empty, binary, broken, too large)
├── BadSettings           a setting or an option has a value that cannot be used
├── BrokenKnowledge       a file in knowledge/ or prompts/ is missing or malformed
├── BrokenLibrary         the index of the rules cannot be read or reached
├── StoreError            what the team remembers cannot be read or written
├── NotAllowed            who asks may not do or see this, or is not signed in
├── LedgerError           a step of a request's life that cannot be taken
│   ├── BadStep           its values are out of range
│   ├── NotNow            the request is not so far, or further
│   ├── Conflict          somebody else took a step meanwhile
│   └── NoRequest         there is no such request, or it is not for you
├── PulseError            an answer or a round of the pulse that cannot be taken
├── SummitError           an edit, a move or a note of a summit that cannot be taken
└── ModelError            a model could not help; the offline result stands
    ├── NoModel           none is configured, or its weights are not there
    ├── NoAnswer          no answer came in time, or the server has a fault
    ├── RefusedKey        the server does not accept the key
    ├── RateLimited       too many questions for the account at the moment
    ├── CutAnswer         the answer was longer than the budget allows
    ├── BadAnswer         the answer is no JSON, or JSON of another shape
    ├── RefusedQuestion   the model declines to answer
    └── Cancelled         the rep stopped it

Every message says what is wrong and what to do next. Screens and the command line print it as it is.
"""


class ClarifierError(Exception):
    """The root: `str(error)` is one sentence meant for the user."""


class UnreadableInput(ClarifierError):
    """What was given cannot be read as an email."""


class BadSettings(ClarifierError):
    """A setting or an option has a value that cannot be used."""


class BrokenKnowledge(ClarifierError):
    """A file in knowledge/ or prompts/ is missing or malformed."""


class BrokenLibrary(ClarifierError):
    """The index of the rules cannot be read or reached."""


class StoreError(ClarifierError):
    """What the team remembers cannot be read or written."""


class NotAllowed(ClarifierError):
    """Who asks may not do or see this, or is not signed in."""


class LedgerError(ClarifierError):
    """A step of a request's life cannot be taken."""


class BadStep(LedgerError):
    """Its values are out of range."""


class NotNow(LedgerError):
    """The request is not so far, or further."""


class Conflict(LedgerError):
    """Somebody else took a step meanwhile."""


class NoRequest(LedgerError):
    """There is no such request, or it is not for you."""


class PulseError(ClarifierError):
    """An answer or a round of the pulse cannot be taken."""


class SummitError(ClarifierError):
    """An edit, a move or a note of a summit cannot be taken."""


class ModelError(ClarifierError):
    """A model could not help; the offline result stands."""


class NoModel(ModelError):
    """No model is configured, or its weights are not there."""


class NoAnswer(ModelError):
    """No answer came in time, or the server has a fault."""


class RefusedKey(ModelError):
    """The server does not accept the key."""


class RateLimited(ModelError):
    """Too many questions for the account at the moment."""


class CutAnswer(ModelError):
    """The answer was longer than the budget allows."""


class BadAnswer(ModelError):
    """The answer is no JSON, or JSON of another shape."""


class RefusedQuestion(ModelError):
    """The model declines to answer."""


class Cancelled(ModelError):
    """The rep stopped it."""
