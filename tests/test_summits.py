"""Summits: planned by several hands, run by two browsers, remembered; no word that was acknowledged is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier
from typing import Any

import pytest
from agendas import BEGAN, BERLIN, CAPS, MONA, STARTS, agenda, by
from children import printed
from databases import address
from lives import LENA, MARCUS, NINA, PRIYA
from sqlalchemy import event

from clarifier.errors import Conflict, NotAllowed, SummitError
from clarifier.team import summits
from clarifier.team.database import Database, open_database  # noqa: F401, whose processes import it from here
from clarifier.team.ledger import Submission
from clarifier.team.person import Person
from clarifier.team.summit_edits import edit_of
from clarifier.team.summits import Summit

# Each process captures in the summit that runs, and says which words it was told are there.
IS_KILLED = """
import children, os, pathlib, sys
from test_summits import *
def captures(turn):
    database = open_database(pathlib.Path(sys.argv[1]), sys.argv[2])
    for place in range(100_000):
        words = f"turn {turn} place {place}"
        summits.capture(database, 1, {"kind": "decision", "text": words}, by(key=words))
        os.write(1, words.encode() + b"\\n")  # whole or not at all
        if not place:
            yield  # from here on it may be killed
children.killed(captures, 20, 0.1)
"""


@pytest.fixture
def planned(database: Database) -> Summit:
    return summits.plan(database, agenda(), by())


@pytest.fixture
def running(database: Database, planned: Summit) -> Summit:
    return summits.move(database, planned.id, "start", by(), planned.version)


def edited(database: Database, found: Summit, who: Person = LENA, **data: Any) -> Summit:
    return summits.edit(database, found.id, edit_of(data), by(who), found.version)


def captured(database: Database, found: Summit, kind: str, text: str, minutes: float = 0, **more: Any) -> Summit:
    return summits.capture(database, found.id, {"kind": kind, "text": text, **more}, by(minutes=minutes))


def test_a_draft_is_kept_as_it_was_and_says_how_its_minutes_add_up(database: Database, planned: Summit) -> None:
    again = summits.summit(database, planned.id)
    assert again == planned and (again.version, again.state) == (1, "planned")
    assert again.agenda == agenda()
    assert again.agenda.starts.tzinfo == BERLIN and again.agenda.starts.isoformat() == "2026-12-03T10:00:00+01:00"
    assert (summits.minutes_of(again.agenda), summits.minutes_free(again.agenda)) == (55, 5)
    assert summits.minutes_over(again.agenda) == 0


def test_each_edit_makes_a_new_version_and_whoever_saw_an_older_one_is_told_who_was_faster(
    database: Database, planned: Summit
) -> None:
    after = edited(database, planned, kind="changed", item="caps", title="One date, and keep it", owner="", minutes=30)
    assert after.version == 2
    assert [(each.title, each.owner, each.minutes) for each in after.agenda.items if each.id == "caps"] == [
        ("One date, and keep it", None, 30)
    ]
    with pytest.raises(Conflict, match="Lena was faster and changed the agenda; look at it as it is now"):
        edited(database, planned, MONA, kind="parked", item="crane")
    assert edited(database, after, MONA, kind="parked", item="crane").edited_by == "Mona Vale"


def test_an_item_goes_to_the_parking_lot_and_comes_back_as_it_was(database: Database, planned: Summit) -> None:
    parked = edited(database, planned, kind="parked", item="caps")
    assert [each.id for each in parked.agenda.items] == ["thanks", "crane", "close"]
    assert parked.agenda.parking_lot == ("The powder line", CAPS.title)
    back = edited(database, parked, kind="returned", parked="caps", to=1)
    assert back.agenda == planned.agenda
    line = edited(database, back, kind="returned", parked="lot-1", minutes=5)
    assert [each.title for each in line.agenda.items][-2:] == ["The powder line", "Decisions, next facilitator, rating"]
    assert len(line.agenda.parking_lot) == 0 and summits.minutes_free(line.agenda) == 0


def test_the_summit_itself_is_arranged_in_the_time_of_the_works(database: Database, planned: Summit) -> None:
    after = edited(
        database, planned, kind="arranged", starts="2027-01-07T14:30", minutes=90, facilitator="Marcus", title="January",
        attendees=[{"name": "Ana", "team": "logistics"}],
    )  # fmt: skip
    found = after.agenda
    assert (found.starts.isoformat(), found.minutes, found.facilitator) == ("2027-01-07T14:30:00+01:00", 90, "Marcus")
    assert [each.name for each in found.attendees] == ["Ana"] and found.title == "January"
    there = edited(database, after, kind="arranged", starts="2027-07-01T10:00:00-04:00")
    assert there.agenda.starts.isoformat() == "2027-07-01T16:00:00+02:00"
    assert summits.summit(database, planned.id).agenda.starts.tzinfo == BERLIN


CANNOT: tuple[tuple[dict[str, Any], str], ...] = (
    ({"kind": "changed", "item": "gone", "minutes": 5}, "not on the agenda any more"),
    ({"kind": "changed", "item": "caps", "minutes": -1}, "Minutes must be a number from 0 on"),
    ({"kind": "changed", "item": "caps", "title": " \n "}, "Title is missing"),
    ({"kind": "changed", "item": "caps", "outcome": "win"}, "Outcome cannot be used"),
    ({"kind": "reordered", "order": ["caps", "caps", "crane", "close"]}, "names every item of the agenda once"),
    ({"kind": "returned", "parked": "gone"}, "not in the parking lot any more"),
    ({"kind": "arranged", "starts": "soon"}, "Starts must be a day such as"),
    ({"kind": "arranged", "starts": 1_800_000_000}, "Starts must be a day such as"),
    ({"kind": "arranged", "starts": "0001-01-01T00:00"}, "year 1 is out of range"),
    ({"kind": "burnt", "item": "caps"}, "no edit of an agenda"),
    ({"kind": "added", "title": "x" * 301}, "longer than 300"),
)


def test_an_edit_that_cannot_be_made_is_one_sentence_and_changes_nothing(database: Database, planned: Summit) -> None:
    for data, words in CANNOT:
        with pytest.raises(SummitError, match=words) as refused:
            edited(database, planned, **data)
        assert str(refused.value).endswith(".") and "\n" not in str(refused.value)
    assert summits.summit(database, planned.id) == planned


def test_the_same_submission_twice_counts_once(database: Database) -> None:
    one, other = (summits.plan(database, agenda(), by(key="plan")) for _ in range(2))
    assert one.id == other.id and len(summits.summits(database)) == 1
    for _ in range(2):
        added = summits.edit(database, one.id, edit_of({"kind": "added", "title": "New"}), by(key="add"), 1)
    assert [each.title for each in added.agenda.items].count("New") == 1
    for _ in range(2):
        summits.move(database, one.id, "start", by(key="start"), 2)
    for _ in range(2):
        said = summits.capture(database, one.id, {"kind": "decision", "text": "A for rev D"}, by(key="enter"))
    assert said.agenda.decisions == ("A for rev D",)
    with pytest.raises(SummitError, match="handed in for another summit"):
        summits.move(database, summits.plan(database, agenda(), by()).id, "start", by(key="start"), None)


def test_a_summit_whose_items_are_too_long_is_cut_or_extended_before_it_starts(
    database: Database, planned: Summit
) -> None:
    over = edited(database, planned, kind="changed", item="crane", minutes=36)
    assert summits.minutes_over(over.agenda) == 11
    with pytest.raises(
        SummitError, match="take 71 minutes and the summit has 60: cut 11 minutes, or make it 71 minutes long"
    ):
        summits.move(database, over.id, "start", by(), over.version)
    longer = edited(database, over, kind="arranged", minutes=71)
    assert summits.move(database, over.id, "start", by(), longer.version).state == "running"


def test_the_clock_is_read_from_moments_so_that_two_browsers_and_a_restart_agree(
    database: Database, running: Summit
) -> None:
    def shown(minutes: float, found: Summit) -> tuple[str | None, float, float, bool]:
        seen = summits.clock(found.run, found.agenda, BEGAN + timedelta(minutes=minutes))
        return seen.item, seen.elapsed / 60, seen.left / 60, seen.is_running

    assert shown(2, running) == ("thanks", 2, 3, True)
    went = summits.move(database, running.id, "next", by(minutes=4), running.version)
    assert shown(10, went) == ("caps", 6, 19, True)
    paused = summits.move(database, went.id, "pause", by(minutes=14), went.version)
    assert shown(30, paused) == ("caps", 10, 15, False) and paused.run.is_paused
    resumed = summits.move(database, went.id, "resume", by(minutes=20), paused.version)
    longer = summits.move(database, went.id, "extend", by(minutes=20), resumed.version)
    again = summits.summit(database, went.id)
    assert again == longer and shown(50, again) == ("caps", 40, -10, True)
    assert summits.clock(again.run, again.agenda, BEGAN + timedelta(minutes=50)).is_over
    assert summits.clock(again.run, again.agenda, BEGAN + timedelta(minutes=50)).ends_at == BEGAN + timedelta(
        minutes=75
    )
    back = summits.move(database, went.id, "previous", by(minutes=50), longer.version)
    assert shown(51, back) == ("thanks", 5, 0, True) and back.run.spent["caps"] == 40 * 60


def test_one_goes_on_skips_jumps_and_comes_back_until_every_item_is_settled(
    database: Database, running: Summit
) -> None:
    def went(kind: str, **more: Any) -> str | None:
        nonlocal running
        running = summits.move(database, running.id, kind, by(), running.version, **more)
        return running.run.current

    assert went("jump", item="crane") == "crane"
    assert went("skip") == "close"
    assert went("next") == "thanks"  # it was jumped over
    assert went("next") == "caps"
    assert went("next") is None and running.run.skipped == ("crane",)
    with pytest.raises(SummitError, match="Every item is done: close the summit"):
        went("next")
    with pytest.raises(SummitError, match="go back to one before you extend"):
        went("extend")
    assert went("previous") == "close" and set(running.run.done) == {"thanks", "caps"}
    assert went("jump", item="crane") == "crane" and not running.run.skipped
    assert went("next") == "close"
    with pytest.raises(SummitError, match="not on the agenda any more"):
        went("jump", item="gone")
    with pytest.raises(SummitError, match="'dance' is no move"):
        went("dance")
    with pytest.raises(SummitError, match="at most 240"):
        went("extend", minutes=241)


def test_two_who_press_next_at_once_go_one_item_on(database: Database, running: Summit) -> None:
    start = Barrier(2)

    def press(who: Person) -> str:
        start.wait()
        try:
            return str(summits.move(database, running.id, "next", by(who), running.version).run.current)
        except Conflict as error:
            return str(error)

    with ThreadPoolExecutor(2) as pool:
        said = sorted(pool.map(press, (LENA, MONA)))
    assert said[1] == "caps" and "was faster and changed where the summit is" in said[0]
    assert summits.summit(database, running.id).run.current == "caps"


def test_what_others_capture_hinders_neither_an_edit_nor_a_move(database: Database, running: Summit) -> None:
    captured(database, running, "decision", "A for rev D")
    assert edited(database, running, MONA, kind="changed", item="crane", minutes=15).version == running.version + 2
    went = summits.move(database, running.id, "next", by(), running.version)
    assert went.run.current == "caps" and went.agenda.decisions == ("A for rev D",)


def test_what_is_captured_knows_who_when_and_on_which_item(database: Database, running: Summit) -> None:
    went = summits.move(database, running.id, "next", by(), running.version)
    captured(database, went, "decision", "A for rev D\x00", 3)
    captured(database, went, "action", "Confirm the plater’s slot", 4, owner="Lena", due="2026-12-05")
    found = captured(database, went, "parking", "Saturday shifts", 5, item="crane")
    first, action, parked = found.notes
    assert (first.text, first.item, first.customer, first.name) == ("A for rev D", "caps", "Tidewater", "Lena")
    assert first.at == BEGAN + timedelta(minutes=3)
    assert (action.owner, action.due, action.status) == ("Lena", date(2026, 12, 5), "open")
    assert (parked.item, parked.customer) == ("crane", "Halvorsen")
    assert found.agenda.decisions == ("A for rev D",)
    assert found.agenda.parking_lot == ("The powder line", "Saturday shifts")
    (shown,) = found.agenda.actions
    assert (shown.id, shown.what, shown.owner, shown.since) == (
        "A-0002",
        "Confirm the plater’s slot",
        "Lena",
        STARTS.date(),
    )


def test_a_note_is_worded_anew_or_struck_and_two_hands_on_one_note_are_told(
    database: Database, running: Summit
) -> None:
    seen = captured(database, running, "action", "Ask the plater", owner="Lena")
    (note,) = seen.notes
    after = summits.change_note(database, seen.id, note.id, {"due": "2026-12-09"}, by(), seen.version)
    assert (after.notes[0].text, after.notes[0].due) == ("Ask the plater", date(2026, 12, 9))
    with pytest.raises(Conflict, match="Lena was faster and changed this note"):
        summits.change_note(database, seen.id, note.id, {"text": "Call the plater"}, by(MONA), seen.version)
    struck = summits.strike(database, seen.id, note.id, by(MONA))
    assert struck.agenda.actions == () and struck.notes[0].is_struck and struck.notes[0].text == "Ask the plater"
    assert summits.open_actions(database, date(2026, 12, 3)) == ()
    assert len(summits.strike(database, seen.id, note.id, by(), struck=False).agenda.actions) == 1
    for data, words in (
        ({"text": " "}, "The note is missing"),
        ({"kind": "secret"}, "Kind cannot be used"),
        ({"due": "soon"}, "Due must be a day"),
    ):
        with pytest.raises(SummitError, match=words):
            summits.change_note(database, seen.id, note.id, data, by(), None)


def test_a_closed_summit_is_its_minutes_and_stays_as_it_is(database: Database, running: Summit) -> None:
    captured(database, running, "decision", "One kept date")
    for who, score in ((PRIYA, 9), (MARCUS, 6), (LENA, 8)):
        rated = summits.rate(database, running.id, score, by(who))
    assert rated.ratings == 3 and rated.agenda.rating is None  # nobody sees a mean before all is said
    with pytest.raises(SummitError, match="You have rated this summit"):
        summits.rate(database, running.id, 0, by(PRIYA))
    with pytest.raises(SummitError, match="whole number from 0 to 10"):
        summits.rate(database, running.id, 11, by(MONA))
    closed = summits.close(database, running.id, by(minutes=58), rated.version)
    assert (closed.state, closed.agenda.rating, closed.agenda.decisions) == ("closed", 7.7, ("One kept date",))
    assert closed.run.spent["thanks"] == 58 * 60 and closed.closed_at == BEGAN + timedelta(minutes=58)
    assert summits.close(database, running.id, by()) == closed == summits.last_minutes(database)
    attempts: tuple[Callable[[], object], ...] = (
        lambda: captured(database, closed, "decision", "more"),
        lambda: edited(database, closed, kind="parked", item="caps"),
        lambda: summits.move(database, closed.id, "next", by(), None),
        lambda: summits.rate(database, closed.id, 5, by(MONA)),
        lambda: summits.strike(database, closed.id, closed.notes[0].id, by()),
    )
    for late in attempts:
        with pytest.raises(SummitError):
            late()
    assert summits.summit(database, closed.id) == closed


def test_open_actions_are_carried_over_the_overdue_ones_first(database: Database, running: Summit) -> None:
    for what, due in (
        ("no day", None),
        ("later", "2027-02-01"),
        ("late", "2026-12-10"),
        ("latest", "2026-12-09"),
        ("done", None),
    ):
        captured(database, running, "action", what, owner="Priya", due=due)
    summits.close(database, running.id, by(minutes=60))
    summits.change_action(database, "a-5", by(), "done")
    today = date(2027, 1, 7)
    opened = summits.open_actions(database, today)
    assert [each.what for each in opened] == ["latest", "late", "later", "no day"]
    following = summits.plan(database, agenda(actions=opened), by())
    assert summits.open_actions(database, today, but_of=running.id) == ()
    changed = summits.change_action(
        database, opened[0].id, by(PRIYA), due=date(2027, 1, 20), because="The plater\nmoved"
    )
    assert changed.due == date(2027, 1, 20) and changed.since == STARTS.date()
    shown = summits.changed_since(database, following.id, following.version)  # the other browser hears of it
    assert shown is not None and shown.agenda.actions[0] == changed
    summits.change_action(database, opened[0].id, by(PRIYA), "done")
    again = summits.summit(database, following.id)
    assert (again.agenda.actions[0].status, len(again.plan.agenda.actions)) == ("done", 4)
    history = summits.action_history(database, opened[0].id)
    assert [(each.status, each.because, each.name) for each in history] == [
        ("open", "The plater moved", "Priya"),
        ("done", "", "Priya"),
    ]


def test_an_action_is_changed_by_its_owner_or_a_manager_with_a_reason_where_one_is_due(
    database: Database, running: Summit
) -> None:
    captured(database, running, "action", "Ask the plater", owner="Marcus")
    refusals: tuple[tuple[str, Callable[[], object]], ...] = (
        ("Say why", lambda: summits.change_action(database, "A-0001", by(), "dropped")),
        ("Say why", lambda: summits.change_action(database, "A-0001", by(), due=date(2027, 1, 1))),
        ("open, done, dropped", lambda: summits.change_action(database, "A-0001", by(), "gone")),
        ("no action A-0009", lambda: summits.change_action(database, "A-0009", by(), "done")),
        ("is no action", lambda: summits.change_action(database, "R-0001", by(), "done")),
    )
    for words, call in refusals:
        with pytest.raises(SummitError, match=words):
            call()
    with pytest.raises(NotAllowed, match="its owner or a manager"):
        summits.change_action(database, "A-0001", by(PRIYA), "done")
    assert summits.change_action(database, "A-0001", by(MARCUS), "done").status == "done"
    worded = summits.change_note(database, running.id, 1, {"text": "Call the plater"}, by(), None)
    assert [(each.what, each.status) for each in worded.agenda.actions] == [("Call the plater", "done")]
    for _ in range(2):
        assert summits.change_action(database, "A-0001", by(MARCUS, key="k"), "open").status == "open"
    assert len(summits.action_history(database, "A-0001")) == 2


def test_only_managers_and_admins_draft_edit_and_run(database: Database, running: Summit) -> None:
    attempts: tuple[Callable[[Person], object], ...] = (
        lambda who: summits.plan(database, agenda(), by(who)),
        lambda who: edited(database, running, who, kind="parked", item="caps"),
        lambda who: summits.move(database, running.id, "next", by(who), None),
        lambda who: summits.capture(database, running.id, {"kind": "decision", "text": "mine"}, by(who)),
        lambda who: summits.close(database, running.id, by(who)),
        lambda who: summits.discard(database, running.id, by(who)),
    )
    for who in (PRIYA, MARCUS, NINA):
        for attempt in attempts:
            with pytest.raises(NotAllowed, match="cannot draft, change or run a summit; ask a manager or an admin"):
                attempt(who)
    with pytest.raises(NotAllowed, match="The summits are not open to a learner"):
        summits.rate(database, running.id, 9, by(NINA))
    assert summits.summit(database, running.id) == running


def test_a_browser_that_asks_hears_only_of_what_changed_and_asks_for_little(
    database: Database, running: Summit
) -> None:
    queries: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda *heard: queries.append(heard[2]))
    assert summits.changed_since(database, running.id, running.version) is None
    assert len([each for each in queries if each.startswith("SELECT summit")]) == 1
    said = captured(database, running, "decision", "A for rev D")
    assert summits.changed_since(database, running.id, running.version) == said
    with pytest.raises(SummitError, match="There is no summit 99"):
        summits.changed_since(database, 99, 1)


def test_after_35_days_a_summit_is_overdue(database: Database, planned: Summit) -> None:
    held = STARTS.date()
    assert summits.days_since_last(database, held) is None and not summits.is_overdue(database, held)
    summits.move(database, planned.id, "start", by(), None)
    assert summits.days_since_last(database, held) is None  # it is not over
    summits.close(database, planned.id, by(minutes=60))
    assert [summits.days_since_last(database, held + timedelta(days=days)) for days in (0, 34)] == [0, 34]
    assert [summits.is_overdue(database, held + timedelta(days=days)) for days in (34, 35)] == [False, True]


def test_lists_show_what_runs_then_what_is_planned_then_the_newest_minutes(database: Database) -> None:
    first, second, third, fourth = (summits.plan(database, agenda(), by()) for _ in range(4))
    for each, days in ((first, 0), (second, 30)):
        summits.move(database, each.id, "start", by(minutes=days * 1440), None)
        summits.close(database, each.id, by(minutes=days * 1440 + 60))
    running = summits.move(database, third.id, "start", by(), None)
    assert [each.id for each in summits.summits(database)] == [third.id, fourth.id, second.id, first.id]
    assert summits.current(database) == running
    assert (found := summits.last_minutes(database)) and found.id == second.id
    summits.discard(database, fourth.id, by())
    assert [each.id for each in summits.summits(database)] == [third.id, second.id, first.id]
    with pytest.raises(SummitError, match="not put away; close it"):
        summits.discard(database, third.id, by())


def test_a_summit_in_the_night_when_clocks_are_put_back_takes_the_time_it_takes(database: Database) -> None:
    starts = STARTS.replace(year=2026, month=10, day=25, hour=2, minute=30)  # the first of two half past twos
    found = summits.plan(database, replace(agenda(), starts=starts, minutes=90), by())
    assert summits.ends(found.agenda).isoformat() == "2026-10-25T03:00:00+01:00"
    start = starts.astimezone(BEGAN.tzinfo)
    sent = [Submission(LENA, start + timedelta(minutes=each), BERLIN) for each in (0, 75)]
    running = summits.move(database, found.id, "start", sent[0], None)
    wall = (start + timedelta(minutes=60)).astimezone(BERLIN)
    assert (wall.hour, wall.minute, wall.fold) == (2, 30, 1)  # the second one: an hour has passed, the wall shows none
    assert summits.clock(running.run, running.agenda, wall).elapsed == 3600
    assert summits.summit(database, found.id).agenda.starts == starts
    closed = summits.close(database, found.id, sent[1])
    assert closed.run.spent == {"thanks": 75 * 60.0} and closed.held_on == date(2026, 10, 25)


def test_a_kill_in_the_middle_of_a_capture_loses_nothing_that_was_acknowledged(
    database: Database, running: Summit
) -> None:
    told = printed(IS_KILLED, *address(database)).splitlines()
    there = list(summits.summit(database, running.id).agenda.decisions)
    assert len(told) > 20 and len(set(there)) == len(there)
    assert set(told) <= set(there) and len(there) <= len(told) + 20
    assert summits.summit(database, running.id).version == running.version + len(there)
