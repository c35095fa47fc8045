"""Tagged words to the days and periods they name: "Friday the 14th", "end of next week", "two weeks from Monday".

Comes in: tokens of `date_words`. Goes out: the same tokens with every named day folded into one token "A" and every period into
one token "@", each holding a Span. Three passes of regular expressions over the tags, each one scan: names, parts, sums.
What a preposition makes of a span ("by", "before", a range) is decided in `dates`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from clarifier.request import calendar as cal
from clarifier.request.date_words import Token

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
    timed: bool = False  # an hour stands beside it: "before noon Friday" still is Friday
    boundary: bool = False  # the beginning of a period: "by the start of March" is its first day
    negated: bool = False
    within: bool = False  # "within 10 days": the preposition is part of the phrase


@dataclass
class Scene:
    """What an action may look at beside its own tokens."""

    reference: date
    order: Order | None
    before: list[Token]
    after: Token | None


Action = Callable[[list[Token], Scene], "Span | None"]


def plain(day: date) -> str:
    """A day as the notes write it: Nov 14, 2026."""
    return f"{day:%b} {day.day}, {day.year}"


def _pick(tokens: list[Token], tags: str) -> Token | None:
    return next((token for token in tokens if token.tag in tags), None)


def _span(tokens: list[Token], tags: str = "A@") -> Span | None:
    token = _pick(tokens, tags)
    return token.value if token else None


def _period(day: date, unit: str, on: int) -> Span | None:
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


# --- names -----------------------------------------------------------------------------------------------------------


def _checked(span: Span | None, tokens: list[Token]) -> Span | None:
    """The day held against the weekday written before it: a weekday that disagrees is a doubt, never corrected."""
    weekday = _pick(tokens, "wv")
    if span is None or weekday is None:
        return span
    wanted = weekday.value
    if span.last.weekday() == wanted:
        return replace(span, others=(), note=None)
    agreeing = next((other for other in span.others if other.last.weekday() == wanted), None)
    if agreeing:  # the weekday tells which of two readings is meant
        return replace(agreeing, others=())
    return disagreeing(span, wanted)


def disagreeing(span: Span, wanted: int) -> Span:
    near = cal.nearest_weekday(span.last, wanted)
    names = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    note = f"{plain(span.last)} is a {names[span.last.weekday()]}, not a {names[wanted]}."
    return replace(span, others=(Span(near, near), *span.others), note=note)


def _back(span: Span) -> Span | None:
    """The same name one step earlier: last year's Nov 3, last month's 5th, last week's Friday."""
    if span.step is None or span.first is None:
        return None
    if span.step == "week":
        first, last = cal.shift(span.first, -7), cal.shift(span.last, -7)
    else:
        months = -1 if span.step == "month" else -12
        first, last = cal.add_months(span.first, months), cal.add_months(span.last, months)
    return replace(span, first=first, last=last, others=())


def step_back(span: Span) -> Span:
    """The span as a past tense means it."""
    back = _back(span)
    return replace(back, past=True) if back else span


def _day(scene: Scene, month: int, day: int, year: int | None) -> Span | None:
    """A day of a month; without a year the first one not before the reference (or not before its week after "week of")."""
    if year is not None:
        found = cal.make(year, month, day)
        return Span(found, found, past=found < scene.reference) if found else None
    floor = scene.reference
    if scene.before and scene.before[-1].tag == "K":
        floor = cal.monday(floor)
    found = cal.coming(floor, (cal.make(y, month, day) for y in cal.years_from(floor.year)))
    return Span(found, found, step="year") if found else None


def _numeric(tokens: list[Token], scene: Scene) -> Span | None:
    token = _pick(tokens, "N")
    assert token is not None
    sign, one, two, three = token.value
    if sign == "ymd":
        return _checked(_day(scene, two, three, one), tokens)
    if three is None and not _is_date(token, tokens, scene):
        return None
    dotted = sign[0] == "."
    order = scene.order or ("dm" if dotted else None)
    md, dm = _day(scene, one, two, three), _day(scene, two, one, three)
    if dotted and scene.order == "md" and dm and token.word.count(".") == 1:
        md = None
    best, other = (dm, md) if order == "dm" else (md, dm)
    if best is None or other is None:
        return _checked(best or other, tokens)
    if order is None and best.last != other.last:
        note = f"{token.word} may be {plain(best.last)} or {plain(other.last)}."
        best = replace(best, others=(other,), note=note)
    return _checked(best, tokens)


