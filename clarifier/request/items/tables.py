"""Reads text tables: tab-joined cells, pipes, or columns set apart by spaces, with or without a row of headers.

Comes in: a text. Goes out: rows of named cells with their offsets. What the cells mean is decided elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from clarifier.texts import table

_RULE_LINE = re.compile(r"[\s|+=:_-]*[-=_]{3,}[\s|+=:_-]*")


@dataclass(frozen=True)
class Cell:
    """`text[start:end]` under a column ("" where no header names it)."""

    start: int
    end: int
    column: str


@dataclass(frozen=True)
class Row:
    """One row of a table, `text[start:end]`."""

    start: int
    end: int
    cells: tuple[Cell, ...]


@cache
def _columns() -> dict[str, str]:
    return {word: column for column, words in reversed(table("lexicons/items")["columns"].items()) for word in words}


def column_of(label: str) -> str | None:
    """The column that a header or a label names."""
    word = re.sub(r"\s+", " ", label.strip(" :*_").casefold())
    return _columns().get(word) or _columns().get(word.rstrip("."))


def find_rows(text: str) -> list[Row]:
    """The rows of all tables that have a row of headers with at least a quantity or a part among them."""
    rows: list[Row] = []
    header: list[tuple[int, int, str]] = []
    separator, offset, gap = "", 0, 0
    for line in text.split("\n"):
        start, offset = offset, offset + len(line) + 1
        if not line.strip():
            gap += 1
            if gap > 1:
                header = []
            continue
        gap = 0
        if _RULE_LINE.fullmatch(line):
            continue
        style = "\t" if "\t" in line else "|" if "|" in line else " "
        cells = _cells(line, style)
        named = _header(line, cells)
        if named:
            header, separator = named, style
        elif header and len(cells) >= 2 and style == separator:
            placed = _placed(cells, header, style)
            if placed:
                rows.append(
                    Row(start, start + len(line), tuple(Cell(start + a, start + b, column) for a, b, column in placed))
                )
        elif header and len(cells) < 2:
            header = []
    return rows


def _cells(line: str, style: str) -> list[tuple[int, int]]:
    if style == " ":
        return [match.span() for match in re.finditer(r"\S+(?:[ ]\S+)*", line)]
    spans, start = [], 0
    pieces = line.split(style)
    if style == "|" and len(pieces) > 2:
        pieces = line.split(style)
    for piece in pieces:
        lead = len(piece) - len(piece.lstrip())
        spans.append((start + lead, start + len(piece.rstrip()) if piece.strip() else start + lead))
        start += len(piece) + 1
    return spans


def _header(line: str, cells: Sequence[tuple[int, int]]) -> list[tuple[int, int, str]]:
    """The columns of a header row, or nothing when the line is none."""
    known = [(a, b, column_of(line[a:b]) or "") for a, b in cells]
    named = {column for _, _, column in known if column}
    filled = len([1 for a, b in cells if line[a:b].strip(" :*_")])
    enough = len(known) >= 2 and sum(1 for _, _, column in known if column) >= max(2, (filled + 1) // 2)
    return known if enough and named & {"quantity", "part"} and not re.search(r"\d", line) else []


def _placed(cells: list[tuple[int, int]], header: list[tuple[int, int, str]], style: str) -> list[tuple[int, int, str]]:
    if style != " ":
        return [(a, b, header[i][2]) for i, (a, b) in enumerate(cells) if i < len(header) and b > a]
    placed = []
    if len(cells) == len(header):
        return [(a, b, column) for (a, b), (_, _, column) in zip(cells, header, strict=True)]
    for a, b in cells:
        best = max(header, key=lambda h: min(b, h[1]) - max(a, h[0]))
        placed.append((a, b, best[2]))
    return placed
