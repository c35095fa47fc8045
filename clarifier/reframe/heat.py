"""What in a message is heat: attacks, orders, mockery, threats, each told by its kind.

Comes in: a text. Goes out: the phrases that are heat, found by patterns (knowledge/lexicons/heat.toml). What stands in a quotation that is
ascribed to somebody ("they wrote: '...'") is that person's heat and none of the writer's; trade words that only look rude are none.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from clarifier.errors import BrokenKnowledge
from clarifier.stretches import Stretches
from clarifier.texts import table

HeatKind = Literal[
    "order", "blame", "us_and_them", "insult", "profanity", "sarcasm", "threat", "ultimatum", "passive_aggression", "shouting",
    "absolute", "demeaning_question",
]  # fmt: skip
KINDS: tuple[HeatKind, ...] = get_args(HeatKind)
Manner = Literal["poison", "cut", "swap"]


@dataclass(frozen=True)
class Hit:
    """A phrase that is heat, `text[start:end]`; `plain` is what a swap puts in its place."""

    start: int
    end: int
    kind: HeatKind
    manner: Manner
    plain: str = ""


def find_hits(text: str, spared: Sequence[tuple[int, int]] = ()) -> tuple[Hit, ...]:
    """The phrases that are heat, outside what is spared, in order; a phrase inside another of the same manner is left out."""
    free = _free(text, spared)
    found: list[Hit] = []
    for manner, kind, pattern in _patterns():
        for match in pattern.finditer(text):
            if match.end() > match.start() and not free.touch(*match.span()):
                found.append(Hit(*match.span(), kind, manner))
    for pattern, plain, kind in _swaps():
        for match in pattern.finditer(text):
            if not free.touch(*match.span()):
                found.append(Hit(*match.span(), kind, "swap", match.expand(plain)))
    found.sort(key=lambda hit: (hit.start, -hit.end))
    kept: list[Hit] = []
    reach: dict[Manner, int] = {}  # how far those before go, which all start no later
    for hit in found:
        if hit.end > reach.get(hit.manner, -1):
            kept.append(hit)
            reach[hit.manner] = hit.end
    return tuple(kept)


def is_sure(text: str, spared: Sequence[tuple[int, int]] = ()) -> bool:
    """Whether a phrase stands in a text that is heat wherever it stands; what is spared, and who speaks of himself, is no such phrase."""
    free = _free(text, spared)
    return any(not free.touch(*match.span()) for match in _sure().finditer(text))


def _free(text: str, spared: Sequence[tuple[int, int]]) -> Stretches:
    return Stretches([*spared, *(match.span() for match in _calm().finditer(text))])


def is_consequence(clause: str) -> bool:
    """Whether a clause says what it will cost the business: a fact, however hard it sounds."""
    return _consequence().search(clause) is not None


@cache
def _consequence() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in table("lexicons/heat")["consequence"]["patterns"]), re.I)


@cache
def _sure() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in table("lexicons/heat")["sure"]["patterns"]), re.I)


@cache
def _parts() -> dict[str, str]:
    return {name: f"(?:{'|'.join(words)})" for name, words in table("lexicons/heat")["parts"].items()}


def _ready(pattern: str) -> str:
    try:
        return re.sub(r"(?<!\?P)<(\w+)>", lambda match: _parts()[match[1]], pattern)
    except KeyError as error:
        raise BrokenKnowledge(f"knowledge/lexicons/heat.toml has no part called {error}.") from error


@cache
def _patterns() -> list[tuple[Manner, HeatKind, re.Pattern[str]]]:
    data = table("lexicons/heat")
    manners: tuple[Manner, ...] = ("poison", "cut")
    try:
        return [
            (manner, kind, re.compile("|".join(f"(?:{_ready(each)})" for each in data[manner][kind]), re.I | re.M))
            for manner in manners
            for kind in KINDS
            if kind in data[manner]
        ]
    except re.error as error:
        raise BrokenKnowledge(f"knowledge/lexicons/heat.toml holds a pattern that cannot be used: {error}.") from error


@cache
def _swaps() -> list[tuple[re.Pattern[str], str, HeatKind]]:
    return [
        (re.compile(_ready(pattern), re.I), plain, kind)
        for pattern, plain, kind in table("lexicons/heat")["swap"]["swaps"]
    ]


@cache
def _calm() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in table("lexicons/heat")["calm"]["patterns"]), re.I)
