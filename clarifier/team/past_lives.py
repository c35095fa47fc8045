"""A past order as the life it had: comes in the rows of one order, goes out the steps of its life, or what keeps them from being one.

Rows that differ in nothing but when and how many were delivered are one line with several deliveries; every other row is a line of its own.
Steps are taken at the day that is known: saved, asked, answered and told on the day the order was asked for, delivered on its own.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from clarifier.errors import BadStep, LedgerError
from clarifier.team.life import Life, Record
from clarifier.team.moves import after, born
from clarifier.team.past_orders import OrderRow, Problem
from clarifier.team.person import Person
from clarifier.team.schedules import days_early
from clarifier.team.steps import Portion, Step, step_of
from clarifier.texts import table

VIA = "import"
MOST_ROWS = 500  # of one order
ASKED_AT, DELIVERED_AT = time(9), time(17)


@dataclass(frozen=True)
class Planned:
    """A step to take, by its key, and the row and column it came from."""

    step: Step
    at: datetime
    key: str
    row: int
    column: str


@dataclass(frozen=True)
class PlannedOrder:
    """An order that can be used; `is_undated` where it does not say when it was asked for, so that its first known day stands for it."""

    steps: tuple[Planned, ...]
    is_undated: bool


class WrongError(Exception):
    """The problem that keeps an order out."""

    def __init__(self, row: int, column: str, sentence: str) -> None:
        super().__init__(sentence)
        self.problem = Problem(row, column, sentence)


def planned(group: Sequence[OrderRow], person: Person, zone: tzinfo) -> PlannedOrder:
    """The steps of an order; raises WrongError where they make no life."""
    first = group[0]
    if len(group) > MOST_ROWS:
        raise WrongError(first.row, "order", f"it has more than {MOST_ROWS} rows; enter it as several orders.")
    lines = _lines(group)
    asked = _agreed(group, "asked")
    cancelled = _agreed(group, "cancelled")
    named = [day for row in group for day in (row.requested, row.promised, row.told, row.delivered) if day]
    if asked is None and not named:
        raise WrongError(first.row, "asked", "the order names no day at all; say when it was asked for.")
    start = datetime.combine(asked or min(named), ASKED_AT, zone)
    identity = f"{first.customer.casefold()}\n{first.order.casefold()}"
    steps: list[Planned] = []

    def plan(data: dict[str, Any], row: OrderRow, column: str, at: datetime | None = None, once: str = "") -> None:
        key = hashlib.sha256(f"{identity}\n{data['kind']}\n{once}".encode()).hexdigest()[:40]
        moment = at or start + timedelta(seconds=len(steps))
        try:
            steps.append(Planned(step_of(data), moment, f"import-{key}", row.row, column))
        except BadStep as error:
            raise WrongError(row.row, column, str(error)) from error

    items = [
        {
            "part_number": line[0].part_number, "description": line[0].description, "quantity": line[0].quantity,
            "unit": line[0].unit, "requested": line[0].requested,
        }
        for line in lines
    ]  # fmt: skip
    plan({"kind": "drafted", "customer": first.customer, "po_number": first.order, "lines": items}, first, "order")
    plan({"kind": "asked"}, first, "order")
    promise, told = (_schedule(lines, name) for name in ("promised", "told"))
    if promise:
        row = next(line[0] for line in lines if line[0].promised)
        plan({"kind": "answered", "decision": "yes", "promise": promise}, row, "promised", once=str(promise))
    if told:
        row = next(line[0] for line in lines if line[0].told)
        if not promise:
            raise WrongError(row.row, "promised", "a date was told and none promised; write what production stood behind, the same day where it was the same.")  # fmt: skip
        is_early = days_early([Portion(**each) for each in told], [Portion(**each) for each in promise]) > 0
        why = table("lexicons/order_columns")["words"]["earlier"] if is_early else ""
        plan({"kind": "told", "told": told, "earlier_because": why}, row, "told", once=str(told))
    goods = sorted(
        ((row, number) for number, line in enumerate(lines, 1) for row in line if row.delivered),
        key=lambda pair: (pair[0].delivered, pair[0].row),
    )
    for row, number in goods:
        if not promise:
            raise WrongError(row.row, "promised", "it was delivered and no date was promised; write what production stood behind.")  # fmt: skip
        on, quantity = row.delivered or date.min, row.delivered_quantity or row.quantity
        if on < start.date():
            raise WrongError(row.row, "delivered", f"{on} is before the day it was asked for, {start.date()}; mend one of them.")  # fmt: skip
        at = max(datetime.combine(on, DELIVERED_AT, zone), steps[-1].at + timedelta(seconds=1))
        parts = [{"line": number, "quantity": quantity}]
        plan({"kind": "delivered", "on": on, "parts": parts}, row, "delivered", at, f"{number} {on} {quantity.normalize():f}")  # fmt: skip
    if cancelled:
        row = next(row for row in group if row.cancelled)
        plan(
            {"kind": "cancelled", "because": cancelled},
            row,
            "cancelled",
            steps[-1].at + timedelta(seconds=1),
            cancelled,
        )
    lived(None, steps, person)
    return PlannedOrder(tuple(steps), asked is None)


def _lines(group: Sequence[OrderRow]) -> list[list[OrderRow]]:
    """The rows of each line."""
    lines: dict[object, list[OrderRow]] = {}
    deliveries: dict[object, OrderRow] = {}
    for row in group:
        what = (row.part_number.casefold(), row.description.casefold(), row.quantity, row.unit, row.requested, row.promised, row.told)  # fmt: skip
        if (other := deliveries.setdefault((what, row.delivered, row.delivered_quantity), row)) is not row:
            raise WrongError(row.row, "row", f"it says the same as row {other.row}; take one of them out, or make them differ.")  # fmt: skip
        lines.setdefault(what, []).append(row)
    for line in lines.values():
        unsaid = next((row for row in line if row.delivered_quantity is None), None)
        if unsaid and len(line) > 1:
            other = line[1] if unsaid is line[0] else line[0]
            raise WrongError(unsaid.row, "delivered_quantity", f"it and row {other.row} are two deliveries of one line; say in each how many came.")  # fmt: skip
    return list(lines.values())


def _agreed(group: Sequence[OrderRow], name: str) -> Any:
    """What all rows of an order say that say it."""
    said = [(row.row, getattr(row, name)) for row in group if getattr(row, name)]
    for row, value in said:
        if value != said[0][1]:
            raise WrongError(row, name, f"row {said[0][0]} of the same order says {str(said[0][1])[:60]!r}; make them agree.")  # fmt: skip
    return said[0][1] if said else None


def _schedule(lines: Sequence[Sequence[OrderRow]], name: str) -> list[dict[str, Any]]:
    heads = ((number, line[0]) for number, line in enumerate(lines, 1))
    return [
        {"line": number, "quantity": row.quantity, "on": getattr(row, name)}
        for number, row in heads
        if getattr(row, name)
    ]


def lived(life: Life | None, steps: Sequence[Planned], person: Person) -> Life | None:
    """The life after these steps, taken on paper. Raises WrongError."""
    for each in steps:
        record = Record(life.version + 1 if life else 1, each.at, person.login, person.name, each.step, VIA)
        try:
            life = born(record) if life is None else after(life, record)
        except LedgerError as error:
            raise WrongError(each.row, each.column, str(error)) from error
    return life
