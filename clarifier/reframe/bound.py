"""The facts of a message that must survive, each bound to the words it belongs with: "240 hinge plates", "by Thursday", "not revision E".

Comes in: a text and the stretches of it that are heat. Goes out: facts in order, each with a key by which the same fact is known again in
another wording. It reuses the grammars of request/: amounts, dates, identifiers. A number is a fact wherever it stands; a negation, a
condition or a word of number only where no heat is ("nobody can be bothered", "can't string two words together" deny nothing).
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from clarifier.reframe.segments import find_quoted
from clarifier.request.dates import find_dates
from clarifier.request.identifiers import find_identifiers
from clarifier.stretches import Stretches
from clarifier.texts import table

BoundKind = Literal["identifier", "date", "amount", "name", "negation", "condition", "quote"]
_DAY = date(2026, 1, 5)  # a Monday; only where a date phrase begins and ends is asked here, not which day it is

_NUMBER = re.compile(
    r"(?:(?P<sign>\+/-\s?|±\s?|(?<![\w.,)])[+−-])|(?<![\w.,/-])|(?<=[Øø⌀]))[$€£]?\d(?:[\d.,'/:x×-]*\d)?(?:\s?[–-]\s?\d[\d.,]*)?(?:\s?(?:%|°C?|[ap]\.?m\.?(?!\w)|[kKM]\b))?(?:st|nd|rd|th)?"
)
_UNIT = re.compile(r"[ -]?(?:[A-Za-zµ][\w-]*)(?![\w'’])")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NAME = re.compile(
    r"(?<![\w'’-])[A-ZÀ-Þ][\w'’-]*[^\W_](?:(?: (?:&|and|of|de|van|von|der|la|le|du|y) | & | )[A-ZÀ-Þ][\w'’-]*[^\W_])*"
)
_SAYING = 4  # words of a quotation that is somebody's saying; fewer are the writer's own marks
_SAID = re.compile(
    r"\b(?:wrote|writes?|said|says?|told|tells|quote|words|asks|asked|emailed|mail(?:ed)?|message|reads?|states?|complains?|shouted)\b[^.!?\n]{0,60}$|:\s*$",
    re.I,
)
_NEGATION = re.compile(r"\b(?:not|no|never|none|without|neither|nor|cannot|nothing)\b|\b\w+n['’]t\b", re.I)
_CONDITION = re.compile(r"\b(?:if|unless|only|until|till|provided|as long as|subject to|except|before|after)\b", re.I)


@dataclass(frozen=True)
class Bound:
    """`text[start:end] == words`; the same fact has the same `key` in any text."""

    kind: BoundKind
    start: int
    end: int
    words: str
    key: tuple[str, ...]

    @property
    def shown(self) -> str:
        """The words as a reader is told them: "not … ship"."""
        return f"{self.words} … {self.key[2]}" if self.kind in ("negation", "condition") and self.key[2] else self.words


def find_bound(
    text: str, heat: Sequence[tuple[int, int]] = (), gone: Sequence[tuple[int, int]] = ()
) -> tuple[Bound, ...]:
    """The facts of a text, in order, none overlapping another; `heat` are its phrases of heat, `gone` the clauses that hold nothing else."""
    taken = bytearray(len(text) + 1)
    found: list[Bound] = []

    def add(kind: BoundKind, start: int, end: int, key: Iterable[str]) -> None:
        if start < end and not any(taken[start:end]):
            taken[start:end] = b"\1" * (end - start)
            found.append(Bound(kind, start, end, text[start:end], (kind, *key)))

    for start, end in find_quoted(text):
        if len(text[start:end].split()) >= _SAYING and _SAID.search(text[max(0, start - 80) : start]):
            add("quote", start, end, (_plain(text[start:end]),))
    for one in find_identifiers(text):
        if one.kind != "other" or any(c.isdigit() for c in one.value):
            add("identifier", one.start, one.end, (one.value.casefold(),))
    for day in find_dates(text, _DAY):
        end = day.start + _one_sentence(day.quote)
        if _is_said(text[day.start : end]):
            add("date", day.start, end, (_plain(text[day.start : end]),))
    for number in _NUMBER.finditer(text):
        start = _named_start(text, number.start())
        end = number.end() if start < number.start() else _thing_end(text, number.end())
        add("amount", start, end, (_plain(text[start:end]),))
    for number in _worded().finditer(text):
        end = _thing_end(text, number.end())
        add("amount", number.start(), end, (_plain(text[number.start() : end]),))
    for start, end in find_names(text):
        end -= 2 if text[start:end].endswith(("'s", "’s")) else 0
        add("name", start, end, (_plain(text[start:end]),))
    for marks, kind in ((_NEGATION, "negation"), (_CONDITION, "condition")):
        for mark in marks.finditer(text):
            add(kind, mark.start(), mark.end(), (_marker(mark[0]), _next_content(text, mark.end())))  # type: ignore[arg-type]
    return surviving(sorted(found, key=lambda one: one.start), heat, gone)


def surviving(
    facts: Sequence[Bound], heat: Sequence[tuple[int, int]], gone: Sequence[tuple[int, int]]
) -> tuple[Bound, ...]:
    """The facts that count although there is heat: "nobody can be bothered" denies nothing, "two brain cells" count nothing."""
    hotly, away = Stretches(heat), Stretches(gone)

    def stands(one: Bound) -> bool:
        hot = hotly.touch(one.start, one.end)
        lost = hot or away.touch(one.start, one.end)
        if one.kind in ("negation", "condition") or (one.kind == "amount" and _is_worded(one.words)):
            return not lost
        if one.kind == "date":
            return not (hot and _is_worded(one.words)) and not (lost and is_vague(one.words))
        return True

    return tuple(one for one in facts if stands(one))


def find_names(text: str) -> list[tuple[int, int]]:
    """Names: capitalised words that stand inside a sentence, or at its head where they stand inside another one too."""
    common = _common()
    inside: list[tuple[int, int]] = []
    heads: list[tuple[int, int]] = []
    for match in _NAME.finditer(text):
        start, end = match.span()
        is_head = not text[:start].strip() or re.search(
            r"[.!?:;\n\"“(•]\s*$|[-–—*]\s+$|\d[.)]\s+$", text[max(0, start - 4) : start]
        )
        words = text[start:end].split()
        if is_head and len(words) > 1 and words[0].casefold() in _verbs():  # "Ring Priestley's": the head is no name
            start += len(words[0]) + 1
            words = words[1:]
        while words and words[0].casefold().strip("'’") in common:  # "The Calder order", "On Monday Hedley said"
            start += len(words[0]) + 1
            words = words[1:]
        while words and words[-1].casefold() in common:
            end -= len(words[-1]) + 1
            words = words[:-1]
        if not words or start >= end or all(len(w) > 1 and w.isupper() and not w.isalpha() for w in words):
            continue
        shouted = all(w.isupper() and len(w) > 3 for w in words) and _is_shouted(text, start, end)
        if shouted:
            continue
        (heads if is_head and start == match.start() and len(words) == 1 else inside).append((start, end))
    known = {text[slice(*span)].casefold() for span in inside}
    return sorted(
        [*inside, *(span for span in heads if text[slice(*span)].casefold() in known or _possessive(text, span))]
    )


_PRONOUN = re.compile(r"\b(?:she|he|her|his|him)\b", re.I)
_OF_FIRM = re.compile(
    r"\b(?:for|from|at|to|with|customer|client|account|of|lost?|by|in|sold|promised|quoted|told|gave|owe|owes|shipped|sent|charged?|costs?|lose|losing)\s$",
    re.I,
)


def is_person(text: str, name: Bound) -> bool:
    """A single name that nothing marks as a firm's: who is blamed, where it stands in heat, and no fact that must survive."""
    if name.kind != "name" or len(name.words.split()) > 1:
        return False
    return _PRONOUN.search(text, name.end, name.end + 160) is not None or not _OF_FIRM.search(
        text[max(0, name.start - 20) : name.start]
    )


