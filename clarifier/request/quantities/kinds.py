"""What a number counts: an amount with its phrase comes in, its kind and the reason go out.

The order is the argument: money and percent by their signs, names by the word before, then what the noun behind says.
"""

import re
from functools import cache

from clarifier.request.quantities.codes import Verdict
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
from clarifier.request.quantities.tokens import GLUED, LINE, SPACE, Tokens
from clarifier.request.quantities.units import unit_at, words

_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")

COUNT: Verdict = ("count", None)


def judge(tokens: Tokens, reading: Reading, last: Reading | None) -> Verdict:
    """The kind of an amount; `last` is the amount before it. Cuts the unit off where a name or a time took it."""
    verdict = _by_sign(tokens, reading) or _by_name(tokens, reading, last)
    if verdict:
        return verdict
    return _by_unit(tokens, reading, last) or _by_shape(tokens, reading) or COUNT


def _by_sign(tokens: Tokens, reading: Reading) -> Verdict | None:
    """Money, percent, tolerances, list numbers and times: told by what touches the number."""
    if _is_money(tokens, reading):
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
        _cut(reading, behind + (3 if spelled else 1))
        return "time", None
    if _ends_a_time(tokens, reading):
        return "time", None
    if after in ("st", "nd", "rd", "th") and tokens.space(behind) == GLUED:
        _cut(reading, behind + 1)
        return "ordinal", None
    return None


def _ends_a_time(tokens: Tokens, reading: Reading) -> bool:
    """`opens at 7`, `until two`: an hour before the end of a phrase."""
    value, behind, at = reading.number.value, reading.number_after, reading.first
    if value is None or value > 12:
        return False
    ends = behind >= len(tokens.low) or tokens.kind[behind] == "s" or tokens.space(behind) >= LINE
    before, two = tokens.word(at - 1), f"{tokens.word(at - 2)} {tokens.word(at - 1)}"
    return ends and (before in words("time", "ends", "units") or two in words("time", "ends", "units"))


def _cut(reading: Reading, after: int) -> None:
    reading.unit, reading.after = None, after


@cache
def _money_signs() -> frozenset[str]:
    return words("money", "signs", "units") | words("money", "codes", "units")


def _is_money(tokens: Tokens, reading: Reading) -> bool:
    before, after = tokens.word(reading.first - 1), tokens.word(reading.number_after)
    signs = _money_signs()
    near = tokens.space(reading.first) <= SPACE
    if reading.unit and reading.unit.family == "money":
        return True
    if near and before in signs:
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


def _by_name(tokens: Tokens, reading: Reading, last: Reading | None) -> Verdict | None:
    """Numbers that name: dates, labels, addresses, years, names."""
    number, unit = reading.number, reading.unit
    if is_date(tokens, number, reading.number_after):
        _cut(reading, reading.number_after)
        return "other", "a date"
    terms = tokens.word(number.after) in ("net", "netto") and not followed_by_noun(tokens, number.after + 1)
    if terms and unit is None and tokens.space(number.after) <= SPACE:
        return "duration", "terms of payment"
    if unit is None and _is_alloy(tokens, reading):
        return "other", "an alloy"
    label = named_by_label(tokens, reading.first, unit, number, ranged=reading.minimum is not None)
    if label:
        return label
    if last and last.verdict[0] == "postcode" and last.after == reading.first and unit is None:
        return "postcode", None  # 471 60 Myggenäs
    if last and last.verdict[0] == "ordinal" and _continues(tokens, last, reading):
        return "ordinal", last.verdict[1]
    glued = unit is not None and tokens.space(number.after) == GLUED
    address = None if glued or (unit and unit.family in ("count", "duration")) else in_address(tokens, number)
    if address:
        _cut(reading, reading.number_after)
        return address
    if unit is None and is_year(tokens, number):
        return "other", "a year"
    if (unit is None or unit.family == "count") and is_name(tokens, number, unit):
        _cut(reading, reading.number_after)
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
    return joined and reading.unit is None and not reading.number.words and not followed_by_noun(tokens, reading.after)


def _by_unit(tokens: Tokens, reading: Reading, last: Reading | None) -> Verdict | None:
    """What the word behind the number says: days, people, holes, a rate, a size."""
    unit = reading.unit
    family = unit.family if unit else ""
    left = reading.first - 2
    two_days = (
        tokens.word(reading.first - 1) == "or" and (ahead := unit_at(tokens, left)) and ahead.family == "duration"
    )
    if family == "duration" or two_days:
        return "duration", None
    if family == "people" and _for_people(tokens, reading):
        _cut(reading, reading.number.after)
        return None
    if family == "people" or _are_people(tokens, reading):
        return "other", "people"
    if unit and family == "uncounted":
        return "other", f"{unit.name} are no goods"
    if _is_rate(tokens, reading):
        value = reading.number.value
        priced = value is not None and value != int(value) and unit is None
        return ("money", "a price for each") if priced else ("other", "a rate")
    if family == "size" or reading.hyphen:
        return "dimension", None
    if family == "measure" and not _is_goods(tokens, reading, last):
        return "dimension", None
    if tokens.word(reading.number.after) == "s" and tokens.space(reading.number.after) == GLUED:
        return "dimension", "names a size"
    pack = _pack_of(tokens, reading)
    return ("dimension", f"how many in each {pack}") if pack else None


