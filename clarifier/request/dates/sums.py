"""So many units from a day: "a week from Monday", "the day before Christmas", "in 3 weeks", "10 working days ARO"."""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.lexicon import is_english, languages_of, lexicon
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Rule, Scene, Span, period, pick, span_of


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
    joined = (
        bool(counts)
        and unit.value in ("week", "fortnight")
        and (base.weekday is not None or scene.reference == base.last)
    )
    if (relation is None or relation.value == "on") and not joined:  # "il giorno 28/10"
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
    """Friday in two weeks, heute in einer Woche."""
    weekday, unit, relation = tokens[0].value, pick(tokens, "u"), pick(tokens, "R")
    if unit and relation and relation.value == "in" and weekday.last == scene.reference and unit.value != "hour":
        day = _add(scene.reference, _counts(tokens)[0], unit.value, False)
        return Span(day, day)
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
    if pointer and pointer.value == "last":
        return _past_stretch(tokens, scene)
    if pointer and pointer.value not in ("next", "coming", "following"):
        return None
    if relation and relation.value not in ("in", "within", "by", "before", "around", "for", "from", "at"):
        return None
    if unit.value == "weekend" or (unit.value == "hour" and relation is None):
        return None
    counts = _counts(tokens)
    if not counts and unit.word.endswith("s"):  # "in the coming weeks" says nothing
        return None
    if not counts and unit.value == "day" and not scene.after_is(".,|)"):  # next day air
        return None
    counts = counts or [1]
    if relation and relation.value == "before" and relation.word == "vor":  # vor drei Wochen
        return _ago(tokens, scene)
    foreign = relation is not None and relation.value == "by" and not is_english(relation.word)
    if relation and relation.value not in ("in", "within") and pick(tokens, "Yp") is None and not foreign:
        return None
    working = pick(tokens, "b") is not None
    days = [_add(scene.reference, count, unit.value, working) for count in counts]
    if pointer and unit.value == "quarter":  # the next two quarters are those of the calendar
        days = [cal.quarter_days(day.year, cal.quarter(day))[1] for day in days]
    within = foreign or any(t.value == "within" or t.tag == "p" for t in tokens if t.tag in "Rp")
    first = min(days) if len(days) > 1 and not within else None
    return Span(
        first, max(days), "duration", approximate=_vague(tokens), said="within" if within else "in" if relation else ""
    )


def _in_one(tokens: list[Token], scene: Scene) -> Span | None:
    """Za tydzień: in a week, in one word."""
    relation, unit = tokens
    if relation.value != "in" or "pl" not in languages_of(relation.word) or unit.value in ("hour", "weekend"):
        return None
    return Span(None, _add(scene.reference, 1, unit.value, False), "duration", said="in")


def _compound(tokens: list[Token], scene: Scene) -> Span | None:
    """In 2 weeks and 3 days, 1 month 21 days ago."""
    relation, day, counts = pick(tokens, "R"), scene.reference, 0
    back = tokens[-1].tag == "g" or tokens[0].tag == "G"
    if relation and not back and relation.value not in ("in", "within"):
        return None
    steps = [(one.value, two.value) for one, two in pairwise(tokens) if two.tag == "u" and one.tag in "aqdc"]
    for count, unit in sorted(
        steps,
        key=lambda step: ("year", "quarter", "month").index(step[1]) if step[1] in ("year", "quarter", "month") else 9,
    ):
        if unit in ("hour", "weekend"):
            return None
        day, counts = _add(day, -count if back else count, unit, False), counts + 1
    if back:
        return Span(day, day, past=True)
    return Span(None, day, "duration", said="within" if relation and relation.value == "within" else "in")


def _past_stretch(tokens: list[Token], scene: Scene) -> Span | None:
    """The last 3 months, the past two weeks, the previous 10 days."""
    pointer, unit, working = pick(tokens, "p"), pick(tokens, "u"), pick(tokens, "b") is not None
    assert pointer is not None and unit is not None
    if pointer.value != "last" or unit.value in ("hour", "weekend"):
        return None
    counts, now = _counts(tokens), scene.reference
    if not counts:
        return None
    count = counts[-1]
    if unit.value == "quarter":
        begin = cal.quarter_days(now.year, cal.quarter(now))[0]
        return Span(cal.add_months(begin, -3 * min(count, 10_000)), cal.shift(begin, -1), "range", past=True)
    return Span(
        _add(now, -count, unit.value, working), cal.shift(now, -1), "range", past=True, approximate=_vague(tokens)
    )


