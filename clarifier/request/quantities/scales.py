"""What makes a number larger or smaller behind its digits: the digits' token comes in, the factor goes out.

`9.8e-3`, `1.3 x 10^9`, `1.3×10⁹`, `$2.5M`, `€3bn`. A thread (`2 x 10-32`) and a code (`4E10`) are no powers.
"""

from functools import cache

from clarifier.request.quantities.tokens import GLUED, SPACE, Tokens
from clarifier.request.quantities.units import words
from clarifier.texts import table

_CROSS = ("x", "×", "*", "·", "⋅")
_MINUS = ("-", "−", "⁻", "–")
_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_LARGEST = 30  # powers of ten; more is no amount


def scale_behind(tokens: Tokens, place: int) -> tuple[float, int] | None:
    """The factor that the tokens behind the digits at `place` make, and the token after them."""
    return _power(tokens, place) or _million(tokens, place)


def _power(tokens: Tokens, place: int) -> tuple[float, int] | None:
    literal, sign = tokens.low[place], tokens.word(place + 1)
    decimal = not literal.isdigit()
    if sign == "e" and tokens.space(place + 1) == tokens.space(place + 2) == GLUED:
        signed = tokens.word(place + 2) in (*_MINUS, "+")
        plain = decimal or signed or (len(literal) == 1 and tokens.raw(place + 1) == "e")
        return _exponent(tokens, place + 2) if plain else None
    if literal == "10":
        risen = _risen(tokens, place + 1, hyphen=False)
        return (risen[0] / 10, risen[1]) if risen else None
    if sign in _CROSS and tokens.space(place + 1) <= SPACE and tokens.word(place + 2) == "10":
        return _risen(tokens, place + 3, hyphen=decimal) if tokens.space(place + 2) <= SPACE else None
    return None


def _risen(tokens: Tokens, place: int, hyphen: bool) -> tuple[float, int] | None:
    """`^9`, `⁹`, `⁻³` and, behind a decimal, `-3`: the power of the ten before it."""
    if tokens.space(place) != GLUED:
        return None
    if tokens.word(place) == "^" and tokens.space(place + 1) == GLUED:
        return _exponent(tokens, place + 1)
    raised = tokens.word(place + 1 if tokens.word(place) == "⁻" else place)[:1]
    if raised and raised in "⁰¹²³⁴⁵⁶⁷⁸⁹":
        return _exponent(tokens, place)
    return _exponent(tokens, place) if hyphen and tokens.word(place) in _MINUS else None


def _exponent(tokens: Tokens, place: int) -> tuple[float, int] | None:
    negative = tokens.word(place) in _MINUS
    at = place + 1 if negative or tokens.word(place) == "+" else place
    digits = tokens.word(at).translate(_SUPERSCRIPT)
    ends = tokens.space(at + 1) != GLUED or not (tokens.is_number(at + 1) or tokens.is_word(at + 1))
    if tokens.space(at) != GLUED or not digits.isascii() or not digits.isdigit() or len(digits) > 2 or not ends:
        return None
    power = int(digits)
    return (10.0 ** (-power if negative else power), at + 1) if power <= _LARGEST else None


@cache
def _money_scales() -> dict[str, float]:
    return {word: float(factor) for word, factor in table("lexicons/units")["money"]["scales"].items()}


def _million(tokens: Tokens, place: int) -> tuple[float, int] | None:
    """`M`, `bn` and their like, where a money sign stands before the digits."""
    before = tokens.word(place - 1) in words("money", "signs", "units") | words("money", "codes", "units")
    if not before or tokens.space(place) > SPACE:
        return None
    word, gap = tokens.word(place + 1), tokens.space(place + 1)
    factor = _money_scales().get(word)
    ends = tokens.space(place + 2) != GLUED or not tokens.is_number(place + 2)
    fits = gap == GLUED or (gap == SPACE and len(word) > 1)
    return (factor, place + 2) if factor and fits and ends else None
