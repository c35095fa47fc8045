"""The Learn tab in a real browser: ask and open the citation, browse, practise with a retry, five cards, and progress after a restart."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from model_server import Body, ModelServer, answering
from pastes import HOSTILE
from playwright.sync_api import Locator, Page, Route, expect
from web_pages import served, within

from clarifier.settings import Settings
from clarifier.web import classroom

BAD = "Bettina, you need to get all 90 hinges for Larkspur out by Thursday. No discussion please."
BETTER = (
    "Bettina, Larkspur would like 90 hinges by Thursday. 36 of them by Thursday are enough for the fair, the other 54 can come"
    " on Wednesday next week. Can you fit the 36 in before Thursday's truck?"
)

CALLS = re.compile(r"/component_server\b")


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    folder = tmp_path_factory.mktemp("learn")
    return Settings(model_folder=folder / "no-model", data_folder=folder / "data")


@pytest.fixture(scope="module")
def address(settings: Settings) -> Iterator[str]:
    with served(settings) as where:
        yield where


@pytest.fixture
def desk(page: Page, address: str) -> Page:
    return opened(page, address)


def opened(page: Page, address: str) -> Page:
    """The Learn tab, open and ready."""
    page.goto(f"{address}/#learn")
    page.wait_for_selector(".learn[data-ready]")
    expect(page.locator(".learn .bars li")).to_have_count(10, timeout=15_000)
    return page


def learning_as(desk: Page, name: str) -> Page:
    """The tab with another learner's progress."""
    desk.locator("[name=learner]").fill(name)
    desk.locator("[name=learner]").press("Tab")
    return desk


def pane(desk: Page, name: str) -> None:
    desk.locator(f".learn nav [data-pane={name}]").click()


def lost(route: Route) -> None:
    """A call that arrives, and whose answer does not."""
    route.fetch()
    route.abort()


def asked(desk: Page, question: str) -> Locator:
    """The answer to a question."""
    desk.locator("[name=question]").fill(question)
    desk.locator(".asking .main").click()
    expect(desk.locator(".learn .answer")).to_be_visible(timeout=30_000)  # the first one waits for the index
    return desk.locator(".learn .answer")


# Ask


def test_a_question_is_answered_with_the_rule_and_its_quote_opens_marked(desk: Page) -> None:
    answer = asked(desk, "my customer wants 100 tomorrow, what do I do first?")
    expect(answer).to_have_attribute("data-covered", "yes")
    expect(answer.locator(".outcome")).to_contain_text("ask the customer what they could also live with")
    expect(answer.locator(".quote").first).to_contain_text("Rule 2 · Options first")
    answer.locator("sup button").first.click()
    card = desk.locator(".learn .document")
    expect(card.locator("#document-title")).to_have_text("Consider the options first")
    expect(card.locator("mark[data-marked]")).to_contain_text("Before you pass on what a customer wants")
    expect(card.locator("mark[data-marked]")).to_be_in_viewport()
    card.locator("[data-close]").click()
    expect(desk.locator(".learn .document")).to_have_count(0)


def test_what_the_rules_do_not_say_is_said_so_without_a_citation(desk: Page) -> None:
    answer = asked(desk, "how many vacation days do I get?")
    expect(answer.locator("h2")).to_have_text("Not in the rules")
    expect(answer.locator(".outcome")).to_have_text("The rules do not say.")
    expect(answer.locator(".quote, sup")).to_have_count(0)
    answer.locator("[data-pane=rules]").click()
    expect(desk.locator(".learn .shelf li[data-words]").first).to_be_visible()


def test_an_example_is_asked_with_one_click(desk: Page) -> None:
    desk.locator("[data-question]").first.click()
    expect(desk.locator(".learn .answer")).to_have_attribute("data-covered", "yes")
    expect(desk.locator("[name=question]")).not_to_have_value("")


def test_no_question_is_one_sentence_and_nothing_else_changes(desk: Page) -> None:
    asked(desk, "may I forward the whole thread?")
    desk.locator("[name=question]").fill("  ?! ")
    desk.locator(".asking .main").click()
    expect(desk.locator("#asking-error")).to_contain_text("Type a question, such as")
    expect(desk.locator(".learn .answer")).to_be_visible()


