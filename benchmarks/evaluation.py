"""What a model adds, and what others make of the same model: `python -m benchmarks model`.

Comes in: case files and the model that is set up. Goes out: for each set, the offline engine, the model on top of it, one plain prompt
and langextract: precision, recall, F1, traps, evidence, questions, tokens and seconds; and a small JSON of the run to compare with later.
"""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.baselines import langextract, plain_prompt
from benchmarks.cases import Case, clarified
from benchmarks.meter import Cost, Meter
from benchmarks.quality import Score, score
from clarifier import as_json, read
from clarifier.errors import ClarifierError
from clarifier.model.chat import Chat, open_chat
from clarifier.model.endpoint import Endpoint, find_endpoint
from clarifier.request.engines import clarify_with
from clarifier.settings import Settings

COLUMNS = ("offline", "model", "plain prompt", "langextract")
Read = Callable[[str, date | None], dict[str, Any]]


@dataclass(frozen=True)
class Column:
    """One way of reading, measured on one set."""

    name: str
    score: Score
    cost: Cost
    seconds: float

    def as_row(self) -> dict[str, Any]:
        """The figures of a run as kept for comparison."""
        precision, recall, f1 = self.score.precision_recall_f1()
        emails = max(1, self.score.emails)
        return {
            "precision": round(precision, 4), "recall": round(recall, 4), "f1": round(f1, 4), "traps": self.score.traps,
            "evidence_invalid": self.score.evidence[False], "evidence_valid": self.score.evidence[True],
            "must_ask": self.score.asked[True], "must_ask_of": self.score.asked.total(),
            "needless": self.score.needless[True], "questions": self.score.questions,
            "tokens_in": round(self.cost.tokens_in / emails, 1), "tokens_out": round(self.cost.tokens_out / emails, 1),
            "seconds": round(self.seconds / emails, 2), "unread": self.score.unread,
            "fields": {name: round(self.score.precision_recall_f1(name)[2], 3) for name in self.score.fields()},
        }  # fmt: skip


def evaluate(cases: Sequence[Case], settings: Settings, columns: Sequence[str], folder: Path) -> list[Column]:
    """The columns on a set of emails, all on the same model through one meter; `folder` holds no answer kept before."""
    endpoint = find_endpoint(settings)
    chat = open_chat(settings, endpoint)
    measured = []
    with Meter(chat.url or "https://api.openai.com/v1", chat.key) as meter:
        for name in columns:
            meter.cost = Cost()
            began = time.monotonic()
            reading = score(
                (case, _reading(name, meter, chat, endpoint, settings, folder)(case.raw, case.sent)) for case in cases
            )
            measured.append(Column(name, reading, meter.cost, time.monotonic() - began))
    return measured


def _reading(name: str, meter: Meter, chat: Chat, endpoint: Endpoint, settings: Settings, folder: Path) -> Read:
    if name == "offline":
        return clarified
    if name == "plain prompt":
        return plain_prompt(meter.url, chat.name)
    if name == "langextract":
        return langextract(meter.url, chat.name)

    def opened(*_: object) -> Chat:
        from clarifier.model.kept import Kept

        return Chat(endpoint, meter.url, chat.key, settings.model_seconds, settings.model_retries, kept=Kept(folder))

    def read_with(raw: str, sent: date | None) -> dict[str, Any]:
        try:
            return as_json(clarify_with("model", read(raw.encode()), settings, sent=sent, opened=opened))
        except ClarifierError:
            return {}

    return read_with


def keep(path: Path, model: str, sets: dict[str, list[Column]]) -> None:
    """The run as a small JSON."""
    run = {
        "day": f"{date.today():%Y-%m-%d}",
        "model": model,
        "sets": {name: {column.name: column.as_row() for column in columns} for name, columns in sets.items()},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(run, indent=1) + "\n", "utf-8")
