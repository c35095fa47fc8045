"""Amounts that cannot both be right although they stand apart: the subject's beside the mail's, boxes that do not hold what is ordered.

Comes in: the drafts and the readings. Goes out: conflicts, each with both amounts; the drafts concerned are marked.
"""

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clarifier.request.drafts import Draft
from clarifier.request.facts import Quantity, cite_header
from clarifier.request.items.name_words import name_words
from clarifier.request.items.phrases import phrase_after
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading, read_text
from clarifier.request.totals import Conflict
from clarifier.request.wording import shown

_ANSWERS = re.compile(r"\s*(?:re|fw|fwd|aw|wg|tr|rv|antw|sv|odp|vs)\s*:", re.I)
_MEANS = re.compile(
    r"[\s,(–—-]*(?:thus|so|i\.?e\.?,?|that is|that['’]s|meaning|being|or|=|in|as|packed(?: in| as)?|:)?\s*", re.I
)


def disagreements(drafts: Sequence[Draft], readings: Sequence[Reading]) -> list[Conflict]:
    """The conflicts of the drafts with the subject of their mail, and with the boxes named behind them."""
    found = []
    for reading in readings:
        own = [d for d in drafts if d.quantity and d.quantity.evidence.message == reading.message.index]
        for draft, other in [*_in_subject(own, reading), *_in_boxes(own, reading)]:
            one = draft.quantity
            if one and one.status == "stated":
                found.append(Conflict(shown(one), shown(other), other.evidence.quote, amounts=(one, other)))
                draft.quantity = replace(one, status="conflicting", alternatives=(*one.alternatives, shown(other)))
    return found


def _in_subject(drafts: Sequence[Draft], reading: Reading) -> Iterator[tuple[Draft, Quantity]]:
    """ "Subject: 16 boxes of slides" over "We need 18 boxes": a first mail whose subject counts the same goods."""
    subject = reading.message.subject or ""
    if not drafts or not re.search(r"\d", subject) or _ANSWERS.match(subject):
        return
    told = read_text(reading.message, subject, reading.reference, None)
    counts = [a for a in told.amounts if a.kind == "count" and a.value is not None]
    if len(counts) != 1 or len(counts) == len(
        [d for d in drafts if d.quantity and d.quantity.value == counts[0].value]
    ):
        return
    amount, values = counts[0], [d.quantity.value or 0 for d in drafts if d.quantity]
    name = phrase_after(told, amount.end, len(subject), counted=True)
    named = name_words(subject[slice(*name)]) if name else set()
    like = [d for d in drafts if named & d.names]
    if len(like) == 1 and like[0].quantity and like[0].quantity.value and amount.value not in (*values, sum(values)):
        quote = subject[amount.start : amount.number_end]
        yield (
            like[0],
            Quantity(amount.value, None, None, like[0].quantity.unit, cite_header(reading.message, "subject", quote)),
        )


def _in_boxes(drafts: Sequence[Draft], reading: Reading) -> Iterator[tuple[Draft, Quantity]]:
    """ "45 000 lids, thus 30 cartons of 1 200": boxes that hold another number than the one ordered."""
    for draft in drafts:
        one = draft.quantity
        if one is None or one.value is None:
            continue
        start = one.evidence.start
        behind = reading.amounts_in(start, start + 120)
        for held, each in itertools.pairwise(behind[1:]):
            if _holds(reading, behind[0], held, each) and (whole := (held.value or 0) * (each.value or 0)) != one.value:
                yield draft, Quantity(whole, None, None, one.unit, one.evidence, False, "inferred")


def _holds(reading: Reading, ordered: Amount, held: Amount, each: Amount) -> bool:
    """Whether boxes, and how many each holds, stand right behind an amount as its other way of counting."""
    if not (held.kind == "count" and held.value and each.value and (held.note or "").startswith("each ")):
        return False
    between = reading.text[ordered.end : held.start]
    said = re.split(r",|\(|;|\s[-–—]\s|\b(?:thus|so|i\.?e)\b", between)
    return len(said) > 1 and _MEANS.fullmatch(said[-1]) is not None and not re.search(r"\b(?:and|plus)\b", between)
