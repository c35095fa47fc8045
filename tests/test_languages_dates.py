"""How buyers state dates in six languages, each phrase within a text of its language; and words that are no dates."""

from datetime import date

import pytest
from case_files import Case, lines, parameters

from clarifier.request.dates import find_dates

TUESDAY = "2026-03-03"  # of week 10; Easter is on 5 April


@pytest.mark.parametrize("case", parameters(lines("languages_dates.jsonl"), "text"))
def test_a_phrase_names_its_days(case: Case) -> None:
    found = [
        (one.earliest and one.earliest.isoformat(), one.latest and one.latest.isoformat(), one.ambiguous)
        for one in find_dates(case["text"], date.fromisoformat(case.get("sent", TUESDAY)), None, case["language"])
    ]
    dated = case["earliest"] or case["latest"]
    assert found == ([(case["earliest"], case["latest"], case.get("ambiguous", False))] if dated else [])
