"""Numbers that name instead of counting: a number with the words around it comes in, why it names something goes out.

`rev 3`, `invoice 88213`, `1180 Dock St`, `VA 23510`, `in 2013`, `Tuttnauer 3870`, `1.` at the start of a line.
"""

from clarifier.request.quantities.codes import Verdict
from clarifier.request.quantities.number_words import Number
from clarifier.request.quantities.tokens import GLUED, LINE, SPACE, WIDE, Tokens
from clarifier.request.quantities.units import Unit, unit_at, words

_STATES = frozenset(["QLD", "NSW", "VIC", "SA", "WA", "TAS", "ACT", "NT"])  # Australia's postcodes have four digits


def followed_by_noun(tokens: Tokens, after: int) -> bool:
    """Whether a word that can be a noun or its adjective follows in the sentence."""
    return tokens.is_word(after) and tokens.low[after] not in words("cues", "small") and tokens.goes_on(after)


def is_identifier(tokens: Tokens, number: Number) -> bool:
    """Whether the digits look like a number out of a register: four or more, plain, not round."""
    literal = tokens.low[number.first]
    plain = literal.isdigit() and number.after == number.first + 1 and len(literal) >= 4
    return plain and number.value is not None and number.value % 50 != 0


def named_by_label(
    tokens: Tokens, place: int, unit: Unit | None, number: Number, ranged: bool = False
) -> Verdict | None:
    """`rev 3`, `ext. 4357`, `rooms, 5 through 8`: the word before the number says that it names something."""
    before, marked = place - (2 if ranged and tokens.word(place - 1) == "," else 1), False
    if place < 1 or tokens.space(place) > LINE:
        return None
    if tokens.word(before) in ("#", "№"):
        return "ordinal", "a number that names something"
    while tokens.word(before) in (":", ".", "=", "#") and tokens.space(before) <= SPACE and before > place - 4:
        before, marked = before - 1, True
    word = tokens.word(before)
    if word in ("is", "was", "of", "now", "to") and tokens.word(before - 1) in words("money", "before", "units"):
        word = tokens.word(before - 1)  # budget is 3,100
    if word == "@" and (unit is None or unit.family != "count"):
        return "money", None
    if not tokens.is_word(before) or (word == "po" and tokens.speaks("pl")):
        return None
    if word == "box" and tokens.word(before - 1) in ("po", ".") and unit is None:
        return "other", "a box at the post office"
    if word in words("labels", "days", "units"):
        return "duration", "terms of payment"
    if word in words("money", "before", "units") and (unit is None or unit.family not in ("count", "size")):
        return "money", None
    named: Verdict = ("ordinal", f"{word} number")
    counted = unit is not None and unit.family in ("count", "measure", "size", "duration", "people")
    if word in words("labels", "faint", "units"):
        sized = _dash_follows(tokens, number) or tokens.word(number.after) in (
            "size",
            "grade",
            "gauge",
            "type",
            "series",
        )
        short = word == "no" and (marked or sized) and not counted
        return named if (is_identifier(tokens, number) and not counted) or short else None
    if word in words("labels", "strong", "units"):
        if counted and word in words("labels", "yielding", "units"):
            return None
        if marked and tokens.word(before - 1) in words("labels", "announcing", "units"):
            return named if not followed_by_noun(tokens, number.after) else None
        return None if number.words and word not in words("labels", "spelled", "units") else named
    if word in words("labels", "weak", "units") and unit is None and not number.words and tokens.space(place) == SPACE:
        return named if _is_noun_label(tokens, before, number, ranged) else None
    listed = unit is None and tokens.word(number.after) in ("thru", "through") and word.endswith("s")
    return named if listed and word not in words("labels", "count", "units") else None  # beams 1 thru 16


def names_by_dash(tokens: Tokens, place: int) -> bool:
    """Whether the word before a number makes it a name: `size 11 - 500`, `no 4 - 25,000`."""
    word = tokens.word(place - 1)
    return tokens.space(place) == SPACE and (word == "no" or word in words("labels", "strong", "units"))


def _dash_follows(tokens: Tokens, number: Number) -> bool:
    """Whether a dash and another number stand behind a number."""
    dash = number.after
    return tokens.word(dash) in ("-", "–", "—") and tokens.space(dash) == SPACE and tokens.is_number(dash + 1)


