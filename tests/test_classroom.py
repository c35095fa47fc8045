"""What the Learn tab keeps open is opened once; what cannot be opened is one sentence each time, and the rules are answered all the same."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from clarifier.errors import StoreError
from clarifier.model.chat import Stop
from clarifier.settings import Settings
from clarifier.web import learn_desk as desk
from clarifier.web.classroom import Classroom, classroom

FIRST = "my customer wants 100 tomorrow, what do I do first?"


def settings(folder: Path) -> Settings:
    return Settings(data_folder=folder / "data", model_folder=folder / "none")


@pytest.fixture(scope="module")
def shut(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A classroom whose data folder is a file."""
    folder = tmp_path_factory.mktemp("shut")
    (folder / "data").write_text("no folder", "utf-8")
    return Classroom(settings(folder))


def test_there_is_one_classroom_for_the_same_settings(tmp_path: Path) -> None:
    assert classroom(settings(tmp_path)) is classroom(settings(tmp_path))
    assert classroom(settings(tmp_path)) is not classroom(settings(tmp_path / "other"))
    assert list(tmp_path.iterdir()) == [], "nothing is opened before it is needed"


def test_who_comes_at_once_gets_the_same_database(tmp_path: Path) -> None:
    room, ready = Classroom(settings(tmp_path)), threading.Barrier(8)

    def enter(_: int) -> int:
        ready.wait(5)
        return id(room.database)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(enter, range(8)))) == 1
    room.database.close()


def test_a_library_that_cannot_be_written_still_answers_and_says_so(shut: Classroom) -> None:
    answer = desk.ask(shut, FIRST, Stop())
    assert answer["covered"] and answer["heard"].startswith("Before you pass on what a customer wants")
    assert str(shut.settings.data_folder) in answer["note"] and "in memory" in answer["note"]
    assert desk.document(shut, "rule-02")["title"] == "Consider the options first"
    assert shut.library is shut.library


@pytest.mark.parametrize(
    "call",
    [
        lambda room: desk.practise(room, "scenario-01", ["Can you fit 36 in by Thursday?"], "Ada"),
        lambda room: desk.five(room, "Ada", 0),
        lambda room: desk.rate(room, "Ada", "rule-01#statement", "good", "key", 0),
        lambda room: desk.progress(room, "Ada", 0),
    ],
    ids=["practise", "five", "rate", "progress"],
)
def test_what_must_be_kept_says_one_sentence_each_time(call: Callable[[Classroom], object], shut: Classroom) -> None:
    for _ in range(2):
        with pytest.raises(
            StoreError, match=r"^[^\n]*data cannot be made [^\n]*; set data_folder to one that you may write to\.$"
        ):
            call(shut)


def test_what_cannot_be_opened_ahead_is_logged_in_one_line(shut: Classroom, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "clarifier.web"):
        shut.warm_up()
        (opening,) = (each for each in threading.enumerate() if each.name == "open the library")
        opening.join(20)
    (told,) = (each.getMessage() for each in caplog.records if each.name == "clarifier.web")
    assert "cannot be made" in told and "\n" not in told
