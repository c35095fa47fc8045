"""What the Requests tab asks and shows, without a browser: the board, one request, its steps, and saving from Clarify."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lives import LENA, MARCUS, NINA, PRIYA, answered, delivered, draft, entered, schedule, step, told

from clarifier import add_answer, clarify, read
from clarifier.errors import BadStep, Conflict, NoRequest, NotAllowed, NotNow
from clarifier.team import ledger
from clarifier.team.database import Database, open_database
from clarifier.team.people import add_person
from clarifier.team.person import Person
from clarifier.team.steps import Step
from clarifier.web import requests_desk as desk
from clarifier.web import saving
from clarifier.web.office import Seat
from clarifier.web.saving import Saved

NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
ZONE = ZoneInfo("Europe/Berlin")
EMAIL = """From: Marcus Oyelaran <marcus@tidewater.example>
Sent: Thursday, November 12, 2026 9:14 AM
To: Dana <dana@corvey.example>
Subject: caps

Hi Dana, we need 500 bearing caps 44-1182-C rev D by November 27, 2026.
Ship to 1180 Dock St, Norfolk VA 23510.

Marcus Oyelaran
Tidewater Pump Works
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    opened = open_database(tmp_path)
    yield opened
    opened.close()


def seat(database: Database, person: Person = PRIYA, now: datetime = NOW) -> Seat:
    return Seat(database, person, now, ZONE)


def text_of(markup: str) -> str:
    """What one reads of it."""
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def step_data(portion: str) -> dict[str, Any]:
    """A can't-but of one portion, as a form sends it."""
    return {"decision": "can_but", "promise": schedule(portion)}


def forms(markup: str) -> set[str]:
    """The steps on offer."""
    return set(re.findall(r'data-open-form="(\w+)"', markup)) | ({"answered"} if "data-answer" in markup else set())


# The board


def test_an_empty_board_teaches_what_to_do_first(store: Database) -> None:
    shown = desk.board(seat(store))
    assert shown["empty"] and "Paste the first email" in shown["board"]


def test_a_board_on_which_all_is_over_is_not_taken_for_an_empty_one(store: Database) -> None:
    entered(store, draft(), step("asked"), step("cancelled", because="gone"))
    shown = desk.board(seat(store))
    assert not shown["empty"] and shown["sentence"] == "No request is open."


def test_the_first_sentence_says_what_matters_to_customers(store: Database) -> None:
    for name in ("Tidewater", "Lumen"):
        entered(store, draft(customer=name), step("asked"), answered("500@2026-11-13"), told("500@2026-11-13"))
    entered(
        store, draft(customer="Kolb"), step("asked"), answered("500@2026-11-24"), told("500@2026-11-24"),
        answered("500@2026-12-01", because="the mill is down"),
    )  # fmt: skip
    sentence = desk.board(seat(store))["sentence"]
    assert sentence == "2 customers wait past the date we told them; 1 must hear a new date."


def test_a_customer_with_two_late_requests_is_one_customer(store: Database) -> None:
    for _ in range(2):
        entered(store, draft(), step("asked"), answered("500@2026-11-13"), told("500@2026-11-13"))
    assert desk.board(seat(store))["sentence"] == "1 customer waits past the date we told them."


def test_a_quiet_day_is_said_so(store: Database) -> None:
    entered(store, draft(), step("asked"), answered("500@2026-11-30"), told("500@2026-11-30"))
    assert desk.board(seat(store))["sentence"] == "Nothing is late, and nothing is due in the next two days."


def test_the_overdue_stands_first_with_its_word(store: Database) -> None:
    entered(store, draft(customer="Later"), step("asked"), answered("500@2026-12-24"), told("500@2026-12-24"))
    entered(store, draft(customer="Late"), step("asked"), answered("500@2026-11-13"), told("500@2026-11-13"))
    shown = text_of(desk.board(seat(store))["board"])
    assert shown.index("Late R-0002") < shown.index("Later R-0001")
    assert "overdue told Fri 13 November" in shown


