"""Number words: the token a number may begin at comes in, the number written there in words goes out.

English reads `two thousand five hundred`, `a couple hundred`, `two and a half dozen`; German, French, Spanish, Italian
and Dutch read their own, with compounds like `zweihundertfünfzig`. The words are data: knowledge/lexicons/numbers.toml.
"""

from dataclasses import dataclass
from functools import cache

from clarifier.request.quantities.compounds import compound
from clarifier.request.quantities.halves import decimals, half_before, part_more
from clarifier.request.quantities.tokens import GLUED, SPACE, Tokens, number_lexicon
from clarifier.request.quantities.units import unit_at

_PLAIN = 6  # letters of a number word that means nothing else in another language
_DOTTED = ("tsd", "tys", "mio", "mln")
_LONG = ("baker's", "baker’s", "bakers")  # a baker's dozen is thirteen
_MANY = 20  # `2 and a half` is one number, `40 and a half pallet` are two


@dataclass(frozen=True)
class Number:
    """A number that stands on tokens `first` .. `after` (exclusive)."""

    first: int
    after: int
    value: float | None  # None: `a few`, or digits that are no number
    words: bool = False  # written in words
    approximate: bool = False
    group: bool = False  # dozen, gross: goods are counted
    fraction: bool = False  # a plain fraction: 3/8, two thirds


@cache
def _first_words() -> dict[str, tuple[str, ...]]:
    """Every word a number can begin with -> its languages."""
    found: dict[str, list[str]] = {}
    for language, words in number_lexicon().items():
        for part in ("values", "scales", "groups", "articles", "couple", "few", "few_small", "half"):
            for word in words.get(part, ()):
                found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


def word_value(tokens: Tokens, place: int) -> float | None:
    """The value of one English number word below a hundred, alone."""
    value = number_lexicon()["en"]["values"].get(tokens.low[place])
    return float(value) if value else None


@cache
def starters() -> frozenset[str]:
    """The words a number can begin with, compounds aside."""
    return frozenset(_first_words())


@cache
def _nouns(languages: frozenset[str]) -> frozenset[str]:
    """Words that count in English but are nouns where only another language is spoken: `vijf dozen` are five boxes."""
    if "en" in languages:
        return frozenset()
    return frozenset(noun for language in languages for noun in number_lexicon()[language].get("nouns", ()))


def words_at(tokens: Tokens, place: int) -> Number | None:
    """The longest number in words that begins at a token, in English or in a language the text speaks."""
    word = tokens.low[place]
    languages = () if word in _nouns(tokens.languages) else _first_words().get(word)
    if languages is None:
        return _compound_at(tokens, place) if len(word) > 6 else None
    best: Number | None = None
    for language in languages:
        number = _words_of(tokens, place, language)
        fits = number and (best is None or number.after > best.after)
        if number and fits and (language == "en" or _is_meant(tokens, number, language)):
            best = number
    return best


def _compound_at(tokens: Tokens, place: int) -> Number | None:
    """A number written as one word, in a language the text speaks or before a unit."""
    for language in _compounding():
        value = compound(tokens.low[place], language)
        if value is not None:
            number = scaled(tokens, Number(place, place + 1, value, words=True), language)
            if _is_meant(tokens, number, language):
                return number
    return None


def _is_meant(tokens: Tokens, number: Number, language: str) -> bool:
    """Whether words are a number in this language: the text speaks it; or they are unmistakable, and the text holds one
    of its small words or a unit behind them."""
    if language in tokens.languages:
        return True
    plain = any(len(word) >= _PLAIN or not word.isascii() for word in tokens.low[number.first : number.after])
    if not plain or language in tokens.heard:
        return plain
    unit = unit_at(tokens, number.after) if tokens.space(number.after) <= SPACE else None
    return number.group or (unit is not None and unit.family in ("count", "measure"))


@cache
def _compounding() -> tuple[str, ...]:
    """The languages that write numbers as one word."""
    return tuple(language for language, words in number_lexicon().items() if "compound" in words)


def scaled(tokens: Tokens, number: Number, language: str) -> Number:
    """The number times the scales behind it: 2 dozen, 1.5k, 20 thousand, 2 hundred thousand."""
    value, after, group, approximate = number.value, number.after, number.group, number.approximate
    word, rough = tokens.word(after), False
    if word == "k" and not number.words and value is not None:
        glued = tokens.space(after) == GLUED
        if (glued or (tokens.space(after) == SPACE and tokens.space(after + 1) == SPACE)) and (
            tokens.space(after + 1) != GLUED or tokens.kind[after + 1] == "s"
        ):
            value, after = value * 1000, after + 1
            word = tokens.word(after)
    elif not number.words and value is not None and value < _MANY:
        part, step = part_more(tokens, after)
        value, after = value + part, after + step
        word = tokens.word(after)
    for _ in range(3):
        if word in _nouns(tokens.languages):
            break
        if word in _LONG and tokens.word(after + 1) == "dozen" and tokens.space(after + 1) == SPACE:
            after, word = after + 1, "baker's dozen"
        known = _scales(language).get(word) or (_behind_digits(tokens, word) if not number.words else None)
        if known is None or not tokens.goes_on(after) or tokens.kind[after] == "x":
            break
        factor, counts = known
        if value is None and not approximate:
            break
        value, after, group = (None if value is None else value * factor), after + 1, group or counts
        rough = rough or word in number_lexicon()[language].get("rough", ())
        if word in _DOTTED and tokens.word(after) == "." and tokens.space(after) == GLUED and tokens.goes_on(after + 1):
            after += 1
        word = tokens.word(after)
        if value is not None:
            part, step = part_more(tokens, after)
            value, after = value + factor * part, after + step
            word = tokens.word(after)
    if (value, after) == (number.value, number.after):
        return number
    return Number(number.first, after, value, number.words, approximate or rough, group, False)


