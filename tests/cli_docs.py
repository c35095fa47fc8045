"""The help texts of all commands as one page. Goes out: docs/cli.md; run this file to write it anew."""

import os
import subprocess
import sys
from collections.abc import Iterator
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


def page() -> str:
    """The page as it should be now."""
    sections = [OPENING]
    for words in ((), *commands()):
        command = " ".join(["clarifier", *words])
        sections.append(f"## `{command}`\n\n```text\n{help_text(*words)}\n```\n")
    return "\n".join(sections)


def commands(group: Any = None) -> Iterator[tuple[str, ...]]:
    """The words of every command, in the order of their help."""
    for name, command in getattr(group or typer.main.get_command(app), "commands", {}).items():
        yield (name,)
        yield from ((name, *words) for words in commands(command) if hasattr(command, "commands"))


def help_text(*words: str) -> str:
    """What a command prints for --help, on a terminal of a fixed width and without colours."""
    plain = {"COLUMNS": WIDTH, "TERMINAL_WIDTH": WIDTH, "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    code = "import sys; sys.argv[0] = 'clarifier'; from clarifier.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", code, *words, "--help"],
        env=os.environ | plain,
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    return "\n".join(line.rstrip() for line in done.stdout.strip("\n").splitlines())


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
    print(f"{PAGE.name} is written.")
