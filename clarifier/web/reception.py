"""Who may come in: what the door asks of the people in the database.

Comes in: settings, the database when it is needed, a token or a login with its password. Goes out: a Visit, or that one must sign in. A
database that is there and cannot be read lets nobody in; where none is there, whoever works on this machine works alone.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from clarifier.errors import BadSettings
from clarifier.settings import Settings
from clarifier.team import people, sessions
from clarifier.team.database import Database
from clarifier.team.engines import FILE
from clarifier.team.person import Person, alone


@dataclass(frozen=True)
class Visit:
    """Somebody at the page; `is_alone`: nobody signs in here, it is whoever works on this machine."""

    person: Person
    is_alone: bool = False


class Reception:
    """`database` opens it, or gives the one that is open; `now` is the clock, with its zone. All raise StoreError."""

    def __init__(
        self,
        settings: Settings,
        database: Callable[[], Database],
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self.settings = settings
        self.now = now
        self._database = database
        self._alone = Visit(alone(settings.person), is_alone=True)
        self._has_team = False  # and once it has, it has: a database that vanishes opens no door

    def visit(self, token: str) -> Visit | None:
        """Who comes with this token; None where they must sign in."""
        if not self._has_team:
            self._has_team = self._is_there() and people.has_team(self._database())
        if not self._has_team:
            return self._alone
        person = sessions.who(self._database(), token, self.now()) if token else None
        return Visit(person) if person else None

    def sign_in(self, login: str, password: str, before: str) -> str:
        """A new token; the one from `before` ends. Raises NotAllowed."""
        token = sessions.sign_in(self._database(), login, password, self.now())
        if before:
            sessions.sign_out(self._database(), before)
        return token

    def sign_out(self, token: str) -> None:
        """Ends what the token opened."""
        sessions.sign_out(self._database(), token)

    def must_hold(self, address: str) -> None:
        """Before the page listens where others reach it. Raises BadSettings where nobody could sign in, as all of it would be open."""
        if not (self._is_there() and people.can_sign_in(self._database())):
            raise BadSettings(
                f"On {address} the page would be open to everyone: add who may sign in with `clarifier people add NAME --role admin`,"
                " or listen on 127.0.0.1."
            )

    def _is_there(self) -> bool:
        if self.settings.database_url:
            return True
        try:
            (self.settings.data_folder / FILE).lstat()
        except (FileNotFoundError, NotADirectoryError):
            return False
        except OSError:
            return True  # whoever may not even look must not take it for empty
        return True
