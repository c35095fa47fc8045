"""Whether a paper is an order at all, which of its words are small print, and the day it says it was written.

Comes in: a paper's text. Goes out: "" for an order, else what it is instead, by its title or by the words it is full of;
the stretches that are legal boilerplate. Words are data: knowledge/lexicons/papers.toml. What has no title and no such
words counts as an order: losing one is worse than asking.
"""

import re
from collections.abc import Iterator
from functools import cache

from clarifier.mail.thread import Folded
from clarifier.texts import table

_TITLES_WITHIN = 25  # lines
_LABELS_WITHIN = 60  # lines
_CELLS = re.compile(r"\t+|[ ]{3,}|[ ]?\|[ ]?")
_NUMBERED = r"(?:[ ]?(?:no|nr|number|nummer|numéro|n°|#)?[.:]?[ ]?[#:]?[ ]?[\w/.-]{0,25}\d[\w/.-]{0,25})?[ :]*"
_ENOUGH = 3  # words of a kind that make a paper without a title one


def what_it_is(text: str) -> str:
    """What a paper is that is no order ("an invoice"), "" for an order."""
    for line in text.split("\n")[:_TITLES_WITHIN]:
        for cell in _CELLS.split(line.strip()):
            words = " ".join(cell.casefold().split())
            if not words or len(words) > 80:
                continue
            if _order_title().fullmatch(words):
                return ""
            for what, title, _ in _others():
                if title.fullmatch(words):
                    return what
    folded = text[:60_000].casefold()
    for what, _, telling in _others():
        if telling and len({match[0] for match in telling.finditer(folded)}) >= _ENOUGH + (len(folded) > 20_000):
            return what
    return ""


def small_print(text: str) -> tuple[Folded, ...]:
    """The stretches of an order that are terms and conditions: under their heading, or paragraphs full of their words."""
    folds: list[Folded] = []
    within = False
    for start, end in _paragraphs(text):
        words = text[start:end]
        heads = bool(_terms_heading().match(" ".join(words.split("\n", 1)[0].casefold().split())))
        legal = len({match[0] for match in _legal().finditer(words.casefold())})
        rows = any(len([c for c in _CELLS.split(line.strip()) if c]) > 3 for line in words.split("\n"))
        within = heads or (within and not rows)
        if not rows and (heads or legal >= 2 or (within and (legal or len(words) > 200))):
            if folds and not text[folds[-1].end : start].strip():
                folds[-1] = Folded("disclaimer", folds[-1].start, end)
            else:
                folds.append(Folded("disclaimer", start, end))
    return tuple(folds)


def day_of(text: str) -> str:
    """The words of the day an order says it was written on, "" where it says none."""
    for line in text.split("\n")[:_LABELS_WITHIN]:
        if match := _day_label().search(line):
            return match[1].strip()
    return ""


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches of lines between blank lines; rows of cells part from running words."""
    start, end, offset = -1, 0, 0
    for line in text.split("\n"):
        place, offset = offset, offset + len(line) + 1
        row = len([cell for cell in _CELLS.split(line.strip()) if cell]) > 1
        if start >= 0 and (not line.strip() or row):
            yield start, end
            start = -1
        if line.strip() and row:
            yield place, place + len(line)
        elif line.strip():
            start = place if start < 0 else start
            end = place + len(line)
    if start >= 0:
        yield start, end


@cache
def _order_title() -> re.Pattern[str]:
    return re.compile("(?:" + "|".join(table("lexicons/papers")["order"]["titles"]) + ")" + _NUMBERED)


@cache
def _others() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    """Each kind that is no order: its name, its titles, the words it is full of."""
    return tuple(
        (
            kind["what"],
            re.compile("(?:" + "|".join(kind["titles"]) + ")" + _NUMBERED),
            re.compile("|".join(kind["words"])) if kind.get("words") else None,
        )
        for kind in table("lexicons/papers")["other"]
    )


@cache
def _terms_heading() -> re.Pattern[str]:
    return re.compile(
        r"(?:[\dIVX]{1,3}[.)]? ?)?(?:" + "|".join(table("lexicons/papers")["terms"]["headings"]) + r")\b.{0,60}$"
    )


@cache
def _legal() -> re.Pattern[str]:
    return re.compile("|".join(table("lexicons/papers")["terms"]["words"]))


@cache
def _day_label() -> re.Pattern[str]:
    labels = "|".join(table("lexicons/papers")["day"]["labels"])
    return re.compile(
        rf"(?:^|\t|[ ]{{2}})(?:{labels})[ ]?[:.]?[\t ]+(\d[^\t\n]{{5,24}}|[^\W\d_]{{3,12}}[ .]{{1,2}}\d[^\t\n]{{4,18}})",
        re.I,
    )
