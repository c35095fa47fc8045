"""The page with a model: the offline reading first, the model's after it, and nothing jumps, gets lost or waits."""

import json
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from model_server import Behave, ModelServer, answering, failing, pointing, waiting
from pastes import FORWARD, HOSTILE
from playwright.sync_api import Page, expect
from test_web import drop
from web_pages import opened, served, within

from clarifier.settings import Settings
from clarifier.web.second_reading import ALONE, changes
from clarifier.web.stops import Stops

BARGE = "Beyond that the barge sits in the mud"
PARTS = "A little now and a little then is how we like it"
EMAIL = FORWARD.replace("Ship to 9", f"{BARGE}.\n\n{PARTS}.\n\nShip to 9")
OTHER = EMAIL.replace("120 brackets BR-4410", "75 hinges HG-2200")
CAREFUL = pointing(
    is_request=("we need these by next Friday", "yes"),
    needed_by="by next Friday",
    ship_to="9 Harbor Rd, Erie PA 16501",
    reason=BARGE,
    partial_delivery=(PARTS, "allowed"),
)
LINE, ACT = ".clarify .engine [data-line]", ".clarify .engine [data-act]"
DONE = "Read once more with stub: 2 things added"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ModelServer, Path]]:
    """The page with a model set up that has passed its test: its address, the model's server, what is kept."""
    folder = tmp_path_factory.mktemp("model")
    with ModelServer() as model:
        settings = Settings(model_url=model.url, model="stub", model_folder=folder, model_retries=0, model_seconds=20)
        (folder / "placement.json").write_text(json.dumps({f"stub at {model.url}": 0}), "utf-8")
        with served(settings) as address:
            yield address, model, folder


@pytest.fixture
def model(running: tuple[str, ModelServer, Path]) -> ModelServer:
    """A model that reads carefully, and remembers no other test."""
    _, model, folder = running
    shutil.rmtree(folder / "answers", ignore_errors=True)
    model.behave, model.left = answering(CAREFUL), 0
    model.asked.clear()
    return model


@pytest.fixture
def desk(page: Page, running: tuple[str, ModelServer, Path], model: ModelServer) -> Page:
    """The page, open and ready, with that model."""
    del model
    return opened(page, running[0])


def pasted(desk: Page, text: str = EMAIL) -> Page:
    """Paste, with the pointer where it disturbs nobody."""
    desk.mouse.move(5, 5)
    desk.evaluate("text => navigator.clipboard.writeText(text)", text)
    desk.locator("textarea[name=email]").focus()
    desk.keyboard.press("Control+V")
    expect(desk.locator(".request .outcome")).to_be_visible()
    return desk


def held(model: ModelServer, behave: Behave | None = None) -> threading.Event:
    """The model answers only once this is set."""
    go = threading.Event()
    model.behave = waiting(behave or answering(CAREFUL), until=go)
    return go


def reason(desk: Page) -> str:
    return " ".join(desk.locator(".request .terms").inner_text().split())


# The second reading


def test_the_offline_reading_comes_first_and_the_model_adds_to_it(desk: Page, model: ModelServer) -> None:
    go = held(model)
    pasted(desk)
    expect(desk.locator(LINE)).to_have_text("Reading once more with stub …")
    assert BARGE not in reason(desk)
    place = desk.locator(".request .outcome").bounding_box()
    go.set()
    expect(desk.locator(LINE)).to_have_text(DONE)
    field = desk.locator(".request .field", has_text=BARGE)
    expect(field.locator(".status")).to_have_text("found by the model")
    expect(desk.locator(".request .field", has_text="Partial")).to_contain_text("allowed found by the model")
    expect(desk.locator(".letter mark", has_text=BARGE)).to_be_visible()
    expect(desk.locator(ACT)).to_be_hidden()
    assert desk.locator(".request .outcome").bounding_box() == place, "the line has its room from the start"


def test_without_a_model_the_page_says_who_read(page: Page, tmp_path: Path) -> None:
    with served(Settings(model_folder=tmp_path)) as address:
        expect(pasted(opened(page, address)).locator(LINE)).to_have_text(ALONE)


def test_nothing_changes_under_the_pointer(desk: Page, model: ModelServer) -> None:
    go = held(model)
    pasted(desk).locator(".questions h2").hover()
    shown = desk.locator(".right").inner_html()
    go.set()
    expect(desk.locator(ACT)).to_have_text("Show them")
    expect(desk.locator(LINE)).to_have_text(DONE)
    after = desk.locator(".right").inner_html()
    cut = re.compile(r'<div class="engine.*?</div>', re.S)
    assert cut.sub("", after) == cut.sub("", shown)
    desk.locator(ACT).click()
    expect(desk.locator(".request .field", has_text=BARGE)).to_be_visible()
    expect(desk.locator(ACT)).to_be_hidden()


