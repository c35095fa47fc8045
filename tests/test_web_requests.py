"""The Requests tab in a real browser: from a pasted email to the delivery, two people on one request, nothing typed lost."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from lives import LENA, MARCUS, PRIYA, answered, draft, step, told
from pastes import FORWARD, HOSTILE
from playwright.sync_api import Browser, Locator, Page, Route, expect
from web_pages import served

from clarifier.settings import Settings
from clarifier.team import ledger
from clarifier.team.ledger import Entry, Submission
from clarifier.team.people import add_person
from clarifier.team.person import Person
from clarifier.team.steps import Drafted, Step
from clarifier.web.office import office

CALLS = re.compile(r"/component_server\b")
RECIPE = "the plater's slot on Tuesday"


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("requests")
    return Settings(
        model_folder=folder / "none", data_folder=folder / "data", person="Priya Rao", time_zone="Europe/Berlin"
    )


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    with served(settings) as where:
        yield where


def day(ahead: int) -> str:
    return (datetime.now(UTC) + timedelta(days=ahead)).date().isoformat()


def caps(ahead: int = 20, **more: object) -> dict[str, object]:
    return {"part_number": "44-1182-C", "description": "bearing caps", "quantity": 500, "requested": day(ahead)} | more


def entered(settings: Settings, *steps: Step, by: Person = LENA) -> Entry:
    """A request in the ledger that the page shows."""
    first, *rest = steps
    assert isinstance(first, Drafted)
    database = office(settings).database
    entry = ledger.save(database, first, Submission(by, datetime.now(UTC), settings.zone))
    for each in rest:
        entry = taken(settings, entry.number, each, by)
    return entry


def taken(settings: Settings, number: str, step: Step, by: Person) -> Entry:
    submission = Submission(by, datetime.now(UTC), settings.zone)
    return ledger.take(office(settings).database, ledger.number_of(number), step, submission)


def count(settings: Settings) -> int:
    return sum(1 for _ in ledger.entries(office(settings).database))


def opened(page: Page, address: str, where: str = "requests") -> Page:
    page.goto(f"{address}/#{where}")
    page.wait_for_selector(".requests[data-ready]", state="attached")
    return page


def entry_of(page: Page, address: str, number: str) -> Locator:
    opened(page, address, f"requests/{number}")
    expect(page.locator(".requests .entry")).to_have_attribute("data-number", number)
    return page.locator(".requests .entry")


def pasted(page: Page, address: str, text: str = FORWARD) -> Page:
    page.goto(address)
    page.wait_for_selector(".clarify[data-ready]")
    page.evaluate("text => navigator.clipboard.writeText(text)", text)
    page.locator("textarea[name=email]").focus()
    page.keyboard.press("Control+V")
    expect(page.locator(".clarify .request .outcome")).to_be_visible()
    return page


def form(page: Page, kind: str) -> Locator:
    """A step's form, opened by its button or from the menu."""
    button = page.locator(f".next .buttons > [data-open-form={kind}]")
    if not button.count():
        page.locator(".next details.menu summary").click()
        button = page.locator(f".next .choices [data-open-form={kind}]")
    button.click()
    found = page.locator(f"form[data-kind={kind}]")
    expect(found).to_be_visible()
    return found


def submit(found: Locator) -> None:
    found.locator("[type=submit]").click()