def test_mine_are_those_i_saved_or_am_asked_for(store: Database) -> None:
    entered(store, draft(customer="Hers"), step("asked", of="marcus"), by=PRIYA)
    entered(store, draft(customer="Others"), step("asked"), by=LENA)
    for person in (PRIYA, MARCUS):
        shown = text_of(desk.board(seat(store, person), mine=True)["board"])
        assert "Hers" in shown and "Others" not in shown
    assert "Others" in desk.board(seat(store))["board"]


def test_a_lane_says_how_many_more_there_are(store: Database) -> None:
    for _ in range(desk.A_LANE + 3):
        entered(store, draft())
    assert "3 more" in text_of(desk.board(seat(store, LENA))["board"])


def test_the_list_holds_closed_and_cancelled_ones_and_goes_on_page_by_page(store: Database) -> None:
    for number in range(desk.A_PAGE):
        entered(store, draft(customer=f"Customer {number}"), step("asked"))
    entered(store, draft(customer="Gone"), step("asked"), step("cancelled", because="they went elsewhere"))
    first = desk.listing(seat(store))
    assert (first["count"], first["shown"], first["more"]) == (desk.A_PAGE + 1, desk.A_PAGE, 1)
    assert desk.listing(seat(store), skip=first["shown"])["more"] == 0
    assert "cancelled" in text_of(desk.listing(seat(store), words="gone")["rows"])
    assert desk.listing(seat(store), state="cancelled")["count"] == 1
    assert "Nothing here holds all of these words." in desk.listing(seat(store), words="zeppelin")["rows"]


def test_a_learner_sees_no_request(store: Database) -> None:
    entered(store, draft(), step("asked"))
    with pytest.raises(NotAllowed):
        desk.board(seat(store, NINA))
    with pytest.raises(NoRequest):
        desk.entry(seat(store, NINA), "R-0001")


# One request


def test_what_was_promised_and_told_stays_in_sight_when_it_changes(store: Database) -> None:
    entered(
        store, draft(), step("asked"), answered("500@2026-11-22"), told("500@2026-11-22"),
        answered("200@2026-11-25", "300@2026-12-02", because="the plater", decision="can_but", buffer_days=1, rests_on="the plater"),
        told("200@2026-11-25", "300@2026-12-02"), delivered("2026-11-24", "200"),
    )  # fmt: skip
    shown = desk.entry(seat(store), "r-1")["entry"]
    assert "Tidewater needs 500 bearing caps 44-1182-C rev D by Sun 22 November." in shown
    assert shown.count("<s>500 · Sun 22 November</s>") == 2
    assert '<s>500 · Sun 22 November</s> <span class="note">told first: this one is measured</span>' in shown, (
        "the date told first is the yardstick"
    )
    assert "200 · Tue 24 November" in shown and "300 to come" in shown
    assert "1 day of buffer in this date, named openly" in shown


def test_times_are_those_of_the_works(store: Database) -> None:
    entered(store, draft(), start=datetime(2026, 11, 2, 23, 30, tzinfo=UTC))
    assert "Tue 3 November, 00:30" in desk.entry(seat(store, LENA), "1")["entry"]


def test_a_step_taken_back_stays_in_the_list_struck_through(store: Database) -> None:
    entered(store, draft(), step("asked"), step("undone", because="too early"))
    shown = desk.entry(seat(store, LENA), "1")["entry"]
    assert "<s>Asked production</s>" in shown and "too early" in shown and 'data-state="drafted"' in shown


