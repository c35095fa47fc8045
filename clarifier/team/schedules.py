"""Arithmetic of what is due and what came: a schedule is portions of lines on days, a delivery is parts of lines on a day.

Comes in: portions and deliveries. Goes out: sums by line, whether a schedule was kept, by how many days one promise runs ahead of another.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from clarifier.team.steps import Delivered, Portion

NOTHING = Decimal(0)


def totals(schedule: Iterable[Portion]) -> dict[int, Decimal]:
    """How many of each line a schedule holds."""
    sums: dict[int, Decimal] = {}
    for portion in schedule:
        sums[portion.line] = sums.get(portion.line, NOTHING) + portion.quantity
    return sums


def due(schedule: Iterable[Portion]) -> date | None:
    """The day on which the last of it is due."""
    return max((portion.on for portion in schedule), default=None)


def arrived(deliveries: Iterable[Delivered], until: date | None = None) -> dict[int, Decimal]:
    """How many of each line came, up to and with a day."""
    sums: dict[int, Decimal] = {}
    for delivery in deliveries:
        if until is None or delivery.on <= until:
            for part in delivery.parts:
                sums[part.line] = sums.get(part.line, NOTHING) + part.quantity
    return sums


def covers(came: Mapping[int, Decimal], wanted: Mapping[int, Decimal]) -> bool:
    """Whether at least as many of each line came as are wanted."""
    return all(came.get(line, NOTHING) >= quantity for line, quantity in wanted.items())


def is_kept(schedule: Sequence[Portion], deliveries: Sequence[Delivered]) -> bool:
    """Whether, on each day of a schedule, at least as many of each line had come as were due by then."""
    for day in {portion.on for portion in schedule}:
        if not covers(arrived(deliveries, day), totals(portion for portion in schedule if portion.on <= day)):
            return False
    return True


def days_early(told: Sequence[Portion], promise: Sequence[Portion]) -> int:
    """By how many days, at most, the customer is told an earlier day than was promised for the same quantity; 0 where none is earlier.
    More than was promised counts by the day of the last of it."""
    most = 0
    for line in {portion.line for portion in told}:
        so_far = NOTHING
        for portion in sorted((each for each in told if each.line == line), key=lambda each: each.on):
            so_far += portion.quantity
            ready = _ready_on(promise, line, so_far)
            if ready:
                most = max(most, (ready - portion.on).days)
    return most


def _ready_on(promise: Sequence[Portion], line: int, quantity: Decimal) -> date | None:
    """The day by which so many of a line are promised; the last one where fewer are, None where nothing of the line is."""
    so_far, day = NOTHING, None
    for portion in sorted((each for each in promise if each.line == line), key=lambda each: each.on):
        so_far, day = so_far + portion.quantity, portion.on
        if so_far >= quantity:
            break
    return day
