"""What a number counts: an amount with its phrase comes in, its kind and the reason go out.

The order is the argument: money and percent by their signs, names by the word before, then what the noun behind says.
"""

import re
from functools import cache

from clarifier.request.quantities.codes import Verdict
from clarifier.request.quantities.counted import by_unit
from clarifier.request.quantities.names import (
    followed_by_noun,
    in_address,
    is_date,
    is_list_number,
    is_name,
    is_year,
    named_by_label,
)
from clarifier.request.quantities.phrase import Reading
from clarifier.request.quantities.tokens import GLUED, LINE, SPACE, WIDE, Tokens
from clarifier.request.quantities.units import words

_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_DECIMALS = re.compile(r"[.,](?:\d|\d{3,})$")

COUNT: Verdict = ("count", None)


def judge(tokens: Tokens, reading: Reading, last: Reading | None) -> Verdict:
    """The kind of an amount; `last` is the amount before it. Cuts the unit off where a name or a time took it."""
    verdict = _by_sign(tokens, reading) or _by_name(tokens, reading, last)
    if verdict:
        return verdict
    return by_unit(tokens, reading, last) or _by_shape(tokens, reading) or COUNT


def _by_sign(tokens: Tokens, reading: Reading) -> Verdict | None:
    """Money, percent, tolerances, list numbers and times: told by what touches the number."""
    if _is_money(tokens, reading):
        if _is_owed(tokens, reading) and reading.value is not None:
            reading.value = -reading.value
        return "money", None
    behind = reading.number_after
    if reading.unit and reading.unit.family == "percent":
        return "percent", None
    place = reading.number.first
    plus_minus = tokens.word(place - 1) == "±" or (tokens.word(place - 1), tokens.word(place - 2)) in (
        ("-", "+"),
        ("-", "/"),
    )
    if (plus_minus and tokens.space(place - 1) == GLUED) or tokens.word(place - 1) in ("±", "tolerance", "tol"):
        return "dimension", "a tolerance"
    if is_list_number(tokens, reading.number):
        return "ordinal", "a list number"
    after = tokens.word(behind) if tokens.space(behind) <= SPACE else ""
    spelled = after in ("a", "p") and tokens.word(behind + 1) == "." and tokens.word(behind + 2) == "m"
    if after in words("time", "after", "units") or spelled:
        reading.cut(behind + (3 if spelled else 1))
        return ("time", None) if _is_hour(tokens.low[reading.number.first]) else ("dimension", "no time of day")
    if _ends_a_time(tokens, reading):
        return "time", None
    if after in ("st", "nd", "rd", "th") and tokens.space(behind) == GLUED:
        reading.cut(behind + 1)
        return "ordinal", None
    return None


def _is_hour(literal: str) -> bool:
    """Whether digits can be a time of day: minutes have two digits."""
    return not _DECIMALS.search(literal)


def _ends_a_time(tokens: Tokens, reading: Reading) -> bool:
    """`opens at 7`, `until two`: an hour before the end of a phrase."""
    value, behind, at = reading.number.value, reading.number_after, reading.first
    if value is None or value > 12:
        return False
    ends = behind >= len(tokens.low) or tokens.kind[behind] == "s" or tokens.space(behind) >= LINE
    before, two = tokens.word(at - 1), f"{tokens.word(at - 2)} {tokens.word(at - 1)}"
    return ends and (before in words("time", "ends", "units") or two in words("time", "ends", "units"))


@cache
def _money_signs() -> frozenset[str]:
    return words("money", "signs", "units") | words("money", "codes", "units")


def _is_money(tokens: Tokens, reading: Reading) -> bool:
    before, after = tokens.word(reading.first - 1), tokens.word(reading.number_after)
    signs = _money_signs()
    near = tokens.space(reading.first) <= SPACE
    if reading.unit and reading.unit.family == "money":
        return True
    if near and before == "." and tokens.space(reading.first - 1) == GLUED:
        before = tokens.word(reading.first - 2)  # Rs. 500
    if (near and before in signs) or tokens.word(reading.number.first - 1) in signs:
        return True
    if after in signs and tokens.space(reading.number_after) <= SPACE:
        reading.after = max(reading.after, reading.number_after + 1)
        return True
    if after == "," and tokens.word(reading.number_after + 1) in ("-", "–", "—"):
        return tokens.space(reading.number_after + 1) == GLUED  # 100,- EUR
    piece = reading.unit is None or reading.unit.name == "ea"
    if before == "@" and near and piece:
        return True
    value = reading.number.value
    decimal = value is not None and value != int(value) and not reading.number.words
    plain = reading.number.after == reading.number.first + 1
    each = reading.unit is not None and not _THOUSANDS.fullmatch(tokens.low[reading.number.first])
    return decimal and piece and plain and ((before in ("at", "for") and near) or each)


