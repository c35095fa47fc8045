"""What a reader sees first: the customer's outcome in one sentence, and each field found, unclear or missing.

Comes in: a clarification. Goes out: the sentence in parts with their status, and the fields with a word for colour-blind and tired eyes.
"""

import re
from dataclasses import dataclass
from typing import Literal

from clarifier.request.clarify import Clarification
from clarifier.request.facts import Evidence, Fact, Line, Period, Quantity, Request
from clarifier.request.wording import amount, customer_name, item, phrase, short_when, unit_word, when

_TOWN = re.compile(r"[A-ZÀ-Ž][\w'’-]+(?: [A-ZÀ-Ž][\w'’-]+)?")
Status = Literal["found", "unclear", "missing"]


@dataclass(frozen=True)
class Part:
    """A stretch of the outcome sentence; plain words have no field."""

    text: str
    field: str | None = None
    status: Status | None = None


@dataclass(frozen=True)
class FieldView:
    """A field as shown: its status in a word, its value in words, the customer's words behind it. `line` is None for the request's own."""

    field: str
    label: str
    line: int | None
    status: Status
    word: str
    text: str
    evidence: tuple[Evidence, ...]


def outcome(clarification: Clarification) -> tuple[Part, ...]:
    """The outcome sentence."""
    request, thread = clarification.request, clarification.thread
    if not request.is_request:
        newest = thread.customer_message
        if newest is None:
            return (Part(phrase("outcome.nobody")),)
        return (Part(phrase("outcome.automatic" if thread.messages[newest].automatic else "outcome.nothing")),)
    parts = [Part(customer_name(request) + phrase("outcome.needs")), *_items(request)]
    parts += _date(request)
    if request.ship_to:
        parts += [
            Part(" in " if _TOWN.fullmatch(request.ship_to.value) else ", delivered to "),
            Part(request.ship_to.value, "ship_to", "found"),
        ]
    elif request.collects:
        parts.append(Part(phrase("outcome.collects")))
    if request.partial_offer:
        parts += [
            Part(phrase("outcome.would_take")),
            Part(f"{amount(request.partial_offer)} first", "partial_delivery", "found"),
        ]
    elif request.partial_delivery.value == "refused":
        parts.append(Part(phrase("outcome.one_delivery"), "partial_delivery", "found"))
    return (*parts, Part("."))


def _items(request: Request) -> list[Part]:
    parts: list[Part] = []
    shown = request.lines[:3]
    for index, line in enumerate(shown):
        if index:
            parts.append(Part(" and " if index == len(request.lines) - 1 else ", "))
        if line.quantity:
            parts += [
                Part(amount(line.quantity), "quantity", _quantity_status(line.quantity)[0]),
                Part(" of " if unit_word(line.quantity) else " "),
            ]
        else:
            parts.append(Part("an open amount of ", "quantity", "missing"))
        parts.append(
            Part(
                item(line) or "an unnamed item",
                "part_number" if line.part_number else "description",
                "found" if item(line) else "missing",
            )
        )
    if len(request.lines) > len(shown):
        parts.append(Part(f" and {len(request.lines) - len(shown)} more"))
    if not shown:
        parts.append(Part("an item that is not named", "part_number", "missing"))
    return parts


def _date(request: Request) -> list[Part]:
    if not request.needed_by:
        own = [line for line in request.lines if line.needed_by]
        return (
            [Part(" on dates of their own", "needed_by", "found")]
            if own
            else [Part(phrase("outcome.no_date"), "needed_by", "missing")]
        )
    return [Part(" "), Part(when(request.needed_by), "needed_by", _period_status(request.needed_by)[0])]


