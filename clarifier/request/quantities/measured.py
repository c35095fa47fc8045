"""Measures of more than one number or less than nothing: a number comes in, the whole measure is read.

`12 ft 2 in`, `5 lb 3 oz`, `1 hour 20 minutes`; `-5 °C`, `minus 20 degrees`, `-40 to -30 °C`.
"""

from clarifier.request.quantities.numbers import Style, number_at
from clarifier.request.quantities.phrase import Reading
from clarifier.request.quantities.tokens import GLUED, SPACE, Tokens
from clarifier.request.quantities.units import Unit, unit_at, words
from clarifier.texts import table

_MINUS = ("-", "−", "–")


def read_smaller(tokens: Tokens, reading: Reading, style: Style | None) -> None:
    """Take in the smaller unit behind a whole one."""
    unit = reading.unit
    shares: dict[str, int] = table("lexicons/units")["smaller"].get(unit.name or unit.family, {}) if unit else {}
    if not shares or unit is None or reading.value is None or reading.value != int(reading.value) or reading.hyphen:
        return
    at = _behind_dot(tokens, reading.after)
    if unit.family in ("duration", "money") and tokens.word(at) in ("and", ","):
        at += 1
    if not tokens.is_number(at) or tokens.space(at) > SPACE:
        return
    second = number_at(tokens, at, style)
    behind = _share(tokens, second.after, unit) if second and tokens.space(second.after) <= SPACE else None
    if second is None or second.value is None or behind is None or second.value >= shares.get(behind.name or "cent", 0):
        return
    reading.value += second.value / shares[behind.name or "cent"]
    reading.after = reading.number_after = behind.after
    reading.joined = True


def _share(tokens: Tokens, place: int, unit: Unit) -> Unit | None:
    """The smaller unit at a token: behind feet `in` is an inch, behind hours `min` is no minimum."""
    spoken = {"in": ("in", "size"), "min": ("minute", "duration")}.get(tokens.word(place))
    if spoken and (spoken[1] == "duration") == (unit.family == "duration"):
        return Unit(*spoken, place + 1, False)
    if unit.family == "money" and tokens.word(place) not in words("money", "cents", "units"):
        return None
    return unit_at(tokens, place)


def _behind_dot(tokens: Tokens, place: int) -> int:
    """The token behind the dot of a shortened unit: `6 ft. 2 in`."""
    dotted = tokens.word(place) == "." and tokens.space(place) == GLUED and tokens.space(place + 1) == SPACE
    return place + 1 if dotted else place


def read_below_zero(tokens: Tokens, reading: Reading, style: Style | None, floor: int) -> bool:
    """A temperature (or a percentage) with a minus sign, or a range of two with one: read as a dimension, below zero."""
    start = _minus(tokens, reading.number.first, floor)
    unit = _degrees(tokens, reading.number.after, signed=start is not None)
    at = unit.after if unit else reading.number.after
    low = reading.value if start is None or reading.value is None else -reading.value
    high: float | None = None
    opening = reading.number.first if start is None else start
    between = tokens.word(opening - 1) in words("range", "between") and tokens.word(at) in words("range", "and")
    if between or tokens.word(at) in words("range", "to"):
        dark = tokens.word(at + 1) in (*_MINUS, "minus")
        second = number_at(tokens, at + 2 if dark else at + 1, style) if at + 2 < len(tokens.low) else None
        other = _degrees(tokens, second.after, signed=dark) if second else None
        if second and second.value is not None and other and (dark or start is not None):
            high, unit = (-second.value if dark else second.value), other
            at = second.after
    if low is None or unit is None or (start is None and high is None):
        return False
    reading.unit, reading.after, reading.number_after = (
        unit,
        unit.after,
        at if high is not None else reading.number.after,
    )
    reading.first = opening
    reading.verdict = ("percent" if unit.family == "percent" else "dimension", None)
    reading.value = low
    if high is not None:
        reading.value, reading.minimum, reading.maximum = None, min(low, high), max(low, high)
    return True


def _minus(tokens: Tokens, first: int, floor: int) -> int | None:
    """The token of the minus before a number, where it is no dash between two."""
    sign = first - 1
    if sign < floor or tokens.kind[sign] == "x":
        return None
    if tokens.word(sign) in ("minus", "negative"):
        return sign if tokens.space(first) == SPACE else None
    apart = tokens.space(sign) >= SPACE or tokens.word(sign - 1) in ("(", ":", "=")
    return sign if tokens.word(sign) in _MINUS and tokens.space(first) == GLUED and apart else None


def _degrees(tokens: Tokens, place: int, signed: bool) -> Unit | None:
    """The degrees at a token; a bare C or F, or a percent sign, only behind a minus."""
    if tokens.space(place) > SPACE:
        return None
    if signed and tokens.word(place) in ("c", "f"):
        return Unit("degree", "size", place + 1, False)
    unit = unit_at(tokens, place)
    return unit if unit and (unit.name == "degree" or (signed and unit.family == "percent")) else None
