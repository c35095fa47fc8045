"""Each way to ask, order or demand becomes one question; what asks nothing stays (cases/ask_forms.jsonl)."""

import re
from collections import Counter
from typing import get_args

import pytest
from case_files import Case, lines, parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from clarifier.reframe.asks import Ask, AskKind, find_ask, second_verbs, strip_leads
from clarifier.reframe.demands import requirement, ultimatum

FORMS = lines("ask_forms.jsonl")
ASKING = [case for case in FORMS if case["becomes"]]
SILENT = [case for case in FORMS if not case["becomes"]]


def asked(case: Case) -> Ask | None:
    """How the clause of a case asks."""
    clause = case["clause"]
    if case.get("kind") in ("requirement", "ultimatum"):
        return requirement(clause) if case["kind"] == "requirement" else ultimatum(clause)
    return find_ask(clause, is_question=case.get("question", False), names=case.get("names", ()))


def became(clause: str, ask: Ask | None) -> str | None:
    """The question that a clause becomes."""
    return ask.opening + clause[ask.length :] if ask else None


def test_there_are_cases_of_every_kind_and_of_none() -> None:
    assert len(ASKING) >= 120 and len(SILENT) >= 40
    assert set(Counter(case["kind"] for case in ASKING)) == set(get_args(AskKind))
    assert len({case["clause"] for case in FORMS}) == len(FORMS)


@pytest.mark.parametrize("case", parameters(ASKING, "clause"))
def test_a_clause_becomes_the_question_of_its_case(case: Case) -> None:
    ask = asked(case)
    assert became(case["clause"], ask) == case["becomes"]
    assert ask and ask.kind == case["kind"]


@pytest.mark.parametrize("case", parameters(SILENT, "clause"))
def test_what_asks_nothing_becomes_no_question(case: Case) -> None:
    assert became(case["clause"], find_ask(case["clause"], is_question=False)) is None


@pytest.mark.parametrize("case", [pytest.param(case, id=case["clause"]) for case in FORMS])
def test_no_number_is_lost_in_a_question(case: Case) -> None:
    said = became(case["clause"], asked(case))
    assert said is None or re.findall(r"\d+", said) == re.findall(r"\d+", case["clause"])


def test_a_clause_that_leans_on_another_gives_no_order() -> None:
    assert find_ask("Send me the list", is_question=False)
    assert find_ask("Send me the list", is_question=False, alone=False) is None


def test_behind_a_bare_comma_a_lone_word_is_no_order_and_a_full_one_is() -> None:
    assert find_ask("tag missing", is_question=False, bare=True) is None
    assert find_ask("send the list", is_question=False, bare=True)


def test_a_name_is_called_upon_only_where_it_is_known() -> None:
    assert find_ask("Anders, send me the sketch", is_question=False) is None
    assert find_ask("Anders, send me the sketch", is_question=False, names=["anders"])


@pytest.mark.parametrize(
    ("clause", "rest"),
    [
        ("So, just please send it", "send it"),
        ("And then ship it", "ship it"),
        ("Look, call me", "call me"),
        ("The list is wrong", "The list is wrong"),
        ("So", "So"),
        ("", ""),
    ],
)
def test_small_words_before_an_ask_are_stripped_and_never_all_of_it(clause: str, rest: str) -> None:
    assert clause[strip_leads(clause) :] == rest


@pytest.mark.parametrize(
    ("clause", "seconds"),
    [
        ("find the crate and call me", ["call me"]),
        ("sort the 40 covers and then send me the rejects", ["send me the rejects"]),
        ("ship nuts and bolts", []),
        ("come and look at it", []),
        ("weigh pallet 3 and 4", []),
    ],
)
def test_a_second_verb_asks_for_a_second_thing(clause: str, seconds: list[str]) -> None:
    assert [clause[start:] for _, start, _ in second_verbs(clause, 0)] == seconds


def test_a_second_verb_that_only_reports_on_the_first_is_told_apart() -> None:
    ((_, _, reports),) = second_verbs("fix the 14 covers and let me know", 0)
    assert reports


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(FORMS), st.sampled_from(["So ", "And please ", "Right, ", "Okay so ", ""]), st.booleans())
def test_an_ask_never_takes_more_than_there_is(case: Case, lead: str, question: bool) -> None:
    clause = lead + case["clause"]
    for ask in (find_ask(clause, is_question=question), requirement(clause), ultimatum(clause)):
        if ask:
            assert 0 < ask.length <= len(clause) and ask.opening.strip()