@pytest.mark.parametrize(
    ("person", "steps", "main", "never"),
    [
        (PRIYA, [], "asked", {"told", "delivered", "closed", "customer_answered"}),
        (PRIYA, [step("customer_asked")], "customer_answered", {"told"}),
        (PRIYA, [step("asked")], None, {"answered", "told", "delivered"}),
        (MARCUS, [step("asked")], "answered", {"told", "cancelled", "asked"}),
        (PRIYA, [step("asked"), answered("500@2026-11-22")], "told", {"answered", "heads_up"}),
        (MARCUS, [step("asked"), answered("500@2026-11-22")], None, {"told", "asked"}),
        (PRIYA, [step("asked"), answered(), told()], "closed", {"delivered"}),
        (PRIYA, [step("asked"), answered("500@2026-11-22"), told("500@2026-11-22")], "delivered", {"customer_asked"}),
        (PRIYA, [step("asked"), answered("500@2026-11-22"), delivered("2026-11-20", "500")], "closed", {"told", "cancelled", "delivered"}),
        (PRIYA, [step("asked"), step("cancelled", because="gone")], None, {"asked", "told", "closed", "revised"}),
    ],
)  # fmt: skip
def test_only_what_is_possible_and_allowed_is_offered(
    store: Database, person: Person, steps: list[Step], main: str | None, never: set[str]
) -> None:
    entered(store, draft(), *steps, by=replace(LENA, login="priya"))
    shown = desk.entry(seat(store, person), "1")["entry"]
    button = re.search(r'class="main" (?:data-open-form="(\w+)"|href="[^"]*" (data-answer))', shown)
    found = (button[1] or "answered") if button else None
    assert found == main
    assert not forms(shown) & never


def test_every_step_on_offer_can_be_taken(store: Database) -> None:
    """What the buttons promise, the ledger keeps."""
    data: dict[str, dict[str, Any]] = {
        "asked": {"of": "", "text": "Can you?"}, "customer_asked": {"questions": "By when?"}, "heads_up": {"note": "soon"},
        "noted": {"text": "called"}, "emergency": {"cause": "machine"}, "cancelled": {"because": "gone"},
        "undone": {"because": "too early"}, "revised": {"lines": [{"description": "caps", "quantity": "400"}], "because": "fewer"},
    }  # fmt: skip
    tried = set()
    for kind in data:
        entry = entered(store, draft(), step("noted", text="as it was"), by=PRIYA)
        offered = forms(desk.entry(seat(store), entry.number)["entry"])
        if kind in offered:
            assert desk.take(seat(store), entry.number, kind, data[kind], 2, "")["version"] == 3
            tried.add(kind)
    assert tried == set(data)


def test_a_step_goes_through_once_for_its_key(store: Database) -> None:
    entry = entered(store, draft(), by=PRIYA)
    for _ in range(2):
        shown = desk.take(seat(store), entry.number, "noted", {"text": "called"}, 1, "one key")
    assert shown["version"] == 2


def test_who_comes_second_hears_who_was_faster_and_sees_the_request_as_it_is(store: Database) -> None:
    entry = entered(store, draft(), step("asked"), by=PRIYA)
    desk.take(seat(store, MARCUS), entry.number, "answered", {"decision": "no"}, 2, "")
    shown = desk.take(seat(store), entry.number, "noted", {"text": "called"}, 2, "")
    assert shown["conflict"].startswith("Marcus was faster: “Production answered”.")
    assert shown["version"] == 3 and "Production cannot make it" in shown["entry"]


def test_the_standing_says_who_took_the_last_step(store: Database) -> None:
    entered(store, draft(), step("asked"), by=PRIYA)
    assert desk.standing(seat(store), "1") == {"version": 2, "said": "Priya: Asked production"}


