"""Days named by their number: "Nov 14", "the 5th of next month", "8.-12. Dezember"; and months. Days in numerals are numerals.py."""

import re
from dataclasses import replace
from datetime import date

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.lexicon import is_english, lexicon
from clarifier.request.dates.numerals import a_day, numeric, numeric_days
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Rule, Scene, Span, checked, either, pick


def _month_day(tokens: list[Token], scene: Scene) -> Span | None:
    month, year = pick(tokens, "m"), pick(tokens, "yk")
    days = [t for t in tokens if t.tag in "deoO"]
    assert month is not None and days
    if len(days) == 1 and year is None and month.start - days[0].end >= 3 and scene.after and scene.after.tag in "deo":
        return None  # "qty 12 - May 21"
    if year is None and (short := next((t for t in tokens if t.tag == "c"), None)):  # 31-Oct-98
        year = short._replace(value=1900 + short.value) if 70 <= short.value <= 99 else None
        if year is None:
            return None
    if (
        year is None and tokens[-1].tag == "d" and pick(tokens, "oO") and tokens[-1].start > month.start
    ):  # 14th April 27
        year = tokens[-1]._replace(value=2000 + tokens[-1].value)
    if year is None and _counts_what_stands_before(tokens, scene):  # "qty 12 - May 21"
        return None
    if year is None and len(days) == 2 and days[1].start > month.start and days[0].start < month.start:
        return checked(a_day(scene, month.value, days[0].value, 2000 + days[1].value), tokens, scene)  # 5-Aug-26
    if year is None and days[0].tag in "d" and scene.after and scene.after.tag in "Uu%" and tokens[-1] is days[0]:
        return None
    return checked(a_day(scene, month.value, days[0].value, year.value if year else None), tokens, scene)


def _counts_what_stands_before(tokens: list[Token], scene: Scene) -> bool:
    """Whether the number before a month counts goods, and its day stands behind it: "qty 12 May 21", "shims, 40 - June 4"."""
    if tokens[0].tag != "d" or tokens[-1].tag != "m" or scene.after is None or scene.after.tag not in "deo":
        return False
    dashed = tokens[1].tag == "-" and tokens[0].end < tokens[1].start
    return dashed or (scene.before[-1:] != [] and scene.before[-1].tag == "B" and tokens[0].end < tokens[1].start)


def _month_days(tokens: list[Token], scene: Scene) -> Span | None:
    """Two days of one month: "Nov 8-12", "8. bis 12. Dezember"."""
    listed = pick(tokens, "&/") is not None and not (scene.before and scene.before[-1].value == "between")
    month, year = pick(tokens, "m"), pick(tokens, "yk")
    days = [t.value for t in tokens if t.tag in "deoO"]
    if len(days) == 3:  # the 26th, 27th and 28th of February
        days, listed = [days[0], days[2]], days[1] != days[0] + 1 or days[2] != days[1] + 1
    slashed = pick(tokens, "N")
    if slashed:  # 12/13 Dec
        sign, one, two, told = slashed.value
        if sign != "/" or told is not None or not one < two <= 31:
            return None
        days, listed = [one, two], True
    assert month is not None
    last = a_day(scene, month.value, days[1], year.value if year else None)
    first = cal.make(last.last.year, month.value, days[0]) if last else None
    if last is None or first is None or first > last.last:
        return None
    if listed:  # Dec 5 and 12: two days
        return either(Span(first, first, past=last.past, step=last.step), last)
    return Span(first, last.last, "range", past=last.past, step=last.step)


def _of_month(year: int, month: int) -> Span:
    return Span(date(year, month, 1), cal.month_end(year, month), "month")


def month(tokens: list[Token], scene: Scene) -> Span | None:
    token, year, pointer = pick(tokens, "m"), pick(tokens, "yk"), pick(tokens, "pP")
    assert token is not None
    now, unit = scene.reference, pick(tokens, "u")
    if unit and unit.value != "month":  # the month of May
        return None
    if scene.before and scene.before[-1].tag in "deo":  # 31 November
        return None
    if year:
        span = _of_month(year.value, token.value)
        return replace(span, past=span.last < now)
    on = 0 if token.value >= now.month else 1
    if pointer and pointer.value == "last":
        on -= 1
    elif pointer and pointer.value == "next" and token.value == now.month:
        on += 1
    span = _of_month(min(max(now.year + on, 1), 9999), token.value)
    return replace(span, past=span.last < now, bare=pointer is None, step="year")


