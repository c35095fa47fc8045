"""Which Chromium the page tests can use. Goes out: paths to try, best first; as a script, exit 0 where there is one.

It looks and never fetches: `make test` does that before the tests, so that the tests need no network.
"""

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
FLAGS = (
    "--no-sandbox",  # Chromium refuses to start as root otherwise, and tests in a container run as root
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def candidates(playwright: Playwright) -> list[str]:
    """The browsers on PATH, then the one that Playwright fetched, where they exist."""
    on_path = [found for name in NAMES if (found := shutil.which(name))]
    own = playwright.chromium.executable_path
    return [*on_path, own] if Path(own).exists() else on_path


if __name__ == "__main__":
    with sync_playwright() as started:
        sys.exit(0 if candidates(started) else 1)
