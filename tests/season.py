"""A works' autumn in a ledger: 60 requests of three months, five people and the minutes of the last summit, the same each time.

Comes in: an empty database. Goes out: a Season that says where each story stands. The steps are in cases/season.toml and are taken one by
one through the ledger itself, as the page would. `many` fills a ledger with thousands, to time what reads it.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import event

from benchmarks.ledger_seed import fill, lives
from clarifier.team import ledger
from clarifier.team.agenda import Action, Agenda, Item
from clarifier.team.database import Database
from clarifier.team.ledger import Submission
from clarifier.team.people import add_person
from clarifier.team.person import Person, person
from clarifier.team.steps import Drafted, step_of
from clarifier.team.summit_store import Summit
from clarifier.team.summits import capture, change_action, close, move, plan, rate, summit

TOLD: dict[str, Any] = tomllib.loads((Path(__file__).parent / "cases" / "season.toml").read_text("utf-8"))
ZONE = ZoneInfo(TOLD["zone"])
NOW: datetime = TOLD["now"].replace(tzinfo=ZONE)
STARTS: datetime = TOLD["starts"].replace(tzinfo=ZONE)
TODAY = NOW.date()
PEOPLE: Mapping[str, Person] = {row[0]: person(*row) for row in TOLD["people"]}
INSTRUCTION: str = TOLD["instruction"]
LAST_SUMMIT = datetime(2026, 11, 3, 9, tzinfo=ZONE)
PARKED = "A Saturday shift in spring"
_BY = re.compile(r"(\d+) by (\d\d-\d\d)")


@dataclass(frozen=True)
class Season:
    """A filled ledger. `numbers` are the requests as people say them (R-0042), by the key they have in the case file; `customers` are
    their customers by that key; `people` by login."""

    database: Database
    numbers: Mapping[str, str]
    customers: Mapping[str, str]
    people: Mapping[str, Person]
    now: datetime = NOW
    starts: datetime = STARTS
    today: date = TODAY
    zone: tzinfo = ZONE

    def of(self, *keys: str) -> set[str]:
        """The numbers of these requests."""
        return {self.numbers[key] for key in keys}


def season(database: Database, *, hostile: bool = True) -> Season:
    """Fills an empty ledger. Not `hostile`: where somebody hid an instruction to software, harmless words stand."""
    _careless(database)
    employ(database)
    told = sorted(_told(), key=lambda each: str(each["steps"][0]))
    words = INSTRUCTION if hostile else TOLD["harmless"]
    numbers = {each["key"]: _enter(database, each, words) for each in told}
    return Season(database, numbers, {each["key"]: each["customer"] for each in told}, PEOPLE)


def _careless(database: Database) -> None:
    """SQLite need not wait for the disk after each step: a power cut is not what is tested."""
    if database.dialect == "sqlite":
        event.listen(database.engine, "checkout", lambda raw, *_: raw.execute("PRAGMA synchronous = OFF"))


def employ(database: Database) -> None:
    """Adds the five people."""
    for each in PEOPLE.values():
        add_person(database, each, now=datetime(2026, 5, 4, 8, tzinfo=ZONE))


def many(database: Database, count: int = 10_000) -> None:
    """Fills an empty ledger with so many requests of three years, and the five people."""
    employ(database)
    for _ in fill([database], lives(count, now=NOW.astimezone(UTC)), ZONE):
        pass


def last_minutes() -> Agenda:
    """The summit of November, as it was closed: three actions are open (one overdue, one due next week, one nobody's), one is done."""
    since = LAST_SUMMIT.date()
    return Agenda(
        title="Summit of November",
        starts=LAST_SUMMIT,
        minutes=60,
        items=(
            Item("panels", "Meridian Kiosks: how long does coating take?", "padding", 20, "Panels came early.", "solve", "Meridian Kiosks"),
            Item("castings", "Tidewater Pumps: castings", "customer_issue", 20, "Castings come late.", "solve", "Tidewater Pumps"),
            Item("kolb", "Kolb Bakery Systems: what can be expedited?", "emergencies", 15, "Christmas is near.", "decide", "Kolb Bakery Systems"),
            Item("close", "Decisions and the next facilitator", "close", 5, "So that it comes back.", "agree"),
        ),
        facilitator="Tom Becker",
        next_facilitator="Marcus Weil",
        parking_lot=(PARKED,),
        decisions=("Expedited orders of Kolb Bakery Systems go over the night shift.",),
        actions=(
            Action("A-0001", "Measure how long a powder-coated panel really takes, from hanging to packing", "Olga Brandt",
                   date(2026, 11, 20), "open", "Meridian Kiosks", since),
            Action("A-0002", "Agree with the foundry on a weekly call about the castings", "Marcus Weil",
                   date(2026, 12, 8), "open", "Tidewater Pumps", since),
            Action("A-0003", "Find a day on which two of sales stand at the saw", None, None, "open", None, since),
            Action("A-0004", "Send Kolb Bakery Systems one page on what can be expedited", "Dana Ortiz",
                   date(2026, 11, 13), "done", "Kolb Bakery Systems", since),
        ),
        rating=7.0,
    )  # fmt: skip


def hold(database: Database) -> Summit:
    """Holds the summit of November in a database without any, as the page would: planned, run, captured, rated and closed."""
    told, lena = last_minutes(), PEOPLE["lena"]
    bare = replace(told, parking_lot=(), decisions=(), actions=(), rating=None)
    number = plan(database, bare, Submission(lena, LAST_SUMMIT - timedelta(days=2), ZONE)).id
    at = Submission(lena, LAST_SUMMIT, ZONE)
    move(database, number, "start", at, seen=None)
    on = {each.customer: each.id for each in told.items}
    for each in told.actions:
        said = {
            "kind": "action",
            "text": each.what,
            "owner": each.owner or "",
            "due": each.due,
            "item": on[each.customer],
        }
        capture(database, number, said, at)
    capture(database, number, {"kind": "decision", "text": told.decisions[0], "item": "kolb"}, at)
    capture(database, number, {"kind": "parking", "text": PARKED, "item": "close"}, at)
    rate(database, number, 7, at)
    close(database, number, Submission(lena, LAST_SUMMIT + timedelta(hours=1), ZONE))
    done = next(each for each in told.actions if each.status == "done")
    change_action(database, done.id, Submission(lena, LAST_SUMMIT + timedelta(days=10), ZONE), "done")
    return summit(database, number)


# How the case file is read


def _told() -> Iterator[dict[str, Any]]:
    """Every request in the long form."""
    yield from TOLD["request"]
    for key, customer, item, part, many_, rep, planner, saved, due, came in TOLD["plain"]:
        told = f"{many_} by {due}"
        day = f"{saved[:3]}{int(saved[3:5]):02d}"
        steps = [f"{saved} save", f"{day} 16:00 ask", f"{_later(day)} 10:00 yes {told}", f"{_later(day)} 15:00 tell {told}",
                 f"{came} 12:00 deliver {many_}"]  # fmt: skip
        yield {"key": key, "customer": customer, "item": item, "part": part, "wanted": told, "rep": rep, "planner": planner, "steps": steps}  # fmt: skip


def _later(day: str) -> str:
    """The next day; of a 31st the second of the month after."""
    return f"{day[:3]}{int(day[3:]) + 1:02d}" if day[3:] < "30" else f"{int(day[:2]) + 1:02d}-02"


def _enter(database: Database, told: Mapping[str, Any], words: str) -> str:
    """Takes all steps of a request; gives its number."""
    quantity, _, by = told["wanted"].partition(" by ")
    line = {"description": told["item"], "part_number": told["part"], "quantity": quantity, "requested": f"2026-{by}"}
    why = told.get("why", "").replace("{instruction}", words)
    content = {"kind": "drafted", "customer": told["customer"], "lines": [line], "why": why}
    number = 0
    for text in told["steps"]:
        at = datetime.fromisoformat(f"2026-{text[:5]}T{text[6:11]}").replace(tzinfo=ZONE)
        what, _, rest = text[12:].replace("{instruction}", words).partition(" ")
        by_whom = PEOPLE[told["planner" if what in _PLANNER else "rep"]]
        handed = Submission(by_whom, at.astimezone(UTC), ZONE)
        step = step_of(content if what == "save" else _written(what, rest, at.date()))
        if isinstance(step, Drafted):
            number = ledger.save(database, step, handed).id
        else:
            ledger.take(database, number, step, handed)
    return ledger.shown(number)


_PLANNER = ("yes", "can_but", "again", "no", "expedite", "deliver")


def _written(what: str, rest: str, on: date) -> dict[str, Any]:
    """A step as plain data."""
    said, *words = re.split(r"\s*\|\s*", rest)
    schedule = [{"line": 1, "quantity": quantity, "on": f"2026-{day}"} for quantity, day in _BY.findall(said)]
    first = words[0] if words else ""
    steps: dict[str, dict[str, Any]] = {
        "heads_up": {"kind": "heads_up", "note": first},
        "question": {"kind": "customer_asked", "questions": rest},
        "ask": {"kind": "asked"},
        "yes": {"kind": "answered", "decision": "yes", "promise": schedule, "rests_on": first},
        "can_but": {"kind": "answered", "decision": "can_but", "promise": schedule, "rests_on": first},
        "again": {"kind": "answered", "decision": "yes", "promise": schedule, "because": first, "options": words[1:]},
        "no": {"kind": "answered", "decision": "no", "rests_on": first},
        "tell": {"kind": "told", "told": schedule, "earlier_because": first},
        "deliver": {"kind": "delivered", "on": on.isoformat(), "parts": [{"line": 1, "quantity": said}]},
        "expedite": {"kind": "emergency", "cause": said.strip(), "note": first},
        "note": {"kind": "noted", "text": rest},
        "cancel": {"kind": "cancelled", "because": first},
        "close": {"kind": "closed"},
    }
    return steps[what]
