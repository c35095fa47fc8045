"""Cuts a message into passages as its writer meant them: sentences, bullets, rows of a list or table, labelled lines.

Comes in: the text of a message (folded parts blanked). Goes out: passages in order, with offsets into that text.
"""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from clarifier.texts import table

PassageKind = Literal["sentence", "bullet", "row", "label"]

_BULLET = re.compile(r"[ \t]*(?:[-*•·–—▪◦►>→+✓‣o]|\(?\d{1,2}[.)]|\(?[a-h]\))[ \t]+(?=\S)")
_LABEL = re.compile(r"[ \t]*([A-Za-zÀ-ž][\w '’/&.À-ž-]{1,38}?)[ \t]*[:：=][ \t]*(?=\S|$)")
_COLUMNS = re.compile(r"\t|[ ]{3,}|[ ]\|[ ]?|\.{4,}")
_SENTENCE_END = re.compile(r"(?:(?<!\.)(?:\.{1,3}(?!\.)|(?<![!?…])[!?…]++[.!?]*+)[\"'”’)\]]*+|[;])(?=\s)|[.!?]$")
_LAST_WORD = re.compile(r"([\w/.]+)\.$")
_GLUED_DIGITS = re.compile(r"^\d+(?=[a-z])(?!(?:st|nd|rd|th)$)")
_NAMED = re.compile(r"\b(?:att?n|attention|att|c/o|mr|mrs|ms|contact|ask for)\b[.:]{0,2} \Z", re.I)  # "attn. S. Holm"
_OPENER = re.compile(r"\s([A-Z][a-z]*)\b")
_LONGEST = 1200  # characters of a passage: a sentence without a stop is cut at its last gap, so that no judgement looks farther


_MONTH = re.compile(
    r"\s{1,3}(?:Jan|Jän|Feb|Mär|Mar|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)[a-zäö]{0,7}\b"
)  # "am 1. Dezember"

_DAY_AND_MONTH = re.compile(r"\d{1,2}\.\d{1,2}")

# lines that begin or end with an amount: "60 navy", "14 - 10 ft sticks", "six of the racks", "Duvet covers: 260 pcs"
_LIST_LINES = (
    re.compile(
        r"(?:(?:item|itm|line|ln)\.? ?\d{1,3}[.):]?[ \t]{2}|pos(?:ition)?\.? ?\d{1,3}[.):]?[ \t])[ \t]{0,9}\S", re.I
    ),
    re.compile(
        r"(?:~|ca\.? ?|approx\.? ?|about )?\d[\d.,']{0,9}(?: \d{3})?[ ]?(?:[xX×] ?|[A-Za-z]{1,9}\.?)?[ \t]+[A-Za-zÀ-ž(\"“]"
    ),
    re.compile(r"\d{1,6}[ ]{0,3}(?:[-–x×@][ ]{1,3})\S"),
    re.compile(
        r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|a pair|a dozen|half a dozen)\b[ -]\S",
        re.I,
    ),
    re.compile(
        r"[^\n]{3,70}?(?:[:=–—-]|[ \t][xX×]|[ \t])[ \t]?\d[\d.,' ]{0,9}[ ]?(?:[A-Za-zÀ-ž]{1,9}\.?)?(?: in \d[^\n]{1,20})?$"
    ),
    re.compile(r"[^\n:()]{2,40}?[ \t]{2,}\d[\d.,]{0,9}[ ]{1,3}\([^()\n]{1,50}\)$"),
)


@dataclass(frozen=True)
class Passage:
    """`text[start:end]` without its bullet; `introduced_by` is the index of the sentence ending in a colon above a list."""

    start: int
    end: int
    kind: PassageKind
    label: str = ""  # of a labelled line: the words before the colon
    introduced_by: int | None = None


@cache
def abbreviations() -> frozenset[str]:
    """Words whose full stop ends no sentence."""
    return frozenset(table("lexicons/sentences")["abbreviations"])


@cache
def _unit_abbreviations() -> frozenset[str]:
    return frozenset(table("lexicons/sentences")["units"])


