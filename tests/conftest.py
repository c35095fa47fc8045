"""What tests share: a real browser, model and database server where they are, and a loud list of what did not run where they are not."""

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import NoBrowserError, launch
from databases import NoServerError, Server
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from clarifier.team.database import Database, open_database

expect.set_options(timeout=20_000)  # three workers share two cores: what is at once alone may take seconds here
_ENVIRONMENT = dict(os.environ)  # as whoever runs the tests has it


@pytest.hookimpl(tryfirst=True)  # before -m selects by marker
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the browser, and run it last: Playwright keeps an event loop running from then on.

    Of both kinds the files that take long come first, those with the model and those with many page tests: no worker waits at the end.
    """
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
        if "weights" in getattr(item, "fixturenames", ()):
            item.add_marker("model")
        if "postgres" in getattr(item, "fixturenames", ()):
            item.add_marker("postgres")
    size = Counter(item.path for item in items)

    def turn(item: pytest.Item) -> tuple[bool, bool, int]:
        is_page = item.get_closest_marker("browser") is not None
        return is_page, item.get_closest_marker("model") is None, -size[item.path] if is_page else 0

    items.sort(key=turn)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the tests that nobody ran for want of a browser or a model."""
    skipped = terminalreporter.getreports("skipped")
    for marker, what, mend in (
        ("browser", "PAGE", "Install Debian's chromium, or run: .venv/bin/playwright install chromium"),
        ("model", "MODEL", "Run: .venv/bin/clarifier model install"),
        ("postgres", "POSTGRESQL", "Run: .venv/bin/python -m pip install -c constraints.txt -e '.[dev]'"),
    ):
        missed = [report for report in skipped if marker in report.keywords]
        if missed:
            terminalreporter.section(f"{len(missed)} {what} TESTS DID NOT RUN", sep="!", red=True, bold=True)
            for report in missed:
                terminalreporter.write_line(f"not run: {report.nodeid}", red=True)
            terminalreporter.write_line(mend)


@pytest.fixture(autouse=True, scope="session")
def _nothing_among_the_users_data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test reads or writes where whoever runs it keeps theirs; set before any fixture starts a process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_DATA_HOME", str(tmp_path_factory.getbasetemp() / "data"))
        yield


@pytest.fixture(autouse=True)
def _no_model_of_the_user(monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test finds a key, an address or weights of whoever runs it; those that want some name them."""
    for name in list(os.environ):
        if name.startswith("CLARIFIER_") or name == "OPENAI_API_KEY":
            monkeypatch.delenv(name)
    monkeypatch.setenv("CLARIFIER_MODEL_FOLDER", str(tmp_path_factory.getbasetemp() / "no-model"))


@pytest.fixture(scope="session")
def weights() -> Path:
    """The installed weights; without them the tests of the real model are skipped, and named at the end."""
    from clarifier.model.install import installed
    from clarifier.settings import load

    found = installed(load(_ENVIRONMENT).model_folder)
    if found is None:
        pytest.skip("no weights are installed: clarifier model install")
    return found.path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL shared by all tests of it; where none can be started they are skipped."""
    try:
        server = Server()
    except NoServerError as error:
        pytest.skip(f"no PostgreSQL can be started: {error}")
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """An empty database with all tables, once of each kind; SQLite's lies in `tmp_path`."""
    server: Server | None = request.getfixturevalue("postgres") if request.param == "postgresql" else None
    url = server.fresh() if server else ""
    opened = open_database(tmp_path, url)
    yield opened
    opened.close()
    if server:
        server.drop(url)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium shared by all page tests; without one they are skipped."""
    with sync_playwright() as playwright:
        try:
            started = launch(playwright)
        except NoBrowserError as error:
            pytest.skip(str(error))
        yield started
        started.close()


@pytest.fixture(scope="session")
def window(browser: Browser) -> BrowserContext:
    """Where the pages of the tests open. It may use the clipboard, and keeps our scripts: a page that fetches and reads them anew costs twice as much."""
    return browser.new_context(permissions=["clipboard-read", "clipboard-write"])


@pytest.fixture
def page(window: BrowserContext) -> Iterator[Page]:
    """A fresh page that remembers nothing from other tests."""
    yield window.new_page()
    for each in window.pages:
        origin = each.evaluate("origin")
        each.goto("about:blank")  # what a page writes when it is left comes before the clearing
        window.new_cdp_session(each).send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
        each.close()
    window.clear_cookies()
