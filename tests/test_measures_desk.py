"""What the Measures tab shows, without a browser: the shared number, the lists that add up to it, the charts, and the pulse."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from lives import LENA, MARCUS, NINA, PRIYA, answered, delivered, draft, entered, step, told

from clarifier.errors import BadSettings, NotAllowed, PulseError
from clarifier.team import pulse
from clarifier.team.counted import names
from clarifier.team.database import Database, open_database
from clarifier.team.figures import Figure
from clarifier.team.ledger import Entry
from clarifier.team.measures import measures
from clarifier.team.people import add_person
from clarifier.team.person import Person, Role, Team
from clarifier.texts import table
from clarifier.web import measures_desk as desk
from clarifier.web import pulse_desk
from clarifier.web.counting_view import shown_months, spoken
from clarifier.web.measure_words import counted, period, place, said, value_said
from clarifier.web.office import Seat
from clarifier.web.trend_view import TALL, trend

NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
HOSTILE = "<img src=x onerror=hacked=1> ${hacked=1}"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    yield opened
    opened.close()


def seat(database: Database, person: Person = PRIYA, now: datetime = NOW) -> Seat:
    return Seat(database, person, now, UTC)


def request(
    database: Database, due: date, came: date | None, *more: Any, customer: str = "Tidewater", asked: int = 20
) -> Entry:
    """A request told for a day, come on another; asked so many days before."""
    start = datetime(due.year, due.month, due.day, 9, tzinfo=UTC) - timedelta(days=asked)
    steps = [step("asked"), answered(f"500@{due}", buffer_days=2), told(f"500@{due}"), *more]
    steps += [delivered(came.isoformat(), "500")] if came else []
    return entered(database, draft(customer=customer), *steps, start=start)


def autumn(database: Database) -> None:
    """September: 3 of 5. October: 5 of 6. November so far: 1 of 2; one is yet to come."""
    for day, came in ((7, 7), (8, 6), (9, 9), (10, 14), (11, 13)):
        request(database, date(2026, 9, day), date(2026, 9, came))
    for day, came in ((7, 7), (8, 6), (9, 9), (12, 10), (13, 12), (14, 20)):
        request(database, date(2026, 10, day), date(2026, 10, came))
    request(database, date(2026, 11, 9), date(2026, 11, 9))
    request(database, date(2026, 11, 12), None, step("emergency", cause="machine"), customer="Kolb")
    request(database, date(2026, 11, 27), None, customer="Lumen")


def text_of(markup: str) -> str:
    """What one reads of it."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def shared(markup: str) -> str:
    """The number that stands large."""
    found = re.search(r"data-headline>([^<]*)<", markup)
    assert found
    return found[1]


def listed(answer: dict[str, Any]) -> list[str]:
    """The numbers of the requests that a list shows."""
    return re.findall(r'data-number="([^"]+)"', answer["rows"])


def links(markup: str) -> set[str]:
    return set(re.findall(r'href="#measures/([^"]+)" data-place', markup))


# The shared number


def test_the_last_whole_month_speaks_and_the_one_before_stands_beside_it(store: Database) -> None:
    autumn(store)
    shown = desk.figures(seat(store))
    assert shared(shown["figures"]) == "83 %"
    assert "5 of 6 in October · ours together · 60 % in September" in text_of(shown["figures"])
    assert "Left out: 1 on their way, the day is yet to come" in text_of(shown["figures"])


def test_a_young_ledger_speaks_of_the_month_so_far_and_says_that_it_is_few(store: Database) -> None:
    request(store, date(2026, 11, 9), date(2026, 11, 9))
    request(store, date(2026, 11, 12), None)
    shown = desk.figures(seat(store))
    assert shared(shown["figures"]) == "1 of 2", "per cent of two say little"
    assert "1 of 2 in November so far · ours together few: 2" in text_of(shown["figures"])


def test_where_nothing_was_due_there_is_no_number_but_what_is_on_its_way(store: Database) -> None:
    request(store, date(2026, 11, 27), None)
    shown = text_of(desk.figures(seat(store))["figures"])
    assert "– Nothing was due yet." in shown and "1 on their way" in shown and "NaN" not in shown


