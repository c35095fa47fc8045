"""The two drafts: the reply to the customer, and the "Can you ...?" to production."""

import re

import pytest
from spoken import clarified

from clarifier import clarify, read
from clarifier.request.messages import ask_production, reply_to_customer

SHIP = "\n\nShip to: Moonbeam Theatre, 14 Lantern Street, Duluth MN 55802"
COMPLETE = f"Please send 40 goblets ZK-4410 rev D by April 9. Partial deliveries are fine. The date cannot move.{SHIP}"
OPEN = "We need about 400 goblets by next Friday."
LIST = "For the ball we need the following by April 9:\n- 40 goblets ZK-4410\n- 12 harps ZK-7720, by April 23"
REASON = "We need 40 goblets by April 9 because the theatre opens on April 12. If they are late we pay a penalty of 500 a day."
COMPLAINT = "Please send 40 goblets by April 9. The last ones came two weeks late and three of them were cracked."
BODIES = [COMPLETE, OPEN, LIST, REASON, COMPLAINT, "We need goblets.", "Please send 1 harp, we will pick it up."]
FORWARD = (
    "what do you think?? Tomas\n\n-----Original Message-----\nFrom: Pippa Quillfeather <pippa@marzipanworks.example>\n"
    "Sent: Monday, March 8, 2027 4:52 PM\nTo: Tomas Reyes <tomas@ours.example>\nSubject: FW: RE: FW: props\n\n"
    "We need 40 goblets ZK-4410 by April 9.\n\nPippa\n"
)


@pytest.mark.parametrize("body", BODIES)
def test_no_placeholder_and_no_hole_is_left(body: str) -> None:
    told = clarified(body)
    for draft in (reply_to_customer(told), ask_production(told)):
        assert not re.search(r"[{}]|None|\bnan\b|  \w|\n{3,}| ,", draft)
        assert draft.endswith("\n") and draft == draft.strip() + "\n"


def test_no_string_of_emails_is_forwarded() -> None:
    told = clarify(read(FORWARD))
    for draft in (reply_to_customer(told), ask_production(told)):
        assert not re.search(r"what do you think|Original Message|^>|From:|Sent:|FW:|RE:", draft, re.M)


@pytest.mark.parametrize("body", BODIES)
def test_the_ask_says_can_you_and_the_reply_does_not_promise(body: str) -> None:
    told = clarified(body)
    assert "Can you make " in ask_production(told)
    assert not re.search(r"\bwe will deliver\b|\bconfirmed\b|\bguarantee", reply_to_customer(told))


def test_the_ask_holds_amount_item_revision_day_and_place() -> None:
    ask = ask_production(clarified(COMPLETE))
    assert "Can you make 40 goblets ZK-4410 rev D by Friday 9 April 2027?" in ask
    assert "14 Lantern Street" in ask


def test_the_reply_holds_what_was_understood() -> None:
    reply = reply_to_customer(clarified(COMPLETE))
    assert all(words in reply for words in ("40 goblets ZK-4410 rev D", "Friday 9 April 2027", "14 Lantern Street", "firm", "part of it may come first"))  # fmt: skip


def test_the_reply_greets_by_the_first_name() -> None:
    assert reply_to_customer(clarified(COMPLETE)).startswith("Hi Pippa,\n")


def test_nobody_known_is_greeted_all_the_same() -> None:
    assert reply_to_customer(clarified("we need 40 goblets by april 9", sender=None)).startswith("Hello,\n")


def test_the_reply_asks_each_question_once() -> None:
    told = clarified(OPEN)
    reply = reply_to_customer(told)
    assert told.questions and all(reply.count(question.text) == 1 for question in told.questions)


def test_the_rep_decides_what_is_asked_and_how() -> None:
    reply = reply_to_customer(clarified(OPEN), ["Is it 400 sharp?", "  "])
    assert "Is it 400 sharp?" in reply and reply.count("•") == 1


def test_without_questions_the_reply_says_what_happens_next() -> None:
    reply = reply_to_customer(clarified(OPEN), [])
    assert "•" not in reply and "come back to you" in reply


def test_an_open_date_is_not_confirmed_to_the_customer() -> None:
    reply = reply_to_customer(clarified(OPEN))
    assert "by Friday 19 March 2027" not in reply


def test_production_sees_both_readings_of_an_open_date() -> None:
    ask = ask_production(clarified(OPEN))
    assert "Friday 19 March 2027 (or Friday 12 March)" in ask


def test_production_is_told_what_is_still_unknown() -> None:
    ask = ask_production(clarified(OPEN))
    assert "Still unknown, I am asking Pippa" in ask and "how firm the amount is" in ask


def test_each_line_of_a_list_is_said_with_its_own_day() -> None:
    told = clarified(LIST)
    for draft in (reply_to_customer(told), ask_production(told)):
        assert "• 40 goblets ZK-4410" in draft and "• 12 harps ZK-7720, by Friday 23 April 2027" in draft
    assert "Can you make these 2 items by Friday 9 April 2027?" in ask_production(told)


def test_the_reason_and_the_cost_of_being_late_reach_production_in_their_words() -> None:
    ask = ask_production(clarified(REASON))
    assert "“the theatre opens on April 12”" in ask and "penalty of 500 a day" in ask


def test_a_complaint_is_answered_and_not_passed_over() -> None:
    assert "earlier delivery" in reply_to_customer(clarified(COMPLAINT))


def test_a_part_they_would_take_is_offered_to_production_as_an_option() -> None:
    ask = ask_production(clarified("We need 40 goblets by April 9. Sending 20 first is fine."))
    assert "20 first works for the customer" in ask


def test_where_nothing_is_open_production_is_told_so() -> None:
    body = f"Please send 40 goblets ZK-4410 by April 9. Everything in one delivery please. The date cannot move.{SHIP}"
    assert "No option is open" in ask_production(clarified(body))


@pytest.mark.parametrize("body", ["Just a note to say thank you for the 40 goblets.", "Please cancel our order of 40 goblets.", "Happy new year!"])  # fmt: skip
def test_a_mail_that_asks_for_nothing_gets_no_draft(body: str) -> None:
    told = clarified(body)
    assert (reply_to_customer(told), ask_production(told)) == ("", "")
