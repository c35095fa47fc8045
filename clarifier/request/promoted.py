"""Amounts of a named thing that no word orders, where nothing else is ordered: "20 hinges, 14 latches" and a name is an order.

Comes in: the mentions of each message. Goes out: the same with these turned into orders.
"""

from collections.abc import Sequence
from dataclasses import replace

from clarifier.request.cues import says
from clarifier.request.drafts import sentence_of
from clarifier.request.items.mention import UNSAID, Mention
from clarifier.request.reading import Reading


def promoted_orders(
    messages: Sequence[tuple[Reading, Sequence[Mention]]],
) -> list[tuple[Reading, list[Mention]]] | None:
    """Amounts of a named thing that no word orders, or that only speak of a part, turned into orders; None where there are none."""
    found = False
    turned = []
    for reading, mentions in messages:
        changed = []
        for mention in mentions:
            if (
                (mention.role == "partial" or (mention.role == "aside" and mention.why == UNSAID))
                and mention.amount
                and (mention.unit or mention.item)
                and not says("roles/before/past", sentence_of(mention))
            ):
                mention, found = replace(mention, role="order"), True
            changed.append(mention)
        turned.append((reading, changed))
    return turned if found else None
