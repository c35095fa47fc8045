"""A backup put back: comes in its file and a database with the newest tables, goes out what was restored.

Everything about the file is checked before anything changes: that it is a backup, that it is whole (SHA-256 of every table), that it unpacks
to what it says, that its tables are this release's. Then all of it happens in one transaction, or nothing.
"""

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Boolean, Connection, Date, Float, Integer, Table, delete, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError

from clarifier.errors import StoreError
from clarifier.team import backup
from clarifier.team.backup import AT_ONCE, FORMAT, MANIFEST, Manifest, TableFile, kept_tables
from clarifier.team.database import Database, Moment
from clarifier.team.people import SESSIONS
from clarifier.team.schema import steps

MOST_MANIFEST = 1_000_000  # bytes
MOST_LINE = 16_000_000  # bytes of one row
MOST_RATIO = 250  # of unpacked to packed bytes: rows like each other reach 60, a zip bomb 1,000
_SPARE = 1_000_000  # unpacked bytes that need no such look
_SLICE = 1 << 20
_UNPACKING = (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, zlib.error)
_MOST_INTEGER = 2**31


@dataclass(frozen=True)
class Restored:
    """What is in the database now, and where what was there before lies, if there was something."""

    manifest: Manifest
    saved: Path | None


def restore(database: Database, place: Path, now: datetime, *, replace: bool = False) -> Restored:
    """Puts a backup into a database that holds nothing, or, with `replace`, in place of what it holds, which is first backed up beside the
    file. Everyone is signed out then. Raises StoreError, with nothing changed."""
    saved: Path | None = None
    with _opened(place) as archive:
        manifest = _checked(archive, place)
        with database.changing() as connection:
            _lock(connection)
            if _holds_data(connection):
                if not replace:
                    raise StoreError(
                        f"{database.place} holds data already; restore into an empty one, or add --replace, which first backs up what is there."
                    )
                copy = _beside(place, now)
                backup.write(connection, copy, now)
                saved = copy  # where that refuses, as a file is there, that one is not ours to remove
            try:
                _fill(connection, archive, place)
            except BaseException:
                if saved:  # what it was made of is still there; once it commits, nobody may know
                    saved.unlink(missing_ok=True)
                raise
    return Restored(manifest, saved)


def read_manifest(place: Path) -> Manifest:
    """What a backup says that it holds. Raises StoreError."""
    with _opened(place) as archive:
        return _manifest(archive, place)