def _is_date(token: Token, tokens: list[Token], scene: Scene) -> bool:
    """Whether 12/3 or 4.12 is a day and no fraction, ratio, price or version."""
    sign, one, two, _ = token.value
    before = scene.before[-1] if scene.before else None
    company = _pick(tokens, "wvT") is not None or (before is not None and before.tag in "R>WKw-AC(")
    company = company or any(t.tag == "W" or t.word in _TELLING for t in scene.before[-3:])
    if before and (before.tag in "Bdc" or before.word in ("$", "€", "£")):
        return False
    if scene.after and (scene.after.tag in "UXuD" or scene.after.word in ("%", "x")) and token.word != "":
        return False
    if sign == ".":
        german = before is not None and before.tag in "R>-&A" or _pick(tokens, "wvT") is not None
        dot = scene.after is not None and scene.after.tag == "." and scene.after.start == token.end
        return german and (dot or one > 12 or len(token.word) == 5 or scene.order == "dm")
    fraction = one < two and two in (2, 3, 4, 5, 6, 8, 16, 32, 64)
    if (one, two) in ((24, 7), (50, 50)) or (fraction or one == two) and not company:
        return False
    return True


_TELLING = frozenset(
    "due date ship ships shipping deliver delivery delivered needed need arrive arrives arriving eta dock want required "
    "promise promised ready here deadline lieferdatum termin livraison entrega requested target on by of".split()
)


def _month_day(tokens: list[Token], scene: Scene) -> Span | None:
    month, year = _pick(tokens, "m"), _pick(tokens, "yk")
    days = [t for t in tokens if t.tag in "deoO"]
    assert month is not None and days
    if year is None and len(days) == 2 and days[1].start > month.start and days[0].start < month.start:
        return _checked(_day(scene, month.value, days[0].value, 2000 + days[1].value), tokens)  # 5-Aug-26
    if year is None and days[0].tag in "d" and scene.after and scene.after.tag in "Uu%" and tokens[-1] is days[0]:
        return None
    return _checked(_day(scene, month.value, days[0].value, year.value if year else None), tokens)


def _month_days(tokens: list[Token], scene: Scene) -> Span | None:
    """Two days of one month: "Nov 8-12", "8. bis 12. Dezember"."""
    if _pick(tokens, "&") and not (scene.before and scene.before[-1].value == "between"):
        return None
    month, year = _pick(tokens, "m"), _pick(tokens, "yk")
    days = [t.value for t in tokens if t.tag in "deo"]
    assert month is not None
    last = _day(scene, month.value, days[1], year.value if year else None)
    first = cal.make(last.last.year, month.value, days[0]) if last else None
    if last is None or first is None or first > last.last:
        return None
    return Span(first, last.last, "range", past=last.past, step=last.step)


def _of_month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), cal.month_end(year, month), "month")


def _month(tokens: list[Token], scene: Scene) -> Span | None:
    token, year, pointer = _pick(tokens, "m"), _pick(tokens, "yk"), _pick(tokens, "pP")
    assert token is not None
    now = scene.reference
    if year:
        span = _of_month(year.value, token.value)
        return replace(span, past=span.last < now)
    on = 0 if token.value >= now.month else 1
    if pointer and pointer.value == "last":
        on -= 1
    elif pointer and pointer.value == "next" and token.value == now.month:
        on += 1
    span = _of_month(min(max(now.year + on, 1), 9999), token.value)
    return replace(span, past=span.last < now, bare=pointer is None, step="year")


def _month_of_year(tokens: list[Token], scene: Scene) -> Span | None:
    year, month = tokens[0].value
    if not (1 <= month <= 12 and 1900 <= year <= 2199 and scene.before and scene.before[-1].tag in "R>s"):
        return None
    span = _of_month(year, month)
    return replace(span, past=span.last < scene.reference)


