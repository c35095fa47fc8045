"""Dates counted from another one: "by then", "two days before that", "the Friday before", "before the fair (12 June)".

Comes in: a text and the dates read in it, in order. Goes out: the dates, those of such phrases among them, each against the day named
last before it or the day of the event it names; what an event's date was named for is told: it is an anchor, and no delivery date.
The words are knowledge/lexicons/dates.toml, section `then`.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Literal

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.reading import DateReading
from clarifier.texts import table

_REACH = 250  # characters back to the day that is meant
_DEFINING = 30  # characters between a feast and the day the text gives it
_EVENT = 90  # characters from "before the fair" to the fair's own date
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@cache
def _words() -> dict[str, str]:
    return {name: "|".join(words) for name, words in table("lexicons/dates")["then"].items()}


@cache
def _unwanted() -> re.Pattern[str]:
    words = _words()
    state = rf"(?:{words['stays']})\s+(?!(?:{words['goods_are']})\b)[\w'’]+"
    return re.compile(rf"\b(?:{words['unwanted']}|{state})\s+(?:[\w'’]+\s+){{0,3}}$", re.I)


@cache
def _notice() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{_words()['notice']})\b[^.!?;\n]{{0,40}}$", re.I)


@cache
def _pointing() -> re.Pattern[str]:
    """The phrases that point back: "two days before that", "a week earlier", "the previous Friday", "by then"."""
    words = _words()
    weekday, before = rf"(?:{words['weekdays']})", words["before"]
    that = rf"(?:then|(?:that|this)\s+(?:{words['moments']})|that|this(?=\s*(?:[.,;:!?)]|$|\n))|it)\b(?!\s+(?:{words['goes_on']})\b)"
    ends = r"(?=\s*(?:[.,;:!)?]|$|\n|\b(?:at|please|pls|is|would|works?|latest|max|tops|or|if)\b))"
    return re.compile(
        rf"\b(?:(?:by|on|no\s+later\s+than)\s+)?"
        rf"(?:(?:{_count('that')}|(?:the\s+)?(?P<weekday_that>{weekday}))\s+(?:{before})\s+{that}"
        rf"|(?:{_count('')}|(?P<eve>(?:the\s+)?(?:{words['eve']})))\s+(?:{words['beforehand']}){ends}"
        rf"|(?:the\s+)?(?:previous|preceding)\s+(?P<weekday>{weekday})\b"
        rf"|(?:the\s+)?(?P<weekday_prior>{weekday})\s+(?:prior|beforehand)\b"
        rf"|(?P<relation>by|{before})\s+{that})",
        re.I,
    )


_BLANK = r"(?:[^\S\n]{1,3}|[^\S\n]?\n[^\S\n]{0,3})"  # between words, over no blank line


@cache
def _event() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """An event that its date follows; an event that has none beside it; and what stands before the date of an event."""
    words = _words()
    happens, name = words["happens"], r"[^\W\d_][\w'’&-]{0,24}"
    event = (
        rf"\b(?:(?:by|on|no\s+later\s+than)\s+)?(?:(?:{_count('')}|(?:the\s+)?(?P<weekday>{words['weekdays']}))\s+)?"
        rf"(?<!as )(?<!like )(?:{words['event_before']})\s+(?:(?:the|our|my|their|his|her|this|an?)\s+)?(?P<event>{name}(?:{_BLANK}{name}){{0,6}}?)"
    )
    then = rf",?\s+(?:(?:which|that|it|they|who|and\s+(?:that|it))\s+)?(?:(?:{happens})\s+)?(?:on\s+|from\s+|the\s+)?"
    return (
        re.compile(rf"{event}(?:\s*\((?:[^\W\d_]+\s+){{0,3}}|{then}|['’]s\s+(?:on\s+)?)$", re.I),
        re.compile(rf"{event}(?=\s*(?:[.,;:!?)–—-]|$|\n|\band\b|\bplease\b|\bpls\b|\bso\b))", re.I),
        re.compile(
            rf"(?P<event>[\w'’-]+)(?:\s+(?:{happens})(?:\s+on)?|['’]s(?:\s+on)?|\s+(?:on|for)|\s*[(:,–-])?\s*(?:the\s+)?$",
            re.I,
        ),
    )


def _count(name: str) -> str:
    """An expression for "two days", "10 working days", its groups told apart by a name."""
    words = _words()
    tail = f"_{name}" if name else ""
    return (
        rf"(?P<count{tail}>\d{{1,2}}|{words['numbers']})\s+(?:(?:full|good|whole|solid|clear)\s+)?(?P<working{tail}>(?:{words['working']})\s+)?"
        rf"(?P<unit{tail}>days?|weeks?)"
    )


def with_counted(text: str, dates: Sequence[DateReading]) -> list[DateReading]:
    """The dates with those that are counted from another; what such a phrase holds is no date of its own."""
    if not dates:
        return []
    dates = [_before_event(text, one, two) for one, two in zip([None, *dates], dates, strict=False)]
    found = list(_from_events(text, dates))
    events = _Spans([(one.start, one.end) for one, _ in found])
    free = [d for d in dates if not events.meet(d.start, d.end)]
    found += [pair for pair in _from_days(text, free) if not events.meet(pair[0].start, pair[0].end)]
    spans = _Spans([(one.start, one.end) for one, _ in found])
    roles = _roles(free) | {id(base): "anchor" for _, base in found if base is not None}
    kept = [replace(d, role=roles.get(id(d), d.role)) for d in dates if not spans.meet(d.start, d.end)]
    return sorted([*kept, *(one for one, _ in found)], key=lambda d: d.start)


class _Spans:
    """Stretches of a text, to be asked whether another one meets any of them."""

    def __init__(self, spans: Sequence[tuple[int, int]]) -> None:
        self._spans = sorted(spans)
        self._starts = [start for start, _ in self._spans]

    def meet(self, start: int, end: int) -> bool:
        """Whether a stretch overlaps one of them; they do not overlap each other."""
        place = bisect_left(self._starts, end)
        return place > 0 and self._spans[place - 1][1] > start


Role = Literal["", "anchor", "counted"]


def _roles(dates: Sequence[DateReading]) -> dict[int, Role]:
    """What a "Thursday before", a "week before" is counted from, and itself."""
    roles: dict[int, Role] = {}
    for one, two in pairwise(dates):
        if two.role == "counted":  # "the boat sails on Sunday 28 June, cut-off is noon on the Friday"
            roles |= {id(one): "anchor", id(two): "counted"}
        back = one.latest is not None and two.latest is not None and two.latest < one.latest
        if back and two.start - one.end <= _REACH and _NEXT_TO.fullmatch(two.quote):
            roles |= {id(one): "anchor", id(two): "counted"}
    return roles


_NEXT_TO = re.compile(r"(?:[a-z]+\s+){0,4}the\s+[a-z]+\s+(?:before|prior)", re.I)


Counted = tuple[DateReading, DateReading | None]  # a reading, and the date that only anchors it


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
        if match["relation"]:
            if _unwanted().search(
                text, max(match.start() - 40, 0), match.start()
            ):  # "anything before that sits in the shed"
                continue
            same = match["relation"].casefold() == "by"
            day = last if same else cal.shift(first, -1)
            kept = replace(base, earliest=None, latest=day) if same else _on(base, day)
            yield _at(kept, text, match.start(), match.end(), "by"), None if same else base
            continue
        if match["eve"] and base.relation in ("by", "before", "until"):
            continue  # "need them by 29 May, folks always buy the day before"
        if (match["count"] or match["eve"]) and _notice().search(text, max(match.start() - 70, 0), match.start()):
            continue  # "if you inform us 5 days in advance"
        counted = replace(_on(base, _back(first, match)), approximate=_is_vague(match))
        yield _at(counted, text, match.start(), match.end(), "by"), base


def _from_events(text: str, dates: Sequence[DateReading]) -> Iterator[Counted]:
    """The phrases that name an event, whose own date stands behind it or elsewhere in the text."""
    ahead, named, happens = _event()
    behind = [*dates[1:], None]
    standing = [d for d, b in zip(dates, behind, strict=True) if d.standing and not d.past and not _defined(text, d, b)]
    if not standing or not re.search(rf"\b(?:{_words()['event_before']})\s", text, re.I):
        return
    done: list[tuple[int, int]] = []
    for base in standing:
        day = base.earliest or base.latest
        if base.relation not in (None, "on", "from", "between") or day is None:
            continue
        begin = max(base.start - _EVENT, 0)
        match = ahead.search(text[begin : base.start])
        if match and not _no_event(match["event"]):
            start = begin + match.start()
            end = base.end + text.startswith(")", base.end)
            done.append((start, end))
            yield _counted(match, base, day, text, start, end), None
    spans = _Spans(done)
    events: dict[str, DateReading] = {}
    for base in standing:
        if spans.meet(base.start, base.end) or base.relation not in (None, "on", "from", "between"):
            continue
        said = happens.search(text[max(base.start - 60, 0) : base.start])
        if said:
            events.setdefault(said["event"].casefold(), base)
    if not events:
        return
    for match in named.finditer(text):
        if spans.meet(match.start(), match.end()):
            continue
        event = events.get(match["event"].split()[-1].casefold())
        day = (event.earliest or event.latest) if event else None
        if event is not None and day is not None and not match.start() <= event.start < match.end():
            yield _counted(match, event, day, text, match.start(), match.end()), event


def _before_event(text: str, event: DateReading | None, found: DateReading) -> DateReading:
    """ "The boat sails on Sunday 28 June, cut-off is noon on the Friday": the Friday that leads up to it."""
    weekday = _bare_weekday().fullmatch(found.quote)
    if event is None or weekday is None or event.past or not event.standing or found.latest is None:
        return found
    first = event.earliest or event.latest
    told = re.split(r"[.!?;\n]", text[max(event.start - _EVENT, 0) : event.start])[-1]
    happens = re.search(rf"\b(?:{_words()['happens']})\b", told, re.I) and event.relation in (
        None,
        "on",
        "from",
        "between",
    )
    if not happens or first is None or found.start - event.end > _REACH or found.latest >= first:
        return found
    wanted = _DAYS.index(weekday["day"].casefold()[:3])
    day = first if first.weekday() == wanted else cal.weekday_before(first, wanted)
    return _on(found, day) if day >= found.latest else found


@cache
def _bare_weekday() -> re.Pattern[str]:
    return re.compile(rf"(?:[a-z0-9]+\s+){{0,4}}the\s+(?P<day>{_words()['weekdays']})", re.I)


def _no_event(words: str) -> bool:
    """Whether words name no event, but a part of the day that follows ("before the end of business") or nothing ("as before on")."""
    listed = _words()
    if re.match(rf"(?:{listed['clause']})\s", words, re.I):
        return False
    return re.search(rf"\b(?:{listed['no_event']})\b|^(?:{listed['no_event_first']})\b", words, re.I) is not None


def _defined(text: str, named: DateReading, behind: DateReading | None) -> bool:
    """Whether a feast's name is given its date by the text itself: "eid is 7 June"."""
    if behind is None or behind.start - named.end > _DEFINING or re.search(r"\d", named.quote):
        return False
    return _defining().fullmatch(text, named.end, behind.start) is not None


