"""Public test suites of other projects, as JSON Lines given by their paths: how many of their cases a reader reads right.

Their words are not ours to ship. Suites of dates are judged in `date_suites`.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.cases import rows
from benchmarks.suite_readers import Number, Original, Reply

_UNSEEN = re.compile(r"[\s>*\ufeff]+")
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
        is_signature = bool(missing) and missing[0].strip() == "--" and all(_seen(line) in signed for line in missing)
        counts["by convention"] += is_signature  # behind RFC 3676's "-- ", which some suites show and we fold
        counts["all"] += not is_signature
        counts["kept"] += not missing
        counts["signed"] += bool(missing) and not is_signature and all(_seen(line) in signed for line in missing)
        if "visible" in expected:
            counts["exact of"] += 1
            counts["exact"] += visible == _seen(expected["visible"])
    yield Judged("replies: exactly the visible words", counts["exact"], counts["exact of"], 0.85)
    remark = (
        f"by convention {counts['by convention']} (a signature behind '-- ' is folded); "
        f"in {counts['signed']} more the only words not read are folded as a signature"
    )
    yield Judged("replies: no content lost", counts["kept"], counts["all"], 0.99, remark)


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


def _meets(one: Number, expected: dict[str, Any]) -> bool:
    return bool(one.start < expected["char_end"] and expected["char_start"] < one.end)
