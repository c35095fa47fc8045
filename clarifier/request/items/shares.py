"""What a share is for: "only half of the order" cuts it, "half of them in June" is a part that may come first, "half of us" is neither.

Comes in: a fraction with the words around it. Goes out: its role, and for what is no order the reason in words.
"""

import re

from clarifier.request.cues import says
from clarifier.request.items.mention import Role
from clarifier.request.quantities import Amount

_GONE = re.compile(
    r"\s*of (?:the|our|my|their|those|these|all)?\b[^,.;!?]{2,40}?\b(?<!be )(?<!is )(?<!are )(?:have |has )?cancell?ed\b",
    re.I,
)
# "half of them in June": a share with a time of its own, unless the order is cut to it
_PART_WHEN = re.compile(
    r"\s*of (?:them|it|those|these|the (?!order|quantity)[\w'’-]+(?: [\w'’-]+)?)\s+(?:now|in|by|on|this|next|first|later|early|before|after|tomorrow|today|right)\b",
    re.I,
)
_CUT_TO = re.compile(r"\b(?:only|just|cut|reduce|instead|drop|lower|halve)\b[^.;!?]*$", re.I)
_OF_GOODS = re.compile(r"\s*(?:of|the|that|this|what|as many|our|your|only)\b", re.I)
_LED_IN = re.compile(r"\b(?:only|just|to|by|in)\s*$", re.I)
_OF_SEVERAL = re.compile(r"\b(?:other|another|second|first)\s*$", re.I)
_NO_AMOUNT: tuple[Role, str] = ("aside", "a share, not an amount")
_MAY_COME_FIRST: tuple[Role, str] = ("partial", "a part that may come first")


def share_of(body: str, before: str, behind: str, amount: Amount, *, of_parts: bool) -> tuple[Role, str]:
    """What a fraction is for, in a sentence (`body`) that speaks of part deliveries or not (`of_parts`)."""
    if (amount.value or 0) > 1:
        return "half", ""
    if not (_OF_GOODS.match(behind) or _LED_IN.search(before)):
        return _NO_AMOUNT
    if _PART_WHEN.match(behind) and not _CUT_TO.search(before):
        return _MAY_COME_FIRST
    asked = says("terms/request/ask", body) or says("terms/request/cancel", body) or amount.change
    if says("roles/after/no_share", behind) or _GONE.match(behind) or _OF_SEVERAL.search(before) or not asked:
        return _NO_AMOUNT
    return _MAY_COME_FIRST if of_parts else ("half", "")
