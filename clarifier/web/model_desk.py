"""What the page says and does about the model that reads emails once more: which one is set up, installing one, removing it.

Comes in: settings, and a shop (the room that installs weights). Goes out: a frozen Standing for the panel. One installation runs at a
time in a process, in a thread of its own, so that every tab sees the same progress.
"""

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from clarifier.errors import Cancelled, ClarifierError
from clarifier.model.endpoint import find_endpoint
from clarifier.settings import Settings
from clarifier.web.letters import size
from clarifier.web.second_reading import called

OUR_FAULT = "The model could not be installed for a reason of our own; whoever runs this page finds it in the log."
Stage = Literal["none", "installing", "installed", "elsewhere"]
Progress = Callable[[int, int, str], None]
_LOG = logging.getLogger("clarifier.web")


@dataclass(frozen=True)
class Weights:
    """A model that can be installed, or is: `licence` and `size` (bytes) as its catalogue says."""

    name: str
    licence: str
    size: int

    @property
    def about(self) -> str:
        """`1.1 GB, Apache-2.0`."""
        return ", ".join(each for each in (size(self.size), self.licence) if each)


class Shop(Protocol):
    """Where weights come from and go to."""

    def offered(self) -> Weights:
        """What would be installed."""

    def installed(self) -> Weights | None:
        """What is."""

    def install(self, progress: Progress, stop: threading.Event) -> None:
        """Installs it; tells of bytes done, bytes in all, and what is going on. Raises ModelError, Cancelled among them."""

    def remove(self) -> None:
        """Removes what is installed."""

    def start(self) -> None:
        """Gets what is installed ready to answer. Raises ModelError."""


@dataclass(frozen=True)
class Standing:
    """How things stand. `share` is the part that is done of an installation, from 0 to 1; `words` says what is going on."""

    stage: Stage
    pill: str
    roomy: str
    weights: Weights | None = None
    share: float = 0.0
    words: str = ""
    error: str = ""
    is_ready: bool = False
    called: str = ""


@dataclass(frozen=True)
class _Work:
    done: int = 0
    total: int = 0
    words: str = ""
    error: str = ""
    runs: bool = False
    is_done: bool = False


class ModelDesk:
    """The one place in a process that installs and removes."""

    def __init__(self, settings: Settings, shop: Shop) -> None:
        self._settings = settings
        self._shop = shop
        self._lock = threading.Lock()
        self._work = _Work()
        self._stop = threading.Event()

    def standing(self) -> Standing:
        """What the panel shows now."""
        work = self._work
        if work.runs:
            share = min(1.0, work.done / work.total) if work.total else 0.0
            words = f"{size(work.done)} of {size(work.total)}" if work.total else ""
            said = " · ".join(each for each in (work.words, words) if each)
            offered = self._shop.offered()
            return Standing("installing", "Installing a model", f" · {share:.0%}", offered, share, said)
        if self._settings.model_url or self._settings.model_key:
            endpoint = find_endpoint(self._settings)
            roomy = " · emails are sent there" if endpoint.kind == "openai" else ""
            return Standing("elsewhere", f"With {called(endpoint)}", roomy, called=endpoint.called)
        installed = self._shop.installed()
        if installed:
            return Standing(
                "installed", "With a model here", " · private", installed, error=work.error, is_ready=work.is_done
            )
        return Standing("none", "Offline engine", " · instant, private", self._shop.offered(), error=work.error)

    def install(self) -> None:
        """Begins to install, where nothing of the kind runs yet."""
        with self._lock:
            if self._work.runs:
                return
            self._stop.clear()
            self._work = _Work(words="Getting ready", runs=True)
        threading.Thread(target=self._install, name="install a model", daemon=True).start()

    def stop(self) -> None:
        """Ends an installation; what was fetched stays, so that the next one goes on from there."""
        self._stop.set()

    def remove(self) -> None:
        """Removes what is installed."""
        with self._lock:
            if self._work.runs:
                return
            self._work = _Work()
            try:
                self._shop.remove()
            except ClarifierError as error:  # another process installs just now
                self._work = _Work(error=str(error))

    def warm_up(self) -> None:
        """Starts an installed model in a thread of its own, so that the first email does not wait; a failure is told when an email is read."""
        threading.Thread(target=self._warm_up, name="start the model", daemon=True).start()

    def _install(self) -> None:
        try:
            self._shop.install(self._tell, self._stop)
        except Cancelled:
            self._work = _Work()
        except ClarifierError as error:
            self._work = _Work(error=str(error))
        except Exception:  # noqa: BLE001 - the thread's door: one sentence for the rep, the whole fault in the log
            _LOG.exception("a model could not be installed")
            self._work = _Work(error=OUR_FAULT)
        else:
            self._work = _Work(is_done=True)
            self._warm_up()

    def _tell(self, done: int, total: int, words: str) -> None:
        self._work = replace(self._work, done=done, total=total, words=words)

    def _warm_up(self) -> None:
        try:
            if self.standing().stage == "installed":
                self._shop.start()
        except ClarifierError as error:
            _LOG.info("the model does not start yet: %s", error)
        except Exception:  # noqa: BLE001 - the thread's door: the same fault meets the first email, with its sentence
            _LOG.exception("the model does not start yet")
