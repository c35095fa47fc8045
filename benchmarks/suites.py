"""Public test suites of other projects, as JSON Lines given by their paths: how many of their cases a reader reads right.

Their words are not ours to ship. Where a suite and our conventions read a phrase in two ways, the case is not counted
as right; it is counted beside, as one that differs by convention.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.cases import rows
from benchmarks.suite_readers import Days, Number, Original, Reply

_UNSEEN = re.compile(r"[\s>*\ufeff]+")
_VAGUE = re.compile(r"(?i)\b(?:early|mid|middle|late|later|begin\w*|start|end)\b")
_MULTIPLES = {"dozen": 12, "gross": 144, "baker's dozen": 13}


class Judged(NamedTuple):
    """One row of the table: how many of how many are right, and what stands beside."""

    what: str
    right: int
    total: int
    wanted: float | None
    remark: str = ""


def forwarded(path: Path, reads: Callable[[str], Sequence[Original]]) -> Iterator[Judged]:
    """Forwards: who wrote the original, its subject where the text holds one, and its whole body."""
    counts: Counter[str] = Counter()
    for case in rows(path):
        expected = case["expected"]
        if not expected["forwarded"]:
            continue
        counts["all"] += 1
        original = next((one for one in reads(case["raw"]) if one.sender == expected["from_addr"]), None)
        if original is None:
            continue
        body, whole = _seen(original.body), _seen(expected.get("body"))
        has_body = body == whole if whole else body.startswith(_seen(expected["body_first"]))
        told = expected.get("subject") if expected.get("subject_in_body", True) else None
        has_subject = not told or _seen(original.subject) == _seen(told)
        counts["sender"] += 1
        counts["body"] += has_body
        counts["whole"] += has_body and has_subject
    remark = f"sender alone {counts['sender']}, sender and body {counts['body']}"
    yield Judged("forwards: sender, subject and whole body", counts["whole"], counts["all"], 0.98, remark)


def replies(path: Path, reads: Callable[[str], Reply]) -> Iterator[Judged]:
    """Replies: exactly the visible words; and every line of theirs is kept, whatever else is."""
    counts: Counter[str] = Counter()
    for case in rows(path):
        expected = case["expected"]
        reply = reads(case["raw"])
        visible, signed = _seen(reply.visible), _seen(reply.signed)
        wanted = [*(expected.get("visible") or "").splitlines(), *expected.get("contains", [])]
        missing = [line for line in wanted if _seen(line) not in visible]
        counts["all"] += 1
        counts["kept"] += not missing
        counts["signed"] += bool(missing) and all(_seen(line) in signed for line in missing)
        if "visible" in expected:
            counts["exact of"] += 1
            counts["exact"] += visible == _seen(expected["visible"])
    yield Judged("replies: exactly the visible words", counts["exact"], counts["exact of"], 0.85)
    remark = f"in {counts['signed']} more the only words not read are folded as a signature"
    yield Judged("replies: no content lost", counts["kept"], counts["all"], 0.99, remark)


def dates(path: Path, reads: Callable[[str, date], Sequence[Days]]) -> Iterator[Judged]:
    """Date phrases: each expected day or range is read at its place. Clock times are left out."""
    counts: Counter[str] = Counter()
    for case in rows(path):
        reference = date.fromisoformat(case["reference"][:10])
        found = reads(case["text"], reference)
        counts["silent of"] += not case["expected"]
        counts["silent"] += not case["expected"] and not found
        for expected in case["expected"]:
            if expected["type"] not in ("date", "daterange"):
                continue
            first, last = _bounds(expected)
            here = [one for one in found if one.start < expected["char_end"] and expected["char_start"] < one.end]
            when = "past" if (last or first or reference) < reference else "to come"
            right = any(_agrees(one, first, last) for one in here)
            counts[f"{when} of"] += 1
            counts[when] += right
            counts["convention"] += (
                when == "to come" and not right and any(_by_convention(one, first, last) for one in here)
            )
    remark = f"differ by convention {counts['convention']}; past days {counts['past']} of {counts['past of']}"
    yield Judged(f"{path.stem}: days to come", counts["to come"], counts["to come of"], 0.9, remark)
    if counts["silent of"]:
        yield Judged(f"{path.stem}: silent where no date is", counts["silent"], counts["silent of"], 0.98)


def quantities(path: Path, reads: Callable[[str], Sequence[Number]]) -> Iterator[Judged]:
    """Amounts: sentences whose numbers are all read, each at its place, with no number more."""
    counts: Counter[str] = Counter()
    for case in rows(path):
        found = reads(case["text"])
        faults: list[bool] = []  # whether a convention of ours explains it
        for expected in case["expected"]:
            value = expected["value"] * _MULTIPLES.get(expected["unit"] or "", 1)
            here = [one for one in found if _meets(one, expected)]
            hit = any(one.value is not None and abs(one.value - value) <= 1e-6 * max(1, abs(value)) for one in here)
            counts["found"] += hit
            counts["expected"] += 1
            if not hit:
                faults.append(any(one.why for one in here))
        if case["all_numbers_expected"]:
            extra = [one for one in found if one.value is not None]
            faults += [False for one in extra if not any(_meets(one, expected) for expected in case["expected"])]
        counts["whole"] += not faults
        counts["convention"] += bool(faults) and all(faults)
        counts["sentences"] += 1
    remark = f"numbers {counts['found']} of {counts['expected']}; differ by convention {counts['convention']}"
    yield Judged("quantities: whole sentences, nothing extra", counts["whole"], counts["sentences"], 0.85, remark)


def _seen(text: str | None) -> str:
    """The characters that carry words: white space, quote marks and bold stars left out."""
    return _UNSEEN.sub("", text or "")


def _bounds(expected: dict[str, Any]) -> tuple[date | None, date | None]:
    """First and last day; the suites write the end of a range as the day after it."""
    if expected["type"] != "daterange":
        day = date.fromisoformat(expected["value"][:10])
        return day, day
    first = date.fromisoformat(expected["start"][:10]) if expected.get("start") else None
    end = date.fromisoformat(expected["end"][:10]) if expected.get("end") else None
    return first, end - timedelta(1) if end else None


def _agrees(reading: Days, first: date | None, last: date | None) -> bool:
    """The same last day and no other first day; a week may end on Friday, a range at the day that closes it."""
    if last is None:
        return reading.earliest == first
    ends = {last, last + timedelta(1)} if first != last else {last}
    if first != last and last.isoweekday() == 7:
        ends.add(last - timedelta(2))
    return reading.latest in ends and (reading.earliest in (None, first) or first is None)


def _by_convention(reading: Days, first: date | None, last: date | None) -> bool:
    """Ours, where a suite's is another: a doubt is asked and not decided; "after the 15th" begins on the 16th; "to May"
    ends with May; "early", "late" and the beginning of a week are as long as the contract says."""
    if reading.doubt:
        return True
    if last is None or reading.latest is None:
        return first is not None and reading.earliest == first + timedelta(1)
    if _VAGUE.search(reading.quote):
        return (first or date.min) <= reading.latest and (reading.earliest or date.min) <= last
    closing = last + timedelta(1)
    return closing.day == 1 and reading.latest.replace(day=1) == closing and reading.earliest in (None, first)


def _meets(one: Number, expected: dict[str, Any]) -> bool:
    return bool(one.start < expected["char_end"] and expected["char_start"] < one.end)
