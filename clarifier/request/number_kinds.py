"""Why a number is no amount of goods: a number among its tokens comes in, a kind and a reason go out.

Codes and phones are told by their shape, before any number is read; the rest by the words around the number.
"""

import re
from functools import cache
from typing import Literal

from clarifier.request.numbers import GLUED, LINE, SPACE, WIDE, Number, Tokens
from clarifier.request.units import Unit, unit_at, words

AmountKind = Literal[
    "count", "money", "dimension", "percent", "duration", "fraction", "ordinal", "time", "phone", "postcode", "other"
]
Verdict = tuple[AmountKind, str | None]

_PHONE = re.compile(
    r"(?<![\w.,])(?:"
    r"\+\d{1,3}[ .\-/]?(?:\(\d{1,4}\)[ .\-/]?)?\d{1,5}(?:[ .\-/]{1,2}\d{1,6}){0,6}"
    r"|\(\d{2,5}\)[ ]?\d{2,5}(?:[ .\-]\d{2,6}){0,3}"
    r"|(?:1[ .\-])?\d{3}[ .\-]\d{3}[ .\-]\d{4}"
    r"|0\d{1,4}[ ./\-]\d{2,6}(?:[ .\-/]\d{2,6}){0,4}"
    r")(?!\w)(?![.,\-]\d)"
)
_CONNECT = frozenset("-_/.@&=?%~:#+*‑\\")
_STATES = frozenset(["QLD", "NSW", "VIC", "SA", "WA", "TAS", "ACT", "NT"])
_MONTHS = frozenset(
    ["jan", "january", "feb", "february", "mar", "march", "apr", "april", "may", "jun", "june", "jul", "july", "aug", "august", "sep", "sept", "september", "oct", "october", "nov", "november", "dec", "december"]
)


@cache
def _data(section: str, key: str) -> frozenset[str]:
    return words(section, key, "units")


def phones(text: str) -> list[tuple[int, int]]:
    """The spans of telephone numbers that their shape gives away."""
    found = []
    for match in _PHONE.finditer(text):
        digits = sum(character.isdigit() for character in match[0])
        least = 8 if match[0][0] == "+" else 7 if match[0][0] == "(" else 9
        if least <= digits <= 16:
            found.append(match.span())
    return found


def code_at(tokens: Tokens, place: int, floor: int) -> tuple[int, int, Verdict] | None:
    """The code (part number, address, time, date) around the digits at a token: its first token, the one after, why."""
    reason = _left_code(tokens, place) or _right_code(tokens, place)
    if reason is None:
        return None
    first, after = place, place + 1
    while (
        first > floor
        and tokens.gap[first] == GLUED
        and (tokens.kind[first - 1] in "wn" or tokens.low[first - 1] in _CONNECT)
    ):
        first -= 1
    size = len(tokens.low)
    while after < size and tokens.gap[after] == GLUED and (tokens.kind[after] in "wn" or tokens.low[after] in _CONNECT):
        after += 1
    while after > place + 1 and tokens.low[after - 1] in _CONNECT:
        after -= 1
    while first < place and tokens.low[first] in _CONNECT:
        first += 1
    return first, after, reason


def _left_code(tokens: Tokens, place: int) -> Verdict | None:
    """Whether what is glued to the left of the digits makes them part of a code."""
    if tokens.space(place) != GLUED:
        return None
    before, kind = tokens.word(place - 1), tokens.kind[place - 1]
    beyond = tokens.space(place - 1) == GLUED and tokens.kind[place - 2] in "wn"
    if kind == "w":
        dashed = tokens.space(place - 1) == GLUED and tokens.word(place - 2) in ("-", "_", "/")
        known = (
            before in _data("labels", "count")
            or before in _data("labels", "strong")
            or before in _data("money", "codes")
        )
        if (known and not beyond and not dashed and len(before) > 1) or (before in ("x", "×") and not beyond):
            return None
        if before == "m" and not beyond and tokens.word(place + 1) in ("x", "×"):
            return "dimension", "a thread"
        return "other", "part of a code"
    if kind == "n":
        return "other", "part of a code"
    if before in ("-", "‑", "_", "/", "&", "@", "=", "*", ":", "%", "?") and beyond:
        labelled = before in (":", "=") and tokens.kind[place - 2] == "w"
        return None if labelled else ("other", "part of a code")
    if before == "." and tokens.space(place - 1) == GLUED and tokens.kind[place - 2] == "n":
        return "other", "part of a code"
    return None


@cache
def _glued_words() -> frozenset[str]:
    """Words that may stand right behind a number: 60x, 72h, 3rd, 10am, 100s."""
    return frozenset(["x", "×", "s", "k", "st", "nd", "rd", "th", "am", "pm", "a", "p", "ish", "h", "hr", "hrs", "nos", "no", "off", "er", "e", "ème"])