def test_an_empty_ledger_teaches_and_invents_no_number(store: Database) -> None:
    shown = desk.figures(seat(store))
    assert shown["empty"] and "It fills itself from your requests." in text_of(shown["figures"])
    assert not re.search(r"\d+ (%|of)", text_of(shown["figures"])) and "<svg" not in shown["figures"]


def test_what_new_dates_would_hide_is_said(store: Database) -> None:
    autumn(store)
    assert "new dates would hide" not in text_of(desk.figures(seat(store))["figures"])
    due = "2026-10-16"
    start = datetime(2026, 9, 20, 9, tzinfo=UTC)
    entered(
        store, draft(), step("asked"), answered(f"500@{due}"), told(f"500@{due}"), answered("500@2026-10-23", because="the plater"),
        told("500@2026-10-23"), delivered("2026-10-22", "500"), start=start,
    )  # fmt: skip
    assert "In these 12 months new dates would hide 7 points;" in text_of(desk.figures(seat(store))["figures"])


def test_who_may_not_see_the_measures_is_told_so_and_sees_no_figure(store: Database) -> None:
    autumn(store)
    shown = desk.figures(seat(store, NINA))
    assert (
        shown["figures"] == "" and shown["closed"] == "The measures open with another role; the pulse is for everyone."
    )
    with pytest.raises(NotAllowed):
        desk.listing(seat(store, NINA), "told", "2026-10")


def test_no_figure_and_no_list_names_who_did_it(store: Database) -> None:
    autumn(store)
    markup = desk.figures(seat(store))["figures"] + desk.listing(seat(store), "told", "last-12")["rows"]
    assert not re.search(r"priya|lena|marcus", markup, re.I)


# The lists


def test_the_list_behind_the_number_adds_up_to_it(store: Database) -> None:
    autumn(store)
    shown = desk.listing(seat(store), "told", "2026-10")
    assert "5 kept + 1 missed = 6" in text_of(shown["head"]) and ">83 %<" in shown["head"]
    assert (shown["count"], len(listed(shown)), shown["more"]) == (6, 6, 0)
    rows = text_of(shown["rows"])
    assert "told Wed 14 October, the last came on Tue 20 October: 6 days late missed" in rows
    assert 'href="#requests/R-0011"' in shown["rows"], "the missed one stands first"
    assert listed(desk.listing(seat(store), "told", "2026-10", "no")) == ["R-0011"]
    assert len(listed(desk.listing(seat(store), "told", "2026-10", "yes"))) == 5


@pytest.mark.parametrize("measure", list(names()))
def test_every_figure_opens_a_list_that_holds_what_it_counts(store: Database, measure: str) -> None:
    autumn(store)
    found = measures(store, PRIYA, NOW.date())[measure]
    for figure in (*found.months[-4:], found.whole):  # August, which was empty, and the three that were not
        where = place(measure, figure.month, 12).removeprefix("#measures/").split("/")[1]
        shown = desk.listing(seat(store), measure, where)
        said_yes = desk.listing(seat(store), measure, where, "yes")["count"]
        if found.unit == "share":
            said_no = desk.listing(seat(store), measure, where, "no")["count"]
            assert (said_yes, said_yes + said_no) == (figure.number, figure.count)
            if figure.count:
                assert f"= {figure.count}" in text_of(shown["head"])
        else:
            assert said_yes == figure.count
        if figure.value is not None:
            assert f">{said(found.unit, figure)}<" in shown["head"]


def test_whatever_the_page_links_to_opens(store: Database) -> None:
    autumn(store)
    addresses = links(desk.figures(seat(store))["figures"])
    assert len(addresses) > 30
    for address in addresses:
        measure, written, which = (*address.split("/"), "")[:3]
        assert desk.listing(seat(store), measure, written, which)["count"] > 0, address


def test_what_is_left_out_is_a_list_of_its_own_with_its_reason(store: Database) -> None:
    autumn(store)
    shown = desk.listing(seat(store), "told", "2026-11", "not_yet_due")
    assert listed(shown) == ["R-0014"] and "which is yet to come: not counted yet left out" in text_of(shown["rows"])
    assert "Left out: on their way, the day is yet to come 1" in text_of(shown["head"])