@cache
def _openers() -> frozenset[str]:
    """Words that begin a sentence behind "30 pcs."; a name of goods there goes on: "30 pcs. Rollen"."""
    return frozenset(table("lexicons/sentences")["openers"])


def find_passages(text: str) -> list[Passage]:
    """The passages of a text, in order. Blank stretches belong to none."""
    lines = _lines(text)
    passages: list[Passage] = []
    intro: int | None = None
    paragraph: list[tuple[int, int]] = []

    def close_paragraph() -> None:
        nonlocal intro
        if paragraph:
            pieces = _sentences(text, paragraph[0][0], paragraph[-1][1], _breaks(text, paragraph))
            listed = _in_list(text, pieces)
            passages.extend(
                Passage(*piece, "row" if place in listed else "sentence") for place, piece in enumerate(pieces)
            )
            intro = len(passages) - 1 if text[: paragraph[-1][1]].rstrip().endswith((":", "：")) else None
            paragraph.clear()

    kinds = _kinds(text, lines)
    for (start, end), kind in zip(lines, kinds, strict=True):
        if kind == "blank":
            close_paragraph()
        elif kind == "plain":
            paragraph.append((start, end))
        elif kind == "continued" and passages and not paragraph:
            last = passages[-1]
            passages[-1] = Passage(last.start, end, last.kind, last.label, last.introduced_by)
        else:
            close_paragraph()
            bullet = _BULLET.match(text, start, end)
            begin = bullet.end() if bullet and kind == "bullet" else start
            label = _LABEL.match(text, begin, end)
            name = label[1].strip() if label else ""
            if kind == "label":
                pieces = _sentences(text, begin, end, [])
                passages.append(Passage(*pieces[0], "label", name, None))
                passages += [Passage(*piece, "sentence") for piece in pieces[1:]]
                if text[begin:end].rstrip().endswith((":", "：")):
                    intro = len(passages) - 1
            else:
                first = len(passages)
                pieces = _sentences(text, begin, end, []) if kind == "bullet" else [(begin, end)]
                for piece_start, piece_end in pieces:
                    shown: PassageKind = kind if len(passages) == first else "sentence"  # type: ignore[assignment]
                    passages.append(
                        Passage(piece_start, piece_end, shown, name if len(passages) == first else "", intro)
                    )
    close_paragraph()
    return [piece for p in passages if text[p.start : p.end].strip() for piece in _pieces(text, p)]


