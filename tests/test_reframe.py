"""A message in heat comes out calm: every fact kept, one question for each thing asked; a calm one comes out as it went in."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarifier.errors import UnreadableInput
from clarifier.reframe.contract import as_json
from clarifier.reframe.reframed import MOST, Reframed, check, reframe

CASES = Path(__file__).parent / "cases"
RANT = (CASES / "rant.txt").read_text("utf-8")


def cases(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (CASES / name).read_text("utf-8").splitlines()]


ALL = [*cases("heated_first_contact.jsonl"), *cases("heated_second_contact.jsonl")]
CALM = [case for case in ALL if not case["heated"]]
HEATED = [case for case in ALL if case["heated"]]


def said(message: str, **more: Any) -> str:
    return reframe(message, **more).rewritten


def questions(text: str) -> int:
    return len(re.findall(r"\b(?:can|could|would|will) (?:you|someone|production|sales)\b[^?]*\?", text, re.I))


def test_an_order_becomes_a_question() -> None:
    assert said("You need to ship 40 brackets by Friday, you clowns.") == "Can you ship 40 brackets by Friday?"


def test_blame_goes_and_the_facts_beside_it_stay() -> None:
    out = said(
        "Nobody over there can be bothered. PO 4471 has waited since 3 May and you lot just shrug. Send me a date."
    )
    assert out == "PO 4471 has waited since 3 May. Can you send me a date?"


def test_a_ban_keeps_its_not() -> None:
    out = said("You idiots, do NOT ship lot 7C before the 3rd.")
    assert out == "Can you make sure you do not ship lot 7C before the 3rd?"


def test_a_threat_goes_and_what_it_hung_on_is_asked() -> None:
    out = said(
        "If the 52 heat sinks are not on the dock by noon on the 19th, I go straight to the MD with your name on it."
    )
    assert out == "Can you make sure the 52 heat sinks are on the dock by noon on the 19th?"


def test_a_real_consequence_stays() -> None:
    out = said("Get your act together. They cancel the balance of 148 pcs after the 20th. Ship it, for once.")
    assert "They cancel the balance of 148 pcs after the 20th." in out


def test_capitals_are_said_in_a_normal_voice_and_codes_keep_theirs() -> None:
    out = said("WHERE ARE THE PLATES FOR ORDER BP-77? YOU HAVE TO SEND THEM TODAY, YOU USELESS LOT!!!")
    assert "BP-77" in out
    assert "PLATES" not in out


def test_the_customers_own_angry_words_are_quoted_and_stay() -> None:
    message = 'Wake up over there. Orla Finch wrote: "your brackets are rubbish and 40 of them are bent." Can you call her by 3 pm?'
    assert '"your brackets are rubbish and 40 of them are bent."' in said(message)


@pytest.mark.parametrize(
    "message",
    [
        "The kill switch on panel 4 fails, can you send 2 spare ones?",
        "We need 60 bastard-cut files and 12 dumb terminals by Friday. Thank you!",
        "You guys did a great job on the blasting. Could we have the master cylinder drawing?",
        "Please ship 40 now and keep 20 back.",
        "I disagree with week 34. We confirmed week 32 in writing. Can we talk at 2 pm?",
        "My mistake, I typed 150 instead of 510. Is there any way to add 360 this week?",
    ],
)
def test_a_calm_message_is_left_alone(message: str) -> None:
    result = reframe(message)
    assert (result.rewritten, result.heat, result.changes, result.is_ready) == (message, (), (), True)


def test_a_furious_rant_comes_out_as_something_one_would_send_and_answer() -> None:
    result = reframe(RANT)
    assert result.is_ready
    assert questions(result.rewritten) == 4
    for fact in (
        "140 guide shoes GS-4410 rev C",
        "36 buffer plates BP-77",
        "not ship before the 3rd",
        "£86,000",
        "by the 6th",
        "12.0 ±0.1",
    ):
        assert fact in result.rewritten
    for blame in ("clowns", "beneath the shop floor", "MD", "fairy tale", "whose fault"):
        assert blame not in result.rewritten


def test_a_rant_that_asks_nothing_gets_a_question_to_its_writer() -> None:
    assert reframe("I am sick of you people. You never listen. Pathetic.").question


def test_warm_asks_softly_and_brief_leaves_out_what_says_nothing() -> None:
    message = "You need to ship 40 by Friday, you clowns. It was raining when I came in. PO 7731 waits."
    assert "Could you please ship 40 by Friday?" in said(message, variant="warm")
    assert "raining" not in said(message, variant="brief")
    assert "PO 7731 waits." in said(message, variant="brief")


def test_pieces_join_to_both_texts_and_every_change_names_a_rule() -> None:
    data = as_json(reframe(RANT))
    assert "".join(piece["before"] for piece in data["pieces"]) == RANT
    assert "".join(piece["after"] for piece in data["pieces"]) == data["rewritten"]
    assert all(change["rule"].startswith("rule-") and change["why"] for change in data["changes"])
    assert {piece["change"] for piece in data["pieces"]} - {None} <= set(range(len(data["changes"])))


def test_spans_of_heat_are_the_messages_own_words() -> None:
    data = as_json(reframe(RANT))
    assert data["heat"]["spans"]
    assert all(RANT[span["start"] : span["end"]] == span["quote"] for span in data["heat"]["spans"])


def test_a_text_edited_by_hand_is_checked_against_the_message() -> None:
    message = "You need to ship 40 brackets by Friday, you clowns."
    assert check(message, "Could you ship 40 brackets by Friday?").problems == ()
    assert check(message, "Could you ship 45 brackets by Friday?").facts.added == ("45 brackets",)
    assert check(message, "Could you ship brackets?").facts.lost == ("40 brackets", "by Friday")
    assert check(message, "Ship 40 brackets by Friday, you clowns.").problems


@pytest.mark.parametrize("message", ["", "  \n\t ", "x" * (MOST + 1)])
def test_what_cannot_be_read_is_said_in_one_sentence(message: str) -> None:
    with pytest.raises(UnreadableInput):
        reframe(message)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(ALL))
def test_rewriting_twice_changes_nothing_more(case: dict[str, Any]) -> None:
    once = reframe(case["raw"], to=case["to"])
    if once.is_ready:
        twice = reframe(once.rewritten, to=case["to"])
        assert twice.rewritten == once.rewritten


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(HEATED))
def test_what_is_ready_holds_the_facts_of_the_message_and_no_others(case: dict[str, Any]) -> None:
    result = reframe(case["raw"], to=case["to"])
    if result.is_ready:
        assert result.facts.lost == result.facts.added == ()
        numbers = set(re.findall(r"\d+", result.rewritten))
        assert numbers <= set(re.findall(r"\d+", case["raw"]))


@settings(max_examples=150, deadline=None)
@given(st.text(min_size=1, max_size=300).filter(str.strip))
def test_any_text_at_all_comes_out_whole_and_quickly(text: str) -> None:
    result: Reframed = reframe(text)
    joined = "".join(piece.before for piece in result.pieces)
    assert joined == text.replace("\r\n", "\n").replace("\r", "\n")


def test_a_long_message_takes_time_in_step_with_its_length() -> None:
    message = (RANT + "\n\n") * (MOST // (len(RANT) + 2))
    assert reframe(message).heat


def test_half_a_sign_becomes_one_that_can_be_written() -> None:
    result = reframe("Where are my 40 goblets\ud83d, you clowns?")
    assert "\ud83d" not in result.message and result.rewritten.encode()
