"""Where summits are kept, and how one is read: as an agenda that holds what was decided so far.

Comes in: a connection. Goes out: Summits with all that was captured. Each change of a summit, whoever makes it and whatever it is, makes its
version one higher; the versions of the last edit, of the last move of the clock and of each note are kept beside it, so that whoever changes
something says what they saw, and learns if it was changed meanwhile, and by whom. A submission has a key: the same one twice is one change.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any, Literal, get_args
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, Row, select, update

from clarifier.errors import Conflict, SummitError
from clarifier.team.agenda import Action, Agenda, as_json, from_json, item_from
from clarifier.team.database import Database, upsert
from clarifier.team.ledger import Submission
from clarifier.team.rights import may_run
from clarifier.team.summit_plan import Parked, Plan
from clarifier.team.summit_run import Run, run_from, run_json
from clarifier.team.summit_tables import NOTES, SUBMISSIONS, SUMMITS

State = Literal["planned", "running", "closed", "discarded"]
NoteKind = Literal["decision", "action", "parking"]
NOTE_KINDS: tuple[str, ...] = get_args(NoteKind)


@dataclass(frozen=True)
class Note:
    """A decision, an action or something for the parking lot, as captured: on which item, by whom (`name`), when. One that is struck stays
    readable and counts no more. `version` is the summit's when it was last changed, by `changed_by`; only an action has a `status`.
    """

    id: int
    kind: NoteKind
    text: str
    item: str | None
    customer: str | None
    owner: str | None
    due: date | None
    status: str | None
    at: datetime
    by: str
    name: str
    is_struck: bool
    version: int
    changed_by: str


@dataclass(frozen=True)
class Summit:
    """A summit as it stands. `agenda` holds what was captured so far, so that a closed one's is its minutes; its rating is there once it is
    closed. The state of each action is today's. `plan` is the agenda without what was captured, and what was parked. Moments are in UTC.
    """

    id: int
    uid: str
    version: int
    state: State
    agenda: Agenda
    plan: Plan
    run: Run
    notes: tuple[Note, ...]
    ratings: int
    edited_version: int
    edited_by: str
    moved_version: int
    moved_by: str
    planned_by: str
    planned_at: datetime
    held_on: date | None
    closed_at: datetime | None

    @property
    def lot(self) -> tuple[Parked, ...]:
        """What was parked while planning, with ids by which it comes back."""
        return self.plan.lot


def action_id(note: int) -> str:
    """A-0042 for 42."""
    return f"A-{note:04d}"


def action_number(text: str) -> int:
    """42 for A-0042, a-42 or 42. Raises SummitError."""
    plain = text.strip().upper().removeprefix("A-")
    if not (plain.isascii() and plain.isdigit() and 0 < len(plain) < 10):
        raise SummitError(f"{text[:40]!r} is no action; write it like A-0042, as `clarifier minutes actions` does.")
    return int(plain)


def change(
    database: Database, number: int, by: Submission, work: Callable[[Connection, Summit], Mapping[str, Any] | None]
) -> Summit:
    """Changes a summit, nobody else at the same time. `work` writes what is beside it and gives the new columns; None: nothing changes.

    Raises SummitError, Conflict, StoreError, and what `work` raises; then nothing was written.
    """
    with database.writing() as connection:
        found = locked(connection, number)
        if is_known(connection, by.key, number):
            return found
        columns = work(connection, found)
        if columns is None:
            return found
        values = {"version": found.version + 1, **columns}
        connection.execute(update(SUMMITS).where(SUMMITS.c.id == number).values(**values))
        return read(connection, number)


def check_runs(by: Submission) -> None:
    """Whether they may draft, change and run summits. Raises NotAllowed."""
    may_run(by.person, "summit")


def check_seen(seen: int | None, changed: int, name: str, what: str) -> None:
    """Whether what is changed is as it was seen; None: however it is. Raises Conflict."""
    if seen is not None and seen < changed:
        raise Conflict(f"{name} was faster and changed {what}; look at it as it is now. What you typed is kept.")


def is_known(connection: Connection, key: str, number: int | None) -> bool:
    """Whether a submission with this key was taken before. It is noted from now on. Raises SummitError for another summit's key."""
    if not key:
        return False
    noted = upsert(connection, SUBMISSIONS).values(key=key, summit=number)
    if connection.execute(noted.on_conflict_do_nothing().returning(SUBMISSIONS.c.key)).first():
        return False
    if number is not None and taken_as(connection, key) != number:
        raise SummitError("This was handed in for another summit before; send it once more with a new key.")
    return True


def taken_as(connection: Connection, key: str) -> int:
    """The summit that a known submission went to."""
    return int(connection.execute(select(SUBMISSIONS.c.summit).where(SUBMISSIONS.c.key == key)).scalar_one())


