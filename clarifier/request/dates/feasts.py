"""Named days: a rule of knowledge/lexicons/holidays.toml and a year to the days it names.

Comes in: "fixed 12-25", "nth 11 4 3 0", "easter -2", "islamic eid_al_fitr", as the head of that file explains. Goes out: first and
last day of each such feast that begins in the year; none where the calendar's tables end. Feasts of the moon are
those of the package `holidays`, whose tables reach from about 2000 to 2035; some begin on the evening before.
"""

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

from clarifier.request.dates import calendar as cal

Days = tuple[date, date]


@cache
def feasts(rule: str, year: int) -> tuple[Days, ...]:
    """The feasts of a rule that begin in a year: mostly one; a lunar one may come twice, or not at all."""
    kind, name, *rest = rule.split()
    if kind == "fixed":
        return tuple(_fixed(year, name, rest))
    if kind == "nth":
        nth, weekday, on = (int(part) for part in rest)
        base = cal.nth_weekday(year, int(name), nth, weekday)
        return ((cal.shift(base, on), cal.shift(base, on)),) if base else ()
    if kind in ("easter", "orthodox"):
        if not 1583 <= year <= 4099:
            return ()
        from dateutil.easter import EASTER_ORTHODOX, EASTER_WESTERN, easter  # only when a mail speaks of Easter

        sunday = cal.shift(easter(year, EASTER_ORTHODOX if kind == "orthodox" else EASTER_WESTERN), int(name))
        return (_stretched(sunday, rest),)
    return tuple(
        sorted(days for day in _of_the_moon(kind, name, year) if (days := _stretched(day, rest))[0].year == year)
    )


def _fixed(year: int, day: str, shifts: list[str]) -> Iterator[Days]:
    found = cal.make(year, *(int(part) for part in day.split("-")))
    if found and shifts:
        found = cal.shift(found, int(shifts[0].split(",")[found.weekday()]))
    if found:
        yield found, found


def _stretched(day: date, stretch: list[str]) -> Days:
    low, high = (int(part) for part in stretch) if stretch else (0, 0)
    return cal.shift(day, low), cal.shift(day, high)


def _of_the_moon(kind: str, name: str, year: int) -> set[date]:
    """The days that the package has for a feast around a year, however it writes them."""
    calendar = _calendars()[kind]
    read = getattr(calendar, f"{name}_date", None) or getattr(calendar, f"{name}_dates")
    days: set[date] = set()
    for wanted in (year, year + 1):  # one that begins on the eve of January 1 is listed under the next year
        days |= set(_days_in(read(wanted)) if 1 < wanted <= 9999 else ())
    return days


def _days_in(found: Any) -> Iterator[date]:
    if isinstance(found, date):
        yield found
    elif isinstance(found, tuple | list | set | frozenset) or hasattr(found, "__next__"):
        for part in found:
            yield from _days_in(part)


@cache
def _calendars() -> dict[str, Any]:
    from holidays import calendars  # 0.2 s: only when a mail names such a feast

    return {kind: getattr(calendars, name)() for kind, name in _CALENDARS.items()}


_CALENDARS = {
    "buddhist": "_BuddhistLunisolar",
    "chinese": "_ChineseLunisolar",
    "hebrew": "_HebrewLunisolar",
    "hindu": "_HinduLunisolar",
    "islamic": "_IslamicLunar",
    "persian": "_Persian",
}
