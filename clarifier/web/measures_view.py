"""From the measures to the cards of the Measures tab: pure functions, nothing is counted here.

Comes in: Measures. Goes out: the headline, and a card for each chart with its sentence.
"""

from dataclasses import dataclass
from datetime import date

from clarifier.team.figures import Measure, Measures, Series
from clarifier.texts import fill
from clarifier.web import charts
from clarifier.web.counting_view import How, how, shown_months, spoken
from clarifier.web.headline_view import Head, head
from clarifier.web.measure_words import counted, days, named, place, said, value_said, window, words
from clarifier.web.trend_view import LOW, MIDDLE, Chart, trend

A_DAY = 24  # hours


@dataclass(frozen=True)
class Bar:
    """A cause, how often, and how long its bar is in per cent."""

    name: str
    count: int
    length: float
    link: str


@dataclass(frozen=True)
class Padded:
    """Padding and over-promising."""

    sentence: str
    told: str
    chart: Chart
    told_chart: Chart
    hows: tuple[How, ...]


@dataclass(frozen=True)
class Expedites:
    """Expedites by cause."""

    sentence: str
    link: str
    bars: tuple[Bar, ...]
    chart: Chart
    hows: tuple[How, ...]


@dataclass(frozen=True)
class Small:
    """One of the small multiples; `also` says the value otherwise."""

    id: str
    title: str
    said: str
    also: str
    link: str
    sentence: str
    chart: Chart
    how: How


@dataclass(frozen=True)
class Overview:
    """All that the tab shows but the pulse."""

    head: Head
    padded: Padded
    expedites: Expedites
    small: tuple[Small, ...]


def overview(found: Measures) -> Overview:
    """The figures with their charts, lists and sentences."""
    months = shown_months(found)
    return Overview(
        head(found, months),
        _padded(found, months),
        _expedites(found, months),
        tuple(_small(found, each, months) for each in ("notice_hours", "answer_hours", "ready_first")),
    )


def _padded(found: Measures, months: tuple[date, ...]) -> Padded:
    padding, told, back = found["padding"], found["over_promised"], len(found.months)
    buffer = next(each for each in padding.beside if each.id == "buffer")
    return Padded(
        sentence=_came(padding, buffer, found.today),
        told=_told_early(told),
        chart=trend(padding, months, found.today, MIDDLE, kind="columns", beside=buffer, back=back),
        told_chart=trend(told, months, found.today, LOW, kind="columns", back=back),
        hows=(how(padding, back, found.months), how(told, back, found.months)),
    )


def _came(padding: Measure, buffer: Series, today: date) -> str:
    form, figure = words()["padding"], spoken(padding, today)
    if figure.value is None or figure.month is None:
        return str(form["none"])
    one, many = form["among"]
    sentence = "early" if figure.value > 0 else "late" if figure.value < 0 else "exact"
    values = {
        "month": named(figure.month, today),
        "among": one if figure.count == 1 else fill(many, count=f"{figure.count:,}"),
    }
    if figure.value:
        values["days"] = days(abs(figure.value))
    named_days = next((each.value for each in buffer.months if each.month == figure.month), None)
    more = fill(form["buffer"], days=value_said("days", named_days).capitalize()) if named_days else form["no_buffer"]
    return f"{fill(form[sentence], **values)} {more}"


def _told_early(told: Measure) -> str:
    form = words()["padding"]
    if not told.whole.count:
        return str(form["told_none"])
    return fill(form["told"], number=f"{told.whole.number:,}", count=f"{told.whole.count:,}")


def _expedites(found: Measures, months: tuple[date, ...]) -> Expedites:
    rate, causes, back = found["expedite_rate"], found["emergencies_by_cause"], len(found.months)
    form = words()["expedites"]
    some = sorted((each for each in causes.beside if each.whole.count), key=lambda each: -each.whole.count)
    lengths = charts.lengths([each.whole.count for each in some])
    if not rate.whole.count:
        sentence = str(form["nothing"])
    elif not some and not rate.whole.number:
        sentence = fill(form["none"], window=window(found.months))
    else:
        sentence = fill(
            form["some"],
            number=f"{rate.whole.number:,}",
            count=f"{rate.whole.count:,}",
            value=said("share", rate.whole),
        )
    return Expedites(
        sentence=sentence,
        link=place(rate.id, None, back, "yes") if rate.whole.number else "",
        bars=tuple(
            Bar(each.name, each.whole.count, length, place(causes.id, None, back, each.id))
            for each, length in zip(some, lengths, strict=True)
        ),
        chart=trend(rate, months, found.today, LOW, kind="columns", back=back),
        hows=(how(rate, back, found.months), how(causes, back, found.months)),
    )


def _small(found: Measures, measure_id: str, months: tuple[date, ...]) -> Small:
    measure, back = found[measure_id], len(found.months)
    figure = spoken(measure, found.today)
    value, of = said(measure.unit, figure), counted(measure.unit, figure)
    is_long = measure.unit == "hours" and figure.value is not None and abs(figure.value) >= 2 * A_DAY
    also = (
        fill(words()["beside_hours"]["days"], days=value_said("days", round(figure.value / A_DAY)))
        if is_long and figure.value
        else ""
    )
    where = named(figure.month, found.today) if figure.month else ""
    if figure.month == found.today.replace(day=1):
        where += f" {words()['so_far']['month']}"
    return Small(
        id=measure.id,
        title=words()["cards"][measure.id],
        said=value,
        also=also,
        link=place(measure.id, figure.month, back) if figure.count else "",
        sentence=" · ".join(part for part in (also, "" if value == of else of, where, figure.note) if part),
        chart=trend(measure, months, found.today, LOW, chosen=figure.month, back=back),
        how=how(measure, back, found.months),
    )  # fmt: skip
