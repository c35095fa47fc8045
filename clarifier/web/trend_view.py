"""A series of figures as a chart to look at: each month a place that opens its list.

Comes in: a Series, which of its months are shown, and how high it is drawn. Goes out: a Chart of shapes and words, which the template
writes as SVG, and the same as rows of a table.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from clarifier.team.figures import FEW, Figure, Series
from clarifier.web import charts
from clarifier.web.charts import Column, Frame, Scale
from clarifier.web.measure_words import MINUS, counted, named, place, said, short, value_said, words

TALL, MIDDLE, LOW = 236, 214, 164  # pixels
_ABOVE, _BELOW = 40, 42  # pixels for what a point says, and for the months and their counts
MOST_NAMED = 13  # months whose names stand side by side


@dataclass(frozen=True)
class Spot:
    """One place of a chart. `down` is where its point lies, None where there is nothing; `tick` where a second value lies; `reads` is what
    it is called for whoever hears it; where `is_between`, its name gives way on a narrow card."""

    key: str
    reads: str
    said: str
    counted: str
    under: str
    count: str
    link: str
    left: float
    middle: float
    width: float
    anchor: str
    label: float
    down: float | None
    column: Column | None
    tick: float | None
    is_few: bool
    is_running: bool
    is_chosen: bool
    is_stop: bool
    is_between: bool


@dataclass(frozen=True)
class Row:
    """The same as a row of the table: `beside` is its second value, where it has one."""

    name: str
    said: str
    counted: str
    beside: str
    note: str
    link: str


@dataclass(frozen=True)
class Chart:
    """`kind` is line or columns; `runs` are paths on a ground 100 wide, `running` the one into the month that is not over. `zero` is how far
    down 0 lies, and `ticks` are what stands at the side."""

    id: str
    kind: str
    title: str
    description: str
    height: int
    ground: float
    zero: float
    ticks: tuple[tuple[float, str], ...]
    runs: tuple[str, ...]
    running: tuple[str, ...]
    spots: tuple[Spot, ...]
    rows: tuple[Row, ...]
    beside: str


def trend(
    series: Series,
    months: Sequence[date],
    today: date,
    height: int,
    *,
    kind: str = "line",
    beside: Series | None = None,
    chosen: date | None = None,
    back: int = 12,
) -> Chart:
    """The chart of a series over these of its months; `beside` is drawn with it, month by month, and `back` is how many the window has."""
    figures = [each for each in series.months if each.month in months]
    second = [each for each in beside.months if each.month in months] if beside else []
    values, more = [each.value for each in figures], [each.value for each in second]
    onto = _scale(series.unit, kind, [*values, *more])
    frame = Frame(_ABOVE, height - _BELOW)
    is_running = bool(figures) and figures[-1].month == today.replace(day=1)
    over = len(figures) - is_running
    bars = charts.columns(values, frame, onto) if kind == "columns" else (None,) * len(values)
    stop = chosen if chosen in months else _latest(figures)
    every = -(-len(figures) // MOST_NAMED)
    anchor = next((at for at, each in enumerate(figures) if each.month == stop), len(figures) - 1)
    return Chart(
        id=series.id,
        kind=kind,
        title=series.name,
        description=f"{series.definition} {_extent(figures)}",
        height=height,
        ground=frame.bottom,
        zero=frame.down(0.0, onto),
        ticks=tuple((frame.down(tick, onto), _tick(series.unit, tick)) for tick in onto.ticks),
        runs=charts.runs([*values[:over], *(None for _ in values[over:])], frame, onto) if kind == "line" else (),
        running=charts.runs([*(None for _ in values[: over - 1]), *values[over - 1 :]], frame, onto)
        if kind == "line" and is_running and over
        else (),
        spots=tuple(
            _spot(
                series.unit, each, middle, 100 / len(figures), frame, onto, bar,
                key=place(series.id, each.month, back),
                second=(beside.unit, second[at]) if beside else None,
                is_named=(at - anchor) % every == 0,
                is_running=is_running and at == over,
                is_chosen=each.month == chosen,
                is_stop=each.month == stop,
                is_between=(at - anchor) // every % 2 == 1,
            )
            for at, (each, middle, bar) in enumerate(zip(figures, charts.across(len(figures)), bars, strict=True))
        ),
        rows=tuple(
            _row(series, each, today, place(series.id, each.month, back), (beside, second[at]) if beside else None)
            for at, each in reversed(list(enumerate(figures)))
        ),
        beside=beside.name if beside else "",
    )  # fmt: skip


def _spot(
    unit: str,
    figure: Figure,
    middle: float,
    width: float,
    frame: Frame,
    onto: Scale,
    bar: Column | None,
    *,
    key: str,
    second: tuple[str, Figure] | None,
    is_named: bool,
    is_running: bool,
    is_chosen: bool,
    is_stop: bool,
    is_between: bool,
) -> Spot:
    assert figure.month
    down = None if figure.value is None else frame.down(figure.value, onto)
    tick = frame.down(second[1].value, onto) if second and second[1].value is not None else None
    value, beside = said(unit, figure), counted(unit, figure)
    if value == beside:
        beside = ""
    tops = [each for each in (down, bar.top if bar else None, tick) if each is not None]
    name = f"{named(figure.month)}{', ' + words()['so_far']['month'] if is_running else ''}"
    also = f", {table_words(*second)} named" if second and second[1].value is not None else ""
    return Spot(
        key=key,
        reads=f"{name}: {', '.join(part for part in (value, beside, figure.note) if part)}{also}",
        said=value,
        counted=beside,
        under=short(figure.month) if is_named else "",
        count=_compact(figure.count) if is_named and figure.count else "",
        link=key if figure.count else "",
        left=round(middle - width / 2, 3),
        middle=middle,
        width=round(width, 3),
        anchor="start" if middle < 12 else "end" if middle > 88 else "middle",
        label=round(max(min(tops), frame.top) if tops else frame.bottom, 2),
        down=down,
        column=bar,
        tick=tick,
        is_few=0 < figure.count < FEW,
        is_running=is_running,
        is_chosen=is_chosen,
        is_stop=is_stop,
        is_between=is_between,
    )


def _row(series: Series, figure: Figure, today: date, link: str, second: tuple[Series, Figure] | None) -> Row:
    assert figure.month
    value, beside = said(series.unit, figure), counted(series.unit, figure)
    is_running = figure.month == today.replace(day=1)
    notes = [words()["so_far"]["month"]] if is_running else []
    if figure.note and (figure.count or not is_running):
        notes.insert(0, figure.note)
    also = table_words(second[0].unit, second[1]) if second else ""
    return Row(
        named(figure.month),
        value,
        "" if value == beside else beside,
        also,
        ", ".join(notes),
        link if figure.count else "",
    )


def table_words(unit: str, figure: Figure) -> str:
    """A figure that stands beside another."""
    return "" if figure.value is None else value_said(unit, figure.value)


def _latest(figures: Sequence[Figure]) -> date | None:
    """The last month that has anything: where the Tab key stops."""
    return next((each.month for each in reversed(figures) if each.count), None)


def _scale(unit: str, kind: str, values: Sequence[float | None]) -> Scale:
    """Shares are lines from none to all; as columns, which are few of many, they are drawn as high as they are."""
    if unit != "share":
        return charts.scale(values, 3, 1.0 if unit == "days" else 0.5)
    return charts.SHARES if kind == "line" else charts.scale(values, 2, 0.1)


def _tick(unit: str, value: float) -> str:
    if unit == "share":
        return f"{value * 100:.0f} %"
    return f"{value:,g}".replace("-", MINUS) + {"hours": " h", "days": " d"}.get(unit, "")


def _compact(count: int) -> str:
    return f"{count / 1000:.1f}k" if count >= 1000 else str(count)


def _extent(figures: Sequence[Figure]) -> str:
    known = [each.month for each in figures if each.count and each.month]
    return f"From {named(known[0])} to {named(known[-1])}." if known else ""
