"""Why a request counts as it does, in one sentence: "told Sun 22 November, the last came on Thu 26 November: 4 days late".

Comes in: a measure, the row of a request with what the measure says of it, its life where a schedule has to be explained, today. Goes out:
a sentence of knowledge/wording/measures.toml.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from clarifier.team.life import Life
from clarifier.team.schedules import NOTHING, arrived, totals
from clarifier.team.wording import amount, day
from clarifier.texts import fill, table

_BY_ROW = ("untold", "refused", "undated")  # reasons to be left out that need no schedule


def why(measure: str, row: Mapping[str, Any], life: Life | None, today: date, reason: str = "") -> str:
    """The sentence; `life` is needed where the measure is a yardstick, `reason` where one was asked for."""
    if reason in _BY_ROW:
        return _said(reason, day=day(row["day"], today))
    if life:
        return _of_schedule(measure, row, life, today)
    return {
        "expedite_rate": _expedited, "emergencies_by_cause": _expedited, "padding": _padded, "over_promised": _told,
        "notice_hours": _noticed, "answer_hours": _answered, "ready_first": _ready,
    }[measure](row, today)  # fmt: skip


def _of_schedule(yardstick: str, row: Mapping[str, Any], life: Life, today: date) -> str:
    schedule, due = getattr(life, yardstick), row[f"{yardstick}_due"]
    known = {"what": table("wording/measures")["yardsticks"][yardstick], "day": day(due, today)}
    ended = row["cancelled_on"] and day(row["cancelled_on"], today)
    if row["says"] is None:
        return _said("called_off_in_time", **known, ended=ended) if ended else _said("to_come", **known)
    came_on = next((on for on in sorted({each.on for each in life.goods}) if not _lacking(life, schedule, on)), None)
    if came_on is None:
        line, wanted, had = _lacking(life, schedule, None)[0]
        known |= {"wanted": _much(life, line, wanted), "had": amount(had)}
        if ended:
            return _said("called_off_late", **known, ended=ended)
        return _said("short", **known) if row["closed_on"] or life.is_complete else _open(known, due, today)
    came = day(came_on, today)
    if came_on > due:
        return _said("late", **known, came=came, days=_days((came_on - due).days))
    for on in sorted({portion.on for portion in schedule}):
        if lacking := _lacking(life, [portion for portion in schedule if portion.on <= on], on):
            line, wanted, had = lacking[0]
            known |= {"day": day(on, today), "wanted": _much(life, line, wanted), "had": amount(had)}
            return _said("short_by_then", **known)
    if came_on == due:
        return _said("on_the_day", **known)
    return _said("sooner", **known, came=came, days=_days((due - came_on).days))


def _open(known: Mapping[str, str], due: date, today: date) -> str:
    return _said("open", **known, days=_days((today - due).days))


def _lacking(life: Life, schedule: Any, until: date | None) -> list[tuple[int, Decimal, Decimal]]:
    """The lines of which less came up to a day than is wanted: number, wanted, come."""
    came = arrived(life.goods, until)
    had = {line: (wanted, came.get(line, NOTHING)) for line, wanted in totals(schedule).items()}
    return [(line, *both) for line, both in sorted(had.items()) if both[1] < both[0]]


def _much(life: Life, line: int, quantity: Decimal) -> str:
    """How many, and of what where there are several lines; of a line that was taken out since, its number."""
    lines = life.content.lines
    if line > len(lines):
        return f"{amount(quantity)} of line {line}"
    much = amount(quantity, lines[line - 1].unit)
    return f"{much} {lines[line - 1].name}" if len(lines) > 1 else much


def _expedited(row: Mapping[str, Any], today: date) -> str:
    if row["emergency_on"] is None:
        return _said("not_expedited")
    cause = table("wording/ledger")["causes"][row["emergency_cause"]]
    return _said("expedited", day=day(row["emergency_on"], today), cause=cause)


def _padded(row: Mapping[str, Any], today: date) -> str:
    days, promised = row["padding_days"], day(row["first_promise_due"], today)
    buffer = _said("buffer", days=_days(row["buffer_days"])) if row["buffer_days"] else _said("no_buffer")
    if not days:
        return _said("unpadded", day=promised, buffer=buffer)
    came = day(row["completed_on"], today)
    return _said("padded" if days > 0 else "overrun", day=promised, came=came, days=_days(abs(days)), buffer=buffer)


def _told(row: Mapping[str, Any], today: date) -> str:
    on, days = day(row["told_on"], today), row["over_promised_days"]
    return _said("told_early", day=on, days=_days(days)) if days else _said("told_fairly", day=on)


def _noticed(row: Mapping[str, Any], today: date) -> str:
    asked, hours = day(row["asked_on"], today), row["notice_hours"]
    if hours is None:
        return _said("undated", day=asked)
    wanted = day(row["requested_due"], today)
    return _said("noticed" if hours >= 0 else "too_late", day=asked, wanted=wanted, hours=_hours(abs(hours)))


def _answered(row: Mapping[str, Any], today: date) -> str:
    asked = day(row["asked_on"], today)
    if row["answer_hours"] is None:
        return _said("unanswered", day=asked)
    return _said("answered", day=asked, hours=_hours(row["answer_hours"]))


def _ready(row: Mapping[str, Any], today: date) -> str:
    sentence = {None: "undecided", True: "ready", False: "not_ready"}[row["was_ready"]]
    return _said(sentence, day=day(row["asked_on"], today))


def _said(sentence: str, **values: str) -> str:
    return fill(table("wording/measures")["sentences"][sentence], **values)


def _days(days: int) -> str:
    return "a day" if days == 1 else f"{days:,} days"


def _hours(hours: float) -> str:
    """Whole hours; two digits that count below ten."""
    return "an hour" if hours == 1 else f"{hours:,.0f} hours" if hours >= 10 else f"{hours:.2g} hours"
