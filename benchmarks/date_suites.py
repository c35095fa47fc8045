"""Public suites of date phrases: how many days a reader reads right, and what is counted apart, kind by kind.

Two things are counted apart, never as right. *Outside* is what no email about an order holds; the words of the phrase alone
decide it, before anything is read, so that a right answer leaves the count with a wrong one. *Convention* is what our
contract reads otherwise on purpose; only a reading of just that shape counts as such.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.cases import rows
from benchmarks.suite_readers import Days
from benchmarks.suites import Judged
from clarifier.texts import table

_YEAR = r"(?:19|20)\d\d"
_OUTSIDE: dict[str, re.Pattern[str]] = {
    "decades and centuries": re.compile(r"\bdecades?\b|\bcentur|\b\d0 ?'?s\b"),
    "signs of a query": re.compile(r"[<>=]"),
    "a period without a pointer (the week, my day)": re.compile(r"^(?:(?:the|my|same) )?(?:day|week|month|year|fortnight)$"),
    "awareness days and votes": re.compile(
        r"^(?:world|global|national|international) .*\bday\b|\bsuper tue|\bemsc\b|\bides\b|^star wars|^earth hour"
    ),
    "puzzles (the closest x to y)": re.compile(r"\bclosest\b"),
    "years written out in words": re.compile(
        r"\b(?:two thousand|(?:nineteen|eighteen|seventeen|twenty)(?: hundred)?(?: and)? \w+(?:teen|ty|ten|eleven|twelve))\b"
    ),
    "this very hour": re.compile(r"^(?:at )?(?:this time|now|the moment)$"),
}  # fmt: skip
_BARE_YEAR = re.compile(rf"{_YEAR}(?: ?[-–~] ?{_YEAR})?")
_LEADS = re.compile(r"\b(?:in|by|before|after|since|from|to|until|till|through|between|and|of|year)\s+$", re.I)
_VAGUE = re.compile(r"(?i)\b(?:early|mid|middle|late|later|begin\w*|start|end)\b")
_COUNT = r"(?:\d+|two|three|four|five|six|seven|eight|ten|eleven)"
_AHEAD = re.compile(
    rf"(?i)\b(?:(?:next|coming|upcoming|following) {_COUNT}|{_COUNT} (?:next|coming|upcoming|following)) \w+"
)
_WEEKEND = re.compile(r"(?i)\bweek-?end\b")
_AS_LONG = "early, mid, late and the beginning as long as the contract says"
_WEEK_OF = re.compile(r"(?i)\b(?:first|second|third|fourth|last|\d(?:st|nd|rd|th)) week (?:of|in)\b")
_NUMBERED_DAY = re.compile(r"(?i)(?:\w+ )?(?:the )?\d{1,2}(?:st|nd|rd|th)")


def dates(path: Path, reads: Callable[[str, date], Sequence[Days]]) -> Iterator[Judged]:
    """Days to come, days past, and texts that name none. Clock times are left out."""
    counts: Counter[str] = Counter()
    apart: dict[str, Counter[str]] = {"to come": Counter(), "past": Counter(), "silent": Counter()}
    for case in rows(path):
        reference = date.fromisoformat(case["reference"][:10])
        found = reads(case["text"], reference)
        if not case["expected"]:
            if found and all(_NUMBERED_DAY.fullmatch(one.quote) for one in found):
                apart["silent"]["convention: “the 21st” is a day"] += 1
                continue
            counts["silent of"] += 1
            counts["silent"] += not found
        for expected in case["expected"]:
            if expected["type"] not in ("date", "daterange"):
                continue
            first, last = bounds(expected)
            when = "past" if (last or first or reference) < reference else "to come"
            counts[f"{when} in all"] += 1
            kind = outside(case["text"], expected)
            here = [one for one in found if one.start < expected["char_end"] and expected["char_start"] < one.end]
            right = kind is None and any(agrees(one, expected) for one in here)
            if not right:
                kind = kind or next((k for one in here if (k := convention(one, expected, reference))), None)
            if kind:
                apart[when][kind] += 1
            else:
                counts[f"{when} of"] += 1
                counts[when] += right
    for when, wanted in (("to come", 0.9), ("past", None)):
        remark = f"of {counts[f'{when} in all']} in all; apart: " + _listed(apart[when])
        yield Judged(f"{path.stem}: days {when}", counts[when], counts[f"{when} of"], wanted, remark)
    if counts["silent of"]:
        remark = f"apart: {_listed(apart['silent'])}" if apart["silent"] else ""
        yield Judged(f"{path.stem}: silent where no date is", counts["silent"], counts["silent of"], 0.98, remark)


def _listed(kinds: Counter[str]) -> str:
    return "; ".join(f"{kind} {count}" for kind, count in sorted(kinds.items()))


def bounds(expected: dict[str, Any]) -> tuple[date | None, date | None]:
    """First and last day; the suites write the end of a range as the day after it."""
    if expected["type"] != "daterange":
        day = date.fromisoformat(expected["value"][:10])
        return day, day
    first = date.fromisoformat(expected["start"][:10]) if expected.get("start") else None
    end = date.fromisoformat(expected["end"][:10]) if expected.get("end") else None
    return first, end - timedelta(1) if end else None


def agrees(reading: Days, expected: dict[str, Any]) -> bool:
    """The same last day and no other first day; a week may end on Friday, a range at the day that closes it."""
    first, last = bounds(expected)
    if last is None:
        return reading.earliest == first
    ends = {last}
    if expected["type"] == "daterange":
        ends.add(last + timedelta(1))
        ends |= {last - timedelta(last.isoweekday() - 5)} if last.isoweekday() > 5 and first != last else set()
    return reading.latest in ends and (reading.earliest in (None, first) or first is None)


def outside(text: str, expected: dict[str, Any]) -> str | None:
    """The kind of phrase that no email about an order holds, told by its words alone."""
    words, start, end = expected["text"].lower().strip(), expected["char_start"], expected["char_end"]
    if "0001-01-01" in (expected.get("value"), expected.get("start")):
        return "outside: days that no calendar has"
    if re.search(r"[\w/_-]$", text[:start]) or re.match(r"[\w/_]|[.-]\w", text[end:]):
        return "outside: inside an address or a file's name"
    if _BARE_YEAR.fullmatch(words) and not _LEADS.search(text[:start]):
        return "outside: a year alone, with no word that makes it one"
    return next((f"outside: {kind}" for kind, told in _OUTSIDE.items() if told.search(words)), None)


def convention(reading: Days, expected: dict[str, Any], reference: date) -> str | None:
    """The convention of ours by which a reading differs from a suite's, or None: then it is wrong."""
    first, last = bounds(expected)
    if reading.doubt:
        return "convention: a doubt is asked"
    if any(agrees(reading, {**expected, **other}) for other in expected.get("alternatives", ())):
        return "convention: the suite's own other value"
    if last is None:
        kind = _open(reading, first) if reading.latest is None and first and reading.earliest else None
    elif reading.latest is None:
        begun = reading.earliest == first and reading.start < expected["char_start"]
        kind = "“from” a period names its beginning" if begun else None
    else:
        kind = next(
            (kind for kind, told in _KINDS.items() if told(reading, reading.latest, first or last, last, reference)),
            None,
        )
        if kind is None and expected["type"] == "daterange" and _closes(reading.latest, last + timedelta(1)):
            kind = "“to May” ends with May" if reading.earliest in (None, first) else None
        if kind is None and _of_the_moon(reading.quote) and abs((reading.latest - last).days) == 1:
            kind = "a feast of the moon, a day apart in another calendar"
    return f"convention: {kind}" if kind else None


