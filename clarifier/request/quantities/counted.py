"""What the word behind a number says: an amount with its unit comes in, days, people, a rate, a size or goods go out.

`40 days` and `40 guests` are no goods, `4 a week` is a rate, `300 ft of hose` is goods and `a 300 ft hose` a size.
"""

from clarifier.request.quantities.codes import Verdict
from clarifier.request.quantities.names import followed_by_noun
from clarifier.request.quantities.phrase import Reading
from clarifier.request.quantities.tokens import GLUED, LINE, SPACE, Tokens
from clarifier.request.quantities.units import unit_at, words


def by_unit(tokens: Tokens, reading: Reading, last: Reading | None) -> Verdict | None:
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
        reading.cut(reading.number.after)
        return None
    if family == "people" or _are_people(tokens, reading):
        return "other", "people"
    if unit and family == "uncounted":
        return "other", f"{unit.name} are no goods"
    if _is_rate(tokens, reading):
        value = reading.number.value
        priced = value is not None and value != int(value) and unit is None
        return ("money", "a price for each") if priced else ("other", "a rate")
    if family == "size" or reading.hyphen or (reading.joined and unit and unit.name == "ft"):
        return "dimension", None
    if family == "measure" and (_pack_of(tokens, reading, last) or not _is_goods(tokens, reading, last)):
        return "dimension", None
    if tokens.word(reading.number.after) == "s" and tokens.space(reading.number.after) == GLUED:
        return "dimension", "names a size"
    pack = _pack_of(tokens, reading, last) if reading.change != "to" else None
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
            container = unit_at(tokens, at + 1)
            packed = container is not None and container.family == "count" and container.name != "ea"
            if word == "per" and packed:
                return True
            if word == "per" and ("en" in tokens.languages or "it" not in tokens.languages):
                return following not in words("rate", "not_rate")
            if word in ("w", "na") and packed and tokens.heard & {"pl"}:
                return True
            if word in ("pro", "par", "por", "je"):
                return packed or following in words("rate", "time")
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
    packed = before in ("x", "×") and tokens.is_number(first - 2)  # 3 x 20 kg of resin
    elided = after.startswith(("d'", "d’"))  # 3,5 tonnes d'engrais
    if near and (after in ("of", "di", "de", "von") or elided) and not packed:
        return True
    container = unit_at(tokens, behind) if near else None
    if container and container.family == "count" and container.name != "ea":
        return False
    italian = after == "per" and tokens.speaks("it")  # 2 metri per il cliente
    if (
        (near and not italian and _describes(reading, after))
        or before in ("x", "×")
        or before in words("cues", "determiners")
    ):
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


def _pack_of(tokens: Tokens, reading: Reading, last: Reading | None) -> str | None:
    """`sets of 4`, `box of 200`, `5 cajas de 12`: the unit whose content the number is."""
    of = reading.first - 1
    if last and last.after == of and tokens.word(of) in words("pack", "of") and tokens.space(reading.first) <= SPACE:
        held = last.unit if last.verdict[0] == "count" else None
        return held.name if held and held.family == "count" and held.name not in ("ea", "load", "truckload") else None
    if tokens.word(of) != "of" or tokens.space(reading.first) > SPACE or of < 1:
        return None
    unit = unit_at(tokens, of - 1)
    fits = unit and unit.family == "count" and unit.name not in ("ea", "load", "truckload") and unit.after == of
    return unit.name if unit and fits else None
