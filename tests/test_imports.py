"""Past orders: what a table's cells mean, which rows make one request, and that nothing is entered twice, halfway or unasked."""

import time
from datetime import date
from decimal import Decimal
from itertools import count
from zoneinfo import ZoneInfo

import pytest
from lives import LENA, kinds
from sqlalchemy import func, select

from clarifier.errors import NotAllowed, UnreadableInput
from clarifier.team import ledger
from clarifier.team.database import Database
from clarifier.team.imports import import_orders
from clarifier.team.ledger import REQUESTS, Entry
from clarifier.team.past_orders import MOST_BYTES, BadRow, OrderRow, day_of, quantity_of, rows
from clarifier.team.person import alone
from clarifier.team.steps import step_of

BERLIN = ZoneInfo("Europe/Berlin")
ADMIN = alone("Dana")
HEAD = "order,customer,part_number,description,quantity,unit,requested,promised,told,delivered,delivered_quantity,cancelled,asked"
KEPT = "PO-1,Tidewater,A-1,caps,500,ea,2026-03-20,2026-03-18,2026-03-20,2026-03-19,,,2026-03-02"
TABLE = "\n".join((HEAD, KEPT, "PO-2,Juniper,B-2,trays,40,ea,2026-04-01,2026-04-03,2026-04-03,2026-04-05,,,2026-03-10"))


def table(*lines: str) -> bytes:
    return "\n".join((HEAD, *lines)).encode()


def entries(database: Database) -> list[Entry]:
    return list(ledger.entries(database))


def problems(data: bytes) -> list[str]:
    return [str(problem) for row in rows(data) if isinstance(row, BadRow) for problem in row.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1250", "1250"), ("1.250,5", "1250.5"), ("1,250.5", "1250.5"), ("2,5", "2.5"), ("2.5", "2.5"), ("1 250", "1250"), ("0,125", "0.125"),
        ("1'250", "1250"), ("1.250.000", "1250000"), ("1.250.000,25", "1250000.25"), ("1250.125", "1250.125"), ("1\u00a0250,5", "1250.5"),
    ],
)  # fmt: skip
def test_a_quantity_is_read_as_it_was_meant(text: str, value: str) -> None:
    assert quantity_of(text) == Decimal(value)


@pytest.mark.parametrize("text", ["1.250", "1,250", "999.000"])
def test_a_quantity_that_can_be_read_in_two_ways_is_not_guessed(text: str) -> None:
    with pytest.raises(ValueError, match=r"can be read as .* or as .*; write one of them"):
        quantity_of(text)


@pytest.mark.parametrize(
    "text", ["", "0", "-3", "1e5", "ten", "12,34,56", "٣", "1000000000001", "0.1234567", "1" * 9000, "=1+1"]
)
def test_what_is_no_amount_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write it like|must be above|round it"):
        quantity_of(text)


@pytest.mark.parametrize("text", ["03/04/2026", "22.11.2026", "20261122", "2026-1-2", "2026-02-30", "2026-W01-1", "1026-01-01", "46022", "٢٠٢٦-01-01"])  # fmt: skip
def test_a_day_is_written_in_one_way_only(text: str) -> None:
    with pytest.raises(ValueError, match=r"2026-11-22|write one from 1970"):
        day_of(text)


@pytest.mark.parametrize(
    "data",
    [
        TABLE.encode(),
        b"\xef\xbb\xbf" + TABLE.encode(),
        TABLE.replace(",", ";").encode(),
        TABLE.replace(",", "\t").replace("\n", "\r\n").encode("cp1252"),
        TABLE.replace("order,", "PO Number,", 1).replace("quantity,unit", "Qty.,U.o.M.").replace("part_number", "Part-No").encode(),
        TABLE.replace("order,", "Bestellnummer,", 1).replace("customer", "KUNDE").replace("quantity,unit", "Menge,Einheit").encode(),
        ("\n".join(f"{line},whatever" for line in TABLE.splitlines())).encode(),
        (TABLE + "\n,,,,,,,,,,,,\n\n").encode(),
    ],
    ids=["plain", "with a mark", "semicolons", "tabs of Windows", "synonyms", "German", "a column more", "empty rows"],
)  # fmt: skip
def test_a_table_is_read_however_a_spreadsheet_writes_it(data: bytes) -> None:
    first, second = rows(data)
    assert isinstance(first, OrderRow) and isinstance(second, OrderRow)
    assert (first.order, first.customer, first.quantity, first.unit) == ("PO-1", "Tidewater", Decimal(500), "ea")
    assert (second.row, second.delivered, second.asked) == (3, date(2026, 4, 5), date(2026, 3, 10))


