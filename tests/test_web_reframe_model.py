"""The Reframe tab with a model: the offline wording first, the model's after a rest, and nothing moves that somebody reads or has touched."""

import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from model_server import Behave, ModelServer, answering, failing, waiting
from pastes import HOSTILE
from playwright.sync_api import Locator, Page, expect
from web_pages import served, within

from clarifier.model.circuit import circuit_of
from clarifier.reframe.reframed import reframe
from clarifier.settings import Settings
from clarifier.web.second_wording import ALONE, STOPPED, wording

HEATED = (
    "You need to get the 240 hinge plates for Corrigan Doors onto a truck by Thursday. "
    "PO 70318 was quoted at 15 working days and nobody in your department can be bothered to lift it off the bench. "
    "60 pcs came back from the plater last Monday. I'm sick of babysitting grown adults."
)
CALM = "The 240 hinge plates for Corrigan Doors are late. Can you get them onto a truck by Thursday?"
FIRST = "Can you get the 240 hinge plates"
BETTER = (
    "PO 70318 was quoted at 15 working days. 60 pcs came back from the plater last Monday. "
    "Can you get the 240 hinge plates for Corrigan Doors onto a truck by Thursday?"
)
BLAME = "nobody in your department can be bothered to lift it off the bench"
ASKING = wording("stub") or ""
SHOWN = "Worded once more by stub: every fact kept"
OFFERED = "A second wording by stub is here: every fact kept"
LINE, ACT = ".reframe .engine [data-line]", ".reframe .engine [data-act]"


def saying(text: str) -> Behave:
    """A model that words a message so."""
    return answering(lambda _: {"first": text, "second": ""})


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ModelServer]]:
    """The page with a model set up: its address, and the model's server."""
    with ModelServer() as model:
        folder = tmp_path_factory.mktemp("model")
        settings = Settings(model_url=model.url, model="stub", model_folder=folder, model_retries=0, model_seconds=60)
        with served(settings) as address:
            yield address, model


@pytest.fixture
def model(running: tuple[str, ModelServer]) -> ModelServer:
    """A model whose wording holds, and which remembers no other test; nor does the page that it failed in one."""
    _, model = running
    circuit_of(model.url).worked()
    model.behave, model.left = saying(BETTER), 0
    model.asked.clear()
    return model


@pytest.fixture
def desk(page: Page, running: tuple[str, ModelServer], model: ModelServer) -> Page:
    """The Reframe tab, open and ready, with that model."""
    del model
    return opened(page, running[0])


def opened(page: Page, address: str) -> Page:
    page.goto(f"{address}/#reframe")
    page.wait_for_selector(".reframe[data-ready]")
    return page


def message(desk: Page) -> Locator:
    return desk.locator("textarea[name=message]")


def text(desk: Page) -> Locator:
    return desk.locator(".ready .text")


def written(desk: Page, words: str = HEATED) -> Page:
    """The message written, the offline answer there, and the pointer where it disturbs nobody."""
    desk.mouse.move(5, 5)
    message(desk).fill(words)
    expect(desk.locator(".ready")).to_be_visible()
    return desk


def held(model: ModelServer, behave: Behave | None = None) -> threading.Event:
    """The model answers only once this is set."""
    go = threading.Event()
    model.behave = waiting(behave or saying(BETTER), until=go)
    return go


# The second wording


def test_the_offline_wording_comes_first_and_the_models_after_it(desk: Page, model: ModelServer) -> None:
    go = held(model)
    written(desk)
    expect(text(desk)).to_contain_text(FIRST)
    expect(desk.locator(LINE)).to_have_text(ALONE)
    place = desk.locator("#ready-title").bounding_box()
    expect(desk.locator(LINE)).to_have_text(ASKING)
    assert text(desk).inner_text().startswith(FIRST)
    go.set()
    expect(text(desk)).to_have_text(BETTER)
    expect(desk.locator(LINE)).to_have_text(SHOWN)
    expect(desk.locator("#ready-title")).to_have_text("Ready to send")
    expect(desk.locator(".changes li").first.locator("del")).to_have_text("You need to")
    expect(desk.locator(".facts summary")).to_have_text(re.compile(r"^(\d+) of \1 facts unchanged$"))
    assert desk.locator("#ready-title").bounding_box() == place, "the line has its room from the start"
    assert len(model.asked) == 1


