"""Who should sit at the summit's table, and who facilitates: at most eight, both sides, the chair in turn.

Comes in: the items, the people of the house, the last minutes. Goes out: Attendees, those who speak for the customers' items first. Where
nobody signs in, who took steps on the requests is known by name: who answered is production, who asked is sales.
"""

from collections.abc import Iterable, Sequence
from itertools import zip_longest

from clarifier.team.agenda import Agenda, Attendee, Item
from clarifier.team.database import Database
from clarifier.team.ledger import Entry, entries_in, number_of
from clarifier.team.people import people
from clarifier.team.person import Role, Team
from clarifier.texts import fill, table

MOST = 8
SALES, OPERATIONS = (Team.sales,), (Team.production, Team.purchasing, Team.logistics)


def attendees(database: Database, items: Sequence[Item], last: Agenda | None) -> tuple[Attendee, ...]:
    """Those who know the requests on the agenda and one manager, then those of the last summit; both sides in turn."""
    numbers = {number_of(proof.request): item for item in reversed(items) for proof in item.evidence}
    with database.reading() as connection:
        found = entries_in(connection, sorted(numbers))
    teams = {each.name: (each.team, each.role) for each in people(database) if each.role is not Role.learner}
    words = table("wording/summit")["attendees"]
    sides: dict[str, dict[str, Attendee]] = {"sales": {}, "operations": {}, "management": {}}
    for entry in sorted(found.values(), key=lambda each: -numbers[each.id].rank):
        customer = entry.life.content.customer
        for name, team in _spoke(entry):
            known, _ = teams.get(name, (team, None))
            if (not teams or name in teams) and not any(name in side for side in sides.values()):
                sides[_side(known)][name] = Attendee(
                    name, str(known), fill(words["knows"], number=entry.number, customer=customer)
                )
    for name, (team, _) in teams.items():
        sides[_side(team)].setdefault(name, Attendee(name, str(team), fill(words["speaks"], team=str(team))))
    for each in last.attendees if last and not teams else ():
        sides[_side(each.team)].setdefault(each.name, each)
    managers = list(sides["management"].values())[:1]
    turns = zip_longest(sides["sales"].values(), sides["operations"].values())
    both = [each for pair in turns for each in pair if each]
    rest = list(sides["management"].values())[1:]
    return tuple([*both[: MOST - len(managers)], *managers, *rest][:MOST])


def next_facilitator(people: Sequence[Attendee], last: Agenda | None) -> tuple[str | None, str | None]:
    """Who facilitates now and who next: whom the last summit named, else the side that did not, one after the other."""
    chairs = [each for each in people if _side(each.team) != "management"] or list(people)
    if not chairs:
        return None, None
    names = [each.name for each in chairs]
    if last and last.next_facilitator in names:
        now = last.next_facilitator
    else:
        now = next((name for name in names if last is None or name != last.facilitator), names[0])
    side = next((_side(each.team) for each in chairs if each.name == now), "")
    others = [each.name for each in chairs if each.name != now]
    following = next((each.name for each in chairs if each.name != now and _side(each.team) != side), None)
    return now, following or (others[0] if others else None)


def _spoke(entry: Entry) -> Iterable[tuple[str, Team]]:
    """Who takes steps on a request: who asked for the customer, who answered for production."""
    for record in entry.records:
        if record.step.kind in ("answered", "asked_back"):
            yield record.name, Team.production
        elif record.step.kind in ("drafted", "asked", "told"):
            yield record.name, Team.sales


def _side(team: str) -> str:
    return "sales" if team in SALES else "operations" if team in OPERATIONS else "management"
