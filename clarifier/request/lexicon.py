"""A list of words by their senses, and a sentence read with it: "happy with two drops" is the row OK, with, TWO, GOES.

Comes in: the name of a file under knowledge/lexicons that says which words carry which sense ([senses] NEG = ["not", "never", ...]),
and a sentence. Goes out: a row, one character a word, each character standing for the senses that word carries, and where each word
stands. What it does not know: grammar; a sense holds for a word wherever it stands. What a row says is weighed in senses.py.
"""

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from clarifier.errors import BrokenKnowledge
from clarifier.texts import table

_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)|(?P<date>\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?![\d%])|\d{1,2}(?:st|nd|rd|th)\b)|(?P<time>\d{1,2}(?:[:.]\d\d)?[ ]?(?:[ap]\.?m\b|uhr\b|hrs\b)|\d{1,2}:\d\d)"
    r"|(?P<number>\d[\d.,]{0,11}(?:k\b)?)|(?P<mark>[,;:!?()–—]|\s-\s)"
)
_OTHER, COMMA, DATE, _TIME, NUM = "\x01", ",", "DATE", "TIME", "NUM"
_FIXED = {"date": DATE, "time": _TIME, "number": NUM, "mark": COMMA}
FIRST = 0xE000  # characters no mail is made of
ITEM = re.compile(r"\.{2,3}|[()^$]|(?<=\s)\|(?=\s)|[^\s()]+")


@dataclass(frozen=True, eq=False)
class Row:
    """A sentence as senses: one character a word, and where each word stands. Rows are told apart by being another object."""

    text: str
    codes: str
    spans: tuple[tuple[int, int], ...]
    language: str = ""  # the code of the language that `text` is a gloss of

    @cached_property
    def bits(self) -> int:
        """The senses that occur, a bit each: what a cue needs is looked up without walking the words."""
        found = 0
        for code in set(self.codes):
            found |= 1 << (ord(code) - FIRST) if code != _OTHER else 0
        return found

    def cut(self, start: int, end: int) -> "Row":
        """The words of a stretch, without reading them again; offsets stay those of the whole."""
        first = bisect_left(self.spans, (start, start))
        last = bisect_left(self.spans, (end, end))
        return Row(self.text, self.codes[first:last], self.spans[first:last], self.language)


@dataclass(frozen=True)
class Lexicon:
    """The senses of a file under knowledge/lexicons, made ready."""

    words: Mapping[str, str]  # a word to its character
    phrases: Mapping[
        str, Mapping[str, Sequence[tuple[tuple[str, ...], str]]]
    ]  # first, second word to phrases, longest first
    classes: Mapping[str, str]  # a sense or a word to all characters that carry it
    spelled: Mapping[str, tuple[str, ...]]  # a spelling to the words it stands for
    shapes: Mapping[str, str]
    cues: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]

    @cached_property
    def negations(self) -> str:
        """The characters of the words that deny."""
        return self.classes["NEG"]

    @cached_property
    def carried(self) -> Mapping[str, tuple[str, ...]]:
        """A character to the senses it stands for, single words left out."""
        found: dict[str, list[str]] = {}
        for sense, codes in self.classes.items():
            for code in codes if sense.isupper() else "":
                found.setdefault(code, []).append(sense)
        return {code: tuple(sorted(its)) for code, its in found.items()}

    def row(self, text: str, language: str = "") -> Row:
        """A sentence as a row of senses."""
        words: list[str] = []
        spans: list[tuple[int, int]] = []
        for match in _TOKEN.finditer(text):
            kind, written, span = match.lastgroup or "", match[0], match.span()
            if kind == "word":
                word = written.lower()
                if word in self.words and word not in self.spelled:
                    words.append(word)
                    spans.append(span)
                    continue
                for part in self._spell(word.replace("’", "'")):
                    words.append(part)
                    spans.append(span)
            else:
                words.append(self.spelled.get(written, (_FIXED[kind],))[0])
                spans.append(span)
        codes: list[str] = []
        places: list[tuple[int, int]] = []
        index = 0
        while index < len(words):
            length, code = 1, ""
            word = words[index]
            if word in self.phrases and index + 1 < len(words):
                for phrase, its in self.phrases[word].get(words[index + 1], ()):
                    if tuple(words[index : index + len(phrase)]) == phrase:
                        length, code = len(phrase), its
                        break
            codes.append(code or self.words.get(word, _OTHER))
            places.append((spans[index][0], spans[index + length - 1][1]))
            index += length
        return Row(text, "".join(codes), tuple(places), language)

    def _spell(self, word: str) -> tuple[str, ...]:
        known = self.spelled.get(word)
        if known:
            return known
        if "'" in word:
            stem, _, tail = word.partition("'")
            if tail == "t" and stem.endswith("n"):
                return (stem[:-1] or "n", "not")
            return (stem, *self.spelled.get("'" + tail, (tail,)))
        return (word,)


