"""The way to a database: comes in a folder or an address, goes out SQLAlchemy's engine and the words that name the place to people."""

import sqlite3
import time
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from clarifier.errors import StoreError

FILE = "clarifier.db"
WAIT = 5.0  # seconds for another process that is writing, and for a server to answer
_MOST = {
    "lock_timeout": "5s",
    "statement_timeout": "60s",
    "idle_in_transaction_session_timeout": "60s",  # a program that hangs keeps nobody's row
    "TimeZone": "UTC",
}


def file_engine(folder: Path) -> tuple[Engine, str]:
    """SQLite in a folder, which is made where it is not there. Raises StoreError."""
    place = folder / FILE
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise StoreError(
            f"{folder} cannot be made ({error.strerror}); set data_folder to one that you may write to."
        ) from error
    engine = create_engine(URL.create("sqlite", database=str(place)), connect_args={"timeout": WAIT}, pool_timeout=WAIT)
    event.listen(engine, "connect", _prepared)
    event.listen(engine, "begin", _begun)
    return engine, str(place)


def server_engine(address: str) -> tuple[Engine, str]:
    """PostgreSQL at postgresql://user:password@host/name; nothing is sent there yet. Raises StoreError."""
    try:
        url = make_url(address).set(drivername="postgresql+psycopg")
        place = f"the database {url.database or url.username!r} on {_host(url)}"
        asked = {"connect_timeout": int(WAIT), "application_name": "clarifier"}
        engine = create_engine(
            url,
            connect_args={key: value for key, value in asked.items() if key not in url.query} | _options(url),
            pool_pre_ping=True,
            pool_timeout=WAIT,
        )
    except (ArgumentError, ValueError) as error:
        raise StoreError("database_url cannot be read; write it like postgresql://user:password@host/name.") from error
    except ImportError as error:
        raise StoreError(
            "PostgreSQL needs one more package: run pip install 'clarifier[postgres]', or take database_url away."
        ) from error
    return engine, place


def _host(url: URL) -> str:
    """Who is asked, without user and password; a server's own folder where it listens on no address."""
    host = url.host or url.query.get("host") or "this machine"
    return f"{host}:{url.port}" if url.port else str(host)


def _options(url: URL) -> dict[str, str]:
    """Limits of every session; the address may set others, which come later and win."""
    theirs = url.query.get("options", ())
    each = [f"-c {name}={value}" for name, value in _MOST.items()]
    return {"options": " ".join([*each, *([theirs] if isinstance(theirs, str) else theirs)])}


def _prepared(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where the driver guesses
    until = time.monotonic() + WAIT
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
            break
        except sqlite3.OperationalError as error:  # SQLite itself does not wait here for who makes the file
            if time.monotonic() > until or error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_READONLY:
                raise
            time.sleep(0.05)
    for pragma in ("synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begun(connection: Connection) -> None:
    options = connection.get_execution_options()
    if options.get("keys") == "unchecked":  # a table made anew is dropped first: its rows' keys must not hinder that
        connection.exec_driver_sql("PRAGMA foreign_keys=OFF")  # has no effect once a transaction has begun
    connection.exec_driver_sql(f"BEGIN {options['begin']}")
