"""How well and how fast questions are answered: ours, and beside it what others would find in the same passages.

Comes in: questions with the rule that answers them, or none (tests/cases/questions.jsonl, or other files). Goes out: figures per way to find.
The others rank the passages alone, and may each take the threshold for "covered" that suits the measured set best; ours is the written one.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np

from benchmarks.cases import CASES
from benchmarks.speed import Times, spread
from clarifier.rules.answer import Answer, compose, plain
from clarifier.rules.corpus import Corpus, read_corpus
from clarifier.rules.library import Library, open_library
from clarifier.rules.vectors import WordLlamaEmbedder
from clarifier.settings import Settings

QUESTIONS = CASES / "questions.jsonl"
OWN_PASSAGES = 10_000
PER_FILE = 20  # passages of one file of the invented company
Ranking = tuple[list[str], float]  # documents, the best first, and how near the best is


@dataclass(frozen=True)
class Question:
    """`rule` is the id of the rule that answers, "" for a practice or for nothing; `wanted` are words, any one of each group."""

    text: str
    covered: bool
    rule: str
    wanted: tuple[tuple[str, ...], ...]


@dataclass
class Figures:
    """What is counted; `quotes` are citations, `astray` those whose words stand nowhere."""

    questions: int = 0
    decided: int = 0
    phantoms: int = 0
    rules: int = 0
    first: int = 0
    third: int = 0
    groups: int = 0
    said: int = 0
    quotes: int = 0
    astray: int = 0


def read_questions(path: Path = QUESTIONS) -> list[Question]:
    """The questions of a file."""
    rows = (json.loads(line) for line in path.read_text("utf-8").splitlines() if line)
    return [
        Question(
            row["question"],
            row["covered"],
            f"rule-{row['rule']:02}" if row["rule"] else "",
            tuple(tuple(each) for each in row["must_include"]),
        )
        for row in rows
    ]


def answered(library: Library, questions: Sequence[Question]) -> tuple[Figures, Times]:
    """Our answers, and their milliseconds."""
    found, times = Figures(), []
    compose(library.find("warm up"))
    for question in questions:
        began = perf_counter()
        answer = compose(library.find(question.text))
        times.append(1000 * (perf_counter() - began))
        _count(found, question, [each.id for each in answer.citations], covered=answer.covered)
        found.phantoms += not question.covered and bool(answer.citations)
        found.quotes += len(answer.citations)
        found.astray += sum(not _stands(library.corpus, each.passage, each.quote) for each in answer.citations)
        if question.covered:
            found.groups += len(question.wanted)
            found.said += sum(any(word in _told(answer) for word in group) for group in question.wanted)
    return found, spread(times)


def _told(answer: Answer) -> str:
    """What a reader has before them: the answer, and its first three quotes."""
    return " ".join([answer.text, *(each.quote for each in answer.citations[:3])]).casefold()


def _stands(corpus: Corpus, passage: str, quote: str) -> bool:
    return plain(quote) in plain(corpus.passages[passage][1].text)


def _count(found: Figures, question: Question, ids: Sequence[str], *, covered: bool) -> None:
    found.questions += 1
    found.decided += covered == question.covered
    if question.rule:
        found.rules += 1
        found.first += list(ids[:1]) == [question.rule]
        found.third += question.rule in ids[:3]


def ways(corpus: Corpus) -> dict[str, Callable[[Sequence[str]], list[Ranking]]]:
    """Other ways to find, over the passages alone."""
    documents = [document.id for document, _ in corpus.passages.values()]
    texts = [
        f"{passage.question} {plain(passage.text)}" if passage.question else f"{document.title}. {plain(passage.text)}"
        for document, passage in corpus.passages.values()
    ]
    found = {
        "WordLlama, passages alone": _by_vectors(WordLlamaEmbedder().embed, texts, documents),
        "bm25, passages alone": _by_words(texts, documents),
    }
    try:
        from benchmarks.minilm import MiniLM

        found["MiniLM int8, Chroma's default"] = _by_vectors(MiniLM().embed, texts, documents)
    except FileNotFoundError:
        pass  # its weights are an extra of the benchmarks: the table says that it is not there
    return found


def _by_vectors(
    embed: Callable[[Sequence[str]], Any], texts: list[str], documents: list[str]
) -> Callable[[Sequence[str]], list[Ranking]]:
    passages = embed(texts)

    def rank(questions: Sequence[str]) -> list[Ranking]:
        return [_ranked(row, documents) for row in np.asarray(embed(questions)) @ passages.T]

    return rank


def _by_words(texts: list[str], documents: list[str]) -> Callable[[Sequence[str]], list[Ranking]]:
    import logging

    import bm25s

    logging.getLogger("bm25s").setLevel(logging.WARNING)
    index = bm25s.BM25()
    index.index(bm25s.tokenize(texts, stopwords="en", show_progress=False), show_progress=False)

    def rank(questions: Sequence[str]) -> list[Ranking]:
        found = []
        for question in questions:
            words = bm25s.tokenize([question], stopwords="en", show_progress=False, return_ids=False)[0]
            known = [word for word in words if word in index.vocab_dict]
            found.append(_ranked(index.get_scores(known) if known else np.zeros(len(texts)), documents))
        return found

    return rank


def _ranked(scores: Any, documents: Sequence[str]) -> Ranking:
    order = np.argsort(-scores, kind="stable")
    return list(dict.fromkeys(documents[place] for place in order[:60])), float(scores[order[0]])


def found_by(rank: Callable[[Sequence[str]], list[Ranking]], questions: Sequence[Question]) -> Figures:
    """What another way finds, with the threshold that suits it best."""
    rankings = rank([each.text for each in questions])
    nearest = sorted({score for _, score in rankings})
    best = max(
        nearest,
        key=lambda least: sum(
            (score >= least) == each.covered for (_, score), each in zip(rankings, questions, strict=True)
        ),
    )
    found = Figures()
    for (ids, score), question in zip(rankings, questions, strict=True):
        _count(found, question, ids, covered=score >= best)
        found.phantoms += not question.covered and score >= best
    return found


def first_build() -> float:
    """Seconds to index our own corpus for the first time, packages loaded."""
    corpus = read_corpus()
    WordLlamaEmbedder().embed(["warm up"])
    import chromadb  # noqa: F401 - loading it is not building

    with TemporaryDirectory() as folder:
        began = perf_counter()
        open_library(Settings(data_folder=Path(folder)), corpus)
        return perf_counter() - began


def large() -> dict[str, float]:
    """A company's own 10,000 passages, in a process of its own: seconds to build, milliseconds to ask, peak memory in MB."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.asking"], capture_output=True, encoding="utf-8", check=True
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _large() -> dict[str, float]:
    with TemporaryDirectory() as folder:
        own = Path(folder) / "own"
        own.mkdir()
        _write_company(own)
        began = perf_counter()
        library = open_library(Settings(data_folder=Path(folder) / "data", knowledge=own))
        built = perf_counter() - began
        _, times = answered(library, read_questions()[:200])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"built": built, "median": times.median, "p95": times.p95, "peak": peak}


def _write_company(folder: Path) -> None:
    """Invented work instructions, each passage of other words."""
    random = np.random.default_rng(7)
    words = [
        word.strip('.,;:!?"()').casefold()
        for _, passage in read_corpus().passages.values()
        for word in plain(passage.text).split()
        if len(word) > 3
    ]
    for number in range(OWN_PASSAGES // PER_FILE):
        passages = "\n\n".join(
            f"## Step {step}\n\n{' '.join(random.choice(words, 40))}, part {number}-{step}." for step in range(PER_FILE)
        )
        (folder / f"instruction-{number}.md").write_text(
            f"---\nid: instruction-{number}\ntitle: Work instruction {number}\nsource: Works manual\n---\n{passages}\n",
            "utf-8",
        )


if __name__ == "__main__":
    print(json.dumps(_large()))
