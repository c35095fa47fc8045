"""What a chunk of text is by its shape: a day, a year, a date in numbers, a quarter, a week, an hour, or a run of such parts.

Comes in: a chunk and the characters beside it. Goes out: its tokens, or None where its shape tells nothing.
"""

import re
from typing import Any, NamedTuple

from clarifier.request.dates.lexicon import Word, lexicon

_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:t[\d:]*z?)?")
_THREE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})r?")
_TWO = re.compile(r"(\d{1,2})([/.])(\d{1,2})(?:\.br)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.-](\d{4})")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|º|ª|(er|re|e|ste|de|ème|eme)|-?(?:ego|tego|go))")
_TIME = re.compile(
    r"\d{1,2}(?::\d\d){1,2}(?:[ap]m?)?|\d{1,2}(?:[.:]?\d\d)?(?:am|pm|a\.m|p\.m)|\d{1,2}h(?:\d\d)?|\d{1,2}(?:a|p)"
)
_QUARTER = re.compile(r"(?:q([1-4])|([1-4])q|h([12]))(?:['’/-]?(\d{4}|\d\d))?|(\d{4})[-/]?(?:q([1-4])|h([12]))")
_COMPACT = re.compile(r"(20\d\d)(0[1-9]|1[0-2])([0-3]\d)")
_YEAR_MONTH = re.compile(r"(\d{4})[-/](\d{2})")
_FISCAL = re.compile(r"(?:fy|cy)(\d{4}|\d\d)")
_WEEK = re.compile(r"(?:kw|cw|wk|ww|w)(\d{1,2})")
_SHORT_WEEK = re.compile(r"s(\d{1,2})")
_ISO_WEEK = re.compile(r"(\d{4})-?w(\d\d)")
_COUNTED = re.compile(r"(\d{1,4})([^\W\d_]+)|([^\W\d_]+)(\d{1,2})")
_SEPARATOR = re.compile(r"([-–/.])")
_DASH = re.compile(r"([-–])")
_COUNTS = re.compile(r"[deo][-/][deo]|[dcq]-u|u-[dcq]|q->?-?q|[deo]-j")  # numbers and units that may join
_OTHERS = re.compile(r"[xcz]")
_MARKS = "\"″”'’"  # inches and feet, or closing quotes


class Token(NamedTuple):
    """A tagged word, or a phrase once read; `value` depends on the tag."""

    tag: str
    start: int
    end: int
    value: Any
    word: str


def _number(digits: str, start: int, around: tuple[str, str], before: str) -> Token:
    """A chunk of digits: a day, a year, a count; never a price, an inch or an order number."""
    end, (left, right) = start + len(digits), around
    inches = right and right in _MARKS and before not in "mRwT"  # else a closing quote
    if len(digits) > 4 or (left and left in "$€£¥#") or (right and right in "%°") or inches:
        return Token("x", start, end, None, digits)
    value = int(digits)
    if len(digits) == 2 and left and left in "'’":
        return Token("k", start, end, (2000 if value < 70 else 1900) + value, digits)
    if len(digits) <= 2 and 1 <= value <= 31:
        return Token("e" if right == "." else "d", start, end, value, digits)
    return Token("y" if 1900 <= value <= 2199 else "c", start, end, value, digits)


