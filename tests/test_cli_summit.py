"""`clarifier agenda` and `clarifier minutes` as their users meet them: drafted, held, remembered, and the one line that says why not."""

import io
import os
import pty
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import docx
import pytest
from agendas import BERLIN, agenda, by
from commands import PROGRAM, Ended, clarifier, refused
from lives import LENA, MARCUS, NINA

from clarifier.team import summits
from clarifier.team.database import Database, open_database
from clarifier.team.people import add_person
from clarifier.team.summits import Summit


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """The database that the commands use."""
    opened = open_database(tmp_path)
    yield opened
    opened.close()


def run(folder: Path, *arguments: str, **environment: str) -> Ended:
    """A command with its own data folder."""
    own = {"CLARIFIER_DATA_FOLDER": str(folder), "CLARIFIER_TIME_ZONE": "Europe/Berlin", "CLARIFIER_PERSON": "lena"}
    return clarifier(*arguments, given=b"", folder=folder, **own | environment)


def held(store: Database) -> Summit:
    """A summit of 3 December 2026 with a decision and two actions, closed."""
    found = summits.plan(store, agenda(), by())
    summits.move(store, found.id, "start", by(), None)
    for said in (
        {"kind": "decision", "text": "A for rev D"},
        {"kind": "action", "text": "Confirm the slot", "owner": "Marcus", "due": "2026-12-05"},
        {"kind": "action", "text": "Ask the\x1b[31m customer"},
    ):
        summits.capture(store, found.id, said, by(minutes=10))
    summits.rate(store, found.id, 8, by())
    return summits.close(store, found.id, by(minutes=60))


def test_an_agenda_is_drafted_for_the_day_in_the_form_that_is_wanted(tmp_path: Path) -> None:
    text = run(tmp_path, "agenda", "--date", "2026-12-03", "--minutes", "45", "--topic", "The powder line")
    assert (text.code, text.said) == (0, "")
    assert "When: Thursday 3 December 2026, 10:00 to 10:45 CET (45 minutes)" in text.text
    assert "powder line" in text.text
    data = run(tmp_path, "agenda", "--date", "2026-12-03T14:30", "--format", "json").json
    assert (data["schema"], data["starts"]) == ("clarifier.agenda/1", "2026-12-03T14:30:00+01:00")
    assert sum(each["minutes"] for each in data["items"]) == data["minutes"] == 60
    event = run(tmp_path, "agenda", "--date", "2026-12-03T10:00:00-05:00", "--format", "ics").text
    assert "METHOD:PUBLISH\r\n" in event and "DTSTART:20261203T150000Z\r\n" in event
    written = run(tmp_path, "agenda", "--format", "docx", "--out", str(tmp_path / "agenda.docx"))
    assert (written.code, written.out) == (0, b"")
    assert docx.Document(str(tmp_path / "agenda.docx")).tables
    assert docx.Document(io.BytesIO(run(tmp_path, "agenda", "--format", "docx").out)).tables  # into a file, as here


def test_without_a_day_the_summit_is_on_a_working_day_in_a_week_at_ten(tmp_path: Path) -> None:
    starts = datetime.fromisoformat(run(tmp_path, "agenda", "--format", "json").json["starts"])
    days = (starts.date() - datetime.now(UTC).astimezone(BERLIN).date()).days
    assert 6 <= days <= 9 and starts.weekday() < 5 and starts.hour == 10


