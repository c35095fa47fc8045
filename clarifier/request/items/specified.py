"""One thing told above the lines that describe it: "We need an offer for a drum motor:", "Power: 0.75 kW", "Quantity: 18 pieces".

Comes in: a reading and the rows among its labelled lines that name nothing. Goes out: the same rows, with the name that the sentence
above them tells. Rows above which nothing is told are left out.
"""

from collections.abc import Sequence
from dataclasses import replace

from clarifier.request.cues import cue
from clarifier.request.items.phrases import Span, phrase_after
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
