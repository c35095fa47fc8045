"""The unit behind a number: a place among tokens comes in, the unit word there goes out, where it can be one.

`60 in stock` are no inches, `20 off the price` no pieces, `40 an hour` no years; knowledge/lexicons/units.toml holds the words.
"""

from clarifier.request.quantities.tokens import GLUED, LINE, SPACE, WIDE, Tokens
from clarifier.request.quantities.units import Unit, unit_at, words


def unit_behind(tokens: Tokens, at: int) -> Unit | None:
    """The unit word at a token, where its letters can stand for a unit."""
    gap, word = tokens.space(at), tokens.word(at)
    if word == "in" and _is_inch(tokens, at):
        return Unit("in", "size", at + 1, False)
    unit = unit_at(tokens, at) if gap <= WIDE else None
    if unit is None or (gap == WIDE and unit.family != "count"):
        return None
    if word.isalpha() and tokens.space(unit.after) == GLUED and tokens.is_number(unit.after):
        return None
    dashed = tokens.word(unit.after) in ("-", "_") and tokens.space(unit.after) == GLUED and gap == SPACE
    if dashed and tokens.is_number(unit.after + 1) and tokens.space(unit.after + 1) == GLUED:
        return None  # 48 TB-160 handles
    hyphened = tokens.word(unit.after) == "-" and tokens.space(unit.after) == tokens.space(unit.after + 1) == GLUED
    if hyphened and tokens.is_word(unit.after + 1) and gap == SPACE and (len(word) == 1 or unit.family == "count"):
        return None  # 9,600 T-top stoppers, 3,000 bag-in-box liners
    if gap == GLUED and word != "st":
        return unit
    follows = tokens.word(unit.after)
    if word == "bar" and follows in words("cues", "of_a_bar"):
        return None  # 18 bar stools
    if word == "off":
        discount = tokens.word(at - 1) == "%" or follows in words("cues", "no_piece")
        discount = discount or tokens.word(at - 2) in words("cues", "taking")
        return None if discount else unit
    if word == "st":
        name = tokens.is_capital(at) and tokens.is_capital(unit.after)
        return None if gap == GLUED or name else unit
    if word == "no":  # `2 no.` is British for two pieces, `60 no longer` is not
        return unit if follows == "." and not tokens.is_number(unit.after + 1) else None
    return _everyday(tokens, at, unit)


def _everyday(tokens: Tokens, at: int, unit: Unit) -> Unit | None:
    """Units spelled like everyday words count only where their language is spoken, or in their own sense."""
    word = tokens.low[at]
    if word not in words("everyday", "words", "units"):
        return unit
    if tokens.raw(at) in ("mA", "VE"):
        return unit
    if word in words("everyday", "foreign", "units"):
        return unit if tokens.languages - {"en"} and "en" not in tokens.languages else None
    if word == "can":
        return unit if tokens.word(unit.after) == "of" else None
    if word in ("v", "w", "t", "h", "n"):
        timed = word == "h" and tokens.word(unit.after + 1) in ("min", "mins", "minutes")
        rated = unit_at(tokens, unit.after + 1)  # "230 V 350 W"
        sized = tokens.is_number(unit.after) and tokens.is_capital(at) and rated is not None and rated.family == "size"
        return None if tokens.is_number(unit.after) and not (timed or sized) else unit
    return unit if word in ("mb", "bit") else None


def _is_inch(tokens: Tokens, at: int) -> bool:
    """`12in`, `12 in wide`, `42 in.`, but not `60 in stock`."""
    if tokens.space(at) == GLUED:
        return tokens.space(at + 1) != GLUED or not tokens.is_number(at + 1)
    if tokens.space(at) != SPACE:
        return False
    if "." in tokens.low[at - 1] and tokens.space(at + 1) >= LINE:
        return True
    if tokens.word(at + 1) in (".", ",", ")", ";") and tokens.space(at + 1) == GLUED:
        return True
    if tokens.word(at + 1) in words("cues", "length_after"):
        return True
    return tokens.word(at + 1) in words("cues", "size_after") and tokens.word(at + 1) not in ("size", "each", "/")
