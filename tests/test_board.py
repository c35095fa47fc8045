"""The board: every open request in its lane, what needs somebody now first."""

from datetime import UTC, date, datetime, timedelta

import pytest
from lives import CAPS, LENA, MARCUS, NINA, PRIYA, START, answered, delivered, draft, entered, step, told

from clarifier.errors import NotAllowed
from clarifier.team import ledger
from clarifier.team.board import board, lines
from clarifier.team.database import Database
from clarifier.team.ledger import Submission
from clarifier.team.steps import Step

ASK = step("asked")
LATER = {**CAPS, "requested": "2026-12-30"}
TODAY = date(2026, 11, 20)
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)


def risks(database: Database, today: date = TODAY, now: datetime = NOW) -> dict[str, str]:
    """The risk of each customer's request."""
    return {line.customer: line.risk for line in lines(database, LENA, now, today)[1]}


def test_each_open_request_stands_in_the_lane_of_its_state(database: Database) -> None:
    yes, tell = answered("500@2026-12-22"), told("500@2026-12-22")
    lives: list[list[Step]] = [
        [draft(LATER)], [draft(LATER), step("customer_asked")], [draft(LATER), ASK], [draft(LATER), ASK, yes], [draft(LATER), ASK, yes, tell],
        [draft(LATER), ASK, yes, tell, delivered("2026-11-19", "100")], [draft(LATER), ASK, yes, tell, delivered("2026-11-19", "500")],
        [draft(LATER), ASK, yes, tell, delivered("2026-11-19", "500"), step("closed")], [draft(LATER), step("cancelled", because="no need")],
    ]  # fmt: skip
    for each in lives:
        entered(database, *each)
    shown = board(database, LENA, NOW, TODAY)
    assert [lane.count for lane in shown.lanes] == [2, 1, 1, 2, 1]
    assert [len(lane.lines) for lane in shown.lanes] == [2, 1, 1, 2, 1]
    assert [line.number for lane in shown.lanes for line in lane.lines][:2] == ["R-0001", "R-0002"]
    assert board(database, LENA, NOW, TODAY, most=1).lanes[0].count == 2


def test_what_is_overdue_comes_first_and_each_risk_is_named(database: Database) -> None:
    start = NOW - timedelta(hours=10)
    entered(database, draft(LATER, customer="calm"), ASK, start=start)
    entered(
        database, draft(LATER, customer="soon"), ASK, answered("500@2026-11-22"), told("500@2026-11-22"), start=start
    )
    entered(database, draft(LATER, customer="unanswered"), ASK, start=NOW - timedelta(hours=30))
    entered(database, draft(CAPS, customer="unasked"), start=start)
    slip = answered("500@2026-12-20", because="the plater lost a day")
    entered(
        database,
        draft(LATER, customer="slipped"),
        ASK,
        answered("500@2026-12-01"),
        told("500@2026-12-01"),
        slip,
        start=start,
    )
    part = [answered("200@2026-11-18", "300@2026-12-01"), told("200@2026-11-18", "300@2026-12-01")]
    entered(database, draft(LATER, customer="overdue"), ASK, *part, start=start)
    entered(database, draft(LATER, customer="came late"), ASK, *part, delivered("2026-11-19", "200"), start=start)
    assert list(risks(database).items()) == [
        ("overdue", "overdue"), ("slipped", "slipped"), ("unasked", "unasked"), ("unanswered", "unanswered"), ("soon", "soon"),
        ("came late", ""), ("calm", ""),
    ]  # fmt: skip
    assert board(database, LENA, NOW, TODAY).risks == {
        "overdue": 1,
        "slipped": 1,
        "unasked": 1,
        "unanswered": 1,
        "soon": 1,
    }
    assert risks(database, date(2026, 12, 2))["came late"] == "overdue"


def test_a_promise_of_which_only_the_first_part_moved_is_slipped_too(database: Database) -> None:
    parts = ("200@2026-12-04", "300@2026-12-18")
    later = answered("200@2026-12-11", "300@2026-12-18", because="the plater lost a week")
    entered(database, draft(LATER, customer="one"), ASK, answered(*parts), told(*parts), later)
    entered(database, draft(LATER, customer="sooner"), ASK, answered(*parts), told(*parts),
            answered("200@2026-12-01", "300@2026-12-18", because="a slot fell free"))  # fmt: skip
    assert risks(database) == {"one": "slipped", "sooner": ""}


