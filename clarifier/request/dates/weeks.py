"""Days and periods named by a word: "next Friday", "Friday of next week", "KW 47", "Q1", "EOM", "today", "2027"."""

from dataclasses import replace
from datetime import date

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.days import month as month_
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Rule, Scene, Span, period, pick, plain


def _named_before(scene: Scene) -> date | None:
    """The last day of the date named last before."""
    return next((t.value.last for t in scene.before[:-60:-1] if t.tag in "A@"), None)


def _weekday(tokens: list[Token], scene: Scene) -> Span | None:
    token, pointer = pick(tokens, "w"), pick(tokens, "pP")
    assert token is not None
    now, weekday = scene.reference, token.value
    soon = cal.weekday_after(now, weekday)
    kind = pointer.value if pointer else ""
    if kind == "last":
        day = cal.weekday_before(now, weekday)
        return Span(day, day, past=True)
    if kind in ("that", "following") and (named := _named_before(scene)):
        day = named if kind == "that" and named.weekday() == weekday else cal.weekday_after(named, weekday)
        return Span(day, day)
    if kind == "after_next":
        day = cal.shift(cal.monday(now), 14 + weekday)
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
        on = {"this": 0, "last": -1, "after_next": 2}.get(pointer.value, 1)
        day = cal.shift(cal.monday(scene.reference), 7 * on + token.value)
    else:
        return None
    return Span(day, day, past=day < scene.reference)


def _pointed(tokens: list[Token], scene: Scene) -> Span | None:
    """This week, next month, last quarter, the week after next, the following week."""
    unit, pointer, after = pick(tokens, "u"), pick(tokens, "pP"), pick(tokens, "R")
    assert unit is not None and pointer is not None
    now = scene.reference
    if unit.value == "day":  # the next day, and no "next day air"
        if tokens[0].tag != "T" or pointer.value not in ("next", "following") or after or not scene.after_is(".,|)"):
            return None
        day = cal.shift(_named_before(scene) or now, 1)
        return Span(day, day)
    if after and after.value != "after":
        return None
    kind = pointer.value
    if kind == "that":
        return None
    on = {"this": 0, "last": -1, "after_next": 2}.get(kind, 1) + (1 if after else 0)
    if kind == "following" and not after:
        now = _named_before(scene) or now
    if unit.value == "fortnight":
        return None
    if unit.value in ("week", "weekend") and kind == "this" and now.weekday() >= cal.SATURDAY and unit.value == "week":
        on = 1  # on a weekend "this week" is the one that is about to begin
    if unit.value == "weekend" and kind == "coming" and not after:
        on = int(now.weekday() >= cal.SATURDAY)
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
    token = next(t for t in tokens if t.tag in "QoO")
    unit = token if token.tag == "Q" else tokens[tokens.index(token) + 1]
    if (token.tag != "Q" and unit.value != "quarter") or not 1 <= token.value <= 6:
        return None
    rest = tokens[tokens.index(unit) + 1 :]
    year, pointer = pick(rest, "ykd") or pick(tokens[:1], "y"), pick(rest, "p")
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
    number, year, pair = pick(tokens, "dce"), pick(tokens, "yk"), pick(tokens, "N")
    numbers, pointer = [t.value for t in tokens if t.tag in "dce"], pick(tokens, "p")
    month_like = pick(tokens, "z")
    if month_like:  # week 12/2027
        year, numbers = month_like._replace(value=month_like.value[0]), [month_like.value[1]]
    if pair is not None:  # KW 47/48
        if pair.value[0] != "/" or pair.value[3] is not None:
            return None
        numbers = list(pair.value[1:3])
    assert number is not None or pair is not None or month_like is not None
    if (tokens[0].tag == "u" and tokens[0].value != "week") or tokens[0].value in ("of", "ending"):
        return None
    on = {"this": 0, "last": -1}.get(pointer.value, 1) if pointer else 0
    told = year is not None or pointer is not None
    years = [year.value if year else scene.reference.year + on, *([] if told else [scene.reference.year + 1])]
    for candidate in years:
        start, end = cal.iso_week(candidate, numbers[0]), cal.iso_week(candidate, numbers[-1])
        if start and end and end >= start and (told or cal.shift(end, cal.FRIDAY) >= scene.reference):
            last = cal.shift(end, cal.FRIDAY)
            return Span(start, last, "week", past=last < scene.reference, bare=tokens[0].word in ("w", "wk", "week"))
    return None


def _week_of_month(tokens: list[Token], scene: Scene) -> Span | None:
    """Week 2 of January."""
    whole = month_([token for token in tokens if token.tag in "my"], scene)
    if whole is None or whole.first is None or tokens[0].value not in ("week", "number"):
        return None
    days = cal.nth_week(whole.first, whole.last, tokens[1].value)
    return Span(*days, "week", past=days[1] < scene.reference) if days else None


