"""A day that is told twice in a row: "the day before that, the 29th", "by the Friday before (the 14th)", "the week after, the week of the 14th".

Comes in: a text and the dates read in it, in order. Goes out: the dates, of such two the one that names its number, bounded as the
first was and quoted with it; the same day said again behind it is no date of its own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from clarifier.request.dates.calendar import add_months, make
from clarifier.request.dates.reading import DateReading, names_month

_SAME = re.compile(
    r"(?:\s?(?:,|[-–—]|:)\s{1,2}|\s\()"
    r"(?:(?:i\.?\s?e\.?|that(?:['’]s| is| would be|['’]d be| makes(?: it)?)|which (?:is|['’]s|falls on|would be|makes(?: it)?)|so(?: that['’]?s)?|"
    r"meaning|namely|being|or rather)[,:]?\s)?(?:on\s|by\s)?",
    re.I,
)
_AGAIN = re.compile(
    r"\s*(?:[.,;:!?)]|$|\n|\b(?:at|please|pls|is|would|works?|latest|max|tops|or|if|and|because|as|so)\b)"
)
_FAR = 3  # months between two days that may be the same one


def with_appositions(text: str, dates: Sequence[DateReading]) -> list[DateReading]:
    """The dates, of two that are the same one the number."""
    told: list[DateReading] = []
    for found in dates:
        said = told[-1] if told else None
        if said and said.standing and found.standing and _SAME.fullmatch(text, said.end, found.start):
            if (same := _numbered(said, found)) and _AGAIN.match(text, found.end):
                end = same.end + ("(" in text[said.end : found.start] and text.startswith(")", same.end))
                told[-1] = replace(same, start=said.start, end=end, quote=text[said.start : end])
                continue
            if _is_said_again(said, found):
                continue
        told.append(found)
    return told


def _numbered(said: DateReading, found: DateReading) -> DateReading | None:
    """The day of the second, bounded as the first, where the first is told by other days and the second by its number."""
    if (
        not _is_told_by_others(said)
        or not re.search(r"\d", found.quote)
        or found.relation not in (None, "on", said.relation)
    ):
        return None
    day = _near(said, found)
    if day is None or (said.latest and found.latest and _is_a_stretch(said) != _is_a_stretch(found)):
        return None
    if _is_a_stretch(found):
        return replace(found, role=said.role)
    relation = "by" if said.relation == "before" else said.relation or found.relation
    earliest = day if relation == "on" or (said.earliest and said.earliest == said.latest) else None
    return replace(found, latest=day, earliest=earliest, relation=relation, role=said.role)


def _is_told_by_others(found: DateReading) -> bool:
    """Whether a date is counted from another one, or from the day of the mail: "the day before that", "next Tuesday"."""
    return not re.search(r"\d", found.quote) and (found.role == "counted" or _POINTS.search(found.quote) is not None)


_POINTS = re.compile(
    r"\b(?:before|after|following|previous|preceding|prior|next|coming|this|that|later|earlier|beforehand|ahead|from|tomorrow|week|"
    r"first|second|third|last|in)\b",
    re.I,
)


def _is_a_stretch(found: DateReading) -> bool:
    return bool(found.earliest and found.latest and found.earliest < found.latest)


def _near(said: DateReading, found: DateReading) -> date | None:
    """The day of the second; without its month the one next to the first."""
    about = said.latest or said.earliest
    if found.latest is None or about is None:
        return None
    if said.role != "counted" or (names_month(found.quote) and not _is_bare(found.quote)):
        return found.latest if abs((found.latest - about).days) <= 31 * _FAR else None
    first = about.replace(day=1)
    days = [make((month := add_months(first, on)).year, month.month, found.latest.day) for on in (-1, 0, 1)]
    return min((day for day in days if day), key=lambda day: abs((day - about).days), default=None)


def _is_bare(quote: str) -> bool:
    """Whether a day is named by its number and at most its weekday."""
    return (
        re.fullmatch(
            r"(?:[a-z]+day,?\s|(?:mon|tues?|wed|thurs?|fri|sat|sun),?\s)?(?:the\s)?\d{1,2}(?:st|nd|rd|th)", quote, re.I
        )
        is not None
    )


def _is_said_again(said: DateReading, found: DateReading) -> bool:
    """ "The 15th, the day before the show": the same day, counted from another."""
    return found.role == "counted" and said.latest == found.latest and re.search(r"\d", said.quote) is not None
