"""Weighs a row of senses with cues, so that one cue covers many wordings: "OK .. TWO GOES" finds "happy with two drops".

Comes in: a sentence as a row (lexicon.py) and the cues of a field in the same lexicon. Goes out: what the cues weigh on each side, with
places in the sentence. Every word is one character, so a cue is a short regular expression with bounded gaps: time is linear in
the sentence. A cue is looked up by its rarest word, so that a sentence tries only the cues it may hold.

A cue is written in words. UPPER CASE is a sense or a shape, lower case the word itself, `a|b` either, `a?` perhaps, `!a` not here,
`..` up to four words and `...` up to nine (none of them a negation), `^` the start, `$` the end, round brackets group.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from clarifier.request.lexicon import COMMA, DATE, FIRST, ITEM, NUM, Lexicon, Row, lexicon


@dataclass(frozen=True)
class Hit:
    """A cue found in a sentence: which side it speaks for, how strongly, and where (offsets in the sentence)."""

    side: str
    weight: int
    start: int
    end: int
    denying: bool  # the cue begins with a negation of its own: "we do not insist on ..."


@dataclass(frozen=True, eq=False)
class _Cue:
    side: str
    weight: int
    written: str
    needs: tuple[int, ...]  # of each of these, too, it must find one sense (bits as in Row)
    negative: bool  # it begins with a negation of its own, so none before it turns it round


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
                rest = tuple(sum(1 << (ord(code) - FIRST) for code in letters) for letters in needs[1:])
                cue = _Cue(side, _WEIGHTS[strength], pattern, rest, denying)
                for code in sorted(needs[0]) if needs else ():
                    by_code.setdefault(code, []).append(cue)
                if not needs:
                    always.append(cue)
    return {code: dict.fromkeys(cues) for code, cues in by_code.items()}, tuple(always)


def _commonness(words: Lexicon, letters: frozenset[str]) -> int:
    """How often a word of these senses is met: small words stand in every sentence, so no cue is looked up by them."""
    common = words.classes["COMMON"] + words.classes[NUM] + words.classes[DATE] + words.classes[COMMA]
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
        before = row.codes[max(0, match.start() - _REACH) : match.start()].rsplit(words.classes[COMMA], 1)[-1]
        if any(code in words.negations for code in before):
            side = turned.get(side, side)
    return Hit(side, cue.weight, row.spans[match.start()][0], row.spans[match.end() - 1][1], cue.negative)


def says(name: str, shape: str, row: Row) -> bool:
    """Whether a row holds a shape of the lexicon."""
    return _shape(name, shape).search(row.codes) is not None


@cache
def _shape(name: str, shape: str) -> re.Pattern[str]:
    return _compiled(lexicon(name), lexicon(name).shapes[shape])


@cache
def _compiled_by(name: str, pattern: str) -> re.Pattern[str]:
    return _compiled(lexicon(name), pattern)


def _compiled(words: Lexicon, pattern: str) -> re.Pattern[str]:
    return re.compile(_expression(words, pattern))


def _expression(words: Lexicon, pattern: str) -> str:
    gap = f"[^{_ranges(words.negations)}]"
    written = []
    for item in ITEM.findall(pattern):
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
    items = ITEM.findall(pattern)
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