def _is_noun_label(tokens: Tokens, before: int, number: Number, ranged: bool) -> bool:
    """`order 3318` names an order, `please order 500` does not."""
    if not tokens.low[number.first].isdigit() or (not ranged and followed_by_noun(tokens, number.after)):
        return False
    if is_identifier(tokens, number):
        return True
    left = tokens.word(before - 1)
    known = left in words("cues", "determiners") or left in words("labels", "sense", "units")
    if tokens.low[before] in words("labels", "verbs", "units"):
        return known and tokens.word(before + 1) not in ("of",)
    return len(tokens.low[number.first]) <= 2 or (known and tokens.low[before] not in ("batch", "lot"))


def in_address(tokens: Tokens, number: Number) -> Verdict | None:
    """A street number or a postcode."""
    place = number.first
    if number.after != place + 1 or not tokens.low[place].isdigit():
        return None
    street = len(tokens.low[place]) <= 5 and (_street_behind(tokens, place + 1) or _street_before(tokens, place))
    return ("other", "a street number") if street else _postcode(tokens, place)


def _street_behind(tokens: Tokens, after: int) -> bool:
    """`1180 Dock St`, `418 E 9 Mile Rd`, `5117 N. Ravenswood Ave`, `12 rue des Forges`."""
    if tokens.space(after) <= SPACE and tokens.word(after) in words("street", "before", "units"):
        return True
    at = after
    for step in range(4):
        if tokens.word(at) == "." and at > after and tokens.space(at) == GLUED and len(tokens.low[at - 1]) == 1:
            at += 1
        if tokens.space(at) > SPACE or not (tokens.is_capital(at) or tokens.is_number(at)):
            return False
        if step and tokens.low[at] in words("street", "after", "units") and _ends_street(tokens, at):
            return True
        at += 1
    return False


def _ends_street(tokens: Tokens, at: int) -> bool:
    """Whether a street word ends the street's name, and is no adjective of goods (`10 Square Tubes`)."""
    if tokens.space(at + 1) > SPACE or not tokens.is_word(at + 1):
        return True
    return tokens.low[at + 1] in words("street", "beyond", "units")


def _street_before(tokens: Tokens, place: int) -> bool:
    """`Verkstadsgatan 17`, `Via del Lavatoio 31`, `ul. Wolności 100`."""
    if tokens.space(place) != SPACE or not tokens.is_capital(place - 1):
        return False
    name = tokens.low[place - 1]
    if any(name.endswith(end) and len(name) > len(end) + 1 for end in words("street", "endings", "units")):
        return True
    for at in range(place - 2, max(-1, place - 6), -1):
        if tokens.space(at + 1) > SPACE or not (tokens.is_word(at) or tokens.low[at] == "."):
            return False
        if tokens.low[at] in words("street", "lead", "units"):
            return True
    return False


def _postcode(tokens: Tokens, place: int) -> Verdict | None:
    """`VA 23510`, `QLD 4551`, `1440 AC Purmerend`, `Pune 412220`, `76600 Le Havre`."""
    size, before, follows = len(tokens.low[place]), tokens.raw(place - 1), tokens.raw(place + 1)
    near, goes_on = tokens.space(place) == SPACE, tokens.space(place + 1) == SPACE
    town = goes_on and tokens.is_capital(place + 1) and unit_at(tokens, place + 1) is None
    in_line = tokens.word(place - 1) == "," and tokens.space(place) <= LINE
    listed = tokens.space(place) == LINE and _number_before(tokens, place)
    parted = size == 3 and goes_on and len(tokens.low[place + 1]) == 2 and tokens.is_number(place + 1)
    found = (
        (parted and in_line and tokens.is_capital(place + 2))
        or (size == 5 and near and len(before) == 2 and before.isupper() and before.isalpha())
        or (size == 4 and near and before in _STATES)
        or (size == 4 and goes_on and len(follows) == 2 and follows.isupper() and tokens.is_capital(place + 2))
        or (size == 6 and near and tokens.is_capital(place - 1) and not followed_by_noun(tokens, place + 1))
        or (size == 5 and town and (in_line or listed))
        or (size == 4 and town and in_line and _number_before(tokens, place - 1))
    )
    return ("postcode", None) if found else None