def _of_the_moon(quote: str) -> bool:
    words = quote.lower().replace(" ", "_")
    moon = ("hindu", "islamic", "hebrew", "chinese", "buddhist")
    days = table("lexicons/holidays")["days"]
    return any(
        words.startswith(name) for rule, names in days.items() if rule.startswith(moon) for name in names.split()
    )


def _open(reading: Days, first: date) -> str | None:
    assert reading.earliest
    if re.search(r"(?i)\bafter\b", reading.quote) and reading.earliest in (
        first + timedelta(1),
        date(first.year + 1, 1, 1),
    ):
        return "“after” a day or a year begins when it is over"
    return _AS_LONG if _VAGUE.search(reading.quote) and abs((reading.earliest - first).days) <= 31 else None


def _closes(latest: date, closing: date) -> bool:
    """Whether a range that a suite closes with the first day of a month ends with that month, or its quarter or year."""
    months = (latest.year - closing.year) * 12 + latest.month - closing.month
    ends = (latest + timedelta(1)).day == 1
    return ends and closing.day == 1 and (months == 0 or (months in (2, 11) and closing.month % 3 == 1))


# kind of phrase -> whether a reading (its last day, the suite's first and last, the day of the message) differs just so
_KINDS: dict[str, Callable[[Days, date, date, date, date], bool]] = {
    "a weekday named on that weekday is the next one": lambda _, ours, first, last, reference: (
        first == last == reference and ours == reference + timedelta(7)
    ),
    "so many units from the day of the message": lambda reading, ours, first, last, _: (
        bool(_AHEAD.search(reading.quote)) and first <= ours <= last
    ),
    "a weekend begins on Saturday": lambda reading, ours, first, last, _: (
        bool(_WEEKEND.search(reading.quote)) and ours == last and reading.earliest == first + timedelta(1)
    ),
    "which week is a month's first": lambda reading, ours, _, last, __: (
        bool(_WEEK_OF.search(reading.quote)) and abs((ours - last).days) <= 9
    ),
    _AS_LONG: lambda reading, ours, first, last, _: (
        bool(_VAGUE.search(reading.quote)) and first <= ours and (reading.earliest or date.min) <= last
    ),
}
