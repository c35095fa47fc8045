"""Wordings of a model's in place of the offline one: each is verified as if it came from a stranger, and the first that holds is shown.

Comes in: a reframed message and a reader (model/chat.py, or a script). Goes out: the message in the model's words where a candidate
passes every check; else the offline one, with the reason. A candidate must keep every fact, add none, ask exactly what the offline
version asks, keep together what stood together, and hold no phrase that was heard as heat.
"""

import difflib
import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from clarifier.errors import ModelError
from clarifier.model.chat import Prompt, Reader
from clarifier.reframe.bound import Bound
from clarifier.reframe.criteria import Heat
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
    why = fill(table("wording/reframe")["model"]["none_held"], count=str(len(candidates)))
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
    if verdict.problems or _holds_heat(candidate, offline.heat) or not _together(attempt, candidate):
        return None
    pieces, changes = _compared(offline, candidate)
    return replace(offline, pieces=pieces, changes=changes, facts=verdict.facts, problems=(), question=None)


def _holds_heat(candidate: str, heat: Sequence[Heat]) -> bool:
    """Whether a phrase that was heard as heat stands in a candidate; single words may be innocent elsewhere."""
    plain = _plain(candidate)
    return any(len(one.quote.split()) > 1 and _plain(one.quote) in plain for one in heat)


def _together(attempt: Attempt, candidate: str) -> bool:
    """Whether the facts of each sentence that stayed still stand in one sentence: no amount has changed its date or its item."""
    sentences = [_plain(each) for each in re.split(r"(?<=[.!?;])\s+|\n+", candidate)]
    stayed = joined(attempt.pieces)
    for told in attempt.analysis.told:
        bound = [
            fact for fact in attempt.bound
            if told.sentence.start <= fact.start < told.sentence.end and fact.kind not in ("negation", "condition") and fact.words in stayed
        ]  # fmt: skip
        for left, right in itertools.pairwise(bound):
            if _same_clause(attempt, left, right) and not any(
                _plain(left.words) in s and _plain(right.words) in s for s in sentences
            ):
                return False
    return True


def _same_clause(attempt: Attempt, left: Bound, right: Bound) -> bool:
    return any(
        one.clause.start <= left.start and right.start < one.clause.end
        for told in attempt.analysis.told
        for one in told.clauses
    )


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
