"""Days and periods named by a word: "next Friday", "Friday of next week", "KW 47", "Q1", "EOM", "Easter", "today"."""

from dataclasses import replace
from datetime import date

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.days import month as month_
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Rule, Scene, Span, period, pick, plain


def _weekday(tokens: list[Token], scene: Scene) -> Span | None:
    token, pointer = pick(tokens, "w"), pick(tokens, "pP")
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
    token, pointer, unit = pick(tokens, "w"), pick(tokens, "pP"), pick(tokens, "u")
    after = pick(tokens, "R")
    assert token is not None
    if unit and unit.value not in ("week", "fortnight"):
        return None
    if unit and pointer is None:  # Monday week
        day = cal.shift(cal.weekday_after(scene.reference, token.value), 7 if unit.value == "week" else 14)
    elif after and after.value == "after" and pointer and pointer.value == "next":
        day = cal.shift(cal.monday(scene.reference), 14 + token.value)
        sooner = cal.shift(cal.weekday_after(scene.reference, token.value), 7)
        if unit is None and sooner != day:
            return Span(day, day, others=(Span(sooner, sooner),))
    elif pointer and unit:
        on = {"this": 0, "last": -1}.get(pointer.value, 1)
        day = cal.shift(cal.monday(scene.reference), 7 * on + token.value)
    else:
        return None
    return Span(day, day, past=day < scene.reference)


def _pointed(tokens: list[Token], scene: Scene) -> Span | None:
    """This week, next month, last quarter, the week after next, the following week."""
    unit, pointer, after = pick(tokens, "u"), pick(tokens, "pP"), pick(tokens, "R")
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
    span = period(now, unit.value, on)
    if span is None or unit.value == "workday" or unit.word in ("weeks", "months", "quarters", "years"):
        return None
    if kind == "this":  # what is left of it
        return replace(span, first=None) if unit.value != "weekend" else span
    return replace(span, past=span.last < scene.reference)


def _weekend(tokens: list[Token], scene: Scene) -> Span | None:
    """The weekend, after a preposition; within the week, within the month: what is left of it."""
    on, unit = 1 if scene.reference.weekday() >= cal.SATURDAY else 0, tokens[-1].value
    if unit == "weekend":
        return period(scene.reference, unit, on)
    within = tokens[0].tag == "T" and scene.before[-1].value == "within"
    span = period(scene.reference, unit, on if unit == "week" else 0) if within and unit != "workday" else None
    return replace(span, first=None) if span else None


def _quarter(tokens: list[Token], scene: Scene) -> Span | None:
    token = tokens[0] if tokens[0].tag != "T" else tokens[1]
    unit = token if token.tag == "Q" else tokens[tokens.index(token) + 1]
    if (token.tag != "Q" and unit.value != "quarter") or not 1 <= token.value <= 6:
        return None
    rest = tokens[tokens.index(unit) + 1 :]
    year, pointer = pick(rest, "ykd"), pick(rest, "p")
    now = scene.reference
    if year:
        number = year.value if year.value > 31 else 2000 + year.value
    elif pointer:
        number = now.year + {"this": 0, "last": -1}.get(pointer.value, 1)
    else:
        number = now.year + (token.value < (cal.quarter(now) if token.value <= 4 else 5 + (now.month > 6)))
    if not 1 <= number <= 9999:
        return None
    if token.value > 4:  # H1, H2
        first, last = (
            date(number, 1 if token.value == 5 else 7, 1),
            cal.month_end(number, 6 if token.value == 5 else 12),
        )
    else:
        first, last = cal.quarter_days(number, token.value)
    return Span(first, last, "quarter", past=last < now, bare=True, step=None if year else "year")


def _week_number(tokens: list[Token], scene: Scene) -> Span | None:
    number, year, pair = pick(tokens, "dc"), pick(tokens, "yk"), pick(tokens, "N")
    numbers = [t.value for t in tokens if t.tag in "dc"]
    if pair is not None:  # KW 47/48
        if pair.value[0] != "/" or pair.value[3] is not None:
            return None
        numbers = list(pair.value[1:3])
    assert number is not None or pair is not None
    if (tokens[0].tag == "u" and tokens[0].value != "week") or tokens[0].value in ("of", "ending"):
        return None
    years = [year.value] if year else [scene.reference.year, scene.reference.year + 1]
    for candidate in years:
        start, end = cal.iso_week(candidate, numbers[0]), cal.iso_week(candidate, numbers[-1])
        if start and end and end >= start and (year or cal.shift(end, cal.FRIDAY) >= scene.reference):
            last = cal.shift(end, cal.FRIDAY)
            return Span(start, last, "week", past=last < scene.reference, bare=tokens[0].word in ("w", "wk", "week"))
    return None


