"""The verb `reframe`: a message comes in; out comes what was heard as heat, the message without it, and why each word changed.

A calm message comes back as it was. What is shown as ready to send holds every fact of the message and no other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from clarifier.errors import UnreadableInput
from clarifier.reframe.analysis import Analysis, analyse
from clarifier.reframe.bound import Bound
from clarifier.reframe.criteria import Heat, Light, find_lights
from clarifier.reframe.draft import Change, Draft, Piece, tidied
from clarifier.reframe.heat import HeatKind
from clarifier.reframe.rewrite import rewrite
from clarifier.reframe.verify import Facts, Verdict, bound_facts, verify
from clarifier.request.clarify import OFFLINE, Engine
from clarifier.texts import table

Audience = Literal["production", "sales", "customer"]
Variant = Literal["direct", "warm", "brief"]
LESS_PATIENCE = (0.5, 0.2)  # for clauses that sound hot, where an attempt is not ready
MOST = 20_000  # characters of a message: some ten pages; what is longer is no message to a colleague


@dataclass(frozen=True)
class Reframed:
    """`rewritten` is the pieces' `after`, joined. `problems` is empty where it is ready to send; `question` asks the writer back."""

    message: str
    to: Audience
    variant: Variant
    heat: tuple[Heat, ...]
    score: float
    lights: tuple[Light, ...]
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    facts: Facts
    problems: tuple[str, ...]
    question: str | None
    engine: Engine

    @property
    def rewritten(self) -> str:
        """The message to send."""
        return joined(self.pieces)

    @property
    def is_ready(self) -> bool:
        """Whether it may be sent as it stands."""
        return not self.problems


@dataclass(frozen=True)
class Attempt:
    """A message rewritten, with the facts that it must hold and the verdict on it."""

    analysis: Analysis
    pieces: tuple[Piece, ...]
    changes: tuple[Change, ...]
    bound: tuple[Bound, ...]
    verdict: Verdict


def reframe(message: str, *, to: Audience = "production", variant: Variant = "direct") -> Reframed:
    """The message without its heat, by the offline engine; UnreadableInput where there is none."""
    text = _readable(message)
    attempt = best_attempt(text, variant)
    analysis, verdict = attempt.analysis, attempt.verdict
    heat = find_heat(analysis)
    rewritten = joined(attempt.pieces)
    asks_nothing = analysis.is_heated and "?" not in rewritten
    return Reframed(
        text,
        to,
        variant,
        heat,
        _score(heat, text),
        find_lights(analysis, heat),
        attempt.pieces,
        attempt.changes,
        verdict.facts,
        verdict.problems,
        table("wording/reframe")["sender"]["what_do_you_need"] if asks_nothing else None,
        OFFLINE,
    )


def check(message: str, text: str) -> Verdict:
    """The verdict on any text that shall stand for the message: what the writer made of it by hand."""
    attempt = best_attempt(_readable(message), "direct")
    return verify(attempt.analysis, attempt.bound, text)


def best_attempt(text: str, variant: Variant) -> Attempt:
    """The message rewritten; again with less patience where an attempt is not ready."""
    analysis = analyse(text)
    if not analysis.is_heated:
        bound = bound_facts(analysis, ())
        kept = Facts(tuple(dict.fromkeys(fact.words for fact in bound)), (), ())
        return Attempt(analysis, (Piece(text, text),), (), bound, Verdict(kept, ()))
    first = _attempt(analysis, variant)
    attempt = first
    for patience in LESS_PATIENCE:
        if not attempt.verdict.problems:
            return attempt
        attempt = _attempt(analyse(text, patience=patience), variant, first.bound)
    return first if attempt.verdict.problems else attempt


def joined(pieces: Sequence[Piece]) -> str:
    """The text that pieces make."""
    return "".join(piece.after for piece in pieces)


