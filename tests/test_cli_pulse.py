"""`clarifier pulse` as its users meet it: a round from its opening to its quick wins, and the one line that says why not."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from commands import Ended, clarifier, process, refused

from clarifier.team import pulse
from clarifier.team.database import Database, open_database
from clarifier.team.pulse_rounds import Round

AT = datetime(2027, 3, 1, 23, 30, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    """The database that the commands use."""
    opened = open_database(tmp_path)
    yield opened
    opened.close()


def run(folder: Path, *arguments: str, **environment: str) -> Ended:
    """A command with its own data folder."""
    own = {"CLARIFIER_DATA_FOLDER": str(folder), "CLARIFIER_TIME_ZONE": "Europe/Berlin"}
    return clarifier("pulse", *arguments, given=b"", folder=folder, **own | environment)


def answered(store: Database, *scores: int, closed: bool = True) -> Round:
    """A round that so many have answered."""
    told = pulse.open_round(store, "mona", AT)
    for place, score in enumerate(scores):
        gap = "Call before you promise" if place == 1 else ""
        team = "sales" if place < 5 else "purchasing" if place < 7 else "drivers"
        pulse.answer(store, told.id, f"p{place}", score, AT, gap, team)
    return pulse.close_round(store, told.id, AT) if closed else told


def test_a_round_is_opened_answered_and_closed(store: Database, tmp_path: Path) -> None:
    opened = run(tmp_path, "open", "--expected", "3")
    assert (opened.code, opened.said, opened.text) == (
        0,
        "",
        "Round 1 is open: How well do we work together? (0 to 10)\n",
    )
    first = run(tmp_path, "answer", "7", "--gap", "More notice", "--team", "Sales")
    assert (first.code, first.text) == (0, "Thank you. 1 person has answered, of 3.\n")
    assert pulse.has_answered(store, 1, "me")
    assert "You have answered this round" in refused(run(tmp_path, "answer", "8"))
    assert run(tmp_path, "answer", "8", CLARIFIER_PERSON="ana").text == "Thank you. 2 people have answered, of 3.\n"
    waiting = run(tmp_path, "results")
    assert waiting.text == "Round 1 is open. 2 people have answered, of 3. Its results can be read when it is closed.\n"
    last = run(tmp_path, "answer", "9", "--by", "ben")
    assert last.text == "Thank you. 3 people have answered, of 3. The round is closed: `clarifier pulse results`.\n"
    shown = process("pulse", "results", folder=tmp_path, CLARIFIER_DATA_FOLDER=str(tmp_path)).text
    assert "  Too few answers to show: 3. From four on they are shown.\n" in shown and "More notice" not in shown


def test_results_are_told_for_reading_with_trend_comments_and_wins(store: Database, tmp_path: Path) -> None:
    answered(store, 5, 5)
    told = answered(store, 2, 6, 7, 9, 9, 4, 10, 10, 8)
    answered(store, 1, closed=False)
    (comment,) = pulse.results(store, told.id).comments
    tagged = run(tmp_path, "wins", "--tag", comment.id, "--as", "A call before noon")
    assert (tagged.code, tagged.text) == (0, "Round 2: A call before noon  (“Call before you promise”)\n")
    shown = run(tmp_path, "results")
    assert (shown.code, shown.said) == (0, "")
    assert shown.text.splitlines() == [
        "How well do we work together? (round 2, closed on 2027-03-02)",
        "  7.2 of 10, few answers: 9",
        "   9-10    4  ####",
        "    7-8    2  ##",
        "    4-6    2  ##",
        "    0-3    1  #",
        "  sales: 6.6, few answers: 5",
        "  4 more count in the total only: a team is shown from four answers on.",
        "  Where a whole group gave the same score, one of its answers counts a point differently, to give nobody away.",
        "",
        "What would close the gap?",
        f"  {comment.id}  Call before you promise",
        "                    quick win: A call before noon",
        "",
        "Over the rounds",
        "    1  2027-03-02     -  too few answers to show: 2",
        "    2  2027-03-02   7.2  few answers: 9",
        "",
        "Round 3 is open. 1 person has answered. Its results can be read when it is closed.",
    ]


def test_json_has_the_open_round_the_results_and_the_trend(store: Database, tmp_path: Path) -> None:
    empty = run(tmp_path, "results", "--format", "json")
    assert empty.json == {"schema": "clarifier.pulse/1", "open": None, "results": None, "trend": []}
    answered(store, 2, 6, 7, 9, 9, closed=False)
    assert run(tmp_path, "close").text == (
        "Round 1 is closed. 5 people have answered. `clarifier pulse results` prints the results.\n"
    )
    answered(store, 0, 0, closed=False)
    found = run(tmp_path, "results", "--format", "json").json
    assert (found["open"]["id"], found["open"]["answers"], found["open"]["closed_at"]) == (2, 2, None)
    assert found["results"]["summary"]["mean"] == 6.6
    assert found["results"]["summary"]["teams"] == [{"team": "sales", "answers": 5, "mean": 6.6}]
    assert found["results"]["comments"][0]["text"] == "Call before you promise"
    assert found["results"]["round"]["opened_at"] == "2027-03-01T23:30:00+00:00"
    (point,) = found["trend"]
    assert point.pop("closed_at").endswith("+00:00")
    assert point == {"round": 1, "answers": 5, "mean": 6.6, "remark": "few answers: 5"}


@pytest.mark.usefixtures("store")
def test_before_the_first_round_the_commands_say_what_comes_first(tmp_path: Path) -> None:
    assert run(tmp_path, "results").text == "No round was opened yet: `clarifier pulse open` opens one.\n"
    assert run(tmp_path, "wins").text.startswith("No quick win was named yet")
    assert "No round is open; `clarifier pulse open` opens one." in refused(run(tmp_path, "answer", "5"))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("open",), "close it before you open the next one"),
        (("answer", "11"), "whole number from 0 to 10"),
        (("wins", "--tag", "0000"), "No round shows a comment '0000'"),
        (("wins", "--as", "words"), "name the comment with --tag"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    arguments: tuple[str, ...], words: str, store: Database, tmp_path: Path
) -> None:
    answered(store, closed=False)
    assert words in refused(run(tmp_path, *arguments))
