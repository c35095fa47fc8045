"""Text to the words that dates are made of: each token has a one-letter tag, so that the grammar can be regular expressions over tags.

Comes in: any text. Goes out: tokens in order, with offsets. Words that mean nothing to a date are tagged "x".

m month   w weekday   v weekday abbreviation that needs a date beside it   d 1..31   e "4."   o 14th   O "fourteenth"
y year    k '26       c other number   q number word   a "a"   N 12/3 or 2026-12-03   z 12/2026   Q Q1   K "KW" or "week of"
r today   p this, next, last   s early, mid, end   F EOM, EOD   u week   b business   H holiday   S the holidays
R by, on, before   > to, until   L at the latest   I onwards   j or so   n not   g ago   Y after receipt of order
f of   T the   t noon, 3pm   l or   & and   Z every   V past tense   W will, need   U pcs   X batch, street   M moved   B rev, no.
| a break   x any other word; punctuation stands for itself
"""

import re
from functools import cache
from typing import Any, NamedTuple

from clarifier.texts import table

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
_QUARTER = re.compile(r"q([1-4])|([1-4])q")
_WEEK = re.compile(r"(?:kw|cw|wk|ww|w)(\d{1,2})")
_COUNTED = re.compile(r"(\d{1,4})([^\W\d_]+)")
_SEPARATOR = re.compile(r"([-–/.])")
_LONGEST = 40  # characters; a longer chunk is no date


class Word(NamedTuple):
    """What a word may mean. `languages` is empty where the list it stands in has none."""

    tag: str
    value: Any
    languages: frozenset[str]


class Token(NamedTuple):
    """A tagged word, or a phrase once read; `value` depends on the tag."""

    tag: str
    start: int
    end: int
    value: Any
    word: str


class Lexicon(NamedTuple):
    """Single words, phrases by their first word (longest first), and the words to be shy about."""

    words: dict[str, list[Word]]
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]]
    shy: frozenset[str]
    weak: frozenset[str]
    english: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """The word lists of knowledge/lexicons/dates.toml, by word."""
    data = table("lexicons/dates")
    words: dict[str, list[Word]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], Word]]] = {}
    english = frozenset(data["english"]["words"].split())

    def add(group: str, tag: str, value: Any, language: str = "") -> None:
        for entry in group.lower().split():
            if "_" in entry:
                parts = tuple(entry.split("_"))
                phrases.setdefault(parts[0], []).append((parts, Word(tag, value, frozenset([language]) - {""})))
                continue
            known = words.setdefault(entry, [])
            languages = frozenset([language or ("en" if entry in english else "")]) - {""}
            for place, other in enumerate(known):
                if other.tag == tag and other.value == value:
                    known[place] = Word(tag, value, other.languages | languages)
                    break
            else:
                known.append(Word(tag, value, languages))

    for name, tag in (("months", "m"), ("weekdays", "w"), ("weekday_abbreviations", "v")):
        for language, groups in data[name].items():
            for number, group in enumerate(groups, 1 if tag == "m" else 0):
                add(group, tag, number, language)
    for section, sign in (("relations", "R"), ("relations_joining", ">")):
        for language, groups in data[section].items():
            for value, group in groups.items():
                add(group, sign, value, language)
    for name, tag in (
        ("latest", "L"),
        ("onward", "I"),
        ("about", "j"),
        ("negations", "n"),
        ("cancels", "C"),
        ("moves", "M"),
    ):
        for language, group in data[name].items():
            add(group, tag, name, language)
    for language, groups in data["pointers"].items():
        for value, group in groups.items():
            add(group, "P" if value.endswith("_after") else "p", value.removesuffix("_after"), language)
    for language, group in data["ordinals"].items():
        for number, word in enumerate(group.split(), 1):
            add(word, "O", number, language)
    for offset, group in data["days"].items():
        add(group, "r", int(offset))
    for value, group in data["units"].items():
        add(group, "u", value)
    for number, group in data["numbers"].items():
        if number.isdigit():
            add(group, "q", int(number))
    add(data["numbers"]["few"], "q", 3)
    add(data["numbers"]["article"], "a", 1, "en")
    for value, group in data["parts"].items():
        add(group, "s", value)
    for value, group in data["ends"].items():
        add(group, "F", value)
    for value, group in data["week_of"].items():
        add(group, "K", value)
    for group, tag in zip(("of", "the", "or", "and"), "fTl&", strict=True):
        add(data["joins"][group], tag, None)
    for section, tag in (
        ("business", "b"), ("times", "t"), ("recurring", "Z"), ("said", "V"), ("after_receipt", "Y"),
        ("quantity_words", "U"), ("not_before_word", "X"), ("not_after", "B"), ("lead_time", "D"),
    ):  # fmt: skip
        add(data[section]["words"], tag, None)
    add(data["said"]["ago"], "g", None)
    add(data["said"]["ago_before"], "G", None)
    add(data["said"]["future"], "W", None)
    for day, group in data["fixed_holidays"].items():
        add(group, "H", f"fixed {day}")
    for rule, group in data["weekday_holidays"].items():
        add(group, "H", f"nth {rule}")
    for offset, group in data["easter_holidays"].items():
        add(group, "H", f"easter {offset}")
    add(data["lunar_holidays"]["names"], "H", "lunar")
    add(data["season"]["holidays"], "S", None)
    for found in phrases.values():
        found.sort(key=lambda phrase: -len(phrase[0]))
    weak = frozenset((data["weak"]["months"] + " " + data["weak"]["weekdays"]).split())
    return Lexicon(words, phrases, frozenset(data["shy"]["words"].split()), weak, english)