def _behind_digits(tokens: Tokens, word: str) -> tuple[int, bool] | None:
    """What a scale word of English, or of a language the text speaks, makes of the digits before it: 3 millions."""
    for language in ("en", *sorted(tokens.heard - {"en"})):
        known = _scales(language).get(word)
        if known and (
            language == "en" or ((known[0] >= 1000 or known[1]) and (len(word) >= 5 or language in tokens.languages))
        ):
            return known
    return (1000, False) if word in _DOTTED[:2] else (1_000_000, False) if word in _DOTTED else None


@cache
def _scales(language: str) -> dict[str, tuple[int, bool]]:
    words = number_lexicon()[language]
    found = {word: (factor, False) for word, factor in words["scales"].items()}
    return found | {word: (factor, True) for word, factor in words["groups"].items()}


def _words_of(tokens: Tokens, place: int, language: str) -> Number | None:
    """A number in the words of one language, dozens and couples included."""
    words = number_lexicon()[language]
    values, scales, groups = words["values"], words["scales"], words["groups"]
    at, first = place, tokens.low[place]
    half = half_before(tokens, place, language)
    if half is not None:
        return Number(place, half[0], half[1], words=True, group=half[2])
    article = first in words["articles"]
    if article:
        at += 1
        follows = tokens.word(at)
        if tokens.space(at) > SPACE or not (
            follows in scales
            or (follows in _LONG and tokens.word(at + 1) == "dozen")
            or follows in groups
            or follows in words.get("couple", ())
            or follows in words.get("few", ())
            or follows in words.get("few_small", ())
        ):
            return None
    word = tokens.word(at)
    if article and word in words.get("few_small", ()) and tokens.raw(at).islower():
        return Number(place, at + 1, None, words=True, approximate=True)
    if word in words.get("couple", ()) or word in words.get("few", ()):
        value = 2.0 if word in words.get("couple", ()) else None
        of = at + 1
        if tokens.word(of) == "of" and (tokens.word(of + 1) in scales or tokens.word(of + 1) in groups):
            of += 1
        return scaled(tokens, Number(place, of, value, words=True, approximate=True), language)
    total, group, smallest = 0.0, 1.0 if article else 0.0, float("inf")
    seen = article
    after = at
    while True:
        hyphen = tokens.word(after) == "-" and after > at and tokens.space(after) == tokens.space(after + 1) == GLUED
        joined = after + 1 if hyphen else after
        if after > at and not hyphen and not (tokens.space(joined) and tokens.goes_on(joined)):
            break
        word = tokens.word(joined)
        if word in words["joiners"] and after > at and not hyphen:
            follows = tokens.word(joined + 1)
            small = values.get(follows)
            if small is None or tokens.space(joined + 1) > SPACE or not _fits(total, group, small, language):
                break
            if language == "en" and not (group % 100 == 0 and (group or total)):
                break
            joined, word = joined + 1, follows
        value = values.get(word)
        if value is not None:
            if not seen or (_fits(total, group, value, language) and not (article and after == at)):
                if language == "fr" and group % 100 == 4 and value == 20:
                    group += 76
                else:
                    group += value
            else:
                break
        elif word in scales:
            factor = scales[word]
            if factor == 100 and group < 100:
                group = (group or 1) * 100
            elif factor > 100 and factor < smallest and (group or not total):
                total, group, smallest = total + (group or 1) * factor, 0.0, factor
            else:
                break
        else:
            break
        seen, after = True, joined + 1
    if after == at and article and word in _LONG:
        return scaled(tokens, Number(place, at, 1.0, words=True), language)
    if after == at:
        counted = word in groups and (article or word in words["bare"])
        if not counted:
            return None
        part, step = part_more(tokens, at + 1, language)
        rough = word in words.get("rough", ())
        return Number(place, at + 1 + step, float(groups[word]) * (1 + part), True, approximate=rough, group=True)
    part, step = part_more(tokens, after, language)
    value, after = total + group + part, after + step
    if language == "en" and not step:
        behind, after = decimals(tokens, after)
        value += behind
    return scaled(tokens, Number(place, after, value, words=True), language)


def _fits(total: float, group: float, value: float, language: str) -> bool:
    """Whether a word's value can be added: tens after hundreds, units after tens."""
    if not total and not group:
        return False
    if value < 10:
        return group % 10 == 0 and group % 100 != 10
    if value < 20:
        return group % 100 == 0 or (language == "fr" and group % 100 in (60, 80))
    if value < 100:
        return group % 100 == 0 or (language == "fr" and group % 100 == 4 and value == 20)
    return group == 0
