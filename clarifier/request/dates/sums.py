"""So many units from a day that is named: "a week from Monday", "the day before Christmas", "two weeks later"."""

from dataclasses import replace
from datetime import date

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.lexicon import lexicon
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Rule, Scene, Span, period, pick, span_of


def moved(day: date, count: int, unit: str, working: bool) -> date:
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


def counts_of(tokens: list[Token]) -> list[int]:
    return [token.value for token in tokens if token.tag in "aqdecO"]


def is_vague(tokens: list[Token]) -> bool:
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
    if scene.before and (scene.before[-1].tag in "Zn" or [t.tag for t in scene.before[-2:]] == ["n", "a"]):
        return None  # any day from 5 April; not a day before 5 April
    relation = next((t for t in reversed(tokens) if t.tag in "Rp"), None)
    sign = -1 if relation and relation.value == "before" else 1
    if relation and relation.value == "following":
        relation = relation._replace(value="after")
    if relation and relation.value not in ("after", "before", "from", "on"):
        return None
    counts = counts_of([t for t in tokens if t.start < unit.start])
    if not counts and unit.value in ("week", "month", "quarter", "year", "weekend"):
        if relation is None or relation.value not in ("after", "before"):
            return None
        start = base.last if sign > 0 else base.first or base.last
        if sign < 0 and unit.value == "week" and start.weekday() == cal.SUNDAY and base.weekday is None:
            start = cal.shift(start, 1)  # the week before Easter ends at its eve
        span = period(start, unit.value, sign)
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
    days = [moved(start, sign * count, unit.value, working) for count in counts or [1]]
    others = tuple(
        Span(d, d) for o in base.others if (d := moved(o.last, sign * (counts or [1])[-1], unit.value, working))
    )
    if len(days) > 1:
        return Span(min(days), max(days), "range", others=others)
    return Span(days[0], days[0], "day", others=others, note=base.note if others else None,
                approximate=is_vague(tokens) or base.approximate, past=days[0] < scene.reference)  # fmt: skip


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
    """Friday in two weeks, Freitag in 14 Tagen, heute in einer Woche."""
    weekday, unit, relation = tokens[0].value, pick(tokens, "u"), pick(tokens, "R")
    if unit and relation and relation.value == "in" and weekday.last == scene.reference and unit.value != "hour":
        day = moved(scene.reference, counts_of(tokens)[0], unit.value, False)
        return Span(day, day)
    days = min(counts_of(tokens)[0], 1000) * {"week": 7, "day": 1}.get(unit.value if unit else "", 0)
    if weekday.weekday is None or not days or days % 7 or relation is None or relation.value != "in":
        return None
    day = cal.shift(cal.monday(scene.reference), days + weekday.weekday)
    return Span(day, day)


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
    days = [moved(named.last, count, unit.value, pick(tokens, "b") is not None) for count in counts_of(tokens)]
    return Span(
        min(days) if len(days) > 1 else None,
        max(days),
        "duration",
        approximate=is_vague(tokens),
        past=max(days) < scene.reference,
    )


def _goes_on(scene: Scene) -> bool:
    """Whether what stands behind "the week before" says itself before what: "the week before we open"."""
    return scene.after is not None and scene.after.tag == "x" and scene.after.word not in lexicon().behind_a_week


def _next_to(tokens: list[Token], scene: Scene) -> Span | None:
    """The day after, the week before (that): next to the day named before."""
    unit, relation = pick(tokens, "u"), pick(tokens, "R")
    if tokens[-1].tag == "p" and tokens[-1].value != "that":
        return None
    if _goes_on(scene):
        return None
    base = next((t.value for t in scene.before[:-60:-1] if t.tag in "A@"), None)
    before = relation is not None and relation.value == "before"
    named = ((base.first if before else None) or base.last) if base else scene.reference
    if (
        unit is None
        or relation is None
        or relation.value not in ("after", "before")
        or unit.value in ("hour", "weekend")
    ):
        return None
    on = 1 if relation.value == "after" else -1
    if unit.value != "day":
        span = period(named, unit.value, on)
        return span and replace(span, past=span.last < scene.reference)
    day = cal.shift(named, on)
    return Span(day, day, past=day < scene.reference)


def _weekday_next_to(tokens: list[Token], scene: Scene) -> Span | None:
    """The Friday before, the Monday after: next to the day named before."""
    weekday, relation = span_of(tokens), pick(tokens, "R")
    named = next((t.value.last for t in scene.before[:-60:-1] if t.tag in "A@"), None)
    if weekday is None or weekday.weekday is None or relation is None or named is None:
        return None
    if relation.value not in ("before", "after") or _goes_on(scene):
        return None
    find = cal.weekday_before if relation.value == "before" else cal.weekday_after
    day = find(named, weekday.weekday)
    return Span(day, day, past=day < scene.reference)


def _within_of(tokens: list[Token], scene: Scene) -> Span | None:
    """Within 10 days of 5 May."""
    unit, base = pick(tokens, "u"), tokens[-1].value
    assert unit is not None
    if tokens[0].value != "within" or unit.value in ("hour", "weekend"):
        return None
    day = moved(base.last, counts_of(tokens[:-1])[0], unit.value, pick(tokens, "b") is not None)
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


COUNT = r"[aqdc](?:[->l&]{1,2}[aqdc])?"
# "following" points ("the following week") and relates ("the week following Thanksgiving")
SUMS: list[Rule] = [
    ("within_of", rf"R{COUNT}b?ub?fT?A", _within_of),
    ("weekday_next_to", r"T?AR(?=[|.,()W&lx]|$)", _weekday_next_to),
    ("next_to", r"TuRp?(?=[|.,)W&l-]|$|x)", _next_to),
    ("later", rf"{COUNT}b?u[hs]", _later),
    ("nth_weekday_after", r"T?[oO]wR[TR]?[A@]", _nth_weekday_after),
    ("sum", rf"T?(?:{COUNT}|O)?b?ub?,?[Rp]?T?A|T?(?:{COUNT}|O)?b?u[Rp]T?@", _sum),
    ("weekday_near", r"T?A[Rp][TR]?[A@]", _weekday_near),
    ("weekday_in", r"AR[aqdc]u", _weekday_in),
]  # fmt: skip
