"""Words in capitals, said again in a normal voice: "WHERE ARE MY PLATES" becomes "Where are my plates".

Comes in: a text. Goes out: the stretches that shout, and the text in which they do not, letter for letter as long as before. Codes,
short forms and words that are not everyday English keep their capitals, or the first of them.
"""

import re
from collections.abc import Sequence

from clarifier.reframe.temper import is_everyday
from clarifier.texts import table

_RUN = re.compile(
    r"(?<![\w-])(?:[A-Z'’]{2,}|I|A)(?:-[A-Z]{2,})*(?![\w-])(?:[ ,!?.:;=/&()%\n-]+(?:(?:[A-Z'’]{2,}|I|A)(?:-[A-Z]{2,})*(?![\w-])|[A-Z]*\d[\w.,/-]*))*"
)
_WORD = re.compile(r"[A-Z][A-Z'’]+(?![\w-])|\bA\b")
_SHOUTED = 4  # everyday words in capitals side by side: three may be a heading or a name


def find_emphasis(text: str) -> list[tuple[int, int]]:
    """Single everyday words in capitals, of three letters or more: "do NOT ship"."""
    return [
        match.span()
        for match in _WORD.finditer(text)
        if len(match[0]) >= 3
        and is_everyday(match[0])
        and match[0].casefold() not in table("lexicons/everyday")["short_forms"]
    ]


def find_shouting(text: str) -> list[tuple[int, int]]:
    """Runs of words in capitals that hold at least four everyday words; in a message that shouts, shorter runs too."""
    runs = [
        (match.span(), sum(is_everyday(word) for word in re.findall(r"[A-Z'’]{2,}", match[0])))
        for match in _RUN.finditer(text)
    ]
    if not any(count >= _SHOUTED for _, count in runs):
        return []
    return [span for span, count in runs if count >= 2]


def calm_voice(text: str, runs: Sequence[tuple[int, int]]) -> str:
    """The text with those runs in small letters, as a sentence would have them."""
    said = list(text)
    for start, end in runs:
        for match in _WORD.finditer(text, start, end):
            word = match[0]
            if is_everyday(word) or (len(word) >= 6 and word.endswith(("ING", "ED", "LY", "ION", "ERS", "MENT"))):
                said[match.start() : match.end()] = word.lower()
            elif (len(word) >= 5 and word.isalpha()) or word.casefold() in table("lexicons/bound")["common"]:
                said[match.start() + 1 : match.end()] = word[1:].lower()
    out = "".join(said)
    for match in re.finditer(r"(?:^|[.!?\n])[^\S\n]*([a-z])", out):
        if any(start <= match.start(1) < end for start, end in runs):
            out = out[: match.start(1)] + match[1].upper() + out[match.end(1) :]
    return re.sub(r"(?<!\w)i(?=['’ ]|$)", "I", out) if runs else out
