"""The cells of an HTML table in their columns: cells that span several, and cells that are a page of their own.

Comes in: the cells of a row, one after the other. Goes out: how many columns further each stands. What a layout is: a cell
that holds a table, or the only cell of its row with several paragraphs, is no cell of an order.
"""

from typing import Any

_WIDEST, _TALLEST = 50, 1000
_MOST_COLUMNS = 200  # farther right no cell pushes another: cells that span all would push each row beyond the last
_PARAGRAPHS = ("p", "div", "ul", "ol", "br", "blockquote", "h1", "h2", "h3", "pre", "section")


class Grid:
    """One table while it is read."""

    def __init__(self) -> None:
        self._covered: dict[int, int] = {}  # by column: how many rows below are still covered by a cell above
        self._free = 0
        self._last = 0

    def next_row(self) -> None:
        """Begins a row."""
        for column, rows in list(self._covered.items()):
            if column >= self._free and rows > 0:
                self._covered[column] = rows - 1
        self._free = self._last = 0

    def enter(self, cell: Any) -> int:
        """The columns from the cell before (from the left edge, for the first) to this one."""
        place = self._free
        while place < _MOST_COLUMNS and self._covered.get(place, 0) > 0:
            self._covered[place] -= 1
            place += 1
        wide, tall = _count(cell, "colspan", _WIDEST), _count(cell, "rowspan", _TALLEST)
        for column in range(place, min(place + wide, _MOST_COLUMNS)):
            self._covered[column] = tall - 1
        step, self._last, self._free = place - self._last, place, place + wide
        return step


def is_layout(cell: Any) -> bool:
    """Whether a cell is a page of its own."""
    if next(cell.iter("table"), None) is not None:
        return True
    row = cell.getparent()
    beside = row.iterchildren("td", "th") if row is not None else iter(())
    alone = (
        next(beside, None) is not None and next(beside, None) is None
    )  # a row of 100,000 cells is not counted for each
    blocks = (each for each in cell.iter(*_PARAGRAPHS))
    return alone and next(blocks, None) is not None and next(blocks, None) is not None


def _count(cell: Any, name: str, most: int) -> int:
    value = str(cell.get(name, "1")).strip()
    return max(1, min(int(value), most)) if value.isdecimal() and len(value) < 6 else 1
