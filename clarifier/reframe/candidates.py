"""Wordings of a model's in place of the offline one: each is verified as if it came from a stranger, and the first that holds is shown.

Comes in: a reframed message and a reader (model/chat.py, or a script). Goes out: the message in the model's words where a candidate
passes every check; else the offline one, with the reason. A candidate must keep every fact, add none, ask exactly what the offline
version asks, keep together what stood together, and hold no phrase that was heard as heat.
"""

import difflib
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from clarifier.errors import ModelError
from clarifier.model.chat import Prompt, Reader
from clarifier.reframe.analysis import HOT, analyse
from clarifier.reframe.draft import Change, Piece
from clarifier.reframe.reframed import Attempt, Reframed, best_attempt, joined
from clarifier.reframe.verify import count_asks, verify
from clarifier.request.clarify import Engine
from clarifier.texts import document, fill, table

SCHEMA: dict[str, Any] = {
    "title": "calm_versions",
    "type": "object",
    "properties": {"first": {"type": "string"}, "second": {"type": "string"}},
    "required": ["first", "second"],
    "additionalProperties": False,
}
_TOKENS_A_LETTER = 0.4  # of the message, for one candidate; the rest is room for JSON
_MOST_NEW = 1  # words of its own that a candidate may use beside those every question needs
_WORDS = re.compile(r"[^\W\d_]{4,}")
_GREETING = re.compile(r"\s*(?:hi|hello|hey|dear|good (?:morning|day|afternoon|evening))\b", re.I)
_WORD = re.compile(r"\s+|[^\s]+")


def improve(offline: Reframed, reader: Reader) -> Reframed:
    """The message in a model's words, where they hold. Never raises ModelError."""
    if not offline.heat:
        return replace(offline, engine=Engine("model", reader.name))
    attempt = best_attempt(offline.message, offline.variant)
    try:
        answer = reader.ask(_prompt(offline, attempt), SCHEMA, 60 + int(2 * _TOKENS_A_LETTER * len(offline.message)))
    except ModelError as error:
        return replace(offline, engine=Engine("offline", None, str(error)))
    cost = Engine("model", reader.name, None, answer.tokens_in, answer.tokens_out, answer.seconds)
    said = (answer.data.get(name) for name in SCHEMA["required"])
    candidates = [each.strip() for each in said if isinstance(each, str) and each.strip()]
    for candidate in candidates:
        if (passed := _passed(offline, attempt, candidate)) is not None:
            return replace(passed, engine=cost)
    words = table("wording/reframe")["model"]
    why = fill(words["none_held"], count=str(len(candidates))) if candidates else words["none_given"]
    return replace(offline, engine=replace(cost, name="offline", fallback_reason=why))


def _prompt(offline: Reframed, attempt: Attempt) -> Prompt:
    words = table("wording/reframe")["model"]
    instruction = fill(
        document("prompts", "reframe").body, reader=words[f"to_{offline.to}"], tone=words[f"tone_{offline.variant}"]
    )
    facts = "; ".join(dict.fromkeys(fact.words for fact in attempt.bound if fact.kind not in ("negation", "condition")))
    last = fill(document("prompts", "reframe_facts").body, facts=facts, asks=str(count_asks(offline.rewritten)))
    return Prompt(instruction, offline.message, last)


def _passed(offline: Reframed, attempt: Attempt, candidate: str) -> Reframed | None:
    """The message in a candidate's words, None where a check fails."""
    verdict = verify(attempt.analysis, attempt.bound, candidate, asks=count_asks(offline.rewritten))
    strange = _holds_heat(candidate, offline) or _tells_more(candidate, offline.message)
    if verdict.problems or strange or not _together(attempt, candidate):
        return None
    pieces, changes = _compared(offline, candidate)
    return replace(offline, pieces=pieces, changes=changes, facts=verdict.facts, problems=(), question=None)


def _holds_heat(candidate: str, offline: Reframed) -> bool:
    """Whether heat stands in a candidate: a phrase that was heard as such, or a clause of its own that sounds hot."""
    plain, stays = _plain(candidate), _plain(offline.rewritten)
    if any(len(one.quote.split()) > 1 and _plain(one.quote) in plain for one in offline.heat):
        return True
    clauses = (one for told in analyse(candidate).told for one in told.clauses)
    return any((one.hits or one.hot >= HOT) and _plain(one.text) not in stays for one in clauses)


def _tells_more(candidate: str, message: str) -> bool:
    """Whether a candidate greets, or says more in words of its own than a question needs."""
    known = set(_WORDS.findall(_plain(message)))
    allowed = table("lexicons/asks")["own_words"]
    new = [word for word in _WORDS.findall(_plain(candidate)) if word not in known and word not in allowed]
    return (_GREETING.match(candidate) is not None and _GREETING.match(message) is None) or len(new) > _MOST_NEW


def _together(attempt: Attempt, candidate: str) -> bool:
    """Whether the facts of each sentence still stand in one sentence, in their order: no amount has changed its date or its item."""
    sentences = [_plain(each) for each in re.split(r"(?<=[.!?;])\s+|\n+", candidate)]
    stayed = joined(attempt.pieces)
    for told in attempt.analysis.told:
        for one in told.clauses:
            words = [_plain(fact.words) for fact in one.hard if fact.words in stayed]
            if len(words) > 1 and not any(_in_order(words, sentence) for sentence in sentences):
                return False
    return True


def _in_order(words: Sequence[str], sentence: str) -> bool:
    at = 0
    for each in words:
        at = sentence.find(each, at)
        if at < 0:
            return False
        at += len(each)
    return True


def _compared(offline: Reframed, candidate: str) -> tuple[tuple[Piece, ...], tuple[Change, ...]]:
    """The candidate as pieces of the message: what is the same word for word, and what became something else."""
    before, after = _WORD.findall(offline.message), _WORD.findall(candidate)
    pieces: list[Piece] = []
    changes: list[Change] = []
    at = 0
    for tag, a, b, c, d in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old, new = "".join(before[a:b]), "".join(after[c:d])
        if tag == "equal":
            pieces.append(Piece(old, new))
        else:
            changes.append(_change(offline, at, old, new))
            pieces.append(Piece(old, new, len(changes) - 1))
        at += len(old)
    return tuple(pieces), tuple(changes)


def _change(offline: Reframed, at: int, old: str, new: str) -> Change:
    """A change with the reason of the heat that stood there, else of the question that it became."""
    kinds = [one.kind for one in offline.heat if one.start < at + len(old) and at < one.end]
    kind = kinds[0] if kinds else "ask" if "you" in new.casefold() else "worded"
    reason = table("wording/reframe")["why"][kind]
    return Change(" ".join(old.split()), " ".join(new.split()), kind, reason["why"], reason["rule"])


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[’]", "'", text.casefold()).split())
