"""The database and what may befall it: a kill, another writer, damage, a full disk, a server that goes away or lets nobody in.

Each fault is one sentence, and what was saved stays.
"""

import random
import sqlite3
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import psycopg
import pytest
from children import printed
from databases import Server, address, again
from sqlalchemy import Column, Connection, MetaData, Table, insert, make_url, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.exc import TimeoutError as NoneFree
from test_learning import AT, DUE, save

from clarifier.errors import StoreError
from clarifier.settings import Settings
from clarifier.team.database import Database, Moment, open_database, open_for
from clarifier.team.engines import FILE
from clarifier.team.faults import sentence
from clarifier.team.learning import REVIEWS, Review, card_states, learners, reviews, save_review

IS_KILLED = """
import children, os, pathlib, sys, test_learning as t
from clarifier.team.database import open_database
def goes_on(turn):
    database = open_database(pathlib.Path(sys.argv[1]), sys.argv[2])
    yield
    for place in range(100_000):
        t.save(database, place, f"learner-{turn}")
        os.write(1, b"learner-%d %d\\n" % (turn, place))  # whole or not at all
children.killed(goes_on, 20, 0.2)
"""
FILLS = """
import children, pathlib, sys, test_learning as t
from clarifier.errors import StoreError
from clarifier.team.database import open_database
database = open_database(pathlib.Path(sys.argv[1]))
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
from clarifier.team.database import open_database
children.no_rights()
try:
    t.save(open_database(pathlib.Path(sys.argv[1])), 7)
except StoreError as error:
    print(error)
"""


SECRET = "hidden-word"


def one_sentence(error: object, place: object) -> str:
    """What is said, where it is one line for a person."""
    said = str(error)
    assert str(place).casefold() in said.casefold() and said.endswith(".") and "\n" not in said
    assert not any(word in said for word in ("sqlalche", "psycopg.", "INSERT", "SELECT", SECRET))
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


def test_four_that_write_at_once_all_save_everything(database: Database) -> None:
    def saves(learner: str) -> None:
        opened = again(database)
        assert all(save(opened, place, learner) for place in range(30))
        opened.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(saves, "abcd"))
    assert [len(reviews(database, learner)) for learner in learners(database)] == [30] * 4


