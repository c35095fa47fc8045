"""A sentence cut into its clauses: at commas and at words that join, but not inside brackets.

Comes in: the words of a sentence. Goes out: where each clause stands, and its senses (lexicon.py), read once.
"""

import re
from functools import lru_cache

from clarifier.request.lexicon import Row
from clarifier.request.stances import row_in

_CUT = re.compile(
    r"[;:]\s+|\s[-–—]\s|\s*,\s+(?:(?:and|but|so|because|as|since|when|where|which is why|otherwise|therefore|hence)\s+)?"
    r"|\s+(?:because|since|therefore|hence|otherwise|so that|where|when|whereas|but|as(?=\s+(?:the|we|i|our|they|my|it)\b))\s+|\s+so\s+(?=(?:i|we|they|the|please|pls|kindly|by)\b)"
    r"|\s+or\s+(?=(?:i|we|they|the|our)\b)|\s+and\s+(?=(?:i|we|they)\s+(?:want|need|must|would|should|have to)\b)",
    re.I,
)
_BRACKETED = re.compile(r"\([^()\n]{0,200}\)")


@lru_cache(maxsize=1024)
def pieces(words: str, language: str = "") -> tuple[tuple[int, int, Row], ...]:
    """The clauses of a sentence with their senses: read once, asked several times."""
    row = row_in(words, language)
    spans = _clauses(words)
    return ((0, len(words), row),) if len(spans) == 1 else tuple((a, b, row.cut(a, b)) for a, b in spans)


def _clauses(text: str) -> list[tuple[int, int]]:
    """A sentence cut; a bit of less than three words stays with its neighbour."""
    closed = [match.span() for match in _BRACKETED.finditer(text)]
    found: list[tuple[int, int]] = []
    begin = 0
    for match in _CUT.finditer(text):
        if (
            any(a < match.start() < b for a, b in closed)
            or len(text[begin : match.start()].split()) < 3
            or len(text[match.end() :].split()) < 3
        ):
            continue
        found.append((begin, match.start()))
        begin = match.end()
    return [*found, (begin, len(text))]
