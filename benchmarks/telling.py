"""Learns what the signs of a clause weigh for its telling why a date matters: knowledge/lexicons/reason.json.

Comes in: emails whose reason is known, and how clauses sound to what was learned from other emails: what it learned from sounds surer than
anything it will meet. Goes out: one logistic regression over the signs of clarifier.request.reason.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.cases import Case
from benchmarks.conditions import counted_in, tells
from clarifier import read
from clarifier.request.heard import SIDES
from clarifier.request.lexicon import Row
from clarifier.request.reading import read_message
from clarifier.request.reason import clauses_of
from clarifier.texts import home

REASON = home("knowledge") / "lexicons" / "reason.json"
Example = tuple[Mapping[str, float], bool]


def examples(cases: Iterable[Case], learned: Mapping[str, Any]) -> list[Example]:
    """The clauses of emails by their signs, and whether each tells the reason that is known."""
    side, weights = SIDES.index("reason"), learned["weights"]

    def sound(row: Row) -> float:
        counted = counted_in(row).items()
        return float(
            learned["bias"][side] + sum(value * weights[name][side] for name, value in counted if name in weights)
        )

    found = []
    for case in cases:
        wanted = case.expect["priority_reason"]
        newest_first = reversed(read(case.raw).of("customer"))
        readings = [read_message(message, date(2026, 1, 1), None) for message in newest_first]
        for one in clauses_of(readings, sound):
            tells_it = bool(wanted) and tells(one.reading.text[one.start : one.end], wanted)
            found.append((one.signs, tells_it))
    return found


def learn(known: Sequence[Example]) -> dict[str, Any]:
    """What reason.json holds."""
    from sklearn.linear_model import LogisticRegression

    names = list(known[0][0])
    learner = LogisticRegression(C=1.0, max_iter=1000)
    learner.fit([[float(signs[name]) for name in names] for signs, _ in known], [tells_it for _, tells_it in known])
    weights = {name: round(float(weight), 3) for name, weight in zip(names, learner.coef_[0], strict=True)}
    return {"bias": round(float(learner.intercept_[0]), 3), "weights": weights}


def write(path: Path, learned: Mapping[str, Any]) -> None:
    """One sign a line."""
    path.write_text(json.dumps(learned, indent=1) + "\n", "utf-8")
