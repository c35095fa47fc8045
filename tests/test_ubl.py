"""A request as UBL: the right document, the schema's order, the values where other programs look for them. What a customer writes stays text."""

import json
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lives import answered, draft, entered, life, step
from lxml import etree

from clarifier.team.database import Database
from clarifier.team.ledger import Entry
from clarifier.team.steps import Step
from clarifier.team.ubl import as_ubl, unit_code
from clarifier.texts import table

CHILDREN: dict[str, str] = json.loads((Path(__file__).parent / "cases" / "ubl_order.json").read_text("utf-8"))[
    "children"
]
BARS = {"description": "steel bars", "quantity": "12.5", "unit": "kg"}


def entry(*steps: Step) -> Entry:
    return Entry(42, life(*steps, start=datetime(2026, 11, 2, 21, 30, tzinfo=UTC)), ())


def document(found: Entry, seller: str = "") -> Any:
    return etree.fromstring(as_ubl(found, ZoneInfo("Europe/Berlin"), seller))


def texts(root: Any, path: str) -> list[str]:
    """The texts of all elements at a path such as LineItem/Quantity, anywhere."""
    return [
        element.text or "" for element in root.iterfind(".//" + "/".join(f"{{*}}{name}" for name in path.split("/")))
    ]


def in_order(element: Any) -> None:
    """Children stand as the schema says: known, in its order, as often as they may."""
    children = [etree.QName(child).localname for child in element]
    if not children:
        assert element.text, element.tag
        return
    allowed = CHILDREN[etree.QName(element).localname].split()
    names = [each.rstrip("?*+") for each in allowed]
    places = [names.index(child) for child in children]
    assert places == sorted(places), children
    count = Counter(children)
    for each, name in zip(allowed, names, strict=True):
        least, most = {"?": (0, 1), "*": (0, 999), "+": (1, 999)}.get(each[-1], (1, 1))
        assert least <= count[name] <= most, (element.tag, name)
    for child in element:
        in_order(child)


FULL = {
    "po_number": "PO-77", "contact": "Ana Ruiz", "email": "ana@tide.example", "ship_to": "Dock 4, Bristol", "why": "Line down.",
}  # fmt: skip


@pytest.mark.parametrize(
    "steps",
    [
        (draft(),),
        (draft(BARS, {}, partial_delivery="refused", **FULL), step("asked")),
        (draft(**FULL), step("asked"), answered("200@2026-11-20", "300@2026-11-25", decision="can_but")),
        (draft(BARS, {"part_number": "A-1"}), step("asked"), answered("1:12.5@2026-11-20", "2:3@2026-11-21")),
        (draft(), step("asked"), answered()),
    ],
    ids=["bare", "full, unpromised", "full, promised", "two lines", "a no"],
)
def test_elements_stand_as_the_schema_says(steps: tuple[Step, ...]) -> None:
    for seller in ("", "Corvey Machine"):
        in_order(document(entry(*steps), seller))


def test_until_production_promises_it_is_a_request_for_quotation_then_an_order() -> None:
    asked = (draft(po_number="PO-77"), step("asked"))
    quotation, order = document(entry(*asked)), document(entry(*asked, answered("500@2026-11-25")))
    assert etree.QName(quotation) == etree.QName("urn:oasis:names:specification:ubl:schema:xsd:RequestForQuotation-2", "RequestForQuotation")  # fmt: skip
    assert etree.QName(order) == etree.QName("urn:oasis:names:specification:ubl:schema:xsd:Order-2", "Order")
    assert quotation.findtext("{*}ID") == "R-0042"
    assert (order.findtext("{*}ID"), order.findtext("{*}SalesOrderID")) == ("PO-77", "R-0042")
    assert texts(quotation, "Item/SellersItemIdentification/ID") == []
    assert texts(order, "Item/SellersItemIdentification/ID") == texts(order, "Item/BuyersItemIdentification/ID") == ["44-1182-C"]  # fmt: skip


def test_a_no_takes_the_order_back() -> None:
    asked = (draft(), step("asked"), answered("500@2026-11-25"))
    assert document(entry(*asked, answered(because="the press broke"))).tag.endswith("}RequestForQuotation")


def test_it_is_issued_on_the_works_day() -> None:
    root = document(entry(draft()))  # saved at 22:30 in London, which is 23:30 in Berlin
    assert (texts(root, "IssueDate"), texts(root, "IssueTime")) == (["2026-11-02"], ["23:30:00"])


def test_each_promised_part_stands_beside_the_day_that_was_asked_for() -> None:
    root = document(entry(draft(), step("asked"), answered("300@2026-11-25", "200@2026-11-20", decision="can_but")))
    assert texts(root, "LineItem/Quantity") == ["500"]
    assert texts(root, "Delivery/Quantity") == ["200", "300"]
    assert texts(root, "PromisedDeliveryPeriod/EndDate") == ["2026-11-20", "2026-11-25"]
    assert texts(root, "RequestedDeliveryPeriod/EndDate") == ["2026-11-22", "2026-11-22"]
    assert texts(root, "AdditionalItemProperty/Value") == ["D"]


@pytest.mark.parametrize(("said", "told"), [("allowed", ["true"]), ("refused", ["false"]), ("unknown", [])])
def test_part_deliveries_are_told_only_where_the_customer_said(said: str, told: list[str]) -> None:
    root = document(entry(draft(partial_delivery=said)))
    assert texts(root, "PartialDeliveryIndicator") == told
    assert texts(root, "BackOrderAllowedIndicator") == []


def test_units_have_their_codes_and_one_without_is_told_in_a_note() -> None:
    root = document(entry(draft(BARS, {"quantity": 3, "unit": "truckload"})))
    quantities = [(each.text, each.get("unitCode")) for each in root.iterfind(".//{*}LineItem/{*}Quantity")]
    assert quantities == [("12.5", "KGM"), ("3", None)]
    assert texts(root, "RequestForQuotationLine/Note") == ["Unit: truckload"]
    assert (unit_code("ea"), unit_code("M"), unit_code("set")) == ("EA", "MTR", "SET")


def test_every_unit_with_a_code_is_one_that_is_read_from_emails() -> None:
    units = table("lexicons/units")
    known = {name for sort in ("count", "measure", "size") for name in units[sort]}
    assert set(table("lexicons/unit_codes")["codes"]) <= known


@pytest.mark.parametrize(
    "hostile",
    [
        "]]><x/>",
        "&boom; <!DOCTYPE a [<!ENTITY b 'c'>]>",
        "a\x00b\x0bc\ufffed",
        "<script>alert(1)</script>",
        "\u05d0\u05d1\u05d2.exe",
    ],
)
def test_what_a_customer_writes_stays_text(hostile: str) -> None:
    found = entry(draft({"description": hostile, "part_number": hostile}, customer=f"T{hostile}", why=hostile))
    data = as_ubl(found, UTC, hostile)
    root = etree.fromstring(data)
    in_order(root)
    kept = hostile.translate({0: None, 11: None, 0xFFFE: None})
    assert texts(root, "Item/Description") == [kept]
    assert texts(root, "PartyName/Name") == [kept, f"T{kept}"]


def test_an_entry_of_the_ledger_becomes_a_document(database: Database) -> None:
    found = entered(database, draft(), step("asked"), answered("500@2026-11-25"))
    assert texts(document(found), "SalesOrderID") == [found.number]
