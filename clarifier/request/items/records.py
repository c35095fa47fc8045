"""Reads records of labelled lines ("Part no: BE-4012", "Qty: 3,000 pcs"), as web forms and purchase orders write them.

Comes in: a text. Goes out: rows of named cells like those of a table, one a record.
"""

import re

from clarifier.request.items.headers import column_of
from clarifier.request.items.tables import Cell, Row

_LABELLED = re.compile(
    r"^[ \t]*(?:[-*•][ \t]*)?(?P<label>[^\W\d_][\w .#/’'&-]{1,28}?)(?:[ \t]*[:：=][ \t]*|[ ]?\t+[ ]?)(?P<value>\S[^\n]*?)[ \t]*$",
    re.M,
)


def find_records(text: str) -> list[Row]:
    """Records with an amount and a part or a description."""
    rows: list[Row] = []
    cells: list[Cell] = []
    last_end = -1

    def close() -> None:
        columns = {cell.column for cell in cells}
        if "quantity" in columns and columns & {"part", "description"}:
            rows.append(Row(cells[0].start, cells[-1].end, tuple(cells)))
        cells.clear()

    for match in _LABELLED.finditer(text):
        column = column_of(match["label"])
        if (column and "\t" in match["value"]) or (column_of(match["value"]) and ":" not in match[0]):
            column = None  # a row of a table, not a label and its value
        if (last_end >= 0 and "\n\n" in text[last_end : match.start()].replace(" ", "")) or (
            column and any(c.column == column for c in cells)
        ):
            close()
        last_end = match.end()
        if column and column not in ("price", "line"):
            cells.append(Cell(match.start("value"), match.end("value"), column))
    close()
    return rows
