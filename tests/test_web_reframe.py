"""The Reframe tab in a real browser: a heated message typed, read, undone, edited, copied, put away; and words that stay words."""

import json
import logging
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pastes import FORWARD, HOSTILE
from playwright.sync_api import Locator, Page, Route, expect
from web_pages import served, within

from clarifier.settings import Settings

HEATED = (
    "You need to get the 240 hinge plates for Corrigan Doors onto a truck by Thursday. "
    "PO 70318 was quoted at 15 working days and nobody in your department can be bothered to lift it off the bench. "
    "60 pcs came back from the plater last Monday. I'm sick of babysitting grown adults."
)
CALM = (
    "The 240 hinge plates for Corrigan Doors are on day 19 of 15, because the plater was closed. "
    "Can you get them onto a truck by Thursday?"
)
BLAME = "nobody in your department can be bothered to lift it off the bench"
CALLS = re.compile(r"/component_server\b")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(Settings(model_folder=tmp_path_factory.mktemp("no-model"))) as where:
        yield where


@pytest.fixture
def desk(page: Page, address: str) -> Page:
    """The Reframe tab, open and ready."""
    page.goto(f"{address}/#reframe")
    page.wait_for_selector(".reframe[data-ready]")
    return page


def message(desk: Page) -> Locator:
    return desk.locator("textarea[name=message]")


def text(desk: Page) -> Locator:
    return desk.locator(".ready .text")


def title(desk: Page) -> Locator:
    return desk.locator("#ready-title")


def written(desk: Page, words: str = HEATED) -> Page:
    """The message written, and the answer there."""
    message(desk).fill(words)
    expect(desk.locator(".reframe")).to_have_attribute("data-state", "read")
    expect(desk.locator(".ready")).to_be_visible()
    return desk


def calls(desk: Page) -> list[dict[str, Any]]:
    """What is sent to the server from now on."""
    sent: list[dict[str, Any]] = []
    desk.on(
        "request",
        lambda each: sent.append(json.loads(each.post_data or "{}")) if "component_server" in each.url else None,
    )
    return sent


# The heat


def test_the_heat_is_marked_and_named_once_typing_pauses(desk: Page) -> None:
    message(desk).press_sequentially("You need to send 40 pins. You people never listen.", delay=5)
    marks = desk.locator(".layer.heat mark")
    expect(marks.first).to_have_text("You need toorder")
    expect(marks.first.locator(".tag")).to_have_text("order")
    assert marks.count() >= 2
    expect(desk.get_by_role("status").filter(has_text="heated")).to_contain_text("phrases sound heated")


def test_a_mark_stands_exactly_under_its_words(desk: Page) -> None:
    desk.set_viewport_size({"width": 1100, "height": 800})
    written(desk)
    layer, field = (desk.locator(each).evaluate(
        "each => [each.clientWidth, each.clientHeight, ...['font', 'lineHeight', 'padding', 'letterSpacing', 'overflowWrap']"
        ".map((name) => getComputedStyle(each)[name])]"
    ) for each in (".layer.heat", "textarea[name=message]"))  # fmt: skip
    assert layer == field
    assert desk.locator("textarea[name=message]").evaluate("each => each.scrollHeight <= each.clientHeight")


def test_marks_stay_with_their_words_while_one_types_on(desk: Page) -> None:
    written(desk)
    held: list[Route] = []
    desk.route(CALLS, lambda route: held.append(route))  # no answer from here on
    message(desk).press("Control+Home")
    desk.keyboard.type("Hello! ")
    expect(desk.locator(".layer.heat mark").first).to_have_text("You need toorder")
    desk.keyboard.press("Control+End")
    desk.keyboard.press("Backspace")
    expect(desk.locator(".layer.heat mark", has_text="You need to")).to_have_count(1)


def test_each_heated_phrase_can_be_reached_by_keyboard(desk: Page) -> None:
    written(desk)
    desk.locator(".phrases summary").focus()
    desk.keyboard.press("Enter")
    desk.keyboard.press("Tab")
    expect(desk.locator(":focus")).to_have_text("“You need to”")
    desk.keyboard.press("Enter")
    assert desk.evaluate("getSelection().toString()") == "You need to"
    expect(message(desk)).to_be_focused()


