"""The ten rules: complete, readable, and loud when a file is broken."""

import re

import pytest

from clarifier.errors import BrokenKnowledge
from clarifier.request.rules import IDS, gather, rules
from clarifier.texts import Document, document, home

HEADINGS = ["The rule", "Why", "A good example", "A bad example", "When it bends", "Questions people ask"]
RULES = rules()
WHOLE = {
    f"rules/{rule_id}-x": Document({"id": rule_id, "title": "A title", "short": "Two words"}, "\nText\n")
    for rule_id in IDS
}


def test_there_are_ten_rules_in_their_order() -> None:
    assert tuple(RULES) == IDS
    assert len(RULES) == 10
    assert all(rule.id == rule_id for rule_id, rule in RULES.items())


@pytest.mark.parametrize("rule_id", IDS)
def test_a_rule_has_its_six_parts_and_can_be_read_in_two_minutes(rule_id: str) -> None:
    body = RULES[rule_id].body
    assert re.findall(r"^## (.+)$", body, re.M) == HEADINGS
    assert 150 <= len(body.split()) <= 300
    assert 2 <= len(RULES[rule_id].short.split()) <= 5


def test_a_rule_file_is_named_by_its_id_and_says_where_the_rule_comes_from() -> None:
    for path in (home("knowledge") / "rules").glob("rule-*.md"):
        front = document("knowledge", f"rules/{path.stem}").front
        assert path.name.startswith(front["id"] + "-")
        assert front["source"] == "Bridging the Sales-Operations Divide"
        assert front["author"] == "Matt Kirchner"


def test_titles_and_short_names_are_all_different() -> None:
    assert len({rule.title for rule in RULES.values()}) == 10
    assert len({rule.short for rule in RULES.values()}) == 10


def test_the_file_name_does_not_decide_the_order() -> None:
    assert tuple(gather(dict(reversed(WHOLE.items())))) == IDS


def test_a_missing_rule_is_named() -> None:
    partial = {name: text for name, text in WHOLE.items() if text.front["id"] not in ("rule-03", "rule-07")}
    with pytest.raises(BrokenKnowledge, match=r"rule-03, rule-07: restore the file"):
        gather(partial)


def test_two_files_with_one_id_are_both_named() -> None:
    twice = WHOLE | {"rules/rule-11-copy": WHOLE["rules/rule-02-x"]}
    with pytest.raises(BrokenKnowledge, match=r"rule-11-copy\.md and knowledge/rules/rule-02-x\.md both have"):
        gather(twice)


@pytest.mark.parametrize("key", ["id", "title", "short"])
def test_a_file_without_a_key_is_named_with_the_key(key: str) -> None:
    front = {k: v for k, v in WHOLE["rules/rule-05-x"].front.items() if k != key}
    with pytest.raises(BrokenKnowledge, match=rf"rule-05-x\.md has no line {key}:"):
        gather(WHOLE | {"rules/rule-05-x": Document(front, "Text")})


def test_an_id_that_no_rule_has_is_refused() -> None:
    stray = Document({"id": "rule-12", "title": "A title", "short": "Two words"}, "Text")
    with pytest.raises(BrokenKnowledge, match="has the id rule-12, but ids run from rule-01 to rule-10"):
        gather(WHOLE | {"rules/rule-12-x": stray})
