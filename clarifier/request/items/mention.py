"""One item as one statement speaks of it.

A mention says which thing, by its number or its words, how many, and what for: ordered, taken back, first of all, a mere total.
"""

from dataclasses import dataclass
from typing import Literal

from clarifier.request.dates import DateReading
from clarifier.request.items.phrases import Span
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading

Role = Literal["order", "claim", "more", "fewer", "half", "cancel", "mention", "partial", "total", "aside"]


UNSAID = "no word says that it is ordered"
SUMMED = "the sum of several amounts"
RATE = "a rate, not an amount"
EARLIER = "an earlier or another party's number"


@dataclass(frozen=True)
class Word:
    """`text[start:end]` with the value it stands for (`rev D` stands for D)."""

    start: int
    end: int
    value: str


@dataclass(frozen=True)
class Mention:
    """One item as one statement speaks of it. `listed`: it stands in a table, a bullet or a row of its own."""

    reading: Reading
    start: int
    end: int
    role: Role
    listed: bool = False
    part: Word | None = None
    item: Span | None = None
    revision: Word | None = None
    amount: Amount | None = None
    unit: str = ""
    needed_by: DateReading | None = None
    introduced_by: int | None = None
    why: str = ""
    same: bool = False  # "6 of the same in shade A3": the part named before, another variant
    definite: bool = False  # "the 140 rolls": an amount spoken of as known
    kind: Span | None = None  # "Gloves: S 20 pr, M 35 pr": the words behind the name that tell its kinds apart
    row: int | None = None  # "item 2 should be 84": which of the lines so far it calls by its place

    @property
    def name(self) -> str:
        """The item's words, "" where it has none."""
        said = [self.reading.message.body[slice(*span)] for span in (self.item, self.kind) if span]
        return ", ".join(said)

    @property
    def named(self) -> Span | None:
        """From the first word of its name to the last."""
        spans = [span for span in (self.item, self.kind) if span]
        return (spans[0][0], spans[-1][1]) if spans else None
