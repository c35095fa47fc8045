"""A message cut into pieces: plain words, words that were read (with what they were read as), folded stretches.

Comes in: a message of the contract's JSON and the marks in it. Goes out: pieces that are the whole body
but for blank lines around what is folded.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

FOLD_NAMES = {"signature": "Signature", "disclaimer": "Small print", "quoted": "Quoted text"}
LONGEST_TEASER = 60


@dataclass(frozen=True)
class Mark:
    """The words `body[start:end]` were read as the field `key`."""

    start: int
    end: int
    key: str
    label: str
    status: str


@dataclass(frozen=True)
class Piece:
    """Words of a body. `keys` are the fields they were read as; `tags` are the labels of those that end here."""

    text: str
    keys: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    status: str | None = None


@dataclass(frozen=True)
class Part:
    """A run of pieces; folded where `fold` names what it is."""

    pieces: tuple[Piece, ...]
    fold: str | None = None


def parts(body: str, folded: Sequence[dict[str, Any]], marks: Iterable[Mark]) -> tuple[Part, ...]:
    """The body as runs, the folded ones named."""
    kept = list(marks)
    found: list[Part] = []
    at = 0
    for fold in sorted(folded, key=lambda each: int(each["start"])):
        start, end = max(fold["start"], at), fold["end"]
        if start >= end:
            continue
        found.append(Part(_run(body, at, start, kept)))
        found.append(Part(pieces(body, start, end, kept), _fold_name(fold["kind"], body[start:end])))
        at = end
    found.append(Part(_run(body, at, len(body), kept)))
    return tuple(part for part in found if part.fold or any(piece.text.strip() for piece in part.pieces))


def _run(body: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """The pieces of a run, without the blank lines around it."""
    text = body[start:end]
    return pieces(body, start + len(text) - len(text.lstrip("\n")), start + len(text.rstrip()), marks)


def pieces(body: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """`body[start:end]` cut wherever a mark begins or ends; where marks overlap, the shortest one gives the colour."""
    inside = sorted((mark for mark in marks if mark.start < end and mark.end > start), key=lambda mark: mark.start)
    cuts = sorted({start, end, *(min(max(place, start), end) for mark in inside for place in (mark.start, mark.end))})
    found: list[Piece] = []
    open_marks: list[Mark] = []
    coming = iter(inside)
    following = next(coming, None)
    for left, right in pairwise(cuts):
        open_marks = [mark for mark in open_marks if mark.end > left]
        while following is not None and following.start <= left:
            if following.end > left:
                open_marks.append(following)
            following = next(coming, None)
        found.append(_piece(body[left:right], right, open_marks))
    return tuple(found)


def _piece(text: str, right: int, marks: Sequence[Mark]) -> Piece:
    shortest_first = sorted(marks, key=lambda mark: mark.end - mark.start)
    return Piece(
        text,
        tuple(dict.fromkeys(mark.key for mark in shortest_first)),
        tuple(dict.fromkeys(mark.label for mark in shortest_first if mark.end == right)),
        shortest_first[0].status if shortest_first else None,
    )


def teaser(text: str) -> str:
    """The first words of a text, on one line."""
    words = " ".join(text[: LONGEST_TEASER * 4].split())
    return words if len(words) <= LONGEST_TEASER else words[: LONGEST_TEASER - 1].rstrip() + "…"


def _fold_name(kind: str, text: str) -> str:
    lines = sum(1 for line in text.splitlines() if line.strip())
    count = f"{lines} line" if lines == 1 else f"{lines} lines"
    return f"{FOLD_NAMES.get(kind, kind.capitalize())} · {count} · {teaser(text)}"
