"""Amounts in a text: words come in, every number goes out as an Amount with its kind, value or range, unit and manner.

An Amount of kind `count` could be an amount of goods; any other kind is why it is none. Which item it belongs to, and
which of several amounts holds, is decided elsewhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from clarifier.request.quantities.codes import AmountKind, Verdict, code_at, long_number, phones
from clarifier.request.quantities.kinds import judge
from clarifier.request.quantities.measured import read_below_zero, read_smaller
from clarifier.request.quantities.names import followed_by_noun
from clarifier.request.quantities.number_words import Number, starters
from clarifier.request.quantities.numbers import Style, number_at, number_style, read_digits, sure_style
from clarifier.request.quantities.phrase import (
    Change,
    Reading,
    begin,
    read_ahead,
    read_behind,
    read_unit_ahead,
)
from clarifier.request.quantities.ranges import read_range, read_repeat, read_share, read_size, share_starters
from clarifier.request.quantities.side_by_side import completes
from clarifier.request.quantities.tokens import SPACE, Tokens, tokenise
from clarifier.request.quantities.units import unit_at, words

_THOUSANDS = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")

_MOST = 20_000  # amounts read of one text: more is no email, and 500,000 of them in 1 MB would take half a minute

__all__ = ["Amount", "AmountKind", "find_amounts", "number_style"]


@dataclass(frozen=True)
class Amount:
    """`text[start:end] == quote`: a number with its words; the number itself ends at `number_end`."""

    start: int
    end: int
    quote: str
    kind: AmountKind
    value: float | None  # None: a range, a bound, `a few`, or digits that are no number
    minimum: float | None
    maximum: float | None
    approximate: bool
    unit: str  # canonical; "" when none was written
    number_end: int
    change: Change | None  # `another 40`, `40 fewer`, `cut it to 40`
    negated: bool  # `not 1,200`, `instead of 150`
    note: str | None


def find_amounts(
    text: str, style: Style | None = None, taken: Sequence[tuple[int, int]] = (), language: str = ""
) -> list[Amount]:
    """Every number of a text outside `taken` (the first 20,000), in order, none overlapping another."""
    tokens = tokenise(text, taken, language)
    told, sure = sure_style(tokens) if style is None else (style, True)
    style = told
    calls = phones(text)
    found: list[Reading] = []
    first_words, foreign = _starters(), bool(tokens.languages - {"en"})
    place, floor, call = 0, 0, 0
    while place < len(tokens.low) and len(found) < _MOST:
        kind = tokens.kind[place]
        reading: Reading | None = None
        if kind == "n":
            while call < len(calls) and calls[call][1] <= tokens.start[place]:
                call += 1
            reading = _special(tokens, place, floor, calls[call : call + 1]) or _digits(
                tokens, place, style, found, floor
            )
        elif kind == "w" and (tokens.low[place] in first_words or (foreign and len(tokens.low[place]) > 6)):
            reading = _words(tokens, place, style, found, floor)
        if reading is None:
            place += 1
            continue
        if not completes(tokens, reading, found):
            found.append(reading)
        place = floor = max(reading.after, place + 1)
    if not sure and not tokens.languages - {"en"}:
        for reading in found:
            _decimal_size(tokens, reading)
    return [_amount(tokens, reading) for reading in found]


@cache
def _starters() -> frozenset[str]:
    return starters() | share_starters()


def _amount(tokens: Tokens, reading: Reading) -> Amount:
    start, end = tokens.start[reading.first], tokens.end[reading.after - 1]
    kind, note = reading.verdict
    manner = kind in ("count", "dimension", "fraction", "money", "percent", "duration")
    return Amount(
        start=start,
        end=end,
        quote=tokens.text[start:end],
        kind=kind,
        value=reading.value,
        minimum=reading.minimum,
        maximum=reading.maximum,
        approximate=reading.approximate,
        unit=reading.unit.name if reading.unit else "ea" if reading.number.group else "",
        number_end=tokens.end[reading.number_after - 1],
        change=reading.change if manner else None,
        negated=reading.negated and manner,
        note=note,
    )


def _special(tokens: Tokens, place: int, floor: int, calls: list[tuple[int, int]]) -> Reading | None:
    """A phone, a long number or a code: read as a whole, without a value."""
    for start, end in calls:
        if start <= tokens.start[place] < end:
            after = place
            while after < len(tokens.low) and tokens.start[after] < end and tokens.kind[after] != "x":
                after += 1
            while place > floor and tokens.start[place - 1] >= start and tokens.kind[place - 1] != "x":
                place -= 1
            return _whole(place, after, ("phone", None))
    after = long_number(tokens, place)
    if after > place:
        number = number_at(tokens, place, "comma")
        if number and number.after < after:
            return _whole(place, after, ("other", "a long number"))
    code = code_at(tokens, place, floor)
    return _whole(*code) if code else None


def _whole(first: int, after: int, verdict: Verdict) -> Reading:
    return Reading(Number(first, after, None), first, after, None, after, verdict=verdict)


def _digits(tokens: Tokens, place: int, style: Style | None, found: list[Reading], floor: int) -> Reading | None:
    number = number_at(tokens, place, style)
    if number is None or number.value is None:
        return _whole(place, place + 1, ("other", "a date, an address or a code"))
    if kelvin := _kelvin(tokens, place, style, found):
        return kelvin
    reading = begin(number)
    if read_size(tokens, reading, style) or read_below_zero(tokens, reading, style, floor):
        return reading
    return _phrase(tokens, reading, style, found, floor)


def _words(tokens: Tokens, place: int, style: Style | None, found: list[Reading], floor: int) -> Reading | None:
    share = read_share(tokens, place)
    if share is not None:
        if share.verdict[0] == "count":
            read_ahead(tokens, share, floor)
        return share
    number = number_at(tokens, place, style)
    if number is None:
        return _coin(tokens, place, found)
    if not _is_counting(tokens, number, found[-1] if found else None):
        return None
    reading = begin(number)
    if read_below_zero(tokens, reading, style, floor):
        return reading
    return _phrase(tokens, reading, style, found, floor)


def _coin(tokens: Tokens, place: int, found: list[Reading]) -> Reading | None:
    """`a penny`, `a dollar`; but not `5 a dollar`."""
    coin = tokens.low[place] in ("a", "an") and tokens.word(place + 1) in words("money", "coins", "units")
    if not coin or tokens.space(place + 1) > SPACE or (found and found[-1].after == place):
        return None
    reading = _whole(place, place + 2, ("money", None))
    reading.value = 1.0
    return reading


def _kelvin(tokens: Tokens, place: int, style: Style | None, found: list[Reading]) -> Reading | None:
    """`300 °C (573 K)`: the letter behind another temperature is no thousand."""
    last = found[-1] if found else None
    near = last is not None and last.unit is not None and last.unit.name == "degree" and place - last.after <= 2
    value = read_digits(tokens.low[place], style) if near and tokens.raw(place + 1) == "K" else None
    if value is None or tokens.space(place + 1) > SPACE:
        return None
    reading = _whole(place, place + 2, ("dimension", None))
    reading.value = value
    return reading


def _phrase(tokens: Tokens, reading: Reading, style: Style | None, found: list[Reading], floor: int) -> Reading:
    read_repeat(tokens, reading, style)
    read_range(tokens, reading, style, floor)
    read_behind(tokens, reading)
    read_smaller(tokens, reading, style)
    read_ahead(tokens, reading, floor)
    reading.verdict = judge(tokens, reading, found[-1] if found else None)
    if reading.verdict[0] == "count":
        _whole_pieces(reading, tokens)
        read_unit_ahead(tokens, reading)
    return reading


def _whole_pieces(reading: Reading, tokens: Tokens) -> None:
    """Read `1.500 pieces` as 1500 even where the message writes decimal points: there is no half piece."""
    if reading.unit and reading.unit.family != "count":
        return
    both = (reading.value, reading.minimum, reading.maximum)
    if all(number is None or number == int(number) for number in both):
        return
    literals = [tokens.low[at] for at in range(reading.number.first, reading.number_after) if tokens.is_number(at)]
    if literals and all(_THOUSANDS.fullmatch(literal) for literal in literals):
        reading.value, reading.minimum, reading.maximum = (None if n is None else round(n * 1000) * 1.0 for n in both)


def _decimal_size(tokens: Tokens, reading: Reading) -> None:
    """Read `1.125 in` as little more than one where English stands around it and nothing tells the decimal sign."""
    literal = tokens.low[reading.number.first]
    small = reading.unit.family == "size" if reading.unit else reading.verdict[0] in ("dimension", "other")
    if small and reading.value is not None and re.fullmatch(r"[1-9]\d{0,2}\.\d{3}", literal):
        reading.value = float(literal)


def _is_listed(tokens: Tokens, number: Number, last: Reading | None) -> bool:
    """`2 boards in green and one pavement sign`: a number word in a row with an amount of the same sentence."""
    if last is None or last.verdict[0] != "count" or tokens.word(number.first - 1) not in ("and", "plus", "&"):
        return False
    between = range(last.after, number.first)
    return len(between) < 15 and not any(tokens.low[at] in (".", "!", "?", ";") for at in between)


def _is_counting(tokens: Tokens, number: Number, last: Reading | None) -> bool:
    """`one box` and `need one pump` count; `the old one` and `one of them` do not."""
    word = tokens.low[number.first]
    named = tokens.is_capital(number.first) and tokens.space(number.after) == SPACE and tokens.is_capital(number.after)
    if named and unit_at(tokens, number.after) is None and not tokens.raw(number.after).isupper():
        return False  # Two Feathers Bakehouse
    if word in ("hundreds", "thousands") or (
        number.value is None and tokens.word(number.first - 1) in words("cues", "degree")
    ):
        return False  # hundreds of parts, as few as, too few
    if number.after > number.first + 1 or word != "one":
        return True
    follows = tokens.word(number.after)
    if tokens.space(number.after) > SPACE:
        return False
    unit = unit_at(tokens, number.after)
    wanted = tokens.word(number.first - 1) in words("cues", "wanting") or _is_listed(tokens, number, last)
    if follows in ("more", "additional"):
        aside = tokens.word(number.first - 1) in (",", ".", "!", ";", "-", "–")  # `Sorry, one more, could you ...`
        return wanted or not aside or followed_by_noun(tokens, number.after + 1)
    if (unit and unit.family in ("count", "measure", "size", "duration")) or follows == "(":
        return follows != "off" or tokens.word(number.after + 1) not in words("cues", "no_piece")
    return wanted and followed_by_noun(tokens, number.after) and follows not in words("cues", "no_goods")
