"""A date that its writer takes back at once and says anew: "by 3 April, sorry, 13 April", "Tuesday - no, Wednesday", "the 6th (make that the 7th)".

Comes in: a text and the dates read in it, in order. Goes out: the dates, the first of such two no longer standing and the second
bounded as the first was. The words are knowledge/lexicons/dates.toml, section `corrected`.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache

from clarifier.request.dates.calendar import make
from clarifier.request.dates.reading import DateReading, names_month
from clarifier.texts import table

_REACH = 140  # characters between the two dates


def with_corrections(text: str, dates: Sequence[DateReading]) -> list[DateReading]:
    """The dates, those taken back at once no longer standing."""
    told: list[DateReading] = []
    for found in dates:
        place = _taken_back(text, told, found)
        if place is not None:
            said = told[place]
            told[place] = replace(said, standing=False)
            found = _bounded_as(said, _in_its_month(said, found))
        told.append(found)
    return told


def _taken_back(text: str, told: Sequence[DateReading], found: DateReading) -> int | None:
    """The place of the date that a date takes back: the one before it, or, where the reason names days, one before those."""
    for place in range(len(told) - 1, max(len(told) - 4, -1), -1):
        if told[place].standing and found.standing and _takes_back(text, told[place], found, place == len(told) - 1):
            return place
    return None


def _takes_back(text: str, said: DateReading, found: DateReading, is_next: bool) -> bool:
    """Whether the words between two dates take the first one back."""
    if not 0 < found.start - said.end <= _REACH or said.latest == found.latest:
        return False
    between = text[said.end : found.start]
    return (is_next and _between().fullmatch(between) is not None) or (
        _after_a_sentence().fullmatch(between) is not None and _stands_alone().match(text, found.end) is not None
    )


@cache
def _words() -> dict[str, str]:
    return {name: "|".join(words) for name, words in table("lexicons/dates")["corrected"].items()}


_MARKS = r"[\s.,;:!?()…–—-]"


@cache
def _between() -> re.Pattern[str]:
    """ ", sorry, it should be": words that take back, and none but small ones before the new date."""
    words = _words()
    lead = rf"{_MARKS}{{0,6}}(?:(?:{words['politely']})\b{_MARKS}{{0,5}})?"
    back = rf"(?:(?:{words['takes_back']})\b{_MARKS}{{0,5}}){{1,3}}"
    return re.compile(rf"{lead}{back}(?:(?:{words['fills']})\b{_MARKS}{{0,3}}){{0,6}}", re.I)


@cache
def _after_a_sentence() -> re.Pattern[str]:
    """ ". Oops, that's a bank holiday.": the new date stands alone behind it."""
    return re.compile(rf"{_MARKS}{{0,6}}(?:{_words()['takes_back']})\b[^.!?\n]{{0,110}}[.!?]\s{{1,3}}", re.I)


@cache
def _stands_alone() -> re.Pattern[str]:
    return re.compile(rf",?\s*(?:(?:{_words()['instead']})\b)?\s*(?:[.!?\n]|$)", re.I)


_BARE = re.compile(r"(?:\D*\s)?(\d{1,2})(?:st|nd|rd|th)?", re.I)


def _in_its_month(said: DateReading, found: DateReading) -> DateReading:
    """ "By 6 April (sorry, the 7th)": a bare day is of the month of the one it takes back."""
    bare, of = _BARE.fullmatch(found.quote), said.latest or said.earliest
    if names_month(found.quote):
        return found
    day: date | None = make(of.year, of.month, int(bare[1])) if bare and of else None
    return replace(found, latest=day, earliest=day if found.earliest == found.latest else None) if day else found


def _bounded_as(said: DateReading, found: DateReading) -> DateReading:
    """The new date by the preposition of the old one, where it has none of its own."""
    if found.relation is not None or said.relation not in ("by", "until", "on") or found.latest is None:
        return found
    return replace(found, relation=said.relation, earliest=found.latest if said.relation == "on" else None)
