"""When a value counts as the same as the expected one, and which line of a request answers which expected line.

Everything here compares by outside appearance: letters and digits, case and punctuation left out.
"""

import re
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

_NO_WORD = re.compile(r"[^a-z0-9]+")
_UNITS = {
    "pcs": "ea", "pc": "ea", "piece": "ea", "pieces": "ea", "each": "ea", "unit": "ea", "units": "ea",
    "feet": "ft", "foot": "ft", "gallon": "gal", "gallons": "gal", "pallets": "pallet", "boxes": "box",
    "sheets": "sheet", "rolls": "roll", "sets": "set", "cases": "case", "drums": "drum",
}  # fmt: skip

Object = dict[str, Any]


def plain(value: object) -> str:
    """A value as lower-case words with single spaces."""
    return _NO_WORD.sub(" ", str(value).casefold()).strip()


def words(value: object) -> set[str]:
    """The words of a value; none for None."""
    return set(plain(value).split()) if value is not None else set()


def stated(fact: Object | None) -> Any:
    """The value of a Fact or of a choice; None where there is none."""
    return fact.get("value") if fact else None


def number(value: object) -> float | None:
    """A number where it is one."""
    try:
        return float(str(value)) if value is not None else None
    except ValueError:
        return None


def unit(name: str | None) -> str:
    """A unit by its short name."""
    short = plain(name or "")
    return _UNITS.get(short, short)


def equal(expected: object, found: object) -> bool:
    """The very same value."""
    return expected == found


def same_text(expected: object, found: object) -> bool:
    """One holds the other."""
    one, other = plain(expected), plain(found)
    return bool(one and other) and (one in other or other in one)


def same_code(expected: object, found: object) -> bool:
    """The same letters and digits."""
    return plain(expected).replace(" ", "") == plain(found).replace(" ", "")


def same_amount(expected: Sequence[float | None], found: Sequence[float | None]) -> bool:
    """The same value, or the same range: (value, minimum, maximum)."""
    return list(expected) == list(found) or (expected[0] is not None and expected[0] == found[0])


def shares_a_word(expected: object, found: object) -> bool:
    """At least one word in common."""
    return bool(words(expected) & words(found))


def says_half_of_it(expected: object, found: object) -> bool:
    """At least half of the expected words are there."""
    return 2 * len(words(expected) & words(found)) >= len(words(expected))


def says_half_of_the_shorter(expected: object, found: object) -> bool:
    """At least half the words of the shorter one are in the other."""
    one, other = words(expected), words(found)
    return 2 * len(one & other) >= min(len(one), len(other))


def amount(quantity: Object | None, names: tuple[str, str, str]) -> tuple[float | None, ...] | None:
    """(value, minimum, maximum) of an amount with these key names; None where nothing is said."""
    said = tuple(number(quantity[name]) if name in quantity else None for name in names) if quantity else ()
    return said if any(one is not None for one in said) else None


def pair_lines(expected: Sequence[Object], found: Sequence[Object]) -> list[tuple[Object | None, Object | None]]:
    """Each expected line with the found line most like it; what is left pairs in order, then stands alone."""
    likely = sorted(
        (-score, place, other)
        for place, line in enumerate(expected)
        for other, candidate in enumerate(found)
        if (score := _likeness(line, candidate)) > 0
    )
    partner: dict[int, int] = {}
    for _, place, other in likely:
        if place not in partner and other not in partner.values():
            partner[place] = other
    pairs: list[tuple[Object | None, Object | None]] = [(expected[a], found[b]) for a, b in partner.items()]
    alone = [line for place, line in enumerate(expected) if place not in partner]
    extra = [line for place, line in enumerate(found) if place not in partner.values()]
    return [*pairs, *zip_longest(alone, extra)]


def _likeness(expected: Object, found: Object) -> float:
    """The part number weighs most, then the amount, then common words of the description."""
    part, wanted = stated(found.get("part_number")), number(expected["quantity"])
    likeness = 4.0 if expected["part_number"] and part and same_code(expected["part_number"], part) else 0.0
    if wanted is not None and wanted == number((found.get("quantity") or {}).get("value")):
        likeness += 2
    own, common = (
        words(expected["description"]),
        words(expected["description"]) & words(stated(found.get("description"))),
    )
    return likeness + (1 + len(common) / len(own) if common else 0)
