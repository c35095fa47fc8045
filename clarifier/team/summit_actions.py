"""What became of actions: who does what by when, from the summit that agreed on it until it is done.

Comes in: an action's id, what changes and why. Goes out: the Action; its history stays. A manager or an admin changes any, its owner their own.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import get_args

from sqlalchemy import Connection, Row, Select, func, insert, select, update

from clarifier.errors import NotAllowed, SummitError
from clarifier.team.agenda import Action, Status
from clarifier.team.database import Database
from clarifier.team.ledger import Submission
from clarifier.team.person import Person
from clarifier.team.rights import RUNS, may_read
from clarifier.team.steps import FIRST_DAY, LAST_DAY
from clarifier.team.summit_store import action_in, action_number, is_known
from clarifier.team.summit_tables import ACTION_CHANGES, NOTES, SUMMITS

LONGEST_REASON = 500  # characters


@dataclass(frozen=True)
class ActionChange:
    """What somebody changed in an action: its state and its day from then on, and why."""

    at: datetime
    name: str
    status: str
    due: date | None
    because: str


def open_actions(database: Database, today: date, but_of: int | None = None) -> tuple[Action, ...]:
    """What is still to do, of all summits but one: what is overdue first, then by day, what has no day last."""
    query = _actions().where(NOTES.c.status == "open", NOTES.c.struck_at.is_(None))
    with database.reading() as connection:
        rows = connection.execute(query.order_by(NOTES.c.id)).all()
    found = [action_in(row, row.held_on) for row in rows if row.summit != but_of]
    return tuple(sorted(found, key=lambda each: (each.due is None or each.due >= today, each.due or date.max)))


def change_action(
    database: Database, action: str, by: Submission, status: str | None = None, due: date | None = None, because: str = ""
) -> Action:  # fmt: skip
    """Marks an action done, dropped or open again, or gives it another day; all but done and open want a reason.

    Raises NotAllowed, SummitError, StoreError. The running and planned summits that may show it become a version newer.
    """
    may_read(by.person, "summit")
    because = _reason(because, wanted=status == "dropped" or due is not None)
    if status is not None and status not in get_args(Status):
        raise SummitError(f"An action is {', '.join(get_args(Status))}; not {status[:40]!r}.")
    if due is not None and not FIRST_DAY <= due < LAST_DAY:
        raise SummitError(f"The year {due.year} is out of range; name the day the action is due.")
    number = action_number(action)
    with database.writing() as connection:
        before = _action(connection, number)
        shown = (SUMMITS.c.id == before.summit) | SUMMITS.c.state.in_(("planned", "running"))
        connection.execute(select(SUMMITS.c.id).where(shown).order_by(SUMMITS.c.id).with_for_update())
        before = _action(connection, number)
        _check_may(by.person, before.owner)
        if is_known(connection, by.key, before.summit):
            return action_in(before, before.held_on)
        values = {"status": status or before.status, "due": due or before.due}
        if (values["status"], values["due"]) == (before.status, before.due):
            return action_in(before, before.held_on)
        connection.execute(update(NOTES).where(NOTES.c.id == number).values(**values))
        changes = select(func.count()).select_from(ACTION_CHANGES).where(ACTION_CHANGES.c.action == number)
        sequence = connection.execute(changes).scalar_one() + 1
        who = {"at": by.now, "by": by.person.login, "name": by.person.name}
        change = insert(ACTION_CHANGES).values(action=number, sequence=sequence, because=because, **who, **values)
        connection.execute(change)
        connection.execute(update(SUMMITS).where(shown).values(version=SUMMITS.c.version + 1))
        after = _action(connection, number)
    return action_in(after, after.held_on)


def action_history(database: Database, action: str) -> tuple[ActionChange, ...]:
    """What was changed in an action, the first change first. Raises SummitError where there is none."""
    number = action_number(action)
    query = select(ACTION_CHANGES).where(ACTION_CHANGES.c.action == number).order_by(ACTION_CHANGES.c.sequence)
    with database.reading() as connection:
        _action(connection, number)
        rows = connection.execute(query).all()
    return tuple(ActionChange(row.at, row.name, row.status, row.due, row.because) for row in rows)


def _actions() -> Select[tuple[object, ...]]:
    return select(NOTES, SUMMITS.c.held_on).join(SUMMITS).where(NOTES.c.kind == "action")


def _action(connection: Connection, number: int) -> Row[tuple[object, ...]]:
    row = None
    if 1 <= number < 2**31:
        row = connection.execute(_actions().where(NOTES.c.id == number, NOTES.c.struck_at.is_(None))).first()
    if row is None:
        raise SummitError(f"There is no action A-{number:04d}; `clarifier minutes actions` lists what is open.")
    return row


def _check_may(person: Person, owner: str | None) -> None:
    own = owner is not None and owner.casefold() in (person.login.casefold(), person.name.casefold())
    if not own and "summit" not in RUNS[person.role]:
        raise NotAllowed("An action is changed by its owner or a manager; ask one of them.")


def _reason(text: str, wanted: bool) -> str:
    plain = " ".join("".join(each for each in text if each.isprintable() or each.isspace()).split())
    if wanted and not plain:
        raise SummitError("Say why in a few words: an action is not dropped or put off without a reason.")
    if len(plain) > LONGEST_REASON:
        raise SummitError(f"The reason has {len(plain):,} characters; shorten it to {LONGEST_REASON}.")
    return plain
