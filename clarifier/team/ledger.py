"""The ledger that both teams share: steps go in, one at a time, and a request's life comes out.

Comes in: a database, a step, who takes it and when. Goes out: an Entry. The steps are only ever added to; the `request` row beside them is
what standing.py makes of them, written in the same transaction. A submission has a key: the same one twice is one step. Who takes a step
says which version they saw: where somebody else took one meanwhile, Conflict says who and what, and nothing is written.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    Row,
    String,
    Table,
    Text,
    insert,
    select,
    update,
)  # fmt: skip

from clarifier.errors import Conflict, NoRequest, NotNow
from clarifier.team.database import METADATA, Database, Moment, upsert
from clarifier.team.life import Life, Record
from clarifier.team.moves import after, born, life_of
from clarifier.team.person import Person
from clarifier.team.rights import may_do, may_take_back, reads_request
from clarifier.team.standing import standing
from clarifier.team.steps import Drafted, Step, Undone, as_text, step_from

REQUESTS = Table(
    "request", METADATA,
    Column("id", Integer, primary_key=True),
    Column("version", Integer, nullable=False),
    Column("state", String(12), nullable=False),
    Column("owner", String(80), nullable=False),
    Column("is_shared", Boolean, nullable=False),
    Column("customer", String(200), nullable=False),
    Column("po_number", String(300), nullable=False),
    Column("title", String(200), nullable=False),
    Column("asked_of", String(80), nullable=False),
    Column("decision", String(8)),
    Column("saved_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
    Column("asked_at", Moment),
    Column("asked_on", Date),
    Column("asked_month", Integer),
    Column("answered_at", Moment),
    Column("waiting_since", Moment),
    Column("told_on", Date),
    Column("told_month", Integer),
    Column("completed_on", Date),
    Column("completed_month", Integer),
    Column("cancelled_on", Date),
    Column("closed_on", Date),
    Column("requested_due", Date),
    Column("requested_kept", Boolean),
    Column("first_promise_due", Date),
    Column("first_promise_kept", Boolean),
    Column("told_due", Date),
    Column("told_kept", Boolean),
    Column("latest_told_due", Date),
    Column("latest_told_kept", Boolean),
    Column("promised_due", Date),
    Column("is_slipped", Boolean, nullable=False),
    Column("next_due", Date),
    Column("promises", Integer, nullable=False),
    Column("was_ready", Boolean),
    Column("asked_back", Integer, nullable=False),
    Column("answer_hours", Float),
    Column("notice_hours", Float),
    Column("promised_days", Integer),
    Column("actual_days", Integer),
    Column("padding_days", Integer),
    Column("buffer_days", Integer),
    Column("over_promised_days", Integer),
    Column("emergency_on", Date),
    Column("emergency_month", Integer),
    Column("emergency_cause", String(20)),
    Index("ix_request_state_next_due", "state", "next_due"),
    Index("ix_request_state_completed", "state", "completed_on"),
    Index("ix_request_told", "told_due", "told_kept", "state", "asked_on", "decision", "completed_on"),
    Index("ix_request_requested", "requested_due", "requested_kept", "state", "asked_month"),
    Index("ix_request_first_promise", "first_promise_due", "first_promise_kept", "state"),
    Index("ix_request_latest_told", "latest_told_due", "latest_told_kept", "state"),
    Index("ix_request_asked", "asked_month", "emergency_month", "notice_hours", "answer_hours", "was_ready"),
    Index("ix_request_notice_by_month", "asked_month", "notice_hours"),
    Index("ix_request_notice", "notice_hours", "asked_on"),
    Index("ix_request_answer_by_month", "asked_month", "answer_hours"),
    Index("ix_request_answer", "answer_hours", "asked_on"),
    Index("ix_request_over_promised", "told_month", "over_promised_days"),
    Index("ix_request_padding", "completed_month", "padding_days"),
    Index("ix_request_buffer", "completed_month", "buffer_days"),
    Index("ix_request_emergency", "emergency_month", "emergency_cause", "asked_month"),
    sqlite_autoincrement=True,
)  # fmt: skip
STEPS = Table(
    "step", METADATA,
    Column("request", Integer, ForeignKey("request.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(80), nullable=False),
    Column("name", String(120), nullable=False),
    Column("via", String(12), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("body", Text, nullable=False),
)  # fmt: skip
SUBMISSIONS = Table(
    "submission", METADATA,
    Column("key", String(120), primary_key=True),
    Column("request", Integer, ForeignKey("request.id")),
)  # fmt: skip
_NUMBER = re.compile(r"(?:R-)?0*([1-9][0-9]{0,8})", re.IGNORECASE)


@dataclass(frozen=True)
class Entry:
    """A request with its life and all its steps, those taken back included."""

    id: int
    life: Life
    records: tuple[Record, ...]

    @property
    def number(self) -> str:
        """As people say it: R-0042."""
        return shown(self.id)


@dataclass(frozen=True)
class Submission:
    """Who hands in a step, when, and by which way. The same `key` twice is one step; "" gives up that protection."""

    person: Person
    now: datetime
    zone: tzinfo
    key: str = ""
    via: str = "page"


def shown(number: int) -> str:
    """R-0042 for 42."""
    return f"R-{number:04d}"


def number_in(text: str) -> int | None:
    """42 for R-0042, r-42 or 42; None for anything else."""
    found = _NUMBER.fullmatch(text.strip())
    return int(found[1]) if found else None


def number_of(text: str) -> int:
    """42 for R-0042, r-42 or 42. Raises NoRequest."""
    number = number_in(text)
    if number is None:
        raise NoRequest(f"{text[:40]!r} is no number of a request; write it like R-0042.")
    return number


def save(database: Database, draft: Drafted, by: Submission) -> Entry:
    """Enters a request. Raises NotAllowed, StoreError; NoRequest for a key of somebody else's."""
    may_do(by.person, draft.kind)
    record = _record(1, draft, by)
    life = born(record)
    with database.writing() as connection:
        if (known := _submitted(connection, by.key)) is not None:
            found = _entry(connection, known)
            _check_reads(found, by.person)
            return found
        made = connection.execute(insert(REQUESTS).values(**standing(life, by.zone)))
        [number] = made.inserted_primary_key or (0,)
        _write(connection, number, record, by.key)
    return Entry(number, life, (record,))