def test_the_four_lights_say_in_words_how_they_stand(desk: Page) -> None:
    written(desk)
    lights = desk.locator(".lights > li")
    expect(lights).to_have_count(4)
    for light in lights.all():
        expect(light.locator(".word")).to_have_text(re.compile("^(yes|partly|no)$"))
        expect(light.locator(".why")).not_to_be_empty()
    words = lights.last.locator(".words")
    expect(words).to_be_hidden()
    lights.last.focus()
    expect(words).to_be_visible()
    expect(desk.locator(".layer.lit mark").first).to_be_attached()


# The message to send


def test_the_rewritten_message_stands_beside_with_its_question_in_bold(desk: Page) -> None:
    written(desk)
    expect(title(desk)).to_have_text("Ready to send")
    expect(text(desk).locator("b")).to_have_text("Can you")
    expect(text(desk)).not_to_contain_text("bothered")


def test_the_facts_are_counted_and_listed(desk: Page) -> None:
    written(desk)
    badge = desk.locator(".facts summary")
    expect(badge).to_have_text(re.compile(r"^(\d+) of \1 facts unchanged$"))
    badge.click()
    expect(desk.locator(".facts li", has_text="240 hinge plates")).to_contain_text("unchanged")
    desk.keyboard.press("Escape")
    expect(desk.locator(".facts ul")).to_be_hidden()
    expect(badge).to_be_focused()


def test_what_differs_is_shown_word_by_word(desk: Page) -> None:
    written(desk)
    desk.locator("[data-step=differences]").click()
    expect(text(desk).locator("del").first).to_have_text("You need to ")
    expect(text(desk).locator("ins").first).to_have_text("Can you ")
    expect(text(desk)).to_contain_text(BLAME)
    desk.locator("[data-step=differences]").click()
    expect(text(desk).locator("del")).to_have_count(0)


def test_undoing_one_change_puts_its_words_back_without_the_server(desk: Page) -> None:
    sent = calls(written(desk))
    row = desk.locator(".changes li", has_text=BLAME)
    row.get_by_role("button", name="Undo").click()
    expect(text(desk)).to_contain_text(BLAME)
    expect(text(desk)).to_contain_text("Can you get")
    expect(row.get_by_role("checkbox")).not_to_be_checked()
    expect(desk.locator("[data-undone]")).to_have_text("1 change undone")
    expect(title(desk)).to_have_text("With your changes")
    row.get_by_role("checkbox").check()
    expect(text(desk)).not_to_contain_text(BLAME)
    expect(title(desk)).to_have_text("Ready to send")
    desk.locator("[data-step=all]").click()
    expect(title(desk)).to_have_text("As you wrote it")
    expect(text(desk)).to_have_text(HEATED)
    desk.locator("[data-step=all]").click()
    expect(title(desk)).to_have_text("Ready to send")
    desk.wait_for_timeout(600)
    assert not sent


def test_a_change_can_be_worded_otherwise(desk: Page) -> None:
    written(desk)
    row = desk.locator(".changes li").first
    row.get_by_role("button", name="Edit").click()
    field = row.get_by_role("textbox")
    expect(field).to_have_value("Can you")
    field.fill("Could you")
    field.press("Escape")
    expect(text(desk)).to_contain_text("Can you get")
    row.get_by_role("button", name="Edit").click()
    field.fill("Could you")
    field.press("Enter")
    expect(text(desk)).to_contain_text("Could you get the 240")
    expect(row.locator("ins")).to_have_text("Could you")
    expect(title(desk)).to_have_text("Ready to send")
    row.get_by_role("button", name="Undo").click()
    expect(text(desk)).to_contain_text("You need to get the 240")
    row.get_by_role("button", name="Redo").click()
    expect(text(desk)).to_contain_text("Could you get the 240")