def test_a_server_that_is_gone_loses_no_question(desk: Page) -> None:
    desk.route(CALLS, lambda route: route.abort())
    desk.locator("[name=question]").fill("who chairs the summit?")
    desk.locator(".asking .main").click()
    expect(desk.locator("#asking-error")).to_contain_text("No answer from clarifier")
    expect(desk.locator("[name=question]")).to_have_value("who chairs the summit?")


# Rules


def test_the_rules_are_browsed_searched_and_opened(desk: Page) -> None:
    pane(desk, "rules")
    spines = desk.locator(".learn [data-slot=rulebook] li[data-words]")
    expect(spines).to_have_count(24)
    desk.locator(".learn [name=words]").fill("fishing")
    expect(desk.locator(".learn [data-slot=rulebook] li[data-words]:not([hidden])").first).to_contain_text("Rule 8")
    desk.locator(".learn [name=words]").fill("zeppelin")
    expect(desk.locator("[data-none]")).to_be_visible()
    desk.locator(".learn [name=words]").fill("")
    spines.nth(1).locator("button").click()
    expect(desk.locator(".learn .document .card-head h2")).to_have_text("Rule 2 · Options first")


def test_a_rule_named_in_another_tab_opens_its_card(desk: Page) -> None:
    desk.locator(".top nav a").first.click()
    desk.locator(".clarify .teach [data-example]").first.click()
    reason = desk.locator(".questions .reason").first
    reason.locator("summary").click()
    reason.locator("[data-rule-card]").click()
    expect(desk.locator(".learn .document #document-title")).to_be_visible()
    assert desk.url.endswith("#learn")


# Practise


def test_a_weak_rule_is_retried_and_the_exchange_comes_to_its_end(desk: Page) -> None:
    learning_as(desk, "Practising Pia")
    pane(desk, "practise")
    desk.locator("[data-scene=scenario-01]").click()
    desk.locator("[name=attempt]").fill(BAD)
    desk.locator("[data-try]").click()
    points = desk.locator(".learn .points li")
    expect(points).to_have_count(2)
    expect(points.first.locator(".status")).to_have_text("Against the rule")
    expect(points.first.locator(".own")).to_contain_text("you need to get all 90 hinges")
    expect(desk.locator(".exchange li.they")).to_have_count(1)
    points.first.locator("[data-retry]").click()
    expect(desk.locator("[name=attempt]")).to_have_value(BAD)
    desk.locator("[name=attempt]").fill(BETTER)
    desk.locator("[data-try]").click()
    expect(points.first.locator(".status")).to_have_text("Good")
    expect(desk.locator(".feedback .card-head span")).to_have_text("2 of 2 good")
    for _ in range(2):
        if desk.locator("[data-try]").is_visible():
            desk.locator("[name=attempt]").fill(BETTER)
            desk.locator("[data-try]").click()
            expect(desk.locator("[name=attempt]")).to_have_value("")
    expect(desk.locator("[data-try]")).to_be_hidden()
    expect(desk.locator(".exchange li.they").last).to_contain_text("36 go on the small mill")
    expect(desk.locator(".bars li", has_text="Rule 4").locator(".status")).to_be_visible()


def test_what_is_being_written_is_there_after_a_reload(desk: Page, address: str) -> None:
    pane(desk, "practise")
    desk.locator("[data-scene=scenario-02]").click()
    desk.locator("[name=attempt]").fill("Gwen, half a message")
    desk.reload()
    opened(desk, address)
    pane(desk, "practise")
    desk.locator("[data-scene=scenario-02]").click()
    expect(desk.locator("[name=attempt]")).to_have_value("Gwen, half a message")


# Today's five, and progress


def test_five_cards_a_day_and_the_progress_is_there_after_a_restart(page: Page, settings: Settings) -> None:
    classroom.classroom.cache_clear()
    with served(settings) as first:
        desk = learning_as(opened(page, first), "Five-a-day Fred")
        pane(desk, "five")
        for number in range(1, 6):
            expect(desk.locator(".flash .card-head span")).to_have_text(f"{number} of 5")
            desk.locator("[data-show]").click()
            desk.locator(f"[data-rate={'good' if number % 2 else 'again'}]").click()
        expect(desk.locator(".flash.done .outcome")).to_have_text("That's it for today.")
        expect(desk.locator("[data-left]")).to_be_hidden()
        bars = desk.locator(".bars")
        within(desk, lambda: bars.inner_text().count("new") == 5)
        before = bars.inner_text()
        assert "%" in before
    classroom.classroom.cache_clear()
    with served(settings) as second:
        desk = learning_as(opened(page, second), "Five-a-day Fred")
        within(desk, lambda: desk.locator(".bars").inner_text() == before)
        pane(desk, "five")
        expect(desk.locator(".flash.done .outcome")).to_be_visible()


