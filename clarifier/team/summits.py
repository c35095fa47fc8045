"""Summits kept in the database: planned, running, closed; what was said at the last one carried into the next.

Comes in: a database, an edit or a move, who makes it and which version they saw. Goes out: the Summit as it is then. Who reads is decided by
whoever calls (everyone but learners may); drafting, editing and running is for managers and admins. What is captured while it runs is in
summit_notes.py, what becomes of actions in summit_actions.py.
"""

import uuid
from datetime import date

from sqlalchemy import Connection, Select, insert, select, update

from clarifier.errors import SummitError
from clarifier.team.agenda import Agenda
from clarifier.team.database import Database
from clarifier.team.ledger import Submission
from clarifier.team.summit_actions import ActionChange, action_history, change_action, open_actions
from clarifier.team.summit_edits import Edit
from clarifier.team.summit_notes import capture, change_note, rate, strike
from clarifier.team.summit_plan import edited, ends, minutes_free, minutes_of, minutes_over, planned
from clarifier.team.summit_run import STEP, Run, clock, moved, stopped
from clarifier.team.summit_store import (
    Note,
    Summit,
    change,
    check_runs,
    check_seen,
    is_known,
    plan_columns,
    read,
    read_all,
    run_column,
    taken_as,
)
from clarifier.team.summit_tables import SUBMISSIONS, SUMMITS

__all__ = [
    "NAG_DAYS", "ActionChange", "Note", "Summit", "action_history", "capture", "change_action", "change_note", "changed_since", "clock",
    "close", "current", "days_since_last", "discard", "edit", "ends", "is_overdue", "last_minutes", "minutes_free", "minutes_of",
    "minutes_over", "move", "open_actions", "plan", "rate", "strike", "summit", "summits",
]  # fmt: skip
NAG_DAYS = 35  # without a summit: the rules ask for one a month, and a month has some days to spare


def plan(database: Database, agenda: Agenda, by: Submission) -> Summit:
    """Keeps a draft as a summit that is planned. Raises NotAllowed, SummitError, StoreError."""
    check_runs(by)
    drafted = planned(agenda)
    with database.writing() as connection:
        if is_known(connection, by.key, None):
            return read(connection, taken_as(connection, by.key))
        values = {
            "uid": str(uuid.uuid4()), "version": 1, "state": "planned", "run": run_column(Run()), "edited_version": 1,
            "edited_by": by.person.name, "moved_version": 0, "moved_by": "", "planned_by": by.person.name, "planned_at": by.now,
            "ratings": 0, "rating_sum": 0,
        }  # fmt: skip
        made = connection.execute(insert(SUMMITS).values(**values, **plan_columns(drafted)))
        [number] = made.inserted_primary_key or (0,)
        if by.key:
            connection.execute(update(SUBMISSIONS).where(SUBMISSIONS.c.key == by.key).values(summit=number))
        return read(connection, number)


def edit(database: Database, number: int, wanted: Edit, by: Submission, seen: int | None) -> Summit:
    """Edits a summit that is not closed; `seen` is the version that was seen. Raises Conflict, NotAllowed, SummitError, StoreError."""
    check_runs(by)

    def work(_: Connection, found: Summit) -> dict[str, object]:
        _check_open(found)
        check_seen(seen, found.edited_version, found.edited_by, "the agenda")
        version = found.version + 1
        after = edited(found.plan, wanted, version, by.zone, found.run.current)
        return {"edited_version": version, "edited_by": by.person.name, **plan_columns(after)}

    return change(database, number, by, work)


def move(
    database: Database, number: int, kind: str, by: Submission, seen: int | None, item: str | None = None, minutes: int = STEP
) -> Summit:  # fmt: skip
    """Starts a summit, or moves its clock: start, next, previous, skip, jump (to `item`), pause, resume, extend (by `minutes`).

    Raises Conflict where somebody moved it after the version `seen`; NotAllowed, SummitError, StoreError.
    """
    check_runs(by)

    def work(_: Connection, found: Summit) -> dict[str, object] | None:
        _check_open(found)
        check_seen(seen, found.moved_version, found.moved_by, "where the summit is")
        if kind == "start":
            _check_fits(found.agenda)
        after = moved(found.run, found.plan.order, kind, by.now, item, minutes)
        if after == found.run:
            return None
        columns = {"run": run_column(after), "moved_version": found.version + 1, "moved_by": by.person.name}
        if found.state == "planned":
            columns |= {"state": "running", "held_on": by.now.astimezone(found.agenda.starts.tzinfo).date()}
        return columns

    return change(database, number, by, work)