def test_the_first_wording_is_one_click_away(desk: Page, model: ModelServer) -> None:
    written(desk)
    desk.locator(ACT, has_text="Back to the first").click()
    expect(text(desk)).to_contain_text(FIRST)
    expect(desk.locator(LINE)).to_have_text(OFFERED)
    desk.locator(ACT, has_text="Use it").click()
    expect(text(desk)).to_have_text(BETTER)
    expect(desk.locator("[data-behind]")).to_be_hidden()
    assert len(model.asked) == 1


def test_a_wording_that_lost_a_fact_leaves_the_offline_one(desk: Page, model: ModelServer) -> None:
    model.behave = saying(BETTER.replace("240", "250"))
    written(desk)
    expect(desk.locator(LINE)).to_have_text(re.compile("this is the offline version[.]$"))
    expect(desk.locator(ACT)).to_be_hidden()
    expect(text(desk)).to_contain_text(FIRST)
    expect(text(desk)).not_to_contain_text("250")


def test_a_wording_that_says_the_same_changes_the_line_only(desk: Page, model: ModelServer) -> None:
    model.behave = saying(reframe(HEATED).rewritten)
    written(desk, HEATED)
    expect(desk.locator(LINE)).to_have_text("Worded once more by stub: nothing to better")
    expect(desk.locator(ACT)).to_be_hidden()


def test_a_calm_message_goes_to_no_model(desk: Page, model: ModelServer) -> None:
    written(desk, CALM)
    desk.wait_for_timeout(2000)
    assert not model.asked
    expect(desk.locator(LINE)).to_be_hidden()


def test_without_a_model_the_page_says_who_worded_it(page: Page, tmp_path: Path) -> None:
    with served(Settings(model_folder=tmp_path)) as address:
        expect(written(opened(page, address)).locator(LINE)).to_have_text(ALONE)
        expect(page.locator("#stays")).not_to_contain_text("once more")


def test_where_a_heated_message_goes_is_said_before_it_goes(desk: Page) -> None:
    expect(desk.locator("#stays")).to_contain_text("then goes to stub, to be worded once more")


# Nothing moves


def test_nothing_changes_under_the_pointer(desk: Page, model: ModelServer) -> None:
    go = held(model)
    written(desk)
    text(desk).hover()
    expect(desk.locator(LINE)).to_have_text(ASKING)
    shown = desk.locator(".reframe .sent").inner_html()
    go.set()
    expect(desk.locator(LINE)).to_have_text(OFFERED)
    cut = re.compile(r'<div class="engine.*?</div>', re.S)
    assert cut.sub("", desk.locator(".reframe .sent").inner_html()) == cut.sub("", shown)
    desk.locator(ACT, has_text="Use it").click()
    expect(text(desk)).to_have_text(BETTER)


def test_nothing_changes_where_the_focus_is(desk: Page, model: ModelServer) -> None:
    go = held(model)
    written(desk)
    desk.locator("[data-step=differences]").focus()
    expect(desk.locator(LINE)).to_have_text(ASKING)
    go.set()
    expect(desk.locator(ACT)).to_have_text("Use it")
    expect(text(desk)).to_contain_text(FIRST)
    expect(desk.locator("[data-step=differences]")).to_be_focused()


def test_a_text_that_was_edited_is_never_moved(desk: Page, model: ModelServer) -> None:
    go = held(model)
    written(desk)
    desk.locator("[data-step=edit]").click()
    desk.keyboard.type(" Please call me.")
    desk.locator("[data-step=edit]").click()
    message(desk).focus()
    desk.mouse.move(5, 5)
    expect(desk.locator(LINE)).to_have_text(ASKING)
    go.set()
    expect(desk.locator(LINE)).to_have_text(OFFERED)
    expect(text(desk)).to_contain_text("Please call me.")
    expect(desk.locator("[data-behind]")).to_be_hidden()
    desk.locator(ACT, has_text="Use it").click()
    expect(text(desk)).to_have_text(BETTER)
    desk.get_by_role("button", name="Bring my wording back").click()
    expect(text(desk)).to_contain_text("Please call me.")
    expect(desk.locator(LINE)).to_have_text(OFFERED)


def test_both_wordings_keep_what_was_edited_in_them(desk: Page) -> None:
    written(desk)
    for words, other in (("Model.", "Back to the first"), ("First.", "Use it")):
        expect(desk.locator(ACT)).to_have_text(other)
        desk.locator("[data-step=edit]").click()
        desk.keyboard.type(f" {words}")
        desk.locator("[data-step=edit]").click()
        desk.locator(ACT, has_text=other).click()
    expect(text(desk)).to_have_text(f"{BETTER} Model.")
    desk.locator(ACT, has_text="Back to the first").click()
    expect(text(desk)).to_contain_text("First.")