def test_letters_of_windows_are_read() -> None:
    (row,) = rows("order;customer;quantity\n7;Müller–Bräu;2,5".encode("cp1252"))
    assert isinstance(row, OrderRow) and (row.customer, row.quantity) == ("Müller–Bräu", Decimal("2.5"))


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is empty"),
        (b"\xef\xbb\xbf\r\n", "is empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "no CSV"),
        (b"order,customer\n1,T", "no column quantity"),
        (b"order,po,customer,quantity\n1,1,T,3", "Two columns say order: 'order' and 'po'"),
        (b'order,customer,quantity\n1,"T,3\n2,T,4', "quotation mark"),
        (b"x" * (MOST_BYTES + 1), "larger than 50 MB"),
    ],
    ids=[
        "empty",
        "a mark of UTF-8 alone",
        "a picture",
        "a column less",
        "a column twice",
        "an open quotation",
        "large",
    ],
)
def test_what_is_no_such_table_is_one_sentence(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableInput, match=words):
        list(rows(data))


def test_a_table_of_too_many_rows_is_refused() -> None:
    assert len(list(rows(TABLE.encode(), most=2))) == 2
    with pytest.raises(UnreadableInput, match="more than 1 rows; import it in parts"):
        list(rows(TABLE.encode(), most=1))


def test_each_fault_of_a_row_is_told_with_its_place_and_what_would_be_right() -> None:
    told = problems(table(",,A-1,caps,1.000,ea,20/03/2026,,,,5,,", KEPT, KEPT + ",more"))
    assert told == [
        "Row 2, order: it is empty; say it.",
        "Row 2, customer: it is empty; say it.",
        "Row 2, requested: '20/03/2026' is not written as YYYY-MM-DD; write it like 2026-11-22.",
        "Row 2, quantity: '1.000' can be read as 1000 or as 1.000; write one of them.",
        "Row 2, delivered: a delivered quantity has no day; write the day it came.",
        "Row 4, row: it has 14 cells and there are 13 columns; put texts that hold the separator in quotation marks.",
    ]


def test_a_dry_run_writes_nothing(database: Database) -> None:
    report = import_orders(database, TABLE.encode(), ADMIN, BERLIN)
    assert (report.rows, report.orders, report.known, report.left_out, report.applied) == (2, 2, 0, 0, False)
    assert entries(database) == []


def test_an_order_lives_at_the_days_that_are_known(database: Database) -> None:
    import_orders(database, TABLE.encode(), ADMIN, BERLIN, apply=True)
    kept, late = entries(database)
    assert list(kinds(kept)) == ["drafted", "asked", "answered", "told", "delivered"]
    days = [record.at.astimezone(BERLIN).date() for record in kept.records]
    assert days == [date(2026, 3, 2)] * 4 + [date(2026, 3, 19)]
    assert {record.via for record in kept.records} == {"import"}
    assert (kept.life.state, kept.life.content.po_number, kept.life.owner) == ("delivered", "PO-1", "dana")
    with database.reading() as connection:
        columns = (
            REQUESTS.c.requested_kept,
            REQUESTS.c.first_promise_kept,
            REQUESTS.c.told_kept,
            REQUESTS.c.actual_days,
        )
        found = connection.execute(select(*columns).order_by(REQUESTS.c.id)).all()
    assert [tuple(row) for row in found] == [(True, False, True, 17), (False, False, False, 26)]
    assert late.life.told[0].on == date(2026, 4, 3)


