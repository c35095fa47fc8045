"""The one number both teams share, as it is shown: large, with its trend, and what stands quietly beside it.

Comes in: Measures. Goes out: a Head with its sentences; pure functions.
"""

from dataclasses import dataclass
from datetime import date

from clarifier.team.figures import Figure, Measure, Measures
from clarifier.texts import fill
from clarifier.web.counting_view import How, how, spoken
from clarifier.web.measure_words import counted, named, place, said, words
from clarifier.web.trend_view import TALL, Chart, trend

BARELY = 0.005  # of a share: less than half a point is no difference


@dataclass(frozen=True)
class Quiet:
    """A figure beside the headline."""

    label: str
    said: str
    counted: str
    link: str


@dataclass(frozen=True)
class Head:
    """The shared number: `said` is what stands large."""

    said: str
    link: str
    sentence: str
    note: str
    beside: tuple[Quiet, ...]
    hides: str
    chart: Chart
    how: How


def head(found: Measures, months: tuple[date, ...]) -> Head:
    """The headline, over the months that charts show."""
    measure, today, back = found.headline, found.today, len(found.months)
    figure = spoken(measure, today)
    chart = trend(measure, months, today, TALL, chosen=figure.month, back=back)
    return Head(
        said=said("share", figure),
        link=place(measure.id, figure.month, back) if figure.count else "",
        sentence=_headline(measure, figure, today),
        note=figure.note if figure.count else "",
        beside=tuple(_quiet(found[each], label, figure, back) for each, label in words()["beside"].items()),
        hides=_hidden(measure, found["latest_told"]),
        chart=chart,
        how=how(measure, back, found.months),
    )


def _headline(measure: Measure, figure: Figure, today: date) -> str:
    """`41 of 47 in October · ours together · 82 % in September`."""
    if figure.month is None:
        return str(words()["page"]["nothing_due"])
    form = words()["headline"]
    this = "so_far" if figure.month == today.replace(day=1) else "month"
    sentence = [
        fill(form[this], number=f"{figure.number:,}", count=f"{figure.count:,}", month=named(figure.month, today)),
        form["together"],
    ]
    before = [each for each in measure.months if each.month and each.month < figure.month and each.count]
    if before and before[-1].month:
        sentence.append(fill(form["before"], value=said("share", before[-1]), month=named(before[-1].month, today)))
    return " · ".join(sentence)


def _quiet(measure: Measure, label: str, shared: Figure, back: int) -> Quiet:
    """The same month's figure by another date."""
    figure = next((each for each in measure.months if each.month == shared.month), measure.whole)
    value, of = said("share", figure), counted("share", figure)
    return Quiet(label, value, "" if value == of else of, place(measure.id, figure.month, back) if figure.count else "")


def _hidden(told: Measure, latest: Measure) -> str:
    """How much better it would look by the dates told last, over the whole window."""
    if told.whole.value is None or latest.whole.value is None or latest.whole.value - told.whole.value < BARELY:
        return ""
    points = max(1, round(100 * (latest.whole.value - told.whole.value)))
    form = words()["hides"]
    one, many = form["point"]
    return fill(
        form["some"], months=str(len(told.months)), points=one if points == 1 else fill(many, count=str(points))
    )
