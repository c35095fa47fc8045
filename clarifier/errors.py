"""What can go wrong, as one tree.

ClarifierError            anything that has one clear sentence for the user
├── UnreadableInput       what was given is no email that can be read (empty, binary, broken, too large)
├── BadSettings           a setting or an option has a value that cannot be used
└── BrokenKnowledge       a file in knowledge/ or prompts/ is missing or malformed

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