def _number_before(tokens: Tokens, place: int) -> bool:
    """Whether a number stands among the few tokens before, on the same line."""
    for at in range(place - 1, max(-1, place - 7), -1):
        if tokens.is_number(at) or tokens.kind[at] == "x":
            return True
        if tokens.space(at) >= LINE:
            return False
    return False


def is_list_number(tokens: Tokens, number: Number) -> bool:
    """`1.` or `2)` or `(3)` before the text of its line."""
    place, after = number.first, number.after
    first = place - 1 if tokens.word(place - 1) == "(" and tokens.space(place) == GLUED else place
    short = after == place + 1 and tokens.low[place].isdigit() and len(tokens.low[place]) <= 2
    if not short or tokens.space(first) < LINE or tokens.space(after) != GLUED:
        return False
    return tokens.word(after) in (".", ")", ":") and tokens.space(after + 1) in (SPACE, WIDE)


def is_year(tokens: Tokens, number: Number) -> bool:
    """`the '25 Shiraz`, `in 2013`, `March 2026`, `a very good year 2026`: four digits that no noun follows."""
    place = number.first
    literal = tokens.low[place]
    short = tokens.word(place - 1) in ("'", "’") and tokens.space(place) == GLUED and tokens.space(place - 1) == SPACE
    if short and literal.isdigit() and len(literal) == 2:
        return True
    if not (literal.isdigit() and len(literal) == 4 and 1950 <= int(literal) <= 2060 and number.after == place + 1):
        return False
    before = tokens.word(place - 1)
    if before in words("time", "months", "units") or before == "year":
        return True
    if followed_by_noun(tokens, place + 1):
        return False
    asked = before in words("cues", "before") or before in words("labels", "count", "units")
    return before in words("time", "before_year", "units") or (int(literal) % 50 != 0 and not asked)


def is_date(tokens: Tokens, number: Number, after: int) -> bool:
    """`Nov 12`, `13 janvier`, `11 to 13 June`: a day of a month that nobody else took."""
    if number.value is None or number.words or not 1 <= number.value <= 31 or number.after != number.first + 1:
        return False
    months = words("time", "months", "units")
    before = number.first - 1
    if tokens.word(after) == "." and tokens.space(after) == GLUED:
        after += 1
    if tokens.word(before) == "." and tokens.space(before) == GLUED:
        before -= 1
    if tokens.word(after) in ("of", "de", "di"):
        after += 1
    behind = tokens.space(after) <= SPACE and tokens.word(after) in months and tokens.word(after) != "may"
    may = tokens.raw(after) == "May" and tokens.space(after) <= SPACE
    ahead = tokens.space(number.first) <= SPACE and tokens.word(before) in months and tokens.raw(before)[0].isupper()
    return behind or may or ahead


def is_name(tokens: Tokens, number: Number, unit: Unit | None) -> bool:
    """`Tuttnauer 3870`, `the 737 kit`: the number belongs to the name before it, or names the thing behind it."""
    place = number.first
    literal = tokens.low[place]
    if number.words or not literal.isdigit() or number.after != place + 1 or number.value is None:
        return False
    noun = followed_by_noun(tokens, place + 1)
    lowered = tokens.word(place - 1)
    if lowered in ("the", "your", "our") and tokens.space(place) <= SPACE and noun:
        thing = unit_at(tokens, place + 1)  # asked again: `kit takes` looked like a compound noun
        singular = thing is not None and thing.family == "count" and thing.singular and number.value > 1
        return singular or (unit is None and is_identifier(tokens, number))
    if unit is not None:
        return False
    if (is_identifier(tokens, number) and len(literal) >= (6 if noun else 5)) or len(literal) >= 8:
        return True
    if (literal[0] == "0" and len(literal) > 1) or tokens.space(place) != SPACE or noun:
        return literal[0] == "0" and len(literal) > 1
    before = tokens.raw(place - 1)
    if not tokens.is_capital(place - 1) or len(before) < 3 or before.isupper() or lowered.endswith("s"):
        return False
    opening = tokens.space(place - 1) >= LINE or tokens.word(place - 2) in (".", "!", "?", ":", "-", "*", "•", "–")
    return not (opening or lowered in words("cues", "before") or lowered in words("labels", "count", "units"))
