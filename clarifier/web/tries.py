"""Tries to sign in, counted: after some wrong ones in a row, one waits.

Comes in: a login and an address, before each try and after a right one. Goes out: nothing, or NotAllowed with the time to wait. Kept in
memory: a restart forgets it.
"""

import threading
from collections.abc import Callable

from clarifier.errors import NotAllowed

MOST_OF_LOGIN, MOST_FROM_ADDRESS = 5, 20  # an office may share one address
WITHIN = 300.0  # seconds
MOST_KEPT = 10_000  # logins and addresses: whoever makes them up fills no memory


class Tries:
    """`clock` counts seconds."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._lock = threading.Lock()
        self._times: dict[tuple[str, str], list[float]] = {}

    def begin(self, login: str, address: str) -> None:
        """Counts a try, as a wrong one until `right` is said: so many at the same moment count, too. Raises NotAllowed."""
        keys = {_login(login): MOST_OF_LOGIN, _address(address): MOST_FROM_ADDRESS}
        with self._lock:
            now = self.clock()
            recent = {key: [at for at in self._times.get(key, ()) if now - at < WITHIN] for key in keys}
            waits = [WITHIN - (now - recent[key][-most]) for key, most in keys.items() if len(recent[key]) >= most]
            if waits:
                minutes = int(-(-max(waits) // 60))
                raise NotAllowed(
                    f"Too many wrong passwords. Wait {minutes} minute{'s' if minutes > 1 else ''}, then try again."
                )
            for key in keys:
                self._times.pop(key, None)
                self._times[key] = [*recent[key], now]  # at the end: what is oldest is forgotten first
            while len(self._times) > MOST_KEPT:
                del self._times[next(iter(self._times))]

    def right(self, login: str, address: str) -> None:
        """The try was right: the login starts anew, and the address loses this one."""
        with self._lock:
            self._times.pop(_login(login), None)
            left = self._times.pop(_address(address), [])[:-1]
            if left:
                self._times[_address(address)] = left


def _login(login: str) -> tuple[str, str]:
    return "login", login.strip().casefold()[:60]


def _address(address: str) -> tuple[str, str]:
    return "address", address