def _right_code(tokens: Tokens, place: int) -> Verdict | None:
    """Whether what is glued to the right of the digits makes them part of a code, a time or a date."""
    after = place + 1
    if tokens.space(after) != GLUED or after >= len(tokens.low):
        return None
    next_word, kind = tokens.low[after], tokens.kind[after]
    beyond = after + 1 < len(tokens.low) and tokens.gap[after + 1] == GLUED
    beyond_kind = tokens.kind[after + 1] if beyond else ""
    if kind == "w":
        unit = unit_at(tokens, after)
        if next_word == "h" and beyond_kind == "n":
            return "time", None
        if next_word in ("x", "×") and beyond_kind == "n":
            return None
        if not unit and next_word not in _glued_words():
            return "other", "part of a code"
        if (beyond_kind == "n" and not (unit and unit.after > after + 1)) or (beyond and tokens.low[after + 1] == "_"):
            return "other", "part of a code"
        dashed = beyond and tokens.low[after + 1] in ("-", "‑") and tokens.space(after + 2) == GLUED
        if dashed and tokens.is_number(after + 2) and not tokens.raw(after).islower():
            return "other", "part of a code"
        return None
    if kind == "n":
        return None if tokens.low[after][0] in "½¼¾⅓⅔⅛⅜⅝⅞" else ("other", "part of a code")
    if next_word == ":" and beyond_kind == "n":
        return "time", None
    if (next_word in ("_", "\\") and beyond_kind in ("w", "n")) or (next_word == "@" and beyond_kind == "w"):
        return "other", "part of a code"
    if next_word in ("-", "‑") and beyond_kind == "w":
        written = tokens.raw(after + 1)
        further = tokens.space(after + 2) == GLUED and (
            tokens.is_number(after + 2) or (tokens.word(after + 2) in ("-", "/") and tokens.is_number(after + 3))
        )
        return (
            ("other", "part of a code") if further or (not written.islower() and not unit_at(tokens, after + 1)) else None
        )
    if next_word in ("/", "-", "‑", ".") and beyond_kind == "n":
        return _chain(tokens, place, next_word)
    return None


def _chain(tokens: Tokens, place: int, sign: str) -> Verdict | None:
    """Digits joined to digits: a date, a code, or (None) a range or a fraction that is read later."""
    second = place + 2
    third = tokens.word(second + 1)
    if tokens.space(second + 1) == GLUED and (third in ("-", "/", "‑", "_") or tokens.kind[second + 1] == "w"):
        glued_unit = tokens.kind[second + 1] == "w" and (
            unit_at(tokens, second + 1) or third in _glued_words() or third == "k"
        )
        dashed_unit = (
            third in ("-", "‑") and tokens.space(second + 2) == GLUED and unit_at(tokens, second + 2) is not None
        )
        spaced = tokens.space(second + 2) != GLUED and third in ("-", "/", "‑")
        if not (glued_unit or dashed_unit or spaced):
            return "other", "a date or a code"
    one, two = tokens.low[place], tokens.low[second]
    if sign == "/":
        small = one.isdigit() and two.isdigit() and len(one) <= 2 and len(two) <= 2 and int(one) < int(two)
        return None if small and int(two) in (2, 3, 4, 8, 16, 32, 64) else ("other", "a date or a code")
    if sign == ".":
        return "other", "a date or a code"
    if (two.isdigit() and two[0] == "0" and len(two) > 1) or (one.isdigit() and one[0] == "0" and len(one) > 1):
        return "other", "a date or a code"
    return None


def long_number(tokens: Tokens, place: int) -> int:
    """The token after three or more digit groups that are one long number (a tax number), or `place`."""
    after, digits = place, 0
    while tokens.is_number(after) and tokens.low[after].isdigit() and (after == place or tokens.space(after) == SPACE):
        digits += len(tokens.low[after])
        after += 1
        if after - place > 12:
            break
    return after if after - place >= 3 and digits >= 9 else place