def test_a_median_shows_which_request_lies_in_the_middle(store: Database) -> None:
    autumn(store)
    shown = desk.listing(seat(store), "padding", "2026-09")
    assert shown["rows"].count("in the middle") == 1
    middle = next(each for each in shown["rows"].split("<li>") if "in the middle" in each)
    found = measures(store, PRIYA, NOW.date())["padding"].months[-3]
    assert found.value is not None and value_said("days", found.value) in middle


def test_emergencies_are_listed_by_cause(store: Database) -> None:
    autumn(store)
    assert "1 a machine = 1" in text_of(desk.listing(seat(store), "emergencies_by_cause", "last-12")["head"])
    shown = desk.listing(seat(store), "emergencies_by_cause", "last-12", "machine")
    assert listed(shown) == ["R-0013"]


def test_a_long_list_goes_on_page_by_page_and_repeats_nothing(store: Database) -> None:
    for _ in range(desk.A_PAGE + 2):
        request(store, date(2026, 10, 7), date(2026, 10, 7))
    first = desk.listing(seat(store), "told", "2026-10")
    rest = desk.listing(seat(store), "told", "2026-10", skip=first["shown"])
    assert (first["more"], rest["more"], len(listed(rest))) == (2, 0, 2)
    assert not set(listed(first)) & set(listed(rest)) and "head" not in rest


@pytest.mark.parametrize(
    ("measure", "written", "which"),
    [
        ("nothing", "2026-10", ""), ("told", "2026-13", ""), ("told", "last-99", ""), ("told", "last-0", ""), ("told", "last-²", ""),
        ("told", "2027-10", ""), ("told", "1999-10", ""), ("told", "", ""), ("told", HOSTILE, ""), ("told", "2026-10", "nonsense"),
        (HOSTILE, "2026-10", ""),
    ],
)  # fmt: skip
def test_an_address_that_names_nothing_is_one_sentence(store: Database, measure: str, written: str, which: str) -> None:
    with pytest.raises(BadSettings, match=r"^[^\n]+\.$"):
        desk.listing(seat(store), measure, written, which)


def test_a_month_before_the_window_opens_from_its_address(store: Database) -> None:
    request(store, date(2025, 3, 7), date(2025, 3, 7))
    assert "1 kept + 0 missed = 1" in text_of(desk.listing(seat(store), "told", "2025-03")["head"])


def test_names_are_text(store: Database) -> None:
    autumn(store)
    request(store, date(2026, 10, 9), date(2026, 10, 9), customer=HOSTILE)
    shown = desk.listing(seat(store), "told", "2026-10")["rows"]
    assert "<img" not in shown and "&lt;img src=x" in shown


# The charts


def test_a_chart_says_each_month_and_links_those_that_count_anything(store: Database) -> None:
    autumn(store)
    found = measures(store, PRIYA, NOW.date())
    chart = trend(found.headline, found.months, NOW.date(), TALL)
    assert [spot.link for spot in chart.spots] == [""] * 9 + [
        f"#measures/told/2026-{month:02}" for month in (9, 10, 11)
    ]
    assert chart.spots[-1].reads == "November 2026, so far: 1 of 2, few: 2" and chart.spots[-1].is_running
    assert chart.spots[-2].reads == "October 2026: 83 %, 5 of 6"
    assert [spot.is_stop for spot in chart.spots].count(True) == 1, "a chart is one stop of the Tab key"
    assert (len(chart.runs), len(chart.running)) == (1, 1)
    assert len(chart.rows) == 12 and chart.rows[0].note == "few: 2, so far"


def test_charts_begin_with_the_first_month_that_has_anything(store: Database) -> None:
    autumn(store)
    assert shown_months(measures(store, PRIYA, NOW.date()))[0] == date(2026, 6, 1), "six months at least"
    request(store, date(2026, 2, 20), date(2026, 2, 20), asked=10)
    assert shown_months(measures(store, PRIYA, NOW.date()))[0] == date(2026, 2, 1)


@pytest.mark.parametrize("months", [1, 6, 12, 24, 60])
def test_months_that_stand_close_are_named_now_and_then_and_the_chosen_one_always(store: Database, months: int) -> None:
    autumn(store)
    found = measures(store, PRIYA, NOW.date(), months)
    for chosen in found.months[-14:]:
        spots = trend(found.headline, found.months, NOW.date(), TALL, chosen=chosen).spots
        assert 1 <= sum(bool(spot.under) for spot in spots) <= 13
        place_of = found.months.index(chosen)
        assert spots[place_of].under and not spots[place_of].is_between