def shaped(chunk: str, start: int, around: tuple[str, str], before: str) -> list[Token] | None:
    """The tokens of a chunk that holds digits and is known by its shape; `around` are the characters beside it."""
    end, (left, right) = start + len(chunk), around
    if (match := _COMPACT.fullmatch(chunk)) and not (left and left in "$€£¥#"):
        return [Token("N", start, end, ("compact", int(match[1]), int(match[2]), int(match[3])), chunk)]
    if chunk.isdecimal() and chunk.isascii():
        return [_number(chunk, start, around, before)]
    token: Token | None = None
    if left and left in "$€£¥#@":
        return [Token("x", start, end, None, chunk)]
    if match := _YEAR_FIRST.fullmatch(chunk):
        token = Token("N", start, end, ("ymd", int(match[1]), int(match[3]), int(match[4])), chunk)
    elif match := _THREE.fullmatch(chunk):
        year = int(match[4]) if len(match[4]) == 4 else (2000 if int(match[4]) < 70 else 1900) + int(match[4])
        token = Token("N", start, end, (match[2], int(match[1]), int(match[3]), year), chunk)
    elif match := _TWO.fullmatch(chunk):
        inches = right and right in _MARKS + "%" and before not in "Rwv"
        token = Token("x" if inches else "N", start, end, (match[2], int(match[1]), int(match[3]), None), chunk)
    elif match := _MONTH_YEAR.fullmatch(chunk):
        token = Token("z", start, end, (int(match[2]), int(match[1])), chunk)
    elif match := _ORDINAL.fullmatch(chunk):
        token = Token("e" if match[2] else "o", start, end, int(match[1]), chunk)
    elif _TIME.fullmatch(chunk):
        token = Token("t", start, end, None, chunk)
    elif match := _QUARTER.fullmatch(chunk):
        return _quarter(match, start)
    elif match := _FISCAL.fullmatch(chunk):
        cut = start + 2
        return [Token("u", start, cut, "year", chunk[:2]), Token("y", cut, end, _full(match[1]), match[1])]
    elif match := _YEAR_MONTH.fullmatch(chunk):
        token = Token("z", start, end, (int(match[1]), int(match[2])), chunk)
    elif match := _ISO_WEEK.fullmatch(chunk):
        told = Token("y", end, end, int(match[1]), match[1])
        return [Token("K", start, start, "number", chunk), Token("d", start, end, int(match[2]), chunk), told]
    elif match := _WEEK.fullmatch(chunk):
        cut = start + match.start(1)
        return [Token("K", start, cut, "number", chunk), Token("d", cut, end, int(match[1]), chunk)]
    elif before in ("R", "s") and (match := _SHORT_WEEK.fullmatch(chunk)):  # en S38
        cut = start + 1
        return [Token("K", start, cut, "number", "s"), Token("d", cut, end, int(match[1]), match[1])]
    elif (match := _COUNTED.fullmatch(chunk)) and match[1] and (word := _meaning(match[2], "um")):  # 10days, 14Nov
        cut = start + match.start(2)
        tag = "d" if word.tag == "m" else "c"
        return [Token(tag, start, cut, int(match[1]), match[1]), Token(word.tag, cut, end, word.value, match[2])]
    elif match and match[3] and (word := _meaning(match[3], "m")):  # Nov14
        cut = start + match.start(4)
        return [Token("m", start, cut, word.value, match[3]), Token("d", cut, end, int(match[4]), match[4])]
    return [token] if token else None


def _full(year: str) -> int:
    """The year that four or two digits name."""
    return int(year) if len(year) == 4 else (2000 if int(year) < 70 else 1900) + int(year)


def _quarter(match: re.Match[str], start: int) -> list[Token]:
    """Q3, 3Q, H1, and with their year: Q3'27, 2027-Q3; a half is 5 or 6."""
    number = int(match[1] or match[2] or match[6] or 0) or 4 + int(match[3] or match[7])
    year = match[4] or match[5]
    if year is None:
        return [Token("Q", start, start + len(match[0]), number, match[0])]
    place = start + match.start(4 if match[4] else 5)
    told = Token("y", place, place + len(year), _full(year), year)
    if match[4]:
        return [Token("Q", start, place, number, match[0]), told]
    return [
        Token("Q", start, start + len(match[0]), number, match[0]),
        told._replace(start=start + len(match[0]), end=start + len(match[0])),
    ]


def _meaning(word: str, tags: str) -> Word | None:
    return next((w for w in lexicon().words.get(word, ()) if w.tag in tags), None)


def split(chunk: str, start: int, around: tuple[str, str]) -> list[Token] | None:
    """The tokens of "Nov-Feb", "5-Aug-2016", "8-12", "5/1-5/7": every part known, one a date word."""
    known, tokens = lexicon(), []
    dates = _DASH.split(chunk)
    numeric = len(dates) == 3 and "/" in dates[0] + dates[2] and dates[0][:1].isdigit()
    parts = dates if numeric else _SEPARATOR.split(chunk)
    if len(parts) > 9:
        return None
    at = start
    for place, part in enumerate(parts):
        stop = at + len(part)
        if part in ("-", "–", "/"):
            tokens.append(Token("-" if part != "/" else "/", at, stop, None, part))
        elif part != ".":
            entries = known.words.get(part, ())
            entry = next((e for e in entries if e.tag == "s"), None) or next(iter(entries), None)  # mi-janvier
            if entry is None and part.isalpha():
                return None
            beside = (around[0] if place == 0 else "", around[1] if place == len(parts) - 1 else "")
            found = [Token(entry.tag, at, stop, entry.value, part)] if entry else shaped(part, at, beside, "x")
            if not found:
                return None
            tokens += found
        at = stop
    tags = "".join(token.tag for token in tokens)
    telling = any(tag in "mwsrpFHQrKN" for tag in tags) or _COUNTS.fullmatch(tags) or tags == "y-y"
    return tokens if telling and not _OTHERS.search(tags.replace("c-u", "").replace("d-m-c", "")) else None
