"""Which line that is known already a mention speaks of: by part number, by name, or because nothing else can be meant.

Comes in: the drafts so far and a mention. Goes out: the draft it means, if any. What becomes of it is decided in lines.py.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from clarifier.request.cues import says
from clarifier.request.drafts import Draft, bare, corrects, same_message, sentence_of
from clarifier.request.items.mention import Mention
from clarifier.request.items.name_words import name_words
from clarifier.request.items.phrases import phrase_after
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
from clarifier.texts import table


def find_draft(drafts: list[Draft], mention: Mention, last: Draft | None) -> tuple[Draft | None, bool]:
    """The draft a mention speaks of, and whether it says so itself (a number or a name, not "another 40")."""
    if mention.row is not None:
        return drafts[mention.row], True
    standing = [d for d in drafts if not d.cancelled] or drafts
    words = name_words(mention.name)
    if mention.part:
        key = bare(mention.part.value)
        for draft in standing:
            if draft.part and bare(draft.part.value) == key:
                return draft, True
        same = [
            d
            for d in standing
            if not d.part and words & d.names and (mention.role == "mention" or not (d.quantity and d.listed))
        ]
        if len(same) == 1 or (same and mention.role == "mention"):
            return same[0], True
        if mention.role == "mention" and not words and last and not last.part:
            return last, False
        if not words and len(standing) == 1 and not standing[0].part and not standing[0].quantity:
            return standing[0], True
        if _named_now(standing, mention):
            return standing[0], True
        return None, True
    if words:
        ranked = sorted(standing, key=lambda d: -_likeness(words, d, mention))
        if len(ranked) > 1 and _likeness(words, ranked[1], mention) > 0 and not mention.listed:
            told = name_words(sentence_of(mention)) - words  # "Delegate list has closed: 640 lanyards"
            ranked.sort(key=lambda d: -_likeness(words, d, mention) - 0.5 * len(told & d.names) * bool(words & d.names))
        if ranked and _likeness(words, ranked[0], mention) > 0:
            return ranked[0], True
        near = [d for d in standing if d.part and any(_is_short_for(word, d.part.value) for word in words)]
        if near:
            return near[0], True
        if headed := _called_by_head(standing, mention, words):
            return headed, True
        if replaced := line_of_replaced(standing, mention):
            return replaced, True
        if mention.listed or mention.role in ("order", "mention") or (mention.role == "more" and not mention.listed):
            unnamed = [d for d in standing if not d.names and not (mention.listed and (d.quantity or d.part))]
            if len(unnamed) == 1 and (unnamed[0].quantity is None):
                return unnamed[0], False
            return None, True
        return (last or (standing[0] if len(standing) == 1 else None)), False
    if replaced := line_of_replaced(standing, mention):
        return replaced, True
    if mention.listed and not (len(standing) == 1 and not same_message(standing[0], mention)):
        return None, False
    if named := _named_in_sentence(standing, mention):
        return named, True
    counted = [d for d in standing if d.quantity]
    if mention.role in ("more", "fewer", "half") and counted:
        return (last if last in counted else counted[-1] if len(counted) == 1 else last), False
    if last and (last.quantity or last.part or not counted or _same_sentence(last, mention)):
        return last, False
    active = counted or [d for d in standing if d.part] or standing
    return (active[0] if len(active) == 1 else None), False


def line_of_replaced(drafts: Sequence[Draft], mention: Mention) -> Draft | None:
    """ "Instead of 600 we need 850": the one line of the number that the new one replaces, where that number names nothing else."""
    new = mention.amount
    if new is None or not new.value or new.negated or mention.part or mention.role not in ("order", "claim"):
        return None
    reading = mention.reading
    place = reading.passage_of(mention.start)
    if place is None:
        return None
    passage = reading.passages[place]
    taken_back = [
        a for a in reading.amounts_in(passage.start, passage.end)
        if a.negated and a.kind == "count" and a.value and not _named_behind(reading, a, new, passage.end)
    ]  # fmt: skip
    if len(taken_back) != 1 or not taken_back[0].value:
        return None
    old = {taken_back[0].value, taken_back[0].value * _scale(new)}
    meant = [d for d in drafts if not d.cancelled and d.quantity and d.quantity.value in old]
    if mention.listed and (words := name_words(mention.name)):
        meant = [d for d in meant if words & d.names or not same_message(d, mention)]  # "- sashes: 260 (not 280)"
    return meant[0] if len(meant) == 1 else None


def named_as(draft: Draft, mention: Mention) -> Mention:
    """A mention of a line's new number as an order of what the line is called, counted as it is: "18,000 bottles" for "PET bottles"."""
    item = mention.item if name_words(mention.name) & draft.names else None
    goods = mention.amount and name_words(mention.amount.quote) & draft.names
    return replace(mention, role="order", item=item, unit="" if goods else mention.unit)


