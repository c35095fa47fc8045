"""Numbers in digits or words: a text's tokens come in, the number that begins at a token goes out.

Reads `1,200.50` and `1.200,50` by the message's own decimal sign, `1 200`, `1'200`, `1.5k`, `3/8`, `1 1/2`, `½`; words
are read by number_words.py. What a number is *of* is not known here.
"""

import re
from typing import Literal

from clarifier.request.quantities.number_words import Number, scaled, words_at
from clarifier.request.quantities.scales import scale_behind
from clarifier.request.quantities.tokens import GLUED, SPACE, Tokens, tokenise

Style = Literal["point", "comma"]

_VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8}
_DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0[1-9]|1[0-2])")
_MONEY = frozenset("$€£")
_DENOMINATORS = frozenset((2, 3, 4, 5, 6, 8, 10, 12, 16, 32, 64))
_LONGEST = 15  # digits; a longer run is a code, and a float could not hold it


def number_style(text: str) -> Style | None:
    """The message's own decimal sign, from its plain decimals, else from its thousands, else its language."""
    return style_of(tokenise(text))


def style_of(tokens: Tokens) -> Style | None:
    """As `number_style`, on tokens."""
    return sure_style(tokens)[0]


def sure_style(tokens: Tokens) -> tuple[Style | None, bool]:
    """The decimal sign, and whether a literal with no other reading told it."""
    strong = {"point": 0, "comma": 0}
    weak = {"point": 0, "comma": 0}
    for place, kind in enumerate(tokens.kind):
        if kind != "n":
            continue
        literal = tokens.low[place]
        if ("," not in literal and "." not in literal) or len(literal) > 24:
            continue
        if tokens.gap[place] == GLUED and place and tokens.kind[place - 1] != "s":
            continue
        if (
            tokens.word(place + 1) in (".", "-", "/")
            and tokens.is_number(place + 2)
            and tokens.space(place + 2) == GLUED
        ):
            continue
        if _DAY_AND_MONTH.fullmatch(literal) and not _is_priced(tokens, place):
            continue
        vote = _vote(literal)
        if vote:
            sign, sure = vote
            (strong if sure else weak)[sign] += 1
    for votes in (strong, weak):
        if votes["point"] != votes["comma"]:
            return ("point" if votes["point"] > votes["comma"] else "comma"), votes is strong
        if votes["point"]:
            return None, False
    return ("comma" if "en" not in tokens.languages and tokens.languages else None), False


def _is_priced(tokens: Tokens, place: int) -> bool:
    """Whether a money sign or letters (a unit, a currency) stand beside a literal that could be a day and a month."""
    return tokens.word(place - 1) in _MONEY or tokens.word(place + 1) in _MONEY or tokens.raw(place + 1).isupper()


def _vote(literal: str) -> tuple[Literal["point", "comma"], bool] | None:
    """Which decimal sign a literal speaks for, and whether it leaves no doubt."""
    point, comma = literal.count("."), literal.count(",")
    if point and comma:
        if comma > 1 and point > 1:
            return None
        return ("point" if literal.rfind(".") > literal.rfind(",") else "comma"), True
    sign: Literal["point", "comma"] = "point" if point else "comma"
    other: Literal["point", "comma"] = "comma" if point else "point"
    head, *groups = re.split("[.,]", literal)
    if len(groups) > 1:
        return (other, True) if all(len(group) == 3 for group in groups) else None
    if len(groups[0]) == 3 and head.lstrip("0") and len(head) <= 3:
        return other, False
    return (sign, True) if len(groups[0]) != 3 or head == "0" else None


def read_digits(literal: str, style: Style | None, thousands: bool = True) -> float | None:
    """The value of a digit literal, None when it is no number (a date, an address, a code).

    Where the style is unknown, `1.500` is 1500 when `thousands`, else 1.5.
    """
    literal = literal.replace("'", "").replace("’", "")
    if literal in _VULGAR:
        return _VULGAR[literal]
    if len(literal) > _LONGEST + 6:
        return None
    if literal.startswith("."):
        return float("0" + literal)
    head, *groups = re.split("[.,]", literal)
    signs = [character for character in literal if character in ".,"]
    if not groups:
        return float(head) if len(head) <= _LONGEST else None
    grouped = len(head) <= 3 and head[0] != "0"
    if len(signs) == 1:
        decimal = "." if style == "point" else "," if style == "comma" else None
        whole = grouped and len(groups[0]) == 3 and ((decimal is None and thousands) or decimal not in (None, signs[0]))
        return float(head + groups[0]) if whole else float(f"{head}.{groups[0]}")
    same = signs[:-1]
    if len(set(same)) > 1 or not grouped:
        return None
    if signs[-1] == same[0]:  # only thousands: 1,200,000; Indian 1,20,000
        if all(len(group) == 3 for group in groups) or (
            signs[0] == ","
            and len(groups[-1]) == 3
            and all(len(group) == 2 for group in groups[:-1])
            and len(head) <= 2
        ):
            return float(head + "".join(groups))
        return None
    if all(len(group) == 3 for group in groups[:-1]):
        return float(head + "".join(groups[:-1]) + "." + groups[-1])
    return None


