"""The expressions and sums that dates counted from another one share: "two working days", the Friday before a day.

Comes in: a phrase that was found, and the day it is counted from. Goes out: the reading it comes to. The words are
knowledge/lexicons/dates.toml, section `then`.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Literal

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.reading import DateReading, Relation
from clarifier.texts import table

Counted = tuple[DateReading, DateReading | None]  # a reading, and the date that only anchors it
OF_AN_EVENT = (None, "on", "from", "between")  # how a day is bound on which something else may happen
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_CLAUSE = 90  # characters before a date that may say what happens on it


@cache
def words() -> dict[str, str]:
    return {name: "|".join(words) for name, words in table("lexicons/dates")["then"].items()}


def count(name: str) -> str:
    """An expression for "two days", "10 working days", its groups told apart by a name."""
    listed = words()
    tail = f"_{name}" if name else ""
    return (
        rf"(?P<count{tail}>\d{{1,2}}|{listed['numbers']})\s+(?:(?:full|good|whole|solid|clear)\s+)?(?P<working{tail}>(?:{listed['working']})\s+)?"
        rf"(?P<unit{tail}>days?|weeks?|fortnights?|hours?|hrs?)"
    )


def is_wanted(text: str, found: DateReading) -> bool:
    """Whether the words before a date want the goods by it."""
    return (
        asks_politely(text, found)
        or re.search(rf"\b(?:{words()['wanted']})\b", sentence_before(text, found), re.I) is not None
    )


def asks_politely(text: str, found: DateReading) -> bool:
    """Whether a date is asked for: "for Monday 2 November please"."""
    return _POLITELY.match(text, found.end) is not None


_POLITELY = re.compile(r",?\s(?:please|pls|plz|if (?:possible|poss|you can))\b", re.I)


def sentence_before(text: str, found: DateReading) -> str:
    """What stands before a date in its sentence."""
    return re.split(r"[.!?;\n]", text[max(found.start - _CLAUSE, 0) : found.start])[-1]


def back(day: date, match: re.Match[str]) -> date:
    """The day so much before a day as a phrase says: one day, where it says nothing."""
    said = {name.partition("_")[0]: words for name, words in match.groupdict().items() if words}
    if weekday := said.get("weekday"):
        return cal.weekday_before(day, DAYS.index(weekday.casefold()[:3]))
    if "weekend" in said:  # by a weekend is by the Friday before it
        return cal.weekday_before(cal.weekday_before(day, cal.SATURDAY), cal.FRIDAY)
    return _by_count(day, said, -1)


def ahead(day: date, match: re.Match[str]) -> date:
    """The day so much after a day as a phrase says; the Monday of the week after it."""
    said = {name: words for name, words in match.groupdict().items() if words}
    if weekday := said.get("weekday"):
        return cal.weekday_after(day, DAYS.index(weekday.casefold()[:3]))
    return cal.shift(cal.monday(day), 7) if "week" in said else _by_count(day, said, 1)


def _by_count(day: date, said: Mapping[str, str], sign: Literal[1, -1]) -> date:
    """The day so many days or weeks away; one day, where no count is said."""
    if "count" not in said:
        return cal.shift(day, sign)
    numbers: dict[str, int] = table("lexicons/dates")["then_numbers"]
    count = " ".join(said["count"].casefold().split())
    number = int(count) if count.isdecimal() else numbers[count]
    if "working" in said:
        return cal.add_working_days(day, sign * number)
    unit = said["unit"].casefold()[0]
    days = (number + 23) // 24 if unit == "h" else number * {"w": 7, "f": 14}.get(unit, 1)
    return cal.shift(day, sign * days)


def on(base: DateReading, day: date) -> DateReading:
    """A reading that is one day, without the doubts of the date it is counted from."""
    return replace(base, earliest=None, latest=day, ambiguous=False, alternatives=(), note=None, role="counted")


def at(reading: DateReading, text: str, start: int, end: int, relation: Relation) -> DateReading:
    return replace(reading, start=start, end=end, quote=text[start:end], relation=relation)
