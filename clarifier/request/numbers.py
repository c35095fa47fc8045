"""Digits and number words: a text's tokens come in, the number that begins at a token goes out.

Reads `1,200.50` and `1.200,50` by the message's own decimal sign, `1 200`, `1'200`, `1.5k`, `3/8`, `1 1/2`, `½`,
`two thousand five hundred`, `a couple hundred`, `zweihundertfünfzig`. What a number is *of* is not known here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal

from clarifier.texts import table

Style = Literal["point", "comma"]

_TOKEN = re.compile(
    r"(?P<n>\d+(?:[.,]\d+|['’]\d{3}(?!\d))*|(?<![\w.])\.\d+|[½¼¾⅓⅔⅛⅜⅝⅞])|(?P<w>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<s>[^\s])"
)
_VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64))
_LONGEST = 15  # digits; a longer run is a code, and a float could not hold it

GLUED, SPACE, WIDE, LINE, BREAK = range(
    5
)  # what stands before a token: nothing, a space, a column gap, a line end, a blank line


@dataclass
class Tokens:
    """A text as parallel lists: word in lower case, where it stands, its kind (n, w, s; x = taken), the gap before it."""

    text: str
    low: list[str] = field(default_factory=list)
    start: list[int] = field(default_factory=list)
    end: list[int] = field(default_factory=list)
    kind: list[str] = field(default_factory=list)
    gap: list[int] = field(default_factory=list)
    languages: frozenset[str] = frozenset()

    def word(self, place: int) -> str:
        """The token at a place in lower case; "" outside the text."""
        return self.low[place] if 0 <= place < len(self.low) else ""

    def space(self, place: int) -> int:
        """The gap before the token at a place; BREAK outside the text."""
        return self.gap[place] if 0 < place < len(self.gap) else BREAK

    def raw(self, place: int) -> str:
        """The token at a place as written; "" outside the text."""
        return self.text[self.start[place] : self.end[place]] if 0 <= place < len(self.low) else ""

    def is_number(self, place: int) -> bool:
        """Whether a digit literal stands at a place."""
        return 0 <= place < len(self.kind) and self.kind[place] == "n"


def tokenise(text: str, taken: Sequence[tuple[int, int]] = ()) -> Tokens:
    """The tokens of a text; those that touch a taken span are marked `x`."""
    tokens = Tokens(text)
    low, starts, ends, kinds, gaps = tokens.low, tokens.start, tokens.end, tokens.kind, tokens.gap
    spans = sorted(taken)
    at, last = 0, 0
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        kind = match.lastgroup or "s"
        while at < len(spans) and spans[at][1] < start:
            at += 1
        if at < len(spans) and spans[at][0] <= end and (kind != "s" or (spans[at][0] < end and start < spans[at][1])):
            kind = "x"
        between = text[last:start]
        if not between:
            gap = GLUED
        elif len(between) == 1:
            gap = LINE if between == "\n" else WIDE if between == "\t" else SPACE
        elif "\n" in between:
            gap = BREAK if between.count("\n") > 1 else LINE
        else:
            gap = WIDE
        low.append(match[0].lower())
        starts.append(start)
        ends.append(end)
        kinds.append(kind)
        gaps.append(gap)
        last = end
    if gaps:
        gaps[0] = BREAK
    tokens.languages = _spoken(low)
    return tokens


@cache
def lexicon() -> dict[str, dict[str, Any]]:
    """The number words, language by language."""
    return table("lexicons/numbers")


@cache
def _function_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words["function"]) for language, words in lexicon().items()}


def _spoken(low: list[str]) -> frozenset[str]:
    """The languages of which at least two function words occur."""
    words = set(low)
    return frozenset(language for language, known in _function_words().items() if len(known & words) >= 2)


def number_style(text: str) -> Style | None:
    """The message's own decimal sign, from its unmistakable numbers, else from its thousands, else from its language."""
    return style_of(tokenise(text))


