"""What the Summit tab asks of the summits and shows of them: first sentence, draft, run, minutes; to whom, and in which words."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from agendas import BEGAN, BERLIN, CAPS, MONA, agenda, by, with_title
from lives import LENA, MARCUS, NINA, PRIYA, answered, draft, entered, step, told
from pastes import HOSTILE

from clarifier.errors import BadSettings, NotAllowed, SummitError
from clarifier.team import summits
from clarifier.team.database import Database, open_database
from clarifier.team.person import Person
from clarifier.web import summit_desk as desk
from clarifier.web import summit_room as room
from clarifier.web.office import Seat
from clarifier.web.summit_view import default_start

RANT = "Your people NEVER answer, it's a disgrace. Can we tell Kolb one date for the crates?"
TITLES = re.compile(r'<h3 class="title"[^>]*>(.*?)</h3>')


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    yield opened
    opened.close()


def seat(database: Database, person: Person = LENA, minutes: float = 0) -> Seat:
    """Somebody, so many minutes after the summit's beginning."""
    return Seat(database, person, BEGAN + timedelta(minutes=minutes), BERLIN)


def planned(database: Database) -> int:
    return summits.plan(database, agenda(), by()).id


def running(database: Database) -> int:
    number = planned(database)
    summits.move(database, number, "start", by(), seen=None)
    return number


def closed(database: Database, *actions: str) -> int:
    number = running(database)
    for each in actions:
        said = {"kind": "action", "text": each, "owner": "Priya", "due": "2026-12-10"}
        summits.capture(database, number, said, by())
    summits.close(database, number, by(minutes=50))
    return number


def titles(answer: dict[str, Any]) -> list[str]:
    return TITLES.findall(answer["plan"])


# What one sees first


def test_nothing_held_yet_teaches_and_a_learner_is_not_let_in(database: Database) -> None:
    found = desk.home(seat(database))
    assert found["empty"] and found["runs"] and not found["planned"]
    assert "drafts itself" in found["sentence"] and "agenda that writes itself" in found["home"]
    assert "A manager drafts the first agenda" in desk.home(seat(database, PRIYA))["home"]
    with pytest.raises(NotAllowed, match="The summits are not open to a learner"):
        desk.home(seat(database, NINA))


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (-50, "in 2 days: 4 items in 60 minutes"),
        (-20, "tomorrow, Thu 3 December, at 10:00"),
        (-1, "The next summit is today at 10:00"),
        (3, "has not begun yet"),
    ],
)
def test_the_first_sentence_says_when_the_next_one_is(database: Database, hours: int, words: str) -> None:
    planned(database)
    assert words in desk.home(seat(database, PRIYA, 60 * hours))["sentence"]


def test_the_first_sentence_says_where_a_running_one_is_and_how_long_ago_the_last_was(database: Database) -> None:
    number = running(database)
    assert desk.home(seat(database))["sentence"] == "The summit is running: item 1 of 4."
    for _ in range(4):
        summits.move(database, number, "next", by(), seen=None)
    assert "Every item of the summit is done" in desk.home(seat(database))["sentence"]
    summits.close(database, number, by())
    for days, words in (
        (0, "The last summit was today"),
        (1, "a day ago"),
        (34, "34 days ago; no next one"),
        (35, "35 days have passed without a summit"),
    ):
        assert words in desk.home(seat(database, minutes=days * 24 * 60))["sentence"]


def test_a_draft_is_proposed_on_a_working_day_at_ten() -> None:
    assert default_start(datetime(2026, 12, 3).date()) == ("2026-12-10", "10:00")
    assert default_start(datetime(2026, 12, 5).date())[0] == "2026-12-14"


# The draft


def test_an_empty_ledger_still_drafts_a_useful_agenda_in_the_time_of_the_works(database: Database) -> None:
    found = desk.draft(seat(database), "2027-03-28T02:30", 45, [RANT], "one")
    assert found["state"] == "planned" and len(titles(found)) >= 5
    assert "disgrace" not in found["plan"] and "Can we tell Kolb one date for the crates?" in found["plan"]
    assert "45 of 45 minutes" in found["plan"] and 'value="03:30"' in found["plan"]  # an hour that is skipped in spring
    again = desk.draft(seat(database), "2027-03-28T02:30", 45, [], "one")
    assert again["number"] == found["number"]


