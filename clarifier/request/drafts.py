"""A line while it is being put together.

Comes in: a draft and a mention. Goes out: what the mention adds to it. Which draft a mention means, known_lines.py says.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from clarifier.request.cues import says
from clarifier.request.dates import DateReading
from clarifier.request.facts import Fact, Line, Quantity, SetAside, cite
from clarifier.request.identifiers import Identifier
from clarifier.request.items.mention import SUMMED, Mention, Word
from clarifier.request.items.name_words import name_words
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
from clarifier.request.revisions import is_valid
from clarifier.texts import table


@dataclass
class Draft:
    """A line while it is being put together."""

    part: Fact | None = None
    description: Fact | None = None
    revision: Fact | None = None
    quantity: Quantity | None = None
    due: DateReading | None = None
    due_reading: Reading | None = None
    names: set[str] = field(default_factory=set)
    listed: bool = False
    asked: bool = False
    cancelled: bool = False
    capped: bool = False  # a form let no more be entered
    mentions: list[Mention] = field(default_factory=list)


def as_line(draft: Draft) -> Line:
    """The line of a draft; its date is set where all dates are weighed."""
    return Line(draft.part, draft.description, draft.revision, draft.quantity)


def describe(draft: Draft, mention: Mention) -> None:
    """Adds to a draft what a mention says of its name, number and revision."""
    message = mention.reading.message
    if mention.item and mention.amount and draft.quantity is None and not draft.part:
        draft.description, draft.names = None, set()  # what was only talked about is named by the order itself
    if mention.part and not draft.part:
        draft.part = Fact(mention.part.value, cite(message, mention.part.start, mention.part.end))
    if mention.named:
        words = name_words(mention.name)
        if words:
            if not draft.description:
                draft.description = Fact(" ".join(mention.name.split()), cite(message, *mention.named))
            draft.names |= words
    if mention.revision:
        _revise(draft, mention.reading, mention.revision)


def _revise(draft: Draft, reading: Reading, revision: Word) -> None:
    value = re.sub(r"^rev\.?\s*", "", revision.value, flags=re.I)
    old = draft.revision
    earlier = (
        (*old.alternatives, old.value)
        if old and old.value.casefold() != value.casefold()
        else old.alternatives
        if old
        else ()
    )
    draft.revision = Fact(value, cite(reading.message, revision.start, revision.end), "stated", earlier)


def revise_only_item(drafts: list[Draft], reading: Reading, mentions: Sequence[Mention]) -> None:
    """A revision that stands in no item's sentence speaks of the only item."""
    standing = [d for d in drafts if not d.cancelled and (d.quantity or d.part)]
    several = len([d for d in standing if d.quantity] or standing) != 1
    claimed = {m.revision.start for m in mentions if m.revision and m.role not in ("aside", "partial", "total")}
    loose = [i for i in reading.identifiers if i.kind == "revision" and not i.negated and i.start not in claimed]
    if several:
        _revise_named(standing, reading, loose)
        return
    valid = [one for one in loose if is_valid(reading.text, one.start)]
    if loose and (not standing[0].revision or standing[0].revision.evidence.message != reading.message.index or valid):
        chosen = valid[-1] if valid else loose[0]
        _revise(standing[0], reading, Word(chosen.start, chosen.end, chosen.value))


# "all three are rev C", "rev. C für alle"
_OF_ALL = re.compile(
    r"\b(?:all|both|everything|each|every (?:one|part|line|item)|alle[nrs]?|allemaal|allebei|beide[nr]?|toutes|tous|todas|todos|ambos|tutt[ie]|entramb[ei]|wszystki(?:e|ch)|obie|oba)\b",
    re.I,
)


def _revise_named(standing: Sequence[Draft], reading: Reading, loose: Sequence[Identifier]) -> None:
    """ "By the way the goblets should be rev E": a revision without a part number goes to the one line its sentence names."""
    common = set.intersection(*[d.names for d in standing]) if standing else set()
    for one in loose:
        place = reading.passage_of(one.start)
        words = name_words(reading.words(reading.passages[place])) if place is not None else set()
        named = [d for d in standing if {w for w in d.names - common if len(w) > 2} & words]
        if not named and place is not None and _OF_ALL.search(reading.words(reading.passages[place])):
            for draft in standing:
                if draft.revision is None:
                    _revise(draft, reading, Word(one.start, one.end, one.value))
        if len(named) == 1 and (
            named[0].revision is None or named[0].revision.evidence.message != reading.message.index
        ):
            _revise(named[0], reading, Word(one.start, one.end, one.value))


