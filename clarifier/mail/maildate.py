"""The date of a mail header or of an "On ... wrote:" line, in the languages of knowledge/labels/months.toml.

Comes in: the text of the date. Goes out: a datetime (with its zone where one is written), or None for nonsense.
A numeric date such as 03/04/2026 has two orders; `order` tells which one a text proves, `read_date` takes the one in
force.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Literal

from clarifier.texts import table

Order = Literal["day", "month"]

_LONGEST = 200  # characters; a header date is never longer, and what is longer is no date
_CJK = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일号]?")
_ISO = re.compile(r"(?<!\d)(\d{4})([-/.])\s?(\d{1,2})\2\s?(\d{1,2})\.?(?!\d)")
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|\d{2})(?!\d)")
_VIETNAMESE = re.compile(r"(?<!\d)(\d{1,2}) tháng (\d{1,2}),? (?:năm )?(\d{4})", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_YEAR = re.compile(r"(?<!\d)\d{4}(?![\d:])")
_TIME = re.compile(
    r"(?<![\d.:])(\d{1,2})(?:[:h]|\.(?=\d\d(?!\d)))(\d{2})(?::(\d{2})|\.(\d{2}))?(?:[.,]\d+)?(?!\d)\s*"
    r"(a\.?m\b|p\.?m\b|a\.\s?m\.|p\.\s?m\.|πμ|μμ|π\.μ|μ\.μ|ch\b|sa\b|öö|ös)?",
    re.I,
)
_HOUR = re.compile(r"(?<!\d)(\d{1,2})\s*(a\.?m|p\.?m)\b", re.I)
_HALF = re.compile(r"(上午|午前|오전|下午|午後|오후)\s*(\d{1,2})(?:[:時时시]\s*(\d{2}))?")
_OFFSET = re.compile(r"(?:\b(?:GMT|UTC)\s?)([+\-−])(\d{1,2})(?::?(\d{2}))?\b|(?<![\d.])([+\-−])(\d{2}):?(\d{2})(?!\d)")
_ZONE = re.compile(r"(?<![^\W\d_])([A-ZČ]{1,5})(?![^\W\d_])")
_AFTERNOON = ("p", "μ", "ch", "ös", "下", "午後", "오후")


@dataclass(frozen=True)
class Found:
    """A date read from `text[start:end]`; `swapped` is its other reading where the order of day and month is open."""

    when: datetime
    start: int
    end: int
    swapped: datetime | None = None
    timed: bool = False


def read_date(text: str, order: Order | None = None) -> datetime | None:
    """The date the text states, or None. Where day and month could change places, `order` decides (without one: the
    month first).
    """
    found = find_date(text, order)
    return found.when if found else None


def order(text: str) -> Order | None:
    """The order that a numeric date in the text proves: by a number over 12, by its weekday, by dots, by AM or PM."""
    match = _NUMERIC.search(_plain(text))
    if not match or _CJK.search(text) or _ISO.search(_plain(text)):
        return None
    first, second = int(match[1]), int(match[3])
    if match[2] == "." or first > 12:
        return "day"
    if second > 12:
        return "month"
    weekday = _weekday(text)
    year = _century(match[4])
    for this, day, month in (("day", first, second), ("month", second, first)):
        day_of = _day(year, month, day)
        if weekday is not None and first != second and day_of and day_of.weekday() == weekday:
            return "day" if this == "day" else "month"
    time = _TIME.search(text)
    if time and time[4] is None and (time[4] or re.search(r"\d\s?[ap]\.?m\b", text, re.I)):
        return "month"
    return None


def find_date(text: str, order_in_force: Order | None = None) -> Found | None:
    """The first whole date (day, month and year) in the text, its time of day with it."""
    text = _plain(text[:_LONGEST])
    place = _place(text, order_in_force or order(text))
    if place is None:
        return None
    (year, month, day), open_order, start, end = place
    date = _day(year, month, day)
    if date is None:
        return None
    hour, minute, second, time_span = _time(text, start, end)
    when = date.replace(hour=hour, minute=minute, second=second, tzinfo=_zone(text))
    swapped = _day(year, day, month) if open_order else None
    if time_span:
        start, end = min(start, time_span[0]), max(end, time_span[1])
    if swapped:
        swapped = swapped.replace(hour=hour, minute=minute, second=second, tzinfo=when.tzinfo)
    return Found(when, start, end, swapped, time_span is not None)


def _plain(text: str) -> str:
    """Full-width digits and signs made plain, one character for one, so that offsets stay."""
    if text.isascii():
        return text
    return "".join(
        chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else " " if c in "\u00a0\u202f\u2009\u3000" else c for c in text
    )


Place = tuple[tuple[int, int, int], bool, int, int]


def _place(text: str, order_in_force: Order | None) -> Place | None:
    """Year, month and day, whether their order is open, and where they stand."""
    for pattern in (_CJK, _ISO):
        if match := pattern.search(text):
            groups = [int(group) for group in match.groups() if group and group.isdigit()]
            return (groups[0], groups[1], groups[2]), False, match.start(), match.end()
    if match := _VIETNAMESE.search(text):
        return (int(match[3]), int(match[2]), int(match[1])), False, match.start(), match.end()
    if named := _named(text):
        return named
    if match := _NUMERIC.search(text):
        first, second, year = int(match[1]), int(match[3]), _century(match[4])
        day, month = (first, second) if order_in_force == "day" or first > 12 else (second, first)
        if second > 12:
            day, month = second, first
        open_order = first <= 12 and second <= 12 and first != second and match[2] != "."
        return (year, month, day), open_order, match.start(), match.end()
    return None


def _before_its_month(after: str) -> bool:
    """Whether a day and a month stand behind a word that is a month's name too: "mar 8 giu 2027" is a Tuesday."""
    following = re.match(r"\.?,?\s\d{1,2}\.?\s(?:de\s)?([^\W\d_]+)", after)
    return following is not None and following[1].casefold() in _months()


