"""The list behind a figure as it is shown: what adds up to the figure, and each request with why it counts as it does.

Comes in: a measure, how many requests say what, and a page of them. Goes out: frozen views that the templates read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from clarifier.team.behind import Behind
from clarifier.team.figures import Figure, Measure
from clarifier.texts import fill, table
from clarifier.web.counting_view import How, how
from clarifier.web.measure_words import counted, named, place, said, value_said, window, words
from clarifier.web.trend_view import LOW, Chart, trend


@dataclass(frozen=True)
class Choice:
    """Some of the requests; `status` is the colour that goes with their word."""

    which: str
    label: str
    count: int
    link: str
    is_current: bool


@dataclass(frozen=True)
class Counted:
    """One request: `word` is what the measure says of it, `value` what was measured."""

    number: str
    customer: str
    title: str
    state: str
    why: str
    word: str
    status: str
    value: str
    is_middle: bool


@dataclass(frozen=True)
class BehindView:
    """The list's head: the figure, the sum that makes it, and the ways to narrow it down."""

    title: str
    period: str
    said: str
    counted: str
    note: str
    sum: str
    choices: tuple[Choice, ...]
    outs: tuple[Choice, ...]
    chart: Chart
    how: How
    window: str


def behind_view(
    measure: Measure,
    figure: Figure,
    counts: Mapping[str, int],
    which: str,
    months: Sequence[date],
    shown: Sequence[date],
    today: date,
) -> BehindView:
    """`counts` are how many requests there are of each kind: all (""), yes, no, a reason to be left out, a cause; `shown` are the chart's months."""
    back, value, of = len(months), said(measure.unit, figure), counted(measure.unit, figure)
    reasons = {each.id: each.words for each in measure.left_out}
    return BehindView(
        title=measure.name,
        period=named(figure.month) if figure.month else window(months),
        said=value,
        counted="" if value == of else of,
        note=figure.note if figure.count else "",
        sum=_sum(measure, figure, counts),
        choices=_choices(measure, figure, counts, which, back),
        outs=tuple(
            Choice(each, label, counts[each], place(measure.id, figure.month, back, each), which == each)
            for each, label in reasons.items()
            if counts.get(each)
        ),
        chart=trend(
            measure, shown, today, LOW, kind="line" if measure.unit == "share" else "columns", chosen=figure.month, back=back
        ),
        how=how(measure, back, months),
        window=place(measure.id, None, back) if figure.month else "",
    )  # fmt: skip


def rows(measure: Measure, figure: Figure, found: Sequence[Behind], which: str, skip: int) -> list[Counted]:
    """A page of the list; `skip` is how many come before it."""
    states = table("wording/ledger")["states"]
    middles = {(figure.count - 1) // 2, figure.count // 2} if measure.unit in ("days", "hours") and not which else set()
    return [
        Counted(
            each.number,
            each.customer,
            each.title,
            states[each.state],
            each.why,
            *_verdict(measure, each),
            value="" if each.value is None or measure.unit == "share" else value_said(measure.unit, each.value),
            is_middle=each.says is not None and skip + at in middles,
        )
        for at, each in enumerate(found)
    ]


def _verdict(measure: Measure, each: Behind) -> tuple[str, str]:
    """What the measure says of a request, in one word, with the colour that goes with it."""
    if each.says is None:
        word, status = words()["verdicts"]["out"]
        return word, status
    known = words()["verdicts"].get(measure.id)
    if known is None:
        return "", ""
    word, status = known["yes" if each.says else "no"]
    return word, status


def _choices(measure: Measure, figure: Figure, counts: Mapping[str, int], which: str, back: int) -> tuple[Choice, ...]:
    def choice(each: str, label: str, count: int) -> Choice:
        return Choice(each, label, count, place(measure.id, figure.month, back, each), which == each)

    every = choice("", words()["list"]["every"], counts[""])
    if measure.unit == "share":
        of = words()["verdicts"][measure.id]
        order = ("no", "yes") if measure.better == "more" else ("yes", "no")
        return every, *(choice(each, of[each][0], counts[each]) for each in order)
    if measure.unit == "requests":
        return every, *(choice(each.id, each.name, counts[each.id]) for each in measure.beside if counts[each.id])
    return (every,)


def _sum(measure: Measure, figure: Figure, counts: Mapping[str, int]) -> str:
    """`41 kept + 6 missed = 47`."""
    form = words()["list"]
    if not figure.count:
        return str(form["none"])
    if measure.unit == "share":
        of = words()["verdicts"][measure.id]
        parts = {f"{each}_word": of[each][0] for each in ("yes", "no")} | {
            each: f"{counts[each]:,}" for each in ("yes", "no")
        }
        return fill(form["sum"], **parts, count=f"{counts['yes'] + counts['no']:,}")
    if measure.unit == "requests":
        some = [f"{counts[each.id]:,} {each.name}" for each in measure.beside if counts[each.id]]
        return fill(form["causes"], parts=" + ".join(some), count=f"{figure.count:,}")
    return str(form["middle_one"]) if figure.count == 1 else fill(form["middle"], count=f"{figure.count:,}")
