"""The people of the house: who there is, who may sign in.

Comes in: a database, and what to change. Goes out: Persons; a refusal is one sentence. Nobody is ever deleted: the ledger names them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    Row,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)

from clarifier.errors import BadSettings, NotAllowed
from clarifier.team import passwords
from clarifier.team.database import METADATA, Database, Moment
from clarifier.team.person import MOST_LOGIN, MOST_NAME, Person, Role, Team, login_of, name_of, person, role_of, team_of

PEOPLE = Table(
    "person", METADATA,
    Column("login", String(MOST_LOGIN), primary_key=True),
    Column("name", String(MOST_NAME), nullable=False),
    Column("team", String(20), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(200)),
    Column("active", Boolean, nullable=False),
    Column("added", Moment, nullable=False),
)  # fmt: skip
# Where somebody is signed in: sessions.py reads and writes it; whoever loses their password or is removed loses it here.
SESSIONS = Table(
    "session", METADATA,
    Column("token_hash", String(64), primary_key=True),
    Column("login", String(MOST_LOGIN), ForeignKey("person.login"), nullable=False, index=True),
    Column("expires", Moment, nullable=False),
)  # fmt: skip


@dataclass(frozen=True)
class Member:
    """A person, and how they stand: `active` until removed, `signs_in` while active and with a password."""

    person: Person
    active: bool
    signs_in: bool


def members(database: Database) -> list[Member]:
    """Everyone there ever was, by login."""
    with database.reading() as connection:
        found = connection.execute(select(PEOPLE).order_by(PEOPLE.c.login))
        return [Member(person_in(row), row.active, row.active and row.password_hash is not None) for row in found]


def people(database: Database) -> list[Person]:
    """Everyone who works here now, by login."""
    return [each.person for each in members(database) if each.active]


def find(database: Database, login: str) -> Person:
    """Somebody, removed ones included. Raises BadSettings."""
    with database.reading() as connection:
        return person_in(_row(connection, login))


def has_team(database: Database) -> bool:
    """Whether anybody ever got a password: from then on, whoever comes signs in."""
    return _any(database, PEOPLE.c.password_hash.is_not(None))


def can_sign_in(database: Database) -> bool:
    """Whether anybody could sign in now."""
    return _any(database, PEOPLE.c.password_hash.is_not(None) & PEOPLE.c.active)


def add_person(database: Database, new: Person, password: str | None = None, now: datetime | None = None) -> Person:
    """Adds somebody, with a password if they are to sign in. Raises BadSettings."""
    new = person(new.login, new.name, new.team, new.role)
    kept = None if password is None else passwords.hashed(password)
    values = {"login": new.login, "name": new.name, "team": new.team.value, "role": new.role.value}
    added = (now or datetime.now(UTC)).astimezone(UTC)
    with database.writing() as connection:
        taken = connection.execute(select(PEOPLE).where(PEOPLE.c.login == new.login)).first()
        if taken:
            removed = "" if taken.active else ", who was removed"
            raise BadSettings(f"The login {new.login} belongs to {taken.name}{removed}; take another.")
        connection.execute(insert(PEOPLE).values(values | {"password_hash": kept, "active": True, "added": added}))
    return new


def change(
    database: Database, login: str, *, name: str | None = None, team: str | None = None, role: str | None = None
) -> Person:
    """Changes what is named, and gives who it is then. Raises BadSettings; NotAllowed for the last admin."""
    with database.writing() as connection:
        before = _row(connection, login)
        after = Person(
            before.login,
            before.name if name is None else name_of(name),
            Team(before.team) if team is None else team_of(team),
            Role(before.role) if role is None else role_of(role),
        )
        if after.role is not Role.admin:
            _spare_the_last_admin(connection, before)
        _update(connection, login, {"name": after.name, "team": after.team.value, "role": after.role.value})
    return after


def set_password(database: Database, login: str, password: str) -> None:
    """Gives somebody a new password, and signs them out everywhere. Raises BadSettings."""
    kept = passwords.hashed(password)
    with database.writing() as connection:
        row = _row(connection, login)
        if not row.active:
            raise BadSettings(
                f"{row.name} was removed; take that back first with `clarifier people reinstate {row.login}`."
            )
        _update(connection, login, {"password_hash": kept})
        _sign_out_everywhere(connection, login)


def deactivate(database: Database, login: str) -> Person:
    """Removes somebody: they cannot sign in, their name stays in what they did. Raises BadSettings; NotAllowed for the last admin."""
    with database.writing() as connection:
        row = _row(connection, login)
        _spare_the_last_admin(connection, row)
        _update(connection, login, {"active": False})
        _sign_out_everywhere(connection, login)
    return person_in(row)


def reinstate(database: Database, login: str) -> Person:
    """Takes a removal back; the password is the one from before. Raises BadSettings."""
    with database.writing() as connection:
        row = _row(connection, login)
        _update(connection, login, {"active": True})
    return person_in(row)


def person_in(row: Row[tuple[object, ...]]) -> Person:
    """The person in a row of the table."""
    return Person(row.login, row.name, Team(row.team), Role(row.role))


def _any(database: Database, condition: ColumnElement[bool]) -> bool:
    with database.reading() as connection:
        return connection.execute(select(PEOPLE.c.login).where(condition).limit(1)).first() is not None


def _row(connection: Connection, login: str) -> Row[tuple[object, ...]]:
    found = connection.execute(select(PEOPLE).where(PEOPLE.c.login == login_of(login))).first()
    if found is None:
        raise BadSettings(f"There is nobody with the login {login}; `clarifier people list` names everyone.")
    return found


def _update(connection: Connection, login: str, values: Mapping[str, object]) -> None:
    connection.execute(update(PEOPLE).where(PEOPLE.c.login == login).values(values))


def _sign_out_everywhere(connection: Connection, login: str) -> None:
    connection.execute(delete(SESSIONS).where(SESSIONS.c.login == login))


def _spare_the_last_admin(connection: Connection, row: Row[tuple[object, ...]]) -> None:
    if not row.active or row.role != Role.admin:
        return
    admins = select(PEOPLE.c.login).where(PEOPLE.c.active, PEOPLE.c.role == Role.admin.value)
    if len(connection.execute(admins.with_for_update()).all()) == 1:
        raise NotAllowed(f"{row.name} is the only admin; make somebody else an admin first.")
