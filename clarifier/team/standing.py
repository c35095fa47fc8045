"""Where a request stands, as one narrow row: what the board, the lists and the measures ask the database for.

Comes in: a Life and the works' time zone. Goes out: the columns of the `request` table but its id and key. The row says nothing that the
steps do not say: it can be made anew from them at any time. Each yardstick is a schedule with the day it was due and whether it was kept:

    requested      the quantities and days that the customer asked for
    first_promise  what production promised first
    told           what the customer was told first, moved by the customer's own wish alone: the shared headline is measured by it
    latest_told    what the customer was told last

Kept is a verdict, true or false once it stands: of what was asked of production alone, and not where it was called off before it was due.
What is open is in none; once its day has passed, who counts it counts it as missed.
"""

from datetime import date, datetime, tzinfo
from typing import Any

from clarifier.team.life import Life, Record, promised, told
from clarifier.team.schedules import covers, days_early, due, is_kept, totals
from clarifier.team.steps import Answered, Asked, Emergency, Portion
from clarifier.team.wording import amount

MOST_TITLE = 200


def standing(life: Life, zone: tzinfo) -> dict[str, Any]:
    """The columns of a life."""
    first_ask = life.asks[0] if life.asks else None
    first_answer = next((each for each in life.answers if promised(each)), None)
    asked_on = _day(first_ask, zone)
    imported = life.drafted.via == "import"  # a table of past orders knows days, not how long an answer took
    told_on = _day(next((each for each in life.tells if told(each)), None), zone)
    emergency_on = _day(life.emergency, zone)
    promised_first, completed_on = due(life.first_promise), life.completed_on
    return {
        "version": life.version,
        "state": life.state,
        "owner": life.owner,
        "is_shared": life.is_shared,
        "customer": life.content.customer,
        "po_number": life.content.po_number,
        "title": title(life),
        "asked_of": _asked_of(life),
        "decision": _decision(life),
        "saved_at": life.drafted.at,
        "changed_at": life.last.at,
        "asked_at": first_ask.at if first_ask else None,
        "asked_on": asked_on,
        "asked_month": _month(asked_on),
        "answered_at": life.answers[0].at if life.answers else None,
        "waiting_since": life.asks[-1].at if life.state == "asked" else None,
        "told_on": told_on,
        "told_month": _month(told_on),
        "completed_on": completed_on,
        "completed_month": _month(completed_on),
        "cancelled_on": _day(life.ended, zone) if life.state == "cancelled" else None,
        "closed_on": _day(life.ended, zone) if life.state == "closed" else None,
        **_yardstick("requested", life.requested, life, zone),
        **_yardstick("first_promise", life.first_promise, life, zone),
        **_yardstick("told", life.told, life, zone),
        **_yardstick("latest_told", life.latest_told, life, zone),
        "promised_due": due(life.promise),
        "is_slipped": life.state == "answered" and days_early(life.latest_told, life.promise) > 0,
        "next_due": next_due(life),
        "promises": sum(bool(promised(each)) for each in life.answers),
        "was_ready": life.was_ready if (life.answers or life.questions) and not imported else None,
        "asked_back": len(life.questions),
        "answer_hours": None if imported else _hours(first_ask, life.answers[0] if life.answers else None),
        "notice_hours": None if imported else _notice(life, zone),
        "promised_days": _between(asked_on, promised_first),
        "actual_days": _between(asked_on, completed_on),
        "padding_days": _between(completed_on, promised_first),
        "buffer_days": first_answer.step.buffer_days if first_answer and isinstance(first_answer.step, Answered) else None,
        "over_promised_days": _over_promised(life),
        "emergency_on": emergency_on,
        "emergency_month": _month(emergency_on),
        "emergency_cause": life.emergency.step.cause if life.emergency and isinstance(life.emergency.step, Emergency) else None,
    }  # fmt: skip


def title(life: Life) -> str:
    """`500 ea bearing caps 44-1182-C rev D, and 2 more`."""
    first, *more = life.content.lines
    words = f"{amount(first.quantity, first.unit)} {first.name}" if first.quantity else first.name
    end = f", and {len(more)} more" if more else ""
    return words[: MOST_TITLE - len(end)] + end


def _yardstick(name: str, schedule: tuple[Portion, ...], life: Life, zone: tzinfo) -> dict[str, Any]:
    """The day it was due, and whether it was kept."""
    return {f"{name}_due": due(schedule), f"{name}_kept": _verdict(schedule, life, zone)}


def _verdict(schedule: tuple[Portion, ...], life: Life, zone: tzinfo) -> bool | None:
    """Whether a schedule was kept; None where that is open, where it was called off in time, and where production was never asked."""
    last = due(schedule)
    if last is None or not life.asks:
        return None
    if is_kept(schedule, life.goods):
        return True
    ended_on = _day(life.ended, zone)
    is_late = life.state == "cancelled" and ended_on is not None and ended_on > last
    return False if is_late or life.is_complete or life.state == "closed" else None


def next_due(life: Life) -> date | None:
    """The next day on which the customer expects something that has not come."""
    schedule, came = life.latest_told or life.promise, life.delivered
    days = sorted({portion.on for portion in schedule})
    return next((day for day in days if not covers(came, totals(p for p in schedule if p.on <= day))), None)


def _over_promised(life: Life) -> int | None:
    """By how many days at most a date was told before the date promised at that time; None where nothing was told."""
    return max((days_early(told(tell), life.promised_before(tell)) for tell in life.tells if told(tell)), default=None)


def _asked_of(life: Life) -> str:
    step = life.asks[-1].step if life.asks else None
    return step.of if isinstance(step, Asked) else ""


def _decision(life: Life) -> str | None:
    step = life.answers[-1].step if life.answers else None
    return step.decision if isinstance(step, Answered) else None


def _notice(life: Life, zone: tzinfo) -> float | None:
    """Hours from the first word to production until the end of the day on which the last of it was asked for; below 0 where it was past."""
    heard = min((each.at for each in (life.heads_up, *life.asks[:1]) if each), default=None)
    day = due(life.requested)
    if heard is None or day is None:
        return None
    end = datetime(day.year, day.month, day.day, 23, 59, 59, tzinfo=zone)
    return round((end - heard).total_seconds() / 3600, 2)


def _day(record: Record | None, zone: tzinfo) -> date | None:
    return record.at.astimezone(zone).date() if record else None


def _month(day: date | None) -> int | None:
    """202611: a whole month in one number, by which the middle of many is found in an index."""
    return day.year * 100 + day.month if day else None


def _hours(start: Record | None, end: Record | None) -> float | None:
    return round((end.at - start.at).total_seconds() / 3600, 4) if start and end else None


def _between(start: date | None, end: date | None) -> int | None:
    return (end - start).days if start and end else None
