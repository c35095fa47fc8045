"""Where street lines stand, with the town that follows: no house number of theirs is an amount.

Comes in: a text. Goes out: spans in order, neighbours joined. What a street looks like is knowledge/lexicons/places.toml.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from functools import cache, lru_cache

from clarifier.texts import table

# "Suite 4", "dock B", "Chicago IL 60614", ", 41-902 Bytom", ", Duluth"
_TOWN = re.compile(
    r"(?:,? (?:Suite|Ste|Unit|Bay|Gate|Bldg|Dock|Apt|Fl(?:oor)?|Rm|Room|Lab|Level|Door|Hall|Hangar|Warehouse)\.? ?[\w-]{1,5})?"
    r"(?:,? [A-Z][\w .'-]{2,25} [A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b|,? ?\d{4,6} [A-Z]\w+|, [A-Z](?:[^\W\d_]|[ .'-]){2,25}?(?:,? [A-Z]{2,3})?,? \d{4,6}(?:-\d{4})?|,? [A-Z][\w .'-]{2,25} [A-Z]{2} \d{5}|,? \d{4,6}\b)?"
    r"(?:(?<![\d\n]), (?:[A-Z][a-z'’]+ ?){1,3}(?=\s*(?:[.\n]|$)))?"
)
# "... Redwing Trading Estate the Friday": a day behind a place is none of it
_DAY = re.compile(r"(?:,? (?:by|on|for|the|before|next|this)){0,2} (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day$")


@cache
def _shapes() -> tuple[re.Pattern[str], ...]:
    """One expression a shape: the shapes may overlap in a line ("Hall C, Bremer Str. 88")."""
    return tuple(re.compile(shape) for shape in table("lexicons/places")["places"]["streets"])


@lru_cache(maxsize=16)  # dates, amounts and places of one text ask alike
def find_streets(text: str) -> tuple[tuple[int, int], ...]:
    """Spans of street lines and the town that follows, wherever they stand."""
    spans = []
    for shape in _shapes():
        for match in shape.finditer(text):
            town = _TOWN.match(text, match.end())
            stop = town.end() if town else match.end()
            day = _DAY.search(text, match.start(), stop)
            spans.append((match.start(), day.start() if day else stop))
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 2:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def street_from(streets: Sequence[tuple[int, int]], start: int, limit: int) -> tuple[int, int] | None:
    """The first street that begins between `start` and `limit`."""
    place = bisect_left(streets, (start, 0))
    return streets[place] if place < len(streets) and streets[place][0] < limit else None
