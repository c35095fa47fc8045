"""Text that is built to be slow: four times as long takes about four times as long, for each grammar and for the whole pipe."""

import time
from collections.abc import Callable
from datetime import date, timedelta

import pytest

from benchmarks.bait import BAIT, GRAMMARS, growth
from clarifier import clarify, read

TODAY = date(2026, 11, 3)
MOST_GROWTH = 8  # for four times the text: linear is 4, a square is 16


@pytest.mark.parametrize("grammar", GRAMMARS)
def test_a_grammar_takes_linear_time_on_every_bait(grammar: str) -> None:
    slow = {}
    for bait in BAIT[grammar]:
        factor, seconds = growth(GRAMMARS[grammar], bait)
        if factor > MOST_GROWTH:
            slow[bait] = round(factor, 1), round(seconds, 2)
    assert not slow


def test_a_long_blank_line_beside_planted_words_takes_linear_time() -> None:
    factor, _ = growth(GRAMMARS["planted"], " ", small=15_000)
    assert factor < MOST_GROWTH


def seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


def test_a_table_of_a_thousand_items_is_read_in_linear_time() -> None:
    def table(rows: int) -> str:
        days = [(TODAY + timedelta(7 + row % 60)).isoformat() for row in range(rows)]
        cells = "".join(f"AB-{1000 + row}\tC\t{10 + row}\t{day}\n" for row, day in enumerate(days))
        return f"Please send:\n\nPart\tRev\tQty\tNeeded\n{cells}"

    told = clarify(read(table(400)), today=TODAY)
    assert [line.quantity and line.quantity.value for line in told.request.lines] == list(range(10, 410))
    small, large = seconds(lambda: clarify(read(table(250)))), seconds(lambda: clarify(read(table(1000))))
    assert large < MOST_GROWTH * small


@pytest.mark.parametrize("line", ["november nov, Subject: ", "a couple of, €-", "12 AB-12 "])
def test_a_message_of_nothing_but_numbers_and_dates_is_read_up_to_a_limit_that_is_said(line: str) -> None:
    told = None

    def work() -> None:
        nonlocal told
        told = clarify(read(line * (250_000 // len(line))), today=TODAY)

    assert seconds(work) < 15  # some four seconds on a machine at rest
    assert told is not None
    assert any(one.field == "unread" and "only the first" in one.why for one in told.set_aside)


def test_of_a_thread_longer_than_any_the_oldest_messages_are_said_to_be_unread() -> None:
    order = "\n".join(f"{n} caps by Friday" for n in range(10, 900))
    mail = f"From: Joe <joe@x.example>\nSent: Monday, November 2, 2026 9:00 AM\nTo: Kim\nSubject: caps\n\n{order}\n\n"
    told = clarify(read(mail * 8), today=TODAY)
    [oldest] = [one for one in told.set_aside if "oldest messages" in one.why]
    assert oldest.quote and oldest.quote.startswith("10 caps")


def test_what_stands_below_thousands_of_messages_is_the_text_of_the_last() -> None:
    mail = "From: Joe <joe@x.example>\nSent: Monday, November 2, 2026 9:00 AM\nTo: Kim\nSubject: caps\n\nNeed 50.\n\n"
    thread = read(mail * 2_100)
    assert len(thread.messages) == 2_000
    assert thread.messages[-1].body.count("Need 50.") == 101


def test_a_row_of_numbers_names_nothing() -> None:
    told = clarify(read("We need 50 " + "7 " * 40 + "caps."), today=TODAY)
    assert all(line.description is None or "7" not in line.description.value for line in told.request.lines)
