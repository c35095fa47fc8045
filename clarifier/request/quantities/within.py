"""Numbers inside the name of what another amount counts: `20 yards of 5404 canvas`, `400 kg oleoresin 40,000 CU`.

Comes in: an amount, the number behind it. Goes out: why that number is no amount of its own, or None.
"""

from clarifier.request.quantities.codes import Verdict
from clarifier.request.quantities.names import followed_by_noun, is_identifier
from clarifier.request.quantities.phrase import Reading
from clarifier.request.quantities.tokens import SPACE, Tokens
from clarifier.request.quantities.units import unit_at

_NAMES: Verdict = ("other", "part of a name or a code")
GRADE = "a grade or a strength"
_GRADES: Verdict = ("other", GRADE)
_LONGEST = 6  # words of a name with its grade behind it


def within_name(tokens: Tokens, last: Reading, reading: Reading) -> Verdict | None:
    """Why a count without a unit belongs to the name of what the amount before it counts."""
    if last.unit is None or reading.unit is not None or reading.number.words or reading.minimum is not None:
        return None
    gap = tokens.low[last.after : reading.first]
    pointed = gap in (["of", "the"], ["of", "your"], ["of", "those"])  # 24 pcs of the 7K axle
    if pointed or (gap == ["of"] and is_identifier(tokens, reading.number)):
        return _NAMES if followed_by_noun(tokens, reading.number_after) else None
    named = 0 < len(gap) <= _LONGEST and all(tokens.is_word(at) for at in range(last.after, reading.first))
    apart = {"and", "plus", "or", "then", "also", "by", "for", "at", "to"} & set(gap)
    return _GRADES if named and not apart and _is_grade(tokens, reading.number_after) else None


def _is_grade(tokens: Tokens, after: int) -> bool:
    """Whether short capitals stand behind a number, and no name: `40,000 CU`, `100,000 SHU`."""
    word = tokens.raw(after)
    short = 2 <= len(word) <= 4 and word.isalpha() and word.isupper() and tokens.space(after) <= SPACE
    return short and unit_at(tokens, after) is None and not followed_by_noun(tokens, after + 1)
