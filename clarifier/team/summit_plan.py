"""A planned summit: its agenda, what is parked beside it, and both after an edit.

Comes in: a draft, or a plan and an edit. Goes out: the plan, or one sentence why not. Items are never lost: one that is taken off the agenda
lies in the parking lot with all it holds, and comes back as it was. Knows no database.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Any

from clarifier.errors import SummitError
from clarifier.team.agenda import Agenda, Attendee, Item
from clarifier.team.steps import FIRST_DAY, LAST_DAY
from clarifier.team.summit_edits import (
    MOST_ITEMS,
    MOST_MINUTES,
    Added,
    Arranged,
    Changed,
    Dropped,
    Edit,
    Moved,
    Put,
    Reordered,
    Returned,
)  # fmt: skip


@dataclass(frozen=True)
class Parked:
    """Something in the parking lot: `item` is what it was on the agenda, where it was there."""

    id: str
    text: str
    item: Item | None = None


@dataclass(frozen=True)
class Plan:
    """An agenda whose own `parking_lot` is empty: what is parked is the `lot`."""

    agenda: Agenda
    lot: tuple[Parked, ...] = ()

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of the items, as they come."""
        return tuple(each.id for each in self.agenda.items)


def planned(agenda: Agenda) -> Plan:
    """The plan of a draft: every item and everything parked gets an id of its own. Raises SummitError."""
    if agenda.starts.tzinfo is None:
        raise SummitError("A summit starts at a time of some zone; name the zone.")
    if not 5 <= agenda.minutes <= MOST_MINUTES:
        raise SummitError(f"A summit has 5 to {MOST_MINUTES} minutes, not {agenda.minutes}.")
    if len(agenda.items) + len(agenda.parking_lot) > MOST_ITEMS:
        raise SummitError(f"An agenda has at most {MOST_ITEMS} items with those in the parking lot; drop some.")
    known: set[str] = set()
    items = tuple(replace(each, id=_unused(each.id, "item", known)) for each in agenda.items)
    lot = tuple(Parked(_unused("", "lot", known), text) for text in agenda.parking_lot)
    return Plan(replace(agenda, items=items, parking_lot=()), lot)


def edited(plan: Plan, edit: Edit, number: int, zone: tzinfo, current: str | None = None) -> Plan:
    """The plan after an edit. `number` is no other edit's and names what is new; `current` is the item being talked about. Raises SummitError."""
    agenda, items, lot = plan.agenda, plan.agenda.items, plan.lot
    match edit:
        case Reordered():
            if sorted(edit.order) != sorted(plan.order):
                raise SummitError("An order names every item of the agenda once; look at it as it is now.")
            items = tuple(_item(plan, id_) for id_ in edit.order)
        case Moved():
            moved = _item(plan, edit.item)
            items = _with([each for each in items if each is not moved], moved, edit.to)
        case Changed():
            item = _item(plan, edit.item)
            items = tuple(_changed(each, edit) if each is item else each for each in items)
        case Added():
            _check_room(plan)
            values = _values(edit, "title", "minutes", "outcome", "options", "why", "owner", "customer")
            items = _with(
                items, Item(id=_unused(f"added-{number}", "added", _ids(plan)), kind="topic", **values), edit.to
            )
        case Put():
            item = _item(plan, edit.item)
            if item.id == current:
                raise SummitError(f"“{item.title}” is being talked about; go on to the next item, then park it.")
            items, lot = tuple(each for each in items if each is not item), (*lot, Parked(item.id, item.title, item))
        case Returned():
            parked = _parked(plan, edit.parked)
            back = parked.item or Item(
                id=parked.id, title=parked.text, kind="topic", minutes=5, why="", outcome="solve"
            )
            back = back if edit.minutes is None else replace(back, minutes=edit.minutes)
            items, lot = _with(items, back, edit.to), tuple(each for each in lot if each is not parked)
        case Dropped():
            gone = _parked(plan, edit.parked)
            lot = tuple(each for each in lot if each is not gone)
        case Arranged():
            agenda = _arranged(agenda, edit, zone)
    return Plan(replace(agenda, items=items), lot)


def minutes_of(agenda: Agenda) -> int:
    """How many minutes the items take together."""
    return sum(each.minutes for each in agenda.items)


def minutes_over(agenda: Agenda) -> int:
    """How many of them are too many; 0 where they fit."""
    return max(0, minutes_of(agenda) - agenda.minutes)


def minutes_free(agenda: Agenda) -> int:
    """How many minutes of the summit no item takes."""
    return max(0, agenda.minutes - minutes_of(agenda))


def ends(agenda: Agenda) -> datetime:
    """When it is over, in its own zone; counted in UTC, as a clock on the wall may be put back meanwhile."""
    return (agenda.starts.astimezone(UTC) + timedelta(minutes=agenda.minutes)).astimezone(agenda.starts.tzinfo)


def as_clocks_show(wall: datetime, zone: tzinfo) -> datetime:
    """A time on the wall as the clocks show it: one that is skipped in spring is the hour after."""
    return wall.replace(tzinfo=zone).astimezone(UTC).astimezone(zone)


def _changed(item: Item, edit: Changed) -> Item:
    values = _values(edit, "title", "minutes", "outcome", "options", "why", "pre_read", "owner", "customer")
    return replace(item, **values)


def _arranged(agenda: Agenda, edit: Arranged, zone: tzinfo) -> Agenda:
    values = _values(edit, "title", "minutes", "note", "facilitator", "next_facilitator")
    if edit.attendees is not None:
        values["attendees"] = tuple(Attendee(each.name, each.team, each.why) for each in edit.attendees)
    if edit.starts is not None:
        if not FIRST_DAY <= edit.starts.date() < LAST_DAY:
            raise SummitError(f"The year {edit.starts.year} is out of range; name the day of the summit.")
        naive = edit.starts.replace(tzinfo=None)
        values["starts"] = edit.starts.astimezone(zone) if edit.starts.tzinfo else as_clocks_show(naive, zone)
    return replace(agenda, **values)


def _values(edit: Edit, *names: str) -> dict[str, Any]:
    """What the edit says, by name; an empty owner, customer or facilitator is none."""
    said = {name: value for name in names if (value := getattr(edit, name)) is not None}
    none = ("owner", "customer", "facilitator", "next_facilitator")
    return {name: None if name in none and not value else value for name, value in said.items()}


def _with(items: Sequence[Item], item: Item, to: int | None) -> tuple[Item, ...]:
    if to is None:
        to = len(items) - 1 if items and items[-1].kind == "close" else len(items)
    return (*items[:to], item, *items[to:])


def _item(plan: Plan, id_: str) -> Item:
    for each in plan.agenda.items:
        if each.id == id_:
            return each
    raise SummitError("This item is not on the agenda any more; look at it as it is now.")


def _parked(plan: Plan, id_: str) -> Parked:
    for each in plan.lot:
        if each.id == id_:
            return each
    raise SummitError("This is not in the parking lot any more; look at it as it is now.")


def _check_room(plan: Plan) -> None:
    if len(plan.agenda.items) + len(plan.lot) >= MOST_ITEMS:
        raise SummitError(f"The agenda and its parking lot hold {MOST_ITEMS} items; drop one first.")


def _ids(plan: Plan) -> set[str]:
    return {*plan.order, *(each.id for each in plan.lot)}


def _unused(id_: str, stem: str, known: set[str]) -> str:
    """The id, where nothing else has it, else a new one; it is known from now on."""
    number = 0
    while not id_ or id_ in known:
        number += 1
        id_ = f"{stem}-{number}"
    known.add(id_)
    return id_
