"""The columns of `python -m benchmarks reframe`: each way to rewrite, measured on the same messages in the same run.

Comes in: messages and who shall rewrite them. Goes out: a Column each: score, milliseconds, tokens; and a small JSON of the run to
compare with later.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from time import perf_counter
from typing import Any

from benchmarks.heated import Message
from benchmarks.meter import Cost, Meter
from benchmarks.reframing import Rewritten, Score, score
from benchmarks.rewriters import Rewrite, copy_input, delete_bad_words, ours, plain_prompt
from benchmarks.speed import Times, spread
from clarifier.model.chat import Chat, open_chat
from clarifier.model.endpoint import find_endpoint
from clarifier.settings import Settings

ROUNDS = 3  # of which the fastest is told; a model is asked once
ORDER = ("ours, offline", "ours, model", "copy-input", "delete-bad-words", "plain prompt")
OFFLINE, MODEL, COPY, DELETE, PLAIN = ORDER


@dataclass(frozen=True)
class Column:
    """One way to rewrite, measured on one set. `results` are in the order of the messages; `cost` is of all of them together."""

    name: str
    results: tuple[Rewritten, ...]
    score: Score
    times: Times
    cost: Cost | None = None  # None: no model was asked

    def as_row(self) -> dict[str, Any]:
        """The figures of a run as kept for comparison."""
        s = self.score
        precision, recall, f1 = s.heat
        return {
            "heated": s.heated, "calm": s.calm, "facts_kept": s.facts[True], "facts": s.facts.total(),
            "ready": s.ready, "facts_kept_ready": s.facts_ready[True], "facts_ready": s.facts_ready.total(),
            "facts_added_ready": s.added_ready, "blame_left": s.blame[True], "blame": s.blame.total(),
            "blame_left_ready": s.blame_ready[True], "blame_ready": s.blame_ready.total(), "asks_right": s.asked_right,
            "faults": s.faults, "calm_unchanged": s.calm_unchanged, "calm_flagged": s.calm_flagged,
            "heat_precision": round(precision, 4), "heat_recall": round(recall, 4), "heat_f1": round(f1, 4),
            "median_ms": round(self.times.median, 2), "p95_ms": round(self.times.p95, 2),
            "tokens_in": self.cost and self.cost.tokens_in, "tokens_out": self.cost and self.cost.tokens_out,
        }  # fmt: skip


def measure(
    name: str, rewrite: Rewrite, messages: Sequence[Message], rounds: int = ROUNDS, cost: Cost | None = None
) -> Column:
    """A column: each message in the fastest of its rounds; where there is one round only, nothing is warmed up."""
    if rounds > 1 and messages:
        rewrite(messages[0])
    results, milliseconds = [], []
    for message in messages:
        runs = [_timed(rewrite, message) for _ in range(rounds)]
        results.append(runs[0][0])
        milliseconds.append(min(taken for _, taken in runs))
    return Column(name, tuple(results), score(zip(messages, results, strict=True)), spread(milliseconds), cost)


def _timed(rewrite: Rewrite, message: Message) -> tuple[Rewritten, float]:
    began = perf_counter()
    result = rewrite(message)
    return result, 1000 * (perf_counter() - began)


def columns(messages: Sequence[Message], settings: Settings, *, model: bool, plain: bool) -> list[Column]:
    """Ours and what is done without a model; `model` adds ours with the model that is set up, `plain` one prompt to the same.

    Both pass the same meter, and no answer is kept. Raises NoModel where none is set up.
    """
    found = [
        measure(OFFLINE, ours("offline", settings), messages),
        measure(COPY, copy_input, messages),
        measure(DELETE, delete_bad_words(), messages),
    ]
    if model or plain:
        endpoint = find_endpoint(settings)
        chat = open_chat(settings, endpoint)
        with Meter(chat.url or "https://api.openai.com/v1", chat.key) as meter:
            metered = Chat(endpoint, meter.url, chat.key, chat.seconds, chat.retries, chat.temperature)
            asked = {MODEL: ours("model", settings, lambda *_: metered)} if model else {}
            asked |= {PLAIN: plain_prompt(meter.url, chat.name)} if plain else {}
            for name, rewrite in asked.items():
                meter.cost = Cost()
                found.append(measure(name, rewrite, messages, rounds=1, cost=meter.cost))
    return sorted(found, key=lambda column: ORDER.index(column.name))


def keep(path: Path, sets: dict[str, list[Column]]) -> None:
    """The run as a small JSON."""
    run = {
        "day": f"{date.today():%Y-%m-%d}",
        "sets": {name: {column.name: column.as_row() for column in found} for name, found in sets.items()},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(run, indent=1) + "\n", "utf-8")