def _month_of_year(tokens: list[Token], scene: Scene) -> Span | None:
    year, month = tokens[0].value
    told = scene.before and scene.before[-1].tag in "R>s-&"
    if not (1 <= month <= 12 and 1900 <= year <= 2199 and (told or (not scene.before and scene.after is None))):
        return None
    span = _of_month(year, month)
    return replace(span, past=span.last < scene.reference)


def _ordinal(tokens: list[Token], scene: Scene) -> Span | None:
    """The 5th: the first one not before the reference; "of next month" and "of the month" say which."""
    token, pointer, unit = tokens[0 if tokens[0].tag != "T" else 1], pick(tokens, "p"), pick(tokens, "u")
    before = scene.before[-1] if scene.before else None
    now = scene.reference
    if unit or pointer:
        if unit and unit.value == "year" and pointer is None:
            found = cal.coming(now, (cal.make(year, 1, token.value) for year in cal.years_from(now.year)))
            return Span(found, found) if found else None
        if (
            unit.value != "month" if unit else pointer is None or pointer.value not in ("this", "next")
        ):  # the 24th of this one
            return None
        on = {"next": 1, "coming": 1, "following": 1, "last": -1}.get(pointer.value if pointer else "", 0)
        on += pick(tokens, "R") is not None  # of the month after next
        start = cal.add_months(now.replace(day=1), on)
        found = cal.make(start.year, start.month, token.value)
        if found and found < now and pointer is None:  # the 1st of the month is the next one
            found = cal.add_months(found, 1)
        return Span(found, found, past=found < now) if found else None
    if scene.after and (scene.after.tag in "XUufbwK" or scene.after.value == "last"):
        return None
    bound = before is not None and (  # au plus tard le 18, el día 20
        _DAY.search(before.word) or (_ARTICLE.search(before.word) and (before.value != "on" or _ends(token, scene)))
    )
    polish = before is not None and token.tag == "e" and _POLISH.search(before.word) is not None
    polish = polish and not (scene.after and scene.after.tag == "x" and scene.after.word not in lexicon().after_day)
    german = before is not None and (_GERMAN.search(before.word) or (before.tag == "R" and tokens[0].tag == "T"))
    dutch = token.word[-1:] == "e" and (
        tokens[0].tag == "T"
        or (before is not None and (before.tag == "f" or before.word.endswith(" de")))  # voor de 20e
    )
    if token.tag == "e" and not (german or bound or polish or (dutch and not (scene.after and scene.after.tag == "x"))):
        return None
    after = scene.after
    goes_on = bound and after is not None and (after.tag == "L" or after.word in lexicon().after_day)
    if token.tag == "d" and not (goes_on or (before and scene.after_is(".,|:)->&lLIjWRt("))):
        return None
    if token is tokens[0] and token.tag == "d" and not (goes_on or (bound and scene.after_is(".,|)"))):
        return None
    if token.tag == "O" and before and before.tag == ">" and is_english(token.word):
        return None
    if token.tag == "O" and not (before and before.tag in "R>" and (not scene.after or scene.after.tag in ".,|")):
        return None
    return numbered_day(token.value, scene)


def _ends(token: Token, scene: Scene) -> bool:
    """ "Il faut tout le 20.", "mi servono il 20, grazie": no noun stands behind the number."""
    return (
        token.tag == "e"
        or scene.after is None
        or scene.after.tag in ".|,)tnLRl&"
        or scene.after.word in lexicon().after_day
    )


def numbered_day(number: int, scene: Scene) -> Span | None:
    """The first day of that number not before the reference (after "week of": not before its week)."""
    before = scene.before[-1] if scene.before else None
    floor = cal.monday(scene.reference) if before and before.tag == "K" else scene.reference
    months = (cal.add_months(floor.replace(day=1), on) for on in range(4))
    found = cal.coming(floor, (cal.make(start.year, start.month, number) for start in months))
    return Span(found, found, step="month", bare=True) if found else None