def test_a_date_earlier_than_promised_is_warned_of_and_needs_its_reason(store: Database) -> None:
    entry = entered(store, draft(contact="Oyelaran, M."), step("asked"), answered("500@2026-11-25"), by=LENA)
    early = [{"line": 1, "quantity": "500", "on": "2026-11-23"}]
    weighed = desk.weigh(seat(store), entry.number, early)
    assert weighed["warning"].startswith("This is 2 days earlier than production promised.")
    assert "500 bearing caps 44-1182-C rev D by Mon 23 November" in weighed["draft"]
    with pytest.raises(NotNow, match="2 days earlier"):
        desk.take(seat(store), entry.number, "told", {"told": early}, 3, "")
    kept = desk.weigh(seat(store), entry.number, [{"line": 1, "quantity": "500", "on": "2026-11-25"}])
    assert kept["warning"] == ""
    assert desk.weigh(seat(store), entry.number, [{"line": 1, "quantity": "", "on": ""}])["trouble"]


def test_a_change_keeps_what_its_form_does_not_hold(store: Database) -> None:
    first = draft(
        ask="Can you make 500?",
        ship_to="Norfolk",
        missing=["date_ambiguous", "quantity"],
        source={"schema": "of another release"},
    )
    entry = entered(store, first, by=PRIYA)
    lines = [
        {"description": "caps", "part_number": "", "revision": "", "quantity": "400", "unit": "ea", "requested": ""}
    ]
    desk.take(
        seat(store), entry.number, "revised", {"lines": lines, "missing": ["quantity"], "because": "fewer"}, 1, ""
    )
    content = ledger.entry(store, entry.id, PRIYA).life.content
    assert (content.ship_to, content.missing, content.source is not None) == ("Norfolk", ("quantity",), True)
    assert content.lines[0].requested is None and content.ask == "Can you make 400 caps for Tidewater?"  # fmt: skip


def test_the_forms_begin_with_what_is_known(store: Database) -> None:
    saving.save(clarify(read(EMAIL)), (), None, seat(store), "")
    shown = desk.entry(seat(store), "1")["entry"]
    ask = ledger.entry(store, 1, PRIYA).life.content.ask.strip()
    assert ask.splitlines()[0] in shown and "Can you" in ask, "the question as it was drafted"
    assert re.search(r'name="questions"[^>]*>[^<]+\?', shown), "the questions as they were drafted"
    desk.take(seat(store), "1", "asked", {"of": "", "text": ""}, 1, "")
    desk.take(seat(store, MARCUS), "1", "answered", step_data("300@2026-11-24"), 2, "")
    shown = desk.entry(seat(store), "1")["entry"]
    assert 'name="quantity" inputmode="decimal" size="8" value="300"' in shown and 'value="2026-11-24"' in shown
    assert "Hi Marcus,\n\nWe will deliver 300 bearing caps 44-1182-C rev D by Tue 24 November." in shown


def test_planners_are_offered_by_name(store: Database) -> None:
    add_person(store, MARCUS)
    add_person(store, PRIYA)
    entered(store, draft(), by=PRIYA)
    shown = desk.entry(seat(store), "1")["entry"]
    assert '<option value="marcus">Marcus</option>' in shown and 'value="priya"' not in shown


def test_a_number_that_is_none_and_a_step_that_is_none_are_one_sentence(store: Database) -> None:
    with pytest.raises(NoRequest, match="write it like R-0042"):
        desk.entry(seat(store), "<script>")
    entered(store, draft(), by=PRIYA)
    with pytest.raises(BadStep):
        desk.take(seat(store), "1", "exploded", {}, 1, "")
    with pytest.raises(BadStep, match="quantity must be a number"):
        desk.take(seat(store), "1", "revised", {"lines": [{"quantity": "lots"}]}, 1, "")


def test_names_and_words_are_text_and_turn_nothing_around(store: Database) -> None:
    hostile = "<img src=x onerror=hacked=1> ${hacked=1} \u202etxet"
    entered(store, draft(customer=hostile, why="<b>why</b>"), by=PRIYA)
    for markup in (
        desk.board(seat(store))["board"],
        desk.entry(seat(store), "1")["entry"],
        desk.listing(seat(store))["rows"],
    ):
        assert "<img" not in markup and "<b>why" not in markup and "&lt;img" in markup  # fmt: skip
    title = re.search(r'id="entry-title"[^>]*>([^<]*)<', desk.entry(seat(store), "1")["entry"])
    assert title and "\u202e" not in title[1]


