"""How the Summit tab says days, totals and actions, and where a text names requests.

Comes in: dates, counts, texts. Goes out: words, and texts in parts of which some are a request's number.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from clarifier.team.agenda import Action
from clarifier.team.wording import day
from clarifier.texts import fill, table

_NUMBER = re.compile(r"\b(R-\d{4,9})\b")


@dataclass(frozen=True)
class Part:
    """A stretch of a text; `number` is a request's where it is one, else empty."""

    words: str
    number: str = ""


@dataclass(frozen=True)
class ActionRow:
    """An action as it is shown; `status` colours its `state`, which says it in a word."""

    id: str
    what: str
    owner: str
    due: str
    state: str
    status: str
    customer: str
    is_open: bool
    is_done: bool
    may_change: bool


def words() -> dict[str, Any]:
    """What the page says: knowledge/wording/summit_page.toml."""
    return table("wording/summit_page")


def counted(name: str, count: int) -> str:
    """`one item`, `12 items`."""
    form = words()[name]
    return str(form["one"]) if count == 1 else fill(form["many"], count=f"{count:,}")


def parts(text: str) -> tuple[Part, ...]:
    """The text, cut where it names a request."""
    pieces = _NUMBER.split(text)
    return tuple(Part(each, each if place % 2 else "") for place, each in enumerate(pieces) if each)


def action_row(action: Action, today: date, may_change: bool) -> ActionRow:
    """An action with its day in words, late or not."""
    form = words()["actions"]
    is_open = action.status == "open"
    is_late = is_open and action.due is not None and action.due < today
    due = fill(form["overdue" if is_late else "due"], day=day(action.due, today)) if action.due else form["undated"]
    return ActionRow(
        id=action.id,
        what=action.what,
        owner=action.owner or form["nobody"],
        due=due,
        state="" if is_open else form[action.status],
        status="missing" if is_late else "found" if action.status == "done" else "",
        customer=action.customer or "",
        is_open=is_open,
        is_done=action.status == "done",
        may_change=may_change,
    )


def open_said(rows: Sequence[ActionRow]) -> str:
    """`3 actions are open, 1 overdue`."""
    form = words()["open"]
    if not rows:
        return str(form["none"])
    said, late = counted("open", len(rows)), sum(each.status == "missing" for each in rows)
    return f"{said}, {fill(form['overdue'], count=str(late))}." if late else f"{said}."


def beside(title: str, customer: str | None) -> str:
    """The customer, where the title does not name them."""
    return customer if customer and customer.casefold() not in title.casefold() else ""
