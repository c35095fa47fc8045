"""The day a letter bears in its head."""

from datetime import datetime

import pytest

from clarifier.mail.letters import day_of_letter
from clarifier.mail.read import read


@pytest.mark.parametrize(
    "line",
    ["17 September 2026", "September 17, 2026", "Hexham, 17th September 2026", "Date: 2026-09-17", "Thursday, 17 September 2026", "Lyon, le 17 septembre 2026"],
)  # fmt: skip
def test_a_line_that_is_a_date_dates_a_letter(line: str) -> None:
    assert day_of_letter(f"Quayle & Daughters\nRope Walk\n\n{line}\n\nDear Sirs,\n\nkindly supply ...", None) == datetime(2026, 9, 17)  # fmt: skip


@pytest.mark.parametrize(
    "line",
    ["Delivery by 17 September 2026", "Your letter of 17 September 2026", "17 September 2026 is our last day", "17 September", "Order 17/9/2026-B"],
)  # fmt: skip
def test_a_line_that_says_more_dates_none(line: str) -> None:
    assert day_of_letter(f"Quayle & Daughters\n\n{line}\n\nDear Sirs,", None) is None


def test_a_header_says_it_better() -> None:
    raw = "From: Ada Quayle <ada@quayle.example>\nDate: Mon, 21 Sep 2026 09:00\nSubject: rope\n\n17 September 2026\n\nDear Sirs, 40 coils please."
    sent = read(raw.encode()).messages[0].sent
    assert sent
    assert sent.day == 21
