"""Amounts that a sentence puts together or says without a number of their own: sums, ranges, doubles, "a box of", counted aloud.

Comes in: a sentence of a reading with its amounts. Goes out: the amounts as they are meant.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from clarifier.request.cues import cue, says
from clarifier.request.items.mention import Mention
from clarifier.request.passages import Passage
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading
from clarifier.texts import table

_MULTIPLE = re.compile(
    r"\b(?:the )?(double|twice|triple|three times)(?= (?:of |the (?!price|cost|size|width|length|strength|time|work|thickness|usual)|what|that|as (?:many|much)|it\b|up\b|this|these|our|my))",
    re.I,
)


_PLUS = re.compile(r"\s*(?:plus|\+|and another)\s*", re.I)


def summed(reading: Reading, amounts: Sequence[Amount]) -> list[Amount]:
    """ "Two dozen plus 12 of the clamps", "40 + 4 spares": amounts of one thing said as a sum."""
    found: list[Amount] = []
    for amount in amounts:
        last = found[-1] if found else None
        sign = _PLUS.match(reading.text, last.end) if last else None
        if (
            last and sign and last.kind == amount.kind == "count" and not last.change and not amount.negated
            and last.value is not None and amount.value is not None and last.unit in ("", "ea", amount.unit)
            and amount.start <= sign.end() <= amount.number_end
        ):  # fmt: skip
            whole = reading.text[last.start : amount.end]
            found[-1] = replace(amount, start=last.start, quote=whole, value=last.value + amount.value, change=None)
        else:
            found.append(amount)
    return found


def are_spares(text: str, last: Amount, amount: Amount) -> bool:
    """Whether an amount is of spares of what was just ordered: "5 dozen spoons and 8 spares"."""
    joined = re.search(r"(?:,|;|\band|&|\bplus|\+|\bwith)\s*$", text[last.end : amount.start])
    return joined is not None and re.match(r"\s*(?:spares?|extras?)\b", text[amount.end :], re.I) is not None


def ranged(mentions: Sequence[Mention]) -> list[Mention]:
    """ "At least 120 of them, at most 150": a least and a most of one thing as one range."""
    found: list[Mention] = []
    for mention in mentions:
        least, most = found[-1].amount if found else None, mention.amount
        if (
            least and most and found[-1].role == mention.role and mention.role in ("order", "partial")
            and not mention.part and least.minimum and least.maximum is None and least.value is None
            and (mention.item is None or mention.item[0] < most.start or _at_most(most, mention))
            and (top := most.maximum or (most.value if most.change == "to" or _at_most(most, mention) else None)) and top > least.minimum
        ):  # fmt: skip
            whole = mention.reading.text[least.start : most.end]
            joined = replace(least, end=most.end, quote=whole, maximum=top)
            found[-1] = replace(found[-1], role="order", amount=joined)
        else:
            found.append(mention)
    return found


def _at_most(most: Amount, mention: Mention) -> bool:
    """ "6 minimum, 10 if you have them": as many as can be had."""
    return says("roles/after/if_possible", mention.reading.text[most.end : most.end + 60])


_NO_WAIT = re.compile(
    r"[^.!?\w]*(?:(?:no|oh|sorry|wait|hang on|hold on|scratch that|i mean|one|rather|make that|actually|or rather)\b[^.!?\w]*){1,4}",
    re.I,
)


def said_twice(reading: Reading, amounts: Sequence[Amount]) -> list[Amount]:
    """ "Four hundred, that's 400, of the stakes": one amount, said once more to be sure."""
    found: list[Amount] = []
    for amount in amounts:
        last = found[-1] if found else None
        again = (
            last is not None and last.kind == amount.kind == "count" and last.value is not None and last.value == amount.value
            and last.unit in ("", amount.unit) and _AGAIN.fullmatch(reading.text[last.end : amount.start])
        )  # fmt: skip
        if last and again:
            end = amount.end + len((_OF_IT.match(reading.text, amount.end) or [""])[0])
            whole = reading.text[last.start : end]
            found[-1] = replace(amount, start=last.start, end=end, quote=whole, change=last.change)
        else:
            found.append(amount)
    return found


_AGAIN = re.compile(
    r"[,;( –—-]{1,3}(?:(?:that['’]?s|that is|so|i\.?e\.?|yes|repeat|i repeat|again|or|meaning|in figures|in numbers|in words|say)[,: ]{1,2}){0,2}",
    re.I,
)
_OF_IT = re.compile(r"\)?,?(?= of\b)")


def corrected(reading: Reading, amounts: Sequence[Amount]) -> set[int]:
    """ "Fourteen, no hang on, one two three, eleven": amounts counted aloud, or taken back for the next. Where each starts."""
    text, found = reading.text, set()
    for one, other in itertools.pairwise([a for a in amounts if a.kind == "count"]):
        between = text[one.end : other.start]
        aloud = not between.strip() and one.quote.isalpha() and other.quote.isalpha()
        if aloud or (_NO_WAIT.fullmatch(between) and one.unit in ("", other.unit)):
            found.add(one.start)
            if aloud:
                found.add(other.start)
    return found


def multiples(reading: Reading, passage: Passage) -> list[Amount]:
    """ "I must ask you the double of what I ordered": a share of more than one."""
    found = []
    for match in _MULTIPLE.finditer(reading.text, passage.start, passage.end):
        value = 2.0 if match[1].casefold() in ("double", "twice") else 3.0
        found.append(
            Amount(
                match.start(),
                match.end(),
                match[0],
                "fraction",
                value,
                None,
                None,
                False,
                "",
                match.end(),
                None,
                False,
                None,
            )
        )
    return found


def same_amounts(reading: Reading, passage: Passage) -> list[Amount]:
    """ "9,500 bottles and the same amount of caps": the amount before it, for another thing."""
    found = []
    for match in cue("roles/same_amount/words").finditer(reading.text, passage.start, passage.end):
        counts = [a for a in reading.amounts_in(0, match.start()) if a.kind == "count" and not a.negated]
        if counts:
            whole = reading.text[match.start() : match.end()]
            found.append(replace(
                counts[-1], start=match.start(), end=match.end(), number_end=match.end(), quote=whole, unit="", change=None, note=AGAIN,
            ))  # fmt: skip
    return found


_PACKED = re.compile(
    r"\d[\d.,]*[ -]?(?:kg|g|lb|lbs|l|lt?r|ml|litre|liter|gallon|gal|m|ft|metre|meter)s? (?P<what>[a-z]+s)\b(?= \w)",
    re.I,
)


def packed(mention: Mention) -> Mention:
    """ "40 off 25kg bags fast-set mortar": counted are the bags."""
    holds = _PACKED.match(mention.name) if mention.unit in ("", "ea") and mention.amount else None
    unit = next((u for u, words in _holders() if holds and holds["what"].casefold() in words), "")
    return replace(mention, unit=unit) if unit else mention


@cache
def _holders() -> tuple[tuple[str, frozenset[str]], ...]:
    """What goods are packed in: a unit and its words."""
    count = table("lexicons/units")["count"]
    return tuple((unit, frozenset(count[unit])) for unit in table("lexicons/units")["packed"]["units"])


AGAIN = "the same amount again"
_OF_EACH = re.compile(r"\s*(?:pcs\.?|pieces|units|nos\.?|off)?\s*(?:of )?(?:each|apiece|ea\b\.?)", re.I)


def shared_out(mentions: Sequence[Mention]) -> list[Mention]:
    """ "Need 10 each: A-1, A-2", "A-1 and A-2, 10 of each": one amount for each of the numbers behind it, or right before it."""
    found: list[Mention] = []
    each: Mention | None = None
    for mention in mentions:
        if mention.role == "mention" and mention.part and each and mention.reading is each.reading:
            if found[-1] is each and not each.part:
                found.pop()
            found.append(replace(mention, role="order", amount=each.amount, unit=each.unit, listed=True))
            continue
        if mention.role in ("order", "aside") and not mention.part and _says_each(mention):
            named = _named_right_before(found, mention)
            if len(named) > 1:
                found[-len(named) :] = [
                    replace(one, role="order", amount=mention.amount, unit=mention.unit) for one in named
                ]
                each = None
                continue
        found.append(mention)
        each = mention if mention.role == "order" and _says_each(mention) and not _behind_its_part(mention) else None
    return found


def _behind_its_part(mention: Mention) -> bool:
    """ "KA-70142-3, harness, 80 EA": counted for the number before it, and for none behind."""
    return bool(mention.part and mention.amount and mention.part.start < mention.amount.start)


def _named_right_before(found: Sequence[Mention], each: Mention) -> list[Mention]:
    """The part numbers, with nothing asked of them, that a list just before "16 of each" names in the same sentence."""
    place = each.reading.passage_of(each.start)
    named: list[Mention] = []
    for one in reversed(found):
        if one.role != "mention" or not one.part or one.reading is not each.reading:
            break
        if each.reading.passage_of(one.start) != place:
            break
        named.insert(0, one)
    return named


def _says_each(mention: Mention) -> bool:
    """Whether an amount is meant for each of several things: "10 each"."""
    amount = mention.amount
    if amount is None or amount.value is None or (mention.item and not mention.part):
        return False
    return _OF_EACH.match(mention.reading.text, amount.number_end) is not None


_CONTAINER = re.compile(
    r"\b(an?|another|one more)(?: (?:little|small|big|large|full|whole|fresh|new|spare|extra|single|second|further|mixed)){0,2} (box|pallet|case|roll|bag|drum|crate|set|pair|carton|bundle|tube|pail|sheet|spool|reel|kit|pack|keg|tote|bucket|tin|jar|tub|bottle|can|barrel|sack|load|skid|tray|length)(?= of\b)",
    re.I,
)


def containers(reading: Reading, passage: Passage) -> list[Amount]:
    """ "Throw in a box of the zip screws": one of its kind."""
    found = []
    for match in _CONTAINER.finditer(reading.text, passage.start, passage.end):
        start, more = match.start(), match[1].casefold() not in ("a", "an")
        found.append(
            Amount(
                start,
                match.end(),
                reading.text[start : match.end()],
                "count",
                1.0,
                None,
                None,
                False,
                match[2].casefold(),
                match.end(1),
                "more" if more else None,
                False,
                None,
            )
        )
    return [
        a
        for a in found
        if not any(b.start < a.end and a.start < b.end for b in reading.amounts_in(passage.start, passage.end))
    ]
