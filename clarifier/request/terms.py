"""What goes with the order: part deliveries, a firm or a loose date, what went wrong before, what they expect.

Comes in: the readings of the customer's messages, newest first. Goes out: choices and facts, each with the sentence that says so.
"""

import re
from collections.abc import Sequence

from clarifier.request.clauses import pieces
from clarifier.request.cues import says
from clarifier.request.facts import Choice, Fact, cite
from clarifier.request.passages import Passage
from clarifier.request.reading import Reading
from clarifier.request.stances import LONGEST, Saying, complaining, complains, row_in, saying, saying_in


def find_partial_delivery(readings: Sequence[Reading]) -> Choice:
    """Whether part of the order may come first."""
    return _choice(readings, "partial_delivery", strict="refused")


def find_date_flexibility(readings: Sequence[Reading]) -> Choice:
    """Whether the date may move."""
    return _choice(readings, "date_flexibility", strict="fixed")


def find_complaint(readings: Sequence[Reading]) -> Fact | None:
    """The clause about something that went wrong before, on our side."""
    for reading in readings:
        for passage in reading.passages:
            if passage.kind == "row" or passage.end - passage.start > LONGEST:
                continue
            words, language = reading.words(passage), reading.message.language
            clauses = pieces(words, language)
            whole = ((0, len(words), row_in(words, language)),) if len(clauses) > 1 else ()
            told = [one for one in (*clauses, *whole) if one[1] - one[0] >= 12 and complains(one[2])]
            if told:  # of a gloss the clause that says it most: a few words of it are enough to sound so
                start, end, _ = max(told, key=lambda one: complaining(one[2])) if language else told[0]
                place = passage.start + start
                return Fact(" ".join(words[start:end].split()), cite(reading.message, place, passage.start + end))
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


_BY_ITSELF = 1.5  # odds from which a clause is taken to say what its sentence does not
_STRICTER = 2.0  # odds by which the strict word is heard before the other of the same message


def _choice(readings: Sequence[Reading], field: str, strict: str) -> Choice:
    """The newest message that says it. In one message the strict word holds, unless it is about parts and another sentence
    softens it with an "if": "complete please; if that is not possible, send 100 first"."""
    for reading in readings:
        language = reading.message.language
        told = [(_said(field, reading.words(passage), language), passage) for passage in reading.passages]
        found = [(said, passage) for said, passage in told if said]
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


def _said(field: str, words: str, language: str) -> Saying | None:
    """What a sentence says as a whole, else what the clause says that says it most."""
    whole = saying(field, words, language)
    if whole or len(words) > LONGEST:
        return whole
    clauses = [said for _, _, row in pieces(words, language) if (said := saying_in(field, row))]
    return max((said for said in clauses if said.odds >= _BY_ITSELF), key=lambda said: said.odds, default=None)


def _clause_around(text: str, passage: Passage, start: int, end: int) -> tuple[int, int]:
    """The clause that holds a span, so that a highlight reads as words and not as a cut."""
    if passage.end - passage.start <= 90:
        return passage.start, passage.end
    lead = [passage.start + m.end() for m in re.finditer(r"[,;:]\s|\s[-–—]\s", text[passage.start : start])]
    tail = re.compile(r"[,;:.!?](?=\s|$)|\s[-–—]\s").search(text, end, passage.end)
    return (lead[-1] if lead else passage.start), (tail.start() if tail else passage.end)


def _shortened(reading: Reading, passage: Passage) -> str:
    return " ".join(reading.words(passage).split())
