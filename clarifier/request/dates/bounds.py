"""What a preposition makes of a span: which side it bounds; and what two spans make together: a range, or a choice.

Comes in: prepositions and spans. Goes out: earliest and latest, or a span.
"""

from dataclasses import replace
from datetime import date

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.lexicon import lexicon
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Span

_HALF_A_YEAR = 183
# Weak words give way to a stronger one beside them: "no later than on Friday", "come in by Friday".
_STRENGTH = (
    "by",
    "before",
    "not_before",
    "after",
    "until",
    "between",
    "since",
    "from",
    "within",
    "around",
    "toward",
    "on",
    "in",
    "at",
    "for",
    "to",
)


def strongest(tokens: list[Token]) -> tuple[str | None, int | None]:
    """The strongest preposition of a run, and where the phrase begins."""
    said = [token._replace(value="by") if token.tag == "L" else token for token in tokens if token.tag in "R>L"]
    while len(said) > 1 and said[0].value in ("in", "at", "for", "to", "on", "within"):
        said = said[1:]
    if len(said) > 1 and said[0].word == "through" and said[1].value == "on":  # "the order went through on Monday"
        said = said[1:]
    if not said:
        return None, None
    best = min((token.value for token in said), key=_STRENGTH.index)
    if any(token.value == "around" for token in said) and best != "around":
        best = f"{best} around"
    if best in ("at", "for", "to"):
        return None, None
    return best, said[0].start


_STRETCHES = ("week", "weekend", "month", "quarter", "season", "year", "part")


def is_through(tokens: list[Token], span: Span) -> bool:
    """Whether "through" goes over the whole of a period that is still to come: "through Q1", and no "through March 5"."""
    through = any(token.word in ("through", "thru") for token in tokens)
    return through and span.kind in _STRETCHES and not span.running and not span.boundary


def of_whole(span: Span, word: str) -> tuple[str, Span]:
    """What a "by" of another language makes of a whole period: "pour la semaine 38" leaves it open, "entro ottobre" is its end."""
    said = word.split()[0] if word else ""
    if span.kind not in ("week", "month", "quarter", "year"):
        return "by", span
    if said in lexicon().aimed_at:
        return "in", span
    return "by", replace(span, kind="end", others=()) if said in lexicon().to_the_end else span


def related(span: Span, relation: str) -> tuple[date | None, date | None, tuple[Span | date, ...]]:
    """Earliest and latest as the preposition bounds them, and the other readings."""
    first, last = span.first, span.last
    whole = span.kind in ("month", "quarter", "year", "season")
    if relation in ("by", "until", "before") and span.kind == "season":
        return None, cal.shift(first or last, -1), span.others
    if relation in ("by", "until"):
        if span.boundary and first:
            return None, first, span.others
        if whole and first and not span.past and not span.running:
            return None, cal.shift(first, -1), (*span.others, last)
        if span.kind == "weekend" and first and relation == "by":
            return None, cal.shift(first, -1), span.others
        if span.kind == "week" and first and relation == "by" and not span.numbered:
            return None, last, (*span.others, first)
        return None, last, span.others
    if relation == "before":
        if span.kind == "end" or span.timed:
            return None, last, span.others
        return None, cal.shift(first or last, -1), span.others
    if (
        relation == "after" and span.kind == "season" and first and (first.month, first.day) == (1, 1)
    ):  # after the new year
        return cal.shift(first, 1), None, span.others
    if relation == "after":
        return cal.shift(last, 1), None, span.others
    if relation in ("from", "since", "not_before"):
        return first or last, None, span.others
    if relation == "around":
        return (None, last, span.others) if span.kind in ("day", "end", "duration") else (first, last, span.others)
    if relation == "within":
        return (first if span.kind not in ("day", "duration", "end") else None), last, span.others
    if span.kind == "day" and relation != "on" and first == last:
        return None, last, span.others
    return first, last, span.others


def spanned(one: Span, two: Span) -> Span:
    """From the first of one to the last of the other, which lies after it."""
    low, high = one.first or one.last, two.last
    if high < low:
        if two.step == "week":
            high = cal.weekday_after(low, high.weekday())
        elif two.step == "month":
            high = cal.add_months(high, 1)
        elif (
            two.step == one.step == "year" and (high - cal.add_months(low, -12)).days <= _HALF_A_YEAR
        ):  # it has begun: "from 10/1 to 11/7" said on 10/24
            low = cal.add_months(low, -12)
        elif two.step == "year" or one.step != "year":
            high = cal.add_months(high, 12)
        if one.step == "year" and two.step is None:  # the year stands at the end: "Nov 18-Dec 19, 2015"
            low = _year_of(low, two.last)
            high = two.last
    elif one.step == "year" and (one.bare or one.kind != "month") and two.step is None and two.kind in ("day", "month"):
        low = _year_of(low, two.last)
    if one.step == "month" and two.step is None and two.kind == "day":  # the 8th to the 12th of December
        same = cal.make(two.last.year, two.last.month, low.day)
        low = same if same and same <= two.last else low
    if high < low:
        low, high = high, low
    return Span(low, high, "range", note=one.note or two.note, past=two.past)


def _year_of(day: date, last: date) -> date:
    found = cal.make(last.year, day.month, day.day) or day
    return found if found <= last else cal.add_months(found, -12)
