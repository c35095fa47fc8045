"""The steps of a request's life, one class a kind, as people and programs hand them in.

Comes in: plain data from the page, the command line or a file. Goes out: a frozen Step whose values are in range, or one sentence that says
what is wrong. Quantities are exact decimals in the line's unit, dates are days in the works' time zone.
"""

import json
import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from clarifier.errors import BadStep
from clarifier.team.refusals import refusal

MOST = Decimal(10) ** 12  # of a quantity
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2200, 1, 1)
# What no text needs: control characters but line breaks and tabs, halves of surrogate pairs, marks that turn the writing direction.
_UNFIT = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def _fit(value: object) -> object:
    return _UNFIT.sub("", value).strip() if isinstance(value, str) else value


def _one_line(value: object) -> object:
    return " ".join(_UNFIT.sub("", value).split()) if isinstance(value, str) else value


def _plausible(day: date) -> date:
    if not FIRST_DAY <= day < LAST_DAY:
        raise ValueError(f"the year {day.year} is out of range")
    return day


def _amount(value: object) -> object:
    """Fractions of the page and of a spreadsheet as what they look like: 0.1 is a tenth."""
    return str(value) if isinstance(value, float) else value


Line_ = Annotated[str, Field(max_length=300), BeforeValidator(_one_line)]
Text = Annotated[str, Field(max_length=20_000), BeforeValidator(_fit)]
Reason = Annotated[str, Field(min_length=3, max_length=2_000), BeforeValidator(_fit)]
Day = Annotated[date, AfterValidator(_plausible)]
Amount = Annotated[Decimal, BeforeValidator(_amount), Field(gt=0, le=MOST, decimal_places=6, allow_inf_nan=False)]
LineNumber = Annotated[int, Field(ge=1, le=500)]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class RequestLine(_Frozen):
    """One line of what is asked for. No `quantity`: the customer has not said; `requested` is the latest day that still serves them."""

    part_number: Line_ = ""
    description: Line_ = ""
    revision: Line_ = ""
    quantity: Amount | None = None
    unit: Annotated[str, Field(max_length=20), BeforeValidator(_one_line)] = "ea"
    requested: Day | None = None

    @property
    def name(self) -> str:
        """What a colleague would call it."""
        item = " ".join(part for part in (self.description, self.part_number) if part) or "an item"
        return f"{item} rev {self.revision}" if self.revision else item


class Portion(_Frozen):
    """So much of a line (counted from 1) on a day: of a promise, or of what the customer was told."""

    line: LineNumber
    quantity: Amount
    on: Day


class Part(_Frozen):
    """So much of a line, delivered."""

    line: LineNumber
    quantity: Amount


class Step(_Frozen):
    """Something that happened to a request; `kind` tells its class."""

    kind: str
    title: ClassVar[str]


class Content(Step):
    """What is asked for, by whom. `source` is the clarified email as the contract's JSON, where there was one."""

    customer: Annotated[str, Field(min_length=1, max_length=200), BeforeValidator(_one_line)]
    contact: Line_ = ""
    email: Line_ = ""
    po_number: Line_ = ""
    lines: Annotated[tuple[RequestLine, ...], Field(min_length=1, max_length=500)]
    partial_delivery: Literal["allowed", "refused", "unknown"] = "unknown"
    date_flexibility: Literal["flexible", "fixed", "unknown"] = "unknown"
    ship_to: Line_ = ""
    why: Text = ""
    ask: Text = ""
    missing: Annotated[tuple[str, ...], Field(max_length=50)] = ()
    source: dict[str, Any] | None = None


class Drafted(Content):
    """The request enters the ledger."""

    kind: Literal["drafted"] = "drafted"
    title = "Saved"


class Revised(Content):
    """What is asked for has changed: it must be asked anew."""

    kind: Literal["revised"] = "revised"
    because: Text = ""
    title = "Changed"


class HeadsUp(Step):
    """A possible job, told to production before it is asked for."""

    kind: Literal["heads_up"] = "heads_up"
    note: Text = ""
    title = "Early heads-up"


class CustomerAsked(Step):
    """Questions went to the customer."""

    kind: Literal["customer_asked"] = "customer_asked"
    questions: Text = ""
    title = "Asked the customer"


