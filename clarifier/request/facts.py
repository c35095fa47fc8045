"""The values a request is made of. Nothing here exists without the customer's words behind it.

The names follow UBL 2 where it has one; `contract.py` writes them as JSON.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from typing import Literal

from clarifier.mail.thread import Message

Status = Literal["stated", "inferred", "conflicting"]
PartialDelivery = Literal["allowed", "refused", "unknown"]
DateFlexibility = Literal["flexible", "fixed", "unknown"]
Field = Literal[
    "part_number", "quantity", "needed_by", "partial_delivery", "date_flexibility", "ship_to", "revision", "unit",
    "which_item", "po_number", "quantity_conflict", "date_conflict", "date_ambiguous", "quantity_approximate",
]  # fmt: skip


Part = Literal["body", "subject", "from"]


@dataclass(frozen=True)
class Evidence:
    """The words behind a value: `thread.messages[message].body[start:end] == quote`, always.

    What only a header line says (the sender's address, an order number in the subject) is cited from that `part` instead.
    """

    message: int
    start: int
    end: int
    quote: str
    part: Part = "body"
    mail: int = dataclass_field(
        default=-1, compare=False, repr=False
    )  # the mail it is from, also where an attachment says it


def cite(message: Message, start: int, end: int) -> Evidence:
    """The evidence for `message.body[start:end]`, surrounding white space left out."""
    quote = message.body[start:end]
    start += len(quote) - len(quote.lstrip())
    end = start + len(quote.strip())
    if start >= end:
        raise ValueError(f"no words at {start}:{end} of message {message.index}")
    part: Part = "subject" if message.title else "body"
    return Evidence(message.index, start, end, message.body[start:end], part, message.mail)


def cite_header(message: Message, part: Part, quote: str) -> Evidence:
    """The evidence for words of the subject or of the sender's line."""
    sender = message.sender
    line = (
        (message.subject or "")
        if part == "subject"
        else f"{sender.name or ''} <{sender.email or ''}>"
        if sender
        else ""
    )
    start = max(line.find(quote), 0)
    return Evidence(message.index, start, start + len(quote), quote, part, message.mail)


@dataclass(frozen=True)
class Fact:
    """A text value. `alternatives` are earlier or competing statements."""

    value: str
    evidence: Evidence
    status: Status = "stated"
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Period:
    """A requested delivery period; an open side is None. `alternatives` are other readings or earlier statements."""

    earliest: date | None
    latest: date | None
    evidence: Evidence
    ambiguous: bool = False
    alternatives: tuple[date, ...] = ()
    note: str | None = None
    status: Status = "stated"


@dataclass(frozen=True)
class Quantity:
    """An amount in `unit` (plain pieces are "ea"); a range has minimum and maximum, and value None."""

    value: float | None
    minimum: float | None
    maximum: float | None
    unit: str
    evidence: Evidence
    approximate: bool = False
    status: Status = "stated"
    alternatives: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """A yes, a no, or unknown, with the words that say so."""

    value: str
    evidence: Evidence | None = None


@dataclass(frozen=True)
class Detail:
    """A named property of a line that production needs: colour, material, dimension, finish."""

    name: str
    fact: Fact


@dataclass(frozen=True)
class Line:
    """One item asked for."""

    part_number: Fact | None = None
    description: Fact | None = None
    revision: Fact | None = None
    quantity: Quantity | None = None
    needed_by: Period | None = None  # only where it differs from the request's
    details: tuple[Detail, ...] = ()


@dataclass(frozen=True)
class Customer:
    """Who asks."""

    company: Fact | None = None
    contact: Fact | None = None
    email: Fact | None = None
    phone: Fact | None = None


@dataclass(frozen=True)
class Request:
    """What the customer asks for, every value with its words."""

    is_request: bool
    reference_date: date | None
    reference_source: Literal["header", "given", "today"] = "header"
    customer: Customer = Customer()
    po_number: Fact | None = None
    quote_number: Fact | None = None
    lines: tuple[Line, ...] = ()
    needed_by: Period | None = None
    partial_delivery: Choice = Choice("unknown")
    date_flexibility: Choice = Choice("unknown")
    partial_offer: Quantity | None = None  # "200 first is fine": the part they would take
    ship_to: Fact | None = None
    collects: bool = False  # the customer fetches the goods: no address is missing
    reason: Fact | None = None
    consequence_if_late: Fact | None = None
    complaint: Fact | None = None
    expectations: tuple[Fact, ...] = ()


@dataclass(frozen=True)
class Gap:
    """What production must know and the email does not say, or says in two ways."""

    field: Field
    why: str
    rule: str
    details: Mapping[str, str] = dataclass_field(default_factory=dict)  # the words the reason uses
    amounts: tuple[Quantity, ...] = ()  # that do not agree


@dataclass(frozen=True)
class Question:
    """A gap put to the customer, in their language, with their own item and numbers; `text_en` is the same in English, for us."""

    field: Field
    text: str
    rule: str
    text_en: str = ""


@dataclass(frozen=True)
class SetAside:
    """A value that was read and does not count, with the reason."""

    field: str
    value: str
    quote: str | None
    why: str


@dataclass(frozen=True)
class Readiness:
    """Whether production can be asked, and what is missing if not."""

    ready: bool
    missing: tuple[Field, ...] = ()