def style_of(tokens: Tokens) -> Style | None:
    """As `number_style`, on tokens."""
    strong = {"point": 0, "comma": 0}
    weak = {"point": 0, "comma": 0}
    for place, kind in enumerate(tokens.kind):
        if kind != "n":
            continue
        literal = tokens.low[place]
        if ("," not in literal and "." not in literal) or len(literal) > 24:
            continue
        if tokens.gap[place] == GLUED and place and tokens.kind[place - 1] != "s":
            continue
        if (
            tokens.word(place + 1) in (".", "-", "/")
            and tokens.is_number(place + 2)
            and tokens.space(place + 2) == GLUED
        ):
            continue
        vote = _vote(literal)
        if vote:
            sign, sure = vote
            (strong if sure else weak)[sign] += 1
    for votes in (strong, weak):
        if votes["point"] != votes["comma"]:
            return "point" if votes["point"] > votes["comma"] else "comma"
        if votes["point"]:
            return None
    if "en" not in tokens.languages and tokens.languages:
        return "comma"
    return None


def _vote(literal: str) -> tuple[Literal["point", "comma"], bool] | None:
    """Which decimal sign a literal speaks for, and whether it leaves no doubt."""
    point, comma = literal.count("."), literal.count(",")
    if point and comma:
        if comma > 1 and point > 1:
            return None
        return ("point" if literal.rfind(".") > literal.rfind(",") else "comma"), True
    sign: Literal["point", "comma"] = "point" if point else "comma"
    other: Literal["point", "comma"] = "comma" if point else "point"
    head, *groups = re.split("[.,]", literal)
    if len(groups) > 1:
        return (other, True) if all(len(group) == 3 for group in groups) else None
    if len(groups[0]) == 3 and head.lstrip("0") and len(head) <= 3:
        return other, False
    return (sign, True) if len(groups[0]) != 3 or head == "0" else None


def read_digits(literal: str, style: Style | None, thousands: bool = True) -> float | None:
    """The value of a digit literal, None when it is no number (a date, an address, a code).

    Where the style is unknown, `1.500` is 1500 when `thousands`, else 1.5.
    """
    literal = literal.replace("'", "").replace("’", "")
    if literal in _VULGAR:
        return _VULGAR[literal]
    if len(literal) > _LONGEST + 6:
        return None
    if literal.startswith("."):
        return float("0" + literal)
    head, *groups = re.split("[.,]", literal)
    signs = [character for character in literal if character in ".,"]
    if not groups:
        return float(head) if len(head) <= _LONGEST else None
    grouped = len(head) <= 3 and head[0] != "0"
    if len(signs) == 1:
        decimal = "." if style == "point" else "," if style == "comma" else None
        whole = grouped and len(groups[0]) == 3 and ((decimal is None and thousands) or decimal not in (None, signs[0]))
        return float(head + groups[0]) if whole else float(f"{head}.{groups[0]}")
    same = signs[:-1]
    if len(set(same)) > 1 or not grouped:
        return None
    if signs[-1] == same[0]:  # only thousands: 1,200,000; Indian 1,20,000
        if all(len(group) == 3 for group in groups) or (
            signs[0] == ","
            and len(groups[-1]) == 3
            and all(len(group) == 2 for group in groups[:-1])
            and len(head) <= 2
        ):
            return float(head + "".join(groups))
        return None
    if all(len(group) == 3 for group in groups[:-1]):
        return float(head + "".join(groups[:-1]) + "." + groups[-1])
    return None


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
    for language, words in lexicon().items():
        for part in ("values", "scales", "groups", "articles", "couple", "few"):
            for word in words.get(part, ()):
                found.setdefault(word, []).append(language)
    return {word: tuple(languages) for word, languages in found.items()}


def number_at(tokens: Tokens, place: int, style: Style | None) -> Number | None:
    """The number that begins at a token, in digits or in words."""
    if tokens.kind[place] == "n":
        return _digits_at(tokens, place, style)
    if tokens.kind[place] != "w":
        return None
    word = tokens.low[place]
    languages = _first_words().get(word)
    if languages is None:
        if len(word) > 6 and tokens.languages:
            for language in sorted(tokens.languages):
                value = compound(word, language) if "compound" in lexicon()[language] else None
                if value is not None:
                    return _scaled(tokens, Number(place, place + 1, value, words=True), language)
        return None
    best: Number | None = None
    for language in languages:
        if language == "en" or language in tokens.languages:
            number = _words_at(tokens, place, language)
            if number and (best is None or number.after > best.after):
                best = number
    return best


