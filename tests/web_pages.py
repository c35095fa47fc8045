"""What tests of the page with a model share: the page served inside this process, opened, and waited for."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
import uvicorn
from playwright.sync_api import Page

from clarifier.settings import Settings
from clarifier.web.app import application, listening
from clarifier.web.model_desk import ModelDesk


@contextmanager
def served(settings: Settings, models: ModelDesk | None = None) -> Iterator[str]:
    """The page on a free port, in a thread of this process."""
    config = uvicorn.Config(application(settings, models), log_level="warning", timeout_graceful_shutdown=1)
    server = uvicorn.Server(config)
    with listening("127.0.0.1", 0) as door:
        running = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        running.start()
        yield f"http://127.0.0.1:{door.getsockname()[1]}"
        server.should_exit = True
        running.join(5)


def opened(page: Page, address: str) -> Page:
    """The page, ready."""
    page.goto(address)
    page.wait_for_selector(".clarify[data-ready]")
    return page


def within(desk: Page, what: Callable[[], bool], seconds: float = 20) -> None:
    """Waits for it, while the page goes on."""
    for _ in range(int(seconds * 20)):
        if what():
            return
        desk.wait_for_timeout(50)
    pytest.fail("it never came so far")
