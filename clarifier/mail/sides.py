"""The two sides of a thread: which organisations are ours and which are the customer's.

Comes in: the messages, how each was opened, and the settings. Goes out: Sides. Without settings they are inferred: who
forwarded and whom the customer wrote to are ours, with all of their domain; the rest are the customer. Words are data:
labels/roles.toml.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from clarifier.mail.addresses import domain
from clarifier.mail.separators import Kind
from clarifier.mail.thread import Address, Message
from clarifier.settings import Settings
from clarifier.texts import table

_FORWARD = re.compile(r"\s*(?:fwd?|wg|tr|rv|i|doorst|pd|vb)\s*:", re.I)  # the subject of what is handed on
_SENTENCE_END = re.compile(r"[.!?]\s+")
_ASKED = re.compile(r"\bwhat (?:i|we) sent\b[^.?!\n]{0,60}\?")  # "can you look up what we sent Roussel?" is about goods
_SHORT_NOTE = 160  # characters; a note over a forward is rarely longer
_SECOND_LEVEL = ("co", "com", "org", "net", "ac", "gov", "edu", "ltd", "or", "ne", "go")


@dataclass
class Sides:
    """What is known of the two parties: organisations (domains, or whole addresses at open providers) and names."""

    ours: set[str] = field(default_factory=set)
    theirs: set[str] = field(default_factory=set)
    our_names: set[frozenset[str]] = field(default_factory=set)
    their_names: set[frozenset[str]] = field(default_factory=set)


def find_sides(messages: tuple[Message, ...], openings: tuple[Kind | None, ...], settings: Settings) -> Sides:
    """The sides by the settings where they name anybody in the thread, else inferred; with the names each side goes
    by.
    """
    sides = _settled(messages, settings) or _inferred(messages, openings)
    _learn_names(messages, sides)
    return sides


def organisation(address: Address | None) -> str | None:
    """What makes two people one company: the registered domain; at an open mail provider the whole address."""
    if address is None or not address.email:
        return None
    whole = domain(address.email) or ""
    labels = whole.split(".")
    short = ".".join(
        labels[-3:] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL and len(labels[-1]) == 2 else labels[-2:]
    )
    return address.email if whole in _freemail() or short in _freemail() else short


def _settled(messages: tuple[Message, ...], settings: Settings) -> Sides | None:
    """The sides by the settings; None where they name nobody in this thread."""
    names = {name_key(name) for name in settings.our_names}
    sides = Sides(our_names=names)
    for message in messages:
        for person in (message.sender, *message.to, *message.cc):
            key = organisation(person)
            if person is None:
                continue
            whole = domain(person.email) or ""
            ours = any(whole == ours or whole.endswith(f".{ours}") for ours in settings.our_domains)
            if key and (ours or (person.name and name_key(person.name) in names)):
                sides.ours.add(key)
    for message in messages:
        key = organisation(message.sender)
        if key and key not in sides.ours:
            sides.theirs.add(key)
    known_name = any(m.sender and m.sender.name and name_key(m.sender.name) in names for m in messages)
    return sides if sides.ours or known_name else None


def _inferred(messages: tuple[Message, ...], openings: tuple[Kind | None, ...]) -> Sides:
    sides = Sides()
    for message in messages:  # a delivery report is written by our own mail server to us
        if is_robot(message.sender):
            sides.ours |= {key for key in map(organisation, message.to) if key}
    start = 0
    if messages[0].sender is None:
        start = 1
    place = start
    while place < len(messages):
        message = messages[place]
        key = organisation(message.sender)
        if key is None or key in sides.ours or is_robot(message.sender):
            place += 1
            continue
        if (_is_internal(message, key) or _hands_on(messages, place, key)) and _others_below(messages, place, key):
            sides.ours.add(key)
            place += 1
            continue
        break
    if place >= len(messages):
        if not sides.ours:
            _tell_by_name(messages[start:], sides)
        return sides
    lead = messages[place]
    key = organisation(lead.sender)
    other = _other_party(messages, place, key)
    if key is None:
        return sides
    if not sides.ours and _lead_is_ours(messages, openings, place, key, other):
        sides.ours.add(key)
        if other:
            sides.theirs.add(other)
    else:
        sides.theirs.add(key)
        sides.ours |= {mate for mate in map(organisation, lead.to) if mate and mate != key}
        if not sides.ours and other:
            sides.ours.add(other)
    return sides


def _tell_by_name(messages: tuple[Message, ...], sides: Sides) -> None:
    """A thread whose headers hold names alone: the newest writer is the customer, unless it hands on what it was sent or talks like a seller."""
    if len(messages) < 2 or any(organisation(m.sender) for m in messages):
        return
    lead, below = messages[0], messages[1]
    writer, written_to, earlier = _names([lead.sender]), _names(lead.to), _names([below.sender])
    if not writer or not written_to or not earlier:
        return
    if writer <= _names(below.to) and not earlier & written_to:  # handed on
        sides.our_names |= writer | written_to
        sides.their_names |= earlier
    elif _sells(messages, writer) > _sells(messages, written_to) + 1:
        sides.our_names |= writer
        sides.their_names |= written_to
    else:
        sides.our_names |= written_to
        sides.their_names |= writer


def _names(people: Iterable[Address | None]) -> set[frozenset[str]]:
    return {name_key(one.name) for one in people if one and one.name and "@" not in one.name}


def _sells(messages: tuple[Message, ...], names: set[frozenset[str]]) -> int:
    """How much those with these names sound like a seller, by their words."""
    return sum(_selling_words(m.body) for m in messages if _names([m.sender]) & names)


def _is_internal(message: Message, key: str) -> bool:
    """A mail within one company."""
    mates = [mate for mate in map(organisation, message.to) if mate]
    return bool(mates) and all(mate == key for mate in mates)


def _hands_on(messages: tuple[Message, ...], place: int, key: str) -> bool:
    """A forward to colleagues known by name only ("To: Order Desk") of what another organisation wrote to the forwarder."""
    message = messages[place]
    if not _FORWARD.match(message.subject or "") or any(mate.email for mate in message.to):
        return False
    below = next((m for m in messages[place + 1 :] if organisation(m.sender) not in (None, key)), None)
    if below is None or below.sender is None or key not in map(organisation, below.to):
        return False
    other = organisation(below.sender)
    names = {name_key(mate.name) for mate in message.to if mate.name}
    return name_key(below.sender.name or "") not in names and _selling(messages, key) >= _selling(messages, other or "")


def _others_below(messages: tuple[Message, ...], place: int, key: str) -> bool:
    below = (organisation(message.sender) for message in messages[place + 1 :])
    return any(other and other != key for other in below)


def _other_party(messages: tuple[Message, ...], place: int, key: str | None) -> str | None:
    """The organisation the lead writes to, else the next other one that writes in the thread."""
    for mate in map(organisation, messages[place].to):
        if mate and mate != key:
            return mate
    for message in messages[place + 1 :]:
        other = organisation(message.sender)
        if other and other != key:
            return other
    return None


def _lead_is_ours(
    messages: tuple[Message, ...], openings: tuple[Kind | None, ...], place: int, key: str, other: str | None
) -> bool:
    """Whether the newest signed message is our own reply: told by the note's name, by mailboxes, then by how each side
    talks.
    """
    lead = messages[place]
    if place == 1 and openings[1] == "attribution" and not is_note(messages[0]):
        return True  # an answer to it stands on top, and what is pasted here is the customer's answer
    note = _ASKED.sub(" ", messages[0].body.casefold()[:_SHORT_NOTE]) if place == 1 else ""
    if any(words in note for words in _role("own_reply")):
        return True
    if place == 1 and (signed := _last_words(messages[0].body)):
        if lead.sender and _first_name_in(lead.sender, signed):
            return not any(_first_name_in(mate, signed) for mate in lead.to)
        if any(_first_name_in(mate, signed) for mate in lead.to):
            return False
    if other is None or not any(organisation(message.sender) == other for message in messages[place + 1 :]):
        return False
    return _selling(messages, key) > _selling(messages, other) + 1


def is_note(message: Message) -> bool:
    """Whether the unsigned text on top is a rep's note and no answer of the customer's."""
    text = message.body.strip()
    folded = text.casefold()
    return len(text) < _SHORT_NOTE and (
        not any(c.isdigit() for c in text) or any(word in folded for word in _role("notes"))
    )


def _selling(messages: tuple[Message, ...], key: str) -> int:
    """How much one side sounds like a seller: mailboxes count three, words one, buyers' words against."""
    score = 0
    for message in messages:
        for person in (message.sender, *message.to):
            if person and person.email and organisation(person) == key:
                box = person.email.partition("@")[0]
                score += 3 * (box in _role("selling_mailboxes")) - 3 * (box in _role("buying_mailboxes"))
        if organisation(message.sender) == key:
            score += _selling_words(message.body)
    return score


