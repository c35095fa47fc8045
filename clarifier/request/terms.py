"""What goes with the order: part deliveries, a firm or a loose date, why it matters, what went wrong before, what they expect.

Comes in: the readings of the customer's messages, newest first. Goes out: choices and facts, each with the sentence that says so.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from clarifier.request.cues import says
from clarifier.request.facts import Choice, Fact, cite
from clarifier.request.heard import heard, knows
from clarifier.request.lexicon import Row
from clarifier.request.passages import Passage
from clarifier.request.reading import Reading
from clarifier.request.stances import LONGEST, SAID, complains, holds, row_in, saying, saying_in, told_in


def find_partial_delivery(readings: Sequence[Reading]) -> Choice:
    """Whether part of the order may come first."""
    return _choice(readings, "partial_delivery", strict="refused")


def find_date_flexibility(readings: Sequence[Reading]) -> Choice:
    """Whether the date may move."""
    return _choice(readings, "date_flexibility", strict="fixed")


def find_reason(readings: Sequence[Reading]) -> Fact | None:
    """The clause that tells best why the date matters: near a date, in the newest message that tells one."""
    ranked = [candidate for age, reading in enumerate(readings) for candidate in _told(reading, "reason", "told", age)]
    best = max(ranked, key=lambda c: (c.weight, -c.start), default=None)
    return _clause_fact(best) if best else None


def find_consequence(readings: Sequence[Reading], reason: Fact | None) -> Fact | None:
    """The clause that tells what a late delivery costs, if it is another one than the reason's."""
    ranked = [candidate for age, reading in enumerate(readings) for candidate in _told(reading, "reason", "cost", age)]
    told = reason.evidence if reason else None
    other = [
        c
        for c in ranked
        if not told or told.message != c.reading.message.index or c.end <= told.start or told.end <= c.start
    ]
    best = max(other, key=lambda c: (c.weight, -c.start), default=None)
    return _clause_fact(best) if best else None


def find_complaint(readings: Sequence[Reading]) -> Fact | None:
    """The clause about something that went wrong before, on our side."""
    for reading in readings:
        for passage in reading.passages:
            if passage.kind == "row" or passage.end - passage.start > LONGEST:
                continue
            words = reading.words(passage)
            clauses = pieces(words)
            whole = ((0, len(words), row_in(words)),) if len(clauses) > 1 else ()
            for start, end, row in (*clauses, *whole):
                if end - start >= 12 and complains(row):
                    place = passage.start + start
                    return Fact(" ".join(words[start:end].split()), cite(reading.message, place, passage.start + end))
    return None


@dataclass(frozen=True)
class _Told:
    reading: Reading
    weight: float
    start: int
    end: int


def _told(reading: Reading, field: str, side: str, age: int) -> Iterator[_Told]:
    """The clauses of a message that tell something, with how surely."""
    telling = [(index, passage) for index, passage in enumerate(reading.passages) if _may_tell(passage)]
    rows = {index: row_in(reading.words(passage)) for index, passage in telling}
    wanting = {index for index, row in rows.items() if _is_wish(row)}
    for index, passage in telling:
        row = rows[index]
        if not row.codes:
            continue
        clauses = pieces(reading.words(passage))
        near = bool({index - 1, index + 1} & wanting)
        other_matter = complains(row) or _date_said(row) == "flexible"
        for place, (first, last, clause) in enumerate(clauses):
            start, end = passage.start + first, passage.start + last
            weight = float(told_in(field, side, clause))
            if side == "told" and reading.message.language and _BECAUSE.search(reading.text, max(0, start - 16), start):
                weight = max(weight, 0.0)  # in a gloss the words of a reason are seldom known: "because" alone tells it
            sound = heard(clause)["reason"] if side == "told" and knows(clause) else -1.0
            if (weight < (0 if side == "told" else SAID) and sound <= 0) or last - first < 12:
                continue
            if other_matter and sound <= 1:
                continue
            if side == "told":
                joined = _is_joined(reading.text, start, end)
                beside = [other for _, _, other in clauses[max(0, place - 1) : place + 2] if other is not clause]
                wanted = (joined or weight == SAID - 1) and any(_is_wish(other) for other in beside)
                weight += (2 if joined and wanted else 0) + (joined or wanted) + (not beside and near)
            if (weight < SAID and sound <= 0) or _date_said(clause) == "flexible" or complains(clause):
                continue
            if side == "told" and saying_in("partial_delivery", row):
                weight -= 0.5 if holds("DATED", clause) else 4
            if side == "told":
                weight = min(weight, SAID + 1) + sound
            if weight >= (1 if side == "told" else SAID):
                yield _Told(reading, weight + 0.5 * (near or index in wanting) - 0.5 * age, start, end)


def _may_tell(passage: Passage) -> bool:
    length = passage.end - passage.start
    return passage.kind != "row" and length <= LONGEST and (passage.kind != "label" or length >= 40)


