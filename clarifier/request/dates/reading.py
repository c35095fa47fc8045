"""Dates as prepositions bound them: "by", "before", "between", "not before"; what is denied, moved, past or in doubt.

Comes in: a text, the day it was sent, and (if known) whether the writer puts the day or the month first. Goes out:
DateReadings. It does not know which date a customer wants; `note`, `ambiguous` and `alternatives` carry the doubts.

How it reads, where a phrase leaves room (the table of the JSON contract comes first):
- a bare day ("Nov 14", "Friday") has no earliest; "on Friday" has; "for" and "at" say nothing about either side;
- "by January", "by Q1": before it begins, ambiguous, its end among the alternatives;
- "by next week": its Friday, ambiguous, its Monday among the alternatives;
- "by the start of March" is Mar 1; "the beginning of March" is Mar 1 to 10; "before the end of March" is Mar 31;
- weeks are Monday to Friday; early, mid and late next week are Mon-Tue, Wed, Thu-Fri;
- on a weekend "this week" is the one about to begin;
- the first week of a month is the first that has its Wednesday in it; "the holidays" are Dec 25 to Jan 1;
- "around", "or so", "a few" are approximate; "X or Y" is the later one, ambiguous, with the earlier as alternative.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.grammar import read_names
from clarifier.request.dates.lexicon import lexicon
from clarifier.request.dates.order import day_month_order
from clarifier.request.dates.spans import Order, Span, disagreeing, plain, step_back
from clarifier.request.dates.words import Token, tokenize

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


_TIMED = re.compile(r"(?=[dctFA])(?:(?:[dc]?t|F)[RfT>,]{0,3}){0,4}A(?:[,-]?\(?R?(?:[dc]?t|F)\)?(?!A)){0,4}|F")
_TWICE = re.compile(r"A\(A\)|A,?A(?!\()")
_PHRASE = re.compile(
    r"(?=[R>LTA@])(?P<now>Ri[&>])?(?P<relation>(?:[R>L](?:[:.,j(]|T|-)*){0,3})"
    r"(?P<one>T?[A@])"
    r"(?:(?P<join>,?[l&]|[->])(?P<again>[R>]*)(?P<two>T?[A@]))?"
    r"(?P<after>(?:[,(]?[LIj])*(?:R(?=[|.,)]|$))?)"
)
_NAMES: dict[str, Relation] = {
    "by": "by", "before": "before", "on": "on", "after": "after", "not_before": "after", "from": "from",
    "around": "around", "within": "within", "in": "within", "between": "between", "until": "until", "since": "from",
}  # fmt: skip
_OPENS, _CLOSES = ("not_before", "from", "after"), ("by", "before", "until")
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
    "on",
    "in",
    "at",
    "for",
    "to",
)


def find_dates(text: str, reference: date, order: Order | None = None) -> list[DateReading]:
    """Every date phrase of the text, in order, none overlapping another."""
    tokens = tokenize(text)
    if order is None and any(_either_way(token) for token in tokens):
        order = day_month_order(text)
    tokens, tags = _with_times(*read_names(tokens, reference, order), reference)
    readings: list[DateReading] = []
    at = 0
    while match := _PHRASE.search(tags, at):
        at = match.end()
        found = _read(text, tokens, match)
        readings += found
    return readings


def _either_way(token: Token) -> bool:
    """Whether a date in numbers could be read with the day or with the month first."""
    return token.tag == "N" and token.value[0] != "ymd" and max(token.value[1:3]) <= 12


def _with_times(tokens: list[Token], tags: str, reference: date) -> tuple[list[Token], str]:
    """Hours beside a day belong to it ("noon Friday"); EOD alone is today's. "Friday (11/14)" is one day."""
    for pattern, fold in ((_TIMED, _timed), (_TWICE, _twice)):
        out: list[Token] = []
        folded: list[str] = []
        at = 0
        for match in pattern.finditer(tags):
            start, end = match.span()
            part = tokens[start:end]
            span = fold(part, reference) if end - start > 1 or part[0].tag != "A" else None
            if span is None:
                continue
            out += tokens[at:start]
            day = next((token for token in part if token.tag == "A"), part[0])
            out.append(Token("A", part[0].start, part[-1].end, span, day.word))
            folded += (tags[at:start], "A")
            at = end
        if out:
            tokens, tags = out + tokens[at:], "".join(folded) + tags[at:]
    return tokens, tags


