"""What goes with the order: part deliveries, a firm or a loose date, why it matters, what went wrong before, what they expect.

Comes in: the readings of the customer's messages, newest first. Goes out: choices and facts, each with the sentence that says so.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clarifier.request.cues import cue, says
from clarifier.request.facts import Choice, Fact, cite
from clarifier.request.passages import Passage
from clarifier.request.reading import Reading
from clarifier.request.senses import Hit, lexicon, weigh


_NAME = "conditions"
_TURNED = {"allowed": "refused", "refused": "allowed", "fixed": "flexible", "flexible": "fixed"}
_SAID = 3  # the weight from which a sentence is taken to say a thing


@dataclass(frozen=True)
class _Saying:
    """What one sentence says, how surely, and the words that say so (offsets in the sentence)."""

    value: str
    weight: int
    start: int
    end: int
    softened: bool  # it begins with a condition: "if it is not possible, then ..."


def stance(field: str, text: str) -> str:
    """What one sentence says about `partial_delivery` (allowed, refused) or `date_flexibility` (fixed, flexible); else unknown."""
    saying = _saying(field, text)
    return saying.value if saying else "unknown"


def _saying(field: str, text: str) -> _Saying | None:
    row = lexicon(_NAME).row(text)
    hits = list(weigh(_NAME, field, row, _TURNED))
    hits = [hit for hit in hits if hit.weight < 0 or not any(_swallows(other, hit) for other in hits)]
    weights: dict[str, int] = {}
    for hit in hits:
        weights[hit.side] = weights.get(hit.side, 0) + hit.weight
    value = max(weights, key=lambda side: weights[side], default="")
    if not value or weights[value] < _SAID:
        return None
    telling = [hit for hit in hits if hit.side == value and hit.weight > 0]
    best = max(telling, key=lambda hit: hit.weight)
    conditional = lexicon(_NAME).says("CONDITION", row)
    return _Saying(value, weights[value], best.start, best.end, conditional)


def _swallows(longer: Hit, shorter: Hit) -> bool:
    """Whether a cue of the other side holds this one: "we do not insist on [one delivery]" does not ask for one delivery."""
    return (
        longer.side != shorter.side
        and longer.weight >= shorter.weight
        and longer.start <= shorter.start
        and shorter.end <= longer.end
        and longer.end - longer.start > shorter.end - shorter.start
    )


def find_partial_delivery(readings: Sequence[Reading]) -> Choice:
    """Whether part of the order may come first."""
    return _choice(readings, "partial_delivery", milder="allowed")


def find_date_flexibility(readings: Sequence[Reading]) -> Choice:
    """Whether the date may move."""
    return _choice(readings, "date_flexibility", milder="flexible")


def find_reason(readings: Sequence[Reading]) -> Fact | None:
    """The sentence that tells best why the date matters."""
    ranked: list[tuple[float, int, Reading, Passage]] = []
    for age, reading in enumerate(readings):
        dated = {reading.passage_of(d.start) for d in reading.dates}
        for index, passage in enumerate(reading.passages):
            words = reading.words(passage)
            if (
                len(words) < 18
                or passage.kind == "row"
                or says("conditions/complaint/trouble", words)
                and says("conditions/complaint/ours", words)
                and not index in dated
            ):
                continue
            strong = len({m[0].casefold() for m in cue("conditions/reason/strong").finditer(words)})
            weak = len({m[0].casefold() for m in cue("conditions/reason/weak").finditer(words)})
            if strong or weak:
                near = any(abs(index - d) <= 1 for d in dated if d is not None)
                ranked.append((2 * strong + weak + near - 0.5 * age, -index, reading, passage))
    if not ranked:
        return None
    _, _, reading, passage = max(ranked, key=lambda r: r[:2])
    return Fact(_shortened(reading, passage), cite(reading.message, passage.start, passage.end))


def find_consequence(readings: Sequence[Reading], reason: Fact | None) -> Fact | None:
    """The sentence that tells what a late delivery costs, if it is another one than the reason's."""
    for reading in readings:
        for passage in reading.passages:
            words = reading.words(passage)
            taken = (
                reason
                and reason.evidence.message == reading.message.index
                and reason.evidence.start < passage.end
                and passage.start < reason.evidence.end
            )
            if (
                len(words) >= 18
                and not taken
                and passage.kind != "row"
                and says("conditions/consequence/if_late", words)
            ):
                return Fact(_shortened(reading, passage), cite(reading.message, passage.start, passage.end))
    return None


def find_complaint(readings: Sequence[Reading]) -> Fact | None:
    """The clause about something that went wrong before, on our side."""
    for reading in readings:
        for passage in reading.passages:
            for start, end in _clauses(reading.text, passage):
                clause = reading.text[start:end]
                trouble = cue("conditions/complaint/trouble").search(clause)
                if not trouble or len(clause) < 12:
                    continue
                if (
                    says("conditions/complaint/ours", clause)
                    and not says("conditions/complaint/not_ours", clause[: trouble.start()])
                    and not says(
                        "conditions/complaint/not_ours",
                        clause[max(0, trouble.start() - 8) : trouble.end() + 8]
                        if trouble[0].casefold() == "late"
                        else "",
                    )
                ):
                    return Fact(" ".join(clause.split()), cite(reading.message, start, end))
    return None


def find_expectations(readings: Sequence[Reading]) -> tuple[Fact, ...]:
    """What else they expect: papers, packing, a call ahead, a price; one short sentence each."""
    found = []
    for reading in readings[:1]:
        for passage in reading.passages:
            words = reading.words(passage)
            if len(words) <= 160 and passage.kind != "row" and says("conditions/expectation/words", words):
                found.append(Fact(_shortened(reading, passage), cite(reading.message, passage.start, passage.end)))
    return tuple(found[:6])


def _choice(readings: Sequence[Reading], field: str, milder: str) -> Choice:
    """The newest message that says it. In one message an "if" softens what another sentence refuses; else the surest sentence holds."""
    for reading in readings:
        found = [
            (saying, passage) for passage in reading.passages if (saying := _saying(field, reading.words(passage)))
        ]
        if not found:
            continue
        soft = [pair for pair in found if pair[0].softened and pair[0].value == milder]
        saying, passage = max(soft or found, key=lambda pair: (pair[0].value != milder, pair[0].weight, pair[1].start))
        start, end = _clause_around(reading.text, passage, passage.start + saying.start, passage.start + saying.end)
        return Choice(saying.value, cite(reading.message, start, end))
    return Choice("unknown")


def _clause_around(text: str, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The clause that holds a span, so that a highlight reads as words and not as a cut."""
    if passage.end - passage.start <= 90:
        return passage.start, passage.end
    lead = [passage.start + m.end() for m in re.finditer(r"[,;:]\s|\s[-–—]\s", text[passage.start : start])]
    tail = re.compile(r"[,;:.!?](?=\s|$)|\s[-–—]\s").search(text, end, passage.end)
    return (lead[-1] if lead else passage.start), (tail.start() if tail else passage.end)


def _clauses(text: str, passage: Passage) -> list[tuple[int, int]]:
    cuts = [
        passage.start,
        *[
            passage.start + m.end()
            for m in re.finditer(
                r"[;:]\s|\s[-–—]\s|,\s(?=(?:but|so|and|because|last)\b)", text[passage.start : passage.end]
            )
        ],
        passage.end,
    ]
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip()]


def _shortened(reading: Reading, passage: Passage) -> str:
    return " ".join(reading.words(passage).split())
