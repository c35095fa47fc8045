"""Dates as prepositions bound them: "by", "before", "between", "not before"; what is denied, moved, past or in doubt.

Comes in: a text, the day it was sent, and (if known) whether the writer puts the day or the month first. Goes out:
DateReadings. It does not know which date a customer wants; `note`, `ambiguous` and `alternatives` carry the doubts.

How it reads, where a phrase leaves room (the table of the JSON contract comes first):
- a bare day ("Nov 14", "Friday") has no earliest; "on Friday" has; "for" and "at" say nothing about either side;
- "by January", "by Q1": before it begins, ambiguous, its end among the alternatives;
- "by next week": its Friday, ambiguous, its Monday among the alternatives; "by week 23": its Friday;
- "by the start of March" is Mar 1; "the beginning of March" is Mar 1 to 10; "before the end of March" is Mar 31;
- weeks are Monday to Friday; early, mid and late next week are Mon-Tue, Wed, Thu-Fri;
- on a weekend "this week" is the one about to begin;
- the first week of a month is the first that has its Wednesday in it; "the holidays" are Dec 25 to Jan 1;
- a season is that of the sun, a fiscal year the calendar's; a feast that begins on its eve begins there;
- "by November" said in November is its end; a day before the message is `past`, whatever it is asked for;
- "the next two weeks" count from the message's day, "the next two quarters" are those of the calendar;
- "Dec 5 and 12" are two days: the later one, ambiguous;
- "around", "or so", "a few" are approximate; "X or Y" is the later one, ambiguous, with the earlier as alternative.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from clarifier.request.dates.bounds import is_through, of_whole, related, spanned, strongest
from clarifier.request.dates.calendar import make, shift
from clarifier.request.dates.context import (
    denied,
    of_paper,
    refused_after,
    refused_before,
    refused_until,
    said_before,
    said_behind,
    stands,
)
from clarifier.request.dates.grammar import read_names
from clarifier.request.dates.hours import with_times
from clarifier.request.dates.lexicon import is_english
from clarifier.request.dates.order import day_month_order
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Order, Span, either, plain, step_back
from clarifier.request.dates.words import tokenize
from clarifier.request.streets import find_streets

__all__ = ["DateReading", "find_dates"]

Relation = Literal["by", "before", "on", "after", "from", "around", "within", "between", "until"]


@dataclass(frozen=True)
class DateReading:
    """A date phrase, `text[start:end]`, and what it says; an open side is None."""

    start: int
    end: int
    quote: str
    earliest: date | None
    latest: date | None
    relation: Relation | None
    ambiguous: bool = False
    alternatives: tuple[date, ...] = ()  # other readings of `latest` (of `earliest` where there is no latest)
    note: str | None = None
    approximate: bool = False
    past: bool = False
    standing: bool = True  # False where the words deny it: "not the end of March"
    role: Literal["", "anchor", "counted"] = (
        ""  # "the fair is on 12 June" (anchor), "... the week before" (counted from it)
    )


_PHRASE = re.compile(
    r"(?=[R>LTA@])(?P<now>Ri[&>])?(?P<relation>(?:[R>L](?:[:.,j(]|T|-)*){0,3})"
    r"(?P<one>T?[A@])"
    r"(?:(?P<join>,?[l&]|[->])(?P<again>[R>]*)(?P<two>T?[A@]))?"
    r"(?P<after>(?:[-,(]?[LIj](?!:?T?[A@])|\.L(?=[|.,)]|$))*(?:R(?=[|.,)]|$))?)"
)
_NAMES: dict[str, Relation] = {
    "by": "by", "before": "before", "on": "on", "after": "after", "not_before": "after", "from": "from",
    "around": "around", "within": "within", "in": "within", "between": "between", "until": "until", "since": "from",
}  # fmt: skip
_OPENS, _CLOSES = ("not_before", "from", "after"), ("by", "before", "until")


def find_dates(text: str, reference: date, order: Order | None = None, language: str = "") -> list[DateReading]:
    """Every date phrase of the text, in order, none overlapping another. `language` is the text's, where that is known."""
    addresses = [*find_streets(text), *(code.span() for code in _POSTCODE.finditer(text))]
    tokens = [
        token._replace(tag="x", value=None) if any(a <= token.start < b for a, b in addresses) else token
        for token in tokenize(text, language)
    ]
    if order is None and any(_either_way(token) for token in tokens):
        order = day_month_order(text)
    tokens, tags = with_times(*read_names(tokens, reference, order), reference)
    readings: list[DateReading] = []
    at = 0
    while match := _PHRASE.search(tags, at):
        at = match.end()
        found = _read(text, tokens, match, reference)
        readings += [_in_month_named(text, reading, readings, reference) for reading in found]
    return readings


