"""What the Reframe tab asks and shows, as plain functions: pieces, heat, lights, verdicts, the examples, and what is never logged."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from pastes import HOSTILE

from clarifier.errors import BadSettings, UnreadableInput
from clarifier.model.chat import Stop
from clarifier.reframe.heat import KINDS
from clarifier.reframe.reframed import MOST, reframe
from clarifier.request.rules import rules
from clarifier.settings import Settings
from clarifier.texts import table
from clarifier.web.calls import OUR_FAULT, answered
from clarifier.web.joined_changes import joined as joined_changes
from clarifier.web.reframe_desk import AUDIENCES, VARIANTS, check, examples, improved, reframed
from clarifier.web.reframe_view import calm, heat, lights, pieces, rows, unlit
from clarifier.web.second_wording import ALONE, STOPPED, stays, wording

HEATED = (
    "You need to get the 240 hinge plates for Corrigan Doors onto a truck by Thursday. "
    "PO 70318 was quoted at 15 working days and nobody in your department can be bothered to lift it off the bench."
)
CALM = "The 240 hinge plates for Corrigan Doors are late. Can you get them onto a truck by Thursday?"


def shown(message: str, to: str = "production") -> dict[str, Any]:
    return reframed(message, to, "direct", Settings())


def joined(cut: list[dict[str, Any]], side: str) -> str:
    return "".join(piece[side] for piece in cut)


def test_the_pieces_are_the_message_and_what_it_becomes() -> None:
    for message in (HEATED, CALM, *(example.text for example in examples())):
        cut = shown(message)["pieces"]
        assert joined(cut, "before") == message
        assert joined(cut, "after") == reframe(message).rewritten


def test_undoing_a_change_puts_back_the_words_it_took() -> None:
    cut = shown(HEATED)["pieces"]
    (blame,) = {piece["change"] for piece in cut if "bothered" in piece["before"]}
    undone = "".join(piece["before" if piece["change"] == blame else "after"] for piece in cut)
    assert "nobody in your department can be bothered to lift it off the bench" in undone
    assert undone.startswith("Can you get")


def test_a_change_never_ends_inside_a_word() -> None:
    piece = {"before": "S", "after": "Can you s", "change": 0}
    rest = {"before": "end the tolerance", "after": "end the tolerance", "change": None}
    data = {
        "pieces": [piece, rest],
        "changes": [{"from": "Send", "to": "Can you send", "why": "Ask.", "rule": "rule-04"}],
    }
    cut = pieces(data)
    assert cut[0] == {"before": "Send", "after": "Can you send", "change": 0}
    assert joined(cut, "after") == "Can you send the tolerance"
    (row,) = rows(data, cut, rules())
    assert (row.before, row.after, row.piece) == ("Send", "Can you send", 0)
    assert (row.why, row.rule_name, row.rule_title) == ("Ask", "Rule 4", 'Ask "Can you?"')
    assert piece["before"] == "S", "the engine's own data stays as it is"


def test_what_was_shouted_is_shown_as_it_was_shouted() -> None:
    changes = html.fragment_fromstring(shown("SEND ME THE 40 PINS NOW. YOU NEVER LISTEN!")["changes"])
    assert [each.text_content() for each in changes.iter("del")][:2] == ["SEND", "YOU NEVER LISTEN!"]


def test_what_was_added_is_said_to_be_added() -> None:
    changes = html.fragment_fromstring(reframed(HEATED, "production", "warm", Settings())["changes"])
    last = list(changes.iter("li"))[-1]
    assert " ".join(next(last.iter("p")).text_content().split()) == "added: Whatever stands in the way, tell me."
    assert next(last.iter("input")).get("aria-label") == "Add “Whatever stands in the way, tell me.”"
    assert not list(last.iter("del"))


def test_a_change_is_shown_with_its_words_from_the_text() -> None:
    changes = html.fragment_fromstring(shown(HEATED)["changes"])
    first, second = changes.iter("li")
    assert [each.text_content() for each in (*first.iter("del"), *first.iter("ins"))] == ["You need to", "Can you"]
    assert "hidden" in next(second.iter("ins")).attrib, "what is left out has nothing in its place"


def test_offsets_count_as_javascript_does() -> None:
    message = f"Hello 🙂🙂.\n\n{HEATED}"
    spans = shown(message)["heat"]
    text = message.encode("utf-16-le")
    words = [text[2 * span["start"] : 2 * span["end"]].decode("utf-16-le") for span in spans]
    assert words[0] == "You need to"
    assert spans[0]["word"] == "order"


def test_every_kind_of_heat_has_its_word() -> None:
    assert set(table("wording/reframe_page")["kinds"]) == set(KINDS)
    data = {"pieces": [{"before": "Oh dear."}], "heat": {"spans": [{"start": 0, "end": 2, "kind": "a_new_one"}]}}
    assert heat(data)[0]["word"] == "a new one"


def test_a_light_says_in_a_word_what_its_colour_says() -> None:
    scores = {"respectful": 0.2, "two_way": 0.5, "open": 1.0, "clear": 0.8}
    criteria = {name: {"score": score, "why": "so", "words": ["w"]} for name, score in scores.items()}
    seen = lights({"criteria": criteria})
    assert [(light.name, light.status, light.word) for light in seen] == [
        ("Respectful", "missing", "no"),
        ("Two-way", "unclear", "partly"),
        ("Open", "found", "yes"),
        ("Clear", "found", "yes"),
    ]
    assert [light.name for light in unlit()] == [light.name for light in seen]
    assert all(light.why and light.status is None for light in unlit())


def test_a_calm_message_has_nothing_to_change() -> None:
    result = shown(CALM)
    assert result["calm"].startswith("This is calm")
    assert not result["changes"]
    assert not result["heat"]
    assert joined(result["pieces"], "after") == CALM
    assert result["heard"].endswith("Nothing to change.")
    assert "lights" in result["lights"]


def test_a_calm_message_that_could_be_clearer_is_told_so() -> None:
    dim = {"changes": [], "heat": {"spans": []}, "ready": True, "criteria": {"clear": {"score": 0.2}}}
    good = dim | {"criteria": {"clear": {"score": 1.0}}}
    assert calm(dim) != calm(good)
    assert calm(dim | {"ready": False}) is None


def test_what_is_heard_counts_phrases_and_changes() -> None:
    assert shown(HEATED)["heard"] == "2 phrases sound heated. Ready to send: 2 changes."


def test_an_edit_that_keeps_every_fact_is_ready() -> None:
    verdict = check(HEATED, reframe(HEATED).rewritten.replace("Can you get", "Could you please get"))["verdict"]
    assert verdict["ready"]
    assert not verdict["problems"]
    assert "240 hinge plates" in verdict["facts"]["kept"]


def test_an_edit_that_changes_a_fact_says_which() -> None:
    verdict = check(HEATED, reframe(HEATED).rewritten.replace("240", "250"))["verdict"]
    assert not verdict["ready"]
    assert list(verdict["facts"]["lost"]) == ["240 hinge plates"]
    assert any("240 hinge plates" in problem for problem in verdict["problems"])


def test_an_edit_of_a_calm_message_is_checked_too() -> None:
    assert check(CALM, CALM.replace("Can you get", "Could you get"))["verdict"]["ready"]
    assert not check(CALM, CALM.replace("Thursday", "Friday"))["verdict"]["ready"]


def test_a_text_with_nothing_left_is_not_ready() -> None:
    assert not check(HEATED, "  \n")["verdict"]["ready"]


def test_what_is_too_long_is_refused_in_one_sentence() -> None:
    with pytest.raises(UnreadableInput, match="20,001"):
        shown("a" * (MOST + 1))
    with pytest.raises(UnreadableInput, match="20,001"):
        check(HEATED, "a" * (MOST + 1))
    with pytest.raises(UnreadableInput, match="20,001"):
        worded("a" * (MOST + 1))


def test_an_audience_or_a_wording_that_is_not_offered_is_refused() -> None:
    with pytest.raises(BadSettings, match="everybody"):
        shown(HEATED, "everybody")
    with pytest.raises(BadSettings, match="loud"):
        reframed(HEATED, "production", "loud", Settings())


def test_the_wording_is_passed_on() -> None:
    texts = {wording: joined(reframed(HEATED, "sales", wording, Settings())["pieces"], "after") for wording in VARIANTS}
    assert texts == {wording: reframe(HEATED, variant=wording).rewritten for wording in VARIANTS}
    assert "please" in texts["warm"]


@pytest.mark.parametrize("wording", VARIANTS)
def test_undoing_everything_gives_the_message_back_in_any_wording(wording: str) -> None:
    for message in (HEATED, *(example.text for example in examples())):
        cut = reframed(message, "production", wording, Settings())["pieces"]
        assert "".join(piece["after" if piece["change"] is None else "before"] for piece in cut) == message


@pytest.mark.parametrize("example", examples(), ids=lambda example: example.title)
def test_an_example_is_heated_and_comes_out_ready(example: Any) -> None:
    result = shown(example.text, example.to)
    assert 40 <= len(example.text.split()) <= 80
    assert len(result["heat"]) >= 3
    assert result["verdict"]["ready"]
    assert len(result["verdict"]["facts"]["kept"]) >= 5
    assert "Can you" in joined(result["pieces"], "after")


def test_the_examples_go_to_everybody_once() -> None:
    assert {example.to for example in examples()} == set(AUDIENCES)


# The second wording


STUB = Settings(model_url="http://127.0.0.1:9/v1", model="stub", model_retries=0)
BETTER = (
    "PO 70318 was quoted at 15 working days. "
    "Can you get the 240 hinge plates for Corrigan Doors onto a truck by Thursday?"
)


def worded(text: str, settings: Settings = STUB) -> dict[str, Any]:
    return improved(HEATED, "production", "direct", settings, Stop(), kept=text)


def test_only_a_heated_message_and_a_model_lead_to_a_second_wording(tmp_path: Path) -> None:
    alone = Settings(model_folder=tmp_path)
    said = [reframed(text, "sales", "direct", each)["engine"] for text, each in ((HEATED, STUB), (CALM, STUB))]
    assert [each["next"] for each in said] == [wording("stub"), None]
    assert [each["line"] for each in said] == [ALONE, ALONE]
    assert reframed(HEATED, "sales", "direct", alone)["engine"]["next"] is None


def test_where_a_message_goes_is_said_before_it_goes(tmp_path: Path) -> None:
    assert "stub" not in stays(Settings(model_folder=tmp_path))
    assert "then goes to stub, to be worded once more" in stays(STUB)
    assert "at OpenAI" in stays(Settings(model_key="k"))


def test_a_wording_that_holds_comes_with_its_pieces_and_facts() -> None:
    result = worded(BETTER)
    assert result["engine"]["line"] == "Worded once more by stub: every fact kept"
    assert result["engine"]["offer"] == "A second wording by stub is here: every fact kept"
    assert joined(result["pieces"], "after") == BETTER
    assert joined(result["pieces"], "before") == HEATED
    assert result["verdict"]["ready"]
    changes = html.fragment_fromstring(result["changes"])
    words = [(next(row.iter("del")).text_content(), next(row.iter("ins")).text_content()) for row in changes.iter("li")]
    assert words[0] == ("You need to", "PO 70318 was quoted at 15 working days. Can you")


def test_a_wording_that_lost_a_fact_leaves_the_offline_one(caplog: pytest.LogCaptureFixture) -> None:
    result = worded(BETTER.replace("240", "250"))
    assert result["engine"]["offer"] == ""
    assert result["engine"]["line"].endswith("this is the offline version.")
    assert joined(result["pieces"], "after") == reframe(HEATED).rewritten
    assert "Corrigan" not in caplog.text


def test_a_wording_that_says_the_same_is_not_offered() -> None:
    engine = worded(reframe(HEATED).rewritten)["engine"]
    assert (engine["line"], engine["offer"]) == ("Worded once more by stub: nothing to better", "")


def test_a_fault_and_a_stop_are_one_line_each(tmp_path: Path) -> None:
    away = improved(HEATED, "production", "direct", STUB, Stop())["engine"]
    assert away["line"].startswith("Worded without a model: ")
    assert "does not answer" in away["line"]
    assert not away["answered"]
    stop = Stop()
    stop.now()
    assert improved(HEATED, "production", "direct", STUB, stop)["engine"]["line"] == STOPPED
    gone = improved(HEATED, "production", "direct", Settings(model_folder=tmp_path), Stop())["engine"]
    assert gone["line"].startswith("Worded without a model: No model is set up")


def change(before: str, after: str, kind: str, place: int) -> tuple[dict[str, Any], dict[str, Any]]:
    reason = {"from": before.strip(), "to": after.strip(), "kind": kind, "why": kind, "rule": "rule-01"}
    return {"before": before, "after": after, "change": place}, reason


def same(words: str) -> dict[str, Any]:
    return {"before": words, "after": words, "change": None}


def test_words_that_both_sides_share_are_no_change() -> None:
    first, second = (
        change("March, and you could not be bothered.", "March.", "blame", 0),
        change("Thursday. This is your last chance.", "Thursday?", "ultimatum", 1),
    )
    cut = [first[0], same(" Can you send all of it by "), second[0]]
    data = joined_changes({"pieces": cut, "changes": [first[1], second[1]]})
    assert [(each["from"], each["to"]) for each in data["changes"]] == [
        ("and you could not be bothered", ""),
        ("This is your last chance.", ""),
    ]
    assert [(piece["before"], piece["after"]) for piece in data["pieces"] if piece["change"] is not None] == [
        (", and you could not be bothered", ""),
        (". ", "?"),
        ("This is your last chance.", ""),
    ]
    for side in ("before", "after"):
        assert joined(data["pieces"], side) == joined(cut, side)


def test_what_a_reader_would_call_one_change_is_one() -> None:
    (you, first), (need, second), (mark, third), (blame, fourth) = (
        change("You", "Could", "ask", 0), change("need to", "you", "order", 1),
        change("Thursday.", "Thursday?", "worded", 2), change("They sleep.", "", "blame", 3),
    )  # fmt: skip
    cut = [you, same(" "), need, same(" send the 40 pins by "), mark, same(" The truck leaves at noon. "), blame]
    data = joined_changes({"pieces": cut, "changes": [first, second, third, fourth]})
    assert [(each["from"], each["to"], each["kind"]) for each in data["changes"]] == [
        ("You need to", "Could you", "order"),
        ("They sleep.", "", "blame"),
    ]
    assert [piece["change"] for piece in data["pieces"]] == [0, None, 0, None, 1]
    assert joined(data["pieces"], "before") == joined(cut, "before")
    assert joined(data["pieces"], "after") == joined(cut, "after")


@pytest.mark.parametrize("poison", HOSTILE)
def test_no_words_of_a_message_can_become_markup(poison: str) -> None:
    result = shown(f"You need to send 40 pins. You people can't be bothered to {poison} read it, you idiots {poison}!")
    for name in ("lights", "changes"):
        tree = html.fragment_fromstring(result[name], create_parent="div")
        tags = {element.tag for element in tree.iter()}
        assert not tags & {"img", "script", "a", "iframe"}
        assert not [
            key for element in tree.iter() for key in element.attrib if key.startswith("on") or key == "autofocus"
        ]


def test_a_fault_of_ours_is_logged_without_a_word_of_the_message(caplog: pytest.LogCaptureFixture) -> None:
    def reframe_it(call: Mapping[str, Any]) -> dict[str, Any]:
        raise ValueError(call["message"])

    with caplog.at_level(logging.DEBUG):
        answer = answered(reframe_it)({"message": HEATED})
    assert answer == {"ok": False, "error": OUR_FAULT}
    assert "reframe_it" in caplog.text
    assert "ValueError" in caplog.text
    assert "Corrigan" not in caplog.text
