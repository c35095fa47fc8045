"""The season of the summit's tests is what it says: counted here by hand, so that the checks of a drafted agenda stand on firm ground."""

import time
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from season import INSTRUCTION, LAST_SUMMIT, NOW, PARKED, PEOPLE, TODAY, Season, hold, last_minutes, many, season

from clarifier.team import ledger
from clarifier.team.board import board, lines
from clarifier.team.database import METADATA, Database, open_database
from clarifier.team.ledger import Entry, entries, number_of
from clarifier.team.life import told
from clarifier.team.measures import measures
from clarifier.team.people import people
from clarifier.team.schedules import due
from clarifier.team.steps import Emergency, Noted
from clarifier.team.summits import days_since_last, open_actions
from clarifier.team.summits import last_minutes as minutes_kept

LENA = PEOPLE["lena"]


@pytest.fixture(scope="module")
def autumn(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Season]:
    """The season, on SQLite; that each kind of database tells the same is a test of its own."""
    database = open_database(tmp_path_factory.mktemp("season"), "")
    yield season(database)
    database.close()


def entry(autumn: Season, key: str) -> Entry:
    return ledger.entry(autumn.database, number_of(autumn.numbers[key]), LENA)


def test_the_season_is_what_was_counted_by_hand(autumn: Season) -> None:
    every = list(entries(autumn.database))
    first, last = date(2026, 9, 1), date(2026, 11, 30)
    within = [each for each in every if first <= each.life.drafted.at.astimezone(autumn.zone).date() <= last]
    assert (len(every), len(within)) == (63, 60)
    assert sorted(Counter(each.life.content.customer for each in within).values()) == [
        1,
        4,
        4,
        5,
        5,
        5,
        5,
        6,
        6,
        6,
        6,
        7,
    ]
    assert [each.number for each in every] == sorted(autumn.numbers.values())
    moments = [each.life.drafted.at for each in every]
    assert moments == sorted(moments) and max(each.life.last.at for each in every) < NOW
    states = Counter(each.life.state for each in every)
    assert states == {
        "delivered": 49,
        "told": 5,
        "answered": 1,
        "asked": 1,
        "waiting": 1,
        "drafted": 1,
        "closed": 3,
        "cancelled": 2,
    }
    assert {(each.login, each.name) for each in people(autumn.database)} == {(p.login, p.name) for p in PEOPLE.values()}


def test_what_is_at_risk_stands_on_the_board(autumn: Season) -> None:
    assert board(autumn.database, LENA, NOW, TODAY).risks == {
        "overdue": 3,
        "slipped": 1,
        "unasked": 0,
        "unanswered": 1,
        "soon": 1,
    }
    for risk, keys in {
        "overdue": ("halvorsen-hooks", "lohr-brackets", "juniper-rails"),
        "slipped": ("ashford-shafts",),
        "unanswered": ("brixen-gears",),
        "soon": ("northgate-bodies",),
    }.items():
        found = lines(autumn.database, LENA, NOW, TODAY, risk=risk)[1]
        assert {each.number for each in found} == autumn.of(*keys)


def test_one_account_heard_three_dates_and_still_waits(autumn: Season) -> None:
    caps, seals = entry(autumn, "tidewater-caps").life, entry(autumn, "tidewater-seals").life
    assert [due(told(each)) for each in caps.tells] == [date(2026, 11, 12), date(2026, 11, 20), date(2026, 12, 4)]
    assert (caps.state, caps.goods, len(caps.answers), len(seals.answers)) == ("told", (), 3, 2)


def test_want_of_material_is_behind_most_emergencies(autumn: Season) -> None:
    whole: Counter[str] = Counter()
    late: Counter[str] = Counter()
    for each in entries(autumn.database):
        if each.life.emergency and isinstance(each.life.emergency.step, Emergency):
            whole[each.life.emergency.step.cause] += 1
            late[each.life.emergency.step.cause] += each.life.emergency.at > LAST_SUMMIT
    assert whole == {"material": 6, "late_ask": 2, "machine": 2, "quality": 2, "customer": 1, "transport": 1}
    assert late == {"material": 5, "late_ask": 1, "machine": 1, "quality": 1, "customer": 1, "transport": 0}


