"""How a measure is counted, and which of its figures speaks for now: what every card of the Measures tab shares.

Comes in: Measures. Goes out: the words behind "How it is counted", with the lists of what is left out; the months that charts show.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clarifier.team.figures import Figure, Measure, Measures, Series
from clarifier.texts import fill
from clarifier.web.measure_words import counted, place, said, window, words

FEWEST_MONTHS = 6  # that a chart shows, however young the ledger is


@dataclass(frozen=True)
class Out:
    """Requests that a measure leaves out, and the list of them."""

    words: str
    count: int
    link: str


@dataclass(frozen=True)
class How:
    """How a measure is counted; `window` says over which months, and what comes of it there."""

    name: str
    definition: str
    source: str
    by: str
    window: str
    whole: str
    link: str
    out: tuple[Out, ...]


def is_empty(found: Measures) -> bool:
    """Whether no request has come so far that anything is counted or left out."""
    return not any(each.whole.count or each.left_out for each in found.all)


def shown_months(found: Measures) -> tuple[date, ...]:
    """The months that charts show: from the first in which there is anything, six at least."""
    places = [at for each in found.all for at, figure in enumerate(each.months) if figure.count]
    first = min(min(places, default=0), max(0, len(found.months) - FEWEST_MONTHS))
    return found.months[first:]


def spoken(series: Series, today: date) -> Figure:
    """The figure that speaks for now: that of the last whole month, or of this one, or the last one that has anything."""
    this = today.replace(day=1)
    whole = [each for each in series.months if each.month != this]
    latest = (
        whole[-1:]
        if whole and whole[-1].count
        else [each for each in series.months if each.month == this and each.count]
    )
    return next(iter(latest or [each for each in reversed(whole) if each.count]), series.whole)


def how(measure: Measure, back: int, months: Sequence[date]) -> How:
    """How it is counted, with what is left out and its lists."""
    link = place(measure.id, None, back)
    return How(
        name=measure.name,
        definition=measure.definition,
        source=measure.source,
        by=fill(words()["how"]["by"], month=measure.by),
        window=fill(words()["how"]["window"], window=window(months)),
        whole=whole_said(measure),
        link=link if measure.whole.count else "",
        out=tuple(Out(each.words, each.count, place(measure.id, None, back, each.id)) for each in measure.left_out),
    )


def whole_said(series: Series) -> str:
    """The whole window's figure: `84 %, 312 of 370`; `3 days, in the middle of 230`."""
    whole = series.whole
    value, of = said(series.unit, whole), counted(series.unit, whole)
    if whole.value is None:
        return whole.note
    if series.unit in ("days", "hours"):
        return fill(words()["how"]["middle"], value=value, count=f"{whole.count:,}")
    return value if value == of or not of else f"{value}, {of}"