def _half(tokens: list[Token], scene: Scene) -> Span | None:
    """1H 2027, which has the shape of an hour."""
    if tokens[0].word not in ("1h", "2h"):
        return None
    half = tokens[0]._replace(tag="Q", value=4 + int(tokens[0].word[0]))
    return _quarter([half, *tokens[1:]], scene)


def _several_weekdays(tokens: list[Token], scene: Scene) -> Span | None:
    """Three Fridays from now, two Mondays later, two Thursdays ago."""
    count, weekday = pick(tokens, "qd"), pick(tokens, "Ew")
    assert count is not None and weekday is not None
    if tokens[-1].tag == "s" and tokens[-1].word != "later":
        return None
    weeks = 7 * (min(count.value, 1000) - 1)
    if tokens[-1].tag == "g":
        day = cal.shift(cal.weekday_before(scene.reference, weekday.value), -weeks)
    else:
        from_ = (_named_before(scene) if tokens[-1].tag in "hs" else None) or scene.reference
        day = cal.shift(cal.weekday_after(from_, weekday.value), weeks)
    return Span(day, day, past=day < scene.reference)


def _now(_: list[Token], scene: Scene) -> Span | None:
    """The second end of "between Jan 22 and now"."""
    if len(scene.before) < 2 or scene.before[-2].tag not in "A@":
        return None
    return Span(scene.reference, scene.reference, timed=True)


def _next_business_day(tokens: list[Token], scene: Scene) -> Span | None:
    if pick(tokens, "p") is None or tokens[-1].value != "day" or tokens[-3].value not in ("next", "following"):
        return None
    day = cal.add_working_days(scene.reference, 1)
    return Span(day, day)


def _today(tokens: list[Token], scene: Scene) -> Span | None:
    day = cal.shift(scene.reference, tokens[0].value)
    return Span(day, day, past=tokens[0].value < 0)


def _year(tokens: list[Token], scene: Scene) -> Span | None:
    """In 2027, by 2028, the year 2027, 2027 to 2029: a year, where no thing is counted by it."""
    unit, years = pick(tokens, "u"), [t.value for t in tokens if t.tag in "yk"]
    joint = tokens[1] if len(tokens) == 3 and unit is None else None
    if (unit and unit.value != "year") or (joint and joint.tag == "R" and joint.word != "~"):
        return None
    reach = 30 if unit else 15
    if any(abs(year - scene.reference.year) > reach for year in years) or years[0] > years[-1]:
        return None
    if unit is None:
        if not scene.after_is(".,|:)->&lLIjWRt"):
            return None
        if scene.before[-1].value not in (
            "in",
            "by",
            "before",
            "after",
            "from",
            "until",
            "within",
            "between",
            "since",
            "around",
        ):
            return None
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    fiscal = unit is not None and unit.word.startswith(("fy", "fiscal", "financial", "business"))
    note = "A fiscal year may begin in another month; it is read as the calendar year." if fiscal else None
    return Span(
        first, last, "year" if len(years) == 1 else "range", past=last < scene.reference, approximate=fiscal, note=note
    )


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


PERIODS: list[Rule] = [
    ("weekday_of_week", r"pu,?R?T?w|T?w,?[Rf]?T?pu|T?w,?[Rf]?T?uP|wu(?!R)|T?w,?T?u?Rp", _weekday_of_week),
    ("quarter", r"y[-/]Q|T?(?:[oO]u|Q)(?:[,/-]?f?T?(?:pu|u?[yk])|[-/]d)?", _quarter),
    ("half", r"t[,-]?f?[yk]", _half),
    ("week_number", r"uz|K(?:N|z|[dc][l&>-][dce])|u[dc][l>-][dce](?!u)|[Ku][dce](?:[-/,]?f?[yk]|,?f?T?pu|(?![-/:uU]|fT?[mp]))", _week_number),
    ("week_of_month", r"[uK][de]fT?m(?:,?f?y)?", _week_of_month),
    ("end_word", r"F(?:,?f?m(?:,?y)?|,?y)?", _end_word),
]  # fmt: skip
LOOSE: list[Rule] = [
    ("weekday", r"T?pw(?![fR]T?[mpuQ])P?|(?<![oOp])T?wP?", _weekday),
    ("pointed", r"T?p-?u(?![fR]T?[mQpHuy]|m(?![deoO]))|T?uRp|T?uP", _pointed),
    ("year", r"T?uf?[yk]|(?<=R)y[>&R-]y(?![Uux])|(?<=R)y(?![>&-][yc])", _year),
    ("weekend", r"(?<=[R>])T?u", _weekend),
    ("business_day", r"T?pbu", _next_business_day),
    ("relative", r"r", _today),
    ("several_weekdays", r"[qd][Ew][Yhgs]", _several_weekdays),
    ("now", r"(?<=[&>])i", _now),
]  # fmt: skip