def _is_wish(row: Row) -> bool:
    """Whether it says by when they want it: what stands beside it may say why."""
    return holds("DEMAND", row) or _date_said(row) == "fixed"


def _date_said(row: Row) -> str:
    said = saying_in("date_flexibility", row)
    return said.value if said else ""


_GIVES_REASON = re.compile(
    r"(?:\b(?:because|since|as|so that|otherwise|or|then|seeing that|(?:which|that)(?:'s| is) when|why\?)|[:–—]|\s-)\s+$",
    re.I,
)
_BECAUSE = re.compile(r"\bbecause\s+$", re.I)
_TAKES_REASON = re.compile(r"[\s,;]*(?:so|therefore|hence|which is why|that(?:'s| is) why|and so|thus)\b", re.I)


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether the words beside a clause make it a reason: it stands after "because" or before "so"."""
    return bool(_GIVES_REASON.search(text, max(0, start - 16), start) or _TAKES_REASON.match(text, end, end + 20))


def _clause_fact(told: _Told) -> Fact:
    return Fact(
        " ".join(told.reading.text[told.start : told.end].split()), cite(told.reading.message, told.start, told.end)
    )


def find_expectations(readings: Sequence[Reading]) -> tuple[Fact, ...]:
    """What else they expect: papers, packing, a call ahead, a price; one short sentence each."""
    found = []
    for reading in readings[:1]:
        for passage in reading.passages:
            words = reading.words(passage)
            if len(words) <= 160 and passage.kind != "row" and says("conditions/expectation/words", words):
                found.append(Fact(_shortened(reading, passage), cite(reading.message, passage.start, passage.end)))
    return tuple(found[:6])


_STRICTER = 2.0  # odds by which the strict word is heard before the other of the same message


def _choice(readings: Sequence[Reading], field: str, strict: str) -> Choice:
    """The newest message that says it. In one message the strict word holds, unless it is about parts and another sentence
    softens it with an "if": "complete please; if that is not possible, send 100 first"."""
    for reading in readings:
        found = [(said, passage) for passage in reading.passages if (said := saying(field, reading.words(passage)))]
        if not found:
            continue
        soft = [pair for pair in found if pair[0].softened and pair[0].value == "allowed"]
        said, passage = max(
            soft or found,
            key=lambda pair: (
                pair[0].odds + (_STRICTER if pair[0].value == strict else 0),
                pair[0].weight,
                pair[1].start,
            ),
        )
        start, end = _clause_around(reading.text, passage, passage.start + said.start, passage.start + said.end)
        return Choice(said.value, cite(reading.message, start, end))
    return Choice("unknown")


def _clause_around(text: str, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The clause that holds a span, so that a highlight reads as words and not as a cut."""
    if passage.end - passage.start <= 90:
        return passage.start, passage.end
    lead = [passage.start + m.end() for m in re.finditer(r"[,;:]\s|\s[-–—]\s", text[passage.start : start])]
    tail = re.compile(r"[,;:.!?](?=\s|$)|\s[-–—]\s").search(text, end, passage.end)
    return (lead[-1] if lead else passage.start), (tail.start() if tail else passage.end)


_CLAUSE_CUT = re.compile(
    r"[;:]\s+|\s[-–—]\s|\s*,\s+(?:(?:and|but|so|because|as|since|when|where|which is why|otherwise|therefore|hence)\s+)?"
    r"|\s+(?:because|since|therefore|hence|otherwise|so that|where|when|whereas|but|as(?=\s+(?:the|we|i|our|they|my|it)\b))\s+|\s+so\s+(?=(?:i|we|they|the|please|pls|kindly|by)\b)"
    r"|\s+or\s+(?=(?:i|we|they|the|our)\b)|\s+and\s+(?=(?:i|we|they)\s+(?:want|need|must|would|should|have to)\b)",
    re.I,
)
_BRACKETED = re.compile(r"\([^()\n]{0,200}\)")


@lru_cache(maxsize=1024)
def pieces(words: str) -> tuple[tuple[int, int, Row], ...]:
    """The clauses of a sentence with their senses: read once, asked several times."""
    row = row_in(words)
    spans = _clauses(words, 0, len(words))
    return ((0, len(words), row),) if len(spans) == 1 else tuple((a, b, row.cut(a, b)) for a, b in spans)


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """A sentence cut at its commas and joining words, but not inside brackets; a bit of less than three words stays with its neighbour."""
    closed = [match.span() for match in _BRACKETED.finditer(text, start, end)]
    pieces: list[tuple[int, int]] = []
    begin = start
    for match in _CLAUSE_CUT.finditer(text, start, end):
        if (
            any(a < match.start() < b for a, b in closed)
            or len(text[begin : match.start()].split()) < 3
            or len(text[match.end() : end].split()) < 3
        ):
            continue
        pieces.append((begin, match.start()))
        begin = match.end()
    return [*pieces, (begin, end)]


def _shortened(reading: Reading, passage: Passage) -> str:
    return " ".join(reading.words(passage).split())
