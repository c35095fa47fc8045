"""How a sentence sounds: does it let parts come first, hold the date or loosen it, give a reason, complain. Learned, not listed.

Comes in: a sentence or clause as a row of senses (lexicon.py). Goes out: for each thing it may say, the logarithm of the odds that it says
it. The weights of words, word pairs, senses and pairs of senses stand in knowledge/lexicons/heard.json, those for glosses (gloss.py) of
other languages in heard/, a file a language, read when the first mail in it comes; `python -m benchmarks conditions` learns them anew.
It does not know grammar, and of a language it has never met it says so (`knows`).
"""

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from math import fsum

from clarifier.errors import BrokenKnowledge
from clarifier.request.lexicon import Row, lexicon
from clarifier.texts import home

SIDES = ("allowed", "refused", "fixed", "flexible", "reason", "complaint")
_NAME = "conditions"
_REACH = 3  # how far apart two senses may stand and still be a pair
_PAIR = 0.5  # what a pair of senses counts beside a word
_NUMBER = re.compile(r"\d[\d.,:/-]*")
_WORD = re.compile(r"[\w']+")
_Sums = tuple[float, ...]
_NOTHING: _Sums = (0.0,) * len(SIDES)


@dataclass(frozen=True)
class Weights:
    """By feature, what it weighs for each side; and what is known of pairs of codes, worked out once each."""

    bias: _Sums
    weights: Mapping[str, _Sums]
    pairs: dict[tuple[str, str], _Sums] = field(default_factory=dict)


def features(row: Row) -> Counter[str]:
    """What a sentence is judged by, with how much it counts."""
    found: Counter[str] = Counter()
    for name in _of_words(row):
        found[name] = 1
    for code in set(row.codes):
        for sense in lexicon(_NAME).carried.get(code, ()):
            found[f"={sense}"] += 1
    for one, other in _code_pairs(row):
        for name in _sense_pairs(one, other):
            found[name] += _PAIR  # type: ignore[assignment]
    return found


def heard(row: Row) -> Mapping[str, float]:
    """For each side, how surely a sentence takes it, as the logarithm of the odds against saying nothing."""
    return dict(zip(SIDES, _heard(row), strict=True))


def knows(row: Row) -> bool:
    """Whether at least half of its words are words that were learned from: else it is another language, or no sentence. A gloss
    says which language it is of."""
    if row.language in _languages():
        return True
    words, known = _words(row), _weights().weights
    return 2 * sum(word in known for word in words) >= len(words)


@lru_cache(maxsize=1024)
def _heard(row: Row) -> _Sums:
    learned = _weights(row.language if row.language in _languages() else "")
    parts = [learned.bias]
    parts += [learned.weights[name] for name in _of_words(row) if name in learned.weights]
    for code in set(row.codes):
        for sense in lexicon(_NAME).carried.get(code, ()):
            if found := learned.weights.get(f"={sense}"):
                parts.append(found)
    for pair in _code_pairs(row):
        sums = learned.pairs.get(pair)
        if sums is None:
            sums = learned.pairs[pair] = _pair_sums(learned, *pair)
        if sums is not _NOTHING:
            parts.append(sums)
    return tuple(map(fsum, zip(*parts, strict=True)))  # exact, so the order of a set's words does not matter


def _pair_sums(learned: Weights, one: str, other: str) -> _Sums:
    known = [learned.weights[name] for name in _sense_pairs(one, other) if name in learned.weights]
    return tuple(_PAIR * fsum(column) for column in zip(*known, strict=True)) if known else _NOTHING


def _words(row: Row) -> list[str]:
    if not row.spans:
        return []
    words = row.text[row.spans[0][0] : row.spans[-1][1]]
    return _WORD.findall(_NUMBER.sub("0", words.casefold().replace("’", "'")))


def _of_words(row: Row) -> set[str]:
    words = _words(row)
    found = set(words)
    found |= {f"{a} {b}" for a, b in pairwise(words)}
    if words:
        found |= {f"^ {words[0]}", f"{words[-1]} $"}
    for word in set(words):
        if len(word) >= 5:
            found |= {f"{word[:4]}*", f"{word[:5]}*", f"*{word[-4:]}"}
    return found


def _code_pairs(row: Row) -> set[tuple[str, str]]:
    codes = row.codes
    return {pair for apart in range(1, _REACH + 1) for pair in zip(codes, codes[apart:], strict=False)}


def _sense_pairs(one: str, other: str) -> Iterator[str]:
    carried = lexicon(_NAME).carried
    for first in carried.get(one, ()):
        for second in carried.get(other, ()):
            yield f"={first} {second}"


@cache
def _languages() -> frozenset[str]:
    """The languages, beside English, whose sound was learned."""
    return frozenset(path.stem for path in (home("knowledge") / "lexicons" / "heard").glob("*.json"))


@cache
def _weights(language: str = "") -> Weights:
    name = f"heard/{language}.json" if language else "heard.json"
    path = home("knowledge") / "lexicons" / name
    try:
        data = json.loads(path.read_text("utf-8"))
        return Weights(tuple(data["bias"]), {name: tuple(each) for name, each in data["weights"].items()})
    except (OSError, ValueError, KeyError, AttributeError, TypeError) as error:
        raise BrokenKnowledge(f"knowledge/lexicons/{name} cannot be read: {error!r}.") from error
