"""The answer page on a phone, in a real browser: three clicks, with and without scripts, light and dark, by keys alone."""

import re
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from answer_pages import ANY_STEP, FRIDAY, NOW, answering, asked, link
from lives import kinds, step
from pastes import HOSTILE
from playwright.sync_api import Browser, Locator, Page, expect
from web_pages import served

from clarifier.settings import Settings
from clarifier.team import ledger, people
from clarifier.team.database import Database, open_database, open_for
from clarifier.team.ledger import Entry, Submission

PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
PINS = {"part_number": "P-7731", "description": "dowel pins", "quantity": 1500, "requested": "2026-11-13"}
LONG = {"description": "W" * 90, "quantity": "1234567.125", "unit": "pallets of twenty"}
# Every text that shows, with the contrast that it has against what is behind it, as WCAG 2 defines it.
FAINT = """() => {
  const parts = (color) => { const c = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true }); c.fillStyle = color; c.fillRect(0, 0, 1, 1); return [...c.getImageData(0, 0, 1, 1).data]; };
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, n) => sum + v * [0.2126, 0.7152, 0.0722][n], 0);
  const ground = (el) => { for (; el; el = el.parentElement) { const c = parts(getComputedStyle(el).backgroundColor); if (c[3] === 255) return c; } return [255, 255, 255]; };
  const faint = [];
  for (const el of document.querySelectorAll("main *, .brand")) {
    if (!el.checkVisibility() || ![...el.childNodes].some((n) => n.nodeType === 3 && n.data.trim())) continue;
    const [a, b] = [light(parts(getComputedStyle(el).color)), light(ground(el))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 4.5) faint.push(el.outerHTML);
  }
  return faint;
}"""


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    database = open_database(tmp_path_factory.mktemp("answers"))
    yield database
    database.close()


@pytest.fixture(scope="module")
def address(house: Database) -> Iterator[str]:
    with answering(house) as where:
        yield where


