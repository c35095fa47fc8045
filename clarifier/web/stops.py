"""The readings and wordings under way that a rep may stop, each by the name its browser gave it.

Comes in: names. Goes out: a model's Stop for each. Kept only while the reading runs, and never more than a few: the oldest gives way.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from clarifier.model.chat import Stop

MOST = 12  # of a tab; each holds one of the server's 40 threads, and the others must stay free for the offline engine


class Stops:
    """What can be stopped at this moment."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._lock = threading.Lock()
        self._stops: dict[str, Stop] = {}

    def __len__(self) -> int:
        return len(self._stops)

    @contextmanager
    def held(self, name: str) -> Iterator[Stop]:
        """The Stop of a reading, for as long as it runs; it may have been stopped before it began."""
        stop = self._of(name)
        try:
            yield stop
        finally:
            with self._lock:
                if self._stops.get(name) is stop:
                    del self._stops[name]

    def stop(self, name: str) -> None:
        """Ends a reading: one that runs, or one whose call is still on its way."""
        self._of(name).now()

    def _of(self, name: str) -> Stop:
        with self._lock:
            stop = self._stops.setdefault(name, Stop())
            while len(self._stops) > self._most:
                self._stops.pop(next(iter(self._stops))).now()
            return stop
