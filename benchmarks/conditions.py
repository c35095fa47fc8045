"""Learns how conditions sound: `python -m benchmarks conditions` says how well, `--write` writes knowledge/lexicons/heard.json.

Comes in: labelled sentences (tests/cases/terms.jsonl, learning/conditions.tsv: what it says, the words; {the clause} that gives a reason or
complains) and emails whose right reading is known. Of an email that says a thing, the sentence that says it most is taken to say it.
Goes out: logistic regressions over clarifier.request.heard.features, one for part deliveries, the date, reasons and complaints each.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from benchmarks.cases import CASES, Case, rows
from benchmarks.matching import says_half_of_it
from clarifier import read
from clarifier.request.clauses import pieces
from clarifier.request.foreign import glossed, in_english
from clarifier.request.gloss import Gloss
from clarifier.request.heard import SIDES, features
from clarifier.request.lexicon import Row
from clarifier.request.reading import read_message
from clarifier.request.stances import LONGEST, row_in
from clarifier.texts import home

SENTENCES = Path(__file__).parent / "learning" / "conditions.tsv"
HEARD = home("knowledge") / "lexicons" / "heard.json"
FIELDS = {
    "partial": ("allowed", "refused"), "date_flexibility": ("fixed", "flexible"), "reason": ("reason",), "complaint": ("complaint",),
}  # fmt: skip
# How strongly weights are held back (scikit-learn's C), by the sets met later; how often a feature must occur; the least weight kept.
STRENGTH, SEEN, LEAST = 1.0, 2, 0.08
OWN = 2.0  # what a sentence of a language weighs beside those of others, where that language is learned
SAYS_NOTHING = ""
_CLAUSE = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, eq=False)
class Sentence:
    """A sentence or clause with what it says, field by field; a field that is not there is not known."""

    row: Row
    says: Mapping[str, str]
    email: str = ""
    perhaps: Mapping[str, str] = field(default_factory=dict)  # what its email says, in this sentence or in another


def sentences() -> list[Sentence]:
    """The labelled sentences, with their clauses where a reason or a complaint is told."""
    found = []
    for case in rows(CASES / "terms.jsonl"):
        said = {"partial": known_choice(case["partial"]), "date_flexibility": known_choice(case["date_flexibility"])}
        found += _with_clauses(case["text"], said, case["reason"], case["complaint"])
    for line in SENTENCES.read_text("utf-8").splitlines():
        label, text = line.split("\t")
        found += labelled(label, text)
    return found


def labelled(label: str, text: str, language: str = "") -> list[Sentence]:
    """A labelled sentence, in another language as it reads in its gloss; {the clause} that tells is marked, or that gives a reason
    for what the rest says."""
    clause = _CLAUSE.search(text)
    text = text.replace("{", "").replace("}", "")
    told = text[clause.start() : clause.start() + len(clause[1])] if clause else text
    if language:
        one = glossed(text, language)
        text, told = one.text, (clause and _in_gloss(one, told)) or one.text
    said = {name: label if label in sides else SAYS_NOTHING for name, sides in FIELDS.items() if len(sides) > 1}
    gives_reason = label == "reason" or (clause is not None and label != "complaint")
    facts = (told if gives_reason else None, told if label == "complaint" else None)
    return _with_clauses(text, said, *facts, language=language)


def of_emails(cases: Iterable[Case]) -> list[Sentence]:
    """The sentences of the customers' messages."""
    found = []
    for case in cases:
        expect = case.expect
        choices = {name: known_choice(expect[name]) for name in ("partial", "date_flexibility")}
        told = in_english(read(case.raw), None)
        for message in told.thread.of("customer"):
            facts = (expect["priority_reason"], expect["complaint"])
            if message.index in told.glosses:
                reason, complaint = (fact and _in_gloss(told.glosses[message.index], fact) for fact in facts)
                facts = (reason, complaint)
            for passage in read_message(message, date(2026, 1, 1), None).passages:
                words = message.spoken[passage.start : passage.end]
                if passage.kind == "row" or len(words) > LONGEST:
                    continue
                said = {name: SAYS_NOTHING for name, choice in choices.items() if not choice}
                perhaps = {name: choice for name, choice in choices.items() if choice}
                found += _with_clauses(words, said, *facts, case.id, perhaps, message.language)
    return found


def learn(known: Sequence[Sentence], language: str = "") -> dict[str, Any]:
    """What heard.json holds: twice learned, the second time with the sentences that the first took to say what their email says.

    For a language its own sentences weigh more than the others', and its file holds but what occurs in them.
    """
    from sklearn.feature_extraction import DictVectorizer

    counted = [counted_in(one.row) for one in known]
    often = Counter(name for row in counted for name in row)
    is_own = [one.row.language == language for one in known]
    held = {name for row, own in zip(counted, is_own, strict=True) if own for name in row if often[name] >= SEEN}
    weighs = [OWN if language and own else 1.0 for own in is_own]
    vectors = DictVectorizer()
    matrix = vectors.fit_transform([{name: row[name] for name in row if name in held} for row in counted])
    matrix.indices, matrix.indptr = matrix.indices.astype("int32"), matrix.indptr.astype("int32")  # all liblinear takes
    bias: dict[str, float] = {}
    weights: dict[str, dict[str, float]] = {}
    for name, sides in FIELDS.items():
        labels = [one.says.get(name) for one in known]
        labels = _most_likely(
            known, labels, name, {side: _fit(matrix, labels, side, weighs).decision_function(matrix) for side in sides}
        )
        for side in sides:
            found = _fit(matrix, labels, side, weighs)
            bias[side] = round(float(found.intercept_[0]), 3)
            for feature, weight in zip(vectors.feature_names_, found.coef_[0], strict=True):
                if abs(weight) >= LEAST:
                    weights.setdefault(feature, {})[side] = round(float(weight), 2)
    return {
        "bias": [bias[side] for side in SIDES],
        "weights": {name: [its.get(side, 0) for side in SIDES] for name, its in weights.items()},
    }


