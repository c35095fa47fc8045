"""Tables whose cells stand one below the other, as plain text keeps what a mail program drew as a table.

Comes in: a text. Goes out: rows of named cells. Three headers on lines of their own, a part or words and a quantity among
them, begin one; it goes on as long as each following group of as many lines has a number where the quantity stands.
"""

import re
from collections.abc import Sequence

from clarifier.request.items.headers import column_of
from clarifier.request.items.tables import Cell, Row

_FEWEST, _MOST = 3, 12  # columns
_LONGEST = 80  # characters of a cell
_AMOUNT = re.compile(r"[^\w\n]{0,3}\d")


def find_stacked(text: str) -> list[Row]:
    """The rows of stacked tables."""
    lines = _cells(text)
    rows: list[Row] = []
    place = 0
    while place + 2 * _FEWEST <= len(lines):
        columns = _columns(text, lines[place : place + _MOST])
        if not columns:
            place += 1
            continue
        place += len(columns)
        while group := _group(text, lines[place : place + len(columns)], columns):
            rows.append(group)
            place += len(columns)
    return rows


def _cells(text: str) -> list[tuple[int, int]]:
    """The lines with words, without the space around them."""
    return [(m.start(), m.end()) for m in re.finditer(r"\S[^\n]*(?<=\S)", text)]


def _columns(text: str, lines: Sequence[tuple[int, int]]) -> list[str]:
    """The columns that lines name from the first one on, as many as are headers; none where they make no table."""
    named: list[str] = []
    for start, end in lines:
        label = text[start:end]
        if end - start > 30 or "\t" in label or label.endswith((".", ",", "!", "?")) or re.search(r"\d|[ ]{3}", label):
            break
        column = column_of(label)
        if column is None:
            break
        named.append(column)
    complete = "quantity" in named and bool({"part", "description"} & set(named)) and len(set(named)) == len(named)
    return named if len(named) >= _FEWEST and complete else []


def _group(text: str, lines: Sequence[tuple[int, int]], columns: Sequence[str]) -> Row | None:
    if len(lines) < len(columns) or any(end - start > _LONGEST or "\t" in text[start:end] for start, end in lines):
        return None
    if not _AMOUNT.match(text, lines[columns.index("quantity")][0]):
        return None
    cells = tuple(Cell(start, end, column) for (start, end), column in zip(lines, columns, strict=True))
    return Row(cells[0].start, cells[-1].end, cells)