def test_each_change_opens_its_rule(desk: Page) -> None:
    reason = written(desk).locator(".changes .reason").first
    expect(reason.locator("summary")).to_have_text(re.compile(r"Rule 4$"))
    reason.locator("summary").click()
    expect(reason.locator("blockquote")).to_contain_text('Ask "Can you?"')


def test_copying_takes_one_click_and_says_so(desk: Page) -> None:
    button = written(desk).locator("[data-step=copy]")
    button.click()
    expect(button).to_have_text("Copied")
    assert desk.evaluate("navigator.clipboard.readText()") == text(desk).inner_text()
    desk.locator(".changes li", has_text=BLAME).get_by_role("checkbox").uncheck()
    button.click()
    assert BLAME in desk.evaluate("navigator.clipboard.readText()")


def test_a_text_edited_by_hand_is_checked_for_its_facts(desk: Page) -> None:
    written(desk)
    desk.locator("[data-step=edit]").click()
    area = desk.locator("textarea[name=sent]")
    expect(area).to_be_focused()
    good = area.input_value()
    area.fill(good.replace("240", "250"))
    expect(title(desk)).to_have_text("Not ready yet")
    expect(desk.locator(".problems")).to_contain_text("240 hinge plates")
    expect(desk.locator(".facts summary")).to_contain_text("added")
    copy = desk.locator("[data-step=copy]")
    expect(copy).to_have_text("Copy anyway")
    expect(copy).to_have_class("quiet")
    area.fill(good.replace("Can you", "Could you"))
    expect(title(desk)).to_have_text("Ready to send")
    expect(copy).to_have_class("main")
    desk.locator("[data-step=edit]").click()
    expect(text(desk)).to_contain_text("Could you get")
    desk.locator(".changes li", has_text=BLAME).get_by_role("button", name="Undo").click()
    expect(text(desk)).to_contain_text(BLAME)
    expect(text(desk)).to_contain_text("Could you get")


def test_what_is_wrong_is_marked_where_it_stands(desk: Page) -> None:
    written(desk)
    desk.locator("[data-step=edit]").click()
    desk.keyboard.type(" You people never  listen (at all). Send 41 pins.")
    expect(desk.locator(".problems")).to_contain_text("This still sounds heated")
    marks = desk.locator(".own .layer mark")
    expect(marks).to_have_text([re.compile(r"^You people never  listen"), "41 pins"])
    field, layer = (desk.locator(f".own {each}").evaluate(
        "each => [each.clientWidth, each.clientHeight, ...['font', 'lineHeight', 'padding', 'letterSpacing', 'overflowWrap']"
        ".map((name) => getComputedStyle(each)[name])]"
    ) for each in ("textarea", ".layer"))  # fmt: skip
    assert field == layer
    desk.locator("[data-step=edit]").click()
    expect(text(desk).locator("mark")).to_have_text([re.compile(r"^You people never  listen"), "41 pins"])
    expect(text(desk).locator("b")).to_have_text("Can you")
    desk.locator("[data-step=edit]").click()
    desk.keyboard.press("Control+A")
    desk.keyboard.insert_text(
        f"{CALM} PO 70318 was quoted at 15 working days. 60 pcs came back from the plater last Monday."
    )
    expect(desk.locator(".own mark", has_text="listen")).to_have_count(0)


def test_what_was_added_can_be_undone_and_worded_otherwise(desk: Page) -> None:
    written(desk)
    desk.get_by_role("button", name="Warmer").click()
    row = desk.locator(".changes li").last
    expect(row.locator(".swap")).to_have_text("added: Whatever stands in the way, tell me.")
    row.get_by_role("button", name="Edit").click()
    row.get_by_role("textbox").fill("Tell me what you need.")
    row.get_by_role("textbox").press("Enter")
    expect(row.locator(".swap")).to_have_text("added: Tell me what you need.")
    expect(text(desk)).to_contain_text("last Monday. Tell me what you need.")
    row.get_by_role("button", name="Edit").click()
    row.get_by_role("textbox").fill("")
    row.get_by_role("textbox").press("Enter")
    expect(row.get_by_role("checkbox")).not_to_be_checked()
    expect(text(desk)).not_to_contain_text("Tell me")
    row.get_by_role("button", name="Redo").click()
    expect(text(desk)).to_contain_text("Tell me what you need.")


