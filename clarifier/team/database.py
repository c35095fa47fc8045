"""The database: SQLite in the user's data folder, safe against being killed.

Comes in: a folder. Goes out: a Database, from which transactions are taken. Whatever goes wrong below is one StoreError with its sentence;
what was committed stays.
"""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, MetaData, create_engine, event
from sqlalchemy.exc import DatabaseError, SQLAlchemyError

from clarifier.errors import StoreError

FILE = "clarifier.db"
WAIT = 5.0  # seconds for another process that is writing
METADATA = MetaData()


@dataclass(frozen=True)
class Database:
    """An open database. `reading` and `writing` are transactions: all of it happens, or nothing."""

    engine: Engine
    place: str

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that takes the write lock at once, so that two writers queue. Raises StoreError."""
        with self._told(), self._connected("IMMEDIATE") as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads. Raises StoreError."""
        with self._told(), self._connected("DEFERRED") as connection, connection.begin():
            yield connection

    def _connected(self, begin: str) -> Connection:
        return self.engine.connect().execution_options(begin=begin)

    def close(self) -> None:
        """Gives the file back."""
        self.engine.dispose()

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except SQLAlchemyError as error:
            raise _sentence(error, self.place) from error


def open_database(folder: Path) -> Database:
    """The database in a folder, made where it is not there. Raises StoreError."""
    place = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be made ({error.strerror}); set data_folder to one that you may write to."
        ) from error
    engine = create_engine(URL.create("sqlite", database=str(place)), connect_args={"timeout": WAIT})
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begun)
    database = Database(engine, str(place))
    with database.writing() as connection:
        METADATA.create_all(connection)
    return database


def _prepared(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    until = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError:  # SQLite itself does not wait here for who makes the file
            if time.monotonic() > until:
                raise
            time.sleep(0.05)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: Connection) -> None:
    connection.exec_driver_sql(f"BEGIN {connection.get_execution_options()['begin']}")


def _sentence(error: SQLAlchemyError, place: str) -> StoreError:
    said = str(error.orig) if isinstance(error, DatabaseError) and error.orig else str(error).splitlines()[0]
    plain = said.casefold()
    if "locked" in plain or "busy" in plain:
        return StoreError(f"{place} is being written by another program; try again in a moment.")
    if "readonly" in plain or "read-only" in plain or "unable to open" in plain:
        return StoreError(
            f"{place} cannot be written; check its rights, or set data_folder to a place that you may write to."
        )
    if "malformed" in plain or "not a database" in plain:
        return StoreError(f"{place} is damaged; move it away to start anew, or put a copy of yours in its place.")
    if "full" in plain:
        return StoreError(
            f"There is no room left to save in {place}; make some, and try again. What was saved before is there."
        )
    return StoreError(f"{place} cannot be used ({said}); nothing was saved this time, what was saved before is there.")
