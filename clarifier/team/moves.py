"""How each step moves a request's life on, and when it cannot be taken.

Comes in: records, in order. Goes out: the Life they make; NotNow, in one sentence, for a step that does not fit where the request stands.

    drafted <──> waiting (for the customer)
       │            │
       └──> asked <─┘ ──> answered ──> told ──> delivered ──> closed        cancelled: before all of it is delivered
"""

from collections.abc import Iterable
from dataclasses import replace

from clarifier.errors import NotNow
from clarifier.team.life import STATES, Life, Record
from clarifier.team.schedules import days_early
from clarifier.team.steps import (
    Answered,
    Asked,
    AskedBack,
    Cancelled,
    Closed,
    CustomerAnswered,
    CustomerAsked,
    Delivered,
    Drafted,
    Emergency,
    HeadsUp,
    Noted,
    Part,
    Portion,
    Revised,
    Told,
    Undone,
)  # fmt: skip

LEAST_REASON = 3  # characters


def life_of(records: Iterable[Record]) -> Life | None:
    """The life that records make; None where there is none."""
    life: Life | None = None
    for record in records:
        life = born(record) if life is None else after(life, record)
    return life


def taken_back(records: Iterable[Record]) -> set[int]:
    """The places of the steps that were taken back."""
    standing: list[int] = []
    past: set[int] = set()
    for record in records:
        if isinstance(record.step, Undone):
            past.add(standing.pop())
        else:
            standing.append(record.sequence)
    return past


def born(record: Record) -> Life:
    """The life that a first step begins; raises NotNow where it is no draft."""
    if not isinstance(record.step, Drafted):
        raise NotNow("A request begins by being saved: save it first.")
    return Life("drafted", record.sequence, record.step, record.by, record, record, record)


def after(life: Life, record: Record) -> Life:
    """The life with one more step; raises NotNow where it cannot be taken."""
    if isinstance(record.step, Undone):
        if life.before is None:
            raise NotNow("There is no step to take back: cancel the request instead.")
        return replace(life.before, version=record.sequence, last=record)
    if life.ended and not isinstance(record.step, Noted):
        raise NotNow(f"This request is {life.state}: take that back first, or save a new one.")
    return replace(_moved(life, record), version=record.sequence, last=record, newest=record, before=life)


def _moved(life: Life, record: Record) -> Life:
    match record.step:
        case Noted():
            return life
        case HeadsUp():
            if life.is_shared:
                raise NotNow("Production knows of it already.")
            return replace(life, heads_up=record)
        case CustomerAsked():
            _no_later_than(life, "waiting", "It is with production: change the request when the customer answers.")
            return replace(life, state="waiting")
        case CustomerAnswered():
            if life.state != "waiting":
                raise NotNow("No question to the customer is open; change the request instead.")
            return replace(life, state="drafted")
        case Revised() as step:
            _no_later_than(life, "told", "It is delivered: save a new request for what is new.")
            if life.answers and len(step.lines) < len(life.content.lines):
                raise NotNow(
                    "Production has answered for each line: none can be taken out any more. Cancel it, and save the rest anew."
                )
            return replace(life, content=step, state="drafted", turned=record.sequence)
        case Asked():
            _no_later_than(life, "told", "It is delivered: there is nothing to ask.")
            ready = not life.content.missing if life.was_ready is None else life.was_ready
            return replace(life, state="asked", asks=(*life.asks, record), was_ready=ready, turned=record.sequence)
        case AskedBack():
            if life.state != "asked":
                raise NotNow("Nobody waits for production's answer here.")
            was_ready = bool(life.was_ready and life.answers)
            return replace(life, state="drafted", questions=(*life.questions, record), was_ready=was_ready)
        case Answered() as step:
            _may_answer(life, step)
            return replace(life, state="answered", answers=(*life.answers, record))
        case Told() as step:
            _may_tell(life, step)
            return _arrived(replace(life, state="told", tells=(*life.tells, record)))
        case Delivered() as step:
            if not life.first_promise:
                raise NotNow("Nothing was promised yet: let production answer first.")
            _lines_known(life, step.parts)
            return _arrived(replace(life, deliveries=(*life.deliveries, record)))
        case Emergency():
            _no_later_than(life, "told", "It is delivered: there is nothing to speed up.")
            return replace(life, emergency=record)
        case Closed() as step:
            _may_close(life, step)
            return replace(life, state="closed", ended=record)
        case Cancelled():
            _no_later_than(life, "told", "It is delivered: close it.")
            return replace(life, state="cancelled", ended=record)
    raise NotNow("A request is saved once: change it instead.")


def _arrived(life: Life) -> Life:
    """The life, delivered where all that is owed came."""
    return replace(life, state="delivered") if life.is_complete else life


def _may_answer(life: Life, step: Answered) -> None:
    if life.state not in ("asked", "answered", "told"):
        raise NotNow("Production is not asked at the moment: ask first.")
    if step.decision == "no" and step.promise:
        raise NotNow("A no holds no dates: say “can't, but …” with what can be delivered.")
    if step.decision != "no" and not step.promise:
        raise NotNow("Name how many can be delivered, and by when.")
    if life.state != "asked" and len(step.because) < LEAST_REASON:
        raise NotNow("This changes an answer that was given: say why in a few words.")
    _lines_known(life, step.promise)


def _may_tell(life: Life, step: Told) -> None:
    if life.state not in ("answered", "told"):
        raise NotNow("Production has not answered: no date can be told to the customer yet.")
    if life.promise and not step.told:
        raise NotNow("Name the dates the customer was told.")
    if step.told and not life.promise:
        raise NotNow("Production said no: there is no date to tell the customer.")
    _lines_known(life, step.told)
    if (days := days_early(step.told, life.promise)) and len(step.earlier_because) < LEAST_REASON:
        much = "a day" if days == 1 else f"{days} days"
        raise NotNow(
            f"This promises the customer a date {much} earlier than production did. "
            "Tell the promised date, or say why the earlier one is told all the same."
        )


def _may_close(life: Life, step: Closed) -> None:
    if not life.answers:
        raise NotNow("Production never answered: cancel it instead, with the reason.")
    is_refused = life.state == "told" and not life.latest_told
    if life.state != "delivered" and not is_refused and len(step.because) < LEAST_REASON:
        raise NotNow("Not all of it is delivered: say why it is closed all the same.")


def _no_later_than(life: Life, last: str, sentence: str) -> None:
    if STATES.index(life.state) > STATES.index(last):
        raise NotNow(sentence)


def _lines_known(life: Life, parts: Iterable[Portion | Part]) -> None:
    most = len(life.content.lines)
    for part in parts:
        if part.line > most:
            raise NotNow(f"There is no line {part.line}: this request has {most}.")