def compare(
    text: str, before: Sequence[Bound], rewritten: str, after: Sequence[Bound]
) -> tuple[list[str], list[str], list[str]]:
    """The words of the facts that were kept, lost and added. What stands in both texts word for word is the same fact, however it is read."""
    ours, theirs = {one.key for one in before}, {one.key for one in after}
    old, new = _plain(text), _plain(rewritten)
    kept = [one.shown for one in before if one.key in theirs or _stands(one, new)]
    lost = [one.shown for one in before if one.key not in theirs and not _stands(one, new)]
    added = [one.shown for one in after if one.key not in ours and not _stands(one, old)]
    return list(dict.fromkeys(kept)), list(dict.fromkeys(lost)), list(dict.fromkeys(added))


def stands_in(words: str, text: str) -> bool:
    """Whether words stand in a text as they are: "200" does not in "1,200", nor "5 tonne" in "7.5 tonne"."""
    return re.search(rf"(?<!\w)(?<!\d[.,]){re.escape(words)}(?!\w)(?![.,]\d)", text) is not None


def _stands(one: Bound, plain: str) -> bool:
    """Whether the words of a fact stand in a text; of a negation or a condition, the mark and the word it is about."""
    if one.kind in ("negation", "condition"):
        return (
            re.search(rf"(?<!\w){re.escape(_plain(one.words))}(?!\w).{{0,30}}(?<!\w){re.escape(one.key[2])}", plain)
            is not None
        )
    if one.kind == "identifier" and stands_in(one.key[1], plain):
        return True
    return stands_in(_plain(one.words), plain)


