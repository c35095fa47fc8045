"""Who is signed in: a random token in the browser, its hash in a table, so that a restart signs nobody out.

Comes in: a login and a password, or a token, and the time. Goes out: a token, or the Person it stands for.
"""

import hashlib
import secrets
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select, update

from clarifier.errors import NotAllowed, StoreError
from clarifier.team import passwords
from clarifier.team.database import Database
from clarifier.team.people import PEOPLE, SESSIONS, person_in
from clarifier.team.person import Person, is_login

LASTS = timedelta(days=14)
RENEWED_AFTER = timedelta(days=1)  # of use: so that hardly any request writes
REFUSAL = "Login and password do not go together. Try again, or ask an admin for a new password."


def sign_in(database: Database, login: str, password: str, now: datetime) -> str:
    """A new token for whoever this is. A wrong login is refused in the words, and the time, of a wrong password. Raises NotAllowed."""
    login = login.strip().casefold()
    named = PEOPLE.c.login == (login if is_login(login) else "")
    with database.reading() as connection:
        row = connection.execute(select(PEOPLE).where(named, PEOPLE.c.active)).first()
    if not passwords.fits(password, row.password_hash if row else None) or row is None:
        raise NotAllowed(REFUSAL)
    kept = passwords.hashed(password) if passwords.is_outdated(row.password_hash) else row.password_hash
    token, now = secrets.token_urlsafe(32), now.astimezone(UTC)
    with database.writing() as connection:
        # As it was when the password was checked: whoever was removed or got another password meanwhile stays outside.
        same = named & PEOPLE.c.active & (PEOPLE.c.password_hash == row.password_hash)
        if connection.execute(update(PEOPLE).where(same).values(password_hash=kept)).rowcount != 1:
            raise NotAllowed(REFUSAL)
        connection.execute(delete(SESSIONS).where(SESSIONS.c.expires <= now))
        connection.execute(insert(SESSIONS).values(token_hash=_hash(token), login=row.login, expires=now + LASTS))
    return token


def who(database: Database, token: str, now: datetime) -> Person | None:
    """Whom a token stands for; None once it is too old, signed out, or its owner removed. Use renews it."""
    now = now.astimezone(UTC)
    with database.reading() as connection:
        row = connection.execute(
            select(PEOPLE, SESSIONS.c.expires)
            .join(SESSIONS, SESSIONS.c.login == PEOPLE.c.login)
            .where(SESSIONS.c.token_hash == _hash(token), SESSIONS.c.expires > now, PEOPLE.c.active)
        ).first()
    if row is None:
        return None
    if row.expires - now < LASTS - RENEWED_AFTER:
        _renew(database, token, now)
    return person_in(row)


def sign_out(database: Database, token: str) -> None:
    """Ends what the token opened."""
    with database.writing() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.token_hash == _hash(token)))


def _renew(database: Database, token: str, now: datetime) -> None:
    try:
        with database.writing() as connection:
            ours = update(SESSIONS).where(SESSIONS.c.token_hash == _hash(token))
            connection.execute(ours.values(expires=now + LASTS))
    except StoreError:
        return  # it holds as it is; the next request renews it


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
