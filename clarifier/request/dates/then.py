"""Dates counted from another one: "by then", "two days before that", "the Friday before", "before the fair (12 June)".

Comes in: a text and the dates read in it, in order. Goes out: the dates, those of such phrases among them, each against the day named
last before it or the day of the event it names; what an event's date was named for is told: it is an anchor, and no delivery date.
The words are knowledge/lexicons/dates.toml, section `then`.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Literal

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.counting import (
    DAYS,
    OF_AN_EVENT,
    Counted,
    asks_politely,
    at,
    back,
    count,
    is_wanted,
    on,
    words,
)
from clarifier.request.dates.events import from_events, gives_notice, unwanted
from clarifier.request.dates.reading import DateReading
from clarifier.stretches import Stretches

_REACH = 250  # characters back to the day that is meant


_FOR_IT = r"(?:have|get|need|want)\s+(?:them|it|these|those|everything|all)\b[^.!?;\n]{0,30}\s"


@cache
def _pointing() -> re.Pattern[str]:
    """The phrases that point back: "two days before that", "a week earlier", "the previous Friday", "by then"."""
    listed = words()
    weekday, before = rf"(?:{listed['weekdays']})", listed["before"]
    that = rf"(?:then|(?:that|this)\s+(?:{listed['moments']})|that|this(?=\s*(?:[.,;:!?)]|$|\n))|it)\b(?!\s+(?:{listed['goes_on']})\b)"
    ends = r"(?=\s*(?:[.,;:!)?]|$|\n|\b(?:at|please|pls|is|would|works?|latest|max|tops|or|if)\b))"
    return re.compile(
        rf"\b(?:(?:by|on|no\s+later\s+than)\s+)?"
        rf"(?:(?:{count('that')}|(?:the\s+)?(?P<weekday_that>{weekday}))\s+(?:{before})\s+{that}"
        rf"|(?P<eve_that>(?:the\s+)?(?:{listed['eve']}))\s+(?:{before})\s+{that}"
        rf"|(?:{count('')}|(?P<eve>(?:the\s+)?(?:{listed['eve']})))\s+(?:{listed['beforehand']}){ends}"
        rf"|(?:the\s+)?(?:previous|preceding)\s+(?P<weekday>{weekday})\b"
        rf"|(?:the\s+)?(?P<weekday_prior>{weekday})\s+(?:prior|beforehand)\b"
        rf"|{_FOR_IT}(?P<same>for\s+(?:that|then)\b(?!\s+[a-z]))"
        rf"|(?P<onward>from\s+(?:then|there|that\s+(?:{listed['moments']})|that)(?:\s+(?:on|onwards?))?\s(?=(?:until|till?|through|to|up)\b))"
        rf"|(?<!\bweek\s)(?P<relation>by|{before})\s+{that})",
        re.I,
    )


def with_counted(text: str, dates: Sequence[DateReading]) -> list[DateReading]:
    """The dates with those that are counted from another; what such a phrase holds is no date of its own."""
    if not dates:
        return []
    dates = [_before_event(text, one, two) for one, two in zip([None, *dates], dates, strict=False)]
    found = list(from_events(text, dates))
    events = Stretches([(one.start, one.end) for one, _ in found])
    free = [d for d in dates if not events.touch(d.start, d.end)]
    found += [pair for pair in _from_days(text, free) if not events.touch(pair[0].start, pair[0].end)]
    spans = Stretches([(one.start, one.end) for one, _ in found])
    roles = _roles(text, free) | {id(base): "anchor" for _, base in found if base is not None}
    kept = [replace(d, role=roles.get(id(d), d.role)) for d in dates if not spans.touch(d.start, d.end)]
    return _in_the_week_told(sorted([*kept, *(one for one, _ in found)], key=lambda d: d.start))


def _in_the_week_told(dates: Sequence[DateReading]) -> list[DateReading]:
    """ "It has to be the week of the 14th. Two drops are fine, all inside that week": the week told last, whatever day stands between."""
    told: list[DateReading] = []
    for found in dates:
        if _THAT_WEEK.search(found.quote) and found.earliest and found.latest:
            weeks = (d for d in reversed(told) if d.standing and found.start - d.end <= 2 * _REACH and _is_a_week(d))
            if week := next(weeks, None):
                found = replace(found, earliest=week.earliest, latest=week.latest, role="")
        told.append(found)
    return told


def _is_a_week(found: DateReading) -> bool:
    """Whether a date is a whole week of working days."""
    first, last = found.earliest, found.latest
    return first is not None and last is not None and first.weekday() == 0 and cal.shift(first, cal.FRIDAY) == last


_THAT_WEEK = re.compile(r"\b(?:that|the same) (?:week|wk)$", re.I)


Role = Literal["", "anchor", "counted"]


def _roles(text: str, dates: Sequence[DateReading]) -> dict[int, Role]:
    """What a "Thursday before", a "week before", an "any day that week" is counted from, and itself."""
    roles: dict[int, Role] = {}
    for one, two in pairwise(dates):
        if two.role == "counted":  # "the boat sails on Sunday 28 June, cut-off is noon on the Friday"
            roles |= {id(one): "anchor", id(two): "counted"}
        if one.latest is None or two.latest is None or two.start - one.end > _REACH:
            continue
        before = two.latest < one.latest and _NEXT_TO.fullmatch(two.quote)
        if (before or _IN_ITS_WEEK.search(two.quote)) and one.relation in OF_AN_EVENT and not is_wanted(text, one):
            roles |= {id(one): "anchor", id(two): "counted"}
    return roles


_NEXT_TO = re.compile(
    r"(?:[a-z]+\s+){0,7}the\s+(?:[a-z]+\s+){1,4}(?:before|prior|leading up to)(?:\s+(?:it|that))?", re.I
)
_IN_ITS_WEEK = re.compile(r"\b(?:that|(?:that|the) same) (?:week|wk)\b", re.I)


def _from_days(text: str, dates: Sequence[DateReading]) -> Iterator[Counted]:
    """The phrases that point back at the day named last before them."""
    standing = sorted((d for d in dates if d.standing and not d.past), key=lambda d: d.end)
    ends = [d.end for d in standing]
    for match in _pointing().finditer(text):
        place = bisect_right(ends, match.start())
        if not place or match.start() - ends[place - 1] > _REACH:
            continue
        base = standing[place - 1]
        first, last = base.earliest or base.latest, base.latest or base.earliest
        if first is None or last is None:
            continue
        if match["same"]:  # "have them on the shelf for that"
            kept = replace(base, earliest=None, latest=last)
            yield at(kept, text, match.start("same"), match.end(), "by"), None
            continue
        if match["onward"]:  # "nothing before April 26. From then through May 7 is fine"
            if stretch := _from_then(text, match.end(), first, standing[place:]):
                yield at(stretch, text, match.start(), stretch.end, "between"), None
            continue
        if match["relation"]:
            if unwanted(text, match.start()):  # "anything before that sits in the shed"
                continue
            same = match["relation"].casefold() == "by"
            bounds = base.relation in ("by", "before", "until")
            if not same and (asks_politely(text, base) or (bounds and is_wanted(text, base))):
                continue  # "needed by 30 June. They could trickle in ahead of that"
            day = last if same else cal.shift(first, -1)
            kept = replace(base, earliest=None, latest=day) if same else on(base, day)
            yield at(kept, text, match.start(), match.end(), "by"), None if same else base
            continue
        if match["eve"] and base.relation in ("by", "before", "until"):
            continue  # "need them by 29 May, folks always buy the day before"
        if (match["count"] or match["eve"]) and gives_notice(text, match.start()):
            continue  # "if you inform us 5 days in advance"
        counted = replace(on(base, back(first, match)), approximate=_is_vague(match))
        yield at(counted, text, match.start(), match.end(), "by"), base


def _from_then(text: str, end: int, first: date, behind: Sequence[DateReading]) -> DateReading | None:
    """The stretch from a day named before to the one that follows at once: "from then through May 7"."""
    last = behind[0] if behind else None
    if last is None or last.latest is None or last.latest < first or text[end : last.start].strip():
        return None
    return replace(last, earliest=first, role="")


def _before_event(text: str, event: DateReading | None, found: DateReading) -> DateReading:
    """ "The boat sails on Sunday 28 June, cut-off is noon on the Friday": the Friday that leads up to it."""
    weekday = _bare_weekday().fullmatch(found.quote)
    if (
        event is None
        or weekday is None
        or event.past
        or not (event.standing and found.standing)
        or found.latest is None
    ):
        return found
    if re.match(rf"\s+(?:{words()['beside']})\b", text[found.end : found.end + 12], re.I):
        return found  # "the crane is here the Monday after"
    first = event.earliest or event.latest
    if (
        is_wanted(text, event)
        or event.relation not in OF_AN_EVENT
        or first is None
        or found.start - event.end > _REACH
        or found.latest >= first
    ):
        return found
    wanted = DAYS.index(weekday["day"].casefold()[:3])
    day = first if first.weekday() == wanted else cal.weekday_before(first, wanted)
    return on(found, day) if day >= found.latest else found


@cache
def _bare_weekday() -> re.Pattern[str]:
    return re.compile(
        rf"(?:[a-z0-9]+\s+){{0,4}}the\s+(?P<day>{words()['weekdays']})(?:\s+(?:{words()['hours']}))?", re.I
    )


@cache
def _any_weekday() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:by|on)\s+)?(?P<day>{words()['weekdays']})(?:\s+(?:{words()['hours']}))?", re.I)


def _leads_to(text: str, event: DateReading, found: DateReading) -> bool:
    """Whether a date is what follows from an event: "the customer picks up on the 17th, so I must have them Thursday"."""
    between = text[event.end : found.start]
    return re.search(r"\b(?:so|hence|therefore|thus)\b[^.!?;\n]*$", between, re.I) is not None


def _is_vague(match: re.Match[str]) -> bool:
    """Whether the count says only about how long: "a few days before that"."""
    counts = (said for name, said in match.groupdict().items() if said and name.startswith("count"))
    return any(re.search(r"few|couple", said, re.I) for said in counts)
