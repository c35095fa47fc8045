"""The measures that both teams share, month by month: above all, delivered in full by the date the customer was told.

Comes in: a database, who looks, today and how many months. Goes out: each measure with its definition, its source, its window, what is
counted and what is left out. The database does the counting, in one scan for each kind of day; no request is loaded. `behind` in behind.py
names the requests that a figure counts.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import Column, Connection, func, select

from clarifier.team.counted import ASKED, YARDSTICKS, Window, counting, left_out, names, number, window
from clarifier.team.database import Database
from clarifier.team.figures import Measures, Tally, measure_of
from clarifier.team.ledger import REQUESTS
from clarifier.team.medians import middle, walked
from clarifier.team.person import Person
from clarifier.team.rights import may_read
from clarifier.team.steps import CAUSES

_C = REQUESTS.c


def measures(database: Database, reader: Person, today: date, months: int = 12) -> Measures:
    """The measures of so many months, today's being the last. Raises NotAllowed, BadSettings, StoreError."""
    may_read(reader, "measures")
    span = window(today, months)
    with database.reading() as connection:
        tallies = {each: _kept(connection, each, span, today) for each in YARDSTICKS}
        tallies |= _asked(connection, span) | _told(connection, span) | _completed(connection, span)
        tallies |= _expedited(connection, span)
        undated = tallies["notice_hours"].out["undated"]
        tallies["told"].out += _untold(connection, span, today)
        tallies["requested"].out["undated"] = undated
    return Measures(today, span.months, tuple(measure_of(each, tallies[each], span) for each in names()))


def _kept(connection: Connection, yardstick: str, span: Window, today: date) -> Tally:
    """How many were due on each day, and how many of them came in full by then."""
    rule, tally = counting(yardstick, today), Tally()
    reasons = ("cancelled_in_time", "not_yet_due")
    query = select(
        rule.day.label("day"),
        func.count(rule.verdict).label("counted"),
        func.count().filter(rule.verdict.is_(True)).label("kept"),
        *(func.count().filter(left_out(yardstick, each, today).verdict).label(each) for each in reasons),
    ).where(span.holds(rule.day), rule.among)
    for row in connection.execute(query.group_by(rule.day)):
        tally.count[number(row.day)] += row.counted
        tally.number[number(row.day)] += row.kept
        tally.out.update({each: getattr(row, each) for each in reasons})
    return tally


def _asked(connection: Connection, span: Window) -> dict[str, Tally]:
    """What is measured of requests by the month in which production was asked."""
    found = {each: Tally() for each in ("expedite_rate", "notice_hours", "answer_hours", "ready_first")}
    expedite, notice, answer, ready = found.values()
    query = select(
        _C.asked_month,
        func.count().label("asked"),
        func.count(_C.emergency_month).label("expedited"),
        func.count(_C.notice_hours).label("noticed"),
        func.count(_C.answer_hours).label("answered"),
        func.count(_C.was_ready).label("decided"),
        func.count().filter(_C.was_ready.is_(True)).label("ready"),
    ).where(span.holds_month(_C.asked_month))
    for row in connection.execute(query.group_by(_C.asked_month)):
        month = row.asked_month
        expedite.count[month], expedite.number[month] = row.asked, row.expedited
        notice.count[month] = notice.number[month] = row.noticed
        answer.count[month] = answer.number[month] = row.answered
        ready.count[month], ready.number[month] = row.decided, row.ready
        notice.out["undated"] += row.asked - row.noticed
        answer.out["unanswered"] += row.asked - row.answered
        ready.out["undecided"] += row.asked - row.decided
    for tally, value in ((notice, _C.notice_hours), (answer, _C.answer_hours)):
        parts = [(tally.count[month], _C.asked_month == month) for month in tally.count]
        medians = walked(connection, value, [*parts, (tally.count.total(), span.holds(_C.asked_on))])
        tally.medians = dict(zip((*tally.count, None), medians, strict=True))
    return found


def _told(connection: Connection, span: Window) -> dict[str, Tally]:
    """How many were told a date, and how many an earlier one than was promised."""
    days = _occurring(connection, _C.told_month, _C.over_promised_days, span)
    early = {
        month: Counter({value: count for value, count in each.items() if value > 0}) for month, each in days.items()
    }
    tally = Tally(_totals(days), _totals(early))
    tally.beside["days_early"] = _in_the_middle(early)
    return {"over_promised": tally}


def _completed(connection: Connection, span: Window) -> dict[str, Tally]:
    """By how many days what was delivered came before its first promise, and how many of them were named."""
    tally = _in_the_middle(_occurring(connection, _C.completed_month, _C.padding_days, span))
    tally.beside["buffer"] = _in_the_middle(_occurring(connection, _C.completed_month, _C.buffer_days, span))
    return {"padding": tally}


def _expedited(connection: Connection, span: Window) -> dict[str, Tally]:
    """How many were expedited, by cause."""
    causes: dict[str, Counter[int]] = {cause: Counter() for cause in CAUSES}
    query = select(_C.emergency_month, _C.emergency_cause, func.count().label("many"))
    query = query.where(span.holds_month(_C.emergency_month), ASKED)
    for row in connection.execute(query.group_by(_C.emergency_month, _C.emergency_cause)):
        causes[row.emergency_cause][row.emergency_month] = row.many
    every = sum(causes.values(), Counter())
    beside = {cause: Tally(counts, counts) for cause, counts in causes.items()}
    return {"emergencies_by_cause": Tally(every, every, beside=beside)}


def _untold(connection: Connection, span: Window, today: date) -> Counter[str]:
    """What the headline leaves out as no date was ever told."""
    reasons = {each: left_out("told", each, today) for each in ("untold", "refused")}
    counts = (func.count().filter(span.holds(rule.day), rule.verdict).label(each) for each, rule in reasons.items())
    row = connection.execute(select(*counts).where(_C.told_due.is_(None))).one()
    return Counter({each: getattr(row, each) for each in reasons})


def _occurring(connection: Connection, month: Column[Any], value: Column[Any], span: Window) -> dict[int, Counter[int]]:
    """How often each whole number occurs, by month."""
    found: dict[int, Counter[int]] = {}
    query = select(month, value, func.count().label("many")).where(span.holds_month(month), value.is_not(None))
    for its_month, its_value, many in connection.execute(query.group_by(month, value)):
        found.setdefault(its_month, Counter())[its_value] = many
    return found


def _totals(occurring: Mapping[int, Counter[int]]) -> Counter[int]:
    return Counter({month: each.total() for month, each in occurring.items()})


def _in_the_middle(occurring: Mapping[int, Counter[int]]) -> Tally:
    totals = _totals(occurring)
    medians: dict[int | None, float | None] = {month: middle(each) for month, each in occurring.items()}
    medians[None] = middle(sum(occurring.values(), Counter()))
    return Tally(totals, totals, medians=medians)