def sentence_of(mention: Mention) -> str:
    """The sentence a mention stands in."""
    place = mention.reading.passage_of(mention.start)
    return (
        mention.reading.words(mention.reading.passages[place])
        if place is not None
        else mention.reading.text[mention.start : mention.end]
    )


# "we need 50, so please send the missing 36": what is short goes before what is needed in all
_MISSING = re.compile(r"\bthe (?:missing|lacking|difference|shortfall)(?: of)? $", re.I)


def corrects(mention: Mention) -> bool:
    """Whether the sentence takes back an amount said before."""
    reading, place = mention.reading, mention.reading.passage_of(mention.start)
    passage = reading.passages[place] if place is not None else None
    taken_back = passage and any(a.negated for a in reading.amounts_in(passage.start, passage.end))
    return (
        bool(taken_back)
        or (mention.amount is not None and mention.amount.change == "to")
        or (
            mention.amount is not None
            and bool(_MISSING.search(reading.text, passage.start if passage else 0, mention.amount.start))
        )
        or says("terms/request/correction", sentence_of(mention))
    )


def same_message(draft: Draft, mention: Mention, *, quantity_only: bool = False) -> bool:
    """Whether a draft's amount was said in the mention's own mail: in its words, or in a file that came with it."""
    mail = mention.reading.message.mail
    if draft.quantity:
        return draft.quantity.evidence.mail == mail
    return not quantity_only and any(f and f.evidence.mail == mail for f in (draft.part, draft.description))


def same_paper(draft: Draft, mention: Mention) -> bool:
    """Whether a draft's amount stands in the very text that the mention stands in."""
    return draft.quantity is not None and draft.quantity.evidence.message == mention.reading.message.index


def quantity_of(mention: Mention) -> Quantity | None:
    """The quantity a mention names, with its words."""
    amount: Amount | None = mention.amount
    if amount is None or (amount.value is None and amount.minimum is None and amount.maximum is None):
        return None
    unit = mention.unit or amount.unit or "ea"
    if unit == "t" and amount.quote.casefold().endswith("mt") and set(mention.name.casefold().split()) & _by_metre():
        unit = "m"  # "draw cord = 9.200 mt"
    return Quantity(
        amount.value, amount.minimum, amount.maximum, unit,
        cite(mention.reading.message, amount.start, amount.end), amount.approximate,
        "inferred" if amount.note == SUMMED else "stated",
    )  # fmt: skip


def offer_of(mention: Mention, drafts: Sequence[Draft]) -> Quantity | None:
    """The part they would take first; of a share, so many of the one item it is of, and nothing where it is of several."""
    amount, offer = mention.amount, quantity_of(mention)
    if amount is None or offer is None or amount.kind != "fraction":
        return offer
    behind = mention.reading.text[amount.end : amount.end + _NAMED_BEHIND]
    counted = [(d, d.quantity, d.quantity.value) for d in drafts if d.quantity and d.quantity.value]
    named = [one for one in counted if one[0].names & name_words(behind)]
    meant = named if len(named) == 1 else counted
    if len(meant) != 1 or amount.value is None:
        return None
    _, whole, value = meant[0]
    part = amount.value * value
    rounded = whole.unit == "ea" and part != round(part)
    return replace(
        offer,
        value=float(round(part)) if rounded else part,
        unit=whole.unit,
        approximate=offer.approximate or rounded or whole.approximate,
        status="inferred",
    )


_NAMED_BEHIND = 40  # characters behind a share in which its item is named


@cache
def _by_metre() -> frozenset[str]:
    """Goods that "mt" measures by the metre."""
    return frozenset(table("lexicons/items")["by_metre"])


def set_aside(mention: Mention) -> SetAside:
    """A mention that does not count, with the reason."""
    amount = mention.amount
    value = amount.value if amount and amount.value is not None else amount.minimum if amount else None
    return SetAside(
        "quantity",
        f"{value:g}" if value is not None else "",
        amount.quote if amount else None,
        mention.why or "not part of the order",
    )


@lru_cache(maxsize=4096)
def bare(value: str) -> str:
    """Letters and digits alone, in small letters: how part numbers are compared."""
    return re.sub(r"[^a-z0-9]", "", value.casefold())
