"""What a clause tells instead of asking: "two lynx fly in", "its 90 chairs", "16 at a time", "on one skid", "for three buildings".

Comes in: an amount in its sentence. Goes out: in words why the amount is no order, or None. The words are knowledge/lexicons/roles.toml.
"""

import re
from functools import cache

from clarifier.request.cues import cue, says
from clarifier.request.items.mention import RATE
from clarifier.request.items.phrases import phrase_after
from clarifier.request.passages import Passage
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
from clarifier.texts import table

_CLAUSE = re.compile(
    r"[,;:.!?]\s+|\s[-–—]\s|\b(?:and|but|so|because|since|while|when|that|if|after|until|before|as)\s", re.I
)

_LEADS_TO = re.compile(
    r"(?:^|[,;:&]|\b(?:and|plus|need|needs|want|require|requires|order|ship|send|deliver|supply|quote|us|for|of|the|have|get|add|make|release|furnish|provide))\s*$",
    re.I,
)

_COUNTS = re.compile(
    r"(?:order )?(?:qty|q['’.-] ?ty|qnty|quantit(?:y|ies)|quant)\.?\s*[:=-]?", re.I
)  # "hinges (qty: 90)"
FORM_LIMIT = "what a form lets one enter"


def told(reading: Reading, passage: Passage, amount: Amount) -> str | None:
    """Why an amount is only spoken of: what its own clause says about it."""
    text = reading.text
    before, behind = text[passage.start : amount.start], text[amount.end : passage.end]
    own = _CLAUSE.split(before)[-1]
    if says("roles/told/owner", own):
        return "what somebody else has or wants"
    if (
        not amount.unit
        and (amount.value or 99) <= 12
        and says("roles/told/hour", before)
        and says("roles/told/hour_ends", behind)
    ):
        return "a time of day"
    if not amount.unit and not phrase_after(reading, amount.end, passage.end) and says("roles/told/goes_by", own):
        return "the number something goes by"
    if amount.unit in ("", "l") and (amount.value or 0) >= 100 and says("roles/told/sails", own):
        return "a time of day"
    if says("roles/told/own_work", own):
        return "told, not ordered"
    if (
        re.match(r"one\b|1\b", amount.quote, re.I)
        and amount.unit
        and says("roles/told/whole" if amount.unit in ("ea", "length") else "roles/told/in_one", own)
    ):
        return "how many at a time"
    if (sooner := reading.amounts_in(passage.start, amount.start)) and _GROWN.fullmatch(
        text[sooner[-1].end : amount.start] + (sooner[-1].note or "")
    ):
        return "no goods are counted"
    if re.match(r"(?:one|an?|1)\b", amount.quote, re.I) and says("roles/told/one_or_two", behind):
        return "how many at a time"
    if (amount.value or 9) <= 3 and says("roles/told/sample", behind):
        return "a sample before the order"
    if amount.quote.isdigit() and (amount.value or 0) >= 100 and says("roles/told/is_a", behind):
        return "the number something goes by"
    if amount.minimum == 1 and (amount.maximum or 0) >= 5 and not amount.unit and says("roles/told/numbered", behind):
        return "the numbers they bear"
    if amount.quote.isdigit() and _counts_on(text[amount.start : amount.start + 40]):
        return "the numbers they bear"
    if amount.unit in _SIZED and amount.minimum is None and says("roles/told/over", amount.quote):
        return "a limit, not an amount"
    if _is_year(amount) and says("roles/told/of_a_year", behind):
        return "a year"
    if not amount.unit and amount.quote.isdigit() and len(amount.quote) > 2 and says("roles/told/alloy", before):
        return "what it is made of"
    if says("roles/told/tolerance", before):
        return "a tolerance"
    if says("roles/told/earlier_ones", own):
        return "told, not ordered"
    if says("roles/told/only_if", behind):
        return "only on a condition"
    if says("roles/told/at_work", own) or says("roles/told/lent", own):
        return "told, not ordered"
    if _is_attribute(reading, passage, amount, own):
        return "a size, not an amount"
    if says("roles/told/held", before) and says("roles/told/on_hold", behind):
        return "put on hold"
    if says("roles/told/otherwise", own):
        return "what happens otherwise"
    if says("roles/told/later_lead", own) and says("roles/told/later_order", behind):
        return "a later order"
    if says("roles/told/form_limit", own):
        return FORM_LIMIT
    if says("roles/told/in_two", own) or says("roles/told/different_days", behind):
        return "how it is split"
    if any(says(f"roles/told/{name}", behind) for name in ("of_people", "measures", "mending")):
        return "no goods are counted"
    if says("roles/told/price_break", before) or (amount.value is None and says("roles/told/priced", before)):
        return "a price break, not an amount"
    if says("roles/told/report", own):
        return "what a paper is about"
    if amount.unit in ("load", "truckload") and says("roles/told/no_bother", behind):
        return "how it is split"
    if says("roles/told/manner", behind):
        return "how many at a time"
    if says("roles/told/for_one", own) or ((amount.value or 0) == 1 and says("roles/told/holds_more", behind)):
        return RATE
    if _counts_no_goods(reading, passage, amount):
        return "no goods are counted"
    if amount.unit and amount.unit != "ea" and says("roles/told/packed_in", own):
        return "how it is packed"
    if amount.value is None and amount.minimum is None and amount.unit in _SIZED and says("roles/told/packs", own):
        return "how it is packed"
    if amount.change == "more" and says("roles/told/definite", own) and says("roles/told/extra_is", behind):
        return "told, not ordered"
    if says("roles/told/limit", own) and (amount.unit or amount.maximum is not None):
        return "a limit, not an amount"
    if says("roles/told/ours", own):
        return "a number of ours, not the customer's"
    if _is_purpose(reading, passage, amount, own):
        return "what the goods are for"
    if says("terms/request/ask", own):
        return None
    counted = [a for a in reading.amounts_in(amount.start - len(own), amount.start) if a.kind == "count"]
    if says("roles/told/beside", own) and not counted:
        return "told, not ordered"
    verb = cue("roles/told/verbs").match(behind)
    if verb and not says("terms/request/ask", verb[0]) and not _wanted_behind(reading, amount, verb[0]):
        return "told, not ordered"
    return None


