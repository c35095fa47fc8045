"""What the ledger's commands share: who works, the open database, today. Nothing heavy is imported before it is needed."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import TYPE_CHECKING, Annotated

import typer

from clarifier.errors import BadSettings

if TYPE_CHECKING:
    from clarifier.settings import Settings
    from clarifier.team.database import Database
    from clarifier.team.ledger import Submission
    from clarifier.team.person import Person

MOST_KEY = 100  # characters

By = Annotated[
    str | None, typer.Option(help="Your login; without it, the person of your settings.", show_default=False)
]
Number = Annotated[str, typer.Argument(help="A request, such as R-0042.", show_default=False)]
Key = Annotated[
    str | None,
    typer.Option(help="A name of your own for this step: the same one twice is done once.", show_default=False),
]


@dataclass(frozen=True)
class Desk:
    """Somebody at work: `now` is in UTC, `today` the day in the works' time zone."""

    settings: "Settings"
    database: "Database"
    person: "Person"
    zone: tzinfo
    now: datetime

    @property
    def today(self) -> date:
        """The day it is at the works."""
        return self.now.astimezone(self.zone).date()

    def submission(self, key: str | None = None) -> "Submission":
        """A step that is handed in here. Raises BadSettings."""
        from clarifier.team.ledger import Submission

        if key is not None and not (key.strip() and key.isprintable() and len(key) <= MOST_KEY):
            raise BadSettings(f"--key must be 1 to {MOST_KEY} letters, digits or signs on one line.")
        return Submission(self.person, self.now, self.zone, f"cli-{key}" if key else "", "cli")


@contextmanager
def desk(by: str | None = None) -> Iterator[Desk]:
    """The database of the settings, open for whoever says who they are. Raises BadSettings, StoreError."""
    from clarifier.settings import load
    from clarifier.team.database import open_for

    settings = load()
    database = open_for(settings)
    try:
        yield Desk(settings, database, _person(database, by or settings.person), settings.zone, datetime.now(UTC))
    finally:
        database.close()


def _person(database: "Database", said: str) -> "Person":
    """Where people are set up, one of them; else whoever it is, alone."""
    from clarifier.team.people import members
    from clarifier.team.person import alone

    everyone = members(database)
    if not everyone:
        return alone(said)
    login = said.strip().casefold()
    found = next((each for each in everyone if each.person.login == login), None)
    if found is None or not found.active:
        raise BadSettings(
            f"Nobody who works here has the login {said[:40]!r}; name yours with --by, or as person in your settings."
        )
    return found.person