_POSTCODE = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")  # Kirkwall KW15 1RG is no week 15
_BARE_DAY = re.compile(r"(?:\D*\s)?(\d{1,2})(?:st|nd|rd|th)", re.I)
_NAMED_NEAR = 200  # characters back to the date whose month a bare day shares


def _in_month_named(text: str, found: DateReading, earlier: Sequence[DateReading], reference: date) -> DateReading:
    """A day without its month is of the month named just before it.

    "by the 9th of April, 12 harps by the 16th": a later day of the same sentence; "we fly on 16 April and must have them by the
    14th": a day that leads up to the one named.
    """
    named = next((one for one in reversed(earlier[-3:]) if names_month(one.quote)), None)
    bare = _BARE_DAY.fullmatch(found.quote) if named else None
    base = (named.latest or named.earliest) if named else None
    if named is None or bare is None or base is None or not found.latest or named.past or found.past:
        return found
    between = text[named.end : found.start]
    if _weekday_of(found.quote) == found.latest.weekday():  # "by Tues 21st" says its month itself
        return found
    if found.latest >= base or len(between) > _NAMED_NEAR or "\n\n" in between:
        return found
    day = make(base.year, base.month, int(bare[1]))
    leads_up = day is not None and named.latest is not None and reference < day < base
    if day is None or (day <= base and not leads_up) or (not leads_up and re.search(r"[.!?\n]", between)):
        return found
    day = shift(day, -1) if found.relation == "before" else day
    return replace(found, earliest=day if found.earliest == found.latest else found.earliest, latest=day)


_WEEKDAY = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)[a-z]*\b", re.I)


def _weekday_of(quote: str) -> int | None:
    """The weekday a phrase names, Monday first."""
    said = _WEEKDAY.search(quote)
    return ("mon", "tue", "wed", "thu", "fri", "sat", "sun").index(said[1].casefold()) if said else None


def names_month(quote: str) -> bool:
    """Whether a phrase holds a word that is more than a preposition, such as a month."""
    words = re.sub(r"\b(?:the|not|before|until|than|later)\b|\d(?:st|nd|rd|th)", "", quote)
    return re.search(r"[^\W\d_]{3,}", words) is not None


def _either_way(token: Token) -> bool:
    """Whether a date in numbers could be read with the day or with the month first."""
    return token.tag == "N" and token.value[0] != "ymd" and max(token.value[1:3]) <= 12