# Saved from Clarify


def test_a_paste_is_saved_once_however_often_it_is_sent(store: Database) -> None:
    found = clarify(read(EMAIL))
    both = [saving.save(found, (), None, seat(store), "one key") for _ in range(2)]
    assert both[0] == both[1] == {"number": "R-0001", "version": 1, "state": "drafted", "word": "to ask"}
    assert desk.listing(seat(store))["count"] == 1
    assert "Hi Dana, we need" in text_of(desk.entry(seat(store), "1")["entry"]), "their own words stay in sight"


def test_an_answer_that_came_since_changes_the_same_request(store: Database) -> None:
    thread = read(EMAIL)
    first = saving.save(clarify(thread), (), None, seat(store), "first")
    waiting = saving.asked_customer(Saved("R-0001", first["version"]), ["By when?"], seat(store), "first")
    assert waiting["state"] == "waiting"
    answer = "Make it 450, and November 30 is fine."
    after = clarify(add_answer(thread, answer))
    kept = Saved("R-0001", waiting["version"])
    again = [saving.save(after, (answer,), kept, seat(store), "second") for _ in range(2)]
    assert again[0] == again[1] and again[0]["state"] == "drafted"
    found = ledger.entry(store, 1, PRIYA)
    assert [each.step.kind for each in found.records] == ["drafted", "customer_asked", "customer_answered", "revised"]
    assert str(found.life.content.lines[0].quantity) == "450"


def test_what_did_not_change_is_no_step(store: Database) -> None:
    found = clarify(read(EMAIL))
    first = saving.save(found, (), None, seat(store), "first")
    assert saving.save(found, (), Saved("R-0001", 1), seat(store), "second") == first


def test_a_request_that_moved_on_is_not_changed_without_a_word(store: Database) -> None:
    thread = read(EMAIL)
    saving.save(clarify(thread), (), None, seat(store), "first")
    desk.take(seat(store), "1", "asked", {"of": "", "text": ""}, 1, "")
    after = clarify(add_answer(thread, "Make it 450."))
    told_so = saving.save(after, ("Make it 450.",), Saved("R-0001", 1), seat(store), "second")
    assert (
        told_so["moved"].startswith("R-0001 has moved on since: Priya, “Asked production”.") and told_so["version"] == 2
    )
    anyway = saving.save(after, ("Make it 450.",), Saved("R-0001", 2), seat(store), "second")
    assert anyway["state"] == "drafted" and "moved" not in anyway


def test_who_marks_it_after_somebody_else_hears_of_it(store: Database) -> None:
    saving.save(clarify(read(EMAIL)), (), None, seat(store), "first")
    desk.take(seat(store, LENA), "1", "noted", {"text": "called"}, 1, "")
    with pytest.raises(Conflict, match="Lena was faster"):
        saving.asked_customer(Saved("R-0001", 1), ["By when?"], seat(store), "")


def test_a_learner_saves_nothing(store: Database) -> None:
    with pytest.raises(NotAllowed):
        saving.save(clarify(read(EMAIL)), (), None, seat(store, NINA, NOW + timedelta(1)), "")


@pytest.mark.parametrize(
    "data",
    [{"lines": None}, {"lines": "x"}, {"lines": [None]}, {"lines": {"a": 1}}, {"lines": [], "missing": 5}, {}],
    ids=repr,
)
def test_a_change_that_no_form_sends_is_one_sentence(data: dict[str, Any], store: Database) -> None:
    entered(store, draft())
    with pytest.raises(BadStep):
        desk.take(seat(store, LENA), "R-0001", "revised", data, 1, "")


def test_a_list_is_not_looked_at_beyond_what_any_database_counts(store: Database) -> None:
    entered(store, draft())
    assert desk.listing(seat(store, LENA), skip=10**400)["more"] == 0
