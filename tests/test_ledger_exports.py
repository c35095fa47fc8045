"""The ledger as files: every line with its dates beside each other, every step without a loss, nothing that runs, nothing of others' drafts."""

import csv
import io
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from lives import LENA, MARCUS, answered, delivered, draft, entered, life, step, told
from openpyxl import load_workbook

from clarifier.cells import safe
from clarifier.team import ledger, ledger_exports
from clarifier.team.database import Database
from clarifier.team.ledger import Entry
from clarifier.team.ledger_exports import COLUMNS, as_csv, as_json_lines, in_full, write_xlsx
from clarifier.team.person import Person
from clarifier.team.steps import Step, step_of

ZONE = ZoneInfo("Europe/Berlin")
LINES = (
    {"part_number": "A-1", "quantity": 500, "requested": "2026-11-20"},
    {"description": "wire", "quantity": "12.5", "unit": "m"},
)


def full() -> tuple[Step, ...]:
    """Two lines: the first promised twice, told, delivered late in two parts; the second not yet delivered."""
    return (
        draft(*LINES, po_number="PO-1"), step("asked"), answered("1:500@2026-11-18", "2:12.5@2026-11-30"),
        told("1:500@2026-11-20", "2:12.5@2026-11-30"), answered("1:500@2026-11-24", "2:12.5@2026-11-30", because="the press"),
        told("1:500@2026-11-24", "2:12.5@2026-11-30"), delivered("2026-11-20", "1:200"), delivered("2026-11-24", "1:300"),
        step("emergency", cause="machine"),
    )  # fmt: skip


def table(entries: Iterator[Entry], reader: Person = LENA) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(b"".join(as_csv(entries, reader, ZONE)).decode())))


def test_each_line_has_its_own_row_with_all_dates_beside_each_other(database: Database) -> None:
    entered(database, *full())
    caps, wire = table(ledger.entries(database))
    assert list(caps) == list(COLUMNS)
    assert caps == {
        "number": "R-0001", "state": "told", "customer": "Tidewater", "po_number": "PO-1", "line": "1", "part_number": "A-1", "description": "",
        "revision": "", "unit": "ea", "requested_quantity": "500", "promised_quantity": "500", "told_quantity": "500", "delivered_quantity": "500",
        "requested_delivery": "2026-11-20", "first_promised_delivery": "2026-11-18", "promised_delivery": "2026-11-24",
        "first_told_delivery": "2026-11-20", "last_told_delivery": "2026-11-24", "last_delivered": "2026-11-24", "in_full_by_date_told": "no",
        "emergency_cause": "machine", "owner": "lena",
    }  # fmt: skip
    assert (wire["requested_quantity"], wire["unit"], wire["requested_delivery"], wire["last_delivered"], wire["in_full_by_date_told"]) == ("12.5", "m", "", "", "open")  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "says"),
    [
        ((), ""),
        ((told("500@2026-11-22"),), "open"),
        ((told("500@2026-11-22"), delivered("2026-11-22", "500")), "yes"),
        ((told("500@2026-11-22"), delivered("2026-11-23", "500")), "no"),
        ((told("200@2026-11-20", "300@2026-11-25", earlier_because="the first part was ready"), delivered("2026-11-25", "500")), "no"),
        ((told("500@2026-11-22"), delivered("2026-11-20", "499")), "open"),
        ((told("500@2026-11-22"), delivered("2026-11-20", "499"), step("closed", because="one was scrap")), "no"),
        ((told("500@2026-11-22"), step("cancelled", because="plans changed")), ""),
        ((told("500@2026-11-01", earlier_because="they insisted"), step("cancelled", because="plans changed")), "no"),
        ((told("500@2026-11-22"), told("500@2026-11-25"), delivered("2026-11-25", "500")), "no"),
        ((told("500@2026-11-22"), told("500@2026-11-25", at_customers_wish=True), delivered("2026-11-25", "500")), "yes"),
    ],
    ids=["not told", "open", "kept", "late", "a part late", "short", "closed short", "called off in time", "called off late", "told anew", "by wish"],
)  # fmt: skip
def test_in_full_by_the_date_told(steps: tuple[Step, ...], says: str) -> None:
    assert in_full(life(draft(), step("asked"), answered("500@2026-11-22"), *steps), 1, UTC) == says


