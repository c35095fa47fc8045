"""The answer page without a browser: what it shows, what it takes, and what it does with values that nobody should send."""

import re
from collections.abc import Iterator
from datetime import UTC, timedelta, timezone
from html import unescape
from typing import Any

import pytest
from answer_pages import ANY_STEP, FRIDAY, NOW, alone, asked, link
from lives import MARCUS, answered, delivered, kinds, revised, step, told
from pastes import HOSTILE
from starlette.testclient import TestClient

from clarifier.errors import StoreError
from clarifier.team import ledger, people
from clarifier.team.database import Database, open_database
from clarifier.team.ledger import Entry, Submission
from clarifier.team.steps import Answered, AskedBack, Step

BUT = {"choice": "but", "quantity.1": ["200", "300"], "on.1": ["2026-11-18", "2026-11-25"], "do": "send"}


class Planner:
    """Marcus with a link: opens it, fills in its form, sends it."""

    def __init__(self, database: Database, entry: Entry) -> None:
        self.database, self.id = database, entry.id
        self.client = TestClient(alone(database), base_url="http://works.example", follow_redirects=False)
        self.path = link(database, entry)
        self.page = ""
        self.status = 0

    def opens(self, query: str = "") -> str:
        return self._seen(self.client.get(self.path + query))

    def sends(self, **fields: Any) -> str:
        """The form's hidden fields with these; what the page says then."""
        hidden = dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', self.page))
        answer = self.client.post(self.path, data=hidden | fields)
        return self._seen(self.client.get(self.path) if answer.status_code == 303 else answer)

    def _seen(self, answer: Any) -> str:
        self.status, self.page = answer.status_code, answer.text
        return words(answer.text)

    @property
    def entry(self) -> Entry:
        return ledger.entry(self.database, self.id, MARCUS)


def words(markup: str) -> str:
    """What one reads of a page."""
    plain = re.sub(r"<(script|style|title).*?</\1>|<[^>]+>", " ", markup, flags=re.S)
    return re.sub(r" (?=[,.;:?])", "", " ".join(unescape(plain).split()))


@pytest.fixture
def one(database: Database) -> Iterator[Planner]:
    yield opened(database, asked(database))


def opened(database: Database, entry: Entry) -> Planner:
    planner = Planner(database, entry)
    planner.opens()
    return planner


def meanwhile(planner: Planner, taken: Step) -> None:
    ledger.take(planner.database, planner.id, taken, Submission(ANY_STEP, NOW, UTC))


# What it shows


def test_the_page_opens_with_the_question_and_what_the_customer_said(one: Planner) -> None:
    said = one.opens()
    assert one.status == 200
    assert "Priya asks · R-0001 Can you make 500 bearing caps 44-1182-C rev D for Tidewater by Fri 20 November?" in said
    assert "Why: they run out before a rebuild starts." in said
    assert "200 first is fine with them. Whether the date can move: not known yet." in said


def test_the_page_shows_nothing_of_the_raw_email(one: Planner) -> None:
    assert "RAW EMAIL" not in one.page and "source" not in one.page


def test_several_lines_are_a_table_with_what_is_not_known_named(database: Database) -> None:
    pins = {"part_number": "P-7731", "description": "dowel pins"}
    planner = opened(database, asked(database, FRIDAY, pins, missing=["ship_to", "quantity", "made-up"]))
    said = words(planner.page)
    assert "Can you make these 2 items for Tidewater?" in said
    assert "500 bearing caps 44-1182-C rev D Fri 20 November? dowel pins P-7731 no date yet" in said
    assert "Still being asked: where to deliver, how many." in said


def test_what_was_promised_and_told_before_is_in_sight(database: Database) -> None:
    then = (answered("500@2026-11-20"), told("500@2026-11-20"), step("asked", of="marcus"))
    said = words(opened(database, asked(database, then=then)).page)
    assert "Mon 2 November: Priya promised 500 by Fri 20 November" in said
    assert "Mon 2 November: Tidewater was told 500 by Fri 20 November" in said


def test_an_older_link_says_that_it_was_asked_anew(database: Database) -> None:
    planner = opened(database, asked(database))
    meanwhile(planner, revised(FRIDAY | {"quantity": 400}))
    assert "This request is being changed: nothing to answer now, Priya will ask you anew." in planner.opens()
    meanwhile(planner, step("asked", of="marcus"))
    said = planner.opens()
    assert "This was asked anew on Wed 4 November; here is the newest." in said and "Can you make 400" in said
    assert "Priya can tell Tidewater" in planner.sends(choice="yes", do="send")