def test_the_same_key_saved_by_four_at_once_counts_once(database: Database) -> None:
    openings = [again(database) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        saved = list(pool.map(lambda opened: save(opened, 1), openings))
    assert sorted(saved) == [False, False, False, True] and len(reviews(database, "ines")) == 1
    for opened in openings:
        opened.close()


def test_what_fails_half_way_saves_nothing(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writing() as connection:
        add(connection, 1)
        print(1 / 0)
    with pytest.raises(StoreError), database.writing() as connection:
        add(connection, 1)
        add(connection, 1)
    assert reviews(database, "ines") == []


def test_a_fault_that_is_passed_over_is_not_taken_for_saved(database: Database) -> None:
    """SQLite undoes the one statement, PostgreSQL all of them, and says so only when it is asked."""
    try:
        with database.writing() as connection:
            add(connection, 1)
            with pytest.raises(IntegrityError):
                add(connection, 1)
    except StoreError as error:
        assert "nothing was saved this time" in one_sentence(error, database.place)
        assert reviews(database, "ines") == []
    else:
        assert len(reviews(database, "ines")) == 1


def test_who_reads_sees_one_moment_whatever_is_written_meanwhile(database: Database) -> None:
    save(database, 1)
    with database.reading() as connection:
        before = connection.execute(select(REVIEWS.c.id)).all()
        save(database, 2)
        assert connection.execute(select(REVIEWS.c.id)).all() == before and len(before) == 1
    assert len(reviews(database, "ines")) == 2


def test_a_moment_comes_back_in_utc_to_the_microsecond_and_in_order(database: Database) -> None:
    told = Table("told", MetaData(), Column("at", Moment))
    first = datetime(2027, 10, 31, 2, 30, 0, 1, timezone(timedelta(hours=2)))
    second = datetime(2027, 10, 31, 1, 30, 0, 2, UTC)
    with database.writing() as connection:
        told.create(connection)
        connection.execute(insert(told), [{"at": second}, {"at": None}, {"at": first}])
    with database.reading() as connection:
        found = list(connection.execute(select(told.c.at).where(told.c.at.is_not(None)).order_by(told.c.at)).scalars())
        assert found == [first, second] and {at.tzinfo for at in found} == {UTC}
        assert connection.execute(select(told.c.at).where(told.c.at < second)).scalars().all() == [first]
        assert connection.execute(select(told.c.at).where(told.c.at.is_(None))).scalars().all() == [None]
    with pytest.raises(ValueError, match="has no time zone"):
        save_review(database, "ines", Review("c", "good", AT.replace(tzinfo=None)), "state", DUE, "key")


def add(connection: Connection, place: int) -> None:
    """A row that must not be there twice."""
    row = {"learner": "ines", "card": "c", "rating": "good", "at": AT, "key": f"key-{place}"}
    connection.execute(insert(REVIEWS).values(row))


def test_killed_twenty_times_while_it_writes_each_acknowledged_answer_is_there(database: Database) -> None:
    told = [line.split() for line in printed(IS_KILLED, *address(database)).splitlines()]
    acknowledged = {turn: int(place) + 1 for turn, place in told}
    assert len(acknowledged) >= 10 and sum(acknowledged.values()) >= 40
    for learner in learners(database):
        saved = reviews(database, learner)
        assert acknowledged.pop(learner, 0) <= len(saved) <= int(dict(told).get(learner, -1)) + 2
        assert [each.at for each in saved] == [AT + timedelta(minutes=at) for at in range(len(saved))]
        assert len(card_states(database, learner)) == min(50, len(saved))
    assert acknowledged == {}


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


@pytest.fixture
def served(postgres: Server, tmp_path: Path) -> Iterator[Database]:
    """A database on a server, in which nobody waits for long."""
    url = postgres.fresh()
    opened = open_database(tmp_path, f"{url}&options=-c lock_timeout=100ms")
    yield opened
    opened.close()
    postgres.drop(url)


def at(postgres: Server, database: str, user: str = "postgres", password: str = "") -> str:
    """The address of a database for a user."""
    url = make_url(postgres.url).set(database=database, username=user, password=password)
    return url.render_as_string(hide_password=False)


def name(url: str) -> str:
    """The database's name."""
    return str(make_url(url).database)


def refused(url: str, place: str = "the database") -> str:
    """What is said to who opens a database that cannot be opened."""
    with pytest.raises(StoreError) as caught:
        open_database(Path(), url)
    return one_sentence(caught.value, place)


def test_a_server_makes_no_folder_and_is_named_without_its_password(postgres: Server, tmp_path: Path) -> None:
    url = at(postgres, name(postgres.fresh()), password=SECRET)
    opened = open_for(Settings(data_folder=tmp_path / "none", database_url=url))
    assert save(opened, 1) and opened.dialect == "postgresql" and opened.file is None
    assert SECRET not in f"{opened!r}{opened.place}{Settings(database_url=url)!r}" and not list(tmp_path.iterdir())
    opened.close()


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (f"postgresql://ana:{SECRET}@127.0.0.1:1/works", "'works' on 127.0.0.1:1 cannot be reached; see that"),
        (f"postgresql://ana:{SECRET}@nowhere.invalid/works", "'works' on nowhere.invalid cannot be reached"),
    ],
)
def test_a_server_that_is_not_there_is_one_sentence(url: str, words: str) -> None:
    assert words in refused(url)


def test_an_address_that_cannot_be_read_is_one_sentence(postgres: Server) -> None:
    assert "cannot be read; write it like" in refused(f"postgresql://ana:{SECRET}@host:many/works", "database_url")
    url = at(postgres, "postgres", password=SECRET) + "&colour=red"
    assert "a part after its ? that PostgreSQL does not know" in refused(url, "database_url")


def test_without_its_package_a_server_is_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'clarifier[postgres]'" in refused(f"postgresql://ana:{SECRET}@host/works", "database_url")


