"""Past orders into the ledger: comes in a table of them, goes out a Report; only where it is applied is anything written.

The rows of one customer's order are one request. Each of its steps has a key made of the order and of itself, so that the same table twice
adds nothing, and a later table with more deliveries adds those.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import tzinfo

from sqlalchemy import Connection, select

from clarifier.errors import LedgerError, UnreadableInput
from clarifier.team import ledger
from clarifier.team.database import Database
from clarifier.team.ledger import SUBMISSIONS, Entry, Submission
from clarifier.team.past_lives import VIA, Planned, PlannedOrder, WrongError, lived, planned
from clarifier.team.past_orders import BadRow, OrderRow, Problem, rows
from clarifier.team.person import Person
from clarifier.team.rights import may_run
from clarifier.team.steps import Drafted

TOGETHER = 100  # orders in one transaction: fast, and nobody else waits long for theirs


@dataclass(frozen=True)
class Report:
    """What a table holds: `rows` in all, `orders` that can be used, of which `known` are in the ledger already with all their steps,
    `left_out` orders with a problem, `undated` orders that do not say when they were asked for. `applied`: the good ones are in the ledger."""

    rows: int
    orders: int
    known: int
    left_out: int
    undated: int
    problems: tuple[Problem, ...]
    applied: bool = False


def import_orders(
    database: Database,
    data: bytes,
    person: Person,
    zone: tzinfo,
    *,
    apply: bool = False,
    all_or_nothing: bool = False,
    together: int = TOGETHER,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Reads a table of past orders and, where `apply` says so, enters those that can be used: all of them in one transaction where
    `all_or_nothing`, else `together` at a time; `progress` hears how many of how many are done. Raises UnreadableInput, NotAllowed, StoreError.
    """
    may_run(person, "import")
    count, groups, problems = _grouped(rows(data))
    orders: list[PlannedOrder] = []
    for group in groups:
        good = [row for row in group if isinstance(row, OrderRow)]
        try:
            if len(good) == len(group):
                orders.append(planned(good, person, zone))
        except WrongError as wrong:
            problems.append(wrong.problem)
    new, fit, unfit = _compared(database, orders, person)
    problems = sorted([*problems, *unfit], key=lambda each: each.row)
    report = Report(
        count,
        len(fit),
        len(fit) - len(new),
        len(groups) - len(fit),
        sum(order.is_undated for order in fit),
        tuple(problems),
    )
    if not apply:
        return report
    if all_or_nothing and problems:
        more = f" There are {len(problems)} problems;" if len(problems) > 1 else ""
        raise UnreadableInput(f"Nothing was imported. {problems[0]}{more} run it without --apply to see the report.")
    size = max(len(new), 1) if all_or_nothing else together
    late: list[Problem] = []
    for start in range(0, len(new), size):
        with database.writing() as connection:
            for order in new[start : start + size]:
                late += _entered(database, connection, order, person, zone, all_or_nothing)
        if progress:
            progress(min(start + size, len(new)), len(new))
    return replace(
        report,
        applied=True,
        orders=report.orders - len(late),
        left_out=report.left_out + len(late),
        problems=(*problems, *late),
    )


def _grouped(found: Iterable[OrderRow | BadRow]) -> tuple[int, list[list[OrderRow | BadRow]], list[Problem]]:
    groups: dict[tuple[str, str], list[OrderRow | BadRow]] = {}
    problems: list[Problem] = []
    count = 0
    for row in found:
        count += 1
        if isinstance(row, BadRow):
            problems += row.problems
        # A row without an order or a customer belongs to no group but its own.
        name = (row.customer.casefold(), row.order.casefold()) if row.customer and row.order else ("", str(row.row))
        groups.setdefault(name, []).append(row)
    return count, list(groups.values()), problems


def _compared(
    database: Database, orders: Sequence[PlannedOrder], person: Person
) -> tuple[list[PlannedOrder], list[PlannedOrder], list[Problem]]:
    """The orders with a step that the ledger has not, those that it can have, and what is wrong with the others."""
    known: dict[str, int] = {}
    keys = [step.key for order in orders for step in order.steps]
    new, fit, problems = [], [], []
    with database.reading() as connection:
        for start in range(0, len(keys), 500):
            some = SUBMISSIONS.c.key.in_(keys[start : start + 500])
            for row in connection.execute(select(SUBMISSIONS.c.key, SUBMISSIONS.c.request).where(some)):
                known[row.key] = row.request
        joined = _Joined(database.engine, database.place, connection)
        for order in orders:
            missing = [step for step in order.steps if step.key not in known]
            try:
                if order.steps[0].key in known:
                    _check_fits(ledger.entry(joined, known[order.steps[0].key], person), order, missing, person)
            except WrongError as wrong:
                problems.append(wrong.problem)
                continue
            fit.append(order)
            if missing:
                new.append(order)
    return new, fit, problems


def _check_fits(entry: Entry, order: PlannedOrder, missing: Sequence[Planned], person: Person) -> None:
    """Whether a request of the ledger is this order, and can take the steps that it has not. Raises WrongError."""
    first, saved = order.steps[0], entry.records[0].step
    if not isinstance(saved, Drafted) or not isinstance(first.step, Drafted) or saved.lines != first.step.lines:
        raise WrongError(
            first.row, first.column, f"it is in the ledger as {entry.number} with other lines; change it there."
        )
    try:
        lived(entry.life, missing, person)
    except WrongError as wrong:
        row, column, sentence = wrong.problem.row, wrong.problem.column, wrong.problem.sentence
        raise WrongError(
            row, column, f"it is in the ledger as {entry.number}, where this cannot be added. {sentence}"
        ) from wrong


def _entered(
    database: Database, connection: Connection, order: PlannedOrder, person: Person, zone: tzinfo, must: bool
) -> list[Problem]:
    """Enters an order, all of it or nothing; what is wrong, where somebody changed it since it was looked at."""
    joined = _Joined(database.engine, database.place, connection)
    first, *rest = order.steps
    if not isinstance(first.step, Drafted):
        raise AssertionError("an order begins with its draft")
    here = first
    try:
        with connection.begin_nested():
            number = ledger.save(joined, first.step, Submission(person, first.at, zone, first.key, VIA)).id
            for here in rest:
                ledger.take(joined, number, here.step, Submission(person, here.at, zone, here.key, VIA))
    except LedgerError as error:
        problem = Problem(here.row, here.column, str(error))
        if must:
            raise UnreadableInput(f"Nothing was imported. {problem}") from error
        return [problem]
    return []


@dataclass(frozen=True)
class _Joined(Database):
    """A database whose transactions are all one that is open."""

    connection: Connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """The transaction that is open."""
        yield self.connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """The same."""
        yield self.connection
