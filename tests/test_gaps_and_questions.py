"""What is asked: only what blocks or helps, never what the mail answers, in the customer's own item and numbers."""

from typing import get_args

import pytest
from spoken import clarified

from clarifier.request.facts import Field
from clarifier.request.gaps import checklist
from clarifier.request.rules import rules

SHIP = "\n\nShip to: Moonbeam Theatre, 14 Lantern Street, Duluth MN 55802"
COMPLETE = f"Please send 40 goblets ZK-4410 by April 9. Partial deliveries are fine. The date cannot move.{SHIP}"
SWAPS = {  # a field, and what is changed in a complete mail so that it has to be asked
    "which_item": (" ZK-4410", "", " I can't remember which size it was."),
    "quantity_conflict": ("", "", " We need 55 goblets ZK-4410 for the ball."),
    "quantity": ("40 goblets ZK-4410", "the goblets ZK-4410", ""),
    "date_conflict": ("by April 9", "by Friday April 10", ""),
    "date_ambiguous": ("by April 9", "by next Friday", ""),
    "needed_by": (" by April 9", "", ""),
    "quantity_approximate": ("40 goblets", "about 400 goblets", ""),
    "unit": ("40 goblets ZK-4410", "40 garden hose", ""),
    "ship_to": (SHIP, "", ""),
    "partial_delivery": (" Partial deliveries are fine.", "", ""),
    "date_flexibility": (" The date cannot move.", "", ""),
    "revision": ("", "", " Please note the new drawing."),
}
# the words that answer it, put behind the changed mail
ANSWERED = {
    "which_item": " The part number is ZK-4410.",
    "date_ambiguous": "by Friday March 19",
    "ship_to": " We will pick them up.",
    "unit": "40 m of garden hose",
    "quantity_approximate": "380 to 420 goblets",
    "revision": " It is rev D.",
}


def asked_of(field: str) -> str:
    old, new, more = SWAPS[field]
    body = COMPLETE.replace(old, new) if old else COMPLETE
    return body.replace(SHIP, f"{more}{SHIP}") if more else body


def questions(body: str) -> dict[str, str]:
    return {question.field: question.text for question in clarified(body).questions}


def test_a_complete_mail_leaves_nothing_to_ask() -> None:
    told = clarified(COMPLETE)
    assert (told.gaps, told.questions, told.readiness.ready) == ((), (), True)


def test_each_field_of_the_checklist_has_its_test_here() -> None:
    assert set(SWAPS) == set(checklist())
    assert set(SWAPS) <= set(get_args(Field))


@pytest.mark.parametrize("field", SWAPS)
def test_a_field_is_asked_when_it_is_open_and_only_that_field(field: str) -> None:
    assert list(questions(asked_of(field))) == [field]


@pytest.mark.parametrize("field", SWAPS)
def test_a_field_that_is_answered_is_never_asked(field: str) -> None:
    assert field not in questions(COMPLETE)


@pytest.mark.parametrize("field", ["which_item", "ship_to", "revision"])
def test_a_sentence_further_down_answers_too(field: str) -> None:
    assert field not in questions(asked_of(field) + ANSWERED[field])


@pytest.mark.parametrize("field", ["date_ambiguous", "unit", "quantity_approximate"])
def test_the_plain_word_leaves_nothing_to_ask(field: str) -> None:
    old, _, _ = SWAPS[field]
    assert questions(COMPLETE.replace(old if field != "quantity_approximate" else "40 goblets", ANSWERED[field])) == {}


@pytest.mark.parametrize("field", SWAPS)
def test_a_gap_names_a_rule_that_exists_and_says_why(field: str) -> None:
    (gap,) = clarified(asked_of(field)).gaps
    assert gap.rule in rules() and gap.why and "{" not in gap.why


@pytest.mark.parametrize("field", SWAPS)
def test_a_question_carries_its_gaps_rule_and_ends_as_a_question(field: str) -> None:
    told = clarified(asked_of(field))
    (question,) = told.questions
    assert (question.field, question.rule) == (told.gaps[0].field, told.gaps[0].rule)
    assert "?" in question.text and "{" not in question.text


