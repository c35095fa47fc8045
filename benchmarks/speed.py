"""How fast emails are read: milliseconds an email beside the libraries' pipeline, and how time grows with size."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from time import perf_counter

from benchmarks.cases import clarified

ROUNDS = 5
_PROSE = """We took 40 of the mounting plates in March and they went out faster than planned, so the crew asks for more.
The pallet came in fine last time, thank you. Please keep the edges deburred, as on drawing 20-118.
There is a second line at the Dayton plant now; it runs two shifts, and nobody wants to stop it for a bracket.

"""
_LAYER = """From: {name} <{name}@hollowaypumps.example>
Sent: {day}, 2026 {hour}:{minute:02} AM
To: Dana Reed <dana@ourshop.example>
Subject: RE: mounting plates

Dana, that works for us. Please keep {amount} plates on the list and tell me what the coating costs.
{name}

"""


@dataclass(frozen=True)
class Times:
    """Milliseconds: the median and the 95th percentile."""

    median: float
    p95: float


def times(read: Callable[[str, date | None], object], emails: Sequence[tuple[str, date | None]]) -> Times:
    """The times of a reader, warmed up first: each email in the fastest of its rounds."""
    read(*emails[0])
    return spread(min(_milliseconds(read, email) for _ in range(ROUNDS)) for email in emails)


def spread(milliseconds: Iterable[float]) -> Times:
    """The median and the 95th percentile of times taken."""
    found = sorted(milliseconds)
    return Times(statistics.median(found), found[round(0.95 * (len(found) - 1))])


def _milliseconds(read: Callable[[str, date | None], object], email: tuple[str, date | None]) -> float:
    began = perf_counter()
    read(*email)
    return 1000 * (perf_counter() - began)


def growth() -> list[tuple[str, int, float]]:
    """Texts of growing size: what, its bytes, microseconds a byte."""
    shapes = (
        ("a mail of 10 kB", _mail(10_000)),
        ("a paste of 1 MB", _mail(1_000_000)),
        ("2,000 messages", _thread(2000)),
    )
    clarified(shapes[0][1], None)
    return [(what, len(text.encode()), 1000 * _best(text) / len(text.encode())) for what, text in shapes]


def _best(text: str) -> float:
    """Milliseconds; a short text is over too soon to be timed once."""
    return min(_milliseconds(clarified, (text, None)) for _ in range(ROUNDS if len(text) < 100_000 else 1))


def _mail(size: int) -> str:
    head = _LAYER.format(name="marcus", day="Tuesday, November 3", hour=9, minute=14, amount=500)
    return head + _PROSE * ((size - len(head)) // len(_PROSE))


def _thread(messages: int) -> str:
    """A thread as Outlook pastes it, newest first, everyone answering on top."""
    names, days = ("marcus", "dana", "priya"), ("Tuesday, November 3", "Monday, November 2")
    return "".join(
        _LAYER.format(name=names[n % 3], day=days[n % 2], hour=1 + n % 11, minute=n % 60, amount=200 + n)
        for n in range(messages)
    )