def test_nothing_changes_while_one_edits(desk: Page, model: ModelServer) -> None:
    go = held(model)
    written(desk)
    desk.locator("[data-step=edit]").click()
    desk.mouse.move(5, 5)
    expect(desk.locator(LINE)).to_have_text(ASKING)
    go.set()
    expect(desk.locator(ACT)).to_have_text("Use it")
    expect(desk.locator("textarea[name=sent]")).to_be_focused()
    expect(desk.locator("textarea[name=sent]")).to_have_value(re.compile(FIRST))


@pytest.mark.parametrize("touch", ["undo", "copy"])
def test_what_was_decided_stays(desk: Page, model: ModelServer, touch: str) -> None:
    go = held(model)
    written(desk)
    if touch == "undo":
        desk.locator(".changes li", has_text=BLAME).get_by_role("checkbox").uncheck()
    else:
        desk.locator("[data-step=copy]").click()
    message(desk).focus()
    desk.mouse.move(5, 5)
    expect(desk.locator(LINE)).to_have_text(ASKING)
    go.set()
    expect(desk.locator(ACT)).to_have_text("Use it")
    expect(text(desk)).to_contain_text(FIRST)
    desk.locator(ACT).click()
    expect(text(desk)).to_have_text(BETTER)
    expect(desk.locator("[data-behind]")).to_have_count(1)
    if touch == "undo":
        desk.get_by_role("button", name="Bring my choices back").click()
        expect(text(desk)).to_contain_text(BLAME)


def test_an_undone_change_of_the_model_is_checked_for_its_facts(desk: Page) -> None:
    written(desk)
    expect(desk.locator(LINE)).to_have_text(SHOWN)
    desk.locator(".changes li").first.get_by_role("checkbox").uncheck()
    expect(desk.locator("#ready-title")).to_have_text("Not ready yet")
    desk.locator(".changes li").first.get_by_role("checkbox").check()
    expect(desk.locator("#ready-title")).to_have_text("Ready to send")
    desk.locator("[data-step=all]").click()
    expect(text(desk)).to_have_text(HEATED)


# One question at a time


def test_typing_asks_no_model_until_it_rests(desk: Page, model: ModelServer) -> None:
    written(desk)
    message(desk).press("Control+End")
    for word in ("The", "carrier", "leaves", "at", "four."):
        desk.keyboard.type(f" {word}")
        desk.wait_for_timeout(700)
        assert not model.asked
    expect(text(desk)).to_contain_text("The carrier leaves at four.")
    within(desk, lambda: len(model.asked) == 1)


def test_a_changed_message_stops_the_old_question(desk: Page, model: ModelServer) -> None:
    held(model)
    written(desk)
    within(desk, lambda: len(model.asked) == 1)
    model.behave = saying(BETTER)
    message(desk).press("Control+End")
    desk.keyboard.type(" Hurry.")
    expect(desk.locator(LINE)).to_have_text(ALONE)
    within(desk, lambda: model.left == 1)
    within(desk, lambda: len(model.asked) == 2)
    assert "Hurry." in str(model.asked[1]["messages"])


def test_another_wording_is_another_question_and_none_is_asked_twice(desk: Page, model: ModelServer) -> None:
    written(desk)
    expect(desk.locator(LINE)).to_have_text(SHOWN)
    model.behave = saying(BETTER.replace("Can you", "Could you please"))
    desk.get_by_role("button", name="Warmer").click()
    expect(text(desk)).to_contain_text("Whatever stands in the way, tell me.")
    desk.mouse.move(5, 5)
    message(desk).focus()
    within(desk, lambda: len(model.asked) == 2)
    desk.get_by_role("button", name="Warmer").click()
    expect(text(desk)).to_have_text(BETTER)
    expect(desk.locator(LINE)).to_have_text(SHOWN)
    desk.wait_for_timeout(1800)
    assert len(model.asked) == 2


def test_stop_ends_the_models_work(desk: Page, model: ModelServer) -> None:
    held(model)
    written(desk)
    within(desk, lambda: len(model.asked) == 1)
    desk.locator(ACT, has_text="Stop").click()
    expect(desk.locator(LINE)).to_have_text(STOPPED)
    within(desk, lambda: model.left == 1)
    expect(text(desk)).to_contain_text(FIRST)
    model.behave = saying(BETTER)
    desk.locator(ACT, has_text="Word it once more").click()
    expect(text(desk)).to_have_text(BETTER)


