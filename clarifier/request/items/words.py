"""The identifiers and dates that stand in a stretch of a message, as words with their places.

Comes in: a reading and a stretch of it. Goes out: part numbers, the revision, the date that stand there.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from clarifier.request.dates import DateReading
from clarifier.request.items.mention import Word
from clarifier.request.passages import Passage
from clarifier.request.reading import Reading
from clarifier.request.revisions import is_valid


def parts_of(reading: Reading, passage: Passage) -> list[Word]:
    """The part numbers of a passage, and its drawings where no part number stands at the same amount."""
    inside = [i for i in reading.identifiers_in(passage.start, passage.end) if not i.negated]
    words = {
        i.value_start: (Word(i.value_start, i.end, i.value), i.kind) for i in inside if i.kind in ("part", "drawing")
    }
    kept = [words[word.start] for word in _without_purpose(reading.text, [word for word, _ in words.values()])]
    counts = [a.start for a in reading.amounts_in(passage.start, passage.end) if a.kind == "count" and not a.negated]
    yours = {bisect_right(counts, word.start) for word, _ in kept if _is_yours(reading.text, word)}
    kept = [
        (word, kind)
        for word, kind in kept
        if bisect_right(counts, word.start) not in yours or _is_yours(reading.text, word)
    ]
    labelled = {i.value_start for i in inside if i.labelled}
    told = {bisect_right(counts, word.start) for word, kind in kept if kind == "part" and word.start in labelled}
    kept = [  # "Cable H05V-K, item 4520555": the number that is called one goes before what only looks like one
        (word, kind) for word, kind in kept if word.start in labelled or bisect_right(counts, word.start) not in told
    ]
    taken = {bisect_right(counts, word.start) for word, kind in kept if kind == "part"}
    return [word for word, kind in kept if kind == "part" or bisect_right(counts, word.start) not in taken]


def _is_yours(text: str, word: Word) -> bool:
    """ "Timing belt HTD 1440-8M-30, your code FB-14408": the number by which we know it goes before any other."""
    return _YOURS.search(text, max(0, word.start - 40), word.start) is not None


_YOURS = re.compile(
    r"\byour (?:own )?(?:part|item|article|art|code|ref|reference|product|catalogue|catalog|cat|stock|sku|no|number|p/n|pn|#)\b[\w.:#/ -]{0,12}$",
    re.I,
)


def _without_purpose(text: str, parts: Sequence[Word]) -> Sequence[Word]:
    """ "Caps for the AL-30 housing": a number that only says what the item is for, where another one names it."""
    named = [
        p
        for p in parts
        if not re.search(
            r"\b(?:for|fits?|fitting|to fit|onto|into|suits?|match(?:es|ing)?|mates? with)\s(?:the |our |your |an? )?(?:\w+ )?$",
            text[max(0, p.start - 30) : p.start],
            re.I,
        )
    ]
    return named or parts


def revision_in(reading: Reading, start: int, end: int) -> Word | None:
    """The revision named in a stretch, the valid one where two are."""
    found = [i for i in reading.identifiers_in(start, end) if i.kind == "revision" and not i.negated]
    if not found:
        return None
    valid = [one for one in found if is_valid(reading.text, one.start, start)]
    chosen = valid[-1] if valid else found[0]
    return Word(chosen.start, chosen.end, chosen.value)


def date_in(reading: Reading, start: int, end: int) -> DateReading | None:
    """The first date in a stretch that stands and lies ahead."""
    return next((d for d in reading.dates_in(start, end) if d.standing and not d.past), None)
