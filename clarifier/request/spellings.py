"""The words of a text, each with the spellings by which a phrasebook may know it.

Comes in: a text, the spans of it that stay as they are, those that phrases may speak of, and the phrasebook. Goes out: its words and marks
in order. A word without its accents is known ("prosze", "gruss"); an initial, a label ("a)", "Rev. A") and a number of three letters
in brackets ("(VI)") are no words of the language. Time is linear in the text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clarifier.request.passages import abbreviations
from clarifier.request.phrasebook import TOKEN, Phrasebook

_NUMBER = re.compile(r"\d[\d.,'’]{0,20}")
_OPENS = frozenset('.!?¿¡:;([-–—*•·>"“„«\t|/')
_ENDS = frozenset(".!?:;()>")  # a gap does not run over these
_GOES_ON = re.compile(r"[ \t]{1,3}[^\W\d_]")  # a letter that is a word has a word behind it


@dataclass(frozen=True)
class Word:
    """A word, mark or amount of a text; `forms` are the spellings by which a phrase may know it."""

    start: int
    end: int
    forms: tuple[str, ...]
    opens: bool  # it stands where a capital says nothing
    capital: bool
    ends: bool  # a mark that ends a clause, or a word that denies
    fixed: bool  # an amount, a date, a code


def words_of(
    text: str, kept: Sequence[tuple[int, int]], marked: Mapping[tuple[int, int], str], book: Phrasebook
) -> list[Word]:
    """The words of a text in order; what is kept is one word that only a gap can hold, or `#`."""
    found: list[Word] = []
    place, opens, before = 0, True, ""
    spans = iter([*kept, (len(text) + 1, len(text) + 1)])
    span = next(spans)
    while match := TOKEN.search(text, place):
        while span[1] <= match.start():
            span = next(spans)
        opens = opens or "\n" in text[place : match.start()] or "\t" in text[place : match.start()]
        if span[0] < match.end():
            start, end = min(span[0], match.start()), max(span[1], match.start() + 1)
            said = (marked[span], text[start:end].lower()) if span in marked else ()
            found.append(Word(start, end, said, False, False, False, fixed=True))
            place, opens, before = end, False, ""
            continue
        written = match[0]
        forms: tuple[str, ...] = ()
        if match.lastgroup == "fixed":
            forms = ("#",) if _NUMBER.fullmatch(written) else ()
        elif match.lastgroup == "mark":
            forms = (written,)
        elif not _is_label(text, match):
            forms = _forms(written, opens, book)
        lower = written.lower()
        abbreviates = written == "." and before in abbreviations()
        ends, fixed = (written in _ENDS and not abbreviates) or lower in book.denying, match.lastgroup == "fixed"
        found.append(Word(match.start(), match.end(), forms, opens, written[:1].isupper(), ends, fixed))
        opens = written in _OPENS and not abbreviates
        place, before = match.end(), lower if match.lastgroup == "word" else ""
    return found


def _forms(written: str, opens: bool, book: Phrasebook) -> tuple[str, ...]:
    """The spellings of a word: in small letters where its capital says nothing, with its accents where it has lost them."""
    lower = written.lower().replace("’", "'")
    if not written[:1].isupper():
        forms: tuple[str, ...] = (lower,)
    elif opens or book.capitals or (len(written) > 2 and written.isupper()):
        forms = (lower, lower.capitalize())
    else:
        forms = (lower.capitalize(), written) if written.isupper() else (lower.capitalize(),)
    return forms + book.accented.get(forms[0], ())


def _is_label(text: str, match: re.Match[str]) -> bool:
    """ "Z. Mróz", "a) 40 kg", "rew. A", "(VI)": letters that stand for something else than a word."""
    written, behind = match[0], text[match.end() : match.end() + 4]
    if len(written) == 1 and written.isalpha():
        begins = match.start() == 0 or text[match.start() - 1] == "\n"
        lonely = written.isupper() and not _GOES_ON.match(behind) and not (begins and behind[1:2].isdigit())
        return behind[:1] == ")" or lonely
    return (
        len(written) == 2 and written.isupper() and behind[:1] == ")" and text[match.start() - 1 : match.start()] == "("
    )
