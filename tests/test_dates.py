"""What a date phrase says, against the day the message was sent."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.bait import growth
from clarifier.request.dates import DateReading, day_month_order, find_dates
from clarifier.request.dates import calendar as cal
from clarifier.request.dates.corrected import with_corrections
from clarifier.request.dates.lexicon import lexicon
from clarifier.request.dates.then import with_counted

CASES = [
    json.loads(line) for line in (Path(__file__).parent / "cases/date_phrases.jsonl").read_text("utf-8").splitlines()
]
TUESDAY = date(2026, 11, 3)


def _limit(reason: str) -> pytest.MarkDecorator:
    """A known limit: it fails as it should until it is read."""
    return pytest.mark.xfail(strict=True, reason=reason)


def told(reading: DateReading) -> dict[str, Any]:
    """A reading as the case file writes it: what is plain is left out."""
    said: dict[str, Any] = {
        "quote": reading.quote,
        "earliest": reading.earliest and reading.earliest.isoformat(),
        "latest": reading.latest and reading.latest.isoformat(),
        "relation": reading.relation,
    }
    if reading.ambiguous:
        said["alternatives"] = [day.isoformat() for day in reading.alternatives]
    for name, plain in (("approximate", False), ("past", False), ("standing", True)):
        if getattr(reading, name) is not plain:
            said[name] = not plain
    return said


def only(text: str, reference: date = TUESDAY) -> DateReading:
    (reading,) = find_dates(text, reference)
    return reading


@pytest.mark.parametrize("case", CASES, ids=[f"{case['text']} ({case['reference']})" for case in CASES])
def test_a_phrase_is_read_as_its_case_says(case: dict[str, Any]) -> None:
    readings = find_dates(case["text"], date.fromisoformat(case["reference"]), case.get("order"))
    assert [told(reading) for reading in readings] == case["expected"]


def test_a_weekday_that_disagrees_is_a_doubt_with_a_note() -> None:
    reading = only("no later than Wednesday the 9th of September", date(2025, 8, 27))
    assert reading.latest == date(2025, 9, 9)
    assert reading.alternatives == (date(2025, 9, 10),)
    assert reading.note == "Sep 9, 2025 is a Tuesday, not a Wednesday."


def test_a_weekday_that_agrees_settles_day_and_month() -> None:
    reading = only("Tuesday 10/11/2026")
    assert (reading.latest, reading.ambiguous) == (date(2026, 11, 10), False)


def test_every_doubt_has_an_alternative_and_a_note() -> None:
    for case in CASES:
        for reading in find_dates(case["text"], date.fromisoformat(case["reference"]), case.get("order")):
            assert reading.ambiguous == bool(reading.alternatives)
            assert reading.note or not reading.ambiguous


def test_numbers_are_read_in_the_order_the_message_itself_shows() -> None:
    assert [r.latest for r in find_dates("ready 28/11/2026, else 04/12/2026", TUESDAY)] == [
        date(2026, 11, 28),
        date(2026, 12, 4),
    ]


@pytest.mark.parametrize(
    ("text", "hints", "order"),
    [
        ("by 28/11/2026 or 04/12/2026", "", "dm"),
        ("by 11/28/2026", "", "md"),
        ("by 03/04/2027", "", None),
        ("by 03/04/2027 and 13/04/2027, formerly 04/13/2027", "", None),
        ("by 03/04/2027, price in £", "", "dm"),
        ("by 03/04/2027", "T. +49 30 555 0142", "dm"),
        ("by 03/04/2027", "Norfolk, VA 23510", "md"),
        ("by 03/04/2027", "m.jones@harrow-fixings.co.uk", "dm"),
        ("the colour is fine, 03/04/2027", "", "dm"),
        ("open 24/7", "", None),
    ],
)
def test_the_order_of_day_and_month_is_told_by_habit_and_country(text: str, hints: str, order: str | None) -> None:
    assert day_month_order(text, hints) == order


def test_a_phrase_may_run_over_the_end_of_a_wrapped_line() -> None:
    text = "We would very much like to have all of these on our dock by next\nFriday if that is possible."
    assert only(text).quote == "by next\nFriday"


def test_a_short_line_ends_a_phrase() -> None:
    assert [r.quote for r in find_dates("ship Friday\n14 November is the show", TUESDAY)] == ["Friday", "14 November"]


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert find_dates("by 31 November, Feb 30 or 32/13/2026", TUESDAY) == []


def test_the_29th_of_february_waits_for_its_year() -> None:
    assert only("by Feb 29").latest == date(2028, 2, 29)


RENDERINGS = ("%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%d-%b-%Y", "%a %d %b %Y", "%A, %B %d, %Y", "%b. %d %Y")


@given(st.dates(date(1905, 1, 1), date(2195, 12, 31)), st.sampled_from(RENDERINGS), st.dates())
def test_a_written_day_reads_back(day: date, rendering: str, reference: date) -> None:
    assert only(f"by {day.strftime(rendering)}", reference).latest == day


PHRASES = (
    " ".join(words) for seconds in lexicon().phrases.values() for found in seconds.values() for words, _ in found
)
SHAPES = [
    *("12/3", "8.12.", "14th", "2026", "9999", "0", "31", "8-12", "5/1-5/7", "12/2026", "Nov14", "'26", "$5", "KW47"),
    *(",", ".", "(", ")", "-", "|", '"', "İ", "ß", "🙂", "٣", "\n", "\n\n", "\t"),
]
PIECES = st.sampled_from([*sorted({*lexicon().words, *PHRASES}), *SHAPES])
TEXTS = st.one_of(st.text(), st.lists(PIECES, max_size=12).map(" ".join), st.lists(PIECES, max_size=8).map("".join))
REFERENCES = st.one_of(st.dates(), st.sampled_from([date.min, date.max, date(9998, 12, 31), date(2, 1, 1)]))


@settings(max_examples=400, deadline=None)
@given(TEXTS, REFERENCES, st.sampled_from([None, "dm", "md"]))
def test_any_text_on_any_day_gives_quotes_in_order_and_no_error(text: str, reference: date, order: Any) -> None:
    last = 0
    for reading in find_dates(text, reference, order):
        assert text[reading.start : reading.end] == reading.quote
        assert last <= reading.start < reading.end
        assert reading.earliest or reading.latest
        assert reading.earliest is None or reading.latest is None or reading.earliest <= reading.latest
        last = reading.end


HOSTILE = [
    *(
        "1/",
        "7",
        "7 ",
        "1.",
        "1.1",
        "1/2/",
        "20261114",
        "9" * 50 + " ",
        "2026-",
        "kw",
        "K",
        "A" * 39 + "-",
        "-",
        "'",
        "(",
        "\n> ",
    ),
    *(
        "next ",
        "of ",
        "the ",
        "by ",
        "in a ",
        "do ",
        "Nov ",
        "the 14th ",
        "8-12 ",
        "Friday, ",
        "mid-next-",
        "d'",
        "half ",
    ),
    *(
        "end of the ",
        "first week of ",
        "the last two weeks of ",
        "2 weeks and ",
        "between May 5 and ",
        "moved from May 5 to ",
    ),
    *(
        "May 5 by then ",
        "two days before that ",
        "from 2014 to ",
        "weekend of ",
        "Märzwoche",
        "new year's ",
        "d'ici fin ",
    ),
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hostile_text_four_times_as_long_takes_no_more_than_about_four_times_as_long(piece: str) -> None:
    factor, seconds = growth(
        lambda text: with_counted(text, with_corrections(text, find_dates(text, TUESDAY))), piece, 8_000
    )
    assert factor < 10, seconds  # what grows with the square takes 16 times as long


@given(st.dates(date(2, 1, 1), date(9998, 1, 1)), st.integers(0, 400))
def test_working_days_are_counted_one_by_one(day: date, count: int) -> None:
    slow, left = day, count
    while left:
        slow += timedelta(1)
        left -= slow.weekday() < cal.SATURDAY
    assert cal.add_working_days(day, count) == slow


@pytest.mark.parametrize(
    ("name", "year", "day"),
    [
        ("thanksgiving", 2026, date(2026, 11, 26)),
        ("black friday", 2024, date(2024, 11, 29)),
        ("memorial day", 2027, date(2027, 5, 31)),
        ("labor day", 2025, date(2025, 9, 1)),
        ("easter monday", 2027, date(2027, 3, 29)),
        ("good friday", 2026, date(2026, 4, 3)),
        ("chinese new year", 2028, date(2028, 1, 26)),
    ],
)
def test_holidays_fall_on_their_days(name: str, year: int, day: date) -> None:
    assert only(f"{name} {year}").latest == day


def test_a_day_in_numbers_asked_for_is_the_reading_still_to_come() -> None:
    (found,) = find_dates("Please send them by 03/04/2027.", date(2027, 3, 8))
    assert found.latest == date(2027, 4, 3)


def test_a_house_number_is_no_end_of_a_range() -> None:
    (found,) = find_dates("by April 9 to 14 Lantern Street", date(2027, 3, 8))
    assert (found.quote, found.latest) == ("by April 9", date(2027, 4, 9))


def test_what_a_week_or_a_weekday_is_for_does_not_hide_it() -> None:
    for words in ("next Friday for the ball", "next week for the ball"):
        assert find_dates(f"We need it by {words}.", date(2027, 3, 8))


@pytest.mark.parametrize(
    "words",
    ["by 3 March 2019", "yesterday", "by last Friday", "before November", "two weeks ago", "over the past 3 weeks", "the previous two quarters",
     "earlier this month", "by the end of October 2026", "bis zum 2. November 2026", "ayer", "la semaine dernière"],
)  # fmt: skip
def test_a_day_before_the_message_is_told_to_be_past(words: str) -> None:
    reading = only(f"We needed the 40 brackets {words}")
    assert reading.past
    assert (reading.latest or reading.earliest or TUESDAY) < TUESDAY


@pytest.mark.parametrize(
    "words", ["by November", "by Q4", "by 2026", "by this week", "by the end of the month", "today", "by H2"]
)
def test_a_period_that_has_begun_ends_ahead_and_is_not_past(words: str) -> None:
    reading = only(f"We need the 40 brackets {words}")
    assert not reading.past
    assert (reading.latest or TUESDAY) >= TUESDAY


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Diwali 2026", date(2026, 11, 8), date(2026, 11, 8)),
        ("Eid al-Fitr 2027", date(2027, 3, 9), date(2027, 3, 9)),
        ("Ramadan 2027", date(2027, 2, 8), date(2027, 3, 9)),
        ("Hanukkah 2026", date(2026, 12, 4), date(2026, 12, 12)),
        ("Orthodox Easter 2027", date(2027, 5, 2), date(2027, 5, 2)),
        ("tax day 2028", date(2028, 4, 18), date(2028, 4, 18)),
        ("summer 2027", date(2027, 6, 21), date(2027, 9, 22)),
    ],
)
def test_feasts_and_seasons_fall_on_their_days(name: str, first: date, last: date) -> None:
    reading = only(f"closed over {name}")
    assert (reading.earliest or reading.latest, reading.latest) == (first, last)


@pytest.mark.parametrize(
    ("words", "latest"),
    [
        pytest.param("weeks 49 and 50", date(2026, 12, 11), marks=_limit("two weeks joined by 'and' could be a week and a count")),
        pytest.param("the third last day of the quarter", date(2026, 12, 29), marks=_limit("'last day of' is one word of the list")),
        pytest.param("two months from today on a Tuesday", date(2027, 1, 5), marks=_limit("a weekday does not round a sum up")),
        pytest.param("in May two thousand twenty-eight", date(2028, 5, 31), marks=_limit("years in words are not read")),
        pytest.param("Christmas in two years", date(2028, 12, 25), marks=_limit("a named day so many years on is read as two")),
    ],
)  # fmt: skip
def test_what_is_not_read_yet(words: str, latest: date) -> None:
    assert [reading.latest for reading in find_dates(words, TUESDAY)] == [latest]


@pytest.mark.parametrize(
    ("words", "latest"),
    [
        ("ten days before the show (5 December)", date(2026, 11, 25)),
        ("3 working days before the auditors come on 9 December", date(2026, 12, 4)),
        ("no later than the Wednesday before the ball, which is on the 5th of December", date(2026, 12, 2)),
        ("We open on 5 December. The Monday prior to that", date(2026, 11, 30)),
        ("The tent goes up Monday 7 December, so by the previous Friday", date(2026, 12, 4)),
        ("Christening is 6 December. Here three days before the christening please", date(2026, 12, 3)),
    ],
)
def test_a_day_is_counted_from_an_event_that_has_its_date_beside_it(words: str, latest: date) -> None:
    counted = [one for one in with_counted(words, find_dates(words, TUESDAY)) if one.role == "counted"]
    assert [one.latest for one in counted] == [latest]


@pytest.mark.parametrize(
    "words",
    ["before the end of business, Friday 6 November", "same as before, on 5 December", "We fly on 5 December; anything before that is a bonus"],
)  # fmt: skip
def test_what_names_no_event_is_counted_from_none(words: str) -> None:
    assert not [one for one in with_counted(words, find_dates(words, TUESDAY)) if one.role == "counted"]


def test_the_country_of_an_address_tells_more_than_a_spelling_and_a_legal_form() -> None:
    assert day_month_order("Gulf Dental LLC, the center opens 10/02/2026", "orders@gulfdental.ae") == "dm"
