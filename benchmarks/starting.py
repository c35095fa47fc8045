"""How long until something is seen, each in its own process: the command line's first words, the page served."""

import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass
from pathlib import Path

RUNS = 5
PAGE_RUNS = 3
PATIENCE = 120  # seconds
COMMAND = str(Path(sys.executable).with_name("clarifier"))
EMPTY_PAGE = """
import sys, gradio
with gradio.Blocks(analytics_enabled=False) as page:
    pass
page.launch(server_name="127.0.0.1", server_port=int(sys.argv[1]), quiet=True, share=False, ssr_mode=False)
"""
MEASURE = """
import json, os, subprocess, sys, time
began = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE)
process.stdout.read(1)
first = time.perf_counter() - began
process.stdout.read()
_, status, usage = os.wait4(process.pid, 0)
process.returncode = os.waitstatus_to_exitcode(status)
print(json.dumps([first, time.perf_counter() - began, usage.ru_maxrss]))
sys.exit(process.returncode)
"""


@dataclass(frozen=True)
class CommandLine:
    """Seconds to the first output and to the end (medians), and the largest peak of memory in MB."""

    first: float
    whole: float
    peak: float


def command_line(email: Path) -> CommandLine:
    """`clarifier clarify FILE`, started several times."""
    runs = [_run([COMMAND, "clarify", "--engine", "offline", str(email)]) for _ in range(RUNS)]
    firsts, wholes, peaks = zip(*runs, strict=True)
    return CommandLine(statistics.median(firsts), statistics.median(wholes), max(peaks))


def _run(command: list[str]) -> tuple[float, float, float]:
    """One start, measured from a small process: a child's peak counts the memory of the one that started it."""
    done = subprocess.run([sys.executable, "-I", "-c", MEASURE, *command], env=_environment(), capture_output=True)
    if done.returncode:
        raise RuntimeError(f"{' '.join(command)} failed: {done.stderr.decode().strip()}")
    first, whole, peak = json.loads(done.stdout)
    return first, whole, peak / (1024 * 1024 if sys.platform == "darwin" else 1024)


def pages() -> tuple[float, float]:
    """Seconds until the page is served, and until an empty Gradio page is: medians of runs taken in turn."""
    served: dict[str, list[float]] = {"ours": [], "empty": []}
    for _ in range(PAGE_RUNS):
        port = str(_free_port())
        served["ours"].append(_until_served([COMMAND, "app", "--port", port], port))
        port = str(_free_port())
        served["empty"].append(_until_served([sys.executable, "-c", EMPTY_PAGE, port], port))
    return statistics.median(served["ours"]), statistics.median(served["empty"])


def _until_served(command: list[str], port: str) -> float:
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=_environment(), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        try:
            while time.perf_counter() - began < PATIENCE and process.poll() is None:
                if _answers(port):
                    return time.perf_counter() - began
                time.sleep(0.02)
            raise RuntimeError(f"{command[0]} served no page within {PATIENCE} s.")
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _answers(port: str) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=PATIENCE) as answer:
            return answer.status == 200 and bool(answer.read())
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False


def _free_port() -> int:
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return int(door.getsockname()[1])


def _environment() -> dict[str, str]:
    """This process's own, without our settings, and with Gradio's reports off."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CLARIFIER_")}
    return own | {"GRADIO_ANALYTICS_ENABLED": "False", "HF_HUB_OFFLINE": "1", "NO_PROXY": "127.0.0.1"}
