"""Signing in, in a real browser: in and out, two people side by side, back to where one wanted to go, nothing lost or left behind."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from web_pages import served

from clarifier.settings import Settings
from clarifier.team import people
from clarifier.team.database import Database, open_for
from clarifier.team.learning import learners
from clarifier.team.person import person

SECRETS = {"priya": "orange lanterns", "marcus": "copper kettles"}
HOSTILE = "Dana O'Neil-${alert(1)}"
BAD = "Bettina, you need to get all 90 hinges for Larkspur out by Thursday. No discussion please."


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("door")
    return Settings(model_folder=folder / "no-model", data_folder=folder / "data")


@pytest.fixture(scope="module")
def database(settings: Settings) -> Iterator[Database]:
    opened = open_for(settings)
    people.add_person(opened, person("priya", "Priya", "sales", "rep"), SECRETS["priya"])
    people.add_person(opened, person("marcus", "Marcus Webb", "production", "planner"), SECRETS["marcus"])
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def address(settings: Settings, database: Database) -> Iterator[str]:
    assert people.can_sign_in(database)
    with served(settings) as where:
        yield where


def sign_in(page: Page, login: str, password: str = "") -> None:
    """Fills the form as a person does, and sends it with Enter."""
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(password or SECRETS[login])
    page.keyboard.press("Enter")


def signed_in(page: Page, address: str, login: str, tab: str = "") -> Page:
    page.goto(f"{address}/{tab}")
    sign_in(page, login)
    expect(page.locator(".me > .pill")).to_be_visible()
    return page


def learn(page: Page, address: str, login: str) -> Page:
    signed_in(page, address, login, "#learn")
    expect(page.locator(".learn .bars li")).to_have_count(10)
    return page


def test_whoever_opens_the_page_signs_in_and_comes_back_to_the_tab_they_wanted(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))
    page.goto(f"{address}/?from=mail#learn")
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(page.locator("[name=login]")).to_be_focused()
    assert [path for path in asked if not path.startswith(("/sign-in", "/page/s", "/?", "data:"))] == []
    sign_in(page, "priya")
    expect(page.locator(".me > .pill")).to_have_text("Priya · sales")
    expect(page.locator(".learn")).to_be_visible()
    assert page.url == f"{address}/?from=mail#learn"


def test_a_wrong_password_is_one_sentence_and_only_the_password_is_typed_again(page: Page, address: str) -> None:
    page.goto(address)
    sign_in(page, "priya", "wrong wrong")
    expect(page.get_by_role("alert")).to_have_text(
        "Login and password do not go together. Try again, or ask an admin for a new password."
    )
    expect(page.locator("[name=login]")).to_have_value("priya")
    expect(page.locator("[name=password]")).to_be_focused()
    expect(page.locator("[name=password]")).to_have_value("")
    page.keyboard.type(SECRETS["priya"])
    page.keyboard.press("Enter")
    expect(page.locator(".me > .pill")).to_be_visible()


def test_after_five_wrong_passwords_it_says_how_long_to_wait(page: Page, address: str) -> None:
    page.goto(address)
    for _ in range(6):
        sign_in(page, "somebody", "wrong wrong")
        page.wait_for_load_state()
    expect(page.get_by_role("alert")).to_have_text("Too many wrong passwords. Wait 5 minutes, then try again.")


def test_it_works_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}/nowhere?a=b")
    sign_in(page, "priya")
    page.wait_for_url(f"{address}/nowhere?a=b")
    assert any(cookie["name"] == "clarifier" and cookie["httpOnly"] for cookie in context.cookies())
    context.close()


@pytest.mark.parametrize(
    "onward", ["//evil.example/x", "https://evil.example/", "/\\evil.example", "/%09/evil.example"]
)
def test_nobody_is_led_to_another_website(page: Page, address: str, onward: str) -> None:
    page.goto(f"{address}/sign-in?next={onward}")
    sign_in(page, "priya")
    page.wait_for_selector(".clarify[data-ready]")
    assert page.url.startswith(f"{address}/")


def test_two_people_side_by_side_see_their_own_names_and_progress(
    browser: Browser, address: str, database: Database
) -> None:
    desks = {login: learn(browser.new_context().new_page(), address, login) for login in SECRETS}
    expect(desks["priya"].locator(".me > .pill")).to_have_text("Priya · sales")
    expect(desks["marcus"].locator(".me > .pill")).to_have_text("Marcus Webb · production")
    for desk in desks.values():
        expect(desk.locator(".learn .who")).to_be_hidden()  # nobody learns under another name
    priya = desks["priya"]
    priya.evaluate("document.querySelector('[name=learner]').value = 'marcus'")  # whatever the browser says
    priya.locator(".learn nav [data-pane=practise]").click()
    priya.locator("[data-scene]").first.click()
    priya.locator("[name=attempt]").fill(BAD)
    priya.locator("[name=attempt]").press("Control+Enter")
    expect(priya.locator(".learn .bars")).to_contain_text("practise it")
    assert learners(database) == ["priya"]
    desks["marcus"].reload()
    expect(desks["marcus"].locator(".learn .bars li")).to_have_count(10)
    expect(desks["marcus"].locator(".learn .bars")).not_to_contain_text("practise it")
    for desk in desks.values():
        desk.context.close()


def test_signing_out_takes_two_clicks_and_going_back_shows_nothing(page: Page, address: str) -> None:
    signed_in(page, address, "priya")
    page.locator(".me summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert [cookie["name"] for cookie in page.context.cookies()] == ["clarifier-last"]


def test_a_session_that_has_ended_says_so_and_what_was_typed_is_there_after_signing_in(
    page: Page, address: str
) -> None:
    signed_in(page, address, "priya", "#reframe")
    page.wait_for_selector(".reframe[data-ready]")
    page.context.clear_cookies(name="clarifier")
    page.locator("#reframe textarea").first.fill(BAD)
    expect(page.locator(".signed-out")).to_contain_text("You are signed out; what you typed is kept.")
    page.get_by_role("link", name="Sign in again").click()
    sign_in(page, "priya")
    expect(page.locator("#reframe textarea").first).to_have_value(BAD)
    expect(page.locator(".signed-out")).to_be_hidden()


def test_what_one_person_typed_is_gone_when_another_signs_in_at_the_same_browser(page: Page, address: str) -> None:
    signed_in(page, address, "priya", "#reframe")
    page.wait_for_selector(".reframe[data-ready]")
    page.locator("#reframe textarea").first.fill(BAD)
    page.wait_for_function("Object.values(localStorage).some((kept) => kept.includes('Larkspur'))")
    page.context.clear_cookies(name="clarifier")
    page.goto("about:blank")  # else only the part after # would change
    signed_in(page, address, "marcus", "#reframe")
    expect(page.locator("#reframe textarea").first).to_have_value("")
    assert page.evaluate("Object.values(localStorage).join()").count("Larkspur") == 0


def test_a_tab_of_somebody_who_is_gone_shows_who_is_there_now(page: Page, address: str) -> None:
    signed_in(page, address, "priya")
    other = page.context.new_page()
    page.context.clear_cookies(name="clarifier")
    signed_in(other, address, "marcus")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator(".me > .pill")).to_have_text("Marcus Webb · production")


def test_a_name_stays_a_name(page: Page, address: str, database: Database) -> None:
    """Names are strict, yet what a table holds is shown as text all the same."""
    with database.writing() as connection:
        connection.execute(
            people.PEOPLE.update().where(people.PEOPLE.c.login == "marcus").values(name=HOSTILE + "<img src=x>")
        )
    signed_in(page, address, "marcus")
    expect(page.locator(".me > .pill")).to_have_text(f"{HOSTILE}<img src=x> · production")
    assert page.locator(".me img").count() == 0


def test_where_nobody_signs_in_the_page_is_as_it_was(page: Page, tmp_path: Path) -> None:
    with served(Settings(model_folder=tmp_path / "none", data_folder=tmp_path / "data")) as alone:
        page.goto(f"{alone}/#learn")
        expect(page.locator(".learn .bars li")).to_have_count(10)
        expect(page.locator(".learn .who")).to_be_visible()
        expect(page.locator(".me")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_sign_in_page_fits_a_phone_and_follows_the_systems_dark_side(
    browser: Browser, address: str, scheme: str
) -> None:
    context = browser.new_context(viewport={"width": 360, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(246, 244, 239)", "dark": "rgb(20, 32, 31)"}[scheme]
    sign_in(page, "priya")
    expect(page.locator(".me > .pill")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