@cache
def _defining() -> re.Pattern[str]:
    return re.compile(rf"\s+(?:(?:{_words()['happens']})\s+)?(?:on\s+)?|\s*[(=:]\s*", re.I)


def _counted(match: re.Match[str], base: DateReading, day: date, text: str, start: int, end: int) -> DateReading:
    return _at(_on(base, _back(day, match)), text, start, end, "before")


def _back(day: date, match: re.Match[str]) -> date:
    """The day so much before a day as a phrase says: one day, where it says nothing."""
    said = {name.partition("_")[0]: words for name, words in match.groupdict().items() if words}
    if weekday := said.get("weekday"):
        return cal.weekday_before(day, _DAYS.index(weekday.casefold()[:3]))
    if "count" not in said:
        return cal.shift(day, -1)
    numbers: dict[str, int] = table("lexicons/dates")["then_numbers"]
    count = " ".join(said["count"].casefold().split())
    number = int(count) if count.isdecimal() else numbers[count]
    if "working" in said:
        return cal.add_working_days(day, -number)
    return cal.shift(day, -number * (7 if said["unit"].casefold().startswith("w") else 1))


def _is_vague(match: re.Match[str]) -> bool:
    """Whether the count says only about how long: "a few days before that"."""
    counts = (words for name, words in match.groupdict().items() if words and name.startswith("count"))
    return any(re.search(r"few|couple", words, re.I) for words in counts)


def _on(base: DateReading, day: date) -> DateReading:
    """A reading that is one day, without the doubts of the date it is counted from."""
    return replace(base, earliest=None, latest=day, ambiguous=False, alternatives=(), note=None, role="counted")


def _at(reading: DateReading, text: str, start: int, end: int, relation: Literal["by", "before"]) -> DateReading:
    return replace(reading, start=start, end=end, quote=text[start:end], relation=relation)
