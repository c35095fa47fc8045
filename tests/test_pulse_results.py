"""What a round of the pulse may say: right figures, and none that gives anybody away, whoever reads them with whatever patience."""

from functools import cache
from itertools import combinations, combinations_with_replacement

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarifier.team.pulse_results import (
    BANDS,
    MINIMUM_GROUP,
    Band,
    Group,
    Score,
    Summary,
    remark,
    shown_teams,
    summary,
    without_small_teams,
)

Bands = tuple[int, ...]
Given = tuple[int, ...]  # the scores of a group, in order


def scores(**teams: Given) -> list[Score]:
    """The answers of some teams."""
    return [Score(team.strip("_"), score) for team, given in teams.items() for score in given]


def test_a_round_is_told_as_mean_spread_and_teams_as_computed_by_hand() -> None:
    told = summary(scores(sales=(3, 4, 9, 10), production=(0, 2, 5, 7, 8), _=(6, 7, 8, 8)))
    assert told == Summary(
        13,
        5.9,  # 77 / 13
        (Band(0, 3, 3), Band(4, 6, 3), Band(7, 8, 5), Band(9, 10, 2)),
        (Group("production", 5, 4.4), Group("sales", 4, 6.5)),
        4,
    )
    assert (told.remark, told.teams[0].remark) == ("", "few answers: 5")


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"sales": 4, "production": 4}, {"sales", "production"}),
        ({"sales": 4, "production": 3}, set()),
        ({"sales": 9, "production": 5, "purchasing": 1}, {"sales"}),
        ({"sales": 9, "production": 5, "purchasing": 3, "logistics": 1}, {"sales", "production"}),
        ({"sales": 5, "": 1}, set()),
        ({"sales": 5, "": 4}, {"sales"}),
        ({"": 9}, set()),
        ({"sales": 3}, set()),
        ({}, set()),
    ],
)
def test_a_team_is_shown_from_four_answers_on_where_no_smaller_remainder_is_left(
    counts: dict[str, int], shown: set[str]
) -> None:
    assert shown_teams(counts) == shown


def test_fewer_than_four_answers_say_only_how_many_they_are() -> None:
    assert summary(scores(sales=(1, 2, 3))) == Summary(3, None, (), (), 0)
    assert [remark(count) for count in (0, 3, 4, 9, 10)] == [
        "too few answers to show: 0", "too few answers to show: 3", "few answers: 4", "few answers: 9", "",
    ]  # fmt: skip


def test_a_unanimous_team_is_told_a_point_off_so_that_nobodys_score_is_certain() -> None:
    told = summary(scores(sales=(10,) * 5, production=(0,) * 4, _=(5,) * 4))
    assert [(group.team, group.mean) for group in told.teams] == [("production", 0.2), ("sales", 9.8)]
    assert [band.answers for band in told.spread] == [4, 4, 0, 5]


answers = st.one_of(
    st.lists(st.integers(0, 10), min_size=1, max_size=5),
    st.tuples(st.integers(0, 10), st.integers(1, 5)).map(lambda same: [same[0]] * same[1]),
    st.lists(st.sampled_from([0, 3, 4, 10]), min_size=1, max_size=5),
)
rounds = st.dictionaries(st.sampled_from(["sales", "production", ""]), answers, min_size=1).map(
    lambda teams: [Score(team, score) for team, given in teams.items() for score in given]
)


@given(rounds)
@settings(max_examples=100, deadline=None)
def test_no_combination_of_shown_figures_gives_the_sum_of_fewer_than_four(given: list[Score]) -> None:
    """Sums of whole groups can be computed, and each has four members at least. Within a group the answers may differ for all that is
    shown; then two members may be exchanged, and the sum of some of them is not certain."""
    told = summary(given)
    if told.mean is None:
        assert told == Summary(len(given), None, (), (), 0)
        return
    sizes = [group.answers for group in told.teams] + [told.others] * (told.others > 0)
    assert sum(sizes) == len(given) and min(sizes) >= MINIMUM_GROUP
    assert [may_differ(told, place) for place in range(len(sizes))] == [True] * len(sizes)


