"""Which narrow questions are worth a model's time, and how they are put: the thread as numbered sentences first, the questions last.

Comes in: a clarification made without a model. Goes out: an Inquiry (prompt, schema, which number is which sentence), or None where
nothing is open. Only the customer's sentences have numbers, so nothing else can be pointed at; what is folded, planted or hidden is
not shown at all.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from clarifier.errors import BadAnswer
from clarifier.model.chat import Prompt
from clarifier.request.clarify import Clarification
from clarifier.request.facts import Request
from clarifier.request.passages import Passage
from clarifier.request.reading import Reading, read_message
from clarifier.request.wording import line_words
from clarifier.texts import document, fill, table

Scope = Literal["open", "all"]
_LETTERS_A_TOKEN = 3  # of mail, at the least: German and numbers take more tokens than English prose
_A_QUESTION = {"open": 10, "all": 60}  # tokens an answer may take
_MOST_OURS = 400  # letters shown of a message of ours: what the customer answers to
_MOST_SENTENCE = 600


@dataclass(frozen=True)
class Sentence:
    """A numbered sentence of the customer's."""

    reading: Reading
    passage: Passage


@dataclass(frozen=True)
class Inquiry:
    """What is asked; `sentences` are the customer's by the number the model knows (from 1)."""

    scope: Scope
    prompt: Prompt
    schema: Mapping[str, Any]
    sentences: Mapping[int, Sentence]
    fields: tuple[str, ...]
    most_out: int


@cache
def questions(scope: Scope) -> tuple[Mapping[str, Any], ...]:
    """All narrow questions of a scope, in their order."""
    return tuple(table("checklists/reading")[scope])


def inquire(clarification: Clarification, scope: Scope, tokens: int) -> Inquiry | None:
    """The questions that this clarification leaves open, or all of them; None where there is nothing to ask.

    `tokens` is the budget: older messages go first where the thread is too long for it.
    """
    request = clarification.request
    asked = [one for one in questions(scope) if scope == "all" or _is_open(one["field"], request)]
    asked = [one for one in asked if one["field"] != "lines" or request.lines]
    if not asked or not clarification.readings:
        return None
    most_out = _A_QUESTION[scope] * (len(asked) + 3 * (scope == "all") + len(request.lines) * (scope == "all")) + 40
    told, sentences = _told(clarification, (tokens - most_out - 300) * _LETTERS_A_TOKEN)
    if not sentences:
        return None
    last = fill(
        document("prompts", "model_questions").body,
        read=_read(request) if scope == "all" else "",
        questions="\n".join(one["ask"] for one in asked),
    )
    instruction = document("prompts", "model_reading" if scope == "open" else "model_reading_all").body.strip()
    return Inquiry(
        scope,
        Prompt(instruction, told, last.strip()),
        {"title": "claims", **_object({one.get("key", one["field"]): _shape(one, len(sentences)) for one in asked})},
        sentences,
        tuple(dict.fromkeys(one["field"] for one in asked)),
        most_out,
    )


def named(inquiry: Inquiry, data: Mapping[str, Any]) -> Mapping[str, Any]:
    """An answer by its fields: of a pair of narrow questions ("may it come in parts", "must it come at once") one may say yes."""
    missing = set(inquiry.schema["required"]) - set(data)
    if missing:
        raise BadAnswer(
            f"The model left out {', '.join(sorted(missing))}; `clarifier model check` says what it supports."
        )
    if inquiry.scope == "all":
        return data
    found: dict[str, Any] = {}
    for one in questions("open"):
        if one["field"] not in inquiry.fields:
            continue
        at = data[one["key"]]
        if not isinstance(at, int) or isinstance(at, bool):
            raise BadAnswer(
                f"The model gave no number for {one['key']}; `clarifier model check` says what it supports."
            )
        if "answer" not in one:
            found[one["field"]] = {"at": at}
        elif at:
            # both sides said at once is no answer
            found[one["field"]] = {"at": 0 if one["field"] in found else at, "answer": one["answer"]}
    return found


def _is_open(field: str, request: Request) -> bool:
    """Whether the offline reading has no answer that a model could be asked for."""
    if not request.is_request:
        return False
    if field == "partial_delivery":
        return request.partial_delivery.value == "unknown"
    if field == "date_flexibility":
        return request.date_flexibility.value == "unknown" and request.needed_by is not None
    if field == "ship_to":
        return request.ship_to is None and not request.collects
    return getattr(request, field) is None


def _told(clarification: Clarification, room: int) -> tuple[str, dict[int, Sentence]]:
    """The thread as the model sees it, newest first, and the customer's sentences by their number."""
    theirs = {reading.message.index: reading for reading in clarification.readings}
    several = len(clarification.thread.messages) > 1
    written: list[str] = []
    sentences: dict[int, Sentence] = {}
    for message in clarification.thread.messages:
        reading = theirs.get(message.index)
        if reading is None:
            ours = (
                ""
                if message.author == "customer" or message.automatic
                else plain(read_message(message, None, None).text)
            )
            lines: list[tuple[Passage | None, str]] = [(None, ours[:_MOST_OURS])] if ours else []
        else:
            lines = [(p, plain(reading.words(p))[:_MOST_SENTENCE]) for p in reading.passages]
        lines = [(passage, words) for passage, words in lines if re.search(r"\w{2}", words)]
        if lines and several:
            written.append(
                f"[from {'the customer' if reading else 'us'}{f', {message.sent:%Y-%m-%d}' if message.sent else ''}]"
            )
        for passage, words in lines:
            room -= len(words) + 5
            if room < 0:
                return "\n".join(written), sentences
            if reading and passage:
                sentences[len(sentences) + 1] = Sentence(reading, passage)
                words = f"{len(sentences)}: {words}"
            written.append(words)
    return "\n".join(written), sentences


def plain(text: str) -> str:
    """A sentence on one line, without the marks that a server's chat template is made of."""
    return " ".join(re.sub(r"<\|[^|>\n]{0,40}\|>|\[/?INST\]|</?s>", " ", text).split())


def _read(request: Request) -> str:
    lines = [
        f"{place}. {line_words(line)}{'' if line.description else ' (no name read)'}"
        for place, line in enumerate(request.lines, 1)
    ]
    return "\n".join(["The lines we read:", *lines, "", ""]) if lines else ""


def _object(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }


def _shape(question: Mapping[str, Any], most: int) -> dict[str, Any]:
    """One answer's shape: the words come before the answer they decide."""
    at, text = {"type": "integer", "enum": list(range(most + 1))}, {"type": "string"}
    kind = question.get("shape", "number")
    if kind == "number":
        return at
    said: dict[str, Any] = {"at": {"type": "integer"}, "quote": text}
    if kind == "choice":
        return _object({**said, "answer": {"type": "string", "enum": list(question["answers"])}})
    if kind == "items":
        return _list({**said, "item": text, "part_number": text, "revision": text, "amount": text, "date": text})
    if kind == "lines":
        verdict = {"type": "string", "enum": ["ordered", "not_ordered", "corrected"]}
        return _list(
            {"line": {"type": "integer"}, **said, "verdict": verdict, "amount": text, "item": text, "date": text}
        )
    return _object(said)


def _list(properties: Mapping[str, Any]) -> dict[str, Any]:
    return {"type": "array", "items": _object(properties)}
