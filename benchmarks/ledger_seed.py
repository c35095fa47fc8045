"""Lives of requests as a works may have seen them in three years, for the benchmark of the ledger.

Comes in: how many, a seed and the moment that is now. Goes out: lives, made step by step by the ledger's own moves, and a database filled
with them. The same seed makes the same lives.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from itertools import islice
from random import Random
from typing import Any

from sqlalchemy import Table, insert, text

from clarifier.team.database import Database
from clarifier.team.ledger import REQUESTS, STEPS
from clarifier.team.life import Life, Record
from clarifier.team.moves import after, born
from clarifier.team.standing import standing
from clarifier.team.steps import (
    CAUSES,
    Answered,
    Asked,
    AskedBack,
    Cancelled,
    Closed,
    CustomerAnswered,
    CustomerAsked,
    Delivered,
    Drafted,
    HeadsUp,
    Noted,
    Part,
    Portion,
    RequestLine,
    Step,
    Told,
    Undone,
    as_text,
    step_of,
)  # fmt: skip

NOW = datetime(2026, 11, 25, 15, 30, tzinfo=UTC)
YEARS = timedelta(days=3 * 365)
BATCH = 1000
_REPS = ("dana", "marcus", "priya", "wei", "ana", "tom", "ines", "karl")
_PLANNERS = ("li", "olga", "sam")
_TOWNS = ("Dayton", "Lorain", "Hollow Creek", "Ashford", "Brixen", "Torun", "Leeds", "Vigo", "Graz", "Malmo")
_TRADES = ("Pumps", "Bakery", "Presses", "Rail", "Valves", "Dairy", "Cranes", "Optics")
_ITEMS = ("bearing caps", "mounting plates", "shafts", "trays", "hinges", "flanges", "brackets", "rollers")
_NOTES = (
    "Called the customer: the dock is open until four.",
    "Material is in, the saw is free from Tuesday.",
    "They are glad to hear early; keep them posted.",
    "Drawing checked with quality, the radius is as before.",
)


class _Writer:
    """Writes one life, as long as what happens lies before now."""

    def __init__(self, draw: Random, at: datetime, now: datetime) -> None:
        self.draw, self.at, self.now = draw, at, now
        self.rep, self.planner = draw.choice(_REPS), draw.choice(_PLANNERS)
        self.records: list[Record] = []
        self.life: Life | None = None

    def takes(self, step: Step, hours: float = 0.0, by: str = "") -> None:
        """The next step, so many hours later; nothing where that is yet to come."""
        self.at += timedelta(hours=hours)
        if self.at > self.now:
            return
        who = by or self.rep
        record = Record(len(self.records) + 1, self.at, who, who.capitalize(), step)
        self.life = after(self.life, record) if self.life else born(record)
        self.records.append(record)

    def by_chance(self, share: float) -> bool:
        return self.draw.random() < share

    def day(self, days: int) -> date:
        return (self.at + timedelta(days=days)).date()


def lives(count: int, seed: int = 6, now: datetime = NOW) -> Iterator[tuple[Life, tuple[Record, ...]]]:
    """So many lives, in the order in which they began."""
    draw = Random(seed)
    seconds = int(YEARS.total_seconds())
    for ago in sorted((draw.randrange(seconds) for _ in range(count)), reverse=True):
        writer = _Writer(Random(draw.random()), now - timedelta(seconds=ago), now)
        _live(writer)
        if writer.life:
            yield writer.life, tuple(writer.records)


def _live(it: _Writer) -> None:
    """Asked, answered, told and delivered, with what comes between."""
    draw, wanted = it.draw, _lines(it)
    it.takes(_draft(it, wanted))
    if it.by_chance(0.03):
        return  # a draft that nobody went on with
    if it.by_chance(0.3):
        it.takes(HeadsUp(note="May become an order."), 2)
    if it.by_chance(0.3):
        it.takes(CustomerAsked(questions="Would half of it help by then?"), 3)
        it.takes(CustomerAnswered(answer="Half is fine for the first week."), draw.uniform(2, 60))
    it.takes(Asked(of=it.planner), draw.uniform(0.2, 30))
    if it.by_chance(0.15):
        it.takes(AskedBack(question="Which revision of the drawing?"), draw.uniform(0.5, 20), it.planner)
        it.takes(Asked(of=it.planner, text="Revision D."), draw.uniform(0.5, 30))
    it.takes(Noted(text=draw.choice(_NOTES)), 0.3)
    if it.by_chance(0.04):
        it.takes(Answered(decision="no", rests_on="No press is free."), draw.uniform(1, 40), it.planner)
        it.takes(Told(), draw.uniform(1, 20))
        it.takes(Closed(), 24)
        return
    lead = draw.randint(5, 40)
    promise = _schedule(it, wanted, lead)
    buffer = draw.choice((0, 0, 0, 1, 2, 3, 5))
    it.takes(Answered(decision=draw.choice(("yes", "yes", "can_but")), promise=promise, buffer_days=buffer),
             draw.uniform(0.5, 70), it.planner)  # fmt: skip
    if it.by_chance(0.05):
        it.takes(Undone(because="The wrong week."), 0.2, it.planner)
        it.takes(Answered(decision="yes", promise=promise, buffer_days=buffer), 0.2, it.planner)
    if it.by_chance(0.98):
        it.takes(_tell(it, promise), draw.uniform(0.2, 30))
    it.takes(Noted(text=draw.choice(_NOTES)), 5, it.planner)
    if it.by_chance(0.12):
        it.takes(step_of({"kind": "emergency", "cause": draw.choice(CAUSES), "note": "It has to be sooner."}), 24)
    if it.by_chance(0.06):
        it.takes(Cancelled(because="They buy another machine.", by_customer=True), 24 * draw.uniform(1, lead * 1.4))
        return
    _deliver(it, promise, lead)


def _deliver(it: _Writer, promise: Sequence[Portion], lead: int) -> None:
    """One to three deliveries around the promise, once in a while after a new one."""
    draw = it.draw
    slip = draw.choice((-6, -4, -3, -2, -1, -1, 0, 0, 0, 0, 0, 1, 2, 5))
    if it.by_chance(0.25):
        days = draw.randint(2, 14)
        promise = [each.model_copy(update={"on": each.on + timedelta(days=days)}) for each in promise]
        it.takes(Answered(decision="yes", promise=tuple(promise), because="The casting came late."), 24 * lead * 0.4, it.planner)  # fmt: skip
        if it.by_chance(0.9):
            it.takes(Told(told=tuple(promise), at_customers_wish=it.by_chance(0.2)), draw.uniform(1, 20))
    it.takes(Noted(text=draw.choice(_NOTES)), 4, it.planner)
    for portion in sorted(promise, key=lambda each: each.on):
        on = max(portion.on + timedelta(days=slip), it.at.date())
        it.at = max(it.at, datetime(on.year, on.month, on.day, 13, tzinfo=UTC))
        it.takes(Delivered(on=on, parts=(Part(line=portion.line, quantity=portion.quantity),)), 0.1, it.planner)
    if it.by_chance(0.6):
        it.takes(Noted(text="They said thank you."), 20)
    if it.by_chance(0.7) and it.life and it.life.state == "delivered":
        it.takes(Closed(), 24)


def _lines(it: _Writer) -> tuple[RequestLine, ...]:
    draw = it.draw
    return tuple(
        RequestLine(
            part_number=f"{draw.randint(10, 99)}-{draw.randint(1000, 9999)}",
            description=draw.choice(_ITEMS),
            quantity=Decimal(draw.choice((20, 50, 100, 250, 500, 1500))),
            requested=it.day(draw.randint(3, 45)) if it.by_chance(0.93) else None,
        )
        for _ in range(draw.choice((1, 1, 1, 2)))
    )


def _draft(it: _Writer, wanted: tuple[RequestLine, ...]) -> Drafted:
    draw = it.draw
    return Drafted(
        customer=f"{draw.choice(_TOWNS)} {draw.choice(_TRADES)}", contact="Lee Osgood", po_number=f"PO-{draw.randint(10_000, 99_999)}",
        lines=wanted, why="Their line stops without these.", ask="Can you deliver these by then, or a part of them?",
        missing=("revision",) if it.by_chance(0.25) else (),
    )  # fmt: skip


def _schedule(it: _Writer, wanted: tuple[RequestLine, ...], lead: int) -> tuple[Portion, ...]:
    """All of each line on a day; or half of it, and the rest a week later."""
    portions = []
    for number, line in enumerate(wanted, 1):
        quantity = line.quantity or Decimal(1)
        if it.by_chance(0.25):
            half = quantity / 2
            portions += [Portion(line=number, quantity=half, on=it.day(lead + days)) for days in (0, 7)]
        else:
            portions.append(Portion(line=number, quantity=quantity, on=it.day(lead)))
    return tuple(portions)


def _tell(it: _Writer, promise: Sequence[Portion]) -> Told:
    if it.by_chance(0.92):
        return Told(told=tuple(promise))
    sooner = timedelta(days=it.draw.randint(1, 5))
    moved = tuple(each.model_copy(update={"on": each.on - sooner}) for each in promise)
    return Told(told=moved, earlier_because="They would have gone elsewhere.")


def fill(
    databases: Sequence[Database], made: Iterable[tuple[Life, tuple[Record, ...]]], zone: tzinfo = UTC
) -> Iterator[int]:
    """Enters lives, numbered from 1, into each of the databases, which are empty; tells after each batch how many steps are in."""
    number = steps = 0
    source = iter(made)
    while batch := list(islice(source, BATCH)):
        rows, records = [], []
        for life, taken in batch:
            number += 1
            rows.append({"id": number, **standing(life, zone)})
            records += [_row(number, each) for each in taken]
        for database in databases:
            _enter(database, REQUESTS, rows)
            _enter(database, STEPS, records)
        steps += len(records)
        yield steps
    for database in databases:
        if database.dialect == "postgresql":  # ids that were given leave its counter where it was
            with database.writing() as connection:
                connection.execute(text("SELECT setval(pg_get_serial_sequence('request', 'id'), max(id)) FROM request"))


def _enter(database: Database, table: Table, rows: list[dict[str, Any]]) -> None:
    with database.writing() as connection:
        connection.execute(insert(table), rows)


def _row(number: int, record: Record) -> dict[str, Any]:
    return {
        "request": number, "sequence": record.sequence, "at": record.at, "by": record.by, "name": record.name,
        "via": record.via, "kind": record.step.kind, "body": as_text(record.step),
    }  # fmt: skip
