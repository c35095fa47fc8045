"""Whole threads, one shape a line in cases/threads.jsonl: who wrote what, when, and what is folded."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clarifier.errors import UnreadableInput
from clarifier.mail.read import read
from clarifier.mail.thread import Thread
from clarifier.settings import Settings

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases" / "threads.jsonl").read_text("utf-8").splitlines()
]
PIECES = [
    "From: a@b.com\n", "From: Joe <j@x.com>\n", "To: k@y.com\n", "Subject: hi\n", "Date: Tue, Nov 12, 2024 at 9:14 AM\n",
    "\n", "\n\n", "> ", ">> ", ">", "On Mon, Jan 5, 2026 at 9:00 AM Joe <j@x.com> wrote:\n", "-----Original Message-----\n",
    "---------- Forwarded message ---------\n", "Need 50 pcs\n", "Best regards,\n", "Joe\n", "Sent from my iPhone\n", "-- \n",
    "+1 555 555 0142\n", "<p>", "</p>", "<br>", "<div style='display:none'>x</div>", "\u200b", "\ufeff", "\x00", "\r\n", "    ",
    "reply On Mon, Jan 5, 2026 at 9:00 AM joe@x.com wrote:\n", "CAUTION: external sender\n", "This email is confidential.\n",
    "Von: X\n", "Am 13.12.2017 21:11 schrieb J <a@b.de>:\n", "2022年1月1日(金) 9:00 田中 <t@e.com>:\n", ">:\n", "<a@b.com\n", "\ud800",
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case["id"]))
def test_a_thread_of_every_shape_is_read(case: dict[str, Any]) -> None:
    thread = read(case["raw"], settings=Settings(our_domains=tuple(case.get("our_domains", ()))))
    told = [
        {
            "sender": message.sender and (message.sender.email or message.sender.name),
            "author": message.author,
            "start": message.body[: len(wanted["start"])],
            "folded": [fold.kind for fold in message.folded],
            "sent": message.sent.isoformat() if message.sent else None,
        }
        for message, wanted in zip(
            thread.messages, case["messages"] + [{"start": ""}] * len(thread.messages), strict=False
        )
    ]
    assert told == case["messages"]
    assert thread.customer_message == case["customer_message"]
    assert [message.index for message in thread.messages if message.automatic] == case.get("automatic", [])
    assert [hidden.text for hidden in thread.hidden] == case.get("hidden", [])
    spoken = "\n".join(message.spoken for message in thread.messages)
    assert all(words in spoken for words in case.get("visible", []))
    every_character_has_one_home(thread)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=25).map("".join))
def test_reading_never_loses_a_character(text: str) -> None:
    try:
        thread = read(text)
    except UnreadableInput:
        return
    every_character_has_one_home(thread)


def every_character_has_one_home(thread: Thread) -> None:
    """Header spans and origins cover the source once; bodies equal the source at their origin; folds lie in order."""
    homes = [0] * len(thread.source)
    for start, end in thread.headers:
        for place in range(start, end):
            homes[place] += 1
    for message in thread.messages:
        length = 0
        for part in message.origin:
            assert part.body_start == length
            there = thread.source[part.source_start : part.source_start + part.length]
            assert message.body[length : length + part.length] == there
            for place in range(part.source_start, part.source_start + part.length):
                homes[place] += 1
            length += part.length
        assert length == len(message.body)
        last = 0
        for fold in message.folded:
            assert last <= fold.start < fold.end <= len(message.body)
            last = fold.end
    assert set(homes) <= {1}