@pytest.mark.parametrize(("starts", "minutes"), [("soon", 60), ("1066-10-14T09:00", 60), ("2026-12-03T10:00", 500)])
def test_a_draft_for_no_day_or_no_length_is_one_sentence(database: Database, starts: str, minutes: int) -> None:
    with pytest.raises(BadSettings) as refused:
        desk.draft(seat(database), starts, minutes, [], "k")
    assert str(refused.value).endswith(".")
    assert summits.summits(database) == []


def test_claims_of_an_item_open_their_requests(database: Database) -> None:
    saved = [
        entered(database, draft(), step("asked"), answered("500@2026-11-22"), told("500@2026-11-22"), start=BEGAN - timedelta(days=20))
        for _ in range(2)
    ]  # fmt: skip
    found = desk.draft(seat(database), "2026-12-03T10:00", 60, [f"What about {saved[0].number}?"], "k")
    for each in saved:
        assert f'href="#requests/{each.number}"' in found["plan"]
    looked = desk.peek(seat(database), saved[0].number)["peek"]
    assert "Tidewater needs 500 bearing caps" in looked and "Told the customer" in looked


def test_an_edit_shows_the_draft_after_it_and_whoever_was_slower_is_told(database: Database) -> None:
    number = planned(database)
    first = desk.edit(seat(database), number, {"kind": "moved", "item": "crane", "to": 1}, 1, "a")
    assert titles(first)[1].startswith("Halvorsen") and first["version"] == 2
    late = desk.edit(seat(database, MONA), number, {"kind": "changed", "item": "caps", "minutes": 9}, 1, "b")
    assert "Lena was faster and changed the agenda" in late["conflict"] and late["version"] == 2
    over = desk.edit(seat(database), number, {"kind": "changed", "item": "caps", "minutes": 33}, 2, "c")
    assert "63 of 60 minutes" in over["plan"] and "3 minutes too long" in over["plan"]
    assert 'data-start="" disabled' in over["plan"]
    with pytest.raises(SummitError, match="take 63 minutes and the summit has 60"):
        room.move(seat(database), number, "start", None, over["version"], "d")


def test_what_is_parked_lies_beside_the_draft(database: Database) -> None:
    number = planned(database)
    parked = desk.edit(seat(database), number, {"kind": "parked", "item": "caps"}, 1, "a")
    assert 'data-parked="caps"' in parked["plan"] and len(titles(parked)) == 3
    back = desk.edit(seat(database), number, {"kind": "returned", "parked": "caps", "to": 1}, parked["version"], "b")
    assert len(titles(back)) == 4 and "A standing stock of 150" in back["plan"]


def test_a_rep_reads_the_agenda_and_can_change_nothing(database: Database) -> None:
    number = planned(database)
    found = desk.show(seat(database, PRIYA), number)
    assert "Tidewater waited through three dates" in found["plan"]
    for sign in ("data-start", "data-edit", "data-grip", "data-park>", "data-form", "data-discard", "data-arrange"):
        assert sign not in found["plan"], sign
    with pytest.raises(NotAllowed, match="ask a manager or an admin"):
        desk.edit(seat(database, PRIYA), number, {"kind": "moved", "item": "crane", "to": 1}, 1, "a")
    with pytest.raises(NotAllowed):
        desk.draft(seat(database, MARCUS), "2026-12-03T10:00", 60, [], "k")
    for form in desk.FORMS:
        assert desk.export(seat(database, PRIYA), number, form)[2]
    with pytest.raises(NotAllowed):
        desk.export(seat(database, NINA), number, "md")
    with pytest.raises(BadSettings, match="exported as docx, ics, md, text"):
        desk.export(seat(database), number, "exe")


def test_a_summit_that_is_put_away_says_so_to_whoever_looks_at_it(database: Database) -> None:
    number = planned(database)
    assert desk.discard(seat(database), number, 1, "k")["empty"]
    assert "put away" in desk.look(seat(database, PRIYA), number, 1)["said"]


# The run


def test_a_look_tells_only_what_changed(database: Database) -> None:
    number = running(database)
    seen = desk.show(seat(database, PRIYA), number)
    same = desk.look(seat(database, PRIYA, 1), number, seen["version"])
    assert same == {"same": True, "now": int((BEGAN + timedelta(minutes=1)).timestamp() * 1000)}
    room.capture(seat(database), number, {"kind": "decision", "text": "A for rev D"}, "k")
    assert "A for rev D" in desk.look(seat(database, PRIYA), number, seen["version"])["notes"]