def _read(text: str, tokens: list[Token], match: re.Match[str], reference: date) -> list[DateReading]:
    """The readings of one phrase: mostly one; two where a date was moved, or two stand in a list."""
    first = tokens[match.start("one") : match.end("one")]
    one: Span = first[-1].value
    relation, begin = strongest(tokens[match.start("relation") : match.end("relation")])
    start = begin if begin is not None else first[0].start
    if relation == "in" and one.kind in ("day", "end") and one.weekday is None:  # "gets in 4 December"
        relation, start = None, first[0].start
    if relation == "on" and one.kind in ("week", "weekend", "month", "quarter", "year", "part"):
        said_so = tokens[match.start("relation")].word  # "le mois prochain", "w przyszłym tygodniu"
        relation = relation if is_english(said_so) else "in"
    if relation and relation.startswith("toward"):  # "na piątek", "na przyszły tydzień"
        relation = relation.replace("toward", "by" if first[-1].tag == "A" else "in")
    if relation == "until" and is_through(tokens[match.start("relation") : match.end("relation")], one):
        relation = "in"  # "spread it through Q1"
    if relation == "by":
        relation, one = of_whole(one, tokens[match.start("relation")].word)
    if match["now"]:  # between now and Friday
        start, relation = tokens[match.start("now")].start, relation or "by"
        begin = start
    tail = tokens[match.start("after") : match.end("after")]
    if tail and tail[-1].tag == "R" and (relation, tail[-1].value) != ("from", "on") and tail[-1].value != "by":
        tail = tail[:-1]  # only "from Monday on" and "le 3 décembre au plus tard" end so
    stop = tail[-1].end if tail else tokens[match.start("after") - 1].end
    before = tokens[max(match.start("relation") - 6, 0) : match.start("relation")]
    if begin is not None and match.start("relation") < match.end("relation"):
        skipped = [t for t in tokens[match.start("relation") : match.end("relation")] if t.end <= begin]
        before = (before + skipped)[-6:]
    refusing = (relation == "before" and refused_before(before)) or (relation == "until" and refused_until(before))
    if refusing:  # "do not ship before Nov 30"
        relation = "not_before"
    elif relation == "after" and refused_after(before, tokens[match.start("relation") : match.end("relation")]):
        refusing, relation = True, "by"  # "it can't be after the 9th"
        one = one if one.kind == "day" else replace(one, kind="end", others=())
    following = tokens[match.end() : match.end() + 3]
    if any(token.tag == "Z" for token in before[-1:]) or (
        first[0].tag == "T" and before[-1:] and before[-1].tag == "Z"
    ):
        return []
    spans: list[tuple[Span, int, int, str | None]] = []
    two: Span | None = tokens[match.end("two") - 1].value if match["two"] else None
    if two is None:
        bounded = relation or ("by" if any(token.tag == "L" for token in tail) else None)
        if not stands(one, bounded, before, following, first):
            return []
        spans = [(one, start, stop, relation)]
    else:
        join = tokens[match.end("join") - 1]
        again, begin_two = strongest(tokens[match.start("again") : match.end("again")])
        dashed = join.tag == "-" and (two.weekday is None or one.weekday is not None)  # no "Nov 14 - Friday works"
        ranged = dashed or (join.tag == ">" and join.value in ("to", "by", "until"))
        moved = any(token.tag == "M" for token in before)
        if (join.tag == "&" and relation == "between") or (ranged and not (moved and join.tag == ">")):
            spans = [(spanned(one, two), start, stop, "between")]
        elif join.tag == "&" and relation in _OPENS and again in _CLOSES:  # not earlier than X and not later than Y
            low, high = related(one, relation or "")[0], related(two, again or "")[1]
            if low is None or high is None or high < low:
                return []
            spans = [(Span(low, high, "range", note=one.note or two.note), start, stop, "between")]
        elif join.tag == "l" and one.kind == two.kind:
            spans = [(either(one, two), start, stop, relation)]
        else:
            start_two = begin_two if begin_two is not None else tokens[match.start("two")].start
            relation_two = again or (relation if join.tag == "&" else None)
            spans = [(replace(one, negated=moved and ranged), start, first[-1].end, None if moved else relation),
                     (two, start_two, stop, relation_two)]  # fmt: skip
    refused = not refusing and denied(before, following)
    readings = []
    for span, begin_, end, said in spans:
        past = said_before(before, said, span, tokens[match.start("relation")].word)
        past = past or (said in (None, "on", "in") and said_behind(before, following))
        past = past or (said in (None, "on") and of_paper(tokens, match.start("relation"), match.end("relation")))
        if (past or said == "since") and span.step and not span.past:
            span = step_back(span)
        reading = _reading(text, span, begin_, end, said, tail, not (refused or span.negated))
        readings.append(_held_against(reading, reference))
    return readings


def _held_against(reading: DateReading, reference: date) -> DateReading:
    """The reading, told to be past where it ends before the message; a deadline in the past says so in its note."""
    if reading.latest is None or reading.latest >= reference:
        return reading
    asked = reading.relation in ("by", "before", "until", "within")
    note = f"{plain(reading.latest)} lies before the message of {plain(reference)}." if asked else None
    return replace(reading, past=True, note=reading.note or note)


def _reading(
    text: str,
    span: Span,
    start: int,
    end: int,
    said: str | None,
    tail: Sequence[Token],
    standing: bool,
) -> DateReading:
    relation = (said or "").removesuffix(" around")
    approximate = span.approximate or (said or "").endswith("around") or any(token.tag == "j" for token in tail)
    if any(token.tag == "L" or token.value == "by" for token in tail):
        relation = "by"
    elif any(token.tag == "I" for token in tail) and (relation != "on"):
        relation = "not_before"
    if span.kind == "range" and relation in ("from", "between", "on", "in", "at", "for"):
        relation = "between"  # "from July 13-15"
    if span.said == "from" and not relation:
        relation = "from"
    earliest, latest, others = related(span, relation)
    chosen = latest if latest is not None else earliest
    alternatives: list[date] = []
    for other in others:
        low, high = related(other, relation)[:2] if isinstance(other, Span) else (None, other)
        found = high if high is not None else low
        if found is not None and found != chosen and found not in alternatives:
            alternatives.append(found)
    note = span.note
    if note is None and alternatives:
        note = (
            f"“{' '.join(text[start:end].split())}” may be {plain(chosen)} or {plain(alternatives[0])}."
            if chosen
            else None
        )
    kept = _NAMES.get(relation)
    if relation == "around" and span.said == "in":  # "turn it around in 3 weeks"
        kept, approximate, start = None, span.approximate, end - len(text[start:end].partition(" ")[2].lstrip())
    if (kept == "within" and span.kind == "day") or (span.kind == "duration" and relation == "in"):
        kept = None
    if span.said and kept is None:
        kept = _NAMES[span.said] if span.said != "in" else None
    doubtful = bool(alternatives)
    return DateReading(
        start, end, text[start:end], earliest, latest, kept, doubtful, tuple(alternatives), note,
        approximate, span.past, standing,
    )  # fmt: skip
