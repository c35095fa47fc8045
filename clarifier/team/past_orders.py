"""A table of past orders, read cell by cell: comes in the bytes of a CSV, goes out the rows that can be used, and what is wrong with the others.

The first row names the columns, in any order and in the usual words (knowledge/lexicons/order_columns.toml); `;`, tab or comma parts them;
UTF-8 or Windows-1252. Days are written YYYY-MM-DD and in no other way: nobody knows whether 03/04 is in March. A quantity may have a
decimal comma where no one could take it for something else.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from clarifier.errors import UnreadableInput
from clarifier.team.steps import FIRST_DAY, LAST_DAY, MOST
from clarifier.texts import table

MOST_BYTES = 50 * 1024 * 1024
MOST_ROWS = 200_000
DAYS = ("requested", "promised", "told", "delivered", "asked")
NEEDED = ("order", "customer", "quantity")
_LONGEST = {"order": 300, "customer": 200, "part_number": 300, "description": 300, "unit": 20, "cancelled": 2000}
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_PLAIN = re.compile(r"\d+", re.ASCII)
_FRACTION = re.compile(r"(\d+)([.,])(\d+)", re.ASCII)
_GROUPED = re.compile(r"\d{1,3}(?:([.,])\d{3})(?:\1\d{3})*(?:(?!\1)[.,](\d+))?", re.ASCII)
_UNFIT = re.compile("[\x00-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Problem:
    """What is wrong with a cell, and what would be right. `row` counts as a spreadsheet does: the columns' names are row 1."""

    row: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"Row {self.row}, {self.column}: {self.sentence}"


@dataclass(frozen=True)
class OrderRow:
    """A row that can be used. Days and the second quantity are None where the cell is empty."""

    row: int
    order: str
    customer: str
    part_number: str
    description: str
    quantity: Decimal
    unit: str
    requested: date | None
    promised: date | None
    told: date | None
    delivered: date | None
    delivered_quantity: Decimal | None
    cancelled: str
    asked: date | None


@dataclass(frozen=True)
class BadRow:
    """A row that cannot be used; `order` and `customer` as far as they can be read, so that the rest of the order waits too."""

    row: int
    order: str
    customer: str
    problems: tuple[Problem, ...]


def rows(data: bytes, most: int = MOST_ROWS) -> Iterator[OrderRow | BadRow]:
    """The table's rows, empty ones left out. Raises UnreadableInput where it is no such table, or too large."""
    if len(data) > MOST_BYTES:
        raise UnreadableInput(f"The table is larger than {MOST_BYTES // 1024**2} MB; import it in parts.")
    text = _text(data)
    separator = _separator(text)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    count = 0
    try:
        names = _names(next(reader, []))
        for number, cells in enumerate(reader, 2):
            if not any(cell.strip() for cell in cells):
                continue
            count += 1
            if count > most:
                raise UnreadableInput(f"The table has more than {most:,} rows; import it in parts.")
            yield _row(number, names, cells)
    except csv.Error as error:
        raise UnreadableInput(
            f"The table cannot be read near line {reader.line_num} ({error}); look for a quotation mark that is not closed."
        ) from error


def quantity_of(text: str) -> Decimal:
    """The number that was written; raises ValueError, with the sentence, where there is none or it can be read in two ways."""
    plain = re.sub(r"[\s\u00a0\u202f'’]", "", text)
    if _PLAIN.fullmatch(plain):
        return _in_range(Decimal(plain), text)
    if found := _FRACTION.fullmatch(plain):
        whole, _, part = found.groups()
        if len(part) == 3 and len(whole) <= 3 and int(whole) and not whole.startswith("0"):
            raise ValueError(f"{text!r} can be read as {whole}{part} or as {whole}.{part}; write one of them.")
        return _in_range(Decimal(f"{whole}.{part}"), text)
    if found := _GROUPED.fullmatch(plain):
        part = found[2]
        whole = plain[: -len(part) - 1] if part else plain
        return _in_range(Decimal(re.sub("[.,]", "", whole) + (f".{part}" if part else "")), text)
    raise ValueError(f"{text[:40]!r} is no number above 0; write it like 1250 or 1250.5.")


