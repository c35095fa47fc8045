"""Text to tagged tokens: the tags of `date_lexicon` for words, and more for what is known by its shape.

d 1..31   e "4."   o 14th   y year   k '26   c other number   N 12/3 or 2026-12-03   z 12/2026   Q Q1   t 3pm
| a break   x any other word; punctuation stands for itself
"""

import re
from typing import Any, NamedTuple

from clarifier.request.dates.lexicon import Word, lexicon

_CHUNK = re.compile(
    r"\d{1,3}(?:,\d{3})+(?!\d)"
    r"|[^\W_]+(?:(?:[-–/.'’@_&=+\\#]|(?<=\d):(?=\d))[^\W_]+)*"
    r"|\n\s*|\t|[^\s\w]|_+"
)
_YEAR_FIRST = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?:t[\d:]*z?)?")
_THREE = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_TWO = re.compile(r"(\d{1,2})([/.])(\d{1,2})")
_MONTH_YEAR = re.compile(r"(\d{1,2})[/.](\d{4})")
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th|º|ª|(er|re|e|ste|de|ème|eme))")
_TIME = re.compile(
    r"\d{1,2}(?::\d\d){1,2}(?:[ap]m?)?|\d{1,2}(?:[.:]?\d\d)?(?:am|pm|a\.m|p\.m)|\d{1,2}h(?:\d\d)?|\d{1,2}(?:a|p)"
)
_QUARTER = re.compile(r"q([1-4])|([1-4])q|h([12])")
_WEEK = re.compile(r"(?:kw|cw|wk|ww|w)(\d{1,2})")
_COUNTED = re.compile(r"(\d{1,4})([^\W\d_]+)|([^\W\d_]+)(\d{1,2})")
_SEPARATOR = re.compile(r"([-–/.])")
_DASH, _DASH_ONLY = re.compile(r"([-–])"), re.compile(r"[-–]")
_DIGIT = re.compile(r"\d")
_NEXT = re.compile(
    r"(?:[ \u00a0-]{1,3}|[ >]?\n[ >]{0,3})([^\W_]+(?:(?:[-/.'’](?=\w)|&)[^\W_]+){0,3})"
)  # the word that follows
_COUNTS = re.compile(r"[de]-[de]|[dcq]-u|u-[dcq]|q->?-?q|[deo]-j")  # numbers and units that may join
_ADDRESS = re.compile(r"[@_=&+\\#]")  # in addresses and links
_OTHERS = re.compile(r"[xcz]")
_MARKS = "\"″”'’"  # inches and feet, or closing quotes
_SIGNS: dict[str, tuple[str, str | None]] = {}
_SIGNS |= {sign: (sign, None) for sign in ",.:()/&"} | dict.fromkeys(";!?…\t", ("|", None))
_SIGNS |= dict.fromkeys("-–—", ("-", None)) | {"~": ("R", "around"), "→": (">", "to")}
_LONGEST = 40  # characters; a longer chunk is no date
_WRAPPED = 40  # characters; a line as long as this goes on in the next


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


def _shaped(chunk: str, start: int, around: tuple[str, str], before: str) -> list[Token] | None:
    """The tokens of a chunk that holds digits and is known by its shape; `around` are the characters beside it."""
    end, (left, right) = start + len(chunk), around
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
        token = Token("Q", start, end, int(match[1] or match[2] or 0) or 4 + int(match[3]), chunk)
    elif match := _WEEK.fullmatch(chunk):
        cut = start + match.start(1)
        return [Token("K", start, cut, "number", chunk), Token("d", cut, end, int(match[1]), chunk)]
    elif (match := _COUNTED.fullmatch(chunk)) and match[1] and (word := _meaning(match[2], "um")):  # 10days, 14Nov
        cut = start + match.start(2)
        tag = "d" if word.tag == "m" else "c"
        return [Token(tag, start, cut, int(match[1]), match[1]), Token(word.tag, cut, end, word.value, match[2])]
    elif match and match[3] and (word := _meaning(match[3], "m")):  # Nov14
        cut = start + match.start(4)
        return [Token("m", start, cut, word.value, match[3]), Token("d", cut, end, int(match[4]), match[4])]
    return [token] if token else None


def _meaning(word: str, tags: str) -> Word | None:
    return next((w for w in lexicon().words.get(word, ()) if w.tag in tags), None)


