"""What happened between two summits, and what stands now: the requests that are worth a talk, found by the database.

Comes in: a database, who looks, the day of the last summit and today. Goes out: Occasions, each a list of whole entries, the most serious
first and few: a summit has an hour. Whether production or sales was at fault is not asked. A draft that production has not seen is in none
of them, whoever looks: everyone at the table reads the agenda.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from clarifier.team.board import lines
from clarifier.team.database import Database
from clarifier.team.ledger import REQUESTS, STEPS, Entry, entries_in, number_of
from clarifier.team.life import OPEN
from clarifier.team.person import Person
from clarifier.team.rights import may_read

MOST = 12  # of a kind
LEAST_PADDING = 5  # days before the promise, beyond the buffer that was named
QUIET = timedelta(days=60)
REGULAR = 45  # days between two requests of an account that is missed when it is quiet
LEAST_REQUESTS = 3
A_YEAR = timedelta(days=365)
_C = REQUESTS.c


@dataclass(frozen=True)
class Quiet:
    """An account that asked regularly, and has asked for nothing since a day; `last` is its newest request."""

    customer: str
    since: date
    count: int
    last: int


@dataclass(frozen=True)
class Occasions:
    """Entries by what they are an occasion for. `emergencies` are all of the time; the other lists hold at most MOST."""

    since: date
    today: date
    overdue: tuple[Entry, ...]
    slipped: tuple[Entry, ...]
    unasked: tuple[Entry, ...]
    repromised: tuple[Entry, ...]
    missed: tuple[Entry, ...]
    emergencies: tuple[Entry, ...]
    over_promised: tuple[Entry, ...]
    padded: tuple[Entry, ...]
    quiet: tuple[Quiet, ...]
    saved_the_day: tuple[Entry, ...]
    early_words: tuple[Entry, ...]
    asked: int

    @property
    def is_empty(self) -> bool:
        """Whether production was never asked for anything."""
        return self.asked == 0


def occasions(database: Database, reader: Person, since: date, now: datetime, today: date) -> Occasions:
    """The occasions of the time from a day until today. Raises NotAllowed, StoreError."""
    may_read(reader, "requests")
    risks = {}
    for risk in ("overdue", "slipped", "unasked"):
        _, found = lines(database, reader, now, today, states=OPEN, risk=risk, shared=True, most=MOST)
        risks[risk] = [number_of(line.number) for line in found]
    shared = _C.is_shared.is_(True)
    of_the_time = _C.changed_at >= now - (timedelta(days=(today - since).days + 1))
    with database.reading() as connection:

        def ids(*wanted: ColumnElement[bool], by: Sequence[ColumnElement[Any]], most: int = MOST) -> list[int]:
            query = select(_C.id).where(shared, *wanted).order_by(*by, _C.id).limit(most)
            return list(connection.execute(query).scalars())

        alive = _C.state != "cancelled"
        found_ids = {
            **risks,
            "repromised": ids(_C.promises > 1, of_the_time, alive, by=(_C.promises.desc(), _C.told_due)),
            "missed": ids(_C.told_kept.is_(False), _C.told_due >= since, _C.completed_on >= since, alive, by=(_C.told_due,)),
            "emergencies": ids(_C.emergency_on >= since, by=(_C.emergency_on.desc(),), most=200),
            "over_promised": ids(_C.over_promised_days > 0, _C.told_on >= since, by=(_C.over_promised_days.desc(),)),
            "padded": ids(
                _C.completed_on >= since, _C.padding_days - _C.buffer_days >= LEAST_PADDING, by=(_C.padding_days.desc(),)
            ),
            "saved_the_day": ids(
                _C.emergency_on.is_not(None), _C.completed_on >= since, _C.told_kept.is_(True), by=(_C.requested_kept.desc(), _C.answer_hours)
            ),
            "early_words": _early_words(connection, since),
        }  # fmt: skip
        known = entries_in(connection, sorted({each for some in found_ids.values() for each in some}))
        asked = connection.execute(select(func.count()).where(_C.asked_on.is_not(None))).scalar_one()
        quiet = _quiet(connection, now)
    named = {name: tuple(known[each] for each in some if each in known) for name, some in found_ids.items()}
    return Occasions(since, today, quiet=quiet, asked=asked, **named)


def _early_words(connection: Connection, since: date) -> list[int]:
    """Requests of which production heard before it was asked and before the day they were needed, those with the longest notice first."""
    told = select(STEPS.c.request).where(STEPS.c.request == _C.id, STEPS.c.kind == "heads_up").exists()
    query = select(_C.id).where(_C.asked_on >= since, _C.notice_hours > 0, told).order_by(_C.notice_hours.desc(), _C.id)
    return list(connection.execute(query.limit(MOST)).scalars())


def _quiet(connection: Connection, now: datetime) -> tuple[Quiet, ...]:
    """Accounts that asked at least three times in a year, about monthly, and for nothing in two months."""
    first, newest = func.min(_C.saved_at).label("first"), func.max(_C.saved_at).label("newest")
    query = select(_C.customer, first, newest, func.count().label("many"), func.max(_C.id).label("last"))
    query = query.where(_C.is_shared.is_(True), _C.saved_at >= now - A_YEAR).group_by(_C.customer)
    query = query.having(func.count() >= LEAST_REQUESTS, func.max(_C.saved_at) < now - QUIET)
    found = []
    for row in connection.execute(query):
        usual = (row.newest - row.first).days / (row.many - 1)
        if usual <= REGULAR:
            found.append(Quiet(row.customer, row.newest.date(), row.many, row.last))
    return tuple(sorted(found, key=lambda each: (-each.count, each.customer))[:MOST])