def _selling_words(body: str) -> int:
    text = body[:4000].casefold()
    return sum(word in text for word in _role("selling_words")) - sum(word in text for word in _role("buying_words"))


def _learn_names(messages: tuple[Message, ...], sides: Sides) -> None:
    for message in messages:
        for person in (message.sender, *message.to, *message.cc):
            key = organisation(person)
            if person and person.name and key and "@" not in person.name:
                if key in sides.ours:
                    sides.our_names.add(name_key(person.name))
                elif key in sides.theirs:
                    sides.their_names.add(name_key(person.name))


def is_robot(person: Address | None) -> bool:
    box = (person.email or "").partition("@")[0] if person else ""
    return box in ("mailer-daemon", "postmaster", "mail-daemon", "mdaemon")


def name_key(text: str) -> frozenset[str]:
    """A name without order, case and signs: "Hsu, Wei-Ling" is "Wei-Ling Hsu"."""
    return frozenset(
        word.strip("'\".,()") for word in text.casefold().replace(",", " ").split() if word.strip("'\".,()")
    )


def _last_words(body: str) -> frozenset[str]:
    """Who signs a note: its last words, as far as no sentence ends between and nobody is spoken of: "ask Gemma. Mo" is signed by Mo."""
    lines = [line.strip(" -–—\t,.!") for line in body.splitlines() if line.strip(" -–—\t")]
    last = _SENTENCE_END.split(" ".join(lines[-2:]))[-1] if lines else ""
    words = [word.casefold().strip("-–—,.!()") for word in last.split()[-4:]]
    return frozenset(word for before, word in zip(["", *words], words, strict=False) if before not in _role("speak_of"))


def _first_name_in(person: Address, words: frozenset[str]) -> bool:
    if person.name and "@" not in person.name:
        parts = [part.casefold().strip("'\",.") for part in person.name.split()]
        parts.append("".join(part[0] for part in parts if part))
        return any(part in words for part in parts if len(part) > 1)
    return False


@cache
def _freemail() -> frozenset[str]:
    return frozenset(table("labels/roles")["freemail"])


@cache
def _role(group: str) -> tuple[str, ...]:
    return tuple(table("labels/roles")[group])