def test_what_was_edited_is_never_overwritten(desk: Page) -> None:
    written(desk)
    desk.locator("[data-step=edit]").click()
    area = desk.locator("textarea[name=sent]")
    area.fill(f"{area.input_value()} Please call me.")
    desk.locator("[data-step=edit]").click()
    message(desk).press("Control+End")
    desk.keyboard.type(" Thanks.")
    notice = desk.locator("[data-behind]")
    expect(notice).to_contain_text("Your wording is kept.")
    expect(text(desk)).to_contain_text("Please call me.")
    notice.get_by_role("button", name="Show the new version").click()
    expect(text(desk)).to_contain_text("Thanks.")
    expect(text(desk)).not_to_contain_text("Please call me.")
    notice.get_by_role("button", name="Bring my wording back").click()
    expect(text(desk)).to_contain_text("Please call me.")


def test_what_was_undone_stays_undone_while_one_types_on(desk: Page) -> None:
    written(desk)
    desk.locator(".changes li", has_text=BLAME).get_by_role("checkbox").uncheck()
    message(desk).press("Control+End")
    desk.keyboard.type(" The carrier leaves at 4 pm.")
    expect(text(desk)).to_contain_text("The carrier leaves at 4 pm.")
    expect(text(desk)).to_contain_text(BLAME)
    expect(desk.locator(".changes li", has_text=BLAME).get_by_role("checkbox")).not_to_be_checked()


def test_a_calm_message_has_nothing_to_change(desk: Page) -> None:
    written(desk, CALM)
    expect(title(desk)).to_have_text("Nothing to change")
    expect(desk.locator(".calm")).to_have_text(re.compile(r"^This is calm.*\.$"))
    expect(desk.locator(".lights .word")).to_have_count(4)
    expect(desk.locator(".changes")).to_have_count(0)
    expect(desk.locator(".layer.heat mark")).to_have_count(0)
    desk.locator("[data-step=copy]").click()
    assert desk.evaluate("navigator.clipboard.readText()") == CALM


def test_a_message_that_asks_nothing_gets_a_question_back(desk: Page) -> None:
    written(desk, "You people never listen. The 40 pins P-7731 for Corrigan Doors are late again, as usual.")
    expect(desk.locator(".ask-back")).to_contain_text("?")


def test_it_can_be_written_warmer_or_shorter(desk: Page) -> None:
    sent = calls(written(desk))
    warmer = desk.get_by_role("button", name="Warmer")
    warmer.click()
    expect(text(desk)).to_contain_text("please")
    expect(warmer).to_have_attribute("aria-pressed", "true")
    desk.get_by_role("button", name="Shorter").click()
    expect(text(desk)).not_to_contain_text("please")
    expect(warmer).to_have_attribute("aria-pressed", "false")
    desk.get_by_role("button", name="Shorter").click()
    within(desk, lambda: len(sent) == 3)
    assert [each["data"]["variant"] for each in sent] == ["warm", "brief", "direct"]


# Cooling down


def test_cooling_down_keeps_the_message_in_this_browser_only(desk: Page) -> None:
    written(desk)
    sent = calls(desk)
    message(desk).press("End")
    desk.keyboard.type(" And one more thing, you clowns.")
    angry = message(desk).input_value()
    desk.get_by_role("button", name="Cool down").click()
    expect(message(desk)).to_have_value("")
    expect(desk.locator(".reframe [data-note]")).to_contain_text("coffee")
    expect(desk.locator(".reframe .teach")).to_be_visible()
    desk.wait_for_timeout(700)
    assert not sent, "the server is not called with it"
    kept = desk.evaluate("JSON.parse(localStorage.getItem('clarifier.reframe.cooling'))")
    assert [each["text"] for each in kept] == [angry]
    assert "clowns" not in desk.url
    desk.reload()
    expect(desk.locator(".cooling li")).to_contain_text("You need to get the 240")
    expect(desk.locator(".cooling")).to_contain_text("kept in this browser only")
    desk.get_by_role("button", name="bring back").click()
    expect(message(desk)).to_have_value(angry)
    expect(title(desk)).to_be_visible()
    expect(desk.locator(".cooling")).to_be_hidden()


