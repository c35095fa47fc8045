"""What answers a question: the documents, the likeliest first, and whether any does.

Comes in: a question, the corpus, its collection, the known questions. Goes out: Found. Two voices are heard: the nearest entries of the
collection (passages and known questions, by embedding), and the words of the known questions (known.py). Questions that nothing answers
are known as well; their share of both voices decides whether the rules say anything. A company's own documents, of which no questions are
known, count by how near their passages are and how many of the question's telling words they hold. An id or a part number that stands in a
passage to the letter goes first.
"""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clarifier.rules.collection import Collection, Hit
from clarifier.rules.corpus import OUTSIDE, Corpus
from clarifier.rules.documents import Document, Passage
from clarifier.rules.known import STEM, Known, telling, words

NEAREST = 40  # entries that have a voice
SHARPNESS = 0.07  # of a difference in similarity: a neighbour that is nearer by this much counts e times as much
NEIGHBOURS = 0.6  # the weight of the neighbours' voice beside that of the words
UNDERSTOOD = 0.6  # the share of a question's words that must be known at all
UNANSWERED = 0.5  # the weight of a neighbour that nothing answers: many are known, for few are alike
BELONGS = 0.3  # the part of a practice's chance that its rule has as well, so that the rule comes first where both fit
FLOOR = 1e-4  # below which a voice is not believed
COVERED = 0.6  # the chance from which the rules say something (measured: python -m benchmarks ask)
OWN_NEAR, OWN_HELD = (
    0.45,
    0.5,
)  # how near a company's passage is, and the share of telling words it holds, where it answers
SHOWN, LEAST = 3, 0.0005  # documents shown, and the least chance of one that is
PASSAGES = 6  # of a document that are compared
HELD = 0.5  # the weight of words held, beside the similarity, when passages of one document are compared
_CODE = re.compile(r"(?<![\w-])(?=[\w./-]*\d)(?=[\w./-]*[A-Za-z_/-]|\d{5})[A-Za-z0-9][\w./-]{2,}[A-Za-z0-9]")
_COUNT = re.compile(r"\d+[a-z]{1,3}")  # 12th, 40mm, 10am: an amount or a day, no code
_NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_RULE = re.compile(rf"\brule[ -]?(?:0?(\d{{1,2}})|({'|'.join(_NUMBERS)}))\b", re.I)


@dataclass(frozen=True)
class Ranked:
    """A document with its chance, from 0 to 1, and its passages, the one that fits the question best first."""

    document: Document
    passages: tuple[Passage, ...]
    score: float


@dataclass(frozen=True)
class Found:
    """`chance` is how likely it is that the documents answer the question; `ranked` are the likeliest ones, covered or not."""

    question: str
    ranked: tuple[Ranked, ...]
    chance: float
    is_covered: bool


def find(question: str, corpus: Corpus, collection: Collection, known: Known) -> Found:
    """What answers a question."""
    hits = collection.nearest(question, NEAREST)
    chances = _fused(known.chances(question), _voices(hits))
    chance = 1 - chances.pop(OUTSIDE, 0.0)
    if known.share(question) < UNDERSTOOD or not telling(question):
        chance = 0.0
    chances = _with_rules(chances, corpus)
    ranked = sorted(chances, key=lambda each: -chances[each])
    scores = {each: chances[each] for each in ranked}
    for doc_id, score in (*_own(question, hits, corpus, known), *_coded(question, corpus, collection)):
        scores = {doc_id: score} | {each: value for each, value in scores.items() if each != doc_id}
        chance = max(chance, score)
    shown = [each for each in scores if each in corpus.documents and scores[each] >= LEAST][:SHOWN]
    return Found(
        question,
        tuple(
            Ranked(document, _fitting(document, question, collection, corpus), scores[document.id])
            for document in (corpus.documents[each] for each in shown)
        ),
        chance,
        bool(shown) and chance >= COVERED,
    )


def _voices(hits: Sequence[Hit]) -> dict[str, float]:
    """The share of each document among the nearest entries, nearer ones counting more."""
    if not hits:
        return {}
    first = hits[0].similarity
    weights: dict[str, float] = {}
    for hit in hits:
        weight = math.exp((hit.similarity - first) / SHARPNESS) * (UNANSWERED if hit.document == OUTSIDE else 1.0)
        weights[hit.document] = weights.get(hit.document, 0.0) + weight
    total = sum(weights.values())
    return {document: weight / total for document, weight in weights.items()}