@cache
def counted_in(row: Row) -> Mapping[str, float]:
    """The features of a sentence, worked out once for all that is learned from it."""
    return features(row)


def write(path: Path, learned: Mapping[str, Any]) -> None:
    """One feature a line, in the order of the alphabet, so that what changed can be read."""
    lines = [
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(its)}" for name, its in sorted(learned["weights"].items())
    ]
    text = f'{{"bias": {json.dumps(learned["bias"])},\n"weights": {{\n' + ",\n".join(lines) + "\n}}\n"
    path.write_text(text, "utf-8")


def known_choice(choice: str | None) -> str:
    return SAYS_NOTHING if choice in (None, "unknown", "unstated") else str(choice)


def _with_clauses(
    text: str, said: Mapping[str, str], reason: str | None, complaint: str | None, email: str = "",
    perhaps: Mapping[str, str] | None = None, language: str = "",
) -> list[Sentence]:  # fmt: skip
    """A sentence, and its clauses where it has several: reasons are told by clauses, complaints by either."""
    whole = row_in(text, language)
    complains = {"complaint": "complaint" if complaint and tells(text, complaint) else SAYS_NOTHING}
    clauses = pieces(text, language)
    own = {**said, **complains}
    if len(clauses) == 1:
        own["reason"] = "reason" if reason and tells(text, reason) else SAYS_NOTHING
    found = [Sentence(whole, own, email, perhaps or {})]
    for start, end, row in clauses if len(clauses) > 1 else ():
        told = {
            name: name if wanted and tells(text[start:end], wanted) else SAYS_NOTHING
            for name, wanted in (("reason", reason), ("complaint", complaint))
        }
        found.append(Sentence(row, told, email))
    return found


def _in_gloss(one: Gloss, words: str) -> str | None:
    """The customer's own words as they read in a gloss."""
    found = re.search(r"\s+".join(map(re.escape, words.split())), one.source)
    return one.text[one.in_gloss(found.start()) : one.in_gloss(found.end())] if found else None


def tells(text: str, wanted: str) -> bool:
    """Whether a clause tells what is wanted: it holds half of its words, or half of its own are among them."""
    return says_half_of_it(wanted, text) or (len(text.split()) > 3 and says_half_of_it(text, wanted))


def _most_likely(
    known: Sequence[Sentence], labels: Sequence[str | None], name: str, odds: Mapping[str, Sequence[float]]
) -> list[str | None]:
    """The labels, with one sentence more for each email that says a thing: the likeliest."""
    best: dict[str, tuple[float, int]] = {}
    for index, one in enumerate(known):
        if side := one.perhaps.get(name):
            here = (odds[side][index], index)
            best[one.email] = max(best.get(one.email, here), here)
    chosen = list(labels)
    for _, index in best.values():
        chosen[index] = known[index].perhaps[name]
    return chosen


def _fit(matrix: Any, labels: Sequence[str | None], side: str, weighs: Sequence[float]) -> Any:
    """scikit-learn's regression over what is labelled: this side, or not."""
    from sklearn.linear_model import LogisticRegression

    chosen = [place for place, label in enumerate(labels) if label is not None]
    learner = LogisticRegression(C=STRENGTH, solver="liblinear", random_state=0)
    return learner.fit(
        matrix[chosen],
        [labels[place] == side for place in chosen],
        sample_weight=[weighs[place] for place in chosen],
    )


def judged(learned: Mapping[str, Any], known: Sequence[Sentence]) -> list[tuple[object, ...]]:
    """For each side, how many emails of a set are rightly, wrongly and not taken to say it, by sound alone."""
    odds: dict[tuple[str, str], float] = {}
    wanted: set[tuple[str, str]] = set()
    for one in known:
        counted = counted_in(one.row)
        wanted |= {(one.email, side) for side in (*one.perhaps.values(), *one.says.values()) if side}
        for place, side in enumerate(SIDES):
            sound = learned["bias"][place]
            sound += sum(
                value * learned["weights"][name][place] for name, value in counted.items() if name in learned["weights"]
            )
            odds[one.email, side] = max(odds.get((one.email, side), sound), sound)
    said = {key for key, sound in odds.items() if sound > 0}
    return [
        (side, *(sum(key[1] == side for key in keys) for keys in (said & wanted, said - wanted, wanted - said)))
        for side in SIDES
    ]