@pytest.mark.parametrize(
    ("then", "said"),
    [
        ((step("cancelled", because="they bought elsewhere"),), "Tidewater called it off: nothing to make. Because: they bought elsewhere"),
        ((step("cancelled", because="we cannot get steel", by_customer=False),), "It was called off: nothing to make."),
        ((answered("500@2026-11-20"), told("500@2026-11-20"), delivered("2026-11-20", "500")), "This request is delivered: nothing to answer any more."),
        ((answered(because="no furnace"), told(), step("closed")), "This request is closed: nothing to answer any more."),
        ((answered(because="no furnace"), told()), "Priya has told Tidewater that it cannot be made. Because: no furnace"),
        ((answered("500@2026-11-20"), told("500@2026-11-20")), "Production stands behind: 500 by Fri 20 November"),
    ],
)  # fmt: skip
def test_a_request_that_went_on_says_how_it_stands(database: Database, then: tuple[Step, ...], said: str) -> None:
    page = opened(database, asked(database, then=then)).page
    assert said in words(page) and "<form" not in page


def test_a_wrong_link_is_one_quiet_sentence_and_nothing_else(one: Planner) -> None:
    answer = one.client.get("/answer/1-2-aaaaaaaaaaaaaaaaaaaaaaaa")
    assert answer.status_code == 404
    assert words(answer.text) == "clarifier This link leads nowhere; ask the colleague who sent it for a new one."
    assert one.client.post("/answer/nowhere", data=BUT).status_code == 404


def test_whoever_left_is_refused_on_both_ways(one: Planner) -> None:
    people.deactivate(one.database, "marcus")
    assert "Marcus does not work here any more" in one.sends(**BUT) and one.status == 403
    assert "Marcus does not work here any more" in one.opens() and one.status == 403
    assert list(kinds(ledger.entry(one.database, one.id, ANY_STEP))) == ["drafted", "asked"]


def test_every_answer_is_kept_by_nobody_and_carries_the_safe_headers(one: Planner) -> None:
    for answer in (
        one.client.get(one.path),
        one.client.get("/answer/x"),
        one.client.post(one.path, data={"do": "send"}),
    ):
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert "script-src-attr 'none'" in answer.headers["content-security-policy"]
    assert "style=" not in one.page and not re.search(r"\son\w+=", one.page)


# What it takes


def test_yes_is_the_whole_answer(one: Planner) -> None:
    said = one.sends(choice="yes", buffer="0", do="send")
    assert "Priya can tell Tidewater: 500 by Fri 20 November" in said and "0 days" in said
    record = one.entry.records[-1]
    assert isinstance(record.step, Answered) and record.step.decision == "yes"
    assert (record.by, record.name, record.via, record.at) == ("marcus", "Marcus", "link", NOW)


def test_cannot_but_says_what_priya_can_tell_and_what_is_left_open(one: Planner) -> None:
    said = one.sends(
        **BUT | {"quantity.1": ["200", "250"]}, buffer="1", rests=["plater's slot"], option=["rev C today"]
    )
    assert "Priya can tell Tidewater: 200 by Wed 18 November, 250 by Wed 25 November; 50 left open" in said
    assert "named openly: 1 day · rests on: plater's slot" in said and "Another way: rev C today" in said


def test_no_says_why(one: Planner) -> None:
    assert "Say why in a few words: Priya has to explain it." in one.sends(choice="no", do="send") and one.status == 422
    said = one.sends(choice="no", reason="the furnace is down until December", do="send")
    assert "Priya can tell Tidewater that it cannot be made. Because: the furnace is down" in said


def test_a_question_goes_back_and_waits(one: Planner) -> None:
    assert "Write what you need to know first." in one.sends(do="ask", question=" ")
    said = one.sends(do="ask", question="Which plating do they want?")
    assert "Priya has your question, and asks you anew once it is answered. Which plating do they want?" in said
    assert isinstance(one.entry.records[-1].step, AskedBack)


