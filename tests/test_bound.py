"""The facts that must survive: what each text holds (cases/bound_facts.jsonl), and what is noticed when one changes (cases/fact_changes.jsonl)."""

from itertools import pairwise

import pytest
from case_files import Case, lines, parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from clarifier.reframe.bound import Bound, compare, find_bound, find_names, is_person, is_vague
from clarifier.reframe.reframed import check

TEXTS = lines("bound_facts.jsonl")
CHANGES = lines("fact_changes.jsonl")
NOTICED = [case for case in CHANGES if case["noticed"]]
SAME = [case for case in CHANGES if not case["noticed"]]


def told(text: str) -> list[list[str]]:
    """The facts of a text as a case file writes them."""
    return [[one.kind, one.words] for one in find_bound(text)]


def compared(before: str, after: str) -> tuple[list[str], list[str], list[str]]:
    """The facts kept, lost and added from one text to another."""
    return compare(before, find_bound(before), after, find_bound(after))


def only(text: str) -> Bound:
    (fact,) = find_bound(text)
    return fact


@pytest.mark.parametrize("case", parameters(TEXTS, "text"))
def test_a_text_holds_the_facts_of_its_case_and_no_others(case: Case) -> None:
    assert told(case["text"]) == case["facts"]


@pytest.mark.parametrize(
    "case", parameters([{**case, "name": f"{case['what']}: {case['from']}"} for case in NOTICED], "name")
)
def test_a_fact_that_changed_is_noticed(case: Case) -> None:
    facts = check(case["from"], case["to"]).facts
    assert facts.lost or facts.added


@pytest.mark.parametrize(
    "case", parameters([{**case, "name": f"{case['what']}: {case['from']}"} for case in SAME], "name")
)
def test_the_same_facts_in_another_wording_are_the_same(case: Case) -> None:
    facts = check(case["from"], case["to"]).facts
    assert (facts.lost, facts.added) == ((), ())


def test_a_fact_that_is_lost_and_one_that_is_added_are_told_in_their_own_words() -> None:
    kept, lost, added = compared("We got 40 rods by Friday.", "We got 45 rods by Friday.")
    assert (kept, lost, added) == (["by Friday"], ["40 rods"], ["45 rods"])


def test_a_fact_that_stands_twice_is_told_once() -> None:
    kept, lost, added = compared("40 rods came, 40 rods left.", "40 rods came.")
    assert (kept, lost, added) == (["40 rods"], [], [])


@pytest.mark.parametrize(
    ("text", "loud"),
    [
        ("It goes to Bexley Marine.", "IT GOES TO BEXLEY MARINE."),
        ("PO 4471 came.", "po 4471 came."),
        ("240 hinge plates came.", "240 Hinge Plates came."),
        ("It leaves by Thursday.", "It leaves BY THURSDAY."),
        ("They don’t ship.", "They DON'T ship."),
    ],
)
def test_the_same_fact_has_the_same_key_in_another_case(text: str, loud: str) -> None:
    keys = {one.key for one in find_bound(text)}
    assert compare(text, find_bound(text), loud, find_bound(loud))[1] == []
    assert all(key[0] and all(part == part.casefold() for part in key) for key in keys)


def test_a_contraction_and_its_long_form_have_one_key() -> None:
    assert only("It isn't ready.").key == only("It is not ready.").key


# What is heat, and what is gone with it


def test_in_heat_a_number_is_still_a_fact_and_a_not_is_none() -> None:
    text = "You never listen, lot 14 is wet and nobody cares, not one of you."
    whole = [(0, len(text))]
    assert [one.kind for one in find_bound(text, heat=whole)] == ["identifier"]
    assert "negation" in [one.kind for one in find_bound(text)]


def test_a_vague_day_in_what_is_gone_is_no_fact_and_a_named_one_is() -> None:
    for day, kept in (("tomorrow", False), ("by Friday", True), ("on the 9th", True)):
        text = f"You clowns come {day}."
        found = [one for one in find_bound(text, gone=[(0, len(text))]) if one.kind == "date"]
        assert bool(found) is kept, day


@pytest.mark.parametrize(
    ("day", "vague"),
    [
        ("tomorrow", True),
        ("this week", True),
        ("in a fortnight", True),
        ("by Friday", False),
        ("on the 9th", False),
        ("in May", False),
    ],
)
def test_a_day_is_vague_where_it_names_none(day: str, vague: bool) -> None:
    assert is_vague(day) is vague


# Names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("We spoke to Orla Finch.", ["Orla Finch"]),
        ("The Calder order for Smith & Sons.", ["Calder", "Smith & Sons"]),
        ("Please call Hansen. Hansen knows.", ["Hansen", "Hansen"]),
        ("Monday is fine. Thanks.", []),
        ("WHERE ARE THE RODS", []),
        ("We met van der Berg in Den Haag.", ["Berg", "Den Haag"]),
        ("It is for O'Neill and for D'Arcy.", ["O'Neill", "D'Arcy"]),
        ("It is for Ørsted.", ["Ørsted"]),
    ],
)
def test_names_are_capitals_inside_a_sentence(text: str, names: list[str]) -> None:
    assert [text[slice(*span)] for span in find_names(text)] == names


def test_a_single_name_is_a_person_unless_something_marks_a_firm() -> None:
    for text, person in (
        ("It was Kowalski who did it.", True),
        ("We lost Tremont, he said.", True),
        ("The order for Tremont is late.", False),
        ("We shipped it to Tremont.", False),
        ("Bexley Marine is late.", False),
    ):
        names = [one for one in find_bound(text) if one.kind == "name"]
        assert [is_person(text, one) for one in names] == [person], text


# Any text


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from([*TEXTS, *({"text": case["from"]} for case in CHANGES)]), min_size=1, max_size=6))
def test_no_fact_stands_in_another_and_each_is_in_its_place(cases: list[Case]) -> None:
    text = " ".join(case["text"] for case in cases)
    facts = find_bound(text)
    assert list(facts) == sorted(facts, key=lambda one: one.start)
    assert all(left.end <= right.start for left, right in pairwise(facts))
    assert all(text[one.start : one.end] == one.words and one.words.strip() for one in facts)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet="12.,-/±+% AaBbe'’\n£$notif", max_size=60))
def test_a_text_compared_with_itself_has_lost_and_added_nothing(text: str) -> None:
    kept, lost, added = compared(text, text)
    assert (lost, added) == ([], [])
    assert len(kept) == len(set(kept))


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 99_999), st.integers(1, 99_999))
def test_another_number_is_always_noticed(one: int, other: int) -> None:
    for shape in (
        "We got {:,} rods.",
        "We got {} rods.",
        "It is PO {}.",
        "It costs £{}.",
        "It is lot {}.",
        "It is {} mm.",
    ):
        lost, added = compared(shape.format(one), shape.format(other))[1:]
        assert bool(lost or added) == (one != other)