def close(database: Database, number: int, by: Submission, seen: int | None = None) -> Summit:
    """Closes a running summit, for good: its agenda is the minutes, its open actions are carried over. One that is closed stays as it is.

    Raises Conflict where somebody moved it after the version `seen`; NotAllowed, SummitError, StoreError.
    """
    check_runs(by)

    def work(_: Connection, found: Summit) -> dict[str, object] | None:
        if found.state == "closed":
            return None
        if found.state != "running":
            raise SummitError("This summit has not begun; start it first.")
        check_seen(seen, found.moved_version, found.moved_by, "where the summit is")
        version, name = found.version + 1, by.person.name
        run = run_column(stopped(found.run, by.now))
        return {"state": "closed", "closed_at": by.now, "run": run, "moved_version": version, "moved_by": name}

    return change(database, number, by, work)


def discard(database: Database, number: int, by: Submission, seen: int | None = None) -> Summit:
    """Puts a planned summit away that will not be held; no list shows it any more. Raises Conflict, NotAllowed, SummitError, StoreError."""
    check_runs(by)

    def work(_: Connection, found: Summit) -> dict[str, object] | None:
        if found.state == "discarded":
            return None
        if found.state != "planned":
            raise SummitError("A summit that has begun is not put away; close it.")
        check_seen(seen, found.edited_version, found.edited_by, "the agenda")
        return {"state": "discarded", "edited_version": found.version + 1, "edited_by": by.person.name}

    return change(database, number, by, work)


def summit(database: Database, number: int) -> Summit:
    """A summit. Raises SummitError where there is none."""
    with database.reading() as connection:
        return read(connection, number)


def changed_since(database: Database, number: int, version: int) -> Summit | None:
    """The summit, where it is not of this version any more; else None, for one small query. Raises SummitError where there is none."""
    with database.reading() as connection:
        known = select(SUMMITS.c.version).where(SUMMITS.c.id == number)
        found = connection.execute(known).scalar() if 0 < number < 2**31 else None
        return None if found == version and found else read(connection, number)


def summits(database: Database) -> list[Summit]:
    """Every summit but those put away: running ones, planned ones, then the closed ones, the newest first."""
    with database.reading() as connection:
        rows = connection.execute(select(SUMMITS).where(SUMMITS.c.state != "discarded")).all()
        rank = {"running": 0, "planned": 1, "closed": 2}
        rows = sorted(
            rows, key=lambda row: (-rank[row.state], row.held_on or date.min, row.starts_at, row.id), reverse=True
        )
        return read_all(connection, rows)


def current(database: Database) -> Summit | None:
    """The summit that runs; else the one planned last; else none."""
    newest = select(SUMMITS).where(SUMMITS.c.state.in_(("running", "planned")))
    return _first(database, newest.order_by(SUMMITS.c.state.desc(), SUMMITS.c.id.desc()))


def last_minutes(database: Database) -> Summit | None:
    """The closed summit that was held last; none where none was."""
    return _first(database, _closed())


def days_since_last(database: Database, today: date) -> int | None:
    """How many days ago the last closed summit was held; None where none was."""
    with database.reading() as connection:
        held = connection.execute(_closed().with_only_columns(SUMMITS.c.held_on).limit(1)).scalar()
    return None if held is None else (today - held).days


def is_overdue(database: Database, today: date) -> bool:
    """Whether the last summit is 35 days ago or more. Where there never was one, nothing is overdue."""
    days = days_since_last(database, today)
    return days is not None and days >= NAG_DAYS


def _closed() -> Select[tuple[object, ...]]:
    closed = select(SUMMITS).where(SUMMITS.c.state == "closed")
    return closed.order_by(SUMMITS.c.held_on.desc(), SUMMITS.c.closed_at.desc(), SUMMITS.c.id.desc())


def _first(database: Database, query: Select[tuple[object, ...]]) -> Summit | None:
    with database.reading() as connection:
        return next(iter(read_all(connection, connection.execute(query.limit(1)).all())), None)


def _check_open(found: Summit) -> None:
    if found.state in ("closed", "discarded"):
        raise SummitError(f"This summit is {'closed' if found.state == 'closed' else 'put away'}; it stays as it is.")


def _check_fits(agenda: Agenda) -> None:
    if over := minutes_over(agenda):
        needed, minutes = minutes_of(agenda), f"{over} minute{'' if over == 1 else 's'}"
        raise SummitError(
            f"The items take {needed} minutes and the summit has {agenda.minutes}: cut {minutes}, or make it {needed} minutes long."
        )
