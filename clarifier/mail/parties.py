"""Who is ours and who is the customer, for every message of a thread.

Comes in: the messages, how each was opened, and the settings. Goes out: the messages with their authors, and the index of the
customer's newest. Without settings it is inferred: who forwarded and whom the customer wrote to are ours, with all of their domain.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cache

from clarifier.mail.addresses import domain
from clarifier.mail.headers import Kind
from clarifier.mail.thread import Address, Author, Message
from clarifier.settings import Settings
from clarifier.texts import table

_SHORT_NOTE = 160  # characters; a note over a forward is rarely longer
_SECOND_LEVEL = ("co", "com", "org", "net", "ac", "gov", "edu", "ltd", "or", "ne", "go")


@dataclass
class _Sides:
    """What is known of the two parties: organisations (domains, or whole addresses at open providers) and names."""

    ours: set[str] = field(default_factory=set)
    theirs: set[str] = field(default_factory=set)
    our_names: set[frozenset[str]] = field(default_factory=set)
    their_names: set[frozenset[str]] = field(default_factory=set)


def authored(
    messages: tuple[Message, ...], openings: tuple[Kind | None, ...], settings: Settings
) -> tuple[tuple[Message, ...], int | None]:
    """The messages with their authors, and which is the newest of the customer's that says something."""
    openings = openings + (None,) * (len(messages) - len(openings))
    sides = _settled(messages, settings) or _inferred(messages, openings)
    _learn_names(messages, sides)
    authors: list[Author] = []
    for message, opening in zip(messages, openings, strict=True):
        authors.append(_author(message, opening, authors, messages, openings, sides))
    done = tuple(replace(message, author=author) for message, author in zip(messages, authors, strict=True))
    return done, newest_of_customer(done)


def newest_of_customer(messages: Iterable[Message]) -> int | None:
    """The index of the customer's newest message with words of its own; failing that, of their newest."""
    theirs = [message for message in messages if message.author == "customer"]
    for message in theirs:
        if message.spoken.strip():
            return message.index
    for message in theirs:
        if message.body.strip():
            return message.index
    return theirs[0].index if theirs else None


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


def _settled(messages: tuple[Message, ...], settings: Settings) -> _Sides | None:
    """The sides by the settings; None where they name nobody in this thread."""
    names = {_name(name) for name in settings.our_names}
    sides = _Sides(our_names=names)
    for message in messages:
        for person in (message.sender, *message.to, *message.cc):
            key = organisation(person)
            if person is None:
                continue
            whole = domain(person.email) or ""
            ours = any(whole == ours or whole.endswith(f".{ours}") for ours in settings.our_domains)
            if key and (ours or (person.name and _name(person.name) in names)):
                sides.ours.add(key)
    for message in messages:
        key = organisation(message.sender)
        if key and key not in sides.ours:
            sides.theirs.add(key)
    known_name = any(m.sender and m.sender.name and _name(m.sender.name) in names for m in messages)
    return sides if sides.ours or known_name else None


def _inferred(messages: tuple[Message, ...], openings: tuple[Kind | None, ...]) -> _Sides:
    sides = _Sides()
    for message in messages:  # a delivery report is written by our own mail server to us
        if _is_robot(message.sender):
            sides.ours |= {key for key in map(organisation, message.to) if key}
    start = 0
    if messages[0].sender is None:
        start = 1
    place = start
    while place < len(messages):
        message = messages[place]
        key = organisation(message.sender)
        if key is None or key in sides.ours or _is_robot(message.sender):
            place += 1
            continue
        if _is_internal(message, key) and _others_below(messages, place, key):
            sides.ours.add(key)
            place += 1
            continue
        break
    if place >= len(messages):
        return sides
    lead = messages[place]
    key = organisation(lead.sender)
    other = _other_party(messages, place, key)
    if key is None:
        return sides
    if not sides.ours and other and _lead_is_ours(messages, openings, place, key, other):
        sides.ours.add(key)
        sides.theirs.add(other)
    else:
        sides.theirs.add(key)
        sides.ours |= {mate for mate in map(organisation, lead.to) if mate and mate != key}
        if not sides.ours and other:
            sides.ours.add(other)
    return sides


def _is_internal(message: Message, key: str) -> bool:
    """A mail within one company."""
    mates = [mate for mate in map(organisation, message.to) if mate]
    return bool(mates) and all(mate == key for mate in mates)


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
    messages: tuple[Message, ...], openings: tuple[Kind | None, ...], place: int, key: str, other: str
) -> bool:
    """Whether the newest signed message is our own reply: told by the note's name, by mailboxes, then by how each side talks."""
    lead = messages[place]
    if place == 1 and openings[1] == "attribution" and not _is_note(messages[0]):
        return True  # an answer to it stands on top, and what is pasted here is the customer's answer
    if place == 1 and (signed := _last_words(messages[0].body)):
        if lead.sender and _first_name_in(lead.sender, signed):
            return not any(_first_name_in(mate, signed) for mate in lead.to)
        if any(_first_name_in(mate, signed) for mate in lead.to):
            return False
    if not any(organisation(message.sender) == other for message in messages[place + 1 :]):
        return False
    return _selling(messages, key) > _selling(messages, other) + 1


