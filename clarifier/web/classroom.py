"""What the Learn tab keeps open: the library of the rules, and the office's database of what was learned, each opened when it is first needed.

Comes in: settings. Goes out: a Classroom. One that cannot be opened says so in one sentence each time it is asked; the rest of the page
works.
"""

import logging
import threading
from collections.abc import Callable
from functools import cache

from clarifier.errors import ClarifierError
from clarifier.rules.corpus import Corpus, read_corpus
from clarifier.rules.library import Library, open_library
from clarifier.settings import Settings
from clarifier.team.database import Database
from clarifier.web.office import office


@cache
def classroom(settings: Settings) -> "Classroom":
    """The classroom of these settings, the same for the whole process."""
    return Classroom(settings)


_LOG = logging.getLogger("clarifier.web")


class Classroom:
    """`library` and `database` raise ClarifierError where they cannot be opened."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._reading, self._lock = threading.Lock(), threading.Lock()
        self._corpus: Corpus | None = None
        self._library: Library | None = None

    @property
    def corpus(self) -> Corpus:
        """The rules, read once; they need no index."""
        with self._reading:
            if self._corpus is None:
                self._corpus = read_corpus(self.settings.knowledge)
            return self._corpus

    @property
    def library(self) -> Library:
        """The library, opened once."""
        with self._lock:
            if self._library is None:
                self._library = open_library(self.settings, self.corpus)
            return self._library

    @property
    def database(self) -> Database:
        """The database that all tabs share."""
        return office(self.settings).database

    def warm_up(self) -> None:
        """Opens both in the background, so that the first question need not wait."""
        threading.Thread(target=self._warm_up, name="open the library", daemon=True).start()

    def _warm_up(self) -> None:
        openings: tuple[Callable[[], object], ...] = (lambda: self.library.find("is it there?"), lambda: self.database)
        for opening in openings:
            try:
                opening()
            except ClarifierError as error:
                _LOG.warning("%s", error)
