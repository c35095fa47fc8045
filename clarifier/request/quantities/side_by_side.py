"""Two amounts side by side: what the second tells about the first ("min 200, max 400", "500 +/- 10%", "40 → 50", "2 boxes (of 500 ml)").

Comes in: an amount being read and those before it. Goes out: their verdicts, and whether the new one only completes the last.
"""

from clarifier.request.quantities.phrase import Reading, is_compound
from clarifier.request.quantities.tokens import LINE, SPACE, Tokens
from clarifier.request.quantities.units import unit_at, words
from clarifier.request.quantities.within import within_name

_ARROWS = (["→"], ["➔"], ["⇒"], ["-", ">"], ["=", ">"], ["–", ">"])


def completes(tokens: Tokens, reading: Reading, found: list[Reading]) -> bool:
    """What an amount tells about the one before it; True when it only completes that one (`min 200, max 400`)."""
    last = found[-1] if found else None
    if last is None or last.verdict[0] != "count" or reading.first - last.after > 40:
        return False
    gap = tokens.low[last.after : reading.first]
    if reading.verdict[0] == "dimension" and len(gap) <= 2:
        if reading.verdict[1] and gap == ["of"] and last.unit:
            each = tokens.text[tokens.start[reading.first] : tokens.end[reading.after - 1]]
            last.verdict = ("count", f"each {last.unit.name} of {each}")
        elif last.unit is None and gap in ([], ["x"], ["×"], ["-"], ["of", "the"], ["more"]):
            unit = unit_at(tokens, reading.after) if tokens.space(reading.after) <= SPACE else None
            counted = unit and unit.family == "count" and not is_compound(tokens, last, unit)
            last.unit = unit if counted else None
    elif reading.verdict[0] == "percent" and tokens.low[last.after : reading.number.first] in (["+", "/", "-"], ["±"]):
        last.approximate = True  # 500 +/- 10%
    elif reading.verdict[0] == "count" and (inside := within_name(tokens, last, reading)):
        reading.verdict = inside
    elif reading.verdict[0] == "count":
        closed = gap == ["("] and tokens.word(reading.after) == ")"
        listed = tokens.word(last.first - 1) == "," and last.unit is not None and last.unit.family == "measure"
        if listed and reading.unit and reading.unit.family == "count" and _same_item(tokens, last, reading):
            last.verdict = ("dimension", None)  # Twine, 9600 ft sisal .... 220 bales
        elif closed and last.unit and reading.unit and reading.unit.name != last.unit.name:
            reading.verdict = ("other", "the same amount counted another way")
        elif gap in _ARROWS or (
            len(gap) == 1
            and (gap[0] == "to" or gap[0] in words("to", "words"))
            and tokens.word(last.first - 1) in words("range", "from")
        ):
            reading.change, last.negated, last.verdict = "to", True, ("count", "the earlier amount")
        elif len(gap) <= 1 and (not gap or gap[0] in (",", "/", "and", "-", "but", ";")):
            return _bounds_joined(last, reading)
    return False


def _same_item(tokens: Tokens, last: Reading, reading: Reading) -> bool:
    """Whether two amounts stand in one line with nothing between that begins another item."""
    same_line = all(tokens.gap[at] < LINE for at in range(last.after, reading.first + 1))
    return same_line and not {"and", ",", ";", "plus", "&"} & set(tokens.low[last.after : reading.first])


def _bounds_joined(last: Reading, reading: Reading) -> bool:
    """Make one range of a minimum and a maximum side by side."""
    low = last.minimum if last.maximum is None else reading.minimum if reading.maximum is None else None
    high = last.maximum if last.minimum is None else reading.maximum if reading.minimum is None else None
    if low is None or high is None or low >= high:
        return False
    last.minimum, last.maximum, last.after, last.unit = low, high, reading.after, last.unit or reading.unit
    return True
