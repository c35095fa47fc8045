"""Cuts a message into sentences, and a sentence into the clauses that can be kept, turned or left out.

Comes in: the text of a message. Goes out: sentences with their clauses, offsets into that text. What stands between quotation marks is
never cut. It knows no grammar beyond the words that open a clause (knowledge/lexicons/clauses.toml).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from clarifier.request.passages import Passage, find_passages
from clarifier.stretches import Stretches
from clarifier.texts import table

QUOTED = re.compile(
    r"[\"“„«][^\"“”„«»\n]{1,400}[\"”“»]|(?<!\w)['‘](?:[^'‘’\n]|(?<=\w)['’](?=\w)){2,300}['’](?!\w)"
)  # an apostrophe inside a word ends no quotation
_BRACKETED = re.compile(r"\([^()\n]{1,200}\)")
_MEASURE = re.compile(r"\d\s?(?:in|ft|oz|lbs?|dia|ga|no|nos|approx|max|min)\.$", re.I)
_STOP = re.compile(r"[.!?…;:]+[\"'”’)\]]*$|[\"'”’)\]]+$")
_OBJECT = re.compile(r"(?:if|when|whenever|who|whose|which)\b", re.I)
_ASKED = re.compile(
    r"\b(?:ask|asks|them|know|see|me|us|him|her|check|tell|out|sure|wonder|say|clear|decide|remember)$", re.I
)
_TIED = re.compile(r"\b(?:if|because|since|when|so|and|but|while|as|unless|or|than)$", re.I)
_THREAT = re.compile(
    r"(?<! )[ ]+(?=(?:i|we)(?:['’]ll| will| shall| am| pull| go| take| stop| cancel| walk| send| call| escalate)\b)",
    re.I,
)
_WHOEVER = re.compile(r"\b(?:somebody|someone|anybody|anyone|person|one of you)$", re.I)
_CONDITION = re.compile(r"(?:if|unless)\b", re.I)
_BY_DAY = re.compile(
    r"(?:by|before|until|till) (?:the \d|\d|noon|lunch|mon|tue|wed|thu|fri|sat|sun|end of|close|tomorrow|tonight|eo[dw]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|next|this)",
    re.I,
)
_PLEASE = re.compile(r"please(?=[ ]?[,.!?]|$)", re.I)
_BULLET = re.compile(r"[ \t]*(?:[-*•·–—▪►>]|\(?\d{1,2}[.)]|\(?[a-h]\))[ \t]+")


@dataclass(frozen=True)
class Clause:
    """`text[start:end]` is the clause, `text[link_start:start]` what ties it to the one before (", and "); `opener` its first word."""

    start: int
    end: int
    link_start: int
    opener: str
    depends: bool  # because, which, instead of: it cannot stand without the clause before


@dataclass(frozen=True)
class Sentence:
    """`text[start:end]`; its closing marks begin at `stop`. `bullet` is where the words of a listed point begin."""

    start: int
    end: int
    stop: int
    clauses: tuple[Clause, ...]


def find_sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a message, in order."""
    held = Stretches([*find_quoted(text), *(match.span() for match in _BRACKETED.finditer(text))])
    found = []
    for passage in _whole(text, find_passages(text), held):
        start = passage.start
        if bullet := _BULLET.match(text, start, passage.end):
            start = bullet.end()
        closing = _STOP.search(text, start, passage.end)
        stop = closing.start() if closing else passage.end
        if text[start:stop].strip():
            found.append(Sentence(start, passage.end, stop, tuple(_clauses(text, start, stop, held))))
    return tuple(found)


def _whole(text: str, passages: Sequence[Passage], held: Stretches) -> list[Passage]:
    """Passages that end inside a quotation, a bracket or a measure ("3 in. discharge") go on to the end of it."""
    found: list[Passage] = []
    for passage in passages:
        measured = (
            found and _MEASURE.search(text, max(0, found[-1].end - 10), found[-1].end) and text[passage.start].islower()
        )
        if measured or (found and any(passage.start < end for _, end in held.around(found[-1].end))):
            found[-1] = replace(found[-1], end=passage.end)
        else:
            found.append(passage)
    return found