def locked(connection: Connection, number: int) -> Summit:
    """The summit, while others who change it wait. Raises SummitError where there is none."""
    connection.execute(select(SUMMITS.c.id).where(SUMMITS.c.id == _number(number)).with_for_update())
    return read(connection, number)


def read(connection: Connection, number: int) -> Summit:
    """The summit. Raises SummitError where there is none."""
    rows = connection.execute(select(SUMMITS).where(SUMMITS.c.id == _number(number))).all()
    for found in read_all(connection, rows):
        return found
    raise _no_summit(number)


def read_all(connection: Connection, rows: Sequence[Row[Any]]) -> list[Summit]:
    """The summits of these rows, in their order."""
    notes: dict[int, list[Note]] = {row.id: [] for row in rows}
    for row in connection.execute(select(NOTES).where(NOTES.c.summit.in_(list(notes))).order_by(NOTES.c.id)):
        notes[row.summit].append(_note(row))
    plans = {row.id: plan_from(row) for row in rows}
    carried = _carried(connection, [each for plan in plans.values() for each in plan.agenda.actions])
    return [_summit(row, plans[row.id], notes[row.id], carried) for row in rows]


def plan_columns(plan: Plan) -> dict[str, Any]:
    """The columns that keep a plan."""
    starts = plan.agenda.starts
    lot = [{"id": each.id, "text": each.text, "item": asdict(each.item) if each.item else None} for each in plan.lot]
    kept = json.dumps({"agenda": as_json(plan.agenda), "lot": lot}, ensure_ascii=True, separators=(",", ":"))
    return {"plan": kept, "starts_at": starts, "zone": getattr(starts.tzinfo, "key", "") or ""}


def run_column(run: Run) -> str:
    """The text that keeps where a run stands."""
    return json.dumps(run_json(run), separators=(",", ":"))


def plan_from(row: Row[Any]) -> Plan:
    """The plan in a row, its start in the zone that was named."""
    data = json.loads(row.plan)
    agenda = from_json(data["agenda"])
    if row.zone:
        agenda = replace(agenda, starts=row.starts_at.astimezone(ZoneInfo(row.zone)))
    lot = (Parked(each["id"], each["text"], item_from(each["item"]) if each["item"] else None) for each in data["lot"])
    return Plan(agenda, tuple(lot))


def action_in(note: Row[Any] | Note, since: date | None) -> Action:
    """The action that a note is; `since` is the day of its summit."""
    return Action(action_id(note.id), note.text, note.owner, note.due, note.status or "open", note.customer, since)  # type: ignore[arg-type]


def _summit(row: Row[Any], plan: Plan, notes: Iterable[Note], carried: Mapping[str, Action]) -> Summit:
    notes = tuple(notes)
    counting = [each for each in notes if not each.is_struck]
    actions = (carried.get(each.id, each) for each in plan.agenda.actions)
    said = {kind: tuple(each.text for each in counting if each.kind == kind) for kind in NOTE_KINDS}
    agenda = replace(
        plan.agenda,
        parking_lot=(*(each.text for each in plan.lot), *said["parking"]),
        decisions=(*plan.agenda.decisions, *said["decision"]),
        actions=(*actions, *(action_in(each, row.held_on) for each in counting if each.kind == "action")),
        rating=round(row.rating_sum / row.ratings, 1) if row.ratings and row.state == "closed" else None,
    )
    return Summit(
        row.id, row.uid, row.version, row.state, agenda, plan, run_from(json.loads(row.run)), notes, row.ratings, row.edited_version,
        row.edited_by, row.moved_version, row.moved_by, row.planned_by, row.planned_at, row.held_on, row.closed_at,
    )  # fmt: skip


def _note(row: Row[Any]) -> Note:
    return Note(
        row.id, row.kind, row.text, row.item, row.customer, row.owner, row.due, row.status, row.at, row.by, row.name,
        row.struck_at is not None, row.version, row.changed_by,
    )  # fmt: skip


def _carried(connection: Connection, actions: Sequence[Action]) -> dict[str, Action]:
    """The actions of other summits that stand in an agenda, as they are now."""
    numbers = {int(each.id[2:]) for each in actions if each.id[:2] == "A-" and each.id[2:].isdecimal()}
    query = select(NOTES, SUMMITS.c.held_on).join(SUMMITS).where(NOTES.c.id.in_(numbers), NOTES.c.kind == "action")
    return {action_id(row.id): action_in(row, row.held_on) for row in connection.execute(query)} if numbers else {}


def _number(number: int) -> int:
    """The id, if a database can hold it."""
    if not 1 <= number < 2**31:
        raise _no_summit(number)
    return number


def _no_summit(number: int) -> SummitError:
    return SummitError(f"There is no summit {number}; `clarifier minutes list` names them.")
