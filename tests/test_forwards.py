"""Pasted forwards: many mail programs in many languages, and the accidents on their way; a line a paste.

Of each the original's sender, subject, day and whole text are read, and the words above it are kept.
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from clarifier.mail.read import read

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "forwards.jsonl").read_text("utf-8").splitlines()
]
ATTRIBUTIONS = [
    line.replace("\\n", "\n")
    for line in (Path(__file__).parent / "cases" / "attributions.txt").read_text("utf-8").splitlines()
]
BODY = "24 shelves, grey.\nThe old ones stay.\n\nIn two lots?"


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_the_original_of_a_forward_is_read_whole(case: dict[str, Any]) -> None:
    messages = read(case["raw"]).messages
    original = next(
        m for m in messages if m.sender and (m.sender.email or m.sender.name) == (case["email"] or case["name"])
    )
    assert original.sender is not None
    assert (original.sender.name, original.subject or None) == (case["name"], case["subject"])
    assert [line.rstrip() for line in original.body.splitlines()] == case.get("body", BODY).splitlines()
    assert original.sent is not None
    assert original.sent.replace(tzinfo=None, second=0) == datetime(2024, 3, 12, 14, 25)
    assert case.get("note", "") in messages[0].body


@pytest.mark.parametrize("line", ATTRIBUTIONS)
def test_the_line_above_a_quotation_names_its_writer(line: str) -> None:
    quoted = "\n".join(f"> {words}".rstrip() for words in BODY.splitlines())
    answer, original = read(f"Yes please.\n\n{line}\n{quoted}").messages
    assert answer.body == "Yes please."
    assert original.sender is not None
    assert (original.sender.name, original.body) == ("Signe Holm", BODY)
    assert original.sent is None or {original.sent.month, original.sent.day} == {3, 12}


def test_a_subject_that_runs_into_the_text_takes_no_sentence() -> None:
    raw = "From: Ann <ann@x.example>\nTo: b@y.example\nSubject: what we said of the shelves for the third hall at last\nwe need 24.\n\nAnn"
    assert read(raw).messages[0].body.startswith("we need 24.")


@pytest.mark.parametrize(
    ("note", "author"),
    [
        ("For you - these are the tall ones, but double check with Signe. Pia", "customer"),
        ("Pia, please ask Signe", "customer"),
        ("The shelves again, see what Signe says. Ole", "customer"),
        ("Ordered for hall three. Signe", "ours"),
        ("Thanks, Signe", "ours"),
    ],
)
def test_a_note_that_speaks_of_the_writer_below_is_not_signed_by_them(note: str, author: str) -> None:
    header = (
        "From: Signe Holm <signe.holm@bakkebygg.example>\nSent: 12 March 2024 14:25\nTo: Pia Lund <pia@regal.example>"
    )
    assert read(f"{note}\n\n{header}\nSubject: Hylder\n\n{BODY}").messages[1].author == author
