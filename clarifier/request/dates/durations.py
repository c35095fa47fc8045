"""So many units from the day of the message: "in 3 weeks", "10 working days ARO", "two weeks ago", "the last 3 months"."""

from itertools import pairwise

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.lexicon import is_english, languages_of, lexicon
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Rule, Scene, Span, pick
from clarifier.request.dates.sums import COUNT, counts_of, is_vague, moved


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
    counts = counts_of(tokens)
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
    days = [moved(scene.reference, count, unit.value, working) for count in counts]
    if pointer and unit.value == "quarter":  # the next two quarters are those of the calendar
        days = [cal.quarter_days(day.year, cal.quarter(day))[1] for day in days]
    within = foreign or any(t.value == "within" or t.tag == "p" for t in tokens if t.tag in "Rp")
    first = min(days) if len(days) > 1 and not within else None
    return Span(
        first,
        max(days),
        "duration",
        approximate=is_vague(tokens),
        said="within" if within else "in" if relation else "",
    )


def _in_one(tokens: list[Token], scene: Scene) -> Span | None:
    """Za tydzień, w ciągu tygodnia: in a week, in one word."""
    relation, unit = tokens
    polish = relation.value in ("in", "within") and "pl" in languages_of(relation.word.split()[0])
    if not polish or unit.value in ("hour", "weekend"):
        return None
    return Span(None, moved(scene.reference, 1, unit.value, False), "duration", said=relation.value)


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
        day, counts = moved(day, -count if back else count, unit, False), counts + 1
    if back:
        return Span(day, day, past=True)
    return Span(None, day, "duration", said="within" if relation and relation.value == "within" else "in")


def _past_stretch(tokens: list[Token], scene: Scene) -> Span | None:
    """The last 3 months, the past two weeks, the previous 10 days."""
    pointer, unit, working = pick(tokens, "p"), pick(tokens, "u"), pick(tokens, "b") is not None
    assert pointer is not None and unit is not None
    if pointer.value != "last" or unit.value in ("hour", "weekend"):
        return None
    counts, now = counts_of(tokens), scene.reference
    if not counts:
        return None
    count = counts[-1]
    if unit.value == "quarter":
        begin = cal.quarter_days(now.year, cal.quarter(now))[0]
        return Span(cal.add_months(begin, -3 * min(count, 10_000)), cal.shift(begin, -1), "range", past=True)
    return Span(
        moved(now, -count, unit.value, working), cal.shift(now, -1), "range", past=True, approximate=is_vague(tokens)
    )


def _asked(scene: Scene) -> bool:
    """Whether the word before or behind asks: "can you do 10 days", "delivery: 3 weeks", "3 weeks max"."""
    before = scene.before[:-3:-1]
    told = before[1:] if before and before[0].tag == ":" else before[:1]
    return any(token.word in lexicon().asked_for for token in told) or (
        scene.after is not None and scene.after.word in lexicon().asked_behind
    )


def _ago(tokens: list[Token], scene: Scene) -> Span | None:
    unit = pick(tokens, "u")
    assert unit is not None
    if unit.value == "hour":
        return None
    day = moved(scene.reference, -(counts_of(tokens) or [1])[0], unit.value, pick(tokens, "b") is not None)
    return Span(day, day, past=True, approximate=is_vague(tokens))


_MORE = r"(?:,?&?[aqdc]u){1,3}"
DURATIONS: list[Rule] = [
    ("compound", rf"G[aqdc]u{_MORE}|R?[aqdc]u{_MORE}g|R[aqdc]u{_MORE}(?!R[A@]|[fsY-])", _compound),
    ("ago", rf"R?{COUNT}b?ub?g|G{COUNT}u", _ago),
    ("or_two", r"R[aq]ulq", _duration),
    ("receipt", rf"R?{COUNT}-?b?ub?,?R?Y", _duration),
    ("asked", rf"(?<=[x:|.,]){COUNT}b?u(?!R[A@]|[fsgY-])", _duration),
    ("from_now", rf"(?<=i&){COUNT}-?b?u", _duration),
    ("duration", rf"R[fT]?R?T?p?R?{COUNT}-?b?ub?(?!R[A@]|[s-])|RT?pb?u(?!f)", _duration),
    ("in_one", r"Ru(?![a-zA-Z@])", _in_one),
    ("coming", rf"T?(?:p{COUNT}|{COUNT}p)b?u(?!R[A@])", _duration),
]  # fmt: skip