def test_the_clock_is_told_in_moments_so_that_each_browser_counts_the_same(database: Database) -> None:
    number = running(database)
    for minutes in (0, 3):
        told_ = desk.show(seat(database, PRIYA, minutes), number)["clock"]
        assert told_["now"] == int((BEGAN + timedelta(minutes=minutes)).timestamp() * 1000)
        assert (told_["item"], told_["elapsed"], told_["allowed"]) == ("thanks", 60.0 * minutes, 300.0)
        assert (told_["running"], told_["to_come"], told_["zone"]) == (True, 50 * 60.0, 60.0)
    room.move(seat(database, minutes=3), number, "pause", None, 2, "a")
    paused = desk.show(seat(database, minutes=9), number)
    assert paused["paused"] and paused["clock"]["elapsed"] == 180.0 and not paused["clock"]["running"]
    longer = room.move(seat(database, minutes=9), number, "extend", None, paused["version"], "b")
    assert longer["clock"]["allowed"] == 600.0 and "<small>+5</small>" in longer["agenda"]


def test_two_who_press_next_at_once_move_it_once(database: Database) -> None:
    number = running(database)
    version = desk.show(seat(database), number)["version"]
    assert room.move(seat(database), number, "next", None, version, "a")["clock"]["item"] == "caps"
    late = room.move(seat(database, MONA), number, "next", None, version, "b")
    assert late["clock"]["item"] == "caps" and "was faster" in late["conflict"]


def test_what_is_captured_is_shown_with_who_and_when_and_a_reader_cannot_change_it(database: Database) -> None:
    number = running(database)
    said = {"kind": "action", "text": "Call the plater", "owner": "Marcus", "due": "2026-12-10"}
    found = room.capture(seat(database), number, said, "k")
    again = room.capture(seat(database), number, said, "k")
    assert found["notes"].count("data-note") == again["notes"].count("data-note") == 1
    assert "Marcus · by Thu 10 December" in found["notes"] and "data-strike" in found["notes"]
    undated = room.capture(seat(database), number, {"kind": "action", "text": "Ask", "owner": "", "due": ""}, "l")
    assert "no owner yet · no day yet" in undated["notes"]
    assert "data-strike" not in desk.show(seat(database, PRIYA), number)["notes"]
    with pytest.raises(NotAllowed):
        room.capture(seat(database, PRIYA), number, said, "m")


def test_a_note_is_worded_anew_and_struck_and_whoever_was_slower_is_told(database: Database) -> None:
    number = running(database)
    found = room.capture(seat(database), number, {"kind": "decision", "text": "B"}, "k")
    note = summits.summit(database, number).notes[0]
    better = room.reword(seat(database), number, note.id, {"text": "A for rev D"}, found["version"], "l")
    assert "A for rev D" in better["notes"]
    late = room.reword(seat(database, MONA), number, note.id, {"text": "C"}, found["version"], "m")
    assert "was faster and changed this note" in late["conflict"] and "A for rev D" in late["notes"]
    assert "<s>A for rev D</s>" in room.strike(seat(database), number, note.id, True, "n")["notes"]
    assert "<s>" not in room.strike(seat(database), number, note.id, False, "o")["notes"]


def test_heat_is_told_by_its_place_in_the_browsers_string() -> None:
    text = "🙂 A for rev D. Lena's people should finally confirm the slot by Thu 5 Dec"
    found = room.cool(text)
    units = text.encode("utf-16-le")
    [span] = found["spans"]
    assert units[2 * span["start"] : 2 * span["end"]].decode("utf-16-le") == "Lena's people should finally"
    assert span["word"] == "order" and "Can Lena's people confirm the slot by Thu 5 Dec?" in found["kinder"]
    assert room.cool("A for rev D") == {"spans": [], "kinder": ""} == room.cool("  ")


def test_open_actions_are_ticked_in_the_run_and_by_their_owner(database: Database) -> None:
    closed(database, "Call the plater", "Name a day")
    carried = summits.open_actions(database, seat(database).today)
    item = replace(CAPS, id="carried", kind="carried_over", evidence=())
    again = summits.plan(database, replace(agenda(), items=(item, *agenda().items[2:]), actions=carried), by()).id
    summits.move(database, again, "start", by(), seen=None)
    shown = desk.show(seat(database), again)["item"]
    assert shown.count("data-tick") == 2 and "Call the plater" in shown
    assert desk.show(seat(database, MARCUS), again)["item"].count("data-tick") == 0
    assert desk.show(seat(database, PRIYA), again)["item"].count("data-tick") == 2
    assert desk.action(seat(database, PRIYA), carried[0].id, "done", "", "k")["status"] == "done"
    assert "status found" in desk.show(seat(database), again)["item"]
    with pytest.raises(NotAllowed, match="its owner or a manager"):
        desk.action(seat(database, MARCUS), carried[1].id, "done", "", "l")


