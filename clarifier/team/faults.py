"""What a database says when something is wrong: comes in its error, goes out a StoreError with one sentence for a person.

Neither a statement nor a password gets into a sentence; of what a server says only the kind of the error does.
"""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as NoneFree

from clarifier.errors import StoreError

_IN_ERROR = 3  # libpq's PQTRANS_INERROR
_BUSY = "{place} is being written by another program; try again in a moment."
_FULL = "There is no room left to save in {place}; make some, and try again. What was saved before is there."
_LOST = "The connection to {place} broke; nothing was saved this time, try again in a moment."
_STARTS = "{place} is starting or stopping; try again in a moment."
_CROWDED = "{place} has no free connection; try again in a moment."
_RIGHTS = "{place} does not let this user do that; ask who runs it for the right, or check database_url."
_STATES = {  # PostgreSQL's codes: https://www.postgresql.org/docs/current/errcodes-appendix.html
    "25006": "{place} can only be read at the moment; ask who runs it, or check database_url.",
    "25P03": _LOST,
    "28000": "{place} does not accept this user and password; check database_url.",
    "28P01": "{place} does not accept this user and password; check database_url.",
    "3D000": "{place} is not there; make it (createdb), or check database_url.",
    "40001": _BUSY,
    "40P01": _BUSY,
    "42501": _RIGHTS,
    "53100": _FULL,
    "53300": _CROWDED,
    "55P03": _BUSY,
    "57014": "{place} took too long to answer; try again in a moment.",
    "57P01": _LOST,
    "57P02": _LOST,
    "57P03": _STARTS,
}
_AT_THE_DOOR = {  # before there is a session, libpq gives words and no code; a server may speak another language
    "password": _STATES["28P01"],
    "pg_hba.conf": _STATES["28P01"],
    "authentication failed": _STATES["28P01"],
    'role "': _STATES["28P01"],
    "does not exist": _STATES["3D000"],
    "permission denied": _RIGHTS,
    "too many clients": _CROWDED,
    "connection slots": _CROWDED,
    "starting up": _STARTS,
    "shutting down": _STARTS,
    "connection option": "database_url has a part after its ? that PostgreSQL does not know; take it away.",
}


def sentence(error: DBAPIError | NoneFree, place: str) -> StoreError:
    """What is wrong with the database at a place, and what to do."""
    if isinstance(error, NoneFree):
        return StoreError(f"All connections to {place} are taken; try again in a moment.")
    if type(error.orig).__module__.startswith("psycopg"):
        told = _of_a_server(error, place)
        return StoreError(told[0].upper() + told[1:])
    return StoreError(_of_a_file(str(error.orig), place))


def broken(error: Exception) -> bool:
    """Whether the connection is gone, so that nobody heard what became of a transaction."""
    return isinstance(error, DBAPIError) and error.connection_invalidated


def half_done(connection: Connection) -> bool:
    """Whether a statement failed and was caught: PostgreSQL then answers COMMIT by undoing everything, and calls that no error."""
    if connection.invalidated or connection.dialect.name != "postgresql":
        return connection.invalidated
    driver: Any = connection.connection.driver_connection
    return bool(driver.info.transaction_status == _IN_ERROR)


def _of_a_server(error: DBAPIError, place: str) -> str:
    code = getattr(error.orig, "sqlstate", None)
    if code in _STATES:
        return _STATES[code].format(place=place)
    if code:
        kind = f"{type(error.orig).__name__}, {code}"
        return f"{place} cannot be used ({kind}); nothing was saved this time, what was saved before is there."
    if error.connection_invalidated:
        return _LOST.format(place=place)
    said = str(error.orig).casefold()
    for words, told in _AT_THE_DOOR.items():
        if words in said:
            return told.format(place=place)
    if type(error.orig).__name__ in ("OperationalError", "ConnectionTimeout"):
        return f"{place} cannot be reached; see that PostgreSQL runs there, and check database_url."
    kind = type(error.orig).__name__
    return f"{place} cannot be used ({kind}); nothing was saved this time, what was saved before is there."


def _of_a_file(said: str, place: str) -> str:
    plain = said.casefold()
    if "locked" in plain or "busy" in plain:
        return _BUSY.format(place=place)
    if "readonly" in plain or "read-only" in plain or "unable to open" in plain:
        return f"{place} cannot be written; check its rights, or set data_folder to a place that you may write to."
    if "malformed" in plain or "not a database" in plain:
        return f"{place} is damaged; move it away to start anew, or put a copy of yours in its place."
    if "full" in plain:
        return _FULL.format(place=place)
    return f"{place} cannot be used ({said}); nothing was saved this time, what was saved before is there."
