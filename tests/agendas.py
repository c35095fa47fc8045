"""Agendas for tests: a small one that fits its hour, and who drafts, runs and reads summits."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from lives import LENA

from clarifier.team.agenda import Agenda, Attendee, Evidence, Item
from clarifier.team.ledger import Submission
from clarifier.team.person import Person, Role, Team

BERLIN = ZoneInfo("Europe/Berlin")
STARTS = datetime(2026, 12, 3, 10, 0, tzinfo=BERLIN)
BEGAN = STARTS.astimezone(UTC)
MONA = Person("mona", "Mona Vale", Team.management, Role.admin)
CAPS = Item(
    "caps", "Tidewater waited through three dates for the same caps", "promise", 25, "Told 8, 15 and 22 November, delivered on the 26th.",
    "decide", "Tidewater", "Priya", "rule-04", ("200 first, the rest on a kept date", "A standing stock of 150"),
    (Evidence("R-0142", "we’ll be out before the rebuild program kicks off"), Evidence("R-0151")), "The three promises", 9.0,
)  # fmt: skip
THANKS = Item("thanks", "Thanks: Lena’s team, the Kolb rush", "thanks", 5, "Ran on a Saturday.", owner="Priya")
CRANE = Item("crane", "Halvorsen: crane on the 27th", "customer_issue", 20, "A crane is booked.", "solve", "Halvorsen")
CLOSE = Item("close", "Decisions, next facilitator, rating", "close", 5, "What was agreed.", "agree")


def agenda(**more: Any) -> Agenda:
    """An hour with four items of 55 minutes, on 3 December 2026 at ten in Berlin."""
    people = (Attendee("Priya", "sales", "owns Tidewater"), Attendee("Marcus", "production"))
    own = {"facilitator": "Lena", "parking_lot": ("The powder line",)} | more
    return Agenda("Summit of December", STARTS, 60, (THANKS, CAPS, CRANE, CLOSE), people, **own)


def with_title(title: str) -> Agenda:
    """The same, under another title, which its first item has too."""
    return replace(agenda(), title=title, items=(replace(THANKS, title=title, why=title), CAPS, CRANE, CLOSE))


def by(person: Person = LENA, minutes: float = 0, key: str = "") -> Submission:
    """Somebody, so many minutes after the summit's beginning."""
    return Submission(person, BEGAN + timedelta(minutes=minutes), BERLIN, key)
