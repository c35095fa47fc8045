"""Answers written between the quoted lines they answer: "> 1. Orchid pot (PP-12C): 15,000, correct?" "Almost, 18,000 please."

Comes in: the reading of a message that quotes in pieces. Goes out: pairs of a quoted block with the words under it, and the
mentions of items that only the two together make.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clarifier.request.cues import says
from clarifier.request.identifiers import Identifier
from clarifier.request.items.columns import unit_named
from clarifier.request.items.mention import Mention, Word
from clarifier.request.items.phrases import phrase_in_row
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading, read_quoted

YES = re.compile(
    r"\W*(?:yes|yep|yeah|yup|correct|right|ok(?:ay)?|fine|confirm(?:ed)?|that['’]?s (?:right|correct|fine)|sure|exactly|agreed|absolutely|of course|works|no problem|ja|oui|s[iíì]|tak)\b",
    re.I,
)
NO = re.compile(
    r"\W*(?:no|nope|none|not|nothing|cancel(?:led)?|zero|never|sorry,? no|unfortunately|i['’]m afraid|can['’]?t|cannot|nee|nein|non|nie)\b",
    re.I,
)
_ASKS = re.compile(
    r"(?:is|are|could|would|will|can|shall|should|may|do|does|did|has|have|if|where|when|what|which|who|how)\b", re.I
)


@dataclass(frozen=True)
class Answered:
    """A quoted stretch of the body and the answer that stands under it."""

    quoted_start: int
    quoted_end: int
    start: int
    end: int


def answered(reading: Reading) -> list[Answered]:
    """The pairs, in order; none where nothing is quoted or all of it stands at the end."""
    body = reading.message.body
    folds = sorted((f.start, f.end) for f in reading.message.folded if f.kind == "quoted")
    pairs = []
    for place, (start, end) in enumerate(folds):
        limit = folds[place + 1][0] if place + 1 < len(folds) else len(body)
        if reading.text[end:limit].strip():
            pairs.append(Answered(start, end, end, limit))
    return pairs


def with_answers(mentions: Sequence[Mention], reading: Reading) -> list[Mention]:
    """The mentions of a message with those that its answers make; a bare amount that answers is no mention of its own."""
    answers = inline_mentions(reading)
    used = {m.amount.start for m in answers if m.amount}
    named = [m for m in mentions if m.item or m.part or not m.amount or m.amount.start not in used]
    return [*named, *answers]


def inline_mentions(reading: Reading) -> list[Mention]:
    """Items that the quoted line names and the answer orders, changes or cancels."""
    pairs = answered(reading)
    if not pairs:
        return []
    quoted = read_quoted(reading.message, reading.reference, None)
    mentions = []
    for pair in pairs:
        within = (pair.quoted_start, pair.quoted_end)
        parts = [i for i in quoted.identifiers_in(*within) if i.kind in ("part", "drawing")]
        passages = quoted.passages_in(*within)
        if not passages:
            continue
        passage = next((p for p in passages if parts and p.start <= parts[0].start < p.end), passages[-1])
        asked = [a for a in quoted.amounts_in(*within) if a.kind == "count"]
        how_many = says("wanting/wanting/how_many", quoted.text[slice(*within)])
        if not parts and not asked and not how_many:
            continue
        said = [a for a in reading.amounts_in(pair.start, pair.end) if a.kind == "count" and not a.negated]
        words = reading.text[pair.start : pair.end]
        if chosen := _chosen(parts, words):
            which = Word(chosen.value_start, chosen.end, chosen.value)
            mentions.append(Mention(reading, pair.start, pair.end, "mention", False, which))
            continue
        if how_many and not parts and (number := _number_alone(reading, pair)):
            unit = number.unit or _asked_unit(quoted.text[slice(*within)])
            mentions.append(Mention(reading, number.start, number.end, "order", False, amount=number, unit=unit))
            continue
        part = Word(parts[0].value_start, parts[0].end, parts[0].value) if parts else None
        item = phrase_in_row(quoted, passage.start, parts[0].start if parts else passage.end)
        if item and _ASKS.match(quoted.text, item[0]):
            item = None  # a question of ours, not the name of a thing
        amount = said[0] if said else asked[-1] if asked and YES.match(words) else None
        if amount and (part or item):
            mentions.append(
                Mention(reading, pair.start, pair.end, "order", True, part, item, None, amount, amount.unit)
            )
        elif part and NO.match(words):
            mentions.append(Mention(reading, pair.start, pair.end, "cancel", True, part, item))
    return mentions


_SAYS_WHICH = re.compile(
    r"\W*(?:(?:yes|no|it['’]?s|that['’]?s|the|make it|we(?:['’]d| would)? (?:need|want|take|like)|definitely|please)\b\W*)*(?P<which>[\w-]*\d[\w-]*)(?! (?:pcs|pieces|of|each|units)\b)",
    re.I,
)


def _chosen(parts: Sequence[Identifier], words: str) -> Identifier | None:
    """ "> Is it the LC-36 or the taller LC-48?" "The 48.": the one of several part numbers that an answer names, if only by its end."""
    which = _SAYS_WHICH.match(words)
    if len(parts) < 2 or which is None:
        return None
    key = _plain(which["which"])
    named = {
        _plain(p.value): p
        for p in parts
        if _plain(p.value).endswith(key) and not _plain(p.value)[: -len(key)][-1:].isdigit()
    }
    return next(iter(named.values())) if len(named) == 1 else None


_HOW_MANY = re.compile(r"\bhow (?:many|much)(?: of| in)?((?: [^\W\d_]+){1,2})", re.I)


def _asked_unit(question: str) -> str:
    """The unit that a question asks for: "How many linear feet?" """
    asked = _HOW_MANY.search(question)
    words = asked[1].split() if asked else []
    return next((unit for word in reversed(words) if (unit := unit_named(word)[0])), "")


def _number_alone(reading: Reading, pair: Answered) -> Amount | None:
    """The number an answer begins with: "15. I was being cheap on the phone." """
    first = next((a for a in reading.amounts_in(pair.start, pair.end) if a.kind in ("count", "ordinal")), None)
    if first is None or first.negated or re.search(r"\w", reading.text[pair.start : first.start]):
        return None
    return replace(first, kind="count")


def _plain(value: str) -> str:
    return re.sub(r"[^a-z0-9]", "", value.casefold())
