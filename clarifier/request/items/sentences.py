"""Items in running prose: "please use 1.5k pcs for the snap cap (drawing AL30-0077)", "forget the 1kg pouches".

Comes in: a sentence of a reading with its amounts and part numbers. Goes out: one mention for each thing it speaks of.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from clarifier.request.cues import says
from clarifier.request.items.cancelling import called_off, cancels, dropped, swapped_away
from clarifier.request.items.changed import changed_name, left_out, percents, share_left
from clarifier.request.items.combined import (
    are_spares,
    containers,
    corrected,
    multiples,
    ranged,
    said_twice,
    same_amounts,
    summed,
)
from clarifier.request.items.mention import EARLIER, UNSAID, Mention, Role, Word
from clarifier.request.items.naming import apart, name_around, name_before, name_behind, named_at, set_against
from clarifier.request.items.phrases import Span, phrase_after, phrase_before
from clarifier.request.items.roles import DEFINITE, TAKEN_BACK, TO_EACH, has_own_part, role_of
from clarifier.request.items.set_off import set_off_name
from clarifier.request.items.unnumbered import unnumbered
from clarifier.request.items.words import parts_of, revision_in
from clarifier.request.passages import Passage
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
from clarifier.texts import table

_CONTAINERS = {
    "crate",
    "box",
    "bag",
    "drum",
    "pallet",
    "case",
    "carton",
    "tote",
    "bottle",
    "tube",
    "tray",
    "pail",
    "keg",
    "can",
    "jar",
    "sheet",
    "roll",
    "reel",
    "skid",
    "kit",
    "set",
}


# said of the amount by its own clause: no list makes an order of it
_TOLD = (
    "told, not ordered", "how many at a time", "a rate, not an amount", "what somebody else has or wants", "no goods are counted",
    "how it is split", "a limit, not an amount", "a time of day", "what happens otherwise", "put on hold", "a tolerance", "only on a condition", "a size, not an amount", "a later order", TAKEN_BACK,
)  # fmt: skip
_MOST = 100  # amounts of a sentence: what holds more is a row of numbers, and says nothing of any
_IN_A_ROW = "one of a hundred numbers in a row"
_SPARES = re.compile(r"(?:spares?|extras?)(?: of the same| ones?| pieces?)?", re.I)

_FROM_THE = re.compile(
    r" from (?:the|your) (?!(?:\w+ ){0,2}(?:stock|warehouse|shelf|shop|store|last|first|next|batch|lot|list|quot\w+|offers?|orders?|same|catalog\w*|samples?|drawings?|photos?|pictures?|factory|plant|port|truck|old|previous|web\w*|supplier|\w*site|customer|run|delivery|shipment|deliveries|other|rest|total|po)\b)",
    re.I,
)
_LOOSELY = re.compile(r"(?: [\w'’-]+){0,4},? (?:give or take|or so|or thereabouts|more or less|roughly|-?ish)\b", re.I)


@cache
def _wrapping() -> re.Pattern[str]:
    """What stands before a changed amount and names nothing: "make it [the full pallet of] 48"."""
    words = table("lexicons/amount_phrases")["to"]["wrapping"]
    return re.compile(rf"(?:(?:{'|'.join(words)})\s+)*(?:\w+\s+of\s+)?", re.I)


def _unit_before(text: str, other: Amount, amount: Amount) -> str:
    """The unit that goes on: "5 litres of the primer and 20 of the top coat", "24 bottles of red, the same of white"."""
    if amount.quote.casefold().endswith("the same of"):
        return other.unit
    alike = all(re.match(r" of the \w", text[a.end : a.end + 9]) for a in (other, amount))
    return other.unit if alike and re.search(r"\b(?:and|plus|,) $", text[other.end : amount.start]) else ""


def sentence_mentions(
    reading: Reading, passage: Passage, amounts: Sequence[Amount], parts: Sequence[Word]
) -> list[Mention]:
    """The mentions of one sentence: what it orders, takes back, offers first, or only talks about."""
    text = reading.text
    amounts = [replace(a, approximate=True) if _LOOSELY.match(text, a.end) else a for a in amounts]
    amounts = summed(reading, said_twice(reading, amounts))
    judged: list[tuple[Amount, Role, str]] = []
    set_off: dict[int, Span] = {}
    taken_back = corrected(reading, amounts)
    meant = [
        *amounts,
        *percents(reading, passage),
        *multiples(reading, passage),
        *containers(reading, passage),
        *same_amounts(reading, passage),
    ]
    for a in sorted(meant, key=lambda a: a.start):
        role, why = role_of(reading, passage, a) if len(meant) <= _MOST else ("aside", _IN_A_ROW)
        a, role = share_left(a, role)
        if role in ("aside", "order") and judged and judged[-1][1] == "order" and are_spares(text, judged[-1][0], a):
            role, why = "more", ""
        if a.start in taken_back:
            role, why = "aside", TAKEN_BACK
        if (
            (role in ("aside", "claim") or (role == "partial" and has_own_part(reading, passage, a)))
            and a.kind == "count"
            and not a.negated
            and why not in _TOLD
            and judged
            and _enumerated(reading, passage, judged, a)
        ):
            role, why = "order", ""
        elif (
            role == "aside"
            and why == UNSAID
            and a.unit
            and a.unit != "ea"
            and (name := name_before(reading, passage.start, a.start))
            and not text[slice(*name)].endswith(("'s", "’s"))  # "the belt's 1,100 ft" tells
        ):
            role, why = "order", ""  # "yellow mustard seed, ca. 1,350 kg": a measure behind its name
        if role in ("aside", "order") and why in ("", UNSAID, EARLIER) and a.kind == "count":
            floor = max([passage.start, *(b.end for b, told, _ in judged if told != "aside")])
            if name := set_off_name(reading, passage.start, floor, a):
                role, why, set_off[a.start] = "order", "", name
        judged.append((a, role, why))
    speaking = [(a, role) for a, role, _ in judged if role in ("order", "claim", "more", "fewer", "half")]
    mentions = [
        Mention(
            reading,
            a.start,
            a.end,
            role,
            amount=a,
            unit=a.unit,
            why=why,
            part=parts[0] if role == "total" and len(parts) == 1 else None,
            item=phrase_after(reading, a.end, passage.end, counted=True)
            if role in ("partial", "total") or why == UNSAID
            else None,
        )
        for a, role, why in judged
        if role in ("partial", "total", "aside")
    ]
    used: set[int] = {m.part.start for m in mentions if m.part}
    after = bool(speaking) and (
        not parts or parts[0].start > speaking[0][0].start or any(p.start > speaking[-1][0].end for p in parts)
    )
    behind = _each_behind_its_part(text, [a for a, _ in speaking], parts)
    for index, (amount, role) in enumerate(speaking):
        floor = passage.start if index == 0 else speaking[index - 1][0].end
        limit = speaking[index + 1][0].start if index + 1 < len(speaking) else passage.end
        window = (amount.start, limit) if not behind and (after or len(speaking) == 1) else (floor, amount.end)
        part = next((p for p in parts if window[0] <= p.start < window[1] and p.start not in used), None)
        if not part and len(speaking) == 1 and parts:
            part = parts[-1] if parts[-1].start < amount.start else parts[0]
        if part:
            used.add(part.start)
        item = set_off.get(amount.start) or phrase_after(reading, amount.end, limit, counted=True)
        if not item and amount.unit and role == "order" and (source := _FROM_THE.match(text, amount.end, limit)):
            item = phrase_after(reading, source.end(), limit)  # "4 rolls from the repair tape"
        if role in ("more", "fewer") and TO_EACH.match(text, amount.end):
            item = None
        if item and part and item[0] <= part.start < item[1]:
            item = None
        if item and _SPARES.fullmatch(text, *item) and (role == "more" or "+" in amount.quote):
            item = None  # "96 plumes plus 12 spares of the same"
        unit = amount.unit or (_unit_before(text, speaking[index - 1][0], amount) if index else "")
        if (
            not item
            and part
            and unit in _CONTAINERS
            and part.start >= amount.end
            and not text[amount.end : part.start].strip(" ,(")
            and amount.number_end < amount.end
        ):
            item, unit = (amount.end - len(text[amount.number_end : amount.end].lstrip()), amount.end), "ea"
        if item and (whole := _named_container(text, amount, item)):
            item, unit = whole, "ea"
        if not item and part and part.start > amount.start:
            item = name_around(reading, floor, part, limit) or name_behind(reading, part.end, limit)
        elif not item and part:
            asked = phrase_before(reading, floor, part.start, asked=True)
            item = asked or name_around(reading, floor, part, amount.start)
        if not item and role not in ("more", "fewer", "half"):
            item = phrase_before(reading, floor, amount.start)
            if item and (
                (part and item[0] <= part.start < item[1]) or _wrapping().fullmatch(text, item[0], amount.start)
            ):
                item = None
        if not item and not part and role in ("more", "fewer", "half"):
            item = changed_name(reading, passage, amount)
        if not item and not part and amount.unit:
            item = name_before(reading, floor, amount.start)
            if item and role in ("more", "fewer", "half") and text[item[1] : amount.start].strip(" ,:-–—"):
                item = None  # "bad news: please add 250 pcs"
        if not item and role == "order":
            item = set_against(reading, passage, amount, judged)
        segment = (min(amount.start, part.start) if part else amount.start, limit)
        mentions.append(Mention(
            reading, amount.start, limit, role, False, part, item, revision_in(reading, segment[0] if len(speaking) > 1 else passage.start, segment[1] if len(speaking) > 1 else passage.end),
            amount, unit, None, definite=bool(DEFINITE.search(text[passage.start : amount.start])),
                same=bool(re.match(r"\s*(?:of )?the same\b(?! (?:price|day|time|week|truck))", text[amount.end : limit], re.I)),
        ))  # fmt: skip
    mentions = ranged(apart(reading, mentions))
    cancelled = says("terms/request/cancel", reading.words(passage))
    mentions += [*called_off(reading, passage), *left_out(reading, passage), *swapped_away(reading, passage)]
    if cancelled:
        for a in amounts:
            if (
                a.negated
                and (item := phrase_after(reading, a.end, passage.end, counted=True))
                and cancels(reading, passage, a.start)
            ):
                mentions.append(Mention(reading, a.start, item[1], "cancel", False, None, item, amount=a))
        if speaking and not parts:
            mentions += dropped(reading, passage)
    for part in parts:
        if part.start not in used:
            role = "cancel" if cancelled and cancels(reading, passage, part.start) else "mention"
            item = named_at(reading, passage, part)
            if role == "mention" and speaking and says("roles/after/open_amount", text[part.end : passage.end]):
                begin = max([passage.start, *[a.end for a, _ in speaking if a.end <= part.start]])
                item = name_before(reading, begin, part.start)
                mentions.append(Mention(reading, part.start, part.end, "order", True, part, item))  # "R-4 as usual"
                continue
            mentions.append(
                Mention(
                    reading,
                    part.start,
                    part.end,
                    role,
                    False,
                    part,
                    item,
                    revision_in(reading, passage.start, passage.end),
                )
            )
    if not speaking and not parts:
        mentions += unnumbered(reading, passage, cancelled=cancelled)
    return mentions


def _each_behind_its_part(text: str, amounts: Sequence[Amount], parts: Sequence[Word]) -> bool:
    """ "Rivets R-3x12 (MS) 2 bags and R-4x16 as usual": each amount right behind its part number, with nothing that parts them."""
    behind = [max((p for p in parts if p.end <= a.start), key=lambda p: p.end, default=None) for a in amounts]
    return bool(parts) and all(
        part and not re.search(r"[,;:]|\b(?:and|plus|with|for)\b", text[part.end : amount.start])
        for part, amount in zip(behind, amounts, strict=True)
    )


def _named_container(text: str, amount: Amount, item: Span) -> Span | None:
    """ "3 500 boîtes rondes": where what a box holds would have its "de", a word right behind it tells which boxes are meant."""
    word = text[amount.number_end : amount.end].strip()
    if word.casefold() not in table("lexicons/units")["holders"]["words"] or item[0] != amount.end + 1:
        return None
    return amount.end - len(word), item[1]


def _enumerated(reading: Reading, passage: Passage, judged: Sequence[tuple[Amount, Role, str]], amount: Amount) -> bool:
    """ "250 cups in red, 200 cups in black": an amount with a name of its own, joined to an ordered one by a comma or "and"."""
    sizes = ("no goods are counted", "a size, not an amount")
    last, role, _ = next((one for one in reversed(judged) if one[2] not in sizes), judged[-1])
    between = reading.text[last.end : amount.start]
    joined = re.search(r"(?:,|;|:|\band|&|\bplus|\+|\bwith)\s*(?:the |a |an |also |then )?\(?$", between, re.I)
    named = (
        phrase_after(reading, amount.end, passage.end, counted=True)
        or amount.unit
        or any(p.start > amount.start for p in parts_of(reading, passage))
    )
    return (
        role in ("order", "more", "total")
        and bool(joined)
        and bool(named)
        and not says("roles/before/past", _NAMES.sub(" ", between))
        and not says("roles/after/rate", reading.text[amount.end : passage.end])
    )


_NAMES = re.compile(r"\b[A-Z][\w'’-]+|\([^()\n]{0,60}\)")  # "10k of the Original (MPS-ORIG)"
