"""A practised message judged, rule by rule: good, weak or bad, with the learner's own words, what is right or wrong, and a better wording.

Comes in: a scenario and a message. Goes out: a Verdict for each rule that the scenario judges. Each rule has a logistic regression over the
message's signs (knowledge/lexicons/practice.json, learned from labelled messages by `python -m benchmarks practice --write`); the words
quoted are those of the sentence that weighs most for the verdict.
"""

import json
import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from clarifier.errors import BrokenKnowledge
from clarifier.rules.scenarios import Scenario
from clarifier.rules.signs import missing_facts, observed, signs
from clarifier.texts import fill, home, table

Grade = Literal["good", "weak", "bad"]
GRADES: tuple[Grade, ...] = ("good", "weak", "bad")
WEIGHTS = "lexicons/practice.json"
FACTS = ("rule-06", "rule-09")  # the rules for which a fact that is missing is worth naming
MOST_QUOTED = 160  # characters
_SENTENCE = re.compile(r"[^\n]+?(?:(?<!\d)[.!?]+[\"”’)]*(?=\s|$)|(?=\n)|$)")  # "23. April" is one


@dataclass(frozen=True)
class Verdict:
    """On one rule. `quote` stands in the message, or is "" where nothing in it says anything; `wording` is a better sentence."""

    rule: str
    verdict: Grade
    quote: str
    why: str
    wording: str


def judge(scenario: Scenario, message: str) -> tuple[Verdict, ...]:
    """The verdicts, in the order of the scenario's rules."""
    seen = observed(message, scenario)
    parts = [(sentence, signs(sentence)) for sentence in _sentences(message)]
    return tuple(_verdict(rule, scenario, message, seen, parts) for rule in scenario.rules)


def _verdict(
    rule: str, scenario: Scenario, message: str, seen: Mapping[str, float], parts: list[tuple[str, dict[str, float]]]
) -> Verdict:
    grade = graded(rule, seen)
    advice = table("checklists/practice")[rule]
    words = table("wording/practice")
    quote = _telling(rule, grade, parts)
    if grade == "good":
        why = fill(words["why_good"], praise=advice["praise"])
    else:
        why = advice["half" if grade == "weak" else "against"]
        missing = missing_facts(message, scenario) if rule in FACTS else []
        if missing:
            why += " " + fill(words["missing"], facts=", ".join(missing))
    return Verdict(rule, grade, quote, why, scenario.wording[rule])


def graded(rule: str, seen: Mapping[str, float]) -> Grade:
    """The grade that the signs speak for most."""
    scores = {grade: _score(rule, grade, seen) for grade in GRADES}
    return max(GRADES, key=lambda grade: scores[grade])


def _score(rule: str, grade: Grade, seen: Mapping[str, float]) -> float:
    weights: Mapping[str, float] = _weights()[rule][grade]
    return math.fsum([weights["bias"], *(value * weights.get(name, 0.0) for name, value in seen.items())])


def _telling(rule: str, grade: Grade, parts: list[tuple[str, dict[str, float]]]) -> str:
    """The sentence that speaks most for a grade, against the others; "" where none does."""
    others = [each for each in GRADES if each != grade]
    told = [
        (_score(rule, grade, seen) - max(_score(rule, each, seen) for each in others), sentence)
        for sentence, seen in parts
    ]
    if not told or (grade == "weak" and max(told)[0] <= 0):
        return ""
    sentence = max(told)[1]
    return sentence if len(sentence) <= MOST_QUOTED else sentence[:MOST_QUOTED].rsplit(" ", 1)[0] + " …"


def _sentences(message: str) -> list[str]:
    found = [match[0].strip() for match in _SENTENCE.finditer(message)]
    return [sentence for sentence in found if any(sign.isalnum() for sign in sentence)]


@cache
def _weights() -> dict[str, Any]:
    path = home("knowledge") / WEIGHTS
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise BrokenKnowledge(f"knowledge/{WEIGHTS} cannot be read: {error}.") from error
    return found
