"""The tables of what is hard: mangled mails, text built to be slow, bombs, a whole mailbox."""

import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from rich.console import Console

from benchmarks.bait import BAIT, FACTOR, GRAMMARS, SMALL, growth
from benchmarks.bombs import BOMBS, MOST_MB, Bomb, exploded
from benchmarks.fuzz import MOST_SECONDS, Fuzzed, fuzz
from benchmarks.mailbox import command_seconds, write_mailbox
from benchmarks.tables import at_least, at_most, show

_TOLD = 0.2  # seconds: below, growth is noise


def fuzz_tables(console: Console, inputs: int, first: int) -> None:
    """Mangled mails: what was raised beside one clear sentence, the slowest, the peak of memory."""

    def told(so_far: Fuzzed) -> None:
        if console.is_terminal:
            console.print(f"{so_far.inputs:,} inputs, {len(so_far.faults)} faults", end="\r")

    found = fuzz(inputs, first, told)
    rows: list[tuple[object, ...]] = [
        ("inputs", f"{found.inputs:,}", ""),
        ("refused in one clear sentence", f"{found.refused:,}", ""),
        ("tracebacks and broken promises", str(len(found.faults)), at_most(len(found.faults), 0)),
        (f"slowest, seconds (input {found.slowest_input})", found.slowest, at_most(found.slowest, MOST_SECONDS)),
        ("peak memory MB", found.peak, at_most(found.peak, 500)),
    ]
    show(console, f"Mangled mails, {first} to {first + inputs - 1}", ("what", "figure", "target"), rows)
    for fault in found.faults[:20]:
        console.print(fault, markup=False, soft_wrap=True)


def bait_tables(console: Console) -> None:
    """The growth of each grammar on the bait that is worst for it."""
    rows = []
    for name, grammar in GRAMMARS.items():
        factor, seconds, bait = max((*growth(grammar, bait), bait) for bait in BAIT[name])
        rows.append((name, str(len(BAIT[name])), factor, seconds, at_most(factor, 2 * FACTOR), repr(bait[:24])))
    heads = ("grammar", "baits", f"growth for {FACTOR} times", "seconds", "target", "beside")
    show(console, f"Text built to be slow, {SMALL:,} and {FACTOR * SMALL:,} characters", heads, rows)


def bomb_tables(console: Console) -> None:
    """What each bomb costs at half its size and whole: read or refused, seconds, memory, and how the time grows."""
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        rows = list(workers.map(_bomb_row, BOMBS.items()))
    heads = ("bomb", "of", "ended", "seconds", "MB", "growth for twice", "target")
    show(console, f"Bombs: at most {MOST_SECONDS:.0f} seconds of processor time and {MOST_MB:.0f} MB", heads, rows)


def _bomb_row(named: tuple[str, Bomb]) -> tuple[object, ...]:
    name, bomb = named
    half, whole = exploded(bomb, bomb.size // 2), exploded(bomb, bomb.size)
    growth = f"{whole.seconds / half.seconds:.1f}" if whole.seconds > _TOLD and half.seconds > _TOLD else ""
    fault = "" if whole.ended in ("read", "refused") else "MISSED"
    target = fault or at_most(max(whole.seconds / MOST_SECONDS, whole.megabytes / MOST_MB), 1)
    return name, f"{bomb.size:,}", whole.ended, whole.seconds, whole.megabytes, growth, target


def mailbox_tables(console: Console, emails: int) -> None:
    """A mailbox read by the command, its start included, and by one process alone."""
    with tempfile.TemporaryDirectory() as folder:
        mailbox = Path(folder) / "inbox.mbox"
        write_mailbox(mailbox, emails)
        several = emails / command_seconds(mailbox, Path(folder) / "several.jsonl")
        one = emails / command_seconds(mailbox, Path(folder) / "one.jsonl", processes=1)
        same = (Path(folder) / "several.jsonl").read_bytes() == (Path(folder) / "one.jsonl").read_bytes()
    rows: list[tuple[object, ...]] = [
        ("the command, all cores, emails a second", several, at_least(several, 100)),
        ("the command on one core, emails a second", one, ""),
        ("both write the same", "yes" if same else "no", at_least(float(same), 1)),
    ]
    show(console, f"A mailbox of {emails:,} emails", ("what", "figure", "target"), rows)