def find_quoted(text: str) -> list[tuple[int, int]]:
    """The stretches between quotation marks."""
    return [match.span() for match in QUOTED.finditer(text)]


@cache
def _links() -> re.Pattern[str]:
    words = table("lexicons/clauses")
    subjects = "|".join(words["subjects"])
    depends = "|".join(words["depends"])
    opens = "|".join(words["opens"])
    return re.compile(
        rf"(?P<dash>(?<! )[ ]+[-–—]+[ ]+|[—]|(?<=\w):[ ]+)"
        rf"|(?P<comma>,[ ]+(?:(?:and|but|or|yet|plus|then|nor|so(?! (?:that|i|we|they|their|the|he|she|it|you|my|our)\b))[ ]+)?)"
        rf"|(?P<and>(?<! )[ ]+(?:and|but|or)[ ]+(?=(?:(?:first|then|now|also|so|yet|still|instead|next time) )?(?:{subjects}|{opens})\b))"
        rf"|(?P<depends>(?<!['’]d)(?<!\bwould)(?<! )[ ]+(?=(?:{depends})\b))",
        re.I,
    )


def _is_apposition(text: str, cuts: Sequence[tuple[int, int]], place: int, stop: int) -> bool:
    """Whether what follows a comma is a number that tells more of the thing before it: "the contract, £86,000, if ..."."""
    start, end = cuts[place]
    words = text[end : cuts[place + 1][0] if place + 1 < len(cuts) else stop].split()
    return text[start:end].strip() == "," and len(words) <= 3 and any(c.isdigit() for word in words for c in word)


def _holds(text: str, start: int, match: re.Match[str]) -> bool:
    """Whether a link ties its words too closely to be cut there."""
    before, after = text[max(start, match.start() - 12) : match.start()], match.end()
    if match["comma"] and text[after : after + 1].isdigit() and before[-1:].isdigit():
        return True  # "3, 5 and 6"
    if match[0].strip() == ",":
        return (
            before.casefold().endswith(", please")
            or _PLEASE.match(text, after) is not None
            or _BY_DAY.match(text, after) is not None
        )
    if not match["depends"]:
        return False
    if _WHOEVER.search(before) and re.match(r"(?:who|with)\b", text[after:], re.I):
        return True  # "somebody who is not Gareth should ..."
    asked = _OBJECT.match(text, after) and _ASKED.search(before)  # "ask them if": what is asked, and no condition
    return bool(asked or _TIED.search(before))  # "if that isn't": one opening, not two


@cache
def _depends() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(table('lexicons/clauses')['depends'])})\b", re.I)


def _asks(text: str, start: int, stop: int) -> bool:
    """Whether a sentence opens as a question: "Which finish is right?"."""
    return text[stop : stop + 1] == "?" and _OBJECT.match(text, start) is not None


def _clauses(text: str, start: int, stop: int, held: Stretches) -> list[Clause]:
    matches = [match for match in _links().finditer(text, start, stop) if not _holds(text, start, match)]
    if _CONDITION.match(text, start, stop):
        matches += _THREAT.finditer(text, start, stop)
    cuts = sorted(match.span() for match in matches if match.start() > start and not held.touch(*match.span()))
    cuts = [cut for place, cut in enumerate(cuts) if not _is_apposition(text, cuts, place, stop)]
    found = []
    link, begin = start, start
    for cut_start, cut_end in [*cuts, (stop, stop)]:
        if cut_start > begin and text[begin:cut_start].strip():
            opener = re.match(r"[\w'’-]+", text[begin:cut_start])
            found.append(
                Clause(
                    begin,
                    cut_start,
                    link,
                    opener[0].casefold() if opener else "",
                    bool(_depends().match(text, begin, cut_start))
                    and not (begin == start and _asks(text, start, stop)),
                )
            )
            link = cut_start
        begin = max(begin, cut_end)
    return found or [Clause(start, stop, start, "", False)]