def _is_note(message: Message) -> bool:
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
            body = message.body[:4000].casefold()
            score += sum(word in body for word in _role("selling_words")) - sum(
                word in body for word in _role("buying_words")
            )
    return score


def _author(
    message: Message,
    opening: Kind | None,
    above: list[Author],
    messages: tuple[Message, ...],
    openings: tuple[Kind | None, ...],
    sides: _Sides,
) -> Author:
    if _is_robot(message.sender):
        return "unknown"
    key = organisation(message.sender)
    if key:
        return "ours" if key in sides.ours else "customer"
    if message.sender and message.sender.name:
        return _by_name(message, opening, above, sides)
    if message.index > 0:
        return _opposite(above[-1]) if above else "customer"
    if len(messages) == 1:
        return "customer"
    return _author_of_top(messages, openings, sides)


def _author_of_top(messages: tuple[Message, ...], openings: tuple[Kind | None, ...], sides: _Sides) -> Author:
    """The unsigned text over everything: a rep's note, or the customer's answer to our mail."""
    if openings[1] in ("forward", "block"):
        return "ours"
    below = messages[1]
    key = organisation(below.sender)
    if key:
        return _opposite("ours" if key in sides.ours else "customer") if not _is_note(messages[0]) else "ours"
    return "ours" if _is_note(messages[0]) and openings[1] != "bare" else "customer"


def _by_name(message: Message, opening: Kind | None, above: list[Author], sides: _Sides) -> Author:
    """A sender without an address: known by name elsewhere, else of the side of who they write to (an internal mail)."""
    known = _side_of_name(message.sender, sides)
    if known != "unknown":
        return known
    for mate in message.to:
        side = _side_of_name(mate, sides)
        if side != "unknown":
            return side if not any(person.email for person in message.to) else _opposite(side)
    if not above:
        return "customer"
    return (
        _opposite(above[-1])
        if opening == "attribution"
        else above[-1]
        if len(above) > 1 or above[-1] == "customer"
        else "customer"
    )


def _side_of_name(person: Address | None, sides: _Sides) -> Author:
    if person is None or not person.name:
        return "unknown"
    key = organisation(person)
    if key:
        return "ours" if key in sides.ours else "customer" if key in sides.theirs else "unknown"
    name = _name(person.name)
    for names, side in ((sides.our_names, "ours"), (sides.their_names, "customer")):
        if name in names or (len(name) == 1 and any(name <= known for known in names)):
            return "ours" if side == "ours" else "customer"
    return "unknown"


def _learn_names(messages: tuple[Message, ...], sides: _Sides) -> None:
    for message in messages:
        for person in (message.sender, *message.to, *message.cc):
            key = organisation(person)
            if person and person.name and key and "@" not in person.name:
                if key in sides.ours:
                    sides.our_names.add(_name(person.name))
                elif key in sides.theirs:
                    sides.their_names.add(_name(person.name))


def _opposite(author: Author) -> Author:
    return {"ours": "customer", "customer": "ours", "unknown": "unknown"}[author]  # type: ignore[return-value]


def _is_robot(person: Address | None) -> bool:
    box = (person.email or "").partition("@")[0] if person else ""
    return box in ("mailer-daemon", "postmaster", "mail-daemon", "mdaemon")


def _name(text: str) -> frozenset[str]:
    """A name without order, case and signs: "Hsu, Wei-Ling" is "Wei-Ling Hsu"."""
    return frozenset(
        word.strip("'\".,()") for word in text.casefold().replace(",", " ").split() if word.strip("'\".,()")
    )


def _last_words(body: str) -> frozenset[str]:
    lines = [line.strip(" -–—\t,.!") for line in body.splitlines() if line.strip(" -–—\t")]
    words = " ".join(lines[-2:]).split()[-4:] if lines else []
    return frozenset(word.casefold().strip("-–—,.!()") for word in words)


def _first_name_in(person: Address, words: frozenset[str]) -> bool:
    if person.name and "@" not in person.name:
        parts = [part.casefold().strip("'\",.") for part in person.name.split()]
        return any(part in words for part in parts if len(part) > 1)
    return False


@cache
def _freemail() -> frozenset[str]:
    return frozenset(table("labels/roles")["freemail"])


@cache
def _role(group: str) -> tuple[str, ...]:
    return tuple(table("labels/roles")[group])
