"""A summit while it runs, as both browsers show it: the agenda with its ticks, one item, its clock, what is captured. Pure functions.

Comes in: a Summit and this moment. Goes out: frozen views, and the moments from which a browser counts the clock itself.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from clarifier.team.summit_run import allowed, elapsed
from clarifier.team.summits import Note, Summit
from clarifier.team.wording import day
from clarifier.web.summit_view import ItemView, item_views
from clarifier.web.summit_words import ActionRow, action_row, words


@dataclass(frozen=True)
class Stop:
    """An item in the list at the left; `state` is done, skipped, current or empty."""

    id: str
    title: str
    minutes: int
    extra: int
    state: str


@dataclass(frozen=True)
class NoteView:
    """Something captured. `on` is the item it belongs to, `may_change` whether it can be struck or worded anew."""

    id: int
    kind: str
    word: str
    text: str
    owner: str
    due: str
    due_on: str
    by: str
    on: str
    version: int
    is_struck: bool
    may_change: bool


@dataclass(frozen=True)
class RunView:
    """`item` is None once every item is done; `is_closing` at the last one and after it."""

    number: int
    title: str
    minutes: int
    stops: tuple[Stop, ...]
    item: ItemView | None
    count: int
    is_first: bool
    is_paused: bool
    is_closing: bool
    carried: tuple[ActionRow, ...]
    notes: tuple[NoteView, ...]
    ratings: int
    may_run: bool


def run_view(found: Summit, today: date, may_run: bool, login: str, name: str) -> RunView:
    """The run as it stands; `login` and `name` are of whoever looks, who may tick their own actions."""
    agenda, run = found.agenda, found.run
    items = item_views(agenda)
    current = next((each for each in items if each.id == run.current), None)
    carried: tuple[ActionRow, ...] = ()
    if current and current.kind == "carried_over":
        own = {login.casefold(), name.casefold()}
        carried = tuple(
            action_row(each, today, may_run or (each.owner or "").casefold() in own)
            for each in agenda.actions[: len(found.plan.agenda.actions)]
        )
    return RunView(
        number=found.id,
        title=agenda.title,
        minutes=agenda.minutes,
        stops=tuple(_stop(each, found) for each in items),
        item=current,
        count=len(items),
        is_first=bool(current and current.is_first),
        is_paused=run.is_paused,
        is_closing=current is None or current.is_last,
        carried=carried,
        notes=note_views(found, today, may_run),
        ratings=found.ratings,
        may_run=may_run,
    )


def note_views(found: Summit, today: date, may_change: bool) -> tuple[NoteView, ...]:
    """What was captured, the newest first."""
    titles = {each.id: each.title for each in found.agenda.items}
    return tuple(_note(each, titles, today, may_change) for each in reversed(found.notes))


def ticking(found: Summit, now: datetime, zone: tzinfo) -> dict[str, Any]:
    """From what a browser counts: seconds of the current item until `now`, what it may take, what is to come after it. Moments are in
    milliseconds since 1970, `zone` is the works' offset in minutes."""
    run, agenda = found.run, found.agenda
    later = [each.id for each in agenda.items if each.id not in (*run.done, *run.skipped, run.current)]
    to_come = sum(max(0.0, allowed(run, agenda, each) - elapsed(run, each, now)) for each in later)
    offset = now.astimezone(zone).utcoffset()
    return {
        "now": _milliseconds(now),
        "item": run.current,
        "elapsed": elapsed(run, run.current, now) if run.current else 0.0,
        "allowed": allowed(run, agenda, run.current) if run.current else 0.0,
        "running": run.since is not None,
        "to_come": to_come,
        "zone": offset.total_seconds() / 60 if offset else 0,
    }


def _milliseconds(moment: datetime) -> int:
    return int(moment.astimezone(UTC).timestamp() * 1000)


def _stop(item: ItemView, found: Summit) -> Stop:
    run = found.run
    state = "current" if item.id == run.current else "done" if item.id in run.done else ""
    return Stop(
        item.id, item.title, item.minutes, run.extended.get(item.id, 0), state or ("skipped" if item.id in run.skipped else "")
    )  # fmt: skip


def _note(note: Note, titles: dict[str, str], today: date, may_change: bool) -> NoteView:
    return NoteView(
        id=note.id,
        kind=note.kind,
        word=words()["kinds"][note.kind],
        text=note.text,
        owner=note.owner or "",
        due=day(note.due, today) if note.due else "",
        due_on=note.due.isoformat() if note.due else "",
        by=note.name,
        on=titles.get(note.item or "", ""),
        version=note.version,
        is_struck=note.is_struck,
        may_change=may_change,
    )
