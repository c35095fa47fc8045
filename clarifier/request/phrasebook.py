"""The phrases of a language with the English for each, from knowledge/languages: a file more is a language more.

Comes in: a language's code. Goes out: its phrases by their first word, ready to be looked for (gloss.py).

A phrase is written in words: `stem*` any ending, `a|b` either, `a?` perhaps, `>a` only before it, `^a` only where a line or a sentence begins, `@name` one of a set; `..` up to four
words and `...` up to nine that stay between its own, none of them a "not", `#` an amount and `#..` one with up to four words behind it, `%` a date. The English for
it has `#`, `%` and `..` at the same places, and what stands there stays. English without `..` stands for these words, too, unless a number is among
them; `..?` keeps them only then.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import Any, Literal

from clarifier.errors import BrokenKnowledge
from clarifier.texts import table

TOKEN = re.compile(
    r"(?P<fixed>[\w.+-]{1,64}@[\w.-]{1,80}|(?:https?://|www\.)\S+|(?=[\w./#-]{0,40}\d)\w(?:[\w./#-]{0,60}\w)?)"
    r"|(?P<word>[^\W\d_]+['’](?=[^\W\d_])|[^\W\d_]+)|(?P<mark>[^\w\s])"
)
STEM = 3  # letters by which stems are looked up
_ACCENTED = 4  # letters of a word that is known without its accents
_SLOT = re.compile(r"\.{2,3}\??|[#%]")
_GAPS = {"..": 4, "...": 9, "#": 1, "#..": 5, "%": 1}
_JOIN = "~"
_ELISION = re.compile(r"[^\W\d_]+'")
Fate = Literal[
    "kept", "numbers", "covered"
]  # of a gap: stays; stays where a number is in it; the English stands for it


@dataclass(frozen=True)
class Item:
    """One place of a phrase: words, stems, or a gap of so many words."""

    words: frozenset[str] = frozenset()
    stems: tuple[str, ...] = ()
    gap: int = 0
    begins: str = ""  # the gap begins with an amount ("#") or a date ("%")
    optional: bool = False
    ahead: bool = False  # it must follow, and is none of the phrase
    opens: bool = False  # only where a line or a sentence begins

    def fits(self, forms: Sequence[str]) -> bool:
        """Whether a word that may be spelled so may stand here."""
        return any(form in self.words or (self.stems and form.startswith(self.stems)) for form in forms)


@dataclass(frozen=True)
class Phrase:
    """The items of a phrase, the English for each run of items between its gaps, and what becomes of the gaps."""

    items: tuple[Item, ...]
    english: tuple[str, ...]
    gaps: tuple[Fate, ...]

    @cached_property
    def placed(self) -> bool:
        """Whether it says what must stand behind it, or that it begins a line."""
        return any(item.ahead or item.opens for item in self.items)

    @cached_property
    def needs(self) -> tuple[frozenset[str], ...]:
        """Of each of these a text must have a word."""
        return tuple(item.words for item in self.items if item.words and not item.stems and not item.optional)


@dataclass(frozen=True)
class Phrasebook:
    """All phrases of a language."""

    phrases: Mapping[str, Sequence[Phrase]]  # by the first word
    stems: Mapping[str, Sequence[Phrase]]  # by the first letters of the first word
    capitals: bool  # nouns have capitals, so a capital makes no name
    denying: frozenset[str]  # no gap runs over these
    accented: Mapping[str, tuple[str, ...]]  # by a spelling without its accents, the words meant

    def of(self, words: Set[str]) -> "Phrasebook":
        """The phrases that a text of these words may hold: a text has few of them."""

        def possible(phrases: Sequence[Phrase]) -> list[Phrase]:
            return [p for p in phrases if not any(need.isdisjoint(words) for need in p.needs)]

        first = {word: possible(self.phrases[word]) for word in words if word in self.phrases}
        stems = {word[:STEM] for word in words} & self.stems.keys()
        return Phrasebook(
            first, {stem: possible(self.stems[stem]) for stem in stems}, self.capitals, self.denying, self.accented
        )

    def beginning_with(self, forms: Sequence[str]) -> Iterator[Phrase]:
        """The phrases that may begin with a word that may be spelled so."""
        for form in forms:
            yield from self.phrases.get(form, ())
            yield from self.stems.get(form[:STEM], ())


@cache
def phrasebook(language: str) -> Phrasebook:
    """The phrases of knowledge/languages/<language>.toml."""
    data = table(f"languages/{language}")
    phrases: dict[str, list[Phrase]] = {}
    stems: dict[str, list[Phrase]] = {}
    try:
        for phrase in _all_phrases(data):
            head = phrase.items[0]
            for word in sorted(head.words) or ([head.begins] if head.begins else []):
                phrases.setdefault(word, []).append(phrase)
            for stem in sorted({stem[:STEM] for stem in head.stems}):
                stems.setdefault(stem, []).append(phrase)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BrokenKnowledge(f"knowledge/languages/{language}.toml cannot be used: {error}.") from error
    capitals, denying = bool(data.get("capitals")), frozenset(data.get("denying", []))
    return Phrasebook(phrases, stems, capitals, denying, _accented(phrases.values()))


_PLAIN = (
    str.maketrans({"ß": "ss"}),
    str.maketrans({"ß": "ss", "ä": "ae", "ö": "oe", "ü": "ue"}),
    str.maketrans({"ł": "l", "œ": "oe"}),
)
_UMLAUTS = frozenset("äöü")  # "ware" is no "wäre"


def _accented(phrases: Iterable[Sequence[Phrase]]) -> Mapping[str, tuple[str, ...]]:
    """The words of a book by their spellings without accents, where these are no words of their own: "prosze", "gruss", "muessen"."""
    words = {word for of_word in phrases for phrase in of_word for item in phrase.items for word in item.words}
    plain: dict[str, set[str]] = {}
    for word in words:
        if len(word) >= _ACCENTED and not word.isascii():
            bare = unicodedata.normalize("NFD", word.translate(_PLAIN[2])) if not _UMLAUTS & set(word) else word
            stripped = "".join(letter for letter in bare if not unicodedata.combining(letter))
            for spelled in {*(word.translate(letters) for letters in _PLAIN), stripped} - words:
                plain.setdefault(spelled, set()).add(word)
    return {spelled: tuple(sorted(meant)) for spelled, meant in plain.items()}


def _all_phrases(data: Mapping[str, Any]) -> Iterator[Phrase]:
    sets = choices_of(data.get("sets", {}))
    for section in data.get("gloss", {}).values():
        for english, patterns in section.items():
            for pattern in patterns:
                yield from read_phrases(pattern, english, sets)


def choices_of(sets: Mapping[str, Sequence[str]]) -> Mapping[str, str]:
    """Each set as one choice; words that belong together are joined, so that it stays one."""
    return {name: "|".join(word.replace(" ", _JOIN) for word in words) for name, words in sets.items()}


def read_phrases(pattern: str, english: str, sets: Mapping[str, str]) -> Iterator[Phrase]:
    """The phrases that are written so: several where a choice is of more than one word, or where the first word may be left out."""
    for items in _spelled(re.sub(r"@(\w+)", lambda match: sets[match[1]], pattern)):
        segments, gaps = _english(english, [item.begins for item in items if item.gap])
        unbound = any(end.gap and not end.begins for end in items[:1] + items[-1:])
        if not items or not segments or unbound or any(item.ahead for item in items[:-1]):
            raise ValueError(f"{pattern!r} and {english!r} do not match")
        heads = next(place for place, item in enumerate(items) if not item.optional)
        for skipped in range(heads + 1):
            yield Phrase((replace(items[skipped], optional=False), *items[skipped + 1 :]), segments, gaps)


def _spelled(pattern: str) -> Iterator[tuple[Item, ...]]:
    """Each way to spell a phrase whose choices may have several words: "d'ici" is two, "c'est|ce" two ways."""
    for chosen in itertools.product(*[list(_choices(written)) for written in pattern.split()]):
        yield tuple(item for items in chosen for item in items)


def _choices(written: str) -> Iterator[tuple[Item, ...]]:
    """What one place of a phrase can be: the words that are one each as one item, the others for themselves."""
    if written in _GAPS:
        yield (Item(gap=_GAPS[written], begins=written[0].strip(".")),)
        return
    optional = len(written) > 1 and written.endswith("?")
    ahead = len(written) > 1 and written.startswith(">")
    opens = len(written) > 1 and written.startswith("^")
    bare = (
        written.removesuffix("?")
        if optional
        else written.removeprefix(">").removeprefix("^")
        if ahead or opens
        else written
    )
    spellings = [tuple(_words_of(choice)) for choice in (bare.split("|") if len(bare) > 1 else [bare])]
    single = [one[0] for one in spellings if len(one) == 1]
    if single:
        yield (replace(_item(single), optional=optional, ahead=ahead, opens=opens),)
    for several in spellings:
        if len(several) > 1:
            first, *others = [_item([word]) for word in several]
            yield (replace(first, opens=opens), *others)
            if optional and not single:
                yield ()


def _words_of(choice: str) -> Iterator[str]:
    if _ELISION.fullmatch(choice):
        yield choice
        return
    for match in TOKEN.finditer(choice.replace(_JOIN, " ")):
        if match[0] != "*" or len(choice) == 1:
            yield match[0] + ("*" if choice[match.end() : match.end() + 1] == "*" else "")


def _item(words: Sequence[str]) -> Item:
    stems = tuple(word[:-1] for word in words if word.endswith("*") and len(word) > 1)
    if any(len(stem) < STEM for stem in stems):
        raise ValueError(f"a stem of {words!r} is shorter than {STEM} letters")
    return Item(frozenset(word for word in words if not word.endswith("*") or len(word) == 1), stems)


def _english(english: str, begins: Sequence[str]) -> tuple[tuple[str, ...], tuple[Fate, ...]]:
    """The English for each run between gaps, and what becomes of these; empty where they do not match. `begins`: as in Item."""
    slots, written = _SLOT.findall(english), [part.strip() for part in _SLOT.split(english)]
    kept = [one for one in begins if one or "." in "".join(slots)]
    if [slot.strip(".?") for slot in slots] != kept:
        return (), ()
    segments, gaps, place = [written[0]], list[Fate](), 0
    for one in begins:
        stays = bool(one) or len(kept) == len(begins)
        gaps.append("covered" if not stays else "numbers" if slots[place].endswith("?") else "kept")
        place += stays
        segments.append(written[place] if stays else "")
    return tuple(segments), tuple(gaps)
