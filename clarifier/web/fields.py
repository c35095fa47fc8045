"""The fields of a request as cells: the outcome's words, the table of lines, the terms that hold for all of them.

Comes in: the contract's JSON, and that of the same email before its answers. Goes out: frozen cells.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clarifier.web.quotes import Mark
from clarifier.web.second_reading import Shown, shown

Json = dict[str, Any]
LINE_FIELDS = ("part_number", "description", "revision", "quantity", "unit", "needed_by")  # the columns, in this order
BY_MODEL = "found by the model"
LONGEST_SHORT = 42  # characters of a term that still shares its row


@dataclass(frozen=True)
class Cell:
    """A field as it stands: `was` is what it said before the customer's answer, `earlier` what they said before."""

    key: str
    field: str
    label: str
    status: str
    word: str
    text: str
    line: int | None = None
    was: str | None = None
    earlier: str | None = None

    @property
    def is_long(self) -> bool:
        """Whether it needs a line of its own."""
        return len(self.text) > LONGEST_SHORT


@dataclass(frozen=True)
class Words:
    """A part of the outcome sentence; `keys` are the fields it tells of."""

    text: str
    status: str | None
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The lines, and the terms that hold for all of them."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Cell | None, ...], ...]
    terms: tuple[Cell, ...]


def keyed(data: Json) -> list[tuple[str, Json]]:
    """Every field with a key of its own: its name, its line, and a count where a name stands several times."""
    seen: dict[str, int] = {}
    found = []
    for field in data["summary"]["fields"]:
        key = field["field"] if field["line"] is None else f"{field['field']}-{field['line']}"
        seen[key] = seen.get(key, 0) + 1
        found.append((key if seen[key] == 1 else f"{key}.{seen[key]}", field))
    return found


def cells(data: Json, before: Json | None, by_model: Collection[Shown] = ()) -> tuple[Cell, ...]:
    """Every field as a cell, in the order of the summary; what a model found says so."""
    text_before = {key: field["text"] for key, field in keyed(before)} if before else {}
    found = []
    for key, field in keyed(data):
        was = text_before.get(key)
        cell = Cell(
            key=key,
            field=field["field"],
            line=field["line"],
            label=field["label"],
            status=field["status"],
            word=BY_MODEL if field["status"] == "found" and shown(field) in by_model else field["word"],
            text=field["text"],
            was=was if was not in (None, field["text"], "—", "") else None,
            earlier=_earlier(data, field),
        )
        found.append(cell)
    return tuple(found)


def _earlier(data: Json, field: Json) -> str | None:
    """What the customer said of this field before, where the value is no longer in doubt."""
    request = data["request"]
    lines = request["lines"]
    home = lines[field["line"]] if field["line"] is not None and field["line"] < len(lines) else request
    value = home.get(field["field"])
    if not isinstance(value, dict) or value.get("ambiguous") or value.get("status") == "conflicting":
        return None
    said = [_day(each) if "latest" in value else str(each) for each in value.get("alternatives") or ()]
    return ", ".join(said) or None


def _day(iso: str) -> str:
    day = date.fromisoformat(iso)
    return f"{day:%a} {day.day} {day:%b %Y}"


def table(cells: Sequence[Cell]) -> Table:
    """A line's own fields stand in its row; a date that holds for all lines stands in each row without its own."""
    lines = sorted({cell.line for cell in cells if cell.line is not None})
    of_line: dict[int, dict[str, Cell]] = {line: {} for line in lines}
    terms = []
    for cell in cells:
        if cell.line is None:
            terms.append(cell)
        else:
            of_line[cell.line][cell.field if cell.field in LINE_FIELDS else cell.label] = cell
    shared = next((cell for cell in terms if cell.field == "needed_by"), None)
    rows_without = [row for row in of_line.values() if "needed_by" not in row]
    if shared and rows_without:
        terms.remove(shared)
        for row in rows_without:
            row["needed_by"] = shared
    present = {name: cell.label for row in of_line.values() for name, cell in row.items()}
    order = [name for name in LINE_FIELDS if name in present] + [name for name in present if name not in LINE_FIELDS]
    rows = tuple(tuple(of_line[line].get(name) for name in order) for line in lines)
    columns = tuple(present[name] for name in order)
    return Table(columns, rows, tuple(sorted(terms, key=lambda cell: cell.is_long)))


def outcome(data: Json) -> tuple[Words, ...]:
    """The sentence in parts; a part that tells of a field knows where it stands."""
    keys: dict[str, list[str]] = {}
    for key, field in keyed(data):
        keys.setdefault(field["field"], []).append(key)
    return tuple(
        Words(part["text"], part["status"] if part["field"] else None, tuple(keys.get(part["field"] or "", ())))
        for part in data["summary"]["outcome"]
    )


def marks(data: Json, part: str = "body") -> dict[int, list[Mark]]:
    """The words behind every field by message: those of its body, or those of its "subject"."""
    found: dict[int, list[Mark]] = {}
    for key, field in keyed(data):
        label = field["label"] if field["label"].isupper() else field["label"].lower()
        for evidence in field["evidence"]:
            if evidence.get("header", "body") == part:
                mark = Mark(evidence["start"], evidence["end"], key, label, field["status"])
                found.setdefault(evidence["message"], []).append(mark)
    return found
