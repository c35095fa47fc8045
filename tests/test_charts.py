"""The shapes of charts: higher is higher, nothing is a gap, and whatever is drawn stays inside its frame."""

import re
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as some

from clarifier.web import charts
from clarifier.web.charts import SHARES, Frame

FRAME = Frame(40, 140)
VALUES = some.lists(some.none() | some.floats(-1e6, 1e6, allow_nan=False), min_size=1, max_size=60)


def points(path: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in re.findall(r"[ML](\S+) ([-\d.e]+)", path)]


@given(VALUES)
def test_a_higher_value_lies_higher_and_inside_the_frame(values: list[float | None]) -> None:
    onto = charts.scale(values)
    known = sorted(each for each in values if each is not None)
    downs = [FRAME.down(each, onto) for each in known]
    assert all(lower >= higher for lower, higher in pairwise(downs))
    assert all(FRAME.top <= each <= FRAME.bottom for each in downs)
    assert FRAME.top <= FRAME.down(0.0, onto) <= FRAME.bottom


@given(VALUES, some.integers(2, 6))
def test_a_scale_has_round_steps_and_holds_all_values(values: list[float | None], most: int) -> None:
    onto = charts.scale(values, most)
    known = [0.0, *(each for each in values if each is not None)]
    assert onto.low <= min(known) and max(known) <= onto.high and onto.low < onto.high
    assert onto.ticks == tuple(sorted(set(onto.ticks))) and 2 <= len(onto.ticks) <= most + 3


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ([], (0, 0.5)), ([None], (0, 0.5)), ([0.0], (0, 0.5)), ([3.0], (0, 1, 2, 3)), ([-1.0, 2.0], (-1, 0, 1, 2)),
        ([585.0, 900.0], (0, 500, 1000)),
    ],
)  # fmt: skip
def test_the_steps_are_those_one_would_draw(values: list[float | None], ticks: tuple[float, ...]) -> None:
    assert charts.scale(values).ticks == ticks


def test_a_line_is_broken_where_there_is_nothing() -> None:
    found = charts.runs([0.5, 0.6, None, 0.7, None, 0.8, 0.9], FRAME, SHARES)
    assert [len(points(each)) for each in found] == [2, 2]


def test_a_point_alone_has_no_line_and_no_point_none() -> None:
    assert (
        charts.runs([0.5], FRAME, SHARES)
        == charts.runs([], FRAME, SHARES)
        == charts.runs([None] * 3, FRAME, SHARES)
        == ()
    )


@given(VALUES)
def test_a_line_goes_through_every_point_that_has_a_neighbour(values: list[float | None]) -> None:
    onto = charts.scale(values)
    drawn = [each for path in charts.runs(values, FRAME, onto) for each in points(path)]
    wanted = [
        place
        for place, value in enumerate(values)
        if value is not None
        and any(near is not None for near in (*values[max(0, place - 1) : place], *values[place + 1 : place + 2]))
    ]
    across = charts.across(len(values))
    assert [x for x, _ in drawn] == pytest.approx([across[place] for place in wanted], rel=1e-4)


@given(VALUES)
def test_columns_stand_on_the_zero_line_and_hang_from_it(values: list[float | None]) -> None:
    onto = charts.scale(values)
    zero = FRAME.down(0.0, onto)
    for value, column in zip(values, charts.columns(values, FRAME, onto), strict=True):
        assert (column is None) == (value is None)
        if column is not None and value is not None:
            edge = column.top if column.is_below else column.top + column.height
            assert edge == pytest.approx(zero, abs=0.02) and column.is_below == (value < 0)
            assert column.height >= charts.LEAST_HEIGHT and column.left >= 0 and column.left + column.width <= 100.01


def test_the_longest_bar_fills_its_place_and_something_is_never_nothing() -> None:
    assert charts.lengths([10_000, 5_000, 1, 0]) == (100.0, 50.0, 1.5, 0.0)
    assert charts.lengths([]) == () and charts.lengths([0, 0]) == (0.0, 0.0)
    assert charts.lengths([7.1], 10) == (71.0,)
