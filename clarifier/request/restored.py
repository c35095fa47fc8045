"""A change that the customer takes back: "ignore yesterday's increase", "we are back to the original number".

Comes in: the lines so far and a message. Goes out: lines that earlier messages changed, as they were ordered first.
"""

from collections.abc import Sequence
from dataclasses import replace

from clarifier.request.cues import says
from clarifier.request.drafts import Draft, quantity_of
from clarifier.request.items.name_words import name_words
from clarifier.request.reading import Reading
from clarifier.request.wording import shown


def restore(drafts: Sequence[Draft], reading: Reading) -> None:
    """Each line that a sentence takes back to what was ordered first; one that names a line takes back that one."""
    for passage in reading.passages:
        words = reading.words(passage)
        if reading.amounts_in(passage.start, passage.end) or not says("roles/restored/words", words):
            continue
        changed = [draft for draft in drafts if _is_changed(draft, reading)]
        named = [draft for draft in changed if draft.names & name_words(words)]
        for draft in named or changed:
            _restore(draft)


def _is_changed(draft: Draft, reading: Reading) -> bool:
    """Whether an earlier message gave a line another amount than it began with."""
    stands, first = draft.quantity, draft.mentions and quantity_of(draft.mentions[0])
    return bool(
        stands and first and first.value is not None and first.value != stands.value and not draft.cancelled
        and stands.evidence.message != reading.message.index
    )  # fmt: skip


def _restore(draft: Draft) -> None:
    first, stood = quantity_of(draft.mentions[0]), draft.quantity
    if first and stood:
        draft.quantity = replace(first, unit=first.unit or stood.unit, alternatives=(shown(stood),))
