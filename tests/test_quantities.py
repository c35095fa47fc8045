"""Amounts in a text: every number read, with its kind, value, unit and manner."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarifier.request.quantities import Amount, find_amounts

CASES = Path(__file__).parent / "cases/quantity_phrases.jsonl"
PHRASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases/quantity_phrases.jsonl").read_text("utf-8").splitlines()
]
PLAIN = {"value": None, "minimum": None, "maximum": None, "approximate": False, "change": None, "negated": False}

# Pieces that meet in emails, so that random texts reach the branches.
WORDS = (
    "1 12 200 1,200 1.500 0,8 1/2 ½ 2k $ € % # @ x × - – / . , : ; ( ) \" ' > + ± ~ one two dozen hundred thousand and "
    "a half couple few of the more fewer not instead to from between min max up at least pcs ea boxes sets kg ft in mm "
    "oz days weeks people rev line order PO M8 AB-12 24x36 Qty Dock St Mar"
)
PIECES = st.sampled_from([*WORDS.split(), "", "\n", "\n\n", "\t"])


def only(text: str) -> Amount:
    """The one amount of a text."""
    found = find_amounts(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize("case", PHRASES, ids=lambda case: str(case["text"])[:60])
def test_a_phrase_is_read_as_a_person_reads_it(case: dict[str, Any]) -> None:
    found = [asdict(amount) for amount in find_amounts(case["text"])]
    expected = [PLAIN | amount for amount in case["amounts"]]
    assert [{key: amount[key] for key in want} for amount, want in zip(found, expected, strict=False)] == expected
    assert [amount["quote"] for amount in found] == [amount["quote"] for amount in expected]


def holds(text: str, found: list[Amount]) -> None:
    """Quotes stand in the text, in order, and no amount overlaps another."""
    last = 0
    for amount in found:
        assert text[amount.start : amount.end] == amount.quote
        assert last <= amount.start < amount.number_end <= amount.end
        assert any(bound is not None for bound in (amount.value, amount.minimum, amount.maximum)) or (
            amount.kind != "count" or amount.approximate
        )
        last = amount.end


@given(st.text(max_size=200))
def test_any_text_is_read_without_error_and_quoted_exactly(text: str) -> None:
    holds(text, find_amounts(text))


@given(st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " ", "  "])), max_size=40))
@settings(max_examples=400)
def test_a_text_of_amount_pieces_is_read_without_error_and_quoted_exactly(pieces: list[tuple[str, str]]) -> None:
    text = "".join(piece + space for piece, space in pieces)
    holds(text, find_amounts(text))


@given(st.lists(PIECES, max_size=30), st.lists(st.tuples(st.integers(0, 80), st.integers(1, 12)), max_size=4))
def test_no_amount_touches_a_span_that_is_taken(pieces: list[str], spans: list[tuple[int, int]]) -> None:
    text = " ".join(pieces)
    taken = [(start, start + length) for start, length in spans]
    for amount in find_amounts(text, taken=taken):
        number = text[amount.start : amount.number_end]
        assert not any(start < amount.number_end and amount.start < end for start, end in taken), number


@given(st.integers(1, 999_999), st.sampled_from(["", "ea", "box", "kg"]))
def test_an_amount_of_goods_comes_back_from_its_rendering(value: int, unit: str) -> None:
    amount = only(f"We need {value:,} {unit or 'brackets'} of it.")
    assert (amount.kind, amount.value, amount.unit) == ("count", value, unit)


def test_a_number_glued_to_a_taken_span_is_not_read() -> None:
    text = "GP-514 and 60 pcs"
    assert [amount.value for amount in find_amounts(text, taken=[(0, 3)])] == [60]


def test_the_number_ends_before_its_unit_word() -> None:
    text = "send about 40 boxes"
    amount = only(text)
    assert (amount.quote, text[amount.start : amount.number_end]) == ("about 40 boxes", "about 40")


def test_a_pack_size_is_noted_on_the_amount_it_belongs_to() -> None:
    sets, each = find_amounts("12 sets of 4")
    assert (sets.value, sets.unit, sets.note) == (12, "set", "each set of 4")
    assert (each.kind, each.value) == ("dimension", 4)


def test_a_given_style_wins_over_the_text() -> None:
    assert find_amounts("2.500 kg", style="point")[0].value == 2.5
    assert find_amounts("2.500 kg", style="comma")[0].value == 2500


def test_pieces_are_whole_even_where_the_text_writes_decimal_points() -> None:
    assert [amount.value for amount in find_amounts("1.500 pieces at 2.18 EUR")] == [1500, 2.18]


def test_a_quote_mark_at_a_line_start_is_no_greater_than() -> None:
    first, second = find_amounts("> 40 boxes\n>> 12 kg of resin")
    assert (first.value, first.minimum, second.value) == (40, None, 12)


def test_a_text_with_more_numbers_than_any_email_is_read_up_to_a_limit() -> None:
    assert len(find_amounts("(1" * 30_000)) == 20_000


def test_an_empty_text_has_no_amounts() -> None:
    assert find_amounts("") == []


@pytest.mark.parametrize("hostile", ["1", "1,", "1 ", "and ", "1x", "1-", "(1", ">", "1/", "one ", "+1 ", "a'", "1\n"])
def test_hostile_repetition_is_read_to_its_end(hostile: str) -> None:
    text = hostile * (20_000 // len(hostile))
    holds(text, find_amounts(text))


@pytest.mark.parametrize("text", ["deliver to Ch. 212+400 camp", "Sta 12+50", "at km 14+300"])
def test_a_place_along_a_road_is_no_amount(text: str) -> None:
    assert [amount.kind for amount in find_amounts(text)] == ["other"]
