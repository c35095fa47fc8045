"""A clarified email becomes the first step of a request, and says no more than the email does."""

from datetime import date
from decimal import Decimal

import pytest

from clarifier import as_json, clarify, read
from clarifier.errors import BadStep
from clarifier.team.intake import draft_of
from clarifier.team.steps import as_text, step_from
from clarifier.texts import home

EXAMPLES = sorted(path for path in (home("knowledge") / "examples").iterdir() if path.suffix in (".txt", ".eml"))


def saved(text: str, sent: date = date(2026, 11, 3)):  # type: ignore[no-untyped-def]
    return draft_of(as_json(clarify(read(text), sent=sent)))


def test_amounts_days_and_names_are_those_of_the_email() -> None:
    draft = saved(
        "From: Kim Ode <kim@tidewater.example>\nSubject: caps\n\nHi,\n\nplease send 500 bearing caps 44-1182-C rev D by November 22. "
        "PO 88123. We run out before the rebuild starts.\n\nKim"
    )
    line = draft.lines[0]
    assert (line.part_number, line.revision, line.quantity, line.requested) == (
        "44-1182-C",
        "D",
        Decimal(500),
        date(2026, 11, 22),
    )
    assert draft.email == "kim@tidewater.example" and draft.contact == "Kim Ode" and "88123" in draft.po_number
    assert draft.ask and draft.source and draft.source["schema"] == "clarifier.request/1"


def test_what_the_email_does_not_say_stays_empty_and_is_named_missing() -> None:
    draft = saved("From: kim@tidewater.example\nSubject: caps\n\nHi, can you send us bearing caps 44-1182-C soon?\nKim")
    assert draft.lines[0].quantity is None and draft.lines[0].requested is None
    assert "quantity" in draft.missing and draft.partial_delivery == draft.date_flexibility == "unknown"


def test_of_a_range_the_larger_amount_and_of_a_period_its_last_day_stand() -> None:
    draft = saved(
        "From: kim@tidewater.example\nSubject: caps\n\nWe need 150 to 200 caps 44-1182-C in mid January.\nKim"
    )
    assert draft.lines[0].quantity == 200 and draft.lines[0].requested == date(2027, 1, 20)


def test_an_email_that_asks_for_nothing_is_refused() -> None:
    with pytest.raises(BadStep) as caught:
        saved(
            "From: kim@tidewater.example\nSubject: thanks\n\nThank you, the caps arrived this morning. Have a good week!\nKim"
        )
    assert "asks for nothing" in str(caught.value)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_every_example_can_be_saved_and_survives_being_kept(path) -> None:  # type: ignore[no-untyped-def]
    data = as_json(clarify(read(path.read_bytes(), name=path.name), sent=date(2026, 11, 3)))
    if not data["request"]["is_request"]:
        assert path.stem == "out-of-office"
        return
    draft = draft_of(data)
    assert step_from(as_text(draft)) == draft and len(draft.lines) == max(1, len(data["request"]["lines"]))


def test_a_very_long_thread_is_kept_without_its_messages() -> None:
    words = "The weather is fine today, and so on. " * 12_000
    draft = saved(
        f"From: kim@tidewater.example\nSubject: caps\n\nWe need 200 caps 44-1182-C by November 22.\n\n{words}\nKim"
    )
    assert draft.source and draft.source["thread"]["messages"] == [] and draft.lines[0].quantity == 200
