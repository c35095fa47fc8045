"""What holds for any message: its pieces join to both texts, any change can be undone, the verdict is the same each time, and work grows in step."""

import re
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, get_args

import pytest
from case_files import lines
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from clarifier.reframe.bound import find_bound
from clarifier.reframe.heat import find_hits
from clarifier.reframe.reframed import Reframed, Variant, best_attempt, check, joined, reframe
from clarifier.reframe.segments import find_sentences
from clarifier.reframe.verify import verify
from clarifier.texts import home

RAW = [
    case["raw"]
    for name in ("heated_first_contact", "heated_second_contact", "hard_kinds")
    for case in lines(f"{name}.jsonl")
]
SENTENCES = sorted(
    {
        *(sentence for raw in RAW for sentence in re.split(r"(?<=[.!?])\s+|\n+", raw) if sentence.strip()),
        *(case["text"] for case in lines("heat_phrases.jsonl")),
        *(f"{case['clause']}{'?' if case.get('question') else '.'}" for case in lines("ask_forms.jsonl")),
    }
)
BREAKS = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\n- ", "\n1) ", "  ", " - ", "; "])
VARIANTS = st.sampled_from(get_args(Variant))
LOOSELY = settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
SECOND_ATTEMPT = (
    "Do not ship 5 through 8, they have no test report. Do not ship 5 through 8, they have no test report. "
    "Do you have 6 spare belts? So also get me the French wording, from Applegarth, not from Google. "
    "Three, put the 2 spare stem packings in the same crate. Three, put the 2 spare stem packings in the same crate. "
    "Who signed the release?"
)
LONG_LIST = "- 40 brackets HP-7 by Friday\n- not rev B, only rev C\n" * 94
LINK_FIRST = (
    "The kill switch on line 2 sticks, can you have a look before the night shift? You useless clowns never listen."
)
FREED = "Not sure if you can open letters over there, so I typed the lot number out: LK-220."
GLUED = "Nobody in your office listens, so once more: nothing from lot 31A before 9 October. You useless clowns never listen."
TOLD_BESIDE = (
    "You clowns never listen. Thanks to your sloppy handover we've cut 75 shelf uprights for Marlow Archives too short, "
    "so either you sort another 225 m by the 12th or you can explain to finance yourself why it's being scrapped."
)


@st.composite
def shuffled(draw: st.DrawFn) -> str:
    """A message made of sentences of the case files, in any order and layout."""
    sentences = draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=9))
    return "".join(sentence + draw(BREAKS) for sentence in sentences).strip()


MESSAGES = st.one_of(shuffled(), st.sampled_from(RAW))


def shown(result: Reframed, undone: set[int]) -> str:
    """The text as the page shows it once these changes are undone."""
    return "".join(piece.before if piece.change in undone else piece.after for piece in result.pieces)


def words(text: str) -> set[str]:
    """The words of a text."""
    return {word.casefold() for word in re.findall(r"\w+", text)}


OURS = set.union(  # the words of our own forms, and the one that stands for an "or"
    {"otherwise"},
    *(
        words((home("knowledge") / name).read_text("utf-8"))
        for name in ("wording/reframe.toml", "lexicons/asks.toml", "lexicons/heat.toml")
    ),
)


def said(text: str) -> str:
    """A text's words, however its spaces fall."""
    return " ".join(text.split())


@LOOSELY
@given(MESSAGES, VARIANTS)
def test_pieces_join_to_the_message_and_to_what_becomes_of_it(message: str, variant: Variant) -> None:
    result = reframe(message, variant=variant)
    assert "".join(piece.before for piece in result.pieces) == message
    assert joined(result.pieces) == result.rewritten


@LOOSELY
@given(MESSAGES, VARIANTS)
@example(LINK_FIRST, "direct")
def test_every_piece_that_changes_belongs_to_a_change_there_is(message: str, variant: Variant) -> None:
    result = reframe(message, variant=variant)
    assert {piece.change for piece in result.pieces} - {None} <= set(range(len(result.changes)))


@pytest.mark.xfail(reason="a very long calm list counts as heated, though no clause of it does", strict=True)
@LOOSELY
@given(MESSAGES)
@example(LONG_LIST)
def test_where_no_heat_is_shown_nothing_is_changed(message: str) -> None:
    result = reframe(message)
    assert bool(result.heat) or (result.rewritten, result.changes) == (message, ())


# Undoing


@LOOSELY
@given(MESSAGES, VARIANTS)
@example(LINK_FIRST, "direct")
def test_with_every_change_undone_the_message_is_back_as_it_was(message: str, variant: Variant) -> None:
    result = reframe(message, variant=variant)
    assert shown(result, set(range(len(result.changes)))) == message


@LOOSELY
@given(MESSAGES, VARIANTS, st.data())
def test_where_a_change_is_undone_the_messages_own_words_stand(
    message: str, variant: Variant, data: st.DataObject
) -> None:
    result = reframe(message, variant=variant)
    undone = data.draw(st.sets(st.sampled_from(range(len(result.changes)))) if result.changes else st.just(set()))
    text = shown(result, undone)
    at = 0
    for piece in result.pieces:
        words = piece.before if piece.change in undone else piece.after
        assert text[at : at + len(words)] == words
        at += len(words)
    assert at == len(text)
    assert all(piece.before in text for piece in result.pieces if piece.change in undone)


@LOOSELY
@given(MESSAGES)
def test_words_that_belong_to_no_change_stand_as_they_were_written(message: str) -> None:
    for piece in reframe(message).pieces:
        assert piece.change is not None or said(piece.before) == said(piece.after)


