"""What counts: by the database, and by a plain count over the lives, on random lives of a few requests."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import accumulate
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some
from sqlalchemy import delete

from benchmarks.ledger_seed import fill
from clarifier.errors import NotNow
from clarifier.team.behind import behind
from clarifier.team.counted import YARDSTICKS
from clarifier.team.database import Database
from clarifier.team.figures import Series
from clarifier.team.ledger import REQUESTS, STEPS
from clarifier.team.life import OPEN, Life, Record, promised
from clarifier.team.life import told as told_in
from clarifier.team.measures import measures
from clarifier.team.moves import after, born
from clarifier.team.person import Person, Role, Team
from clarifier.team.steps import Answered, Portion, step_of

ZONE = ZoneInfo("America/Chicago")
TODAY = date(2026, 12, 10)
DANA = Person("dana", "Dana", Team.sales, Role.rep)
Written = tuple[Life, tuple[Record, ...]]

DAYS = some.integers(-2, 40)
MANY = some.integers(1, 3)
SCHEDULE = some.lists(some.tuples(some.integers(1, 2), MANY, DAYS), min_size=1, max_size=3)
MOVES: some.SearchStrategy[tuple[Any, ...]] = some.one_of(
    some.tuples(some.just("told"), SCHEDULE, some.booleans()),
    some.tuples(some.just("answered"), SCHEDULE, some.sampled_from(["yes", "can_but", "no"])),
    some.tuples(some.just("delivered"), SCHEDULE, some.none()),
    some.tuples(some.sampled_from(["asked", "asked", "asked_back", "closed", "cancelled", "emergency", "undone", "heads_up"]),
                some.just([]), some.none()),
)  # fmt: skip
LIVES = some.lists(
    some.tuples(some.integers(0, 80), some.booleans(), some.integers(0, 3), some.lists(some.tuples(some.integers(0, 300), MOVES), max_size=9)),
    min_size=1, max_size=12,
)  # fmt: skip


def random_lives(drawn: Iterable[tuple[int, bool, int, list[Any]]]) -> Iterator[Written]:
    """Lives of the moves that can be made; most begin with asked, answered, told."""
    for start, is_missing, opening, moves in drawn:
        at = datetime(2026, 9, 20, 5, 30, tzinfo=UTC) + timedelta(days=start)
        wanted = [{"quantity": 2, "requested": (at.date() + timedelta(days=9)).isoformat()}, {"quantity": 1}]
        first = {"kind": "drafted", "customer": "c", "lines": wanted, "missing": ["x"] if is_missing else []}
        records = [Record(1, at, "dana", "Dana", step_of(first))]
        life = born(records[0])
        opened = [
            ("asked", [], None),
            ("answered", [(1, 2, 9), (2, 1, 12)], "yes"),
            ("told", [(1, 2, 9), (2, 1, 12)], False),
        ]
        for hours, move in [*((5, each) for each in opened[:opening]), *moves]:
            at += timedelta(hours=hours)
            if at.date() > TODAY:
                break
            record = Record(len(records) + 1, at, "dana", "Dana", step_of(moved(move, at)))
            try:
                life = after(life, record)
            except NotNow:
                continue
            records.append(record)
        yield life, tuple(records)


def moved(move: tuple[str, list[tuple[int, int, int]], Any], at: datetime) -> dict[str, Any]:
    kind, parts, choice = move
    schedule = [{"line": line, "quantity": many, "on": at.date() + timedelta(days=days)} for line, many, days in parts]
    by_kind: dict[str, dict[str, Any]] = {
        "told": {"told": schedule, "at_customers_wish": choice, "earlier_because": "they asked"},
        "answered": {"promise": [] if choice == "no" else schedule, "decision": choice, "because": "new dates"},
        "delivered": {"on": at.date(), "parts": [{"line": line, "quantity": many} for line, many, _ in parts]},
        "asked_back": {"question": "which?"}, "closed": {"because": "that is all"}, "cancelled": {"because": "no need"},
        "emergency": {"cause": "material"}, "undone": {"because": "mistaken"},
    }  # fmt: skip
    return {"kind": kind, **by_kind.get(kind, {})}


def plainly(yardstick: str, life: Life) -> tuple[date, bool | None] | None:
    """When it was due and whether it was kept, counted day by day; None where it has no day."""
    schedule: Sequence[Portion] = getattr(life, yardstick)
    if not schedule or not life.asks:
        return None
    last = max(portion.on for portion in schedule)

    def there(day: date, line: int) -> Decimal:
        parts = (part for goods in life.goods if goods.on <= day for part in goods.parts)
        return sum((part.quantity for part in parts if part.line == line), Decimal(0))

    def is_short(line: int) -> bool:
        portions = sorted((portion.on, portion.quantity) for portion in schedule if portion.line == line)
        owed = accumulate(quantity for _, quantity in portions)
        by_day = dict(zip((day for day, _ in portions), owed, strict=True))
        return any(there(day, line) < quantity for day, quantity in by_day.items())

    if not any(is_short(portion.line) for portion in schedule):
        return last, True
    if life.state == "cancelled" and not life.is_complete:
        assert life.ended
        return last, False if life.ended.at.astimezone(ZONE).date() > last else None
    if life.state in OPEN and not life.is_complete:
        return last, False if last < TODAY else None
    return last, False


def shares(life: Life) -> Iterator[tuple[str, date, bool]]:
    """What it counts as: measure, day, yes or no."""

    def on(record: Record) -> date:
        return record.at.astimezone(ZONE).date()

    for yardstick in YARDSTICKS:
        verdict = plainly(yardstick, life)
        if verdict and verdict[1] is not None:
            yield yardstick, verdict[0], verdict[1]
    if life.asks:
        asked = on(life.asks[0])
        yield "expedite_rate", asked, life.emergency is not None
        if life.answers or life.questions:
            yield "ready_first", asked, bool(life.was_ready)
        if life.emergency:
            yield "emergencies_by_cause", on(life.emergency), True
    dated = [each for each in life.tells if told_in(each)]
    if dated:
        yield "over_promised", on(dated[0]), any(map(is_early(life), dated))


def is_early(life: Life) -> Callable[[Record], bool]:
    """Whether something was told for a day by which less of it was promised."""

    def early(tell: Record) -> bool:
        before = [each for each in life.answers if each.sequence < tell.sequence]
        promise = promised(before[-1]) if before else ()

        def sum_of(schedule: Iterable[Portion], line: int, day: date) -> Decimal:
            return sum((each.quantity for each in schedule if each.line == line and each.on <= day), Decimal(0))

        for portion in told_in(tell):
            line, day = portion.line, portion.on
            in_all = sum_of(promise, line, date.max)
            if in_all and sum_of(promise, line, day) < min(sum_of(told_in(tell), line, day), in_all):
                return True
        return False

    return early


def values(life: Life) -> Iterator[tuple[str, date, float]]:
    """What is measured of it: measure, day, value."""
    if life.completed_on and life.first_promise:
        due = max(portion.on for portion in life.first_promise)
        yield "padding", life.completed_on, (due - life.completed_on).days
        first = next(each.step for each in life.answers if promised(each))
        assert isinstance(first, Answered)
        yield "buffer", life.completed_on, first.buffer_days
    if life.asks:
        asked = life.asks[0].at
        if life.answers:
            yield "answer_hours", asked.astimezone(ZONE).date(), (life.answers[0].at - asked).total_seconds() / 3600
        heard = min(asked, life.heads_up.at) if life.heads_up else asked
        end = datetime.combine(max(each.on for each in life.requested), datetime.max.time(), ZONE)
        yield "notice_hours", asked.astimezone(ZONE).date(), (end - heard).total_seconds() / 3600


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(drawn=LIVES)
def test_the_database_counts_what_a_plain_count_does(database: Database, drawn: list[Any]) -> None:
    lives = list(random_lives(drawn))
    enter(database, lives)
    found = measures(database, DANA, TODAY, 4)
    series: dict[str, Series] = {each.id: each for measure in found.all for each in (*measure.beside, measure)}
    counted = [each for life, _ in lives for each in shares(life)]
    measured = [each for life, _ in lives for each in values(life)]
    for place in (*range(4), None):
        months = found.months if place is None else found.months[place : place + 1]
        for name in {each[0] for each in (*counted, *measured)}:
            figure = series[name].whole if place is None else series[name].months[place]
            said = [says for its, day, says in counted if its == name and day.replace(day=1) in months]
            were = [value for its, day, value in measured if its == name and day.replace(day=1) in months]
            if said:
                assert (figure.number, figure.count) == (sum(said), len(said)), (name, figure)
            elif were:
                assert figure.count == len(were), (name, figure)
                assert figure.value == pytest.approx(median(were), abs=0.01), (name, figure)
            else:
                assert figure.count == 0, (name, figure)


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(drawn=LIVES)
def test_the_lists_hold_what_the_figures_count(database: Database, drawn: list[Any]) -> None:
    enter(database, random_lives(drawn))
    for measure in measures(database, DANA, TODAY, 4).all:
        _, lines = behind(database, DANA, measure.id, None, TODAY, months=4, most=100)
        says = [each.says for each in lines]
        assert (says.count(True), says.count(True) + says.count(False)) == (measure.whole.number, measure.whole.count)
        assert all(each.why for each in lines)


def enter(database: Database, lives: Iterable[Written]) -> None:
    """These lives alone."""
    with database.writing() as connection:
        connection.execute(delete(STEPS))
        connection.execute(delete(REQUESTS))
    assert list(fill([database], lives, ZONE))
