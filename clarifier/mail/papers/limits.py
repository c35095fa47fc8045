"""Reads a paper in a process of its own, with hard limits of time and memory: a file made to do harm harms nothing.

Comes in: the kind of a paper and its bytes. Goes out: Contents, or Unread. The process gets no file, no network use and no
environment it does not need; it is ended when it has computed for four seconds or wants more than 450 MB. (Windows knows
neither limit: there the clock alone ends it.)
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from clarifier.mail.papers.contents import Contents, Unread

SECONDS = 4  # of computing; a page of an order takes 10 to 20 ms
MEMORY = 450_000_000  # bytes of address space
PATIENCE = 12.0 if os.name == "posix" else 5.0  # seconds on the clock: other work on the machine may slow the reading
_TOO_MUCH = "it takes more time or memory than any order needs"
# the package is entered without its public verbs, which import all of the house: a quarter of a second a paper
_START = """
import sys, types
package = types.ModuleType("clarifier")
package.__path__ = [sys.argv[2]]
sys.modules["clarifier"] = package
sys.path[:] = sys.argv[3:]
from clarifier.mail.papers.limits import serve
serve(sys.argv[1])
"""


def read_apart(kind: str, data: bytes) -> Contents:
    """The contents of a PDF, a workbook or a document."""
    package = Path(__file__).parent.parent.parent
    command = [sys.executable, "-c", _START, kind, str(package), *sys.path]
    kept = {name: value for name, value in os.environ.items() if name in ("SYSTEMROOT", "PATH", "LD_LIBRARY_PATH")}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=PATIENCE, env=kept | {"PYTHONIOENCODING": "utf-8"}
        )
    except subprocess.TimeoutExpired as error:
        raise Unread(_TOO_MUCH) from error
    except OSError as error:
        raise Unread(f"no process could be started to read it ({error.strerror})") from error
    if done.returncode != 0:
        raise Unread(_TOO_MUCH if done.returncode < 0 or b"MemoryError" in done.stderr else "the file is damaged")
    answer = json.loads(done.stdout)
    if answer["unread"]:
        raise Unread(answer["unread"])
    return Contents(answer["text"], tuple((words, why) for words, why in answer["hidden"]), answer["cut"])


def serve(kind: str) -> None:
    """The other side: reads standard input under the limits and writes the contents as JSON."""
    data = sys.stdin.buffer.read()
    for absent in ("numpy", "PIL", "pandas"):  # asked for by the readers, and not needed for words
        sys.modules[absent] = None  # type: ignore[assignment]
    _limit()
    try:
        found = _read(kind, data)
        answer = {"unread": "", "text": found.text, "hidden": found.hidden, "cut": found.cut}
    except Unread as error:
        answer = {"unread": str(error)}
    except (MemoryError, RecursionError):
        answer = {"unread": _TOO_MUCH}
    sys.stdout.buffer.write(json.dumps(answer).encode())


def _read(kind: str, data: bytes) -> Contents:
    if kind == "pdf":
        from clarifier.mail.papers.pdf import from_pdf

        return from_pdf(data)
    if kind == "xlsx":
        from clarifier.mail.papers.sheet import from_xlsx

        return from_xlsx(data)
    from clarifier.mail.papers.word import from_docx

    return from_docx(data)


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
