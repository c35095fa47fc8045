"""The database: SQLite in the user's data folder, safe against being killed, or PostgreSQL by its address.

Comes in: settings, or a folder and an address. Goes out: a Database, from which transactions are taken. Whatever goes wrong below is one
StoreError with its sentence; what was committed stays.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, DateTime, Dialect, Engine, MetaData, Table, TypeDecorator, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.exc import TimeoutError as NoneFree

from clarifier.errors import StoreError
from clarifier.settings import Settings
from clarifier.team.engines import file_engine, server_engine
from clarifier.team.faults import broken, half_done, sentence

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql

METADATA = MetaData()
_CHANGING = 7_041_776_253  # the server's lock for who changes the tables: any number, but the same in every release
_SNAPSHOT = {"begin": "DEFERRED", "isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


class Moment(TypeDecorator[datetime]):
    """A column of moments: aware datetimes of any zone go in, the same moments in UTC come out, to the microsecond.

    Raises ValueError for a datetime without a zone: nobody knows whose noon it was.
    """

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """To UTC."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value!r} has no time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """SQLite keeps no zone; what stands there is UTC."""
        return value and (value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC))


@dataclass(frozen=True)
class Database:
    """An open database. `reading` and `writing` are transactions: all of it happens, or nothing. `place` names it to people."""

    engine: Engine
    place: str

    @property
    def dialect(self) -> str:
        """sqlite or postgresql."""
        return self.engine.dialect.name

    @property
    def file(self) -> Path | None:
        """Where SQLite's file lies; none on a server."""
        return Path(str(self.engine.url.database)) if self.dialect == "sqlite" else None

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes. SQLite's takes the write lock at once, so that two writers queue; on PostgreSQL rows are locked as
        `select(...).with_for_update()` asks for them, which SQLite needs not and leaves out. Raises StoreError.
        """
        with self._transaction({"begin": "IMMEDIATE"}) as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads, all of it as of one moment. Raises StoreError."""
        with self._transaction(_SNAPSHOT if self.dialect == "postgresql" else {"begin": "DEFERRED"}) as connection:
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A transaction that changes the tables, one process at a time. Raises StoreError."""
        try:
            with self._transaction({"begin": "IMMEDIATE", "keys": "unchecked"}) as connection:
                if self.dialect == "postgresql":
                    connection.execute(text("SET LOCAL statement_timeout = 0"))
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _CHANGING})
                yield connection
                if self.dialect == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
                    raise StoreError(f"{self.place} would have rows that point nowhere; its tables stay as they were.")
        finally:
            self.engine.dispose()  # no other transaction gets the connection that checks no keys

    def close(self) -> None:
        """Gives the file, or the server's connections, back."""
        self.engine.dispose()

    @contextmanager
    def _transaction(self, options: dict[str, Any]) -> Iterator[Connection]:
        saving = False
        try:
            with self.engine.connect().execution_options(**options) as connection, connection.begin():
                yield connection
                if half_done(connection):
                    raise StoreError(f"A part of this was refused by {self.place}; nothing was saved this time.")
                saving = True
        except (DBAPIError, NoneFree) as error:
            if saving and broken(error):
                raise StoreError(
                    f"The connection to {self.place} broke while it was saving; look whether it is there before you try again."
                ) from error
            raise sentence(error, self.place) from error
        except StatementError as error:
            raise error.orig or error from None  # a value of ours that no column takes


def upsert(connection: Connection, table: Table) -> "sqlite.Insert | postgresql.Insert":
    """An insert of this database's kind, which knows on_conflict_do_nothing and on_conflict_do_update."""
    if connection.dialect.name == "postgresql":
        from sqlalchemy.dialects.postgresql import insert  # 80 ms that a file needs not

        return insert(table)
    return sqlite.insert(table)


def connect(folder: Path, url: str = "") -> Database:
    """A database of whatever age, its tables as they are: the server's where there is an address, else the folder's. Raises StoreError."""
    return Database(*(server_engine(url) if url else file_engine(folder)))


def open_database(folder: Path, url: str = "") -> Database:
    """A database with the newest tables: made where it is not there, brought up to date where it may be. Raises StoreError."""
    from clarifier.team.schema import prepare  # which knows databases, so that it cannot be known at the top

    database = connect(folder, url)
    try:
        prepare(database)
    except BaseException:
        database.close()
        raise
    return database


def open_for(settings: Settings) -> Database:
    """The database that the settings name. Raises StoreError."""
    return open_database(settings.data_folder, settings.database_url)