def test_minutes_are_listed_and_shown_and_their_actions_followed(store: Database, tmp_path: Path) -> None:
    found = held(store)
    summits.plan(store, agenda(), by())
    listed = run(tmp_path, "minutes", "list")
    assert (listed.code, listed.said) == (0, "")
    assert listed.text.splitlines()[:2] == [
        "   2  planned  2026-12-03 10:00  Summit of December",
        "   1  closed   2026-12-03 10:00  Summit of December: 1 decided, 2 of 2 actions open, rated 8",
    ]
    shown = run(tmp_path, "minutes", "show")
    assert "Decisions:\n- A for rev D\n" in shown.text
    assert run(tmp_path, "minutes", "show", "1", "--format", "json").json["rating"] == 8
    assert f"UID:{found.uid}@clarifier\r\n" in run(tmp_path, "minutes", "show", "1", "--format", "ics").text
    rows = run(tmp_path, "minutes", "list", "--format", "json").json
    assert rows["schema"] == "clarifier.minutes/1"
    assert [(each["number"], each["state"], each["open_actions"]) for each in rows["summits"]] == [
        (2, "planned", 0),
        (1, "closed", 2),
    ]
    actions = run(tmp_path, "minutes", "actions")
    assert "\x1b" not in actions.text and "no owner: Ask the[31m customer" in actions.text
    done = run(tmp_path, "minutes", "action", "done", "A-0002")
    assert (done.code, done.text) == (0, "A-0002  done     due 2026-12-05           Marcus: Confirm the slot\n")
    later = run(tmp_path, "minutes", "action", "due", "a-3", "--on", "2099-01-07", "--because", "They are on holiday")
    assert later.text.startswith("A-0003  open     due 2099-01-07")
    assert [each["id"] for each in run(tmp_path, "minutes", "actions", "--format", "json").json["actions"]] == [
        "A-0003"
    ]
    dropped = run(tmp_path, "minutes", "action", "dropped", "A-0003", "--because", "They cancelled")
    assert dropped.code == 0 and run(tmp_path, "minutes", "actions").text == "Nothing is open.\n"


def test_after_35_days_the_list_says_that_a_summit_is_overdue(store: Database, tmp_path: Path) -> None:
    found = summits.plan(store, agenda(), by())
    ago = by(minutes=(datetime.now(UTC) - by().now - timedelta(days=36)) / timedelta(minutes=1))
    summits.move(store, found.id, "start", ago, None)
    summits.close(store, found.id, ago)
    said = run(tmp_path, "minutes", "list").text.splitlines()[-1]
    assert said == "The last summit was 36 days ago: `clarifier agenda` drafts the next."
    assert run(tmp_path, "minutes", "list", "--format", "json").json["is_overdue"]


def test_what_cannot_be_done_is_one_line(tmp_path: Path) -> None:
    assert run(tmp_path, "minutes", "list").text == "No summit was planned yet: `clarifier agenda` drafts one.\n"
    for arguments, words in (
        (("agenda", "--date", "soon"), "--date must be a day or a time like 2026-12-03T10:00, not 'soon'"),
        (("agenda", "--out", str(tmp_path / "no" / "where.md")), "cannot be written"),
        (("minutes", "show"), "No summit was held yet"),
        (("minutes", "show", "7"), "There is no summit 7"),
        (("minutes", "action", "done", "A-0009"), "There is no action A-0009"),
        (("minutes", "action", "due", "A-0001"), "Name the new day with `due`"),
    ):
        assert words in refused(run(tmp_path, *arguments))
    assert run(tmp_path, "minutes", "action", "eaten", "A-0001").code == 2
    assert run(tmp_path, "agenda", "--minutes", "3").code == 2


def test_everyone_but_learners_reads_and_only_managers_draft(store: Database, tmp_path: Path) -> None:
    held(store)
    for person in (LENA, MARCUS, NINA):
        add_person(store, person)
    assert run(tmp_path, "minutes", "show", "--by", "marcus").code == 0
    assert run(tmp_path, "minutes", "action", "done", "A-0002", "--by", "marcus").code == 0  # his own
    assert "changed by its owner or a manager" in refused(
        run(tmp_path, "minutes", "action", "done", "A-0003", "--by", "marcus")
    )
    assert "As a planner you cannot draft, change or run a summit" in refused(run(tmp_path, "agenda", "--by", "marcus"))
    assert "The summits are not open to a learner" in refused(run(tmp_path, "minutes", "show", "--by", "nina"))


def test_a_word_document_is_not_poured_into_a_terminal(tmp_path: Path) -> None:
    terminal, end = pty.openpty()
    place = {"CLARIFIER_DATA_FOLDER": str(tmp_path), "HOME": str(tmp_path)}
    command = [PROGRAM, "agenda", "--format", "docx"]
    done = subprocess.run(command, stdout=end, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, env=os.environ | place)
    os.close(end)
    os.close(terminal)
    assert (done.returncode, done.stderr.decode()) == (
        1,
        "clarifier: A Word document is no text: add --out FILE.docx, or send the output to a file.\n",
    )