def named_by_label(tokens: Tokens, place: int, unit: Unit | None, number: Number) -> Verdict | None:
    """`rev 3`, `line 10`, `ext. 4357`, `invoice 88213`: the word before the number says that it names something."""
    before = place - 1
    if tokens.space(place) > LINE or before < 0:
        return None
    hashed = tokens.word(before) in ("#", "№")
    if hashed:
        return "ordinal", "a number that names something"
    if tokens.word(before) in (":", ".", "=") and tokens.space(before) <= SPACE:
        before -= 1
        if tokens.word(before) == "." and tokens.space(before) == GLUED:
            before -= 1
    if tokens.word(before) in (")",):
        return None
    word = tokens.word(before)
    if tokens.kind[before] != "w" and word != "@":
        return None
    if word in _data("labels", "days"):
        return "duration", "terms of payment"
    if word in _data("money", "before") and (unit is None or unit.family != "count"):
        return "money", None
    counted = (
        unit is not None and unit.family in ("count", "measure", "duration", "people") and unit.after > number.after
    )
    if word in _data("labels", "strong"):
        # `unit`, `no`, `day` and their like also end a sentence part: `no 60 pcs`.
        if counted and word in (
            "no",
            "day",
            "week",
            "line",
            "lines",
            "unit",
            "type",
            "size",
            "so",
            "as",
            "via",
            "plan",
            "press",
            "wind",
            "door",
            "gate",
            "en",
            "id",
            "op",
        ):
            return None
        if (
            word in ("so", "as", "en", "day", "number", "v", "q", "d", "plan", "code", "press", "year", "up")
            and not number.words
        ):
            looks_like_code = (
                len(tokens.low[place]) >= 4
                and tokens.low[place].isdigit()
                and number.value is not None
                and number.value % 50 != 0
            )
            if not (looks_like_code or tokens.word(before + 1) in (":", ".", "#") or word in ("v", "number", "day")):
                return None
        if word == "no" and not (tokens.word(before + 1) in (".", ":") or tokens.raw(before) != "no"):
            return None
        if number.words and word not in (
            "page",
            "phase",
            "step",
            "line",
            "class",
            "option",
            "type",
            "unit",
            "level",
            "gate",
            "building",
        ):
            return None
        return "ordinal", f"{word} number"
    if word in _data("labels", "weak") and unit is None and not number.words and tokens.space(place) == SPACE:
        return _weak_label(tokens, before, place, number)
    return None


def _weak_label(tokens: Tokens, before: int, place: int, number: Number) -> Verdict | None:
    """`order 3318` names an order, `please order 500` does not."""
    literal = tokens.low[place]
    if not literal.isdigit() or followed_by_noun(tokens, number.after):
        return None
    left = tokens.word(before - 1)
    known_noun = left in words("cues", "determiners") or left in (
        "(",
        "last",
        "previous",
        "sales",
        "purchase",
        "work",
        "per",
        "re",
        "ref",
        ",",
    )
    identifier = len(literal) >= 4 and number.value is not None and number.value % 50 != 0
    verb = tokens.word(before) in ("order", "quote", "release", "ship", "run", "set", "item", "items")
    if (
        identifier
        or (known_noun
        and tokens.word(before) not in ("set", "run", "load", "batch", "lot"))
        or (not verb
        and len(literal) <= 2)
    ):
        return "ordinal", f"{tokens.word(before)} number"
    return None


def followed_by_noun(tokens: Tokens, after: int) -> bool:
    """Whether a word that can be a noun or its adjective follows on the line."""
    return (
        after < len(tokens.low)
        and tokens.space(after) <= LINE
        and tokens.kind[after] == "w"
        and tokens.low[after] not in words("cues", "small")
    )


def in_address(tokens: Tokens, number: Number) -> Verdict | None:
    """A street number or a postcode."""
    place, after = number.first, number.after
    literal = tokens.low[place]
    if after != place + 1 or not literal.isdigit():
        return None
    if len(literal) <= 5:
        for step in range(3):
            at = after + step
            if tokens.space(at) > SPACE or at >= len(tokens.low):
                break
            written = tokens.raw(at)
            if step and tokens.low[at] in _data("street", "after") and written[0].isupper() and tokens.kind[at] == "w":
                if _ends_street(tokens, at):
                    return "other", "a street number"
            if not (written[0].isupper() or tokens.is_number(at)):
                break
            if tokens.word(at + 1) == "." and tokens.space(at + 1) == GLUED:
                break
        else:
            at = after + 3
            if (
                tokens.space(at) <= SPACE
                and tokens.word(at) in _data("street", "after")
                and tokens.raw(at)[0].isupper()
            ):
                return "other", "a street number"
        if tokens.space(after) <= SPACE and tokens.word(after) in _data("street", "before"):
            return "other", "a street number"
    before = tokens.raw(place - 1)
    lowered = tokens.word(place - 1)
    if tokens.space(place) == SPACE and len(before) > 4 and before[0].isupper():
        if any(lowered.endswith(ending) and len(lowered) > len(ending) + 1 for ending in _data("street", "endings")):
            return "other", "a street number"
    return _postcode(tokens, place, literal)


