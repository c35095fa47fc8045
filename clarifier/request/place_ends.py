"""Where a place ends in its sentence or behind its label: at a day, at words that are no longer its own.

Comes in: a text, where the place begins, how far it may reach, and the spans of days. Goes out: the end.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence

from clarifier.request.cues import cue
from clarifier.request.passages import abbreviations

LONGEST = 120  # characters of a place in running prose
_HANGING = re.compile(
    r"(?:\s(?:for|by|on|to|from|at|in|of|the|latest)){1,3}\s{0,3}\Z", re.I
)  # "our depot for | 6 July"
_LABEL_STOP = re.compile(r"(?<!\bul)(?<!\bal)(?<!\bStr)(?<!\bAvda)(?<!\b[A-Z])[.!?](?=\s+[A-Z][a-z]{3,})|[;(\[]|\n")


def end_of(text: str, start: int, limit: int, dates: Sequence[tuple[int, int]], *, label_line: bool) -> int:
    """Where the place that begins at `start` ends; at `start` itself where a day stands there."""
    place = bisect_left(dates, (start, 0))
    if place and dates[place - 1][1] > start:  # what stands here is a date: "deliver on April 5"
        return start
    limit = min(limit, dates[place][0]) if place < len(dates) else limit
    reach = limit if label_line else min(limit, start + 2 * LONGEST)
    stops = (_LABEL_STOP if label_line else cue("places/places/stops")).finditer(text, start, reach)
    stop = next((one for one in stops if not _goes_on(text, start, one)), None)
    end = stop.start() if stop else limit
    hanging = _HANGING.search(text, start, end)
    return hanging.start() if hanging and not label_line else end


_ASIDE = re.compile(r"\((?=[a-z])[^()\n]{2,60}\),? (?=\d{1,5}[A-Za-z]? [A-ZÀ-Ž])")


def _goes_on(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether a place goes on behind a full stop that only abbreviates, or an aside: "Hall 2 (the green door), 14 Bay Rd"."""
    if stop[0] == "(":
        return _ASIDE.match(text, stop.start()) is not None
    return stop[0] == "." and _abbreviates(text, start, stop.start())


def _abbreviates(text: str, floor: int, place: int) -> bool:
    """Whether a full stop ends an abbreviation: "Pol. Ind. La Serreta", "reg. Bricco 7"."""
    word = re.search(r"([^\W\d_]+)$", text[max(floor, place - 12) : place])
    return word is not None and word[1].casefold() in abbreviations()
