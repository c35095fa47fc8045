"""What a clause becomes, stroke by stroke: the words that stay, and those that other words replace."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from clarifier.reframe.analysis import Judged
from clarifier.reframe.bound import Bound


@dataclass(frozen=True)
class Stroke:
    """Characters `start` to `end` of a clause become `words`."""

    start: int
    end: int
    words: str
    kind: str


@dataclass(frozen=True)
class Plan:
    """What becomes of a clause."""

    judged: Judged
    kept: bool
    asks: bool = False
    strokes: tuple[Stroke, ...] = ()

    @cached_property
    def said(self) -> str:
        """The clause as it becomes."""
        return stroked(self.judged.text, self.strokes)

    @property
    def gone(self) -> "Plan":
        """The plan of a clause that goes."""
        return Plan(self.judged, False)

    def cuts(self, fact: Bound) -> bool:
        """Whether a fact stands in words that are replaced."""
        at = fact.start - self.judged.clause.start
        return any(stroke.start <= at < stroke.end for stroke in self.strokes)


def stroked(text: str, strokes: Sequence[Stroke]) -> str:
    """A text with its strokes made."""
    at, said = 0, ""
    for stroke in strokes:
        said += text[at : stroke.start] + stroke.words
        at = stroke.end
    return said + text[at:]
