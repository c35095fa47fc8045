"""The menu of who reads: a model installed from the page with one button, stopped, refused, removed, started early."""

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient
from web_pages import opened, served, within

from clarifier.errors import Cancelled, NoAnswer
from clarifier.settings import Settings
from clarifier.team.database import open_for
from clarifier.team.people import add_person
from clarifier.team.person import person
from clarifier.web.app import application
from clarifier.web.model_desk import ModelDesk, Progress, Weights


class Counter:
    """A shop that installs nothing: each step waits for its turn."""

    def __init__(self, error: Exception | None = None) -> None:
        self.here = self.started = False
        self.error = error
        self.go = threading.Event()

    def offered(self) -> Weights:
        return Weights("Qwen2.5-Coder 1.5B Instruct", "Apache-2.0", 1_117_320_768)

    def installed(self) -> Weights | None:
        return self.offered() if self.here else None

    def install(self, progress: Progress, stop: threading.Event) -> None:
        progress(460_000_000, 1_117_320_768, "part 9 of 22")
        while not self.go.wait(0.02):
            if stop.is_set():
                raise Cancelled("Stopped.")
        if self.error:
            raise self.error
        self.here = True

    def remove(self) -> None:
        self.here = False

    def start(self) -> None:
        self.started = True


@pytest.fixture
def shop() -> Counter:
    return Counter()


@pytest.fixture
def counter(page: Page, shop: Counter, tmp_path: Path) -> Iterator[Page]:
    """The page with nothing set up, its menu open."""
    settings = Settings(model_folder=tmp_path)
    with served(settings, ModelDesk(settings, shop)) as address:
        opened(page, address).locator(".reader > summary").click()
        yield page


def test_a_model_is_installed_with_one_button_and_every_tab_sees_it(counter: Page, shop: Counter) -> None:
    panel = counter.locator(".reader .panel")
    panel.get_by_role("button", name="Install (1.1 GB, Apache-2.0)").click()
    expect(panel.locator("[data-words]")).to_have_text("part 9 of 22 · 460 MB of 1.1 GB")
    assert 0.4 < float(panel.locator("progress").evaluate("bar => bar.value")) < 0.42
    expect(counter.locator(".reader > summary")).to_contain_text("41%")
    second = opened(counter.context.new_page(), counter.url)
    expect(second.locator(".reader > summary")).to_contain_text("41%")
    shop.go.set()
    for tab in (counter, second):
        expect(tab.locator(".reader .ready")).to_have_text("Ready: emails are now read once more with it.")
        expect(tab.locator(".reader > summary")).to_contain_text("With a model here")
    within(counter, lambda: shop.started)
    panel.locator("summary", has_text="Remove it").click()
    panel.get_by_role("button", name="Remove").click()
    expect(panel.get_by_role("button", name="Install")).to_be_visible()


def test_an_installation_can_be_stopped(counter: Page, shop: Counter) -> None:
    panel = counter.locator(".reader .panel")
    panel.get_by_role("button", name="Install").click()
    panel.get_by_role("button", name="Stop").click()
    expect(panel.get_by_role("button", name="Install")).to_be_visible()
    assert not shop.here


def test_an_installation_that_fails_says_why(counter: Page, shop: Counter) -> None:
    shop.error = NoAnswer("pip could not fetch <b>it</b>; check the connection.")
    shop.go.set()
    panel = counter.locator(".reader .panel")
    panel.get_by_role("button", name="Install").press("Enter")
    expect(panel.locator(".error")).to_have_text("pip could not fetch <b>it</b>; check the connection.")
    expect(panel.get_by_role("button", name="Install")).to_be_visible()
    counter.keyboard.press("Escape")
    expect(panel).to_be_hidden()


def test_a_model_that_is_here_is_started_before_the_first_email(tmp_path: Path) -> None:
    for here in (True, False):
        shop = Counter()
        shop.here = here
        ModelDesk(Settings(model_folder=tmp_path), shop).warm_up()
        for thread in threading.enumerate():
            if thread.name == "start the model":
                thread.join(5)
        assert shop.started is here


@pytest.mark.parametrize(("role", "is_done"), [("learner", False), ("rep", False), ("manager", False), ("admin", True)])
def test_where_people_sign_in_an_admin_alone_installs_and_removes_it(
    role: str, is_done: bool, shop: Counter, tmp_path: Path
) -> None:
    settings, password = Settings(data_folder=tmp_path, model_folder=tmp_path / "model"), "correct horse battery"
    database = open_for(settings)
    add_person(database, person("lea", "Lea", "sales", role), password)
    database.close()
    shop.here = True
    browser = TestClient(application(settings, ModelDesk(settings, shop)), base_url="http://works.example")
    browser.post("/sign-in", data={"login": "lea", "password": password}, follow_redirects=False)
    parts = browser.get("/config").json()["components"]
    [header] = [each["id"] for each in parts if each["props"].get("elem_id") == "header"]
    call = {"session_hash": "one", "component_id": header, "data": {}}

    def asks(work: str) -> dict[str, Any]:
        answer: dict[str, Any] = browser.post("/gradio_api/component_server", json={**call, "fn_name": work}).json()
        return answer

    for work in ("install", "stop_installing", "remove"):
        answer = asks(work)
        assert answer["ok"] is is_done and (is_done or "ask an admin to do it" in answer["error"])
        while work == "stop_installing" and asks("standing")["stage"] == "installing":
            time.sleep(0.02)  # it stops between two parts
    assert shop.here is not is_done
    assert browser.post("/gradio_api/component_server", json={**call, "fn_name": "standing"}).json()["ok"]
