"""The tables as each release made them: comes in a database of any age, goes out one with the newest tables, or a sentence why not.

One file in migrations/versions/ is one step, its name the step's: 0001_learning. A file of SQLite is brought up to date by opening it, after
a copy of it was laid beside it; a server's database only by `clarifier db upgrade`, as others may be using it with an older release.
"""

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from sqlalchemy import Connection, MetaData, inspect, text

from clarifier.errors import StoreError
from clarifier.team.database import Database

VERSIONS = Path(__file__).parent / "migrations" / "versions"
_BEFORE_THERE_WERE_STEPS = {"practice_attempt", "review", "review_card"}  # the tables of a release that counted none


def tables() -> MetaData:
    """All tables of this release: every module that defines some is named here."""
    from clarifier.team import learning, ledger, links, people, pulse_box, pulse_wins, summit_tables  # noqa: F401, to define them
    from clarifier.team.database import METADATA

    return METADATA


def steps(versions: Path = VERSIONS) -> tuple[str, ...]:
    """The names of all steps, the first one first; read from the files' names, as Alembic takes long to import."""
    return tuple(sorted(path.stem for path in versions.glob("[0-9]*.py")))


def prepare(database: Database, versions: Path = VERSIONS) -> None:
    """Makes the tables of an empty database, and brings a file up to date.

    Raises StoreError where a server's database is older, and where any is newer than this release: then nothing is changed.
    """
    with database.reading() as connection:
        found = _known(connection, database, steps(versions))
    if found == steps(versions)[-1]:
        return
    if found and database.file is None:
        raise StoreError(
            f"The tables in {database.place} are those of an older release; run `clarifier db upgrade` once, with a backup at hand."
        )
    upgrade(database, versions)


def upgrade(database: Database, versions: Path = VERSIONS) -> list[str]:
    """Takes the steps that are missing, all of them or none, and says which. Raises StoreError."""
    names = steps(versions)
    with database.changing() as connection:
        found = _known(connection, database, names)  # another process may have been first
        missing = list(names[names.index(found) + 1 :] if found else names)
        if missing:
            copy = _copied(database.file, missing[-1]) if found and database.file else None
            try:
                _step(connection, found, versions)
            except BaseException:
                if copy:
                    copy.unlink()  # what it was copied from stays as it was
                raise
    return missing


def _known(connection: Connection, database: Database, names: tuple[str, ...]) -> str:
    """The newest step that the database has taken; empty where it has no tables of ours. Raises StoreError for one we do not know."""
    inspector = inspect(connection)
    if not inspector.has_table("alembic_version"):
        return names[0] if all(inspector.has_table(table) for table in _BEFORE_THERE_WERE_STEPS) else ""
    found = list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())
    if unknown := sorted(set(found) - set(names)):
        raise StoreError(
            f"The tables in {database.place} are those of a newer release ({unknown[0]}); install the newer clarifier. Nothing was changed."
        )
    return max(found, default="")


def _step(connection: Connection, found: str, versions: Path) -> None:
    """Alembic at work in our transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    for option, folder in (("script_location", VERSIONS.parent), ("version_locations", versions)):
        config.set_main_option(option, str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    if found:
        command.stamp(config, found)  # of a database that counted no steps yet
    command.upgrade(config, "head")


def _copied(file: Path, newest: str) -> Path:
    """A copy of the file as it is, beside it; what another program reads or waits to write meanwhile does not hinder. Raises StoreError."""
    names = (f"{file.name}.before-{newest}{more}" for more in ("", *(f".{number}" for number in range(2, 1000))))
    copy = next(place for name in names if not (place := file.with_name(name)).exists())
    part = copy.with_name(f"{copy.name}.part")
    try:
        with closing(sqlite3.connect(file)) as old, closing(sqlite3.connect(part)) as new:
            old.backup(new)
        shutil.copymode(file, part)
        part.replace(copy)
    except (OSError, sqlite3.Error) as error:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise StoreError(
            f"{file} cannot be copied before its tables change ({error}); make room beside it. Nothing was changed."
        ) from error
    return copy
