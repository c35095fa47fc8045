"""Which Chromium the page tests can use. Goes out: one that runs; as a script, exit 0 where there is one.

It looks and never fetches: `make test` does that before the tests, so that the tests need no network.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Playwright, sync_playwright
from playwright.sync_api import Error as PlaywrightError

NAMES = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # Chromium refuses to start as root otherwise, and tests in a container run as root
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


class NoBrowserError(Exception):
    """None starts; the message says what was tried."""


def launch(playwright: Playwright) -> Browser:
    """The first that starts: those on PATH, then the one that Playwright fetched."""
    own = playwright.chromium.executable_path
    paths = [path for name in NAMES if (path := shutil.which(name))] + [own] * Path(own).exists()
    failures = []
    for path in paths:  # a name on PATH may be a stub that only advises to install a package
        try:
            return playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        except PlaywrightError as error:
            failures.append(f"{path}: {error.message.splitlines()[0]}")
    raise NoBrowserError("no browser starts: " + ("; ".join(failures) or "none is installed"))


if __name__ == "__main__":
    with sync_playwright() as started:
        try:
            launch(started).close()
        except NoBrowserError as error:
            sys.exit(str(error))