def _digits_at(tokens: Tokens, place: int, style: Style | None) -> Number:
    literal, after = tokens.low[place], place + 1
    value = read_digits(literal, style)
    if literal.isdigit() and len(literal) <= 3 and literal[0] != "0":
        end = _spaced_thousands(tokens, after, style)
        if end > after:
            joined = "".join(tokens.low[place:end])
            after = end
            value = read_digits(joined, style if "." in joined or "," in joined else None)
    fraction = False
    part = _fraction_at(tokens, after - 1) if after == place + 1 else None
    if part is not None:
        value, after, fraction = part[0], part[1], True
    elif value is not None and value == int(value) and value < 1000 and after == place + 1:
        joined_by = (
            after + 1
            if tokens.word(after) == "-" and tokens.space(after) == tokens.space(after + 1) == GLUED
            else after
        )
        if tokens.is_number(joined_by) and tokens.space(joined_by) <= SPACE:
            part = _fraction_at(tokens, joined_by)
            vulgar = _VULGAR.get(tokens.low[joined_by])
            if part is not None and part[0] < 1:
                value, after = value + part[0], part[1]
            elif vulgar is not None:
                value, after = value + vulgar, joined_by + 1
    return _scaled(tokens, Number(place, after, value, fraction=fraction), "en")


def _spaced_thousands(tokens: Tokens, after: int, style: Style | None) -> int:
    """The token after `1 200 000`, or `after` when no group of three follows."""
    end, hard = after, True
    while tokens.is_number(end) and tokens.space(end) == SPACE and end - after < 4:
        group = tokens.low[end]
        if not ((len(group) == 3 and group.isdigit()) or (len(group) > 4 and group[3] in ".," and group[:3].isdigit())):
            return after if end == after else after
        hard = hard and tokens.text[tokens.start[end] - 1] != " "
        end += 1
        if len(group) > 3:
            break
    if end == after or (tokens.is_number(end) and tokens.space(end) <= SPACE):
        return after
    if tokens.space(end) == GLUED and (tokens.kind[end] == "w" or tokens.low[end] in ("-", "/", "–")):
        return after
    # In a message that writes 1,200 a plain space only joins round thousands: `5 100 pcs` may be a line number and an amount.
    if not hard and style == "point" and end == after + 1 and tokens.low[after] != "000":
        return after
    return end


def _fraction_at(tokens: Tokens, place: int) -> tuple[float, int] | None:
    """`3/8` at a token: its value and the token after it."""
    if tokens.word(place + 1) not in ("/", "⁄") or not tokens.is_number(place + 2):
        return None
    if tokens.space(place + 1) != GLUED or tokens.space(place + 2) != GLUED:
        return None
    if tokens.word(place + 3) == "/" and tokens.space(place + 3) == GLUED:
        return None
    top, bottom = tokens.low[place], tokens.low[place + 2]
    if not (top.isdigit() and bottom.isdigit() and len(top) <= 2 and len(bottom) <= 2):
        return None
    if int(bottom) not in _DENOMINATORS or int(top) >= int(bottom) or top[0] == "0":
        return None
    return int(top) / int(bottom), place + 3


def _scaled(tokens: Tokens, number: Number, language: str) -> Number:
    """The number times the scales behind it: 2 dozen, 1.5k, 20 thousand, 2 hundred thousand."""
    value, after, group, approximate = number.value, number.after, number.group, number.approximate
    word = tokens.word(after)
    if word == "k" and not number.words and value is not None:
        glued = tokens.space(after) == GLUED
        if (glued or (tokens.space(after) == SPACE and tokens.space(after + 1) == SPACE)) and (
            tokens.space(after + 1) != GLUED or tokens.kind[after + 1] == "s"
        ):
            value, after = value * 1000, after + 1
            word = tokens.word(after)
    for _ in range(3):
        known = _scales(language).get(word) or (_scales("en").get(word) if not number.words else None)
        if known is None or (tokens.space(after) > SPACE and tokens.space(after) != LINE) or tokens.kind[after] == "x":
            break
        factor, counts = known
        if value is None and not approximate:
            break
        value, after, group = (None if value is None else value * factor), after + 1, group or counts
        word = tokens.word(after)
        if word == "and" and tokens.word(after + 1) == "a" and tokens.word(after + 2) == "half" and value is not None:
            value, after = value + factor / 2, after + 3
            word = tokens.word(after)
    if (value, after) == (number.value, number.after):
        return number
    return Number(number.first, after, value, number.words, approximate, group, False)


