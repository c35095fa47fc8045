"""What each measure counts, as expressions that the database works out: one definition for the figures and for the lists behind them.

Comes in: today. Goes out, by the measure's id: the day by which a request falls into a month, whether it says yes or no, or its value; and
what is left out, by its own day. A request counts in nothing before production was asked. What is open is missed once its day has passed.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import Boolean, Column, ColumnElement, and_, case, false, literal, null, true

from clarifier.errors import BadSettings
from clarifier.team.ledger import REQUESTS
from clarifier.team.life import OPEN
from clarifier.texts import table

YARDSTICKS = ("told", "requested", "first_promise", "latest_told")
MOST_MONTHS = 60
_C = REQUESTS.c
ASKED = _C.asked_month.is_not(None)


@dataclass(frozen=True)
class Window:
    """Whole months, oldest first, each named by its first day."""

    months: tuple[date, ...]

    @property
    def end(self) -> date:
        """The first day that is no longer in it."""
        return _later(self.months[-1], 1)

    def holds(self, day: ColumnElement[Any]) -> ColumnElement[bool]:
        """Whether a day of the row lies in it."""
        return and_(day >= self.months[0], day < self.end)

    def holds_month(self, month: ColumnElement[Any]) -> ColumnElement[bool]:
        """The same for a column of whole months, such as 202611."""
        return month.between(number(self.months[0]), number(self.months[-1]))


@dataclass(frozen=True)
class Counting:
    """How a measure counts. `verdict` is true or false for what counts and null for what does not; `value` is what is measured, where
    that is a number. A null day is in no month. Most days stand only where production was asked; else `among` says so."""

    day: Column[Any]
    verdict: ColumnElement[Any]
    value: ColumnElement[Any] | None = None
    among: ColumnElement[bool] = field(default_factory=true)


def window(today: date, months: int) -> Window:
    """So many months, today's being the last. Raises BadSettings."""
    if not 1 <= months <= MOST_MONTHS:
        raise BadSettings(f"Measures look back 1 to {MOST_MONTHS} months, not {months}.")
    return Window(tuple(_later(today, -ago) for ago in reversed(range(months))))


def number(month: date) -> int:
    """202611, as the rows keep a month."""
    return month.year * 100 + month.month


def names() -> dict[str, dict[str, Any]]:
    """What each measure is called and how it is explained, in their order: knowledge/wording/measures.toml."""
    found: dict[str, dict[str, Any]] = table("wording/measures")["measures"]
    return found


def counting(measure: str, today: date) -> Counting:
    """How this measure counts. Raises BadSettings where there is none of this id."""
    if measure in YARDSTICKS:
        among = ASKED if measure == "requested" else true()
        return Counting(_C[f"{measure}_due"], _kept(measure, today), among=among)
    known = {
        "expedite_rate": Counting(_C.asked_on, _C.emergency_on.is_not(None)),
        "emergencies_by_cause": Counting(_C.emergency_on, true(), among=ASKED),
        "padding": _valued(_C.completed_on, _C.padding_days),
        "over_promised": Counting(_C.told_on, _C.over_promised_days > 0, _C.over_promised_days),
        "notice_hours": _valued(_C.asked_on, _C.notice_hours),
        "answer_hours": _valued(_C.asked_on, _C.answer_hours),
        "ready_first": Counting(_C.asked_on, _C.was_ready),
    }
    if measure not in known:
        raise BadSettings(f"There is no measure {measure[:40]!r}; there are {', '.join(names())}.")
    return known[measure]


def left_out(measure: str, reason: str, today: date) -> Counting:
    """What a measure leaves out for this reason, by its own day: the verdict is true for it, and for it alone. Raises BadSettings."""
    if reason not in names()[measure]["left_out"]:
        raise BadSettings(f"{reason[:40]!r} is no reason to be left out of {measure}.")
    own, state = counting(measure, today), _C.state
    if measure in YARDSTICKS:
        due, is_undecided = own.day, _C[f"{measure}_kept"].is_(None)
        kept = {
            "cancelled_in_time": Counting(due, and_(is_undecided, state == "cancelled"), among=own.among),
            "not_yet_due": Counting(due, and_(is_undecided, due >= today, state.in_(OPEN)), among=own.among),
        }
        if reason in kept:
            return kept[reason]
    return {
        "untold": Counting(_C.completed_on, _C.told_due.is_(None)),
        "refused": Counting(_C.asked_on, and_(_C.told_due.is_(None), _C.decision == "no")),
        "undated": Counting(_C.asked_on, _C.notice_hours.is_(None)),
        "unanswered": Counting(_C.asked_on, own.verdict.is_(None)),
        "undecided": Counting(_C.asked_on, own.verdict.is_(None)),
    }[reason]


def _kept(yardstick: str, today: date) -> ColumnElement[bool | None]:
    due, kept = _C[f"{yardstick}_due"], _C[f"{yardstick}_kept"]
    overdue = and_(due < today, _C.state.in_(OPEN))
    return case((kept.is_not(None), kept), (overdue, false()), else_=null())


def _valued(day: Column[Any], value: Column[Any]) -> Counting:
    return Counting(day, case((value.is_not(None), literal(True, Boolean)), else_=null()), value)


def _later(day: date, months: int) -> date:
    """The first of the month so many months later."""
    years, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(years, month + 1, 1)
