"""Finds the words by which customers say a thing. The words are data (knowledge/lexicons); this only looks for them.

Comes in: a text and the name of a list ("conditions/expectation/words"). Goes out: where it says so, or None.
"""

import re
from functools import cache
from itertools import groupby

from clarifier.errors import BrokenKnowledge
from clarifier.texts import table


@cache
def cue(name: str) -> re.Pattern[str]:
    """The expression of a word list, `lexicon/section/list`."""
    return _compiled(name, _written(name), re.I)


def says(name: str, text: str) -> bool:
    """Whether the text says it."""
    small = _small(name)
    return (small.search(text.lower()) if small else cue(name).search(text)) is not None


# what an expression means by its letters, and the capitals that it only spells
_KEPT = re.compile(r"\\.|\(\?P.|[A-ZÀ-Þ]")


@cache
def _small(name: str) -> re.Pattern[str] | None:
    """The expression for a text in small letters, which is searched in a third of the time; None where capitals mean something."""
    written = _written(name)
    small = _KEPT.sub(lambda m: m[0] if m[0][1:] else m[0].lower(), written)
    return None if "(?-i" in written else _compiled(name, small)


@cache
def _written(name: str) -> str:
    lexicon, section, words = name.split("/")
    try:
        patterns = table(f"lexicons/{lexicon}")[section][words]
    except KeyError as error:
        raise _broken(name, error) from error
    runs = groupby(patterns, lambda pattern: pattern.startswith(r"\b"))  # what begins a word is tried where words begin
    return "|".join(f"(?:{'|'.join(f'(?:{pattern})' for pattern in run)})" for _, run in runs)


def _compiled(name: str, written: str, flags: int = 0) -> re.Pattern[str]:
    try:
        return re.compile(written, flags)
    except re.error as error:
        raise _broken(name, error) from error


def _broken(name: str, error: Exception) -> BrokenKnowledge:
    lexicon, section, words = name.split("/")
    return BrokenKnowledge(f"knowledge/lexicons/{lexicon}.toml: {section}.{words} cannot be used: {error}.")