def _ends_street(tokens: Tokens, at: int) -> bool:
    """Whether a street word ends the street's name, and is no adjective of goods (`10 Square Tubes`)."""
    following = at + 1
    if following >= len(tokens.low) or tokens.space(following) > SPACE or tokens.kind[following] != "w":
        return True
    return tokens.word(following) in (
        "ste",
        "suite",
        "unit",
        "bay",
        "apt",
        "dock",
        "bldg",
        "building",
        "gate",
        "floor",
        "in",
        "and",
        "by",
        "for",
        "use",
        "north",
        "south",
        "east",
        "west",
        "n",
        "s",
        "e",
        "w",
    )


def _postcode(tokens: Tokens, place: int, literal: str) -> Verdict | None:
    before, following = tokens.raw(place - 1), tokens.raw(place + 1)
    near = tokens.space(place) == SPACE
    if len(literal) == 5 and near and len(before) == 2 and before.isupper() and before.isalpha():
        return "postcode", None
    if len(literal) == 4 and near and before in _STATES:
        return "postcode", None
    if (
        len(literal) == 4
        and len(following) == 2
        and following.isupper()
        and tokens.raw(place + 2)[:1].isupper()
        and tokens.space(place + 1) == SPACE
    ):
        return "postcode", None
    if len(literal) == 6 and near and before[:1].isupper() and not followed_by_noun(tokens, place + 1):
        return "postcode", None
    if len(literal) == 5 and following[:1].isupper() and tokens.space(place + 1) == SPACE:
        if (
            tokens.low[place - 1] == ","
            and tokens.space(place) <= LINE
            and place >= 2
            and _number_before(tokens, place - 1)
        ):
            return "postcode", None
        if tokens.space(place) == LINE and _number_before(tokens, place):
            return "postcode", None
    return None


def _number_before(tokens: Tokens, place: int) -> bool:
    """Whether a number stands among the few tokens before, on the same line."""
    for step in range(1, 7):
        at = place - step
        if at < 0:
            return False
        if tokens.is_number(at) or tokens.kind[at] == "x":
            return True
        if tokens.space(at) >= LINE:
            return False
    return False


def is_list_number(tokens: Tokens, number: Number) -> bool:
    """`1.` or `2)` before the text of its line."""
    place, after = number.first, number.after
    opened = tokens.word(place - 1) == "(" and tokens.space(place) == GLUED
    first = place - 1 if opened else place
    return (
        tokens.space(first) >= LINE
        and after == place + 1
        and tokens.low[place].isdigit()
        and len(tokens.low[place]) <= 2
        and tokens.word(after) in (".", ")", ":")
        and tokens.space(after) == GLUED
        and tokens.space(after + 1) in (SPACE, WIDE)
    )


def is_year(tokens: Tokens, number: Number) -> bool:
    """`in 2013`, `March 2026`, `a very good year 2026`: four digits that no noun follows."""
    place = number.first
    literal = tokens.low[place]
    if not (literal.isdigit() and len(literal) == 4 and 1950 <= int(literal) <= 2060 and number.after == place + 1):
        return False
    before = tokens.word(place - 1)
    if (
        before
        in (
            "in",
            "since",
            "year",
            "of",
            "for",
            "summer",
            "spring",
            "autumn",
            "fall",
            "winter",
            "season",
            "©",
            "fy",
            "late",
            "early",
        )
        or before in _MONTHS
    ):
        return not followed_by_noun(tokens, place + 1) or before in _MONTHS or before == "year"
    return int(literal) % 50 != 0 and before not in words("cues", "before") and not followed_by_noun(tokens, place + 1)


def is_name(tokens: Tokens, number: Number) -> bool:
    """`Tuttnauer 3870`, `the 737 kit`: the number belongs to the name before it, or names the thing behind it."""
    place = number.first
    literal = tokens.low[place]
    if number.words or not literal.isdigit() or number.after != place + 1 or number.value is None:
        return False
    before = tokens.raw(place - 1)
    lowered = tokens.word(place - 1)
    noun_follows = followed_by_noun(tokens, place + 1)
    if (
        tokens.space(place) == SPACE
        and tokens.kind[place - 1] == "w"
        and before[:1].isupper()
        and len(before) > 2
        and not noun_follows
    ):
        opening = tokens.space(place - 1) >= LINE or tokens.word(place - 2) in (".", "!", "?", ":", "-", "*", "•", "–")
        known = lowered in words("cues", "before") or lowered in _data("labels", "count") or before.isupper()
        return not opening and not known and not lowered.endswith("s")
    if lowered in ("the", "your", "our") and tokens.space(place) <= SPACE and noun_follows:
        unit = unit_at(tokens, place + 1)
        if unit and unit.family == "count" and unit.singular and number.value > 1:
            return True
        return len(literal) >= 4 and number.value % 50 != 0
    return (len(literal) >= 5 and number.value % 50 != 0 and not noun_follows) or len(literal) >= 8