@pytest.mark.parametrize(
    ("unit", "figure", "words", "of"),
    [
        ("share", Figure(None, 41 / 47, 41, 47, ""), "87 %", "41 of 47"),
        ("share", Figure(None, 999 / 1000, 999, 1000, ""), "99 %", "999 of 1,000"),
        ("share", Figure(None, 1 / 1000, 1, 1000, ""), "1 %", "1 of 1,000"),
        ("share", Figure(None, 2 / 3, 2, 3, "few: 3"), "2 of 3", "2 of 3"),
        ("share", Figure(None, None, 0, 0, "nothing yet"), "–", ""),
        ("days", Figure(None, -1.0, 9, 9, ""), "−1 day", "of 9"),
        ("days", Figure(None, 2.5, 9, 9, ""), "2.5 days", "of 9"),
        ("hours", Figure(None, 312.4, 9, 9, ""), "312 hours", "of 9"),
        ("hours", Figure(None, 1.0, 9, 9, ""), "1 hour", "of 9"),
        ("requests", Figure(None, 9, 9, 9, ""), "9", ""),
    ],
)  # fmt: skip
def test_a_figure_is_said_as_a_colleague_would(unit: str, figure: Figure, words: str, of: str) -> None:
    assert (said(unit, figure), counted(unit, figure)) == (words, of)


def test_an_address_and_the_period_it_names_belong_together() -> None:
    today = NOW.date()
    assert place("told", date(2026, 10, 1), 12, "no") == "#measures/told/2026-10/no"
    assert period("2026-10", today) == (date(2026, 10, 1), 2) and period("last-24", today) == (None, 24)


def test_the_words_of_the_page_know_every_measure(store: Database) -> None:
    shares = {each.id for each in measures(store, PRIYA, NOW.date()).all if each.unit == "share"}
    assert set(table("wording/measures_page")["verdicts"]) == shares | {"out"}
    assert spoken(measures(store, PRIYA, NOW.date()).headline, NOW.date()).count == 0


# The pulse


def person(number: int, team: Team = Team.sales, role: Role = Role.rep) -> Person:
    return Person(f"p{number}", f"Person {number}", team, role)


def asked_of(store: Database, scores: list[int], team: Team = Team.sales, gap: str = "") -> int:
    """A round that these answers close."""
    pulse_desk.open_round(seat(store, LENA), "", str(len(scores)))
    current = pulse.current_round(store)
    assert current
    for number, score in enumerate(scores):
        pulse_desk.answer(seat(store, person(number, team)), current.id, score, gap if not number else "", "")
    return current.id


def test_nobody_was_asked_yet(store: Database) -> None:
    shown = pulse_desk.show(seat(store))
    assert shown["state"] == "none" and "Ask everyone" not in shown["pulse"]
    assert "Ask everyone" in pulse_desk.show(seat(store, LENA))["pulse"]


def test_while_a_round_is_open_everyone_sees_the_count_alone(store: Database) -> None:
    for each in (PRIYA, MARCUS):
        add_person(store, each)
    opened = pulse_desk.open_round(seat(store, LENA), "", "18")
    assert opened["state"] == "asking" and len(re.findall(r'name="score"', opened["pulse"])) == 11
    after = pulse_desk.answer(seat(store), opened["round"], 3, "Ask us first.", "one key")
    assert after["state"] == "waiting"
    assert after["standing"] == "1 of 18 have answered; results when the round closes."
    for who in (PRIYA, MARCUS, LENA):
        shown = pulse_desk.show(seat(store, who))["pulse"]
        assert "Ask us first." not in shown and "<dl" not in shown


def test_an_answer_counts_once_however_often_it_is_sent(store: Database) -> None:
    opened = pulse_desk.open_round(seat(store, LENA), "", "")
    for _ in range(2):
        pulse_desk.answer(seat(store), opened["round"], 3, "", "one key")
    assert pulse_desk.show(seat(store))["standing"] == "1 has answered; results when the round closes."
    with pytest.raises(PulseError, match="You have answered this round"):
        pulse_desk.answer(seat(store), opened["round"], 4, "", "another key")