@LOOSELY
@given(MESSAGES)
def test_every_change_changes_something_and_says_why(message: str) -> None:
    result = reframe(message)
    for place, change in enumerate(result.changes):
        pieces = [piece for piece in result.pieces if piece.change == place]
        assert any(piece.before != piece.after for piece in pieces), change
        assert change.why and re.fullmatch(r"rule-\d\d", change.rule)


@LOOSELY
@given(MESSAGES)
@example(TOLD_BESIDE)
def test_to_undo_one_change_of_a_ready_message_loses_no_fact(message: str) -> None:
    result = reframe(message)
    for place, change in enumerate(result.changes if result.is_ready else ()):
        assert check(message, shown(result, {place})).facts.lost == (), (change.before, shown(result, {place}))


@LOOSELY
@given(MESSAGES)
@example(GLUED)
@example(FREED)
def test_to_undo_one_change_glues_no_words_together(message: str) -> None:
    result = reframe(message)
    known = words(message) | words(result.rewritten)
    for place, change in enumerate(result.changes):
        text = shown(result, {place})
        assert words(text) <= known, (change.before, text)


# The verdict


@LOOSELY
@given(MESSAGES)
def test_the_same_text_gets_the_same_verdict_each_time(message: str) -> None:
    result = reframe(message)
    attempt = best_attempt(message, "direct")
    first = verify(attempt.analysis, attempt.bound, result.rewritten)
    assert first == verify(attempt.analysis, attempt.bound, result.rewritten) == check(message, result.rewritten)
    assert (first.problems, first.facts.lost, first.facts.added) == (
        result.problems,
        result.facts.lost,
        result.facts.added,
    )


@LOOSELY
@given(MESSAGES)
def test_a_message_loses_nothing_to_itself(message: str) -> None:
    assert check(message, message).facts.lost == ()


@pytest.mark.xfail(reason="a not that goes with the heat counts as added where the heat is put back", strict=True)
@LOOSELY
@given(MESSAGES)
@example("You must book a slot, like grown-ups do, 24 hours ahead, dock 2 only.")
def test_a_message_adds_nothing_to_itself(message: str) -> None:
    assert check(message, message).facts.added == ()


@LOOSELY
@given(MESSAGES, st.integers(1, 9999))
def test_a_number_put_into_a_ready_text_makes_it_unready(message: str, number: int) -> None:
    text = f"{reframe(message).rewritten} It is {70_000 + number} pcs."
    assert check(message, text).problems


@LOOSELY
@given(MESSAGES, VARIANTS)
@example(SECOND_ATTEMPT, "warm")
def test_what_is_ready_is_so_for_whoever_checks_it(message: str, variant: Variant) -> None:
    result = reframe(message, variant=variant)
    if result.is_ready:
        assert check(message, result.rewritten).facts.lost == ()


@LOOSELY
@given(MESSAGES, VARIANTS)
def test_the_same_message_is_reframed_the_same_way_twice(message: str, variant: Variant) -> None:
    assert reframe(message, variant=variant) == reframe(message, variant=variant)


@LOOSELY
@given(MESSAGES)
@example("Give me one good reason to keep slot 7 for Hollis by noon or it's gone. 24 gears, module 3.")
def test_no_word_stands_in_what_is_sent_that_neither_the_writer_nor_a_form_knows(message: str) -> None:
    result = reframe(message)
    if result.is_ready:
        assert words(result.rewritten) <= words(message) | OURS


# Work


def work(act: Callable[[], Any]) -> int:
    """How many lines of Python an act runs: loops count each turn, no clock is asked."""
    count = 0

    def each(frame: FrameType, event: str, _: Any) -> Any:
        nonlocal count
        count += event == "line"
        frame.f_trace_lines = True
        return each

    before = sys.gettrace()
    sys.settrace(each)
    try:
        act()
    finally:
        sys.settrace(before)
    return count


REPEATED = {
    "a heated message": RAW[0],
    "a calm one": "Hi all, the 40 brackets HP-7 left for Calder Marine on Monday. Thank you!",
    "a list": "- 40 brackets HP-7 by Friday\n- lot 7 is wet\n",
    "one sentence without end": "and you clowns send 40 brackets by Friday, ",
    "a shout": "WHERE ARE THE 40 PLATES FOR BP-77? ",
    "quotations": '"You are late with 40," he said. ',
}


ACTS: dict[str, Callable[[str], Any]] = {
    "reframe": reframe, "find_sentences": find_sentences, "find_hits": find_hits, "find_bound": find_bound,
}  # fmt: skip


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("name", REPEATED)
def test_twice_the_message_is_about_twice_the_work(act: str, name: str) -> None:
    message = REPEATED[name]
    once = (message + " ") * max(1, 2500 // len(message))
    ACTS[act](once[:200])  # word lists are read once
    small, large = work(lambda: ACTS[act](once)), work(lambda: ACTS[act](once + once))
    assert large <= 2.5 * small + 500, (small, large)


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "unit",
    [" ", "!", "a", "A ", "(", '"', "'", "’s ", "-", "1", "1,", "±", "can you ", "if ", "and ", "you ", "by ", "Ab ", "\n- ", "$1 ", "lot ", "not ", "...", "I DO "],
)  # fmt: skip
def test_no_repetition_keeps_anyone_waiting(unit: str) -> None:
    assert reframe("You useless clowns never listen. " + unit * (2000 // len(unit)) + " Send 40.").pieces