def _for_people(tokens: Tokens, reading: Reading) -> bool:
    """`300 staff lanyards`, `40 kids vests`: the things are counted, and the word before them says for whom."""
    thing = tokens.word(reading.after)
    plural = len(thing) > 4 and thing.endswith("s") and not thing.endswith(("ss", "ys"))
    return plural and followed_by_noun(tokens, reading.after) and tokens.space(reading.after) == SPACE


def _are_people(tokens: Tokens, reading: Reading) -> bool:
    after = reading.after
    if tokens.word(after) == "of" and tokens.word(after + 1) in ("them", "us", "you"):
        following = tokens.word(after + 2)
        return tokens.word(after + 1) != "them" or following == "who" or following.endswith("ing")
    if reading.unit is None and followed_by_noun(tokens, after) and tokens.space(after + 1) == SPACE:
        unit = unit_at(tokens, after + 1)
        return unit is not None and unit.family == "people" and after < len(tokens.low)
    return False


def _is_rate(tokens: Tokens, reading: Reading) -> bool:
    """`4 a week`, `1,000 pouches per case`, `24 a boat`, `200/box`."""
    for step in range(3):
        at = reading.after + step
        word, following = tokens.word(at), tokens.word(at + 1)
        if tokens.space(at) > SPACE or at >= len(tokens.low):
            return False
        if tokens.is_word(at + 1):
            if word == "/":
                return step == 0
            if word == "per" and ("en" in tokens.languages or "it" not in tokens.languages):
                return following not in words("rate", "not_rate")
            if word in ("pro", "par", "por"):
                return following in words("rate", "time")
            if word in ("a", "an", "every", "each") and step == 0:
                return following in words("rate", "time") or (word in ("a", "an") and not reading.number.words)
        if not tokens.is_word(at) or word in words("cues", "small"):
            return False
    return False


def _is_goods(tokens: Tokens, reading: Reading, last: Reading | None) -> bool:
    """Whether a measure (300 ft, 50 lb) is an amount wanted, and not the size of something."""
    value = reading.value or reading.minimum or reading.maximum or 0
    behind = reading.after
    if tokens.word(behind) == "." and tokens.space(behind) == GLUED and tokens.raw(behind + 1).islower():
        behind += 1  # 8 ft. tables
    first, after, before = reading.first, tokens.word(behind), tokens.word(reading.first - 1)
    near = tokens.space(behind) <= SPACE
    if near and after in ("of", "di", "de", "von"):
        return True
    container = unit_at(tokens, behind) if near else None
    if container and container.family == "count" and container.name != "ea":
        return False
    if (near and _describes(reading, after)) or before in ("x", "×") or before in words("cues", "determiners"):
        return False
    if last and last.after == first and tokens.space(first) <= SPACE and last.verdict[0] == "count":
        return False
    noun = near and followed_by_noun(tokens, behind)
    plural = noun and after.endswith("s") and len(after) > 3 and not after.endswith("ss")
    if plural and value < 50:
        return False
    opening = tokens.space(first) >= LINE or (tokens.kind[first - 1] == "s" and before not in (",", "("))
    asked = before in words("cues", "before") or before in words("labels", "count", "units")
    asked = asked or opening or first < reading.number.first or reading.change is not None
    if reading.unit and reading.unit.name in ("g", "oz", "ml", "cl", "qt", "km"):
        return asked and not noun and tokens.space(reading.number_after) == SPACE and value >= 20
    return asked or value >= 50


def _describes(reading: Reading, after: str) -> bool:
    """Whether the word behind a measure makes it a size: `16 ft long`, `5 kg each`; but `6 gal high build primer`."""
    long = reading.unit is not None and reading.unit.name in ("ft", "m", "yd", "km")
    return after in words("cues", "size_after") or (long and after in words("cues", "length_after"))


def _pack_of(tokens: Tokens, reading: Reading) -> str | None:
    """`sets of 4`, `box of 200`: the unit whose content the number is."""
    of = reading.first - 1
    if tokens.word(of) != "of" or tokens.space(reading.first) > SPACE or of < 1:
        return None
    unit = unit_at(tokens, of - 1)
    fits = unit and unit.family == "count" and unit.name not in ("ea", "load", "truckload") and unit.after == of
    return unit.name if unit and fits else None


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
