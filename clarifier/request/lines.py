"""From mentions to lines: what stands after all the customer said, oldest message first, each change applied to what stood before.

Comes in: the mentions of each of the customer's messages, oldest first. Goes out: the lines, what was set aside, the part
they would take first, and a total that does not add up. The earlier value of a changed quantity stays in `alternatives`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clarifier.request.called import name_by_context
from clarifier.request.called_rows import tie_to_rows
from clarifier.request.corrections import (
    changes_known,
    changes_only_line,
    names_at_last,
    refuses_a_number,
    says_again,
    swaps_part,
)
from clarifier.request.cues import says
from clarifier.request.disagreeing import disagreements
from clarifier.request.drafts import (
    Draft,
    corrects,
    describe,
    offer_of,
    quantity_of,
    revise_only_item,
    same_message,
    same_paper,
    sentence_of,
    set_aside,
)
from clarifier.request.facts import Quantity, SetAside, Status
from clarifier.request.items.mention import Mention
from clarifier.request.items.name_words import name_words
from clarifier.request.items.telling import FORM_LIMIT
from clarifier.request.known_lines import find_draft, line_of_replaced, named_as
from clarifier.request.promoted import promoted_orders
from clarifier.request.reading import Reading
from clarifier.request.restored import restore
from clarifier.request.talk import cap, name_by_talk
from clarifier.request.totals import Conflict, add_remainder, introduces_list, lend_part, part_of_total
from clarifier.request.wording import number, shown

_MOST = 500  # lines of one request; each mention is weighed against each line


@dataclass(frozen=True)
class Items:
    """All that was said about items, put together."""

    drafts: tuple[Draft, ...]
    cancelled: tuple[Draft, ...]
    partial_offer: Quantity | None
    conflicts: tuple[Conflict, ...]
    set_aside: tuple[SetAside, ...]


def gather_items(messages: Sequence[tuple[Reading, Sequence[Mention]]], *, promoted: bool = False) -> Items:
    """Applies the mentions of all messages, oldest first. Where nothing is ordered in so many words, an amount of a
    named thing counts as ordered (`promoted`)."""
    drafts: list[Draft] = []
    aside: list[SetAside] = []
    conflicts: list[Conflict] = []
    offered: Mention | None = None
    for reading, mentions in messages:
        last: Draft | None = None
        totals: list[Mention] = []
        mentions = tie_to_rows(drafts, reading, mentions)
        lists = any(m.listed for m in mentions)
        for mention in mentions:
            if mention.role == "aside" and changes_known(drafts, mention, last):
                mention = replace(mention, role="order")
            if mention.role == "aside":
                if mention.why == FORM_LIMIT:
                    cap(drafts, mention)
                aside.append(set_aside(mention))
            elif mention.role == "partial":
                offered = mention
            elif mention.role == "total" or (lists and not mention.listed and introduces_list(mention, mentions)):
                totals.append(mention)
            else:
                last = _apply(drafts, mention, last, conflicts, aside) or last
        totals = [
            total for total in totals if total.item or total.part or total.role == "total"
        ]  # "Need for jig 14:" is none
        for total in totals:
            lend_part(drafts, total, mentions)
            add_remainder(drafts, total, reading)
        for total in totals:
            settle_total(drafts, total, reading, conflicts, aside)
        restore(drafts, reading)
        revise_only_item(drafts, reading, mentions)
    if not any(d.quantity for d in drafts) and not promoted and (named := promoted_orders(messages)):
        return gather_items(named, promoted=True)
    standing = [d for d in drafts if not d.cancelled]
    if len(standing) == 1 and standing[0].quantity and not standing[0].names:
        name_by_talk(standing[0], messages)
    name_by_context(standing, [reading for reading, _ in messages])
    conflicts += disagreements(standing, [reading for reading, _ in messages])
    with_quantity = [d for d in standing if d.quantity]
    rows = [d for d in standing if d.quantity or (d.listed and d.part)]  # a row without an amount asks for one
    kept = (rows if with_quantity else []) or [d for d in standing if d.part or d.asked][:8]
    offer = offer_of(offered, standing) if offered else None
    return Items(tuple(kept), tuple(d for d in drafts if d.cancelled), offer, tuple(conflicts), tuple(aside))


_EACH = re.compile(
    r"\b(?:(?:to|of|on|for) each(?=\s*(?:[.,;!)]|$))|each (?:of the (?:\w+ )?(?:lines|items|\w+)|of (?:them|these|those)|one|line|item)|every (?:line|item|one)|all (?:of them|\w+ (?:lines|items)))\b",
    re.I,
)


def _apply(
    drafts: list[Draft], mention: Mention, last: Draft | None, conflicts: list[Conflict], aside: list[SetAside]
) -> Draft | None:
    if changes_only_line(drafts, mention):
        mention = replace(mention, item=None)
    draft, explicit = find_draft(drafts, mention, last)
    if draft and draft is line_of_replaced(drafts, mention):
        mention = named_as(draft, mention)
    if mention.role == "claim":
        if draft and explicit and draft.quantity and mention.definite and not same_message(draft, mention):
            return None  # "the 40 you can forget": an earlier amount, named again
        if draft and explicit and name_words(mention.name) and not name_words(mention.name) & draft.names:
            draft = None  # "CB6-L with the iron on two faces"
        if not (draft and explicit and draft.quantity):
            aside.append(set_aside(replace(mention, why="no word says that it is ordered")))
            return None
        mention = replace(mention, role="order")
    if mention.role == "cancel":
        if draft and explicit:
            draft.cancelled = not refuses_a_number(draft, mention)
        elif (
            drafts
            and not mention.listed
            and not explicit
            and (_ENDS_ALL.search(sentence_of(mention)) if draft else _means_all(mention))
        ):
            for one in drafts:
                one.cancelled = True
        return draft
    if mention.role == "mention":
        if draft is None and mention.part and (swapped := swaps_part(drafts, mention)):
            return swapped
        if draft is None and (mention.part or _asked(mention)):
            draft = Draft(asked=_asked(mention))
            drafts.append(draft)
        if draft:
            describe(draft, mention)
        return draft
    share = mention.amount.value if mention.role == "half" and mention.amount else None
    if share and share < 1 and mention.item and not explicit and not _OF_ORDER.search(mention.name):
        aside.append(set_aside(replace(mention, why="a share of something that is not ordered")))
        return None  # "half the fleet will be tied up along our wall"
    if mention.role in ("half", "fewer") and draft is None:
        draft = next((d for d in drafts if d.quantity and not d.cancelled), None)
        if draft is None:
            aside.append(set_aside(replace(mention, why="a share of an order that is not in this email")))
            return None
    if draft and draft.cancelled and mention.role == "order":
        draft = None
    if (
        draft
        and draft.quantity
        and mention.listed
        and draft.listed
        and same_paper(draft, mention)
        and mention.role == "order"
    ):
        draft = None  # two rows of one list are two lines, even for one part
    if mention.same and last and draft is not last:
        draft = Draft(part=last.part)
        drafts.append(draft)
    if draft is None and len(drafts) >= _MOST:
        aside.append(set_aside(replace(mention, why=f"more than {_MOST} items: send the rest as a file of its own")))
        return None
    if draft is None and last and names_at_last(last, mention):
        draft = last
        mention = replace(mention, role="order")
    if draft is None and says_again(drafts, mention):
        aside.append(set_aside(replace(mention, why="the same amount, said again")))
        return None
    if draft is None:
        draft = Draft(listed=mention.listed)
        drafts.append(draft)
    describe(draft, mention)
    draft.listed = draft.listed or mention.listed
    draft.asked = True
    new = quantity_of(mention)
    if mention.role in ("more", "fewer") and not explicit and new and _EACH.search(sentence_of(mention)):
        sign = 1 if mention.role == "more" else -1
        for one in [d for d in drafts if d.quantity and d.quantity.value is not None and not d.cancelled]:
            one.quantity = (
                _changed(one.quantity, new, (one.quantity.value or 0) + sign * (new.value or 0))
                if one.quantity
                else None
            )
        return draft
    old = draft.quantity
    if mention.role == "half" and mention.amount and mention.amount.value is not None:
        targets = [draft] if explicit or len(drafts) == 1 else [d for d in drafts if d.quantity and not d.cancelled]
        for one in targets:
            if one.quantity:
                one.quantity = _changed(one.quantity, new, (one.quantity.value or 0) * mention.amount.value)
        return draft
    if new is None:
        return draft
    if old is None:
        draft.quantity = new
    elif mention.role in ("more", "fewer") and old.value is not None and new.value is not None:
        sign = 1 if mention.role == "more" else -1
        draft.quantity = _changed(old, new, old.value + sign * new.value)
    elif not same_message(draft, mention, quantity_only=True) or corrects(mention) or draft.capped:
        draft.capped = False
        if (old.value, old.minimum, old.maximum) != (new.value, new.minimum, new.maximum):
            unit = new.unit if mention.unit else old.unit
            draft.quantity = replace(new, unit=unit, alternatives=(*old.alternatives, shown(old)))
    elif (old.value, old.minimum, old.maximum) != (new.value, new.minimum, new.maximum):
        if explicit or not same_paper(draft, mention):
            conflicts.append(Conflict(shown(old), shown(new), new.evidence.quote, amounts=(old, new)))
            draft.quantity = replace(old, status="conflicting", alternatives=(*old.alternatives, shown(new)))
        else:
            aside.append(set_aside(replace(mention, why="another number stands with the order")))
    draft.mentions.append(mention)
    if mention.needed_by:
        draft.due, draft.due_reading = mention.needed_by, mention.reading
    return draft


_OF_ORDER = re.compile(
    r"\b(?:orders?|quantit\w+|amounts?|lots?|numbers?|shipments?|everything|totals?|batch\w*|original|them|these|those|lines?|items?|goods|pieces|rest)\b",
    re.I,
)


def settle_total(
    drafts: list[Draft], total: Mention, reading: Reading, conflicts: list[Conflict], aside: list[SetAside]
) -> None:
    """A total is checked against its lines; with one line or none it is the order itself."""
    here = [
        d for d in drafts if not d.cancelled and d.quantity and d.quantity.evidence.message == reading.message.index
    ]
    new = quantity_of(total)
    if new is None or new.value is None:
        return
    same_unit = [d for d in here if d.quantity and d.quantity.value is not None]
    if len(same_unit) >= 2:
        summed = sum(d.quantity.value or 0 for d in same_unit if d.quantity)
        if summed != new.value and not part_of_total(total, same_unit):
            sum_of_lines = replace(new, value=summed)
            conflicts.append(
                Conflict(number(summed), shown(new), new.evidence.quote, total=True, amounts=(sum_of_lines, new))
            )
        aside.append(set_aside(replace(total, why="a total of the lines")))
        return
    _apply(drafts, replace(total, role="order"), None, conflicts, aside)


def _asked(mention: Mention) -> bool:
    return says("terms/request/ask", sentence_of(mention))


_ENDS_ALL = re.compile(
    r"\bcancel\w* (?:(?:the|our|this|my|that|whole|entire|complete) ){0,3}(?:order|po|purchase order|everything|all of it)\b",
    re.I,
)


def _means_all(mention: Mention) -> bool:
    return bool(re.search(r"\b(?:order|po|everything|all|whole)\b", sentence_of(mention), re.I))


def _changed(old: Quantity, new: Quantity | None, value: float) -> Quantity:
    """The old quantity after "another 40" or "only half": worked out, with the words that changed it."""
    status: Status = "inferred"
    evidence = new.evidence if new else old.evidence
    return replace(
        old,
        value=round(value, 6),
        minimum=None,
        maximum=None,
        evidence=evidence,
        status=status,
        alternatives=(*old.alternatives, shown(old)),
    )
