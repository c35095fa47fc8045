"""What a text claims is read as a colleague reads it, so that no invented day or number slips through the checks of an agenda."""

from datetime import date

import pytest
from claims import days_in, days_of, numbers_in, numbers_of, requests_in, texts_of
from lives import answered, delivered, draft, entered, step, told
from season import ZONE

from clarifier.team.database import METADATA, Database


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("told 8, 15 and 22 November, delivered 26 Nov", {(11, 8), (11, 15), (11, 22), (11, 26)}),
        ("first Thu 12 November, then Fri 20 November, then 4 December 2026", {(11, 12), (11, 20), (12, 4)}),
        ("November 5, 2026 or 2026-12-01", {(11, 5), (12, 1)}),
        ("40 hook plates in May, 3 of them late", set()),
    ],
)  # fmt: skip
def test_days_are_read_in_every_way_they_are_written(text: str, days: set[tuple[int, int]]) -> None:
    assert days_in(text) == days


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("5 of 9 emergencies, told 8, 15 and 22 November 2026", {5, 9}),
        ("R-0042: 1,500 caps 44-1182-C rev D, three dates", {1500, 3}),
        ("Twelve days early; the rest came 2026-11-20.", {12}),
        ("it was 70 % (19 of 27).", {70, 19, 27}),
    ],
)  # fmt: skip
def test_numbers_are_read_in_digits_and_letters_and_days_are_none(text: str, numbers: set[int]) -> None:
    assert numbers_in(text) == numbers


def test_a_customers_name_holds_no_number_and_a_request_is_found() -> None:
    assert numbers_in("Plant 7 waits for 40", ["Plant 7"]) == {40}
    assert requests_in("R-0042 and R-0101, not R-7") == {"R-0042", "R-0101"}


def test_what_a_request_backs_is_what_its_steps_say_and_no_more(database: Database) -> None:
    with database.writing() as connection:
        METADATA.create_all(connection)
    steps = (step("asked"), answered("500@2026-11-20"), told("500@2026-11-20"), delivered("2026-11-23", "300"))
    entry = entered(database, draft(why="The line stops on the 4th."), *steps)
    days, numbers = days_of([entry], ZONE), numbers_of([entry], ZONE, date(2026, 12, 1))
    assert {(11, 20), (11, 23), (11, 22), (11, 2)} == days
    assert {500, 300, 200, 3, 1} <= numbers and not {499, 14, 60} & numbers
    assert "The line stops on the 4th." in texts_of(entry)
