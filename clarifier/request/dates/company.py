"""Words that are other words too ("may", "sat", "am", "die") keep their date meaning only in a date's company.

Comes in: a text and its tokens. Goes out: the tokens with such words settled: a date word, or none.
"""

import re

from clarifier.request.dates.lexicon import Word, languages_of, lexicon
from clarifier.request.dates.shapes import Token
from clarifier.request.language import UNKNOWN, Language, language_of


def settle(text: str, tokens: list[Token], shy: list[int], language: str = "") -> list[Token]:
    """Words that are other words too keep their date meaning only in a date's company."""
    known = lexicon()
    told = Language(language, sure=True) if language else language_of(text) if shy else UNKNOWN
    for place in shy:
        token = tokens[place]
        of = any(entry.tag == "f" for entry in known.words[token.word])
        if (
            of
            and place
            and (tokens[place - 1].tag == "m" or (tokens[place - 1].tag in "eo" and _tag(tokens, place + 1) in "pu"))
        ):
            tokens[place] = token._replace(tag="f")  # 3 de diciembre de 2026
            continue
        entries = known.words[token.word]
        chosen = next((entry for entry in entries if "en" in entry.languages), None)
        near = tokens[place + 1 : place + 4]
        if near and near[0].value == "around" and entries[0].tag == "v":  # "so um den 12."
            tokens[place] = token._replace(tag="x", value=None)
            continue
        if told.sure and told.code != "en" and (own := _of_language(entries, told.code, tokens, place)):
            tokens[place] = token._replace(tag=own.tag, value=own.value)
            continue
        for entry in entries:
            if chosen and not entry.languages:
                continue
            if "en" not in entry.languages and (
                _foreign_company(entry, token, near, text)
                or _foreign_before(entry, tokens, place)
                or (entry.tag == "m" and _closes_a_date(tokens, place))
            ):
                chosen = entry
                break
        tokens[place] = token._replace(tag=chosen.tag, value=chosen.value) if chosen else token._replace(tag="x")
    for place, token in enumerate(tokens):
        if token.word == "est" and told.code == "fr" and text[token.start : token.end] != "EST":
            tokens[place] = token._replace(tag="x", value=None)  # "le 11 mars est trop tôt": no time zone
        if token.tag == "R" and token.value == "by" and place and _said_after(token, tokens, place):
            tokens[place] = token._replace(tag="L")  # le 20 novembre au plus tard
        if token.tag == "p" and place and tokens[place - 1].tag in "wu" and _tag(tokens, place + 1) not in "wumq":
            after = next((entry for entry in known.words.get(token.word, ()) if entry.tag == "P"), None)
            if after:  # lunedì prossimo, la prossima settimana
                tokens[place] = token._replace(tag="P", value=after.value)
        if token.tag == "P" and _tag(tokens, place + 1) in "wu" and not (place and tokens[place - 1].tag in "wum"):
            ahead = next((entry for entry in known.words.get(token.word, ()) if entry.tag == "p"), None)
            if ahead:  # la dernière semaine de mars
                tokens[place] = token._replace(tag="p", value=ahead.value)
        if token.value == "between" and re.fullmatch(
            r"m[deoO]&[deoO]x", "".join(t.tag for t in tokens[place + 1 : place + 6])
        ):
            tokens[place + 3] = tokens[place + 3]._replace(tag=">")  # "between April 9 and 12 works for us"
        if token.tag in "mw" and token.word in known.weak and not _in_company(text, tokens, place):
            tokens[place] = token._replace(tag="x")
    return tokens


def _of_language(entries: list[Word], code: str, tokens: list[Token], place: int) -> Word | None:
    """What a word means in the language of the text; where it points, what stands around it tells to which side."""
    own = [entry for entry in entries if code in entry.languages]
    if not own:
        return None
    after = _tag(tokens, place + 1) + _tag(tokens, place + 2)
    if own[0].tag == "v" and any(entry.tag == "m" for entry in entries) and after not in ("dm", "em"):
        return None  # "Thu, Mar 12" in a French mail is no Tuesday
    if own[0].tag == "v" and after[0] not in "deN,":
        own = own[1:] or own
    return own[0]


def _foreign_before(entry: Word, tokens: list[Token], place: int) -> bool:
    """Whether a date word of the entry's own language, and of no other meaning, stands right before it: "fin mars"."""
    if not place or not entry.languages or entry.tag == "v":
        return False
    for before in reversed(tokens[max(place - 3, 0) : place]):
        if not _is_shy(before):
            return before.tag in "R>spPuqO" and bool(entry.languages & _languages(before))
        if before.tag not in "fTqa":
            return False
    return False


def _is_shy(token: Token) -> bool:
    return token.word in lexicon().shy


def _languages(token: Token) -> frozenset[str]:
    """The languages a token's word belongs to, as far as they are not English."""
    known = lexicon()
    entries = list(known.words.get(token.word, ()))
    first, *rest = token.word.split() or [""]
    if rest:
        entries += [
            word for parts, word in known.phrases.get(first, {}).get(rest[0], ()) if list(parts) == [first, *rest]
        ]
    if any("en" in entry.languages for entry in entries):
        return frozenset()
    return frozenset(language for entry in entries for language in entry.languages)


