"""Dates that point back at one just named: "by then", "before that day", "two days before that".

Comes in: a text and the dates read in it. Goes out: the readings of such phrases, each against the last date named before it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from clarifier.request.dates import calendar as cal
from clarifier.request.dates.reading import DateReading

_REACH = 250  # characters back
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "a couple of": 2, "a few": 3}
_BACK = re.compile(
    r"\b(?:(?P<count>a couple of|a few|\d{1,2}|an?|one|two|three|four|five)\s+(?P<unit>days?|weeks?)\s+(?:before|prior to|ahead of|earlier than)"
    r"|(?P<relation>by|before|prior to|ahead of))\s+(?:then|that(?:\s+(?:day|date|time|morning|weekend))?|it)\b(?!\s+(?:is|was|goes|can|will|leaves|starts|opens|gets|happens))",
    re.I,
)


def find_back_references(text: str, dates: Sequence[DateReading]) -> list[DateReading]:
    """The readings of phrases that point back; none where no standing date was named within reach."""
    found = []
    standing = sorted((d for d in dates if d.standing and not d.past), key=lambda d: d.end)
    ends = [d.end for d in standing]
    for match in _BACK.finditer(text):
        place = bisect_right(ends, match.start())
        named = standing[place - 1 : place] if place and match.start() - ends[place - 1] <= _REACH else []
        last = named[-1].latest or named[-1].earliest if named else None
        if last is None:
            continue
        earliest_named = named[-1].earliest or last
        if match["unit"]:
            days = int(match["count"]) if match["count"].isdigit() else _NUMBERS[match["count"].casefold()]
            day = cal.shift(earliest_named, -days * (7 if match["unit"].startswith("w") else 1))
        else:
            day = last if match["relation"].casefold() == "by" else cal.shift(earliest_named, -1)
        base = named[-1]
        found.append(
            replace(
                base, start=match.start(), end=match.end(), quote=match[0], earliest=None, latest=day, relation="by",
                ambiguous=base.ambiguous and day == last, alternatives=base.alternatives if day == last else (),
                note=base.note if day == last else None,
            )
        )  # fmt: skip
    return found
