"""Parts of a period: "end of next week", "mid-Jan", "first week of May", "last Friday of May", "week of the 14th"."""

from dataclasses import replace
from datetime import date

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.lexicon import lexicon
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Kind, Rule, Scene, Span, period, pick, span_of


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
    if len(words) > 1 and part in ("first_half", "second_half"):
        return None  # "a first half early May": of the goods
    if span.kind in ("day", "end", "duration"):
        if words[0].word in ("beginning", "begin", "start") and tokens[-1].tag == "A":
            return replace(span, said="from", bare=False)
        return replace(span, timed=True, bare=False)
    if part == "rest":
        return replace(span, first=None, bare=False)
    if part == "earlier":
        full = _full(span)
        first, last = full.first or full.last, min(full.last, cal.shift(scene.reference, -1))
        return Span(first, last, "range", past=True) if first <= last else None
    if part == "end":
        return Span(None, span.last, "end", others=span.others, past=span.last < scene.reference, step=span.step)
    found = _share(_full(span), part)
    if found and len(words) > 1 and (to := _share(_full(span), words[1].value)):
        found = (found[0], to[1]) if to[1] >= found[0] else None
    if found is None:
        return None
    first, last = found
    named = span.step == "year" or (
        words[0].value in ("early", "mid") and tokens[-1].tag == "u"
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
    if span.kind == "season" and part in ("early", "mid", "late"):  # early in the new year
        third = ((last - first).days + 1) // 3
        begin = cal.shift(first, {"early": 0, "mid": third, "late": 2 * third}[part])
        return begin, last if part == "late" else cal.shift(begin, third - 1)
    if span.kind == "month":
        days = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "first_half": (1, 15), "second_half": (16, 31)}
        low, high = days[part]
        if last.day == 28 and part in ("first_half", "second_half"):  # two weeks each
            low, high = (1, 14) if part == "first_half" else (15, 28)
        return first.replace(day=low), min(cal.shift(first, high - 1), last)
    if span.kind == "week":
        days = {"early": (0, 1), "mid": (2, 2), "late": (3, 4), "first_half": (0, 2), "second_half": (2, 4)}
        low, high = days[part]
        return cal.shift(first, low), cal.shift(first, high)
    if span.kind in ("quarter", "year"):
        months = {"early": (0, 1), "mid": (1, 2), "late": (2, 3)}
        if span.kind == "year":
            months = {"early": (0, 3), "mid": (5, 7), "late": (9, 12), "first_half": (0, 6), "second_half": (6, 12)}
        if part not in months:  # half a quarter
            middle = cal.shift(first, (last - first).days // 2)
            return {"first_half": (first, middle), "second_half": (cal.shift(middle, 1), last)}.get(part)
        low, high = months[part]
        start, stop = cal.add_months(first, low), cal.add_months(first, high)
        return start, cal.shift(stop, -1)
    return None


def _nth(tokens: list[Token], scene: Scene) -> Span | None:
    """The first week of December, the last Friday of the month, the first business day of January."""
    order, pointer = pick(tokens, "oOp"), pick(tokens, "p")
    assert order is not None
    last_of = pointer if pointer and pointer.start < tokens[-2].start else None
    if last_of and last_of.value != "last" and not pick(tokens, ">"):
        return None
    next_to = pointer and pick(tokens, ">") and order is pointer  # the next-to-last week
    last_of = next((t for t in tokens if t.value == "last"), None) if next_to else last_of
    nth = order.value if not last_of else -2 if next_to else -1 if order is last_of else -order.value
    unit = tokens[tokens.index(last_of or order) + 1]
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
            day = cal.nth_weekday_of(first, last, nth, weekday)
            found = (day, day) if day else None
        elif unit.value in ("week", "of"):
            found = cal.nth_week(first, last, nth)
        elif unit.value == "weekend":
            day = cal.nth_weekday_of(first, last, nth, cal.SATURDAY)
            found = (day, cal.shift(day, 1)) if day else None
        elif unit.value in ("month", "quarter"):
            found = _nth_months(first, last, nth, 1 if unit.value == "month" else 3)
        elif unit.value == "half" and nth in (1, 2):
            found = _share(whole, "first_half" if nth == 1 else "second_half")
        elif unit.value in ("day", "workday") and not unit.word.endswith("days"):
            if work or unit.value == "workday":
                day = (
                    cal.add_working_days(cal.shift(first, -1), nth)
                    if nth > 0
                    else cal.add_working_days(cal.shift(last, 1), nth)
                )
            else:
                day = cal.shift(first, nth - 1) if nth > 0 else cal.shift(last, nth + 1)
            found = (day, day)
        if found is None or found[1] >= scene.reference or span.step != "year":
            break
    if found is None:
        return None
    kinds: dict[str, Kind] = {
        "week": "week",
        "of": "week",
        "weekend": "weekend",
        "month": "month",
        "quarter": "quarter",
    }
    return Span(
        *found,
        kinds.get(unit.value, "day") if unit.tag == "u" or unit.tag == "K" else "day",
        past=found[1] < scene.reference,
    )


def _nth_months(first: date, last: date, nth: int, months: int) -> tuple[date, date] | None:
    """The nth month or quarter of a longer period, from the end where nth is negative."""
    start = (
        cal.add_months(first, months * (nth - 1)) if nth > 0 else cal.add_months(last.replace(day=1), 1 + months * nth)
    )
    end = cal.shift(cal.add_months(start, months), -1)
    return (start, end) if first <= start <= end <= last else None


def _weekend_of(tokens: list[Token], scene: Scene) -> Span | None:
    """The weekend of December 12."""
    unit, span = pick(tokens, "u"), span_of(tokens)
    if unit is None or span is None or unit.value != "weekend" or span.kind != "day":
        return None
    saturday = cal.shift(cal.monday(span.last), cal.SATURDAY)
    return Span(saturday, cal.shift(saturday, 1), "weekend", past=saturday < scene.reference)


def _some_of(tokens: list[Token], scene: Scene) -> Span | None:
    """The first ten days of March, the last two weeks of October, the last four months of 2027."""
    order, count, unit = pick(tokens, "oOp"), pick(tokens, "qdc"), pick(tokens, "u")
    assert order is not None and count is not None and unit is not None
    span, number = _whole(tokens, scene), min(count.value, 1000)
    front = order.tag != "p" and order.value == 1
    if span is None or not (front or order.value == "last"):
        return None
    whole = _full(span)
    first, last = whole.first or whole.last, whole.last
    days = {"day": number, "week": 7 * number}.get(unit.value)
    if days is None and unit.value in ("month", "quarter"):
        months = number * (1 if unit.value == "month" else 3)
        first, last = (
            (first, cal.shift(cal.add_months(first, months), -1))
            if front
            else (cal.add_months(last.replace(day=1), 1 - months), last)
        )
    elif pick(tokens, "b") or unit.value == "workday":
        end = cal.add_working_days(cal.shift(first, -1) if front else cal.shift(last, 1), number if front else -number)
        first, last = (first, end) if front else (end, last)
    elif days:
        first, last = (first, cal.shift(first, days - 1)) if front else (cal.shift(last, 1 - days), last)
    else:
        return None
    if first < (whole.first or whole.last) or last > whole.last:
        return None
    return Span(first, last, "range", past=last < scene.reference)


def _week_of_month(tokens: list[Token], scene: Scene) -> Span | None:
    """Week 3 of January."""
    span, number = tokens[-1].value, pick(tokens, "de")
    assert number is not None
    if span.kind != "month" or tokens[0].value not in ("week", "number") or not 1 <= number.value <= 5:
        return None
    return _nth([number._replace(tag="o"), tokens[0]._replace(tag="u", value="week"), *tokens[-2:]], scene)


def _week_of(tokens: list[Token], scene: Scene) -> Span | None:
    """Monday to Friday of the week that holds the day; "week ending" ends on it."""
    word, span = pick(tokens, "Ku"), span_of(tokens)
    if span is None or word is None or word.value == "number" or span.kind not in ("day", "range"):
        return None
    if span.weekday is not None:
        return None
    if span.kind == "range" and span.first:  # semana del 14 al 18
        return span
    start = cal.monday(span.last)
    last = span.last if word.value == "ending" else cal.shift(start, cal.FRIDAY)
    if span.last.weekday() >= cal.SATURDAY and word.value != "ending":  # a Sunday names the week it opens
        start = cal.shift(start, 7 if span.last.weekday() == 6 else 0)
        last = cal.shift(start, cal.FRIDAY)
    others = tuple(Span(cal.monday(o.last), cal.shift(cal.monday(o.last), cal.FRIDAY), "week") for o in span.others)
    return Span(start, last, "week", others=others, note=span.note, past=last < scene.reference)


PARTS: list[Rule] = [
    ("nth", r"T?(?:[oO]-?>?-?p?|p-?>-?p|p)(?:(?:w|b?u)(?:[fR]T?|(?=[@y]))|KT?)(?:@|u|y)", _nth),
    ("some_of", r"T?[oOp][qdc]b?u[fR]T?(?:@|u|y)", _some_of),
    ("weekend_of", r"T?ufT?A", _weekend_of),
    ("week_of_month", r"[uK][de][fR]T?@", _week_of_month),
    ("week_of", r"T?K,?T?[A@]", _week_of),
]
SHARES: list[Rule] = [
    ("part", r"s(?:[->/&]{0,2}s)?-?[fRT]{0,3}(?:[@Au]|u?fy|y)|[@u]s(?!f)", _part),
]
