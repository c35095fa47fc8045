"""The phrase around a number: a number comes in, its unit, its bounds and its manner are read into a Reading.

Behind it: `500 or so`, `200+`, `40 more boxes`, `14-pin`. Before it: `about another`, `at least`, `not`, `cut it to`.
"""

from dataclasses import dataclass
from typing import Literal

from clarifier.request.quantities.codes import Verdict
from clarifier.request.quantities.halves import half_behind
from clarifier.request.quantities.names import followed_by_noun
from clarifier.request.quantities.number_words import Number
from clarifier.request.quantities.tokens import BREAK, GLUED, LINE, SPACE, Tokens
from clarifier.request.quantities.unit_behind import unit_behind
from clarifier.request.quantities.units import Unit, role_after, role_before, unit_at, words

Change = Literal["more", "fewer", "to"]


@dataclass
class Reading:
    """An amount while it is read; places are tokens, `after` exclusive."""

    number: Number
    first: int
    after: int
    value: float | None
    number_after: int
    unit: Unit | None = None
    minimum: float | None = None
    maximum: float | None = None
    approximate: bool = False
    change: Change | None = None
    negated: bool = False
    hyphen: bool = False  # 14-pin, 5-gal
    joined: bool = False  # 12 ft 2 in
    verdict: Verdict = ("count", None)

    def bound(self, role: str) -> None:
        """Make the value a minimum or a maximum."""
        if self.value is not None:
            if role == "minimum":
                self.minimum = self.value
            else:
                self.maximum = self.value
            self.value = None

    def cut(self, after: int) -> None:
        """End before the token `after`, without a unit: a name or a time took the word behind the number."""
        self.unit, self.after = None, after


def begin(number: Number) -> Reading:
    """The reading of a number alone."""
    return Reading(number, number.first, number.after, number.value, number.after, approximate=number.approximate)


def read_behind(tokens: Tokens, reading: Reading) -> None:
    """Take in the suffixes and the unit word behind the number."""
    _suffixes(tokens, reading)
    at = reading.after
    if tokens.word(at) in ("-", "‑") and tokens.space(at) == tokens.space(at + 1) == GLUED and tokens.is_word(at + 1):
        reading.hyphen = True
        reading.unit = unit_at(tokens, at + 1)
        reading.after = reading.unit.after if reading.unit else at + 2
        return
    unit = unit_behind(tokens, at)
    between = tokens.word(at) in words("between", "words") and tokens.space(at) == tokens.space(at + 1) == SPACE
    of_each = tokens.word(at) != "of" or tokens.word(at + 1) == "each"
    of_group = reading.number.group and tokens.word(at) in words("between", "of") and tokens.space(at + 1) == SPACE
    if unit is None and ((between and of_each) or of_group):
        unit = unit_behind(tokens, at + 1)
    if unit is not None and not is_compound(tokens, reading, unit):
        reading.unit, reading.after = unit, unit.after
        half = half_behind(tokens, unit.after) if reading.value is not None else unit.after
        if half > unit.after and reading.value is not None:
            reading.value += 0.5
            reading.after = half
        _suffixes(tokens, reading)


def is_compound(tokens: Tokens, reading: Reading, unit: Unit) -> bool:
    """`200 set screws`, `12 box lids`: a singular unit word before a plural noun is part of that noun."""
    follows = tokens.word(unit.after)
    plural = len(follows) > 3 and follows.endswith("s") and not follows.endswith("ss")
    joined = tokens.space(unit.after) == SPACE and tokens.is_word(unit.after)
    if joined and f"{tokens.word(unit.after - 1)} {follows}" in words("compounds", "phrases", "units"):
        return True  # 96 bottle green blazers
    singular = unit.singular or tokens.word(unit.after - 1) in words("compounds", "words", "units")
    counted = singular and reading.value != 1 and tokens.space(unit.after - 1) == SPACE
    container = unit_at(tokens, unit.after)
    if unit.family != "count" and container and container.family == "count":
        return False  # 40 yard rolls
    return counted and joined and plural and follows not in words("cues", "small")


def _suffixes(tokens: Tokens, reading: Reading) -> None:
    """Take in the phrases behind the number: `or so`, `+`, `min`, `more`, `is cancelled`."""
    for _ in range(3):
        at = reading.after
        role = role_after(tokens, at)
        if role is None:
            return
        name, after = role
        word, follows = tokens.low[at], tokens.word(after)
        if word == "+" and (tokens.space(at) != GLUED or (tokens.is_number(after) and tokens.space(after) <= SPACE)):
            return
        if (
            follows == "than"
            or (word == "instead" and follows == "of")
            or (word == "extra" and follows in words("cues", "degrees"))
        ):
            return
        ordered = tokens.word(reading.first - 1) in words("labels", "count", "units") or reading.unit is not None
        if word == "min" and not ordered and (reading.value or 0) <= 90:
            reading.unit, reading.after = Unit("minute", "duration", after, False), after
            return
        if word == "further" and not followed_by_noun(tokens, after):
            return
        if name == "negated":
            reading.negated = True
            return
        if name == "approximate":
            reading.approximate = True
        elif name in ("minimum", "maximum"):
            reading.bound(name)
        elif reading.change is None:
            reading.change = "more" if name == "more" else "fewer" if name == "fewer" else "to"
        reading.after = after


