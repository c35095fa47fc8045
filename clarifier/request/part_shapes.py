"""What an unlabelled token looks like: a part number, grown together by a catalogue, or a size, a grade, a thread.

Comes in: one token. Goes out: whether it is shaped like a part number. The shapes that only look like one are
knowledge/lexicons/identifiers.toml.
"""

import re
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
