"""The customer's answer to our questions: gaps close, values keep what stood before, nothing is invented."""

from datetime import date

import pytest

from clarifier import Clarification, add_answer, clarify, read
from clarifier.request.facts import Question

MAIL = """can you do this? Tomas

From: Pippa Quillfeather <pippa@marzipanworks.example>
Sent: Monday, March 8, 2027 4:52 PM
To: Tomas Reyes <tomas@ours.example>
Subject: props for the ball

Hi Tomas,

we need about 400 brass goblets ZK-4410 by next Friday.

Pippa Quillfeather
Marzipan Works Ltd
"""
UNNUMBERED = MAIL.replace(" ZK-4410", "")
WHICH_DAY, HOW_MANY, WHERE, IN_PARTS, LATER = range(5)


def answered(*answers: str, mail: str = MAIL) -> Clarification:
    thread = read(mail)
    for answer in answers:
        thread = add_answer(thread, answer)
    return clarify(thread)


def gaps(*answers: str, mail: str = MAIL) -> list[str]:
    return [gap.field for gap in answered(*answers, mail=mail).gaps]


def questions() -> tuple[Question, ...]:
    return answered().questions


def quoted(*answers: str) -> str:
    """An answer under each of our questions, as mail programs quote them; an empty one leaves its question bare."""
    pairs = zip(questions(), answers, strict=False)
    return "\n".join(f"> {question.text}\n{answer}\n" for question, answer in pairs)


def under(place: int, words: str) -> str:
    """An answer under one of our questions alone."""
    return f"> {questions()[place].text}\n{words}\n"


ALL = ["date_ambiguous", "quantity_approximate", "ship_to", "partial_delivery", "date_flexibility"]


def test_before_the_answer_all_five_are_open() -> None:
    assert gaps() == [question.field for question in questions()] == ALL


@pytest.mark.parametrize(
    ("answer", "day"),
    [
        ("The 19th.", date(2027, 3, 19)),
        ("The 12th.", date(2027, 3, 12)),
        ("Friday the 12th please.", date(2027, 3, 12)),
        ("We meant March 19.", date(2027, 3, 19)),
        ("The earlier one.", date(2027, 3, 12)),
        ("The later of the two.", date(2027, 3, 19)),
    ],
)
def test_a_bare_day_settles_which_friday(answer: str, day: date) -> None:
    period = answered(answer).request.needed_by
    assert period and (period.latest, period.ambiguous) == (day, False)
    assert "date_ambiguous" not in gaps(answer)


def test_the_day_that_was_not_meant_stays_beside_the_one_that_was() -> None:
    period = answered("The 12th.").request.needed_by
    assert period and period.alternatives == (date(2027, 3, 19),)


def test_the_words_behind_a_settled_value_are_the_answers() -> None:
    told = answered("The 12th.")
    period = told.request.needed_by
    assert period and (period.evidence.message, period.evidence.quote) == (0, "The 12th.")


@pytest.mark.parametrize("answer", ["The 12th.", "Yes", "Thanks, I will get back to you tomorrow."])
def test_a_short_answer_leaves_the_request_standing(answer: str) -> None:
    told = answered(answer, mail=UNNUMBERED)
    assert told.request.is_request and len(told.request.lines) == 1


# --- amounts


@pytest.mark.parametrize(
    "answer",
    ["Please make it 420 goblets.", "We need exactly 420 of them.", "420 goblets, firm."],
)
def test_a_firm_amount_takes_the_place_of_the_rough_one(answer: str) -> None:
    (line,) = answered(answer).request.lines
    assert line.quantity and (line.quantity.value, line.quantity.approximate) == (420, False)
    assert line.quantity.alternatives == ("~400 ea",)


def test_a_firm_amount_in_two_words_makes_no_second_line() -> None:
    (line,) = answered("400 firm.").request.lines
    assert line.quantity and (line.quantity.value, line.quantity.approximate) == (400, False)


def test_a_range_under_the_question_is_a_range() -> None:
    (line,) = answered(under(HOW_MANY, "Anything from 380 to 420 is fine.")).request.lines
    assert line.quantity and (line.quantity.minimum, line.quantity.maximum) == (380, 420)


# --- answers in prose


PROSE = "Friday the 12th please. 420 goblets, firm. Yes, half of them first is fine. Two days later is ok.\n\nPlease ship to 14 Lantern Street, Duluth MN 55802."  # fmt: skip


def test_one_answer_in_prose_closes_every_gap() -> None:
    told = answered(PROSE)
    assert ([gap.field for gap in told.gaps], told.readiness.ready) == ([], True)


def test_an_answer_in_prose_says_what_it_says() -> None:
    request = answered(PROSE).request
    assert request.needed_by and request.needed_by.latest == date(2027, 3, 12)
    assert (request.partial_delivery.value, request.date_flexibility.value) == ("allowed", "flexible")
    assert request.ship_to and request.ship_to.value == "14 Lantern Street, Duluth MN 55802"


@pytest.mark.parametrize(
    ("answer", "closed"),
    [
        ("The 12th.", "date_ambiguous"),
        ("It is 400 goblets, firm.", "quantity_approximate"),
        ("Please ship to 14 Lantern Street, Duluth MN 55802.", "ship_to"),
        ("Partial deliveries are fine.", "partial_delivery"),
        ("No, everything together please.", "partial_delivery"),
        ("The date cannot move.", "date_flexibility"),
    ],
)
def test_one_sentence_closes_its_own_gap_and_no_other(answer: str, closed: str) -> None:
    assert gaps(answer) == [field for field in ALL if field != closed]