def day_of(text: str) -> date:
    """The day that was written as YYYY-MM-DD; raises ValueError, with the sentence."""
    try:
        day = date.fromisoformat(text) if _DAY.fullmatch(text) else None
    except ValueError:
        raise ValueError(f"{text!r} is no day of the calendar; write one like 2026-11-22.") from None
    if day is None:
        raise ValueError(f"{text[:40]!r} is not written as YYYY-MM-DD; write it like 2026-11-22.")
    if not FIRST_DAY <= day < LAST_DAY:
        raise ValueError(
            f"the year {day.year} is out of range; write one from {FIRST_DAY.year} to {LAST_DAY.year - 1}."
        )
    return day


def _row(number: int, names: list[str], cells: list[str]) -> OrderRow | BadRow:
    found = {name: " ".join(_UNFIT.sub(" ", cell).split()) for name, cell in zip(names, cells, strict=False) if name}
    problems: list[Problem] = []
    if any(cell.strip() for cell in cells[len(names) :]):
        problems.append(Problem(number, "row", f"it has {len(cells)} cells and there are {len(names)} columns; put texts that hold the separator in quotation marks."))  # fmt: skip
    for name in NEEDED:
        if not found.get(name):
            problems.append(Problem(number, name, "it is empty; say it."))
    for name, most in _LONGEST.items():
        if len(found.get(name, "")) > most:
            problems.append(Problem(number, name, f"it has more than {most} characters; shorten it."))
    days, quantities = {}, {}
    for name in DAYS:
        if text := found.get(name):
            try:
                days[name] = day_of(text)
            except ValueError as error:
                problems.append(Problem(number, name, str(error)))
    for name in ("quantity", "delivered_quantity"):
        if text := found.get(name):
            try:
                quantities[name] = quantity_of(text)
            except ValueError as error:
                problems.append(Problem(number, name, str(error)))
    if "delivered_quantity" in quantities and not found.get("delivered"):
        problems.append(Problem(number, "delivered", "a delivered quantity has no day; write the day it came."))
    order, customer = found.get("order", ""), found.get("customer", "")
    if problems:
        return BadRow(number, order, customer, tuple(problems))
    texts = {name: found.get(name, "") for name in ("part_number", "description", "cancelled")}
    return OrderRow(
        number, order, customer, texts["part_number"], texts["description"], quantities["quantity"], found.get("unit") or "ea",
        days.get("requested"), days.get("promised"), days.get("told"), days.get("delivered"), quantities.get("delivered_quantity"),
        texts["cancelled"], days.get("asked"),
    )  # fmt: skip


def _text(data: bytes) -> str:
    if not data.removeprefix(codecs.BOM_UTF8).strip():
        raise UnreadableInput("The table is empty; give one whose first row names the columns.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise UnreadableInput("This is no CSV in UTF-8 or Windows-1252; save the table as “CSV UTF-8” and try again.")


def _separator(text: str) -> str:
    """What parts the columns: the sign with which most of their names are known."""
    head = text[:10_000].splitlines()[0]
    return max(
        ";\t,", key=lambda sign: sum(bool(_known(cell)) for cell in next(csv.reader([head], delimiter=sign), []))
    )


def _names(cells: list[str]) -> list[str]:
    """Our name of each column, "" for one that is not ours. Raises UnreadableInput."""
    names = [_known(cell) for cell in cells]
    if missing := [name for name in NEEDED if name not in names]:
        raise UnreadableInput(
            f"The table has no column {missing[0]}; its first row must name the columns: {', '.join(table('lexicons/order_columns')['columns'])}."
        )
    twice = next((name for name in names if name and names.count(name) > 1), None)
    if twice:
        both = " and ".join(repr(cell.strip()) for cell, name in zip(cells, names, strict=True) if name == twice)
        raise UnreadableInput(f"Two columns say {twice}: {both[:120]}; rename the one that does not.")
    return names


def _known(cell: str) -> str:
    plain = re.sub(r"[\W_]", "", cell.casefold())
    columns: dict[str, list[str]] = table("lexicons/order_columns")["columns"]
    return next((name for name, words in columns.items() if plain in words), "")


def _in_range(value: Decimal, text: str) -> Decimal:
    if not 0 < value <= MOST:
        raise ValueError(f"{text[:40]!r} must be above 0 and at most {MOST:,}.")
    exponent = value.normalize().as_tuple().exponent
    if isinstance(exponent, int) and exponent < -6:
        raise ValueError(f"{text[:40]!r} has more than six decimals; round it.")
    return value
