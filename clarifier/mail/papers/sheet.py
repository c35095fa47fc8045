"""A workbook (.xlsx) to text: a line a row, cells joined by tabs, each sheet's columns where they stand.

Comes in: the bytes. Goes out: Contents. A formula counts with the value that was stored for it. What is hidden (sheets,
rows, columns, white letters, notes) is reported and not read.
"""

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any

from clarifier.mail.papers.contents import HIDDEN_SHOWN, LONGEST, Contents, Unread
from clarifier.mail.papers.package import opened
from clarifier.mail.papers.pages import Cell, Row, side_by_side

MOST_ROWS = 20_000
MOST_COLUMNS = 120
_WHITE = ("FFFFFFFF", "00FFFFFF")
_UNSTORED = re.compile(rb"<f[ >/][^<]{0,400}(?:</f>)?(?:<v ?/>|<v></v>)?</c>")


def from_xlsx(data: bytes) -> Contents:
    """The text of a workbook's visible cells."""
    import openpyxl
    from openpyxl.utils.exceptions import InvalidFileException

    archive = opened(data)
    try:
        book = openpyxl.load_workbook(io.BytesIO(data), data_only=True, keep_links=False)
        parts, hidden, cut = [], [], ""
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        hidden += [
            (words, f"the sheet {sheet.title} is hidden")
            for sheet in book.worksheets
            if sheet.sheet_state != "visible" and (words := _all_words(sheet))
        ]
        for sheet in sheets:
            lines, unseen, more = _read_sheet(sheet)
            hidden += unseen
            cut = cut or more
            if lines:
                title = [sheet.title] if len(sheets) > 1 else []
                parts.append("\n".join([*title, *lines]))
    except (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, OSError) as error:
        raise Unread("the workbook is damaged") from error
    text = "\n\n".join(parts)
    if not text.strip():
        raise Unread("all of its cells are hidden" if hidden else "there is nothing in its cells")
    if not cut and any(
        _UNSTORED.search(archive.read(name)) for name in archive.namelist() if "worksheets/sheet" in name
    ):
        cut = "some formulas in it were never worked out, and their cells read as empty: open it and save it once"
    return Contents(text[:LONGEST], tuple((words[:HIDDEN_SHOWN], why) for words, why in hidden), cut)


def _read_sheet(sheet: Any) -> tuple[list[str], list[tuple[str, str]], str]:
    """The lines of a sheet, what is hidden in it, and where reading stopped."""
    rows = {number for number, row in sheet.row_dimensions.items() if row.hidden or row.height == 0}
    columns = set(_hidden_columns(sheet))
    unseen: dict[str, list[str]] = {}
    seen: list[list[Cell]] = []
    cut = ""
    cells = sorted(sheet._cells.items())
    for number, group in groupby(cells, key=lambda item: item[0][0]):
        if len(seen) >= MOST_ROWS:
            cut = f"only the first {MOST_ROWS:,} rows of {sheet.title} are read"
            break
        line: list[Cell] = []
        for (_, column), cell in group:
            if cell.comment is not None:
                unseen.setdefault("a note on a cell", []).append(str(cell.comment.text))
            words = shown(cell.value, cell.number_format)
            if not words:
                continue
            if column > MOST_COLUMNS:
                cut = f"only the first {MOST_COLUMNS} columns of {sheet.title} are read"
                continue
            why = "its row is hidden" if number in rows else "its column is hidden" if column in columns else _why(cell)
            if why:
                unseen.setdefault(why, []).append(words)
            else:
                line.append(Cell(column, column + 0.9, -number, 0.4, words))
        if line:
            seen.append(line)
    return list(_lines(seen)), [(" ".join(words), why) for why, words in unseen.items()], cut


def _lines(rows: list[list[Cell]]) -> Iterator[str]:
    """The rows tab-joined, columns that are empty throughout left out; a gap of rows is a blank line."""
    if not rows:
        return
    used = sorted({int(cell.left) for row in rows for cell in row})
    place = {column: index for index, column in enumerate(used)}
    above: float | None = None
    for row in side_by_side([tuple(row) for row in rows]):
        if not row or (above is not None and above - row[0].base > 1.05):
            yield ""
        above = row[0].base if row else None
        if row:
            yield _line(row, place)


def _line(row: Row, place: dict[int, int]) -> str:
    """A row; a label and its value stand together."""
    line = [""] * (place[int(row[-1].left)] + 1)
    for cell in row:
        line[place[int(cell.left)]] = cell.text
    return re.sub(r"(?<=:)\t+(?=[^\t])", " ", "\t".join(line))


def _hidden_columns(sheet: Any) -> Iterator[int]:
    for letter, column in sheet.column_dimensions.items():
        if column.hidden or column.width == 0:
            from openpyxl.utils import column_index_from_string

            first = column.min or column_index_from_string(letter)
            yield from range(first, min(column.max or first, MOST_COLUMNS) + 1)


def _why(cell: Any) -> str:
    """Why a reader of the sheet would not see the cell's words, "" where they would."""
    if cell.number_format == ";;;":
        return "its format shows nothing"
    colour = cell.font.color
    filled = cell.fill.fill_type is not None
    if colour is not None and colour.type == "rgb" and colour.rgb in _WHITE and not filled:
        return "in the colour of its background"
    return ""


def _all_words(sheet: Any) -> str:
    words = (shown(cell.value, cell.number_format) for _, cell in sorted(sheet._cells.items())[:2000])
    return " ".join(word for word in words if word)


def shown(value: Any, style: str) -> str:
    """A cell's value about as the sheet shows it; a date is written 2026-11-30, so that no order of day and month is open."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (time, timedelta)):
        return str(value)
    if isinstance(value, (int, float)):
        return _number(value, style)
    return " ".join(str(value).split())


def _number(value: float, style: str) -> str:
    if style.endswith("%"):
        return f"{value * 100:.10g}%"
    if re.fullmatch(r"0{2,20}", style) and value == int(value):
        return f"{int(value):0{len(style)}d}"  # leading zeros of a part number
    if isinstance(value, float) and value != int(value):
        decimals = re.search(r"0\.(0+)", style)
        return f"{value:.{len(decimals[1])}f}" if decimals else f"{value:.12g}"
    return str(int(value))
