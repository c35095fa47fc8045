"""Finds the words by which customers say a thing. The words are data (knowledge/lexicons); this only looks for them.

Comes in: a text and the name of a list ("conditions/expectation/words"). Goes out: where it says so, or None.
"""

import re
from functools import cache

from clarifier.errors import BrokenKnowledge
from clarifier.texts import table


@cache
def cue(name: str) -> re.Pattern[str]:
    """The expression of a word list, `lexicon/section/list`."""
    lexicon, section, words = name.split("/")
    try:
        patterns = table(f"lexicons/{lexicon}")[section][words]
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)
    except (KeyError, re.error) as error:
        raise BrokenKnowledge(
            f"knowledge/lexicons/{lexicon}.toml: {section}.{words} cannot be used: {error}."
        ) from error


def says(name: str, text: str) -> bool:
    """Whether the text says it."""
    return cue(name).search(text) is not None
