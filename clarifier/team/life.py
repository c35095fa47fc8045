"""A request's life as it stands: who asked for what, and all that was asked, promised, told and delivered since.

A Life is made from records by moves.py. Nothing that was promised, told or delivered is ever overwritten: a new promise stands beside the
old one, and the yardsticks are read from all of them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal

from clarifier.team.schedules import arrived, covers, totals
from clarifier.team.steps import Answered, Content, Delivered, Portion, Step, Told

OPEN = ("drafted", "waiting", "asked", "answered", "told")
STATES = (*OPEN, "delivered", "closed", "cancelled")


@dataclass(frozen=True)
class Record:
    """A step with its place in the life, counted from 1; `by` is a login, `name` what that person was called then."""

    sequence: int
    at: datetime
    by: str
    name: str
    step: Step
    via: str = "page"


@dataclass(frozen=True)
class Life:
    """Where a request stands. Records in the tuples are in the order in which they came; `newest` is the last step that counts; `was_ready` tells whether nothing was missing
    when production was first asked; `turned` is the place of the newest change or ask, which promises before it do not answer; `before` is the life without the last step."""

    state: str
    version: int
    content: Content
    owner: str
    drafted: Record
    last: Record
    newest: Record
    heads_up: Record | None = None
    asks: tuple[Record, ...] = ()
    questions: tuple[Record, ...] = ()
    answers: tuple[Record, ...] = ()
    tells: tuple[Record, ...] = ()
    deliveries: tuple[Record, ...] = ()
    emergency: Record | None = None
    was_ready: bool | None = None
    turned: int = 0
    ended: Record | None = None
    before: "Life | None" = field(default=None, repr=False, compare=False)

    @property
    def is_shared(self) -> bool:
        """Whether production has seen it."""
        return bool(self.heads_up or self.asks)

    @property
    def promise(self) -> tuple[Portion, ...]:
        """What production stands behind now."""
        return promised(self.answers[-1]) if self.answers else ()

    @property
    def first_promise(self) -> tuple[Portion, ...]:
        """The first dates that production named; a plain no is no promise."""
        return next((promised(each) for each in self.answers if promised(each)), ())

    @property
    def latest_told(self) -> tuple[Portion, ...]:
        """What the customer was told last."""
        return told(self.tells[-1]) if self.tells else ()

    @property
    def told(self) -> tuple[Portion, ...]:
        """The yardstick: what the customer was told first, moved only by their own wish."""
        yardstick: tuple[Portion, ...] = ()
        for each in self.tells:
            if told(each) and (not yardstick or (isinstance(each.step, Told) and each.step.at_customers_wish)):
                yardstick = told(each)
        return yardstick

    def promised_before(self, tell: Record) -> tuple[Portion, ...]:
        """What production stood behind when the customer was told."""
        return next((promised(each) for each in reversed(self.answers) if each.sequence < tell.sequence), ())

    @property
    def requested(self) -> tuple[Portion, ...]:
        """What the customer asked for, where they said how many and by when."""
        lines = enumerate(self.content.lines, 1)
        return tuple(
            Portion(line=n, quantity=x.quantity, on=x.requested) for n, x in lines if x.quantity and x.requested
        )

    @property
    def owed(self) -> dict[int, Decimal]:
        """How many of each line are to come in all: by what was said last, the request, the promise, or what the customer was told. A promise
        of less than they were told takes nothing from it until they know."""
        asked = {n: x.quantity for n, x in enumerate(self.content.lines, 1) if x.quantity}
        said = totals(self.latest_told)
        if said and self.tells[-1].sequence > self.turned:
            newest = self.answers[-1].sequence if self.answers else 0
            return said if self.tells[-1].sequence > newest else _larger(said, totals(self.promise))
        if self.answers and self.answers[-1].sequence > self.turned:
            return _larger(said, totals(self.promise)) or asked
        return asked or said or totals(self.first_promise)

    @property
    def delivered(self) -> dict[int, Decimal]:
        """How many of each line came."""
        return arrived(self.goods)

    @property
    def goods(self) -> tuple[Delivered, ...]:
        """The deliveries themselves."""
        return tuple(each.step for each in self.deliveries if isinstance(each.step, Delivered))

    @property
    def is_complete(self) -> bool:
        """Whether all that is owed came."""
        return bool(self.deliveries) and covers(self.delivered, self.owed)

    @property
    def completed_on(self) -> date | None:
        """The first day by which all that is owed had come."""
        days = sorted({each.on for each in self.goods}) if self.is_complete else []
        return next((day for day in days if covers(arrived(self.goods, day), self.owed)), None)


def _larger(one: Mapping[int, Decimal], other: Mapping[int, Decimal]) -> dict[int, Decimal]:
    """Of each line the larger quantity."""
    return {line: max(one.get(line, Decimal(0)), other.get(line, Decimal(0))) for line in {*one, *other}}


def promised(record: Record) -> tuple[Portion, ...]:
    """The schedule of an answer."""
    return record.step.promise if isinstance(record.step, Answered) else ()


def told(record: Record) -> tuple[Portion, ...]:
    """The schedule the customer was told."""
    return record.step.told if isinstance(record.step, Told) else ()
