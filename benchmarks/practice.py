"""Learns how a practised message is judged: `python -m benchmarks practice` says how well, `--write` writes knowledge/lexicons/practice.json.

Comes in: messages written for the scenarios, labelled rule by rule (learning/attempts.jsonl). Goes out: for each rule a logistic regression
over a message's signs. What is said of their quality is cross-validated: no message is judged by what was learned from it; a set given as a
file is judged by the weights that are written.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clarifier.rules.judging import GRADES, WEIGHTS, graded
from clarifier.rules.scenarios import scenarios
from clarifier.rules.signs import observed
from clarifier.texts import home

LEARNING = Path(__file__).parent / "learning" / "attempts.jsonl"
HOLD = 1.0  # how strongly weights are held back (scikit-learn's C)
SEEN = 2  # messages in which a feature must occur
LEAST = 0.03  # the least weight kept
FOLDS = 10


@dataclass(frozen=True)
class Attempt:
    """A message written for a scenario, with the grade of each rule."""

    scenario: str
    text: str
    labels: Mapping[str, str]


def read_attempts(path: Path = LEARNING) -> list[Attempt]:
    """The labelled messages of a file."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line)
    return [Attempt(row["scenario"], row["text"], row["labels"]) for row in rows]


def seen(attempts: Sequence[Attempt]) -> list[Mapping[str, float]]:
    """What each message shows."""
    return [observed(each.text, scenarios()[each.scenario]) for each in attempts]


def learned(shown: Sequence[Mapping[str, float]], labels: Sequence[str]) -> dict[str, dict[str, float]]:
    """The weights of each grade, by feature, with their bias."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for each in shown for name in each)
    kept = [{name: value for name, value in each.items() if counts[name] >= SEEN} for each in shown]
    columns = DictVectorizer()
    fitted = LogisticRegression(C=HOLD, max_iter=3000).fit(columns.fit_transform(kept), labels)
    names: list[str] = columns.get_feature_names_out().tolist()
    return {
        grade: {"bias": round(float(fitted.intercept_[row]), 3)}
        | {
            name: round(float(weight), 3)
            for name, weight in zip(names, fitted.coef_[row], strict=True)
            if abs(weight) >= LEAST
        }
        for row, grade in enumerate(fitted.classes_)
    }


def write(attempts: Sequence[Attempt]) -> Path:
    """Learns from all of them, and writes the weights."""
    shown = seen(attempts)
    weights = {}
    for rule in _rules(attempts):
        mine = [place for place, each in enumerate(attempts) if rule in each.labels]
        weights[rule] = learned([shown[place] for place in mine], [attempts[place].labels[rule] for place in mine])
    path = home("knowledge") / WEIGHTS
    path.write_text(json.dumps(weights, ensure_ascii=False, indent=0, sort_keys=True) + "\n", "utf-8")
    return path


def cross_validated(attempts: Sequence[Attempt]) -> dict[str, tuple[int, int]]:
    """Of each rule: verdicts that agree, and verdicts."""
    from sklearn.model_selection import StratifiedKFold

    shown = seen(attempts)
    found: dict[str, tuple[int, int]] = {}
    for rule in _rules(attempts):
        mine = [place for place, each in enumerate(attempts) if rule in each.labels]
        labels = [attempts[place].labels[rule] for place in mine]
        right = 0
        for train, test in StratifiedKFold(FOLDS, shuffle=True, random_state=1).split(mine, labels):
            weights = learned([shown[mine[i]] for i in train], [labels[i] for i in train])
            right += sum(_best(weights, shown[mine[i]]) == labels[i] for i in test)
        found[rule] = right, len(mine)
    return found


def agreement(attempts: Sequence[Attempt]) -> dict[str, tuple[int, int]]:
    """The same for messages that were not learned from, by the weights that are written."""
    found: dict[str, tuple[int, int]] = {}
    for attempt, shown in zip(attempts, seen(attempts), strict=True):
        for rule, label in attempt.labels.items():
            right, count = found.get(rule, (0, 0))
            found[rule] = right + (graded(rule, shown) == label), count + 1
    return dict(sorted(found.items()))


def _best(weights: Mapping[str, Mapping[str, float]], shown: Mapping[str, float]) -> Any:
    def score(grade: str) -> float:
        return weights[grade]["bias"] + sum(value * weights[grade].get(name, 0.0) for name, value in shown.items())

    return max(GRADES, key=score)


def _rules(attempts: Sequence[Attempt]) -> list[str]:
    return sorted({rule for each in attempts for rule in each.labels})
