"""What may befall the ledger while it writes: a kill, a lock, a full disk, a connection that drops. No acknowledged step is lost."""

import sqlite3
from datetime import UTC, timedelta
from pathlib import Path

import pytest
from children import printed
from databases import address
from lives import LENA, START, draft, entered, step
from sqlalchemy import text

from clarifier.errors import StoreError
from clarifier.team import ledger
from clarifier.team.database import Database, open_database
from clarifier.team.engines import FILE
from clarifier.team.ledger import Submission
from clarifier.team.standing import standing

# Each process goes on with the requests of those before it: it asks, notes and saves, and says what it was told is saved.
IS_KILLED = """
import children, os, pathlib, sys
from test_ledger_faults import *
def goes_on(turn):
    database = open_database(pathlib.Path(sys.argv[1]), sys.argv[2])
    yield  # open: from here on it may be killed
    for place in range(100_000):
        entry = ledger.save(database, draft(customer=f"turn {turn}"), by(place))
        os.write(1, b"%d 1\\n" % entry.id)  # whole or not at all
        for words in ("one", "two", "three"):
            entry = ledger.take(database, entry.id, step("noted", text=words), by(place))
            os.write(1, b"%d %d\\n" % (entry.id, entry.life.version))
children.killed(goes_on, int(sys.argv[3]), 0.12)
"""
FILLS = """
import children, pathlib, sys
from test_ledger_faults import *
database = open_database(pathlib.Path(sys.argv[1]))
entry = ledger.save(database, draft(), by(0))
children.no_room_beyond(1_500_000)
for place in range(100_000):
    try:
        entry = ledger.take(database, entry.id, step("noted", text="x" * 1_900), by(place))
    except StoreError as error:
        print(entry.life.version, error)
        break
"""


def by(hours: float) -> Submission:
    return Submission(LENA, START + timedelta(hours=hours), UTC)


def test_killed_two_hundred_times_while_it_writes_each_acknowledged_step_is_there(database: Database) -> None:
    kills = 200 if database.file else 40  # a server holds what was written: there the connection is all that dies
    told = [tuple(map(int, line.split())) for line in printed(IS_KILLED, *address(database), kills).splitlines()]
    acknowledged: dict[int, int] = {}
    for number, version in told:
        acknowledged[number] = max(version, acknowledged.get(number, 0))
    assert len(told) > kills  # each is killed at its work, not before it
    there = {entry.id: entry for entry in ledger.entries(database)}
    assert sorted(set(acknowledged) - set(there)) == []
    for number, entry in there.items():
        assert acknowledged.get(number, 0) <= entry.life.version <= acknowledged.get(number, 0) + 1
        assert [record.sequence for record in entry.records] == list(range(1, entry.life.version + 1))
        with database.reading() as connection:
            row = connection.execute(ledger.REQUESTS.select().where(ledger.REQUESTS.c.id == number)).mappings().one()
        assert {**row} == {"id": number, **standing(entry.life, UTC)}
    if database.file:
        with database.reading() as connection:
            assert connection.execute(text("PRAGMA integrity_check")).scalar() == "ok"


def test_a_full_disk_is_one_sentence_and_every_step_before_it_is_there(tmp_path: Path) -> None:
    saved, _, said = printed(FILLS, tmp_path).partition(" ")
    assert "saved before is there" in said and said.endswith(".") and "\n" not in said
    database = open_database(tmp_path)
    [entry] = ledger.entries(database)
    assert entry.life.version == int(saved) > 10
    assert ledger.take(database, entry.id, step("asked"), by(9)).life.state == "asked"
    database.close()


def test_a_ledger_that_another_program_holds_says_so_and_works_again_after(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    entry = entered(database, draft())
    with database.reading() as connection:
        connection.exec_driver_sql("PRAGMA busy_timeout = 100")  # of the connection that will wait: 5 seconds are long
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreError) as caught:
        ledger.take(database, entry.id, step("asked"), by(1))
    assert "try again in a moment" in str(caught.value)
    assert ledger.entry(database, entry.id, LENA) == entry  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    assert ledger.take(database, entry.id, step("asked"), by(1)).life.version == 2
    database.close()


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_a_connection_that_drops_in_the_middle_of_a_step_saves_nothing_of_it(database: Database) -> None:
    entry = entered(database, draft())
    with pytest.raises(StoreError) as caught, database.writing() as connection:
        connection.execute(ledger.STEPS.update().values(name="half"))
        mine = connection.execute(text("SELECT pg_backend_pid()")).scalar()
        with database.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:mine)"), {"mine": mine})
            other.commit()
        connection.execute(ledger.STEPS.update().values(name="whole"))
    assert "\n" not in str(caught.value)
    assert ledger.entry(database, entry.id, LENA) == entry
    assert ledger.take(database, entry.id, step("asked"), by(1)).life.version == 2
