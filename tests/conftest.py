"""What tests share: a real browser where there is one, and a loud list of the page tests where there is none."""

from collections.abc import Iterator

import pytest
from browsers import NoBrowserError, launch
from playwright.sync_api import Browser, Page, sync_playwright


@pytest.hookimpl(tryfirst=True)  # before -m selects by marker
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses the browser, and run it last: Playwright keeps an event loop running from then on."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("browser") is not None)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name the page tests that nobody ran."""
    skipped = [report for report in terminalreporter.getreports("skipped") if "browser" in report.keywords]
    if not skipped:
        return
    terminalreporter.section(f"{len(skipped)} PAGE TESTS DID NOT RUN", sep="!", red=True, bold=True)
    for report in skipped:
        terminalreporter.write_line(f"not run: {report.nodeid}", red=True)
    terminalreporter.write_line("Install Debian's chromium, or run: .venv/bin/playwright install chromium")


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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh page that may use the clipboard and remembers nothing from other tests."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()
