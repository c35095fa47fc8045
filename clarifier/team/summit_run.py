"""The clock of a summit: which item is being talked about, since when, and what is left.

Comes in: where the run stands, a move, and the moment of it. Goes out: where it stands then. Only moments are kept, never a ticking number: who
reads them later, after a restart or in another browser, computes the same clock. Moments are compared in UTC. Knows no database.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from clarifier.errors import SummitError
from clarifier.team.agenda import Agenda

Move = Literal["start", "next", "previous", "skip", "jump", "pause", "resume", "extend"]
MOVES: tuple[str, ...] = get_args(Move)
STEP = 5  # minutes an item is extended by, where nobody says how many
MOST_EXTENDED = 240  # minutes, of one item in all


@dataclass(frozen=True)
class Run:
    """Where a summit stands. `since`: the clock of the `current` item runs since then; None while there is a break. `spent` are the seconds of
    each item before that, `extended` the minutes it got beyond its own. No `current` after the start: every item is done or skipped.
    """

    started_at: datetime | None = None
    current: str | None = None
    since: datetime | None = None
    spent: Mapping[str, float] = field(default_factory=dict)
    extended: Mapping[str, int] = field(default_factory=dict)
    done: tuple[str, ...] = ()
    skipped: tuple[str, ...] = ()

    @property
    def is_paused(self) -> bool:
        """Whether there is a break."""
        return self.current is not None and self.since is None


@dataclass(frozen=True)
class Clock:
    """What the clock shows at a moment, in seconds: of the current item what is over and what is `left` (below 0 when it is over), and of all
    items together what was talked. `ends_at` is when the summit ends if every open item takes its minutes.
    """

    item: str | None
    elapsed: float
    allowed: float
    left: float
    is_running: bool
    talked: float
    ends_at: datetime

    @property
    def is_over(self) -> bool:
        """Whether the item takes longer than it should."""
        return self.left < 0


def moved(
    run: Run, order: Sequence[str], move: str, now: datetime, item: str | None = None, minutes: int = STEP
) -> Run:
    """The run after a move; `order` are the items' ids, `item` is where to jump, `minutes` how far to extend. Raises SummitError."""
    if move not in MOVES:
        raise SummitError(f"{move[:40]!r} is no move; known are {', '.join(MOVES)}.")
    if run.started_at is None:
        if move != "start":
            raise SummitError("This summit has not begun; start it first.")
        if not order:
            raise SummitError("There is nothing on the agenda; add an item before you start.")
        return Run(started_at=now.astimezone(UTC), current=order[0], since=now.astimezone(UTC))
    if move == "start":
        return run
    if move in ("pause", "resume"):
        return _broken(run, move == "pause", now)
    if move == "extend":
        return _extended(run, minutes)
    if move in ("next", "skip"):
        return _went_on(run, order, now, skipped=move == "skip")
    return _at(run, _before(run, order) if move == "previous" else _jump(order, item), now)


def elapsed(run: Run, item: str, now: datetime) -> float:
    """How many seconds an item was talked about until now, breaks left out."""
    running = run.since if item == run.current else None
    passed = (now.astimezone(UTC) - running.astimezone(UTC)).total_seconds() if running else 0.0
    return run.spent.get(item, 0.0) + max(0.0, passed)


def allowed(run: Run, agenda: Agenda, item: str) -> float:
    """How many seconds an item may take: its minutes and those it was extended by."""
    minutes = next((each.minutes for each in agenda.items if each.id == item), 0)
    return 60.0 * (minutes + run.extended.get(item, 0))


def clock(run: Run, agenda: Agenda, now: datetime) -> Clock:
    """What the clock shows now."""
    item = run.current
    passed, may = (elapsed(run, item, now), allowed(run, agenda, item)) if item else (0.0, 0.0)
    talked = sum(elapsed(run, each, now) for each in {*run.spent, *([item] if item else [])})
    to_come = [each.id for each in agenda.items if each.id not in (*run.done, *run.skipped)]
    remaining = sum(max(0.0, allowed(run, agenda, each) - elapsed(run, each, now)) for each in to_come)
    start = now if run.started_at else max(now.astimezone(UTC), agenda.starts.astimezone(UTC))
    ends_at = start.astimezone(UTC) + timedelta(seconds=remaining)
    return Clock(item, passed, may, may - passed, run.since is not None, talked, ends_at)


def run_json(run: Run) -> dict[str, Any]:
    """The run as plain data; moments are ISO, in UTC."""
    return {
        "started_at": _text(run.started_at), "current": run.current, "since": _text(run.since), "spent": dict(run.spent),
        "extended": dict(run.extended), "done": list(run.done), "skipped": list(run.skipped),
    }  # fmt: skip


def run_from(data: Mapping[str, Any]) -> Run:
    """The run that plain data describes."""
    moments = {name: datetime.fromisoformat(data[name]) if data[name] else None for name in ("started_at", "since")}
    return Run(**{**data, **moments, "done": tuple(data["done"]), "skipped": tuple(data["skipped"])})


def stopped(run: Run, now: datetime) -> Run:
    """The run with the time until now put down, and no clock running."""
    if run.current is None or run.since is None:
        return run
    return replace(run, since=None, spent={**run.spent, run.current: elapsed(run, run.current, now)})


def _broken(run: Run, pause: bool, now: datetime) -> Run:
    if pause:
        return stopped(run, now)
    return run if run.since or run.current is None else replace(run, since=now.astimezone(UTC))


def _extended(run: Run, minutes: int) -> Run:
    if run.current is None:
        raise SummitError("Every item is done; go back to one before you extend it.")
    total = run.extended.get(run.current, 0) + minutes
    if minutes < 1 or total > MOST_EXTENDED:
        raise SummitError(f"An item is extended by at least a minute and at most {MOST_EXTENDED} in all.")
    return replace(run, extended={**run.extended, run.current: total})


def _went_on(run: Run, order: Sequence[str], now: datetime, skipped: bool) -> Run:
    """The current item is settled; the next open one comes, and where none does after it, one that was jumped over."""
    if run.current is None:
        raise SummitError("Every item is done: close the summit, or go back to an item.")
    here = run.current
    done, gone = (run.done, (*run.skipped, here)) if skipped else ((*run.done, here), run.skipped)
    settled = replace(stopped(run, now), done=done, skipped=gone)
    place = order.index(here) + 1 if here in order else 0
    for each in (*order[place:], *order[:place]):
        if each not in (*done, *gone):
            return _at(settled, each, now)
    return replace(settled, current=None)


def _at(run: Run, item: str, now: datetime) -> Run:
    """At an item, its clock running; it is open again if it was settled."""
    if item == run.current:
        return run
    done, skipped = (tuple(each for each in settled if each != item) for settled in (run.done, run.skipped))
    return replace(stopped(run, now), current=item, since=now.astimezone(UTC), done=done, skipped=skipped)


def _before(run: Run, order: Sequence[str]) -> str:
    place = order.index(run.current) if run.current in order else len(order)
    if place == 0:
        raise SummitError("This is the first item; there is none before it.")
    return order[place - 1]


def _jump(order: Sequence[str], item: str | None) -> str:
    if item is None or item not in order:
        raise SummitError("This item is not on the agenda any more; look at it as it is now.")
    return item


def _text(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat() if moment else None
