"""What people ask for in six languages, in forms they share: a changed amount, a bare day, a place behind a date, parts, a complaint."""

from datetime import date
from typing import Any

import pytest
from case_files import Case, lines, parameters

from benchmarks.cases import clarified

SENT = date(2026, 9, 1)


def line_said(line: dict[str, Any]) -> str:
    """A line as the cases write it: amount, unit, part number."""
    quantity, part = line["quantity"] or {}, line["part_number"] or {}
    ranged = quantity.get("value") is None and quantity
    amount = f"{quantity['minimum']:g}-{quantity['maximum']:g}" if ranged else f"{quantity.get('value', 0):g}"
    return f"{amount} {quantity.get('unit')} {part.get('value', '')}".strip()


def said(request: dict[str, Any], name: str) -> Any:
    """What a case asks of a request."""
    if name == "lines":
        return [line_said(line) for line in request["lines"]]
    if name == "days":
        return [line["needed_by"] and line["needed_by"]["latest"] for line in request["lines"]]
    found = request[name]
    return found and found.get("value", found.get("latest")) if isinstance(found, dict) else found


@pytest.mark.parametrize("case", parameters(lines("languages_forms.jsonl"), "text"))
def test_a_form_is_read_in_every_language(case: Case) -> None:
    request = clarified(case["text"], SENT)["request"]
    assert request["language"] == case["language"]
    for name, expected in case["expect"].items():
        found = said(request, name)
        if expected and name in ("ship_to", "reason", "complaint", "consequence_if_late"):
            assert found and expected in found, (name, found)
        else:
            assert found == expected, name