@lru_cache(maxsize=512)
def row_of(name: str, text: str, language: str = "") -> Row:
    """A sentence as a row of senses, kept for a while: several fields are weighed on the same sentence."""
    return lexicon(name).row(text, language)


@cache
def lexicon(name: str) -> Lexicon:
    """The senses of knowledge/lexicons/<name>.toml."""
    data = table(f"lexicons/{name}")
    try:
        senses: dict[str, set[str]] = {}
        for sense, words in data["senses"].items():
            for word in words:
                senses.setdefault(word, set()).add(sense)
        texts = [
            *data["shapes"].values(),
            *(p for field in data["cues"].values() for side in field.values() for ps in side.values() for p in ps),
        ]
        for text in texts:
            for item in ITEM.findall(text):
                for one in item.strip("!?").split("|"):
                    if one.isalpha() and one.islower():
                        senses.setdefault(one, set()).add(one)
        spelled = {written: tuple(meant.split()) for written, meant in data["spelled"].items()}
        return _ready(senses, spelled, data["shapes"], data["cues"])
    except (KeyError, AttributeError, TypeError, re.error) as error:
        raise BrokenKnowledge(f"knowledge/lexicons/{name}.toml cannot be read as senses: {error!r}.") from error


def _ready(
    senses: dict[str, set[str]],
    spelled: Mapping[str, tuple[str, ...]],
    shapes: Mapping[str, str],
    cues: Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]],
) -> Lexicon:
    for fixed in (COMMA, DATE, _TIME, NUM):
        senses.setdefault(fixed, set()).add(fixed)
    # a phrase means what the phrases inside it mean: "does not matter" is also "not matter", but "no fixed date" no "fixed date"
    for phrase in [phrase for phrase in senses if " " in phrase]:
        parts = tuple(phrase.split())
        for first in range(len(parts) - 1):
            if any("NEG" in senses.get(part, ()) for part in parts[:first]):
                break
            for last in range(first + 2, len(parts) + 1):
                senses[phrase] |= senses.get(" ".join(parts[first:last]), set())
        # and "come in" what "come" means
        if len(parts) == 2 and "PARTICLE" in senses.get(parts[1], ()):
            senses[phrase] |= senses.get(parts[0], set()) - {"NEG", "PARTICLE"}
    # words of like senses get neighbouring characters: a class of characters is then few ranges and compiles fast
    carried = sorted({frozenset(its) for its in senses.values()}, key=lambda its: ("NEG" not in its, sorted(its)))
    codes = {its: chr(FIRST + place) for place, its in enumerate(carried)}
    classes: dict[str, str] = {}
    for its, code in codes.items():
        for sense in its:
            classes[sense] = classes.get(sense, "") + code
    words: dict[str, str] = {}
    phrases: dict[str, dict[str, list[tuple[tuple[str, ...], str]]]] = {}
    for word, meant in senses.items():
        parts = tuple(word.split())
        if len(parts) > 1:
            phrases.setdefault(parts[0], {}).setdefault(parts[1], []).append((parts, codes[frozenset(meant)]))
        else:
            words[word] = codes[frozenset(meant)]
    for following in phrases.values():
        for found in following.values():
            found.sort(key=lambda phrase: -len(phrase[0]))
    return Lexicon(words, phrases, classes, spelled, shapes, cues)
