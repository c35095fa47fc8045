"""What is captured while a summit runs: decisions, actions, things for the parking lot; and how people rate it.

Comes in: words, who captured them and on which item. Goes out: the Summit with them in it. Two people who capture at once hinder each other
in nothing; only who changes the same note as somebody else learns of it. Nothing is deleted: a note is struck. Of a rating nothing is kept
but the sum of all and who gave one, so that nobody's own can be read; the mean is shown once the summit is closed.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy import Connection, insert, update

from clarifier.errors import SummitError
from clarifier.team.database import Database, upsert
from clarifier.team.ledger import Submission
from clarifier.team.refusals import refusal
from clarifier.team.rights import may_read
from clarifier.team.steps import Day, Line_, Text
from clarifier.team.summit_edits import Id
from clarifier.team.summit_store import Note, NoteKind, Summit, change, check_runs, check_seen
from clarifier.team.summit_tables import NOTES, RATERS, SUMMITS

LOWEST, HIGHEST = 0, 10


class Said(BaseModel):
    """A note as it is handed in. `item` is the id of the item that was talked about; only an action has an owner and a day."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    kind: NoteKind
    text: Annotated[Text, Field(min_length=1, max_length=2_000)]
    item: Id | None = None
    owner: Line_ = ""
    due: Day | None = None


def capture(database: Database, number: int, said: Mapping[str, object], by: Submission) -> Summit:
    """Adds a note to a running summit: plain data {kind: decision, action or parking; text, item, owner, due}. Without an item it goes to the
    one that is being talked about. Raises NotAllowed, SummitError, StoreError.
    """
    check_runs(by)
    note = _said(said)

    def work(connection: Connection, found: Summit) -> dict[str, Any]:
        _check_running(found)
        on = note.item or found.run.current
        item = next((each for each in found.agenda.items if each.id == on), None)
        if item is None and note.item:
            raise SummitError("This item is not on the agenda any more; look at it as it is now.")
        connection.execute(
            insert(NOTES).values(
                summit=number, version=found.version + 1, item=on, customer=item.customer if item else None,
                at=by.now, by=by.person.login, name=by.person.name, changed_by=by.person.name, **_columns(note),
            )
        )  # fmt: skip
        return {}

    return change(database, number, by, work)


def change_note(
    database: Database, number: int, note: int, said: Mapping[str, object], by: Submission, seen: int | None
) -> Summit:
    """Words a note anew: plain data {text, owner, due}, what is left out stays. `seen` is the version of the summit that was seen.

    Raises Conflict where somebody changed this note after it; NotAllowed, SummitError, StoreError.
    """
    check_runs(by)

    def work(connection: Connection, found: Summit) -> dict[str, Any] | None:
        _check_running(found)
        before = _note(found, note)
        check_seen(seen, before.version, before.changed_by, "this note")
        kept = {"kind": before.kind, "text": before.text, "owner": before.owner or "", "due": before.due}
        values = _columns(_said({**kept, **said}), before.status)
        if all(value == getattr(before, name) for name, value in values.items()):
            return None
        connection.execute(
            update(NOTES)
            .where(NOTES.c.id == note)
            .values(version=found.version + 1, changed_by=by.person.name, **values)
        )
        return {}

    return change(database, number, by, work)


def strike(database: Database, number: int, note: int, by: Submission, struck: bool = True) -> Summit:
    """Strikes a note, or takes that back. Raises NotAllowed, SummitError, StoreError."""
    check_runs(by)

    def work(connection: Connection, found: Summit) -> dict[str, Any] | None:
        _check_running(found)
        if _note(found, note).is_struck == struck:
            return None
        values = {
            "struck_at": by.now if struck else None, "version": found.version + 1, "changed_by": by.person.name,
        }  # fmt: skip
        connection.execute(update(NOTES).where(NOTES.c.id == note).values(**values))
        return {}

    return change(database, number, by, work)


def rate(database: Database, number: int, score: int, by: Submission) -> Summit:
    """How good the summit was, from 0 to 10; everyone who may read it rates it once. Raises NotAllowed, SummitError, StoreError."""
    may_read(by.person, "summit")
    if isinstance(score, bool) or not isinstance(score, int) or not LOWEST <= score <= HIGHEST:
        raise SummitError(f"A rating is a whole number from {LOWEST} to {HIGHEST}, not {str(score)[:40]!r}.")

    def work(connection: Connection, found: Summit) -> dict[str, Any]:
        _check_running(found, "Ratings are given")
        given = upsert(connection, RATERS).values(summit=number, login=by.person.login).on_conflict_do_nothing()
        if connection.execute(given.returning(RATERS.c.login)).first() is None:
            raise SummitError("You have rated this summit; whose a rating is is not kept, so it cannot be changed.")
        return {"ratings": SUMMITS.c.ratings + 1, "rating_sum": SUMMITS.c.rating_sum + score}

    return change(database, number, by, work)


def _said(data: Mapping[str, object]) -> Said:
    try:
        return Said.model_validate(data)
    except ValidationError as error:
        raise SummitError(refusal(error, skip=0)) from error


def _columns(said: Said, status: str | None = None) -> dict[str, Any]:
    """The columns that hold what was said; an action is open where it has no status yet."""
    if said.kind != "action":
        return {"kind": said.kind, "text": said.text, "owner": None, "due": None, "status": None}
    return {
        "kind": said.kind,
        "text": said.text,
        "owner": said.owner or None,
        "due": said.due,
        "status": status or "open",
    }


def _check_running(found: Summit, what: str = "Notes are taken") -> None:
    if found.state != "running":
        raise SummitError(f"{what} while a summit runs; this one is {found.state}.")


def _note(found: Summit, number: int) -> Note:
    for each in found.notes:
        if each.id == number:
            return each
    raise SummitError("There is no such note in this summit; look at it as it is now.")