def _ordinal(tokens: list[Token], scene: Scene) -> Span | None:
    """The 5th: the first one not before the reference; "of next month" and "of the month" say which."""
    token, pointer, unit = tokens[0 if tokens[0].tag != "T" else 1], _pick(tokens, "p"), _pick(tokens, "u")
    before = scene.before[-1] if scene.before else None
    now = scene.reference
    if unit:
        if unit.value != "month":
            return None
        on = {"next": 1, "coming": 1, "following": 1, "last": -1}.get(pointer.value if pointer else "", 0)
        start = cal.add_months(now.replace(day=1), on)
        found = cal.make(start.year, start.month, token.value)
        return Span(found, found, past=found < now) if found else None
    if scene.after and scene.after.tag in "XUufbw" or token.tag == "e" and not (before and _GERMAN.search(before.word)):
        return None
    if token.tag == "O" and not (before and before.tag == "R" and (not scene.after or scene.after.tag in ".,|")):
        return None
    floor = cal.monday(now) if before and before.tag == "K" else now
    months = (cal.add_months(floor.replace(day=1), on) for on in range(4))
    found = cal.coming(floor, (cal.make(start.year, start.month, token.value) for start in months))
    return Span(found, found, step="month", bare=True) if found else None


_GERMAN = re.compile(r"(?:^|\s)(?:zum|den|am|dem|vom|der|bis|ab)$")


def _weekday_day(tokens: list[Token], scene: Scene) -> Span | None:
    token = _pick(tokens, "deoO")
    assert token is not None
    if scene.after and scene.after.tag in "UuXmb%":
        return None
    span = _ordinal([token._replace(tag="o")], replace(scene, after=None))
    return replace(found, bare=False) if (found := _checked(span, tokens)) else None


def _weekday(tokens: list[Token], scene: Scene) -> Span | None:
    token, pointer = _pick(tokens, "w"), _pick(tokens, "pP")
    assert token is not None
    now, weekday = scene.reference, token.value
    soon = cal.weekday_after(now, weekday)
    kind = pointer.value if pointer else ""
    if kind == "last":
        day = cal.weekday_before(now, weekday)
        return Span(day, day, past=True)
    if kind in ("that", "following"):
        named = next((t.value.last for t in scene.before[:-60:-1] if t.tag in "A@"), None)
        if named:
            day = named if kind == "that" and named.weekday() == weekday else cal.weekday_after(named, weekday)
            return Span(day, day)
    if kind in ("next", "following"):
        day = cal.shift(cal.monday(now), 7 + weekday)
        if day == soon:
            return Span(day, day)
        note = f"“{token.word.capitalize()}” may be {plain(soon)} or {plain(day)}."
        return Span(day, day, others=(Span(soon, soon),), note=note.replace("“", "“next ", 1))
    return Span(soon, soon, step="week", weekday=weekday)


def _weekday_of_week(tokens: list[Token], scene: Scene) -> Span | None:
    """Friday next week, next week Wednesday, Monday week, Friday after next, Friday the week after next."""
    token, pointer, unit = _pick(tokens, "w"), _pick(tokens, "pP"), _pick(tokens, "u")
    after = _pick(tokens, "R")
    assert token is not None
    if unit and unit.value not in ("week", "fortnight"):
        return None
    if unit and pointer is None:  # Monday week
        day = cal.shift(cal.weekday_after(scene.reference, token.value), 7 if unit.value == "week" else 14)
    elif after and after.value == "after" and pointer and pointer.value == "next":
        day = cal.shift(cal.monday(scene.reference), 14 + token.value)
    elif pointer and unit:
        on = {"this": 0, "last": -1}.get(pointer.value, 1)
        day = cal.shift(cal.monday(scene.reference), 7 * on + token.value)
    else:
        return None
    return Span(day, day, past=day < scene.reference)