def _number(text: str, start: int, end: int, before: str) -> Token | None:
    """A chunk of digits: a day, a year, a count; never a price, an inch or an order number."""
    digits = text[start:end]
    if end - start > 4 or (start and text[start - 1] in "$€£¥#") or (text[end : end + 1] in ("%", "°")):
        return Token("x", start, end, None, digits)
    if text[end : end + 1] in ('"', "″", "”", "'", "’") and before not in "mRwT":
        return Token("x", start, end, None, digits)  # inches, not a closing quote
    value = int(digits)
    if end - start <= 2 and 1 <= value <= 31:
        if start and text[start - 1] in "'’" and len(digits) == 2:
            return Token("k", start, end, 2000 + value, digits)
        return Token("e" if text[end : end + 1] == "." else "d", start, end, value, digits)
    if end - start == 2 and start and text[start - 1] in "'’":
        return Token("k", start, end, (2000 if value < 70 else 1900) + value, digits)
    return Token("y" if 1900 <= value <= 2199 else "c", start, end, value, digits)


def _shaped(text: str, start: int, end: int, before: str) -> list[Token] | None:
    """The tokens of a chunk that holds digits and is known by its shape, or None."""
    chunk = text[start:end].lower()
    if chunk.isdecimal() and chunk.isascii():
        found = _number(text, start, end, before)
        return [found] if found else None
    token: Token | None = None
    if start and text[start - 1] in "$€£¥#@":
        return [Token("x", start, end, None, chunk)]
    if match := _YEAR_FIRST.fullmatch(chunk):
        token = Token("N", start, end, ("ymd", int(match[1]), int(match[3]), int(match[4])), chunk)
    elif match := _THREE.fullmatch(chunk):
        year = int(match[4]) if len(match[4]) == 4 else (2000 if int(match[4]) < 70 else 1900) + int(match[4])
        token = Token("N", start, end, (match[2] * len(match[4]), int(match[1]), int(match[3]), year), chunk)
    elif match := _TWO.fullmatch(chunk):
        inch = text[end : end + 1] in ('"', "″", "”", "'", "’", "%") and before not in "Rwv"
        token = Token("x" if inch else "N", start, end, (match[2], int(match[1]), int(match[3]), None), chunk)
    elif match := _MONTH_YEAR.fullmatch(chunk):
        token = Token("z", start, end, (int(match[2]), int(match[1])), chunk)
    elif match := _ORDINAL.fullmatch(chunk):
        token = Token("e" if match[2] else "o", start, end, int(match[1]), chunk)
    elif _TIME.fullmatch(chunk):
        token = Token("t", start, end, None, chunk)
    elif match := _QUARTER.fullmatch(chunk):
        token = Token("Q", start, end, int(match[1] or match[2]), chunk)
    elif match := _WEEK.fullmatch(chunk):
        cut = start + match.start(1)
        return [Token("K", start, cut, "number", chunk), Token("d", cut, end, int(match[1]), chunk)]
    elif (match := _COUNTED.fullmatch(chunk)) and (unit := _english(match[2], "u")):
        cut = start + match.start(2)
        return [Token("c", start, cut, int(match[1]), match[1]), Token("u", cut, end, unit.value, match[2])]
    return [token] if token else None


