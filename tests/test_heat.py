"""What is heard as heat: short messages as people write them, each kind flagged, and nothing that only looks like it.

The phrases were written by somebody who had read the patterns and not tried them (cases/heat_phrases.jsonl).
"""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from case_files import Case, lines, parameters
from hypothesis import given, settings
from hypothesis import strategies as st

from clarifier.reframe.analysis import analyse
from clarifier.reframe.heat import KINDS, find_hits, is_sure
from clarifier.reframe.reframed import find_heat, reframe
from clarifier.reframe.segments import find_quoted
from clarifier.reframe.shouting import calm_voice, find_emphasis, find_shouting
from clarifier.reframe.temper import how_hot, sounds_like

PHRASES = lines("heat_phrases.jsonl")
HOT = [case for case in PHRASES if case["heat"]]
CALM = [case for case in PHRASES if not case["heat"]]


def heard(text: str) -> set[str]:
    """The kinds that are heard in a text, once its message is known to be heated."""
    return {one.kind for one in find_heat(replace(analyse(text), is_heated=True))}


def test_each_kind_has_eight_phrases_and_sixty_look_like_heat_only() -> None:
    kinds = Counter(case["heat"] for case in HOT)
    assert set(kinds) == set(KINDS) and min(kinds.values()) >= 8
    assert len(CALM) >= 60
    assert len({case["text"] for case in PHRASES}) == len(PHRASES)


@pytest.mark.parametrize("case", parameters(HOT, "text"))
def test_heat_is_flagged_though_the_message_is_short(case: Case) -> None:
    assert reframe(case["text"]).heat


@pytest.mark.parametrize("case", parameters(CALM, "text"))
def test_what_only_looks_like_heat_is_left_alone(case: Case) -> None:
    result = reframe(case["text"])
    assert (result.heat, result.changes, result.rewritten) == ((), (), case["text"])


def test_in_a_message_known_to_be_heated_few_phrases_go_unheard() -> None:
    unheard = [case["text"] for case in HOT if not heard(case["text"])]
    assert len(unheard) <= 8, unheard


def test_most_heat_is_called_by_its_name() -> None:
    named = [case["heat"] in heard(case["text"]) for case in HOT]
    assert sum(named) >= 76, f"{sum(named)} of {len(named)}"


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"]) for case in CALM if case["why"] == "trade word"])
def test_a_trade_word_is_no_phrase_of_heat(case: Case) -> None:
    assert [hit for hit in find_hits(case["text"]) if hit.manner == "poison"] == []
    assert not is_sure(case["text"])


def test_what_is_quoted_is_the_speakers_heat_and_not_the_writers() -> None:
    text = 'They wrote: "You idiots, where the hell are our 40 lamps?"'
    assert find_hits(text) and is_sure(text)
    quoted = find_quoted(text)
    assert find_hits(text, quoted) == () and not is_sure(text, quoted)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("You are idiots.", True),
        ("You useless lot.", True),
        ("This is bullshit.", True),
        ("What the hell is wrong with you?", True),
        ("Do your damn job.", True),
        ("Nobody can be bothered to look.", True),
        ("I am an idiot, I sent the wrong file.", False),
        ("Send 40 files by Friday.", False),
        ("The job is done.", False),
    ],
)
def test_some_words_are_heat_wherever_they_stand_but_not_of_oneself(text: str, sure: bool) -> None:
    assert is_sure(text) is sure


def test_a_swap_says_plainly_who_did_it() -> None:
    (hit,) = [hit for hit in find_hits("Some genius booked 40 instead of 14.") if hit.manner == "swap"]
    assert (hit.plain, hit.kind) == ("someone", "insult")
    (again,) = [hit for hit in find_hits("They ask for the third time, 40 pcs.") if hit.manner == "swap"]
    assert again.plain == "again"


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=5))
def test_phrases_are_found_in_order_in_their_place_and_none_twice(cases: list[Case]) -> None:
    text = " ".join(case["text"] for case in cases)
    hits = find_hits(text)
    assert list(hits) == sorted(hits, key=lambda hit: (hit.start, -hit.end))
    assert all(0 <= hit.start < hit.end <= len(text) and hit.kind in KINDS for hit in hits)
    for one in hits:
        inside = [
            h for h in hits if h is not one and h.manner == one.manner and one.start <= h.start and h.end <= one.end
        ]
        assert inside == []


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=5))
def test_what_is_shown_as_heat_never_overlaps_and_is_the_messages_own_words(cases: list[Case]) -> None:
    text = "\n".join(case["text"] for case in cases)
    heat = reframe(text).heat
    assert all(text[one.start : one.end] == one.quote and one.quote.strip() for one in heat)
    assert all(left.end <= right.start for left, right in pairwise(heat))


# Shouting


@pytest.mark.parametrize("case", [pytest.param(case, id=case["text"]) for case in HOT if case["heat"] == "shouting"])
def test_words_in_capitals_side_by_side_are_a_shout(case: Case) -> None:
    assert find_shouting(case["text"])


@pytest.mark.parametrize(
    "text",
    [
        "PO BR-7710 for ABLE LTD: 20 pcs EN-GJS-400, DN 50, PN 16, FOB Rotterdam.",
        "The MAIN SHAFT ASSY is REV C.",
        "ETA for the MRO kit is EOD Friday.",
        "CE and UKCA",
        "A B C",
        "",
    ],
)
def test_codes_titles_and_short_forms_are_no_shout(text: str) -> None:
    assert find_shouting(text) == []


def test_one_word_in_capitals_is_emphasis_and_no_shout() -> None:
    text = "Please do NOT ship it ASAP."
    assert find_shouting(text) == []
    assert [text[slice(*span)] for span in find_emphasis(text)] == ["NOT"]


def test_a_shout_said_calmly_keeps_its_codes_and_opens_with_a_capital() -> None:
    text = "WHERE ARE THE PLATES FOR ORDER BP-77? SEND THEM NOW!"
    assert calm_voice(text, find_shouting(text)) == "Where are the plates for order BP-77? Send them now!"


@settings(max_examples=150, deadline=None)
@given(st.text(alphabet="AIWETHO no'’-.!?\n7", max_size=80))
def test_a_calm_voice_is_as_long_as_the_shout(text: str) -> None:
    calm = calm_voice(text, [*find_shouting(text), *find_emphasis(text)])
    assert len(calm) == len(text) and calm.casefold() == text.casefold()


# How hot it sounds


def test_a_clause_of_contempt_sounds_hotter_than_one_of_work() -> None:
    assert how_hot("you people never think before you sign") > 0.5 > how_hot("the 40 trays left on Monday")


def test_what_is_quoted_does_not_heat_the_clause_that_quotes_it() -> None:
    calm = how_hot("Jansen wrote it on Monday")
    assert how_hot('Jansen wrote "you people are hopeless liars" on Monday') == pytest.approx(calm)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_words_have_a_chance_of_heat_and_a_kind(text: str) -> None:
    assert 0 <= how_hot(text) <= 1 and sounds_like(text) in KINDS
