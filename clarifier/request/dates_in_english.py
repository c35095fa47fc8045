"""Dates of another language in English words, so that what is said around them reads as in an English email.

Comes in: a date phrase as it was read, and its language. Goes out: the same day in English ("do 30 kwietnia": "by 30 April", "do piątku":
"by Friday"), or nothing where that could be read in another way, on any day an email may be sent.
"""

import re
from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from clarifier.request.dates import DateReading, find_dates

_LEADS = {
    "by": "by ",
    "before": "before ",
    "on": "on ",
    "until": "until ",
    "from": "from ",
    "after": "after ",
    "in": "in ",
    None: "",
}
_NUMBERED = re.compile(r"\d")
_NAMED = re.compile(r"[^\W\d_]{3,}")
_DAYS = (date(2026, 2, 3), date(2026, 4, 10), date(2026, 8, 19), date(2026, 11, 27))  # long months and short ones
Read = tuple[tuple[str | None, date | None, date | None, bool], ...]


def in_english_words(found: DateReading, day: date, order: Literal["dm", "md"] | None, language: str) -> str | None:
    """The English for a date phrase, where it is read alike whatever the day."""
    # "pas après le 20" is by the 20th; its phrase alone is "after the 20th"
    alone = find_dates(found.quote, day, order, language)
    found = alone[0] if len(alone) == 1 else found
    known = found.latest or found.earliest
    if known is None or found.ambiguous or found.note or found.relation not in _LEADS:
        return None
    for english in _spellings(found, known):
        if all(_read(english, on, "dm", "") == _read(found.quote, on, order, language) for on in (day, *_DAYS)):
            return english
    return None


def _spellings(found: DateReading, known: date) -> Iterator[str]:
    lead = _LEADS[found.relation]
    shown = known + timedelta(days=found.relation == "before") - timedelta(days=found.relation == "after")
    yield f"{lead}the {shown.day}{_ending(shown.day)}"
    if not _NAMED.search(found.quote):
        return  # a date in numbers reads alike in all languages
    yield f"{lead}week {shown.isocalendar().week}"
    if not _NUMBERED.search(found.quote):
        yield f"{lead}{shown:%A}"
        return
    year = f" {shown.year}" if str(shown.year) in found.quote else ""
    yield f"{lead}{shown.day} {shown:%B}{year}"
    yield f"{lead}{shown:%A} {shown.day} {shown:%B}{year}"


def _ending(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@lru_cache(maxsize=4096)
def _read(text: str, day: date, order: Literal["dm", "md"] | None, language: str) -> Read:
    return tuple(
        (one.relation, one.earliest, one.latest, one.ambiguous) for one in find_dates(text, day, order, language)
    )
