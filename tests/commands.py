"""The command line as tests run it: what it prints, and how it ends.

In this process, which takes milliseconds, or in one of its own, where that is what is tested: its start, its streams, its end.
"""

import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from databases import address

from clarifier.cli import main
from clarifier.team.database import Database
from clarifier.texts import home

EXAMPLES = home("knowledge") / "examples"
PROGRAM = str(Path(sys.executable).with_name("clarifier"))


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


def clarifier(*arguments: str, given: bytes = b"", folder: Path = EXAMPLES, **environment: str) -> Ended:
    """Runs the command here, away from the settings of whoever runs the tests; `folder` is where it runs and its home."""
    with pytest.MonkeyPatch.context() as patch:
        for name in os.environ.keys() - (own := _away(folder, environment)).keys():
            patch.delenv(name)
        for name, value in own.items():
            patch.setenv(name, value)
        patch.chdir(folder)
        return _ran(arguments, given)


def process(*arguments: str, given: bytes = b"", folder: Path = EXAMPLES, **environment: str) -> Ended:
    """The same in a process of its own."""
    done = subprocess.run(
        [PROGRAM, *arguments], input=given, capture_output=True, cwd=folder, env=_away(folder, environment)
    )
    return Ended(done.returncode, done.stdout, done.stderr.decode())


def refused(run: Ended) -> str:
    """The one line that says why it was not done; nothing else was printed."""
    assert (run.code, run.out) == (1, b""), run
    (line,) = run.said.splitlines()
    assert line.startswith("clarifier: ")
    return line


class Shell:
    """Runs commands as somebody would type them, in the folder and with the settings of the test."""

    def __call__(self, *arguments: str, given: bytes = b"") -> Ended:
        return _ran(arguments, given)

    def done(self, *arguments: str, given: bytes = b"") -> Ended:
        """A command that must succeed and say nothing on standard error."""
        ended = self(*arguments, given=given)
        assert (ended.code, ended.said) == (0, "")
        return ended

    def refused(self, *arguments: str, given: bytes = b"") -> str:
        """The one line that says why it was not done; nothing else was printed."""
        return refused(self(*arguments, given=given))


def shell(database: Database, monkeypatch: pytest.MonkeyPatch, home: Path) -> Shell:
    """A shell in an empty folder, with this database in its settings and Berlin's days."""
    folder, url = address(database)
    home.mkdir(exist_ok=True)
    monkeypatch.chdir(home)
    for name, value in (
        ("HOME", str(home)), ("COLUMNS", "120"), ("CLARIFIER_DATA_FOLDER", str(folder)), ("CLARIFIER_DATABASE_URL", url),
        ("CLARIFIER_TIME_ZONE", "Europe/Berlin"), ("CLARIFIER_PERSON", "dana"),
    ):  # fmt: skip
        monkeypatch.setenv(name, value)
    return Shell()


def _away(folder: Path, environment: dict[str, str]) -> dict[str, str]:
    """The environment of a command that runs there."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("CLARIFIER_")}
    return own | {"HOME": str(folder), "COLUMNS": "120"} | environment


def _ran(arguments: tuple[str, ...], given: bytes) -> Ended:
    """Runs `main` on streams of ours."""
    encoding = os.environ.get("PYTHONIOENCODING", "utf-8")
    out, said = (io.TextIOWrapper(io.BytesIO(), encoding, write_through=True) for _ in range(2))
    code: Any = 0
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys, "argv", ["clarifier", *arguments])
        patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given), encoding))
        patch.setattr(sys, "stdout", out)
        patch.setattr(sys, "stderr", said)
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    return Ended(code, _bytes(out), _bytes(said).decode())


def _bytes(stream: io.TextIOWrapper) -> bytes:
    assert isinstance(stream.buffer, io.BytesIO)
    return stream.buffer.getvalue()