def test_ten_are_kept_and_each_can_be_deleted_and_put_back(desk: Page) -> None:
    for number in range(11):
        message(desk).fill(f"You never listen, number {number}.")
        desk.get_by_role("button", name="Cool down").click()
    expect(desk.locator(".cooling li")).to_have_count(10)
    expect(desk.locator(".cooling li").first).to_contain_text("number 10")
    expect(desk.locator(".reframe [data-note]")).to_contain_text("made way")
    desk.locator(".cooling li", has_text="number 5").get_by_role("button", name="delete").click()
    expect(desk.locator(".cooling li")).to_have_count(9)
    desk.locator(".reframe [data-note] button").click()
    expect(desk.locator(".cooling li", has_text="number 5")).to_be_visible()


def test_cooling_down_works_where_the_browser_stores_nothing(page: Page, address: str) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})")
    page.goto(f"{address}/#reframe")
    page.wait_for_selector(".reframe[data-ready]")
    written(page)
    page.get_by_role("button", name="Cool down").click()
    expect(page.locator(".cooling")).to_contain_text("until you close this page")
    page.get_by_role("button", name="bring back").click()
    expect(message(page)).to_have_value(HEATED)


# States


def test_an_empty_page_teaches_with_three_examples(desk: Page) -> None:
    tries = desk.locator(".reframe .examples button")
    expect(tries).to_have_count(3)
    for number in range(3):
        tries.nth(number).click()
        expect(title(desk)).to_have_text("Ready to send")
        expect(desk.locator(".layer.heat mark").first).to_be_attached()
        message(desk).fill("")
        expect(desk.locator(".reframe .teach")).to_be_visible()
    expect(desk.locator("[name=to]:checked")).to_have_value("customer")


def test_to_whom_it_goes_is_sent_along(desk: Page) -> None:
    sent = calls(written(desk))
    desk.get_by_role("radio", name="sales").check()
    within(desk, lambda: bool(sent))
    assert sent[0]["data"]["to"] == "sales"


def test_a_server_that_is_gone_loses_nothing(desk: Page) -> None:
    written(desk)
    desk.route(CALLS, lambda route: route.abort())
    message(desk).press("Control+End")
    desk.keyboard.type(" The carrier leaves at 4 pm.")
    error = desk.locator("#written-error")
    expect(error).to_contain_text("Your text is kept")
    expect(message(desk)).to_have_value(f"{HEATED} The carrier leaves at 4 pm.")
    expect(desk.locator("[data-stale]")).to_be_visible()
    desk.unroute(CALLS)
    error.get_by_role("button", name="Try again").click()
    expect(error).to_be_hidden()
    expect(text(desk)).to_contain_text("4 pm")


def test_facts_that_could_not_be_checked_are_said_to_be_so(desk: Page) -> None:
    written(desk)
    desk.route(CALLS, lambda route: route.abort())
    desk.locator("[data-step=edit]").click()
    desk.keyboard.type(" Please call me.")
    expect(desk.locator(".facts summary")).to_have_text("facts not checked")


def test_an_overtaken_answer_is_dropped(desk: Page) -> None:
    held: list[Route] = []
    desk.route(CALLS, lambda route: route.continue_() if held else held.append(route))
    message(desk).fill(HEATED)
    within(desk, lambda: bool(held))
    written(desk, CALM)
    expect(title(desk)).to_have_text("Nothing to change")
    held[0].continue_()
    desk.wait_for_timeout(400)
    expect(title(desk)).to_have_text("Nothing to change")


def test_what_is_too_long_is_said_before_it_is_sent(desk: Page) -> None:
    sent = calls(desk)
    message(desk).fill("You people! " * 2000)
    expect(desk.locator("#written-error")).to_contain_text("24,000 characters; up to 20,000 are read")
    assert not sent
    message(desk).fill(HEATED)
    expect(desk.locator("#written-error")).to_be_hidden()


