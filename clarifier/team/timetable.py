"""Minutes that add up: items are given their time in a slot, and what does not fit waits in the parking lot.

Comes in: items with a kind and a rank, and the minutes of the meeting. Goes out: the items that fit, in their order, whose minutes add up to
the meeting's, and those that do not. How long a kind takes, at least and usually, stands in knowledge/checklists/summit.toml.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from clarifier.errors import BadSettings
from clarifier.team.agenda import Item
from clarifier.texts import table

LEAST, MOST = 15, 240  # minutes of a summit
AN_HOUR = 60
MOST_STRETCH = 1.25  # of the usual time, in a long meeting: more items rather than longer ones
A_TALK = 7.5  # minutes of the meeting for each item about a customer: with more of them nothing is decided
CUSTOMERS = 7  # the weight of what concerns a customer
FIRST = 2  # of the customers' items stand above what else a summit holds


@dataclass(frozen=True)
class Timetable:
    """What fits, and what was cut for want of time, the more important first."""

    items: tuple[Item, ...]
    cut: tuple[Item, ...]


def timetable(items: Sequence[Item], minutes: int) -> Timetable:
    """The items that fit into so many minutes; one that names its own minutes wants no more. Raises BadSettings for a meeting that is too
    short or too long."""
    if not LEAST <= minutes <= MOST:
        raise BadSettings(f"A summit takes {LEAST} to {MOST} minutes, not {minutes}.")
    kinds = table("checklists/summit")["kinds"]
    by_weight = sorted(items, key=lambda item: (_weight(item, items, kinds), item.rank), reverse=True)
    given: dict[str, int] = {}
    talks = 0  # items with a customer in them that have their place
    for item in by_weight:
        least = min(kinds[item.kind]["least"], item.minutes or MOST)
        is_talk = kinds[item.kind]["grows"]
        if sum(given.values()) + least <= minutes and not (is_talk and talks >= minutes / A_TALK):
            given[item.id] = least
            talks += is_talk
    kept = [item for item in by_weight if item.id in given]
    for item in kept:
        usual = item.minutes or round(kinds[item.kind]["usual"] * min(minutes / AN_HOUR, MOST_STRETCH))
        given[item.id] += max(0, min(usual - given[item.id], minutes - sum(given.values())))
    growing = [item for item in kept if kinds[item.kind]["grows"]] or kept
    for turn in range(minutes - sum(given.values())):
        given[growing[turn % len(growing)].id] += 1
    fits = tuple(replace(item, minutes=given[item.id]) for item in items if item.id in given)
    return Timetable(fits, tuple(item for item in by_weight if item.id not in given))


def _weight(item: Item, items: Sequence[Item], kinds: Mapping[str, Mapping[str, Any]]) -> float:
    """What is kept first. The two that mean most for a customer come before what is only good to have."""
    weight: float = kinds[item.kind]["keep"]
    about = [each for each in items if kinds[each.kind]["grows"] and kinds[each.kind]["keep"] <= CUSTOMERS]
    first = sorted(about, key=lambda each: each.rank, reverse=True)[:FIRST]
    return CUSTOMERS + 1 if item in first else weight
