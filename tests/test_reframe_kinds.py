"""The twelve hard kinds of heated message, between sales and production: facts kept, blame gone, each thing asked once, fit to send.

The messages were written and labelled before any was tried (cases/hard_kinds.jsonl); what failed then and still fails says why.
"""

from collections import Counter

import pytest
from case_files import Case, lines, parameters

from benchmarks.reframing import asks_fit, count_questions, find_added, stands_in
from clarifier.reframe.reframed import reframe

MESSAGES = lines("hard_kinds.jsonl")
KINDS = {
    "plain_blame", "sarcasm", "threat", "conditional_ultimatum", "profane_looking_product", "customer_quoted", "blame_by_name",
    "capitals", "several_asks", "numbers_and_tolerances", "negated_lots", "no_ask",
}  # fmt: skip


def faults(case: Case) -> list[str]:
    """What is wrong with what became of a message."""
    result = reframe(case["raw"], to=case["to"])
    said, questions = result.rewritten, count_questions(result.rewritten)
    found = [] if result.heat else ["heat not seen"]
    found += [f"fact lost: {fact}" for fact in case["facts"] if not stands_in(said, fact)]
    found += [f"blame left: {words}" for words in case["blame"] if stands_in(said, words)]
    found += [f"added: {words}" for words in find_added(case["raw"], said)]
    found += [] if asks_fit(questions, case["asks"]) else [f"{questions} questions for {case['asks']} asks"]
    found += [f"not ready: {problem}" for problem in result.problems]
    found += ["its writer is not asked what is wanted"] if case["asks"] == 0 and not result.question else []
    return found


def test_each_kind_has_five_messages_in_both_directions() -> None:
    kinds = Counter(case["kind"] for case in MESSAGES)
    assert set(kinds) == KINDS and min(kinds.values()) >= 5
    assert all({case["to"] for case in MESSAGES if case["kind"] == kind} == {"production", "sales"} for kind in KINDS)


def test_what_a_case_looks_for_stands_in_its_message() -> None:
    for case in MESSAGES:
        assert all(words.casefold() in case["raw"].casefold() for words in (*case["facts"], *case["blame"])), case["id"]


@pytest.mark.parametrize("case", parameters(MESSAGES, "id"))
def test_a_hard_message_comes_out_fit_to_send(case: Case) -> None:
    assert faults(case) == []


@pytest.mark.parametrize("case", parameters(lines("calm_beside_heat.jsonl"), "text"))
def test_a_calm_sentence_beside_heat_stays_word_for_word(case: Case) -> None:
    result = reframe(f"You useless clowns never listen, I'm sick of you. {case['text']}")
    assert result.rewritten == case["text"]


@pytest.mark.parametrize("case", [pytest.param(case, id=case["id"]) for case in MESSAGES])
def test_what_is_ready_to_send_has_lost_no_number(case: Case) -> None:
    result = reframe(case["raw"], to=case["to"])
    numbers = [fact for fact in case["facts"] if fact[:1].isdigit() and len(fact.split()) <= 2]
    assert not result.is_ready or [fact for fact in numbers if not stands_in(result.rewritten, fact.split()[0])] == []