def _pointed(tokens: list[Token], scene: Scene) -> Span | None:
    """This week, next month, last quarter, the week after next, the following week."""
    unit, pointer, after = _pick(tokens, "u"), _pick(tokens, "pP"), _pick(tokens, "R")
    assert unit is not None and pointer is not None
    now = scene.reference
    if after and after.value != "after":
        return None
    kind = pointer.value
    if kind == "that":
        return None
    on = {"this": 0, "last": -1}.get(kind, 1) + (1 if after else 0)
    if kind == "following" and not after:
        named = next((t.value.last for t in scene.before[:-60:-1] if t.tag in "A@"), None)
        now = named or now
    if unit.value == "fortnight":
        return None
    if unit.value in ("week", "weekend") and kind == "this" and now.weekday() >= cal.SATURDAY and unit.value == "week":
        on = 1  # on a weekend "this week" is the one that is about to begin
    span = _period(now, unit.value, on)
    if span is None or unit.value == "workday":
        return None
    if kind == "this":  # what is left of it
        return replace(span, first=None) if unit.value != "weekend" else span
    return replace(span, past=span.last < scene.reference)


def _quarter(tokens: list[Token], scene: Scene) -> Span | None:
    token = tokens[0] if tokens[0].tag != "T" else tokens[1]
    unit = token if token.tag == "Q" else tokens[tokens.index(token) + 1]
    if token.tag != "Q" and unit.value != "quarter" or not 1 <= token.value <= 4:
        return None
    rest = tokens[tokens.index(unit) + 1 :]
    year, pointer = _pick(rest, "ykd"), _pick(rest, "p")
    now = scene.reference
    if year:
        number = year.value if year.value > 31 else 2000 + year.value
    elif pointer:
        number = now.year + {"this": 0, "last": -1}.get(pointer.value, 1)
    else:
        number = now.year + (token.value < cal.quarter(now))
    if not 1 <= number <= 9999:
        return None
    first, last = cal.quarter_days(number, token.value)
    return Span(first, last, "quarter", past=last < now, bare=True, step=None if year else "year")


def _week_number(tokens: list[Token], scene: Scene) -> Span | None:
    number, year = _pick(tokens, "dc"), _pick(tokens, "yk")
    assert number is not None
    if tokens[0].tag == "u" and tokens[0].value != "week" or tokens[0].value in ("of", "ending"):
        return None
    years = [year.value] if year else [scene.reference.year, scene.reference.year + 1]
    for candidate in years:
        start = cal.iso_week(candidate, number.value)
        if start and (year or cal.shift(start, cal.FRIDAY) >= scene.reference):
            last = cal.shift(start, cal.FRIDAY)
            return Span(start, last, "week", past=last < scene.reference, bare=tokens[0].word in ("w", "wk", "week"))
    return None


def _today(tokens: list[Token], scene: Scene) -> Span | None:
    day = cal.shift(scene.reference, tokens[0].value)
    return Span(day, day, past=tokens[0].value < 0)


def _end_word(tokens: list[Token], scene: Scene) -> Span | None:
    """EOW, EOM, EOQ, EOY; EOD stays a time of day until the next pass."""
    unit, month, year = tokens[0].value, _pick(tokens, "m"), _pick(tokens, "y")
    if unit == "day":
        return None
    if month:
        whole = _month([token for token in tokens if token.tag in "my"], scene)
        return Span(None, whole.last, "end") if whole else None
    day = date(year.value, 1, 1) if year else scene.reference
    on = 1 if unit == "week" and day.weekday() >= cal.SATURDAY else 0
    span = _period(day, unit, on)
    return Span(None, span.last, "end") if span else None


def _holiday(tokens: list[Token], scene: Scene) -> Span | None:
    token, year, pointer, unit = (_pick(tokens, tags) for tags in ("H", "yk", "p", "u"))
    now = scene.reference
    if token is None:  # the holidays: from Christmas to New Year
        start = cal.coming(now, (cal.make(y, 12, 25) for y in cal.years_from(now.year)))
        return Span(start, cal.shift(start, 7), "season", approximate=True) if start else None
    if year or unit:
        number = year.value if year else now.year + {"this": 0, "last": -1}.get(pointer.value if pointer else "", 1)
        day = cal.holiday(token.value, number) if 1 <= number <= 9999 else None
    else:
        days = [day for y in cal.years_from(now.year) if (day := cal.holiday(token.value, y))]
        day = next((d for d in days if d >= now), None)
        if pointer and pointer.value == "last":
            day = next((d for d in reversed(days) if d < now), None)
    if day is None:
        return None
    return Span(day, day, past=day < now, bare=pointer is None and year is None, step="year")