def fields(clarification: Clarification) -> tuple[FieldView, ...]:
    """All fields as shown, the lines' first; none where nothing is asked for."""
    request = clarification.request
    if not request.is_request:
        return ()
    unsure = any(gap.field == "which_item" for gap in clarification.gaps)
    views = [view for index, line in enumerate(request.lines) for view in _line_fields(index, line, unsure=unsure)]
    own_dates = any(line.needed_by for line in request.lines)
    if request.needed_by or not own_dates:
        views.append(_period_view(None, request.needed_by))
    offer = request.partial_offer
    views.append(
        _choice_view(
            "partial_delivery",
            "Partial",
            request.partial_delivery.value,
            request.partial_delivery.evidence,
            f"{amount(offer)} first" if offer else "",
        )
    )
    views.append(
        _choice_view("date_flexibility", "Later", request.date_flexibility.value, request.date_flexibility.evidence, "")
    )
    views.append(
        _fact_view(
            "ship_to",
            "Ship to",
            request.ship_to,
            "they collect" if request.collects else "not given",
            "found" if request.collects else "missing",
        )
    )
    views.append(_fact_view("po_number", "PO", request.po_number, "not given", "missing"))
    for name, label, fact in (
        ("quote_number", "Quote", request.quote_number), ("reason", "Why", request.reason), ("consequence_if_late", "If late", request.consequence_if_late),
        ("complaint", "Complaint", request.complaint), ("company", "Company", request.customer.company), ("contact", "Contact", request.customer.contact),
        ("phone", "Phone", request.customer.phone),
    ):  # fmt: skip
        if fact:
            views.append(_fact_view(name, label, fact, "", "found"))
    views += [_fact_view("expectation", "Expects", one, "", "found") for one in request.expectations]
    return tuple(views)


def _line_fields(index: int, line: Line, *, unsure: bool) -> list[FieldView]:
    views = []
    status: Status = "unclear" if unsure else "found"
    word = "which one?" if unsure else "found"
    for name, label, fact in (
        ("part_number", "Part", line.part_number),
        ("description", "Item", line.description),
        ("revision", "Revision", line.revision),
    ):
        if fact:
            changed = "changed" if fact.alternatives else word if name != "revision" else "found"
            views.append(
                FieldView(
                    name, label, index, status if name != "revision" else "found", changed, fact.value, (fact.evidence,)
                )
            )
    if line.quantity:
        found, said = _quantity_status(line.quantity)
        views.append(
            FieldView(
                "quantity", "Quantity", index, found, said, quantity_text(line.quantity), (line.quantity.evidence,)
            )
        )
    else:
        views.append(FieldView("quantity", "Quantity", index, "missing", "not given", "—", ()))
    if line.needed_by:
        views.append(_period_view(index, line.needed_by))
    return views


def quantity_text(quantity: Quantity) -> str:
    """`≈ 500 ea`, `400 to 500 ft`."""
    words = amount(quantity, unit=False).replace("about ", "≈ ")
    return f"{words} {unit_word(quantity) or quantity.unit}"


def _quantity_status(quantity: Quantity) -> tuple[Status, str]:
    if quantity.status == "conflicting":
        return "unclear", "two amounts"
    if quantity.approximate:
        return "unclear", "approximate"
    return "found", "changed" if quantity.alternatives else "found"


def _period_status(period: Period) -> tuple[Status, str]:
    if period.status == "conflicting":
        return "unclear", "two dates"
    if period.ambiguous:
        return "unclear", "two readings"
    return "found", "changed" if period.alternatives else "found"


def _period_view(line: int | None, period: Period | None) -> FieldView:
    if period is None:
        return FieldView("needed_by", "Needed by", line, "missing", "not given", "—", ())
    status, word = _period_status(period)
    return FieldView("needed_by", "Needed by", line, status, word, short_when(period), (period.evidence,))


def _choice_view(name: str, label: str, value: str, evidence: Evidence | None, text: str) -> FieldView:
    if value == "unknown" or evidence is None:
        return FieldView(name, label, None, "missing", "not said", "—", ())
    return FieldView(name, label, None, "found", value, text or value, (evidence,))


def _fact_view(name: str, label: str, fact: Fact | None, absent: str, status: Status) -> FieldView:
    if fact is None:
        return FieldView(name, label, None, status, absent, "—", ())
    return FieldView(name, label, None, "found", "found", fact.value, (fact.evidence,))
