"""How fast a mailbox is read: a thousand emails by the command, with all cores and with one, beside the libraries' pipeline.

Comes in: how many emails. Goes out: emails a second of each way. The mailbox is made of our own emails, each with a Message-ID of its own.
"""

import subprocess
import sys
from itertools import cycle, islice
from pathlib import Path
from time import perf_counter

from benchmarks.cases import CASES, email_cases

_HEAD = "From rep@ours.example Tue Nov  3 09:14:{second:02} 2026\nFrom: Kim Vale <kim{number}@vale.example>\nTo: rep@ours.example\nDate: Tue, 3 Nov 2026 09:14:00 +0100\nSubject: Fwd: order {number}\nMessage-ID: <{number}@vale.example>\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n"


def write_mailbox(path: Path, emails: int) -> None:
    """An mbox of so many emails."""
    raws = [case.raw for case in email_cases(CASES / "emails.jsonl")]
    with path.open("w", encoding="utf-8") as file:
        for number, raw in enumerate(islice(cycle(raws), emails)):
            body = "\n".join(">" + line if line.lstrip(">").startswith("From ") else line for line in raw.split("\n"))
            file.write(_HEAD.format(second=number % 60, number=number) + body.rstrip("\n") + "\n\n")


def command_seconds(mailbox: Path, out: Path, processes: int | None = None) -> float:
    """The seconds of the whole command, its start included; on one core where `processes` is 1."""
    code = "import os, sys; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); from clarifier.cli import main; main()"
    program = ["-c", code] if processes == 1 else ["-c", "from clarifier.cli import main; main()"]
    began = perf_counter()
    subprocess.run(
        [sys.executable, *program, "clarify", str(mailbox), "--format", "json", "--out", str(out)],
        check=True,
        capture_output=True,
    )
    return perf_counter() - began
