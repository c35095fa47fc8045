"""From an email to the goods on the customer's dock, in three browsers: a rep, a planner on a phone, a manager who explains the number."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from lives import LENA, MARCUS, PRIYA
from playwright.sync_api import Browser, Page, expect
from test_web_requests import form, looks, pasted, submit
from web_pages import served

from clarifier.settings import Settings
from clarifier.team import ledger
from clarifier.team.database import Database
from clarifier.team.people import add_person
from clarifier.web.office import office


def email(today: date) -> str:
    """What a customer forwards who needs it today."""
    return (
        f"From: Kim Ode <kim@tidewater.example>\nSent: {today:%A, %B} {today.day}, {today.year} 7:00 AM\nTo: Priya\nSubject: caps\n\n"
        f"Hi Priya,\n\nplease send 500 bearing caps 44-1182-C rev D by {today:%B} {today.day}, {today.year}.\n\nKim"
    )


def number_is_explained(page: Page, address: str) -> None:
    """The headline, opened down to the request that it counts."""
    page.goto(f"{address}/#measures")
    expect(page.locator("[data-headline]")).to_have_text("1 of 1")
    page.locator("[data-headline]").click()
    expect(page.locator("[data-sum]")).to_have_text("1 kept + 0 missed = 1")
    page.locator(".measures .row").click()
    expect(page.locator(".requests .entry")).to_have_attribute("data-number", "R-0001")


def signed_in(browser: Browser, address: str, login: str) -> Page:
    """A browser of one's own, signed in."""
    page = browser.new_context(permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(address)
    page.locator("[name=login]").fill(login)
    page.locator("[name=password]").fill(f"{login} and a lantern")
    page.keyboard.press("Enter")
    page.wait_for_selector(".clarify[data-ready]")
    return page


@pytest.mark.parametrize("database", ["sqlite", "postgresql"], indirect=True)
def test_an_email_becomes_a_delivery_and_the_number_says_which(
    database: Database, browser: Browser, tmp_path: Path
) -> None:
    url = "" if database.file else database.engine.url.render_as_string(hide_password=False)
    own = Settings(model_folder=tmp_path / "none", data_folder=tmp_path, database_url=url, time_zone="Europe/Berlin")
    for who in (PRIYA, MARCUS, LENA):
        add_person(database, who, f"{who.login} and a lantern")
    with served(own) as address:
        rep = signed_in(browser, address, "priya")
        pasted(rep, address, email(datetime.now(UTC).astimezone(own.zone).date()))
        rep.locator("[data-do=save]").click()
        expect(rep.locator("[data-saved]")).to_contain_text("Saved as R-0001")
        rep.locator("[data-do=open-saved]").click()
        expect(rep.locator(".requests .entry")).to_have_attribute("data-number", "R-0001")
        ask = form(rep, "asked")
        ask.locator("[name=of]").select_option(label="Marcus")
        submit(ask)
        rep.locator("[data-copy=answer-link]").click()
        link = rep.evaluate("navigator.clipboard.readText()")

        phone = browser.new_context(
            viewport={"width": 390, "height": 844}
        ).new_page()  # of a planner who signs in nowhere
        phone.goto(link)
        expect(phone.locator("main")).to_contain_text("Priya asks")
        phone.locator(".choices label", has_text="Yes").click()
        phone.get_by_role("button", name="Send answer").click()
        expect(phone.locator("main")).to_contain_text("Priya can tell")

        looks(rep)
        expect(rep.locator(".requests .entry")).to_have_attribute("data-state", "answered")
        submit(form(rep, "told"))
        expect(rep.locator(".requests .entry")).to_have_attribute("data-state", "told")

        manager = signed_in(browser, address, "lena")
        manager.goto(f"{address}/#requests/R-0001")
        expect(manager.locator(".requests .entry")).to_have_attribute("data-number", "R-0001")
        submit(form(manager, "delivered"))
        expect(manager.locator(".requests .entry")).to_have_attribute("data-state", "delivered")
        looks(rep)
        expect(rep.locator(".requests .history li").first).to_contain_text("Lena")

        number_is_explained(manager, address)
        for page in (rep, phone, manager):
            page.context.close()
    [entry] = ledger.entries(database)
    assert [(record.step.kind, record.name, record.via) for record in entry.records] == [
        ("drafted", "Priya", "page"), ("asked", "Priya", "page"), ("answered", "Marcus", "link"), ("told", "Priya", "page"),
        ("delivered", "Lena", "page"),
    ]  # fmt: skip
    assert entry.life.completed_on == datetime.now(UTC).astimezone(own.zone).date()
    office(own).database.close()