def test_the_shared_measures_are_those_counted_by_hand(autumn: Season) -> None:
    found = measures(autumn.database, LENA, TODAY, 4)
    assert [(each.number, each.count) for each in found["told"].months] == [(9, 9), (14, 15), (19, 27), (1, 1)]
    assert [(each.number, each.count) for each in found["over_promised"].months] == [(0, 13), (0, 20), (2, 22), (0, 0)]


def test_panels_came_long_before_the_promise_and_nothing_else_did(autumn: Season) -> None:
    early = {}
    for each in entries(autumn.database):
        promised, came = due(each.life.first_promise), each.life.completed_on
        if promised and came and (promised - came).days > 3:
            early[each.number] = (promised - came).days
    keys = ("panels-kolb", "panels-meridian", "panels-meridian-again", "panels-northgate", "panels-ashford")
    assert early == dict(zip((autumn.numbers[key] for key in keys), (10, 12, 11, 12, 9), strict=True))


def test_one_account_ordered_each_month_until_september(autumn: Season) -> None:
    days = [x.life.drafted.at.date() for x in entries(autumn.database) if x.life.content.customer == "Orchard Dairy"]
    assert [each.month for each in days] == [6, 7, 8, 9]


def test_one_rep_gave_early_notice_and_one_answer_saved_a_day(autumn: Season) -> None:
    announced = {each.number for each in entries(autumn.database) if each.life.heads_up}
    assert announced == autumn.of("vigo-flanges", "meridian-frames", "kolb-trays")
    assert {entry(autumn, key).life.owner for key in ("vigo-flanges", "meridian-frames", "kolb-trays")} == {"tom"}
    rollers = entry(autumn, "kolb-rollers").life
    assert rollers.emergency and rollers.completed_on == due(rollers.told) == date(2026, 11, 13)


def test_one_account_complained_and_waited_three_times(autumn: Season) -> None:
    keys = ("juniper-guides", "juniper-rails", "juniper-latches")
    for key in keys:
        life, by = entry(autumn, key).life, due(entry(autumn, key).life.told)
        assert by and (life.completed_on or TODAY) > by
    notes = [x.step.text for key in keys for x in entry(autumn, key).records if isinstance(x.step, Noted)]
    assert len(notes) == 2 and all("complained" in each for each in notes)


def test_hidden_instructions_are_there_or_not_as_one_likes(autumn: Season, tmp_path: Path) -> None:
    def texts(database: Database) -> str:
        return " ".join(x.step.model_dump_json() for each in entries(database) for x in each.records)

    other = open_database(tmp_path / "harmless", "")
    season(other, hostile=False)
    assert texts(autumn.database).count(INSTRUCTION) == 3 and INSTRUCTION not in texts(other)
    other.close()


def test_each_kind_of_database_tells_the_same_season(autumn: Season, database: Database) -> None:
    again = season(database)
    assert (again.numbers, again.customers) == (autumn.numbers, autumn.customers)
    assert list(entries(database)) == list(entries(autumn.database))
    assert board(database, LENA, NOW, TODAY) == board(autumn.database, LENA, NOW, TODAY)
    assert measures(database, LENA, TODAY, 4) == measures(autumn.database, LENA, TODAY, 4)


def test_the_last_summit_is_kept_as_its_minutes_say(database: Database) -> None:
    with database.writing() as connection:
        METADATA.create_all(connection)
    hold(database)
    kept = minutes_kept(database)
    assert kept and days_since_last(database, TODAY) == 28
    assert kept.agenda.actions == last_minutes().actions
    assert (kept.agenda.decisions, kept.agenda.parking_lot, kept.agenda.rating) == (
        last_minutes().decisions,
        (PARKED,),
        7.0,
    )
    assert (kept.agenda.facilitator, kept.agenda.next_facilitator) == ("Tom Becker", "Marcus Weil")
    still = open_actions(database, TODAY)
    assert [each.id for each in still] == ["A-0001", "A-0002", "A-0003"] and still[0].due and still[0].due < TODAY


def test_a_season_is_filled_in_no_time(tmp_path: Path) -> None:
    database = open_database(tmp_path, "")
    started = time.process_time()
    season(database)
    assert time.process_time() - started < 2
    database.close()


def test_many_fills_as_many_as_are_wanted(database: Database) -> None:
    many(database, 50)
    assert len(list(entries(database))) == 50 and len(people(database)) == 5
