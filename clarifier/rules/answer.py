"""The answer to a question: the documents' own sentences, each with its citation, or an honest "the rules do not say".

Comes in: what was found for a question. Goes out: an Answer. A citation's quote stands in its file, word for word (white space aside);
that is checked here, for whoever made it, and a citation that fails is an error of ours, never shown.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clarifier.request.clarify import OFFLINE, Engine
from clarifier.rules.documents import Document, Passage
from clarifier.rules.retrieval import Found, Ranked
from clarifier.texts import fill, table

MOST_OF_STATEMENT = 5  # sentences
MOST_CLOSE_BY = 2
EXAMPLES = ("good", "bad")  # what they quote would read as if we said it
MOST_BESIDE = 3  # sentences of the passage that fits best, where that is another
_SENTENCE = re.compile(r".+?(?:(?<!\.\.)[.!?][\"”’')]*(?=\s+[\"“‘'(]?[A-Z0-9])|$)", re.S)


@dataclass(frozen=True)
class Citation:
    """Where a sentence comes from. `id` is the document's, `quote` stands in its `passage`; `cited` says whether the answer uses it, or it
    is only close by."""

    id: str
    title: str
    source: str
    quote: str
    score: float
    passage: str
    cited: bool


@dataclass(frozen=True)
class Sentence:
    """A sentence of an answer, and the places of its citations in the answer's list."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True)
class Answer:
    """`covered` False: no citation, and one sentence that says so."""

    question: str
    covered: bool
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    engine: Engine

    @property
    def text(self) -> str:
        """What it says."""
        return " ".join(each.text for each in self.sentences)


def not_covered(question: str, engine: Engine = OFFLINE) -> Answer:
    """The honest no."""
    return Answer(question, False, (Sentence(table("wording/ask")["not_covered"], ()),), (), engine)


def compose(found: Found, engine: Engine = OFFLINE) -> Answer:
    """The offline answer: what the nearest document says, then the passage of it that fits the question best; others are close by."""
    if not found.is_covered:
        return not_covered(found.question, engine)
    first, *others = found.ranked
    statement = first.document.statement
    best = first.passages[0]
    said = " ".join(sentences(statement.text)[:MOST_OF_STATEMENT])
    citations = [cite(first, statement, said, cited=True), *nearby(others)]
    parts = [Sentence(said, (0,))]
    if best.id != statement.id and best.kind not in EXAMPLES:
        beside = " ".join(sentences(best.text)[:MOST_BESIDE])
        told = (
            fill(table("wording/ask")["asked_before"], question=best.question, answer=beside)
            if best.question
            else beside
        )
        citations.append(cite(first, best, beside, cited=True))
        parts.append(Sentence(told, (len(citations) - 1,)))
    return Answer(found.question, True, tuple(parts), tuple(citations), engine)


def nearby(others: Sequence[Ranked]) -> Iterator[Citation]:
    """The documents close by, each with the passage of it that fits best."""
    for each in others:
        best = each.passages[0] if each.passages[0].kind not in EXAMPLES else each.document.statement
        yield cite(each, best, " ".join(sentences(best.text)[:MOST_CLOSE_BY]), cited=False)


def cite(ranked: Ranked, passage: Passage, quote: str, *, cited: bool) -> Citation:
    """A citation; raises ValueError where the quote does not stand in the passage."""
    document: Document = ranked.document
    if plain(quote) not in plain(passage.text):
        raise ValueError(f"{quote[:60]!r} does not stand in {passage.id}.")
    return Citation(document.id, document.title, document.origin, quote, round(ranked.score, 4), passage.id, cited)


def sentences(text: str) -> list[str]:
    """The sentences of a passage, each as it stands, white space made single."""
    return [match[0].strip() for match in _SENTENCE.finditer(plain(text)) if match[0].strip()]


def plain(text: str) -> str:
    """White space made single."""
    return " ".join(text.split())