@pytest.mark.parametrize(
    ("field", "words"),
    [
        ("which_item", ["goblets"]),
        ("quantity_conflict", ["40", "55", "ZK-4410 goblets"]),
        ("quantity", ["ZK-4410"]),
        ("date_conflict", ["Friday April 10", "Saturday 10 April", "Friday 9 April"]),
        ("date_ambiguous", ["“next Friday”", "Friday 19 March", "Friday 12 March"]),
        ("needed_by", ["ZK-4410 goblets"]),
        ("quantity_approximate", ["400", "360", "440"]),
        ("unit", ["40", "metres"]),
        ("ship_to", ["ZK-4410 goblets"]),
        ("partial_delivery", ["20 first"]),
        ("date_flexibility", ["Friday 9 April"]),
        ("revision", ["ZK-4410"]),
    ],
)
def test_a_question_speaks_of_their_item_and_their_numbers(field: str, words: list[str]) -> None:
    text = questions(asked_of(field))[field]
    assert [word for word in words if word not in text] == []


def test_a_question_quotes_the_unit_of_the_amount() -> None:
    found = questions("We need about 1,500 m of gold braid.")
    assert "1,500 m" in found["quantity_approximate"] and "750 m first" in found["partial_delivery"]


@pytest.mark.parametrize("amount", ["about 100 to 110", "at least about 100", "up to approx. 100", "ca. 0"])
def test_a_rough_range_can_be_asked_about_too(amount: str) -> None:
    assert "{" not in "".join(questions(f"We need {amount} goblets.").values())


def test_a_question_about_many_items_names_none_of_them() -> None:
    assert questions("We need 40 goblets and 12 harps by April 9.")["ship_to"] == "Where shall we deliver?"


def test_a_total_that_does_not_add_up_is_asked_with_both_sums() -> None:
    text = questions("We need 600 masks in total:\n\n- 250 red\n- 200 black\n- 140 white")["quantity_conflict"]
    assert "590" in text and "600" in text


def test_two_delivery_dates_are_asked_with_both_days() -> None:
    text = questions(COMPLETE.replace("The date", "Please deliver them by April 16. The date"))["date_conflict"]
    assert "Friday 9 April" in text and "Friday 16 April" in text


@pytest.mark.parametrize("body", ["Please send 1 harp by April 9.", "We need one harp by April 9."])
def test_a_single_piece_cannot_come_in_parts(body: str) -> None:
    assert "partial_delivery" not in questions(body)


@pytest.mark.parametrize("words", ["to the usual address", "and ship as usual"])
def test_the_usual_place_is_no_missing_place(words: str) -> None:
    assert "ship_to" not in questions(f"Please send 40 goblets {words} by April 9.")


def test_there_are_never_more_than_five_questions() -> None:
    body = "We need about 400 garden hose by next Friday. Please note the new drawing. I don't know which size it was."
    told = clarified(body)
    assert len(told.gaps) > 5 and [q.field for q in told.questions] == [g.field for g in told.gaps[:5]]


def test_what_blocks_the_work_is_asked_first() -> None:
    blocks = [checklist()[gap.field]["blocks"] for gap in clarified("We need about 400 goblets.").gaps]
    assert blocks == sorted(blocks, reverse=True)


@pytest.mark.parametrize("field", SWAPS)
def test_only_what_blocks_keeps_production_waiting(field: str) -> None:
    ready = clarified(asked_of(field)).readiness
    assert ready.missing == ((field,) if checklist()[field]["blocks"] else ())
    assert ready.ready is not checklist()[field]["blocks"]


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("by April 9 to 14 Lantern Street, Duluth MN 55802", "2027-04-09"),
        ("by next Friday for the ball", "2027-03-19"),
        ("by 03/04/2027", "2027-04-03"),
        ("by 13/04/2027 please", "2027-04-13"),
    ],
)  # fmt: skip
def test_a_date_that_is_given_is_not_asked_for(words: str, day: str) -> None:
    told = clarified(f"Please send 40 goblets ZK-4410 {words}.")
    assert "needed_by" not in [gap.field for gap in told.gaps]
    period = told.request.needed_by
    assert period and str(period.latest) == day