def _english(word: str, tag: str) -> Word | None:
    return next((w for w in lexicon().words.get(word, ()) if w.tag == tag), None)


def _split(text: str, start: int, end: int) -> list[Token] | None:
    """The tokens of "Nov-Feb", "5-Aug-2016", "mid-Jan", "8-12", "5/1-5/7": every part known, one of them a date word."""
    known, tokens = lexicon(), []
    dates = re.split(r"([-–])", text[start:end])
    parts = dates if len(dates) == 3 and "/" in dates[0] + dates[2] else _SEPARATOR.split(text[start:end])
    if len(parts) > 9:
        return None
    at = start
    for part in parts:
        word, stop = part.lower(), at + len(part)
        if part in ("-", "–", "/"):
            tokens.append(Token("-" if part != "/" else "/", at, stop, None, part))
        elif part != ".":
            if part[:1].isdigit():
                found = _shaped(text[:stop] if stop < end else text, at, stop, "x")
            else:
                entry = next(iter(known.words.get(word, ())), None)
                found = [Token(entry.tag, at, stop, entry.value, word)] if entry else _shaped(text, at, stop, "x")
            if not found:
                return None
            tokens += found
        at = stop
    tags = "".join(token.tag for token in tokens)
    telling = any(tag in "mwsrpFHQrKN" for tag in tags) or re.fullmatch(r"[de]-[de]|[dcq]-u|u-[dcq]|q->?-?q", tags)
    return tokens if telling and not re.search(r"[xcz]", tags.replace("c-u", "")) else None


def tokenize(text: str) -> list[Token]:
    """The text's tokens in order; blanks are left out, and a line's end breaks a phrase unless the line is long (wrapped prose)."""
    known = lexicon()
    tokens: list[Token] = []
    shy: list[int] = []
    line, skip = 0, 0
    for match in _CHUNK.finditer(text):
        start, end = match.span()
        if start < skip:
            continue
        first = text[start]
        if first == "\n":
            if text.count("\n", start, end) > 1 or start - line < 40:
                tokens.append(Token("|", start, end, None, ""))
            line = end
            continue
        if first == "\t":
            tokens.append(Token("|", start, end, None, ""))
            continue
        if end - start > _LONGEST:
            tokens.append(Token("x", start, end, None, ""))
            continue
        word = text[start:end].lower()
        if not (first.isalnum()):
            tag = "-" if first in "-–—" else ">" if first == "→" else first if first in ",.;:()/&~!?…" else "x"
            tokens.append(Token({"~": "R", ";": "|", "!": "|", "?": "|", "…": "|"}.get(tag, tag), start, end,
                                {"~": "around", ">": "to"}.get(tag), word))  # fmt: skip
            continue
        word = word.replace("’", "'")
        if word in known.phrases and (phrase := _phrase(text, start, known.phrases[word], tokens)):
            tokens.append(phrase)
            skip = phrase.end
            continue
        entries = known.words.get(word)
        if entries is None and word.endswith("'s"):
            entries, end, word = known.words.get(word[:-2]), end - 2, word[:-2]
            if entries is None:
                end += 2
        if entries is not None:
            if word in known.shy:
                shy.append(len(tokens))
            entry = entries[0]
            tokens.append(Token(entry.tag, start, end, entry.value, word))
            if entry.tag in "mwvu" and len(word) <= 5 and text[end : end + 1] == ".":
                skip = end + 1
            continue
        before = tokens[-1].tag if tokens else ""
        found = None
        if any(c.isdigit() for c in word):
            found = _shaped(text, start, end, before)
        if found is None and not word.isalnum():
            joined = tuple(re.split(r"[-–]", word))
            same = next((w for parts, w in known.phrases.get(joined[0], ()) if parts == joined), None)
            found = [Token(same.tag, start, end, same.value, word)] if same else _split(text, start, end)
        tokens += found or [Token("x", start, end, None, word)]
        if tokens[-1].tag == "e" and text[end : end + 1] == ".":
            skip = end + 1
    return _settle(text, tokens, shy)


