"""The dates of a message weighed, one after the other: what was named before and why it matters are known.

Comes in: a reading, the day that is known from earlier messages, the drafts of lines, and the clauses of the messages. Goes out: each
date as a candidate. A day without its month is the one named before it; a day on which something else happens tells why, not when.
"""

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from clarifier.request.candidates import Candidate, weigh_date
from clarifier.request.dates import DateReading
from clarifier.request.dates.counting import OF_AN_EVENT, is_wanted
from clarifier.request.drafts import Draft
from clarifier.request.reading import Reading
from clarifier.request.reason import Clause

_SURE = 3  # a score from which on a day is that of the delivery, said by words of its own
_TELLS_WHY = (
    0.5  # from these odds on a clause tells why: of the days in such clauses one in nine is that of the delivery
)


def weighed(
    reading: Reading, of_rows: Container[int], earlier: date | None, drafts: Sequence[Draft], clauses: Sequence[Clause]
) -> Iterator[Candidate]:
    """The dates of a reading weighed, those of rows left out: a day without its month is the same day named before it, in this message
    or in an earlier one."""
    reasons = [one for one in clauses if one.reading is reading and one.odds >= _TELLS_WHY and not one.signs["wish"]]
    named: dict[date, None] = {}  # the one named last at the end
    wanted: list[date | None] = []
    for found in reading.dates:
        if id(found) not in of_rows:
            if again := _named_before(
                found, reversed(named)
            ):  # "by Feb 19 ... no wriggling on the 19th": the first holds
                candidate = weigh_date(reading, _on(again, found), drafts)
                candidate = replace(candidate, score=candidate.score - 3)
            else:
                known = _named_before(found, [earlier] if earlier else [])
                candidate = weigh_date(reading, _on(known, found) if known else found, drafts)
            if _tells_why(found, reasons) and not is_wanted(reading.text, found):
                candidate = replace(candidate, score=candidate.score - 3)
            if _replaces(reading, found, earlier):
                candidate = replace(candidate, score=candidate.score + 7, elsewhere=False)
            if _is_its_week(found, (*wanted, earlier)):
                candidate = replace(candidate, score=candidate.score - 4)
            if candidate.score >= _SURE:
                wanted.append(found.latest)
            yield candidate
        if found.latest and found.standing and not found.past:
            named.pop(found.latest, None)
            named[found.latest] = None


def _named_before(found: DateReading, days: Iterable[date]) -> date | None:
    """ "It is still by the 15th": the day that is meant by a day without its month, when that lies ahead."""
    if not found.latest or not _is_without_month(found):
        return None
    return next((day for day in days if day.day == found.latest.day and day > found.latest), None)


def _replaces(reading: Reading, found: DateReading, earlier: date | None) -> bool:
    """ "My crew comes on the 21st instead of the 22nd": the day that is named in place of the one that was known."""
    place = reading.passage_of(found.start)
    if place is None or not (earlier and found.standing and found.latest):
        return False
    passage = reading.passages[place]
    others = [d for d in reading.dates_in(passage.start, passage.end) if d is not found]
    return len(others) == 1 and not others[0].standing and others[0].latest == earlier


def _is_its_week(found: DateReading, days: Iterable[date | None]) -> bool:
    """ "... by the 22nd. Three hundred guests come in that week": the week of a day that is known says when something else is."""
    if not (_THAT.search(found.quote) and found.earliest and found.latest and found.earliest < found.latest):
        return False
    return any(day is not None and found.earliest <= day <= found.latest for day in days)


_THAT = re.compile(r"\b(?:that|the same) (?:week|weekend|month)$", re.I)
_AROUND_A_DAY = re.compile(
    r"\b(?:the|by|on|before|until|still|no later than|not later than|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b",
    re.I,
)
_MORE_THAN_A_DAY = re.compile(r"\d\s?[./-]\s?\d|[^\W\d_]{3,}")


def _is_without_month(found: DateReading) -> bool:
    return bool(re.search(r"\d", found.quote)) and not _MORE_THAN_A_DAY.search(
        _AROUND_A_DAY.sub("", found.quote).replace("th", "")
    )


def _on(day: date, found: DateReading) -> DateReading:
    """The date on a day that was named before."""
    earliest = day if found.earliest == found.latest else found.earliest
    return replace(found, latest=day, earliest=earliest, ambiguous=False, alternatives=(), note=None)


def _tells_why(found: DateReading, reasons: Sequence[Clause]) -> bool:
    """Whether something else happens on a day: its clause tells why the goods are needed."""
    is_event = found.relation in OF_AN_EVENT and found.role != "counted"
    return is_event and any(one.start <= found.start < one.end for one in reasons)
