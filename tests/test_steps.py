"""Steps as people hand them in: in range, or one sentence that says what is wrong."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lives import CAPS, draft, step

from clarifier.errors import BadStep
from clarifier.team.steps import Answered, as_text, step_from, step_of

GOOD: dict[str, Any] = {
    "kind": "answered",
    "decision": "yes",
    "promise": [{"line": 1, "quantity": 5, "on": "2026-11-22"}],
}


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (
            {**GOOD, "promise": [{"line": 1, "quantity": 5, "on": "22.11."}]},
            "must be a day such as 2026-11-22, not '22.11.'",
        ),
        ({**GOOD, "promise": [{"line": 1, "quantity": 5, "on": "1922-11-01"}]}, "1922"),
        ({**GOOD, "promise": [{"line": 1, "quantity": 0, "on": "2026-11-22"}]}, "quantity must be a number above 0"),
        ({**GOOD, "promise": [{"line": 1, "quantity": "many", "on": "2026-11-22"}]}, "not 'many'"),
        ({**GOOD, "promise": [{"line": 1, "quantity": "NaN", "on": "2026-11-22"}]}, "must be a number"),
        ({**GOOD, "promise": [{"line": 1, "quantity": 1e15, "on": "2026-11-22"}]}, "at most 1,000,000,000,000"),
        ({**GOOD, "promise": [{"line": 0, "quantity": 1, "on": "2026-11-22"}]}, "line must be a number from 1 on"),
        ({**GOOD, "promise": [{"line": 501, "quantity": 1, "on": "2026-11-22"}]}, "number of at most 500, not"),
        ({**GOOD, "promise": [{"line": 1, "quantity": "0.1234567", "on": "2026-11-22"}]}, "at most 6 decimals, not"),
        ({**GOOD, "promise": [{"line": 1, "quantity": 1, "on": "2026-11-22"}] * 501}, "can name 500 at most"),
        ({**GOOD, "buffer_days": 366}, "Buffer days must be a number of at most 365, not"),
        ({**GOOD, "rests_on": "x" * 20_001}, "longer than 20,000 characters"),
        ({**GOOD, "decision": "maybe"}, "Decision"),
        ({**GOOD, "price": 5}, "Price"),
        ({"kind": "asked_back"}, "Question is missing"),
        ({"kind": "cancelled", "because": " "}, "The reason is missing"),
        ({"kind": "emergency", "cause": "aliens"}, "Cause"),
        ({"kind": "delivered", "on": "2026-11-22", "parts": []}, "Parts must name at least one"),
        ({"kind": "drafted", "customer": "", "lines": [CAPS]}, "Customer is missing"),
        ({"kind": "promoted"}, "no step of a request's life"),
        ({}, "no step of a request's life"),
        ("asked", "cannot be used"),
        (None, "cannot be used"),
    ],
)
def test_what_is_out_of_range_is_one_sentence_that_names_it(data: object, words: str) -> None:
    with pytest.raises(BadStep) as caught:
        step_of(data)
    said = str(caught.value)
    assert words in said and said.endswith(".") and "\n" not in said and "pydantic" not in said and len(said) < 200


def test_a_step_survives_being_kept_as_text() -> None:
    for each in (
        draft(),
        draft({"quantity": "0.1", "unit": "kg"}, source={"a": [1, {"b": None}]}),
        step("asked"),
        step_of(GOOD),
    ):
        assert step_from(as_text(each)) == each


@given(st.text(max_size=80), st.decimals(min_value="0.000001", max_value=10**12, places=6), st.dates())
def test_whatever_text_amount_and_day_people_type_is_kept_or_refused_never_bent(
    text: str, quantity: Decimal, day: Any
) -> None:
    data = {**GOOD, "rests_on": text, "promise": [{"line": 1, "quantity": str(quantity), "on": day.isoformat()}]}
    try:
        found = step_of(data)
    except BadStep:
        assert not 1970 <= day.year < 2200
        return
    assert isinstance(found, Answered)
    assert found.promise[0].quantity == quantity and found.promise[0].on == day
    again = step_from(as_text(found))
    assert again == found and as_text(found).encode().decode() == as_text(found)


def test_a_fraction_of_a_page_is_what_it_looks_like() -> None:
    found = step_of({**GOOD, "promise": [{"line": 1, "quantity": 0.1, "on": "2026-11-22"}]})
    assert isinstance(found, Answered) and found.promise[0].quantity == Decimal("0.1")


def test_control_characters_and_halves_of_letters_are_dropped() -> None:
    found = draft(customer="Tide\x00water\ud800\u200b  Marine")
    assert found.customer == "Tidewater\u200b Marine"
