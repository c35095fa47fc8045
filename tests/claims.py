"""What a text of an agenda claims, and what the ledger can back: numbers and days.

Comes in: a text, or the requests behind it. Goes out: the days and numbers that stand in it, or those that may. A day is (month, day), a
number a whole one, written in digits or, from two to twelve, in letters; request and part numbers are neither.
"""

import re
from collections.abc import Iterable
from datetime import date, tzinfo
from itertools import combinations, pairwise

from clarifier.team.ledger import Entry
from clarifier.team.life import told
from clarifier.team.steps import Emergency

Day = tuple[int, int]
MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_IN_LETTERS = ("two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTH = "|".join(f"{month[:3]}(?:{month[3:]})?" for month in MONTHS)
# `Fri 20 November`, `8, 15 and 22 November`, `November 20`, `2026-11-20`.
_DAYS_MONTH = re.compile(
    rf"\b(\d{{1,2}}(?:(?:, | and |, and | or |, then | then )(?:\w{{3}} )?\d{{1,2}})*) ({_MONTH})\b(?: 20\d\d)?", re.I
)
_MONTH_DAY = re.compile(rf"\b({_MONTH}) (\d{{1,2}})\b(?!:)(?:, 20\d\d)?", re.I)
_ISO = re.compile(r"\b20\d\d-(\d\d)-(\d\d)\b")
_REQUEST = re.compile(r"\bR-\d{4,}\b")
_NUMBER = re.compile(r"(?<![\w.,-])(\d{1,3}(?:,\d{3})+|\d+)(?![\w-]|[.,]\d)")
_LETTERS = re.compile(rf"\b({'|'.join(_IN_LETTERS)})\b", re.I)


def requests_in(text: str) -> set[str]:
    """The requests that a text names."""
    return set(_REQUEST.findall(text))


def days_in(text: str) -> set[Day]:
    """The days that a text names."""
    found = {(int(month), int(day)) for month, day in _ISO.findall(text)}
    for days, month in _DAYS_MONTH.findall(text):
        found |= {(_month(month), int(day)) for day in re.findall(r"\d+", days)}
    return found | {(_month(month), int(day)) for month, day in _MONTH_DAY.findall(_DAYS_MONTH.sub(" ", text))}


def numbers_in(text: str, names: Iterable[str] = ()) -> set[int]:
    """The numbers that a text names beside its days; `names` (of customers and parts) hold none."""
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, " ")
    for pattern in (_REQUEST, _ISO, _DAYS_MONTH, _MONTH_DAY):
        text = pattern.sub(" ", text)
    text = re.sub(r"\b20\d\d\b", " ", text)
    found = {int(each.replace(",", "")) for each in _NUMBER.findall(text)}
    return found | {_IN_LETTERS.index(each.casefold()) + 2 for each in _LETTERS.findall(text)}


def texts_of(entry: Entry) -> str:
    """Every word that was ever written into a request, its steps one under the other."""
    return "\n".join(_words(record.step.model_dump()) for record in entry.records)


def days_of(entries: Iterable[Entry], zone: tzinfo) -> set[Day]:
    """The days that these requests know: asked for, promised, told, delivered, and those on which a step was taken."""
    return {(day.month, day.day) for entry in entries for day in _days(entry, zone)}


def numbers_of(entries: Iterable[Entry], zone: tzinfo, today: date) -> set[int]:
    """The numbers that these requests know: quantities, what is left of them, how often a date was promised or told and for how many
    customers, days between two of their days, and how many requests they are."""
    every = list(entries)
    found = set(range(1, len(every) + 1))
    for entry in every:
        life = entry.life
        schedules = [*(told(each) for each in life.tells), life.promise, life.first_promise, life.requested]
        found |= {int(portion.quantity) for schedule in schedules for portion in schedule}
        found |= {int(part.quantity) for goods in life.goods for part in goods.parts}
        found |= {int(much) for much in (*life.owed.values(), *life.delivered.values())}
        found |= {int(much - life.delivered.get(line, 0)) for line, much in life.owed.items()}
        found |= {len(life.answers), len(life.answers) - 1, len(life.tells), len(life.deliveries)}
        found |= {abs((one - other).days) for one, other in combinations({*_days(entry, zone), today}, 2)}
        found |= numbers_in(texts_of(entry))
    found.add(sum(max(0, len(each.life.answers) - 1) for each in every))
    found.add(sum(len(each.life.tells) for each in every))
    starts = sorted(each.life.drafted.at.astimezone(zone).date() for each in every)
    return found | {(later - earlier).days for earlier, later in pairwise(starts)}


def cause_of(entry: Entry) -> str:
    """Why a request was expedited; "" where it was not."""
    step = entry.life.emergency.step if entry.life.emergency else None
    return step.cause if isinstance(step, Emergency) else ""


def _days(entry: Entry, zone: tzinfo) -> set[date]:
    life = entry.life
    schedules = [life.requested, life.promise, life.first_promise, *(told(each) for each in life.tells)]
    days = {portion.on for schedule in schedules for portion in schedule} | {goods.on for goods in life.goods}
    return days | {record.at.astimezone(zone).date() for record in entry.records}


def _words(value: object) -> str:
    match value:
        case dict():
            return " ".join(_words(each) for each in value.values())
        case list() | tuple():
            return " ".join(_words(each) for each in value)
    return value if isinstance(value, str) else ""


def _month(word: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(word[:3].casefold()))
