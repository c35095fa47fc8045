"""How hot a clause sounds, learned from sentences of work: no list of words reaches what anger invents.

Comes in: a clause. Goes out: the chance that it is heat, 0 to 1, and the kind it sounds like most. The weights of words, word pairs and
word parts stand in knowledge/lexicons/temper.json; `python -m benchmarks temper` learns them anew. It does not know what a clause means.
"""

import json
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from clarifier.errors import BrokenKnowledge
from clarifier.reframe.heat import KINDS, HeatKind
from clarifier.reframe.segments import QUOTED
from clarifier.texts import home, table

_NUMBER = re.compile(r"\d[\d.,:/-]*")
_WORD = re.compile(r"[\w']+")


@dataclass(frozen=True)
class Weights:
    """Logistic regressions: `heat` decides on a clause, `whole` and `signs` on a message, `kinds` names."""

    bias: float
    whole_bias: float
    message_bias: float
    signs: tuple[float, ...]
    heat: dict[str, float]
    whole: dict[str, float]
    kinds: dict[str, dict[str, float]]


def features(clause: str) -> Iterator[str]:
    """What a clause is judged by: its words, its pairs of words, how it begins and ends, and the stems of its longer words."""
    words = _WORD.findall(_NUMBER.sub("0", QUOTED.sub(_spoken_of, clause).casefold().replace("’", "'")))
    seen = set(words)
    yield from seen
    yield from {f"{a} {b}" for a, b in pairwise(words)}
    if words:
        yield f"^ {words[0]}"
        yield f"{words[-1]} $"
    for word in seen:
        if len(word) >= 5:
            yield f"{word[:4]}*"
            yield f"{word[:5]}*"
            yield f"*{word[-4:]}"


def _spoken_of(quoted: re.Match[str]) -> str:
    """A quotation is spoken of, not said; a word or two between marks are the writer's own."""
    return " it " if len(quoted[0]) > 10 else quoted[0]


def logit(clause: str) -> float:
    """How hot a clause sounds, as the logarithm of the odds."""
    weights = _weights()
    return weights.bias + sum(weights.heat.get(feature, 0.0) for feature in features(clause))


def how_hot(clause: str) -> float:
    """The chance that a clause is heat."""
    return _chance(logit(clause))


def whole_logit(clauses: Iterable[str]) -> float:
    """How hot a message sounds by all its words at once, as the logarithm of the odds."""
    weights = _weights()
    seen = {feature for clause in clauses for feature in features(clause)}
    return weights.whole_bias + sum(weights.whole.get(feature, 0.0) for feature in seen)


def is_everyday(word: str) -> bool:
    """Whether a word is one of those that people write at work every day, as far as the sentences learned from know."""
    return word.casefold().replace("’", "'") in _everyday()


def heat_of(signs: Sequence[float]) -> float:
    """The chance that a message is heated, by what speaks for it (analysis.signs)."""
    weights = _weights()
    return _chance(weights.message_bias + sum(w * s for w, s in zip(weights.signs, signs, strict=True)))


def _chance(logarithm: float) -> float:
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logarithm))))


def sounds_like(clause: str) -> HeatKind:
    """The kind that a hot clause sounds like most; orders, swearing and shouting are told by their words, not by their sound."""
    scores = {kind: 0.0 for kind in KINDS if kind not in ("order", "profanity", "shouting")}
    kinds = _weights().kinds
    for feature in features(clause):
        for kind, weight in kinds.get(feature, {}).items():
            if kind in scores:
                scores[kind] += weight
    return max(scores, key=lambda kind: scores[kind])


@cache
def _everyday() -> frozenset[str]:
    return frozenset(table("lexicons/everyday")["words"])


@cache
def _weights() -> Weights:
    path = home("knowledge") / "lexicons" / "temper.json"
    try:
        data = json.loads(path.read_text("utf-8"))
        return Weights(
            data["bias"],
            data["whole_bias"],
            data["message"]["bias"],
            tuple(data["message"]["signs"]),
            data["heat"],
            data["whole"],
            data["kinds"],
        )
    except (OSError, ValueError, KeyError) as error:
        raise BrokenKnowledge(f"knowledge/lexicons/temper.json cannot be read: {error!r}.") from error
