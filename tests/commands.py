"""The command line in this process, on a database of the test: what it prints, and how it ends."""

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from databases import address

from clarifier.cli import main
from clarifier.team.database import Database


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    out: bytes
    said: str  # on standard error

    @property
    def text(self) -> str:
        return self.out.decode()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


@dataclass(frozen=True)
class Shell:
    """Runs commands as somebody would type them, away from the settings of whoever runs the tests."""

    monkeypatch: pytest.MonkeyPatch
    capture: pytest.CaptureFixture[bytes]

    def __call__(self, *arguments: str, given: bytes = b"") -> Ended:
        self.monkeypatch.setattr(sys, "argv", ["clarifier", *arguments])
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
        self.capture.readouterr()
        code: Any = 0
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
        out, said = self.capture.readouterr()
        return Ended(code, out, said.decode())

    def done(self, *arguments: str, given: bytes = b"") -> Ended:
        """A command that must succeed and say nothing on standard error."""
        ended = self(*arguments, given=given)
        assert (ended.code, ended.said) == (0, "")
        return ended

    def refused(self, *arguments: str, given: bytes = b"") -> str:
        """The one line that says why it was not done; nothing else was printed."""
        ended = self(*arguments, given=given)
        assert (ended.code, ended.out) == (1, b""), ended
        (line,) = ended.said.splitlines()
        assert line.startswith("clarifier: ")
        return line


def shell(database: Database, monkeypatch: pytest.MonkeyPatch, capture: Any, home: Path) -> Shell:
    """A shell in an empty folder, with this database in its settings and Berlin's days."""
    folder, url = address(database)
    home.mkdir(exist_ok=True)
    monkeypatch.chdir(home)
    for name, value in (
        ("HOME", str(home)), ("COLUMNS", "120"), ("CLARIFIER_DATA_FOLDER", str(folder)), ("CLARIFIER_DATABASE_URL", url),
        ("CLARIFIER_TIME_ZONE", "Europe/Berlin"), ("CLARIFIER_PERSON", "dana"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    return Shell(monkeypatch, capture)
