"""Days and weeks named by a word: "next Friday", "Friday of next week", "the week after next", "two Mondays ago", "today"."""

from dataclasses import replace
from datetime import date

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.lexicon import languages_of, lexicon
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Rule, Scene, Span, period, pick, plain


def _named_before(scene: Scene) -> date | None:
    """The last day of the date named last before."""
    return next((t.value.last for t in scene.before[:-60:-1] if t.tag in "A@"), None)


def _week_named(scene: Scene) -> date | None:
    """The Monday of the week that the date named last before lies in, where that is still to come."""
    days = [t.value for t in scene.before[:-60:-1] if t.tag in "A@"]
    whole = (span for span in days if span.weekday is None and span.step not in ("week", "month"))
    named = next(whole, days[0] if days else None)  # "the 5th" and "the Saturday" name their week by what stands before
    monday = cal.monday(named.first or named.last) if named else None
    return monday if monday and monday >= cal.monday(scene.reference) else None


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
        if kind == "that" and (monday := _week_named(scene)) and cal.shift(monday, weekday) > now:
            day = cal.shift(monday, weekday)  # "the wedding is on Saturday the 20th, we load that Thursday"
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
    """Friday next week, next week Wednesday, Monday week, Friday after next, Friday the week after next, the Friday of that week."""
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
    elif pointer and unit and pointer.value in ("that", "following") and (named := _week_named(scene)):
        day = cal.shift(named, token.value + (7 if pointer.value == "following" else 0))
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
    if kind == "that":  # "the show is on 3 May, any day that week"
        named = _week_named(scene) if unit.value == "week" else None
        return period(named, "week", 0) if named else None
    on = {"this": 0, "last": -1, "after_next": 2}.get(kind, 1) + (1 if after else 0)
    told = kind == "following" or pointer.word.endswith("previous")
    if told and not after and (named := _named_before(scene)) and named > now:
        now = named
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
        span = period(scene.reference, unit, on)
        return replace(span, step="week") if span else None
    relation = scene.before[-1]
    within = tokens[0].tag == "T" and relation.value == "within"
    within = within or relation.word.split()[0] in lexicon().within_this
    span = period(scene.reference, unit, on if unit == "week" else 0) if within and unit != "workday" else None
    return replace(span, first=None) if span else None


def _weekday_of_week_beside(tokens: list[Token], scene: Scene) -> Span | None:
    """The Friday of the week before, Tuesday the week after: next to the week of the day named before."""
    weekday, relation, named = pick(tokens, "w"), tokens[-1], _week_named(scene)
    assert weekday is not None
    if tokens[-2].value != "week" or relation.value not in ("before", "after") or named is None:
        return None
    day = cal.shift(named, weekday.value + (7 if relation.value == "after" else -7))
    return Span(day, day, past=day < scene.reference)


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


def _week_from(tokens: list[Token], scene: Scene) -> Span | None:
    """Tomorrow week, today fortnight."""
    days = {"week": 7, "fortnight": 14}.get(tokens[1].value)
    if days is None or tokens[0].value < 0:
        return None
    day = cal.shift(scene.reference, tokens[0].value + days)
    return Span(day, day)


def _today(tokens: list[Token], scene: Scene) -> Span | None:
    day = cal.shift(scene.reference, tokens[0].value)
    return Span(day, day, past=tokens[0].value < 0)


def _a_week_on(tokens: list[Token], scene: Scene) -> Span | None:
    """Za tydzień w piątek, w piątek za tydzień."""
    said, weekday, unit = scene.before[-1] if tokens[0].tag == "u" else tokens[1], pick(tokens, "w"), pick(tokens, "u")
    assert weekday is not None and unit is not None
    if "pl" not in languages_of(said.word) or said.value != "in" or unit.value != "week":
        return None
    day = cal.shift(cal.monday(scene.reference), 7 + weekday.value)
    return Span(day, day)


WEEKS: list[Rule] = [
    ("a_week_on", r"(?<=R)uRw|wRu(?![a-zA-Z@])", _a_week_on),
    ("weekday_of_week_beside", r"T?w,?f?T?uR(?=[|.,)W]|$)", _weekday_of_week_beside),
    ("weekday_of_week", r"pu,?R?T?w|T?w,?[Rf]?T?pu|T?w,?[Rf]?T?uP|wu(?!R)|T?w,?f?T?u?Rp", _weekday_of_week),
]
LOOSE: list[Rule] = [
    ("week_from", r"ru(?![a-zA-Z@])", _week_from),
    ("weekday", r"T?pw(?![fR]T?[mpuQ])P?|(?<![oOp])T?wP?", _weekday),
    ("pointed", r"T?p-?u(?![fR]T?[mQpHuy]|m(?![deoO]))|T?uRp|T?uP", _pointed),
    ("weekend", r"(?<=[R>])T?u(?!f)", _weekend),
    ("business_day", r"T?pbu", _next_business_day),
    ("relative", r"r", _today),
    ("several_weekdays", r"[qd][Ew][Yhgs]", _several_weekdays),
    ("now", r"(?<=[&>])i", _now),
]  # fmt: skip