def test_the_same_table_twice_adds_nothing_and_later_deliveries_are_added(database: Database) -> None:
    part = "PO-1,Tidewater,A-1,caps,500,ea,2026-03-20,2026-03-18,2026-03-20,{},{},,2026-03-02"
    first = table(part.format("2026-03-19", 200))
    for _ in range(2):
        report = import_orders(database, first, ADMIN, BERLIN, apply=True)
    assert (report.orders, report.known) == (1, 1)
    (entry,) = entries(database)
    assert (entry.life.state, entry.life.version) == ("told", 5)
    import_orders(
        database, table(part.format("2026-03-19", 200), part.format("2026-03-25", 300)), ADMIN, BERLIN, apply=True
    )
    (entry,) = entries(database)
    assert (entry.life.state, entry.life.version, entry.life.delivered) == ("delivered", 6, {1: Decimal(500)})


def test_rows_of_one_order_are_lines_or_deliveries_of_one_request(database: Database) -> None:
    data = table(
        "PO-9,Tidewater,A-1,caps,500,ea,2026-03-20,2026-03-18,2026-03-20,2026-03-19,200,,2026-03-02",
        KEPT,
        "po-9,TIDEWATER,B-1,rods,10,m,,2026-03-22,,2026-03-22,,,",
        "PO-9,Tidewater,A-1,caps,500,ea,2026-03-20,2026-03-18,2026-03-20,2026-03-21,300,,2026-03-02",
    )
    report = import_orders(database, data, ADMIN, BERLIN, apply=True)
    assert (report.rows, report.orders, report.problems) == (4, 2, ())
    entry = entries(database)[0]
    assert [(line.part_number, line.quantity) for line in entry.life.content.lines] == [
        ("A-1", Decimal(500)),
        ("B-1", Decimal(10)),
    ]
    assert [(goods.on.day, goods.parts[0].line, int(goods.parts[0].quantity)) for goods in entry.life.goods] == [(19, 1, 200), (21, 1, 300), (22, 2, 10)]  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ((KEPT, KEPT), "Row 3, row: it says the same as row 2"),
        ((KEPT, KEPT.replace("2026-03-19", "2026-03-20")), "Row 2, delivered_quantity: it and row 3 are two deliveries"),
        ((KEPT.replace("2026-03-18", ""),), "Row 2, promised: a date was told and none promised"),
        (("1,T,A,,5,,,,,2026-03-01,,,2026-02-01",), "Row 2, promised: it was delivered and no date was promised"),
        ((KEPT.replace("2026-03-19", "2026-02-19"),), "Row 2, delivered: 2026-02-19 is before the day it was asked for"),
        (("1,T,A,,5,,,,,,,,",), "Row 2, asked: the order names no day at all"),
        ((KEPT, KEPT.replace("A-1", "A-2").replace("2026-03-02", "2026-03-03")), "Row 3, asked: row 2 of the same order says '2026-03-02'"),
        (tuple(KEPT.replace("A-1", f"A-{n}") for n in range(501)), "Row 2, order: it has more than 500 rows"),
        (("1,T,A,,5,,,,,,,x,2026-02-01",), "Row 2, cancelled: The reason is missing"),
        ((KEPT.replace(",,,2026-03-02", ",,customer changed plans,2026-03-02"),), "Row 2, cancelled: It is delivered"),
    ],
    ids=["twice", "how many", "told only", "delivered only", "too early", "no day", "disagree", "too long", "no reason", "delivered and cancelled"],
)  # fmt: skip
def test_an_order_that_is_no_life_is_left_out_and_says_why(
    lines: tuple[str, ...], told: str, database: Database
) -> None:
    report = import_orders(database, table(*lines), ADMIN, BERLIN, apply=True)
    assert [str(problem)[: len(told)] for problem in report.problems] == [told]
    assert (report.orders, report.left_out, entries(database)) == (0, 1, [])


def test_a_bad_row_keeps_its_whole_order_out_and_no_other(database: Database) -> None:
    other = KEPT.replace("PO-1", "PO-5")
    data = table(KEPT, KEPT.replace("A-1", "A-2").replace("500", "5x"), other)
    report = import_orders(database, data, ADMIN, BERLIN, apply=True)
    assert (report.orders, report.left_out, len(report.problems)) == (1, 1, 1)
    assert [entry.life.content.po_number for entry in entries(database)] == ["PO-5"]


