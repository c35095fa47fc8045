"""Any order of edits and of moves: ids stay unique, nothing is lost, minutes and seconds add up."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from agendas import BEGAN, BERLIN, CAPS, THANKS, agenda
from hypothesis import given, settings
from hypothesis import strategies as st

from clarifier.errors import SummitError
from clarifier.team.agenda import Agenda
from clarifier.team.summit_edits import MOST_ITEMS, edit_of
from clarifier.team.summit_plan import (
    Plan,
    as_clocks_show,
    edited,
    ends,
    minutes_free,
    minutes_of,
    minutes_over,
    planned,
)
from clarifier.team.summit_run import MOVES, Run, clock, elapsed, moved, run_from, run_json, stopped

KINDS = ("reordered", "moved", "changed", "added", "parked", "returned", "dropped", "arranged")


def some_edit(data: st.DataObject, plan: Plan) -> dict[str, Any] | None:
    """An edit that this plan can take; None where there is none of the kind drawn."""
    kind = data.draw(st.sampled_from(KINDS))
    place, minutes = st.integers(0, MOST_ITEMS), st.integers(0, 480)
    if kind == "added":
        return {"kind": kind, "title": "New", "minutes": data.draw(minutes), "to": data.draw(st.none() | place)}
    if kind == "arranged":
        return {"kind": kind, "minutes": data.draw(st.integers(5, 480))}
    if kind == "reordered":
        return {"kind": kind, "order": data.draw(st.permutations(plan.order))}
    ids = [each.id for each in plan.lot] if kind in ("returned", "dropped") else list(plan.order)
    if not ids:
        return None
    chosen = data.draw(st.sampled_from(ids))
    more: dict[str, Any] = {"moved": {"to": data.draw(place)}, "changed": {"minutes": data.draw(minutes)}}.get(kind, {})
    return {"kind": kind, "parked" if kind in ("returned", "dropped") else "item": chosen, **more}


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_after_any_edits_ids_are_unique_nothing_is_lost_and_minutes_add_up(data: st.DataObject) -> None:
    plan = planned(replace(agenda(), items=(THANKS, CAPS, CAPS, replace(CAPS, id="lot-1")), parking_lot=("One", "Two")))
    things = 6
    for number in range(data.draw(st.integers(1, 12))):
        if edit := some_edit(data, plan):
            plan = edited(plan, edit_of(edit), number, UTC)
            things += {"added": 1, "dropped": -1}.get(edit["kind"], 0)
        known = [*plan.order, *(each.id for each in plan.lot)]
        assert len(set(known)) == len(known) == things
        found = plan.agenda
        assert minutes_of(found) == sum(each.minutes for each in found.items)
        assert minutes_of(found) + minutes_free(found) == found.minutes + minutes_over(found)
        assert min(minutes_free(found), minutes_over(found)) == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 900), st.sampled_from("abc")), max_size=25))
def test_after_any_moves_every_second_belongs_to_one_item_or_to_a_break(moves: list[tuple[str, int, str]]) -> None:
    items = tuple(replace(CAPS, id=each, minutes=10) for each in "abc")
    shown = replace(agenda(), items=items)
    run, now, breaks = Run(), BEGAN, 0.0
    for kind, seconds, item in moves:
        before, now = run, now + timedelta(seconds=seconds)
        if before.started_at and before.since is None:
            breaks += seconds
        try:
            run = moved(run, tuple("abc"), kind, now, item)
        except SummitError:
            continue
        assert run_from(run_json(run)) == run
        assert run.started_at is not None
        assert clock(run, shown, now).talked + breaks == (now - run.started_at).total_seconds()
        assert run.current is None or run.current not in (*run.done, *run.skipped)
        assert not set(run.done) & set(run.skipped) and len(set(run.done)) == len(run.done)
    assert stopped(run, now) == stopped(stopped(run, now), now + timedelta(days=1))


def test_a_clock_that_is_put_back_takes_no_second_away() -> None:
    run = moved(Run(), "ab", "start", BEGAN)
    assert elapsed(run, "a", BEGAN - timedelta(minutes=5)) == 0


def test_an_item_that_is_talked_about_is_not_parked() -> None:
    plan = planned(agenda())
    with pytest.raises(SummitError, match="is being talked about"):
        edited(plan, edit_of({"kind": "parked", "item": "caps"}), 1, UTC, current="caps")
    assert "caps" not in edited(plan, edit_of({"kind": "parked", "item": "caps"}), 1, UTC, current="crane").order


@pytest.mark.parametrize(
    ("wall", "shown"),
    [
        ("2026-12-03T10:00", "2026-12-03T10:00:00+01:00"),
        ("2027-03-28T02:30", "2027-03-28T03:30:00+02:00"),  # the hour that is skipped in spring
        ("2026-10-25T02:30", "2026-10-25T02:30:00+02:00"),  # the first of two
    ],
)
def test_a_start_is_read_as_the_clocks_show_it(wall: str, shown: str) -> None:
    assert as_clocks_show(datetime.fromisoformat(wall), BERLIN).isoformat() == shown


def test_a_summit_ends_after_its_minutes_whatever_the_clocks_do_meanwhile() -> None:
    for day in ("2026-03-29T01:30", "2026-10-25T01:30", "2026-12-03T10:00"):
        found = replace(agenda(), starts=datetime.fromisoformat(day).replace(tzinfo=BERLIN), minutes=120)
        assert ends(found).astimezone(UTC) - found.starts.astimezone(UTC) == timedelta(hours=2)


@pytest.mark.parametrize(
    ("draft", "words"),
    [
        (replace(agenda(), starts=datetime(2026, 12, 3, 10)), "name the zone"),
        (replace(agenda(), minutes=0), "5 to 480 minutes"),
        (replace(agenda(), items=(CAPS,) * 100), "at most 100 items"),
    ],
)
def test_a_draft_that_cannot_be_kept_is_one_sentence(draft: Agenda, words: str) -> None:
    with pytest.raises(SummitError, match=words):
        planned(draft)


def test_an_agenda_holds_a_hundred_things_and_says_when_it_is_full() -> None:
    plan = planned(replace(agenda(), items=(CAPS,) * 98))
    plan = edited(plan, edit_of({"kind": "added", "title": "The last"}), 1, UTC)
    with pytest.raises(SummitError, match="hold 100 items; drop one first"):
        edited(plan, edit_of({"kind": "added", "title": "One more"}), 2, UTC)