def _timed(part: list[Token], reference: date) -> Span | None:
    day = next((token.value for token in part if token.tag == "A"), None) or Span(None, reference, "end")
    return replace(day, timed=part[0].tag != "A" or day.timed, bare=False)


def _twice(part: list[Token], _: date) -> Span | None:
    """One day from a weekday and a date beside it; two that disagree outside brackets are two days in a row."""
    one, two = (token.value for token in part if token.tag == "A")
    weekday, day = (one, two) if one.weekday is not None else (two, one)
    if weekday.weekday is None or day.weekday is not None or day.kind != "day":
        return None
    if part[-1].tag != ")" and day.last.weekday() != weekday.weekday:
        return None
    return _agree(day, weekday.weekday)


def _agree(day: Span, weekday: int) -> Span:
    """The day checked against a weekday in brackets."""
    if day.last.weekday() == weekday:
        return replace(day, others=(), note=None)
    same = next((other for other in day.others if other.last.weekday() == weekday), None)
    return replace(same, others=()) if same else disagreeing(day, weekday)


def _read(text: str, tokens: list[Token], match: re.Match[str]) -> list[DateReading]:
    """The readings of one phrase: mostly one; two where a date was moved, or two stand in a list."""
    first = tokens[match.start("one") : match.end("one")]
    one: Span = first[-1].value
    relation, begin = _relation(tokens[match.start("relation") : match.end("relation")])
    start = begin if begin is not None else first[0].start
    if relation == "in" and one.kind in ("day", "end") and one.weekday is None:  # "gets in 4 December"
        relation, start = None, first[0].start
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
    following = tokens[match.end() : match.end() + 3]
    if any(token.tag == "Z" for token in before[-1:]) or (
        first[0].tag == "T" and before[-1:] and before[-1].tag == "Z"
    ):
        return []
    spans: list[tuple[Span, int, int, str | None]] = []
    two: Span | None = tokens[match.end("two") - 1].value if match["two"] else None
    if two is None:
        if not _stands(one, relation, before, following, first):
            return []
        spans = [(one, start, stop, relation)]
    else:
        join = tokens[match.end("join") - 1]
        again, begin_two = _relation(tokens[match.start("again") : match.end("again")])
        dashed = join.tag == "-" and (two.weekday is None or one.weekday is not None)  # no "Nov 14 - Friday works"
        ranged = dashed or (join.tag == ">" and join.value in ("to", "by", "until"))
        moved = any(token.tag == "M" for token in before)
        if (join.tag == "&" and relation == "between") or (ranged and not (moved and join.tag == ">")):
            spans = [(_range(one, two), start, stop, "between")]
        elif join.tag == "&" and relation in _OPENS and again in _CLOSES:  # not earlier than X and not later than Y
            low, high = related(one, relation or "")[0], related(two, again or "")[1]
            if low is None or high is None or high < low:
                return []
            spans = [(Span(low, high, "range", note=one.note or two.note), start, stop, "between")]
        elif join.tag == "l" and one.kind == two.kind:
            spans = [(_either(one, two), start, stop, relation)]
        else:
            start_two = begin_two if begin_two is not None else tokens[match.start("two")].start
            relation_two = again or (relation if join.tag == "&" else None)
            spans = [(replace(one, negated=moved and ranged), start, first[-1].end, None if moved else relation),
                     (two, start_two, stop, relation_two)]  # fmt: skip
    denied = _denied(before, following)
    readings = []
    for span, begin_, end, said in spans:
        past = (_said(before) and said in (None, "on", "from")) or (said in (None, "on") and _of_paper(tokens, match))
        if (past or said == "since") and span.step and not span.past:
            span = step_back(span)
        readings.append(_reading(text, span, begin_, end, said, tail, not (denied or span.negated)))
    return readings