def _named(text: str) -> Place | None:
    """A date with its month in letters: "12 Nov 2024", "Nov 12, 2024", "2021. okt. 27.", "17-feb.-2015"."""
    for word in _WORD.finditer(text):
        month = _months().get(word[0].casefold())
        if month is None or _before_its_month(text[word.end() : word.end() + 24]):
            continue
        before, after = text[max(0, word.start() - 16) : word.start()], text[word.end() : word.end() + 16]
        day_before = re.search(
            r"(?<![\d:])(\d{1,2})(\.?)(?:st|nd|rd|th|er|º|°|\.)?[\s.,-]{0,3}(?:de\s|of\s|d')?\s?$", before, re.I
        )
        day_after = re.match(r"\.?[\s.,-]{0,3}(\d{1,2})(?:st|nd|rd|th)?(?![\d:])", after, re.I)
        year_after = re.match(r"\.?,?[\s-]{0,2}(?:de\s|del\s)?\s?(\d{4})(?![\d:])", after) or (
            re.match(r"(?:[-/.]| ['’]?|, ?['’])(\d\d)(?![\d:])", after) if day_before else None  # 01-Feb-27
        )
        if year_after and day_before:
            if not day_before[2]:
                month = _polish().get(word[0].casefold(), month)
            place = (_century(year_after[1]), month, int(day_before[1]))
            return place, False, word.start() - len(before) + day_before.start(), word.end() + year_after.end()
        year_before = re.search(r"(\d{4})\.?[\s-]{0,2}$", before)
        if year_before and day_after:
            place = (int(year_before[1]), month, int(day_after[1]))
            return place, False, word.start() - len(before) + year_before.start(), word.end() + day_after.end()
        year = _YEAR.search(text, word.end())
        day = day_after or day_before
        if year and day and year.start() - word.end() < 24:
            start = word.start() if day is day_after else word.start() - len(before) + day.start()
            return (int(year[0]), month, int(day[1])), False, start, year.end()
    return None


def _time(text: str, start: int, end: int) -> tuple[int, int, int, tuple[int, int] | None]:
    rest = text[:start] + " " * (end - start) + text[end:]
    if half := _HALF.search(rest):
        hour = int(half[2]) % 12 + (12 if half[1] in _AFTERNOON or half[1][0] in _AFTERNOON else 0)
        return hour, int(half[3] or 0) % 60, 0, half.span()
    match = _TIME.search(rest)
    if not match:
        bare = _HOUR.search(rest)
        if not bare or int(bare[1]) > 12:
            return 0, 0, 0, None
        return int(bare[1]) % 12 + (12 if bare[2].casefold().startswith("p") else 0), 0, 0, bare.span()
    hour, minute, second = int(match[1]), int(match[2]), int(match[3] or match[4] or 0)
    mark = (match[5] or "").casefold()
    if mark and hour <= 12:
        hour = hour % 12 + (12 if mark.startswith(_AFTERNOON) else 0)
    if hour > 23 or minute > 59 or second > 59:
        return 0, 0, 0, None
    return hour, minute, second, match.span()


def _zone(text: str) -> timezone | None:
    if match := _OFFSET.search(text):
        sign, hours, minutes = match[1] or match[4], int(match[2] or match[5]), int(match[3] or match[6] or 0)
        if hours <= 14 and minutes < 60:
            offset = timedelta(hours=hours, minutes=minutes)
            return timezone(offset if sign == "+" else -offset)
    for match in _ZONE.finditer(text):
        hours_from_utc = _zones().get(match[1])
        if hours_from_utc is not None:
            return timezone(timedelta(hours=hours_from_utc))
    return None


def _day(year: int, month: int, day: int) -> datetime | None:
    """Midnight of that day; None for what no calendar has, and for years no mail was sent in."""
    if not 1970 <= year <= 2100:
        return None
    try:
        return datetime(year, month, day)
    except ValueError:
        return None


def _century(year: str) -> int:
    return int(year) if len(year) == 4 else 2000 + int(year)


def _weekday(text: str) -> int | None:
    for word in _WORD.finditer(text):
        if (number := _weekdays().get(word[0].casefold())) is not None:
            return number
    return None


@cache
def _months() -> dict[str, int]:
    names = table("labels/months")
    return {name: number for number in range(12, 0, -1) for name in names[str(number)]}


@cache
def _polish() -> dict[str, int]:
    return {name: int(number) for number, names in table("labels/months")["polish"].items() for name in names}


@cache
def _weekdays() -> dict[str, int]:
    return {name: int(number) for number, names in table("labels/months")["weekdays"].items() for name in names}


@cache
def _zones() -> dict[str, float]:
    return dict(table("labels/months")["zones"])
