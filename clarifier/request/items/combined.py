"""Amounts that a sentence puts together or says without a number of their own: sums, ranges, doubles, "a box of", counted aloud.

Comes in: a sentence of a reading with its amounts. Goes out: the amounts as they are meant.
"""

import itertools
import re
from collections.abc import Sequence
from dataclasses import replace

from clarifier.request.items.mention import Mention
from clarifier.request.passages import Passage
from clarifier.request.quantities import Amount
from clarifier.request.reading import Reading

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
            and (mention.item is None or mention.item[0] < most.start)
            and (top := most.maximum or (most.value if most.change == "to" else None)) and top > least.minimum
        ):  # fmt: skip
            whole = mention.reading.text[least.start : most.end]
            joined = replace(least, end=most.end, quote=whole, maximum=top)
            found[-1] = replace(found[-1], role="order", amount=joined)
        else:
            found.append(mention)
    return found


_NO_WAIT = re.compile(
    r"[^.!?\w]*(?:(?:no|oh|sorry|wait|hang on|hold on|scratch that|i mean|one|rather|make that|actually|or rather)\b[^.!?\w]*){1,4}",
    re.I,
)


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


_CONTAINER = re.compile(
    r"\b(a|another|one more) (box|pallet|case|roll|bag|drum|crate|set|pair|carton|bundle|tube|pail|sheet|spool|reel|kit|pack|keg|tote)(?= of\b)",
    re.I,
)


def containers(reading: Reading, passage: Passage) -> list[Amount]:
    """ "Throw in a box of the zip screws": one of its kind."""
    found = []
    for match in _CONTAINER.finditer(reading.text, passage.start, passage.end):
        start, more = match.start(), match[1].casefold() != "a"
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
