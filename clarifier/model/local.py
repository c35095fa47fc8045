"""A model run on this machine: llama.cpp's own server by xllamacpp, on loopback, behind a key of its own.

Comes in: a .gguf file. Goes out: a LocalModel with its address and key. One runs at a time, for all who ask in this process. It runs in
a child of ours, which ends with us: while weights load, the library holds Python's lock for some seconds, and the page would stand still
(measured: 7.6 s); a file that breaks llama.cpp breaks the child alone; and memory is really free when it ends.
"""

import atexit
import json
import os
import secrets
import socket
import subprocess
import sys
import threading
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from clarifier.errors import ModelError, NoModel

CONTEXT = 8192  # tokens of one question and its answer; more takes memory that mails do not need
PROMPTS = 256  # MiB for prompts read before; llama.cpp's own limit is 8 GB, and it fills up email by email


@dataclass
class LocalModel:
    """A running model; `close` ends it."""

    path: Path
    url: str
    key: str
    process: "subprocess.Popen[str]"

    def close(self) -> None:
        """Ends the server and frees its memory and port."""
        if self.process.stdin:
            self.process.stdin.close()  # the child waits for this
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()


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
    if find_spec("xllamacpp") is None:
        raise NoModel("A model on this machine needs one more package: pip install 'clarifier[local]'.")
    path = Path(path)
    with path.open("rb") as file:
        if file.read(4) != b"GGUF":
            raise ModelError(f"{path.name} is no .gguf file; run `clarifier model install` again.")
    key = secrets.token_urlsafe(24)
    process = subprocess.Popen(
        [sys.executable, "-m", "clarifier.model.local"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        cwd=Path(__file__).parents[2],
        start_new_session=True,  # Ctrl+C in a terminal is for us alone: the library stops halfway on it, and never answers
    )  # fmt: skip
    assert process.stdin and process.stdout
    try:
        process.stdin.write(json.dumps([str(path.absolute()), key]) + "\n")  # not in its arguments, which all may read
        process.stdin.flush()
        address = json.loads(process.stdout.readline())
    except (OSError, ValueError) as error:
        process.kill()
        process.wait()
        raise ModelError(
            f"{path.name} cannot be run: it is damaged, or of a kind that this version does not know. Install it again, or take another."
        ) from error
    return LocalModel(path, f"{address}/v1", key, process)


def _serve() -> None:
    """The child: runs the server it is told of until its parent closes the line, or is gone."""
    told = sys.stdin.readline()
    answer = os.fdopen(os.dup(1), "w")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)  # llama.cpp speaks straight to the process's own stream; its words are no answer
    import xllamacpp

    path, key = json.loads(told)
    settings = xllamacpp.CommonParams()
    settings.model.path = path
    settings.model_alias = {Path(path).stem}
    settings.n_ctx, settings.n_parallel = CONTEXT, 1
    settings.cache_ram_mib = PROMPTS
    settings.cpuparams.n_threads = settings.cpuparams_batch.n_threads = os.cpu_count() or 2
    settings.hostnames = ["127.0.0.1"]
    settings.port = _free_port()
    settings.api_keys = [key]
    settings.warmup, settings.ui, settings.verbosity = False, False, -1
    server = xllamacpp.Server(settings)
    answer.write(json.dumps(server.listening_address) + "\n")
    answer.flush()
    sys.stdin.read()
    os._exit(0)  # the library's own end may wait for an answer that nobody reads any more


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


if __name__ == "__main__":
    _serve()
