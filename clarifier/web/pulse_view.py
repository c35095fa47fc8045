"""The pulse as its card shows it: the question, how many have answered, or what a closed round says. Pure functions.

Comes in: rounds, results and the trend, as pulse.py tells them. Goes out: frozen views; a team or a comment that is not shown there is not here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import tzinfo

from clarifier.team.pulse import Comment, Point, Results
from clarifier.team.pulse_results import HIGHEST, LOWEST
from clarifier.team.pulse_rounds import Round
from clarifier.team.pulse_wins import QuickWin
from clarifier.team.wording import day
from clarifier.texts import fill
from clarifier.web import charts
from clarifier.web.charts import Frame, Scale
from clarifier.web.measure_words import words

TALL = 150  # pixels of the trend
_FRAME = Frame(40, 112)
_SCORES = Scale(LOWEST, HIGHEST, (0.0, 5.0, 10.0))


@dataclass(frozen=True)
class Bar:
    """A band of scores or a team; `length` is in per cent."""

    name: str
    said: str
    length: float
    note: str


@dataclass(frozen=True)
class RoundSpot:
    """A closed round in the trend; `down` is None where there were too few answers to show."""

    link: str
    reads: str
    said: str
    counted: str
    under: str
    left: float
    middle: float
    width: float
    anchor: str
    down: float | None
    is_chosen: bool
    is_stop: bool


@dataclass(frozen=True)
class Rounds:
    """The trend over rounds, as shapes."""

    height: int
    ground: float
    ticks: tuple[tuple[float, str], ...]
    runs: tuple[str, ...]
    spots: tuple[RoundSpot, ...]


@dataclass(frozen=True)
class ResultsView:
    """A closed round. `mean` is empty where there were too few answers to show."""

    round: int
    question: str
    closed: str
    mean: str
    answers: str
    remark: str
    spread: tuple[Bar, ...]
    teams: tuple[Bar, ...]
    others: str
    comments: tuple[Comment, ...]
    rounds: Rounds | None


@dataclass(frozen=True)
class PulseView:
    """`asks` where this person has not answered the open round; `state` is asking, waiting, closed or none."""

    state: str
    round: int
    question: str
    standing: str
    results: ResultsView | None
    wins: tuple[QuickWin, ...]
    may_run: bool


def standing(told: Round) -> str:
    """`12 of 18 have answered; results when the round closes.`"""
    form = words()["pulse"]
    if told.expected is not None:
        return fill(form["answered"], answers=str(told.answers), expected=str(told.expected))
    return str(form["answered_one"]) if told.answers == 1 else fill(form["answered_open"], answers=str(told.answers))


def results_view(found: Results, points: Sequence[Point], zone: tzinfo) -> ResultsView:
    """What a closed round says, with the trend over all of them."""
    form, summary = words()["pulse"], found.summary
    closed_at = found.round.closed_at
    one, many = form["answers"]
    longest = charts.lengths([each.answers for each in summary.spread])
    return ResultsView(
        round=found.round.id,
        question=found.round.question,
        closed=fill(form["closed"], round=str(found.round.id), day=day(closed_at.astimezone(zone).date())) if closed_at else "",
        mean="" if summary.mean is None else f"{summary.mean:.1f}",
        answers=one if summary.answers == 1 else fill(many, count=str(summary.answers)),
        remark=summary.remark,
        spread=tuple(
            Bar(f"{each.low} to {each.high}", str(each.answers), length, "")
            for each, length in zip(summary.spread, longest, strict=True)
        ),
        teams=tuple(
            Bar(each.team, f"{each.mean:.1f}", length, each.remark or fill(many, count=str(each.answers)))
            for each, length in zip(
                summary.teams, charts.lengths([each.mean for each in summary.teams], HIGHEST), strict=True
            )
        ),
        others=fill(form["others"], count=str(summary.others)) if summary.others and summary.teams else "",
        comments=found.comments,
        rounds=_rounds(points, found.round.id, zone) if len(points) > 1 else None,
    )  # fmt: skip


def _rounds(points: Sequence[Point], chosen: int, zone: tzinfo) -> Rounds:
    values, width = [each.mean for each in points], 100 / len(points)
    spots = []
    for each, middle in zip(points, charts.across(len(points)), strict=True):
        on = each.closed_at.astimezone(zone).date()
        said = "" if each.mean is None else f"{each.mean:.1f}"
        said_of = each.remark or f"of {each.answers}"
        spots.append(
            RoundSpot(
                link=f"#measures/pulse/{each.round}",
                reads=f"Round {each.round}, {on:%B %Y}: {', '.join(part for part in (said, said_of) if part)}",
                said=said,
                counted=f"of {each.answers}" if said else "too few",
                under=f"{on:%b}",
                left=round(middle - width / 2, 3),
                middle=middle,
                width=round(width, 3),
                anchor="start" if middle < 12 else "end" if middle > 88 else "middle",
                down=None if each.mean is None else _FRAME.down(each.mean, _SCORES),
                is_chosen=each.round == chosen,
                is_stop=each.round == chosen,
            )
        )
    ticks = tuple((_FRAME.down(tick, _SCORES), f"{tick:g}") for tick in _SCORES.ticks)
    return Rounds(TALL, _FRAME.bottom, ticks, charts.runs(values, _FRAME, _SCORES), tuple(spots))