def test_a_rating_that_gets_no_answer_is_sent_again_and_counts_once(desk: Page) -> None:
    learning_as(desk, "Twice-told Tim")
    pane(desk, "five")
    desk.locator("[data-show]").click()
    desk.route(CALLS, lost)
    desk.locator("[data-rate=good]").click()
    expect(desk.locator(".learn [data-trouble]")).to_contain_text("No answer from clarifier")
    desk.unroute(CALLS)
    desk.locator("[data-rate=good]").click()
    expect(desk.locator(".flash .card-head span")).to_have_text("2 of 5")


def test_hostile_words_stay_words(desk: Page) -> None:
    pane(desk, "practise")
    desk.locator("[data-scene=scenario-01]").click()
    desk.locator("[name=attempt]").fill("Can you help? " + " ".join(HOSTILE))
    desk.locator("[data-try]").click()
    expect(desk.locator(".exchange li.you p")).to_contain_text(HOSTILE[0])
    pane(desk, "ask")
    asked(desk, f"who chairs the summit? {HOSTILE[1]} {HOSTILE[3]}")
    assert desk.evaluate("window.hacked === undefined && !document.querySelector('.learn img, .learn script')")


def test_the_tab_is_used_by_keyboard_alone(desk: Page) -> None:
    desk.locator("[name=question]").focus()
    desk.keyboard.type("is it all right to tell production what to do?")
    desk.keyboard.press("Enter")
    expect(desk.locator(".learn .answer")).to_have_attribute("data-covered", "yes")
    desk.locator(".quote").first.focus()
    desk.keyboard.press("Enter")
    expect(desk.locator(".learn .document")).to_be_focused()


def test_a_phone_shows_it_without_scrolling_sideways(desk: Page) -> None:
    desk.set_viewport_size({"width": 390, "height": 844})
    asked(desk, "what goes on the agenda of the summit?")
    for name in ("rules", "practise", "five", "ask"):
        pane(desk, name)
        assert desk.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


# With a model


def talking(body: Body) -> Mapping[str, Any]:
    """A model that answers from the first passage and from nowhere, and speaks for the counterpart."""
    if "says" in json.dumps(body["response_format"]):
        return {"says": "And which customer waits for that, then?"}
    passages = body["messages"][1]["content"]
    first = passages.split("\n")[0].partition(": ")[2].strip().split(". ")[0] + "."
    return {"covered": True, "sentences": [{"text": first, "passage": 1}, {"text": "Free beer.", "passage": 1}]}


def test_a_model_words_the_answer_and_speaks_for_the_counterpart(page: Page, tmp_path: Path) -> None:
    with ModelServer(answering(talking)) as model:
        own = Settings(
            model_folder=tmp_path / "m", data_folder=tmp_path / "d", model_url=model.url, model="stub", model_retries=0
        )
        with served(own) as where:
            desk = opened(page, where)
            asked(desk, "my customer wants 100 tomorrow, what do I do first?")
            expect(desk.locator(".answering [data-line]")).to_contain_text("stub has worded it")
            expect(desk.locator(".learn .answer .more").first).to_contain_text("If they want 100 tomorrow")
            desk.locator(".answering [data-act]").click()
            expect(desk.locator(".learn .answer .outcome")).to_contain_text(
                "ask the customer what they could also live with"
            )
            expect(desk.locator(".learn .answer")).not_to_contain_text("beer")
            expect(desk.locator(".learn .answer .more")).to_have_count(0)
            pane(desk, "practise")
            desk.locator("[data-scene=scenario-01]").click()
            desk.locator("[name=attempt]").fill(BAD)
            desk.locator("[data-try]").click()
            expect(desk.locator(".exchange li.they p")).to_have_text("And which customer waits for that, then?")
