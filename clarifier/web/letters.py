"""The thread as letters: the customer's words open, everything else folded to one line.

Comes in: the contract's JSON. Goes out: frozen letters, and what came along with them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from clarifier.web.fields import Json, marks
from clarifier.web.quotes import Mark, Part, Piece, parts, pieces, teaser

UNITS = ("bytes", "KB", "MB", "GB")
SHOWN = 40  # of a thread; what is older is counted
SIDES = {"ours": "our own note", "customer": "customer"}
NAMELESS = {"ours": "One of us", "customer": "The customer"}


@dataclass(frozen=True)
class Letter:
    """A message of the thread."""

    who: str
    about: str
    side: str
    teaser: str
    subject: tuple[Piece, ...]
    is_open: bool
    parts: tuple[Part, ...]


def letters(data: Json) -> tuple[Letter, ...]:
    """The thread, newest first, but the customer's words before what is folded."""
    bodies, subjects = marks(data), marks(data, "subject")
    newest = data["thread"]["customer_message"]
    messages = data["thread"]["messages"][:SHOWN]
    found = (
        _letter(each, bodies.get(each["index"], ()), subjects.get(each["index"], ()), is_newest=each["index"] == newest)
        for each in messages
    )
    return tuple(sorted(found, key=lambda letter: not letter.is_open))


def _letter(message: Json, read: Sequence[Mark], read_in_subject: Sequence[Mark], *, is_newest: bool) -> Letter:
    name = message["name"] or message["email"] or NAMELESS.get(message["author"], "Unknown sender")
    address = message["email"] if message["email"] != name else None
    when = _moment(message["sent"]) if message["sent"] else None
    side = SIDES.get(message["author"], "sender not sure")
    if file := message.get("attachment"):
        name, address, when, side = (
            file["name"],
            f"attached by {name}" if message["name"] else "",
            None,
            f"attached, {side}",
        )
    return Letter(
        who=name,
        about=" · ".join(each for each in (address, when) if each),
        side=side,
        teaser=teaser(message["body"]),
        subject=pieces(message["subject"] or "", 0, len(message["subject"] or ""), read_in_subject),
        is_open=bool(read) or is_newest,
        parts=parts(message["body"], message["folded"], read),
    )


def day(iso: str) -> str:
    """An ISO date or time as its day: "Tue 12 Nov 2024"."""
    moment = datetime.fromisoformat(iso)
    return f"{moment:%a} {moment.day} {moment:%b %Y}"


def _moment(iso: str) -> str:
    return f"{day(iso)}, {datetime.fromisoformat(iso):%H:%M}"


def attachment(file: Json) -> str:
    """A file that came along, by name and size, and what became of it."""
    became = (
        "read" if file.get("read") and not file.get("unread") else "read in part" if file.get("read") else "not read"
    )
    return f"{file['name']} · {size(file['size'])} · {became}"


def size(count: int) -> str:
    """A size in bytes as people say it."""
    amount = float(count)
    for unit in UNITS[:-1]:
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" or amount >= 10 else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} {UNITS[-1]}"
