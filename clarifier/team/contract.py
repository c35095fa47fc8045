"""The ledger's JSON, as commands and page speak it. Comes in: an entry, or the rows of a list. Goes out: plain data, in names of UBL's style.

One request, `clarifier.entry/1`:

    {"schema", "number", "version", "state", "owner", "customer": {"name", "contact", "email"}, "po_number",
     "partial_delivery", "date_flexibility", "ship_to", "reason", "missing": [str],
     "decision": "yes" | "can_but" | "no" | null, "rests_on", "buffer_days", "options": [str], "emergency_cause": str | null,
     "lines": [{"line", "part_number", "description", "revision", "quantity": number | null, "unit", "requested_delivery": day | null,
                "first_promised_delivery": [Portion], "promised_delivery": [Portion], "told_delivery": [Portion],
                "latest_told_delivery": [Portion], "actual_delivery": [Portion], "in_full_by_date_told": "yes" | "no" | "open" | ""}],
     "steps": [{"sequence", "at", "by", "name", "via", "step": {"kind", ...}}]}
    Portion: {"quantity": number, "on": day}

`told_delivery` is the yardstick: what the customer was told first, moved by their own wish alone; `latest_told_delivery` what they were told
last. In `steps` quantities are exact decimals as text; the clarified email that a draft keeps is in `clarifier export --format jsonl`.

A list, `clarifier.entries/1`: `count` is how many match, `entries` a page of them, the most urgent first:

    {"schema", "count", "entries": [{"number", "state", "risk", "customer", "title", "owner", "asked_of", "next_delivery": day | null,
     "requested_delivery", "promised_delivery", "latest_told_delivery": day | null, "is_expedited", "is_shared", "changed_at"}]}
"""

from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from decimal import Decimal
from typing import Any

from clarifier.team.board import Line
from clarifier.team.ledger import Entry
from clarifier.team.ledger_exports import in_full, step_json
from clarifier.team.life import Life
from clarifier.team.steps import Answered, Emergency, Portion, RequestLine


def entry_json(entry: Entry, zone: tzinfo) -> dict[str, Any]:
    """One request."""
    life, content = entry.life, entry.life.content
    answer = life.answers[-1].step if life.answers else None
    answered = answer if isinstance(answer, Answered) else None
    emergency = life.emergency.step if life.emergency else None
    return {
        "schema": "clarifier.entry/1",
        "number": entry.number,
        "version": life.version,
        "state": life.state,
        "owner": life.owner,
        "customer": {"name": content.customer, "contact": content.contact, "email": content.email},
        "po_number": content.po_number,
        "partial_delivery": content.partial_delivery,
        "date_flexibility": content.date_flexibility,
        "ship_to": content.ship_to,
        "reason": content.why,
        "missing": list(content.missing),
        "decision": answered.decision if answered else None,
        "rests_on": answered.rests_on if answered else "",
        "buffer_days": answered.buffer_days if answered else 0,
        "options": list(answered.options) if answered else [],
        "emergency_cause": emergency.cause if isinstance(emergency, Emergency) else None,
        "lines": [_line(life, number, line, zone) for number, line in enumerate(content.lines, 1)],
        "steps": [_step(step_json(record)) for record in entry.records],
    }


def entries_json(count: int, lines: Sequence[Line]) -> dict[str, Any]:
    """A list."""
    return {"schema": "clarifier.entries/1", "count": count, "entries": [entries_row(line) for line in lines]}


def entries_row(line: Line) -> dict[str, Any]:
    """A request in a list."""
    return {
        "number": line.number, "state": line.state, "risk": line.risk, "customer": line.customer, "title": line.title,
        "owner": line.owner, "asked_of": line.asked_of, "next_delivery": _day(line.due),
        "requested_delivery": _day(line.requested_due), "promised_delivery": _day(line.promised_due),
        "latest_told_delivery": _day(line.latest_told_due), "is_expedited": line.is_expedited, "is_shared": line.is_shared,
        "changed_at": line.changed_at.isoformat(),
    }  # fmt: skip


def _line(life: Life, number: int, line: RequestLine, zone: tzinfo) -> dict[str, Any]:
    goods = [(part.quantity, each.on) for each in life.goods for part in each.parts if part.line == number]
    return {
        "line": number, "part_number": line.part_number, "description": line.description, "revision": line.revision,
        "quantity": None if line.quantity is None else _number(line.quantity), "unit": line.unit,
        "requested_delivery": _day(line.requested),
        "first_promised_delivery": _portions(life.first_promise, number), "promised_delivery": _portions(life.promise, number),
        "told_delivery": _portions(life.told, number), "latest_told_delivery": _portions(life.latest_told, number),
        "actual_delivery": [{"quantity": _number(quantity), "on": on.isoformat()} for quantity, on in goods],
        "in_full_by_date_told": in_full(life, number, zone),
    }  # fmt: skip


def _portions(schedule: Iterable[Portion], line: int) -> list[dict[str, Any]]:
    found = sorted((each for each in schedule if each.line == line), key=lambda each: each.on)
    return [{"quantity": _number(each.quantity), "on": each.on.isoformat()} for each in found]


def _step(data: dict[str, Any]) -> dict[str, Any]:
    return {**data, "step": {name: value for name, value in data["step"].items() if name != "source"}}


def _number(quantity: Decimal) -> int | float:
    return int(quantity) if quantity == quantity.to_integral_value() else float(quantity)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
