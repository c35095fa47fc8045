"""What a sentence takes off the order: "drop the harps", "the upstands are cancelled", "forget the 1kg pouches".

Comes in: a sentence of a reading. Goes out: mentions that cancel, and whether the words of cancelling govern a place.
"""

import re

from clarifier.request.cues import cue, says
from clarifier.request.items.mention import Mention
from clarifier.request.items.phrases import phrase_after
from clarifier.request.passages import Passage
from clarifier.request.reading import Reading

_CLAUSE_START = re.compile(r"[,;:]\s*(?:so|and|but|then)?\s*|\b(?:so|and|but|then)\s+", re.I)


_CLAUSE_END = re.compile(r"[,;:]|\b(?:and|but|then|so)\b", re.I)


def dropped(reading: Reading, passage: Passage) -> list[Mention]:
    """ "Drop the harps and make the goblets 50": what a clause without an amount takes off the order."""
    text, found = reading.text, []
    for match in cue("terms/request/cancel").finditer(text, passage.start, passage.end):
        stop = _CLAUSE_END.search(text, match.end(), passage.end)
        end = stop.start() if stop else passage.end
        item = phrase_after(reading, match.end(), end)
        if item and not reading.amounts_in(match.start(), end):
            found.append(Mention(reading, item[0], item[1], "cancel", False, None, item))
    return found


def cancels(reading: Reading, passage: Passage, place: int) -> bool:
    """Whether the words of cancelling stand in the clause of a place."""
    text = reading.text
    start = max(
        [
            passage.start,
            *[
                passage.start + m.end()
                for m in re.finditer(r"[;:]|\bbut\b|\band\b(?= (?:we|add|please))", text[passage.start : place])
            ],
        ]
    )
    stop = re.compile(r"[;]|\bbut\b|,? and (?=we|add|please|i |also)").search(text, place, passage.end)
    return says("terms/request/cancel", text[start : stop.start() if stop else passage.end])


def swapped_away(reading: Reading, passage: Passage) -> list[Mention]:
    """ "Swap the harps for 12 lutes": the thing that makes room for an amount of another."""
    found = []
    for match in cue("roles/called_off/swapped").finditer(reading.text, passage.start, passage.end):
        amount = next(iter(reading.amounts_in(match.end(), passage.end)), None)
        item = phrase_after(reading, match.end(), amount.start) if amount and amount.kind == "count" else None
        other = phrase_after(reading, amount.end, passage.end) if amount else None
        if item and other:
            found.append(Mention(reading, match.start(), item[1], "cancel", False, None, item))
    return found


def called_off(reading: Reading, passage: Passage) -> list[Mention]:
    """ "The owner took the skylights out, so the upstands are cancelled": the thing that its own clause calls off."""
    text = reading.text
    passive = cue("roles/called_off/behind").search(text, passage.start, passage.end)
    if not passive:
        return []
    starts = [passage.start, *[m.end() for m in _CLAUSE_START.finditer(text, passage.start, passive.start())]]
    named = (phrase_after(reading, start, passive.start()) for start in reversed(starts))
    item = next((one for one in named if one), None)
    return [Mention(reading, item[0], passive.end(), "cancel", False, None, item)] if item else []