def test_a_changed_answer_says_why_and_the_old_one_stays_in_sight(one: Planner) -> None:
    one.sends(**BUT)
    assert "Your new answer" in one.opens("?change") and 'value="2026-11-18"' in one.page
    later = BUT | {"on.1": ["2026-11-19", "2026-11-26"]}
    assert "This changes an answer that was given: say why in a few words." in one.sends(**later)
    assert one.status == 422 and 'aria-describedby="trouble"' in one.page
    said = one.sends(**later, because="the plater moved his slot")
    assert "200 by Thu 19 November, 300 by Thu 26 November" in said
    assert "Wed 4 November: Marcus promised 200 by Wed 18 November, 300 by Wed 25 November" in said


def test_the_same_form_sent_twice_is_one_answer(one: Planner) -> None:
    first, page = one.page, one.sends(**BUT)
    one.page = first
    assert one.sends(**BUT) == page and one.status == 200
    assert list(kinds(one.entry)) == ["drafted", "asked", "answered"]


def test_another_answer_from_the_same_page_is_not_taken_for_the_first(one: Planner) -> None:
    first = one.page
    one.sends(**BUT)
    one.page = first
    said = one.sends(choice="yes", do="send")
    assert "Marcus was faster: “Production answered”." in said and one.status == 409
    assert list(kinds(one.entry)) == ["drafted", "asked", "answered"]


def test_a_key_of_one_request_counts_nothing_for_another(one: Planner, database: Database) -> None:
    for planner in (one, opened(database, asked(database))):
        planner.page = re.sub(r'(name="key" value=")[^"]*', r"\1the-same-key", planner.page)
        assert "Priya can tell Tidewater" in planner.sends(**BUT)
        assert list(kinds(planner.entry)) == ["drafted", "asked", "answered"]


def test_what_somebody_did_meanwhile_is_said_and_nothing_typed_is_lost(one: Planner) -> None:
    meanwhile(one, step("noted", text="the customer called again"))
    said = one.sends(**BUT, rests_other="Otto is back", buffer="2")
    assert one.status == 409 and "Priya was faster: “Noted”." in said
    for kept in ('value="200"', 'value="2026-11-18"', 'value="Otto is back"', 'name="buffer" value="2"'):
        assert kept in one.page
    assert "Priya can tell Tidewater" in one.sends(**BUT)


def test_an_answer_to_what_was_called_off_meanwhile_is_refused_and_kept(one: Planner) -> None:
    meanwhile(one, step("cancelled", because="they bought elsewhere"))
    said = one.sends(**BUT)
    assert one.status == 409 and "What you typed is still below." in said and "Tidewater called it off" in said
    assert 'value="200"' in one.page and "data-send" not in one.page


def test_without_scripts_a_row_is_added_and_taken_away_with_all_that_was_typed(one: Planner) -> None:
    one.sends(**BUT | {"do": "add.1", "quantity.1": ["200", "100"]}, rests_other="Otto")
    assert (
        one.status == 200 and one.page.count('name="quantity.1"') == 3 and 'name="quantity.1" value="200"' in one.page
    )
    assert one.page.count('value="200"') == 2 and 'value="Otto"' in one.page  # what is left of 500 is 200, too
    one.sends(**BUT | {"do": "remove.1.0"})
    assert re.findall(r'name="quantity\.1" value="(\d*)"', one.page) == ["300"]
    for nowhere in ("add.9", "add.0", "remove.1.77", "remove.x", "add.", "add.99999"):
        one.sends(**BUT | {"do": nowhere})
        assert one.status == 200 and one.page.count('name="quantity.1"') == 2
    assert list(kinds(one.entry)) == ["drafted", "asked"]


# What nobody should send


@pytest.mark.parametrize("hostile", [" ".join(HOSTILE[:4]), " ".join(HOSTILE[4:]), "a\x00b\x07", "é" * 300])
def test_values_stay_words_wherever_they_come_from(database: Database, hostile: str) -> None:
    line = FRIDAY | {"description": hostile, "unit": hostile[:20]}
    entry = asked(database, line, customer=hostile[:200], why=hostile)
    planner = opened(database, entry)
    for fields in (
        BUT | {"quantity.1": [hostile], "rests_other": hostile, "option": [hostile]},
        {"choice": hostile, "key": hostile, "version": hostile, "do": "send"},
        BUT | {"buffer": hostile},
        {"do": hostile},
    ):
        page = planner.sends(**fields)
        assert planner.status in (409, 422) and page
        harmless(planner.page)
    planner.opens()
    planner.sends(**BUT, rests_other=hostile, option=[hostile], buffer="1")
    assert planner.status == 200 and isinstance(planner.entry.records[-1].step, Answered)
    harmless(planner.page)


