"""Minutes that add up, whatever is on the agenda and however long the meeting is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarifier.errors import BadSettings
from clarifier.team.agenda import KINDS, Item
from clarifier.team.timetable import LEAST, MOST, timetable

ALWAYS = ("thanks", "carried_over", "measures", "pulse", "walk_in_their_shoes", "social", "close")


def items(*kinds: str, rank: float = 5.0) -> list[Item]:
    return [Item(f"{kind}-{n}", kind, kind, 0, "why", rank=rank - n / 10) for n, kind in enumerate(kinds)]  # type: ignore[arg-type]


ITEMS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.floats(0, 50), st.sampled_from([0, 0, 0, 1, 7])), min_size=1, max_size=30
).map(lambda found: [Item(str(n), kind, kind, minutes, "", rank=rank) for n, (kind, rank, minutes) in enumerate(found)])  # type: ignore[arg-type]


@given(ITEMS, st.integers(LEAST, MOST))
def test_the_minutes_of_the_items_add_up_to_the_meetings(found: list[Item], minutes: int) -> None:
    made = timetable(found, minutes)
    assert sum(item.minutes for item in made.items) == minutes
    assert all(item.minutes > 0 for item in made.items)
    assert sorted(item.id for item in (*made.items, *made.cut)) == sorted(item.id for item in found)
    order = [item.id for item in found]
    assert [item.id for item in made.items] == [each for each in order if each in {item.id for item in made.items}]


@given(ITEMS, st.integers(LEAST, MOST))
def test_of_two_of_a_kind_the_lower_one_is_cut(found: list[Item], minutes: int) -> None:
    plain = [item for item in found if not item.minutes]
    if not plain:
        return
    made = timetable(plain, minutes)
    for cut in made.cut:
        assert all(item.rank >= cut.rank for item in made.items if item.kind == cut.kind)


@pytest.mark.parametrize("minutes", [30, 45, 60, 90])
def test_an_hour_keeps_its_shape_and_gives_most_of_itself_to_customers(minutes: int) -> None:
    about = [
        "customer_issue",
        "promise",
        "promise",
        "emergencies",
        "over_promise",
        "padding",
        "quiet_account",
        "customer_issue",
    ]
    made = timetable(items(*ALWAYS[:4], *about, *about, *ALWAYS[4:]), minutes)
    kinds = [item.kind for item in made.items]
    assert set(ALWAYS) <= set(kinds)
    assert sum(item.minutes for item in made.items if item.kind not in ALWAYS) >= minutes / 2
    assert made.cut and made.cut[0].rank >= made.cut[-1].rank


@pytest.mark.parametrize("minutes", [-5, 0, 14, 241])
def test_a_meeting_too_short_or_too_long_is_one_sentence(minutes: int) -> None:
    with pytest.raises(BadSettings) as caught:
        timetable(items("close"), minutes)
    assert f"15 to 240 minutes, not {minutes}" in str(caught.value)
