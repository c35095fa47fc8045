"""What known questions tell of a new one: the words of each document's questions, weighed.

Comes in: texts, each with the document that answers it. Goes out: for a question, the chance of each document. It is multinomial naive
Bayes over single words, pairs and the first letters of long words, weighted by how rare they are: computed in a moment from the questions
themselves, so that there is nothing to train and nothing to store. (Measured beside nearest neighbours by embeddings: README.)
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np

from clarifier.texts import table

SMOOTHING = 0.05
RARE = 0.1  # how likely a question is that nothing answers, before it is read
STEM = 4  # letters by which a longer word is also known
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")


class Known:
    """The known questions, counted. `chances` asks them."""

    def __init__(self, texts: Iterable[tuple[str, str]], outside: str = "") -> None:
        """`outside` is the document that stands for no answer. Before a question is read, every document is as likely as any other, and that one
        rare: how many questions are known of each says nothing about how often it is asked for."""
        counted = [(Counter(features(text)), document) for text, document in texts]
        self.documents: tuple[str, ...] = tuple(dict.fromkeys(document for _, document in counted))
        self._places: dict[str, int] = {}
        for counts, _ in counted:
            for feature in counts:
                self._places.setdefault(feature, len(self._places))
        rows = {document: row for row, document in enumerate(self.documents)}
        text = np.repeat(np.arange(len(counted)), [len(counts) for counts, _ in counted])
        place = np.array([self._places[feature] for counts, _ in counted for feature in counts], dtype=np.intp)
        times = np.array([count for counts, _ in counted for count in counts.values()], dtype=float)
        self._rarity = 1 + np.log((1 + len(counted)) / (1 + np.bincount(place, minlength=len(self._places))))
        weights = (1 + np.log(times)) * self._rarity[place]
        weights /= np.sqrt(np.bincount(text, weights**2, minlength=len(counted)))[text]
        row = np.array([rows[document] for _, document in counted], dtype=np.intp)[text]
        sums = np.bincount(row * len(self._places) + place, weights, minlength=len(rows) * len(self._places))
        sums = sums.reshape(len(rows), len(self._places))
        smoothed = sums + SMOOTHING
        self._tells = np.log(smoothed / smoothed.sum(axis=1, keepdims=True)).astype(np.float32)
        self._prior = np.log([RARE if document == outside else 1 / len(rows) for document in self.documents])

    def share(self, question: str) -> float:
        """The share of a question's words that any known question has; another language, or none, has few."""
        said = words(question)
        return sum(word in self._places for word in said) / len(said) if said else 0.0

    def chances(self, question: str) -> dict[str, float]:
        """The chance that each document answers it; they add up to one."""
        places, weights = self._weighed(Counter(features(question)))
        scores = self._prior + self._tells[:, places] @ weights
        likely = np.exp(scores - scores.max())
        return dict(zip(self.documents, (likely / likely.sum()).tolist(), strict=True))

    def _weighed(self, counts: Mapping[str, int]) -> tuple[Any, Any]:
        """The places of known features and their weights, as a vector of length one."""
        found = [(self._places[each], count) for each, count in counts.items() if each in self._places]
        places = np.array([place for place, _ in found], dtype=np.intp)
        weights = np.array([1 + math.log(count) for _, count in found]) * self._rarity[places]
        length = np.linalg.norm(weights)
        return places, weights / length if length else weights


def features(text: str) -> Iterator[str]:
    """Words, pairs of words, and beginnings of long words (with a mark)."""
    said = words(text)
    yield from said
    yield from (f"{first} {second}" for first, second in pairwise(said))
    yield from (f"{word[:STEM]}~" for word in said if len(word) > STEM)


def words(text: str) -> Sequence[str]:
    """The words of a text, in small letters."""
    return [match[0] for match in _WORD.finditer(text.casefold().replace("’", "'"))]


def telling(text: str) -> dict[str, str]:
    """The words of a text that say what it is about, by their first letters."""
    empty = _empty()
    return {word[:STEM]: word for word in words(text) if len(word) >= STEM and word not in empty}


@cache
def _empty() -> frozenset[str]:
    return frozenset(table("lexicons/asking")["empty"])
