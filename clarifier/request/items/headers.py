"""Which column of an order a header names, in seven languages, and whether a line is a row of headers.

Comes in: labels, or a line cut into cells. Goes out: columns. Words are data: knowledge/lexicons/order_columns.toml.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from clarifier.texts import table

_BRACKETS = re.compile(r"[(\[][^()\[\]]{0,30}[)\]]")
_CURRENCY = re.compile(r"(?: in| per)? (?:eur|usd|gbp|chf|pln|sek|dkk|nok|€|\$|£|zł|100|1000|each|ea|netto|net)$")
_PER = re.compile(r"(?:/|\b(?:per|pro|je|par|por|za)\b)[ \t]{0,2}1[.,]?000?\b", re.I)  # "Price/100", "Preis pro 1.000"
_TURN = re.compile(r"(buy|run|build|round|season|campaign|year|production|order|reorder) ?#? ?(\d{1,4})")
_SHORTENED = re.compile(r"\bq ?(?:[nu]t)?t[iy]s?\b")  # "Q'ty", "Q.ty", "Qnty"
_MONEY = ("€", "$", "£", "eur", "usd", "gbp", "chf", "pln", "zł")
_ONE_NAME = {
    "quantity_weak": "quantity",
    "quantity_now": "quantity",
    "quantity_order": None,
    "part_yours": "part",
    "other": None,
}
_TOTALS = ("total", "totals", "total qty", "sum")
_MARKS = " \t:*_|\"'"
_LONGEST = 60  # characters of a header


@dataclass(frozen=True)
class Header:
    """A column: `line[start:end]` names it. `unit` is one that stands in brackets behind a quantity: "Qty (kg)"."""

    start: int
    end: int
    column: str
    unit: str = ""


@cache
def _columns() -> dict[str, str]:
    listed = table("lexicons/order_columns")["request"]
    return {word: column for column, words in reversed(listed.items()) for word in words}


def column_of(label: str) -> str | None:
    """The column that a header or a label names."""
    found = _named(label)
    if found in ("quantity_order", "quantity_now") and "qty" not in label.casefold():
        return None  # "Order: 4417", "Now: we are closed"
    return _ONE_NAME.get(found or "", found)


def _named(label: str) -> str | None:
    words = _plain(label)
    if not words or len(words) > 60:
        return None
    if found := _columns().get(words):
        return found
    without = _plain(_BRACKETS.sub(" ", label))
    if found := _columns().get(without) or _columns().get(_CURRENCY.sub("", without)):
        return found
    if any(sign in words.split() for sign in _MONEY):
        return "price"
    if found := _composed(without):
        return found
    pieces = [piece for piece in re.split(r"[/|\n]| [-–] ", _BRACKETS.sub(" ", label)) if piece.strip()]
    known = [found for piece in pieces if len(pieces) > 1 and (found := _columns().get(_plain(piece)))]
    return known[0] if known else None


def _composed(label: str) -> str | None:
    """The column of a label put together from known words: "required quantity in pcs", "your cat. number", "name of the goods"."""
    words = set(label.split())
    for column, groups in table("lexicons/order_columns")["composed"].items():
        if all(words & set(group) for group in groups[:-1]) and words <= {one for group in groups for one in group}:
            return str(column)
    return None


def _plain(label: str) -> str:
    """A label in small letters, its signs as spaces."""
    words = " ".join(re.sub(r"[^\w#€$£%]+", " ", label.casefold().strip(_MARKS)).split())
    return _SHORTENED.sub("qty", words)


def headers_of(line: str, cells: Sequence[tuple[int, int]]) -> list[Header]:
    """The columns of a row of headers, or nothing where the line is none."""
    if any(end - start > _LONGEST for start, end in cells):
        return []  # a sentence with commas
    if re.search(r"\d{2}", line):  # "Price/100" and "Wk 12" are headers, "4,120.00" is none
        labels = [(start, end) for start, end in cells if _is_period(line[start:end])]
        labels += [per.span() for per in _PER.finditer(line)]
        if re.search(r"\d{2}", _without(line, labels)):
            return []
    parted = any(sign in line for sign in "\t|;,│┃║¦")
    named = [one for start, end in cells for one in _cell(line, start, end, parted=parted)]
    if len(named) < 2:
        return []
    named = _counted(line, named)
    filled = sum(1 for one in named if _plain(line[one.start : one.end]))
    known = [one for one in named if one.column]
    if len(known) < max(2, (filled + 1) // 2):
        return []
    columns = {one.column for one in known}
    if not columns & {"quantity", "quantity_now", "quantity_weak", "quantity_order", "part", "part_yours", "period"}:
        return []
    chosen = _chosen(columns, [_plain(line[one.start : one.end]) for one in named if one.column == "price"])
    named = [replace(one, column="total") if _plain(line[one.start : one.end]) in _TOTALS else one for one in named]
    found = [Header(one.start, one.end, chosen.get(one.column, one.column), one.unit) for one in named]
    return found if {one.column for one in found} & {"quantity", "part", "period"} else []


def _counted(line: str, named: list[Header]) -> list[Header]:
    """Where no header says quantity: the newest of "Buy 2, Buy 3", a unit such as "Cartons", or "No." behind the names."""
    columns = [one.column for one in named]
    if any(column.startswith("quantity") or column == "period" for column in columns):
        return named
    labels = [_plain(line[one.start : one.end]) for one in named]
    turns = [(turn[1], int(turn[2]), place) for place, label in enumerate(labels) if (turn := _TURN.fullmatch(label))]
    behind = next(
        (place for place, column in enumerate(columns) if column in ("part", "part_yours", "description")), 99
    )
    units = [place for place, label in enumerate(labels) if place > behind and label.endswith("s") and _is_unit(label)]
    numbers = [place for place, label in enumerate(labels) if place > behind and label in ("no", "nos", "number")]
    counted = [max(turns)[2]] if len(turns) > 1 and len({word for word, _, _ in turns}) == 1 else units or numbers
    if len(counted) != 1:
        return named
    place = counted[0]
    unit = labels[place] if place in units else ""
    return [*named[:place], replace(named[place], column="quantity", unit=unit), *named[place + 1 :]]


def _is_unit(label: str) -> bool:
    return any(label in words for words in table("lexicons/units")["count"].values())


def _chosen(columns: set[str], prices: Sequence[str]) -> dict[str, str]:
    """What columns stand for beside each other: what is ordered now goes before a quantity, and that before a mere "need"."""
    order = ("quantity_now", "quantity", "quantity_weak", "quantity_order")
    best = next((name for name in order if name in columns), "")
    sums = "period" in columns and not best and all(price in _TOTALS for price in prices)
    chosen = {name: "quantity" if name == best else "" for name in order} | {"other": ""}
    chosen |= {"total": "quantity" if sums and prices else "price"}
    chosen |= {"part": "" if "part_yours" in columns else "part", "part_yours": "part"}
    return chosen | {"period": "" if best or prices else "period"}


def _without(line: str, spans: Sequence[tuple[int, int]]) -> str:
    """A line without stretches of it."""
    for start, end in spans:
        line = line[:start] + " " * (end - start) + line[end:]
    return line


@cache
def _periods() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{shape})" for shape in table("lexicons/order_columns")["periods"]["shapes"]), re.I)


def _is_period(label: str) -> bool:
    """Whether a header is a day, a week or a month: "19 Jan", "Wk 12", "March"."""
    return _periods().fullmatch(label.strip(_MARKS)) is not None


def _cell(line: str, start: int, end: int, *, parted: bool) -> list[Header]:
    """A cell's column; two columns where two headers stand too near each other to be two cells. Where a sign parts the cells
    there is one, and its last words name it: "Drg. Rev", "Required Qty"."""
    label = line[start:end]
    column = "period" if _is_period(label) else _named(label)
    if column is None and " " in label:
        for match in re.finditer(" +", label):
            left, right = _named(label[: match.start()]), _named(label[match.end() :])
            if right and parted:
                column = "price" if left == "price" else right
                break
            if left and right:
                return [Header(start, start + match.start(), left), Header(start + match.end(), end, right)]
    bracket = _BRACKETS.search(label)
    unit = bracket[0][1:-1].strip() if bracket and column in ("quantity", "quantity_weak") else ""
    return [Header(start, end, column or "", unit)]