def test_all_or_nothing_writes_nothing_where_one_row_is_bad(database: Database) -> None:
    data = table(KEPT, KEPT.replace("PO-1", "PO-5").replace("500", "5x"))
    with pytest.raises(UnreadableInput, match=r"^Nothing was imported\. Row 3, quantity: "):
        import_orders(database, data, ADMIN, BERLIN, apply=True, all_or_nothing=True)
    assert entries(database) == []
    report = import_orders(database, TABLE.encode(), ADMIN, BERLIN, apply=True, all_or_nothing=True)
    assert (report.orders, len(entries(database))) == (2, 2)


def test_an_order_that_is_there_with_other_lines_or_dates_is_left_as_it_is(database: Database) -> None:
    import_orders(database, table(KEPT), ADMIN, BERLIN, apply=True)
    for changed, words in (("500", "with other lines"), ("2026-03-18", "R-0001, where this cannot be added")):
        report = import_orders(database, table(KEPT.replace(changed, "2026-03-17" if "-" in changed else "400")), ADMIN, BERLIN, apply=True)  # fmt: skip
        assert words in str(report.problems[0])
    (entry,) = entries(database)
    assert entry.life.version == 5


def test_a_date_told_earlier_than_promised_says_that_it_was_imported(database: Database) -> None:
    data = table(KEPT.replace("2026-03-18,2026-03-20", "2026-03-18,2026-03-16"))
    import_orders(database, data, ADMIN, BERLIN, apply=True)
    with database.reading() as connection:
        assert connection.execute(select(REQUESTS.c.over_promised_days)).scalar_one() == 2


def test_a_cancelled_order_keeps_its_reason(database: Database) -> None:
    import_orders(database, table("1,T,A,,5,,2026-03-01,,,,,plans changed,2026-02-01"), ADMIN, BERLIN, apply=True)
    (entry,) = entries(database)
    assert entry.life.state == "cancelled" and entry.life.ended
    assert entry.life.ended.step == step_of({"kind": "cancelled", "because": "plans changed"})


def test_an_order_without_an_asking_date_is_counted_and_begins_at_its_first_day(database: Database) -> None:
    report = import_orders(database, table("1,T,A,,5,,2026-03-01,2026-02-26,,,,,"), ADMIN, BERLIN, apply=True)
    assert report.undated == 1
    assert entries(database)[0].records[0].at.astimezone(BERLIN).date() == date(2026, 2, 26)


def test_what_is_no_text_for_a_spreadsheet_or_a_database_stays_harmless(database: Database) -> None:
    data = table('"=cmd|x","T\x01\nide",<b>,"a\x07b",5,ea,2026-03-01,,,,,,')
    import_orders(database, data, ADMIN, BERLIN, apply=True)
    content = entries(database)[0].life.content
    assert (content.po_number, content.customer, content.lines[0].part_number) == ("=cmd|x", "T ide", "<b>")


def test_who_may_not_import_does_not(database: Database) -> None:
    with pytest.raises(NotAllowed, match="cannot import"):
        import_orders(database, TABLE.encode(), LENA, BERLIN)


def test_a_long_import_tells_how_far_it_is(database: Database) -> None:
    numbers = count(1)
    orders = [KEPT.replace("PO-1", f"PO-{next(numbers)}") for _ in range(12)]
    told: list[tuple[int, int]] = []
    import_orders(
        database,
        table(*orders),
        ADMIN,
        BERLIN,
        apply=True,
        together=5,
        progress=lambda done, of: told.append((done, of)),
    )
    assert told == [(5, 12), (10, 12), (12, 12)]
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(REQUESTS)).scalar_one() == 12


def test_a_table_eight_times_as_long_takes_about_eight_times_as_long() -> None:
    def seconds(many: int) -> float:
        data = table(*(KEPT.replace("PO-1", f"PO-{n}") for n in range(many)))
        start = time.process_time()
        assert sum(isinstance(row, OrderRow) for row in rows(data)) == many
        return time.process_time() - start

    short, long = min(seconds(1_000) for _ in range(3)), min(seconds(8_000) for _ in range(3))
    assert long < short * 20
