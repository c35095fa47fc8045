"""The database and what may befall it: a kill, another writer, damage, a full disk. Each fault is one sentence, and what was saved stays."""

import random
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from children import printed
from test_learning import AT, save

from clarifier.errors import StoreError
from clarifier.team.database import FILE, open_database
from clarifier.team.learning import card_states, learners, reviews

IS_KILLED = """
import children, os, pathlib, sys, test_learning as t
def goes_on(turn):
    database = t.open_database(pathlib.Path(sys.argv[1]))
    for place in range(100_000):
        t.save(database, place, f"learner-{turn}")
        os.write(1, b"learner-%d %d\\n" % (turn, place))  # whole or not at all
children.killed(goes_on, 20, 0.2)
"""
FILLS = """
import children, pathlib, sys, test_learning as t
from clarifier.errors import StoreError
database = t.open_database(pathlib.Path(sys.argv[1]))
children.no_room_beyond(2_000_000)
for place in range(100_000):
    try:
        t.save(database, place)
    except StoreError as error:
        print(place, error)
        break
print(len(t.reviews(database, "ines")))
"""
MAY_ONLY_READ = """
import children, pathlib, sys, test_learning as t
from clarifier.errors import StoreError
children.no_rights()
try:
    t.save(t.open_database(pathlib.Path(sys.argv[1])), 7)
except StoreError as error:
    print(error)
"""


def one_sentence(error: object, place: Path) -> str:
    """What is said, where it is one line for a person."""
    said = str(error)
    assert str(place) in said and said.endswith(".") and "\n" not in said and "sqlalche" not in said
    return said


def test_a_folder_is_made_and_may_be_called_anything(tmp_path: Path) -> None:
    place = tmp_path / "a b?c=d#e%20" / "é"
    opened = open_database(place)
    assert save(opened, 1)
    opened.close()
    assert (place / FILE).is_file() and len(list(tmp_path.iterdir())) == 1


def test_who_opens_it_for_the_first_time_waits_for_another_that_is_making_it(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None, check_same_thread=False)
    other.execute("CREATE TABLE made (first)")
    other.execute("BEGIN IMMEDIATE")
    release = threading.Timer(0.3, other.execute, ["COMMIT"])
    release.start()
    try:
        open_database(tmp_path).close()
    finally:
        release.join()
        other.close()


def test_four_that_write_at_once_all_save_everything(tmp_path: Path) -> None:
    open_database(tmp_path).close()

    def saves(learner: str) -> None:
        database = open_database(tmp_path)
        assert all(save(database, place, learner) for place in range(30))
        database.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(saves, "abcd"))
    database = open_database(tmp_path)
    assert [len(reviews(database, learner)) for learner in learners(database)] == [30] * 4
    database.close()


def test_killed_twenty_times_while_it_writes_each_acknowledged_answer_is_there(tmp_path: Path) -> None:
    told = [line.split() for line in printed(IS_KILLED, tmp_path).splitlines()]
    acknowledged = {turn: int(place) + 1 for turn, place in told}
    assert len(acknowledged) >= 10 and sum(acknowledged.values()) >= 40
    database = open_database(tmp_path)
    for learner in learners(database):
        saved = reviews(database, learner)
        assert acknowledged.pop(learner, 0) <= len(saved) <= int(dict(told).get(learner, -1)) + 2
        assert [each.at for each in saved] == [AT + timedelta(minutes=at) for at in range(len(saved))]
        assert len(card_states(database, learner)) == min(50, len(saved))
    assert acknowledged == {}
    database.close()


def test_a_locked_database_is_one_sentence_and_what_was_saved_stays(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    save(database, 1)
    with database.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 100")  # of the connection that will wait: 5 seconds are long
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught:
        save(database, 2)
    assert "another program; try again" in one_sentence(caught.value, tmp_path)
    assert len(reviews(database, "ines")) == 1
    other.execute("ROLLBACK")
    other.close()
    assert save(database, 2)
    database.close()


@pytest.mark.parametrize("part", [0.02, 0.5, None], ids=["its head", "half", "random"])
def test_a_damaged_database_is_one_sentence_and_is_left_as_it_is(part: float | None, tmp_path: Path) -> None:
    database = open_database(tmp_path)
    for place in range(60):
        save(database, place)
    database.close()
    whole = (tmp_path / FILE).read_bytes()
    broken = random.Random(1).randbytes(len(whole)) if part is None else whole[: int(part * len(whole))]
    (tmp_path / FILE).write_bytes(broken)
    with pytest.raises(StoreError) as caught:
        reviews(open_database(tmp_path), "ines")
    assert "is damaged; move it away" in one_sentence(caught.value, tmp_path)
    assert (tmp_path / FILE).read_bytes() == broken


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/clarifier"])
def test_a_folder_that_cannot_be_made_is_one_sentence(place: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", "utf-8")
    with pytest.raises(StoreError) as caught:
        open_database(tmp_path / place)
    assert "set data_folder to one that you may write to" in one_sentence(caught.value, tmp_path / place)


def test_a_database_that_may_only_be_read_is_one_sentence_and_stays(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    save(database, 1)
    database.close()
    before = (tmp_path / FILE).read_bytes()
    (tmp_path / FILE).chmod(0o444)
    tmp_path.chmod(0o555)
    said = printed(MAY_ONLY_READ, tmp_path)
    tmp_path.chmod(0o755)
    assert "cannot be written; check its rights" in one_sentence(said, tmp_path)
    assert (tmp_path / FILE).read_bytes() == before


def test_a_full_disk_is_one_sentence_and_what_was_saved_stays(tmp_path: Path) -> None:
    said, count = printed(FILLS, tmp_path).splitlines()
    saved, _, sentence = said.partition(" ")
    assert "saved before is there" in one_sentence(sentence, tmp_path)
    assert int(saved) == int(count) > 50
    database = open_database(tmp_path)
    assert len(reviews(database, "ines")) == int(saved)
    assert save(database, int(saved))
    database.close()
