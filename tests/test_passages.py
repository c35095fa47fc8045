"""A message cut as its writer meant it."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarifier.request.passages import find_passages


def cut(text: str) -> list[tuple[str, str]]:
    return [(passage.kind, text[passage.start : passage.end]) for passage in find_passages(text)]


def sentences(text: str) -> list[str]:
    return [words for kind, words in cut(text) if kind == "sentence"]


def test_each_sentence_of_a_line_is_a_passage() -> None:
    text = "Our walrus is hungry. Send 40 buckets of krill! Can you do it?"
    assert sentences(text) == ["Our walrus is hungry.", "Send 40 buckets of krill!", "Can you do it?"]


@pytest.mark.parametrize(
    "text",
    [
        "We need approx. 40 cogs for the calliope.",
        "Send it to Mr. Bumblethorpe at the pier.",
        "Make it 3.5 m of velvet rope.",
        "Qty. 12 of the copper bells please.",
        "See dwg. no. 7718 for the hinge.",
        "It is due on the 5. of May as agreed.",
    ],
)
def test_a_full_stop_that_belongs_to_a_word_or_number_ends_nothing(text: str) -> None:
    assert sentences(text) == [text]


def test_a_sentence_wrapped_over_lines_stays_whole() -> None:
    text = (
        "The old carousel needs forty new brass poles before the\nseason, and the organ wants its bellows back as well as\na coat"
        " of paint."
    )
    assert sentences(text) == [text]


def test_a_short_line_of_a_note_is_a_statement_of_its_own() -> None:
    assert sentences("Gudrun rang\nwants the tuba mutes\nsame colour") == [
        "Gudrun rang",
        "wants the tuba mutes",
        "same colour",
    ]


def test_a_blank_line_ends_a_sentence_without_a_full_stop() -> None:
    assert sentences("Hi Bartholomew\n\nthe kites arrived") == ["Hi Bartholomew", "the kites arrived"]


@pytest.mark.parametrize("mark", ["-", "*", "•", "–", "1.", "2)", "(3)", "a)", "→"])
def test_a_bullet_is_a_passage_without_its_mark(mark: str) -> None:
    assert cut(f"{mark} velvet top hats\n{mark} silk capes") == [
        ("bullet", "velvet top hats"),
        ("bullet", "silk capes"),
    ]


def test_the_indented_rest_of_a_bullet_belongs_to_it() -> None:
    assert cut("- velvet top hats,\n  the tall ones\n- capes")[0] == ("bullet", "velvet top hats,\n  the tall ones")


def test_bullets_know_the_sentence_that_introduces_them() -> None:
    text = "Good morning.\nPlease pack the following instruments for the parade:\n- 4 gongs\n- 2 harps"
    passages = find_passages(text)
    owners = {text[passages[p.introduced_by].start : passages[p.introduced_by].end]
              for p in passages if p.kind == "bullet" and p.introduced_by is not None}  # fmt: skip
    assert owners == {"Please pack the following instruments for the parade:"}


def test_bullets_under_a_sentence_without_a_colon_have_no_introduction() -> None:
    assert [p.introduced_by for p in find_passages("Fine weather today.\n- 4 gongs") if p.kind == "bullet"] == [None]


@pytest.mark.parametrize("line", ["gong\t4\tea", "gong    4    ea", "gong | 4 | ea", "gong ........ 4"])
def test_columns_make_a_row(line: str) -> None:
    assert cut(f"Hello\n{line}\n")[-1] == ("row", line)


def test_short_lines_with_amounts_in_a_run_are_a_list() -> None:
    assert [kind for kind, _ in cut("60 tambourines\n12 kazoos\n3 bassoons")] == ["row", "row", "row"]


def test_one_line_with_an_amount_alone_is_no_list() -> None:
    assert cut("60 tambourines") == [("sentence", "60 tambourines")]


def test_a_labelled_line_keeps_its_label() -> None:
    (passage,) = find_passages("Ship to: The Old Lighthouse")
    assert (passage.kind, passage.label) == ("label", "Ship to")


def test_a_sentence_behind_a_labelled_one_is_a_sentence() -> None:
    assert [kind for kind, _ in cut("Qty: 40 gongs. The hall opens soon.")] == ["label", "sentence"]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(["a", "40", "No", ". ", "! ", "\n", "\n\n", "- ", "1. ", ": ", "\t", "   ", " | ", "…", "é", "\u200b", "; "]), max_size=60).map("".join))  # fmt: skip
def test_passages_stand_in_order_and_leave_no_word_out(text: str) -> None:
    passages = find_passages(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(passages))
    kept = "".join(text[passage.start : passage.end] for passage in passages)
    assert all(text[passage.start : passage.end].strip() for passage in passages)
    assert kept.count("é") == text.count("é")