def _foreign_company(entry: Word, token: Token, near: list[Token], text: str) -> bool:
    if entry.tag == "v" and "pl" in languages_of(token.word) and not text[token.start].isupper():
        return False  # "do 20.11." is Polish, "Do 20.11." a German Thursday
    for distance, other in enumerate(near):
        if other.tag == "|":
            return False
        if other.tag == "N" and "." in other.word and (token.word in ("am", "dem", "den") or entry.tag == "v"):
            return True
        if other.tag == "N" and distance == 0 and (token.word == "am" or not _is_english(token.word)):
            return token.word not in ("do", "so") and ("." in other.word or (token.word != "am" and "/" in other.word))
        if other.tag == "e" and distance == 0 and token.word in ("am", "den", "der", "dem"):
            return True
        if entry.tag == "s" and other.tag == "m" and distance == 0 and text[other.start].islower():
            return True  # half december
        if (
            other.tag in "PpurAsqO"
            and not _is_shy(other)
            and (languages := _languages(other))
            and (not entry.languages or entry.languages & languages)
        ):
            return True
        for meaning in lexicon().words.get(other.word, ()):
            if meaning.tag == "H" and not _is_english(token.word):
                return True
            if meaning.tag in "mwup" and "en" not in meaning.languages:
                if meaning.tag in "mw" and (not entry.languages or entry.languages & meaning.languages):
                    return True
                if (
                    meaning.tag in "up"
                    and not _is_shy(other)
                    and (not meaning.languages or not entry.languages or entry.languages & meaning.languages)
                ):
                    return True
    return False


def _closes_a_date(tokens: list[Token], place: int) -> bool:
    """Whether a month stands behind its day as in "le 5 mars", "3. Mai", "5 mars 2027", "29 de mayo", and not as in "5 mars bars"."""
    before = tokens[place - 1].tag if place else ""
    lead = tokens[place - 2].tag if place > 1 else ""
    year = place + 1 < len(tokens) and tokens[place + 1].tag == "y"
    joined = before == "f" and lead in ("d", "o")
    return joined or before == "e" or (before in ("d", "o") and (year or lead in ("R", "W", "w", ">", "-")))


def _said_after(token: Token, tokens: list[Token], place: int) -> bool:
    """Whether "at the latest" stands behind its date, and before no other."""
    first, *rest = token.word.split()
    entries = list(lexicon().words.get(token.word, ()))
    if rest:
        phrases = lexicon().phrases.get(first, {}).get(rest[0], ())
        entries += [word for parts, word in phrases if parts == (first, *rest)]
    both = any(entry.tag == "L" for entry in entries)
    return both and tokens[place - 1].tag in "mykdeoNwHr" and _tag(tokens, place + 1) not in "mdeoNwHrTpsKFqa"


def _tag(tokens: list[Token], place: int) -> str:
    return tokens[place].tag if place < len(tokens) else "|"


def _is_english(word: str) -> bool:
    return any("en" in entry.languages for entry in lexicon().words[word])


_HALF_DAYS = ("am", "pm", "morning", "afternoon", "evening", "noon", "lunch", "lunchtime")
_PLEASE = ("please", "pls", "plz", "if", "latest", "thanks", "ta")


def _in_company(text: str, tokens: list[Token], place: int) -> bool:
    """Whether "may", "March", "Sat" or "sun" stands like a date here."""
    token = tokens[place]
    before = tokens[place - 1] if place else None
    after = tokens[place + 1] if place + 1 < len(tokens) else None
    named = text[token.start].isupper()
    if len(tokens) == 1 or (len(tokens) == 2 and tokens[1].tag == "."):  # "Sun." is the whole answer
        return True
    if token.tag == "m":
        if (
            after
            and (after.tag in "deoOykT" or (after.tag == "f" and _tag(tokens, place + 2) in "yk"))
            and (after.tag != "T" or (named and _tag(tokens, place + 2) in "deoO"))  # "Jan de Ruiter" is a name
            and not (token.word == "may" and not named and before and before.tag == "x")
        ):
            return True
        if (
            before
            and before.tag in "deoOsfpuK-/"
            and before.value != "that"
            and (
                named
                or before.tag != "d"
                or token.word not in ("may", "march", "mar")
                or (place > 1 and tokens[place - 2].tag in "R>pK")
                or (token.word == "may" and (after is None or after.tag in ".,|)"))
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
    if after and after.tag == "u" and after.word == "week":  # "for sat week"
        return True
    if before and before.value == "for" and (after is None or after.tag in ".,|)" or after.word in _PLEASE):
        return True
    if before and before.tag in "pRK(":
        return named or before.value in ("next", "this", "by", "on", "before", "last", "until", "coming")
    near = after.tag if after else "|"
    if near in "Nm" or (near == "t" and after is not None and after.word in _HALF_DAYS):  # sat 11/14, mon am
        return True
    return named and (near in "deoONmt,|)>-/.&l" or (before is not None and before.tag in "W,:-l&>r"))
