"""What a reader sees first: one sentence, and each field found, unclear or missing."""

import pytest
from spoken import clarified

from clarifier import clarify, read
from clarifier.request.clarify import Clarification
from clarifier.request.summary import FieldView, fields, outcome

SHIP = "\n\nShip to: Moonbeam Theatre, 14 Lantern Street, Duluth MN 55802"
COMPLETE = f"Please send 40 goblets ZK-4410 by April 9. Partial deliveries are fine. The date cannot move.{SHIP}"


def sentence(told: Clarification) -> str:
    return "".join(part.text for part in outcome(told))


def view(body: str, field: str) -> FieldView:
    return next(one for one in fields(clarified(body)) if one.field == field)


def test_the_outcome_is_one_sentence_about_the_customer() -> None:
    assert sentence(clarified(COMPLETE)) == (
        "Pippa Quillfeather needs 40 goblets ZK-4410 by Friday 9 April 2027, delivered to Moonbeam Theatre, 14 Lantern"
        " Street, Duluth MN 55802."
    )


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("Please send about 400 goblets.", "needs about 400 goblets (no date given)."),
        ("Please send 2 boxes of tinsel by April 9.", "needs 2 boxes of tinsel by Friday 9 April 2027."),
        ("We need 200 to 250 goblets by next Friday.", "needs 200 to 250 goblets by Friday 19 March 2027 (or Friday 12 March)."),
        ("Please send 1 harp by April 9, we will pick it up.", "needs 1 harp by Friday 9 April 2027, and will collect it."),
        ("We need 40 goblets by April 9. Sending 20 first is fine.", "by Friday 9 April 2027, and would take 20 first."),
        ("We need 40 goblets by April 9, everything in one delivery please.", "by Friday 9 April 2027, in one delivery."),
        ("- 4 gongs\n- 5 harps\n- 6 lutes\n- 7 drums\n\nPlease send them by April 9.", "needs 4 gongs, 5 harps, 6 lutes and 1 more by Friday 9 April 2027."),
        ("Please send ZK-4410.", "needs an open amount of ZK-4410 (no date given)."),
    ],
)  # fmt: skip
def test_the_outcome_says_what_is_known_and_what_is_not(body: str, words: str) -> None:
    assert sentence(clarified(body)).endswith(words)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Thank you for the 40 goblets, they arrived safely.", "Nothing is asked for in this message."),
        ("From: Pippa <pippa@m.example>\nSent: Monday, March 8, 2027 9:00 AM\nTo: Bo <bo@ours.example>\nSubject: Automatic reply: props\n\nI am out of office until May 3.", "An automatic message: nothing is asked for."),
    ],
)  # fmt: skip
def test_what_is_no_request_is_said_so(text: str, words: str) -> None:
    told = clarify(read(text))
    assert sentence(told) == words
    assert fields(told) == ()


@pytest.mark.parametrize(
    ("body", "field", "status", "word", "text"),
    [
        (COMPLETE, "quantity", "found", "found", "40 ea"),
        ("We need about 400 goblets.", "quantity", "unclear", "approximate", "≈ 400 ea"),
        ("We need 40 goblets. We need 55 goblets for the ball.", "quantity", "unclear", "two amounts", "40 ea"),
        ("Please send ZK-4410.", "quantity", "missing", "not given", "—"),
        (COMPLETE, "part_number", "found", "found", "ZK-4410"),
        (COMPLETE, "needed_by", "found", "found", "Fri 9 Apr 2027"),
        ("We need 40 goblets by next Friday.", "needed_by", "unclear", "two readings", "Fri 19 Mar 2027 or Fri 12 Mar"),
        ("We need 40 goblets by April 9. Please deliver them by April 16.", "needed_by", "unclear", "two dates", "Fri 9 Apr 2027 or Fri 16 Apr"),
        ("We need 40 goblets.", "needed_by", "missing", "not given", "—"),
        (COMPLETE, "partial_delivery", "found", "allowed", "allowed"),
        ("We need 40 goblets.", "partial_delivery", "missing", "not said", "—"),
        (COMPLETE, "date_flexibility", "found", "fixed", "fixed"),
        ("We need 40 goblets.", "ship_to", "missing", "not given", "—"),
        ("We need 40 goblets, we will pick them up.", "ship_to", "found", "they collect", "—"),
        ("We need 40 goblets.", "po_number", "missing", "not given", "—"),
        ("We need 40 goblets, PO 88-1147.", "po_number", "found", "found", "88-1147"),
        ("We need 40 goblets, I can't remember which size it was.", "description", "unclear", "which one?", "goblets"),
    ],
)  # fmt: skip
def test_a_field_has_a_status_and_a_word_for_it(body: str, field: str, status: str, word: str, text: str) -> None:
    found = view(body, field)
    assert (found.status, found.word, found.text) == (status, word, text)


def test_a_value_changed_by_a_later_message_says_so() -> None:
    told = clarified("Please send 40 goblets by April 9.", "Please make it 55 goblets.")
    changed = next(one for one in fields(told) if one.field == "quantity")
    assert (changed.text, changed.word) == ("55 ea", "changed")


@pytest.mark.parametrize("body", [COMPLETE, "We need about 400 goblets and 12 harps by next Friday."])
def test_what_is_found_or_unclear_shows_its_words(body: str) -> None:
    for one in fields(clarified(body)):
        assert bool(one.evidence) is (one.status != "missing"), one.field


def test_each_line_has_its_own_fields() -> None:
    told = clarified("We need 40 goblets and 12 harps by April 9.")
    assert [(one.line, one.text) for one in fields(told) if one.field == "quantity"] == [(0, "40 ea"), (1, "12 ea")]
