"""A model run on this machine: llama.cpp's own server inside this process, on loopback, behind a key of its own.

Comes in: a .gguf file. Goes out: a LocalModel with its address and key. One runs at a time in a process, and is used by all who ask.
"""

import atexit
import contextlib
import os
import secrets
import socket
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clarifier.errors import ModelError, NoModel

CONTEXT = 8192  # tokens of one question and its answer; more takes memory that mails do not need
PROMPTS = 256  # MiB for prompts read before; llama.cpp's own limit is 8 GB, and it fills up email by email


@dataclass
class LocalModel:
    """A running model; `close` ends it."""

    path: Path
    url: str
    key: str
    server: Any

    def close(self) -> None:
        """Ends the server and frees its memory and port."""
        self.server = None


_lock = threading.RLock()
_running: list[LocalModel] = []


def shared(path: Path) -> LocalModel:
    """The model of this process, started where it does not run yet. Raises NoModel and ModelError."""
    with _lock:
        if _running and _running[0].path == path:
            return _running[0]
        close()
        if not path.is_file():
            raise NoModel(f"The weights {path.name} are gone; run `clarifier model install` again.")
        _running.append(start(path))
        return _running[0]


def close() -> None:
    """Ends the model of this process; one that is just starting, once it has."""
    with _lock:
        while _running:
            _running.pop().close()


atexit.register(close)


def start(path: Path | str) -> LocalModel:
    """Starts a server of its own. Raises NoModel where the library is missing, ModelError where the file cannot be run."""
    try:
        import xllamacpp
    except ImportError as error:
        raise NoModel("A model on this machine needs one more package: pip install 'clarifier[local]'.") from error
    path = Path(path)
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise ModelError(f"{path.name} is no .gguf file; run `clarifier model install` again.")
    key = secrets.token_urlsafe(24)
    settings = xllamacpp.CommonParams()
    settings.model.path = str(path)
    settings.model_alias = {path.stem}
    settings.n_ctx, settings.n_parallel = CONTEXT, 1
    settings.cache_ram_mib = PROMPTS
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = os.cpu_count() or 2
    settings.hostnames = ["127.0.0.1"]
    settings.port = _free_port()
    settings.api_keys = [key]
    settings.warmup, settings.ui, settings.verbosity = False, False, -1
    try:
        with _quiet():
            server = xllamacpp.Server(settings)
    except (RuntimeError, ValueError) as error:
        raise ModelError(
            f"{path.name} cannot be run: it is damaged, or of a kind that this version does not know. Install it again, or take another."
        ) from error
    return LocalModel(path, f"{server.listening_address}/v1", key, server)


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """llama.cpp speaks straight to the process's own streams while it loads; its words are no words for a rep."""
    sys.stdout.flush()
    sys.stderr.flush()
    with Path(os.devnull).open("w") as nowhere:
        kept = os.dup(1), os.dup(2)
        try:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            yield
        finally:
            for number, stream in zip(kept, (1, 2), strict=True):
                os.dup2(number, stream)
                os.close(number)