class CustomerAnswered(Step):
    """The customer answered."""

    kind: Literal["customer_answered"] = "customer_answered"
    answer: Text = ""
    title = "The customer answered"


class Asked(Step):
    """Production is asked; `of` is the login of who shall answer, "" where anybody may."""

    kind: Literal["asked"] = "asked"
    of: Annotated[str, Field(max_length=80), BeforeValidator(_one_line)] = ""
    text: Text = ""
    title = "Asked production"


class AskedBack(Step):
    """Production needs to know something first."""

    kind: Literal["asked_back"] = "asked_back"
    question: Reason
    title = "Production asks back"


class Answered(Step):
    """Production's answer. `promise` is what it stands behind, `buffer_days` the days of buffer inside its dates, named openly,
    `rests_on` what must hold, `options` other ways. A second answer is a re-promise and says why in `because`."""

    kind: Literal["answered"] = "answered"
    decision: Literal["yes", "can_but", "no"]
    promise: Annotated[tuple[Portion, ...], Field(max_length=500)] = ()
    options: Annotated[tuple[Text, ...], Field(max_length=10)] = ()
    rests_on: Text = ""
    buffer_days: Annotated[int, Field(ge=0, le=365)] = 0
    because: Text = ""
    title = "Production answered"


class Told(Step):
    """The customer was told these dates. `earlier_because` says why dates earlier than promised were told all the same;
    `at_customers_wish`: they asked for other dates than those they were told first."""

    kind: Literal["told"] = "told"
    told: Annotated[tuple[Portion, ...], Field(max_length=500)] = ()
    at_customers_wish: bool = False
    earlier_because: Text = ""
    title = "Told the customer"


class Delivered(Step):
    """Goods reached the customer on a day."""

    kind: Literal["delivered"] = "delivered"
    on: Day
    parts: Annotated[tuple[Part, ...], Field(min_length=1, max_length=500)]
    note: Text = ""
    title = "Delivered"


class Closed(Step):
    """Nothing more is to come; `because` says why where something is still owed."""

    kind: Literal["closed"] = "closed"
    because: Text = ""
    title = "Closed"


class Cancelled(Step):
    """Called off, by the customer or by us."""

    kind: Literal["cancelled"] = "cancelled"
    because: Reason
    by_customer: bool = True
    title = "Cancelled"


CAUSES = ("customer", "late_ask", "late_answer", "material", "machine", "quality", "people", "transport", "other")


class Emergency(Step):
    """It is expedited: other work makes way. `cause` is where the emergency came from."""

    kind: Literal["emergency"] = "emergency"
    cause: Literal[
        "customer", "late_ask", "late_answer", "material", "machine", "quality", "people", "transport", "other"
    ]
    note: Text = ""
    title = "Expedited"


class Noted(Step):
    """A remark."""

    kind: Literal["noted"] = "noted"
    text: Reason
    title = "Noted"


class Undone(Step):
    """The step before is taken back: it stays in the list and counts no more."""

    kind: Literal["undone"] = "undone"
    because: Reason
    title = "Taken back"


AnyStep = Annotated[
    Drafted | Revised | HeadsUp | CustomerAsked | CustomerAnswered | Asked | AskedBack | Answered | Told | Delivered
    | Closed | Cancelled | Emergency | Noted | Undone,
    Field(discriminator="kind"),
]  # fmt: skip
UNKNOWN = "This is no step of a request's life; known are drafted, asked, answered, told, delivered and so on."
_STEPS: TypeAdapter[Step] = TypeAdapter(AnyStep)


def step_of(data: object) -> Step:
    """The step that plain data describes; raises BadStep, with the one sentence to show."""
    try:
        return _STEPS.validate_python(data)
    except ValidationError as error:
        raise BadStep(refusal(error, UNKNOWN)) from error


def step_from(text: str) -> Step:
    """The step that was kept as JSON text."""
    return _STEPS.validate_json(text)


def as_text(step: Step) -> str:
    """The step as JSON text: what equals its default is left out."""
    data = {"kind": step.kind, **step.model_dump(mode="json", exclude_defaults=True)}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
