"""A file of knowledge, read: passages under headings, and for each broken file its name, the line and what to do."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from clarifier.rules.documents import MOST_LETTERS, MOST_PASSAGE, Document, Problem, Unreadable, parse

FRONT = "---\nid: rush-orders\ntitle: Rush orders\nsource: Handbook\n---\n"
WHOLE = """---
id: rush-orders
title: Rush orders
short: Rush
source: Handbook
author: Ines Okafor
rules: rule-02, rule-06
tags: rush,  dates
---


## The rule

Ask the planner first.
Then promise.

## Why

A promise costs overtime.

## A good example

"Can you run 40 by Friday?"

## A bad example

"Just do it."

## When it bends

When a line is down.

## Questions people ask

**Who is the planner?** Whoever is
on the board.

**And at night?** The shift lead.

A paragraph that asks nothing.

### Where to call

Extension 12.
"""


def problem(text: str) -> Problem:
    """What is wrong with a file of this text."""
    with pytest.raises(Unreadable) as caught:
        parse(text, "company/rush.md")
    return caught.value.problem


def test_each_heading_gives_a_passage_with_its_kind_its_id_and_the_line_of_its_first_words() -> None:
    found = [(each.id, each.kind, each.heading, each.line) for each in parse(WHOLE, "rush.md").passages]
    assert found == [
        ("rush-orders#statement", "statement", "The rule", 14),
        ("rush-orders#why", "why", "Why", 19),
        ("rush-orders#good", "good", "A good example", 23),
        ("rush-orders#bad", "bad", "A bad example", 27),
        ("rush-orders#bends", "bends", "When it bends", 31),
        ("rush-orders#question", "question", "Questions people ask", 35),
        ("rush-orders#question-2", "question", "Questions people ask", 38),
        ("rush-orders#section", "section", "Questions people ask", 40),
        ("rush-orders#section-2", "section", "Where to call", 44),
    ]


def test_a_question_is_told_apart_from_its_answer_also_over_two_lines() -> None:
    asked = [each for each in parse(WHOLE, "rush.md").passages if each.question]
    assert [(each.question, each.text) for each in asked] == [
        ("Who is the planner?", "Whoever is\non the board."),
        ("And at night?", "The shift lead."),
    ]


def test_a_passage_is_to_the_letter_what_stands_in_the_file() -> None:
    lines = WHOLE.split("\n")
    for passage in parse(WHOLE, "rush.md").passages:
        assert passage.text in WHOLE
        assert passage.text.split("\n")[0] in lines[passage.line - 1]


def test_the_front_matter_says_what_the_document_is() -> None:
    document = parse(WHOLE, "rush.md")
    assert (document.id, document.title, document.short) == ("rush-orders", "Rush orders", "Rush")
    assert (document.rules, document.tags) == (("rule-02", "rule-06"), ("rush", "dates"))
    assert document.origin == "Handbook, Ines Okafor"
    assert document.statement.text == "Ask the planner first.\nThen promise."


def test_what_is_left_out_of_the_front_matter_has_a_plain_default() -> None:
    document = parse(FRONT + "## Notes\nCall first.\n## More\nAnd write.\n", "rush.md")
    assert (document.short, document.author, document.rules, document.tags) == ("Rush orders", "", (), ())
    assert document.origin == "Handbook"
    assert document.statement.text == "Call first."
    assert parse(FRONT.replace("rush-orders", "rule-77") + "## A\nB", "rush.md").rules == ("rule-77",)


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "between two such lines"),
        ("# Rush orders\n\nAsk first.\n", 1, "between two such lines"),
        ("---\nid: rush\ntitle: Rush\n\n## The rule\nAsk first.\n", 5, 'no line like "title: ..."'),
        ("---\nid: rush\ntitle: Rush\nsource: us\n", 1, "close it with a line of ---"),
        (FRONT.replace("id: rush-orders\n", "") + "## A\nB\n", 1, 'have no id; add one like "id: ..."'),
        (FRONT.replace("title: Rush orders\n", "") + "## A\nB\n", 1, 'have no title; add one like "title: ..."'),
        (FRONT.replace("source: Handbook", "source:") + "## A\nB\n", 1, 'have no source; add one like "source: ..."'),
        (FRONT.replace("rush-orders", "Rush Orders!") + "## A\nB\n", 2, "use small letters, digits and hyphens"),
        (FRONT.replace("title: ", "id: two\ntitle: ") + "## A\nB\n", 3, "id stands there twice; keep one"),
        (FRONT.replace("title: ", "just words\ntitle: ") + "## A\nB\n", 3, "'just words' is no line like"),
        (FRONT + "Ask first.\n", 6, 'nothing stands under a heading; write "## The rule"'),
        (FRONT + "## The rule\n\n## Why\n", 6, "nothing stands under a heading"),
        (FRONT + f"## The rule\n\n{'x' * (MOST_PASSAGE + 1)}\n", 8, "4,001 characters; up to 4,000 can be quoted"),
        (FRONT + "x" * MOST_LETTERS, 1, "up to 60,000 are read. Split it"),
    ],
    ids=["empty", "no front matter", "a heading inside", "unclosed", "no id", "no title", "an empty source", "a bad id",
         "twice", "no line", "no headings", "empty headings", "a long passage", "a long file"],
)  # fmt: skip
def test_a_bad_file_is_named_with_the_line_and_what_to_do(text: str, line: int, words: str) -> None:
    found = problem(text)
    assert (found.file, found.line) == ("company/rush.md", line)
    assert words in found.what
    assert str(found).startswith(f"company/rush.md, line {line}: ")


def test_windows_line_ends_and_a_byte_order_mark_change_nothing() -> None:
    assert parse("\ufeff" + WHOLE, "rush.md") == parse(WHOLE, "rush.md")
    assert parse(WHOLE.replace("\n", "\r\n"), "rush.md") == parse(WHOLE, "rush.md")


def test_a_heading_made_of_signs_is_a_heading() -> None:
    found = parse(f"{FRONT}# {'#' * 15_000}x\nAsk first.\n", "rush.md")
    assert found.passages[0].heading == f"{'#' * 15_000}x"


def _checked(document: Document, text: str) -> None:
    assert document.id and document.title and document.source and document.passages
    assert len({each.id for each in document.passages}) == len(document.passages)
    for passage in document.passages:
        assert passage.text.strip() and passage.id.startswith(f"{document.id}#")
        assert 1 <= passage.line <= text.count("\n") + 1


@given(st.text(max_size=400) | st.lists(st.sampled_from(WHOLE.split("\n")), max_size=30).map("\n".join))
@example(WHOLE)
@example("---\r\n---\r\n")
def test_any_text_is_a_document_or_a_problem(text: str) -> None:
    for told in (text, FRONT + text):
        try:
            document = parse(told, "any.md")
        except Unreadable as error:
            assert error.problem.what and 1 <= error.problem.line <= told.count("\n") + 2
        else:
            _checked(document, told)