def _split(chunk: str, start: int, around: tuple[str, str]) -> list[Token] | None:
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
            entry = next(iter(known.words.get(part, ())), None)
            if entry is None and part.isalpha():
                return None
            beside = (around[0] if place == 0 else "", around[1] if place == len(parts) - 1 else "")
            found = [Token(entry.tag, at, stop, entry.value, part)] if entry else _shaped(part, at, beside, "x")
            if not found:
                return None
            tokens += found
        at = stop
    tags = "".join(token.tag for token in tokens)
    telling = any(tag in "mwsrpFHQrKN" for tag in tags) or _COUNTS.fullmatch(tags)
    return tokens if telling and not _OTHERS.search(tags.replace("c-u", "")) else None


def tokenize(text: str) -> list[Token]:
    """The text's tokens in order. A line's end breaks a phrase unless the line is long: wrapped prose."""
    known = lexicon()
    words, phrases, heads = known.words, known.phrases, known.heads
    tokens: list[Token] = []
    add, new = tokens.append, tuple.__new__  # half the time of Token(...), for the many
    shy: list[int] = []
    line, skip = 0, 0
    for match in _CHUNK.finditer(text):
        start, end = match.span()
        if start < skip:
            continue
        chunk = match[0]
        word = chunk.lower()
        if word not in heads and chunk.isalpha():  # most words: nothing to do with dates
            add(new(Token, ("x", start, end, None, word)))
            continue
        if not chunk[0].isalnum():
            if chunk in "'’" and text[end : end + 2].isdecimal():  # the year '26
                continue
            if chunk[0] == "\n":
                if chunk.count("\n") > 1 or start - line < _WRAPPED:
                    add(new(Token, ("|", start, end, None, "")))
                line = end
            else:
                tag, value = _SIGNS.get(chunk, ("x", None))
                add(new(Token, (tag, start, end, value, chunk)))
            continue
        if word in phrases and (phrase := _phrase(text, word, start, end)):
            add(phrase)
            skip = phrase.end
            continue
        meanings = words.get(word)
        if meanings is None and not word.isalpha():
            if end - start > _LONGEST:
                add(Token("x", start, end, None, word))
                continue
            word = word.replace("’", "'")
            meanings = words.get(word)
            if meanings is None and word.endswith("'s") and (meanings := words.get(word[:-2])):  # today's
                word, end = word[:-2], end - 2
        if meanings is not None:
            if word in known.shy:
                shy.append(len(tokens))
            add(new(Token, (meanings[0].tag, start, end, meanings[0].value, word)))
            if meanings[0].tag in "mwvu" and len(word) <= 5 and text[end : end + 1] == ".":  # an abbreviation's dot
                skip = end + 1
            continue
        tokens += _chunk(text, word, start, end, tokens[-1].tag if tokens else "|")
        if tokens[-1].tag == "e" and text[end : end + 1] == ".":
            skip = end + 1
    return _settle(text, tokens, shy)


def _chunk(text: str, word: str, start: int, end: int, before: str) -> list[Token]:
    """The tokens of a chunk that is in no list: known by its shape, by its parts, or not at all."""
    if _ADDRESS.search(word):
        return [Token("x", start, end, None, word)]
    around = (text[start - 1 : start], text[end : end + 1])
    found = _shaped(word, start, around, before) if _DIGIT.search(word) else None
    if found is None and not word.isalnum():
        parts = tuple(_DASH_ONLY.split(word))
        same = lexicon().phrases.get(parts[0], {}).get(parts[1], ()) if len(parts) > 1 else ()
        found = next(([Token(w.tag, start, end, w.value, word)] for whole, w in same if whole == parts), None)
        found = found or (_split(word, start, around) if len(word) == end - start else None)
    return found or [Token("x", start, end, None, word)]


def _phrase(text: str, first: str, start: int, end: int) -> Token | None:
    """The longest phrase of the lexicon that starts with this word; its words are parted by blanks or a hyphen."""
    following = _NEXT.match(text, end)
    if following is None:
        return None
    for words, meaning in lexicon().phrases[first].get(following[1].lower().replace("’", "'"), ()):
        at = following.end()
        for word in words[2:]:
            after = _NEXT.match(text, at)
            if after is None or after[1].lower().replace("’", "'") != word:
                break
            at = after.end()
        else:
            return Token(meaning.tag, start, at, meaning.value, " ".join(words))
    return None


