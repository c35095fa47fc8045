"""The board and the lists: what needs somebody now stands first.

Comes in: a database, who looks, and today. Goes out: rows of the `request` table, never whole lives. What is urgent is worked out by the
database, in this order:

    overdue     the customer was told (or production promised) a day that has passed, and it has not come
    slipped     production's newest date for some of it is later than what the customer was told last: they must hear it
    unasked     the day the customer asked for is near or past, and production has not answered
    unanswered  production was asked more than a day ago
    soon        due within two days
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, case, func, literal, or_, select, true

from clarifier.team.database import Database
from clarifier.team.ledger import REQUESTS, number_in, shown
from clarifier.team.life import OPEN, STATES
from clarifier.team.person import Person
from clarifier.team.rights import READS, may_read

RISKS = ("overdue", "slipped", "unasked", "unanswered", "soon", "")
LANES = (("drafted", "waiting"), ("asked",), ("answered",), ("told",), ("delivered",))
A_DAY = timedelta(days=1)
SOON = timedelta(days=2)
_UNFIT = re.compile("[\x00\ud800-\udfff]")  # what no database looks for
_C = REQUESTS.c


@dataclass(frozen=True)
class Line:
    """A request in a list. `due` is the next day that matters: what the customer was told, else promised, else asked for."""

    number: str
    state: str
    risk: str
    customer: str
    title: str
    owner: str
    asked_of: str
    due: date | None
    requested_due: date | None
    promised_due: date | None
    latest_told_due: date | None
    is_expedited: bool
    is_shared: bool
    changed_at: datetime


@dataclass(frozen=True)
class Lane:
    """A column of the board: its states, how many stand there, and the most urgent of them."""

    states: tuple[str, ...]
    count: int
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Board:
    """The lanes, and how many open requests have each risk."""

    lanes: tuple[Lane, ...]
    risks: dict[str, int]


def board(database: Database, reader: Person, now: datetime, today: date, *, whose: str = "", most: int = 20) -> Board:
    """The open requests by lane, and what was delivered last; at most `most` a lane, those that a login saved or is asked for where one is named.

    Raises NotAllowed, StoreError.
    """
    may_read(reader, "requests")
    risk, seen = _risk(now, today), and_(_seen(reader), _theirs(whose))
    with database.reading() as connection:
        counts: dict[str, int] = {}
        risks = dict.fromkeys(RISKS[:-1], 0)
        grouped = select(_C.state, risk.label("risk"), func.count().label("many")).where(seen, _C.state.in_(OPEN))
        for row in connection.execute(grouped.group_by(_C.state, "risk")):
            counts[row.state] = counts.get(row.state, 0) + row.many
            if row.risk:
                risks[row.risk] += row.many
        lanes = []
        for states in LANES:
            order = (_C.completed_on.desc(), _C.id.desc()) if states == ("delivered",) else _urgent(risk)
            found = connection.execute(_lines(risk).where(seen, _C.state.in_(states)).order_by(*order).limit(most))
            lines = tuple(_line(row) for row in found)
            count = sum(counts.get(state, 0) for state in states)
            if states == ("delivered",):
                count = connection.execute(select(func.count()).where(seen, _C.state == "delivered")).scalar_one()
            lanes.append(Lane(states, count, lines))
    return Board(tuple(lanes), risks)


def lines(
    database: Database,
    reader: Person,
    now: datetime,
    today: date,
    *,
    states: Sequence[str] = (),
    words: str = "",
    risk: str = "",
    whose: str = "",
    only: Sequence[int] | None = None,
    shared: bool = False,
    most: int = 50,
    skip: int = 0,
) -> tuple[int, list[Line]]:
    """How many requests match, and a page of them, the most urgent first. `words` are looked for in number, customer, order and title,
    each of them anywhere; `only` are their ids; `shared` leaves out drafts that production has not seen. Raises NotAllowed, StoreError."""
    may_read(reader, "requests")
    rank = _risk(now, today)
    wanted = [_seen(reader), _theirs(whose)]
    if states:
        wanted.append(_C.state.in_([each for each in states if each in STATES]))
    if risk:
        wanted.append(rank == risk)
    if only is not None:
        wanted.append(_C.id.in_(only))
    if shared:
        wanted.append(_C.is_shared.is_(True))
    wanted += [_holds(word) for word in _UNFIT.sub(" ", words).split()[:10]]
    with database.reading() as connection:
        order = _urgent(rank) if not states or set(states) <= set(OPEN) else (_C.id.desc(),)
        query = _lines(rank).add_columns(func.count().over().label("many")).where(*wanted)
        found = connection.execute(query.order_by(*order).limit(most).offset(skip)).all()
        if not found:  # beyond the last page the rows cannot say how many there are
            return connection.execute(select(func.count()).select_from(REQUESTS).where(*wanted)).scalar_one(), []
        return found[0].many, [_line(row) for row in found]


def _lines(risk: ColumnElement[str]) -> Select[Any]:
    columns = (
        _C.id, _C.state, _C.customer, _C.title, _C.owner, _C.asked_of, _C.next_due, _C.requested_due, _C.promised_due,
        _C.latest_told_due, _C.completed_on, _C.emergency_on, _C.is_shared, _C.changed_at,
    )  # fmt: skip
    return select(*columns, risk.label("risk"))


def _line(row: Row[Any]) -> Line:
    return Line(
        shown(row.id), row.state, row.risk, row.customer, row.title, row.owner, row.asked_of,
        row.completed_on or row.next_due or row.requested_due, row.requested_due, row.promised_due, row.latest_told_due,
        row.emergency_on is not None, row.is_shared, row.changed_at,
    )  # fmt: skip


def _risk(now: datetime, today: date) -> ColumnElement[str]:
    is_open = _C.state.in_(OPEN)
    unpromised = _C.state.in_(("drafted", "waiting", "asked"))
    return case(
        (~is_open, literal("")),
        (_C.next_due < today, literal("overdue")),
        (_C.is_slipped, literal("slipped")),
        (and_(unpromised, _C.requested_due <= today + SOON), literal("unasked")),
        (_C.waiting_since < now - A_DAY, literal("unanswered")),
        (_C.next_due <= today + SOON, literal("soon")),
        else_=literal(""),
    )


def _urgent(risk: ColumnElement[str]) -> tuple[ColumnElement[Any], ...]:
    rank = case({name: place for place, name in enumerate(RISKS)}, value=risk)
    due = func.coalesce(_C.next_due, _C.requested_due)
    return (rank, due.is_(None), due, _C.id)


def _seen(reader: Person) -> ColumnElement[bool]:
    """A draft that production has not seen is its owner's, and those who may read every draft."""
    if "drafts" in READS[reader.role]:
        return true()
    return or_(_C.is_shared, _C.owner == reader.login)


def _theirs(login: str) -> ColumnElement[bool]:
    """What somebody saved or is asked for; everything where nobody is named."""
    return or_(_C.owner == login, _C.asked_of == login) if login else true()


def _holds(word: str) -> ColumnElement[bool]:
    held = or_(*(column.icontains(word, autoescape=True) for column in (_C.customer, _C.title, _C.po_number)))
    number = number_in(word)
    return held if number is None else or_(held, _C.id == number)
