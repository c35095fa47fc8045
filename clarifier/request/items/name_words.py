"""The words by which two names are compared.

Comes in: the name of an item. Goes out: its words in the singular, without the little ones (knowledge/lexicons/items.toml).
"""

import re
from functools import cache

from clarifier.texts import table


def name_words(text: str) -> set[str]:
    """The words of an item's name, without the little ones, in the singular."""
    words = set(re.findall(r"\w(?:[\w/.-]*\w)?", text.casefold())) - _little_words()
    return {_singular(word) for word in words if len(word) > 1}


@cache
def _little_words() -> frozenset[str]:
    return frozenset(table("lexicons/items")["lead"]) | frozenset(table("lexicons/items")["stop"])


def _singular(word: str) -> str:
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("ches", "shes", "xes", "sses")):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
