"""Who tells heated messages from calm ones: ours beside VADER, alt-profanity-check and alex, on the same messages in the same run.

Comes in: messages. Goes out: for each way how hot it finds every message, from which heat on it flags one, and its time.
"""

import json
import shutil
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from benchmarks.heated import Message
from benchmarks.reframing import flagging
from benchmarks.speed import Times, spread
from clarifier.reframe.analysis import analyse
from clarifier.reframe.reframed import find_heat

ALEX = "alex@11.0.1"
PATIENCE = 300  # seconds until npm or node is given up
_READ_ALL = """
import { createInterface } from "node:readline";
import { text } from "alex";
text("warm up");
for await (const line of createInterface({ input: process.stdin })) {
  const began = performance.now();
  const found = text(JSON.parse(line)).messages.length;
  console.log(JSON.stringify([found, performance.now() - began]));
}
"""


@dataclass(frozen=True)
class Heard:
    """How hot each message was found, and from which heat on (`least`) a message is flagged."""

    name: str
    heats: tuple[float, ...]
    least: float
    times: Times

    def precision_recall_f1(self, messages: Sequence[Message]) -> tuple[float, float, float]:
        """Of flagging heated messages."""
        return flagging((heat >= self.least for heat in self.heats), (message.is_heated for message in messages))


def heard(messages: Sequence[Message]) -> list[Heard]:
    """Ours, the two libraries, and who calls every message heated; VADER a second time with the threshold that suits these best."""
    vader = _heard("VADER, compound < 0", _vader(), messages, 1e-9)
    return [
        _heard("clarifier", lambda text: float(bool(find_heat(analyse(text)))), messages, 1),
        vader,
        at_its_best(vader, "VADER, best threshold", messages),
        _heard("alt-profanity-check, chance >= 0.5", _profanity(), messages, 0.5),
        _heard("all are called heated", lambda _: 1.0, messages, 1),
    ]


def at_its_best(peer: Heard, name: str, messages: Sequence[Message]) -> Heard:
    """The same with the threshold that gives the highest F1 on these messages: chosen here, so flattered."""
    tried = [Heard(name, peer.heats, least, peer.times) for least in sorted(set(peer.heats))]
    return max(tried, key=lambda each: each.precision_recall_f1(messages)[2])


def _heard(name: str, heat: Callable[[str], float], messages: Sequence[Message], least: float) -> Heard:
    heat(messages[0].raw)
    heats, milliseconds = [], []
    for message in messages:
        began = perf_counter()
        heats.append(heat(message.raw))
        milliseconds.append(1000 * (perf_counter() - began))
    return Heard(name, tuple(heats), least, spread(milliseconds))


def _vader() -> Callable[[str], float]:
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    analyzer = SentimentIntensityAnalyzer()
    return lambda text: -float(analyzer.polarity_scores(text)["compound"])


def _profanity() -> Callable[[str], float]:
    from profanity_check import predict_prob

    return lambda text: float(predict_prob([text])[0])


class NotHere(Exception):
    """A peer that cannot be had on this machine, and why."""


def alex(messages: Sequence[Message]) -> Heard:
    """The npm package alex: a message is flagged where it finds anything. Installed into a folder that goes; else NotHere."""
    npm, node = shutil.which("npm"), shutil.which("node")
    if not npm or not node:
        raise NotHere("npm and node are needed")
    with TemporaryDirectory() as folder:
        script = Path(folder) / "read_all.mjs"
        script.write_text(_READ_ALL, "utf-8")
        _run([npm, "install", "--prefix", folder, "--no-audit", "--no-fund", "--ignore-scripts", ALEX], folder)
        said = _run([node, str(script)], folder, "".join(json.dumps(message.raw) + "\n" for message in messages))
    found, milliseconds = zip(*(json.loads(line) for line in said.splitlines()), strict=True)
    return Heard(ALEX.replace("@", " "), tuple(map(float, found)), 1, spread(milliseconds))


def _run(command: list[str], folder: str, given: str = "") -> str:
    try:
        done = subprocess.run(
            command, cwd=folder, input=given, capture_output=True, encoding="utf-8", timeout=PATIENCE, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise NotHere(f"{Path(command[0]).name} took longer than {PATIENCE} s") from error
    except subprocess.CalledProcessError as error:
        raise NotHere(f"{Path(command[0]).name} failed: {error.stderr.strip()[-120:]}") from error
    return done.stdout
