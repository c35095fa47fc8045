"""Days and stretches with a name of their own: "Easter 2027", "Thanksgiving weekend", "the holidays", "end of summer"."""

from dataclasses import replace

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.feasts import Days, feasts
from clarifier.request.dates.lexicon import lexicon
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Rule, Scene, Span, period, pick
from clarifier.request.dates.words import tokenize
from clarifier.texts import table


def names_a_feast(quote: str) -> bool:
    """Whether a date phrase names a feast: "Anzac Day", "before Christmas"."""
    return any(token.tag == "H" for token in tokenize(quote))


def _feast(tokens: list[Token], scene: Scene) -> Span | None:
    token, year, pointer = pick(tokens, "H"), pick(tokens, "yk"), pick(tokens, "pP")
    assert token is not None
    units = [t.value for t in tokens if t.tag == "u"]
    now, kind = scene.reference, pointer.value if pointer else ""
    pointed = pointer is not None and units[-1:] == ["year"]  # Easter of next year
    earlier: Days | None = None
    if year or pointed:
        number = year.value if year else now.year + {"this": 0, "last": -1}.get(kind, 1)
        days = next(iter(feasts(token.value, number)), None) if 1 <= number <= 9999 else None
    else:
        known = [days for y in cal.years_from(now.year) for days in feasts(token.value, y)]
        earlier = next((one for one in reversed(known) if one[1] < now), None)
        days = earlier if kind == "last" else next((one for one in known if one[1] >= now), None)
    if days is None:
        return None
    first, last = days
    whole = "" if pointed or not units else units[0]
    if whole == "weekend":  # the free days around it
        start = cal.shift(cal.monday(first), 5 if first.weekday() >= 3 else -2)
        return Span(min(start, first), max(cal.shift(start, 1), last), "weekend", past=last < now)
    if whole:
        return period(first, "week", 0) if whole == "week" else None
    told = pointer is not None or year is not None
    return Span(
        first, last, "day" if first == last else "season", past=last < now, bare=not told,
        step=None if told else "year", earlier=earlier and earlier[0],
    )  # fmt: skip


def _around_new_year(tokens: list[Token], scene: Scene) -> Span | None:
    """The new year: its January; the holidays: from Christmas to New Year."""
    now, month, day, days = scene.reference, 12, 25, 7
    if tokens[0].value == "new_year":
        month, day, days = 1, 1, 30
    start = cal.coming(now, (cal.make(y, month, day) for y in cal.years_from(now.year)))
    return Span(start, cal.shift(start, days), "season", approximate=True) if start else None


def _season(tokens: list[Token], scene: Scene) -> Span | None:
    """Spring, summer, autumn, winter: by the sun, so the turn of a season is near enough and no more."""
    token, year, pointer, unit = (pick(tokens, tags) for tags in ("J", "yk", "pP", "u"))
    assert token is not None
    before = scene.before[-1] if scene.before else None
    asks = before is not None and (before.tag == "s" or before.value in ("by", "before", "after", "not_before"))
    alone = not (year or pointer or asks)  # "for the summer" and "maybe in the fall" ask for no day
    if alone or (scene.after and scene.after.tag in "xUuXBdc" and not year and not _goes_on(scene)):
        return None
    now = scene.reference
    number = year.value if year else 0
    if pointer and unit:
        number = now.year + {"this": 0, "last": -1}.get(pointer.value, 1)
    if number:
        found = _of_year(token.value, number)
        return found and replace(found, past=found.last < now)
    seasons = [s for y in range(max(now.year - 2, 1), min(now.year + 3, 9999)) if (s := _of_year(token.value, y))]
    kind = pointer.value if pointer else ""
    if kind == "last":
        past = [s for s in seasons if s.last < now]
        return replace(past[-1], past=True) if past else None
    wanted = [s for s in seasons if (s.first or now) > now or (s.last >= now and kind != "next")]
    return replace(wanted[0], bare=not pointer, step="year") if wanted else None


def _of_year(begin: str, year: int) -> Span | None:
    begins = table("lexicons/holidays")["seasons"]["begin"]
    after = begins[(begins.index(begin) + 1) % 4]
    first, next_ = (cal.make(year + (day < begin), *(int(n) for n in day.split("-"))) for day in (begin, after))
    return Span(first, cal.shift(next_, -1), "quarter", approximate=True) if first and next_ else None


def _goes_on(scene: Scene) -> bool:
    """Whether the word that follows leaves a season one: "by spring at the latest", not "in spring steel"."""
    return scene.after is not None and scene.after.word in lexicon().after_day


_YEAR = r"(?:,?(?:f|R(?=y))?[yk]|,?f?pu|,?uP)"
NAMED: list[Rule] = [
    ("feast", rf"(?:T?uf)?T?(?:(?<![wu])p)?H(?:{_YEAR}|u)?", _feast),
    ("around_new_year", r"S", _around_new_year),
    ("season", rf"T?p?J(?:{_YEAR}|P)?", _season),
]
