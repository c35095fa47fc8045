"""Many emails, read by several processes and written one after the other; what was stopped half way goes on where it stopped.

Comes in: the emails of mailboxes in order, and how each is read and written. Goes out: one record an email, in the same order, in a file or
on standard output. Which emails are done is read from the file itself: each record names its email.
"""

import json
import os
import re
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import IO, Literal

from clarifier.errors import ClarifierError, UnreadableInput
from clarifier.mail.mailbox import Enclosed
from clarifier.settings import Settings

Form = Literal["text", "md", "json"]

_TOGETHER = 8  # emails that go to a process at once
_AHEAD = 4  # such groups a process that wait to be written
_WORTH_PROCESSES = 24  # emails; fewer are read before a second process has started
_MARK = {"md": "<!-- email: {} -->\n", "text": "==== email: {}\n"}
_MARKED = {"md": re.compile(rb"^<!-- email: (.*) -->\r?\n", re.M), "text": re.compile(rb"^==== email: (.*)\r?\n", re.M)}


@dataclass(frozen=True)
class How:
    """How each email is read and written."""

    form: Form
    settings: Settings
    sent: date | None = None
    reply_in: str | None = None
    engine: Literal["offline", "model"] = "offline"


@dataclass(frozen=True)
class Record:
    """What became of one email: what is written, and the sentence that says why it could not be read."""

    email: str
    written: bytes
    fault: str = ""


@dataclass
class Count:
    """How far a run has come."""

    before: int = 0  # emails that were in the file already
    read: int = 0
    again: int = 0  # emails that stand in the mailbox twice
    faults: list[str] = field(default_factory=list)


def read_one(enclosed: Enclosed, how: How) -> Record:
    """One email as it is written: its request, or why it could not be read."""
    from clarifier import read
    from clarifier.request.engines import clarify_with

    try:
        thread = read(enclosed.data, name=enclosed.called, settings=how.settings)
        told = clarify_with(how.engine, thread, how.settings, sent=how.sent, reply_in=how.reply_in)
    except ClarifierError as error:
        return Record(enclosed.key, _written(enclosed, how.form, {"error": str(error)}, f"{error}\n"), str(error))
    if how.form == "json":
        from clarifier.request.contract import as_json

        return Record(enclosed.key, _written(enclosed, how.form, as_json(told), ""))
    if how.form == "md":
        from clarifier.exports import as_markdown

        return Record(enclosed.key, _written(enclosed, how.form, {}, as_markdown(told)))
    import io

    from rich.console import Console

    from clarifier.terminal import show

    buffer = io.StringIO()
    show(told, Console(file=buffer, width=120))
    return Record(enclosed.key, _written(enclosed, how.form, {}, buffer.getvalue()))


def _written(enclosed: Enclosed, form: Form, told: dict[str, object], text: str) -> bytes:
    if form == "json":
        return (
            json.dumps({"file": enclosed.file, "message": enclosed.key, **told}, ensure_ascii=False) + "\n"
        ).encode()
    return (_MARK[form].format(enclosed.key) + text.rstrip("\n") + "\n\n").encode()


def done_in(out: Path, form: Form) -> set[str]:
    """The keys of the emails that a file holds whole; what was half written is cut off. Raises UnreadableInput for a file of something else."""
    if not out.exists() or not out.stat().st_size:
        return set()
    keys, whole = _records(out) if form == "json" else _sections(out, form)
    if not keys and whole < 0:
        raise UnreadableInput(f"{out} holds something else than emails read as {form}; choose another name for --out.")
    if whole < out.stat().st_size:
        os.truncate(out, max(0, whole))
    return keys


def _records(out: Path) -> tuple[set[str], int]:
    """The keys of JSON Lines, and where the last whole line ends; -1 where the first whole line is none of ours."""
    keys: set[str] = set()
    whole = 0
    with out.open("rb") as file:
        for line in file:
            if not line.endswith(b"\n"):
                if not keys and not line.startswith((b'{"file": ', b'{"file": '[: len(line)])):
                    return keys, -1
                break
            try:
                keys.add(json.loads(line)["message"])
            except (ValueError, KeyError, TypeError):
                if not keys:
                    return keys, -1
                break  # written by halves: what follows was not written
            whole += len(line)
    return keys, whole


