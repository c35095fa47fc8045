"""From a request's life to what a planner sees who was asked: the question, what was promised before, and how it stands now.

Comes in: an entry, the person asked, today and the zone. Goes out: one frozen View that the templates read. Of the customer's email it
shows nothing but what was asked of production: never the thread.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from decimal import Decimal

from clarifier.team.ledger import Entry
from clarifier.team.life import Life, Record, promised, told
from clarifier.team.person import Person
from clarifier.team.schedules import totals
from clarifier.team.steps import Answered, Asked, AskedBack, Cancelled, Closed, Portion, RequestLine
from clarifier.team.wording import amount, day
from clarifier.texts import fill, table
from clarifier.web.answer_form import offered

BEFORE = 3  # earlier promises and tellings that are shown


@dataclass(frozen=True)
class Item:
    """A line of the request; `how_many` and `by` are empty where the customer has not said."""

    number: int
    name: str
    how_many: str
    by: str
    unit: str
    quantity: str
    needs_quantity: bool
    needs_day: bool
    is_past: bool


@dataclass(frozen=True)
class Portions:
    """What comes of a line: each as so many, and a day. `left` is what was asked for beyond that."""

    name: str
    parts: tuple[tuple[str, str], ...]
    left: str


@dataclass(frozen=True)
class Earlier:
    """Something that was promised, or told the customer: by whom, when; nothing in `portions` is a no."""

    is_told: bool
    name: str
    at: str
    portions: tuple[Portions, ...]


@dataclass(frozen=True)
class View:
    """`situation` is asked, answered, told, asked_back, changing, taken_back or over; `is_anew` the day of a newer ask than the link's."""

    number: str
    situation: str
    asker: str
    me: str
    customer: str
    items: tuple[Item, ...]
    by: str
    why: str
    stances: tuple[str, ...]
    unknown: str
    words: str
    earlier: tuple[Earlier, ...]
    anew: str
    answered_by: str
    decision: str
    promise: tuple[Portions, ...]
    options: tuple[str, ...]
    rests_on: str
    buffer_days: int
    because: str
    question: str
    ending: str
    ended_because: str
    by_customer: bool

    @property
    def can_answer(self) -> bool:
        """Whether an answer would be taken now."""
        return self.situation in ("asked", "answered", "told")


def view(entry: Entry, person: Person, today: date, zone: tzinfo, anew: Record | None = None) -> View:
    """What the page shows."""
    life = entry.life
    ask = life.asks[-1] if life.asks else None
    items = tuple(_item(number, line, today) for number, line in enumerate(life.content.lines, 1))
    given = life.answers[-1] if life.answers else None
    answer = given.step if given and isinstance(given.step, Answered) else None
    ended = life.ended.step if life.ended else None
    situation = _situation(life)
    days = {item.by for item in items}
    return View(
        number=entry.number,
        situation=situation,
        asker=ask.name if ask else life.drafted.name,
        me=person.name,
        customer=life.content.customer,
        items=items,
        by=days.pop() if len(days) == 1 else "",
        why=life.content.why,
        stances=_stances(life),
        unknown=_unknown(life),
        words=ask.step.text if ask and isinstance(ask.step, Asked) else "",
        earlier=_earlier(life, situation, today, zone),
        anew=day(_on(anew.at, zone), today) if anew else "",
        answered_by=given.name if given else "",
        decision=answer.decision if answer else "",
        promise=_portions(life, life.promise, today),
        options=answer.options if answer else (),
        rests_on=answer.rests_on if answer else "",
        buffer_days=answer.buffer_days if answer else 0,
        because=answer.because if answer else "",
        question=_question(life),
        ending=life.state if situation == "over" else "",
        ended_because=ended.because if isinstance(ended, Cancelled | Closed) else "",
        by_customer=isinstance(ended, Cancelled) and ended.by_customer,
    )


def weekday(typed: str, today: date) -> str:
    """`Wed 20 November` for a day that was typed, nothing for anything else."""
    try:
        return day(date.fromisoformat(typed), today)
    except ValueError:
        return ""


def _situation(life: Life) -> str:
    if life.state in ("asked", "answered", "told"):
        return life.state
    if life.state in ("delivered", "closed", "cancelled"):
        return "over"
    if not life.asks:
        return "taken_back"
    if life.questions and life.questions[-1].sequence > life.asks[-1].sequence:
        return "asked_back"
    return "changing"


def _item(number: int, line: RequestLine, today: date) -> Item:
    return Item(
        number=number,
        name=line.name,
        how_many=amount(line.quantity, line.unit) if line.quantity else "",
        by=day(line.requested, today) if line.requested else "",
        unit=line.unit,
        quantity=f"{line.quantity.normalize():f}" if line.quantity else "",
        needs_quantity=line.quantity is None,
        needs_day=line.requested is None or line.requested < today,
        is_past=bool(line.requested and line.requested < today),
    )


def _stances(life: Life) -> tuple[str, ...]:
    words, content = table("wording/answer_page"), life.content
    offer = offered(life)
    partial = words["partial"][content.partial_delivery]
    if offer and content.partial_delivery != "refused":
        unit = content.lines[0].unit if len(content.lines) == 1 else ""
        partial = fill(words["partial"]["offer"], part=amount(offer, unit))
    return (partial, words["flexibility"][content.date_flexibility])


def _unknown(life: Life) -> str:
    """What the customer has still to say; what stands in the stances is not repeated."""
    words = table("wording/messages")["unknown"]
    fields = [field for field in life.content.missing if field not in ("partial_delivery", "date_flexibility")]
    return ", ".join(words[field] for field in fields if field in words and "{" not in words[field])


def _earlier(life: Life, situation: str, today: date, zone: tzinfo) -> tuple[Earlier, ...]:
    """The newest promises and tellings, oldest first; not the answer that the page shows as the one that stands."""
    answers = life.answers[:-1] if situation in ("answered", "told") else life.answers
    records = sorted((*answers, *life.tells), key=lambda record: record.sequence)[-BEFORE:]
    tells = {record.sequence for record in life.tells}
    return tuple(
        Earlier(
            record.sequence in tells,
            record.name,
            day(_on(record.at, zone), today),
            _portions(life, told(record) or promised(record), today),
        )
        for record in records
    )


def _portions(life: Life, schedule: Iterable[Portion], today: date) -> tuple[Portions, ...]:
    """A schedule line by line, each part in the order of its days."""
    schedule = sorted(schedule, key=lambda portion: (portion.line, portion.on))
    if not schedule:
        return ()
    sums, found = totals(schedule), []
    for number, line in enumerate(life.content.lines, 1):
        left = (line.quantity or Decimal(0)) - sums.get(number, Decimal(0))
        parts = tuple(
            (amount(each.quantity, line.unit), day(each.on, today)) for each in schedule if each.line == number
        )
        if parts or left > 0:
            found.append(Portions(line.name, parts, amount(left, line.unit) if left > 0 else ""))
    return tuple(found)


def _question(life: Life) -> str:
    step = life.questions[-1].step if life.questions else None
    return step.question if isinstance(step, AskedBack) else ""


def _on(at: datetime, zone: tzinfo) -> date:
    return at.astimezone(zone).date()