def test_the_shared_number_stands_beside_the_run(database: Database) -> None:
    assert "Nothing was due yet" in room.measure(seat(database))["measure"]
    entered(
        database, draft(), step("asked"), answered("500@2026-11-22"), told("500@2026-11-22"),
        step("delivered", on="2026-11-02", parts=[{"line": 1, "quantity": "500"}]),
    )  # fmt: skip
    shown = room.measure(seat(database))["measure"]
    assert "1 of 1" in shown and "in November" in shown and 'href="#measures"' in shown


# Closed


def test_minutes_say_what_was_decided_and_who_does_what(database: Database) -> None:
    number = running(database)
    for kind, text in (("decision", "A for rev D"), ("decision", "Wrong"), ("parking", "The powder line")):
        room.capture(seat(database), number, {"kind": kind, "text": text}, text)
    room.capture(seat(database), number, {"kind": "action", "text": "Call", "owner": "Priya", "due": "2026-12-10"}, "c")
    room.strike(seat(database), number, summits.summit(database, number).notes[1].id, True, "s")
    for person, score in ((LENA, 8), (PRIYA, 9)):
        room.rate(seat(database, person), number, score, person.login)
    with pytest.raises(SummitError, match="You have rated this summit"):
        room.rate(seat(database, PRIYA), number, 0, "again")
    version = room.move(
        seat(database, minutes=7), number, "next", None, desk.show(seat(database), number)["version"], "n"
    )
    assert version["clock"]["item"] == "caps"
    found = room.close(seat(database, minutes=30), number, version["version"], "x")
    text = re.sub(r"<[^>]+>", "", found["minutes"])
    assert found["state"] == "closed" and "One decision and one action; 1 still open." in text
    assert "Rated 8.5 of 10 by 2." in text and "by Thu 10 December" in text and "The powder line" in text
    assert "Wrong" not in text and "7 of 5 min" in text and "not reached" in text
    name, media, content = desk.export(seat(database), number, "text")
    assert (name, media) == ("summit-2026-12-03-minutes.txt", "text/plain") and b"A for rev D" in content
    assert "1 decided" in desk.home(seat(database))["home"]


def test_minutes_name_the_day_it_was_held_where_it_was_planned_for_another(database: Database) -> None:
    number = planned(database)
    summits.move(database, number, "start", by(minutes=-3 * 24 * 60), seen=None)
    summits.close(database, number, by(minutes=-3 * 24 * 60 + 50))
    found = desk.show(seat(database), number)["minutes"]
    assert "held on Mon 30 November, planned for Thursday 3 December 2026" in found


def test_the_next_draft_opens_with_what_is_still_open(database: Database) -> None:
    closed(database, "Call the plater about the slot")
    later = seat(database, minutes=60 * 24 * 28)
    home = desk.home(later)
    assert "Call the plater about the slot" in home["home"] and "overdue since Thu 10 December" in home["home"]
    found = desk.draft(later, "2027-01-05T10:00", 60, [], "next")
    assert "Call the plater about the slot" in found["plan"].split("data-item")[2]
    done = desk.action(later, "A-0001", "done", "", "k")
    assert done["what"] == "Call the plater about the slot"
    assert "data-action" not in desk.home(later)["home"]


@pytest.mark.parametrize("words", [*HOSTILE, "\u202etxet <b>x</b>"])
def test_hostile_words_stay_words_in_every_state(database: Database, words: str) -> None:
    odd = {"<img", "<script", "<b>x", 'onfocus="window'}
    number = summits.plan(database, with_title(words), by()).id
    pages = [desk.show(seat(database), number)["plan"], desk.home(seat(database))["home"]]
    summits.move(database, number, "start", by(), seen=None)
    for kind in ("decision", "action"):
        found = room.capture(seat(database), number, {"kind": kind, "text": words}, kind)
    pages += [found["agenda"], found["item"], found["notes"]]
    pages.append(room.close(seat(database), number, found["version"], "c")["minutes"])
    for page in pages:
        assert not [sign for sign in odd if sign in page]


def test_moments_are_of_this_zone_whoever_asks(database: Database) -> None:
    number = planned(database)
    here = desk.show(Seat(database, LENA, BEGAN.astimezone(UTC), UTC), number)
    assert "Thursday 3 December 2026, 10:00 to 11:00 CET" in here["plan"]
