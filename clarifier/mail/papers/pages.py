"""A paper's words where they stand: cells on rows, to lines of text whose columns stay under each other.

Comes in: words with their places (points of a PDF's page, columns of a sheet). Goes out: rows of cells, and rows as text.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from clarifier.texts import table

_SAME_ROW = 0.45  # of the smaller letter's height: further apart is another row
_COLUMN = 0.8  # of a letter's height: a gap this wide parts two columns
_SPACE = 0.12
_BLANK = 1.9  # of a letter's height from row to row: a blank line
_BESIDE = 9  # rows of an address


@dataclass(frozen=True)
class Cell:
    """Words from `left` to `right` on the row at `base`, in letters `size` high."""

    left: float
    right: float
    base: float
    size: float
    text: str


Row = tuple[Cell, ...]


def rows_of(cells: Iterable[Cell]) -> list[Row]:
    """The rows from top to bottom, each from left to right; words that touch are one cell."""
    rows: list[list[Cell]] = []
    for cell in sorted(cells, key=lambda one: -one.base):
        if rows and abs(rows[-1][0].base - cell.base) <= _SAME_ROW * min(rows[-1][0].size, cell.size):
            rows[-1].append(cell)
        else:
            rows.append([cell])
    return [_joined(sorted(row, key=lambda one: (one.left, one.right))) for row in rows]


def _joined(row: Sequence[Cell]) -> Row:
    found: list[Cell] = []
    for cell in row:
        last = found[-1] if found else None
        if last and last.text.endswith(cell.text) and abs(last.right - cell.right) < 0.3 * cell.size:
            continue  # drawn twice, to look bold
        gap = cell.left - last.right if last else 0.0
        if last is None or gap > _COLUMN * max(last.size, cell.size):
            found.append(cell)
            continue
        spaced = gap > _SPACE * cell.size and not last.text.endswith(" ") and not cell.text.startswith(" ")
        text = last.text + (" " if spaced else "") + cell.text
        found[-1] = replace(last, right=max(last.right, cell.right), size=max(last.size, cell.size), text=text)
    return tuple(replace(cell, text=" ".join(cell.text.split())) for cell in found if cell.text.strip())


def unit_of(rows: Sequence[Row]) -> float:
    """The width of one character of the text to be: narrow enough that hardly any words need more room than they had."""
    widths = sorted((cell.right - cell.left) / len(cell.text) for row in rows for cell in row if cell.right > cell.left)
    return max(1.5, widths[len(widths) // 5]) if widths else 5.0


def written(rows: Sequence[Row], left: float, unit: float) -> list[str]:
    """The rows as lines of text; a wide gap above one, and an empty row, is a blank line."""
    lines: list[str] = []
    above: Row | None = None
    for row in rows:
        if not row:
            lines += [""] if lines and lines[-1] else []
            above = None
            continue
        if above and abs(above[0].base - row[0].base) > _BLANK * max(above[0].size, row[0].size):
            lines.append("")
        line = ""
        for cell in row:
            column = min(round((cell.left - left) / unit), 400)
            told = line.endswith(":") and cell.text[:1] not in ":"  # a label and its value stand together
            line = f"{line} {cell.text}" if told else line.ljust(max(column, len(line) + 3 * bool(line))) + cell.text
        lines.append(line.rstrip())
        above = row
    return lines


def side_by_side(rows: Sequence[Row]) -> list[Row]:
    """Addresses that stand beside each other ("Bill to" and "Ship to") one below the other."""
    found: list[Row] = []
    place = 0
    while place < len(rows):
        starts = [cell.left for cell in rows[place] if _heads_address(cell.text)]
        if len(starts) < 2:
            found.append(rows[place])
            place += 1
            continue
        stop = place + 1
        while stop < len(rows) and stop - place < _BESIDE and _goes_on(rows[stop], rows[stop - 1], starts):
            stop += 1
        found += _parted(rows[place:stop], starts)
        place = stop
    return found


def _goes_on(row: Row, above: Row, starts: Sequence[float]) -> bool:
    """Whether a row still belongs to the addresses above: near, and each of its cells under one of them."""
    if not row or not above or abs(above[0].base - row[0].base) > 2.2 * max(above[0].size, row[0].size):
        return False
    return len(row) <= len(starts) and all(
        min(abs(cell.left - start) for start in starts) <= 2 * cell.size for cell in row
    )


def _parted(rows: Sequence[Row], starts: Sequence[float]) -> list[Row]:
    """The addresses below each other, with an empty row behind each."""
    found: list[Row] = []
    base = rows[0][0].base
    for number, start in enumerate(starts):
        column = [
            cell
            for row in rows
            for cell in row
            if max(0, bisect_right(starts, cell.left + 2 * cell.size) - 1) == number
        ]
        for cell in column:
            found.append((replace(cell, left=start, base=base),))
            base -= cell.size
        found.append(())
    return found


def _heads_address(text: str) -> bool:
    words = " ".join(text.casefold().rstrip(" :*").split())
    label, colon, _ = text.partition(":")
    return words in _address_labels() or (bool(colon) and " ".join(label.casefold().split()) in _address_labels())


@cache
def _address_labels() -> frozenset[str]:
    return frozenset(table("lexicons/papers")["addresses"]["labels"])
