"""A line while it is being put together, and which line a mention speaks of.

Comes in: the drafts so far and a mention. Goes out: the draft it means, by part number, by name, or because nothing else can be meant.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from clarifier.request.cues import says
from clarifier.request.dates import DateReading
from clarifier.request.facts import Fact, Line, Quantity, SetAside, cite
from clarifier.request.identifiers import Identifier
from clarifier.request.items.mention import SUMMED, Mention, Word
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
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


def name_words(text: str) -> set[str]:
    """The words of an item's name, without the little ones, in the singular."""
    words = set(re.findall(r"[\w/.-]*\w", text.casefold())) - _little_words()
    return {_singular(word) for word in words if len(word) > 1}


@cache
def _little_words() -> frozenset[str]:
    return frozenset(table("lexicons/items")["lead"]) | frozenset(table("lexicons/items")["stop"])


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def find_draft(drafts: list[Draft], mention: Mention, last: Draft | None) -> tuple[Draft | None, bool]:
    """The draft a mention speaks of, and whether it says so itself (a number or a name, not "another 40")."""
    standing = [d for d in drafts if not d.cancelled] or drafts
    words = name_words(mention.name)
    if mention.part:
        key = bare(mention.part.value)
        for draft in standing:
            if draft.part and bare(draft.part.value) == key:
                return draft, True
        same = [
            d
            for d in standing
            if not d.part and words & d.names and (mention.role == "mention" or not (d.quantity and d.listed))
        ]
        if len(same) == 1 or (same and mention.role == "mention"):
            return same[0], True
        if mention.role == "mention" and not words and last and not last.part:
            return last, False
        if not words and len(standing) == 1 and not standing[0].part and not standing[0].quantity:
            return standing[0], True
        if _named_now(standing, mention):
            return standing[0], True
        return None, True
    if words:
        ranked = sorted(standing, key=lambda d: -_likeness(words, d, mention))
        if len(ranked) > 1 and _likeness(words, ranked[1], mention) > 0 and not mention.listed:
            told = name_words(sentence_of(mention)) - words  # "Delegate list has closed: 640 lanyards"
            ranked.sort(key=lambda d: -_likeness(words, d, mention) - 0.5 * len(told & d.names) * bool(words & d.names))
        if ranked and _likeness(words, ranked[0], mention) > 0:
            return ranked[0], True
        near = [d for d in standing if d.part and any(_is_short_for(word, d.part.value) for word in words)]
        if near:
            return near[0], True
        if mention.listed or mention.role in ("order", "mention") or (mention.role == "more" and not mention.listed):
            unnamed = [d for d in standing if not d.names and not (mention.listed and (d.quantity or d.part))]
            if len(unnamed) == 1 and (unnamed[0].quantity is None):
                return unnamed[0], False
            return None, True
        return (last or (standing[0] if len(standing) == 1 else None)), False
    if mention.listed and not (len(standing) == 1 and not same_message(standing[0], mention)):
        return None, False
    if named := _named_in_sentence(standing, mention):
        return named, True
    counted = [d for d in standing if d.quantity]
    if mention.role in ("more", "fewer", "half") and counted:
        return (last if last in counted else counted[-1] if len(counted) == 1 else last), False
    if last and (last.quantity or last.part or not counted or _same_sentence(last, mention)):
        return last, False
    active = counted or [d for d in standing if d.part] or standing
    return (active[0] if len(active) == 1 else None), False


def _named_now(standing: Sequence[Draft], mention: Mention) -> bool:
    """Whether an earlier mail's only amount had no name, and this mail says what is meant: "a couple dozen", "22 of the flats HCF-310"."""
    return (
        len(standing) == 1
        and mention.role == "order"
        and not mention.listed
        and standing[0].part is None
        and not standing[0].names
        and not same_message(standing[0], mention)
        and not says("terms/request/more", sentence_of(mention))
    )


def _named_in_sentence(standing: list[Draft], mention: Mention) -> Draft | None:
    """The one draft whose name or number the sentence of a bare amount speaks of: "on the window film, it must be 3"."""
    if len(standing) < 2:
        return None
    sentence = sentence_of(mention)
    words, key = name_words(sentence), bare(sentence)
    common = set.intersection(*[d.names for d in standing])
    named = [
        d
        for d in standing
        if d.quantity
        and ((d.part and bare(d.part.value) in key) or {w for w in d.names - common if len(w) > 2} & words)
    ]
    return named[0] if len(named) == 1 else None


