"""One thing told above the lines that describe it: "We need an offer for a drum motor:", "Power: 0.75 kW", "Quantity: 18 pieces".

Comes in: a reading and the rows among its labelled lines that name nothing. Goes out: the same rows, with the name that the sentence
above them tells. Rows above which nothing is told are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from clarifier.request.cues import cue
from clarifier.request.items.phrases import Span, phrase_after, phrase_in_row
from clarifier.request.items.tables import Cell, Row
from clarifier.request.reading import Reading

_LOOKED_AT = 3  # passages above the block, its own lines not counted


def told_above(reading: Reading, rows: Sequence[Row]) -> list[Row]:
    """The rows with the name told above them as their description."""
    found = []
    for row in rows:
        name = _name_above(reading, row.start)
        if name:
            found.append(replace(row, cells=(Cell(*name, "description"), *row.cells)))
    return found


def _name_above(reading: Reading, place: int) -> Span | None:
    index = next((i for i, passage in enumerate(reading.passages) if passage.end > place), len(reading.passages))
    above = [p for p in reading.passages[:index] if p.kind == "sentence"]
    for passage in reversed(above[-_LOOKED_AT:]):
        for match in reversed(list(cue("called/above/leads").finditer(reading.text, passage.start, passage.end))):
            if name := phrase_after(reading, match.end(), passage.end):
                return name
    return None


def told_in_paragraph(reading: Reading, rows: Sequence[Row]) -> list[Row]:
    """Rows of an amount alone with what the lines right above it tell: "Body, 2 in", "Drg. VB-0211", "Reqd. qty: 140 nos"."""
    found = []
    for row in rows:
        begin = reading.text.rfind("\n\n", 0, row.start) + 2
        above = [m.span() for m in _LINE.finditer(reading.text, begin, reading.text.rfind("\n", 0, row.start) + 1)]
        above = [(start, end) for start, end in above if not _NUMBER_ALONE.fullmatch(reading.text, start, end)]
        if not above or len(above) > _MOST_LINES or begin < 2:
            continue
        told = [reading.text[start:end] for start, end in above]
        if any(len(line) > _LONGEST or line.rstrip().endswith((":", ".", "!", "?", ",")) for line in told):
            continue  # sentences, or rows of a list
        if any(a.kind == "count" for a in reading.amounts_in(above[0][0], above[-1][1]) if a.unit):
            continue
        name = phrase_in_row(reading, *above[0])
        codes = [i for i in reading.identifiers_in(above[0][0], above[-1][1]) if i.kind in ("part", "drawing")]
        if name:
            parts = tuple(Cell(one.value_start, one.end, "part") for one in codes[:1])
            found.append(Row(above[0][0], row.end, (Cell(*name, "description"), *parts, *row.cells)))
    return found


_LINE = re.compile(r"[^\n]*\S[^\n]*")
_NUMBER_ALONE = re.compile(r"\s*(?:sl|sr|s|item|no|pos|line)?\.? ?(?:no\.? ?)?\d{1,3}[.):]?\s*", re.I)
_MOST_LINES = 5
_LONGEST = 70  # characters of a line that names something
