"""Stops asking a server that does not answer, for a while: after two faults in a row it rests, so that nobody waits for it.

Comes in: whether a question was answered. Goes out: nothing, or NoAnswer at once while it rests. Kept in this process only.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass

from clarifier.errors import ModelError, NoAnswer, RefusedKey

FAULTS, REST = 2, 60.0  # faults in a row, seconds


@dataclass
class Circuit:
    """The memory of one server's faults."""

    clock: Callable[[], float] = time.monotonic
    faults: int = 0
    rests_until: float = 0.0
    why: str = ""

    def check(self, called: str) -> None:
        """Raises NoAnswer while the server rests."""
        left = self.rests_until - self.clock()
        if left > 0:
            raise NoAnswer(f"{called} is not asked again for {left:.0f} seconds. {self.why}")

    def worked(self) -> None:
        """It answered: all is forgotten."""
        self.faults, self.rests_until = 0, 0.0

    def failed(self, error: ModelError) -> None:
        """Counts a fault of the server; a bad answer is none, the server is there."""
        if not isinstance(error, NoAnswer | RefusedKey):
            return
        self.faults += 1
        if self.faults >= FAULTS:
            self.rests_until, self.why = self.clock() + REST, str(error)


_CIRCUITS: dict[str, Circuit] = {}


def circuit_of(called: str) -> Circuit:
    """The one circuit of a server in this process."""
    return _CIRCUITS.setdefault(called, Circuit())