def find_heat(analysis: Analysis) -> tuple[Heat, ...]:
    """What is shown as heat: orders, shouting, clauses that hold nothing else, and phrases in those that hold facts."""
    if not analysis.is_heated:
        return ()
    spans: list[tuple[int, int, HeatKind]] = [(start, end, "shouting") for start, end in analysis.shouted]
    spans += [(hit.start, hit.end, hit.kind) for hit in analysis.hits]
    for one in (one for told in analysis.told for one in told.clauses):
        if one.ask and one.ask.kind == "order":
            spans.append((one.clause.start, one.clause.start + one.ask.length, "order"))
        elif one.is_heat and not (one.hits and one.hard):
            spans.append((one.clause.start, one.clause.end, one.kind))
    why = table("wording/reframe")["why"]
    found: list[Heat] = []
    for start, end, kind in sorted(spans, key=lambda span: (span[0], -span[1])):
        if found and start < found[-1].end:
            continue
        if (
            found
            and len(analysis.written[found[-1].end : start].split()) <= 1
            and not re.search(r"[.!?\n]", analysis.written[found[-1].end : start])
        ):
            start, kind = found[-1].start, found.pop().kind
        quote = analysis.written[start:end].rstrip()
        found.append(Heat(start, start + len(quote), quote, kind, why[kind]["rule"]))
    return tuple(found)


_LONE = re.compile("[\ud800-\udfff]")  # halves of surrogate pairs, which no file can hold


def _readable(message: str) -> str:
    if not message.strip():
        raise UnreadableInput("There is no message: paste what you were about to send.")
    if len(message) > MOST:
        raise UnreadableInput(
            f"The message has {len(message):,} characters; up to {MOST:,} are read. Paste the part you want to send."
        )
    message = _LONE.sub("\ufffd", message)
    return message.replace("\r\n", "\n").replace("\r", "\n")


def _attempt(analysis: Analysis, variant: Variant, known: Sequence[Bound] = ()) -> Attempt:
    """A message rewritten; what is `known` to be a fact stays one, however little patience there is."""
    draft = rewrite(analysis, brief=variant == "brief")
    pieces = tidied(_as_written(draft, analysis))
    strokes: dict[int | None, list[Piece]] = {}
    for piece in pieces:
        strokes.setdefault(piece.change, []).append(piece)
    changes = tuple(
        replace(change, after=_becomes(strokes.get(place, []), change)) for place, change in enumerate(draft.changes)
    )
    if variant == "warm":
        pieces, changes = _warmed(pieces, changes)
    bound = tuple(known) or bound_facts(analysis, draft.gone)
    return Attempt(analysis, pieces, changes, bound, verify(analysis, bound, joined(pieces)))


def _as_written(draft: Draft, analysis: Analysis) -> tuple[Piece, ...]:
    """The pieces with the words as they were written: capitals that went are a change of their own."""
    at, found = 0, []
    quiet: int | None = None
    for piece in draft.pieces:
        before = analysis.written[at : at + len(piece.before)]
        at += len(piece.before)
        if piece.change is None and before != piece.after:
            quiet = draft.change(before, piece.after, "shouting") if quiet is None else quiet
            found.append(Piece(before, piece.after, quiet))
        else:
            found.append(replace(piece, before=before))
    return tuple(found)


def _becomes(strokes: Sequence[Piece], change: Change) -> str:
    """What a change becomes as it stands in the text, capitals and all: the words of its longest stroke."""
    main = max(strokes, key=lambda piece: len(piece.before), default=None)
    return " ".join(main.after.split()) if main and main.after.strip() else change.after


def _warmed(pieces: tuple[Piece, ...], changes: tuple[Change, ...]) -> tuple[tuple[Piece, ...], tuple[Change, ...]]:
    """ "Could you please ...?", and a last word that leaves the way open."""
    if "?" not in joined(pieces):
        return pieces, changes
    words = table("wording/reframe")
    warmed = tuple(piece if piece.change is None else replace(piece, after=_softly(piece.after)) for piece in pieces)
    opened = Change("", words["warm"]["open"], "warm", words["why"]["warm"]["why"], words["why"]["warm"]["rule"])
    softened = tuple(replace(change, after=_softly(change.after)) for change in changes)
    return (*warmed, Piece("", f" {opened.after}", len(changes))), (*softened, opened)


def _softly(words: str) -> str:
    return re.sub(r"\b([Cc])an you\b(?! please)", r"\1ould you please", words)


def _score(heat: Sequence[Heat], text: str) -> float:
    """How much of a message is heat, from 0 to 1: its share of the letters, lifted so that one attack is seen."""
    return round(min(1.0, 0.2 + 1.5 * sum(len(one.quote) for one in heat) / len(text)), 2) if heat else 0.0
