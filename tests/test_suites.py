"""What the benchmark counts of the public suites of replies: what is shown, and what is folded by convention."""

import json
from pathlib import Path

from benchmarks.suite_readers import Reply
from benchmarks.suites import replies

SIGNED = "40 goblets, please.\n\n-- \nPippa\nSent from my lute"


def judged(expected: dict[str, object], reply: Reply, tmp_path: Path) -> list[tuple[int, int]]:
    suite = tmp_path / "replies.jsonl"
    suite.write_text(json.dumps({"raw": SIGNED, "expected": expected}) + "\n")
    return [(each.right, each.total) for each in replies(suite, lambda _: reply)]


def test_a_signature_behind_its_delimiter_is_folded_by_convention(tmp_path: Path) -> None:
    folded = Reply("40 goblets, please.", SIGNED)
    assert judged({"visible": SIGNED}, folded, tmp_path)[1] == (0, 0)


def test_words_that_are_gone_count_as_lost(tmp_path: Path) -> None:
    assert judged({"contains": ["40 goblets"]}, Reply("goblets", "goblets"), tmp_path)[1] == (0, 1)


def test_words_folded_without_a_delimiter_count_as_lost(tmp_path: Path) -> None:
    assert judged({"contains": ["Pippa"]}, Reply("40 goblets, please.", SIGNED), tmp_path)[1] == (0, 1)
