"""A text as tokens: a text and the spans already taken come in, its words, numbers and signs with their places go out.

Parallel lists, because an email has some hundred tokens and each is asked for its neighbours many times.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from clarifier.texts import table

_TOKEN = re.compile(
    r"(?P<n>\d+(?:[.,]\d+|['’]\d{3}(?!\d))*|(?<![\w.])\.\d+|[½¼¾⅓⅔⅛⅜⅝⅞])|(?P<w>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<s>[^\s])"
)

# What stands before a token: nothing, a space, a column gap, a line end, a blank line (or the text's edge).
GLUED, SPACE, WIDE, LINE, BREAK = range(5)

TAKEN = "\0"  # stands for every taken token, so that no phrase or unit is read from it

_WRAPPED = 45  # a line shorter than this was ended by its writer, not by the mail program


@dataclass
class Tokens:
    """A text's tokens in lower case, where each stands, its kind (n, w, s; x = taken), and the gap before it."""

    text: str
    low: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    gap: list[int] = field(default_factory=list)
    languages: frozenset[str] = frozenset()  # that the text speaks: two of their small words
    heard: frozenset[str] = frozenset()  # of which one small word stands in it

    def word(self, place: int) -> str:
        """The token at a place in lower case; "" outside the text."""
        return self.low[place] if 0 <= place < len(self.low) else ""

    def raw(self, place: int) -> str:
        """The token at a place as written; "" outside the text."""
        return self.text[self.start[place] : self.end[place]] if 0 <= place < len(self.low) else ""

    def space(self, place: int) -> int:
        """The gap before the token at a place; BREAK outside the text."""
        return self.gap[place] if 0 < place < len(self.gap) else BREAK

    def is_number(self, place: int) -> bool:
        """Whether a digit literal stands at a place."""
        return 0 <= place < len(self.kind) and self.kind[place] == "n"

    def is_word(self, place: int) -> bool:
        """Whether a word stands at a place."""
        return 0 <= place < len(self.kind) and self.kind[place] == "w"

    def is_capital(self, place: int) -> bool:
        """Whether a word that begins with a capital stands at a place."""
        return self.is_word(place) and self.text[self.start[place]].isupper()

    def speaks(self, language: str | None) -> bool:
        """Whether the text speaks a language; a word that needs none (None) is always heard."""
        return language is None or language in self.languages

    def goes_on(self, place: int) -> bool:
        """Whether the token at a place continues the sentence before it: after a space, or after a wrapped line."""
        gap = self.space(place)
        if gap != LINE:
            return gap < WIDE
        line = self.text.rfind("\n", 0, self.end[place - 1]) + 1
        return self.end[place - 1] - line >= _WRAPPED


def tokenise(text: str, taken: Sequence[tuple[int, int]] = (), language: str = "") -> Tokens:
    """The tokens of a text; those that touch a taken span are marked `x`. Quote marks at line starts are left out.

    `language` is the text's, where that is known; else its small words tell.
    """
    tokens = Tokens(text)
    low, starts, ends, kinds, gaps = tokens.low, tokens.start, tokens.end, tokens.kind, tokens.gap
    spans = _merged(taken)
    at, last, pending = 0, 0, GLUED
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind: str = match.lastgroup  # type: ignore[assignment]
        if start == last:
            gap = pending
        elif start == last + 1:
            space = text[last]
            gap = SPACE if space not in "\t\n\r\v\f" else WIDE if space == "\t" else LINE
        else:
            lines = text.count("\n", last, start)
            gap = BREAK if lines > 1 else LINE if lines else WIDE
        if pending:
            gap, pending = max(gap, pending), GLUED
        word = match[0]
        if word == ">" and (gap >= LINE or not low) and text[end : end + 1] in (" ", ">", "\n"):
            last, pending = end, max(gap, LINE)
            continue
        if spans:
            while at < len(spans) and spans[at][1] < start:
                gap = BREAK if spans[at][0] >= last else gap  # taken, though it holds no token
                at += 1
            if (
                at < len(spans)
                and spans[at][0] <= end
                and (kind != "s" or (spans[at][0] < end and start < spans[at][1]))
            ):
                kind, word = "x", TAKEN
        low.append(word.lower())
        starts.append(start)
        ends.append(end)
        kinds.append(kind)
        gaps.append(gap)
        last = end
    if gaps:
        gaps[0] = BREAK
    words = set(low)
    counts = {name: len(known & words) for name, known in _function_words().items()}
    tokens.languages = frozenset([language] if language else [name for name, count in counts.items() if count >= 2])
    tokens.heard = frozenset(name for name, count in counts.items() if count or name == language)
    return tokens


def _merged(taken: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, overlapping and touching ones as one."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted(taken):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


@cache
def number_lexicon() -> dict[str, dict[str, Any]]:
    """The number words and the function words, language by language."""
    return table("lexicons/numbers")


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words["function"]) for language, words in number_lexicon().items()}
