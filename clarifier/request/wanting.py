"""Whether a thread asks for goods at all, or says thanks, complains, cancels, advertises or is away.

Comes in: the readings of the customer's messages, newest first, and what was put together from them. Goes out: yes or no.
"""

from collections.abc import Sequence

from clarifier.request.cues import cue, says
from clarifier.request.delivery import Delivery
from clarifier.request.lines import Items
from clarifier.request.reading import Reading


def asks_for_goods(readings: Sequence[Reading], items: Items, delivery: Delivery, answers: int = 0) -> bool:
    """Weighs what is asked for against the words of a mail that asks for nothing. The newest `answers` messages belong to the one they answer."""
    if not readings:
        return False
    newest = next((r for r in readings if r.message.index >= answers), readings[0])
    last = max(r.message.index for r in readings if r.message.mail == newest.message.mail)
    told = "\n".join(r.text for r in readings if r.message.index <= last)
    against = _said("wanting/wanting/not_asking", told) + 2 * _said("wanting/wanting/settled", told)
    against += 2 * says("wanting/wanting/placed", told)
    drafts = [
        d
        for d in items.drafts
        if d.quantity or not d.description or not says("wanting/wanting/papers", d.description.value)
    ]
    if not drafts:
        against += says("wanting/wanting/no_money", told)
        return not (against or items.cancelled) and (
            says("wanting/wanting/accepts", newest.text) or _orders_something(newest, told, delivery)
        )
    if items.cancelled and all(d.quantity is None for d in drafts):
        return False
    fresh = [d for d in drafts if d.quantity and d.quantity.evidence.message <= last]
    thanks = says("wanting/wanting/thanks", told)
    against += says("wanting/wanting/no_money", told) and not any(d.asked for d in fresh)
    score = -2.5 * (against + (thanks and not any(d.asked for d in fresh)))
    score += 2 if any(d.listed for d in drafts) else 0
    score += 1.5 if fresh else 0.5 if any(d.quantity for d in drafts) else 0
    score += 1 if any(d.part and (d.quantity or d.asked) for d in drafts) else 0
    score += 1 if any(d.part for d in fresh) else 0  # an amount beside a part number says it all: "18 saw guides SG-44"
    score += 1.5 if any(d.asked and not d.quantity for d in drafts) and says("wanting/wanting/pressing", told) else 0
    score += 1.5 if delivery.needed_by else 0
    score += 1 if any(d.asked and d.quantity for d in drafts) and says("wanting/wanting/plainly", newest.text) else 0
    counted = (
        not against and not thanks and any(d.asked for d in fresh)
    )  # "two more drums for Thursday, Sam": the amount asks
    score += 1 if counted or says("wanting/wanting/asking", told) else -1
    return score >= 2


def _said(name: str, text: str) -> int:
    """In how many wordings a text says it."""
    return len({match[0].casefold() for match in cue(name).finditer(text)}) if says(name, text) else 0


def _orders_something(newest: Reading, told: str, delivery: Delivery) -> bool:
    """Whether words order, with a day to deliver or an amount beside them, though no item could be read from them."""
    if not says("wanting/wanting/ordering", newest.text) or any(
        says(f"wanting/wanting/{name}", told) for name in ("thanks", "paperwork")
    ):
        return False
    due = delivery.needed_by is not None and delivery.needed_by.latest is not None
    return due or any(amount.kind == "count" for amount in newest.amounts)
