"""What the benchmark of the ledger fills in and times: believable lives, the same ones each time, the rows that the ledger would write."""

from datetime import UTC

from sqlalchemy import func, select

from benchmarks.ledger import CALLS, Call, calls, timed
from benchmarks.ledger_seed import NOW, fill, lives
from clarifier.team.database import Database
from clarifier.team.ledger import REQUESTS, Submission, rebuild, save
from clarifier.team.measures import measures
from clarifier.team.person import alone
from clarifier.team.steps import Drafted

MANY = 200


def test_the_lives_are_believable_and_the_same_each_time() -> None:
    made = list(lives(MANY))
    assert made == list(lives(MANY)) and made != list(lives(MANY, seed=7))
    assert {life.state for life, _ in made} >= {"drafted", "told", "delivered", "closed", "cancelled"}
    assert 9 < sum(len(records) for _, records in made) / len(made) < 12, "about ten steps a life"
    assert all(life.last.at <= NOW for life, _ in made), "nothing that is yet to come"
    several = [life for life, _ in made if len(life.goods) > 1]
    again = [life for life, _ in made if len(life.answers) > 1]
    assert len(several) > MANY / 10 and len(again) > MANY / 10 and any(life.emergency for life, _ in made)


def test_what_is_filled_in_is_what_the_ledger_would_write(database: Database) -> None:
    *_, steps = fill([database], lives(MANY))
    assert steps > 9 * MANY
    with database.reading() as connection:
        before = connection.execute(select(REQUESTS).order_by(REQUESTS.c.id)).all()
    assert rebuild(database, UTC) == len(before) == MANY
    with database.reading() as connection:
        assert connection.execute(select(REQUESTS).order_by(REQUESTS.c.id)).all() == before
    assert all(each.whole.count for each in measures(database, alone("dana"), NOW.date()).all)
    draft = Drafted.model_validate({"customer": "Dayton Pumps", "lines": [{"quantity": 5}]})
    assert save(database, draft, Submission(alone("dana"), NOW, UTC)).id == MANY + 1, "the next number is the next one"


def test_each_call_that_is_timed_can_be_made(database: Database) -> None:
    assert list(fill([database], lives(MANY)))
    for call in calls(database, MANY):
        assert call.makes()
    with database.reading() as connection:
        assert connection.execute(select(func.count()).select_from(REQUESTS)).scalar_one() == MANY + 1


def test_a_call_is_timed_often_enough_to_have_a_95th_percentile() -> None:
    made: list[None] = []
    times = timed(Call("nothing", lambda: made.append(None)))
    assert len(made) == CALLS + 1 and CALLS >= 40
    assert 0 < times.median <= times.p95
