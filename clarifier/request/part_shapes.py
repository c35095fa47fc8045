"""What an unlabelled token looks like: a part number, grown together by a catalogue, or a size, a grade, a thread.

Comes in: one token. Goes out: whether it is shaped like a part number. The shapes that only look like one are
knowledge/lexicons/identifiers.toml.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from clarifier.texts import table

SIZE = re.compile(
    r"\d+(?:[.,]\d+)?(?:k|m|mm|cm|km|in|ft|yd|oz|lb|lbs|g|gr|kg|mg|t|ml|cl|l|gal|qt|hp|w|kw|v|a|ma|hz|khz|mhz|ghz|gb|mb|tb|psi|bar|c|f|h|hr|hrs|min|s|sec|am|pm|d|x|th|st|nd|rd|pc|pcs|ea|er|s|st|xl|xxl|up|ply|pin|way|mil|micron|um|gsm|dia|deg|ga|awg|x\d+|h\d\d|count|pack|piece|inch|foot|footer|footers|page|hour|day|week|month|year|step|off|no|nos|stk|og|er|dpi|px|rpm|lpi|proof|point|pt|hole|part|tier|door|panel|person|seat|sided|color|colour|axis|phase|speed|wire|conductor|layer|stage|digit|bit|level|series|minute|second|mile|acre|ton|pound|gallon|ounce|liter|litre|quart|meter|metre|tonne|gauge|volt|watt|amp)",
    re.I,
)


@cache
def no_part_shapes() -> re.Pattern[str]:
    """Grades of material, standards, threads, sizes, machine talk."""
    return re.compile("|".join(f"(?:{shape})" for shape in table("lexicons/identifiers")["shapes"]["not_parts"]), re.I)


def is_part_shape(token: str) -> bool:
    """Whether an unlabelled token looks like a part number: letters and digits, grown together by a catalogue."""
    digits = sum(c.isdigit() for c in token)
    letters = [c for c in token if c.isalpha()]
    if not digits or len(token) < 4 or SIZE.fullmatch(token) or no_part_shapes().fullmatch(token):
        return False
    pieces = re.split(r"[-/._#]", token)
    joined = len(pieces) > 1
    if any(len(piece) > 2 and piece.isalpha() and piece.islower() for piece in pieces):
        return False  # "14-pin", "A-frame", "20-year"
    if (
        joined
        and pieces[0].isdigit()
        and all(SIZE.fullmatch(piece) or (piece.isalpha() and piece.islower()) for piece in pieces[1:])
    ):
        return False  # "5-gal", "3/8-in"
    if not letters:
        return (
            token.count("-") >= 2
            and digits >= 6
            and not re.fullmatch(r"\d{1,4}-\d{1,2}-\d{1,4}|\d{3}-\d{3}-\d{4}|[\d-]{14,}", token)
        )
    if not any(c.isupper() for c in letters):
        return joined and digits >= 2 and len(token) >= 5 and token[0].isalpha()
    if joined:
        return "." not in token or digits >= 3 or "-" in token
    return len(token) >= 5 and digits >= 2 and not re.fullmatch(r"[A-Z]?[a-z]+\d+", token)


_CAPITALS = re.compile(r"(?<![\w/.-])(?P<first>[A-Z][A-Z0-9]{1,5})-(?:[A-Z]{1,8}|\d)(?![\w-]|[./]\w)")
_LETTER_AND_DIGITS = re.compile(r"(?<![\w/.-])(?P<letters>[A-Z]{1,2})(?P<digits>\d{3})(?![\w-]|[./]\w)")
_COUNTED_DIGITS = re.compile(
    r"\d ?(?:pcs|pieces|pc|ea|each|units|off|x|nos)?\.? (?:of |x )?(?:your |our )?(?P<value>\d{2,5}-\d{4,6}|\d{4,6}-\d{2,5})(?![\w-]|[.,/]\d)",
    re.I,
)
_COUNTED_OF = re.compile(r"\d[ \w]{0,12}(?:\bof|\bx|×|,) $")


def family_codes(text: str, parts: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Codes too short or too plain to be told alone, which others of their catalogue give away: "HPX-MC" beside "HPX-R14",
    "7 rolls of L201 and 2 rolls of L106"."""
    firsts = {part.split("-")[0] for part in parts if "-" in part}
    for match in _CAPITALS.finditer(text):
        if match["first"] in firsts:
            yield match.span()
    for match in _COUNTED_DIGITS.finditer(text):
        one, other = (int(piece) for piece in match["value"].split("-"))
        if not one < other <= one * 10:  # "400 of 77-2210", not "400 of 1500-2000"
            yield match.span("value")
    alike: dict[str, list[re.Match[str]]] = {}
    for match in _LETTER_AND_DIGITS.finditer(text):
        if _COUNTED_OF.search(text, max(0, match.start() - 24), match.start()):
            alike.setdefault(match["letters"], []).append(match)
    for matches in alike.values():
        if len({match[0] for match in matches}) > 1:
            yield from (match.span() for match in matches if not no_part_shapes().fullmatch(match[0]))
