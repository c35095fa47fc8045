"""What of a public suite of date phrases is counted apart: by the kind of phrase, and never by the case."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from benchmarks.date_suites import agrees, convention, dates, outside
from benchmarks.suite_readers import Days

TUESDAY = date(2026, 11, 3)


def phrase(text: str, words: str, **value: Any) -> dict[str, Any]:
    start = text.index(words)
    kind = "daterange" if "start" in value or "end" in value else "date"
    return {"text": words, "char_start": start, "char_end": start + len(words), "type": kind, **value}


def days(quote: str, earliest: str | None, latest: str | None, doubt: bool = False, start: int = 0) -> Days:
    first, last = (date.fromisoformat(day) if day else None for day in (earliest, latest))
    return Days(start, start + len(quote), quote, first, last, doubt)


@pytest.mark.parametrize(
    ("text", "words", "kind"),
    [
        ("popular in the 90 s", "90 s", "decades and centuries"),
        ("see report-20261105.pdf", "20261105", "inside an address or a file's name"),
        ("customer of the week", "the week", "a period without a pointer (the week, my day)"),
        ("we fought for the 2027 cup", "2027", "a year alone, with no word that makes it one"),
        ("in two thousand and five", "two thousand and five", "years written out in words"),
        ("on world cheese day", "world cheese day", "awareness days and votes"),
    ],
)
def test_what_no_order_speaks_of_is_told_by_its_words(text: str, words: str, kind: str) -> None:
    assert outside(text, phrase(text, words, value="2026-11-05")) == f"outside: {kind}"


@pytest.mark.parametrize(
    "words",
    [
        "Easter",
        "this week",
        "twenty-sixth of March",
        "Q3 2027",
        "the week after next",
        "summer 2027",
        "in 2027",
        "yesterday",
    ],
)
def test_what_an_order_may_speak_of_is_never_outside(words: str) -> None:
    text = f"please ship {words}."
    assert outside(text, phrase(text, words, value="2026-11-05")) is None


def test_a_range_ends_on_its_last_day_and_a_week_may_end_on_friday() -> None:
    week = {"type": "daterange", "start": "2026-11-09", "end": "2026-11-16"}
    assert agrees(days("next week", "2026-11-09", "2026-11-13"), week)
    assert not agrees(days("next week", "2026-11-09", "2026-11-12"), week)
    assert not agrees(days("next week", "2026-11-10", "2026-11-15"), week)


@pytest.mark.parametrize(
    ("reading", "value", "kind"),
    [
        (days("Friday 12", "2026-11-12", "2026-11-12", doubt=True), {"value": "2027-02-12"}, "a doubt is asked"),
        (
            days("Tuesday", None, "2026-11-10"),
            {"value": "2026-11-03"},
            "a weekday named on that weekday is the next one",
        ),
        (
            days("from March to May", "2027-03-01", "2027-05-31"),
            {"start": "2027-03-01", "end": "2027-05-01"},
            "“to May” ends with May",
        ),
        (
            days("next three months", None, "2027-02-03"),
            {"start": "2026-12-01", "end": "2027-03-01"},
            "so many units from the day of the message",
        ),
        (
            days("early next week", "2026-11-09", "2026-11-10"),
            {"start": "2026-11-09", "end": "2026-11-12"},
            "early, mid, late and the beginning as long as the contract says",
        ),
        (
            days("after 2027", "2028-01-01", None),
            {"start": "2027-01-01"},
            "“after” a day or a year begins when it is over",
        ),
    ],
)
def test_a_convention_is_a_reading_of_just_its_shape(reading: Days, value: dict[str, Any], kind: str) -> None:
    assert convention(reading, phrase(reading.quote, reading.quote, **value), TUESDAY) == f"convention: {kind}"


def test_a_wrong_day_is_no_convention() -> None:
    assert convention(days("May 5", None, "2027-05-06"), phrase("May 5", "May 5", value="2027-05-05"), TUESDAY) is None


def test_a_right_answer_to_what_is_outside_is_not_counted(tmp_path: Path) -> None:
    text = "ready on world cheese day or on May 5"
    case = {
        "text": text,
        "reference": "2026-11-03T00:00:00",
        "expected": [phrase(text, "world cheese day", value="2027-06-04"), phrase(text, "May 5", value="2027-05-05")],
    }
    suite = tmp_path / "suite.jsonl"
    suite.write_text(json.dumps(case))
    row = next(
        iter(
            dates(
                suite,
                lambda *_: [
                    days("world cheese day", None, "2027-06-04", start=9),
                    days("on May 5", None, "2027-05-05", start=29),
                ],
            )
        )
    )
    assert (row.right, row.total) == (1, 1)
    assert "awareness days and votes 1" in row.remark
