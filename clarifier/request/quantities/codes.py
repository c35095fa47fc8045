"""Numbers that are codes: digits among their tokens come in, the whole phone, part number, date or time goes out.

Told by shape alone, before any number is read: what is glued to the digits, and how digit groups follow each other.
"""

import re
from functools import cache
from typing import Literal

from clarifier.request.quantities.scales import scale_behind
from clarifier.request.quantities.tokens import GLUED, SPACE, Tokens
from clarifier.request.quantities.units import unit_at, words

AmountKind = Literal[
    "count", "money", "dimension", "percent", "duration", "fraction", "ordinal", "time", "phone", "postcode", "other"
]
Verdict = tuple[AmountKind, str | None]

CODE: Verdict = ("other", "part of a code")
DATE: Verdict = ("other", "a date or a code")

_PHONE = re.compile(
    r"(?<![\w.,])(?:"
    r"\+\d{1,3}[ .\-/]?(?:\(\d{1,4}\)[ .\-/]?)?\d{1,5}(?:[ .\-/]{1,2}\d{1,6}){0,6}"
    r"|\(\d{2,5}\)[ ]?\d{2,5}(?:[ .\-]\d{2,6}){0,3}"
    r"|(?:1[ .\-])?\d{3}[ .\-]\d{3}[ .\-]\d{4}"
    r"|0\d{1,4}[ ./\-]\d{2,6}(?:[ .\-/]\d{2,6}){0,4}"
    r")(?: ?(?:x|ext\.?|ex) ?\d{1,6})?(?!\w)(?![.,\-]\d)"
)
_CONNECT = frozenset("-_/.@&=?%~:#+*‑\\")
_DASHES = ("-", "‑")


def phones(text: str) -> list[tuple[int, int]]:
    """The spans of telephone numbers that their shape gives away."""
    found = []
    for match in _PHONE.finditer(text):
        digits = sum(character.isdigit() for character in match[0])
        least = 8 if match[0][0] == "+" else 7 if match[0][0] == "(" else 9
        if least <= digits <= 20:
            found.append(match.span())
    return found


def long_number(tokens: Tokens, place: int) -> int:
    """The token after three or more digit groups that are one long number (a tax number), or `place`."""
    after, digits = place, 0
    while tokens.is_number(after) and tokens.low[after].isdigit() and (after == place or tokens.space(after) == SPACE):
        digits += len(tokens.low[after])
        after += 1
        if after - place > 12:
            break
    return after if after - place >= 3 and digits >= 9 else place


def code_at(tokens: Tokens, place: int, floor: int) -> tuple[int, int, Verdict] | None:
    """The code around the digits at a token: its first token (not before `floor`), the token after it, and why."""
    if scale_behind(tokens, place) and _left(tokens, place) is None:
        return None
    if _is_station(tokens, place):
        return place, place + 3, ("other", "a place along a road")
    reason = _left(tokens, place) or _right(tokens, place)
    if reason is None:
        return None
    first, after = place, place + 1
    while first > floor and tokens.gap[first] == GLUED and _joins(tokens, first - 1):
        first -= 1
    while after < len(tokens.low) and tokens.gap[after] == GLUED and _joins(tokens, after):
        after += 1
    while after > place + 1 and tokens.low[after - 1] in _CONNECT:
        after -= 1
    if reason[1] == "a thread" and tokens.word(after) in ("x", "×") and tokens.is_number(after + 1):
        unit = unit_at(tokens, after + 2)  # M6 x 20, but M6 x 20 pcs
        compact = any(tokens.low[at] in ("x", "×") for at in range(place + 1, after))  # M8x30 x 200
        after = after if compact or (unit and unit.family == "count") else after + 2
    while first < place and tokens.low[first] in _CONNECT:
        first += 1
    return first, after, reason


def _is_station(tokens: Tokens, place: int) -> bool:
    """`Ch. 212+400`, `Sta 12+50`: metres or feet behind a kilometre or a hundred feet."""
    behind = tokens.low[place + 2] if place + 2 < len(tokens.low) else ""
    glued = tokens.word(place + 1) == "+" and tokens.space(place + 1) == tokens.space(place + 2) == GLUED
    label = tokens.word(place - 2) if tokens.word(place - 1) in (".", ":") else tokens.word(place - 1)
    named = label in ("ch", "sta", "station", "km", "chainage", "stn", "pk", "mp")
    return glued and behind.isdigit() and len(behind) in (2, 3) and (len(behind) == 3 or named)


def _joins(tokens: Tokens, place: int) -> bool:
    return tokens.kind[place] in "wn" or (tokens.kind[place] == "s" and tokens.low[place] in _CONNECT)


@cache
def _glued_before() -> frozenset[str]:
    """Words that may stand glued before digits without making a code of them: qty60, RAL7016, USD300."""
    labels = words("labels", "count", "units") | words("labels", "strong", "units") | words("money", "codes", "units")
    return frozenset(word for word in labels if len(word) > 1) | {"x", "×"}


def _left(tokens: Tokens, place: int) -> Verdict | None:
    """Whether what is glued to the left of the digits makes them part of a code."""
    if tokens.space(place) != GLUED:
        return None
    before, kind = tokens.word(place - 1), tokens.kind[place - 1]
    beyond = tokens.space(place - 1) == GLUED and tokens.kind[place - 2] in "wn"
    if kind == "w":
        dashed = tokens.space(place - 1) == GLUED and tokens.word(place - 2) in ("-", "_", "/")
        if before in _glued_before() and not beyond and not dashed:
            return None
        pack = before in ("x", "×") and tokens.is_number(place - 2) and tokens.space(place - 2) > GLUED
        if pack and unit_at(tokens, place + 1) is not None:
            return None  # 2x25kg
        thread = before == "m" and not beyond and tokens.word(place + 1) in ("x", "×")
        return ("dimension", "a thread") if thread else CODE
    if kind == "n":
        return CODE
    if before in "-‑_/&@=*:%?^" and beyond:
        return None if before in ":=" and tokens.kind[place - 2] == "w" else CODE
    if before == "." and beyond and tokens.kind[place - 2] == "n":
        return CODE
    return None


