"""Why the date matters, and what a late delivery costs: the clauses that tell it best, weighed by their signs.

Comes in: the readings of the customer's messages, newest first. Goes out: a fact each, with the clause that says so and its neighbours
where they go on telling. A clause's signs are how it sounds (heard.py), what the lists find in it, and where it stands: beside a wish, after
"because", in an older message. What each sign weighs was learned from emails (knowledge/lexicons/reason.json; `python -m benchmarks conditions`).
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clarifier.errors import BrokenKnowledge
from clarifier.request.clauses import pieces
from clarifier.request.cues import says
from clarifier.request.facts import Fact, cite
from clarifier.request.heard import heard, knows
from clarifier.request.lexicon import Row
from clarifier.request.passages import Passage
from clarifier.request.reading import Reading
from clarifier.request.stances import LONGEST, complains, holds, row_in, saying_in, told_in
from clarifier.texts import home

_REASON, _COST = -2.5, -3.0  # from these odds on a clause is taken to tell it: measured on sets it was not learned from
_GOES_ON = -2.0  # and for the clauses beside it in its sentence
_SHORTEST, _LONGEST_TOLD = 12, 200  # characters
_SOUNDS_SO = 2.0
_SURELY = 4  # more than this the lists do not count, nor less than its opposite


@dataclass(frozen=True)
class Clause:
    """A clause of a message, its signs, and how surely it tells why, as the logarithm of odds."""

    reading: Reading
    sentence: int
    start: int
    end: int
    row: Row
    signs: Mapping[str, float]
    odds: float


def find_reason(clauses: Sequence[Clause]) -> Fact | None:
    """The clause that tells best why the date matters, with those beside it that go on telling."""
    told = [one for one in clauses if not _is_otherwise(one)]
    best = max(range(len(told)), key=lambda place: (told[place].odds, -place), default=None)
    if best is None or told[best].odds < _REASON:
        return None
    first = last = best
    while first and _goes_on(told[first - 1], told[first], told[last]):
        first -= 1
    while last + 1 < len(told) and _goes_on(told[last + 1], told[first], told[last]):
        last += 1
    return _fact(told[first], told[last])


def find_consequence(clauses: Sequence[Clause], reason: Fact | None) -> Fact | None:
    """The clause that tells what a late delivery costs, if it is another one than the reason's."""
    told = reason.evidence if reason else None
    others = [
        one
        for one in clauses
        if (not told or told.message != one.reading.message.index or one.end <= told.start or told.end <= one.start)
        and (one.signs["cost"] >= 2 or holds("AFTERMATH", one.row) or _is_otherwise(one))
    ]
    best = max(others, key=lambda one: (one.odds, -one.start), default=None)
    return _fact(best, best) if best and best.odds >= _COST else None


def clauses_of(readings: Sequence[Reading], sound: Callable[[Row], float] | None = None) -> list[Clause]:
    """The clauses that may tell something, in their order, the newest message first; `sound` stands in for what was learned."""
    return list(_clauses(readings, sound))