@cache
def _scales(language: str) -> dict[str, tuple[int, bool]]:
    words = lexicon()[language]
    found = {word: (factor, False) for word, factor in words["scales"].items()}
    return found | {word: (factor, True) for word, factor in words["groups"].items()}


def _words_at(tokens: Tokens, place: int, language: str) -> Number | None:
    """A number in the words of one language, dozens and couples included."""
    words = lexicon()[language]
    values, scales, groups = words["values"], words["scales"], words["groups"]
    at, first = place, tokens.low[place]
    article = first in words["articles"]
    if article:
        at += 1
        follows = tokens.word(at)
        if tokens.space(at) > SPACE or not (
            follows in scales
            or follows in groups
            or follows in words.get("couple", ())
            or follows in words.get("few", ())
        ):
            return None
    word = tokens.word(at)
    if word in words.get("couple", ()) or word in words.get("few", ()):
        value = 2.0 if word in words.get("couple", ()) else None
        of = at + 1
        if tokens.word(of) == "of" and (tokens.word(of + 1) in scales or tokens.word(of + 1) in groups):
            of += 1
        return _scaled(tokens, Number(place, of, value, words=True, approximate=True), language)
    total, group, smallest = 0.0, 1.0 if article else 0.0, float("inf")
    seen = article
    after = at
    while True:
        hyphen = tokens.word(after) == "-" and after > at and tokens.space(after) == tokens.space(after + 1) == GLUED
        joined = after + 1 if hyphen else after
        if after > at and not hyphen and tokens.space(joined) not in (SPACE, LINE):
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
    if after == at and not (article and tokens.word(at) in groups) and tokens.word(at) not in groups:
        return None
    value = total + group if after > at else 1.0
    if (
        tokens.word(after) == "and"
        and tokens.word(after + 1) == "a"
        and tokens.word(after + 2) == "half"
        and after > at
    ):
        value, after = value + 0.5, after + 3
    return _scaled(tokens, Number(place, after, value, words=True), language)


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


@cache
def _compound_values(language: str) -> dict[str, float]:
    words = lexicon()[language]
    rule = words["compound"]
    return (
        {**words["values"], rule["one"]: 1, "": 0, "un": 1} if language == "it" else {**words["values"], rule["one"]: 1}
    )


def compound(word: str, language: str) -> float | None:
    """A number written as one word: zweihundertfünfzig, tweehonderdvijftig, duecentocinquanta."""
    if len(word) > 60 or not any(word.startswith(head) for head in _heads(language)):
        return None
    words = lexicon()[language]
    rule, values = words["compound"], _compound_values(language)
    for scale, factor in sorted(words["scales"].items(), key=lambda item: -item[1]):
        if factor in (100, 1000) and scale in word:
            left, _, right = word.partition(scale)
            right = right.removeprefix(rule["joiner"]) if rule["joiner"] and right not in values else right
            many = values.get(left) if left in values else compound(left, language) if left else 1.0
            rest = values.get(right) if right in values else compound(right, language) if right else 0.0
            return None if many is None or rest is None else many * factor + rest
    if word in values:
        return float(values[word])
    for ten, value in values.items():
        if value >= 20 and value % 10 == 0 and value < 100:
            if rule["order"] == "unit first" and word.endswith(rule["joiner"] + ten):
                unit = values.get(word[: -len(ten) - len(rule["joiner"])])
            elif rule["order"] == "ten first" and word.startswith(ten[:-1]):
                unit = values.get(word[len(ten) :]) if word.startswith(ten) else values.get(word[len(ten) - 1 :])
            else:
                continue
            if unit is not None and 0 < unit < 10:
                return float(value + unit)
    return None


@cache
def _heads(language: str) -> tuple[str, ...]:
    words = lexicon()[language]
    return tuple(sorted({*words["values"], *words["scales"], words["compound"]["one"]}))