def _weekday_day(tokens: list[Token], scene: Scene) -> Span | None:
    token = pick(tokens, "deoO")
    assert token is not None
    if (scene.after and scene.after.tag in "UuXmb%") or (token.tag == "O" and not scene.after_is(".,|:)")):
        return None
    span = _ordinal([token._replace(tag="o")], replace(scene, after=None))
    if span is None:
        return None
    start, wanted = cal.add_months(span.last.replace(day=1), 1), next(t.value for t in tokens if t.tag == "w")
    later = cal.make(start.year, start.month, span.last.day)
    if later and span.last.weekday() != wanted == later.weekday():  # "Saturday the 16th" of next month
        return Span(later, later)
    return replace(found, bare=False) if (found := checked(span, tokens, scene)) else None


_GERMAN = re.compile(r"(?:^|\s)(?:zum|den|am|dem|vom|der|bis|ab)$")
_POLISH = re.compile(r"(?:^|\s)(?:na|do|przed|od)$")  # na 20., do 20.
_DAY = re.compile(r"(?:^|\s)(?:día|giorno|dnia)$")
_ARTICLE = re.compile(r"(?:^|\s)(?:le|el|il|del|dnia)$")
_BEFORE = r"(?:p?[wv],?R?T?)?"
_YEAR = r"(?:[-/,]?f?R?[yk](?![Uu]))?"
_WEEKDAY = r"(?:,[wv](?=[|.)]|$)|,?\([wv]\))?"  # Jul 18, Fri
_DAYS_OF_MONTH = rf"{_BEFORE}(?:m,?T?[deoO],T?[deoO],?&T?[deoO](?![UuXdm])|T?[deoO],T?[deoO],?&T?[deoO]f?T?m|m,?T?[deoO](?:[->]|&(?!dx))T?[deoO](?![UuXdm])|T?[deoO][-/>&](?:[wv],?)?[RT]?[deoO]f?T?m){_YEAR}"
DATED: list[Rule] = [
    ("days_of_month", _DAYS_OF_MONTH, _month_days),
    ("slashed_days", rf"Nm{_YEAR}|mN(?:,?y)?", _month_days),
    ("numeric_days", r"N\.[->]N|e[->]N|(?<=R)T?e&N", numeric_days),
    ("numeric", rf"{_BEFORE}T?N(?:,y)?{_WEEKDAY}|(?<=R)[de]-[de](?![UuXbx%-])", numeric),
    ("dashed", r"(?:[wv],?)?[de][-/]m[-/][dyc]|m-y-[de]|[de]-y-m", _month_day),
    ("day_month_short", rf"{_BEFORE}T?[oO]f?T?m,?d(?=[|.,)]|$)", _month_day),
    ("day_month", rf"{_BEFORE}T?[deoO]-?f?T?m{_YEAR}{_WEEKDAY}", _month_day),
    ("month_day", rf"{_BEFORE}m[-/,]?T?[deoO](?:[-/,]?[fR]?[yk](?![Uu]))?{_WEEKDAY}", _month_day),
    ("year_month", r"y[-/]?m[-/]?[de]", _month_day),
    ("weekday_day", r"p?w,?T?[oe]|w,?T[dO]|wd(?![-:/uU]|>T?[deoN])", _weekday_day),
    ("day_of_this_month", r"T?[deoO][fT]T?(?:uRp|p?u(?!Rp))|T?[eo]pu(?!Rp)|T?[deoO]fp(?:q(?!u)|(?=[.,)|;]|$))", _ordinal),
]  # fmt: skip
BARE: list[Rule] = [
    ("pointed_month", rf"T?uf?m{_YEAR}|p[-]?m{_YEAR}(?!,?T?[deoO])|m{_YEAR}P?", month),
    ("month_of_year", r"z", _month_of_year),
    ("ordinal", r"T?[oe]|TO|(?<=[R>])O|(?<=R)T?d", _ordinal),
]  # fmt: skip
