"""Changes of an earlier mail's lines called by their place: "item 2 should be 84, not 48", "skip item 3", "line 20 is rev K now".

Comes in: the lines so far, a later message and its mentions. Goes out: the mentions, each that speaks of a row tied to its line; the
numbers of the rows themselves are no amounts.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from clarifier.request.cues import says
from clarifier.request.drafts import Draft
from clarifier.request.items.mention import UNSAID, Mention, Word
from clarifier.request.passages import Passage
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
from clarifier.request.row_numbers import Call, calls

_BREAK = re.compile(r"[,;:.!?\n]|\b(?:and|but|then|while|und|et|y|e|en|i)\b", re.I)
_NOT = re.compile(r"\b(?:don['’]?t|do not|not|never|nicht|pas|niet|nie|non)\b", re.I)
_MOST = 60  # calls of rows in one message; each is weighed against each line


def tie_to_rows(drafts: Sequence[Draft], reading: Reading, mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions of a message, those that speak of an earlier message's row tied to it; new ones for what is only called off or revised."""
    known = [draft for draft in drafts if draft.quantity]
    if not known or any(draft.quantity and draft.quantity.evidence.mail == reading.message.mail for draft in known):
        return list(mentions)
    found = list(mentions)
    for start, end, call in islice(_pieces(reading, drafts), _MOST):
        here = [one for one in found if start <= one.start < end]
        if any(one.part for one in here):
            continue  # what bears a number of its own is known by that
        tied = _tied(reading, start, end, call, here)
        if tied is not None:
            found = sorted([*(one for one in found if one not in here), *tied], key=lambda one: one.start)
    return found


def _pieces(reading: Reading, drafts: Sequence[Draft]) -> Iterator[tuple[int, int, Call]]:
    """Each call of rows with the stretch of its sentence that speaks of them."""
    for passage in reading.passages:
        words = reading.words(passage)
        if not (called := calls(words, drafts)):
            continue
        starts = [0, *(_break_before(words, one, other) for one, other in pairwise(called))]
        for call, start, end in zip(called, starts, [*starts[1:], len(words)], strict=True):
            yield passage.start + start, passage.start + end, _moved(call, passage)


def _break_before(words: str, one: Call, other: Call) -> int:
    """Where the words for the second of two calls begin: behind the last sign or "and" between them."""
    signs = [sign.end() for sign in _BREAK.finditer(words, one.end, other.start)]
    return signs[-1] if signs else other.start


def _moved(call: Call, passage: Passage) -> Call:
    return replace(call, start=call.start + passage.start, end=call.end + passage.start)


def _tied(reading: Reading, start: int, end: int, call: Call, here: Sequence[Mention]) -> list[Mention] | None:
    """What a stretch says of its rows, as mentions; None where it says nothing of them."""
    amounts = [amount for one in reading.amounts_in(start, end) if not one.negated and (amount := _beyond(one, call))]
    revision = next((i for i in reading.identifiers_in(start, end) if i.kind == "revision" and not i.negated), None)
    word = Word(revision.start, revision.end, revision.value) if revision else None
    rest = [one for one in here if not (one.amount and call.start <= one.amount.start < call.end)]
    if len(amounts) == 1 and (changed := _changed(here, amounts[0], reading)):
        kept = [one for one in rest if one.amount is None or one.amount.end != amounts[0].end]
        return [*kept, *(replace(changed, revision=word, row=row) for row in call.rows)]
    if not amounts and _called_off(reading, start, end, call):
        kept = [one for one in rest if one.role not in ("cancel", "mention")]
        return [*kept, *(Mention(reading, call.start, call.end, "cancel", row=row) for row in call.rows)]
    if word and not amounts:
        return [*rest, *(Mention(reading, call.start, end, "mention", revision=word, row=row) for row in call.rows)]
    return rest if len(rest) < len(here) else None


def _beyond(amount: Amount, call: Call) -> Amount | None:
    """An amount that is not the row's own number; "item 2 to 84" is no range from 2 on, and "from 48 to 84" ends at 84."""
    inside = call.start <= amount.start < call.end
    changed = amount.minimum is not None and amount.maximum is not None and amount.quote.casefold().startswith("from ")
    if not (inside or changed):
        return amount if amount.kind == "count" else None
    last = re.search(r"\d[\d.,]*\D*\Z", amount.quote)
    if last is None or amount.maximum is None or amount.start + last.start() < call.end:
        return None
    return replace(
        amount, start=amount.start + last.start(), quote=last[0], kind="count", value=amount.maximum, minimum=None,
        maximum=None, change="to",
    )  # fmt: skip


def _changed(here: Sequence[Mention], amount: Amount, reading: Reading) -> Mention | None:
    """The mention of a row's new amount, as an order of it."""
    mention = next((one for one in here if one.amount and one.amount.end == amount.end), None)
    if mention is None:
        return Mention(reading, amount.start, amount.end, "order", amount=amount) if amount.change == "to" else None
    if mention.role == "aside" and mention.why != UNSAID and mention.amount == amount:
        return None
    role = mention.role if mention.role in ("more", "fewer") else "order"
    return replace(mention, role=role, item=None, amount=amount, why="")


def _called_off(reading: Reading, start: int, end: int, call: Call) -> bool:
    """Whether the words beside a row's number take it off: before it, or behind it."""
    before, behind = reading.text[start : call.start], reading.text[call.end : end]
    if _NOT.search(before):
        return False
    return (
        says("terms/request/cancel", before)
        or says("roles/called_off/after_label", behind)
        or says("roles/called_off/behind", "it" + behind)
    )
