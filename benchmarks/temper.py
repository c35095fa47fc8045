"""Learns how heat sounds: `python -m benchmarks temper` says how well it is learned, `--write` writes knowledge/lexicons/temper.json.

Comes in: labelled messages (learning/heated.jsonl) and labelled sentences (learning/clauses.tsv: heat or plain, a kind, the words). Goes
out: logistic regressions: whether a clause is heat and of which kind; whether a message is heated, by all its words and by its signs. What
is said of their quality is cross-validated: no message is judged by what was learned from it.
"""

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from benchmarks.heated import Message
from benchmarks.reframing import STRAIGHT
from clarifier.reframe.analysis import HEATED, analyse, signs
from clarifier.reframe.heat import KINDS
from clarifier.reframe.segments import find_sentences
from clarifier.reframe.temper import features
from clarifier.texts import home

LEARNING = Path(__file__).parent / "learning"
TEMPER = home("knowledge") / "lexicons" / "temper.json"
FOLDS = 10
# How strongly weights are held back (scikit-learn's C), by cross-validation; how often a feature must occur; the least weight kept.
CLAUSE, WHOLE, KIND, SIGNS = 0.3, 0.05, 0.5, 1.0
SEEN, SEEN_KIND = 3, 2
LEAST, LEAST_WHOLE, LEAST_KIND = 0.05, 0.03, 0.2
COOLED, COOLED_WEIGHT = "~", 0.6  # the mark of what is left of a heated message, and how much it counts
SHORT, SHORT_WEIGHT = "s", 0.6  # the mark of a sentence taken for a message, and how much it counts
HEARD_KINDS = tuple(kind for kind in KINDS if kind != "shouting")  # which is seen in the capitals, not in the words


@dataclass(frozen=True)
class Clause:
    """Words labelled as heat or not; the kind of heat, where it is known."""

    words: str
    is_heat: bool
    kind: str = ""


@dataclass(frozen=True)
class Validated:
    """What cross-validation says: of clauses the area under the curve, of each message whether it is taken for heated.

    `signs` are those of each message (analysis.signs), by what was learned without it.
    """

    auc: float
    flagged: tuple[bool, ...]
    signs: tuple[list[float], ...]


@dataclass(frozen=True)
class Regression:
    """A logistic regression over named features."""

    bias: float
    weights: dict[str, float]

    def logit(self, words: Iterable[str]) -> float:
        """The logarithm of the odds that words are heat; a feature of several of them counts once."""
        return math.fsum([self.bias, *(self.weights.get(feature, 0.0) for feature in _heard(words))])  # in any order

    def kept(self, least: float) -> dict[str, float]:
        """The weights that are written."""
        return {name: round(weight, 2) for name, weight in self.weights.items() if abs(weight) >= least}


@cache
def clauses_of(message: Message) -> tuple[Clause, ...]:
    """The clauses of a message; heat are those that touch a phrase of blame."""
    text, hot = _comparable(message.raw), bytearray(len(message.raw))
    for phrase in map(_comparable, message.blame):
        at = text.find(phrase)
        while at >= 0:
            hot[at : at + len(phrase)] = b"\1" * len(phrase)
            at = text.find(phrase, at + 1)
    return tuple(
        Clause(message.raw[clause.start : clause.end], any(hot[clause.start : clause.end]))
        for sentence in find_sentences(message.raw)
        for clause in sentence.clauses
    )


def _comparable(text: str) -> str:
    """In small letters with straight quotes, character for character."""
    return text.translate(STRAIGHT).lower()


