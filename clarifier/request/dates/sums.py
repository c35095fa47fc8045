"""What is built upon days and periods: "end of next week", "first week of May", "a week from Monday", "in 3 weeks"."""

from dataclasses import replace
from datetime import date

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.lexicon import lexicon
from clarifier.request.dates.spans import Rule, Scene, Span, period, pick, span_of
from clarifier.request.dates.words import Token


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
        return period(scene.reference, token.value, on)
    return None


def _full(span: Span) -> Span:
    """The period with its own first day: "this month" has lost it."""
    if span.first is not None:
        return span
    unit = span.kind
    whole = period(span.last, unit, 0) if unit in ("week", "month", "quarter", "year") else None
    return whole or replace(span, first=span.last)


def _part(tokens: list[Token], scene: Scene) -> Span | None:
    """Early, mid, late, the end or the beginning of a week, month, quarter or year."""
    words = [token for token in tokens if token.tag == "s"]
    if tokens[-1].tag == "s" and tokens[0].tag in "u@" and tokens[-1].value == "end":  # month end
        tokens, words = [tokens[0]], [tokens[-1]]
    span = _whole(tokens, scene)
    if span is None or not words:
        return None
    part = words[0].value
    if span.kind in ("day", "end", "duration"):
        if words[0].word in ("beginning", "begin", "start") and tokens[-1].tag == "A":
            return replace(span, said="from", bare=False)
        return replace(span, timed=True, bare=False)
    if part == "rest":
        return replace(span, first=None, bare=False)
    if part == "end":
        return Span(None, span.last, "end", others=span.others, past=span.last < scene.reference, step=span.step)
    found = _share(_full(span), part)
    if found and len(words) > 1 and (to := _share(_full(span), words[1].value)):
        found = (found[0], to[1]) if to[1] >= found[0] else None
    if found is None:
        return None
    first, last = found
    named = span.step == "year" or (
        words[0].value == "early" and tokens[-1].tag == "u"
    )  # "the start of the year" is the next one
    if last < scene.reference and named and span.kind == "year":
        last = cal.month_end(min(last.year + 1, 9999), last.month)
        first = cal.make(last.year, first.month, 1) or first
    elif last < scene.reference and named and tokens[-1].tag == "u":
        on = {"month": 1, "quarter": 3}.get(span.kind)
        moved = _share(_full(period(cal.add_months(span.last, on), span.kind, 0) or span), part) if on else None
        first, last = moved or (first, last)
    elif last < scene.reference and span.step == "year":
        first, last = cal.add_months(first, 12), cal.add_months(last, 12)
    boundary = words[0].value == "early" and words[0].word.split()[0] in lexicon().boundary
    vague = span.kind in ("quarter", "year")
    return Span(first, last, "part", past=last < scene.reference, boundary=boundary, approximate=vague)


def _share(span: Span, part: str) -> tuple[date, date] | None:
    """The days of a part: ten days of a month, Mon-Tue, Wed or Thu-Fri of a week, else whole months."""
    first, last = span.first or span.last, span.last
    part = "late" if part in ("end", "rest") else part  # "mid to end of January"
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
    order, unit = pick(tokens, "oOp"), tokens[1 if tokens[0].tag != "T" else 2]
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
        if unit.tag == "w":
            weekday = unit.value
            start = first if nth > 0 else last.replace(day=1)
            day = cal.nth_weekday(start.year, start.month, nth, weekday)
            found = (day, day) if day else None
        elif unit.value in ("week", "of"):
            found = cal.nth_week(first, last, nth)
        elif unit.value in ("day", "workday") and not unit.word.endswith("days"):
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
    word, span = pick(tokens, "Ku"), span_of(tokens)
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
        (t.tag == "q" and t.word.split()[-1] in ("few", "several", "couple", "of"))
        or t.tag == "j"
        or t.value == "around"
        for t in tokens
    )


