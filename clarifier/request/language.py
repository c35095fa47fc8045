"""Which language a text is written in, told by its small words.

Comes in: a text. Goes out: the language's code and whether it is sure. The words are knowledge/languages, one file a language: a new file
is a new language. A word of several languages counts for each, but less. What is written in another language, or too short to tell, comes
out as English, not sure. Time is linear in the text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from clarifier.errors import BrokenKnowledge
from clarifier.mail.thread import Message
from clarifier.texts import home, table

DEFAULT = "en"
_ENOUGH = 2.0  # two small words of one language alone
_CLEARLY = 1.4  # times what the next language has
_READ = 20_000  # characters: who writes more has told the language by then
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_NUMBER = re.compile(r"\.? ?\d")


@dataclass(frozen=True)
class Language:
    """`code` as in ISO 639-1 ("de"); not `sure` where the text is too short, mixed, or in a language that is not known: then "en".

    `other` is what such a language is called in English, where it is told from those that are read: "Swedish".
    """

    code: str
    sure: bool
    other: str = ""

    @property
    def name(self) -> str:
        """What the language is called in English."""
        return str(table(f"languages/{self.code}")["name"])


UNKNOWN = Language(DEFAULT, sure=False)


@cache
def languages() -> tuple[str, ...]:
    """The codes of all languages that are read."""
    return tuple(sorted(path.stem for path in (home("knowledge") / "languages").glob("*.toml")))


@lru_cache(maxsize=16)
def language_of(text: str) -> Language:
    """The language of a text: the one most of whose small words it uses."""
    shares = _shares(text[:_READ])
    ranked = sorted(shares, key=lambda name: -shares[name])
    rival = shares[ranked[1]] if len(ranked) > 1 else 0.0
    if not ranked or shares[ranked[0]] < max(_ENOUGH, _CLEARLY * rival):
        return UNKNOWN
    if ranked[0] in languages():
        return Language(ranked[0], sure=True)
    return Language(DEFAULT, sure=False, other=" or ".join(map(str.capitalize, ranked[0].split("_"))))


def language_of_messages(messages: Sequence[Message]) -> Language:
    """The language a customer writes: that of the newest message, or of all they wrote where that one is too short to tell."""
    newest = language_of(messages[0].spoken) if messages else UNKNOWN
    return newest if newest.sure or newest.other else language_of("\n".join(message.spoken for message in messages))


def _shares(text: str) -> Mapping[str, float]:
    """For each language, how much of the text speaks for it."""
    shares: dict[str, float] = {}
    telling, marks = _telling()
    shouted = text.isupper()
    for match in _WORD.finditer(text):
        if not shouted and match[0].isupper() and len(match[0]) > 1:
            continue  # "C1 EL": a code
        if match[0].lower() == "no" and _NUMBER.match(text, match.end()):
            continue  # "no 4": a number
        word = match[0].lower().replace("’", "'")
        head, _, tail = word.partition("'")
        known = telling.get(word) or telling.get(tail) or telling.get(head)
        known = known or next((marks[letter] for letter in word if letter in marks), ())
        for name in known:
            shares[name] = shares.get(name, 0.0) + 1 / len(known) ** 2
    return shares


@cache
def _telling() -> tuple[Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]:
    """Small words, and letters that few languages have, each with the languages it speaks for."""
    telling: dict[str, list[str]] = {}
    marks: dict[str, list[str]] = {}
    try:
        read = {code: table(f"languages/{code}") for code in languages()}
        told = {code: data["telling"] for code, data in read.items()} | table("lexicons/other_languages")["telling"]
        for name, words in told.items():
            for word in dict.fromkeys(words):
                telling.setdefault(word, []).append(name)
        for code, data in read.items():
            for letter in data.get("marks", []):
                marks.setdefault(letter, []).append(code)
    except (KeyError, TypeError) as error:
        raise BrokenKnowledge(f"knowledge/languages cannot be used: {error!r}.") from error
    return telling, marks