_BEFORE = r"(?:[wv],?R?T?)?"
_YEAR = r"(?:,?f?[yk](?![Uu]))?"
_NAMES: list[tuple[str, str, Action]] = [
    ("days_of_month", rf"{_BEFORE}(?:m,?T?[deo][->&]T?[deo](?![UuXdm])|T?[deo][->&](?:[wv],?)?T?[deo]f?T?m){_YEAR}", _month_days),
    ("numeric", rf"{_BEFORE}T?N", _numeric),
    ("dashed", r"(?:[wv],?)?[de][-/]m[-/][dy]", _month_day),
    ("day_month", rf"{_BEFORE}T?[deoO]-?f?T?m{_YEAR}", _month_day),
    ("month_day", rf"{_BEFORE}m[-/,]?T?[deoO](?:[-/,]?[yk](?![Uu]))?", _month_day),
    ("year_month", r"y[-/]?m[-/]?[de]", _month_day),
    ("weekday_of_week", r"pu,?R?T?w|T?w,?[Rf]?T?pu|T?w,?[Rf]?T?uP|wu(?!R)|T?w,?T?u?Rp", _weekday_of_week),
    ("weekday_day", r"w,?T?[oe]|w,?Td|wd(?![-:/>])", _weekday_day),
    ("day_of_this_month", r"T?[oO]fT?p?u", _ordinal),
    ("quarter", r"(?:T?[oO]u|Q)(?:,?f?T?(?:pu|[yk])|[-/]d)?", _quarter),
    ("week_number", r"[Ku][dc](?![-/:u])(?:[-/,]?f?[yk])?", _week_number),
    ("end_word", r"F(?:,?f?m(?:,?y)?|,?y)?", _end_word),
    ("holiday", r"T?p?H(?:,?f?[yk]|f?pu)?|S", _holiday),
    ("pointed_month", rf"p[-]?m{_YEAR}|m{_YEAR}P?", _month),
    ("month_of_year", r"z", _month_of_year),
    ("ordinal", r"T?[oe]|TO", _ordinal),
    ("weekday", r"T?p?w(?![fR]T?[TpuQ])P?", _weekday),
    ("pointed", r"T?pu(?![fR]T?[mQpHTu])|T?uRp|T?uP", _pointed),
    ("relative", r"r", _today),
]  # fmt: skip


# --- parts of periods, nth days and weeks ------------------------------------------------------------------------------


def _whole(tokens: list[Token], scene: Scene) -> Span | None:
    """The period that the last of the tokens names: one already read, "the month", "2027"."""
    token = tokens[-1]
    if token.tag in "A@":
        span: Span = token.value
        return span
    if token.tag == "y":
        return Span(date(token.value, 1, 1), date(token.value, 12, 31), "year")
    if token.tag == "u" and token.value in ("week", "month", "quarter", "year"):
        on = 1 if token.value == "week" and scene.reference.weekday() >= cal.SATURDAY else 0
        return _period(scene.reference, token.value, on)
    return None


def _full(span: Span) -> Span:
    """The period with its own first day: "this month" has lost it."""
    if span.first is not None:
        return span
    unit = span.kind
    whole = _period(span.last, unit, 0) if unit in ("week", "month", "quarter", "year") else None
    return whole or replace(span, first=span.last)


def _part(tokens: list[Token], scene: Scene) -> Span | None:
    """Early, mid, late, the end or the beginning of a week, month, quarter or year."""
    words = [token for token in tokens if token.tag == "s"]
    if tokens[-1].tag == "s" and tokens[0].tag in "u@":  # month end
        tokens, words = [tokens[0]], [tokens[-1]]
    span = _whole(tokens, scene)
    if span is None or not words:
        return None
    part = words[0].value
    if span.kind in ("day", "end", "duration"):
        return replace(span, timed=True, bare=False)
    if part == "end":
        return Span(None, span.last, "end", others=span.others, past=span.last < scene.reference, step=span.step)
    found = _share(_full(span), part)
    if found and len(words) > 1 and (to := _share(_full(span), words[1].value)):
        found = (found[0], to[1])
    if found is None:
        return None
    first, last = found
    named = (
        span.step == "year" or words[0].value == "early" and tokens[-1].tag == "u"
    )  # "the start of the year" is the next one
    if last < scene.reference and named and span.kind == "year":
        first, last = cal.add_months(first, 12), cal.month_end(min(last.year + 1, 9999), last.month)
    elif last < scene.reference and named and tokens[-1].tag == "u":
        on = {"month": 1, "quarter": 3}.get(span.kind)
        moved = _share(_full(_period(cal.add_months(span.last, on), span.kind, 0) or span), part) if on else None
        first, last = moved or (first, last)
    elif last < scene.reference and span.step == "year":
        first, last = cal.add_months(first, 12), cal.add_months(last, 12)
    boundary = words[0].value == "early" and words[0].word.split()[0] in _BOUNDARY
    vague = span.kind in ("quarter", "year")
    return Span(first, last, "part", past=last < scene.reference, boundary=boundary, approximate=vague)


