"""What the page shows, as plain functions: cards from the contract's JSON, the pieces of a message, the colours."""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from pastes import FORWARD, HOSTILE

from clarifier.errors import BrokenKnowledge
from clarifier.request.contract import as_json
from clarifier.request.rules import rules
from clarifier.web.cards import card, frame
from clarifier.web.desk import Paste, read_paste
from clarifier.web.quotes import Mark, parts
from clarifier.web.tab import Tab
from clarifier.web.theme import tokens
from clarifier.web.view import first_name, view


def clarified(email: str) -> dict[str, Any]:
    """The contract's JSON of an email."""
    return as_json(read_paste(Paste(email), None))


def rendered(data: dict[str, Any]) -> str:
    """All the cards of a request."""
    seen = view(data, rules())
    message = card("message.html", view=seen, name=None)
    return message + card("request.html", view=seen) + card("questions.html", view=seen, answers=1)


def poisoned(value: Any, poison: str) -> Any:
    """The same data with every text a customer could have written replaced; offsets are kept true by padding."""
    if isinstance(value, dict):
        kept = {
            "field",
            "status",
            "author",
            "kind",
            "rule",
            "sent",
            "reference_date",
            "earliest",
            "latest",
            "reference_source",
        }
        return {key: each if key in kept else poisoned(each, poison) for key, each in value.items()}
    if isinstance(value, list):
        return [poisoned(each, poison) for each in value]
    if isinstance(value, str) and not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return (poison * (len(value) // len(poison) + 1))[: max(len(value), len(poison))]
    return value


@pytest.mark.parametrize("poison", HOSTILE)
def test_no_value_can_become_markup(poison: str) -> None:
    def shape(markup: str) -> Counter[tuple[str, tuple[str, ...]]]:
        tree = html.fragment_fromstring(markup, create_parent="div")
        return Counter((element.tag, tuple(sorted(element.attrib))) for element in tree.iter())

    data = clarified(FORWARD)
    plain = poisoned(data, "plain words ")
    names = {name for name, _ in shape(rendered(plain))}
    hostile = shape(rendered(poisoned(data, poison)))
    assert {name for name, _ in hostile} <= names
    assert not any(attribute.startswith("on") for _, attributes in hostile for attribute in attributes)


@pytest.mark.parametrize("sign", ["${alert(1)}", "`", "\\", "{{value}}"])
def test_what_gradio_would_evaluate_never_becomes_a_frame(sign: str) -> None:
    with pytest.raises(BrokenKnowledge, match="Gradio would run"):
        frame("header.html", tabs=[Tab(title=sign, slug="x", build=print)])


def solid(texts: Iterable[str]) -> str:
    """All letters in their order: white space at the edge of a fold is not shown."""
    return "".join("".join(texts).split())


@given(
    st.text(max_size=80),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=6),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 80)), max_size=3),
)
@example("one\ntwo", [(0, 7)], [(4, 7)])
def test_the_pieces_of_a_message_are_the_whole_message(
    body: str, marked: list[tuple[int, int]], folded: list[tuple[int, int]]
) -> None:
    def inside(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
        return [(a, b) for a, b in (sorted(min(place, len(body)) for place in span) for span in spans) if a < b]

    marks = [Mark(start, end, f"{start}:{end}", "label", "found") for start, end in inside(marked)]
    cuts = sorted({place for span in inside(folded) for place in span})
    folds = [{"kind": "quoted", "start": start, "end": end} for start, end in list(pairwise(cuts))[::2]]
    pieces = [piece for part in parts(body, folds, marks) for piece in part.pieces]
    assert solid(piece.text for piece in pieces) == solid(body)
    for mark in marks:
        read = solid(piece.text for piece in pieces if mark.key in piece.keys)
        assert read == solid(body[mark.start : mark.end])


def test_words_that_were_read_as_two_things_carry_both_names() -> None:
    marks = [Mark(0, 20, "partial", "partial", "found"), Mark(9, 12, "quantity", "quantity", "unclear")]
    (part,) = parts("we take  200 first, ok", (), marks)
    inner = next(piece for piece in part.pieces if piece.text == "200")
    assert inner.keys == ("quantity", "partial")
    assert inner.status == "unclear"
    assert [piece.tags for piece in part.pieces if piece.tags] == [("quantity",), ("partial",)]


def test_a_customer_is_called_by_the_first_name() -> None:
    assert first_name(clarified(FORWARD)) == "Owen"


@pytest.mark.parametrize("dark", [False, True])
def test_every_text_stands_out_from_its_ground(dark: bool) -> None:
    colour = tokens(dark=dark)
    pairs = [(text, ground) for ground in ("card", "paper", "accent-wash") for text in ("ink", "soft", "accent")]
    pairs += [(f"{status}-ink", status) for status in ("found", "unclear", "missing", "heat")]
    pairs += [("ink", "found"), ("on-accent", "accent"), ("unclear-ink", "card")]
    weak = {(text, ground): contrast(colour[text], colour[ground]) for text, ground in pairs}
    assert not {pair: round(value, 2) for pair, value in weak.items() if value < 4.5}


def contrast(one: str, other: str) -> float:
    """The contrast of two #rrggbb colours as WCAG 2 defines it."""

    def luminance(colour: str) -> float:
        channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
        red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)
