"""Days and weeks as French, Spanish and Italian say them: "le quinze octobre", "semana del 14 al 18", "le 5 du mois prochain", "semaine n° 38".

Comes in: tokens of `words` and the scene they stand in. Goes out: the span they name, or None.
"""

from datetime import date

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.days import numbered_day
from clarifier.request.dates.lexicon import languages_of
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Rule, Scene, Span, pick

_SPOKEN = frozenset({"fr", "es", "it"})


def _written_day(tokens: list[Token], scene: Scene) -> Span | None:
    """Le quinze octobre, el quince de octubre de 2026: the day in a word that counts."""
    number, month, year = pick(tokens, "q"), pick(tokens, "m"), pick(tokens, "yk")
    assert number is not None and month is not None
    if not languages_of(number.word.split()[0]) & _SPOKEN or number.value > 31:
        return None
    years = [year.value] if year else list(cal.years_from(scene.reference.year))
    floor = date(year.value, 1, 1) if year else scene.reference
    found = cal.coming(floor, (cal.make(one, month.value, number.value) for one in years))
    return Span(found, found, step=None if year else "year", past=found < scene.reference) if found else None


def _day_of_month(tokens: list[Token], scene: Scene) -> Span | None:
    """Le 18 du mois, il 5 del mese prossimo, el 5 del próximo mes."""
    number, unit, pointer, joint = (pick(tokens, tags) for tags in ("deo", "u", "pP", "R"))
    assert number is not None and unit is not None
    if unit.value != "month" or (joint is not None and joint.word != "du"):
        return None
    on = {"next": 1, "coming": 1, "following": 1, "last": -1}.get(pointer.value if pointer else "", 0)
    start = cal.add_months(scene.reference.replace(day=1), on)
    found = cal.make(start.year, start.month, number.value)
    if found and found < scene.reference and pointer is None:
        found = cal.make(*_next_month(start), number.value)
    return Span(found, found, past=found < scene.reference) if found else None


def _next_month(start: date) -> tuple[int, int]:
    following = cal.add_months(start, 1)
    return following.year, following.month


def _day_of_week(tokens: list[Token], scene: Scene) -> Span | None:
    """La semaine du 14, semana del 14 al 18: the day that names its week, the days of a week."""
    first, *others = (token.value for token in tokens if token.tag in "de")
    named = numbered_day(first, scene) if scene.before[-1].value == "of" else None
    if named is None or not others:
        return named
    same = cal.make(named.last.year, named.last.month, others[0])
    last = same if same and same >= named.last else cal.make(*_next_month(named.last.replace(day=1)), others[0])
    return Span(named.last, last, "range") if last else None


def _numbered_week(tokens: list[Token], scene: Scene) -> Span | None:
    """Semaine n° 38, sem. 38, settimana n. 38."""
    word, number = tokens[0], pick(tokens, "dce")
    assert number is not None
    if word.value not in ("week", "number"):
        return None
    for year in (scene.reference.year, scene.reference.year + 1):
        monday = cal.iso_week(year, number.value)
        if monday and cal.shift(monday, cal.FRIDAY) >= scene.reference:
            return Span(monday, cal.shift(monday, cal.FRIDAY), "week")
    return None


def _week_in_short(tokens: list[Token], scene: Scene) -> Span | None:
    """Sett. 38, where "sett." is no September."""
    return (
        _numbered_week([tokens[0]._replace(tag="K", value="number"), tokens[1]], scene)
        if tokens[0].word == "sett"
        else None
    )


ROMANCE: list[Rule] = [
    ("written_day", r"T?qf?m(?:f?[yk](?![Uu]))?", _written_day),
    ("day_of_month", r"T?[deo][fR](?:pu|uP?)(?![fR]?[A@mdeoyw])", _day_of_month),
    ("day_of_week", r"(?<=K)T?[de](?:>[RT]?[de])?(?![UuXmdc%/:>-]|f?T?m)", _day_of_week),
    ("week_by_number", r"K\.[dce](?![-/:uU])|[Ku]B[.x]{0,2}[dce](?![-/:uU])", _numbered_week),
    ("week_in_short", r"mc(?![-/:uU])", _week_in_short),
]
