"""Amounts in a text: words come in, every number goes out as an Amount with its kind, value or range, unit and manner.

An Amount of kind `count` could be an amount of goods; any other kind is why it is none. Which item it belongs to, and
which of several amounts holds, is decided elsewhere.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from clarifier.request.number_kinds import (
    AmountKind,
    Verdict,
    code_at,
    followed_by_noun,
    in_address,
    is_list_number,
    is_name,
    is_year,
    long_number,
    named_by_label,
    phones,
)
from clarifier.request.numbers import (
    GLUED,
    LINE,
    SPACE,
    WIDE,
    Number,
    Style,
    Tokens,
    number_at,
    number_style,
    style_of,
    tokenise,
)
from clarifier.request.units import Unit, role_after, role_before, unit_at, words

__all__ = ["Amount", "AmountKind", "find_amounts", "number_style"]

Change = Literal["more", "fewer", "to"]


@dataclass(frozen=True)
class Amount:
    """`text[start:end] == quote`: a number with the words that belong to it; `number_end` is where the number itself ends."""

    start: int
    end: int
    quote: str
    kind: AmountKind
    value: float | None
    minimum: float | None
    maximum: float | None
    approximate: bool
    unit: str
    number_end: int
    change: Change | None
    negated: bool
    note: str | None


@dataclass
class _Reading:
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
    verdict: Verdict = ("count", None)
    hyphen: bool = False  # 14-pin, 5-gal


def find_amounts(text: str, style: Style | None = None, taken: Sequence[tuple[int, int]] = ()) -> list[Amount]:
    """Every number of a text outside `taken`, in order, none overlapping another."""
    if not text:
        return []
    tokens = tokenise(text, taken)
    style = style or style_of(tokens)
    found: list[_Reading] = []
    calls = phones(text)
    place, floor, size = 0, 0, len(tokens.low)
    while place < size:
        reading: _Reading | None = None
        if tokens.kind[place] in "nw" and tokens.kind[place] != "x":
            while calls and calls[0][1] <= tokens.start[place]:
                calls.pop(0)
            reading = _special(tokens, place, floor, calls)
            if reading is None:
                reading = _fraction(tokens, place)
            if reading is None:
                number = number_at(tokens, place, style)
                if number is not None:
                    reading = _read(tokens, number, style, found, floor)
        if reading is None:
            place += 1
            continue
        found.append(reading)
        place = floor = max(reading.after, place + 1)
    return [_amount(tokens, reading) for reading in found]


def _amount(tokens: Tokens, reading: _Reading) -> Amount:
    start, end = tokens.start[reading.first], tokens.end[reading.after - 1]
    kind, note = reading.verdict
    unit = reading.unit.name if reading.unit else "ea" if reading.number.group else ""
    return Amount(
        start, end, tokens.text[start:end], kind, reading.value, reading.minimum, reading.maximum, reading.approximate,
        unit, tokens.end[reading.number_after - 1], reading.change, reading.negated, note,
    )  # fmt: skip


def _special(tokens: Tokens, place: int, floor: int, calls: list[tuple[int, int]]) -> _Reading | None:
    """A phone, a long number or a code: read as a whole, without a value."""
    if tokens.kind[place] != "n":
        return None
    if calls and calls[0][0] <= tokens.start[place] < calls[0][1]:
        after = place
        while after < len(tokens.low) and tokens.start[after] < calls[0][1] and tokens.kind[after] != "x":
            after += 1
        return _whole(place, after, ("phone", None))
    long_after = long_number(tokens, place)
    if long_after > place and number_at(tokens, place, "comma").after < long_after:  # type: ignore[union-attr]
        return _whole(place, long_after, ("other", "a long number"))
    code = code_at(tokens, place, floor)
    return _whole(code[0], code[1], code[2]) if code else None


def _whole(first: int, after: int, verdict: Verdict) -> _Reading:
    return _Reading(Number(first, after, None), first, after, None, after, verdict=verdict)


_PARTS = {"half": 2, "halves": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fourth": 4, "fourths": 4}


def _fraction(tokens: Tokens, place: int) -> _Reading | None:
    """`half of the order`, `the other half`, `two thirds`, `half a dozen`, `half a pallet`."""
    word, at = tokens.low[place], place
    top = {"one": 1, "a": 1, "two": 2, "three": 3, "half": 1, "quarter": 1}.get(word)
    if top is None:
        return None
    if word in ("one", "a", "two", "three"):
        at += 1
        if tokens.word(at) == "-":
            at += 1
    part = _PARTS.get(tokens.word(at))
    if part is None or (tokens.space(at) > SPACE and at > place):
        return None
    after = at + 1
    value = top / part
    article = after + 1 if tokens.word(after) in ("a", "an", "-") and tokens.space(after) <= SPACE else after
    group = {"dozen": 12, "gross": 144, "hundred": 100, "thousand": 1000, "million": 1_000_000}.get(
        tokens.word(article)
    )
    if group and tokens.space(article) <= SPACE:
        number = Number(place, article + 1, value * group, words=True, group=group in (12, 144))
        return _read(tokens, number, None, [], place)
    unit = unit_at(tokens, article)
    if unit and tokens.space(article) <= SPACE:
        reading = _Reading(Number(place, after, value, words=True), place, unit.after, value, after, unit=unit)
        if unit.family == "duration":
            reading.verdict = ("duration", None)
        elif unit.family == "size":
            reading.verdict = ("dimension", None)
        elif article == after and unit.family == "count" and top == part - 1 == 1:
            reading.verdict = ("fraction", None)
        return reading
    if word == "quarter" or (word == "half" and place == at):
        follows = tokens.word(after)
        before = tokens.word(place - 1)
        share = follows in words("fraction", "of") or before in (
            "other",
            "first",
            "second",
            "one",
            "remaining",
            "last",
            "the",
        )
        if not share or follows in ("past",):
            return None
    return _Reading(Number(place, after, value, words=True), place, after, value, after, verdict=("fraction", None))


def _read(tokens: Tokens, number: Number, style: Style | None, found: list[_Reading], floor: int) -> _Reading | None:
    """The phrase around a number, and its kind."""
    reading = _Reading(number, number.first, number.after, number.value, number.after, approximate=number.approximate)
    if number.words and not _is_counting(tokens, number):
        return None
    if number.value is None and not number.words:
        reading.verdict = ("other", "a date, an address or a code")
        return reading
    if _dimensions(tokens, reading, style):
        return reading
    _repeat_in_brackets(tokens, reading, style)
    _range(tokens, reading, style)
    _behind(tokens, reading)
    _ahead(tokens, reading, floor)
    reading.verdict = _judge(tokens, reading, found)
    if reading.verdict[0] not in ("count", "duration", "money", "percent", "fraction", "dimension"):
        reading.change, reading.negated = None, False
    _with_neighbours(tokens, reading, found)
    return reading


def _is_counting(tokens: Tokens, number: Number) -> bool:
    """`one box` counts, `the old one` and `one of them` do not; the same for a bare article."""
    if number.after != number.first + 1 and not (number.value == 1 and not number.group):
        return True
    word = tokens.low[number.first]
    if word not in ("one", "eins", "score", "zero", "hundreds", "thousands"):
        return True
    if word != "one":
        return word in ("zero", "eins")
    follows = tokens.word(number.after)
    if tokens.space(number.after) > SPACE:
        return False
    unit = unit_at(tokens, number.after)
    if (
        (unit
        and unit.family in ("count", "measure", "size", "duration"))
        or follows in ("more", "(", "additional", "extra")
    ):
        return follows != "off" or tokens.word(number.after + 1) not in ("the", "of")
    before = tokens.word(number.first - 1)
    wanted = before in (
        "need",
        "want",
        "order",
        "send",
        "ship",
        "buy",
        "add",
        "qty",
        "quantity",
        "just",
        "only",
        "another",
        "require",
    )
    return (
        wanted
        and followed_by_noun(tokens, number.after)
        and follows not in ("shipment", "delivery", "thing", "exception", "time", "or", "question", "more")
    )


def _dimensions(tokens: Tokens, reading: _Reading, style: Style | None) -> bool:
    """`24x36`, `1200 x 800 x 3 mm`, `1.2 m x 50 m`; but `20 x 50 lb bags` is twenty bags."""
    after, parts = reading.number.after, 1
    first_unit = _size_unit(tokens, after)
    at = first_unit.after if first_unit else after
    last = at
    unit = first_unit
    while tokens.word(at) in ("x", "×", "*", "by") and tokens.space(at) <= SPACE and tokens.space(at + 1) <= SPACE:
        if tokens.word(at) == "by" and (tokens.space(at) == GLUED or not tokens.is_number(reading.first)):
            break
        if not tokens.is_number(at + 1):
            break
        second = number_at(tokens, at + 1, style)
        if (
            second is None
            or (tokens.space(second.after) == GLUED
            and tokens.kind[second.after : second.after + 1] == ["w"]
            and not (_size_unit(tokens, second.after) or tokens.word(second.after) in ("x", "×", "k")))
        ):
            break
        second_unit = _size_unit(tokens, second.after)
        if parts == 1 and first_unit is None and _is_pack(tokens, reading, second, second_unit):
            return False
        unit = second_unit or unit
        last = at = second_unit.after if second_unit else second.after
        parts += 1
    if parts == 1:
        return False
    if tokens.word(last) in ('"', "'", "″", "′", "”") and tokens.space(last) == GLUED:
        last += 1
    reading.after = reading.number_after = last
    reading.unit = unit
    reading.value = None
    reading.verdict = ("dimension", None)
    return True


def _size_unit(tokens: Tokens, place: int) -> Unit | None:
    if tokens.word(place) == "-" and tokens.space(place) == tokens.space(place + 1) == GLUED:
        place += 1
    unit = unit_at(tokens, place) if tokens.space(place) <= SPACE else None
    return unit if unit and unit.family in ("measure", "size") and unit.name != "part" else None


def _is_pack(tokens: Tokens, reading: _Reading, second: Number, unit: Unit | None) -> bool:
    """Whether `A x B ...` means A things of B each."""
    value = reading.number.value
    if value is None or value != int(value):
        return False
    if unit is None:
        counted = unit_at(tokens, second.after) if tokens.space(second.after) <= SPACE else None
        return counted is not None and counted.family == "count" and counted.name == "ea"
    if unit.name in ("kg", "lb", "g", "oz", "gal", "l", "ml", "cl", "qt", "t"):
        return True
    container = unit_at(tokens, unit.after)
    return (
        unit.name in ("m", "ft", "yd")
        and container is not None
        and container.name in ("length", "roll", "coil", "reel", "spool", "stick")
    )


def _repeat_in_brackets(tokens: Tokens, reading: _Reading, style: Style | None) -> None:
    """`five hundred (500)`, `one (1) set`: the same number twice."""
    at = reading.after
    if tokens.word(at) != "(" or tokens.space(at) > SPACE or at + 2 >= len(tokens.low):
        return
    inner = number_at(tokens, at + 1, style) if tokens.kind[at + 1] in "nw" else None
    if inner and inner.value == reading.value and tokens.word(inner.after) == ")":
        reading.after = reading.number_after = inner.after + 1


def _range(tokens: Tokens, reading: _Reading, style: Style | None) -> None:
    """`400-500`, `400 to 500`, `between 400 and 500`, `5 or 6`, `2-3 dozen`."""
    low = reading.value
    if low is None:
        return
    at = reading.after
    own = unit_at(tokens, at) if tokens.space(at) <= SPACE else None
    if (
        own
        and own.family in ("count", "measure", "size", "duration", "money", "percent")
        and tokens.word(own.after) in words("range", "to")
    ):
        at = own.after
    sign = tokens.word(at)
    if at >= len(tokens.low) or tokens.space(at) > LINE or tokens.kind[at] == "x" or at + 1 >= len(tokens.low):
        return
    lead = tokens.word(reading.first - 1)
    glued = tokens.space(at) == GLUED and tokens.space(at + 1) == GLUED
    to = sign in words("range", "to") and (sign not in ("a", "o", "à") or tokens.languages & {"fr", "es", "it"})
    second_at = at + 1
    if tokens.word(second_at) in ("$", "€", "£") and tokens.space(second_at) <= SPACE:
        second_at += 1
    between = lead in words("range", "between") and sign in words("range", "and")
    either = sign in words("range", "or")
    if not (to or between or either) or tokens.kind[second_at : second_at + 1] not in (["n"], ["w"]):
        return
    if sign in ("-", "–", "—", "‑") and not glued and tokens.space(at) != tokens.space(at + 1):
        return
    if tokens.space(second_at) > LINE:
        return
    second = number_at(tokens, second_at, style)
    if second is None or second.value is None or (second.words and second.value == 1):
        return
    if tokens.space(second.after) == GLUED and (
        tokens.word(second.after) in ("x", "×", "/", ":", "_")
        or (
            tokens.word(second.after) in ("-", "‑")
            and tokens.is_number(second.after + 1)
            and tokens.space(second.after + 1) == GLUED
        )
    ):
        return
    high = second.value
    factor = _factor(tokens, second_at, second, style)
    if factor > 1 and reading.number.after == reading.number.first + 1 and low < high / factor:
        low *= factor
    if low >= high or (either and high > low * 2.5):
        return
    if lead in words("range", "from") and _change_verb(tokens, reading.first - 1):
        return
    if glued and high >= 1000 and high > low * 20 and unit_at(tokens, second.after) is None:
        return
    if tokens.word(second.after) in ("x", "×") and tokens.is_number(second.after + 1):
        return
    reading.value, reading.minimum, reading.maximum = None, low, high
    reading.after = reading.number_after = second.after
    if second.group:
        reading.number = replace(reading.number, group=True)
    if between or lead in words("range", "from"):
        reading.first -= 1


def _factor(tokens: Tokens, place: int, second: Number, style: Style | None) -> float:
    """By how much a scale word multiplied the second number of a range: 2-3 dozen, 2-3k."""
    if not tokens.is_number(place) or second.after == place + 1 or second.value is None:
        return 1
    alone = (
        number_at(
            Tokens(
                tokens.text,
                tokens.low[: place + 1],
                tokens.start[: place + 1],
                tokens.end[: place + 1],
                tokens.kind[: place + 1],
                tokens.gap[: place + 1],
            ),
            place,
            style,
        )
        if place < 4000
        else None
    )
    return second.value / alone.value if alone and alone.value else 1


def _change_verb(tokens: Tokens, place: int) -> bool:
    """Whether a verb of change (raise, cut, goes) stands in the clause before a token."""
    verbs = words("to", "verbs")
    for at in range(place - 1, max(-1, place - 12), -1):
        word = tokens.low[at]
        if word in verbs:
            return True
        if word in (".", ";", "!", "?", ":") or tokens.space(at + 1) == 4:
            return False
    return False


def _behind(tokens: Tokens, reading: _Reading) -> None:
    """Suffixes and the unit word: `500 or so`, `200+`, `40 more boxes`, `14-pin`."""
    _suffixes(tokens, reading)
    at = reading.after
    hyphen = tokens.word(at) in ("-", "‑") and tokens.space(at) == GLUED and tokens.space(at + 1) == GLUED
    if hyphen and at + 1 < len(tokens.low) and tokens.kind[at + 1] == "w":
        reading.hyphen = True
        reading.unit = unit_at(tokens, at + 1)
        reading.after = reading.unit.after if reading.unit else at + 2
        return
    unit = _unit_behind(tokens, at)
    if (
        unit is None
        and tokens.word(at) in words("between", "words")
        and tokens.space(at) == SPACE
        and tokens.space(at + 1) == SPACE
    ):
        unit = _unit_behind(tokens, at + 1)
    if unit is None or _is_compound(tokens, reading, unit):
        return
    reading.unit = unit
    reading.after = unit.after
    _suffixes(tokens, reading)


def _unit_behind(tokens: Tokens, at: int) -> Unit | None:
    """The unit word at a token, when its letters can stand for a unit there."""
    gap = tokens.space(at)
    unit = unit_at(tokens, at) if gap <= WIDE else None
    if unit is None or (gap == WIDE and unit.family != "count"):
        return None
    word, follows = tokens.low[at], tokens.word(unit.after)
    if (
        tokens.space(unit.after) == GLUED
        and tokens.is_number(unit.after)
        and word.isalpha()
        and unit.after < len(tokens.low)
    ):
        return None
    spaced = gap != GLUED
    if word == "off":
        return (
            unit
            if follows not in ("the", "of", "by", "my", "our", "your", "this", "that", "$", "for")
            and not reading_percent(tokens, at)
            else None
        )
    if (
        (word == "to"
        and spaced)
        or (word in ("t", "v", "w", "n", "h")
        and spaced
        and tokens.kind[unit.after : unit.after + 1] == ["n"])
    ):
        return None
    if (
        word
        in (
            "mo",
            "an",
            "way",
            "wide",
            "square",
            "mi",
            "ha",
            "ma",
            "ga",
            "mb",
            "pt",
            "bar",
            "channel",
            "pole",
            "thread",
            "phase",
            "bit",
            "serie",
            "par",
            "dia",
            "vat",
            "can",
            "case",
            "count",
        )
        and spaced
    ):
        return (
            unit
            if word in ("bar", "case", "can", "count", "par", "mb", "serie", "dia", "vat")
            and _can_be_unit(tokens, word, at, unit)
            else None
        )
    if word == "st" and (gap == GLUED or (tokens.raw(at)[0].isupper() and tokens.raw(unit.after)[:1].isupper())):
        return None
    return unit


def _can_be_unit(tokens: Tokens, word: str, at: int, unit: Unit) -> bool:
    if word in ("par", "serie", "dia", "vat"):
        return bool(tokens.languages - {"en"})
    if word == "can":
        return tokens.word(unit.after) in ("of",)
    return True


def reading_percent(tokens: Tokens, at: int) -> bool:
    """Whether a percent sign stands before a token: `20% off`."""
    return tokens.word(at - 1) == "%"


def _is_compound(tokens: Tokens, reading: _Reading, unit: Unit) -> bool:
    """`200 set screws`, `12 box lids`: a singular unit word before a plural noun is part of that noun."""
    follows = tokens.word(unit.after)
    many = reading.value is None or reading.value != 1
    return (
        unit.family == "count"
        and unit.singular
        and many
        and tokens.space(unit.after) == SPACE
        and tokens.kind[unit.after] == "w"
        and len(follows) > 3
        and follows.endswith("s")
        and not follows.endswith("ss")
        and follows not in words("cues", "small")
    )


def _suffixes(tokens: Tokens, reading: _Reading) -> None:
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
            (follows == "than"
            and word in ("less", "fewer", "more"))
            or (word == "extra"
            and follows in ("large", "small", "long", "wide", "heavy", "fine", "thick", "strong"))
        ):
            return
        if word == "min" and reading.unit is None and (reading.value or 0) <= 90:
            return
        if word == "further" and not followed_by_noun(tokens, after):
            return
        if name == "approximate":
            reading.approximate = True
        elif name == "minimum" and reading.value is not None:
            reading.minimum, reading.value = reading.value, None
        elif name == "maximum" and reading.value is not None:
            reading.maximum, reading.value = reading.value, None
        elif name in ("more", "fewer", "to") and reading.change is None:
            reading.change = "more" if name == "more" else "fewer" if name == "fewer" else "to"
        elif name == "negated":
            reading.negated = True
        reading.after = after if name != "negated" else reading.after
        if name == "negated":
            return


def _ahead(tokens: Tokens, reading: _Reading, floor: int) -> None:
    """Words before the number: `about another`, `at least`, `not`, `instead of the`, `cut it to`."""
    at = reading.first
    for _ in range(4):
        role = role_before(tokens, at)
        if role is None or role[1] < floor:
            break
        name, start = role
        if name == "approximate":
            reading.approximate = True
        elif name in ("minimum", "maximum"):
            if tokens.word(start) == "up" and _change_verb(tokens, start):
                reading.change = "to"
                return
            if reading.value is not None:
                if name == "minimum":
                    reading.minimum, reading.value = reading.value, None
                else:
                    reading.maximum, reading.value = reading.value, None
        elif name == "more":
            if tokens.word(start) == "+" and (tokens.space(at) != GLUED or tokens.space(start) == GLUED):
                break
            reading.change = "more"
        elif name == "fewer":
            reading.change = "fewer"
        elif name == "to":
            reading.change = "to"
            return
        elif name == "negated":
            reading.negated = not (
                tokens.word(start) in ("forget", "cancel", "skip", "ignore")
                and tokens.word(start - 1) in ("don't", "don’t", "not")
            )
            return
        at = start
        if name in ("approximate", "minimum", "maximum", "more"):
            reading.first = start
    before = tokens.word(at - 1)
    if before in words("to", "words") and _change_verb(tokens, at - 1) and tokens.space(at) <= LINE:
        reading.change = "to"
        return
    skipped = words("negated", "skipped")
    back = at
    for _ in range(4):
        if back > floor and tokens.low[back - 1] in skipped and tokens.space(back) <= LINE:
            back -= 1
    while back <= at and back > floor:
        role = role_before(tokens, back)
        if role and role[0] == "negated" and role[1] >= floor:
            start = role[1]
            reading.negated = not (
                tokens.word(start) in ("forget", "cancel", "skip", "ignore")
                and tokens.word(start - 1) in ("don't", "don’t", "not")
            )
            return
        back += 1


def _judge(tokens: Tokens, reading: _Reading, found: list[_Reading]) -> Verdict:
    """The kind of an amount: the first reason why it is no goods, else `count`."""
    number, unit, after = reading.number, reading.unit, reading.after
    before_word = tokens.word(reading.first - 1)
    place = number.first
    family = unit.family if unit else ""
    money = _is_money(tokens, reading)
    if money:
        return "money", None
    if family == "percent" or tokens.word(reading.number_after) == "%":
        reading.after = (
            max(reading.after, reading.number_after + 1) if tokens.word(reading.number_after) == "%" else reading.after
        )
        return "percent", None
    tolerance = (
        tokens.word(place - 1) == "±"
        or (tokens.word(place - 1) == "-"
        and tokens.word(place - 2) in ("+", "/")
        and tokens.space(place - 1) == GLUED)
    )
    if (tolerance and (number.value or 0) < 5) or before_word in ("tolerance", "tol"):
        return "dimension", "a tolerance"
    if is_list_number(tokens, number):
        return "ordinal", "a list number"
    time = _time(tokens, reading)
    if time:
        return time
    label = named_by_label(tokens, reading.first, unit, number)
    if label:
        return label
    if found and found[-1].verdict[0] == "ordinal" and _continues(tokens, found[-1], reading) and family != "count":
        return "ordinal", found[-1].verdict[1]
    if family == "duration":
        return "duration", None
    if family == "people" or _are_people(tokens, reading):
        return "other", "people"
    if family == "uncounted":
        return "other", f"{unit.name if unit else ''}, no goods"
    address = in_address(tokens, number) if unit is None or tokens.space(number.after) != GLUED else None
    if address:
        reading.unit, reading.after = None, reading.number_after
        return address
    if _is_rate(tokens, reading):
        return "other", "a rate"
    if family == "size" or reading.hyphen:
        return "dimension", None
    if family == "measure" and not _is_goods(tokens, reading, found):
        return "dimension", None
    if family == "" or family == "count":
        if tokens.word(number.after) == "s" and tokens.space(number.after) == GLUED:
            return "dimension", "names a size"
        if unit is None and is_year(tokens, number):
            return "other", "a year"
        if is_name(tokens, number) and not (unit and before_word not in ("the", "a", "your", "our")):
            reading.unit, reading.after = None, reading.number_after
            return "other", "part of a name or a code"
        pack = _pack_of(tokens, reading)
        if pack:
            return "dimension", f"how many in each {pack}"
        if number.fraction and unit is None:
            return "fraction", None
        if unit is None and number.value is not None and number.value != int(number.value) and not number.words:
            return (
                ("money", "two decimals and no unit")
                if _two_decimals(tokens, place)
                else ("other", "a decimal without a unit")
            )
        if unit is None and _is_amount_of_money(tokens, reading):
            return "money", "two decimals and no unit"
    if reading.approximate and number.words and number.value in (None, 2.0) and not unit and not number.group:
        return "count", "vague"
    return "count", None


def _is_money(tokens: Tokens, reading: _Reading) -> bool:
    before, after = tokens.word(reading.first - 1), tokens.word(reading.number_after)
    signs, codes = words("money", "signs", "units"), words("money", "codes", "units")
    near = tokens.space(reading.first) <= SPACE
    if near and (before in signs or before in codes):
        # A dollar sign between two amounts belongs to the nearer one: `60 $`, but `$ 60`.
        return True
    if (
        (reading.unit
        and reading.unit.family == "money")
        or ((after in signs or after in codes)
        and tokens.space(reading.number_after) <= SPACE)
    ):
        reading.after = max(reading.after, reading.number_after + (0 if reading.unit else 1))
        return True
    if before == "@" and near and (reading.unit is None or reading.unit.name in ("ea", "")):
        return True
    decimal = reading.number.value is not None and reading.number.value != int(reading.number.value)
    return (
        before in ("at", "for")
        and near
        and decimal
        and (reading.unit is None or reading.unit.name == "ea")
        and reading.number.after == reading.number.first + 1
        and not reading.number.words
    )


def _two_decimals(tokens: Tokens, place: int) -> bool:
    literal = tokens.low[place]
    return len(literal) > 3 and literal[-3] in ".," and literal[-2:].isdigit()


def _is_amount_of_money(tokens: Tokens, reading: _Reading) -> bool:
    """`276.00` in a table of prices, but `Qty 60.00` is sixty."""
    before = tokens.word(reading.first - 1)
    return (
        _two_decimals(tokens, reading.number.first)
        and before not in words("labels", "count", "units")
        and not followed_by_noun(tokens, reading.after)
    )


def _time(tokens: Tokens, reading: _Reading) -> Verdict | None:
    after = tokens.word(reading.number_after)
    following = reading.number_after
    if tokens.space(following) > SPACE:
        return None
    if (
        after in ("am", "pm", "uhr", "o'clock", "o’clock", "noon")
        or (after in ("a", "p")
        and tokens.word(following + 1) == "."
        and tokens.word(following + 2) == "m")
    ):
        reading.unit, reading.after = None, following + 1
        return "time", None
    if after in ("st", "nd", "rd", "th") and tokens.space(following) == GLUED:
        reading.unit, reading.after = None, following + 1
        return "ordinal", None
    return None


def _continues(tokens: Tokens, last: _Reading, reading: _Reading) -> bool:
    """`cost centers 1180 and 1190`, `rooms 5 through 8`: a label reaches the next number."""
    gap = tokens.low[last.after : reading.first]
    return (
        len(gap) == 1
        and gap[0] in ("and", ",", "&", "/", "thru", "through", "to", "or", "-", "–")
        and reading.unit is None
        and not followed_by_noun(tokens, reading.after)
        and not reading.number.words
    )


def _are_people(tokens: Tokens, reading: _Reading) -> bool:
    after = reading.after
    if tokens.word(after) == "of" and tokens.word(after + 1) in ("them", "us", "you"):
        following = tokens.word(after + 2)
        return tokens.word(after + 1) != "them" or following == "who" or following.endswith("ing")
    if reading.unit is None and followed_by_noun(tokens, after):
        unit = unit_at(tokens, after + 1)
        return unit is not None and unit.family == "people" and tokens.space(after + 1) == SPACE
    return False


def _is_rate(tokens: Tokens, reading: _Reading) -> bool:
    """`4 a week`, `1,000 pouches per case`, `24 a boat`, `200/box`."""
    after = reading.after
    for step in range(3):
        at = after + step
        word = tokens.word(at)
        if tokens.space(at) > SPACE or at >= len(tokens.low):
            return False
        following = tokens.word(at + 1)
        if word == "/" and tokens.kind[at + 1 : at + 2] == ["w"]:
            return step == 0
        if word in ("per", "pro", "par", "por") and tokens.kind[at + 1 : at + 2] == ["w"]:
            return following not in words("rate", "not_rate") and (word == "per" or following in words("rate", "time"))
        if word in ("a", "an", "every", "each") and step == 0 and tokens.kind[at + 1 : at + 2] == ["w"]:
            return following in words("rate", "time") or (word in ("a", "an") and reading.number.words is False)
        if tokens.kind[at] != "w" or word in words("cues", "small"):
            return False
    return False


def _is_goods(tokens: Tokens, reading: _Reading, found: list[_Reading]) -> bool:
    """Whether a measure (300 ft, 50 lb) is an amount wanted, and not the size of something."""
    unit = reading.unit
    assert unit is not None
    value = reading.value or reading.minimum or reading.maximum or 0
    after, before = tokens.word(reading.after), tokens.word(reading.first - 1)
    near = tokens.space(reading.after) <= SPACE
    if near and after in ("of", "di", "de", "von"):
        return True
    container = unit_at(tokens, reading.after) if near else None
    if (
        (container
        and container.family == "count"
        and container.name != "ea")
        or (near
        and after in words("cues", "size_after"))
    ):
        return False
    if (
        found
        and found[-1].after == reading.first
        and tokens.space(reading.first) <= SPACE
        and found[-1].verdict[0] == "count"
    ):
        return False
    if before in ("x", "×") or before in words("cues", "determiners"):
        return False
    plural = (
        near
        and after.endswith("s")
        and len(after) > 3
        and not after.endswith("ss")
        and after not in words("cues", "small")
    )
    if plural and value < 50:
        return False
    opening = tokens.space(reading.first) >= LINE or (tokens.kind[reading.first - 1] == "s" and before not in (",", "("))
    asked = (
        opening
        or reading.first < reading.number.first
        or reading.change is not None
        or before in words("cues", "before")
        or before in words("labels", "count", "units")
    )
    if unit.name in ("g", "oz", "ml", "cl", "qt", "km"):
        return asked and not plural and tokens.space(reading.number_after) == SPACE
    if asked:
        return True
    return value >= 50 and before != ","


def _pack_of(tokens: Tokens, reading: _Reading) -> str | None:
    """`sets of 4`, `box of 200`: the unit whose content the number is."""
    at = reading.first - 1
    if tokens.word(at) != "of" or tokens.space(reading.first) > SPACE:
        return None
    unit = unit_at(tokens, at - 1)
    return (
        unit.name
        if unit and unit.family == "count" and unit.name not in ("ea", "load", "truckload") and unit.after == at
        else None
    )


def _with_neighbours(tokens: Tokens, reading: _Reading, found: list[_Reading]) -> None:
    """What an amount tells about the one before it: pack sizes, units behind a size, the same amount in brackets."""
    if not found:
        return
    last = found[-1]
    gap = tokens.low[last.after : reading.first]
    if last.verdict[0] == "count" and reading.verdict[0] == "dimension":
        if reading.verdict[1] and gap == ["of"] and last.unit:
            last.verdict = (
                "count",
                f"each {last.unit.name} of {tokens.text[tokens.start[reading.first] : tokens.end[reading.after - 1]]}",
            )
        elif last.unit is None and gap in ([], ["x"], ["×"], ["of", "the"], ["more"]):
            unit = unit_at(tokens, reading.after) if tokens.space(reading.after) <= SPACE else None
            if unit and unit.family == "count":
                last.unit = unit
    if last.verdict[0] == "count" and reading.verdict[0] == "count":
        if (
            gap == ["("]
            and last.unit
            and reading.unit
            and reading.unit.name != last.unit.name
            and tokens.word(reading.after) == ")"
        ):
            reading.verdict = ("other", "the same amount counted another way")
        elif gap == ["to"] and tokens.word(last.first - 1) == "from" and reading.change is None:
            reading.change, last.negated, last.verdict = "to", True, ("count", "the earlier amount")
        elif (
            _is_bound(last)
            and _is_bound(reading)
            and len(gap) <= 1
            and (not gap or gap[0] in (",", "/", "and", "-", "but", ";"))
        ):
            _merge_bounds(last, reading)


def _is_bound(reading: _Reading) -> bool:
    return (reading.minimum is None) != (reading.maximum is None) and reading.value is None


def _merge_bounds(last: _Reading, reading: _Reading) -> None:
    """`min 200, max 400` is one range, told by each half."""
    low, high = last.minimum or reading.minimum, last.maximum or reading.maximum
    if low is not None and high is not None and low < high:
        reading.minimum, reading.maximum = low, high
        last.minimum, last.maximum = low, high
