"""Tokens to the days and periods they name, by four passes of regular expressions over the tags, each one scan.

Comes in: tokens of `words`. Goes out: the same tokens with every named day folded into one token "A" and every
period into one token "@", each holding a Span. What a preposition makes of a span ("by", "before", a range) is
decided in `reading`.
"""

import re
from datetime import date

from clarifier.request.dates.days import BARE, DATED
from clarifier.request.dates.spans import Action, Order, Rule, Scene
from clarifier.request.dates.sums import PARTS, SHARES, SUMS
from clarifier.request.dates.weeks import LOOSE, PERIODS
from clarifier.request.dates.words import Token


def _pattern(lead: str, rules: list[Rule]) -> tuple[re.Pattern[str], dict[str, Action]]:
    return re.compile(lead + "(?:" + "|".join(f"(?P<{name}>{rule})" for name, rule, _ in rules) + ")"), {
        name: act for name, _, act in rules
    }


# The lead is what a phrase can begin with: most words fail there, at once.
_PASSES = [
    _pattern("(?=[wvTdeoOmNypuQKFHSrz])", [*DATED, *PERIODS, *BARE, *LOOSE]),
    _pattern("(?=[ToOpK])", PARTS),
    _pattern("(?=[s@u])", SHARES),
    _pattern("(?=[TaqdcORGpuA])", SUMS),
]


def read_names(tokens: list[Token], reference: date, order: Order | None) -> list[Token]:
    """The tokens with days folded into "A" and periods into "@"; what names no real day stays as it was."""
    for pattern, actions in _PASSES:
        tags = "".join(token.tag for token in tokens)
        out: list[Token] = []
        at = 0
        while match := pattern.search(tags, at):
            start, end = match.span()
            out += tokens[at:start]
            after = tokens[end] if end < len(tokens) else None
            span = actions[match.lastgroup or ""](tokens[start:end], Scene(reference, order, out, after))
            if span is None:
                out.append(tokens[start])
                at = start + 1
            else:
                tag = "A" if span.kind in ("day", "end", "duration") else "@"
                word = tokens[start].word if end - start == 1 else ""
                out.append(Token(tag, tokens[start].start, tokens[end - 1].end, span, word))
                at = end
        tokens = out + tokens[at:]
    return tokens