def _fused(words_say: Mapping[str, float], neighbours_say: Mapping[str, float]) -> dict[str, float]:
    """Both voices multiplied, and made to add up to one. Documents without known questions have the second voice only, so none here."""
    product = {
        document: (chance + FLOOR) * (neighbours_say.get(document, 0.0) + FLOOR) ** NEIGHBOURS
        for document, chance in words_say.items()
    }
    total = sum(product.values())
    return {document: value / total for document, value in product.items()}


def _with_rules(chances: Mapping[str, float], corpus: Corpus) -> dict[str, float]:
    """Each document's chance, a rule's with a part of those of the practices that belong with it first."""
    found = dict(chances)
    for document_id, chance in chances.items():
        document = corpus.documents.get(document_id)
        if document and document.rules and document.rules[0] != document_id and document.rules[0] in found:
            found[document.rules[0]] += BELONGS * chance
    return {each: min(1.0, chance) for each, chance in found.items()}


def _own(question: str, hits: Sequence[Hit], corpus: Corpus, known: Known) -> list[tuple[str, float]]:
    """Documents without known questions, whose passage is near and holds the question's telling words; the best one last."""
    asked = set(known.documents)
    found: dict[str, float] = {}
    for hit in hits:
        if hit.document in asked or hit.id not in corpus.passages or hit.similarity < OWN_NEAR:
            continue
        held = share_held(question, _told(*corpus.passages[hit.id]))
        if held >= OWN_HELD:
            found[hit.document] = max(found.get(hit.document, 0.0), min(1.0, (hit.similarity + held) / 2 + COVERED / 2))
    return sorted(found.items(), key=lambda each: each[1])


def _coded(question: str, corpus: Corpus, collection: Collection) -> list[tuple[str, float]]:
    """Documents that the question names: by their id, by the number of a rule, by an id or part number that stands in them to the letter."""
    numbers = (int(match[1] or 1 + _NUMBERS.index(match[2].casefold())) for match in _RULE.finditer(question))
    named = [f"rule-{number:02}" for number in numbers]
    codes = dict.fromkeys(match[0] for match in _CODE.finditer(question) if not _COUNT.fullmatch(match[0]))
    for code in codes:
        named.append(code.casefold())
        whole = re.compile(rf"(?<![\w/-]){re.escape(code)}(?![\w/-])", re.I)
        for form in dict.fromkeys((code, code.upper(), code.lower())):
            hits = [hit for hit in collection.holding(form, SHOWN * PASSAGES) if hit.id in corpus.passages]
            named += [hit.document for hit in hits if whole.search(corpus.passages[hit.id][1].text)]
    return [(document, 1.0) for document in dict.fromkeys(reversed(named)) if document in corpus.documents]


def _fitting(document: Document, question: str, collection: Collection, corpus: Corpus) -> tuple[Passage, ...]:
    """The document's passages, the one that fits the question best first."""
    hits = collection.nearest(question, PASSAGES, file=document.file)
    near = {hit.id: hit.similarity for hit in hits if hit.id in corpus.passages}
    fits = {each: near[each] + HELD * share_held(question, _told(*corpus.passages[each])) for each in near}
    order = sorted(fits, key=lambda each: -fits[each]) or [document.statement.id]
    return tuple(corpus.passages[each][1] for each in order)


def share_held(question: str, text: str) -> float:
    """The share of a question's telling words that a text holds, by their first letters; a long word tells more."""
    asked = {stem: len(word) for stem, word in telling(question).items()}
    held = {word[:STEM] for word in words(text)}
    total = sum(asked.values())
    return sum(length for stem, length in asked.items() if stem in held) / total if total else 0.0


def _told(document: Document, passage: Passage) -> str:
    return f"{document.title} {passage.question or ''} {passage.text}"


def known_questions(corpus: Corpus) -> Known:
    """The known questions of a corpus, with the passages of the documents they are asked of."""
    asked: Iterable[str] = {document for _, document in corpus.asked}
    told = [
        (f"{passage.question} {passage.text}" if passage.question else f"{document.title}. {passage.text}", document.id)
        for document, passage in corpus.passages.values()
        if document.id in asked
    ]
    return Known([*corpus.asked, *told], OUTSIDE)