def test_nothing_changes_where_the_focus_is(desk: Page, model: ModelServer) -> None:
    go = held(model)
    pasted(desk).locator(".asked textarea").first.focus()
    go.set()
    expect(desk.locator(ACT)).to_have_text("Show them")
    assert desk.evaluate("document.activeElement.matches('.asked textarea')")


def test_what_the_rep_changed_is_kept(desk: Page, model: ModelServer) -> None:
    go = held(model)
    pasted(desk)
    desk.locator(".asked input").first.uncheck()
    last = desk.locator(".asked textarea").last
    asked = last.input_value()
    last.fill("Would a later week do?")
    desk.locator("textarea[name=reply]").fill("Hi Owen, mine.")
    go.set()
    desk.locator(ACT, has_text="Show").click()
    expect(desk.locator(".request .field", has_text=BARGE)).to_be_visible()
    expect(desk.locator("textarea[name=reply]")).to_have_value("Hi Owen, mine.")
    expect(desk.locator(f'.asked textarea[data-original="{asked}"]')).to_have_value("Would a later week do?")
    expect(desk.locator(".asked input").first).not_to_be_checked()


def test_where_nothing_is_new_only_the_line_changes(desk: Page, model: ModelServer) -> None:
    model.behave = answering(pointing(is_request=("we need these by next Friday", "yes")))
    pasted(desk, FORWARD)
    expect(desk.locator(LINE)).to_have_text("Read once more with stub: nothing to add")


def test_the_reply_and_the_files_speak_of_what_the_model_added(desk: Page) -> None:
    pasted(desk)
    expect(desk.locator(LINE)).to_have_text(DONE)
    desk.locator(".asked input").first.uncheck()
    expect(desk.locator("textarea[name=reply]")).to_have_value(re.compile("part of it may come first"))
    desk.locator(".menu summary").click()
    with desk.expect_download() as download:
        desk.get_by_role("button", name="JSON").click()
    request = json.loads(download.value.path().read_bytes())
    assert request["engine"]["name"] == "model"
    assert request["request"]["reason"]["value"] == BARGE


def test_the_answers_speak_of_what_the_model_added(desk: Page) -> None:
    pasted(desk)
    expect(desk.locator(LINE)).to_have_text(DONE)
    desk.get_by_role("button", name="Paste Owen’s answer").click()
    desk.locator("textarea[name=answer]").fill("Friday the 19th, please, and the PO is 4500-7781.")
    desk.get_by_role("button", name="Read the answer").click()
    expect(desk.locator(".request .field", has_text="4500-7781")).to_be_visible()
    expect(desk.locator(".request .field", has_text=BARGE)).to_be_visible()


def test_a_reload_brings_the_second_reading_back_without_asking_again(desk: Page, model: ModelServer) -> None:
    pasted(desk)
    expect(desk.locator(LINE)).to_have_text(DONE)
    asked = len(model.asked)
    desk.wait_for_timeout(400)
    desk.reload()
    expect(desk.locator(".request .field", has_text=BARGE)).to_be_visible()
    expect(desk.locator(LINE)).to_have_text(DONE)
    assert len(model.asked) == asked


def test_a_dropped_mail_is_read_once_more_too(desk: Page) -> None:
    desk.mouse.move(5, 5)
    head = "From: Owen Petrak <o.petrak@lumenhoist.example>\nTo: nadia@rowebrackets.example\nSubject: brackets\n"
    body = EMAIL.partition("brackets and pins\n")[2]
    drop(desk, "brackets.eml", f"{head}Date: Tue, 09 Mar 2027 10:12:00 -0500\n{body}".encode())
    expect(desk.locator(LINE)).to_have_text(DONE)
    expect(desk.locator(".message .tools")).to_contain_text("brackets.eml")


# What stops it, and what goes wrong


def test_stop_ends_the_models_work(desk: Page, model: ModelServer) -> None:
    held(model)
    pasted(desk)
    within(desk, lambda: len(model.asked) == 1)
    desk.locator(ACT, has_text="Stop").click()
    expect(desk.locator(LINE)).to_have_text("Stopped: read on this machine, without a model")
    within(desk, lambda: model.left == 1)
    model.behave = answering(CAREFUL)
    desk.locator(ACT, has_text="Read once more").click()
    expect(desk.locator(LINE)).to_have_text(DONE)


