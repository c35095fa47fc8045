"""Public test suites of other projects, as JSON Lines given by their paths: how many of their cases are read right.

Their words are not ours to ship. Where a suite and our conventions read a phrase in two ways, the case is not counted
as right; it is counted beside, as one that differs by convention.
"""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks.cases import rows
from clarifier import read
from clarifier.errors import ClarifierError
from clarifier.mail.thread import Message, Thread
from clarifier.request.dates import DateReading, find_dates
from clarifier.request.quantities import Amount, find_amounts

_UNSEEN = re.compile(r"[\s>*\ufeff]+")
_VAGUE = re.compile(r"(?i)\b(?:early|mid|middle|late|later|begin\w*|start|end)\b")
_MULTIPLES = {"dozen": 12, "gross": 144}

Row = tuple[str, int, int, str]  # what, right, all, remark


def _seen(text: str | None) -> str:
    """The characters that carry words: white space, quote marks and bold stars left out."""
    return _UNSEEN.sub("", text or "")


def forwarded(path: Path) -> Iterator[Row]:
    """Forwards: who wrote the original, and its text; and replies that are no forward."""
    counts: Counter[str] = Counter()
    for case in rows(path):
        expected = case["expected"]
        thread = _read(case["raw"])
        if not expected["forwarded"]:
            continue
        counts["all"] += 1
        inner = (
            next((m for m in thread.messages if m.sender and m.sender.email == expected["from_addr"]), None)
            if thread
            else None
        )
        if inner is None:
            continue
        body, whole = _seen(inner.body), _seen(expected.get("body"))
        counts["sender"] += 1
        counts["both"] += body == whole if whole else body.startswith(_seen(expected["body_first"]))
    yield "forwards: sender and body both right", counts["both"], counts["all"], f"sender alone {counts['sender']}"


def replies(path: Path) -> Iterator[Row]:
    """Replies: every line of the visible words is kept and not folded; and whether nothing else is."""
    counts: Counter[str] = Counter()
    for case in rows(path):
        expected = case["expected"]
        thread = _read(case["raw"])
        visible = _seen(_unfolded(thread.messages[0])) if thread else ""
        wanted = [*(expected.get("visible") or "").splitlines(), *expected.get("contains", [])]
        missing = [line for line in wanted if _seen(line) not in visible]
        counts["all"] += 1
        counts["kept"] += not missing
        counts["signed"] += bool(
            missing and thread and all(_seen(line) in _signed(thread.messages[0]) for line in missing)
        )
        if "visible" in expected:
            counts["exact of"] += 1
            counts["exact"] += visible == _seen(expected["visible"])
    remark = (
        f"in {counts['signed']} more the only words not read are folded as a signature; "
        f"exactly the visible words {counts['exact']} of {counts['exact of']}"
    )
    yield "replies: no content lost", counts["kept"], counts["all"], remark


def dates(path: Path) -> Iterator[Row]:
    """Date phrases: each expected day or range is read at its place. Clock times are left out."""
    counts: Counter[str] = Counter()
    for case in rows(path):
        reference = date.fromisoformat(case["reference"][:10])
        found = find_dates(case["text"], reference, "md")
        counts["silent of"] += not case["expected"]
        counts["silent"] += not case["expected"] and not found
        for expected in case["expected"]:
            if expected["type"] not in ("date", "daterange"):
                continue
            first, last = _bounds(expected)
            here = [r for r in found if r.start < expected["char_end"] and expected["char_start"] < r.end]
            when = "past" if (last or first or reference) < reference else "to come"
            right = any(_agrees(reading, first, last) for reading in here)
            counts[f"{when} of"] += 1
            counts[when] += right
            counts["convention"] += (
                when == "to come" and not right and any(_by_convention(reading, first, last) for reading in here)
            )
    remarks = [f"differ by convention {counts['convention']}", f"past days {counts['past']} of {counts['past of']}"]
    if counts["silent of"]:
        remarks.append(f"silent where nothing is said {counts['silent']} of {counts['silent of']}")
    yield f"{path.stem}: days to come", counts["to come"], counts["to come of"], "; ".join(remarks)


