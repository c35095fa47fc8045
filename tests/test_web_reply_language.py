"""The language of the reply on the page: the customer's, with the English beneath for the rep; or the one that the rep chooses."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from web_pages import opened, served

from clarifier.settings import Settings

POLISH = """Od: Agata Lis <a.lis@lisaparatura.example>
Wysłano: poniedziałek, 4 listopada 2024 09:12
Do: Nadia Rowe <nadia@rowebrackets.example>
Temat: tuleje

Dzień dobry,

prosimy o 1500 szt. tulei TL-12 do piątku, 13 grudnia 2024 r.

Pozdrawiam
Agata Lis
Lis Aparatura Sp. z o.o.
"""
SWEDISH = """Från: Pia Quist <pia@quistlyft.example>
Skickat: måndag den 8 mars 2027 09:12
Till: Nadia Rowe <nadia@rowebrackets.example>
Ämne: bägare

Hej,

vi behöver 400 st bägare ZK-4410 senast 9 april 2027.

Vänliga hälsningar
Pia
"""
WHERE_PL, WHERE_EN, WHERE_DE = "Dokąd mamy dostarczyć towar?", "Where shall we deliver", "Wohin dürfen wir liefern?"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("reply language")
    with served(Settings(model_folder=place / "no model", data_folder=place / "data", person="Nadia Rowe")) as where:
        yield where


def pasted(page: Page, address: str, text: str) -> Page:
    desk = opened(page, address)
    desk.evaluate("text => navigator.clipboard.writeText(text)", text)
    desk.locator("textarea[name=email]").focus()
    desk.keyboard.press("Control+V")
    expect(desk.locator(".request .outcome")).to_be_visible()
    return desk


def test_the_customer_is_asked_in_polish_and_the_rep_reads_english_beneath(page: Page, address: str) -> None:
    desk = pasted(page, address, POLISH)
    first = desk.locator(".asked li").first
    expect(first.locator("textarea")).to_have_value(WHERE_PL)
    expect(first.locator(".english")).to_contain_text(WHERE_EN)
    expect(desk.locator("[name=reply_in]")).to_have_value("pl")
    reply = desk.locator("textarea[name=reply]")
    expect(reply).to_have_value(re.compile(re.escape(WHERE_PL)))
    expect(reply).to_have_attribute("lang", "pl")
    expect(desk.locator("textarea[name=ask]")).to_have_value(re.compile("Can you make 1,500 tulei"))
    first.locator("textarea").fill("Dokąd?")
    expect(reply).to_have_value(re.compile(re.escape("Dokąd?")))


def test_the_rep_chooses_another_language_and_the_ticks_stay(page: Page, address: str) -> None:
    desk = pasted(page, address, POLISH)
    desk.locator(".asked input").nth(1).uncheck()
    choice = desk.locator("[name=reply_in]")
    choice.select_option("de")
    expect(desk.locator(".asked textarea").first).to_have_value(WHERE_DE)
    expect(desk.locator("textarea[name=reply]")).to_have_value(re.compile("Freundliche Grüße"))
    expect(desk.locator(".asked input").nth(1)).not_to_be_checked()
    expect(desk.locator("textarea[name=reply]")).not_to_have_value(re.compile("Teillieferung"))
    desk.reload()
    expect(choice).to_have_value("de")
    choice.select_option("en")
    expect(desk.locator(".asked textarea").first).to_have_value(re.compile(WHERE_EN))
    expect(desk.locator(".asked .english")).to_have_count(0)
    expect(desk.locator(".asked input").nth(1)).not_to_be_checked()


def test_a_language_without_wording_is_said_in_one_sentence(page: Page, address: str) -> None:
    desk = pasted(page, address, SWEDISH)
    expect(desk.locator(".reply-in")).to_contain_text(
        "The email is in Swedish; the questions are in English: clarifier has no Swedish wording yet."
    )


def test_the_saved_request_keeps_the_questions_as_they_were_asked(page: Page, address: str) -> None:
    desk = pasted(page, address, POLISH)
    desk.locator("[data-do=save]").click()
    expect(desk.locator("[data-saved]")).to_be_visible()
    desk.locator("[data-do=open-saved]").click()
    form = desk.locator("form[data-kind=customer_asked]")
    expect(form.locator("textarea[name=questions]")).to_have_value(re.compile(re.escape(WHERE_PL)))
    expect(form).to_contain_text(f"In English: {WHERE_EN}")


def test_the_page_with_two_languages_fits_a_phone(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 360, "height": 780})
    desk = pasted(page, address, POLISH)
    assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth")