@given(rounds)
def test_the_order_of_answers_changes_nothing_and_what_is_kept_says_the_same_again(given: list[Score]) -> None:
    assert summary(given[::-1]) == summary(given) == summary(without_small_teams(given))
    assert without_small_teams(without_small_teams(given)) == without_small_teams(given)


def test_a_reader_who_knows_the_rules_and_tries_all_answers_of_four_learns_no_ones() -> None:
    tried: list[tuple[Given, ...]] = [(given,) for given in combinations_with_replacement(range(11), 4)]
    assert certain(tried) == []


def test_a_reader_who_knows_the_rules_and_tries_all_answers_of_two_groups_learns_no_ones() -> None:
    """Of the scores beside the bands' ends; teams all at 1 or 9 are left out, as they would be told with a score that is not tried."""
    four = [
        each for each in combinations_with_replacement((0, 1, 3, 4, 5, 9, 10), 4) if each not in ((1,) * 4, (9,) * 4)
    ]
    assert certain([(one, other) for one in four for other in four]) == []


def certain(tried: list[tuple[Given, ...]]) -> list[tuple[Summary, tuple[int, ...]]]:
    """The figures that leave one sum only to some group of one to three people, so many from each team."""
    found: dict[Summary, list[tuple[Given, ...]]] = {}
    for teams in tried:
        told = summary([Score("ab"[place], score) for place, team in enumerate(teams) for score in team])
        found.setdefault(told, []).append(teams)
    few = [each for each in ((1,), (2,), (3,), (0, 1), (1, 1), (1, 2), (2, 1), (0, 3)) if len(each) <= len(tried[0])]
    return [(told, sizes) for told, originals in found.items() for sizes in few if not _two_sums(originals, sizes)]


def _two_sums(originals: list[tuple[Given, ...]], sizes: tuple[int, ...]) -> bool:
    seen: set[int] = set()
    for teams in originals:
        sums = {0}
        for team, size in zip(teams, sizes, strict=False):
            sums = {before + more for before in sums for more in map(sum, combinations(team, size))}
        seen |= sums
        if len(seen) > 1:
            return True
    return False


def may_differ(told: Summary, place: int) -> bool:
    """Whether some answers that fit all figures differ within this group: all answers there can be are tried."""
    assert told.mean is not None
    spread = tuple(band.answers for band in told.spread)
    groups = [(group.answers, group.mean) for group in told.teams] + [(told.others, None)] * (told.others > 0)
    reached: set[tuple[int, Bands]] = {(0, (0,) * len(BANDS))}
    for index, (size, mean) in enumerate(groups):
        ways = [
            (total, bands)
            for total, bands, differ in _answers(size)
            if (differ or index != place) and (mean is None or round(total / size, 1) == mean)
        ]
        sums = {(before + total, _plus(filled, bands)) for before, filled in reached for total, bands in ways}
        reached = {(total, bands) for total, bands in sums if all(map(int.__le__, bands, spread))}
    return any(bands == spread and round(total / told.answers, 1) == told.mean for total, bands in reached)


def _plus(some: Bands, more: Bands) -> Bands:
    return tuple(a + b for a, b in zip(some, more, strict=True))


@cache
def _answers(size: int) -> frozenset[tuple[int, Bands, bool]]:
    """All that so many people can answer: the sum, how many in each band, whether they differ."""
    found: set[tuple[int, Bands, Given]] = {(score, _band(score), (score,)) for score in range(11)}
    for _ in range(size - 1):
        found = {
            (total + score, _plus(bands, _band(score)), met if met in ((score,), ()) else ())
            for total, bands, met in found
            for score in range(11)
        }
    return frozenset((total, bands, not met) for total, bands, met in found)


def _band(score: int) -> Bands:
    return tuple(int(low <= score <= high) for low, high in BANDS)
