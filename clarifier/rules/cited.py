"""An answer in a model's words, each sentence held against the passage that it names.

Comes in: what was found for a question, the offline answer, and a reader (model/chat.py, or a script). Goes out: an Answer in the sentences
that hold; where none does, the offline answer, with the reason. A sentence holds if its passage exists and has its content words, all its
numbers and its "not". Which question is covered is decided before (retrieval.py); a model may only doubt a doubtful one.
"""

import re
from dataclasses import replace
from typing import Any

from clarifier.errors import ModelError
from clarifier.model.chat import Prompt, Reader
from clarifier.request.clarify import Engine
from clarifier.rules.answer import Answer, Citation, Sentence, cite, nearby, not_covered, plain, sentences
from clarifier.rules.documents import Passage
from clarifier.rules.known import STEM, telling, words
from clarifier.rules.retrieval import Found, Ranked
from clarifier.texts import document, fill, table

SCHEMA: dict[str, Any] = {
    "title": "cited_answer",
    "type": "object",
    "properties": {
        "covered": {"type": "boolean"},
        "sentences": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"text": {"type": "string"}, "passage": {"type": "integer"}},
                "required": ["text", "passage"],
                "additionalProperties": False,
            },
        },
    },
    "required": ["covered", "sentences"],
    "additionalProperties": False,
}
MOST_OUT = 300  # tokens
MOST_SENTENCES = 4
PER_DOCUMENT = 3  # passages shown of each document
DOUBTFUL = 0.7  # the chance below which a model's "not covered" counts
HELD = 0.75  # the share of a sentence's content words that must stand in its passage
_NEGATION = re.compile(r"\b(?:not|never|no|nobody|nothing|without|cannot)\b|n['’]t\b", re.I)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def worded(found: Found, offline: Answer, reader: Reader) -> Answer:
    """The answer in a model's words, where they hold. Never raises ModelError."""
    if not found.is_covered:
        return replace(offline, engine=Engine("model", reader.name))
    shown = [(ranked, passage) for ranked in found.ranked for passage in _shown(ranked)]
    try:
        said = reader.ask(_prompt(found.question, shown), SCHEMA, MOST_OUT)
    except ModelError as error:
        return replace(offline, engine=Engine("offline", None, str(error)))
    cost = Engine("model", reader.name, None, said.tokens_in, said.tokens_out, said.seconds)
    if said.data.get("covered") is False and found.chance < DOUBTFUL:
        return not_covered(found.question, cost)
    citations: list[Citation] = []
    parts: list[Sentence] = []
    for text, place in _claims(said.data.get("sentences")):
        if not 1 <= place <= len(shown):
            continue
        ranked, passage = shown[place - 1]
        if not supports(passage, text):
            continue
        citation = cite(ranked, passage, _quote(passage, text), cited=True)
        if citation not in citations:
            citations.append(citation)
        parts.append(Sentence(text, (citations.index(citation),)))
    if not parts:
        why = table("wording/ask")["none_held"]
        return replace(offline, engine=replace(cost, name="offline", fallback_reason=why))
    cited = {each.id for each in citations}
    others = [ranked for ranked in found.ranked if ranked.document.id not in cited]
    return Answer(found.question, True, tuple(parts), (*citations, *nearby(others)), cost)


def supports(passage: Passage, sentence: str) -> bool:
    """Whether a passage holds what a sentence says: its content words, every number, and a "not" just where its own sentence has one."""
    told = f"{passage.question or ''} {passage.text}"
    if not set(_NUMBER.findall(sentence)) <= set(_NUMBER.findall(told)):
        return False
    if bool(_NEGATION.search(sentence)) != bool(_NEGATION.search(_quote(passage, sentence))):
        return False
    content = set(telling(sentence))
    held = {word[:STEM] for word in words(told)}
    return bool(content) and len(content & held) >= HELD * len(content)


def _shown(ranked: Ranked) -> list[Passage]:
    """The passages of a document that a model sees: what it says, and those that fit the question best."""
    statement = ranked.document.statement
    return [statement, *(each for each in ranked.passages if each.id != statement.id)][:PER_DOCUMENT]


def _prompt(question: str, shown: list[tuple[Ranked, Passage]]) -> Prompt:
    data = "\n".join(
        f"[{place}] {ranked.document.title}: {passage.question or ''} {plain(passage.text)}"
        for place, (ranked, passage) in enumerate(shown, 1)
    )
    last = fill(document("prompts", "ask_question").body, question=plain(question))
    return Prompt(document("prompts", "ask").body, data, last)


def _claims(said: Any) -> list[tuple[str, int]]:
    """What was said, as sentences with the number of a passage; what has another shape is left out."""
    items = said if isinstance(said, list) else []
    found = [
        (plain(each["text"].encode("utf-8", "replace").decode("utf-8")), each["passage"])
        for each in items[:MOST_SENTENCES]
        if isinstance(each, dict) and isinstance(each.get("text"), str) and type(each.get("passage")) is int
    ]
    return [(text, place) for text, place in found if text]


def _quote(passage: Passage, sentence: str) -> str:
    """The sentence of the passage that shares most words with what was said."""
    said = {word[:STEM] for word in words(sentence)}
    return max(sentences(passage.text), key=lambda each: len(said & {word[:STEM] for word in words(each)}))
