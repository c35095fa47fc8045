"""The list behind a figure: every request that it counts, those it leaves out, and for each of them why.

Comes in: a database, who looks, a measure and one of its months. Goes out: how many, and a page of them. The lists add up to the figure:
those that say yes are its `number`, those that say yes or no its `count`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, case, func, null, select

from clarifier.errors import BadSettings
from clarifier.team.counted import YARDSTICKS, Counting, Window, counting, left_out, names, window
from clarifier.team.database import Database
from clarifier.team.ledger import REQUESTS, entries_in, shown
from clarifier.team.person import Person
from clarifier.team.reasons import why
from clarifier.team.rights import may_read
from clarifier.team.steps import CAUSES

_C = REQUESTS.c


@dataclass(frozen=True)
class Behind:
    """A request behind a figure. `says` is yes or no (of a median, yes), None where it is left out; `value` is what was measured, where
    that is a number; `day` is that by which it falls into the month."""

    number: str
    customer: str
    title: str
    state: str
    day: date
    says: bool | None
    value: float | None
    why: str


def behind(
    database: Database,
    reader: Person,
    measure: str,
    month: date | None,
    today: date,
    *,
    which: str = "",
    months: int = 12,
    most: int = 50,
    skip: int = 0,
) -> tuple[int, list[Behind]]:
    """The requests behind a measure in the month of a day, or in the window of so many months where that is None; those to learn from first,
    those left out last. `which` are yes, no, out, one reason to be left out, or a cause of emergencies; "" are all that the month has.

    Raises NotAllowed, BadSettings, StoreError.
    """
    may_read(reader, "measures")
    span = window(today, months) if month is None else Window((month.replace(day=1),))
    rule, clauses = _chosen(measure, which, today)
    wanted = (span.holds(rule.day), rule.among, *clauses)
    value = null() if rule.value is None else rule.value
    columns = (rule.day.label("day"), rule.verdict.label("says"), value.label("value"), REQUESTS)
    with database.reading() as connection:
        count = connection.execute(select(func.count()).select_from(REQUESTS).where(*wanted)).scalar_one()
        ordered = select(_C.id).where(*wanted).order_by(*_order(measure, rule)).limit(most).offset(skip)
        ids = connection.execute(ordered).scalars().all()
        rows = {row["id"]: dict(row) for row in connection.execute(select(*columns).where(_C.id.in_(ids))).mappings()}
        entries = entries_in(connection, ids) if measure in YARDSTICKS else {}
    lives = {each: entries[each].life if each in entries else None for each in ids}
    return count, [_line(rows[each], why(measure, rows[each], lives[each], today, which)) for each in ids]


def _chosen(measure: str, which: str, today: date) -> tuple[Counting, list[ColumnElement[bool]]]:
    """By which day requests are chosen, what is said of them, and which of them."""
    rule = counting(measure, today)
    says: dict[str, list[ColumnElement[bool]]] = {
        "": [],
        "yes": [rule.verdict.is_(True)],
        "no": [rule.verdict.is_(False)],
        "out": [rule.verdict.is_(None)],
    }
    if which in says:
        return rule, says[which]
    if measure == "emergencies_by_cause":
        if which not in CAUSES:
            raise BadSettings(f"{which[:40]!r} is no cause of an emergency; there are {', '.join(CAUSES)}.")
        return rule, [_C.emergency_cause == which]
    out = left_out(measure, which, today)
    return Counting(out.day, null(), rule.value, out.among), [out.verdict]


def _order(measure: str, rule: Counting) -> tuple[ColumnElement[Any], ...]:
    """Those to learn from first: the missed ones, where more is better, else those that say yes; the highest value before the others."""
    learn = names()[measure]["better"] != "more"
    rank = case((rule.verdict.is_(None), 2), (rule.verdict.is_(learn), 0), else_=1)
    return (rank, *([] if rule.value is None else [rule.value.desc()]), rule.day, _C.id)


def _line(row: Mapping[str, Any], reason: str) -> Behind:
    says = None if row["says"] is None else bool(row["says"])
    value = None if row["value"] is None else float(row["value"])
    return Behind(shown(row["id"]), row["customer"], row["title"], row["state"], row["day"], says, value, reason)
