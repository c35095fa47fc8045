"""Whether a writer puts the day or the month first, as far as the text tells.

Comes in: a message's text, and hints around it (its headers, its signature). Goes out: "dm", "md", or None: unknown.
A date with a part above 12 decides; else the signs of a country are weighed, and only a clear lead counts. Where a country writes both, none does.
"""

import re
from typing import Literal

from clarifier.texts import table

_NUMERIC = re.compile(r"(?<![\w./-])(\d{1,2})([/-])(\d{1,2})(?:\2(?:\d{4}|\d{2}))?(?![\w/-])")
_DOTTED = re.compile(r"(?<![\w./-])(\d{1,2})\.(\d{1,2})\.(?:\d{4}|\d{2})(?![\w.-])")


def day_month_order(text: str, hints: str = "") -> Literal["dm", "md"] | None:
    """The order the message's own habit tells."""
    found = {order for part in (text, hints) for order in _plain(part)}
    if len(found) == 1:
        return "dm" if "dm" in found else "md"
    if found:
        return None
    if any(re.search(rule, one) for rule in table("lexicons/date_order")["either"]["signs"] for one in (text, hints)):
        return None
    score = 0
    for order, sign in (("dm", -1), ("md", 1)):
        for rule, weight in table("lexicons/date_order")[order].items():
            if re.search(rule, text) or (hints and re.search(rule, hints)):
                score += sign * weight
    return "md" if score >= 2 else "dm" if score <= -2 else None


def _plain(text: str) -> list[str]:
    """The orders that dates with a part above 12 prove."""
    orders = []
    for match in _NUMERIC.finditer(text):
        one, two = int(match[1]), int(match[3])
        if match[2] == "-" and match[0].count("-") == 1:
            continue
        if one > 12 >= two > 0 and one <= 31 and (one, two) != (24, 7):
            orders.append("dm")
        elif two > 12 >= one > 0 and two <= 31 and (two not in (16, 32) or match[0].count(match[2]) == 2):
            orders.append("md")
    for match in _DOTTED.finditer(text):
        if int(match[1]) > 12 >= int(match[2]):
            orders.append("dm")
    return orders
