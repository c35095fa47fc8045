"""The day a letter bears in its head, where no header dates the message: "17 September 2026", "Hebburn, 3rd May 2027", "Date: 2027-05-03".

Comes in: a body. Goes out: the day, or None. A line counts that holds nothing but a date, before the letter's first sentences.
"""

import re
from datetime import datetime

from clarifier.mail.maildate import Order, find_date

_LINES = 14  # of a letter's head: addresses, references, the date
# what may stand before it: a label, a place, a weekday
_LEAD = re.compile(
    r"\s*(?:dated?\s*:?\s*)?(?:[^\W\d_][\w.' -]{1,30},\s*)?(?:[^\W\d_]{3,10},?\s+)?(?:the|den|le|il|am)?\s*", re.I
)
_LONGEST = 60  # characters; a line of a letter's head that is a date is shorter
_SENTENCE = 90  # characters; from the first longer line on it is the letter itself


def day_of_letter(body: str, order: Order | None) -> datetime | None:
    """The first line of a letter's head that is a date with its year."""
    for line in [line for line in body.split("\n") if line.strip()][:_LINES]:
        if len(line) > _SENTENCE:
            return None
        if len(line) > _LONGEST or not re.search(r"\d{4}", line):
            continue
        found = find_date(line, order)
        if found and _LEAD.fullmatch(line, 0, found.start) and not line[found.end :].strip(" .,"):
            return found.when
    return None
