"""Reads records of labelled lines ("Part no: BE-4012", "Qty: 3,000 pcs"), as web forms and purchase orders write them.

Comes in: a text. Goes out: rows of named cells like those of a table, one a record; and amounts that stand among labelled lines
without a name of their own ("Quantity: 18 pieces" below "Power: 0.75 kW"). A label that only tells the kind, the colour or the
material of what another line names begins no record of its own. Labels of that sort are knowledge/lexicons/order_columns.toml.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from clarifier.request.items.headers import column_of
from clarifier.request.items.tables import Cell, Row
from clarifier.request.part_shapes import is_part_shape
from clarifier.texts import table

_LABELLED = re.compile(
    r"^[ \t]*(?:[-*•][ \t]*)?(?P<label>[^\W\d_][\w .#/’'&-]{1,28}?(?:[ ]?\([^()\n]{1,14}\))?)(?:[ \t]*[:：=][ \t]*|[ ]?\t+[ ]?)(?P<value>\S[^\n]*?)[ \t]*$",
    re.M,
)
_NUMBERED = re.compile(r" ?#?\d{1,2}$")  # "Item 2", "Qty 2" of a form with room for several
_EMPTY = re.compile(r"[-–—./*?]{1,3}|n\.?/?a\.?|any|none|nil", re.I)


@dataclass(frozen=True)
class _Labelled:
    """A labelled line's value, the column its label names, and whether it only describes what another line names."""

    cell: Cell
    aside: bool


def find_records(text: str) -> list[Row]:
    """Records with an amount and a part or a description."""
    return [
        row for row in map(_row, _blocks(text)) if row and {cell.column for cell in row.cells} & {"part", "description"}
    ]


def find_unnamed(text: str) -> list[Row]:
    """Blocks of two labelled lines and more with one amount, none of which names what is counted."""
    rows = [(_row(block), block) for block in _blocks(text)]
    return [
        row
        for row, block in rows
        if row and len(block) > 1 and {cell.column for cell in row.cells} & {"part", "description"} == set()
    ]


def find_counted_last(text: str) -> list[Row]:
    """Amounts that a labelled line tells at the end of a paragraph whose other lines have no labels: "Qty: 140 nos"."""
    rows = [(_row(block), block) for block in _blocks(text)]
    return [row for row, block in rows if row and len(block) == 1]


def describes(label: str) -> bool:
    """Whether a label names a property of goods, so that the number behind it counts nothing: "Voltage", "Design pressure"."""
    words = re.findall(r"[^\W\d_]+", label.casefold().partition(" of ")[0])
    return bool(words) and words[-1] in _properties() and not column_of(label)


@cache
def _properties() -> frozenset[str]:
    return frozenset(table("lexicons/order_columns")["labels"]["properties"])


@cache
def _asides() -> frozenset[str]:
    return frozenset(table("lexicons/order_columns")["labels"]["asides"])


def _row(block: list[_Labelled]) -> Row | None:
    """The record of a block of labelled lines: what is told aside names it only where nothing else does."""
    cells = [one.cell for one in block if one.cell.column and not one.aside]
    told = {cell.column for cell in cells}
    if "quantity" not in told:
        return None
    cells += [one.cell for one in block if one.aside and one.cell.column and one.cell.column not in told]
    cells = sorted(cells, key=lambda cell: cell.start)
    return Row(cells[0].start, cells[-1].end, tuple(cells))


def _blocks(text: str) -> Iterator[list[_Labelled]]:
    """Runs of labelled lines: a blank line ends one, and so does a label that comes again."""
    block: list[_Labelled] = []
    last_end = -1
    for match in _LABELLED.finditer(text):
        column = column_of(match["label"]) or column_of(_NUMBERED.sub("", match["label"]))
        if (column and "\t" in match["value"]) or (column_of(match["value"]) and ":" not in match[0]):
            column = None  # a row of a table, not a label and its value
        if column in ("price", "line") or _EMPTY.fullmatch(match["value"]):
            column = None
        aside = " ".join(match["label"].casefold().split()) in _asides()
        if aside and column:
            column = "part" if is_part_shape(match["value"]) else "description"
        again = column and not aside and any(one.cell.column == column and not one.aside for one in block)
        if again or (last_end >= 0 and "\n\n" in text[last_end : match.start()].replace(" ", "")):
            yield block
            block = []
        last_end = match.end()
        if column or block or describes(match["label"]):
            block.append(_Labelled(Cell(match.start("value"), match.end("value"), column or ""), aside))
    yield block
