"""Whether what is said now speaks of a line that is there already: a corrected amount, a name given at last, a number said again.

Comes in: the drafts so far and a mention. Goes out: yes or no; what becomes of it is decided in lines.py.
"""

import re
from collections.abc import Sequence

from clarifier.request.cues import says
from clarifier.request.drafts import Draft, corrects, same_message, sentence_of
from clarifier.request.facts import Fact, cite
from clarifier.request.items.combined import AGAIN
from clarifier.request.items.mention import UNSAID, Mention
from clarifier.request.items.name_words import name_words
from clarifier.request.known_lines import find_draft

# nothing but an amount: "44 please", "ok 44 then", "let's say 44"
_ONLY_AMOUNT = re.compile(
    r"\W*(?:(?:ok(?:ay)?|yes|then|so|well|let(?:['’]?s| us) (?:say|do)|say|make it|say|we(?:['’]ll)? take)\W+)*\d(?:[\d.,]*\d)?\W*(?:(?:please|pls|then|it is|is (?:fine|ok|good|right)|pcs|pieces|ok(?:ay)?)\W*)*",
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
        and not mention.listed and same_message(last, mention) and amount.note != AGAIN
    )  # fmt: skip


def says_again(drafts: Sequence[Draft], mention: Mention) -> bool:
    """ "So whatever you do make it 320": the number of a line once more, with no name of its own."""
    amount = mention.amount
    if mention.listed or mention.part or mention.role != "order" or amount is None or amount.value is None:
        return False
    if mention.item and mention.item[0] >= amount.end:
        return False
    return any(d.quantity and d.quantity.value == amount.value and not d.cancelled for d in drafts)


def changes_only_line(drafts: Sequence[Draft], mention: Mention) -> bool:
    """ "As discussed with our plant head reduce to 350": a changed amount under an earlier mail's only line; the words before it name nothing."""
    amount, standing = mention.amount, [d for d in drafts if d.quantity and not d.cancelled]
    if amount is None or mention.item is None or mention.part or mention.listed or mention.item[1] > amount.start:
        return False
    before = mention.reading.text[max(0, amount.start - 60) : amount.start]
    changed = amount.change == "to" or says("roles/before/back_to", before)
    if not changed or len(standing) != 1 or same_message(standing[0], mention):
        return False
    return not name_words(mention.name) & standing[0].names


def swaps_part(drafts: Sequence[Draft], mention: Mention) -> Draft | None:
    """ "The 2 oz (AB-60) please, not the 1 oz": another part number for the only line."""
    standing = [d for d in drafts if not d.cancelled and d.quantity]
    if (
        len(standing) != 1
        or mention.part is None
        or not re.search(r"\b(?:not|instead|rather|swap\w*|change\w*|switch\w*)\b", sentence_of(mention), re.I)
    ):
        return None
    draft = standing[0]
    if draft.part is None or draft.part.evidence.message == mention.reading.message.index:
        return None
    words = cite(mention.reading.message, mention.part.start, mention.part.end)
    draft.part = Fact(mention.part.value, words, "stated", (*draft.part.alternatives, draft.part.value))
    return draft