def looks(page: Page) -> None:
    """Whoever comes back to the page has it look at once whether somebody took a step."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


# The whole way


def test_an_empty_board_teaches_what_to_do_first(page: Page, address: str, settings: Settings) -> None:
    if count(settings):
        pytest.skip("another test saved something before")
    opened(page, address)
    expect(page.locator(".requests .teach .outcome")).to_contain_text("One ledger for both teams")
    page.locator(".requests [data-page=clarify]").click()
    expect(page.locator("textarea[name=email]")).to_be_visible()


def test_from_a_pasted_email_to_delivered_and_closed(page: Page, address: str, settings: Settings) -> None:
    pasted(page, address, FORWARD.replace("2027", "2083"))  # the same calendar, and still ahead
    page.locator("[data-do=save]").click()
    expect(page.locator("[data-saved]")).to_contain_text("Saved as R-")
    number = page.locator("[data-saved] [data-number]").inner_text()
    page.locator("[data-do=open-saved]").click()
    expect(page.locator(".requests .entry")).to_have_attribute("data-number", number)
    assert page.url.endswith(f"#requests/{number}")
    expect(page.locator("#entry-title")).to_contain_text("120 brackets BR-4410 rev B and 40 pins P-7731")

    ask = form(page, "asked")
    expect(ask.locator("[name=text]")).to_have_value(re.compile("Can you"))
    submit(ask)
    expect(page.locator(".requests .entry")).to_have_attribute("data-state", "asked")
    page.locator("[data-copy=answer-link]").click()
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{address}/answer/") and page.request.get(link).ok

    answer = answered("120@2083-03-19", "2:40@2083-03-24", decision="can_but", buffer_days=1, rests_on=RECIPE)
    taken(settings, number, answer, MARCUS)
    looks(page)
    expect(page.locator(".requests .promise")).to_contain_text("120 brackets BR-4410 rev B by Fri 19 March")
    expect(page.locator(".requests .promise")).to_contain_text("1 day of buffer in this date, named openly")
    expect(page.locator(".requests .promise")).to_contain_text(RECIPE)

    tell = form(page, "told")
    expect(tell.locator("[name=draft]")).to_have_value(re.compile("Hi Owen,\n\nWe will deliver 120 brackets"))
    submit(tell)
    expect(page.locator(".requests .entry")).to_have_attribute("data-state", "told")

    part = form(page, "delivered")
    expect(part.locator("[name=quantity]").first).to_have_value("120")
    part.locator("[name=quantity]").nth(1).fill("")
    submit(part)
    expect(page.locator(".entry tbody tr").first).to_contain_text("120 ·")
    expect(page.locator(".requests .history li").first).to_contain_text("Delivered")
    rest = form(page, "delivered")
    expect(rest.locator("[name=quantity]")).to_have_count(1)
    submit(rest)
    expect(page.locator(".requests .entry")).to_have_attribute("data-state", "delivered")
    submit(form(page, "closed"))
    expect(page.locator(".requests .stands")).to_have_text("This is closed.")
    page.locator(".requests .way a").click()
    page.locator(".requests .views [data-go=all]").click()
    expect(page.locator(f".requests .rows [data-go={number}]")).to_contain_text("closed")


# Saved from Clarify


def test_a_double_click_saves_once_and_a_reload_still_knows_the_number(
    page: Page, address: str, settings: Settings
) -> None:
    before = count(settings)
    pasted(page, address)
    page.locator("[data-do=save]").dblclick()
    expect(page.locator("[data-saved]")).to_contain_text("Saved as R-")
    number = page.locator("[data-saved] [data-number]").inner_text()
    assert count(settings) == before + 1
    page.reload()
    expect(page.locator("[data-saved] [data-number]")).to_have_text(number)
    expect(page.locator("[data-do=save]")).to_be_hidden()


def test_saving_that_gets_no_answer_is_sent_again_and_counts_once(page: Page, address: str, settings: Settings) -> None:
    before = count(settings)
    pasted(page, address)

    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(CALLS, lost)
    page.locator("[data-do=save]").click()
    expect(page.locator(".saving .error")).to_contain_text("No answer from clarifier")
    page.unroute(CALLS)
    page.locator("[data-do=save]").click()
    expect(page.locator("[data-saved]")).to_contain_text("Saved as R-")
    assert count(settings) == before + 1


def test_a_copied_reply_is_marked_and_the_answer_changes_the_same_request(
    page: Page, address: str, settings: Settings
) -> None:
    before = count(settings)
    pasted(page, address)
    page.locator("[data-do=copy]").click()
    page.locator("[data-do=mark-asked]").click()
    expect(page.locator(".asked-them")).to_contain_text("waits for the customer now.")
    number = page.locator("[data-saved] [data-number]").inner_text()
    page.locator("[data-do=answer]").click()
    page.locator("[name=answer]").fill("Friday the 19th is fine. Make it 130 brackets, not 120.")
    page.locator("[data-do=take-answer]").click()
    expect(page.locator("[data-saved]")).to_contain_text("Changed since it was saved as")
    page.locator("[data-do=save]").click()
    expect(page.locator("[data-saved]")).to_contain_text(f"Saved as {number}")
    assert count(settings) == before + 1
    page.locator("[data-do=open-saved]").click()
    first = page.locator(".entry tbody tr").first
    expect(first).to_contain_text("130 ·")
    expect(first.locator("s")).to_contain_text("120 ·")
    expect(page.locator(".requests .history li")).to_have_count(4)


def test_a_request_that_moved_on_is_changed_only_once_one_knows(page: Page, address: str, settings: Settings) -> None:
    pasted(page, address)
    page.locator("[data-do=save]").click()
    expect(page.locator("[data-saved]")).to_contain_text("Saved as R-")
    number = page.locator("[data-saved] [data-number]").inner_text()
    taken(settings, number, step("asked"), LENA)
    page.locator("[data-do=answer]").click()
    page.locator("[name=answer]").fill("Make it 130 brackets, not 120.")
    page.locator("[data-do=take-answer]").click()
    page.locator("[data-do=save]").click()
    expect(page.locator(".saving .error")).to_contain_text(f"{number} has moved on since: Lena, “Asked production”.")
    assert ledger.entry(office(settings).database, ledger.number_of(number), LENA).life.state == "asked"
    page.locator("[data-do=save]", has_text="Save it all the same").click()
    expect(page.locator("[data-saved]")).to_contain_text(f"Saved as {number}")
    assert ledger.entry(office(settings).database, ledger.number_of(number), LENA).life.state == "drafted"


# The board


def test_the_board_opens_a_request_and_the_address_brings_it_back(page: Page, address: str, settings: Settings) -> None:
    late = entered(
        settings, draft(caps(), customer="Overdue Ltd"), step("asked"), answered(f"500@{day(-2)}"), told(f"500@{day(-2)}")
    )  # fmt: skip
    opened(page, address)
    expect(page.locator(".requests [data-sentence]")).to_contain_text("past the date we told them")
    ticket = page.locator(f"[data-lane=told] [data-go={late.number}]")
    expect(ticket.locator(".status.missing")).to_have_text("overdue")
    ticket.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#entry-title")).to_contain_text("Overdue Ltd needs 500 bearing caps")
    page.reload()
    expect(page.locator("#entry-title")).to_contain_text("Overdue Ltd needs 500 bearing caps")
    page.go_back()
    expect(page.locator(".requests .lanes")).to_be_visible()
    page.locator(".requests [name=words]").fill("overdue caps")
    expect(page.locator(f".requests .rows [data-go={late.number}]")).to_be_visible()
    page.locator(".requests [name=words]").fill("zeppelin")
    expect(page.locator(".requests .rows")).to_contain_text("Nothing here holds all of these words.")


def test_arrow_keys_go_through_the_lanes(page: Page, address: str, settings: Settings) -> None:
    for name in ("Upper", "Lower"):
        entered(settings, draft(caps(2), customer=name), step("asked"))
    opened(page, address)
    tickets = page.locator("[data-lane=asked] .ticket")
    tickets.first.focus()
    page.keyboard.press("ArrowDown")
    expect(tickets.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(tickets.first).to_be_focused()


def test_a_request_that_is_not_there_is_one_sentence(page: Page, address: str) -> None:
    opened(page, address, "requests/R-9999")
    expect(page.locator(".requests [data-entry-trouble]")).to_have_text(
        "There is no request R-9999, or it is not for you."
    )


# Steps


def test_a_date_earlier_than_promised_asks_for_its_reason(page: Page, address: str, settings: Settings) -> None:
    entry = entered(settings, draft(caps()), step("asked"), answered(f"500@{day(20)}"))
    entry_of(page, address, entry.number)
    tell = form(page, "told")
    expect(tell.locator("[data-early]")).to_be_hidden()
    tell.locator("[name=on]").fill(day(17))
    expect(tell.locator("[data-early]")).to_contain_text("3 days earlier than production promised")
    submit(tell)
    expect(tell.locator(".error")).to_contain_text("say why the earlier one is told all the same")
    tell.locator("[name=earlier_because]").fill("their own crane comes on that day")
    submit(tell)
    expect(page.locator(".requests .history li").first).to_contain_text("their own crane")


def test_a_promise_is_told_in_two_parts_and_the_second_row_can_go_again(
    page: Page, address: str, settings: Settings
) -> None:
    entry = entered(settings, draft(caps()), step("asked"), answered(f"500@{day(20)}"))
    entry_of(page, address, entry.number)
    tell = form(page, "told")
    tell.locator("[data-add-row]").click()
    tell.locator("[name=quantity]").nth(1).fill("5")
    tell.locator("[data-drop-row]").nth(1).click()
    expect(tell.locator("[data-row]")).to_have_count(1)
    tell.locator("[name=quantity]").fill("200")
    tell.locator("[data-add-row]").click()
    tell.locator("[name=quantity]").nth(1).fill("300")
    tell.locator("[name=on]").nth(1).fill(day(25))
    submit(tell)
    expect(page.locator("[data-label=Told] li")).to_have_count(2)


def test_two_people_on_one_request_lose_nothing(page: Page, browser: Browser, address: str, settings: Settings) -> None:
    entry = entered(settings, draft(caps()), step("asked"))
    other = browser.new_context().new_page()
    for each in (page, other):
        entry_of(each, address, entry.number)
    note = form(page, "noted")
    note.locator("[name=text]").fill("They called: Thursday is the day.")
    submit_other = form(other, "emergency")
    submit(submit_other)
    expect(other.locator(".requests .entry")).to_have_attribute("data-version", "3")
    submit(note)
    expect(page.locator("form[data-kind=noted] .error")).to_contain_text("was faster: “Expedited”")
    expect(page.locator("form[data-kind=noted] [name=text]")).to_have_value("They called: Thursday is the day.")
    expect(page.locator(".needs .marks")).to_contain_text("expedited")
    submit(page.locator("form[data-kind=noted]"))
    expect(page.locator(".requests .history li").first).to_contain_text("They called: Thursday is the day.")
    looks(other)
    expect(other.locator(".requests .history li").first).to_contain_text("They called: Thursday is the day.")
    other.context.close()


def test_who_is_typing_is_told_and_not_disturbed(page: Page, address: str, settings: Settings) -> None:
    entry = entered(settings, draft(caps()), step("asked"))
    entry_of(page, address, entry.number)
    note = form(page, "noted")
    note.locator("[name=text]").fill("half a note")
    taken(settings, entry.number, answered(f"500@{day(20)}"), MARCUS)
    looks(page)
    expect(page.locator(".requests .news")).to_contain_text("Marcus: Production answered")
    expect(note.locator("[name=text]")).to_have_value("half a note")
    expect(page.locator(".requests .promise")).to_have_count(0)
    page.locator(".requests [data-show-news]").click()
    expect(page.locator(".requests .promise")).to_be_visible()
    expect(page.locator("form[data-kind=noted] [name=text]")).to_have_value("half a note")


def test_what_was_typed_for_a_step_that_is_gone_is_kept_in_sight(page: Page, address: str, settings: Settings) -> None:
    entry = entered(settings, draft(caps()), step("customer_asked"))
    entry_of(page, address, entry.number)
    form(page, "customer_answered").locator("[name=answer]").fill("400 are enough, they say.")
    taken(settings, entry.number, step("cancelled", because="they went elsewhere"), LENA)
    submit(page.locator("form[data-kind=customer_answered]"))
    expect(page.locator("[data-kept]")).to_contain_text("Lena was faster")
    expect(page.locator("[data-kept] .written")).to_have_text("400 are enough, they say.")


def test_a_half_filled_form_is_there_after_a_reload(page: Page, address: str, settings: Settings) -> None:
    entry = entered(settings, draft(caps()), step("asked"), answered(f"500@{day(20)}"))
    entry_of(page, address, entry.number)
    tell = form(page, "told")
    tell.locator("[data-add-row]").click()
    tell.locator("[name=quantity]").nth(1).fill("300")
    page.reload()
    expect(page.locator("form[data-kind=told] [name=quantity]").nth(1)).to_have_value("300")


def test_a_step_that_gets_no_answer_counts_once(page: Page, address: str, settings: Settings) -> None:
    entry = entered(settings, draft(caps()), step("asked"))
    entry_of(page, address, entry.number)
    note = form(page, "noted")
    note.locator("[name=text]").fill("called")

    def lost(route: Route) -> None:
        route.fetch()
        route.abort()

    page.route(CALLS, lost)
    submit(note)
    expect(note.locator(".error")).to_contain_text("No answer from clarifier")
    page.unroute(CALLS)
    submit(note)
    expect(page.locator(".requests .history li", has_text="called")).to_have_count(1)
    expect(page.locator(".requests .entry")).to_have_attribute("data-version", "3")


def test_the_lines_are_changed_and_the_old_day_stays_struck_through(
    page: Page, address: str, settings: Settings
) -> None:
    entry = entered(settings, draft(caps(20)))
    entry_of(page, address, entry.number)
    change = form(page, "revised")
    change.locator("[name=requested]").fill(day(25))
    change.locator("[name=because]").fill("the fair moved")
    submit(change)
    expect(page.locator("[data-label='Asked for'] s")).to_have_count(1)
    back = form(page, "undone")
    back.locator("[name=because]").fill("it did not")
    submit(back)
    expect(page.locator("[data-label='Asked for'] s")).to_have_count(0)
    expect(page.locator(".history s")).to_have_text("Changed")


# Any words, any screen


def test_hostile_words_stay_words(page: Page, address: str, settings: Settings) -> None:
    name = f"{' '.join(HOSTILE)[:150]} \u202etxet"
    entry = entered(
        settings, draft(caps(2, description=HOSTILE[0], part_number=HOSTILE[3]), customer=name, why=HOSTILE[1], ask=HOSTILE[4]),
        step("asked", text=HOSTILE[0]), step("noted", text=f"{HOSTILE[5]} {HOSTILE[3]}"),
    )  # fmt: skip
    opened(page, address)
    expect(page.locator(f"[data-go={entry.number}] b").first).to_contain_text(HOSTILE[0])
    entry_of(page, address, entry.number)
    expect(page.locator("#entry-title")).to_contain_text(HOSTILE[0])
    form(page, "noted").locator("[name=text]").fill(" ".join(HOSTILE))
    submit(page.locator("form[data-kind=noted]"))
    expect(page.locator(".requests .history li").first).to_contain_text(HOSTILE[3])
    assert page.evaluate("window.hacked === undefined && !document.querySelector('.requests img, .requests script')")


def test_a_phone_shows_it_without_scrolling_sideways(page: Page, address: str, settings: Settings) -> None:
    entry = entered(
        settings, draft(caps(description="W" * 120), customer="Very-Long-Name" * 8), step("asked"), answered(f"500@{day(20)}")
    )  # fmt: skip
    page.set_viewport_size({"width": 390, "height": 844})
    opened(page, address)
    expect(page.locator(".jump .chip").first).to_be_visible()
    page.locator("[data-jump=answered]").click()
    expect(page.locator("#lane-answered")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    entry_of(page, address, entry.number)
    for kind in ("told", "revised"):
        found = form(page, kind)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), kind
        found.locator("[data-close-form]").click()


# As a team


def test_a_rep_and_a_planner_each_see_their_own_next_step(browser: Browser, tmp_path: Path) -> None:
    own = Settings(model_folder=tmp_path / "none", data_folder=tmp_path / "data", time_zone="Europe/Berlin")
    for who in (PRIYA, MARCUS):
        add_person(office(own).database, who, f"{who.login} and a lantern")
    entry = entered(own, draft(caps()), by=PRIYA)
    with served(own) as where:
        rep, planner = (browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page() for _ in "12")
        for page, who in ((rep, PRIYA), (planner, MARCUS)):
            page.goto(f"{where}/#requests/{entry.number}")
            page.locator("[name=login]").fill(who.login)
            page.locator("[name=password]").fill(f"{who.login} and a lantern")
            page.keyboard.press("Enter")
            page.wait_for_selector(".requests[data-ready]", state="attached")
        expect(planner.locator(".requests [data-entry-trouble]")).to_contain_text("There is no request")
        ask = form(rep, "asked")
        ask.locator("[name=of]").select_option(label="Marcus")
        submit(ask)
        expect(rep.locator(".next [data-answer]")).to_have_count(0)
        expect(rep.locator("[data-copy=answer-link].main")).to_be_visible()
        planner.locator(".requests .way a").click()
        planner.locator("[name=mine]").check()
        expect(planner.locator(".requests .ticket")).to_contain_text("Priya → Marcus")
        planner.locator(".requests .ticket").click()
        expect(planner.locator(".next a.main")).to_have_text("Answer for production")
        with planner.expect_popup() as popup:
            planner.locator(".next a.main").click()
        expect(popup.value.locator("main")).to_contain_text("500")
        taken(own, entry.number, answered(f"500@{day(20)}"), MARCUS)
        for page in (rep, planner):
            looks(page)
            expect(page.locator(".requests .promise")).to_contain_text("Marcus")
        expect(rep.locator(".next > .buttons > .main")).to_have_text("Tell the customer")
        expect(planner.locator(".next > .buttons > .main")).to_have_count(0)
        planner.locator(".next details.menu summary").click()
        expect(planner.locator("[data-open-form=told]")).to_have_count(0)
        for page in (rep, planner):
            page.context.close()
    office(own).database.close()