_BOUNDARY = frozenset("beginning start begin top opening anfang début".split())


def _share(span: Span, part: str) -> tuple[date, date] | None:
    """The days of a part: thirds of ten days for months (the table's), Mon-Tue / Wed / Thu-Fri for weeks, months for the rest."""
    first, last = span.first or span.last, span.last
    if span.kind == "month":
        days = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "first_half": (1, 15), "second_half": (16, 31)}
        low, high = days[part]
        return first.replace(day=low), min(cal.shift(first, high - 1), last)
    if span.kind == "week":
        days = {"early": (0, 1), "mid": (2, 2), "late": (3, 4), "first_half": (0, 2), "second_half": (2, 4)}
        low, high = days[part]
        return cal.shift(first, low), cal.shift(first, high)
    if span.kind in ("quarter", "year"):
        months = {"early": (0, 1), "mid": (1, 2), "late": (2, 3)}
        if span.kind == "year":
            months = {"early": (0, 3), "mid": (5, 7), "late": (9, 12), "first_half": (0, 6), "second_half": (6, 12)}
        if part not in months:
            return None
        low, high = months[part]
        start, stop = cal.add_months(first, low), cal.add_months(first, high)
        return start, cal.shift(stop, -1)
    return None


def _nth(tokens: list[Token], scene: Scene) -> Span | None:
    """The first week of December, the last Friday of the month, the first business day of January."""
    order, unit, weekday = _pick(tokens, "oOp"), tokens[1 if tokens[0].tag != "T" else 2], None
    assert order is not None
    if order.tag == "p" and order.value != "last":
        return None
    nth = -1 if order.tag == "p" else order.value
    work = unit.tag == "b"
    if work:
        unit = tokens[tokens.index(unit) + 1]
    span = _whole(tokens, scene)
    if span is None or span.kind not in ("month", "quarter", "year"):
        return None
    for on in (0, 12):
        whole = _full(span)
        first, last = cal.add_months(whole.first or whole.last, on), whole.last
        last = cal.month_end(cal.add_months(last, on).year, last.month)
        found: tuple[date, date] | None = None
        if unit.tag == "A":
            weekday = unit.value.weekday
            if weekday is None:
                return None
            start = first if nth > 0 else last.replace(day=1)
            day = cal.nth_weekday(start.year, start.month, nth, weekday)
            found = (day, day) if day else None
        elif unit.value in ("week", "of"):
            found = cal.nth_week(first, last, nth)
        elif unit.value in ("day", "workday"):
            if work or unit.value == "workday":
                day = (
                    cal.add_working_days(cal.shift(first, -1), nth)
                    if nth > 0
                    else cal.add_working_days(cal.shift(last, 1), -1)
                )
            else:
                day = cal.shift(first, nth - 1) if nth > 0 else last
            found = (day, day)
        if found is None or found[1] >= scene.reference or span.step != "year":
            break
    if found is None:
        return None
    return Span(*found, "week" if unit.value in ("week", "of") else "day", past=found[1] < scene.reference)


