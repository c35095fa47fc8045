"""Hours beside a day: "noon Friday", "EOD tomorrow", "Friday 3pm"; and one day written twice: "Friday (11/14)".

Comes in: tokens with days folded into "A". Goes out: the same with the hours folded into their day.
"""

import re
from dataclasses import replace
from datetime import date

from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Span, disagreeing

_TIMED = re.compile(r"(?=[dctFA])(?:(?:[dc]?t|F)[RfT>,]{0,3}){0,4}A(?:[,-]?\(?R?(?:[dc]?t|F)\)?(?!A)){0,4}|F")
_TWICE = re.compile(r"A\(A\)|A,?A(?!\()")


def with_times(tokens: list[Token], tags: str, reference: date) -> tuple[list[Token], str]:
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