@pytest.fixture(params=[{}, {"java_script_enabled": False}], ids=["scripts", "plain"])
def phone(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A planner's phone, once as it comes and once without scripts."""
    yield from opened(browser, **request.param)


@pytest.fixture
def scripted(browser: Browser) -> Iterator[Page]:
    yield from opened(browser)


def opened(browser: Browser, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**PHONE, **options)
    page = context.new_page()
    yield page
    context.close()


def steps(house: Database, entry: Entry) -> list[str]:
    return list(kinds(ledger.entry(house, entry.id, ANY_STEP)))


def choose(page: Page, name: str) -> None:
    page.locator(".choices label", has_text=name).click()


def problem(page: Page) -> Locator:
    return page.locator("#trouble")


@pytest.mark.parametrize(
    ("choice", "said"),
    [("Can’t, but…", "Priya can tell Tidewater: 200 by Fri 20 November, 300 by Fri 27 November"), ("Yes", "Priya can tell Tidewater: 500 by Fri 20 November")],
)  # fmt: skip
def test_a_planner_answers_in_three_clicks(house: Database, address: str, phone: Page, choice: str, said: str) -> None:
    entry = asked(house)
    phone.goto(f"{address}/answer/an-email")
    mail = f'<!doctype html><a href="{address}{link(house, entry)}">Can you make 500 bearing caps?</a>'
    phone.route("**/an-email", lambda route: route.fulfill(body=mail, content_type="text/html"))
    phone.reload()
    clicks = [
        phone.get_by_role("link", name="Can you make 500"),
        phone.locator(".choices label", has_text=choice),
        phone.get_by_role("button", name="Send answer"),
    ]
    for click in clicks:
        expect(click).to_be_in_viewport()  # without scrolling
        click.click()
    expect(phone.locator(".standing .outcome")).to_have_text(re.compile(rf"\s*{said}\s*".replace(" ", r"\s+")))
    assert steps(house, entry) == ["drafted", "asked", "answered"]
    assert "change" not in phone.url and phone.url.endswith(link(house, entry))


def test_each_way_to_answer_shows_its_own_fields_only(house: Database, address: str, phone: Page) -> None:
    phone.goto(address + link(house, asked(house)))
    fields = {"day": "[name='on.1']", "buffer": "[name=buffer]", "reason": "[name=reason]", "send": "[data-send]"}
    wanted = {
        None: set(),
        "Yes": {"buffer", "send"},
        "Can’t, but…": {"day", "buffer", "send"},
        "No": {"reason", "send"},
    }
    for choice, shown in wanted.items():
        if choice:
            choose(phone, choice)
        assert {name for name, field in fields.items() if phone.locator(field).first.is_visible()} == shown


def test_parts_are_added_and_taken_away(house: Database, address: str, phone: Page) -> None:
    phone.goto(address + link(house, asked(house, FRIDAY, PINS)))
    choose(phone, "Can’t, but…")
    line = phone.locator("#line-2")
    line.locator("[name='quantity.2']").first.fill("600")
    line.get_by_role("button", name="Another part").click()
    rows = phone.locator("#line-2 [data-row]")
    expect(rows).to_have_count(3)
    expect(rows.nth(2).locator("[name='quantity.2']")).to_have_value("150")
    rows.nth(1).get_by_role("button", name="Take this part away").click()
    expect(rows).to_have_count(2)
    assert [each.input_value() for each in phone.locator("[name='quantity.2']").all()] == ["600", "150"]
    phone.locator("[name='on.2']").nth(1).fill("2026-12-01")
    phone.get_by_role("button", name="Send answer").click()
    expect(phone.locator(".promised li").nth(1)).to_contain_text(
        "600 by Fri 13 November, 150 by Tue 1 December; 750 left open"
    )


def test_what_is_wrong_is_said_where_it_is_and_what_was_typed_stays(house: Database, address: str, phone: Page) -> None:
    phone.goto(address + link(house, asked(house)))
    choose(phone, "Can’t, but…")
    phone.locator("[name='quantity.1']").nth(1).fill("a few")
    phone.locator("[name='rests_other']").fill("Otto is back")
    phone.get_by_role("button", name="Send answer").click()
    expect(phone.locator("[data-row]").nth(1).locator("#trouble")).to_have_text(
        "How many? Write a number above 0 such as 200, not “a few”."
    )
    expect(phone.locator("[name='rests_other']")).to_have_value("Otto is back")
    expect(phone.locator("[name='quantity.1']").nth(1)).to_have_attribute("aria-describedby", "trouble")
    phone.locator("[name='quantity.1']").nth(1).fill("300")
    phone.get_by_role("button", name="Send answer").click()
    expect(phone.locator(".standing")).to_contain_text("rests on: Otto is back")


def test_an_answer_is_changed_with_its_reason(house: Database, address: str, phone: Page) -> None:
    entry = asked(house)
    phone.goto(address + link(house, entry))
    choose(phone, "Yes")
    phone.get_by_role("button", name="Send answer").click()
    phone.get_by_role("link", name="Change my answer").click()
    phone.get_by_role("button", name="Send answer").click()
    expect(problem(phone)).to_have_text("This changes an answer that was given: say why in a few words.")
    phone.get_by_label("Why it changes").fill("the plater moved his slot")
    phone.locator("[name='on.1']").first.fill("2026-11-23")
    phone.get_by_role("button", name="Send answer").click()
    expect(phone.locator(".standing")).to_contain_text("500 by Mon 23 November")
    expect(phone.locator(".earlier")).to_contain_text("Marcus promised")
    assert steps(house, entry) == ["drafted", "asked", "answered", "answered"]


def test_a_question_goes_back_instead(house: Database, address: str, phone: Page) -> None:
    entry = asked(house)
    phone.goto(address + link(house, entry))
    phone.get_by_text("I need to know something first").click()
    phone.get_by_label("What Priya should find out").fill("Which plating do they want?")
    phone.get_by_role("button", name="Ask Priya").click()
    expect(phone.locator(".standing")).to_contain_text("Priya has your question")
    assert steps(house, entry) == ["drafted", "asked", "asked_back"]


def test_two_quick_clicks_are_one_answer(house: Database, address: str, phone: Page) -> None:
    entry = asked(house)
    phone.goto(address + link(house, entry))
    choose(phone, "Yes")
    phone.get_by_role("button", name="Send answer").dblclick()
    expect(phone.locator(".standing .status")).to_have_text("Answered")
    assert steps(house, entry) == ["drafted", "asked", "answered"]


def test_what_happened_meanwhile_is_said_and_the_second_try_counts(house: Database, address: str, phone: Page) -> None:
    entry = asked(house)
    phone.goto(address + link(house, entry))
    choose(phone, "No")
    phone.locator("[name=reason]").fill("the furnace is down")
    ledger.take(house, entry.id, step("noted", text="they called again"), Submission(ANY_STEP, NOW, UTC))
    phone.get_by_role("button", name="Send answer").click()
    expect(problem(phone)).to_contain_text("Priya was faster: “Noted”.")
    expect(phone.locator("[name=reason]")).to_have_value("the furnace is down")
    phone.get_by_role("button", name="Send answer").click()
    expect(phone.locator(".standing")).to_contain_text("it cannot be made")


def test_hostile_words_stay_words(house: Database, address: str, phone: Page) -> None:
    hostile = " ".join(HOSTILE)
    phone.goto(
        address
        + link(house, asked(house, FRIDAY | {"description": hostile[:300]}, customer=hostile[:200], why=hostile))
    )
    choose(phone, "Can’t, but…")
    phone.locator("[name='quantity.1']").first.fill(hostile[:20])
    phone.locator("[name='rests_other']").fill(hostile)
    phone.get_by_role("button", name="Send answer").click()
    expect(problem(phone)).to_be_visible()
    expect(phone.locator("[name='rests_other']")).to_have_value(hostile)
    phone.locator("[name='quantity.1']").first.fill("5")
    phone.get_by_role("button", name="Send answer").click()
    expect(phone.locator(".standing")).to_contain_text("<img src=x onerror=window.hacked=1>")
    assert phone.locator("main img, main script").count() == 0


# With scripts it is quicker


def test_sums_and_weekdays_follow_what_one_types(house: Database, address: str, scripted: Page) -> None:
    scripted.goto(address + link(house, asked(house)))
    choose(scripted, "Can’t, but…")
    first, sums = scripted.locator("[name='quantity.1']").first, scripted.locator("[data-sum]")
    expect(sums).to_have_text("all of it")
    for typed, said in (
        ("100", "100 left open"),
        ("1,000", "800 more than asked"),
        ("199,5", "0.5 left open"),
        ("x", ""),
    ):
        first.fill(typed)
        expect(sums).to_have_text(said)
    scripted.locator("[name='on.1']").first.fill("2026-11-18")
    expect(scripted.locator("[data-weekday]").nth(0)).to_have_text("Wed 18 November")


def test_a_lost_connection_loses_nothing(house: Database, address: str, scripted: Page) -> None:
    entry = asked(house)
    scripted.goto(address + link(house, entry))
    choose(scripted, "No")
    scripted.locator("[name=reason]").fill("the furnace is down")
    scripted.route("**/answer/*", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    scripted.get_by_role("button", name="Send answer").click()
    expect(scripted.locator("[data-trouble]")).to_contain_text("There is no connection: nothing was sent.")
    expect(scripted.locator("[name=reason]")).to_have_value("the furnace is down")
    scripted.unroute("**/answer/*")
    scripted.get_by_role("button", name="Send answer").click()
    expect(scripted.locator(".standing")).to_contain_text("it cannot be made")


def test_a_refusal_is_said_above_the_form_which_stays(house: Database, address: str, scripted: Page) -> None:
    scripted.goto(address + link(house, asked(house)))
    choose(scripted, "No")
    scripted.locator("[name=reason]").evaluate("field => (field.value = 'x'.repeat(400_000))")
    scripted.get_by_role("button", name="Send answer").click()
    expect(scripted.locator("[data-trouble]")).to_have_text(
        "That is more than an answer can hold; shorten it and send it again."
    )
    expect(scripted.locator("[name=reason]")).to_have_value(re.compile("^x{400000}$"))


def test_an_answer_that_arrived_while_the_connection_broke_is_not_taken_twice(
    house: Database, address: str, scripted: Page
) -> None:
    entry = asked(house)
    scripted.goto(address + link(house, entry))
    choose(scripted, "Yes")

    def lost(route: Any) -> None:
        route.fetch(max_redirects=0)
        route.abort()

    scripted.route("**/answer/*", lost, times=1)
    scripted.get_by_role("button", name="Send answer").click()
    expect(scripted.locator("[data-trouble]")).to_be_visible()
    scripted.get_by_role("button", name="Send answer").click()
    expect(scripted.locator(".standing .status")).to_have_text("Answered")
    assert steps(house, entry) == ["drafted", "asked", "answered"]


def test_a_reload_keeps_what_was_typed_and_sending_forgets_it(house: Database, address: str, scripted: Page) -> None:
    entry = asked(house)
    scripted.goto(address + link(house, entry))
    choose(scripted, "Can’t, but…")
    scripted.locator("[name='quantity.1']").nth(1).fill("100")
    scripted.get_by_role("button", name="Another part").click()
    scripted.locator("[name='on.1']").nth(2).fill("2026-12-04")
    scripted.get_by_text("night shift").click()
    scripted.reload()
    expect(scripted.locator("#but")).to_be_checked()
    assert [each.input_value() for each in scripted.locator("[name='quantity.1']").all()] == ["200", "100", "200"]
    expect(scripted.locator("[name='on.1']").nth(2)).to_have_value("2026-12-04")
    expect(scripted.get_by_label("night shift")).to_be_checked()
    scripted.get_by_role("button", name="Send answer").click()
    expect(scripted.locator(".standing")).to_contain_text("200 by Fri 4 December")
    assert scripted.evaluate("sessionStorage.length") == 0


def test_what_is_wrong_gets_the_focus(house: Database, address: str, scripted: Page) -> None:
    scripted.goto(address + link(house, asked(house)))
    choose(scripted, "No")
    scripted.get_by_role("button", name="Send answer").click()
    expect(problem(scripted)).to_be_focused()
    expect(problem(scripted)).to_be_in_viewport()


# For everyone


def test_the_keys_alone_are_enough(house: Database, address: str, phone: Page) -> None:
    entry = asked(house)
    phone.goto(address + link(house, entry))
    press = phone.keyboard.press
    for _ in range(9):
        press("Tab")
        if phone.locator(".choices").evaluate("() => document.activeElement.name") == "choice":
            break
    press("Space")
    expect(phone.locator("#yes")).to_be_checked()
    press("ArrowRight")
    expect(phone.locator("#but")).to_be_checked()
    press("Tab")
    expect(phone.locator("[name='quantity.1']").first).to_be_focused()
    phone.keyboard.type("200")
    press("Enter")
    expect(phone.locator(".standing .status")).to_have_text("Answered")
    assert steps(house, entry) == ["drafted", "asked", "answered"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_is_readable_and_nothing_is_wider_than_the_phone(
    house: Database, address: str, browser: Browser, scheme: Any
) -> None:
    for width in (390, 320):
        context = browser.new_context(viewport={"width": width, "height": 844}, color_scheme=scheme)
        page = context.new_page()
        page.goto(address + link(house, asked(house, FRIDAY, PINS, LONG, customer="W" * 200)))
        for choice in ("Yes", "Can’t, but…", "No"):
            choose(page, choice)
            fits(page)
        page.get_by_role("button", name="Send answer").click()
        expect(problem(page)).to_be_visible()
        fits(page)
        page.locator("[name=reason]").fill("no furnace")
        page.get_by_role("button", name="Send answer").click()
        expect(page.locator(".standing")).to_be_visible()
        fits(page)
        page.goto(f"{address}/answer/nowhere")
        fits(page)
        context.close()


def fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.evaluate(FAINT) == []


def test_whatever_is_pressed_is_large_enough_for_a_thumb(house: Database, address: str, scripted: Page) -> None:
    scripted.goto(address + link(house, asked(house)))
    choose(scripted, "Can’t, but…")
    for pressed in scripted.locator(".choices label, .chip, .away, [data-send], input[type=date]").all():
        box = pressed.bounding_box()
        assert box and box["height"] >= 40 and box["width"] >= 36


def test_the_link_opens_without_signing_in_where_everybody_else_signs_in(scripted: Page, tmp_path: Path) -> None:
    settings = Settings(model_folder=tmp_path / "no-model", data_folder=tmp_path / "data")
    database = open_for(settings)
    entry = asked(database)
    people.set_password(database, "marcus", "copper kettles")
    with served(settings) as house:
        scripted.goto(house)
        expect(scripted.get_by_role("heading", name="Sign in")).to_be_visible()
        missed: list[str] = []
        scripted.on("response", lambda response: missed.append(response.url) if response.status >= 400 else None)
        scripted.goto(house + link(database, entry))
        scripted.wait_for_selector("main[data-ready]")
        choose(scripted, "No")
        scripted.locator("[name=reason]").fill("the furnace is down")
        scripted.get_by_role("button", name="Send answer").click()
        expect(scripted.locator(".standing")).to_contain_text("it cannot be made")
        assert missed == []
    assert steps(database, entry) == ["drafted", "asked", "answered"]
    database.close()
