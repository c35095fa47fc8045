"""The scenario cards are what the practice needs: fair to both sides, in order, each with a good example; a broken card is named."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from clarifier.reframe.reframed import reframe
from clarifier.request.rules import rules
from clarifier.rules.judging import judge
from clarifier.rules.scenarios import ANY, by_level, read_scenarios, scenarios
from clarifier.rules.signs import missing_facts
from clarifier.texts import home

CARDS = tuple(scenarios().values())
WHOLE = (home("knowledge") / "scenarios" / "01-rush-hinges.toml").read_text("utf-8")
TAKEN = "the example is taken for "
NOT_CALM = {
    f"scenario-{number:02}": f"{TAKEN}heat: {words!r}"
    for number, words in {
        3: "I'll sit on the bench with a bag of oranges and shout",
        4: "Do you like tacos",
        5: "Did I get that right",
        8: "my open orders stay upstairs",
        10: "How many do you need first",
        14: "Did I get that right",
        19: "I told nobody",
        20: "There are people there",
        22: "I'd be sore too",
        24: "you're right",
        26: "planning is glad of every line",
    }.items()
}


def known(keys: Iterable[Any], failing: dict[Any, str]) -> list[Any]:
    """Each key as a parameter; those that fail are known to, strictly."""
    return [
        pytest.param(
            *(key if isinstance(key, tuple) else (key,)),
            marks=[pytest.mark.xfail(reason=failing[key], strict=True)] if key in failing else [],
        )
        for key in keys
    ]


def changed(old: str, new: str) -> str:
    """A whole card with one thing changed."""
    assert old in WHOLE
    return WHOLE.replace(old, new)


# Our own


def test_there_are_28_cards_each_with_an_id_and_a_title_of_its_own() -> None:
    files = list((home("knowledge") / "scenarios").glob("*.toml"))
    assert len(CARDS) == len(files) == 28 > 24
    assert len({card.title for card in CARDS}) == len({card.example for card in CARDS}) == 28
    assert all(scenarios()[card.id] is card for card in CARDS)


def test_both_sides_of_the_fence_have_as_many() -> None:
    assert Counter(card.side for card in CARDS) == {"sales": 14, "production": 14}
    assert {card.to for card in CARDS} == {"sales", "production", "customer"}


def test_the_three_levels_come_in_rising_order() -> None:
    levels = [level for level, _ in by_level(scenarios())]
    assert levels == [1, 2, 3]
    assert [card.level for card in CARDS] == sorted(card.level for card in CARDS)
    assert tuple(card for _, cards in by_level(scenarios()) for card in cards) == CARDS
    for _, cards in by_level(scenarios()):
        assert {card.side for card in cards} == {"sales", "production"}


def test_each_of_the_ten_rules_is_practised_in_five_cards_or_more() -> None:
    practised = Counter(rule for card in CARDS for rule in card.rules)
    assert set(practised) == set(rules()) and len(practised) == 10
    assert min(practised.values()) >= 5


@pytest.mark.parametrize("card_id", scenarios())
def test_a_card_has_a_better_wording_and_an_objection_for_each_rule_it_judges(card_id: str) -> None:
    card = scenarios()[card_id]
    assert len(set(card.rules)) == len(card.rules) >= 2
    assert set(card.wording) == set(card.rules)
    assert set(card.pushback) == {*card.rules, ANY}
    assert all(
        text.strip() for text in (*card.wording.values(), *(says for told in card.pushback.values() for says in told))
    )
    assert len(card.pushback[ANY]) >= 2


@pytest.mark.parametrize(("card_id", "rule"), [(card.id, rule) for card in CARDS for rule in card.rules])
def test_the_example_of_a_card_is_good_by_each_of_its_rules(card_id: str, rule: str) -> None:
    card = scenarios()[card_id]
    verdicts = {each.rule: each.verdict for each in judge(card, card.example)}
    assert verdicts[rule] == "good"


@pytest.mark.parametrize("card_id", scenarios())
def test_the_example_carries_every_fact_of_its_situation(card_id: str) -> None:
    card = scenarios()[card_id]
    assert len(card.facts) >= 3
    assert missing_facts(card.example, card) == []
    assert missing_facts("Hello.", card) == [words[0] for words in card.facts]


@pytest.mark.parametrize("card_id", known(scenarios(), NOT_CALM))
def test_the_example_is_calm_to_the_rewriter(card_id: str) -> None:
    card = scenarios()[card_id]
    assert [each.quote for each in reframe(card.example, to=card.to).heat] == []


# A folder's


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (changed("level = 1", "level ="), "no valid TOML"),
        (changed("title =", "titel ="), "no text title"),
        (changed('id = "scenario-01"', 'id = "  "'), "no text id"),
        (changed('["rule-04", "rule-02"]', '["rule-04", "rule-11"]'), "rules that can be judged"),
        (changed('["rule-04", "rule-02"]', "[]"), "rules that can be judged"),
        (changed('side = "sales"', 'side = "purchasing"'), "side must be sales or production"),
        (changed('to = "production"', 'to = "everybody"'), "sales or customer"),
        (changed("\nrule-02 =", "\nrule-03 ="), "rule-02 is judged"),
        (changed('rule = "any"', 'rule = "rule-04"'), '"any"'),
        ("", "no text id"),
    ],
    ids=["bad TOML", "missing text", "blank text", "unknown rule", "no rule", "unknown side", "unknown reader", "no wording", "no objection", "empty"],
)  # fmt: skip
def test_a_broken_card_is_named_with_its_file_and_the_others_load(text: str, told: str, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_text(text, "utf-8")
    (tmp_path / "whole.toml").write_text(WHOLE, "utf-8")
    (tmp_path / "notes.md").write_text("No card.", "utf-8")
    cards, (problem,) = read_scenarios(tmp_path, "company/")
    assert list(cards) == ["scenario-01"]
    assert str(problem).startswith("company/broken.toml, line ") and told in problem.what


def test_a_card_that_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "folder.toml").mkdir()
    cards, (problem,) = read_scenarios(tmp_path)
    assert (cards, problem.file) == ({}, "folder.toml") and "cannot be opened" in problem.what


@pytest.mark.xfail(reason="what is wrong is told in Python's words, or not noticed", strict=True)
@pytest.mark.parametrize(
    ("content", "told"),
    [
        (changed("Thursday", "jeudi dernière").encode("latin-1"), "UTF-8"),
        (changed('[["90", "ninety"]', '["90"').encode(), "facts"),
        (changed("rule-04 = \"Can you fit 36 hinges in before Thursday's truck?\"", "rule-04 = 36").encode(), "wording"),
        (changed("[[pushback]]\nrule", "[[pushback]]\nfor").encode(), "pushback"),
        (changed("level = 1", 'level = "easy"').encode(), "level"),
    ],
    ids=["another encoding", "facts without their wordings", "a wording of no text", "an objection to nothing", "a level in words"],
)  # fmt: skip
def test_a_card_of_another_shape_is_told_in_words_that_help(content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / "broken.toml").write_bytes(content)
    cards, problems = read_scenarios(tmp_path)
    assert cards == {} and told in problems[0].what


@pytest.mark.xfail(
    reason="the second of two cards with one id takes the place of the first, and nobody is told", strict=True
)
def test_of_two_cards_with_one_id_the_second_is_named(tmp_path: Path) -> None:
    for name in ("first.toml", "second.toml"):
        (tmp_path / name).write_text(WHOLE, "utf-8")
    _, problems = read_scenarios(tmp_path)
    assert [each.file for each in problems] == ["second.toml"]
