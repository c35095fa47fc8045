"""The items of tables with a row of headers, and of records of labelled lines.

Comes in: the rows of a reading. Goes out: their mentions; none for a sum, a freight line, a row that only goes on with the
words above it. A row that has an amount and a day, and no item, is another delivery of the item above. A row with a part
number and no amount is asked for all the same: how many becomes a question.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from clarifier.request.cues import says
from clarifier.request.dates import DateReading
from clarifier.request.items.columns import unit_named
from clarifier.request.items.mention import SUMMED, Mention, Word
from clarifier.request.items.phrases import Span, phrase_in_row
from clarifier.request.items.rows import NOT_ORDERED
from clarifier.request.items.tables import Cell, Row
from clarifier.request.items.words import revision_in
from clarifier.request.part_shapes import is_part_shape
from clarifier.request.quantities import Amount, find_amounts
from clarifier.request.reading import Reading
from clarifier.texts import table

_KINDS = ("count", "other", "ordinal", "postcode", "phone")
_REVISION = re.compile(r"(?:rev\.? ?)?[\w.]{1,4}", re.I)
_MONEY = re.compile(r"[$€£]|^[\d.,]+$")
_CODE = re.compile(r"\s*\(([A-Z]{1,6}(?:-[A-Z0-9]{1,8}){1,3})\)\s*$")  # "End assembly (EA-S)"
_THOUSANDS = re.compile(r"\d{1,3}(?:\.\d{3})+")


@dataclass(frozen=True)
class _Named:
    """The part number and the words of a row's item."""

    part: Word | None
    item: Span | None


def row_mentions(reading: Reading, rows: Sequence[Row]) -> list[Mention]:
    """The mentions of rows, in their order."""
    found: list[Mention] = []
    above: _Named | None = None
    for row in rows:
        cells = _by_column(row)
        named = _named(reading, row, cells)
        if _is_none(reading.text, row, named) or NOT_ORDERED.search(reading.text, row.start, row.end):
            continue
        mention = _mention(reading, row, cells, named, above)
        if mention:
            found.append(mention)
        if named.part or (named.item and mention):
            above = named
    return found


def _by_column(row: Row) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for cell in row.cells:
        if cell.end > cell.start:
            cells.setdefault(cell.column, cell)
    return cells


def _is_none(text: str, row: Row, named: _Named) -> bool:
    """Whether a row is a sum, freight or tax: a cell says so, and no part number stands beside it."""
    told = any(_no_items().fullmatch(" ".join(text[c.start : c.end].casefold().split())) for c in row.cells)
    return told and not (named.part and is_part_shape(named.part.value))


@cache
def _no_items() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(table("lexicons/order_columns")["request_rows"]["none"]) + ")[ :]*")


def _mention(reading: Reading, row: Row, cells: dict[str, Cell], named: _Named, above: _Named | None) -> Mention | None:
    quantity = cells.get("quantity")
    if quantity and says("terms/request/cancel", reading.text[quantity.start : quantity.end]):
        return None
    amount = _amount(reading, quantity) if quantity else _sum_of_periods(reading, row)
    if amount and amount.value == 0:
        return None
    due = _due(reading, row, cells)
    if amount and not (named.part or named.item) and above and due:
        named = above
    if not (named.part or named.item):
        return None
    if amount is None and not _asks_how_many(reading.text, quantity, named, cells):
        return None
    unit, amount = _counted(reading.text, row, cells, amount)
    return Mention(
        reading,
        row.start,
        row.end,
        "order",
        True,
        named.part,
        named.item,
        _revision(reading, row, cells),
        amount,
        unit,
        due,
    )


def _sum_of_periods(reading: Reading, row: Row) -> Amount | None:
    """What a row wants in all where each column is a week or a day: "40  40  20" under "Wk 12  Wk 14  Wk 16"."""
    cells = [cell for cell in row.cells if cell.column == "period"]
    counts = [one for cell in cells if (one := _amount(reading, cell)) and one.value is not None]
    if not counts:
        return None
    first, last = counts[0], counts[-1]
    whole = reading.text[first.start : last.end]
    return replace(first, end=last.end, quote=whole, value=sum(one.value or 0 for one in counts), note=SUMMED)


def _asks_how_many(text: str, quantity: Cell | None, named: _Named, cells: dict[str, Cell]) -> bool:
    """Whether a row names a part and leaves its amount open ("tbd"): not one that says "none"."""
    open_amount = quantity is None or re.fullmatch(r"[^\W\d_]{2,}.{0,20}|\?+", text[quantity.start : quantity.end])
    says_none = quantity is not None and re.fullmatch(
        r"(?i:n/?a|none|nil|no|keine?|zero)", text[quantity.start : quantity.end]
    )
    shaped = named.part is not None and re.search(r"\d", named.part.value) and is_part_shape(named.part.value)
    return bool(open_amount and not says_none and shaped and named.item and len(cells) > 1)


