"""Weighs what one sentence says about the terms of an order: may parts come first, may the date move, is it a reason or a complaint.

Comes in: the words of a sentence or clause. Goes out: the side they take and how surely. The words are knowledge/lexicons/conditions.toml;
the rules here are those no list can hold: a question states nothing, a denial swallows what it denies, hints alone prove nothing.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from clarifier.request.heard import heard, knows
from clarifier.request.lexicon import Row, row_of
from clarifier.request.senses import Hit, says, weigh

_NAME = "conditions"
_TURNED = {"allowed": "refused", "refused": "allowed", "fixed": "flexible", "flexible": "fixed"}
LONGEST = 2000  # what is longer is no sentence, and is read up to here: keeps hostile text cheap
_SIDES = {"partial_delivery": ("allowed", "refused"), "date_flexibility": ("fixed", "flexible")}
_LISTED = 0.25  # what each point of a cue of the lists adds to how a sentence sounds, as the logarithm of odds
_TURN = 1.0  # and what it adds to the side it takes: lists know what a denial denies, sound does not
_LIKELY = -0.1  # from these odds on a sentence is taken to say a thing
_PLAIN, _HARDLY = 1.5, -1.0  # how it must sound to be said beyond doubt: without, and with a cue of the lists
_ANSWER = re.compile(r"\W{0,9}(?:no|not|nope|nee|nein|non|nie)(?:[,;:]|\s[–—-])\s{1,9}(?=\w)", re.I)
SAID = 3  # the weight from which a sentence is taken to say a thing


@dataclass(frozen=True)
class Saying:
    """What one sentence says, how surely, and the words that say so (offsets in the sentence)."""

    value: str
    weight: int
    start: int
    end: int
    softened: bool  # it begins with a condition: "if it is not possible, then ..."
    plainly: bool  # a list says so, or it sounds so beyond doubt
    odds: float  # how surely, by list and sound together, as the logarithm of odds


def stance(field: str, text: str, language: str = "") -> str:
    """What one sentence says about `partial_delivery` (allowed, refused) or `date_flexibility` (fixed, flexible); else unknown."""
    found = saying(field, text, language)
    return found.value if found else "unknown"


def saying(field: str, text: str, language: str = "") -> Saying | None:
    """What one sentence says about a field, and which words say so. A "no" before a comma answers a question: it denies nothing behind it."""
    answer = _ANSWER.match(text)
    rest = saying_in(field, row_in(text[answer.end() :], language)) if answer else None
    if answer and rest:
        return replace(rest, start=rest.start + answer.end(), end=rest.end + answer.end())
    return saying_in(field, row_in(text, language))


def row_in(text: str, language: str = "") -> Row:
    """A sentence as senses, perhaps one that is a gloss; what is longer than a sentence can be is read up to a limit."""
    return row_of(_NAME, text[:LONGEST], language)


@lru_cache(maxsize=1024)
def saying_in(field: str, row: Row) -> Saying | None:
    """As `saying`, for a sentence that is already read."""
    if row.text.rstrip().endswith("?") and says(_NAME, "QUESTION", row):
        return None  # it asks what we can do, it does not say what they want
    sounds = heard(row) if knows(row) else None
    if sounds and not row.language and max(sounds[side] for side in _SIDES[field]) < _LIKELY - (SAID + 1) * _LISTED:
        return None  # no list could lift it
    hits = list(weigh(_NAME, field, row, _TURNED))
    hits = [hit for hit in hits if hit.weight < 0 or not any(_swallows(other, hit) for other in hits)]
    weights = {side: _sum([hit for hit in hits if hit.side == side]) for side in sorted({hit.side for hit in hits})}
    value = max(weights, key=lambda side: weights[side], default="")
    value = value if value and weights[value] >= SAID else ""
    plainly, surely = bool(value), _PLAIN
    if sounds:
        listed = min(weights.get(value, 0), SAID + 1) * _LISTED
        odds = {side: sounds[side] + (listed if side == value else 0) for side in _SIDES[field]}
        if max(odds.values()) < _LIKELY and not (row.language and value):
            return None
        sound = max(sounds[side] for side in _SIDES[field])
        plainly = sound > (_HARDLY if plainly else _PLAIN)
        value = max(odds, key=lambda side: odds[side] + (_TURN if side == value else 0))
        surely = odds[value]
    if not value:
        return None
    telling = [hit for hit in hits if hit.side == value and hit.weight > 0]
    conditional = says(_NAME, "CONDITION", row)
    if not telling:
        return Saying(value, SAID, row.spans[0][0], row.spans[-1][1], conditional, plainly, surely)
    best = max(telling, key=lambda hit: hit.weight)
    return Saying(value, max(SAID, weights[value]), best.start, best.end, conditional, plainly, surely)


def _swallows(longer: Hit, shorter: Hit) -> bool:
    """Whether a cue of the other side takes this one in: "we do not insist on [one delivery]" does not ask for one delivery."""
    if longer.side == shorter.side or longer.weight < shorter.weight:
        return False
    if longer.denying and not shorter.denying:
        return longer.start < shorter.start < longer.end
    return (
        longer.start <= shorter.start
        and shorter.end <= longer.end
        and longer.end - longer.start > shorter.end - shorter.start
    )


def told(field: str, side: str, text: str) -> int:
    """How surely a clause tells a `reason` (sides told, cost) or a `complaint` (side told); 3 is said."""
    return told_in(field, side, row_in(text))


def told_in(field: str, side: str, row: Row) -> int:
    """As `told`, for a clause that is already read."""
    return _sum([hit for hit in _hits(field, row) if hit.side == side])


@lru_cache(maxsize=1024)
def complains(row: Row) -> bool:
    """Whether a clause tells of something that went wrong before, on our side."""
    listed = told_in("complaint", "told", row)
    if not knows(row) or (row.language and listed >= SAID):  # what a phrasebook puts into English is what the lists say
        return listed >= SAID
    return heard(row)["complaint"] + (min(listed, 2 * SAID) * _LISTED if listed >= SAID else 0) >= _LIKELY


def complaining(row: Row) -> float:
    """How surely a clause complains, by list and sound together."""
    return heard(row)["complaint"] + told_in("complaint", "told", row) * _LISTED


@lru_cache(maxsize=1024)
def _hits(field: str, row: Row) -> tuple[Hit, ...]:
    return tuple(weigh(_NAME, field, row))


@lru_cache(maxsize=1024)
def holds(shape: str, row: Row) -> bool:
    """Whether a clause holds a shape of the lexicon."""
    return says(_NAME, shape, row)


def _sum(hits: Sequence[Hit]) -> int:
    """Hints count once together: many weak words do not make a statement."""
    return sum(h.weight for h in hits if h.weight != 1) + any(h.weight == 1 for h in hits)


def leaning(field: str, side: str, text: str) -> int:
    """How far a sentence leans to one side of a field, less what it says for any other: 1 is a hint, 3 is said."""
    hits = list(weigh(_NAME, field, row_in(text), _TURNED))
    others = {hit.side for hit in hits} - {side}
    against = max((_sum([hit for hit in hits if hit.side == other]) for other in others), default=0)
    return _sum([hit for hit in hits if hit.side == side]) - max(0, against)