def _same_sentence(draft: Draft, mention: Mention) -> bool:
    found = draft.description
    return (
        found is not None
        and found.evidence.message == mention.reading.message.index
        and (mention.reading.passage_of(found.evidence.start) == mention.reading.passage_of(mention.start))
    )


def _told_apart(draft: Draft) -> bool:
    """Whether the draft's name has words enough to be a name of its own."""
    return len(draft.names) > 1 and draft.quantity is not None


def _likeness(words: set[str], draft: Draft, mention: Mention) -> float:
    """How well a name fits a draft; 0 where each has a word that sets it apart in a list."""
    shared = words & draft.names
    if not shared:
        return 0
    apart, theirs = words - draft.names, draft.names - words
    if mention.listed and draft.listed and (apart or theirs):
        return 0 if apart and theirs else 0.5 if same_message(draft, mention) is False else 0
    if (
        apart
        and theirs
        and not corrects(mention)
        and len(shared) < 2
        and not _same_number(draft, mention)
        and ((same_message(draft, mention) and draft.quantity) or _told_apart(draft))
    ):
        return 0  # "25 menu covers and 10 wine list covers"
    if (
        apart
        and theirs
        and any(re.search(r"\d", word) for word in apart)
        and any(re.search(r"\d", word) for word in theirs)
    ):
        return 0
    if (
        apart
        and same_message(draft, mention)
        and draft.quantity
        and mention.amount
        and not corrects(mention)
        and _colour_or_size(apart)
    ):
        return 0
    return len(shared) + 1 / (1 + len(apart) + len(theirs))


def _same_number(draft: Draft, mention: Mention) -> bool:
    """Whether a later message names the very amount of a draft."""
    said, known = mention.amount, draft.quantity
    return bool(said and known and said.value and said.value == known.value and not same_message(draft, mention))


def _colour_or_size(words: set[str]) -> bool:
    """Whether the words that differ tell one variant from another."""
    return bool(words & set(table("lexicons/items")["variants"]))


def _is_short_for(word: str, part: str) -> bool:
    """`7714` for `TWH-7714`, `300g` for nothing."""
    pieces = re.split(r"[-/. ]", part.casefold())
    return any(c.isdigit() for c in word) and len(word) >= 3 and word in pieces


def describe(draft: Draft, mention: Mention) -> None:
    """Adds to a draft what a mention says of its name, number and revision."""
    message = mention.reading.message
    if mention.item and mention.amount and draft.quantity is None and not draft.part:
        draft.description, draft.names = None, set()  # what was only talked about is named by the order itself
    if mention.part and not draft.part:
        draft.part = Fact(mention.part.value, cite(message, mention.part.start, mention.part.end))
    if mention.item:
        words = name_words(mention.name)
        if words:
            if not draft.description:
                draft.description = Fact(" ".join(mention.name.split()), cite(message, *mention.item))
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
    valid = [
        i
        for i in loose
        if re.search(
            r"\b(?:valid|correct|current|latest|right|now|new)\b[^.;]{0,25}$",
            reading.text[max(0, i.start - 40) : i.start],
            re.I,
        )
    ]
    if loose and (not standing[0].revision or standing[0].revision.evidence.message != reading.message.index or valid):
        chosen = valid[-1] if valid else loose[0]
        _revise(standing[0], reading, Word(chosen.start, chosen.end, chosen.value))


def _revise_named(standing: Sequence[Draft], reading: Reading, loose: Sequence[Identifier]) -> None:
    """ "By the way the goblets should be rev E": a revision without a part number goes to the one line its sentence names."""
    common = set.intersection(*[d.names for d in standing]) if standing else set()
    for one in loose:
        place = reading.passage_of(one.start)
        words = name_words(reading.words(reading.passages[place])) if place is not None else set()
        named = [d for d in standing if {w for w in d.names - common if len(w) > 2} & words]
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


def corrects(mention: Mention) -> bool:
    """Whether the sentence takes back an amount said before."""
    reading, place = mention.reading, mention.reading.passage_of(mention.start)
    passage = reading.passages[place] if place is not None else None
    taken_back = passage and any(a.negated for a in reading.amounts_in(passage.start, passage.end))
    return (
        bool(taken_back)
        or (mention.amount is not None and mention.amount.change == "to")
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
    return Quantity(
        amount.value, amount.minimum, amount.maximum, mention.unit or amount.unit or "ea",
        cite(mention.reading.message, amount.start, amount.end), amount.approximate,
        "inferred" if amount.note == SUMMED else "stated",
    )  # fmt: skip


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