def _week_of(tokens: list[Token], scene: Scene) -> Span | None:
    """Monday to Friday of the week that holds the day; "week ending" ends on it."""
    word, span = _pick(tokens, "Ku"), _span(tokens)
    if span is None or word is None or word.value == "number" or span.kind not in ("day", "range"):
        return None
    if span.weekday is not None:
        return None
    start = cal.monday(span.last)
    last = span.last if word.value == "ending" else cal.shift(start, cal.FRIDAY)
    if span.last.weekday() >= cal.SATURDAY and word.value != "ending":  # a Sunday names the week it opens
        start = cal.shift(start, 7 if span.last.weekday() == 6 else 0)
        last = cal.shift(start, cal.FRIDAY)
    others = tuple(Span(cal.monday(o.last), cal.shift(cal.monday(o.last), cal.FRIDAY), "week") for o in span.others)
    return Span(start, last, "week", others=others, note=span.note, past=last < scene.reference)


_PARTS: list[tuple[str, str, Action]] = [
    ("nth", r"T?[oOp](?:(?:A|b?u)[fR]|K)T?(?:@|u)", _nth),
    ("week_of", r"T?K,?T?A", _week_of),
]
_SHARES: list[tuple[str, str, Action]] = [
    ("part", r"s(?:[->/]{0,2}s)?-?f?R?T?(?:[@Au]|u?fy|y)|[@u]s(?!f)", _part),
]


# --- sums ----------------------------------------------------------------------------------------------------------------