def _settle(text: str, tokens: list[Token], shy: list[int]) -> list[Token]:
    """Words that are other words too keep their date meaning only in a date's company."""
    known = lexicon()
    for place in shy:
        token = tokens[place]
        if place and tokens[place - 1].tag == "m" and any(entry.tag == "f" for entry in known.words[token.word]):
            tokens[place] = token._replace(tag="f")  # 3 de diciembre de 2026
            continue
        entries = known.words[token.word]
        chosen = next((entry for entry in entries if "en" in entry.languages), None)
        near = tokens[place + 1 : place + 4]
        for entry in entries:
            if chosen and not entry.languages:
                continue
            if "en" not in entry.languages and (
                _foreign_company(entry, token, near) or (entry.tag == "m" and _closes_a_date(tokens, place))
            ):
                chosen = entry
                break
        tokens[place] = token._replace(tag=chosen.tag, value=chosen.value) if chosen else token._replace(tag="x")
    for place, token in enumerate(tokens):
        if token.value == "between" and re.fullmatch(
            r"m[deoO]&[deoO]x", "".join(t.tag for t in tokens[place + 1 : place + 6])
        ):
            tokens[place + 3] = tokens[place + 3]._replace(tag=">")  # "between April 9 and 12 works for us"
        if token.tag in "mw" and token.word in known.weak and not _in_company(text, tokens, place):
            tokens[place] = token._replace(tag="x")
    return tokens


def _foreign_company(entry: Word, token: Token, near: list[Token]) -> bool:
    for distance, other in enumerate(near):
        if other.tag == "|":
            return False
        if other.tag == "N" and "." in other.word and (token.word in ("am", "dem", "den") or entry.tag == "v"):
            return True
        if other.tag == "N" and distance == 0 and (token.word == "am" or not _is_english(token.word)):
            return token.word not in ("do", "so") and ("." in other.word or (token.word != "am" and "/" in other.word))
        if other.tag == "e" and distance == 0 and token.word in ("am", "den", "der", "dem"):
            return True
        for meaning in lexicon().words.get(other.word, ()):
            if meaning.tag == "H" and not _is_english(token.word):
                return True
            if meaning.tag in "mwup" and "en" not in meaning.languages:
                if meaning.tag in "mw" and (not entry.languages or entry.languages & meaning.languages):
                    return True
                if meaning.tag in "up" and other.word not in lexicon().shy and "en" not in meaning.languages:
                    return True
    return False


def _closes_a_date(tokens: list[Token], place: int) -> bool:
    """Whether a month stands behind its day as in "le 5 mars", "3. Mai", "5 mars 2027", "29 de mayo", and not as in "5 mars bars"."""
    before = tokens[place - 1].tag if place else ""
    lead = tokens[place - 2].tag if place > 1 else ""
    year = place + 1 < len(tokens) and tokens[place + 1].tag == "y"
    joined = before == "f" and lead in ("d", "o")
    return joined or before == "e" or (before in ("d", "o") and (year or lead in ("R", "W", "w")))


def _is_english(word: str) -> bool:
    return any("en" in entry.languages for entry in lexicon().words[word])


def _in_company(text: str, tokens: list[Token], place: int) -> bool:
    """Whether "may", "March", "Sat" or "sun" stands like a date here."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    named = text[token.start].isupper()
    if token.tag == "m":
        if (
            after
            and after.tag in "deoOykT"
            and (after.tag != "T" or named)
            and not (token.word == "may" and not named and before and before.tag == "x")
        ):
            return True
        if (
            before
            and before.tag in "deoOsfpK-/"
            and before.value != "that"
            and (
                named
                or before.tag != "d"
                or token.word not in ("may", "march", "mar")
                or (place > 1 and tokens[place - 2].tag in "RpK")
            )
        ):
            return True
        if before and before.value == "to" and place > 1 and tokens[place - 2].tag in "mdeoy":
            return True
        if after and after.tag == "-" and place + 2 < len(tokens) and tokens[place + 2].tag in "dem" and named:
            return True
        if before is None or before.tag not in "R>l&" or before.value in ("at", "to"):
            return False
        return named or before.tag == "R"
    if before and before.tag in "pRK(":
        return named or before.value in ("next", "this", "by", "on", "before", "last", "until", "coming")
    near = after.tag if after else "|"
    if near in "Nm":  # sat 11/14
        return True
    return named and (near in "deoONmt,|)>-/.&l" or (before is not None and before.tag in "W,:-l&>r"))
