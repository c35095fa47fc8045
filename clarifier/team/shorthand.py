"""Parts of a request as one types them, and what stands for them where nothing is typed.

`1:200@2026-11-20` is 200 of line 1 on that day; `1:200` is 200 of line 1. Without a line it is the only one there is. Comes in: texts and
the entry they are about. Goes out: plain data for a step, or BadStep with its sentence.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from clarifier.errors import BadStep, NotNow
from clarifier.team.database import Database
from clarifier.team.ledger import SUBMISSIONS, Entry
from clarifier.team.past_orders import day_of, quantity_of
from clarifier.team.steps import Portion

_TYPED = re.compile(r"(?:(\d{1,3}):)?([^:@]+?)(?:@(.+))?", re.ASCII)


def portions(typed: Sequence[str], entry: Entry) -> list[dict[str, Any]]:
    """A schedule, from texts like `1:200@2026-11-20`."""
    return [_part(text, entry, dated=True) for text in typed]


def parts(typed: Sequence[str], entry: Entry) -> list[dict[str, Any]]:
    """What was delivered, from texts like `1:200`."""
    return [_part(text, entry, dated=False) for text in typed]


def as_asked(entry: Entry) -> list[dict[str, Any]]:
    """What the customer asked for, as a schedule. Raises NotNow where they did not say how many of each line, and by when."""
    if len(entry.life.requested) < len(entry.life.content.lines):
        raise NotNow(
            "The customer did not say how many of each line, and by when: name what you promise with --promise."
        )
    return _plain(entry.life.requested)


def as_promised(entry: Entry) -> list[dict[str, Any]]:
    """What production stands behind, as a schedule; nothing where it said no."""
    return _plain(entry.life.promise)


def all_owed(entry: Entry) -> list[dict[str, Any]]:
    """What has not come yet. Raises NotNow where all of it came."""
    came = entry.life.delivered
    left = {line: quantity - came.get(line, Decimal(0)) for line, quantity in entry.life.owed.items()}
    found = [{"line": line, "quantity": quantity} for line, quantity in left.items() if quantity > 0]
    if not found:
        raise NotNow("Nothing more is owed: name what came with --line, such as 1:300.")
    return found


def submitted(database: Database, key: str) -> int | None:
    """The request to which a submission with this key went; None where it is the first one."""
    with database.reading() as connection:
        found: int | None = connection.execute(select(SUBMISSIONS.c.request).where(SUBMISSIONS.c.key == key)).scalar()
        return found


def _plain(schedule: Sequence[Portion]) -> list[dict[str, Any]]:
    return [{"line": each.line, "quantity": each.quantity, "on": each.on} for each in schedule]


def _part(text: str, entry: Entry, *, dated: bool) -> dict[str, Any]:
    form = "1:200@2026-11-20 (line, quantity, day)" if dated else "1:200 (line, quantity)"
    found = _TYPED.fullmatch(text.strip())
    if not found or bool(found[3]) is not dated:
        raise BadStep(f"{text[:40]!r} cannot be read; write it like {form}.")
    if not found[1] and len(entry.life.content.lines) > 1:
        raise BadStep(
            f"{text[:40]!r} names no line, and {entry.number} has {len(entry.life.content.lines)}; write it like {form}."
        )
    try:
        part = {"line": int(found[1] or 1), "quantity": quantity_of(found[2])}
        return part | {"on": day_of(found[3].strip())} if dated else part
    except ValueError as error:
        raise BadStep(f"{text[:40]!r} cannot be read: {error}") from error