def _named_behind(reading: Reading, old: Amount, new: Amount, end: int) -> bool:
    """ "Instead of the 600 bolts send 400 nuts": a replaced number with a name right behind it."""
    name = phrase_after(reading, old.end, new.start if old.end <= new.start else end)
    return name is not None and not reading.text[old.end : name[0]].strip()


def _scale(amount: Amount) -> float:
    """What "5 dozen instead of 4" and "18 thousand instead of 15" count in."""
    digits = re.match(r"\d+", amount.quote)
    scale = (amount.value or 0) / int(digits[0]) if digits and int(digits[0]) else 1
    return scale if scale in (12, 144, 1000) else 1


def _named_now(standing: Sequence[Draft], mention: Mention) -> bool:
    """Whether an earlier mail's only amount had no name, and this mail says what is meant: "a couple dozen", "22 of the flats HCF-310"."""
    return (
        len(standing) == 1
        and mention.role == "order"
        and not mention.listed
        and standing[0].part is None
        and not standing[0].names
        and not same_message(standing[0], mention)
        and not says("terms/request/more", sentence_of(mention))
    )


def _named_in_sentence(standing: list[Draft], mention: Mention) -> Draft | None:
    """The one draft whose name or number the sentence of a bare amount speaks of: "on the window film, it must be 3"."""
    if len(standing) < 2:
        return None
    sentence = sentence_of(mention)
    words, key = name_words(sentence), bare(sentence)
    common = set.intersection(*[d.names for d in standing])
    named = [
        d
        for d in standing
        if d.quantity
        and ((d.part and bare(d.part.value) in key) or {w for w in d.names - common if len(w) > 2} & words)
    ]
    return named[0] if len(named) == 1 else None


def _same_sentence(draft: Draft, mention: Mention) -> bool:
    found = draft.description
    return (
        found is not None
        and found.evidence.message == mention.reading.message.index
        and (mention.reading.passage_of(found.evidence.start) == mention.reading.passage_of(mention.start))
    )


def _told_apart(draft: Draft) -> bool:
    """Whether the draft's name has words enough to be a name of its own."""
    return len(draft.names) > 1 and draft.quantity is not None


def _likeness(words: set[str], draft: Draft, mention: Mention) -> float:
    """How well a name fits a draft; 0 where each has a word that sets it apart in a list."""
    shared = words & draft.names
    if not shared:
        return 0
    apart, theirs = words - draft.names, draft.names - words
    if mention.listed and draft.listed and (apart or theirs):
        return 0 if apart and theirs else 0.5 if same_message(draft, mention) is False else 0
    if (
        apart
        and theirs
        and not corrects(mention)
        and len(shared) < 2
        and not _same_number(draft, mention)
        and ((same_message(draft, mention) and draft.quantity) or _told_apart(draft))
    ):
        return 0  # "25 menu covers and 10 wine list covers"
    if (
        apart
        and theirs
        and any(re.search(r"\d", word) for word in apart)
        and any(re.search(r"\d", word) for word in theirs)
    ):
        return 0
    if (
        apart
        and same_message(draft, mention)
        and draft.quantity
        and mention.amount
        and not corrects(mention)
        and _colour_or_size(apart)
    ):
        return 0
    return len(shared) + 1 / (1 + len(apart) + len(theirs))


def _same_number(draft: Draft, mention: Mention) -> bool:
    """Whether a later message names the very amount of a draft."""
    said, known = mention.amount, draft.quantity
    return bool(said and known and said.value and said.value == known.value and not same_message(draft, mention))


def _colour_or_size(words: set[str]) -> bool:
    """Whether the words that differ tell one variant from another."""
    return bool(words & set(table("lexicons/items")["variants"]))


def _called_by_head(standing: Sequence[Draft], mention: Mention, words: set[str]) -> Draft | None:
    """ "350 boards" in a later mail for the "mainboard", "die Dichtungen" for the "Flachdichtung": the one draft it is the last part of."""
    if mention.listed or says("terms/request/more", sentence_of(mention)):
        return None
    ends = tuple(_stem(word) for word in words if len(word) >= 4 and word.isalpha())
    meant = [
        d for d in standing if not same_message(d, mention) and any(_stem(n).endswith(ends) and n not in words for n in d.names)
    ] if ends else []  # fmt: skip
    return meant[0] if len(meant) == 1 else None


def _stem(word: str) -> str:
    return re.sub(r"(?<=\w{4})(?:en|er|e|n)$", "", word)


def _is_short_for(word: str, part: str) -> bool:
    """`7714` for `TWH-7714`, `300g` for nothing."""
    pieces = re.split(r"[-/. ]", part.casefold())
    return any(c.isdigit() for c in word) and len(word) >= 3 and word in pieces