def _add(day: date, count: int, unit: str, working: bool) -> date:
    """The day so many units on; hours fill days of 24."""
    count = min(max(count, -100_000), 100_000)
    if working or unit == "workday":
        return cal.add_working_days(day, count)
    if unit == "hour":
        return cal.shift(day, -(-count // 24) if count > 0 else count // 24)
    days = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}.get(unit)
    return (
        cal.shift(day, count * days)
        if days
        else cal.add_months(day, count * {"month": 1, "quarter": 3, "year": 12}[unit])
    )


def _counts(tokens: list[Token]) -> list[int]:
    return [token.value for token in tokens if token.tag in "aqdecO"]


def _vague(tokens: list[Token]) -> bool:
    return any(
        t.tag == "q" and t.word.split()[-1] in ("few", "several", "couple", "of") or t.tag == "j" or t.value == "around"
        for t in tokens
    )


def _sum(tokens: list[Token], scene: Scene) -> Span | None:
    """Two weeks from Monday, a week before Christmas, the day after Thanksgiving, the week before Christmas."""
    unit, base = _pick(tokens, "u"), _span(tokens)
    assert unit is not None and base is not None
    relation = next((t for t in reversed(tokens) if t.tag == "R"), None)
    sign = -1 if relation and relation.value == "before" else 1
    if relation and relation.value not in ("after", "before", "from", "on"):
        return None
    counts = _counts([t for t in tokens if t.start < unit.start])
    if not counts and unit.value in ("week", "month", "quarter", "year", "weekend"):
        if relation is None or relation.value not in ("after", "before"):
            return None
        span = _period(base.last if sign > 0 else base.first or base.last, unit.value, sign)
        return span and replace(span, past=span.last < scene.reference)
    if not counts and unit.value not in ("day", "workday"):
        return None
    if relation and relation.value == "on" and not (unit.value in ("week", "fortnight") and base.weekday is not None):
        return None
    working = _pick(tokens, "b") is not None
    start = base.last if sign > 0 else base.first or base.last
    days = [_add(start, sign * count, unit.value, working) for count in counts or [1]]
    others = tuple(
        Span(d, d) for o in base.others if (d := _add(o.last, sign * (counts or [1])[-1], unit.value, working))
    )
    if len(days) > 1:
        return Span(min(days), max(days), "range", others=others)
    return Span(days[0], days[0], "day", others=others, note=base.note if others else None,
                approximate=_vague(tokens) or base.approximate, past=days[0] < scene.reference)  # fmt: skip


def _weekday_near(tokens: list[Token], scene: Scene) -> Span | None:
    """The Monday after Thanksgiving, the Friday before Christmas."""
    weekday, base = tokens[0 if tokens[0].tag != "T" else 1].value, tokens[-1].value
    relation = _pick(tokens, "R")
    if (
        weekday.weekday is None
        or base.weekday is not None
        or relation is None
        or relation.value not in ("after", "before")
    ):
        return None
    if relation.value == "after":
        day = cal.weekday_after(base.last, weekday.weekday)
    else:
        day = cal.weekday_before(base.first or base.last, weekday.weekday)
    return Span(day, day, past=day < scene.reference)


def _weekday_in(tokens: list[Token], scene: Scene) -> Span | None:
    """Friday in two weeks."""
    weekday, unit, relation = tokens[0].value, _pick(tokens, "u"), _pick(tokens, "R")
    if weekday.weekday is None or unit is None or unit.value != "week" or relation is None or relation.value != "in":
        return None
    day = cal.shift(cal.monday(scene.reference), 7 * min(_counts(tokens)[0], 1000) + weekday.weekday)
    return Span(day, day)


def _duration(tokens: list[Token], scene: Scene) -> Span | None:
    """In 3 weeks, within 10 business days, in 10-14 days, within the next two weeks, 10 working days ARO."""
    unit, relation = _pick(tokens, "u"), _pick(tokens, "R")
    assert unit is not None
    if relation is None and _pick(tokens, "Y") is None or any(t.tag == "D" for t in scene.before[-4:]):
        return None
    if relation and relation.value not in ("in", "within", "by", "around", "for", "from", "at"):
        return None
    if unit.value == "weekend" or unit.value == "hour" and relation is None:
        return None
    counts = _counts(tokens) or [1]
    if relation and relation.value not in ("in", "within") and _pick(tokens, "Y") is None:
        return None
    working = _pick(tokens, "b") is not None
    days = [_add(scene.reference, count, unit.value, working) for count in counts]
    within = any(t.value == "within" or t.tag == "p" for t in tokens if t.tag in "Rp")
    first = min(days) if len(days) > 1 and not within else None
    return Span(first, max(days), "duration", approximate=_vague(tokens), within=within)


def _ago(tokens: list[Token], scene: Scene) -> Span | None:
    unit = _pick(tokens, "u")
    assert unit is not None
    if unit.value == "hour":
        return None
    day = _add(scene.reference, -(_counts(tokens) or [1])[0], unit.value, _pick(tokens, "b") is not None)
    return Span(day, day, past=True, approximate=_vague(tokens))


_COUNT = r"[aqdc](?:[->l&]{1,2}[aqdc])?"
_SUMS: list[tuple[str, str, Action]] = [
    ("sum", rf"T?(?:{_COUNT}|O)?b?ub?,?R?T?A|T?{_COUNT}b?ub?R?T?A|T?(?:{_COUNT}|O)?b?uRT?@", _sum),
    ("weekday_near", r"T?AR[TR]?[A@]", _weekday_near),
    ("weekday_in", r"AR[aqdc]u", _weekday_in),
    ("ago", rf"R?{_COUNT}b?ub?g|G{_COUNT}u", _ago),
    ("duration", rf"R?{_COUNT}-?b?ub?,?R?Y|R[fT]?R?T?p?R?{_COUNT}-?b?ub?(?!R[A@]|[fs-])|RT?pb?u(?!f)", _duration),
]  # fmt: skip


def _pattern(rules: list[tuple[str, str, Action]]) -> tuple[re.Pattern[str], dict[str, Action]]:
    return re.compile("|".join(f"(?P<{name}>{rule})" for name, rule, _ in rules)), {name: act for name, _, act in rules}


_PASSES = [_pattern(rules) for rules in (_NAMES, _PARTS, _SHARES, _SUMS)]


def read_names(tokens: list[Token], reference: date, order: Order | None) -> list[Token]:
    """The tokens with every named day as "A" and every named period as "@"; a phrase that names no real day stays as it was."""
    for pattern, actions in _PASSES:
        tags = "".join(token.tag for token in tokens)
        out: list[Token] = []
        at = 0
        while match := pattern.search(tags, at):
            start, end = match.span()
            out += tokens[at:start]
            after = tokens[end] if end < len(tokens) else None
            span = actions[match.lastgroup or ""](tokens[start:end], Scene(reference, order, out, after))
            if span is None:
                out.append(tokens[start])
                at = start + 1
            else:
                tag = "A" if span.kind in ("day", "end", "duration") else "@"
                word = tokens[start].word if end - start == 1 else ""
                out.append(Token(tag, tokens[start].start, tokens[end - 1].end, span, word))
                at = end
        tokens = out + tokens[at:]
    return tokens