def sentences(path: Path) -> list[Clause]:
    """The labelled sentences of a table: `heat` or `plain`, the kind, the words, with tabs between."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines() if line)
    return [Clause(words, label == "heat", kind) for label, kind, words in rows]


def short_messages(spoken: Sequence[Clause]) -> list[Message]:
    """Each labelled sentence as a message of its own: one line is heated, or calm, like a page."""
    return [
        Message(
            f"{SHORT}{place}",
            f"{clause.words.rstrip('.')}.",
            blame=(clause.words,) if clause.is_heat else (),
            is_heated=clause.is_heat,
            weight=SHORT_WEIGHT,
        )
        for place, clause in enumerate(spoken)
    ]


def cooled(messages: Sequence[Message]) -> list[Message]:
    """What is left of each heated message once its heat is gone, as a calm message: its matter is no heat, and what we rewrite is calm."""
    found = []
    for message in (message for message in messages if message.is_heated):
        rest = [clause.words for clause in clauses_of(message) if not clause.is_heat]
        if len(rest) > 1:
            found.append(Message(f"{message.id}{COOLED}", f"{'. '.join(rest)}.", message.to, weight=COOLED_WEIGHT))
    return found


def fold_of(name: str) -> int:
    """The fold the message of this id belongs to, with what is left of it: the same on every machine and in every run."""
    return int.from_bytes(sha256(name.removesuffix(COOLED).encode()).digest()[:8], "big") % FOLDS


def learn_heat(clauses: Sequence[Clause]) -> Regression:
    """Whether a clause is heat."""
    return _learn([[clause.words] for clause in clauses], [clause.is_heat for clause in clauses], CLAUSE)


def learn_whole(messages: Sequence[Message]) -> Regression:
    """Whether a message is heated, by all its words at once."""
    return _learn(
        [_words_of(m) for m in messages], [m.is_heated for m in messages], WHOLE, [m.weight for m in messages]
    )


def learn_kinds(clauses: Sequence[Clause]) -> dict[str, dict[str, float]]:
    """By feature, how much it speaks for each kind of heat."""
    known = [clause for clause in clauses if clause.is_heat and clause.kind in HEARD_KINDS]
    rows = _frequent(([clause.words] for clause in known), SEEN_KIND)
    names, found = _fit(rows, [clause.kind for clause in known], KIND)
    weights = {
        name: {
            str(kind): round(float(found.coef_[row][column]), 1)
            for row, kind in enumerate(found.classes_)
            if abs(found.coef_[row][column]) >= LEAST_KIND
        }
        for column, name in enumerate(names)
    }
    return {name: kinds for name, kinds in weights.items() if kinds}


def signs_of(message: Message, logits: Sequence[float], whole: float) -> list[float]:
    """What speaks for heat in a message whose clauses, and all whose words, sound so hot."""
    found = analyse(message.raw)
    return [float(sign) for sign in signs(logits, whole, found.hits, found.told, found.shouted)]


def validate(messages: Sequence[Message], spoken: Sequence[Clause]) -> Validated:
    """Learns FOLDS times, each time without one fold of the messages and sentences, and judges that."""
    from sklearn.metrics import roc_auc_score

    logits: dict[str, list[float]] = {}
    whole: dict[str, float] = {}
    for fold in range(FOLDS):
        others, own = _parted(messages, fold)
        if not own:
            continue
        known = [clause for place, clause in enumerate(spoken) if fold_of(f"{SHORT}{place}") != fold]
        heat = learn_heat([*_labelled(others), *known])
        heated = learn_whole(others)
        for message in own:
            logits[message.id] = [heat.logit([clause.words]) for clause in clauses_of(message)]
            whole[message.id] = heated.logit(_words_of(message))
    written = [message for message in messages if not _is_made(message)]
    auc = roc_auc_score(
        [clause.is_heat for message in written for clause in clauses_of(message)],
        [logit for message in written for logit in logits[message.id]],
    )
    rows = tuple(signs_of(message, logits[message.id], whole[message.id]) for message in messages)
    flagged = _flagged(messages, rows)
    return Validated(float(auc), tuple(flagged[message.id] for message in messages), rows)


def _flagged(messages: Sequence[Message], rows: Sequence[list[float]]) -> dict[str, bool]:
    """Whether each message is heated, by what was learned from the other folds."""
    row = {message.id: signs for message, signs in zip(messages, rows, strict=True)}
    flagged: dict[str, bool] = {}
    for fold in range(FOLDS):
        others, own = _parted(messages, fold)
        if own:
            learned = _fit_signs(others, [row[message.id] for message in others])
            chances = learned.predict_proba([row[message.id] for message in own])[:, 1]
            flagged |= {message.id: bool(chance > HEATED) for message, chance in zip(own, chances, strict=True)}
    return flagged


def _parted(messages: Sequence[Message], fold: int) -> tuple[list[Message], list[Message]]:
    """The messages of the other folds, and those of this one."""
    own = [message for message in messages if fold_of(message.id) == fold]
    return [message for message in messages if fold_of(message.id) != fold], own


def learn(messages: Sequence[Message], spoken: Sequence[Clause], rows: Sequence[list[float]]) -> dict[str, Any]:
    """What temper.json holds. `rows` are the cross-validated signs: a message's clauses sound too sure to what learned them."""
    heat = learn_heat([*_labelled(messages), *spoken])
    whole = learn_whole(messages)
    heated = _fit_signs(messages, rows)
    return {
        "bias": round(heat.bias, 3),
        "whole_bias": round(whole.bias, 3),
        "message": {
            "bias": round(float(heated.intercept_[0]), 2),
            "signs": [round(float(weight), 2) for weight in heated.coef_[0]],
        },
        "heat": heat.kept(LEAST),
        "whole": whole.kept(LEAST_WHOLE),
        "kinds": learn_kinds(spoken),
    }


