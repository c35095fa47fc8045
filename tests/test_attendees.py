"""Who sits at the table: those who know the requests, both sides, at most eight; the chair goes round."""

from datetime import UTC, datetime

from lives import MARCUS, PRIYA, START, answered, draft, step

from clarifier.team import ledger
from clarifier.team.agenda import Agenda, Attendee, Evidence, Item
from clarifier.team.attendees import attendees, next_facilitator
from clarifier.team.database import Database
from clarifier.team.ledger import Submission
from clarifier.team.people import add_person, deactivate
from clarifier.team.person import Person, person

SALES, SHOP, BOSS = Attendee("Priya", "sales"), Attendee("Marcus", "production"), Attendee("Lena", "management")


def asked(database: Database, by: Person = PRIYA, of: Person = MARCUS) -> Item:
    """A request that two people spoke on, as the evidence of an item."""
    entry = ledger.save(database, draft(), Submission(by, START, UTC))
    ledger.take(database, entry.id, step("asked"), Submission(by, START, UTC))
    ledger.take(database, entry.id, answered("500@2026-11-22"), Submission(of, START, UTC))
    return Item(
        "promise-1",
        "Tidewater waits",
        "promise",
        8,
        "why",
        customer="Tidewater",
        evidence=(Evidence(entry.number),),
        rank=9,
    )


def minutes(**values: str | None) -> Agenda:
    return Agenda("Summit", datetime(2026, 11, 3, 9, tzinfo=UTC), 60, (), **values)  # type: ignore[arg-type]


def test_where_nobody_signs_in_those_who_spoke_on_the_requests_are_asked(database: Database) -> None:
    found = attendees(database, [asked(database)], None)
    assert [(each.name, each.team, each.why) for each in found] == [
        ("Priya", "sales", "knows R-0001, Tidewater"), ("Marcus", "production", "knows R-0001, Tidewater"),
    ]  # fmt: skip


def test_of_a_large_team_eight_are_asked_from_both_sides_and_a_manager(database: Database) -> None:
    for count in range(12):
        for team, role in (("sales", "rep"), ("production", "planner"), ("management", "manager")):
            add_person(database, person(f"{team[:4]}{count}", f"{team} {'abcdefghijkl'[count]}", team, role))
    found = attendees(database, [], None)
    teams = [each.team for each in found]
    assert (
        len(found) == 8
        and teams.count("sales") >= 3
        and teams.count("production") >= 3
        and teams.count("management") >= 1
    )


def test_who_has_left_and_who_only_learns_is_not_asked(database: Database) -> None:
    for login, role in (("priya", "rep"), ("marcus", "planner"), ("nina", "learner"), ("adam", "admin")):
        add_person(database, person(login, login.title(), "production" if role == "planner" else "sales", role))
    item = asked(database)
    deactivate(database, "marcus")
    assert [each.name for each in attendees(database, [item], None)] == ["Priya", "Adam"]


def test_the_chair_goes_to_whom_the_last_summit_named_and_then_to_the_other_side() -> None:
    people = (SALES, SHOP, BOSS)
    assert next_facilitator(people, None) == ("Priya", "Marcus")
    assert next_facilitator(people, minutes(facilitator="Priya", next_facilitator="Marcus")) == ("Marcus", "Priya")
    assert next_facilitator(people, minutes(facilitator="Priya", next_facilitator="Gone")) == ("Marcus", "Priya")
    assert next_facilitator((BOSS,), minutes(facilitator="Lena")) == ("Lena", None)
    assert next_facilitator((), None) == (None, None)
