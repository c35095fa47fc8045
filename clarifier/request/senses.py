"""Reads a sentence as a row of senses, so that one cue covers many wordings: "happy with two drops" is OK, with, TWO, GOES.

Comes in: a sentence and a lexicon that names senses ([senses] NEG = ["not", "never", ...]) and cues over them. Goes out: what the
cues weigh on each side, with places in the sentence. Every word becomes one character, so a cue is a short regular expression
with bounded gaps: time is linear in the sentence. What it does not know: grammar; a sense holds for a word wherever it stands.

A cue is written in words. UPPER CASE is a sense or a shape, lower case the word itself, `a|b` either, `a?` perhaps, `!a` not here,
`..` up to four words and `...` up to nine (none of them a negation), `^` the start, `$` the end, round brackets group.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from clarifier.errors import BrokenKnowledge
from clarifier.texts import table

_TOKEN = re.compile(
    r"(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)?)|(?P<date>\d{1,4}[/.-]\d{1,2}(?:[/.-]\d{2,4})?(?![\d%])|\d{1,2}(?:st|nd|rd|th)\b)|(?P<time>\d{1,2}(?:[:.]\d\d)?[ ]?(?:[ap]\.?m\b|uhr\b|hrs\b)|\d{1,2}:\d\d)"
    r"|(?P<number>\d[\d.,]{0,11}(?:k\b)?)|(?P<mark>[,;:!?()–—]|\s-\s)"
)
_OTHER, _COMMA, _DATE, _TIME, _NUM = "\x01", ",", "DATE", "TIME", "NUM"
_FIXED = {"date": _DATE, "time": _TIME, "number": _NUM, "mark": _COMMA}
_FIRST = 0xE000  # characters no mail is made of
_ITEM = re.compile(r"\.{2,3}|[()^$]|(?<=\s)\|(?=\s)|[^\s()]+")


@dataclass(frozen=True)
class Hit:
    """A cue found in a sentence: which side it speaks for, how strongly, and where (offsets in the sentence)."""

    side: str
    weight: int
    start: int
    end: int
    denying: bool  # the cue begins with a negation of its own: "we do not insist on ..."


@dataclass(frozen=True, eq=False)
class Row:
    """A sentence as senses: one character a word, and where each word stands. Rows are told apart by being another object."""

    text: str
    codes: str
    spans: tuple[tuple[int, int], ...]

    @cached_property
    def bits(self) -> int:
        """The senses that occur, a bit each: what a cue needs is looked up without walking the words."""
        found = 0
        for code in set(self.codes):
            found |= 1 << (ord(code) - _FIRST) if code != _OTHER else 0
        return found

    def cut(self, start: int, end: int) -> "Row":
        """The words of a stretch, without reading them again; offsets stay those of the whole."""
        first = bisect_left(self.spans, (start, start))
        last = bisect_left(self.spans, (end, end))
        return Row(self.text, self.codes[first:last], self.spans[first:last])


@dataclass(frozen=True, eq=False)
class _Cue:
    side: str
    weight: int
    written: str
    needs: tuple[int, ...]  # of each of these, too, it must find one sense (bits as in Row)
    negative: bool  # it begins with a negation of its own, so none before it turns it round


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
    def _shapes_ready(self) -> dict[str, re.Pattern[str]]:
        return {}

    @cached_property
    def negations(self) -> str:
        """The characters of the words that deny."""
        return self.classes["NEG"]

    def row(self, text: str) -> Row:
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
        return Row(text, "".join(codes), tuple(places))

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

    def says(self, shape: str, row: Row) -> bool:
        """Whether a row holds a shape of the lexicon."""
        if shape not in self._shapes_ready:
            self._shapes_ready[shape] = _compiled(self, self.shapes[shape])
        return self._shapes_ready[shape].search(row.codes) is not None


@lru_cache(maxsize=512)
def row_of(name: str, text: str) -> Row:
    """A sentence as a row of senses, kept for a while: several fields are weighed on the same sentence."""
    return lexicon(name).row(text)


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
            for item in _ITEM.findall(text):
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
    for fixed in (_COMMA, _DATE, _TIME, _NUM):
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
    codes = {its: chr(_FIRST + place) for place, its in enumerate(carried)}
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


@cache
def _cue_index(name: str, field: str) -> tuple[Mapping[str, dict[_Cue, None]], tuple[_Cue, ...]]:
    """The cues of a field by the rarest word each needs, so that a sentence tries only what it may hold."""
    words = lexicon(name)
    by_code: dict[str, list[_Cue]] = {}
    always: list[_Cue] = []
    for side, strengths in words.cues[field].items():
        for strength, patterns in strengths.items():
            for pattern in patterns:
                needs = sorted(
                    _needed(words, pattern), key=lambda letters: (_commonness(words, letters), sorted(letters))
                )
                denying = pattern.startswith(("NEG", "^ NEG", "INDIFF"))
                rest = tuple(sum(1 << (ord(code) - _FIRST) for code in letters) for letters in needs[1:])
                cue = _Cue(side, _WEIGHTS[strength], pattern, rest, denying)
                for code in sorted(needs[0]) if needs else ():
                    by_code.setdefault(code, []).append(cue)
                if not needs:
                    always.append(cue)
    return {code: dict.fromkeys(cues) for code, cues in by_code.items()}, tuple(always)


def _commonness(words: Lexicon, letters: frozenset[str]) -> int:
    """How often a word of these senses is met: small words stand in every sentence, so no cue is looked up by them."""
    common = words.classes["COMMON"] + words.classes[_NUM] + words.classes[_DATE] + words.classes[_COMMA]
    return sum(40 if letter in common else 1 for letter in letters)


_REACH = 3  # a negation denies a cue that begins at most this many words behind it
_WEIGHTS = {"plain": 6, "sure": 3, "likely": 2, "hint": 1, "unlikely": -2, "against": -4, "never": -14}


def weigh(name: str, field: str, row: Row, turned: Mapping[str, str] | None = None) -> Iterator[Hit]:
    """What the cues of a field find in a row. A negation just before a cue hands it to the side that `turned` names."""
    by_code, always = _cue_index(name, field)
    tried = dict.fromkeys(always)
    for code in dict.fromkeys(row.codes):
        if code in by_code:
            tried.update(by_code[code])
    there = row.bits
    for cue in tried:
        for need in cue.needs:
            if not there & need:
                break
        else:
            match = _compiled_by(name, cue.written).search(row.codes)
            if match and match.end() > match.start():
                yield _hit(lexicon(name), row, cue, match, turned)


def _hit(words: Lexicon, row: Row, cue: _Cue, match: re.Match[str], turned: Mapping[str, str] | None) -> Hit:
    side = cue.side
    if turned and not cue.negative and cue.weight > 0:
        before = row.codes[max(0, match.start() - _REACH) : match.start()].rsplit(words.classes[_COMMA], 1)[-1]
        if any(code in words.negations for code in before):
            side = turned.get(side, side)
    return Hit(side, cue.weight, row.spans[match.start()][0], row.spans[match.end() - 1][1], cue.negative)


@cache
def _compiled_by(name: str, pattern: str) -> re.Pattern[str]:
    return _compiled(lexicon(name), pattern)


def _compiled(words: Lexicon, pattern: str) -> re.Pattern[str]:
    return re.compile(_expression(words, pattern))


def _expression(words: Lexicon, pattern: str) -> str:
    gap = f"[^{_ranges(words.negations)}]"
    written = []
    for item in _ITEM.findall(pattern):
        if item in ("^", "$", ")", "|"):
            written.append(item)
        elif item == "(":
            written.append("(?:")
        elif item in ("..", "..."):
            written.append(f"{gap}{{0,{4 if item == '..' else 9}}}?")
        elif item == "?":
            written.append("?")
        else:
            written.append(_one(words, item))
    return "".join(written)


def _one(words: Lexicon, item: str) -> str:
    bare = item.removeprefix("!").removesuffix("?")
    alone = [one for one in bare.split("|") if one not in words.shapes]
    letters = "".join(words.classes[one] for one in alone)
    choices = [f"[{_ranges(letters)}]"] if letters else []
    choices += [f"(?:{_expression(words, words.shapes[one])})" for one in bare.split("|") if one in words.shapes]
    written = choices[0] if len(choices) == 1 else "(?:" + "|".join(choices) + ")"
    return f"(?!{written})" if item.startswith("!") else written + ("?" if item.endswith("?") else "")


def _ranges(letters: str) -> str:
    """The inside of a character class, neighbours written as ranges."""
    written, place = "", 0
    ordered = sorted(set(letters))
    while place < len(ordered):
        last = place
        while last + 1 < len(ordered) and ord(ordered[last + 1]) == ord(ordered[last]) + 1:
            last += 1
        written += ordered[place] if last == place else f"{ordered[place]}-{ordered[last]}"
        place = last + 1
    return written


def _needed(words: Lexicon, pattern: str) -> Iterator[frozenset[str]]:
    """For each word a pattern cannot do without, the characters that may stand for it."""
    depth = 0
    items = _ITEM.findall(pattern)
    for item, following in zip(items, [*items[1:], ""], strict=True):
        depth += (item == "(") - (item == ")")
        parts = item.split("|")
        plain = (
            item not in ("^", "$", "(", ")", "|", "..", "...", "?")
            and not item.startswith("!")
            and not item.endswith("?")
        )
        if plain and not depth and following != "?" and not any(one in words.shapes for one in parts):
            yield frozenset("".join(words.classes[one] for one in parts))