def _later(tokens: list[Token], scene: Scene) -> Span | None:
    """Two weeks later, a day after that: counted from the day named before."""
    unit, named = pick(tokens, "u"), next((t.value for t in scene.before[:-60:-1] if t.tag in "A@"), None)
    rest = any(t.word in lexicon().rest for t in scene.before[-8:])  # else it is what they could live with
    if (
        unit is None
        or named is None
        or not rest
        or unit.value == "hour"
        or (tokens[-1].tag == "s" and tokens[-1].word != "later")
    ):
        return None
    days = [_add(named.last, count, unit.value, pick(tokens, "b") is not None) for count in _counts(tokens)]
    return Span(
        min(days) if len(days) > 1 else None,
        max(days),
        "duration",
        approximate=_vague(tokens),
        past=max(days) < scene.reference,
    )


def _within_of(tokens: list[Token], scene: Scene) -> Span | None:
    """Within 10 days of 5 May."""
    unit, base = pick(tokens, "u"), tokens[-1].value
    assert unit is not None
    if tokens[0].value != "within" or unit.value in ("hour", "weekend"):
        return None
    day = _add(base.last, _counts(tokens[:-1])[0], unit.value, pick(tokens, "b") is not None)
    return Span(None, day, "duration", past=day < scene.reference, said="within")


def _nth_weekday_after(tokens: list[Token], scene: Scene) -> Span | None:
    """The third Tuesday after Easter, the second Friday before Christmas."""
    nth, weekday, relation, base = pick(tokens, "oO"), pick(tokens, "w"), pick(tokens, "R"), tokens[-1].value
    assert nth is not None and weekday is not None and relation is not None
    if relation.value not in ("after", "before", "from"):
        return None
    weeks = 7 * (min(nth.value, 1000) - 1)
    if relation.value == "before":
        day = cal.shift(cal.weekday_before(base.first or base.last, weekday.value), -weeks)
    else:
        day = cal.shift(cal.weekday_after(base.last, weekday.value), weeks)
    return Span(day, day, past=day < scene.reference)


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
# "following" points ("the following week") and relates ("the week following Thanksgiving")
_MORE = r"(?:,?&?[aqdc]u){1,3}"
SUMS: list[Rule] = [
    ("within_of", rf"R{_COUNT}b?ub?fT?A", _within_of),
    ("compound", rf"G[aqdc]u{_MORE}|R?[aqdc]u{_MORE}g|R[aqdc]u{_MORE}(?!R[A@]|[fsY-])", _compound),
    ("later", rf"{_COUNT}b?u[hs]", _later),
    ("nth_weekday_after", r"T?[oO]wR[TR]?[A@]", _nth_weekday_after),
    ("sum", rf"T?(?:{_COUNT}|O)?b?ub?,?[Rp]?T?A|T?(?:{_COUNT}|O)?b?u[Rp]T?@", _sum),
    ("weekday_near", r"T?A[Rp][TR]?[A@]", _weekday_near),
    ("weekday_in", r"AR[aqdc]u", _weekday_in),
    ("ago", rf"R?{_COUNT}b?ub?g|G{_COUNT}u", _ago),
    ("or_two", r"R[aq]ulq", _duration),
    ("receipt", rf"R?{_COUNT}-?b?ub?,?R?Y", _duration),
    ("asked", rf"(?<=x){_COUNT}b?u(?!R[A@]|[fsgY-])", _duration),
    ("duration", rf"R[fT]?R?T?p?R?{_COUNT}-?b?ub?(?!R[A@]|[s-])|RT?pb?u(?!f)", _duration),
    ("in_one", r"Ru(?![a-zA-Z@])", _in_one),
    ("coming", rf"T?(?:p{_COUNT}|{_COUNT}p)b?u(?!R[A@])", _duration),
]  # fmt: skip