def _is_owed(tokens: Tokens, reading: Reading) -> bool:
    """`the balance is ($99.50)`, or alone in its column: what bookkeepers write in brackets is below nothing."""
    sign = reading.number.first - 1
    bracket = sign - 1 if tokens.word(sign) in _money_signs() else sign
    if tokens.word(bracket) != "(" or tokens.word(reading.after) != ")" or tokens.space(sign) > GLUED:
        return False
    return tokens.word(bracket - 1) in ("is", "was", "of", "be", ":") or tokens.space(bracket) == WIDE


def _by_name(tokens: Tokens, reading: Reading, last: Reading | None) -> Verdict | None:
    """Numbers that name: dates, labels, addresses, years, names."""
    number, unit = reading.number, reading.unit
    if is_date(tokens, number, reading.number_after):
        reading.cut(reading.number_after)
        return "other", "a date"
    terms = tokens.word(number.after) in ("net", "netto") and not followed_by_noun(tokens, number.after + 1)
    if terms and unit is None and tokens.space(number.after) <= SPACE:
        return "duration", "terms of payment"
    if unit is None and _is_alloy(tokens, reading):
        return "other", "an alloy"
    label = named_by_label(tokens, reading.first, unit, number, ranged=reading.minimum is not None)
    packed = last is not None and last.after == reading.first - 1 and last.unit is not None and unit is not None
    if label and not (packed and tokens.word(reading.first - 1) == "po"):  # 5 wiader po 5 litrów
        return label
    if last and last.verdict[0] == "postcode" and last.after == reading.first and unit is None:
        return "postcode", None  # 471 60 Myggenäs
    goods = number.group or (unit is not None and unit.family == "count")  # "shade 312 - 150 dozen"
    if last and last.verdict[0] == "ordinal" and not goods and _continues(tokens, last, reading):
        return "ordinal", last.verdict[1]
    glued = unit is not None and tokens.space(number.after) == GLUED
    address = None if glued or (unit and unit.family in ("count", "duration")) else in_address(tokens, number)
    if address:
        reading.cut(reading.number_after)
        return address
    if unit is None and is_year(tokens, number):
        return "other", "a year"
    if (unit is None or unit.family == "count") and is_name(tokens, number, unit):
        reading.cut(reading.number_after)
        return "other", "part of a name or a code"
    return None


def _is_alloy(tokens: Tokens, reading: Reading) -> bool:
    """`316 stainless`, `polished 316`."""
    number = reading.number
    beside = words("alloys", "beside", "units")
    if number.words or tokens.low[number.first] not in words("alloys", "words", "units"):
        return False
    return tokens.word(number.first - 1) in beside or tokens.word(number.after) in beside


def _continues(tokens: Tokens, last: Reading, reading: Reading) -> bool:
    """`cost centers 1180 and 1190`, `rooms 5 through 8`: a label reaches the next number."""
    gap = tokens.low[last.after : reading.first] if reading.first - last.after == 1 else []
    joined = tokens.word(reading.after) != "of" and gap in (
        ["and"],
        [","],
        ["&"],
        ["/"],
        ["thru"],
        ["through"],
        ["to"],
        ["or"],
        ["-"],
        ["–"],
    )
    named = joined and reading.unit is None and not reading.number.words and not followed_by_noun(tokens, reading.after)
    return named and not (gap[0] in ("-", "–") and tokens.space(last.after) == SPACE and _is_far(last, reading))


def _is_far(last: Reading, reading: Reading) -> bool:
    """`size 11 - 500`: a number too far from the one that names something to end a range with it."""
    one, other = last.number.value or 0, reading.number.value or 0
    return other <= one or other > 5 * one


def _by_shape(tokens: Tokens, reading: Reading) -> Verdict | None:
    """Numbers without a unit that no piece count looks like: fractions, decimals, prices in a table."""
    number = reading.number
    if reading.unit is None and not number.words and not number.group:
        if number.fraction:
            return "fraction", None
        literal = tokens.low[number.first]
        cents = len(literal) > 3 and literal[-3] in ".," and literal[-2:].isdigit() and number.after == number.first + 1
        whole = number.value is None or number.value == int(number.value)
        if cents and not (whole and _is_asked(tokens, reading)):
            return "money", "two decimals and no unit"
        three = len(literal) > 4 and literal[-4] in ".," and literal[0] != "0"
        if not whole and reading.minimum is None and not (three and _is_asked(tokens, reading)):
            return "other", "a decimal without a unit"
    vague = number.words and number.approximate and number.value in (None, 2.0)
    return ("count", "vague") if vague and not number.group and reading.unit is None else None


def _is_asked(tokens: Tokens, reading: Reading) -> bool:
    """`Qty 60.00` and `60.00 brackets` count, a bare `276.00` is a price."""
    before = tokens.word(reading.first - 1)
    asked = before in words("labels", "count", "units") and before not in ("total", "amount")
    return asked or (tokens.space(reading.after) <= SPACE and followed_by_noun(tokens, reading.after))