def _opened(place: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(place)
    except zipfile.BadZipFile as error:
        raise StoreError(f"{place} is no backup, or it was cut; take another file. Nothing was changed.") from error
    except OSError as error:
        raise StoreError(f"{place} cannot be opened ({error.strerror}); check the name and try again.") from error


def _checked(archive: zipfile.ZipFile, place: Path) -> Manifest:
    """The manifest of a file that is whole and fits. Raises StoreError."""
    manifest = _manifest(archive, place)
    _check_revision(manifest, place)
    wanted = {f"{name}.jsonl" for name in manifest.tables} | {MANIFEST}
    entries = archive.infolist()
    if sorted(wanted) != sorted(entry.filename for entry in entries) or set(manifest.tables) != {
        each.name for each in kept_tables()
    }:
        raise _damaged(place, "its tables are not those that it names")
    packed = sum(entry.compress_size for entry in entries)
    if packed > place.stat().st_size or sum(entry.file_size for entry in entries) > packed * MOST_RATIO + _SPARE:
        raise StoreError(
            f"{place} would unpack to far more than a backup does, so it is none of ours. Nothing was changed."
        )
    for name, told in manifest.tables.items():
        digest, size = hashlib.sha256(), 0
        for part in _parts(archive, f"{name}.jsonl", place):
            digest.update(part)
            size += len(part)
        if (digest.hexdigest(), size) != (told.sha256, told.bytes):
            raise _damaged(place, f"the table {name} is not as it was written")
    return manifest


def _manifest(archive: zipfile.ZipFile, place: Path) -> Manifest:
    no_backup = StoreError(
        f"{place} is no backup of clarifier; take a file that `clarifier backup` wrote. Nothing was changed."
    )
    try:
        if archive.getinfo(MANIFEST).file_size > MOST_MANIFEST:
            raise no_backup
        data = json.loads(b"".join(_parts(archive, MANIFEST, place)))
        files = {
            str(name): TableFile(int(each["rows"]), int(each["bytes"]), str(each["sha256"]))
            for name, each in data["tables"].items()
        }
        manifest = Manifest(str(data["format"]), str(data["revision"]), str(data["made_at"]), files)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise no_backup from error
    if manifest.format != FORMAT:
        raise no_backup
    return manifest


def _check_revision(manifest: Manifest, place: Path) -> None:
    known = steps()
    if manifest.revision not in known:
        raise StoreError(
            f"{place} was made by a newer release ({manifest.revision[:40]}); install the newer clarifier. Nothing was changed."
        )
    if manifest.revision != known[-1]:
        raise StoreError(
            f"{place} was made by an older release ({manifest.revision}); restore it with that one, then upgrade. Nothing was changed."
        )


def _parts(archive: zipfile.ZipFile, name: str, place: Path) -> Iterator[bytes]:
    try:
        with archive.open(name) as file:
            while part := file.read(_SLICE):
                yield part
    except _UNPACKING as error:
        raise _damaged(place, f"{name} cannot be unpacked") from error


def _lock(connection: Connection) -> None:
    """Others may read, not write; on SQLite one writes at a time anyway."""
    if connection.dialect.name == "postgresql":
        names = ", ".join(connection.dialect.identifier_preparer.format_table(each) for each in _all())
        connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


def _fill(connection: Connection, archive: zipfile.ZipFile, place: Path) -> None:
    try:
        for table in reversed(_all()):
            connection.execute(delete(table))
        for table in kept_tables():
            for rows in _batches(archive, table, place):
                connection.execute(insert(table), rows)
            _count_on(connection, table)
        if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA foreign_key_check")).first():
            raise _damaged(place, "its rows contradict each other")
    except (DataError, IntegrityError) as error:
        raise _damaged(place, "its rows contradict each other") from error


def _holds_data(connection: Connection) -> bool:
    return any(connection.execute(select(1).select_from(table).limit(1)).first() for table in kept_tables())


def _all() -> list[Table]:
    return [*kept_tables(), SESSIONS]


def _beside(place: Path, now: datetime) -> Path:
    return place.with_name(f"{place.stem}.replaced-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}{place.suffix}")


def _batches(archive: zipfile.ZipFile, table: Table, place: Path) -> Iterator[list[dict[str, Any]]]:
    """The rows of a table, as many at a time as a database takes at once."""
    rows: list[dict[str, Any]] = []
    with archive.open(f"{table.name}.jsonl") as file:
        while line := file.readline(MOST_LINE):
            rows.append(_row(line, table, place))
            if len(rows) == AT_ONCE:
                yield rows
                rows = []
    if rows:
        yield rows


def _row(line: bytes, table: Table, place: Path) -> dict[str, Any]:
    try:
        data = json.loads(line, parse_constant=_no_number)
        if set(data) != set(table.columns.keys()):
            raise ValueError("other columns")
        return {column.name: _value(column.type, data[column.name]) for column in table.columns}
    except (ValueError, TypeError, RecursionError) as error:
        raise _damaged(place, f"a row of the table {table.name} cannot be read") from error


def _value(kind: Any, value: Any) -> Any:
    """A value as its column takes it; raises ValueError, TypeError for one of another kind."""
    if value is None:
        return None
    if isinstance(kind, Moment):
        moment = datetime.fromisoformat(value)
        if moment.tzinfo is None:
            raise ValueError("no time zone")
        return moment
    if isinstance(kind, Date):
        return date.fromisoformat(value)
    if isinstance(kind, Float) and type(value) in (int, float):
        return float(value)
    if type(value) is int and abs(value) >= _MOST_INTEGER:
        raise ValueError("a number too large")
    right = bool if isinstance(kind, Boolean) else int if isinstance(kind, Integer) else str
    if type(value) is not right:
        raise TypeError(f"{value!r} is no {right.__name__}")
    if isinstance(value, str):
        value.encode()  # half of a character is a ValueError here, and no text in a database
    return value


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _count_on(connection: Connection, table: Table) -> None:
    """Numbers that the database gives go on after those that came; SQLite sees to that itself."""
    column = table.autoincrement_column
    if column is None or column.foreign_keys or connection.dialect.name != "postgresql":
        return
    name = connection.execute(select(func.pg_get_serial_sequence(table.name, column.name))).scalar()
    most = connection.execute(select(func.max(column))).scalar()
    if name and most:
        connection.execute(
            text(f"SELECT setval('{name}', GREATEST(:most, (SELECT last_value FROM {name})))"), {"most": most}
        )


def _damaged(place: Path, what: str) -> StoreError:
    return StoreError(f"{place} is damaged: {what}; take another backup. Nothing was changed.")
