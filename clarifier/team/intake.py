"""A clarified email as the first step of a request's life.

Comes in: the contract's JSON (`clarifier.request/1`). Goes out: a Drafted that keeps all of it as its source. Of a range the larger amount
stands, of a period its last day: what serves the customer in full. A value that is not known stays empty, and its field is named missing.
"""

import json
from collections.abc import Mapping
from typing import Any

from clarifier.errors import BadStep
from clarifier.team.steps import Drafted, Step, step_of

MOST_SOURCE = 400_000  # characters of JSON; a longer thread is kept without its messages


def draft_of(data: Mapping[str, Any]) -> Drafted:
    """The draft of a clarified request; raises BadStep where nothing is asked for."""
    request = data["request"]
    if not request["is_request"]:
        raise BadStep("This email asks for nothing, so there is nothing to save.")
    customer = request["customer"]
    names = [_value(customer[each]) for each in ("company", "contact", "email")]
    found: Step = step_of(
        {
            "kind": "drafted",
            "customer": next((name for name in names if name), "Customer not named"),
            "contact": names[1],
            "email": names[2],
            "po_number": _value(request["po_number"]),
            "lines": [_line(line, request["needed_by"]) for line in request["lines"] or [{}]],
            "partial_delivery": request["partial_delivery"]["value"],
            "date_flexibility": request["date_flexibility"]["value"],
            "ship_to": _value(request["ship_to"]),
            "why": " ".join(_value(request[each]) for each in ("reason", "consequence_if_late")).strip(),
            "ask": data["ask_production"],
            "missing": data["readiness"]["missing"],
            "source": _source(data),
        }
    )
    if not isinstance(found, Drafted):
        raise AssertionError("a draft is a draft")
    return found


def _line(line: Mapping[str, Any], needed_by: Mapping[str, Any] | None) -> dict[str, Any]:
    quantity, period = line.get("quantity") or {}, line.get("needed_by") or needed_by or {}
    amount = next((quantity[each] for each in ("value", "maximum", "minimum") if quantity.get(each)), None)
    return {
        **{name: _value(line.get(name)) for name in ("part_number", "description", "revision")},
        "quantity": amount,
        "unit": quantity.get("unit") or "ea",
        "requested": period.get("latest") or period.get("earliest"),
    }


def _value(fact: Mapping[str, Any] | None) -> str:
    return str(fact["value"])[:300] if fact else ""


def _source(data: Mapping[str, Any]) -> dict[str, Any]:
    if len(json.dumps(data)) <= MOST_SOURCE:
        return dict(data)
    return {**data, "thread": {**data["thread"], "messages": [], "hidden": []}}
