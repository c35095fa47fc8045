"""Whether what is said now speaks of a line that is there already: a corrected amount, a name given at last, a number said again.

Comes in: the drafts so far and a mention. Goes out: yes or no; what becomes of it is decided in lines.py.
"""

import re
from collections.abc import Sequence

from clarifier.request.drafts import Draft, corrects, find_draft, same_message, sentence_of
from clarifier.request.items.mention import UNSAID, Mention

# nothing but an amount: "44 please", "ok 44 then", "let's say 44"
_ONLY_AMOUNT = re.compile(
    r"\W*(?:(?:ok(?:ay)?|yes|then|so|well|let(?:['’]?s| us) (?:say|do)|say|make it|say|we(?:['’]ll)? take)\W+)*[\d.,]+\W*(?:(?:please|pls|then|it is|is (?:fine|ok|good|right)|pcs|pieces|ok(?:ay)?)\W*)*",
    re.I,
)


def changes_known(drafts: list[Draft], mention: Mention, last: Draft | None) -> bool:
    """ "PS it's five dozen D-rings, not three": a correction of a line, ordered in no word."""
    if mention.why != UNSAID:
        return False
    if not mention.item and _ONLY_AMOUNT.fullmatch(sentence_of(mention)):
        counted = [d for d in drafts if d.quantity and not d.cancelled]
        return (
            len(counted) == 1
            and counted[0].quantity is not None
            and counted[0].quantity.evidence.message != mention.reading.message.index
        )
    if not mention.item or not corrects(mention):
        return False
    draft, explicit = find_draft(drafts, mention, last)
    return draft is not None and explicit and draft.quantity is not None


def refuses_a_number(draft: Draft, mention: Mention) -> bool:
    """ "I don't need 300 spirals": another number than the one that was ordered is refused, the goods are not."""
    refused, ordered = mention.amount, draft.quantity
    return bool(refused and refused.value and ordered and ordered.value and refused.value != ordered.value)


def names_at_last(last: Draft, mention: Mention) -> bool:
    """ "We'll need eleven. Eleven of the joist brackets": the number just said, now with its name."""
    amount, bare = mention.amount, last.quantity
    return bool(
        amount and bare and amount.value and amount.value == bare.value and not last.names and not last.part
        and not mention.listed and same_message(last, mention)
    )  # fmt: skip


def says_again(drafts: Sequence[Draft], mention: Mention) -> bool:
    """ "So whatever you do make it 320": the number of a line once more, with no name of its own."""
    amount = mention.amount
    if mention.listed or mention.part or mention.role != "order" or amount is None or amount.value is None:
        return False
    if mention.item and mention.item[0] >= amount.end:
        return False
    return any(d.quantity and d.quantity.value == amount.value and not d.cancelled for d in drafts)
