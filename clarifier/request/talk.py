"""What mere talk lends to a line: the name of what an earlier number counted, and the limit of a form that a number ran into.

Comes in: drafts, and mentions that order nothing. Goes out: the drafts, named or open to the next amount.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from clarifier.request.drafts import Draft, describe, same_message, sentence_of
from clarifier.request.items.mention import EARLIER, Mention
from clarifier.request.items.phrases import Span, phrase_after
from clarifier.request.reading import Reading

_OF_THE = re.compile(r"\bof (?:the|those|these|our) $", re.I)
_AGAIN = re.compile(
    r"\b(?:re-?make|re-?do|re-?print|re-?build|re-?run|re-?send|re-?ship|replac\w+|again|instead|new ones)\b", re.I
)


def cap(drafts: Sequence[Draft], mention: Mention) -> None:
    """ "Your quantity box stops at 100": a line of just that amount has it from the form, and the next amount is the one meant."""
    amount = mention.amount
    limit = amount and (amount.value or amount.maximum or amount.minimum)
    for draft in drafts:
        draft.capped = bool(limit and draft.quantity and draft.quantity.value == limit) and same_message(draft, mention)


def name_by_talk(draft: Draft, messages: Sequence[tuple[Reading, Sequence[Mention]]]) -> None:
    """ "In August I thought 300 of the copper tins; call it 350": the only line has the name of what its mail was counting."""
    for reading, mentions in messages:
        if draft.quantity is None or reading.message.index != draft.quantity.evidence.message:
            continue
        ordered = next(
            (m for m in draft.mentions if m.amount and m.amount.start == draft.quantity.evidence.start), None
        )
        if ordered is None:
            return
        again = _AGAIN.search(sentence_of(ordered)) is not None
        for mention in reversed([m for m in mentions if m.end <= ordered.start]):
            if (again or not ordered.part) and (item := _counted(mention, again=again)):
                describe(draft, replace(mention, item=item, part=None, amount=None))
                return


def _counted(mention: Mention, *, again: bool) -> Span | None:
    """What an earlier number counts: "I thought 300 of the copper tins", "of the 20 taxiway signs"; None for any other mention."""
    amount, reading = mention.amount, mention.reading
    if mention.role != "aside" or amount is None or amount.unit or amount.kind != "count":
        return None
    of_the = again and _OF_THE.search(reading.text, max(0, amount.start - 10), amount.start)
    if mention.why != EARLIER and not of_the:
        return None
    place = reading.passage_of(amount.start)
    if place is None:
        return None
    name = phrase_after(reading, amount.end, reading.passages[place].end, counted=True)
    return name if name and reading.text[slice(*name)].endswith("s") else None  # "six came out bent" names nothing