def test_a_reload_brings_back_the_message_the_edits_and_what_was_undone(desk: Page) -> None:
    written(desk)
    desk.locator(".changes li", has_text=BLAME).get_by_role("checkbox").uncheck()
    desk.locator("[data-step=edit]").click()
    desk.keyboard.type(" Please call me.")
    desk.locator("[data-step=edit]").click()
    desk.wait_for_timeout(700)
    desk.reload()
    expect(message(desk)).to_have_value(HEATED)
    expect(text(desk)).to_contain_text(BLAME)
    expect(text(desk)).to_contain_text("Please call me.")
    expect(desk.locator(".changes li", has_text=BLAME).get_by_role("checkbox")).not_to_be_checked()


# From the Clarify tab


def test_the_ask_to_production_comes_over_from_clarify(page: Page, address: str) -> None:
    page.goto(address)
    page.wait_for_selector(".clarify[data-ready]")
    expect(page.locator(".reframe")).to_be_hidden()
    page.locator("textarea[name=email]").fill(FORWARD)
    page.locator("textarea[name=email]").press("Control+Enter")
    expect(page.locator(".request .outcome")).to_be_visible()
    expect(page.get_by_role("button", name="Reframe")).to_be_hidden()
    page.get_by_role("tab", name="Ask production").click()
    assert page.locator(".drafts .quiet:visible").count() == 2, "one main button a card, and at most two quiet ones"
    ask = page.locator("textarea[name=ask]").input_value()
    page.get_by_role("button", name="Reframe").click()
    expect(page.locator(".clarify")).to_be_hidden()
    expect(message(page)).to_have_value(ask)
    expect(title(page)).to_be_visible()
    assert page.url == f"{address}/#reframe"
    page.go_back()
    expect(page.locator(".request .outcome")).to_be_visible()
    expect(page.locator(".reframe")).to_be_hidden()


def test_what_stood_there_before_is_put_away_not_lost(desk: Page) -> None:
    written(desk)
    desk.evaluate("document.dispatchEvent(new CustomEvent('clarifier:reframe', {detail: 'Can you send 40 pins?'}))")
    expect(message(desk)).to_have_value("Can you send 40 pins?")
    expect(desk.locator(".cooling li")).to_contain_text("240 hinge plates")
    expect(desk.locator(".reframe [data-note]")).to_contain_text("put away below")


def test_a_tab_is_one_click_and_the_other_keeps_its_text(desk: Page) -> None:
    written(desk)
    desk.get_by_role("link", name="Clarify").click()
    expect(desk.locator("textarea[name=email]")).to_be_visible()
    expect(message(desk)).to_be_hidden()
    desk.get_by_role("link", name="Reframe").click()
    expect(message(desk)).to_have_value(HEATED)
    expect(desk.get_by_role("link", name="Reframe")).to_have_attribute("aria-current", "page")
    desk.locator(".skip").focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".reframe")).to_be_focused()
    assert desk.url.endswith("#reframe")


# Safety


def test_hostile_words_stay_words(desk: Page, address: str) -> None:
    dialogs: list[str] = []
    asked: list[str] = []
    desk.on("dialog", lambda dialog: dialogs.append(dialog.message))
    desk.on("request", lambda request: asked.append(request.url))
    poison = " ".join(HOSTILE)
    written(desk, f"You need to send 40 pins {poison} by Thursday. You idiots {poison} never listen! {poison}")
    expect(desk.locator(".layer.heat")).to_contain_text(HOSTILE[0])
    desk.locator("[data-step=differences]").click()
    expect(text(desk)).to_contain_text(HOSTILE[0])
    desk.locator(".phrases summary").click()
    desk.locator("[data-step=edit]").click()
    desk.locator("textarea[name=sent]").fill(f"Can you send 41 pins? {poison}")
    expect(desk.locator(".problems")).not_to_be_empty()
    desk.locator("[data-step=edit]").click()
    desk.locator(".changes li").first.get_by_role("button", name="Edit").click()
    desk.keyboard.type(poison)
    desk.keyboard.press("Enter")
    desk.locator(".facts summary").click()
    desk.locator(".lights > li").last.hover()
    desk.get_by_role("button", name="Cool down").click()
    expect(desk.locator(".cooling")).to_contain_text(HOSTILE[0])
    desk.reload()
    expect(desk.locator(".cooling")).to_contain_text(HOSTILE[0])
    desk.get_by_role("button", name="bring back").click()
    expect(desk.locator(".ready")).to_be_visible()
    assert desk.evaluate("window.hacked") is None
    assert not dialogs
    assert desk.locator(".reframe :is(img, script, iframe, a)").count() == 0
    assert all(url.startswith((address, "blob:", "data:")) for url in asked)
    assert not [url for url in asked if "pins" in url]