@cache
def _verbs() -> frozenset[str]:
    return frozenset(table("lexicons/asks")["verbs"])


@cache
def _common() -> frozenset[str]:
    return frozenset(table("lexicons/bound")["common"])


@cache
def _worded() -> re.Pattern[str]:
    words = table("lexicons/bound")
    return re.compile(
        rf"\b(?:{'|'.join(words['numbers'])})(?:[ -](?:{'|'.join(words['numbers'])}))* (?=(?:\w+ ){{0,2}}(?:{'|'.join(words['things'])})\b)",
        re.I,
    )


def is_vague(date: str) -> bool:
    """Whether a date phrase names no day, month or number that a message could not do without: "today", "in a fortnight"."""
    vague: list[str] = table("lexicons/bound")["vague_dates"]
    return _NAMED_DAY.search(date) is None or _plain(date) in vague


_NAMED_DAY = re.compile(
    r"\d|\b(?:mon|tue|wed|thu|fri|sat|sun|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|easter|christmas|diwali)",
    re.I,
)


def _one_sentence(quote: str) -> int:
    """How much of a date phrase stands in one sentence: "May. Fourth" is May."""
    cut = re.search(r"[.!?]\s+(?=[A-Z])", quote)
    return cut.start() if cut else len(quote)


def _is_said(quote: str) -> bool:
    """Whether a date phrase says a day at all: "now", "again" and "once" say none."""
    none: list[str] = table("lexicons/bound")["no_dates"]
    return _plain(quote) not in none


def _is_worded(quote: str) -> bool:
    return not any(c.isdigit() for c in quote)


def _thing_end(text: str, end: int) -> int:
    """Where the thing counted ends: its unit or noun, one or two words behind the number."""
    stops = _stops()
    for _ in range(2):
        match = _UNIT.match(text, end)
        if not match or match[0].strip(" -").casefold() in stops:
            break
        end = match.end()
    return end


def _named_start(text: str, start: int) -> int:
    """Where a number's name begins: "day 19", "line 2", "page 6"."""
    before = re.compile(rf"\b(?:{'|'.join(table('lexicons/bound')['named'])})\s$", re.I).search(
        text[max(0, start - 12) : start]
    )
    return start - len(before[0]) if before else start


@cache
def _stops() -> frozenset[str]:
    return frozenset(table("lexicons/bound")["stops"])


def _plain(words: str) -> str:
    return re.sub(r"[\s’]+", lambda m: "'" if "’" in m[0] else " ", words.casefold()).strip(" .,;:!?\"'()")


def _marker(words: str) -> str:
    word = words.casefold().replace("’", "'")
    return "not" if word.endswith("n't") or word in ("not", "cannot", "never", "no", "nothing", "none") else word


def _next_content(text: str, at: int) -> str:
    """The next word that carries meaning."""
    stops = _stops()
    clause = re.compile(r"[^.,;:!?\n()\"“”]{0,60}").match(text, at)
    for match in _WORD.finditer(text, at, clause.end() if clause else at):
        if match[0].casefold() not in stops:
            return match[0].casefold()
    return ""


def _possessive(text: str, span: tuple[int, int]) -> bool:
    return text[span[0] : span[1]].endswith(("'s", "’s"))


def _is_shouted(text: str, start: int, end: int) -> bool:
    around = re.findall(r"[^\W\d_]{3,}", text[max(0, start - 40) : end + 40])
    loud = sum(word.isupper() for word in around)
    return len(around) > 1 and loud > 0.6 * len(around)