_SIZED = {"l", "ml", "cl", "kg", "g", "lb", "oz", "gal", "qt", "t", "m", "ft", "yd"}


def _counts_on(text: str) -> bool:
    """ "Rooms 4, 5 and 6": numbers that follow each other name things."""
    found = re.match(r"(\d{1,4}), (\d{1,4}),? (?:and|&|or) (\d{1,4})\b(?! (?:pcs|pieces|units|of)\b)", text)
    return found is not None and int(found[1]) + 2 == int(found[2]) + 1 == int(found[3])


def _is_attribute(reading: Reading, passage: Passage, amount: Amount, own: str) -> bool:
    """ "320 steel drums, food lacquer inside, 216 L, model KD-216": a measure between commas behind what is counted."""
    if amount.unit not in _SIZED or own.strip() or amount.change or amount.approximate:
        return False
    ends = re.match(r"\s*(?:[,;)]|$|\.(?!\d))", reading.text[amount.end : passage.end])
    counted = [a for a in reading.amounts_in(passage.start, amount.start) if a.kind == "count" and not a.negated]
    return ends is not None and bool(counted) and counted[-1].unit not in _SIZED


_GROWN = re.compile(r" to people", re.I)  # "we go from 48 pupils to 60"


def fits_one(reading: Reading, passage: Passage, amount: Amount, before: str) -> bool:
    """ "In the 320 press": one thing, and no 320 of them."""
    if amount.unit or (amount.value or 0) < 2 or not amount.quote.isdigit() or not says("roles/told/fits", before):
        return False
    item = phrase_after(reading, amount.end, passage.end)
    noun = reading.text[slice(*item)].casefold().split()[-1] if item else ""
    plural = re.search(r"(?<![siu])s$", noun) or noun in _plurals()
    return noun.isalpha() and not plural


@cache
def _plurals() -> frozenset[str]:
    """Words of several things that end in no "s"."""
    return frozenset(table("lexicons/items")["plurals"])


def _is_year(amount: Amount) -> bool:
    """Whether a bare number is written like a year."""
    return not amount.unit and re.search(r"(?<![\d.,])20[2-4]\d$", amount.quote) is not None


def _counts_no_goods(reading: Reading, passage: Passage, amount: Amount) -> bool:
    """ "A couple of changes", "two new dealers": people, and what nobody ships."""
    item = phrase_after(reading, amount.end, passage.end, counted=True)
    named = reading.text[slice(*item)].casefold().split() if item else []
    if not named:
        return False
    units = table("lexicons/units")
    some = re.fullmatch(r" of (?:the|our|my|their) ", reading.text[amount.end : item[0]]) if item else None
    if some and named[0] in units["people"]["words"]:
        return True  # "two of the welders asked"
    return named[-1] in units["people"]["words"] or (len(named) == 1 and named[0] in units["uncounted"]["words"])


def _wanted_behind(reading: Reading, amount: Amount, words: str) -> bool:
    """Whether a part number stands between an amount and its verb: "40 hinges HN-3 went on the order"."""
    return any(i.kind in ("part", "drawing") for i in reading.identifiers_in(amount.end, amount.end + len(words)))


def _is_purpose(reading: Reading, passage: Passage, amount: Amount, own: str) -> bool:
    """ "For three graves I need 68 letters": a number before the one that is asked for, or behind it."""
    lead = cue("roles/told/purpose").search(own)
    if not lead:
        return False
    others = [
        a
        for a in reading.amounts_in(passage.start, passage.end)
        if a.kind == "count" and a is not amount and not a.negated
    ]
    if not own[: lead.start()].strip(" ,"):
        asked = reading.text[amount.end : passage.end]
        return any(a.start > amount.end for a in others) and says("terms/request/ask", asked)
    return any(
        a.end <= amount.start and not re.search(r"[.;:!?]|\band\b", reading.text[a.end : amount.start]) for a in others
    )


def said_in_brackets(text: str, amount: Amount, passage: Passage) -> bool:
    """Whether an amount stands in brackets beside the order: "(quote said 20)"; not "line 3 (hinges, 90 pcs)", not "send (72) liners"."""
    opened = text.rfind("(", passage.start, amount.start)
    if opened < 0 or text.find(")", opened, amount.start) >= 0:
        return False
    if says("roles/bracket/points", text[passage.start : opened]):
        return False
    inside = text[opened + 1 : amount.start].strip()
    if not inside and text[amount.end : amount.end + 1] == ")" and _LEADS_TO.search(text, passage.start, opened):
        return re.match(r"\)\s+[^\W\d_]", text[amount.end : passage.end]) is None
    if _COUNTS.fullmatch(inside):
        return False
    if inside:
        return True
    beside = re.search(r"\w", text[passage.start : opened]) is not None
    return beside and not re.match(r"\(\s*(?:qty|quantity|x)", text[opened:], re.I)
