"""How many phrases of our own case files are read exactly as written there: dates, amounts, shapes of threads."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from benchmarks.cases import CASES, rows
from clarifier.request.dates import find_dates
from clarifier.request.quantities import find_amounts

Share = tuple[str, int, int]  # what, right, all


def own_phrases() -> Iterator[Share]:
    """Each case file that is there, with its share of cases read right."""
    for name, what, is_right in (
        ("date_phrases", "date phrases", _date_is_right),
        ("quantity_phrases", "quantity phrases", _amount_is_right),
    ):
        path = CASES / f"{name}.jsonl"
        if path.exists():
            cases = list(rows(path))
            yield what, sum(is_right(case) for case in cases), len(cases)


def _date_is_right(case: dict[str, Any]) -> bool:
    found = find_dates(case["text"], date.fromisoformat(case["reference"]), case.get("order"))
    told = [
        {
            "quote": one.quote,
            "earliest": one.earliest and one.earliest.isoformat(),
            "latest": one.latest and one.latest.isoformat(),
            "alternatives": [day.isoformat() for day in one.alternatives] if one.ambiguous else [],
            "standing": one.standing,
        }
        for one in found
    ]
    plain: dict[str, Any] = {"alternatives": [], "standing": True}
    wanted = [plain | expected for expected in case["expected"]]
    return told == [
        {name: expected[name] for name in one} for one, expected in zip(told, wanted, strict=False)
    ] and len(told) == len(wanted)


def _amount_is_right(case: dict[str, Any]) -> bool:
    found, wanted = find_amounts(case["text"]), case["amounts"]
    return len(found) == len(wanted) and all(
        getattr(one, name) == value
        for one, expected in zip(found, wanted, strict=True)
        for name, value in expected.items()
    )