def _sum(tokens: list[Token], scene: Scene) -> Span | None:
    """Two weeks from Monday, a week before Christmas, the day after Thanksgiving, the week before Christmas."""
    unit, base = pick(tokens, "u"), span_of(tokens)
    assert unit is not None and base is not None
    relation = next((t for t in reversed(tokens) if t.tag in "Rp"), None)
    sign = -1 if relation and relation.value == "before" else 1
    if relation and relation.value == "following":
        relation = relation._replace(value="after")
    if relation and relation.value not in ("after", "before", "from", "on"):
        return None
    counts = _counts([t for t in tokens if t.start < unit.start])
    if not counts and unit.value in ("week", "month", "quarter", "year", "weekend"):
        if relation is None or relation.value not in ("after", "before"):
            return None
        span = period(base.last if sign > 0 else base.first or base.last, unit.value, sign)
        return span and replace(span, past=span.last < scene.reference)
    if not counts and unit.value not in ("day", "workday"):
        return None
    if relation and relation.value == "on" and not (unit.value in ("week", "fortnight") and base.weekday is not None):
        return None
    working = pick(tokens, "b") is not None
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
    relation = pick(tokens, "Rp")
    if relation and relation.value == "following":
        relation = relation._replace(value="after")
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
    weekday, unit, relation = tokens[0].value, pick(tokens, "u"), pick(tokens, "R")
    if weekday.weekday is None or unit is None or unit.value != "week" or relation is None or relation.value != "in":
        return None
    day = cal.shift(cal.monday(scene.reference), 7 * min(_counts(tokens)[0], 1000) + weekday.weekday)
    return Span(day, day)


def _duration(tokens: list[Token], scene: Scene) -> Span | None:
    """In 3 weeks, within 10 business days, in 10-14 days, within the next two weeks, 10 working days ARO."""
    unit, relation = pick(tokens, "u"), pick(tokens, "R")
    assert unit is not None
    if (relation is None and pick(tokens, "Yp") is None and not _asked(scene)) or any(
        t.tag == "D" for t in scene.before[-4:]
    ):
        return None
    pointer = pick(tokens, "p")
    if pointer and pointer.value not in ("next", "coming", "following"):
        return None
    if relation and relation.value not in ("in", "within", "by", "around", "for", "from", "at"):
        return None
    if unit.value == "weekend" or (unit.value == "hour" and relation is None):
        return None
    counts = _counts(tokens) or [1]
    if relation and relation.value not in ("in", "within") and pick(tokens, "Yp") is None:
        return None
    working = pick(tokens, "b") is not None
    days = [_add(scene.reference, count, unit.value, working) for count in counts]
    within = any(t.value == "within" or t.tag == "p" for t in tokens if t.tag in "Rp")
    first = min(days) if len(days) > 1 and not within else None
    return Span(
        first, max(days), "duration", approximate=_vague(tokens), said="within" if within else "in" if relation else ""
    )


def _asked(scene: Scene) -> bool:
    return bool(scene.before) and scene.before[-1].word in lexicon().asked_for


def _ago(tokens: list[Token], scene: Scene) -> Span | None:
    unit = pick(tokens, "u")
    assert unit is not None
    if unit.value == "hour":
        return None
    day = _add(scene.reference, -(_counts(tokens) or [1])[0], unit.value, pick(tokens, "b") is not None)
    return Span(day, day, past=True, approximate=_vague(tokens))


_COUNT = r"[aqdc](?:[->l&]{1,2}[aqdc])?"
PARTS: list[Rule] = [
    ("nth", r"T?[oOp](?:(?:w|b?u)[fR]|K)T?(?:@|u)", _nth),
    ("week_of", r"T?K,?T?A", _week_of),
]
SHARES: list[Rule] = [
    ("part", r"s(?:[->/]{0,2}s)?-?f?R?T?(?:[@Au]|u?fy|y)|[@u]s(?!f)", _part),
]
# "following" points ("the following week") and relates ("the week following Thanksgiving")
SUMS: list[Rule] = [
    ("sum", rf"T?(?:{_COUNT}|O)?b?ub?,?[Rp]?T?A|T?(?:{_COUNT}|O)?b?u[Rp]T?@", _sum),
    ("weekday_near", r"T?A[Rp][TR]?[A@]", _weekday_near),
    ("weekday_in", r"AR[aqdc]u", _weekday_in),
    ("ago", rf"R?{_COUNT}b?ub?g|G{_COUNT}u", _ago),
    ("receipt", rf"R?{_COUNT}-?b?ub?,?R?Y", _duration),
    ("asked", rf"(?<=x){_COUNT}b?u(?!R[A@]|[fsgY-])", _duration),
    ("duration", rf"R[fT]?R?T?p?R?{_COUNT}-?b?ub?(?!R[A@]|[s-])|RT?pb?u(?!f)|T?p[aqdc]b?u(?!R[A@])", _duration),
]  # fmt: skip