def take(database: Database, number: int, step: Step, by: Submission, expected: int | None = None) -> Entry:
    """Takes a step; `expected` is the version that was seen, None where any will do. Raises LedgerError, NotAllowed, StoreError."""
    may_do(by.person, step.kind)
    with database.writing() as connection:
        _locked(connection, number)
        entry = _entry(connection, number)
        _check_reads(entry, by.person)
        if (known := _submitted(connection, by.key)) is not None:
            if known != number:
                raise NotNow("This was handed in for another request before; send it once more with a new key.")
            return entry
        if expected is not None and expected != entry.life.version:
            raise Conflict(_said(entry))
        if isinstance(step, Undone):
            may_take_back(by.person, entry.life.newest.by)
        record = _record(entry.life.version + 1, step, by)
        life = after(entry.life, record)
        _write(connection, number, record, by.key)
        connection.execute(update(REQUESTS).where(REQUESTS.c.id == number).values(**standing(life, by.zone)))
    return Entry(number, life, (*entry.records, record))


def entry(database: Database, number: int, reader: Person) -> Entry:
    """A request. Raises NoRequest, where there is none or the reader may not see it."""
    with database.reading() as connection:
        found = _entry(connection, number)
    _check_reads(found, reader)
    return found


def entries(database: Database, batch: int = 500) -> Iterator[Entry]:
    """Every request in the order of their numbers, in one snapshot; for exports and for making rows anew."""
    with database.reading() as connection:
        last = 0
        while ids := connection.execute(
            select(REQUESTS.c.id).where(REQUESTS.c.id > last).order_by(REQUESTS.c.id).limit(batch)
        ).scalars().all():  # fmt: skip
            yield from entries_in(connection, ids).values()
            last = ids[-1]


def entries_in(connection: Connection, numbers: Sequence[int]) -> dict[int, Entry]:
    """These requests, a page of them, within a transaction."""
    found: dict[int, list[Record]] = {each: [] for each in numbers}
    query = select(STEPS).where(STEPS.c.request.in_(numbers)).order_by(STEPS.c.request, STEPS.c.sequence)
    for row in connection.execute(query):
        found[row.request].append(_read(row))
    lives = ((number, life_of(records), tuple(records)) for number, records in found.items())
    return {number: Entry(number, life, records) for number, life, records in lives if life}


def rebuild(database: Database, zone: tzinfo) -> int:
    """Makes the row of every request anew from its steps; gives how many."""
    count = 0
    for each in list(entries(database)):
        with database.writing() as connection:
            _locked(connection, each.id)
            life = _entry(connection, each.id).life
            connection.execute(update(REQUESTS).where(REQUESTS.c.id == each.id).values(**standing(life, zone)))
        count += 1
    return count


def _submitted(connection: Connection, key: str) -> int | None:
    """The request that a submission with this key went to, None where it is the first one. It is noted from now on."""
    if not key:
        return None
    noted = upsert(connection, SUBMISSIONS).values(key=key).on_conflict_do_nothing().returning(SUBMISSIONS.c.key)
    if connection.execute(noted).first():
        return None
    found: int | None = connection.execute(select(SUBMISSIONS.c.request).where(SUBMISSIONS.c.key == key)).scalar()
    return found


def _write(connection: Connection, number: int, record: Record, key: str) -> None:
    connection.execute(
        insert(STEPS).values(
            request=number, sequence=record.sequence, at=record.at, by=record.by, name=record.name, via=record.via,
            kind=record.step.kind, body=as_text(record.step),
        )
    )  # fmt: skip
    if key:
        connection.execute(update(SUBMISSIONS).where(SUBMISSIONS.c.key == key).values(request=number))


def _locked(connection: Connection, number: int) -> None:
    """Others who take a step on this request wait; SQLite lets one write at a time anyway."""
    connection.execute(select(REQUESTS.c.id).where(REQUESTS.c.id == number).with_for_update())


def _entry(connection: Connection, number: int) -> Entry:
    rows = connection.execute(select(STEPS).where(STEPS.c.request == number).order_by(STEPS.c.sequence))
    records = tuple(_read(row) for row in rows)
    life = life_of(records)
    if life is None:
        raise NoRequest(f"There is no request {shown(number)}, or it is not for you.")
    return Entry(number, life, records)


def _check_reads(found: Entry, reader: Person) -> None:
    if not reads_request(reader, found.life.owner, found.life.state, found.life.is_shared):
        raise NoRequest(f"There is no request {found.number}, or it is not for you.")


def _record(sequence: int, step: Step, by: Submission) -> Record:
    return Record(sequence, by.now, by.person.login, by.person.name, step, by.via)


def _read(row: Row[tuple[object, ...]]) -> Record:
    return Record(row.sequence, row.at, row.by, row.name, step_from(row.body), row.via)


def _said(found: Entry) -> str:
    last = found.life.last
    what = type(last.step).title
    return f"{last.name} was faster: “{what}”. Look at {found.number} as it is now; what you typed is kept."
