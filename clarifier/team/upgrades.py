"""How old a database's tables are: comes in a database of any age, goes out the steps that it has not taken."""

from sqlalchemy import inspect

from clarifier.errors import StoreError
from clarifier.team.backup import revision
from clarifier.team.database import Database
from clarifier.team.schema import steps


def to_come(database: Database) -> tuple[str, ...]:
    """The steps to come, the next one first; all of them where there are no tables yet. Raises StoreError for a newer release's."""
    names = steps()
    with database.reading() as connection:
        found = revision(connection) if inspect(connection).has_table("alembic_version") else ""
    if found and found not in names:
        raise StoreError(
            f"The tables in {database.place} are those of a newer release ({found}); install the newer clarifier."
        )
    return names[names.index(found) + 1 :] if found else names
