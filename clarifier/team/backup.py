"""All that the team remembers in one file, made while others work, and put back: SQLite's into PostgreSQL and the other way as well.

Comes in: a database and a place. Goes out: a zip with manifest.json and a file of JSON Lines for each table, as of one moment. Where
somebody is signed in is not part of it. The file holds password hashes and the secret of the answer links: it is for its owner's eyes.
"""

import hashlib
import json
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, Table, select, text

from clarifier.errors import StoreError
from clarifier.team.database import Database
from clarifier.team.people import SESSIONS
from clarifier.team.schema import tables

FORMAT = "clarifier.backup/1"
MANIFEST = "manifest.json"
AT_ONCE = 1_000  # rows in memory


@dataclass(frozen=True)
class TableFile:
    """One table in the file: how many rows and bytes, and their SHA-256."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup holds: of which step of the tables, as of when (ISO, UTC), and each table by name."""

    format: str
    revision: str
    made_at: str
    tables: dict[str, TableFile]

    @property
    def rows(self) -> int:
        """How many rows there are in all."""
        return sum(each.rows for each in self.tables.values())


def kept_tables() -> list[Table]:
    """The tables of a backup, those that others point to first."""
    return [each for each in tables().sorted_tables if each is not SESSIONS]


def back_up(database: Database, place: Path, now: datetime) -> Manifest:
    """Writes a new backup. Others go on reading and writing meanwhile; what they save after it began is not in it. Raises StoreError."""
    with database.reading() as connection:
        return write(connection, place, now)


def write(connection: Connection, place: Path, now: datetime) -> Manifest:
    """Writes what a transaction sees; the file has its name once it is whole. Raises StoreError."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))
    with _new(place) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        written = {table.name: _table(connection, table, archive) for table in kept_tables()}
        manifest = Manifest(FORMAT, revision(connection), now.astimezone(UTC).isoformat(timespec="seconds"), written)
        archive.writestr(MANIFEST, json.dumps(asdict(manifest), indent=1))
    return manifest


def revision(connection: Connection) -> str:
    """The newest step that the tables have taken."""
    return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one())


def _table(connection: Connection, table: Table, archive: zipfile.ZipFile) -> TableFile:
    digest, rows, size = hashlib.sha256(), 0, 0
    found = connection.execute(
        select(table).order_by(*table.primary_key.columns), execution_options={"yield_per": AT_ONCE}
    )
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
        for row in found.mappings():
            line = json.dumps({name: _plain(value) for name, value in row.items()}, ensure_ascii=False).encode() + b"\n"
            digest.update(line)
            file.write(line)
            rows, size = rows + 1, size + len(line)
    return TableFile(rows, size, digest.hexdigest())


def _plain(value: Any) -> Any:
    """A moment or a day as text; all else JSON has itself."""
    return value.isoformat() if isinstance(value, date) else value


@contextmanager
def _new(place: Path) -> Iterator[IO[bytes]]:
    """A file for its owner alone, which has its name when it is closed and safe on the disk; nothing is left where that fails."""
    if place.exists():
        raise StoreError(f"{place} is there already; name another file.")
    part: Path | None = None
    try:
        handle, name = tempfile.mkstemp(".part", f"{place.name}.", place.parent)  # which nobody else may read
        part = Path(name)
        with os.fdopen(handle, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        part.replace(place)
    except OSError as error:
        raise StoreError(
            f"{place} cannot be written ({error.strerror or error}); choose another place, or make room."
        ) from error
    finally:
        if part:
            part.unlink(missing_ok=True)
