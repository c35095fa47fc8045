"""An agenda of the monthly summit, and what was decided there: the shapes, and their JSON (`clarifier.agenda/1`).

Each item is about a customer before it is about us, says why it is here with the requests behind it, what shall come of it, and, where a
decision is wanted, two or three options. The items' minutes add up to the meeting's.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

Outcome = Literal["decide", "solve", "inform", "agree"]
Kind = Literal[
    "thanks", "carried_over", "measures", "pulse", "promise", "customer_issue", "emergencies", "over_promise", "padding", "quiet_account",
    "topic", "walk_in_their_shoes", "social", "close",
]  # fmt: skip
Status = Literal["open", "done", "dropped"]
KINDS: tuple[str, ...] = get_args(Kind)
OUTCOMES: tuple[str, ...] = get_args(Outcome)


@dataclass(frozen=True)
class Evidence:
    """The request behind a claim, as R-0042, and the customer's own words where they were kept."""

    request: str
    quote: str | None = None


@dataclass(frozen=True)
class Item:
    """One item. `rank` is what it means for the customer, the higher the more; `pre_read` is what to look at before."""

    id: str
    title: str
    kind: Kind
    minutes: int
    why: str
    outcome: Outcome = "inform"
    customer: str | None = None
    owner: str | None = None
    rule: str | None = None
    options: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    pre_read: str = ""
    rank: float = 0.0


@dataclass(frozen=True)
class Attendee:
    """Somebody who should sit at the table, and why."""

    name: str
    team: str
    why: str = ""


@dataclass(frozen=True)
class Action:
    """Who does what by when; `since` is the day of the summit that agreed on it."""

    id: str
    what: str
    owner: str | None = None
    due: date | None = None
    status: Status = "open"
    customer: str | None = None
    since: date | None = None


@dataclass(frozen=True)
class Agenda:
    """A summit: when, how long, with whom, what about. `decisions` and `actions` are filled while it runs."""

    title: str
    starts: datetime
    minutes: int
    items: tuple[Item, ...]
    attendees: tuple[Attendee, ...] = ()
    facilitator: str | None = None
    next_facilitator: str | None = None
    parking_lot: tuple[str, ...] = ()
    decisions: tuple[str, ...] = ()
    actions: tuple[Action, ...] = ()
    rating: float | None = None
    note: str = ""


def as_json(agenda: Agenda) -> dict[str, Any]:
    """The contract's JSON; keys beyond it: facilitator, next_facilitator, rating, note, each item's id, pre_read and rank."""
    return {
        "schema": "clarifier.agenda/1",
        "title": agenda.title,
        "starts": agenda.starts.isoformat(),
        "minutes": agenda.minutes,
        "attendees": [{"name": each.name, "team": each.team, "why": each.why} for each in agenda.attendees],
        "facilitator": agenda.facilitator,
        "next_facilitator": agenda.next_facilitator,
        "items": [_item(each) for each in agenda.items],
        "parking_lot": list(agenda.parking_lot),
        "decisions": list(agenda.decisions),
        "actions": [action_json(each) for each in agenda.actions],
        "rating": agenda.rating,
        "note": agenda.note,
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id, "title": item.title, "kind": item.kind, "customer": item.customer, "minutes": item.minutes, "owner": item.owner,
        "outcome": item.outcome, "why": item.why, "rule": item.rule, "options": list(item.options),
        "evidence": [{"request": each.request, "quote": each.quote} for each in item.evidence],
        "pre_read": item.pre_read, "rank": item.rank,
    }  # fmt: skip


def action_json(action: Action) -> dict[str, Any]:
    """An action as plain data."""
    return {
        "id": action.id, "what": action.what, "owner": action.owner, "due": action.due.isoformat() if action.due else None,
        "status": action.status, "customer": action.customer, "since": action.since.isoformat() if action.since else None,
    }  # fmt: skip


def from_json(data: Mapping[str, Any]) -> Agenda:
    """The agenda that `as_json` wrote."""
    return Agenda(
        title=data["title"],
        starts=datetime.fromisoformat(data["starts"]),
        minutes=data["minutes"],
        items=tuple(item_from(each) for each in data["items"]),
        attendees=tuple(Attendee(**each) for each in data["attendees"]),
        facilitator=data["facilitator"],
        next_facilitator=data["next_facilitator"],
        parking_lot=tuple(data["parking_lot"]),
        decisions=tuple(data["decisions"]),
        actions=tuple(action_from(each) for each in data["actions"]),
        rating=data["rating"],
        note=data["note"],
    )


def item_from(data: Mapping[str, Any]) -> Item:
    """The item that plain data describes."""
    plain = {
        **data,
        "options": tuple(data["options"]),
        "evidence": tuple(Evidence(**each) for each in data["evidence"]),
    }
    return Item(**plain)


def action_from(data: Mapping[str, Any]) -> Action:
    """The action that plain data describes."""
    due, since = (date.fromisoformat(data[name]) if data[name] else None for name in ("due", "since"))
    return Action(**{**data, "due": due, "since": since})
