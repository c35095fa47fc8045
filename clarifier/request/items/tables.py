"""Reads text tables under a row of headers: cells parted by tabs, bars, semicolons, commas, or set apart by spaces.

Comes in: a text. Goes out: rows of named cells with their offsets. What the cells mean is decided elsewhere. A cell may go
on over several lines where it stands in quotation marks, and a row's words may go on in the line below.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from clarifier.request.items.headers import Header, headers_of

_RULE_LINE = re.compile(
    r"[\s|+=:_\-─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╟╢╞╡╤╧╪│║┃]*[-=_─━═]{3}[\s|+=:_\-─━═┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬╟╢╞╡╤╧╪│║┃]*"
)
_BARS = re.compile("[│┃║¦]")
_MOST_LINES = 8  # of one cell in quotation marks
_MOST_STRAYS = 3  # lines between two rows that are none
_LONGEST_TITLE = 4  # words of such a line ("Building A"); a longer one ends the table


@dataclass(frozen=True)
class Cell:
    """`text[start:end]` under a column ("" where no header names it)."""

    start: int
    end: int
    column: str


@dataclass(frozen=True)
class Row:
    """One row of a table, `text[start:end]`. `unit` is the one that the header of its quantity names."""

    start: int
    end: int
    cells: tuple[Cell, ...]
    unit: str = ""


def find_rows(text: str) -> list[Row]:
    """The rows of all tables that have a row of headers with at least a quantity or a part among them."""
    return list(_read(text)[0])


def table_spans(text: str) -> list[tuple[int, int]]:
    """Where tables stand, their headers included, line by line."""
    return list(_read(text)[1])


@lru_cache(maxsize=4)  # asked for rows and for lines, of the same text
def _read(text: str) -> tuple[list[Row], list[tuple[int, int]]]:
    """The rows, and the lines of headers and rows."""
    rows: list[Row] = []
    spans: list[tuple[int, int]] = []
    header: list[Header] = []
    headed: tuple[int, int] | None = None  # headers above no row are no table
    style, blank, strays, above = "", 0, 0, ""
    for start, line in _lines(text):
        if not line.strip():
            blank += 1
            header = [] if blank > 1 else header
            continue
        blank, before, above = 0, above, line
        if _RULE_LINE.fullmatch(line):
            continue
        if found := _header(line, before):
            header, style, strays = found[0], found[1], 0
            headed = (start, start + len(line))
            continue
        if not header:
            continue
        cells = split(line, style)
        if style == " " and 1 < len(cells) < len(header):
            cells = [piece for cell in cells for piece in _cut(line, cell, header)]
        placed = _placed(cells, header, style) if len(cells) > 1 or style == "|" else []
        if len(cells) > 1 and placed and not (strays and len(cells) * 2 < len(header)):
            strays = 0
        elif style == " " and len(cells) == 1 and _goes_on(cells[0], header, rows, start):
            placed = [Cell(*cells[0], "")]
        else:
            strays += 1
            title = len(line.split()) <= _LONGEST_TITLE and not line.rstrip().endswith((".", "!", "?"))
            header = header if title and strays <= _MOST_STRAYS else []
            continue
        unit = next((one.unit for one in header if one.column == "quantity"), "")
        named = tuple(Cell(start + cell.start, start + cell.end, cell.column) for cell in placed)
        rows.append(Row(start, start + len(line), named, unit))
        spans += [headed, (start, start + len(line))] if headed else [(start, start + len(line))]
        headed = None
    return rows, spans


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines with their offsets; one whose last cell opens a quotation mark goes on to the line that closes it."""
    lines = text.split("\n")
    start = place = 0
    while place < len(lines):
        count = 1
        if re.search(r"(?:^|[\t;,])\"[^\"]*$", lines[place]):
            closing = (i for i in range(1, _MOST_LINES) if place + i < len(lines) and '"' in lines[place + i])
            count = next(closing, 0) + 1
        line = "\n".join(lines[place : place + count])
        yield start, line
        start += len(line) + 1
        place += count


def _header(line: str, above: str) -> tuple[list[Header], str] | None:
    """The columns of a row of headers and what parts them; headers of two lines ("Unit" over "price") count too."""
    for style in ("\t", "|", ";", ",", " "):
        if style != " " and style not in _BARS.sub("|", line):
            continue
        cells = split(line, style)
        if len(cells) > 1 and (found := headers_of(line, cells)):
            taller = _both_lines(above, line) if style == " " else []
            return (taller if _named(taller) > _named(found) else found), style
    return (found, " ") if (found := _both_lines(above, line)) else None


