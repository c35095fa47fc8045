"""The examples on the empty page: all listed, all dated, every weekday right."""

import re
from datetime import date
from typing import Any

import pytest

from clarifier.texts import home, table

EXAMPLES: list[dict[str, Any]] = table("examples/index")["examples"]
HEADER_DATE = re.compile(
    r"^(?:Date|Sent|Envoyé) ?: (?P<weekday>\w{3,9}),? "
    r"(?:(?P<month>[A-Z]\w+) (?P<day>\d+)|(?P<jour>\d+) (?P<mois>\w+)),? (?P<year>20\d\d)\b",
    re.M,
)
WEEKDAYS = {"Mon": 0, "Tue": 1, "Wed": 2, "Thu": 3, "Fri": 4, "jeu": 3}  # those that occur
MONTHS = {"Jan": 1, "Mar": 3, "Oct": 10, "Dec": 12, "fév": 2}


def _text(name: str) -> str:
    return (home("knowledge") / "examples" / name).read_text("utf-8")


def test_the_index_lists_each_file_once() -> None:
    listed = [example["file"] for example in EXAMPLES]
    assert sorted(listed) == sorted(path.name for path in (home("knowledge") / "examples").glob("*.txt"))
    assert len(listed) == 6


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["file"])
def test_an_example_has_a_short_title_and_one_line_of_what_it_shows(example: dict[str, Any]) -> None:
    assert 3 <= len(example["title"].split()) <= 6
    assert example["shows"].endswith(".") and len(example["shows"]) <= 90


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["file"])
def test_an_example_is_dated_in_its_header_or_in_the_index(example: dict[str, Any]) -> None:
    dated = HEADER_DATE.search(_text(example["file"])) is not None
    assert dated != ("sent" in example)
    assert type(example.get("sent", date(2027, 1, 1))) is date


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["file"])
def test_the_weekday_of_every_header_is_the_calendars(example: dict[str, Any]) -> None:
    for header in HEADER_DATE.finditer(_text(example["file"])):
        month = MONTHS[(header["month"] or header["mois"])[:3]]
        sent = date(int(header["year"]), month, int(header["day"] or header["jour"]))
        assert sent.weekday() == WEEKDAYS[header["weekday"][:3]], header[0]


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example["file"])
def test_nobody_real_can_be_reached_through_an_example(example: dict[str, Any]) -> None:
    text = _text(example["file"])
    assert all(domain.endswith(".example") for domain in re.findall(r"@([\w.-]+)", text))
    assert all(number[4:].startswith("555-01") for number in re.findall(r"\b\d{3}-\d{3}-\d{4}\b", text))
