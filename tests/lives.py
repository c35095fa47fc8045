"""Steps of requests' lives for tests, as short as people say them; and a ledger in which they are taken one hour apart."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from clarifier.team import ledger
from clarifier.team.database import Database
from clarifier.team.ledger import Entry, Submission
from clarifier.team.life import Life, Record
from clarifier.team.moves import life_of
from clarifier.team.person import Person, Role, Team
from clarifier.team.steps import Drafted, Step, step_of

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
PRIYA = Person("priya", "Priya", Team.sales, Role.rep)
MARCUS = Person("marcus", "Marcus", Team.production, Role.planner)
LENA = Person("lena", "Lena", Team.management, Role.manager)
NINA = Person("nina", "Nina", Team.sales, Role.learner)
CAPS = {
    "part_number": "44-1182-C",
    "description": "bearing caps",
    "revision": "D",
    "quantity": 500,
    "requested": "2026-11-22",
}


def draft(*lines: dict[str, Any], customer: str = "Tidewater", **more: Any) -> Drafted:
    """A request; without lines 500 bearing caps by 22 November."""
    step = step_of({"kind": "drafted", "customer": customer, "lines": list(lines) or [CAPS], **more})
    assert isinstance(step, Drafted)
    return step


def revised(*lines: dict[str, Any], **more: Any) -> Step:
    return step_of({"kind": "revised", "customer": "Tidewater", "lines": list(lines) or [CAPS], **more})


def step(kind: str, **values: Any) -> Step:
    return step_of({"kind": kind, **values})


def schedule(*portions: str) -> list[dict[str, Any]]:
    """`500@2026-11-22` of line 1, `2:40@2026-11-30` of line 2."""
    found = []
    for portion in portions:
        parts, on = portion.split("@")
        line, _, quantity = parts.rpartition(":")
        found.append({"line": int(line or 1), "quantity": quantity, "on": on})
    return found


def answered(*portions: str, **values: Any) -> Step:
    """Yes to these portions; without any, no."""
    decision = values.pop("decision", "yes" if portions else "no")
    return step("answered", decision=decision, promise=schedule(*portions), **values)


def told(*portions: str, **values: Any) -> Step:
    return step("told", told=schedule(*portions), **values)


def delivered(on: str, *parts: str) -> Step:
    """`300` of line 1, `2:40` of line 2."""
    found = []
    for part in parts:
        line, _, quantity = part.rpartition(":")
        found.append({"line": int(line or 1), "quantity": quantity})
    return step("delivered", on=on, parts=found)


def life(*steps: Step, start: datetime = START) -> Life:
    """The life of these steps, an hour apart."""
    found = life_of(Record(n, start + timedelta(hours=n), "priya", "Priya", each) for n, each in enumerate(steps, 1))
    assert found is not None
    return found


def entered(database: Database, *steps: Step, zone: tzinfo = UTC, start: datetime = START, by: Person = LENA) -> Entry:
    """The same in a ledger."""
    first, *rest = steps
    assert isinstance(first, Drafted)
    entry = ledger.save(database, first, Submission(by, start, zone))
    for hours, each in enumerate(rest, 1):
        entry = ledger.take(database, entry.id, each, Submission(by, start + timedelta(hours=hours), zone))
    return entry


def kinds(entry: Entry) -> Iterable[str]:
    return [record.step.kind for record in entry.records]