def test_the_day_a_customer_was_told_is_not_overdue_until_it_has_passed(database: Database) -> None:
    entered(database, draft(LATER, customer="one"), ASK, answered("500@2026-11-20"), told("500@2026-11-20"))
    assert risks(database, date(2026, 11, 20)) == {"one": "soon"}
    assert risks(database, date(2026, 11, 21)) == {"one": "overdue"}


def test_a_draft_is_seen_by_its_owner_and_managers_until_production_hears_of_it(database: Database) -> None:
    mine = ledger.save(database, draft(), Submission(PRIYA, START, UTC))
    seen = [len(lines(database, reader, NOW, TODAY)[1]) for reader in (PRIYA, LENA, MARCUS)]
    assert seen == [1, 1, 0] and sum(lane.count for lane in board(database, MARCUS, NOW, TODAY).lanes) == 0
    ledger.take(database, mine.id, step("heads_up"), Submission(PRIYA, START, UTC))
    assert len(lines(database, MARCUS, NOW, TODAY)[1]) == 1


def test_mine_is_what_i_saved_and_what_i_am_asked_for(database: Database) -> None:
    entered(database, draft(LATER), by=PRIYA)
    entered(database, draft(LATER), step("asked", of="marcus"), by=PRIYA)
    entered(database, draft(LATER), step("asked", of="someone"), by=LENA)
    for login, count in (("priya", 2), ("marcus", 1), ("", 3)):
        assert sum(lane.count for lane in board(database, LENA, NOW, TODAY, whose=login).lanes) == count
        assert lines(database, LENA, NOW, TODAY, whose=login)[0] == count


def test_learners_see_no_requests(database: Database) -> None:
    for look in (lambda: board(database, NINA, NOW, TODAY), lambda: lines(database, NINA, NOW, TODAY)):
        with pytest.raises(NotAllowed):
            look()


@pytest.mark.parametrize(
    ("words", "found"),
    [("tide", ["R-0001"]), ("R-0002", ["R-0002"]), ("r-2", ["R-0002"]), ("CAPS 4711", ["R-0002"]), ("100%", ["R-0003"]), ("%", ["R-0003"]),
     ("_", []), ("' OR 1=1 --", []), ("caps", ["R-0001", "R-0002"]), ("", ["R-0001", "R-0002", "R-0003"])],
)  # fmt: skip
def test_a_search_holds_each_word_in_number_customer_order_or_title(
    words: str, found: list[str], database: Database
) -> None:
    entered(database, draft(LATER, customer="Tidewater"))
    entered(database, draft(LATER, customer="Halvorsen", po_number="PO-4711"))
    entered(database, draft({"description": "cotton 100% bags"}, customer="Kolb"))
    count, shown = lines(database, LENA, NOW, TODAY, words=words)
    assert ([line.number for line in shown], count) == (found, len(found))


def test_lists_are_filtered_and_paged(database: Database) -> None:
    for count in range(5):
        entered(database, draft(LATER, customer=str(count)), *[ASK][: count % 2])
    assert lines(database, LENA, NOW, TODAY, states=("asked",))[0] == 2
    assert lines(database, LENA, NOW, TODAY, only=(2, 4, 99))[0] == 2
    count, page = lines(database, LENA, NOW, TODAY, most=2, skip=2)
    assert count == 5 and len(page) == 2
    assert lines(database, LENA, NOW, TODAY, risk="overdue") == (0, [])


@pytest.mark.parametrize("words", ["\ud800", "tide\x00water", "\x00"])
def test_signs_that_no_database_knows_are_looked_for_as_spaces(words: str, database: Database) -> None:
    entered(database, draft(LATER, customer="Tidewater"))
    assert lines(database, LENA, NOW, TODAY, words=words)[0] == 1


def test_drafts_are_left_out_where_only_shared_ones_are_wanted(database: Database) -> None:
    entered(database, draft(LATER), by=PRIYA)
    entered(database, draft(LATER), step("heads_up"), by=PRIYA)
    assert [each.number for each in lines(database, LENA, NOW, TODAY, shared=True)[1]] == ["R-0002"]
