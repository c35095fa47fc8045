"""A row of columns without headers: the cell that is a number is the amount, the one that is words the name.

Comes in: a row of a reading. Goes out: its one mention, or none.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from clarifier.request.items.mention import Mention, Word
from clarifier.request.items.phrases import phrase_in_row
from clarifier.request.items.words import date_in, revision_in
from clarifier.request.language import languages
from clarifier.request.passages import Passage
from clarifier.request.quantities import Amount, find_amounts
from clarifier.request.reading import Reading
from clarifier.texts import table


@cache
def unit_named(word: str) -> tuple[str, float]:
    """The unit a cell names, and how many of it one stands for: `DZ` is 12 pieces."""
    if code := table("lexicons/units")["codes"].get(word.strip()):
        return code, 1.0
    for language in ("", *languages()):
        found = find_amounts(f"5 {word.strip().rstrip('.')}", language=language)
        if found and found[0].unit:
            return found[0].unit, (found[0].value or 5) / 5
    return "", 1.0


# a cell or a row's first words that only number the row: "Pos. 2", "Itm 4"
NUMBERING = re.compile(r"(?:item|itm|line|ln|pos|position|posten|no|nr|sl|sr|#)\b\.? ?(?:no\.? ?)?\d{1,3}[.):]?", re.I)
_CELL = re.compile(r"[^\t|\s](?:[^\t|\n ]|[ ]{1,2}(?![ \t|]))*")


def columns_mention(reading: Reading, passage: Passage, parts: Sequence[Word]) -> Mention | None:
    """A row of columns without headers: the cell that is a number is the amount, the one that is words the name."""
    text = reading.text
    body = text[passage.start : passage.end]
    if passage.kind != "row" or not re.search(r"\t|[ ]{3,}|\|", body.strip()):
        return None
    cells = [(passage.start + m.start(), passage.start + m.end()) for m in _CELL.finditer(body)]
    if len(cells) < 3:
        return None
    part = next(
        (p for p in parts if any(a <= p.start and p.end <= b and b - a - (p.end - p.start) <= 6 for a, b in cells)),
        None,
    )
    counts = [
        a for a in reading.amounts_in(passage.start, passage.end) for start, end in cells
        if a.kind in ("count", "ordinal") and start <= a.start and a.number_end <= end and end <= a.end + 2 and a.start <= start + 2 and not is_price(a)
    ]  # fmt: skip
    if len(counts) > 1 and not counts[0].unit and counts[0].start == cells[0][0]:
        counts = counts[1:]  # the first column numbers the rows
    counts = [c for c in counts if c.kind == "count" or len(counts) == 1]
    if not counts:
        return None
    chosen = next((c for c in counts if c.unit), counts[-1] if _sums_up(counts) else counts[0])
    words = [
        (a, b)
        for a, b in cells
        if not (part and a <= part.start < b)
        and not a <= chosen.start < b
        and re.search(r"[^\W\d_]{3,}", text[a:b])
        and not NUMBERING.fullmatch(text[a:b])
    ]
    if part is None:  # "Side flap, Mat.-Nr. 100.44.902": the number stands in the cell of the words
        part = next((p for p in parts for a, b in words if a <= p.start and p.end <= b), None)
    if part is None and not words:
        return None
    if part:
        part = next(
            (
                Word(a, b, text[a:b])
                for a, b in cells
                if a <= part.start and part.end <= b and re.fullmatch(r"[\w./#-]+(?: [A-Z0-9]{1,4}){0,2}", text[a:b])
            ),
            part,
        )
    short = next(
        (
            Word(a, b, text[a:b])
            for a, b in cells
            if part and a >= part.end and b <= chosen.start and re.fullmatch(r"[A-Z]\d?|0?\d", text[a:b])
        ),
        None,
    )
    unit_cell = next(
        (text[a:b] for a, b in cells if a >= chosen.end and b - a <= 8 and re.fullmatch(r"[^\W\d_]+\.?", text[a:b])), ""
    )
    unit, factor = (chosen.unit, 1.0) if chosen.unit or not unit_cell else unit_named(unit_cell)
    if factor != 1 and chosen.value is not None:
        chosen = replace(chosen, value=chosen.value * factor)
    name = phrase_in_row(reading, *words[0]) if words else None
    return Mention(
        reading, passage.start, passage.end, "order", True, part, name, revision_in(reading, passage.start, passage.end) or short, chosen,
        unit, date_in(reading, passage.start, passage.end), passage.introduced_by,
    )  # fmt: skip


def _sums_up(counts: Sequence[Amount]) -> bool:
    """Whether the last number of a row is the sum of those before it: one column a size, and the total."""
    values = [count.value or 0 for count in counts]
    return len(values) > 2 and sum(values[:-1]) == values[-1]


def is_price(amount: Amount) -> bool:
    """Whether an amount is written like a price: "1.25" without a unit."""
    return (
        not amount.unit
        and re.fullmatch(r"[\d,.]*[.,]\d\d", amount.quote) is not None
        and amount.value is not None
        and amount.value != int(amount.value)
    )
