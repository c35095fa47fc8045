"""Totals over a list: checked against the lines, or the order itself where there is one line or none.

Comes in: a total's mention and the drafts of its message. Goes out: the drafts with what the total lends them, and a conflict where the sum is another.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clarifier.request.drafts import Draft
from clarifier.request.facts import Fact, Quantity, cite
from clarifier.request.items.mention import Mention
from clarifier.request.items.name_words import name_words
from clarifier.request.reading import Reading


@dataclass(frozen=True)
class Conflict:
    """Two statements of amounts that cannot both be right."""

    stated: str
    other: str
    quote: str
    total: bool = False  # `stated` is the sum of the lines, `other` the total given
    amounts: tuple[Quantity, ...] = ()  # both, to be said in any language


def introduces_list(mention: Mention, mentions: Sequence[Mention]) -> bool:
    """Whether rows stand under the sentence of this amount: then it is their total."""
    place = mention.reading.passage_of(mention.start)
    if place is None or mention.role not in ("order", "claim"):
        return False
    below = [m for m in mentions if m.listed and m.introduced_by == place]
    return len(below) >= 2


def lend_part(drafts: list[Draft], total: Mention, mentions: Sequence[Mention]) -> None:
    """ "24 chairs, model FR-18: 10 blue, 8 grey": the rows below are of the part named above."""
    if not total.part:
        return
    below = {
        m.amount.start
        for m in mentions
        if m.listed and m.amount and m.introduced_by == total.reading.passage_of(total.start)
    }
    for draft in drafts:
        found = draft.quantity.evidence if draft.quantity else None
        if found and found.start in below and found.message == total.reading.message.index and not draft.part:
            draft.part = Fact(total.part.value, cite(total.reading.message, total.part.start, total.part.end))


_REMAINDER = re.compile(
    r"\b(?:the )?(?:remaining|rest|balance|remainder|others?)\b(?: of (?:the|them|these))?(?: \w+)?(?: (?:in|should be|to be|are|go) )",
    re.I,
)


def add_remainder(drafts: list[Draft], total: Mention, reading: Reading) -> None:
    """ "600 in total: 250 red, 200 black and the rest in white": the line whose amount is what is left."""
    here = [
        d
        for d in drafts
        if not d.cancelled and d.quantity and d.quantity.value and d.quantity.evidence.message == reading.message.index
    ]
    amount = total.amount
    if not here or amount is None or amount.value is None:
        return
    left = amount.value - sum(d.quantity.value or 0 for d in here if d.quantity)
    place = reading.passage_of(here[-1].quantity.evidence.start) if here[-1].quantity else None
    match = _REMAINDER.search(reading.text, amount.end, reading.passages[place].end) if place is not None else None
    if not match or left <= 0:
        return
    words = re.compile(r"[\w'-]+(?: [\w'-]+){0,2}").match(reading.text, match.end())
    end = words.end() if words else match.end()
    lead = len("the ") if match[0].casefold().startswith("the ") else 0
    evidence = cite(reading.message, match.start(), end)
    described = cite(reading.message, match.start() + lead, end)
    unit = here[-1].quantity.unit if here[-1].quantity else "ea"
    drafts.append(Draft(
        description=Fact(described.quote, described), quantity=Quantity(left, None, None, unit, evidence, False, "inferred"),
        names=name_words(described.quote), listed=True, asked=True,
    ))  # fmt: skip


def part_of_total(total: Mention, drafts: Sequence[Draft]) -> bool:
    """A total that names one item only speaks of that item's lines; others beside it prove nothing."""
    words = name_words(total.name)
    return (
        bool(words)
        and any(words & d.names for d in drafts)
        and not all(words & d.names for d in drafts)
        and sum((d.quantity.value or 0) for d in drafts if d.quantity and words & d.names)
        == (total.amount.value if total.amount else None)
    )
