"""Calendar arithmetic for date phrases: days, weeks and months, never outside the years 1 to 9999.

Comes in: dates and small numbers. Goes out: dates, or None where the calendar has no such day (Feb 30, the year 0).
Weeks run Monday to Sunday; a working week is Monday to Friday; public holidays are not taken off working days.
"""

from collections.abc import Iterator
from datetime import date, timedelta

_FIRST, _LAST = date.min.toordinal(), date.max.toordinal()
FRIDAY, SATURDAY, SUNDAY = 4, 5, 6


def shift(day: date, days: int) -> date:
    """`day` plus `days`, held inside the calendar at both ends."""
    return date.fromordinal(min(max(day.toordinal() + days, _FIRST), _LAST))


def make(year: int, month: int, day: int) -> date | None:
    """The day, or None where the calendar has none."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or that month's last day where it is shorter."""
    index = day.year * 12 + day.month - 1 + months
    year = index // 12
    if not 1 <= year <= 9999:
        return date.max if year > 9999 else date.min
    month = index % 12 + 1
    return date(year, month, min(day.day, month_end(year, month).day))


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    if (year, month) == (9999, 12):
        return date.max
    return date(year + month // 12, month % 12 + 1, 1) - timedelta(1)


def monday(day: date) -> date:
    """The Monday of the day's week."""
    return shift(day, -day.weekday())


def weekday_after(day: date, weekday: int) -> date:
    """The first such weekday strictly after the day."""
    return shift(day, (weekday - day.weekday() - 1) % 7 + 1)


def weekday_before(day: date, weekday: int) -> date:
    """The last such weekday strictly before the day."""
    return shift(day, -((day.weekday() - weekday - 1) % 7 + 1))


def nearest_weekday(day: date, weekday: int) -> date:
    """The such weekday at most three days from the day."""
    return shift(day, (weekday - day.weekday() + 3) % 7 - 3)


def add_working_days(day: date, count: int) -> date:
    """`count` Mondays to Fridays on (or back, when negative)."""
    step = 1 if count > 0 else -1
    weeks, rest = divmod(min(abs(count), 1_000_000), 5)
    day = shift(day, 7 * weeks * step)
    if rest == 0 and weeks and day.weekday() >= SATURDAY:  # whole weeks from a weekend end on its Friday or Monday
        return shift(day, FRIDAY - day.weekday() if step > 0 else 7 - day.weekday())
    while rest:
        day = shift(day, step)
        if day in (date.min, date.max):
            return day
        rest -= day.weekday() < SATURDAY
    return day


def quarter(day: date) -> int:
    """1 to 4."""
    return (day.month - 1) // 3 + 1


def quarter_days(year: int, number: int) -> tuple[date, date]:
    """The first and the last day of a quarter."""
    return date(year, number * 3 - 2, 1), month_end(year, number * 3)


def iso_week(year: int, week: int) -> date | None:
    """The Monday of calendar week `week` as ISO 8601 counts them."""
    try:
        return date.fromisocalendar(year, week, 1)
    except ValueError:
        return None


def nth_weekday(year: int, month: int, nth: int, weekday: int) -> date | None:
    """The nth such weekday of a month; -1 is the last one, -2 the one before it."""
    if nth < 0:
        day = shift(weekday_before(shift(month_end(year, month), 1), weekday), 7 * (nth + 1))
        return day if day.month == month else None
    first = date(year, month, 1)
    day = shift(first, (weekday - first.weekday()) % 7 + 7 * (nth - 1))
    return day if day.month == month else None


def nth_weekday_of(first: date, last: date, nth: int, weekday: int) -> date | None:
    """The nth such weekday of a month, a quarter or a year; -1 is the last one."""
    start = shift(first, (weekday - first.weekday()) % 7) if nth > 0 else weekday_before(shift(last, 1), weekday)
    day = shift(start, 7 * (nth - 1 if nth > 0 else nth + 1))
    return day if first <= day <= last else None


def nth_week(first: date, last: date, nth: int) -> tuple[date, date] | None:
    """Monday and Friday of the nth week of a period, -1 the last, held inside the period.

    A week belongs to the period that holds its Wednesday: the first week of December 2026 is Dec 1 to Dec 4.
    """
    start = monday(first) if monday(first) >= shift(first, -2) else shift(monday(first), 7)
    if nth < 0:
        start = shift(monday(last) if last.weekday() >= 2 else shift(monday(last), -7), 7 * (nth + 1))
    else:
        start = shift(start, 7 * (nth - 1))
    if shift(start, 2) > last or shift(start, FRIDAY) < first:
        return None
    return max(start, first), min(shift(start, FRIDAY), last)


def coming(day: date, candidates: Iterator[date | None]) -> date | None:
    """The first candidate that is not before the day."""
    return next((found for found in candidates if found is not None and found >= day), None)


def years_from(year: int) -> range:
    """The year before, the year itself and the next eight: enough for Feb 29."""
    return range(max(year - 1, 1), min(year + 9, 10000))
