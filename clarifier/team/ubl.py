"""One request as a document of UBL 2.1 (OASIS Universal Business Language): what other programs of a trade read.

Comes in: an entry, who sells, the works' time zone. Goes out: XML, a RequestForQuotation until production has promised, then an Order whose
lines hold each promised part with its day. Elements stand in the order of the schema (UBL-Order-2.1.xsd, UBL-RequestForQuotation-2.1.xsd,
UBL-CommonAggregateComponents-2.1.xsd). What is not known is not written: no PartialDeliveryIndicator where the customer has not said.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any

from lxml import etree

from clarifier.team.ledger import Entry
from clarifier.team.life import Life
from clarifier.team.steps import RequestLine
from clarifier.texts import table

_XSD = "urn:oasis:names:specification:ubl:schema:xsd:"
CAC, CBC = f"{_XSD}CommonAggregateComponents-2", f"{_XSD}CommonBasicComponents-2"
VERSION = "2.1"
_NO_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # https://www.w3.org/TR/xml/#charsets
_PARTIAL = {"allowed": "true", "refused": "false"}

# A leaf is a text; a node is pairs of a name and a child, in the schema's order, where None is left out.
Node = list[tuple[str, Any]]


def as_ubl(entry: Entry, zone: tzinfo, seller: str = "") -> bytes:
    """The request as a document. It is issued when it was saved; `seller` is our name, where it is known."""
    life = entry.life
    issued = life.drafted.at.astimezone(zone).replace(microsecond=0)
    kind = "Order" if life.promise else "RequestForQuotation"
    document = _order if life.promise else _quotation
    content: Node = [
        ("UBLVersionID", VERSION),
        *document(entry, issued.date(), issued.time().isoformat(), seller),
    ]
    spaces: Any = {None: f"{_XSD}{kind}-2", "cac": CAC, "cbc": CBC}
    root = etree.Element(f"{{{_XSD}{kind}-2}}{kind}", nsmap=spaces)
    _write(root, content)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)


def unit_code(unit: str) -> str | None:
    """The code of a unit, such as KGM for kg; None where there is none."""
    return _codes().get(unit.casefold())


def _order(entry: Entry, day: date, time: str, seller: str) -> Node:
    """The customer's number is the order's; where they gave none, ours is. Ours stands beside it as the sales order's."""
    life = entry.life
    return [
        ("ID", life.content.po_number or entry.number),
        ("SalesOrderID", entry.number),
        ("IssueDate", day.isoformat()),
        ("IssueTime", time),
        ("Note", life.content.why or None),
        ("LineCountNumeric", str(len(life.content.lines))),
        ("BuyerCustomerParty", _buyer(life)),
        ("SellerSupplierParty", _seller(life, seller)),
        ("Delivery", _ship_to(life)),
        *(("OrderLine", [*_unit_note(line), ("LineItem", _item(life, n, line))]) for n, line in _lines(life)),
    ]


def _quotation(entry: Entry, day: date, time: str, seller: str) -> Node:
    life = entry.life
    return [
        ("ID", entry.number),
        ("IssueDate", day.isoformat()),
        ("IssueTime", time),
        ("Note", life.content.why or None),
        ("LineCountNumeric", str(len(life.content.lines))),
        ("SellerSupplierParty", _seller(life, seller)),
        ("BuyerCustomerParty", _buyer(life)),
        ("Delivery", _ship_to(life)),
        *(
            ("RequestForQuotationLine", [("ID", str(n)), *_unit_note(line), ("LineItem", _item(life, n, line))])
            for n, line in _lines(life)
        ),
    ]


def _item(life: Life, number: int, line: RequestLine) -> Node:
    is_ordered = bool(life.promise)
    identified = [("ID", line.part_number)] if line.part_number else None
    return [
        ("ID", str(number)),
        ("Quantity", _Quantity(line.quantity, line.unit) if line.quantity else None),
        ("PartialDeliveryIndicator", _PARTIAL.get(life.content.partial_delivery)),
        *(("Delivery", delivery) for delivery in _deliveries(life, number, line)),
        (
            "Item",
            [
                ("Description", line.description or None),
                ("Name", (line.description or line.part_number)[:200] or "not named"),
                ("BuyersItemIdentification", identified),
                # Whoever promises a part knows it by this number too.
                ("SellersItemIdentification", identified if is_ordered else None),
                (
                    "AdditionalItemProperty",
                    [("Name", "Revision"), ("Value", line.revision)] if line.revision else None,
                ),
            ],
        ),
    ]


def _deliveries(life: Life, number: int, line: RequestLine) -> Iterator[Node]:
    """Each promised part with its day, beside the day that was asked for; without a promise, that day alone."""
    asked = _until(line.requested)
    promised = sorted((each for each in life.promise if each.line == number), key=lambda each: each.on)
    for place, part in enumerate(promised, 1):
        yield [
            ("ID", str(place)),
            ("Quantity", _Quantity(part.quantity, line.unit)),
            ("RequestedDeliveryPeriod", asked),
            ("PromisedDeliveryPeriod", _until(part.on)),
        ]
    if asked and not promised:
        yield [("RequestedDeliveryPeriod", asked)]


def _until(day: date | None) -> Node | None:
    return [("EndDate", day.isoformat())] if day else None


def _unit_note(line: RequestLine) -> Node:
    return [("Note", f"Unit: {line.unit}")] if line.quantity and unit_code(line.unit) is None else []


def _buyer(life: Life) -> Node:
    content = life.content
    contact = [("Name", content.contact or None), ("ElectronicMail", content.email or None)]
    known = any(value for _, value in contact)
    party: Node = [("PartyName", [("Name", content.customer)]), ("Contact", contact if known else None)]
    return [("Party", party)]


def _seller(life: Life, seller: str) -> Node:
    party = [("PartyName", [("Name", seller)])] if seller else None
    return [("Party", party), ("SellerContact", [("Name", life.drafted.name or life.owner)])]


def _ship_to(life: Life) -> Node | None:
    place = life.content.ship_to
    return [("DeliveryAddress", [("AddressLine", [("Line", place)])])] if place else None


def _lines(life: Life) -> Iterator[tuple[int, RequestLine]]:
    return enumerate(life.content.lines, 1)


class _Quantity:
    """An amount with its unit."""

    def __init__(self, value: Decimal, unit: str) -> None:
        self.text, self.code = f"{value.normalize():f}", unit_code(unit)


def _write(parent: Any, node: Node) -> None:
    for name, child in node:
        if child is None:
            continue
        element = etree.SubElement(parent, f"{{{CAC if isinstance(child, list) else CBC}}}{name}")
        if isinstance(child, list):
            _write(element, child)
        elif isinstance(child, _Quantity):
            element.text = child.text
            if child.code:
                element.set("unitCode", child.code)
        else:
            element.text = _NO_XML.sub("", child)


def _codes() -> Mapping[str, str]:
    codes: Mapping[str, str] = table("lexicons/unit_codes")["codes"]
    return codes
