"""Four lights on a message: is it respectful, two-way, open and clear?

Comes in: an analysis. Goes out: each light with a score (0 red, 1 green), a reason in a few words, and the words behind it. The four are
those of the rules of engagement: attack no one, ask what can be answered, put the issue on the table, say who, what and when.
"""

import re
from dataclasses import dataclass
from typing import Literal

from clarifier.reframe.analysis import Analysis
from clarifier.reframe.heat import HeatKind
from clarifier.texts import table

LightName = Literal["respectful", "two_way", "open", "clear"]
_ATTACKS: frozenset[HeatKind] = frozenset(
    (
        "blame",
        "us_and_them",
        "insult",
        "profanity",
        "sarcasm",
        "threat",
        "passive_aggression",
        "demeaning_question",
        "shouting",
        "absolute",
    )
)
_REASON = re.compile(
    r"\b(?:because|since|so that|due to|as (?:the|our|their|we)|otherwise|the (?:cause|reason|problem|issue)|which means)\b",
    re.I,
)


@dataclass(frozen=True)
class Light:
    """`score` from 0 to 1; `words` are the message's own."""

    name: LightName
    score: float
    why: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Heat:
    """A stretch of heat, `message[start:end] == quote`, with the rule it breaks."""

    start: int
    end: int
    quote: str
    kind: HeatKind
    rule: str


def find_lights(analysis: Analysis, heat: tuple[Heat, ...]) -> tuple[Light, ...]:
    """The four lights of a message, respectful first."""
    return (_respectful(heat), _two_way(analysis, heat), _open(analysis, heat), _clear(analysis))


def _words(name: str, count: int = 0) -> str:
    words: str = table("wording/reframe")["lights"][name]
    return words.replace("{count}", str(count))


def _respectful(heat: tuple[Heat, ...]) -> Light:
    attacks = [one for one in heat if one.kind in _ATTACKS]
    name = "respectful_none" if not attacks else "respectful_one" if len(attacks) == 1 else "respectful_many"
    score = 1.0 if not attacks else max(0.0, 0.5 - 0.25 * (len(attacks) - 1))
    return Light("respectful", score, _words(name, len(attacks)), tuple(one.quote for one in attacks[:5]))


def _two_way(analysis: Analysis, heat: tuple[Heat, ...]) -> Light:
    judged = [(told, one) for told in analysis.told for one in told.clauses]
    asks = [
        one.text
        for told, one in judged
        if (one.ask and one.ask.kind in ("polite", "question") and not one.is_heat)
        or (told.is_question and not one.is_heat)
    ]
    orders = [one.quote for one in heat if one.kind in ("order", "ultimatum", "threat")]
    orders += [one.text for _, one in judged if one.ask and one.ask.kind in ("order", "imperative") and not one.is_heat]
    if asks and not orders:
        return Light("two_way", 1.0, _words("two_way_asks"), tuple(asks[:5]))
    if asks:
        return Light("two_way", 0.6, _words("two_way_both"), tuple([*asks, *orders][:5]))
    if orders:
        return Light("two_way", 0.2, _words("two_way_orders"), tuple(orders[:5]))
    return Light("two_way", 0.6 if not heat else 0.3, _words("two_way_nothing"), ())


def _open(analysis: Analysis, heat: tuple[Heat, ...]) -> Light:
    stated = [
        one.text for told in analysis.told for one in told.clauses if not one.is_heat and one.ask is None and one.facts
    ]
    closed = [one.quote for one in heat if one.kind in ("ultimatum", "threat")]
    reasons = [match[0] for match in _REASON.finditer(analysis.text)]
    if closed:
        return Light("open", 0.3, _words("open_closed"), tuple(closed[:5]))
    if stated or reasons:
        return Light("open", 1.0, _words("open_stated"), tuple([*stated, *reasons][:5]))
    return Light("open", 0.5, _words("open_unsaid"), ())


def _clear(analysis: Analysis) -> Light:
    kinds = {fact.kind for fact in analysis.facts}
    what = bool(kinds & {"amount", "identifier"})
    when = "date" in kinds
    named = [fact.words for fact in analysis.facts if fact.kind in ("amount", "identifier", "date", "name")]
    name = "clear_all" if what and when else "clear_no_date" if what else "clear_no_item" if when else "clear_nothing"
    return Light(
        "clear",
        {"clear_all": 1.0, "clear_no_date": 0.6, "clear_no_item": 0.6, "clear_nothing": 0.2}[name],
        _words(name),
        tuple(named[:5]),
    )