_GLUED_AFTER = frozenset(
    [
        "x",
        "×",
        "s",
        "k",
        "st",
        "nd",
        "rd",
        "th",
        "am",
        "pm",
        "a",
        "p",
        "ish",
        "h",
        "hr",
        "hrs",
        "nos",
        "no",
        "off",
        "er",
        "e",
        "ème",
        "in",
        "bn",
        "doz",
        "dz",
        "mn",
        "mio",
    ]
)


def _right(tokens: Tokens, place: int) -> Verdict | None:
    """Whether what is glued to the right of the digits makes them part of a code, a time or a date."""
    after = place + 1
    if tokens.space(after) != GLUED or after >= len(tokens.low):
        return None
    sign, kind = tokens.low[after], tokens.kind[after]
    beyond = tokens.kind[after + 1] if tokens.space(after + 1) == GLUED and after + 1 < len(tokens.low) else ""
    if kind == "w":
        return _right_word(tokens, after, sign, beyond)
    if kind == "n":
        return None if tokens.low[after][0] in "½¼¾⅓⅔⅛⅜⅝⅞" else CODE
    if sign == ":" and beyond == "n":
        return "time", None
    if (sign in ("_", "\\") and beyond in ("w", "n")) or (sign == "@" and beyond == "w"):
        return CODE
    if sign in _DASHES and beyond == "w":
        if tokens.low[after + 1] == "by" and tokens.word(after + 2) == "-" and tokens.is_number(after + 3):
            return None  # a 12-by-15-foot room
        third = tokens.word(after + 2) if tokens.space(after + 2) == GLUED else ""
        further = tokens.space(after + 2) == GLUED and (
            tokens.is_number(after + 2) or (third in ("-", "/") and tokens.is_number(after + 3))
        )
        return CODE if further or not (tokens.raw(after + 1).islower() or unit_at(tokens, after + 1)) else None
    if sign in ("/", "-", "‑", ".") and beyond == "n":
        return None if sign == "-" and _is_mixed(tokens, place) else _chain(tokens, place, sign)
    return None


def _right_word(tokens: Tokens, after: int, word: str, beyond: str) -> Verdict | None:
    """Letters behind the digits: `60x`, `72h`, `16oz` are read further, `16G` and `6061T6` are codes."""
    if word == "h" and beyond == "n":
        return "time", None
    if word in ("x", "×") and beyond == "n":
        return None
    unit = unit_at(tokens, after)
    if not unit and word not in _GLUED_AFTER:
        literal = tokens.low[after - 1]
        measured = literal.count(".") == 1 and tokens.raw(after).islower() and len(word) <= 4 and not beyond
        return None if measured else CODE  # 0.8rad
    if (beyond == "n" and not (unit and unit.after > after + 1)) or (beyond and tokens.low[after + 1] == "_"):
        return CODE
    dashed = beyond and tokens.low[after + 1] in _DASHES and tokens.space(after + 2) == GLUED
    return CODE if dashed and tokens.is_number(after + 2) and not tokens.raw(after).islower() else None


def _is_mixed(tokens: Tokens, place: int) -> bool:
    """`1-1/4"`: a whole number and a fraction."""
    top, slash, bottom = (tokens.word(place + step) for step in (2, 3, 4))
    digits = top.isdigit() and bottom.isdigit() and len(top) <= 2 and len(bottom) <= 2 and slash == "/"
    ends = tokens.space(place + 5) != GLUED or not (tokens.is_number(place + 5) or tokens.word(place + 5) in ("-", "/"))
    return digits and ends and int(top) < int(bottom) and int(bottom) in (2, 4, 8, 16, 32, 64)


def _chain(tokens: Tokens, place: int, sign: str) -> Verdict | None:
    """Digits joined to digits: a date or a code, or (None) a range or a fraction that is read later."""
    second = place + 2
    third = second + 1
    one, two = tokens.low[place], tokens.low[second]
    counted = unit_at(tokens, third) is not None and tokens.space(third) <= SPACE
    if tokens.space(third) == GLUED and (tokens.word(third) in ("-", "/", "‑", "_") or tokens.is_word(third)):
        dash = tokens.word(third) in _DASHES
        dashed_unit = dash and tokens.space(third + 1) == GLUED and unit_at(tokens, third + 1) is not None
        loose = tokens.space(third + 1) != GLUED and not tokens.is_word(third)
        if not (counted or dashed_unit or loose or tokens.word(third) in _GLUED_AFTER):
            return DATE
        counted = counted or dashed_unit or tokens.word(third) == "k"
    if sign == ".":
        return DATE
    if sign == "/":
        small = one.isdigit() and two.isdigit() and len(one) <= 2 and len(two) <= 2 and int(one) < int(two)
        return None if small and int(two) in (2, 3, 4, 8, 16, 32, 64) else DATE
    if not counted and f"{one} - {two}" in words("threads", "words", "units"):
        return "dimension", "a thread"
    if not (one.isdigit() and two.isdigit()):
        return None
    if len(two) > 9 or len(one) > 9 or (two[0] == "0" and len(two) > 1) or (one[0] == "0" and len(one) > 1):
        return DATE
    # A range rises, and by no more than a digit: 26-1185 is a quote, 41-800 a Polish postcode.
    return None if int(one) < int(two) <= int(one) * 10 or (counted and int(one) < int(two)) else DATE
