"""Tokens to the days and periods they name, by four passes of regular expressions over the tags, each one scan.

Comes in: tokens of `words`. Goes out: the same tokens with every named day folded into one token "A" and every
period into one token "@", each holding a Span. What a preposition makes of a span ("by", "before", a range) is
decided in `reading`.
"""

import re
from dataclasses import replace
from datetime import date

from clarifier.request.dates.days import BARE, DATED
from clarifier.request.dates.durations import DURATIONS
from clarifier.request.dates.named import NAMED
from clarifier.request.dates.parts import PARTS, SHARES
from clarifier.request.dates.periods import PERIODS, YEARS
from clarifier.request.dates.romance import ROMANCE
from clarifier.request.dates.shapes import Token
from clarifier.request.dates.spans import Action, Order, Rule, Scene
from clarifier.request.dates.sums import SUMS
from clarifier.request.dates.weeks import LOOSE, WEEKS


def _pattern(lead: str, rules: list[Rule]) -> tuple[re.Pattern[str], dict[str, Action]]:
    return re.compile(lead + "(?:" + "|".join(f"(?P<{name}>{rule})" for name, rule, _ in rules) + ")"), {
        name: act for name, _, act in rules
    }


# The lead is what a phrase can begin with: most words fail there, at once.
_PASSES = [
    _pattern("(?=[wvTcdeoOmNypuQKFHSrzJqait])", [*ROMANCE, *DATED, *WEEKS, *PERIODS, *NAMED, *BARE, *YEARS, *LOOSE]),
    _pattern("(?=[ToOpKu])", PARTS),
    _pattern("(?=[s@u])", SHARES),
    _pattern("(?=[TaqdcORGpuA])", [*SUMS, *DURATIONS]),
]


def read_names(tokens: list[Token], reference: date, order: Order | None) -> tuple[list[Token], str]:
    """The tokens with days folded into "A" and periods into "@", and their tags; what names no real day stays."""
    tags = "".join([token.tag for token in tokens])
    for pattern, actions in _PASSES:
        match = pattern.search(tags)
        if match is None:
            continue
        out: list[Token] = []
        folded: list[str] = []
        at = 0
        while match:
            start, end = match.span()
            out += tokens[at:start]
            after = tokens[end] if end < len(tokens) else None
            span = actions[match.lastgroup or ""](tokens[start:end], Scene(reference, order, out, after))
            if span is None or (span.first is not None and span.first > span.last):  # the calendar's very ends
                end = start + 1
                out.append(tokens[start])
                folded.append(tags[at:end])
            else:
                if span.first and span.first <= reference <= span.last and span.kind != "day":
                    span = replace(span, running=True)
                tag = "A" if span.kind in ("day", "end", "duration") else "@"
                word = tokens[start].word if end - start == 1 else ""
                out.append(Token(tag, tokens[start].start, tokens[end - 1].end, span, word))
                folded += (tags[at:start], tag)
            at = end
            match = pattern.search(tags, at)
        tokens, tags = out + tokens[at:], "".join(folded) + tags[at:]
    return tokens, tags
