"""What a practised message shows: the signs by which a careful colleague judges it.

Comes in: a message and its scenario. Goes out: features with their strength: signs by words (knowledge/lexicons/practice.toml), what
reframing hears in it (heat, asks, orders), which facts of the situation it carries, and its words themselves.
"""

import math
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from clarifier.reframe.analysis import analyse
from clarifier.rules.known import STEM, words
from clarifier.rules.scenarios import Scenario
from clarifier.texts import table

MOST_COUNTED = 3  # of one sign
SIGN, WORDS, LETTERS = 1.0, 4.0, 4.0  # how strong a sign is, and all words or all runs of letters together
RUNS = (3, 4, 5)  # letters of a run
_DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"])  # fmt: skip
LONG = 500  # characters of a message that is long


def signs(message: str) -> dict[str, float]:
    """The signs of a message, or of a sentence of one."""
    found: dict[str, float] = {}
    for name, patterns in _patterns().items():
        count = sum(len(pattern.findall(message)) for pattern in patterns)
        if count:
            found[f"sign {name}"] = SIGN
    analysis = analyse(message)
    for kind, count in Counter(hit.kind for hit in analysis.hits).items():
        found[f"heat {kind}"] = SIGN * min(count, MOST_COUNTED)
    clauses = [one for told in analysis.told for one in told.clauses]
    for ask, count in Counter(one.ask.kind for one in clauses if one.ask).items():
        found[f"asks {ask}"] = SIGN * min(count, MOST_COUNTED)
    found["hot"] = SIGN * max((one.hot for one in clauses), default=0.0)
    found["heated"] = SIGN * analysis.is_heated
    found["questions"] = SIGN * min(message.count("?"), MOST_COUNTED)
    found["exclamations"] = SIGN * min(message.count("!"), MOST_COUNTED)
    return found | _spelled(message)


def _spelled(message: str) -> dict[str, float]:
    """The words, pairs of words and runs of letters of a message, each as strong as it has few."""
    said = words(message)
    told = {*said, *(f"{first} {second}" for first, second in pairwise(said))}
    runs = {f" {word} "[at : at + size] for word in said for size in RUNS for at in range(len(word) + 3 - size)}
    return {f"word {each}": WORDS / math.sqrt(len(told)) for each in told} | {
        f"letters {each}": LETTERS / math.sqrt(len(runs)) for each in runs
    }


def carried(message: str, scenario: Scenario) -> dict[str, float]:
    """Which facts of the situation a message carries, and how long it is."""
    said = message.casefold()
    facts = [any(_stands(word, said) for word in words) for words in scenario.facts]
    near = {
        f"{what} {rule}": SIGN * share
        for rule in scenario.rules
        for what, share in _like(scenario.wording[rule], message)
    }
    return near | {
        "facts": SIGN * sum(facts) / max(1, len(facts)),
        "all facts": SIGN * all(facts),
        "no facts": SIGN * (sum(facts) <= 1),
        "length": SIGN * min(len(message) / LONG, 2.0),
    }


def _like(wording: str, message: str) -> Iterator[tuple[str, float]]:
    """How much of the better wording a message has: its numbers and days, and its telling words."""
    said = set(words(message))
    wanted = [word for word in words(wording) if word[0].isdigit() or word in _DAYS]
    told = {word[:STEM] for word in said}
    stems = {word[:STEM] for word in words(wording) if len(word) > STEM}
    yield "exact", sum(word in said for word in wanted) / len(wanted) if wanted else 0.0
    yield "alike", sum(stem in told for stem in stems) / len(stems) if stems else 0.0


def observed(message: str, scenario: Scenario) -> Mapping[str, float]:
    """All of it."""
    return signs(message) | carried(message, scenario)


def missing_facts(message: str, scenario: Scenario) -> list[str]:
    """The facts that a message does not carry, each in its first wording."""
    said = message.casefold()
    return [words[0] for words in scenario.facts if not any(_stands(word, said) for word in words)]


def _stands(word: str, said: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) is not None


@cache
def _patterns() -> dict[str, list[re.Pattern[str]]]:
    lists: dict[str, list[str]] = table("lexicons/practice")["signs"]
    return {name: [re.compile(pattern, re.I | re.M) for pattern in patterns] for name, patterns in lists.items()}
