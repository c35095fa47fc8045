"""What a closed round of the pulse may say: comes in each answer's team and score, goes out a Summary that gives nobody away.

Three steps, each of which stands alone:

- A team is shown from four answers on. Where those of the hidden teams together are one to three, the smallest shown team is hidden too:
  so no remainder of one to three is left to be found by subtraction. A round of fewer than four answers shows its count only.
- Where a whole shown team, or all who are not in one, gave the same score, one of these answers counts one point nearer the middle.
  Without it a mean of 10.0, or a spread that leaves one possibility only, would tell everybody's score. After it, what is shown always fits
  answers that differ within each group, and then any of its members may have given either: the sum of no one, no two and no three people,
  nor of any part of a group, follows from what is shown, even for a reader who knows this rule. A mean moves by 1/4 of a point at most.
- Means are told to one decimal, the spread for all together only.

It does not protect against what people know beside it: someone who knows the others' answers in a group knows the last one; two rounds
that differ by one person tell about this person; a band may hold everyone, or a team's mean be so low that no score in it was high.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

MINIMUM_GROUP = 4
FEW = 10  # below it a mean is told with the word "few": one person moves it by a point
LOWEST, HIGHEST = 0, 10
BANDS = ((0, 3), (4, 6), (7, 8), (9, 10))


@dataclass(frozen=True)
class Score:
    """One answer as it counts; `team` is empty where it is in none that may be shown."""

    team: str
    score: int


@dataclass(frozen=True)
class Group:
    """The answers of one team, at least four. `mean` is from 0 to 10, to one decimal."""

    team: str
    answers: int
    mean: float

    @property
    def remark(self) -> str:
        """How much the mean can be trusted, in words; empty from ten answers on."""
        return remark(self.answers)


@dataclass(frozen=True)
class Band:
    """How many of all answers lie from `low` to `high`, both included."""

    low: int
    high: int
    answers: int


@dataclass(frozen=True)
class Summary:
    """What may be shown. `mean` is None, and `spread` and `teams` are empty, where there are fewer than four answers in all.

    `mean` is from 0 to 10, to one decimal; `teams` are by name; `others` is how many answers count in the total only, 0 or at least four.
    """

    answers: int
    mean: float | None
    spread: tuple[Band, ...]
    teams: tuple[Group, ...]
    others: int

    @property
    def remark(self) -> str:
        """How much the mean can be trusted, in words; empty from ten answers on."""
        return remark(self.answers)


def enough(answers: int) -> bool:
    """Whether so many answers may be shown together."""
    return answers >= MINIMUM_GROUP


def remark(answers: int) -> str:
    """What to say beside a figure that rests on so many answers; empty from ten on."""
    if not enough(answers):
        return f"too few answers to show: {answers}"
    return f"few answers: {answers}" if answers < FEW else ""


def shown_teams(counts: Mapping[str, int]) -> frozenset[str]:
    """The teams that may be shown, given how many of each answered. It depends on counts alone, never on scores."""
    shown = sorted((count, team) for team, count in counts.items() if team and enough(count))
    hidden = sum(counts.values()) - sum(count for count, _ in shown)
    if shown and 0 < hidden < MINIMUM_GROUP:
        shown.pop(0)
    return frozenset(team for _, team in shown)


def without_small_teams(scores: Iterable[Score]) -> list[Score]:
    """The scores without the teams that may not be shown."""
    scores = list(scores)
    shown = shown_teams(Counter(each.team for each in scores))
    return [each if each.team in shown else replace(each, team="") for each in scores]


def too_few(answers: int) -> Summary:
    """What a round of fewer than four answers says: how many there were."""
    return Summary(answers, None, (), (), 0)


def summary(scores: Sequence[Score]) -> Summary:
    """What may be shown of a round's answers, in whatever order they come."""
    count = len(scores)
    if not enough(count):
        return too_few(count)
    groups: dict[str, list[int]] = {}
    for each in without_small_teams(scores):
        groups.setdefault(each.team, []).append(each.score)
    groups = {team: _never_unanimous(given) for team, given in groups.items()}
    everyone = [score for given in groups.values() for score in given]
    return Summary(
        count,
        _mean(everyone),
        tuple(Band(low, high, sum(low <= score <= high for score in everyone)) for low, high in BANDS),
        tuple(Group(team, len(given), _mean(given)) for team, given in sorted(groups.items()) if team),
        len(groups.get("", ())),
    )


def _never_unanimous(given: list[int]) -> list[int]:
    if len(set(given)) > 1:
        return given
    first, *rest = given
    return [first - 1 if first >= (LOWEST + HIGHEST) / 2 else first + 1, *rest]


def _mean(scores: Sequence[int]) -> float:
    return round(sum(scores) / len(scores), 1)