# --- answers by number, and under quoted questions


NUMBERED = ("March 12", "400 firm", "14 Lantern Street, Duluth MN 55802", "Yes", "No, the ball is the day after")


@pytest.mark.parametrize(
    "mark",
    [
        "{}. ",
        "{}) ",
        "({}) ",
    ],
)
def test_numbered_answers_go_to_their_questions(mark: str) -> None:
    told = answered("\n".join(mark.format(n) + words for n, words in enumerate(NUMBERED, 1)))
    assert told.gaps == ()
    request = told.request
    assert request.needed_by and request.needed_by.latest == date(2027, 3, 12)
    assert (request.partial_delivery.value, request.date_flexibility.value) == ("allowed", "fixed")
    assert request.ship_to and request.ship_to.value == "14 Lantern Street, Duluth MN 55802"


def test_numbered_answers_make_no_lines() -> None:
    (line,) = answered("\n".join(f"{n}. {words}" for n, words in enumerate(NUMBERED, 1))).request.lines
    assert line.quantity and (line.quantity.value, line.quantity.approximate) == (400, False)


QUOTED = ("The 12th.", "400, firm.", "14 Lantern Street, Duluth MN 55802", "Yes please", "No, not a day.")


def test_answers_under_quoted_questions_close_every_gap() -> None:
    told = answered(quoted(*QUOTED))
    assert (told.gaps, told.readiness.ready) == ((), True)


def test_our_own_quoted_questions_are_not_read_as_items() -> None:
    assert len(answered(quoted(*QUOTED)).request.lines) == 1


@pytest.mark.parametrize(
    ("words", "value"), [("Yes please", "allowed"), ("No, sorry.", "refused"), ("Sure", "allowed")]
)
def test_a_yes_or_no_stands_for_the_question_it_stands_under(words: str, value: str) -> None:
    request = answered(under(IN_PARTS, words)).request
    assert (request.partial_delivery.value, request.date_flexibility.value) == (value, "unknown")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Two days at most.", "flexible"),
        ("None.", "fixed"),
        ("No, the ball is on Saturday.", "fixed"),
        ("0 days", "fixed"),
    ],
)
def test_days_under_the_question_say_how_firm_the_date_is(words: str, value: str) -> None:
    assert answered(under(LATER, words)).request.date_flexibility.value == value


def test_a_question_left_bare_stays_open() -> None:
    assert gaps(quoted("The 12th.", "400, firm.", "", "Yes please", "")) == ["ship_to", "date_flexibility"]


# --- what an answer must not do


@pytest.mark.parametrize("answer", ["Thanks, I will get back to you tomorrow.", "Let me ask my boss.", "???", "Hello Tomas, did you get my mail?"])  # fmt: skip
def test_an_answer_that_says_nothing_closes_nothing(answer: str) -> None:
    assert gaps(answer) == ALL


@pytest.mark.parametrize("answer", ["The 12th.", PROSE, "Yes", "400 goblets, firm"])
def test_nothing_is_invented(answer: str) -> None:
    told = answered(answer)
    request = told.request
    facts = [request.ship_to, request.reason, request.complaint, *(line.description for line in request.lines)]
    for evidence in [fact.evidence for fact in facts if fact]:
        message = told.thread.messages[evidence.message]
        assert message.author == "customer" and message.body[evidence.start : evidence.end] == evidence.quote


def test_the_newest_of_two_answers_holds() -> None:
    period = answered("The 12th.", "Sorry, it is the 19th after all.").request.needed_by
    assert period and period.latest == date(2027, 3, 19)


def test_what_an_earlier_answer_settled_stays_settled() -> None:
    assert gaps("The 12th.", "Partial deliveries are fine.") == ["quantity_approximate", "ship_to", "date_flexibility"]


def test_an_answer_may_change_what_nobody_asked_about() -> None:
    (line,) = answered("The 12th. By the way, it is ZK-4420 instead, not the ZK-4410.").request.lines
    assert line.part_number and (line.part_number.value, line.part_number.alternatives) == ("ZK-4420", ("ZK-4410",))


def test_a_cancelling_answer_ends_the_request() -> None:
    assert not answered("Please cancel the whole order, the ball is off.").request.is_request


CONFLICT = MAIL.replace("about 400 brass goblets ZK-4410", "40 brass goblets ZK-4410 and for the ball we need 55 brass goblets ZK-4410")  # fmt: skip


@pytest.mark.parametrize(
    ("answer", "amount"), [("40 is right.", 40), ("55 goblets it is.", 55), ("It is 55, sorry.", 55)]
)
def test_of_two_amounts_the_one_that_is_named_holds(answer: str, amount: float) -> None:
    assert "quantity_conflict" in gaps(mail=CONFLICT)
    told = answered(answer, mail=CONFLICT)
    (line,) = told.request.lines
    assert "quantity_conflict" not in [gap.field for gap in told.gaps]
    assert line.quantity and (line.quantity.value, line.quantity.status) == (amount, "stated")