def _sections(out: Path, form: Form) -> tuple[set[str], int]:
    """The keys of marked sections but the last, which may be half written, and where that one begins."""
    data = out.read_bytes()
    marks = list(_MARKED[form].finditer(data))
    if not marks or marks[0].start():
        return set(), 0 if _MARK[form].encode().startswith(data[: len(_MARK[form]) // 2]) else -1
    return {mark[1].decode() for mark in marks[:-1]}, marks[-1].start()


def run(
    emails: Iterable[Enclosed], how: How, out: Path | None, told: Callable[[Count, Enclosed], object], processes: int
) -> Count:
    """Reads the emails and writes them; `told` hears of each. Raises UnreadableInput where the file cannot be written; KeyboardInterrupt passes."""
    count = Count()
    done = done_in(out, how.form) if out else set()
    keys = frozenset(done)
    count.before = len(keys)

    def waiting() -> Iterator[Enclosed]:
        for enclosed in emails:
            if enclosed.again:
                count.again += 1
            elif enclosed.key not in keys:
                yield enclosed

    try:
        target: IO[bytes] = out.open("ab") if out else sys.stdout.buffer
    except OSError as error:
        raise UnreadableInput(f"{out} cannot be written ({error.strerror}); choose another place.") from error
    try:
        for enclosed, record in _in_order(waiting(), how, processes):
            target.write(record.written)
            target.flush()
            count.read += 1
            if record.fault:
                count.faults.append(f"{enclosed.file}, {enclosed.key}: {record.fault}")
            told(count, enclosed)
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        raise UnreadableInput(
            f"{out or 'Standard output'} cannot be written ({error.strerror}); the same command goes on."
        ) from error
    finally:
        if out:
            target.close()
    return count


def _in_order(emails: Iterator[Enclosed], how: How, processes: int) -> Iterator[tuple[Enclosed, Record]]:
    """Each email with its record, in the order of the emails; a few groups ahead are held, never a whole mailbox."""
    first = list(islice(emails, _WORTH_PROCESSES))
    if processes < 2 or len(first) < _WORTH_PROCESSES:
        for enclosed in (*first, *emails):
            yield enclosed, read_one(enclosed, how)
        return
    groups = _groups(iter(first), emails)
    waiting: deque[tuple[list[Enclosed], Future[list[Record]]]] = deque()
    pool = ProcessPoolExecutor(processes, initializer=_ready)
    try:
        for group in groups:
            waiting.append((group, pool.submit(_read_group, group, how)))
            if len(waiting) >= _AHEAD * processes:
                yield from _first(waiting)
        while waiting:
            yield from _first(waiting)
    except BrokenProcessPool as error:
        raise UnreadableInput(
            "A process that read emails was ended by the machine; the same command goes on where it stopped."
        ) from error
    finally:
        # waited for, a few emails long: a pool left to itself may trip over its closed pipe as the program ends
        pool.shutdown(cancel_futures=True)


def _groups(first: Iterator[Enclosed], rest: Iterator[Enclosed]) -> Iterator[list[Enclosed]]:
    for source in (first, rest):
        while group := list(islice(source, _TOGETHER)):
            yield group


def _first(waiting: deque[tuple[list[Enclosed], "Future[list[Record]]"]]) -> Iterator[tuple[Enclosed, Record]]:
    group, future = waiting.popleft()
    yield from zip(group, future.result(), strict=True)


def _read_group(group: list[Enclosed], how: How) -> list[Record]:
    return [read_one(enclosed, how) for enclosed in group]


def _ready() -> None:
    """A reading process leaves Ctrl-C to the one that writes, and ends when that one is gone, however it went."""
    import threading
    from multiprocessing import parent_process
    from multiprocessing.connection import wait

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = parent_process()

    def watch() -> None:
        if parent:
            wait([parent.sentinel])
            os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