def _relation(tokens: list[Token]) -> tuple[str | None, int | None]:
    """The strongest preposition of a run, and where the phrase begins."""
    said = [token._replace(value="by") if token.tag == "L" else token for token in tokens if token.tag in "R>L"]
    while len(said) > 1 and said[0].value in ("in", "at", "for", "to", "on", "within"):
        said = said[1:]
    if not said:
        return None, None
    best = min((token.value for token in said), key=_STRENGTH.index)
    if any(token.value == "around" for token in said) and best != "around":
        best = f"{best} around"
    if best in ("at", "for", "to"):
        return None, None
    return best, said[0].start


def _stands(
    span: Span, relation: str | None, before: Sequence[Token], after: Sequence[Token], tokens: list[Token]
) -> bool:
    """Whether a name that may be no date ("the 3rd", "January", "Christmas") stands like one here."""
    next_ = after[0] if after else None
    if not span.bare:
        return True
    if next_ is not None and next_.tag in "XUu":
        return False
    if relation is not None:
        return not (next_ is not None and next_.tag == "x" and next_.word == "-")
    if span.step == "month" and tokens[0].tag != "T" and span.kind == "day" and not _the(tokens):
        return not before and next_ is None
    return next_ is None or next_.tag not in "xbVdcB" or next_.word in lexicon().after_day


def _the(tokens: list[Token]) -> bool:
    return tokens[0].tag == "T" or tokens[0].end - tokens[0].start > 4


def _said(before: Sequence[Token]) -> bool:
    """Whether a past tense governs the phrase: the nearest verb before it in the same clause."""
    for token in reversed(before[-4:]):
        if token.tag in "|.,;:(A@W":
            return False
        if token.tag == "V":
            return True
    return False


def _of_paper(tokens: Sequence[Token], match: re.Match[str]) -> bool:
    """Whether the date is a paper's own: "your invoice 88 of 18 December", "dated 3 May"."""
    start = match.start("relation")
    dated = start < match.end("relation") and tokens[start].word == "dated"
    near = tokens[max(start - 6, 0) : start]
    return dated or bool(near and near[-1].tag == "f" and any(t.word in lexicon().papers for t in near))


def _denied(before: Sequence[Token], after: Sequence[Token]) -> bool:
    near = before[-2:]
    if near and (near[-1].tag == "n" or (len(near) == 2 and near[0].tag == "n" and near[1].tag in "RT>")):
        return True
    return bool(after and after[0].tag == "C")


def _range(one: Span, two: Span) -> Span:
    """From the first of one to the last of the other, which lies after it."""
    low, high = one.first or one.last, two.last
    if high < low:
        if two.step == "week":
            high = cal.weekday_after(low, high.weekday())
        elif two.step == "month":
            high = cal.add_months(high, 1)
        elif two.step == "year" or one.step != "year":
            high = cal.add_months(high, 12)
        if one.step == "year" and two.step is None:  # the year stands at the end: "Nov 18-Dec 19, 2015"
            low = _year_of(low, two.last)
            high = two.last
    elif one.step == "year" and two.step is None and two.kind in ("day", "month"):
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


def _either(one: Span, two: Span) -> Span:
    if two.last < one.last and two.step == "week":
        two = replace(two, last=cal.shift(two.last, 7), first=two.first and cal.shift(two.first, 7))
    later, sooner = (two, one) if two.last >= one.last else (one, two)
    note = f"Two dates are named: {plain(sooner.last)} or {plain(later.last)}."
    return replace(later, first=None, others=(sooner,), note=note, bare=False)


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


def related(span: Span, relation: str) -> tuple[date | None, date | None, tuple[Span | date, ...]]:
    """Earliest and latest as the preposition bounds them, and the other readings."""
    first, last = span.first, span.last
    whole = span.kind in ("month", "quarter", "year", "season")
    if relation in ("by", "until", "before") and span.kind == "season":
        return None, cal.shift(first or last, -1), span.others
    if relation in ("by", "until"):
        if span.boundary and first:
            return None, first, span.others
        if whole and first and not span.past:
            return None, cal.shift(first, -1), (*span.others, last)
        if span.kind == "weekend" and first and relation == "by":
            return None, cal.shift(first, -1), span.others
        if span.kind == "week" and first and relation == "by":
            return None, last, (*span.others, first)
        return None, last, span.others
    if relation == "before":
        if span.kind == "end" or span.timed:
            return None, last, span.others
        return None, cal.shift(first or last, -1), span.others
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
