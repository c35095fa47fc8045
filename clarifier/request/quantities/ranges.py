"""Numbers that belong together: a number comes in, the range, the size or the share it opens is read.

`400-500`, `between 400 and 500`, `24x36`, `20 x 50 lb bags`, `five hundred (500)`, `half of the order`.
"""

from dataclasses import replace

from clarifier.request.quantities.names import names_by_dash
from clarifier.request.quantities.number_words import Number, word_value
from clarifier.request.quantities.numbers import Style, number_at, read_digits
from clarifier.request.quantities.phrase import Reading, change_verb
from clarifier.request.quantities.tokens import GLUED, LINE, SPACE, Tokens
from clarifier.request.quantities.units import Unit, heard, unit_at, words
from clarifier.texts import table

_CROSS = ("x", "×", "*", "by")
_WEIGHED = ("kg", "g", "lb", "oz", "l", "ml", "cl", "gal")
_DASHES = ("-", "–", "—", "‑")
_MONEY = ("$", "€", "£")


def read_size(tokens: Tokens, reading: Reading, style: Style | None) -> bool:
    """`24x36`, `1200 x 800 x 3 mm`, `1.2 m x 50 m` as one size; `20 x 50 lb bags` is twenty bags and no size."""
    first_unit = _size_unit(tokens, reading.number.after)
    last = at = first_unit.after if first_unit else reading.number.after
    unit, parts = first_unit, 1
    if first_unit and first_unit.name in ("ft", "foot") and _inches_after(tokens, at):
        last = at = at + 2
    while second_at := _crossed(tokens, at, reading.number.words):
        second = number_at(tokens, second_at, style)
        if second is None or (tokens.word(at) == "by" and not _is_measured(tokens, reading, second)):
            break
        dashed = tokens.word(second.after) in ("-", "‑") and tokens.space(second.after) == GLUED
        if dashed and tokens.is_number(second.after + 1) and tokens.space(second.after + 1) == GLUED:
            break  # 2 x 10-32 screws
        second_unit = _size_unit(tokens, second.after)
        glued_word = tokens.space(second.after) == GLUED and tokens.is_word(second.after)
        if glued_word and second_unit is None and tokens.word(second.after) not in ("x", "×"):
            break
        if parts == 1 and first_unit is None and _is_pack(tokens, reading, second, second_unit):
            return False
        if second_unit is None and _counts_the_size(tokens, first_unit if parts == 1 else None, at, second):
            break
        unit = second_unit or unit
        last = at = second_unit.after if second_unit else second.after
        parts += 1
    if parts == 1:
        return False
    reading.after = reading.number_after = last
    reading.unit, reading.value, reading.verdict = unit, None, ("dimension", None)
    return True


def _counts_the_size(tokens: Tokens, weight: Unit | None, cross: int, second: Number) -> bool:
    """`thinner 5kg x 3`, `PAR 4.8m x6`, `plate 40x60 x 12`: how many of a size, where a row ends with it."""
    held = unit_at(tokens, second.after) if tokens.space(second.after) <= SPACE else None
    ends = tokens.space(second.after) >= LINE or tokens.word(second.after) in (",", ";")
    ends = ends or (held is not None and held.family == "count")
    before, behind = tokens.space(cross), tokens.space(second.first)
    weighed = weight is not None and weight.name in _WEIGHED
    compact = tokens.word(cross - 2) in _CROSS and tokens.space(cross - 2) == tokens.space(cross - 1) == GLUED
    apart = before == SPACE and (behind == GLUED or compact)
    return ends and (weighed or apart)


def _crossed(tokens: Tokens, at: int, spelled: bool) -> int:
    """The number behind `x`, `by` or `-by-`; 0 where there is none."""
    if tokens.low[at : at + 3] == ["-", "by", "-"] and all(tokens.space(at + step) == GLUED for step in range(4)):
        return at + 3 if tokens.is_number(at + 3) else 0
    if tokens.word(at) not in _CROSS or tokens.space(at) > SPACE or tokens.space(at + 1) > SPACE:
        return 0
    spoken = tokens.word(at) == "by" and (tokens.space(at) == GLUED or spelled)
    return at + 1 if tokens.is_number(at + 1) and not spoken else 0


def _is_measured(tokens: Tokens, reading: Reading, second: Number) -> bool:
    """Whether `A by B` is a size, and not `in 2026 by 5 pm`."""
    year = reading.value is not None and 1950 <= reading.value <= 2060 and len(tokens.low[second.first]) < 3
    return not year and tokens.word(second.after) not in words("time", "after", "units")


def _inches_after(tokens: Tokens, at: int) -> bool:
    """`6' 4"`, `12 ft 2 in`: inches behind feet."""
    inches = tokens.is_number(at) and tokens.space(at) <= SPACE and tokens.space(at + 1) <= SPACE
    return inches and tokens.word(at + 1) in ("in", "inch", "inches", '"', "″", "”")