def harmless(page: str) -> None:
    assert len(re.findall(r"<script", page)) == 1 and "<img" not in page
    assert not re.search(r"<[^>]*\son(error|focus)=", re.sub(r'"[^"]*"', '""', page))


def test_marks_that_turn_the_direction_of_text_turn_nothing_of_ours(database: Database) -> None:
    turned = "\u05d0\u05d1\u05d2.exe"  # Hebrew runs from right to left
    line = dict.fromkeys(("description", "unit"), turned) | {"quantity": 5}
    planner = opened(
        database,
        asked(database, line, FRIDAY, customer=turned, why=turned, then=(answered("5@2026-11-20"), step("asked"))),
    )
    markup = re.sub(
        r'"[^"]*"|<blockquote.*?</blockquote>|<(span|label) class="unseen">[^<]*', "", planner.page, flags=re.S
    )
    assert markup.count(turned) > 5
    assert [
        markup[place.start() - 60 : place.end()]
        for place in re.finditer(turned, markup)
        if "<bdi" not in markup[place.start() - 60 : place.start()]
    ] == []


def test_a_form_that_is_too_large_or_no_form_is_refused_with_a_sentence(one: Planner) -> None:
    large = one.client.post(one.path, data={"reason": "x" * 400_000})
    assert large.status_code == 413 and "shorten it" in words(large.text)
    many = one.client.post(one.path, content="&".join(f"a{n}=1" for n in range(6_000)))
    assert many.status_code == 400 and "no answer" in words(many.text)
    assert one.client.post(one.path, content=b"\xff\xfe=\xff").status_code == 400
    assert "Choose one: yes, can't but, or no." in words(one.client.post(one.path, content=b"").text)
    assert list(kinds(one.entry)) == ["drafted", "asked"]


def test_a_text_that_is_too_long_is_said_and_kept(one: Planner) -> None:
    said = one.sends(**BUT, rests_other="x" * 20_001)
    assert one.status == 422 and "Rests on is longer than 20,000 characters; shorten it." in said and "xxxx" in one.page


def test_an_answer_from_another_website_is_not_taken(one: Planner) -> None:
    foreign: tuple[dict[str, str], ...] = (
        {"origin": "https://evil.example"}, {"origin": "null"}, {"sec-fetch-site": "cross-site"}, {"sec-fetch-site": "same-site"},
    )  # fmt: skip
    for headers in foreign:
        answer = one.client.post(one.path, data=BUT, headers=headers)
        assert answer.status_code == 403 and "came from another website" in words(answer.text)
    assert list(kinds(one.entry)) == ["drafted", "asked"]
    key = re.search(r'name="key" value="([^"]+)"', one.page)
    assert key
    ours = one.client.post(
        one.path, data=BUT | {"version": "2", "key": key[1]}, headers={"origin": "http://works.example"}
    )
    assert ours.status_code == 303 and ours.headers["location"] == f"./{one.path.removeprefix('/answer/')}"


def test_a_database_that_cannot_be_used_loses_nothing_that_was_typed(tmp_path: Any) -> None:
    database = open_database(tmp_path)
    planner = opened(database, asked(database))
    broken = TestClient(alone(lambda: _broken()), base_url="http://works.example")
    assert broken.get(planner.path).status_code == 503
    answer = broken.post(planner.path, data=BUT | {"rests_other": '"Otto"'})
    assert answer.status_code == 503 and "neither read nor save" in words(answer.text) and "Send again" in answer.text
    assert "the database is away" not in answer.text  # a sentence that may name a file or a host is not a stranger's
    pairs = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', answer.text)
    assert ("rests_other", "&#34;Otto&#34;") in pairs and ("quantity.1", "300") in pairs
    assert 'action="./' in broken.post("/answer/javascript:alert(1)", data=BUT).text
    database.close()


def _broken() -> Database:
    raise StoreError("the database is away; try again in a moment.")


def test_days_are_counted_where_the_works_are(database: Database) -> None:
    planner = Planner(database, asked(database))
    evening = alone(database, NOW + timedelta(hours=10), timezone(timedelta(hours=9)))  # in Tokyo it is the 5th
    planner.client = TestClient(evening, base_url="http://works.example", follow_redirects=False)
    planner.opens()
    said = planner.sends(**BUT | {"on.1": ["2026-11-04", "2026-11-25"]})
    assert "Wed 4 November is past: choose a day from today on." in said and 'min="2026-11-05"' in planner.page
