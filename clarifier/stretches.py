"""Stretches of a text that are asked which of them touch a place, without a look at each.

Comes in: spans in any order, `text[start:end]`. Goes out: the places, in the order of their starts, of those that touch.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Stretches:
    """Spans sorted by their start. A question costs what lies within the longest span of it, so the longest should be short."""

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        self._spans = sorted(spans, key=lambda span: span[0])
        self._starts = [start for start, _ in self._spans]
        self._longest = max((end - start for start, end in self._spans), default=0)

    def touching(self, start: int, end: int) -> list[int]:
        """The places of the spans that share a character with `text[start:end]`."""
        first, last = bisect_right(self._starts, start - self._longest), bisect_left(self._starts, end)
        return [place for place in range(first, last) if self._spans[place][1] > start]

    def touch(self, start: int, end: int) -> bool:
        """Whether any of them shares a character with `text[start:end]`."""
        return bool(self.touching(start, end))

    def around(self, place: int) -> list[tuple[int, int]]:
        """The spans that hold both the character before a place and the one after it."""
        return [self._spans[each] for each in self.touching(place, place)]