def _named(header: Sequence[Header]) -> int:
    return sum(1 for one in header if one.column)


def _both_lines(above: str, line: str) -> list[Header]:
    """The columns of two lines of headers, or nothing."""
    cells, upper = split(line, " "), split(above, " ")
    if len(cells) < 2 or len(upper) < 2 or "\t" in line or len(line) > 400 or len(above) > 400:
        return []
    return _two_lines(above, upper, line, cells)


def _two_lines(
    above: str, upper: Sequence[tuple[int, int]], line: str, cells: Sequence[tuple[int, int]]
) -> list[Header]:
    """The columns of two lines read as one, where words that stand over each other name one column."""
    spans: list[tuple[int, int, str]] = [(a, b, line[a:b]) for a, b in cells]
    for a, b in upper:
        under = next((i for i, (c, d, _) in enumerate(spans) if a < d and c < b), None)
        if under is None:
            spans.append((a, b, above[a:b]))
        else:
            c, d, words = spans[under]
            spans[under] = (min(a, c), max(b, d), f"{above[a:b]} {words}")
    joined, places, told = "", [], sorted(spans)
    for _, _, words in told:
        places.append((len(joined), len(joined) + len(words)))
        joined += words + "\n"
    found = headers_of(joined, places)
    if len(found) != len(told):
        return []
    return [Header(a, b, one.column, one.unit) for (a, b, _), one in zip(told, found, strict=True)]


def split(line: str, style: str) -> list[tuple[int, int]]:
    """Where the cells of a line start and end; quotation marks around one are left out."""
    if style == " ":
        return [match.span() for match in re.finditer(r"\S+(?:[ ]\S+)*", line)]
    if style == "|":
        line = _BARS.sub("|", line)
    spans, start = [], 0
    for piece in _pieces(line, style):
        lead = len(piece) - len(piece.lstrip())
        begin, end = start + lead, start + len(piece.rstrip()) if piece.strip() else start + lead
        if end - begin > 1 and line[begin] == line[end - 1] == '"':
            begin, end = begin + 1, end - 1
        spans.append((begin, end))
        start += len(piece) + 1
    return spans


def _pieces(line: str, style: str) -> list[str]:
    if '"' not in line:
        return line.split(style)
    pieces, current, inside = [], "", False
    for character in line:
        inside = not inside if character == '"' else inside
        if character == style and not inside:
            pieces.append(current)
            current = ""
        else:
            current += character
    return line.split(style) if inside else [*pieces, current]


def _goes_on(cell: tuple[int, int], header: Sequence[Header], rows: Sequence[Row], start: int) -> bool:
    """Whether a line holds only the rest of the words above it: right below a row, under a column that is not the first."""
    if not rows or start - rows[-1].end > 2 or header[0].end > cell[0]:
        return False
    return _under(cell, header).column in ("description", "part", "")


def _under(cell: tuple[int, int], header: Sequence[Header]) -> Header:
    """The header that a cell stands under, or nearest to."""
    return max(header, key=lambda one: min(cell[1], one.end) - max(cell[0], one.start))


def _cut(line: str, cell: tuple[int, int], header: Sequence[Header]) -> list[tuple[int, int]]:
    """A cell in two where one space alone parts what stands under two headers: "CASE 2026-05-20"."""
    under = [one for one in header if one.start < cell[1] and cell[0] < one.end]
    gaps = [place for place in range(*cell) if line[place] == " "]
    if len(under) != 2 or not gaps:
        return [cell]
    gap = min(gaps, key=lambda place: abs(place + 1 - under[1].start))
    if abs(gap + 1 - under[1].start) > 2:
        return [cell]
    return [(cell[0], gap), (gap + 1, cell[1])]


def _placed(cells: Sequence[tuple[int, int]], header: Sequence[Header], style: str) -> list[Cell]:
    if style != " ":
        return [Cell(a, b, header[i].column) for i, (a, b) in enumerate(cells) if i < len(header) and b > a]
    if len(cells) == len(header):
        return [Cell(a, b, one.column) for (a, b), one in zip(cells, header, strict=True)]
    return [Cell(a, b, _under((a, b), header).column) for a, b in cells]