def _size_unit(tokens: Tokens, place: int) -> Unit | None:
    if tokens.word(place) == "-" and tokens.space(place) == tokens.space(place + 1) == GLUED:
        place += 1
    unit = unit_at(tokens, place) if tokens.space(place) <= SPACE else None
    return unit if unit and unit.family in ("measure", "size") and unit.name != "part" else None


def _is_pack(tokens: Tokens, reading: Reading, second: Number, unit: Unit | None) -> bool:
    """Whether `A x B ...` means A things of B each."""
    value = reading.number.value
    if value is None or value != int(value):
        return False
    if unit is None:
        counted = unit_at(tokens, second.after) if tokens.space(second.after) <= SPACE else None
        return counted is not None and counted.family == "count" and counted.name == "ea"
    if unit.name in ("kg", "lb", "g", "oz", "gal", "l", "ml", "cl", "qt", "t"):
        return True
    piece = unit_at(tokens, unit.after)
    return (
        unit.name in ("m", "ft", "yd")
        and piece is not None
        and piece.name in ("length", "roll", "coil", "reel", "spool", "stick")
    )


def read_repeat(tokens: Tokens, reading: Reading, style: Style | None) -> None:
    """`five hundred (500)`, `one (1) set`: the same number twice."""
    at = reading.after
    if tokens.word(at) == "(" and tokens.space(at) <= SPACE and at + 2 < len(tokens.low):
        inner = number_at(tokens, at + 1, style)
        if inner and inner.value == reading.value and tokens.word(inner.after) == ")":
            reading.after = reading.number_after = inner.after + 1


def read_range(tokens: Tokens, reading: Reading, style: Style | None, floor: int) -> None:
    """`400-500`, `400 to 500 pcs`, `between 400 and 500`, `5 or 6`, `2-3 dozen`."""
    low, at = reading.value, reading.after
    if low is None:
        return
    own = unit_at(tokens, at) if tokens.space(at) <= SPACE else None
    if own and own.family not in ("people", "uncounted") and tokens.word(own.after) in words("range", "to"):
        at = own.after
    ahead = reading.first - (
        2 if tokens.word(reading.first - 1) in _MONEY and tokens.space(reading.first) <= SPACE else 1
    )
    lead = tokens.word(ahead) if ahead >= floor else ""
    second_at = _second(tokens, at, lead)
    second = number_at(tokens, second_at, style) if second_at else None
    if second is None or second.value is None or (second.words and second.value == 1):
        return
    if at > reading.after and own and not _same_unit(tokens, own, second):
        return
    if tokens.word(at) in _DASHES and tokens.space(at) == SPACE and names_by_dash(tokens, reading.first):
        return  # "size 11 - 500": a dash between a name and its amount
    if tokens.word(at) in _DASHES and tokens.space(at) == SPACE and _numbers_a_row(tokens, reading.first, second):
        return  # "Pos. 1 - 250 Stk. rollers"
    high = second.value
    grouped = tokens.is_number(second_at + 1) and second.after > second_at + 1  # 800 et 1 000
    plain = reading.number.after == reading.number.first + 1 and not grouped
    alone = read_digits(tokens.low[second_at], style) if tokens.is_number(second_at) else word_value(tokens, second_at)
    if plain and alone and low >= alone:
        return  # "shade 312 - 150 dozen": a number that names, a dash, and the amount
    if plain and alone and second.after > second_at + 1 and not second.fraction and low < alone:
        factor = high / alone
        low *= factor if factor in (12, 100, 144, 1000, 1_000_000) else 1  # 2-3 dozen, 2-3k, two to three hundred
    either = tokens.word(at) in words("range", "or")
    if low >= high or (either and high > low * 2.5) or _breaks(tokens, second):
        return
    if lead in words("range", "from") and change_verb(tokens, ahead):
        return
    reading.value, reading.minimum, reading.maximum = None, low, high
    reading.after = reading.number_after = second.after
    if second.group:
        reading.number = replace(reading.number, group=True)
    if lead in words("range", "between") or lead in words("range", "from"):
        reading.first = ahead


def _numbers_a_row(tokens: Tokens, first: int, second: Number) -> bool:
    """Whether the number before a dash only numbers the row that counts goods behind it."""
    label = first - 2 if tokens.word(first - 1) == "." else first - 1
    begins = label == 0 or (label > 0 and tokens.space(label) >= LINE) or tokens.word(label - 1) in ("-", "*", "•")
    named = tokens.is_word(second.after) and tokens.space(second.after) <= SPACE
    unit = unit_at(tokens, second.after) if named else None
    named = unit is not None or (
        named and tokens.word(second.after) not in ("is", "are", "was", "were", "can", "will", "to", "should", "must")
    )
    return (
        begins
        and named
        and tokens.word(label) in ("pos", "position", "posten", "item", "itm", "line", "poz", "sl", "sr")
    )


