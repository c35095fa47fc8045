"""`clarifier clarify inbox.mbox`: a mailbox read on the command line, with a bar, what went wrong, and where it goes on.

Comes in: the names given, of which one at least is a mailbox. Goes out: one record an email (clarifier.batch).
"""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from clarifier.batch import Count, How, run
from clarifier.cli_files import bytes_of
from clarifier.errors import UnreadableInput
from clarifier.mail.mailbox import Enclosed, emails_of, is_mailbox

_NAMED = 20  # faults that are told one by one


def clarify_mailboxes(names: list[str], how: How, out: Path | None) -> None:
    """Reads every email of the mailboxes and files. Raises UnreadableInput."""
    count, stopped = Count(), False
    with _bar() as told:

        def heard(so_far: Count, enclosed: Enclosed) -> None:
            nonlocal count
            count = so_far
            told(so_far, enclosed)

        try:
            count = run(_emails(names), how, out, heard, _processes(how))
        except KeyboardInterrupt:
            stopped = True
    _tell(count, out)
    if stopped:
        goes_on = (
            "the same command goes on where it stopped" if out else "name a file with --out to go on where it stops"
        )
        raise UnreadableInput(f"Stopped after {_emails_said(count.before + count.read)}; {goes_on}.")


def _emails(names: list[str]) -> Iterator[Enclosed]:
    for place, name in enumerate(names):
        found = emails_of(name) if is_mailbox(name) else iter([Enclosed(name, name, bytes_of(name), 1.0)])
        for one in found:
            yield Enclosed(one.file, one.key, one.data, (place + one.reached) / len(names), one.again)


def _processes(how: How) -> int:
    """As many as there are cores for this process; a model is asked by one alone."""
    if how.engine != "offline":
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _tell(count: Count, out: Path | None) -> None:
    """On standard error: what was there, what could not be read, what stood twice."""
    if count.before:
        typer.echo(f"clarifier: {_emails_said(count.before)} stood in {out} already and were not read again.", err=True)
    for fault in count.faults[:_NAMED]:
        typer.echo(f"clarifier: {fault}", err=True)
    if count.faults:
        more = f", {_NAMED} of them named" if len(count.faults) > _NAMED else ""
        typer.echo(
            f"clarifier: {len(count.faults):,} of {_emails_said(count.read)} could not be read{more}; the others are done.",
            err=True,
        )
    if count.again:
        typer.echo(f"clarifier: {_emails_said(count.again)} stood there twice and were read once.", err=True)


def _emails_said(number: int) -> str:
    return f"{number:,} email{'' if number == 1 else 's'}"


@contextmanager
def _bar() -> Iterator[Callable[[Count, Enclosed], object]]:
    """A bar on a terminal: how much of the mailbox is read, and how many emails."""
    if not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Reading", total=1.0)
        yield lambda count, enclosed: progress.update(
            task, completed=enclosed.reached, description=f"{_emails_said(count.before + count.read)} read"
        )
