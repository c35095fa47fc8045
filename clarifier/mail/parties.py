"""Who wrote each message of a thread: the customer, or one of ours.

Comes in: the messages, how each was opened, and the settings. Goes out: the messages with their authors, and the index
of the customer's newest. A sender without an address is known by name, else belongs to the side of the people around
them.
"""

from collections.abc import Iterable
from dataclasses import replace

from clarifier.mail.separators import Kind
from clarifier.mail.sides import Sides, find_sides, is_note, is_robot, name_key, organisation
from clarifier.mail.thread import Address, Author, Message
from clarifier.settings import Settings


def authored(
    messages: tuple[Message, ...], openings: tuple[Kind | None, ...], settings: Settings
) -> tuple[tuple[Message, ...], int | None]:
    """The messages with their authors, and which is the newest of the customer's that says something."""
    openings = openings + (None,) * (len(messages) - len(openings))
    sides = find_sides(messages, openings, settings)
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


def _author(
    message: Message,
    opening: Kind | None,
    above: list[Author],
    messages: tuple[Message, ...],
    openings: tuple[Kind | None, ...],
    sides: Sides,
) -> Author:
    if is_robot(message.sender):
        return "unknown"
    key = organisation(message.sender)
    if key:
        return "ours" if key in sides.ours else "customer"
    if message.sender and message.sender.name:
        return _byname_key(message, opening, above, sides)
    if message.index > 0:
        return _opposite(above[-1]) if above else "customer"
    if len(messages) == 1:
        return "customer"
    return _author_of_top(messages, openings, sides)


def _author_of_top(messages: tuple[Message, ...], openings: tuple[Kind | None, ...], sides: Sides) -> Author:
    """The unsigned text over everything: a rep's note, or the customer's answer to our mail."""
    if openings[1] in ("forward", "block"):
        return "ours"
    below = messages[1]
    key = organisation(below.sender)
    if key:
        return _opposite("ours" if key in sides.ours else "customer") if not is_note(messages[0]) else "ours"
    return "ours" if is_note(messages[0]) and openings[1] != "bare" else "customer"


def _byname_key(message: Message, opening: Kind | None, above: list[Author], sides: Sides) -> Author:
    """A sender without an address: known by name elsewhere, else of the side of who they write to (an internal
    mail).
    """
    known = _side_ofname_key(message.sender, sides)
    if known != "unknown":
        return known
    for mate in message.to:
        side = _side_ofname_key(mate, sides)
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


def _side_ofname_key(person: Address | None, sides: Sides) -> Author:
    if person is None or not person.name:
        return "unknown"
    key = organisation(person)
    if key:
        return "ours" if key in sides.ours else "customer" if key in sides.theirs else "unknown"
    name = name_key(person.name)
    for names, side in ((sides.our_names, "ours"), (sides.their_names, "customer")):
        if name in names or (len(name) == 1 and any(name <= known for known in names)):
            return "ours" if side == "ours" else "customer"
    return "unknown"


def _opposite(author: Author) -> Author:
    return {"ours": "customer", "customer": "ours", "unknown": "unknown"}[author]  # type: ignore[return-value]
