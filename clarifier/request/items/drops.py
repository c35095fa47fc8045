"""One item wanted in several deliveries: "120 barriers: 45 by April 20, the other 75 by May 11", "Drop 1: 120 off, by 6 June".

Comes in: the mentions of a message, in order. Goes out: one mention for each delivery, of the item that is named above them. The
last delivery's day stays the day of the whole; the earlier ones have their own.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from clarifier.request.cues import says
from clarifier.request.dates import DateReading
from clarifier.request.items.mention import Mention
from clarifier.request.items.name_words import name_words
from clarifier.request.items.words import date_in
from clarifier.request.reading import Reading

_LABEL = re.compile(
    r"\W*(?:(?:drop|lot|batch|delivery|shipment|release|call-?off|load|tranche|consignment|instal?lment|phase|wave|part)\.? ?(?:no\.? ?)?#?\d{1,2}"
    r"|(?:1st|2nd|3rd|4th|first|second|third|fourth|last|final) (?:drop|lot|batch|delivery|shipment|release|call-?off|load|tranche|consignment|instal?lment|phase|wave|part))\b",
    re.I,
)
_FAR = 400  # characters between the item and its last delivery


def in_drops(reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions, with those of deliveries made lines of the item they belong to."""
    found = _labelled(reading, mentions)
    for place, whole in enumerate(found):
        if parts := _adds_up(reading, whole, found[place + 1 :]):
            kept = [one for one in found if one is not whole and not any(one is part for part, _ in parts)]
            return sorted([*kept, *_of_item(whole, parts)], key=lambda mention: mention.start)
    return found


def _labelled(reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """Rows that a label numbers as deliveries: the number is no amount, and the item stands above them."""
    found: list[Mention] = []
    named: Mention | None = None
    drops: list[tuple[Mention, DateReading | None]] = []
    for mention in mentions:
        place = reading.passage_of(mention.start)
        passage = reading.passages[place] if place is not None else None
        label = _LABEL.match(reading.text, passage.start, passage.end) if passage else None
        if not (passage and label and mention.amount):
            named = mention if mention.part or mention.item else named
            found.append(mention)
        elif mention.amount.start >= label.end() and named and not mention.part:
            drops.append((mention, date_in(reading, passage.start, passage.end)))
    if not named or len(drops) < 2:
        return list(mentions)
    return sorted([*[one for one in found if one is not named], *_of_item(named, drops)], key=lambda one: one.start)


def _adds_up(reading: Reading, whole: Mention, later: Sequence[Mention]) -> list[tuple[Mention, DateReading | None]]:
    """The deliveries behind an item whose amounts make up its own, each with another day; none where it is not so."""
    total = whole.amount.value if whole.amount else None
    if total is None or not (whole.part or whole.item) or whole.role not in ("order", "claim", "total"):
        return []
    if later and later[0].amount and _granted(reading, later[0]):
        return []
    words, parts, summed = name_words(whole.name), [], 0.0
    for index, one in enumerate(later):
        if one.start - whole.start > _FAR or one.amount is None or one.amount.value is None:
            break
        if one.part or one.role in ("cancel", "half", "fewer") or not name_words(one.name) <= words:
            break
        follows = later[index + 1].amount if index + 1 < len(later) else None
        parts.append((one, _day(reading, one, follows.start if follows else len(reading.text))))
        summed += one.amount.value
        if summed >= total:
            break
    days = [day.latest for _, day in parts if day and day.latest]
    return parts if len(parts) > 1 and summed == total and len(set(days)) == len(parts) else []


def _granted(reading: Reading, mention: Mention) -> bool:
    """ "I will accept 70 on the 3rd and the other 70 on the 5th": how it may come, not how it is wanted."""
    place = reading.passage_of(mention.start)
    return place is not None and says("roles/drops/granted", reading.words(reading.passages[place]))


def _day(reading: Reading, mention: Mention, limit: int) -> DateReading | None:
    """The day in the statement of a delivery: behind its amount, else before it."""
    place = reading.passage_of(mention.start)
    if place is None or mention.amount is None:
        return None
    passage, amount = reading.passages[place], mention.amount
    before = [a.end for a in reading.amounts_in(passage.start, amount.start)]
    behind = date_in(reading, amount.end, min(limit, passage.end))
    return behind or date_in(reading, max([passage.start, *before]), amount.start)


def _of_item(whole: Mention, parts: Sequence[tuple[Mention, DateReading | None]]) -> list[Mention]:
    """The deliveries as lines of an item; the last day is the day of the whole."""
    days = [day.latest for _, day in parts if day and day.latest]
    return [
        replace(
            part, role="order", listed=True, part=whole.part, item=whole.item, revision=whole.revision,
            unit=part.unit or whole.unit, needed_by=None if day and day.latest == max(days) else day, why="",
        )
        for part, day in parts
    ]  # fmt: skip