def test_nothing_of_a_message_is_logged(
    desk: Page, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        written(desk)
        desk.locator("[data-step=edit]").click()
        desk.keyboard.type(" Please call me.")
        desk.wait_for_timeout(900)
    said = caplog.text + "".join(capfd.readouterr())
    assert "Corrigan" not in said
    assert "bothered" not in said


# Every screen, every hand


def test_the_page_fits_a_phone(desk: Page) -> None:
    desk.set_viewport_size({"width": 375, "height": 812})
    wide = "document.documentElement.scrollWidth > innerWidth"
    assert not desk.evaluate(wide)
    written(desk, f"{HEATED} {'unbreakable' * 12}")
    assert not desk.evaluate(wide)
    desk.locator(".lights > li").last.focus()
    assert not desk.evaluate(wide)
    desk.locator(".lights > li").last.blur()  # its words lie over what is below
    desk.locator(".facts summary").click()
    assert not desk.evaluate(wide)
    desk.get_by_role("button", name="Cool down").click()
    assert not desk.evaluate(wide)


def test_the_page_follows_the_systems_dark_side(desk: Page) -> None:
    written(desk)
    desk.emulate_media(color_scheme="dark")
    colours = desk.evaluate(
        "[...document.querySelectorAll('.reframe .card, .reframe .sheet')].map((each) => getComputedStyle(each).backgroundColor)"
    )
    assert all(sum(map(int, re.findall(r"\d+", colour)[:3])) < 200 for colour in colours)


def test_nothing_moves_for_whoever_wants_it_still(desk: Page) -> None:
    desk.emulate_media(reduced_motion="reduce")
    written(desk)
    desk.locator(".reframe").evaluate("each => each.classList.add('busy')")
    moving = "[...document.querySelectorAll('.reframe, .reframe *')].filter((each) => each.getAnimations({subtree: true}).length).length"
    assert desk.evaluate(moving) == 0


def test_a_rep_can_work_with_the_keyboard_alone(desk: Page) -> None:
    def tab_to(selector: str) -> None:
        for _ in range(80):
            desk.keyboard.press("Tab")
            if desk.evaluate("selector => document.activeElement?.matches(selector)", selector):
                assert desk.evaluate(
                    "() => [document.activeElement, document.activeElement.nextElementSibling, document.activeElement.parentElement]"
                    ".some((each) => each && (getComputedStyle(each).outlineStyle !== 'none' || getComputedStyle(each).boxShadow !== 'none'))"
                ), f"nothing shows the focus on {selector}"
                return
        pytest.fail(f"the Tab key never reaches {selector}")

    tab_to("[name=to]")
    desk.keyboard.press("ArrowRight")
    expect(desk.locator("[name=to]:checked")).to_have_value("sales")
    tab_to("textarea[name=message]")
    desk.keyboard.insert_text(HEATED)
    expect(title(desk)).to_have_text("Ready to send")
    tab_to(".lights > li")
    tab_to("[data-step=copy]")
    desk.keyboard.press("Enter")
    expect(desk.locator("[data-step=copy]")).to_have_text("Copied")
    tab_to(".changes input")
    desk.keyboard.press("Space")
    expect(desk.locator("[data-undone]")).to_be_visible()
    tab_to(".changes .reason summary")
    desk.keyboard.press("Enter")
    expect(desk.locator(".changes blockquote").first).to_be_visible()
