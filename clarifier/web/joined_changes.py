"""A model's wording differs from the message in single words; what a reader would call one change becomes one.

Comes in: the contract's JSON of a message in a model's words. Goes out: the same with changes that can each be read, undone and worded
otherwise: with only a word or two between them they are one; words that both sides share at an end are none; and where only a mark, a
capital or white space differs, that belongs to the change before it.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from clarifier.web.fields import Json

BETWEEN = 2  # unchanged words that two changes may have between them and still be one
_MILD = ("ask", "worded")  # kinds that explain less than the heat they stand beside
_MARKS = re.compile(r"\W*")
_WORD = re.compile(r"\w+|\W")


def joined(data: Json) -> Json:
    """The JSON with its changes joined; what comes in stays as it is."""
    pieces: list[Json] = []
    changes: list[Json] = []
    for manner, stretch in _stretches(data["pieces"]):
        before, after = ("".join(piece[side] for piece in stretch) for side in ("before", "after"))
        if manner == "changed":
            own = [data["changes"][piece["change"]] for piece in stretch if piece["change"] is not None]
            changes.append(_one(own, before, after))
        place = max(0, len(changes) - 1)
        for was, now in _parted(before, after) if manner == "changed" else [(before, after)]:
            pieces.append({"before": was, "after": now, "change": None if was == now else place})
    return {**data, "pieces": pieces, "changes": changes} if changes else data


def _stretches(pieces: Sequence[Json]) -> Iterator[tuple[str, list[Json]]]:
    """The pieces in stretches that are the same, changed, or differ in their marks only; too little between two changes is part of them."""
    found = [
        "same" if piece["change"] is None else "marks" if _bare(piece["before"]) == _bare(piece["after"]) else "changed"
        for piece in pieces
    ]
    for left, right in pairwise([place for place, manner in enumerate(found) if manner != "same"]):
        between = sum(len(piece["before"].split()) for piece in pieces[left + 1 : right])
        if between <= BETWEEN and "changed" in (found[left], found[right]):
            found[left : right + 1] = ["changed"] * (right + 1 - left)
    for manner, group in groupby(zip(found, pieces, strict=True), key=lambda each: each[0]):
        yield manner, [piece for _, piece in group]


def _bare(words: str) -> str:
    return re.sub(r"\W", "", words).casefold()


def _one(changes: Sequence[Json], before: str, after: str) -> Json:
    """One change for several, with the reason that says most, and the words that differ."""
    reason = min(changes, key=lambda change: _MILD.index(change["kind"]) + 1 if change["kind"] in _MILD else 0)
    _, (was, now), _ = _shared(before, after)
    said = [" ".join(_MARKS.sub("", each, count=1).split()) for each in (was, now)]
    return {**reason, "from": said[0], "to": said[1]}


def _parted(before: str, after: str) -> Iterator[tuple[str, str]]:
    """A change as stretches: what both sides share at its ends stays, and a mark takes a mark's place."""
    head, (was, now), tail = _shared(before, after)
    if head:
        yield head, head
    marks = _MARKS.match(was)
    if marks and marks[0] and now and not _bare(now):
        yield marks[0], now
        was, now = was[marks.end() :], ""
    yield was, now
    if tail:
        yield tail, tail


def _shared(before: str, after: str) -> tuple[str, tuple[str, str], str]:
    """The words that both begin with, what differs, and the words that both end with."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    head = _alike(old, new)
    old, new, start = old[head:], new[head:], "".join(old[:head])
    tail = _alike(old[::-1], new[::-1])
    end = "".join(old[len(old) - tail :])
    return start, ("".join(old[: len(old) - tail]), "".join(new[: len(new) - tail])), end


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words both begin with."""
    pairs = enumerate(zip(old, new, strict=False))
    return next((place for place, (was, now) in pairs if was != now), min(len(old), len(new)))
