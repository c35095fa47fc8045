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
    days = earliest(told, promise)
    return (days[1] - days[0]).days if days else 0


def earliest(told: Sequence[Portion], promise: Sequence[Portion]) -> tuple[date, date] | None:
    """The day told, and that promised for the same quantity, where they lie furthest apart; None where none is told earlier."""
    most, ready = None, _by_line(promise)
    for line, portions in _by_line(told).items():
        wanted = there = NOTHING
        coming = iter(ready.get(line, ()))
        day = None  # by which so many are promised; the last one where fewer are
        for portion in portions:
            wanted += portion.quantity
            while there < wanted and (part := next(coming, None)):
                there, day = there + part.quantity, part.on
            if day and day > portion.on and (most is None or day - portion.on > most[1] - most[0]):
                most = (portion.on, day)
    return most


def _by_line(schedule: Iterable[Portion]) -> dict[int, list[Portion]]:
    """The portions of each line, by their days."""
    lines: dict[int, list[Portion]] = {}
    for portion in sorted(schedule, key=lambda each: each.on):
        lines.setdefault(portion.line, []).append(portion)
    return lines
