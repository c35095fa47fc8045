"""Which words of a sentence name the thing that a number or a part number speaks of, where they do not simply follow it.

Comes in: a sentence, an amount or a part number in it. Goes out: the span of the name, or None; and names told apart.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from clarifier.request.items.mention import EARLIER, RATE, Mention, Role, Word
from clarifier.request.items.phrases import Span, phrase_after
from clarifier.request.passages import Passage
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading

_OF_THEM = re.compile(r"\s*of (?:them|those|these)\b", re.I)


def set_against(
    reading: Reading, passage: Passage, amount: Amount, judged: Sequence[tuple[Amount, Role, str]]
) -> Span | None:
    """The name that stands at another number: "last year 25 of the pulleys, now 40 of them", "instead of 30 boards we want 32",
    "we have 14 of the filters and need 50"."""
    of_them = _OF_THEM.match(reading.text, amount.end)
    amounts = [one for one, _, _ in judged]
    for other in reversed([a for a in amounts if a.end <= amount.start]):
        if other.negated or of_them:
            return phrase_after(reading, other.end, amount.start, counted=True)
    told = [
        a
        for a, role, why in judged
        if a.end <= amount.start
        and role == "aside"
        and (why in _TOLD_OF or (why == RATE and reading.text.startswith(" of ", a.end)))
    ]
    alike = [a for a in told if a.kind == "count" and amount.unit in ("", a.unit)]
    if alike and (name := phrase_after(reading, alike[-1].end, amount.start)):
        return name
    later = next((a for a in amounts if a.start > amount.end), None)
    if later and later.negated and _NOT.fullmatch(reading.text[amount.end : later.start]):
        return phrase_after(reading, later.end, passage.end, counted=True)  # "14, not 12 decals"
    return None


_TOLD_OF = ("what is in stock", EARLIER)
_NOT = re.compile(
    r"\W*(?:(?:and|but|now|please) )?(?:not|rather than|instead of|in place of|as opposed to)(?: the| our| your)?\W*",
    re.I,
)
_WHICH = re.compile(r" (?:for|in|with|of) (?:the |our )?[\w'’-]{2,}")


def apart(reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """ "6,000 labels for the Brut and 4,000 labels for the Doux": what one sentence names alike, with the words that tell it apart."""
    names = [m.name.casefold() for m in mentions if m.role == "order" and m.item]
    found = []
    for mention in mentions:
        alike = mention.role == "order" and not mention.part and names.count(mention.name.casefold()) > 1
        which = _WHICH.match(reading.text, mention.item[1]) if alike and mention.item else None
        found.append(replace(mention, item=(mention.item[0], which.end())) if which and mention.item else mention)
    return found


_RIGHT_BEFORE = re.compile(
    r"(?<!\w)([^\W\d_][\w'’/-]*(?:[ ][\w'’/-]+){0,5})[ ]?[(,:]?\s?"
    r"(?:(?:drawing|dwg|part|p/n|pn|no\.?|number|code|ref\.?|type|model|our|your|#|item|art\.?|exactly|just|only)[ .:#]*)*$",
    re.I,
)
_LEADING_IN = re.compile(
    r"(?:^|\s)(?:the|of|for|a|an|some|more|our|your|those|these|need|want|order|another|additional|and|plus|also)\s+",
    re.I,
)


def name_before(reading: Reading, floor: int, place: int) -> Span | None:
    """The name right in front of a number: "snap cap (drawing AL30-0077)", "brown mustard seed exactly 400 kg"."""
    text = reading.text
    lead = _RIGHT_BEFORE.search(text, max(floor, place - 120), place)
    if not lead:
        return None
    begin, found = lead.start(1), None
    for match in _LEADING_IN.finditer(lead[1]):
        found = phrase_after(reading, begin + match.end(), place) or found
    bounded = begin == floor or text[max(floor, begin - 2) : begin].strip() in (",", ";", ":", "(", "-", "–")
    return found or (phrase_after(reading, begin, place) if bounded else None)


def name_around(reading: Reading, floor: int, part: Word, limit: int) -> Span | None:
    """The name behind a part number, or before it; of one in brackets first before it: "the dragon pin (QM-7) sold out, run 75"."""
    before = name_before(reading, floor, part.start)
    bracketed = reading.text[: part.start].endswith("(")
    return (before if bracketed else None) or phrase_after(reading, part.end, limit) or before


def name_behind(reading: Reading, place: int, limit: int) -> Span | None:
    """The name behind a part number and its revision, between commas: "P/N 2117-044 rev. H, door seal, forward"."""
    revision = next((i for i in reading.identifiers_in(place, limit) if i.kind == "revision"), None)
    if revision and re.fullmatch(r"[ ,(]*", reading.text[place : revision.start]):
        place = revision.end
    comma = re.compile(r"\)?, ").match(reading.text, place, limit)
    name = phrase_after(reading, comma.end(), limit) if comma else None
    ends = name and re.compile(r"\s*(?:[,.;()\n]|$)").match(reading.text, name[1])
    return name if ends else None


_LED = re.compile(
    r"\b(?:the|your|our|those|these|some|more|of|die|der|den|des|les|los|las|i|gli|le|de)\s+((?:[^\W\d][\w'’-]*[ ]){1,4})$"
)


def named_at(reading: Reading, passage: Passage, part: Word) -> Span | None:
    """The name at a part number: right before it where an article leads to it ("the end caps EC-50 black"), else behind it."""
    led = _LED.search(reading.text, max(passage.start, part.start - 60), part.start)
    named = phrase_after(reading, led.start(1), part.start) if led else None
    if named and named[1] + 1 >= part.start:
        return named
    behind = phrase_after(reading, part.end, passage.end)
    return behind or name_before(reading, passage.start, part.start) or name_behind(reading, part.end, passage.end)
