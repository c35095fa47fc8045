"""The emails that are scored: case files come in, each email goes out with what clarifier makes of it.

A case file holds one JSON object a line: `id`, `raw` (what a rep pastes) and `expect` (the right reading).
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from clarifier import as_json, clarify, read
from clarifier.errors import ClarifierError

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases"


@dataclass(frozen=True)
class Case:
    """One email with its right reading."""

    id: str
    raw: str
    expect: dict[str, Any]

    @property
    def sent(self) -> date | None:
        """The day a rep would have to name, where the text has none."""
        given = self.expect["reference_date_given"]
        return date.fromisoformat(self.expect["reference_date"]) if given else None


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The JSON objects of a file, one a line."""
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            yield json.loads(line)


def email_cases(path: Path) -> tuple[Case, ...]:
    """The emails of a case file."""
    return tuple(Case(row["id"], row["raw"], row["expect"]) for row in rows(path))


def email_files() -> tuple[Path, ...]:
    """The case files of emails in tests/cases: the one we learn from first, then those met later."""
    return tuple(sorted(CASES.glob("*emails*.jsonl"), key=lambda path: (path.name != "emails.jsonl", path.name)))


def example_emails(files: Iterable[Path] | None = None) -> tuple[tuple[str, date | None], ...]:
    """The texts that are timed: the emails we learn from and the six examples of the page, with the day to name."""
    from clarifier.texts import home, table

    found = [home("knowledge") / "examples" / entry["file"] for entry in table("examples/index")["examples"]]
    given = [entry.get("sent") for entry in table("examples/index")["examples"]]
    page = [(path.read_text("utf-8"), sent) for path, sent in zip(found, given, strict=True)]
    learned = [CASES / "emails.jsonl"] if (CASES / "emails.jsonl").exists() else []
    cases = [(case.raw, case.sent) for path in (learned if files is None else files) for case in email_cases(path)]
    return (*page, *cases)


def clarified(raw: str, sent: date | None) -> dict[str, Any]:
    """The contract's JSON for an email; empty where it cannot be read."""
    try:
        return as_json(clarify(read(raw.encode()), sent=sent))
    except ClarifierError:
        return {}