def _same_unit(tokens: Tokens, own: Unit, second: Number) -> bool:
    """Whether the second number has the first one's unit: `40 ft to 50 ft`, but not `25 % to 34,500 t`."""
    unit = unit_at(tokens, second.after) if tokens.space(second.after) <= SPACE else None
    return unit is not None and (unit.name, unit.family) == (own.name, own.family)


def _second(tokens: Tokens, at: int, lead: str) -> int:
    """The token a range's second number may begin at, 0 when no range word stands at `at`."""
    if tokens.word(at) in ("-", "‑") and tokens.space(at) == GLUED and tokens.space(at + 1) == SPACE:
        hanging = tokens.word(at + 1) in words("range", "to") or tokens.word(at + 1) in words("range", "or")
        at = at + 1 if hanging else at  # 8- to 16-meter
    sign = tokens.word(at)
    if tokens.space(at) > LINE or at + 1 >= len(tokens.low) or tokens.kind[at] == "x":
        return 0
    foreign = sign in ("a", "o", "à", "e", "y", "of", "en", "i")
    if (
        foreign and lead not in words("range", "between") and not tokens.languages & {"fr", "es", "it", "nl", "pl"}
    ) or not heard(tokens, sign):
        return 0
    between = lead in words("range", "between") and (sign in words("range", "and") or sign == "a")
    if not (between or sign in words("range", "to") or sign in words("range", "or")):
        return 0
    if sign in _DASHES and (tokens.space(at) != tokens.space(at + 1) or tokens.space(at) > SPACE):
        return 0
    second = at + 1
    if tokens.word(second) in _MONEY and tokens.space(second) <= SPACE:
        second += 1
    fits = second < len(tokens.low) and tokens.kind[second] in "nw" and tokens.space(second) <= LINE
    return second if fits else 0


def _breaks(tokens: Tokens, second: Number) -> bool:
    """Whether the second number belongs to something else: a size, a time, a date, a code."""
    at = second.after
    if tokens.space(at) == GLUED:
        sign = tokens.word(at)
        if sign in ("x", "×", "/", ":", "_") or (sign == "h" and tokens.is_number(at + 1)):
            return True
        if sign in ("-", "‑") and tokens.is_number(at + 1) and tokens.space(at + 1) == GLUED:
            return True
    return tokens.word(at) in ("x", "×") and tokens.is_number(at + 1)


def share_starters() -> frozenset[str]:
    """The words a share can begin with."""
    return frozenset(table("lexicons/amount_phrases")["fraction"]["tops"])


def read_share(tokens: Tokens, place: int) -> Reading | None:
    """`half of the order`, `the other half`, `two thirds`; `half a dozen` and `half a pallet` are amounts."""
    data = table("lexicons/amount_phrases")["fraction"]
    word = tokens.low[place]
    top = data["tops"].get(word)
    if top is None:
        return None
    at = place if word in data["parts"] else place + 1
    if at > place and tokens.word(at) == "-":
        at += 1
    part = data["parts"].get(tokens.word(at))
    if part is None or (at > place and tokens.space(at) > SPACE):
        return None
    value, after = top / part, at + 1
    if tokens.word(after) == "of" and tokens.word(after + 1) == "a" and tokens.word(after + 2) in data["groups"]:
        after += tokens.space(after) == tokens.space(after + 1) == SPACE  # a quarter of a million
    article = tokens.word(after) in ("a", "an", "-") and tokens.space(after) <= SPACE
    noun = after + 1 if article else after
    group = data["groups"].get(tokens.word(noun)) if tokens.space(noun) <= SPACE else None
    if group:
        number = Number(place, noun + 1, value * group, words=True, group=group in (12, 144))
        return Reading(number, place, noun + 1, number.value, noun + 1)
    unit = unit_at(tokens, noun) if tokens.space(noun) <= SPACE and tokens.word(noun) != "to" else None
    if unit and (article or unit.family != "count") and unit.family in ("count", "measure", "size", "duration"):
        reading = Reading(Number(place, after, value, words=True), place, unit.after, value, after, unit=unit)
        if unit.family in ("duration", "size"):
            reading.verdict = ("duration" if unit.family == "duration" else "dimension", None)
        return reading
    if at == place:
        before, follows = tokens.word(place - 1), tokens.word(after)
        if before not in data["before"] and (follows not in data["after"] or (word == "quarter" and follows != "of")):
            return None
        if (
            word == "half"
            and before == "the"
            and len(follows) > 3
            and follows.endswith("s")
            and follows not in data["verbs"]
        ):
            return None  # the half couplers
        if before == "by" and (follows == "past" or tokens.is_number(after)):
            return None  # by half past three
    return Reading(Number(place, after, value, words=True), place, after, value, after, verdict=("fraction", None))