def _amount(reading: Reading, cell: Cell) -> Amount | None:
    words = reading.text[cell.start : cell.end]
    counts = [found for found in find_amounts(words, reading.style) if found.kind in _KINDS]
    if not counts:
        return None
    one = counts[0]
    if _THOUSANDS.fullmatch(words) and one.value is not None and one.value < 1000:
        one = replace(one, value=float(words.replace(".", "")))
    start = cell.start
    return replace(one, start=one.start + start, end=one.end + start, number_end=one.number_end + start, kind="count")


def _counted(text: str, row: Row, cells: dict[str, Cell], amount: Amount | None) -> tuple[str, Amount | None]:
    """The unit of a row's amount, and the amount with dozens and gross as pieces."""
    cell = cells.get("unit")
    word = text[cell.start : cell.end] if cell else row.unit if amount and not amount.unit else ""
    unit, factor = unit_named(word) if word else ("", 1.0)
    if factor != 1 and amount and amount.value is not None:
        amount = replace(amount, value=amount.value * factor)
    return unit or (amount.unit if amount else ""), amount


def _due(reading: Reading, row: Row, cells: dict[str, Cell]) -> DateReading | None:
    cell = cells.get("needed_by")
    found = reading.dates_in(cell.start, cell.end) if cell else ()
    return next(iter(found), None) or next(iter(reading.dates_in(row.start, row.end)), None)


def _revision(reading: Reading, row: Row, cells: dict[str, Cell]) -> Word | None:
    cell = cells.get("revision")
    words = reading.text[cell.start : cell.end] if cell else ""
    return (
        Word(cell.start, cell.end, words)
        if cell and _REVISION.fullmatch(words)
        else revision_in(reading, row.start, row.end)
    )


def _named(reading: Reading, row: Row, cells: dict[str, Cell]) -> _Named:
    """The part number and the words of a row, wherever they stand in it."""
    text = reading.text
    listed = [c for c in row.cells if c.column == "part" and c.end > c.start]
    part = next((c for c in listed if not re.fullmatch(r"\d{1,5}", text[c.start : c.end])), cells.get("part"))
    word = _number_in(text, part.start, part.end) if part else None
    if part and word and "description" not in cells and _is_words(word.value):
        word = None  # "Material | W beam 4.3 m"
    unnamed = [c for c in row.cells if not c.column and re.search(r"[^\W\d_]{3,}", text[c.start : c.end])]
    described = [c for c in row.cells if c.column == "description" and c.end > c.start] or unnamed
    if len(described) > 1 and re.fullmatch(r"\d{1,4}\.?|[A-Za-z]\)?", text[described[0].start : described[0].end]):
        described = described[1:]  # "Item" that numbers the rows
    if word and described and re.fullmatch(r"\d{1,3}", word.value):
        part, word = None, None  # "Item no." that numbers the rows
    if not word and len(described) > 1 and _names_part(reading, described[0]):
        part, described = described[0], described[1:]
        word = Word(part.start, part.end, text[part.start : part.end])
    if not word and (
        number := next((c for c in row.cells if not c.column and _is_number(text[c.start : c.end])), None)
    ):
        word = Word(number.start, number.end, text[number.start : number.end])
    item = described[0] if described else (part if part and not word else None)
    span = (item.start, item.end) if item else None
    if not word and span and (found := next((i for i in reading.identifiers_in(*span) if i.kind == "part"), None)):
        word = Word(found.value_start, found.end, found.value)
        span = phrase_in_row(reading, *span)
    if not word and span and (code := _CODE.search(text, *span)):
        word, span = Word(code.start(1), code.end(1), code[1]), (span[0], code.start())
    if part and word and span is None and word.end < part.end:
        span = phrase_in_row(reading, word.end, part.end)
    return _Named(word, span)


def _is_words(cell: str) -> bool:
    """Whether a cell is a name with a size in it, and no number of a thing."""
    pieces = cell.split()
    named = len(pieces) > 1 and any(re.fullmatch(r"[^\W\d_]*[a-zß-ž]{2,}", piece) for piece in pieces)
    return named and not any(is_part_shape(piece) for piece in pieces)


def _is_number(words: str) -> bool:
    """Whether a cell that no header names is a part number and nothing else."""
    return (
        bool(re.search(r"\d", words))
        and bool(re.search(r"[-/.A-Za-z]", words))
        and is_part_shape(words)
        and not _MONEY.search(words)
    )


def _names_part(reading: Reading, cell: Cell) -> bool:
    return any(found.kind == "part" for found in reading.identifiers_in(cell.start, cell.end))


def _number_in(text: str, start: int, end: int) -> Word | None:
    """The part number of a cell: the whole cell, or the token of it that looks like one."""
    cell = text[start:end]
    if not any(c.isdigit() for c in cell):
        return None
    shaped = next((m for m in re.finditer(r"[\w./#-]*\w", cell) if is_part_shape(m[0])), None)
    if shaped and re.search(r"[,;]", cell):
        return Word(start + shaped.start(), start + shaped.end(), shaped[0])
    return Word(start, end, cell)