def test_a_newer_paste_overtakes_the_older_reading(desk: Page, model: ModelServer) -> None:
    held(model)
    pasted(desk)
    within(desk, lambda: len(model.asked) == 1)
    model.behave = answering(CAREFUL)
    pasted(desk, OTHER)
    expect(desk.locator(LINE)).to_have_text(DONE)
    expect(desk.locator(".request .field", has_text="HG-2200")).to_be_visible()
    within(desk, lambda: model.left == 1)


@pytest.mark.parametrize(
    ("behave", "said"),
    [(failing(500), "HTTP 500"), (failing(401), "refuses the key"), (failing(429), "too many questions")],
)
def test_a_model_in_trouble_costs_the_rep_nothing(desk: Page, model: ModelServer, behave: Behave, said: str) -> None:
    model.behave = behave
    pasted(desk)
    expect(desk.locator(LINE)).to_have_text(re.compile(f"^Read without a model: .*{said}.*[.]$"))
    expect(desk.locator(".request tbody tr")).to_have_count(2)
    model.behave = answering(CAREFUL)
    desk.locator(ACT, has_text="Try again").click()
    expect(desk.locator(LINE)).to_have_text(DONE)


def test_a_server_that_is_down_is_named_and_the_line_unfolds(page: Page, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    with served(Settings(model_url="http://127.0.0.1:9/v1", model_folder=tmp_path, model_retries=0)) as address:
        pasted(opened(page, address))
        expect(page.locator(LINE)).to_have_text(re.compile("does not answer; check that it runs"))
        short = page.locator(".clarify .engine").bounding_box()
        page.locator(".clarify .engine [data-more]").click()
        unfolded = page.locator(".clarify .engine").bounding_box()
        assert short and unfolded and short["height"] < 60 < unfolded["height"]
        for card in page.locator(":is(.card, .engine, .pill):visible").all():
            box = card.bounding_box()
            assert box and box["x"] + box["width"] <= 390, "all fits a phone"


def test_what_a_model_says_stays_words(desk: Page, model: ModelServer) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    model.behave = answering(
        lambda body: {**CAREFUL(body), "complaint": {"at": 1, "quote": " ".join(HOSTILE)}},
    )
    pasted(desk)
    expect(desk.locator(LINE)).to_have_text(f"{DONE}, 1 left aside")
    aside = desk.locator(".aside")
    aside.locator("summary").click()
    expect(aside.locator("li")).to_contain_text(HOSTILE[0])
    expect(aside.locator("li")).to_contain_text("these words stand in no message of the customer's")
    assert desk.evaluate("window.hacked") is None
    assert desk.locator(".clarify :is(img, script, iframe, a)").count() == 0
    assert all(url.startswith((desk.url, "blob:", "data:")) for url in asked)


def test_the_menu_names_the_server_that_emails_are_sent_to(desk: Page, model: ModelServer) -> None:
    desk.locator(".reader > summary").click()
    expect(desk.locator(".reader .panel")).to_contain_text(model.url)
    expect(desk.locator(".reader > summary")).to_contain_text("With stub")


# Without a browser


def test_a_reading_can_be_stopped_before_its_call_arrives_and_the_oldest_gives_way() -> None:
    stops = Stops(most=2)
    stops.stop("early")
    with ExitStack() as held, stops.held("early") as early:
        assert early.event.is_set()
        first, second = (held.enter_context(stops.held(name)) for name in ("first", "second"))
        assert not second.event.is_set() and not first.event.is_set()
        held.enter_context(stops.held("third"))
        assert first.event.is_set() and not second.event.is_set()
    assert len(stops) == 0


def test_changes_are_counted_as_a_reader_would() -> None:
    def said(*fields: tuple[str, str, str], aside: int = 0) -> dict[str, object]:
        shown = [dict(zip(("field", "status", "text"), each, strict=True)) for each in fields]
        return {"summary": {"fields": shown}, "set_aside": [{}] * aside}

    no_reason, boat = ("reason", "missing", "—"), ("reason", "found", "the boat leaves")
    ten, twenty = ("quantity", "found", "10 ea"), ("quantity", "found", "20 ea")
    assert changes(said(ten, no_reason), said(ten, boat)).words == "1 thing added"
    assert changes(said(ten, no_reason), said(twenty, boat, aside=1)).words == "1 thing added, 1 changed, 1 left aside"
    assert changes(said(ten, ten), said(ten)).words == "1 thing taken out"
    assert changes(said(ten), said(ten)).words == ""