def test_who_may_not_come_in_is_told_so(postgres: Server) -> None:
    with psycopg.connect(postgres.url) as connection:
        row = connection.execute("SHOW hba_file").fetchone()
    assert row
    rules = Path(row[0])
    before = rules.read_text("utf-8")
    postgres.runs(f"CREATE ROLE guarded LOGIN PASSWORD '{SECRET}-too'", "CREATE ROLE guest LOGIN")
    full, empty = name(postgres.fresh()), name(postgres.empty())
    rules.write_text(f"local all guarded scram-sha-256\n{before}", "utf-8")
    postgres.runs("SELECT pg_reload_conf()", "SELECT pg_sleep(0.2)")
    try:
        for user, password in (("guarded", SECRET), ("guarded", ""), ("nobody", "")):
            assert "does not accept this user and password" in refused(at(postgres, full, user, password))
        assert "'nowhere' on" in (said := refused(at(postgres, "nowhere"))) and "is not there; make it" in said
        for database in (full, empty):
            assert "does not let this user do that" in refused(at(postgres, database, "guest"))
        postgres.runs("GRANT ALL ON SCHEMA public TO guarded", url=at(postgres, empty))
        opened = open_database(Path(), at(postgres, empty, "guarded", f"{SECRET}-too"))
        assert save(opened, 1)
        opened.close()
    finally:
        rules.write_text(before, "utf-8")
        postgres.runs("SELECT pg_reload_conf()")


def test_a_locked_table_on_a_server_is_one_sentence_and_it_works_again(served: Database, postgres: Server) -> None:
    save(served, 1)
    with psycopg.connect(at(postgres, str(served.engine.url.database))) as other:
        other.execute("LOCK TABLE review IN ACCESS EXCLUSIVE MODE")
        for asked in (lambda: save(served, 2), lambda: reviews(served, "ines")):
            with pytest.raises(StoreError) as caught:
                asked()
            assert "is being written by another program; try again" in one_sentence(caught.value, served.place)
        other.rollback()
    assert save(served, 2) and len(reviews(served, "ines")) == 2


def test_a_connection_dropped_in_mid_transaction_saves_nothing_and_the_next_works(
    served: Database, postgres: Server
) -> None:
    save(served, 1)
    with pytest.raises(StoreError) as caught, served.writing() as connection:
        add(connection, 7)
        postgres.runs(drops(connection))
        add(connection, 8)
    assert "broke; nothing was saved this time, try again" in one_sentence(caught.value, served.place)
    assert len(reviews(served, "ines")) == 1 and save(served, 2)


def test_a_connection_dropped_while_it_saves_is_said_to_be_uncertain(served: Database, postgres: Server) -> None:
    with pytest.raises(StoreError) as caught, served.writing() as connection:
        add(connection, 7)
        postgres.runs(drops(connection))
    assert "look whether it is there before you try again" in one_sentence(caught.value, served.place)
    assert reviews(served, "ines") == [] and save(served, 1)


def test_connections_dropped_while_nobody_uses_them_are_not_noticed(served: Database, postgres: Server) -> None:
    save(served, 1)
    with served.reading() as connection:
        statement = drops(connection)
    postgres.runs(statement)
    assert save(served, 2)


def test_when_all_connections_are_taken_it_is_one_sentence() -> None:
    said = sentence(NoneFree("QueuePool limit of size 5 overflow 10 reached"), "the database 'works' on db")
    assert "taken; try again in a moment" in one_sentence(said, "the database 'works'")


def test_who_only_reads_cannot_write_on_a_server(served: Database) -> None:
    with pytest.raises(StoreError) as caught, served.reading() as connection:
        add(connection, 1)
    assert "can only be read" in one_sentence(caught.value, served.place)
    assert save(served, 1)


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("53100", "There is no room left to save in the database"),
        ("53300", "has no free connection"),
        ("40001", "is being written by another program"),
        ("40P01", "is being written by another program"),
        ("57014", "took too long"),
        ("57P03", "is starting or stopping"),
        ("22012", r"cannot be used (DivisionByZero, 22012); nothing was saved"),
    ],
)
def test_what_a_server_cannot_do_is_one_sentence_and_saves_nothing(served: Database, code: str, words: str) -> None:
    save(served, 1)
    with pytest.raises(StoreError) as caught, served.writing() as connection:
        add(connection, 7)
        connection.execute(text(f"DO $$ BEGIN RAISE '{SECRET}' USING ERRCODE = '{code}'; END $$"))
    assert words in one_sentence(caught.value, served.place)
    assert len(reviews(served, "ines")) == 1 and save(served, 2)


def drops(connection: Connection) -> str:
    """The statement by which a server ends this connection, and waits until it has ended."""
    process = connection.execute(text("SELECT pg_backend_pid()")).scalar()
    return f"SELECT pg_terminate_backend({process}, 5000)"
