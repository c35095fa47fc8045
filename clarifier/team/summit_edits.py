"""The edits people make to a summit while they prepare it, one class a kind.

Comes in: plain data from the page. Goes out: a frozen Edit whose values are in range, or one sentence that says what is wrong.
"""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError

from clarifier.errors import SummitError
from clarifier.team.agenda import Outcome
from clarifier.team.refusals import refusal
from clarifier.team.steps import Line_, Text

MOST_ITEMS = 100  # on the agenda and in the parking lot together
MOST_MINUTES = 480  # of a summit, and of an item

Title = Annotated[Line_, Field(min_length=1)]
Minutes = Annotated[int, Field(ge=0, le=MOST_MINUTES)]
Options = Annotated[tuple[Title, ...], Field(max_length=6)]
Id = Annotated[str, Field(min_length=1, max_length=200)]
Place = Annotated[int, Field(ge=0, le=MOST_ITEMS)]


class Edit(BaseModel):
    """One edit; `kind` tells its class. What stays None stays as it is; an empty text takes away what was there."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: str


class Reordered(Edit):
    """All items, by id, in their new order."""

    kind: Literal["reordered"] = "reordered"
    order: tuple[Id, ...]


class Moved(Edit):
    """One item to another place, counted from 0."""

    kind: Literal["moved"] = "moved"
    item: Id
    to: Place


class Changed(Edit):
    """What stands in an item."""

    kind: Literal["changed"] = "changed"
    item: Id
    title: Title | None = None
    minutes: Minutes | None = None
    owner: Line_ | None = None
    outcome: Outcome | None = None
    options: Options | None = None
    why: Text | None = None
    customer: Line_ | None = None
    pre_read: Text | None = None


class Added(Edit):
    """A new item; without a place it comes last but for the closing one."""

    kind: Literal["added"] = "added"
    title: Title
    minutes: Minutes = 5
    owner: Line_ = ""
    outcome: Outcome = "solve"
    options: Options = ()
    why: Text = ""
    customer: Line_ = ""
    to: Place | None = None


class Put(Edit):
    """An item off the agenda, into the parking lot."""

    kind: Literal["parked"] = "parked"
    item: Id


class Returned(Edit):
    """Something out of the parking lot, as an item of the agenda."""

    kind: Literal["returned"] = "returned"
    parked: Id
    to: Place | None = None
    minutes: Minutes | None = None


class Dropped(Edit):
    """Something out of the parking lot, for good."""

    kind: Literal["dropped"] = "dropped"
    parked: Id


class Guest(BaseModel):
    """Somebody who should sit at the table."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: Title
    team: Line_ = ""
    why: Line_ = ""


class Arranged(Edit):
    """The summit itself. `starts` without a zone is the works' own time."""

    kind: Literal["arranged"] = "arranged"
    title: Title | None = None
    starts: Annotated[datetime, BeforeValidator(lambda value: None if isinstance(value, int | float) else value)] | None = None  # fmt: skip
    minutes: Annotated[int, Field(ge=5, le=MOST_MINUTES)] | None = None
    facilitator: Line_ | None = None
    next_facilitator: Line_ | None = None
    note: Text | None = None
    attendees: Annotated[tuple[Guest, ...], Field(max_length=50)] | None = None


AnyEdit = Annotated[
    Reordered | Moved | Changed | Added | Put | Returned | Dropped | Arranged, Field(discriminator="kind")
]
UNKNOWN = (
    "This is no edit of an agenda; known are reordered, moved, changed, added, parked, returned, dropped and arranged."
)
_EDITS: TypeAdapter[Edit] = TypeAdapter(AnyEdit)


def edit_of(data: object) -> Edit:
    """The edit that plain data describes. Raises SummitError."""
    try:
        return _EDITS.validate_python(data)
    except ValidationError as error:
        raise SummitError(refusal(error, UNKNOWN)) from error