def test_a_workbook_holds_real_days_and_numbers_and_no_formula(database: Database) -> None:
    entered(database, *full())
    entered(database, draft({"description": "=HYPERLINK(1)", "quantity": 1}, customer="\x01=cmd|x"))
    file = io.BytesIO()
    write_xlsx(ledger.entries(database), LENA, ZONE, file)
    head, caps, wire, evil = load_workbook(file)["Requests"].iter_rows()
    assert tuple(cell.value for cell in head) == COLUMNS
    by_name = dict(zip(COLUMNS, caps, strict=True))
    assert by_name["requested_quantity"].value == 500
    assert by_name["requested_delivery"].value == datetime(2026, 11, 20)
    assert dict(zip(COLUMNS, wire, strict=True))["requested_quantity"].value == 12.5
    assert [cell.value for cell in evil if cell.data_type == "f"] == []
    assert {"'=HYPERLINK(1)", "'=cmd|x"} <= {cell.value for cell in evil}


def test_a_full_sheet_is_followed_by_another(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ledger_exports, "MOST_ROWS", 2)
    for _ in range(5):
        entered(database, draft())
    file = io.BytesIO()
    write_xlsx(ledger.entries(database), LENA, ZONE, file)
    assert [(sheet.title, sheet.max_row) for sheet in load_workbook(file)] == [("Requests", 3), ("Requests 2", 3), ("Requests 3", 2)]  # fmt: skip


def test_an_empty_ledger_is_a_table_without_rows(database: Database) -> None:
    assert table(ledger.entries(database)) == []
    file = io.BytesIO()
    write_xlsx(ledger.entries(database), LENA, ZONE, file)
    assert load_workbook(file)["Requests"].max_row == 1
    assert b"".join(as_json_lines(ledger.entries(database), LENA)) == b""


@pytest.mark.parametrize(
    ("cell", "kept"),
    [("=1+1", "'=1+1"), ("\x01=1", "'=1"), (" \t-2", "'-2"), ("＝1", "'＝1"), ("@x", "'@x"), ("a\nb", "a b"), ("a=b", "a=b"), (2.0, 2), (None, None)],
)  # fmt: skip
def test_no_cell_starts_a_formula(cell: object, kept: object) -> None:
    assert safe(cell) == kept


def test_every_step_is_told_with_all_that_it_says(database: Database) -> None:
    source = {"schema": "clarifier.request/1", "thread": {"messages": [{"body": "Zoë\u2028\n"}]}}
    steps = (draft(source=source, why="a\nb"), *full()[1:2], step("undone", because="too soon"))
    entry = entered(database, *steps)
    lines = b"".join(as_json_lines(ledger.entries(database), LENA)).splitlines()
    told = [json.loads(line) for line in lines]
    assert [(each["number"], each["sequence"], each["by"], each["name"], each["via"]) for each in told] == [("R-0001", n, "lena", "Lena", "page") for n in (1, 2, 3)]  # fmt: skip
    assert [datetime.fromisoformat(each["at"]) for each in told] == [record.at for record in entry.records]
    assert [step_of(each["step"]) for each in told] == [record.step for record in entry.records] == list(steps)
    assert told[0]["step"]["source"] == source and told[1]["step"]["of"] == ""


def test_a_draft_that_is_not_for_the_reader_is_in_no_export(database: Database) -> None:
    entered(database, draft(customer="Hidden"))
    entered(database, draft(customer="Shared"), step("asked"))
    assert [row["customer"] for row in table(ledger.entries(database), MARCUS)] == ["Shared"]
    assert b"Hidden" not in b"".join(as_json_lines(ledger.entries(database), MARCUS))
    file = io.BytesIO()
    write_xlsx(ledger.entries(database), MARCUS, ZONE, file)
    assert load_workbook(file)["Requests"].max_row == 2


def test_a_large_ledger_comes_piece_by_piece() -> None:
    def many() -> Iterator[Entry]:
        for number in range(1, 1_000_000):
            asked.append(number)
            yield Entry(number, life(draft(), step("asked")), ())

    asked: list[int] = []
    pieces = as_csv(many(), LENA, ZONE)
    assert next(pieces).startswith(b"number,") and len(asked) == 1
    assert next(pieces).startswith(b"R-0002,") and len(asked) == 2


def test_days_of_a_row_are_days(database: Database) -> None:
    (row,) = ledger_exports.rows(entered(database, draft(), step("asked"), answered("500@2026-11-18")), ZONE)
    assert row[COLUMNS.index("promised_delivery")] == date(2026, 11, 18)