def number_at(tokens: Tokens, place: int, style: Style | None) -> Number | None:
    """The number that begins at a token, in digits or in words."""
    if tokens.kind[place] == "n":
        return digits_at(tokens, place, style)
    return words_at(tokens, place) if tokens.kind[place] == "w" else None


def digits_at(tokens: Tokens, place: int, style: Style | None) -> Number:
    literal, after = tokens.low[place], place + 1
    value = read_digits(literal, style)
    if literal.isdigit() and len(literal) <= 3 and literal[0] != "0":
        end = _spaced_thousands(tokens, after, style)
        if end > after:
            joined = "".join(tokens.low[place:end])
            after = end
            value = read_digits(joined, style if "." in joined or "," in joined else None)
    scale = scale_behind(tokens, place) if after == place + 1 and value is not None else None
    if scale is not None and value is not None:
        return Number(place, scale[1], float(f"{value * scale[0]:.15g}"))
    fraction = False
    part = _fraction_at(tokens, after - 1) if after == place + 1 else None
    if part is not None:
        value, after, fraction = part[0], part[1], True
    elif value is not None and value == int(value) and value < 1000 and after == place + 1:
        joined_by = (
            after + 1
            if tokens.word(after) == "-" and tokens.space(after) == tokens.space(after + 1) == GLUED
            else after
        )
        if tokens.is_number(joined_by) and tokens.space(joined_by) <= SPACE:
            part = _fraction_at(tokens, joined_by)
            vulgar = _VULGAR.get(tokens.low[joined_by])
            if part is not None and part[0] < 1:
                value, after = value + part[0], part[1]
            elif vulgar is not None:
                value, after = value + vulgar, joined_by + 1
    return scaled(tokens, Number(place, after, value, fraction=fraction), "en")


def _spaced_thousands(tokens: Tokens, after: int, style: Style | None) -> int:
    """The token after `1 200 000`, or `after` when no group of three follows."""
    end, hard = after, True
    while tokens.is_number(end) and tokens.space(end) == SPACE and end - after < 4:
        group = tokens.low[end]
        if not ((len(group) == 3 and group.isdigit()) or (len(group) > 4 and group[3] in ".," and group[:3].isdigit())):
            return after
        hard = hard and tokens.text[tokens.start[end] - 1] != " "
        end += 1
        if len(group) > 3:
            break
    if end == after or (tokens.is_number(end) and tokens.space(end) <= SPACE):
        return after
    if tokens.space(end) == GLUED and (tokens.kind[end] == "w" or tokens.low[end] in ("-", "/", "–")):
        return after
    # In a message that writes 1,200 a plain space joins only round thousands: `5 100 pcs` may be line 5, 100 pieces.
    if not hard and style == "point" and end == after + 1 and tokens.low[after] != "000":
        return after
    return end


def _fraction_at(tokens: Tokens, place: int) -> tuple[float, int] | None:
    """`3/8` at a token: its value and the token after it."""
    if tokens.word(place + 1) not in ("/", "⁄") or not tokens.is_number(place + 2):
        return None
    if tokens.space(place + 1) != GLUED or tokens.space(place + 2) != GLUED:
        return None
    if tokens.word(place + 3) == "/" and tokens.space(place + 3) == GLUED:
        return None
    top, bottom = tokens.low[place], tokens.low[place + 2]
    if not (top.isdigit() and bottom.isdigit() and len(top) <= 2 and len(bottom) <= 2):
        return None
    if int(bottom) not in _DENOMINATORS or int(top) >= int(bottom) or top[0] == "0":
        return None
    return int(top) / int(bottom), place + 3
