"""Short messages of a customer for the tests, and what is read from them."""

from datetime import date, datetime

from clarifier.mail.thread import Address, Folded, Message, Thread
from clarifier.request.clarify import Clarification, clarify
from clarifier.request.items import Mention, find_mentions
from clarifier.request.lines import Items, gather_items
from clarifier.request.reading import Reading, read_message

MONDAY = date(2027, 3, 8)
PIPPA = Address("Pippa Quillfeather", "pippa@marzipanworks.example")

Said = tuple[str, float | None, str, str | None]


def message(
    body: str, index: int = 0, *, sender: Address | None = PIPPA, day: date | None = None, subject: str | None = None
) -> Message:
    """What a customer wrote; lines that begin with > are folded as quoted."""
    return Message(
        index, body, "customer", sender, sent=datetime(day.year, day.month, day.day, 9) if day else None,
        subject=subject, folded=_quoted(body),
    )  # fmt: skip


def _quoted(body: str) -> tuple[Folded, ...]:
    folds: list[Folded] = []
    place = 0
    for line in body.splitlines(keepends=True):
        end = place + len(line.rstrip("\n"))
        if line.startswith(">"):
            if folds and folds[-1].end >= place - 1:
                folds[-1] = Folded("quoted", folds[-1].start, end)
            else:
                folds.append(Folded("quoted", place, end))
        place += len(line)
    return tuple(folds)


def reading(body: str, index: int = 0, day: date | None = MONDAY) -> Reading:
    """A message, read as if sent on that day."""
    return read_message(message(body, index), day, None)


def mentions(body: str) -> list[Mention]:
    """The items a message speaks of."""
    return find_mentions(reading(body))


def said(mention: Mention) -> Said:
    """What a mention says: what for, how many, of what, by which number."""
    return (
        mention.role,
        mention.amount.value if mention.amount else None,
        mention.name,
        mention.part.value if mention.part else None,
    )


def items(*bodies: str) -> Items:
    """What stands after these messages, oldest first."""
    readings = [reading(body, len(bodies) - 1 - place) for place, body in enumerate(bodies)]
    return gather_items([(one, find_mentions(one)) for one in readings])


def counted(*bodies: str) -> list[tuple[str, float | None]]:
    """Each line that stands after these messages, oldest first: its name (or number) and its amount."""
    return [
        (
            draft.description.value if draft.description else draft.part.value if draft.part else "",
            draft.quantity.value if draft.quantity else None,
        )
        for draft in items(*bodies).drafts
    ]


def clarified(*bodies: str, sender: Address | None = PIPPA, day: date | None = MONDAY) -> Clarification:
    """The outcome of a customer's messages, oldest first, all sent on that day."""
    newest_first = list(reversed(bodies))
    messages = tuple(message(body, place, sender=sender, day=day) for place, body in enumerate(newest_first))
    return clarify(Thread("\n".join(newest_first), messages, customer_message=0), today=MONDAY)
