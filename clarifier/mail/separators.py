"""Separator lines: "-----Original Message-----", "Begin forwarded message:", a rule of dashes above a header block.

Comes in: the source and its lines. Goes out: what kind of message such a line says it opens. The words are data:
knowledge/labels/headers.toml.
"""

import re
from functools import cache
from typing import Literal

from clarifier.mail.lines import Line
from clarifier.texts import table

Kind = Literal["forward", "block", "attribution", "bare"]
_RULE = re.compile(r"[-_=*~‐–—]{3,}")
_TITLED = re.compile(r"[-_=*~‐–— ]{2,}([^-_=*~‐–—].{0,80}?)[-_=*~‐–— ]{2,}")


def titles_before(source: str, lines: list[Line], first: int, depth: int) -> tuple[int, Kind | None]:
    """The first of the separator lines that stand right above line `first`, and what they say."""
    kind: Kind | None = None
    place = first
    while True:
        above = title_before(source, lines, place, depth)
        if above is None:
            return place, kind
        place, said = above
        kind = kind or said


def bare_title(source: str, line: Line) -> Kind | None:
    """What a separator line with known words ("-----Original Message-----") says by itself."""
    content = line.text(source)
    if len(content) > 120 or not content.startswith(("-", "_", "*", "=", "‐", "–", "—")):
        return None
    match = _TITLED.fullmatch(content)
    return title_kind(match[1]) if match else None


def title_before(
    source: str, lines: list[Line], first: int, depth: int | None = None
) -> tuple[int, Kind | None] | None:
    """The separator line right above line `first`, at most three blank lines between, and what it says."""
    place = first - 1
    while place >= 0 and lines[place].blank and first - place < 4:
        place -= 1
    if place < 0 or lines[place].blank:
        return None
    line = lines[place]
    if depth is not None and line.depth > depth:
        return None
    content = line.text(source)
    if len(content) > 120:
        return None
    if _RULE.fullmatch(content.replace(" ", "")) or (
        content.startswith("---") and not any(c.isalnum() for c in content)
    ):
        return place, None
    match = _TITLED.fullmatch(content)
    if match:
        kind = title_kind(match[1])
        return (place, kind) if kind or content.startswith(("--", "‐‐")) else None
    kind = title_kind(content)
    return (place, kind) if kind else None


def title_kind(words: str) -> Kind | None:
    """What the words of a separator line say; None for any other words."""
    words = words.strip(" \t*_-:：").casefold()
    if words.startswith(_titles("forwards")):
        return "forward"
    return "bare" if words in _titles("originals") else None


@cache
def _titles(group: str) -> tuple[str, ...]:
    return tuple(words.casefold() for words in table("labels/headers")[group])