def quantities(path: Path) -> Iterator[Row]:
    """Amounts: each expected number is read at its place; sentences with all of them and no number more."""
    counts: Counter[str] = Counter()
    for case in rows(path):
        found = [(amount, _middle(amount)) for amount in find_amounts(case["text"])]
        whole = True
        for expected in case["expected"]:
            value = expected["value"] * _MULTIPLES.get(expected["unit"] or "", 1)
            hit = any(
                read is not None and abs(read - value) <= 1e-6 * max(1, abs(value)) and _meets(amount, expected)
                for amount, read in found
            )
            counts["found"] += hit
            counts["expected"] += 1
            whole &= hit
        if case["all_numbers_expected"]:
            whole &= all(
                read is None or any(_meets(amount, expected) for expected in case["expected"]) for amount, read in found
            )
        counts["whole"] += whole
        counts["sentences"] += 1
    yield (
        "quantities: numbers read", counts["found"], counts["expected"],
        f"whole sentences, nothing extra {counts['whole']} of {counts['sentences']}",
    )  # fmt: skip


def _read(raw: str) -> Thread | None:
    try:
        return read(raw)
    except ClarifierError:
        return None


def _unfolded(message: Message) -> str:
    kept, place = [], 0
    for fold in sorted(message.folded, key=lambda fold: fold.start):
        kept.append(message.body[place : fold.start])
        place = max(place, fold.end)
    return "".join([*kept, message.body[place:]])


def _signed(message: Message) -> str:
    return _seen("\n".join(message.body[f.start : f.end] for f in message.folded if f.kind == "signature"))


def _bounds(expected: dict[str, Any]) -> tuple[date | None, date | None]:
    """First and last day; the suites write the end of a range as the day after it."""
    if expected["type"] != "daterange":
        day = date.fromisoformat(expected["value"][:10])
        return day, day
    first = date.fromisoformat(expected["start"][:10]) if expected.get("start") else None
    end = date.fromisoformat(expected["end"][:10]) if expected.get("end") else None
    return first, end - timedelta(1) if end else None


def _agrees(reading: DateReading, first: date | None, last: date | None) -> bool:
    """The same last day and no other first day; a week may end on Friday, a range at the day that closes it."""
    if last is None:
        return reading.earliest == first
    ends = {last, last + timedelta(1)} if first != last else {last}
    if first != last and last.isoweekday() == 7:
        ends.add(last - timedelta(2))
    return reading.latest in ends and (reading.earliest in (None, first) or first is None)


def _by_convention(reading: DateReading, first: date | None, last: date | None) -> bool:
    """Ours, where a suite's is another: a doubt is asked and not decided; "after the 15th" begins on the 16th; "to May"
    ends with May; "early", "late" and the beginning of a week are as long as the contract says."""
    if reading.ambiguous and reading.note:
        return True
    if last is None or reading.latest is None:
        return first is not None and reading.earliest == first + timedelta(1)
    if _VAGUE.search(reading.quote):
        return (first or date.min) <= reading.latest and (reading.earliest or date.min) <= last
    closing = last + timedelta(1)
    return closing.day == 1 and reading.latest.replace(day=1) == closing and reading.earliest in (None, first)


def _middle(amount: Amount) -> float | None:
    """The number of an amount; the middle of a range, the one bound of an open one."""
    if amount.value is not None:
        return amount.value
    bounds = [bound for bound in (amount.minimum, amount.maximum) if bound is not None]
    return sum(bounds) / len(bounds) if bounds else None


def _meets(amount: Amount, expected: dict[str, Any]) -> bool:
    return bool(amount.start < expected["char_end"] and expected["char_start"] < amount.end)
