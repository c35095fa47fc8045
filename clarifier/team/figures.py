"""The figures of the measures as they are shown.

Comes in: what was counted, month by month. Goes out: a Measure with its words, its figures, its counts, and what it leaves out.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from clarifier.team.counted import Window, names, number
from clarifier.texts import fill, table

FEW = 5  # fewer requests than these say little, and the figure says that


@dataclass(frozen=True)
class Figure:
    """A measure in one month; `month` is its first day, None for the whole window. A share is `number` of `count`, from 0 to 1; a median is
    that of `count` requests. `value` is None where nothing counts. `note` says so, and where few do."""

    month: date | None
    value: float | None
    number: int
    count: int
    note: str


@dataclass(frozen=True)
class Series:
    """Figures of one kind, the oldest month first, and that of the whole window. `unit` is share, days, hours or requests."""

    id: str
    name: str
    definition: str
    unit: str
    months: tuple[Figure, ...]
    whole: Figure


@dataclass(frozen=True)
class LeftOut:
    """How many requests of the window a measure leaves out, and why."""

    id: str
    words: str
    count: int


@dataclass(frozen=True)
class Measure(Series):
    """A measure. `better` is more, fewer or ""; `by` says in which month a request counts; `beside` are figures to read it with."""

    source: str
    better: str
    by: str
    beside: tuple[Series, ...]
    left_out: tuple[LeftOut, ...]


@dataclass(frozen=True)
class Measures:
    """All of them, the shared headline first; `months` are the first days of the window's months."""

    today: date
    months: tuple[date, ...]
    all: tuple[Measure, ...]

    @property
    def headline(self) -> Measure:
        """Delivered in full by the date told."""
        return self.all[0]

    def __getitem__(self, measure: str) -> Measure:
        """The one with this id; raises KeyError."""
        return {each.id: each for each in self.all}[measure]


@dataclass
class Tally:
    """What was counted, by month as in 202611; `out` by reason. Where a middle is measured, `medians` hold it, that of None is the whole
    window's."""

    count: Counter[int] = field(default_factory=Counter)
    number: Counter[int] = field(default_factory=Counter)
    out: Counter[str] = field(default_factory=Counter)
    medians: dict[int | None, float | None] = field(default_factory=dict)
    beside: dict[str, "Tally"] = field(default_factory=dict)


def measure_of(measure: str, tally: Tally, span: Window) -> Measure:
    """The measure with its words."""
    words, reasons = names()[measure], table("wording/measures")["left_out"]
    return Measure(
        **_series(measure, tally, words, span),
        source=words["source"],
        better=words["better"],
        by=words["month"],
        beside=tuple(Series(**_series(each, its, _words(words, each), span)) for each, its in tally.beside.items()),
        left_out=tuple(LeftOut(each, reasons[each], tally.out[each]) for each in words["left_out"] if tally.out[each]),
    )


def _words(words: dict[str, Any], beside: str) -> dict[str, Any]:
    """What stands beside: named with the measure, or a cause, which is named where all causes are."""
    named: dict[str, Any] = words.get("beside", {}).get(beside)
    return named or words | {"name": table("wording/ledger")["causes"][beside]}


def _series(each: str, tally: Tally, words: dict[str, Any], span: Window) -> dict[str, Any]:
    unit = words["unit"]
    months = tuple(_figure(tally, unit, month, (number(month),)) for month in span.months)
    whole = _figure(tally, unit, None, [number(month) for month in span.months])
    return {"id": each, **{key: words[key] for key in ("name", "definition", "unit")}, "months": months, "whole": whole}


def _figure(tally: Tally, unit: str, month: date | None, among: Sequence[int]) -> Figure:
    notes = table("wording/measures")["notes"]
    count, kept = (sum(counts[each] for each in among) for counts in (tally.count, tally.number))
    if unit == "requests":
        return Figure(month, count, kept, count, "")
    if not count:
        return Figure(month, None, 0, 0, notes["none"])
    value = kept / count if unit == "share" else tally.medians[number(month) if month else None]
    return Figure(month, value, kept, count, fill(notes["few"], count=str(count)) if count < FEW else "")