def test_cooling_down_stops_the_question(desk: Page, model: ModelServer) -> None:
    held(model)
    written(desk)
    within(desk, lambda: len(model.asked) == 1)
    desk.get_by_role("button", name="Cool down").click()
    within(desk, lambda: model.left == 1)


def test_a_second_window_of_the_browser_stops_the_question_of_the_first(
    desk: Page, model: ModelServer, running: tuple[str, ModelServer]
) -> None:
    held(model)
    written(desk)
    within(desk, lambda: len(model.asked) == 1)
    model.behave = saying(BETTER)
    second = written(opened(desk.context.new_page(), running[0]))
    expect(second.locator(LINE)).to_have_text(SHOWN)
    within(desk, lambda: model.left == 1)
    expect(desk.locator(LINE)).to_have_text(STOPPED)


def test_nobody_is_asked_while_another_tab_is_open(desk: Page, model: ModelServer) -> None:
    written(desk)
    expect(desk.locator(LINE)).to_have_text(ALONE)
    desk.get_by_role("link", name="Clarify").click()
    desk.wait_for_timeout(2000)
    assert not model.asked
    desk.get_by_role("link", name="Reframe").click()
    expect(desk.locator(LINE)).to_have_text(re.compile(f"^({re.escape(SHOWN)}|{re.escape(OFFERED)})$"))


@pytest.mark.parametrize(
    ("behave", "said"),
    [(failing(500), "HTTP 500"), (failing(401), "refuses the key"), (failing(429), "too many questions")],
)
def test_a_model_in_trouble_costs_the_rep_nothing(desk: Page, model: ModelServer, behave: Behave, said: str) -> None:
    model.behave = behave
    written(desk)
    expect(desk.locator(LINE)).to_have_text(re.compile(f"^Worded without a model: .*{said}.*[.]$"))
    expect(text(desk)).to_contain_text(FIRST)
    assert len(model.asked) == 1
    model.behave = saying(BETTER)
    desk.locator(ACT, has_text="Try again").click()
    expect(desk.locator(LINE)).to_have_text(SHOWN)
    expect(text(desk)).to_have_text(BETTER)


# Kept in this browser


def test_a_reload_brings_the_models_wording_back_without_asking_again(desk: Page, model: ModelServer) -> None:
    written(desk)
    expect(text(desk)).to_have_text(BETTER)
    desk.locator("[data-step=edit]").click()
    desk.keyboard.type(" Please call me.")
    desk.locator("[data-step=edit]").click()
    desk.wait_for_timeout(700)
    desk.reload()
    expect(text(desk)).to_have_text(f"{BETTER} Please call me.")
    expect(desk.locator(LINE)).to_have_text(SHOWN)
    desk.locator(ACT, has_text="Back to the first").click()
    expect(text(desk)).to_contain_text(FIRST)
    desk.wait_for_timeout(1800)
    desk.reload()
    expect(desk.locator(LINE)).to_have_text(OFFERED)
    expect(text(desk)).to_contain_text(FIRST)
    assert len(model.asked) == 1


def test_a_reload_in_the_middle_stops_the_question(desk: Page, model: ModelServer) -> None:
    held(model)
    written(desk)
    within(desk, lambda: len(model.asked) == 1)
    desk.reload()
    within(desk, lambda: model.left == 1, 30)  # the page has to be there again


# Safety, every screen


def test_what_a_model_says_stays_words(desk: Page, model: ModelServer) -> None:
    poison = " ".join(HOSTILE)
    model.behave = saying(f"Can you send 40 pins {poison} by Thursday?")
    written(desk, f"You need to send 40 pins {poison} by Thursday. You idiots never listen!")
    expect(desk.locator(LINE)).not_to_have_text(re.compile(f"{re.escape(ALONE)}|{re.escape(ASKING)}"))
    expect(text(desk)).to_contain_text(HOSTILE[0])
    assert desk.evaluate("window.hacked") is None
    assert desk.locator(".reframe :is(img, script, iframe, a)").count() == 0


def test_the_line_fits_a_phone(desk: Page, model: ModelServer) -> None:
    desk.set_viewport_size({"width": 375, "height": 812})
    model.behave = failing(500)
    written(desk)
    expect(desk.locator(LINE)).to_have_text(re.compile("HTTP 500"))
    assert not desk.evaluate("document.documentElement.scrollWidth > innerWidth")
