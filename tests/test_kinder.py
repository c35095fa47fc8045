"""Heat in what is typed at a summit: underlined, and offered without; a fact is never the price."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clarifier.team.kinder import kinder

HEATED = {
    "Decision: A for rev D. Action: Lena’s people should finally confirm the plater’s slot by Thu 5 Dec": (
        ["Lena’s people should finally"],
        "Decision: A for rev D. Action: Can Lena’s people confirm the plater’s slot by Thu 5 Dec?",
    ),
    "Production must for once answer R-0142 before Friday.": (
        ["Production must for once"],
        "Can production answer R-0142 before Friday?",
    ),
    "You need to ship 200 caps by 12 November!": (["You need to"], "Can you ship 200 caps by 12 November?"),
}
CALM = (
    "", "A for rev D", "Lena confirms the plater’s slot by 5 December", "We finally shipped R-0142", "Ask the plater for a second slot",
    "Should the order come, 200 go first", "Kill switch rev C stays at 3.5 mm", "Line 1\r\nLine 2", "x" * 20_001,
)  # fmt: skip


@pytest.mark.parametrize("text", HEATED)
def test_what_is_heated_is_shown_and_asked_instead(text: str) -> None:
    found = kinder(text)
    assert found is not None
    spans, rewritten = found
    assert ([each.quote for each in spans], rewritten) == HEATED[text]
    assert all(text[each.start : each.end] == each.quote for each in spans)


@pytest.mark.parametrize("text", CALM)
def test_calm_words_are_left_alone(text: str) -> None:
    assert kinder(text) is None


def test_where_no_wording_keeps_the_facts_none_is_offered() -> None:
    found = kinder("You idiots")
    assert found is not None and found.rewritten is None and found.spans[0].quote == "You idiots"


@settings(max_examples=40, deadline=None)
@given(
    st.text(st.sampled_from("Lena’s people should finally Production must . : ! ? 200 by Friday you\n 😀"), max_size=80)
)
def test_any_text_has_its_spans_in_order_and_in_place(text: str) -> None:
    found = kinder(text)
    if found:
        ends = 0
        for each in found.spans:
            assert each.start >= ends and text[each.start : each.end] == each.quote
            ends = each.end