def _next_business_day(tokens: list[Token], scene: Scene) -> Span | None:
    if pick(tokens, "p") is None or tokens[-1].value != "day" or tokens[-3].value not in ("next", "following"):
        return None
    day = cal.add_working_days(scene.reference, 1)
    return Span(day, day)


def _today(tokens: list[Token], scene: Scene) -> Span | None:
    day = cal.shift(scene.reference, tokens[0].value)
    return Span(day, day, past=tokens[0].value < 0)


def _year(tokens: list[Token], scene: Scene) -> Span | None:
    """In 2027, by 2028: a year on its own, where no thing is counted by it."""
    year = tokens[0].value
    if abs(year - scene.reference.year) > 10 or not scene.after_is(".,|:)->&lLIjWRt"):
        return None
    if scene.before[-1].value not in ("in", "by", "before", "after", "from", "until", "within"):
        return None
    return Span(date(year, 1, 1), date(year, 12, 31), "year", past=year < scene.reference.year)


def _end_word(tokens: list[Token], scene: Scene) -> Span | None:
    """EOW, EOM, EOQ, EOY; EOD stays a time of day until the next pass."""
    unit, month, year = tokens[0].value, pick(tokens, "m"), pick(tokens, "y")
    if unit == "day":
        return None
    if month:
        whole = month_([token for token in tokens if token.tag in "my"], scene)
        return Span(None, whole.last, "end") if whole else None
    day = date(year.value, 1, 1) if year else scene.reference
    on = 1 if unit == "week" and day.weekday() >= cal.SATURDAY else 0
    span = period(day, unit, on)
    return Span(None, span.last, "end") if span else None


def _holiday(tokens: list[Token], scene: Scene) -> Span | None:
    token, year, pointer, unit = (pick(tokens, tags) for tags in ("H", "yk", "p", "u"))
    now = scene.reference
    if token is None and tokens[0].value == "new_year":
        start = cal.coming(now, (cal.make(y, 1, 1) for y in cal.years_from(now.year)))
        return Span(start, start.replace(day=31), "season", approximate=True) if start else None
    if token is None:  # the holidays: from Christmas to New Year
        start = cal.coming(now, (cal.make(y, 12, 25) for y in cal.years_from(now.year)))
        return Span(start, cal.shift(start, 7), "season", approximate=True) if start else None
    if unit and unit.value == "week" and not pointer:
        unit = None
        whole = "week"
    elif unit and not pointer:
        whole, unit = unit.value, None
    else:
        whole = ""
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
    if whole == "weekend":  # the free days around it
        start = cal.shift(cal.monday(day), 5 if day.weekday() >= 3 else -2)
        return Span(min(start, day), max(cal.shift(start, 1), day), "weekend", past=day < now)
    if whole:
        return period(day, "week", 0) if whole == "week" else None
    return Span(day, day, past=day < now, bare=pointer is None and year is None, step="year")


PERIODS: list[Rule] = [
    ("weekday_of_week", r"pu,?R?T?w|T?w,?[Rf]?T?pu|T?w,?[Rf]?T?uP|wu(?!R)|T?w,?T?u?Rp", _weekday_of_week),
    ("quarter", r"(?:T?[oO]u|Q)(?:,?f?T?(?:pu|[yk])|[-/]d)?", _quarter),
    ("week_number", r"K(?:N|[dc][l&>-][dc])|u[dc][l>-][dc](?!u)|[Ku][dc](?:[-/,]?f?[yk]|(?![-/:uU]))", _week_number),
    ("end_word", r"F(?:,?f?m(?:,?y)?|,?y)?", _end_word),
    ("holiday", r"T?p?H(?:,?f?[yk]|f?pu|u)?|S", _holiday),
]  # fmt: skip
LOOSE: list[Rule] = [
    ("weekday", r"T?pw(?![fR]T?[mpuQ])P?|(?<![oOp])T?wP?", _weekday),
    ("pointed", r"T?pu(?![fR]T?[mQpHu])|T?uRp|T?uP", _pointed),
    ("weekend", r"(?<=[R>])T?u", _weekend),
    ("business_day", r"T?pbu", _next_business_day),
    ("relative", r"r", _today),
    ("year", r"(?<=R)y", _year),
]  # fmt: skip
