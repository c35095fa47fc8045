"""Text to tagged tokens: the tags of `date_lexicon` for words, and more for what is known by its shape.

d 1..31   e "4."   o 14th   y year   k '26   c other number   N 12/3 or 2026-12-03   z 12/2026   Q Q1   t 3pm
| a break   x any other word; punctuation stands for itself
"""

import re

from clarifier.request.dates.company import settle
from clarifier.request.dates.lexicon import lexicon
from clarifier.request.dates.shapes import Token, shaped, split

_CHUNK = re.compile(
    r"\b1°(?=\s[^\W\d_]{3})"
    r"|\d{1,3}(?:,\d{3})+(?!\d)"
    r"|[^\W_]+(?:(?:[-–/.'’@_&=+\\#]|(?<=\d):(?=\d))[^\W_]+)*"
    r"|\n\s*|\t|(?<=\d)[ ]{3,}(?=[^\W\d_]{3})|[^\s\w]|_+"
)
_DASH_ONLY = re.compile(r"[-–]")
_DIGIT = re.compile(r"\d")
_NEXT = re.compile(
    r"(?:(?<=s)['’])?(?:[ \u00a0-]{1,3}|[ >]?\n[ >]{0,3})([^\W_]+(?:(?:[-/.'’](?=\w)|&)[^\W_]+){0,3})"
)  # the word that follows
_OF_A_MONTH = ("woche", "hälfte")
_ABBREVIATED = re.compile(r"\. (?=\d)")
_ADDRESS = re.compile(r"[@_=&+\\#]")  # in addresses and links
_SIGNS: dict[str, tuple[str, str | None]] = {}
_SIGNS |= {sign: (sign, None) for sign in ",.:()/&"} | dict.fromkeys(";!?…\t", ("|", None))
_SIGNS |= dict.fromkeys("-–—", ("-", None)) | {"~": ("R", "around"), "→": (">", "to")}
_LONGEST = 40  # characters; a longer chunk is no date
_WRAPPED = 40  # characters; a line as long as this goes on in the next


def tokenize(text: str, language: str = "") -> list[Token]:
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
        if (
            word not in heads and chunk.isalpha() and not word.endswith(_OF_A_MONTH)
        ):  # most words: nothing to do with dates
            add(new(Token, ("x", start, end, None, word)))
            continue
        if not chunk[0].isalnum():
            if chunk in "'’" and text[end : end + 2].isdecimal():  # the year '26
                continue
            if chunk[0] == " ":  # between the columns of a table
                add(new(Token, ("|", start, end, None, "")))
            elif chunk[0] == "\n":
                if chunk.count("\n") > 1 or start - line < _WRAPPED:
                    add(new(Token, ("|", start, end, None, "")))
                line = end
            else:
                tag, value = _SIGNS.get(chunk, ("x", None))
                add(new(Token, (tag, start, end, value, chunk)))
            continue
        if word in phrases and (phrase := _phrase(text, word, start, end)):
            add(phrase)
            shortened = phrase.tag == "R" and _ABBREVIATED.match(text, phrase.end)  # bis inkl. 12.3.
            skip = phrase.end + bool(shortened)
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
            short = meanings[0].tag in "mwvu" or meanings[0].value == "around"
            if short and len(word) <= 5 and text[end : end + 1] == ".":  # an abbreviation's dot
                skip = end + 1
            continue
        tokens += _chunk(text, word, start, end, tokens[-1].tag if tokens else "|")
        if tokens[-1].tag == "e" and text[end : end + 1] == ".":
            skip = end + 1
    return settle(text, tokens, shy, language)


def _chunk(text: str, word: str, start: int, end: int, before: str) -> list[Token]:
    """The tokens of a chunk that is in no list: known by its shape, by its parts, or not at all."""
    if _ADDRESS.search(word):
        return [Token("x", start, end, None, word)]
    if "'" in word and (found := _elided(word, start, end)):
        return found
    around = (text[start - 1 : start], text[end : end + 1])
    if word == "1°":  # il 1° febbraio
        return [Token("d", start, end, 1, word)]
    if word.endswith(_OF_A_MONTH) and (found := _of_a_month(word, start, end)):
        return found
    found = shaped(word, start, around, before) if _DIGIT.search(word) else None
    if found is None and not word.isalnum():
        parts = tuple(_DASH_ONLY.split(word))
        same = lexicon().phrases.get(parts[0], {}).get(parts[1], ()) if len(parts) > 1 else ()
        found = next(([Token(w.tag, start, end, w.value, word)] for whole, w in same if whole == parts), None)
        found = found or (split(word, start, around) if len(word) == end - start else None)
    return found or [Token("x", start, end, None, word)]


def _of_a_month(word: str, start: int, end: int) -> list[Token] | None:
    """The words of "Märzwoche", "Dezemberhälfte": a week, a half of a month."""
    part = next(ending for ending in _OF_A_MONTH if word.endswith(ending))
    name = word.removesuffix(part)
    month = next((entry for entry in lexicon().words.get(name, ()) if entry.tag == "m"), None)
    if month is None:
        return None
    unit = "week" if part == "woche" else "half"
    return [
        Token("u", start, start, unit, part),
        Token("f", start, start, None, ""),
        Token("m", start, end, month.value, name),
    ]


def _elided(word: str, start: int, end: int) -> list[Token] | None:
    """The two words of "l'année", "dell'anno"."""
    head, _, tail = word.partition("'")
    known = lexicon().words
    one, two = known.get(head + "'"), known.get(tail)
    if one and tail.isdecimal() and len(tail) <= 2:  # entro l'8 gennaio
        cut = start + len(head) + 1
        return [Token(one[0].tag, start, cut, one[0].value, head + "'"), *(shaped(tail, cut, ("", ""), "x") or [])]
    if not one or not two:
        return None
    cut = start + len(head) + 1
    return [Token(one[0].tag, start, cut, one[0].value, head + "'"), Token(two[0].tag, cut, end, two[0].value, tail)]


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