def read_ahead(tokens: Tokens, reading: Reading, floor: int) -> None:
    """Take in the words before the number, not beyond the token `floor`."""
    at = reading.first
    for _ in range(4):
        role = role_before(tokens, at)
        if role is None or role[1] < floor:
            break
        name, start = role
        if tokens.word(start) in (">", "<") and (tokens.space(start) == GLUED or tokens.word(start - 1) == "-"):
            break  # <b>600</b>, 40 -> 60
        if tokens.word(start) == "über" and tokens.word(start - 1) in words("minimum", "orders"):
            return
        if tokens.word(start) == "over" and tokens.word(start - 1) in words("minimum", "offers"):
            return
        if name == "negated":
            reading.negated = _denies(tokens, start)
            return
        aimed = tokens.word(start) in ("up", "down") or tokens.word(start) in words("to", "words")
        if name == "to" or (aimed and change_verb(tokens, start)):
            reading.change = "to"
            return
        if (
            name == "more"
            and tokens.word(start) == "+"
            and (tokens.space(at), tokens.space(start) > GLUED) != (0, True)
        ):
            break
        if name == "approximate":
            reading.approximate = True
        elif name in ("minimum", "maximum"):
            reading.bound(name)
        else:
            reading.change = "more" if name == "more" else "fewer"
        at = start
        if name != "fewer" and tokens.word(reading.first - 1) != "by" and tokens.word(start) not in ("add", "adding"):
            reading.first = start
    if _becomes(tokens, at, floor) or _becomes(tokens, _wrapping_ahead(tokens, at, floor), floor):
        reading.change = "to"
        return
    if _is_taken_off(tokens, at, reading.after):
        reading.change = "fewer"
        return
    _negation(tokens, reading, at, floor)


def _becomes(tokens: Tokens, at: int, floor: int) -> bool:
    """`make it |48`, `reduce to |350`: whether what begins at a token takes the place of another amount."""
    if tokens.word(at - 1) in words("to", "words") and tokens.space(at) <= LINE and change_verb(tokens, at - 1):
        return True
    role = role_before(tokens, at)
    return role is not None and role[0] == "to" and role[1] >= floor


def _wrapping_ahead(tokens: Tokens, at: int, floor: int) -> int:
    """Where `a full pallet of |48` or `the full |48` begins; the token itself where nothing of the kind stands before it."""
    unit = unit_at(tokens, at - 2) if tokens.word(at - 1) == "of" else None
    inner = at - 2 if unit and (unit.family, unit.after) == ("count", at - 1) else at
    first = inner
    while first > max(floor, inner - 3) and tokens.word(first - 1) in words("to", "wrapping"):
        first -= 1
    return first if first < inner else at  # "change to boxes of 48" says how many in each


def _is_taken_off(tokens: Tokens, first: int, after: int) -> bool:
    """`take 40 off the order`, `drop 40 from the order`."""
    if tokens.word(first - 1) not in words("cues", "taking"):
        return False
    return tokens.word(after) == "off" or (
        tokens.word(after) == "from" and tokens.word(after + 2) in ("order", "po", "line")
    )


def read_unit_ahead(tokens: Tokens, reading: Reading) -> None:
    """`50 lb bags x 20`, `boxes: 12`: the unit stands before the number, for want of one behind it."""
    sign = reading.first - 1
    if (
        reading.unit is None
        and tokens.word(sign) in ("x", "×", ":")
        and tokens.space(reading.first) <= SPACE
        and sign > 0
        and (tokens.is_capital(sign - 1) or tokens.word(sign - 1) not in words("everyday", "words", "units"))
    ):
        unit = unit_at(tokens, sign - 1)
        if unit and unit.family == "count" and unit.after == sign and tokens.space(sign) <= SPACE:
            reading.unit = unit


def _negation(tokens: Tokens, reading: Reading, at: int, floor: int) -> None:
    """`instead of the original 150`: a negation, with small words between it and the number."""
    back, skipped = at, words("negated", "skipped")
    while back > max(floor, at - 4) and tokens.low[back - 1] in skipped and tokens.space(back) <= LINE:
        back -= 1
    for place in range(back, at + 1):
        role = role_before(tokens, place)
        if role and role[0] == "negated" and role[1] >= floor:
            reading.negated = _denies(tokens, role[1])
            return


def _denies(tokens: Tokens, start: int) -> bool:
    """Whether a negation is not itself denied: `don't forget the 500` asks for 500."""
    return tokens.word(start - 1) not in ("don't", "don’t", "not", "never", "if")


def change_verb(tokens: Tokens, place: int) -> bool:
    """Whether a verb of change (raise, cut, goes) stands in the clause before a token."""
    verbs = words("to", "verbs")
    for at in range(place - 1, max(-1, place - 12), -1):
        if tokens.low[at] in verbs:
            return True
        if tokens.low[at] in (".", ";", "!", "?", ":") or tokens.space(at + 1) == BREAK:
            return False
    return False
