"""The ledger: steps are only added to, one submission is one step, and two people on one request never overwrite each other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier
from zoneinfo import ZoneInfo

import pytest
from lives import LENA, MARCUS, NINA, PRIYA, START, answered, delivered, draft, entered, kinds, step, told
from sqlalchemy import func, select

from clarifier.errors import Conflict, NoRequest, NotAllowed, NotNow
from clarifier.team import ledger
from clarifier.team.database import Database
from clarifier.team.ledger import REQUESTS, STEPS, Submission, number_of
from clarifier.team.person import Person
from clarifier.team.standing import standing

LIFE = (
    draft(), step("heads_up"), step("asked", of="marcus"), answered("500@2026-11-22", buffer_days=2), told("500@2026-11-22"),
    answered("500@2026-11-29", because="the plater lost a day"), told("500@2026-11-29"), delivered("2026-11-28", "500"), step("closed"),
)  # fmt: skip


def by(person: Person, hours: float = 1, key: str = "") -> Submission:
    return Submission(person, START + timedelta(hours=hours), UTC, key)


def counts(database: Database) -> tuple[int, int]:
    with database.reading() as connection:
        tables = (REQUESTS, STEPS)
        first, second = (connection.execute(select(func.count()).select_from(each)).scalar_one() for each in tables)
    return first, second


def test_a_whole_life_is_kept_step_by_step(database: Database) -> None:
    entry = entered(database, *LIFE)
    again = ledger.entry(database, entry.id, PRIYA)
    assert again == entry and again.number == "R-0001" and again.life.state == "closed"
    assert list(kinds(again)) == [each.kind for each in LIFE]
    assert [record.step for record in again.records] == list(LIFE)
    assert again.records[2].at == START + timedelta(hours=2) and again.records[2].at.tzinfo == UTC


def test_the_row_beside_the_steps_is_what_they_make(database: Database) -> None:
    zone = ZoneInfo("America/Chicago")
    entry = entered(database, *LIFE, zone=zone, start=datetime(2026, 11, 2, 3, 0, tzinfo=UTC))

    def row() -> dict[str, object]:
        with database.reading() as connection:
            found = dict(connection.execute(select(REQUESTS)).mappings().one())
        found.pop("id")
        return found

    made = row()
    assert made == standing(entry.life, zone)
    assert made["asked_on"] == datetime(2026, 11, 1).date()  # 3 h in London is the evening before in Chicago
    with database.writing() as connection:
        connection.execute(REQUESTS.update().values(state="told", told_due=None))
    assert ledger.rebuild(database, zone) == 1 and row() == made


def test_the_same_submission_twice_is_one_request_and_one_step(database: Database) -> None:
    one, other = (ledger.save(database, draft(), by(PRIYA, key="a")) for _ in range(2))
    assert one.id == other.id
    asked = [ledger.take(database, one.id, step("asked"), by(PRIYA, key="b"), expected=1) for _ in range(2)]
    assert [each.life.version for each in asked] == [2, 2] and counts(database) == (1, 2)
    assert ledger.save(database, draft(), by(PRIYA, key="c")).id != one.id


def test_a_submission_that_failed_can_be_sent_again(database: Database) -> None:
    entry = ledger.save(database, draft(), by(PRIYA))
    with pytest.raises(NotNow):
        ledger.take(database, entry.id, told("500@2026-11-22"), by(PRIYA, key="t"))
    ledger.take(database, entry.id, step("asked"), by(PRIYA))
    ledger.take(database, entry.id, answered("500@2026-11-22"), by(MARCUS))
    assert ledger.take(database, entry.id, told("500@2026-11-22"), by(PRIYA, key="t")).life.state == "told"


@pytest.mark.parametrize("same", [True, False])
def test_eight_double_clicks_at_once_are_one_row_and_eight_people_are_eight(same: bool, database: Database) -> None:
    ready = Barrier(8)

    def click(place: int) -> int:
        ready.wait()
        return ledger.save(database, draft(), by(PRIYA, key="one" if same else str(place))).id

    with ThreadPoolExecutor(8) as pool:
        ids = list(pool.map(click, range(8)))
    assert len(set(ids)) == (1 if same else 8) and counts(database) == ((1, 1) if same else (8, 8))


def test_of_eight_who_answer_the_same_version_one_succeeds_and_seven_hear_who_it_was(database: Database) -> None:
    entry = entered(database, draft(), step("asked"))
    ready = Barrier(8)

    def answer(place: int) -> str:
        ready.wait()
        try:
            ledger.take(database, entry.id, answered(f"500@2026-12-{place + 1:02}"), by(MARCUS, place), expected=2)
        except Conflict as error:
            return str(error)
        return "saved"

    with ThreadPoolExecutor(8) as pool:
        said = sorted(pool.map(answer, range(8)))
    assert said[-1] == "saved" and len(set(said[:-1])) == 1
    assert "Marcus was faster" in said[0] and "what you typed is kept" in said[0]
    assert ledger.entry(database, entry.id, MARCUS).life.version == 3


def test_a_refused_step_leaves_nothing_behind(database: Database) -> None:
    entry = ledger.save(database, draft(), by(PRIYA))
    with pytest.raises(NotNow):
        ledger.take(database, entry.id, delivered("2026-11-20", "1"), by(PRIYA, key="x"))
    assert counts(database) == (1, 1) and ledger.entry(database, entry.id, PRIYA) == entry


def test_each_role_takes_its_own_steps(database: Database) -> None:
    entry = entered(database, draft(), step("asked"), by=LENA)
    for person, wrong in (
        (PRIYA, answered("500@2026-11-22")),
        (MARCUS, told("500@2026-11-22")),
        (NINA, step("noted", text="hello")),
    ):
        with pytest.raises(NotAllowed):
            ledger.take(database, entry.id, wrong, by(person))
    for person in (MARCUS, NINA):
        with pytest.raises(NotAllowed):
            ledger.save(database, draft(), by(person))
    assert counts(database) == (1, 2)


def test_a_draft_is_its_owners_until_production_hears_of_it(database: Database) -> None:
    entry = ledger.save(database, draft(), by(PRIYA))
    for stranger in (MARCUS, NINA):
        with pytest.raises(NoRequest) as caught:
            ledger.entry(database, entry.id, stranger)
        assert str(caught.value) == "There is no request R-0001, or it is not for you."
        with pytest.raises(NoRequest):
            ledger.take(database, entry.id, step("noted", text="let me in"), by(MARCUS))
    assert ledger.entry(database, entry.id, PRIYA) == ledger.entry(database, entry.id, LENA) == entry
    ledger.take(database, entry.id, step("heads_up"), by(PRIYA))
    assert ledger.entry(database, entry.id, MARCUS).life.is_shared
    with pytest.raises(NoRequest):
        ledger.entry(database, entry.id, NINA)


def test_a_request_that_is_not_there_is_told_as_one_that_is_not_yours(database: Database) -> None:
    with pytest.raises(NoRequest) as caught:
        ledger.entry(database, 1, LENA)
    assert str(caught.value) == "There is no request R-0001, or it is not for you."
    with pytest.raises(NoRequest):
        ledger.take(database, 1, step("asked"), by(LENA))


def test_a_step_is_taken_back_by_who_took_it_or_by_a_manager(database: Database) -> None:
    entry = entered(database, draft(), step("asked"), by=PRIYA)
    undo = step("undone", because="typed it into the wrong request")
    with pytest.raises(NotAllowed) as caught:
        ledger.take(database, entry.id, undo, by(MARCUS))
    assert "who took it, or by a manager" in str(caught.value)
    ledger.take(database, entry.id, answered("500@2026-11-22"), by(MARCUS))
    assert ledger.take(database, entry.id, undo, by(MARCUS)).life.state == "asked"
    with pytest.raises(NotAllowed):  # what stands last now is Priya's again
        ledger.take(database, entry.id, undo, by(MARCUS))
    assert ledger.take(database, entry.id, undo, by(LENA)).life.state == "drafted"


def test_all_requests_are_read_in_order_in_batches(database: Database) -> None:
    for count in range(7):
        entered(database, *LIFE[: count + 1])
    assert [(each.id, each.life.version) for each in ledger.entries(database, batch=3)] == [(n, n) for n in range(1, 8)]


@pytest.mark.parametrize(
    ("text", "number"), [("R-0042", 42), ("r-42", 42), (" 42 ", 42), ("0042", 42), ("R-123456", 123456)]
)
def test_a_number_is_read_as_people_write_it(text: str, number: int) -> None:
    assert number_of(text) == number and number_of(ledger.shown(number)) == number


@pytest.mark.parametrize(
    "text", ["", "R-", "R-0", "0", "-1", "R-4x", "1e5", "9999999999", "R-4; DROP TABLE step", "٤٢"]
)
def test_what_is_no_number_is_one_sentence(text: str) -> None:
    with pytest.raises(NoRequest) as caught:
        number_of(text)
    assert "write it like R-0042" in str(caught.value)


def test_a_key_that_went_to_another_request_takes_no_step_in_silence(database: Database) -> None:
    first, second = (entered(database, draft(), step("asked")) for _ in range(2))
    note = step("noted", text="call them first")
    ledger.take(database, first.id, note, by(PRIYA, 5, "one"))
    with pytest.raises(NotNow, match="handed in for another request before"):
        ledger.take(database, second.id, note, by(PRIYA, 5, "one"))
    assert len(ledger.take(database, second.id, note, by(PRIYA, 5, "two")).records) == 3


def test_a_key_of_somebody_elses_draft_does_not_open_it(database: Database) -> None:
    mine = ledger.save(database, draft(customer="Hush"), by(PRIYA, 1, "mine"))
    other = Person("rolf", "Rolf", PRIYA.team, PRIYA.role)
    with pytest.raises(NoRequest):
        ledger.save(database, draft(), by(other, 1, "mine"))
    assert ledger.save(database, draft(), by(PRIYA, 2, "mine")).id == mine.id
