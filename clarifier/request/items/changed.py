"""What a clause makes of an item that it names first: "shaft sleeve: cancel completely", "reduce the clamps by a third", "no lids at all".

Comes in: a passage of a reading. Goes out: mentions that cancel, the name that a change speaks of, shares said in per cent.
"""

import re
from dataclasses import replace

from clarifier.request.cues import cue, says
from clarifier.request.items.mention import Mention, Role
from clarifier.request.items.phrases import Span, phrase_after
from clarifier.request.passages import Passage
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading

_LABEL = re.compile(r"[ \t]*(?=\w)[^:\n–—]{2,50}?(?: ?:|\s[-–—])\s")
_PERCENT = re.compile(r"\bby (?:about |some |another )?(?P<value>\d{1,3}(?:[.,]\d)?) ?(?:%|per ?cent\b)", re.I)


def labelled_cancel(reading: Reading, passage: Passage) -> Mention | None:
    """ "Shaft sleeve: cancel completely": the item stands before the colon, and what follows takes it off."""
    label = _LABEL.match(reading.text, passage.start, passage.end)
    if not label or not says("roles/called_off/after_label", reading.text[label.end() : passage.end]):
        return None
    item = phrase_after(reading, passage.start, label.end())
    return Mention(reading, passage.start, passage.end, "cancel", True, None, item) if item else None


def left_out(reading: Reading, passage: Passage) -> list[Mention]:
    """ "No embossed at all, thanks", "leave the lids for another year": taken off by name; where no line has it, nothing is."""
    found = []
    for match in cue("roles/called_off/left_out").finditer(reading.text, passage.start, passage.end):
        item = phrase_after(reading, match.end(), passage.end)
        if item and not reading.amounts_in(match.start(), item[1]):
            found.append(Mention(reading, item[0], item[1], "cancel", True, None, item))
    return found


def percents(reading: Reading, passage: Passage) -> list[Amount]:
    """ "Cut the rails by 20 %": a share."""
    text, found = reading.text, []
    for match in _PERCENT.finditer(text, passage.start, passage.end):
        start, end = match.start("value"), match.end()
        value = float(match["value"].replace(",", ".")) / 100
        found.append(
            Amount(start, end, text[start:end], "fraction", value, None, None, False, "", end, None, False, None)
        )
    return found


def share_left(amount: Amount, role: Role) -> tuple[Amount, Role]:
    """ "Reduce by a third" leaves two of them: a share taken off or put on, as the share that stands then."""
    if amount.kind != "fraction" or role not in ("more", "fewer"):
        return amount, role
    return replace(amount, value=1 + (amount.value or 0) * (1 if role == "more" else -1)), "half"


_SAYS_MORE = re.compile(r"[,;:]|\b(?:we|i|you|they|our|my|the)\b", re.I)  # "One more thing: our plant needs"


def changed_name(reading: Reading, passage: Passage, amount: Amount) -> Span | None:
    """The name in "reduce the clamps by 20", "clamps: down by a third"."""
    for match in reversed(list(cue("roles/changed_by/verbs").finditer(reading.text, passage.start, amount.start))):
        if item := phrase_after(reading, match.end(), amount.start):
            return item
    label = _LABEL.match(reading.text, passage.start, amount.start)
    if label is None or _SAYS_MORE.search(reading.text, label.end(), amount.start):
        return None
    return phrase_after(reading, passage.start, label.end())