def write(path: Path, learned: dict[str, Any]) -> None:
    """One weight a line, in the order of the alphabet, so that what changed can be read."""
    path.write_text(json.dumps(learned, ensure_ascii=False, sort_keys=True, indent=0), "utf-8")


def _labelled(messages: Sequence[Message]) -> list[Clause]:
    """The labelled clauses of messages as they were written; what is left of them, and sentences on their own, have no other."""
    written = (message for message in messages if not _is_made(message))
    return [clause for message in written for clause in clauses_of(message)]


def _is_made(message: Message) -> bool:
    return message.id.endswith(COOLED) or (message.id.startswith(SHORT) and message.id[len(SHORT) :].isdigit())


def _words_of(message: Message) -> list[str]:
    return [clause.words for clause in clauses_of(message)]


def _heard(words: Iterable[str]) -> set[str]:
    return {feature for each in words for feature in _features(each)}


@cache
def _features(words: str) -> frozenset[str]:
    """The features of a clause, which is learned from in nearly every fold."""
    return frozenset(features(words))


def _frequent(rows: Iterable[Iterable[str]], least: int) -> list[dict[str, int]]:
    """The features of each row's words, those that occur in at least so many rows."""
    found = [_heard(words) for words in rows]
    count = Counter(feature for row in found for feature in row)
    return [{feature: 1 for feature in row if count[feature] >= least} for row in found]


def _learn(
    rows: Iterable[Iterable[str]], labels: Sequence[bool], strength: float, weights: Sequence[float] | None = None
) -> Regression:
    names, found = _fit(_frequent(rows, SEEN), labels, strength, weights)
    return Regression(float(found.intercept_[0]), dict(zip(names, map(float, found.coef_[0]), strict=True)))


def _fit(
    rows: Sequence[dict[str, int]],
    labels: Sequence[bool | str],
    strength: float,
    weights: Sequence[float] | None = None,
) -> tuple[list[str], Any]:
    """The features' names and scikit-learn's regression over them."""
    from sklearn.feature_extraction import DictVectorizer
    from sklearn.linear_model import LogisticRegression

    vectors = DictVectorizer()
    matrix = vectors.fit_transform(rows)
    found = LogisticRegression(C=strength, max_iter=3000).fit(matrix, labels, sample_weight=weights)
    return list(vectors.feature_names_), found


def _fit_signs(messages: Sequence[Message], rows: Sequence[list[float]]) -> Any:
    from sklearn.linear_model import LogisticRegression

    labels, weights = [message.is_heated for message in messages], [message.weight for message in messages]
    return LogisticRegression(C=SIGNS, max_iter=3000).fit(rows, labels, sample_weight=weights)
