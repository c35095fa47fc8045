"""The ledger as files: a table with a row for each line of each request (CSV, XLSX), and every step as JSON Lines.

Comes in: entries, one after the other, and who reads them. Goes out: bytes, piece by piece, so that no ledger is too large; what the reader
may not read is left out. No cell can start a formula. Days are days in the works' time zone, moments are in UTC.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from datetime import date, tzinfo
from decimal import Decimal
from typing import IO, Any

from clarifier.cells import safe
from clarifier.team.ledger import Entry
from clarifier.team.life import Life, Record
from clarifier.team.person import Person
from clarifier.team.rights import reads_request
from clarifier.team.schedules import due, is_kept, totals
from clarifier.team.steps import Emergency, Portion, RequestLine

COLUMNS = (
    "number", "state", "customer", "po_number", "line", "part_number", "description", "revision", "unit",
    "requested_quantity", "promised_quantity", "told_quantity", "delivered_quantity",
    "requested_delivery", "first_promised_delivery", "promised_delivery", "first_told_delivery", "last_told_delivery",
    "last_delivered", "in_full_by_date_told", "emergency_cause", "owner",
)  # fmt: skip
MOST_ROWS = 1_000_000  # of one sheet; a workbook's format ends at 1,048,576


def read_by(reader: Person, entries: Iterable[Entry]) -> Iterator[Entry]:
    """The entries that this person may read."""
    for entry in entries:
        if reads_request(reader, entry.life.owner, entry.life.state, entry.life.is_shared):
            yield entry


def as_csv(entries: Iterable[Entry], reader: Person, zone: tzinfo) -> Iterator[bytes]:
    """The table as UTF-8; quantities in `unit`, days in ISO."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(COLUMNS)
    for entry in read_by(reader, entries):
        writer.writerows([safe(_text(cell)) for cell in row] for row in rows(entry, zone))
        yield _taken(buffer)
    yield _taken(buffer)


def write_xlsx(entries: Iterable[Entry], reader: Person, zone: tzinfo, file: IO[bytes]) -> None:
    """The table as a workbook, with real days and numbers; another sheet where one is full."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet, count = None, 0
    for entry in read_by(reader, entries):
        for row in rows(entry, zone):
            if sheet is None or count == MOST_ROWS:
                sheet, count = _sheet(book), 0
            sheet.append([safe(cell) for cell in row])
            count += 1
    if sheet is None:
        _sheet(book)
    book.save(file)


def as_json_lines(entries: Iterable[Entry], reader: Person) -> Iterator[bytes]:
    """Every step, one a line, those taken back included: `{"number", "sequence", "at", "by", "name", "via", "step": {"kind", ...}}`."""
    for entry in read_by(reader, entries):
        for record in entry.records:
            yield json.dumps({"number": entry.number, **step_json(record)}, ensure_ascii=False).encode() + b"\n"


def step_json(record: Record) -> dict[str, Any]:
    """A step with all its fields, and who took it when."""
    return {
        "sequence": record.sequence, "at": record.at.isoformat(), "by": record.by, "name": record.name, "via": record.via,
        "step": {"kind": record.step.kind, **record.step.model_dump(mode="json")},
    }  # fmt: skip


def rows(entry: Entry, zone: tzinfo) -> Iterator[list[object]]:
    """A request's rows, in the order of COLUMNS."""
    life = entry.life
    cause = life.emergency.step.cause if life.emergency and isinstance(life.emergency.step, Emergency) else None
    for number, line in enumerate(life.content.lines, 1):
        yield [entry.number, life.state, life.content.customer, life.content.po_number, number, *_line(life, number, line),
               in_full(life, number, zone), cause, life.owner]  # fmt: skip


def in_full(life: Life, line: int, zone: tzinfo) -> str:
    """Whether all of a line came by the date told: yes, no, open; "" where no date was told, or it was called off in time."""
    told = _of(life.told, line)
    if not told:
        return ""
    if is_kept(told, life.goods):
        return "yes"
    if life.state == "cancelled" and life.ended:
        return "" if life.ended.at.astimezone(zone).date() <= max(each.on for each in told) else "no"
    owed = life.owed.get(line)
    is_over = life.state == "closed" or (owed is not None and life.delivered.get(line, Decimal(0)) >= owed)
    return "no" if is_over else "open"


def _line(life: Life, number: int, line: RequestLine) -> list[object]:
    first, promise = _of(life.first_promise, number), _of(life.promise, number)
    first_told, told = _of(life.told, number), _of(life.latest_told, number)
    return [
        line.part_number, line.description, line.revision, line.unit,
        _plain(line.quantity), _plain(totals(promise).get(number)), _plain(totals(told).get(number)), _plain(life.delivered.get(number)),
        line.requested, due(first), due(promise), due(first_told), due(told), _last_delivered(life, number),
    ]  # fmt: skip


def _last_delivered(life: Life, line: int) -> date | None:
    return max((goods.on for goods in life.goods if line in {part.line for part in goods.parts}), default=None)


def _of(schedule: Iterable[Portion], line: int) -> tuple[Portion, ...]:
    return tuple(portion for portion in schedule if portion.line == line)


def _plain(quantity: Decimal | None) -> int | Decimal | None:
    """A whole number where it is one: 40, not 4E+1."""
    if quantity is None:
        return None
    return int(quantity) if quantity == quantity.to_integral_value() else quantity


def _text(cell: object) -> object:
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    return cell.isoformat() if isinstance(cell, date) else cell


def _taken(buffer: io.StringIO) -> bytes:
    data = buffer.getvalue().encode()
    buffer.seek(0)
    buffer.truncate()
    return data


def _sheet(book: Any) -> Any:
    sheet = book.create_sheet(f"Requests {len(book.sheetnames) + 1}" if book.sheetnames else "Requests")
    sheet.freeze_panes = "A2"
    sheet.append(list(COLUMNS))
    return sheet