@pytest.mark.parametrize("score", [None, True, "7", 7.5])
def test_what_is_no_number_is_asked_for_again(store: Database, score: object) -> None:
    opened = pulse_desk.open_round(seat(store, LENA), "", "")
    with pytest.raises(PulseError, match="Choose a number from 0 to 10"):
        pulse_desk.answer(seat(store), opened["round"], score, "", "")


def test_a_closed_round_tells_all_at_once_and_says_what_it_changes(store: Database) -> None:
    found = asked_of(store, [8, 8, 8, 8, 5], gap="One number both of us see.")
    shown = text_of(pulse_desk.show(seat(store, MARCUS))["pulse"])
    assert "7.4 of 10 · 5 answers few answers: 5" in shown and "One number both of us see." in shown
    assert "sales 7.4 few answers: 5" in shown
    assert (
        "Where all of a group gave the same score, one of their answers is shown one point nearer the middle" in shown
    )
    assert "Make it a quick win" not in shown
    comment = pulse.results(store, found).comments[0].id
    with pytest.raises(NotAllowed):
        pulse_desk.tag(seat(store, MARCUS), found, comment, "")
    tagged = text_of(pulse_desk.tag(seat(store, LENA), found, comment, "A screen on the floor")["pulse"])
    assert "quick win A screen on the floor" in tagged
    assert "A screen on the floor" in pulse_desk.show(seat(store, NINA))["pulse"], "a learner sees the pulse too"


def test_a_round_of_few_shows_how_many_they_were_and_nothing_else(store: Database) -> None:
    asked_of(store, [2, 2, 9], gap="Hush.")
    shown = text_of(pulse_desk.show(seat(store))["pulse"])
    assert "too few answers to show: 3" in shown and "Fewer than four answers are never shown." in shown
    assert "Hush." not in shown and "How the answers lie" not in shown


def test_rounds_are_a_trend_and_each_opens(store: Database) -> None:
    first = asked_of(store, [5, 6, 7, 4])
    asked_of(store, [2, 3])
    asked_of(store, [8, 9, 7, 8])
    shown = pulse_desk.show(seat(store))["pulse"]
    assert [f"#measures/pulse/{number}" in shown for number in (1, 2, 3, 4)] == [True, True, True, False]
    assert shown.count('class="run"') == 0, "a line goes through neighbours; between these lies a round of two"
    assert "Round 2, November 2026: too few answers to show: 2" in shown
    assert "5.5" in pulse_desk.show(seat(store), first)["pulse"]
    with pytest.raises(PulseError, match="There is no round 99"):
        pulse_desk.show(seat(store), 99)


def test_only_a_manager_opens_and_closes(store: Database) -> None:
    for who in (PRIYA, MARCUS, NINA):
        with pytest.raises(NotAllowed):
            pulse_desk.open_round(seat(store, who), "", "")
    opened = pulse_desk.open_round(seat(store, LENA), "How was the move?", "")
    with pytest.raises(NotAllowed):
        pulse_desk.close_round(seat(store, MARCUS), opened["round"])
    assert "How was the move?" in opened["pulse"]
    assert pulse_desk.close_round(seat(store, LENA), opened["round"])["state"] == "closed"


@pytest.mark.parametrize("expected", ["many", "-3", "3.5", "٣", "1" * 30])
def test_how_many_will_answer_is_a_whole_number(store: Database, expected: str) -> None:
    with pytest.raises(PulseError, match="whole number"):
        pulse_desk.open_round(seat(store, LENA), "", expected)


def test_what_was_written_is_text(store: Database) -> None:
    asked_of(store, [5, 6, 7, 4], gap=HOSTILE)
    opened = pulse_desk.open_round(seat(store, LENA), HOSTILE, "")["pulse"]
    assert "<img" not in opened and opened.count("&lt;img") >= 2


def test_a_list_is_not_looked_at_beyond_what_any_database_counts(store: Database) -> None:
    request(store, date(2026, 11, 10), date(2026, 11, 9))
    for skip in (10**400, -1):
        assert desk.listing(seat(store), "told", "2026-11", skip=skip)["count"] == 1