def _clauses(readings: Sequence[Reading], sound: Callable[[Row], float] | None) -> Iterator[Clause]:
    bias, weights = _weights()
    for age, reading in enumerate(readings):
        language = reading.message.language
        told = {place: reading.words(one) for place, one in enumerate(reading.passages) if _may_tell(one)}
        rows = {place: row_in(words, language) for place, words in told.items()}
        wishes = {place for place, row in rows.items() if _is_wish(row)}
        for place, whole in rows.items():
            if not whole.codes:
                continue
            start = reading.passages[place].start
            clauses = pieces(told[place], language)
            for number, (first, last, row) in enumerate(clauses):
                said = told[place][first:last]
                if last - first < _SHORTEST or says("roles/restored/words", said) or says("roles/parts/if_ready", said):
                    continue  # "we are back to the original number" changes the order, and says no reason
                joined = _is_joined(reading.text, start + first, start + last)
                beside = any(
                    _is_wish(other) for _, _, other in clauses[max(0, number - 1) : number + 2] if other is not row
                )
                sounds = (sound or _sound)(row)
                if language and _BECAUSE.search(reading.text, max(0, start + first - 16), start + first):
                    sounds = max(sounds, _SOUNDS_SO)  # in a gloss its words are seldom known: "because" alone tells it
                signs = {
                    "sound": sounds,
                    "told": _bounded(told_in("reason", "told", row)),
                    "cost": _bounded(told_in("reason", "cost", row)),
                    "joined": joined,
                    "beside a wish": beside,
                    "joined to a wish": joined and beside,
                    "near a wish": bool({place - 1, place + 1} & wishes),
                    "in a wish": place in wishes,
                    "wish": _is_wish(row),
                    "complains": complains(row),
                    "loose": _date_said(row) == "flexible",
                    "parts": saying_in("partial_delivery", whole) is not None,
                    "dated": holds("DATED", row),
                    "words": min(len(row.codes), 20) / 10,
                    "age": age,
                }  # fmt: skip
                odds = bias + sum(weights[name] * float(value) for name, value in signs.items())
                yield Clause(reading, place, start + first, start + last, row, signs, odds)


def _is_otherwise(one: Clause) -> bool:
    """Whether a clause tells what happens else: a cost, not a reason."""
    return bool(_OTHERWISE.search(one.reading.text, max(0, one.start - 16), one.start + 12))


def _goes_on(other: Clause, first: Clause, last: Clause) -> bool:
    """Whether a clause beside the chosen ones goes on telling."""
    length = max(other.end, last.end) - min(other.start, first.start)
    is_same = other.reading is first.reading and other.sentence == first.sentence
    return is_same and other.odds >= _GOES_ON and length <= _LONGEST_TOLD


def _sound(row: Row) -> float:
    return heard(row)["reason"] if knows(row) else -1.0


def _bounded(weight: int) -> int:
    return max(-_SURELY, min(weight, _SURELY))


def _may_tell(passage: Passage) -> bool:
    length = passage.end - passage.start
    return passage.kind != "row" and length <= LONGEST and (passage.kind != "label" or length >= 40)


def _is_wish(row: Row) -> bool:
    """Whether it says by when they want it: what stands beside it may say why."""
    return holds("DEMAND", row) or _date_said(row) == "fixed"


def _date_said(row: Row) -> str:
    said = saying_in("date_flexibility", row)
    return said.value if said else ""


_GIVES_REASON = re.compile(
    r"(?:\b(?:because|since|as|so that|otherwise|or|then|seeing that|(?:which|that)(?:'s| is) when|why\?)|[:–—]|\s-)\s+$",
    re.I,
)
_OTHERWISE = re.compile(r"(?:^|[\s,;(])(?:otherwise|or else)(?:,? \Z|\b)", re.I)
_BECAUSE = re.compile(r"\bbecause\s+$", re.I)
_TAKES_REASON = re.compile(r"[\s,;]*(?:so|therefore|hence|which is why|that(?:'s| is) why|and so|thus)\b", re.I)


def _is_joined(text: str, start: int, end: int) -> bool:
    """Whether the words beside a clause make it a reason: it stands after "because" or before "so"."""
    return bool(_GIVES_REASON.search(text, max(0, start - 16), start) or _TAKES_REASON.match(text, end, end + 20))


def _fact(first: Clause, last: Clause) -> Fact:
    words = first.reading.text[first.start : last.end]
    return Fact(" ".join(words.split()), cite(first.reading.message, first.start, last.end))


@cache
def _weights() -> tuple[float, Mapping[str, float]]:
    path = home("knowledge") / "lexicons" / "reason.json"
    try:
        data = json.loads(path.read_text("utf-8"))
        return float(data["bias"]), {name: float(weight) for name, weight in data["weights"].items()}
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise BrokenKnowledge(f"knowledge/lexicons/reason.json cannot be read: {error!r}.") from error