def _phrase(text: str, start: int, phrases: list[tuple[tuple[str, ...], Word]], before: list[Token]) -> Token | None:
    """The longest phrase of the lexicon that starts here, words parted by blanks or one hyphen."""
    for words, entry in phrases:
        at = start
        for word in words:
            stop = at + len(word)
            if text[at:stop].lower().replace("’", "'") != word or text[stop : stop + 1].isalnum():
                break
            end = stop
            at = stop
            while at < stop + 3 and text[at : at + 1] in (" ", "\u00a0", "-", "\n"):
                at += 1
        else:
            return Token(entry.tag, start, end, entry.value, " ".join(words))
    return None


def _settle(text: str, tokens: list[Token], shy: list[int]) -> list[Token]:
    """Words that are other words too keep their date meaning only in a date's company."""
    known = lexicon()
    for place in shy:
        token = tokens[place]
        entries = known.words[token.word]
        chosen = next((entry for entry in entries if "en" in entry.languages), None)
        near = tokens[place + 1 : place + 4]
        for entry in entries:
            if "en" not in entry.languages and _foreign_company(entry, token, near):
                chosen = entry
                break
        tokens[place] = token._replace(tag=chosen.tag, value=chosen.value) if chosen else token._replace(tag="x")
    for place, token in enumerate(tokens):
        if token.tag in "mw" and token.word in known.weak and not _in_company(text, tokens, place):
            tokens[place] = token._replace(tag="x")
    return tokens


def _foreign_company(entry: Word, token: Token, near: list[Token]) -> bool:
    for distance, other in enumerate(near):
        if other.tag == "|":
            return False
        if other.tag == "N" and distance == 0 and token.word != "a":
            return "." in other.word or (token.word not in ("do", "no", "so", "am", "in", "on") and "/" in other.word)
        if other.tag == "e" and distance == 0 and token.word in ("am", "den", "der", "dem"):
            return True
        for meaning in lexicon().words.get(other.word, ()):
            if meaning.tag in "mwup" and "en" not in meaning.languages:
                if meaning.tag in "mw" and (not entry.languages or entry.languages & meaning.languages):
                    return True
                if meaning.tag in "up" and other.word not in lexicon().shy and "en" not in meaning.languages:
                    return True
    return False


def _in_company(text: str, tokens: list[Token], place: int) -> bool:
    """Whether "may", "March", "Sat" or "sun" stands like a date here."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    named = text[token.start].isupper()
    if token.tag == "m":
        if after and after.tag in "deoyk" and not (token.word == "may" and not named and before and before.tag == "x"):
            return True
        if before and before.tag in "deoOsfp-/" and (named or before.tag != "d"):
            return True
        return bool(
            before and before.tag in "R>l&" and before.value not in ("at", "to") and (named or before.tag == "R")
        )
    if before and before.tag in "pRK(":
        return named or before.value in ("next", "this", "by", "on", "before", "last", "until", "coming")
    near = after.tag if after else "|"
    return named and (near in "deoONmt,|)>-/.&l" or not before or before.tag in "W,|:-l&>r")
