"""What a planner types becomes a step, or one sentence at the place where something is wrong; what is proposed would help the customer."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from answer_pages import FRIDAY, OFFER
from lives import answered, draft, life, step

from clarifier.team.life import Life
from clarifier.team.steps import Answered, Portion
from clarifier.web.answer_form import (
    Form,
    Problem,
    Row,
    given,
    proposed,
    quantity_in,
    sent,
    step_in,
    with_row,
    without_row,
)

TODAY = date(2026, 11, 4)


def request(*lines: dict[str, Any], **more: Any) -> Life:
    return life(draft(*(lines or (FRIDAY,)), **more), step("asked", of="marcus"))


def filled(**fields: Any) -> Form:
    return sent(
        {name.replace("_1", ".1"): [value] if isinstance(value, str) else value for name, value in fields.items()}, 1
    )


def made(form: Form, of: Life | None = None) -> Answered:
    found = step_in(form, of or request(), "Priya", TODAY)
    assert isinstance(found, Answered), found
    return found


def wrong(form: Form, of: Life | None = None) -> tuple[str, str]:
    found = step_in(form, of or request(), "Priya", TODAY)
    assert isinstance(found, Problem), found
    return found.place, found.sentence


# What is proposed


def test_what_the_customer_would_take_first_is_proposed_first_and_the_rest_a_week_later() -> None:
    assert proposed(request(source=OFFER), TODAY).rows == ((Row("200", "2026-11-20"), Row("300", "2026-11-27")),)


def test_without_a_word_of_theirs_half_is_proposed_first() -> None:
    odd = FRIDAY | {"quantity": 7}
    assert proposed(request(odd), TODAY).rows == ((Row("3", "2026-11-20"), Row("4", "2026-11-27")),)


def test_nothing_is_split_that_must_come_in_one_delivery_or_is_one_piece() -> None:
    assert proposed(request(partial_delivery="refused"), TODAY).rows == ((Row("500", "2026-11-27"),),)
    assert proposed(request(FRIDAY | {"quantity": 1}), TODAY).rows == ((Row("1", "2026-11-27"),),)


def test_an_order_of_most_lines_is_answered_as_it_is_proposed() -> None:
    long = request(*[FRIDAY] * 500)
    form = proposed(long, TODAY)
    assert len(made(replace(form, choice="but"), long).promise) == 500


@pytest.mark.parametrize(
    "source",
    [None, {}, {"request": None}, {"request": {"partial_offer": "x"}}, {"request": {"partial_offer": {"value": [9]}}}],
)
def test_a_source_of_any_shape_proposes_half(source: dict[str, Any] | None) -> None:
    assert proposed(request(source=source), TODAY).rows[0][0].quantity == "250"


def test_no_day_is_proposed_that_is_past_or_was_never_named() -> None:
    for day in ("2026-11-03", None):
        assert {row.on for row in proposed(request(FRIDAY | {"requested": day}), TODAY).rows[0]} == {""}


def test_an_answer_that_was_given_comes_back_to_be_changed() -> None:
    first = answered(
        "200@2026-11-20",
        "300@2026-11-27",
        decision="can_but",
        rests_on="night shift, Otto is back",
        buffer_days=2,
        options=["rev C today"],
    )
    form = given(life(draft(FRIDAY), step("asked"), first), TODAY)
    assert (form.choice, form.buffer, form.rests, form.rests_other) == ("but", "2", ("night shift",), "Otto is back")
    assert form.rows == ((Row("200", "2026-11-20"), Row("300", "2026-11-27")),) and form.options == (
        "rev C today",
        "",
        "",
    )


def test_one_more_part_holds_what_is_left_and_a_part_can_go() -> None:
    form = filled(quantity_1=["200"], on_1=["2026-11-20"])
    more = with_row(form, 1, Decimal(500))
    assert more.rows == ((Row("200", "2026-11-20"), Row("300", "")),)
    assert without_row(more, 1, 0).rows == ((Row("300", ""),),) and without_row(form, 1, 9) == form


# What is sent


def test_yes_promises_what_was_asked_for() -> None:
    answer = made(
        filled(choice="yes", buffer="1", rests=["night shift", "made up"], rests_other="Otto is back", option=["?"])
    )
    assert (answer.decision, answer.buffer_days, answer.rests_on, answer.options) == (
        "yes",
        1,
        "night shift, Otto is back",
        (),
    )
    assert answer.promise == (Portion(line=1, quantity=Decimal(500), on=date(2026, 11, 20)),)


def test_yes_says_by_when_where_the_customer_did_not_or_the_day_is_past() -> None:
    for day in (None, "2026-11-03"):
        late = request(FRIDAY | {"requested": day})
        assert wrong(filled(choice="yes"), late) == ("yes-row.1.0", "Which day? Choose one.")
        assert made(filled(choice="yes", **{"yes-on_1": "2026-11-05"}), late).promise[0].on == date(2026, 11, 5)


def test_yes_says_how_many_where_the_customer_did_not() -> None:
    open_amount = request(FRIDAY | {"quantity": None})
    assert wrong(filled(choice="yes"), open_amount) == ("yes-row.1.0", "How many by Fri 20 November?")
    assert made(filled(choice="yes", **{"yes-quantity_1": "40"}), open_amount).promise[0].quantity == 40


def test_cannot_but_promises_each_row_and_leaves_out_the_empty_ones() -> None:
    answer = made(
        filled(
            choice="but",
            quantity_1=["1,200", "", "2.5"],
            on_1=["2026-11-20", "", "2026-11-27"],
            option=["rev C today", " ", ""],
        )
    )
    assert [(each.quantity, each.on.day) for each in answer.promise] == [(1200, 20), (Decimal("2.5"), 27)]
    assert (answer.decision, answer.options) == ("can_but", ("rev C today",))


def test_no_wants_a_reason_and_keeps_other_ways() -> None:
    assert wrong(filled(choice="no", reason=" x ")) == ("reason", "Say why in a few words: Priya has to explain it.")
    answer = made(
        filled(choice="no", reason="the furnace is down", option="rev C today", buffer="3", rests=["night shift"])
    )
    assert (answer.because, answer.promise, answer.options) == ("the furnace is down", (), ("rev C today",))
    assert (answer.buffer_days, answer.rests_on) == (0, "")


@pytest.mark.parametrize(
    ("quantity", "on", "sentence"),
    [
        ("200", "2026-11-03", "Tue 3 November is past: choose a day from today on."),
        ("200", "", "Which day? Choose one."),
        ("200", "soon", "Which day? Choose one."),
        ("200", "275760-09-13", "Which day? Choose one."),
        ("200", "9999-12-31", "That day is too far away; choose a nearer one."),
        ("", "2026-11-20", "How many by Fri 20 November?"),
        ("0", "2026-11-20", "How many? Write a number above 0 such as 200, not “0”."),
        ("-5", "2026-11-20", "How many? Write a number above 0 such as 200, not “-5”."),
        ("NaN", "2026-11-20", "How many? Write a number above 0 such as 200, not “NaN”."),
        ("1e5", "2026-11-20", "How many? Write a number above 0 such as 200, not “1e5”."),
        ("9" * 40, "2026-11-20", f"How many? Write a number above 0 such as 200, not “{'9' * 30}…”."),
    ],
)
def test_a_row_that_cannot_be_promised_says_so_in_its_place(quantity: str, on: str, sentence: str) -> None:
    assert wrong(filled(choice="but", quantity_1=["5", quantity], on_1=["2026-11-20", on])) == ("row.1.1", sentence)


def test_today_can_be_promised() -> None:
    assert made(filled(choice="but", quantity_1="5", on_1="2026-11-04")).promise[0].on == TODAY


def test_no_choice_no_row_and_no_buffer_are_one_sentence_each() -> None:
    assert wrong(filled(choice="perhaps")) == ("choice", "Choose one: yes, can't but, or no.")
    assert wrong(filled(choice="but"))[0] == "rows"
    for typed in ("-1", "366", "two", "1.5"):
        assert wrong(filled(choice="yes", buffer=typed)) == (
            "buffer",
            f"The buffer is a whole number of days from 0 to 365, not “{typed}”.",
        )


@pytest.mark.parametrize(
    ("typed", "quantity"),
    [("1,500", "1500"), ("1500", "1500"), ("2,5", "2.5"), ("2.5", "2.5"), ("1,234,567.5", "1234567.5")],
)
def test_a_quantity_is_read_as_it_is_written(typed: str, quantity: str) -> None:
    assert quantity_in(typed) == Decimal(quantity)


def test_fields_of_any_shape_are_a_form() -> None:
    form = sent(
        {"quantity.1": ["1", "2", "3"], "on.1": ["2026-11-20"], "choice": ["<script>"], "option": ["x"] * 90}, 2
    )
    assert (
        form.rows == ((Row("1", "2026-11-20"), Row("2"), Row("3")), ())
        and form.choice == ""
        and len(form.options) == 10
    )
