"""What a date phrase names: a day or a period, with its other readings and its doubts.

Comes in: parts of a phrase. Goes out: a Span. Every rule of the grammar is a function from its tokens and
their scene to a Span, or to None where the words name no real day ("Nov 31").
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.shapes import Token

Order = Literal["dm", "md"]
Kind = Literal["day", "week", "weekend", "month", "quarter", "year", "part", "end", "range", "duration", "season"]
Step = Literal["week", "month", "year"]


@dataclass(frozen=True)
class Span:
    """A day or a period. `first` is None where only the end is named; `others` are further readings of it."""

    first: date | None
    last: date
    kind: Kind = "day"
    others: tuple["Span", ...] = ()
    note: str | None = None
    approximate: bool = False
    past: bool = False
    step: Step | None = None  # how far apart such days are: what "on Friday" of a past tense steps back by
    weekday: int | None = None  # a bare weekday, with no date
    bare: bool = False  # needs a preposition or an end of sentence beside it: "the 3rd", "January", "Christmas"
    numbered: bool = False  # a week named by its number: by then is by its end
    timed: bool = False  # an hour stands beside it: "before noon Friday" still is Friday
    boundary: bool = False  # the beginning of a period: "by the start of March" is its first day
    negated: bool = False
    running: bool = False  # has begun: "by November" said in November is its end
    earlier: date | None = None  # the same day of the year before, where a calendar of its own tells it
    said: str = ""  # the preposition, where it is part of the phrase: "within 10 days", "beginning Jan 7"


@dataclass
class Scene:
    """What an action may look at beside its own tokens."""

    reference: date
    order: Order | None
    before: list[Token]
    after: Token | None

    def after_is(self, tags: str) -> bool:
        """Whether the text ends here, or goes on with one of these tags."""
        return self.after is None or self.after.tag in tags


Action = Callable[[list[Token], Scene], "Span | None"]
Rule = tuple[str, str, Action]  # a name, a pattern over tags, what it reads


_RECENT = 45  # days back at which a date without a year may still be meant


def plain(day: date) -> str:
    """A day as the notes write it: Nov 14, 2026."""
    return f"{day:%b} {day.day}, {day.year}"


def pick(tokens: list[Token], tags: str) -> Token | None:
    return next((token for token in tokens if token.tag in tags), None)


def span_of(tokens: list[Token], tags: str = "A@") -> Span | None:
    token = pick(tokens, tags)
    return token.value if token else None


def period(day: date, unit: str, on: int) -> Span | None:
    """The week, month, quarter or year of a day, or the one so many on."""
    if unit in ("week", "workday"):
        start = cal.shift(cal.monday(day), 7 * on)
        return Span(start, cal.shift(start, cal.FRIDAY), "week")
    if unit == "weekend":
        start = cal.shift(cal.monday(day), 7 * on + cal.SATURDAY)
        return Span(start, cal.shift(start, 1), "weekend")
    if unit == "month":
        start = cal.add_months(day.replace(day=1), on)
        return Span(start, cal.month_end(start.year, start.month), "month")
    if unit == "quarter":
        start = cal.add_months(day.replace(day=1), 3 * on)
        return Span(*cal.quarter_days(start.year, cal.quarter(start)), "quarter")
    if unit == "year":
        year = min(max(day.year + on, 1), 9999)
        return Span(date(year, 1, 1), date(year, 12, 31), "year")
    return None


def checked(span: Span | None, tokens: list[Token], scene: Scene) -> Span | None:
    """The day held against the weekday written before it: a weekday that disagrees is a doubt, never corrected."""
    weekday = pick(tokens, "wv")
    if span is None or weekday is None:
        return span
    wanted = weekday.value
    if span.last.weekday() == wanted:
        return replace(span, others=(), note=None)
    agreeing = next((other for other in span.others if other.last.weekday() == wanted), None)
    if agreeing:  # the weekday tells which of two readings is meant
        return replace(agreeing, others=())
    earlier = back(span)
    gone = (scene.reference - earlier.last).days if earlier and span.step == "year" else -1
    if earlier and 0 <= gone <= _RECENT and earlier.last.weekday() == wanted:  # a Thursday April 16 just past
        return replace(earlier, past=True)
    return disagreeing(span, wanted)


def disagreeing(span: Span, wanted: int) -> Span:
    """The span with the nearest day of the weekday written as another reading, and a note that says why."""
    near = cal.nearest_weekday(span.last, wanted)
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    note = f"{plain(span.last)} is a {names[span.last.weekday()]}, not a {names[wanted]}."
    return replace(span, others=(Span(near, near), *span.others), note=note)


def either(one: Span, two: Span) -> Span:
    """Two days of which it is not said which: the later one, the earlier as another reading, and a note."""
    if two.last < one.last and two.step == "week":
        two = replace(two, last=cal.shift(two.last, 7), first=two.first and cal.shift(two.first, 7))
    later, sooner = (two, one) if two.last >= one.last else (one, two)
    note = f"Two dates are named: {plain(sooner.last)} or {plain(later.last)}."
    return replace(later, first=None, others=(sooner,), note=note, bare=False)


def back(span: Span) -> Span | None:
    """The same name one step earlier: last year's Nov 3, last month's 5th, last week's Friday."""
    if span.step is None or span.first is None:
        return None
    if span.earlier:
        return replace(span, first=span.earlier, last=span.earlier, others=(), note=None)
    if span.step == "week":
        first, last = cal.shift(span.first, -7), cal.shift(span.last, -7)
    else:
        months = -1 if span.step == "month" else -12
        first, last = cal.add_months(span.first, months), cal.add_months(span.last, months)
    return replace(span, first=first, last=last, others=(), note=None)


def step_back(span: Span) -> Span:
    """The span as a past tense means it."""
    earlier = back(span)
    return replace(earlier, past=True) if earlier else span
