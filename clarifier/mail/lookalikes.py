"""Letters of another alphabet that look like Latin ones, and full-width signs, within Latin words and part numbers.

Comes in: a text. Goes out: a Hidden for each such word, said once. The text stays as it was written: only a doubt is added.
"""

import re
import unicodedata
from collections.abc import Iterator

from clarifier.mail.thread import Hidden

CYRILLIC = "АВЕЅІЈКМНОРСТУХЬаеѕіјорсухԁԛԝ"
GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοκ"
WIDE = "\uff10-\uff19\uff21-\uff3a\uff41-\uff5a"
_ALIKE = re.compile(f"[{CYRILLIC}{GREEK}]")
_FOREIGN = re.compile(r"[\u0370-\u03ff\u0400-\u04ff]")
_WIDE = re.compile(f"[{WIDE}]+(?:[-/.][{WIDE}A-Za-z0-9]+)*")
_EAST = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WORD = re.compile(r"\w[\w/.-]{0,60}")
_MOST = 50  # words of one email that are told


def lookalikes(text: str) -> Iterator[Hidden]:
    """The words that are not written as they look."""
    found: dict[str, str] = {}
    if _ALIKE.search(text):
        others = {letter for letter in _FOREIGN.findall(text) if not _ALIKE.match(letter)}
        for match in _WORD.finditer(text):
            word = match[0].rstrip(".-/")
            strange = _ALIKE.findall(word)
            mixed = any(c.isascii() and c.isalpha() for c in word)
            if strange and (mixed or (not others and any(c.isdigit() for c in word))):
                alphabet = "Cyrillic" if strange[0] in CYRILLIC else "Greek"
                names = ", ".join(dict.fromkeys(f"{c} ({_latin(c)} by its look)" for c in strange[:3]))
                found.setdefault(
                    word, f"{alphabet} letters that look like Latin ones: {names}; compare the number with the customer"
                )
    if re.search(f"[{WIDE}]", text) and not _EAST.search(text):
        for match in _WIDE.finditer(text):
            found.setdefault(
                match[0], f"written in full-width signs, which look like {unicodedata.normalize('NFKC', match[0])}"
            )
    for word, why in list(found.items())[:_MOST]:
        yield Hidden(word, why)


def _latin(letter: str) -> str:
    return _LATIN.get(letter, "?")


_LATIN = dict(zip(CYRILLIC + GREEK, "ABESIJKMHOPCTYXbaesijopcyxdqw" + "ABEZHIKMNOPTYXok", strict=True))
