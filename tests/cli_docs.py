"""The help texts of all commands as one page. Goes out: docs/cli.md; run this file to write it anew."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import typer

from clarifier.cli import app

PAGE = Path(__file__).parent.parent / "docs" / "cli.md"
WIDTH = "100"
OPENING = """# The command line

What each command says to `--help`. This page is written by `python tests/cli_docs.py`, and a test compares the two.

Exit 0: done. 1: what was asked cannot be done; one line on standard error says what is wrong and what to do.
2: wrong usage.
"""


ASKS = """
import contextlib, io, json, sys
from clarifier.cli import app
sys.argv[0] = "clarifier"
said = []
for words in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.StringIO()) as heard, contextlib.suppress(SystemExit):
        app([*words, "--help"], prog_name="clarifier")
    said.append(heard.getvalue())
print(json.dumps(said))
"""


def page() -> str:
    """The page as it should be now."""
    every = [(), *commands()]
    sections = [OPENING]
    for words, said in zip(every, help_texts(every), strict=True):
        sections.append(f"## `{' '.join(['clarifier', *words])}`\n\n```text\n{said}\n```\n")
    return "\n".join(sections)


def commands(group: Any = None) -> Iterator[tuple[str, ...]]:
    """The words of every command, in the order of their help."""
    for name, command in getattr(group or typer.main.get_command(app), "commands", {}).items():
        yield (name,)
        yield from ((name, *words) for words in commands(command) if hasattr(command, "commands"))


def help_texts(every: Sequence[Sequence[str]]) -> list[str]:
    """What each command prints for --help, on a terminal of a fixed width and without colours: all in one process, as each start takes time."""
    plain = {"COLUMNS": WIDTH, "TERMINAL_WIDTH": WIDTH, "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", ASKS, json.dumps(every)],
        env=os.environ | plain,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    said: list[str] = json.loads(done.stdout)
    return ["\n".join(line.rstrip() for line in each.strip("\n").splitlines()) for each in said]


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE.name} is written.")
