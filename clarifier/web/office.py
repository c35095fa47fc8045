"""What the page keeps open of the team's memory: one database for the whole process, opened when it is first needed.

Comes in: settings. Goes out: an Office, and a Seat in it for whoever asks. A database that cannot be opened says so in one sentence each
time it is asked for; the rest of the page works.
"""

import threading
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from functools import cache

from clarifier.settings import Settings
from clarifier.team.database import Database, open_for
from clarifier.team.ledger import Submission
from clarifier.team.person import Person
from clarifier.web import door


@dataclass(frozen=True)
class Seat:
    """Somebody at the ledger: who they are, and the time by the clock of the works."""

    database: Database
    person: Person
    now: datetime
    zone: tzinfo

    @property
    def today(self) -> date:
        """The calendar day at the works."""
        return self.now.astimezone(self.zone).date()

    def submission(self, key: str) -> Submission:
        """What they hand in; the same `key` twice is one step."""
        return Submission(self.person, self.now, self.zone, key)


@cache
def office(settings: Settings) -> "Office":
    """The office of these settings, the same for the whole process."""
    return Office(settings)


class Office:
    """`database` and `seat` raise StoreError where it cannot be opened."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._opening = threading.Lock()
        self._database: Database | None = None

    @property
    def database(self) -> Database:
        """The database, opened once."""
        with self._opening:
            if self._database is None:
                self._database = open_for(self.settings)
            return self._database

    def seat(self) -> Seat:
        """A seat for whoever asks, at this moment. Raises NotAllowed where nobody is signed in."""
        return Seat(self.database, door.person(), datetime.now(UTC), self.settings.zone)
