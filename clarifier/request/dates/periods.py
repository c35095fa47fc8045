"""Periods named by their number: "KW 47", "week 2 of January", "Q1", "H1 2027", "2027", "FY27"; and "EOM"."""

from datetime import date

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.days import month as month_
from clarifier.request.dates.days import numbered_day
from clarifier.request.dates.lexicon import is_english, lexicon
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Rule, Scene, Span, period, pick


def _quarter(tokens: list[Token], scene: Scene) -> Span | None:
    token = next(t for t in tokens if t.tag in "QoO")
    unit = token if token.tag == "Q" else next(t for t in tokens[tokens.index(token) + 1 :] if t.tag != ".")
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
    if tokens[0].value == "day" and number and number.value <= 31 and not is_english(tokens[0].word):  # el día 20
        return numbered_day(number.value, scene)
    if tokens[0].value == "quarter" and number and 1 <= number.value <= 4:  # quarter 2 of 2027
        return _quarter([number._replace(tag="Q"), *[t for t in tokens if t.tag in "ykp"]], scene)
    if (tokens[0].tag == "u" and tokens[0].value != "week") or tokens[0].value in ("of", "ending"):
        return None
    if tokens[0].word == "s" and not (scene.before and scene.before[-1].tag in "Rs"):  # en S38, and no part S38
        return None
    on = {"this": 0, "last": -1}.get(pointer.value, 1) if pointer else 0
    told = year is not None or pointer is not None
    years = [year.value if year else scene.reference.year + on, *([] if told else [scene.reference.year + 1])]
    for candidate in years:
        start, end = cal.iso_week(candidate, numbers[0]), cal.iso_week(candidate, numbers[-1])
        if start and end and end >= start and (told or cal.shift(end, cal.FRIDAY) >= scene.reference):
            last = cal.shift(end, cal.FRIDAY)
            return Span(start, last, "week", past=last < scene.reference, bare=_is_loose(tokens[0].word), numbered=True)
    return None


def _numbered_week(tokens: list[Token], scene: Scene) -> Span | None:
    """In der 10. KW, w 10 tygodniu, w 41. tygodniu."""
    number, word = pick(tokens, "dec"), tokens[-1]
    assert number is not None
    plain = number.tag != "e" and tokens[-2].tag not in ".|" and not word.word.startswith(("tyg", "tyd"))
    if word.tag == "K" and word.value != "number":
        return None
    if word.value == "quarter" and number.tag == "e":
        return _quarter([number._replace(tag="Q")], scene)
    if word.tag == "u" and (word.word not in lexicon().numbered_week or plain):
        return None
    return _week_number([word._replace(tag="K", value="number"), number._replace(tag="d")], scene)


def _is_loose(word: str) -> bool:
    """Whether a week is named as other things are too: "week 3", "W18 tungsten"."""
    return word in ("w", "wk", "week") or (word[0] == "w" and word[1:].isdecimal())


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
    on = 1 if unit in ("week", "next_week") and day.weekday() >= cal.SATURDAY else 0
    span = period(day, "week", on + 1) if unit == "next_week" else period(day, unit, on)
    return Span(None, span.last, "end") if span else None


PERIODS: list[Rule] = [
    ("quarter", r"y[-/]Q|T?(?:[oO][.]?u|Q)(?:[,/-]?f?T?(?:pu|u?[yk])|[-/]d)?", _quarter),
    ("half", r"t[,-]?f?[yk]", _half),
    ("numbered_week", r"(?:e|c[.|])K(?!T?[A@dc])|(?<=[R>s])T?[dec][.|]?u(?![a-zA-Z@])", _numbered_week),
    ("week_number", r"uz|uN|K(?:N|z|[dc][l&>-][dce])|u[dc][l>-][dce](?![um])|(?:K|(?<![dcqa])u)[dce](?:[-/,]?f?[yk]|,?f?T?pu|(?![-/:uU]|fT?[mp]))", _week_number),
    ("week_of_month", r"[uK][de]fT?m(?:,?f?y)?", _week_of_month),
    ("end_word", r"F(?:,?f?m(?:,?y)?|,?y)?", _end_word),
]  # fmt: skip
YEARS: list[Rule] = [
    ("year", r"T?uf?[yk]|(?<=R)y[>&R-]y(?![Uux])|(?<=R)y(?![>&-][yc])", _year),
]