def _pieces(text: str, passage: Passage) -> Iterator[Passage]:
    """The passage, cut where it is longer than anybody's sentence."""
    kind, start = passage.kind, passage.start
    while passage.end - start > _LONGEST:
        gap = max(text.rfind(sign, start + _LONGEST // 2, start + _LONGEST) for sign in " ,;\n\t")
        cut = gap + 1 if gap > 0 else start + _LONGEST
        yield Passage(start, cut, kind, passage.label if start == passage.start else "", passage.introduced_by)
        kind, start = "sentence" if kind == "label" else kind, cut
    yield Passage(start, passage.end, kind, passage.label if start == passage.start else "", passage.introduced_by)


def _lines(text: str) -> list[tuple[int, int]]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def _kinds(text: str, lines: list[tuple[int, int]]) -> list[str]:
    """One kind a line: blank, plain, bullet, row, label, or continued (the indented rest of a bullet)."""
    kinds: list[str] = []
    for start, end in lines:
        line = text[start:end]
        if not line.strip():
            kinds.append("blank")
        elif _BULLET.match(line):
            kinds.append("bullet")
        elif len(_COLUMNS.findall(line.strip())) >= 1 and re.search(r"\d", line):
            kinds.append("row")
        elif (label := _LABEL.match(line)) and len(label[1].split()) <= 5 and not re.search(r"\d$", label[1]):
            kinds.append("label")
        elif kinds and kinds[-1] in ("bullet", "continued") and line[:1].isspace():
            kinds.append("continued")
        else:
            kinds.append("plain")
    return _list_runs(text, lines, kinds)


def _list_runs(text: str, lines: list[tuple[int, int]], kinds: list[str]) -> list[str]:
    """Two or more short lines in a run that begin or end with an amount are a list, bullets or not."""
    looks = [
        kind in ("plain", "label") and len(text[slice(*span)].strip()) <= 80 and _is_list_like(text[slice(*span)])
        for kind, span in zip(kinds, lines, strict=True)
    ]
    result = list(kinds)
    for place, look in enumerate(looks):
        beside = (place > 0 and (looks[place - 1] or kinds[place - 1] == "row")) or (
            place + 1 < len(looks) and (looks[place + 1] or kinds[place + 1] == "row")
        )
        if look and beside:
            result[place] = "row"
    return result


def _in_list(text: str, pieces: list[tuple[int, int]]) -> set[int]:
    """The pieces of a paragraph that semicolons part, each with an amount at its start or end: "rope, 2 coils; shackles, 10 pcs"."""
    found: set[int] = set()
    chain: list[int] = []
    for place, (_, end) in enumerate(pieces):
        chain.append(place)
        if text[end - 1] == ";" and place + 1 < len(pieces):
            continue
        looks = [one for one in chain if _is_list_like(text[slice(*pieces[one])].rstrip("; ."))]
        if len(looks) > 2 and looks[-1] == chain[-1]:
            found.update(looks)
        chain = []
    return found


def _is_list_like(line: str) -> bool:
    stripped = line.strip()
    if stripped.endswith((":", "：")):
        return False
    if stripped.endswith((".", "!", "?", ",")) and len(stripped.split()) > 8:
        return False
    return any(shape.match(stripped) for shape in _LIST_LINES)


def _breaks(text: str, paragraph: list[tuple[int, int]]) -> list[int]:
    """Where a line break inside a paragraph ends a statement: after a short line that is no wrap of the next."""
    longest = max(end - start for start, end in paragraph)
    breaks = []
    for (start, end), (next_start, next_end) in itertools.pairwise(paragraph):
        following = text[next_start:next_end].lstrip()
        first_word = following.split(" ", 1)[0]
        full = end - start + len(first_word) + 1 > min(longest, 100) - 1 and end - start > 40
        flows = following[:1].islower() and longest > 55 and end - start > 0.75 * longest
        if not full and not flows:
            breaks.append(end)
    return breaks


def _sentences(text: str, start: int, end: int, breaks: list[int]) -> list[tuple[int, int]]:
    cuts = set(breaks)
    for match in _SENTENCE_END.finditer(text, start, end):
        if match[0] == ".":
            word = _LAST_WORD.search(text, max(start, match.start() - 16), match.end())
            spelled = word[1].casefold() if word else ""
            spelled = _GLUED_DIGITS.sub("", spelled)  # "6no. benches"
            following = text[match.end() : min(end, match.end() + 40)].lstrip()[:1]
            opened = _OPENER.match(text, match.end(), end)
            if spelled in _unit_abbreviations() and opened and opened[1] in _openers():
                cuts.add(match.end())
                continue
            if (
                spelled in abbreviations()
                or (len(spelled) == 1 and spelled.isalpha() and not following.isupper())
                or (len(spelled) == 1 and _NAMED.search(text, max(start, match.start() - 40), match.start() - 1))
                or (spelled.isdigit() and len(spelled) <= 2 and _MONTH.match(text, match.end()))
                or (_DAY_AND_MONTH.fullmatch(spelled) and following.islower())  # "am 31.03. beginnt die Montage"
                or (
                    spelled.isdigit()
                    and len(spelled) <= 2
                    and following.islower()
                    and text[match.start() - len(spelled) - 1 : match.start() - len(spelled)] not in ("$", "€", "£")
                )
            ):
                continue
        cuts.add(match.end())
    pieces, begin = [], start
    for cut in [*sorted(cuts), end]:
        if cut > begin and text[begin:cut].strip():
            lead = len(text[begin:cut]) - len(text[begin:cut].lstrip())
            pieces.append((begin + lead, begin + len(text[begin:cut].rstrip())))
        begin = max(begin, cut)
    return pieces
