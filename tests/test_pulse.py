"""The pulse on both databases: everyone answers once, before anyone sees, and what is kept tells nobody's answer."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from clarifier.errors import PulseError
from clarifier.team.database import Database, open_database
from clarifier.team.pulse import (
    QUESTION,
    answer,
    close_round,
    current_round,
    has_answered,
    open_round,
    results,
    rounds,
    trend,
)
from clarifier.team.pulse_box import BALLOTS, COMMENTS, ROUNDS, SCORES
from clarifier.team.pulse_results import Band, Group
from clarifier.team.pulse_rounds import Round
from clarifier.team.pulse_wins import quick_wins, round_of, tag_quick_win

AT = datetime(2027, 3, 1, 10, 30, tzinfo=UTC)
LATER = AT + timedelta(days=2)


def asked(database: Database, *scores: int, expected: int | None = None, team: str = "sales", gap: str = "") -> Round:
    """A round that so many have answered."""
    told = open_round(database, "mona", AT, expected=expected)
    for place, score in enumerate(scores):
        told = answer(database, told.id, f"{team}{place}", score, LATER, gap and f"{gap} {place}", team)
    return told


def at_once(count: int, act: Callable[[int], object]) -> list[object]:
    """What so many people got who all did the same in the same moment; an error is what they got, too."""
    gate = threading.Barrier(count)

    def one(place: int) -> object:
        gate.wait()
        try:
            return act(place)
        except PulseError as error:
            return error

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(one, range(count)))


def test_while_a_round_is_open_only_the_count_can_be_read(database: Database) -> None:
    told = asked(database, 2, 9, 5, 7, gap="More notice", expected=6)
    assert current_round(database) == told == Round(told.id, QUESTION, 6, 4, "mona", AT, None)
    with pytest.raises(PulseError, match="This round is open"):
        results(database, told.id)
    with database.reading() as connection:
        comment = connection.execute(select(COMMENTS.c.id)).scalars().first()
    assert comment is not None
    for look in (
        lambda: round_of(database, comment),
        lambda: tag_quick_win(database, told.id, comment, "x", "mona", AT),
    ):
        with pytest.raises(PulseError, match=r"shows? (no|a) comment"):
            look()
    assert (trend(database), quick_wins(database)) == ((), ())
    assert has_answered(database, told.id, " Sales0 ") and not has_answered(database, told.id, "noel")


def test_a_round_closes_with_the_last_one_expected_and_then_says_all_at_once(database: Database) -> None:
    told = asked(database, 3, 4, 9, 10, expected=9)
    for place, score in enumerate((0, 2, 5, 7, 8)):
        told = answer(
            database, told.id, f"p{place}", score, LATER, "A shared board" if place == 2 else "", "Production "
        )
    assert (told.is_open, told.answers, told.closed_at, current_round(database)) == (False, 9, LATER, None)
    found = results(database, told.id)
    assert found.round == told
    assert (found.summary.answers, found.summary.mean, found.summary.others) == (9, 5.3, 0)
    assert found.summary.spread == (Band(0, 3, 3), Band(4, 6, 2), Band(7, 8, 2), Band(9, 10, 2))
    assert found.summary.teams == (Group("production", 5, 4.4), Group("sales", 4, 6.5))
    assert [(comment.text, comment.quick_win) for comment in found.comments] == [("A shared board", None)]


def test_a_round_is_closed_by_hand_for_good(database: Database) -> None:
    told = asked(database, 5, 6, 7, 8)
    assert close_round(database, told.id, LATER).closed_at == LATER
    assert close_round(database, told.id, LATER + timedelta(days=1)).closed_at == LATER
    with pytest.raises(PulseError, match="This round is closed"):
        answer(database, told.id, "late", 5, LATER)
    assert results(database, told.id).summary.answers == 4


def test_a_second_answer_is_refused_and_a_double_click_counts_once(database: Database) -> None:
    told = open_round(database, "mona", AT)
    assert answer(database, told.id, "ana", 4, AT, key="form-1").answers == 1
    assert answer(database, told.id, "ana", 4, AT, key="form-1").answers == 1
    for key in ("form-2", ""):
        with pytest.raises(PulseError, match="You have answered this round"):
            answer(database, told.id, " ANA", 9, AT, key=key)
    assert answer(database, told.id, "ben", 4, AT, key="form-1").answers == 2
    assert close_round(database, told.id, AT).answers == 2


@pytest.mark.parametrize("score", [-1, 11, 7.5, "7", True, None])
def test_what_is_no_score_is_refused(score: object, database: Database) -> None:
    told = open_round(database, "mona", AT)
    with pytest.raises(PulseError, match="whole number from 0 to 10"):
        answer(database, told.id, "ana", score, AT)  # type: ignore[arg-type]
    assert rounds(database)[0].answers == 0


def test_texts_are_kept_whole_on_one_line_and_refused_where_too_long_or_missing(database: Database) -> None:
    told = open_round(database, "mona", AT)
    odd = "  <b>Ring\n\n the line</b>; DROP TABLE\x00 pulse_score -- naïve 🙂\ud800 "
    answer(database, told.id, "ana", 4, AT, odd)
    for place in range(3):
        answer(database, told.id, f"b{place}", 5, AT, "x" * 500 if not place else " \n")
    with pytest.raises(PulseError, match="The text has 501 characters; shorten it to 500"):
        answer(database, told.id, "ben", 5, AT, "x" * 501)
    with pytest.raises(PulseError, match="The name is empty"):
        answer(database, told.id, " \x00 ", 5, AT)
    close_round(database, told.id, AT)
    kept = {comment.text for comment in results(database, told.id).comments}
    assert kept == {"<b>Ring the line</b>; DROP TABLE pulse_score -- naïve 🙂", "x" * 500}


def test_one_round_is_open_at_a_time_also_when_many_open_one_at_once(database: Database) -> None:
    got = at_once(6, lambda place: open_round(database, f"m{place}", AT))
    assert sum(isinstance(each, Round) for each in got) == len(rounds(database)) == 1
    assert all("close it before" in str(each) for each in got if isinstance(each, PulseError))
    close_round(database, rounds(database)[0].id, AT)
    assert open_round(database, "mona", AT, "How was May?", 12).question == "How was May?"


@pytest.mark.parametrize(
    ("question", "expected"), [(" ", None), ("x" * 201, None), ("q", 0), ("q", 10**9), ("q", True)]
)
def test_a_round_with_odd_values_is_not_opened(question: str, expected: int | None, database: Database) -> None:
    with pytest.raises(PulseError):
        open_round(database, "mona", AT, question, expected)
    assert rounds(database) == ()


def test_thirty_who_answer_at_once_all_count_once_and_the_last_one_closes(database: Database) -> None:
    told = open_round(database, "mona", AT, expected=30)
    got = at_once(30, lambda n: answer(database, told.id, f"p{n}", n % 11, LATER, f"gap {n}", f"team{n % 3}"))
    assert sorted(each.answers for each in got if isinstance(each, Round)) == list(range(1, 31))
    assert sum(not each.is_open for each in got if isinstance(each, Round)) == 1
    found = results(database, told.id)
    assert (found.summary.answers, [group.answers for group in found.summary.teams]) == (30, [10, 10, 10])
    assert {comment.text for comment in found.comments} == {f"gap {n}" for n in range(30)}
    assert found.summary.mean == round(sum(n % 11 for n in range(30)) / 30, 1)


def test_one_person_who_answers_ten_times_at_once_counts_once(database: Database) -> None:
    told = open_round(database, "mona", AT)
    with_key = at_once(5, lambda _: answer(database, told.id, "ana", 3, AT, key="k"))
    without = at_once(5, lambda _: answer(database, told.id, "ben", 3, AT))
    assert [each.answers for each in with_key if isinstance(each, Round)] == [1] * 5
    assert sum(isinstance(each, Round) for each in without) == 1
    assert rounds(database)[0].answers == 2


def test_scores_and_comments_carry_nothing_that_leads_to_a_ballot_or_a_time() -> None:
    assert set(SCORES.c.keys()) == {"id", "round", "team", "score"}
    assert set(COMMENTS.c.keys()) == {"id", "round", "text"}
    assert set(BALLOTS.c.keys()) == {"round", "login", "key"}


def test_each_answer_shuffles_all_under_new_keys(database: Database) -> None:
    """The order that a file or server gives without being asked for one is the order in which rows lie."""
    told, came = open_round(database, "mona", AT), list(range(11))
    seen: set[str] = set()
    lay: list[list[int]] = []
    for place in came:
        answer(database, told.id, f"p{place}", place, AT, f"gap {place}")
        with database.reading() as connection:
            rows = connection.exec_driver_sql("SELECT id, score FROM pulse_score").all()
            texts = connection.exec_driver_sql("SELECT id, text FROM pulse_comment").all()
        keys = {row[0] for row in rows} | {row[0] for row in texts}
        assert len(keys) == 2 * (place + 1) and not keys & seen
        seen |= keys
        lay.append([row[1] for row in rows])
    assert sorted(lay[-1]) == came and lay[-1] not in (came, came[::-1])  # by chance once in 20 million
    assert len({tuple(each for each in order if each < 6) for order in lay[5:]}) > 1
    assert [int(text.split()[1]) for _, text in texts] != lay[-1]


def test_the_file_keeps_no_earlier_state_of_the_answers(tmp_path: Path) -> None:
    database = open_database(tmp_path)
    told, earlier = open_round(database, "mona", AT), set[str]()
    for place in range(6):
        answer(
            database,
            told.id,
            f"person-{place}",
            place,
            AT,
            f"words of somebody {place}",
            "sales" if place else "drivers",
        )
        with database.reading() as connection:
            now = {
                *connection.execute(select(SCORES.c.id)).scalars(),
                *connection.execute(select(COMMENTS.c.id)).scalars(),
            }
        held = b"".join(path.read_bytes() for path in tmp_path.glob("clarifier.db*"))
        assert [key for key in earlier if key.encode() in held] == []
        assert held.count(b"words of somebody 0") == 1
        earlier |= now
    assert b"person-3" in held and b"drivers" in held
    close_round(database, told.id, AT)
    held = b"".join(path.read_bytes() for path in tmp_path.glob("clarifier.db*"))
    assert b"person-3" not in held and b"drivers" not in held and b"words of somebody 0" in held
    database.close()


def test_an_answer_counts_while_somebody_else_is_reading(database: Database) -> None:
    told = open_round(database, "mona", AT)
    with database.reading() as connection:
        connection.execute(select(ROUNDS)).all()
        assert answer(database, told.id, "ana", 4, AT).answers == 1
    assert answer(database, told.id, "ben", 4, AT).answers == 2


def test_a_closed_round_keeps_no_ballots_no_small_team_and_nothing_of_a_small_round(database: Database) -> None:
    told = asked(database, 1, 2, 3, 4, 5)
    for place in range(5):
        answer(database, told.id, f"x{place}", place, AT, "", "purchasing" if place else "drivers")
    close_round(database, told.id, AT)
    small = asked(database, 1, 2, 3, gap="Names")
    close_round(database, small.id, AT)
    with database.reading() as connection:
        assert connection.execute(select(BALLOTS)).all() == []
        kept = connection.execute(select(SCORES.c.round, SCORES.c.team)).all()
        assert sorted(kept) == [(told.id, "")] * 5 + [(told.id, "sales")] * 5
        assert connection.execute(select(COMMENTS)).all() == []
    found = results(database, told.id).summary
    assert ([group.team for group in found.teams], found.others) == (["sales"], 5)
    alone = results(database, small.id)
    assert (alone.round.answers, alone.summary.answers, alone.summary.mean, alone.comments) == (3, 3, None, ())


def test_comments_come_in_one_order_that_is_not_the_order_they_came_in(database: Database) -> None:
    told = asked(database, *range(11), gap="gap")
    close_round(database, told.id, AT)
    once, again = (results(database, told.id).comments for _ in range(2))
    assert once == again
    places = [int(comment.text.split()[1]) for comment in once]
    assert sorted(places) == list(range(11)) and places not in (list(range(11)), list(range(11))[::-1])


def test_the_trend_holds_every_closed_round_the_small_ones_named_as_such(database: Database) -> None:
    for scores in ((4, 5, 6, 6), (9, 9), (7,) * 5 + (8,) * 5):
        close_round(database, asked(database, *scores).id, LATER)
    asked(database, 1, 1, 1, 1)
    assert [(point.answers, point.mean, point.remark) for point in trend(database)] == [
        (4, 5.2, "few answers: 4"), (2, None, "too few answers to show: 2"), (10, 7.5, ""),
    ]  # fmt: skip
    assert [point.round for point in trend(database)] == [told.id for told in rounds(database)[:3]]
    assert {point.closed_at for point in trend(database)} == {LATER}


def test_a_comment_becomes_a_quick_win_once_in_the_managers_words_or_its_own(database: Database) -> None:
    told = close_round(database, asked(database, 4, 5, 6, 7, gap="More notice").id, AT)
    one, other, *_ = results(database, told.id).comments
    assert round_of(database, one.id) == told.id
    tag_quick_win(database, told.id, one.id, "Call", "mona", AT)
    win = tag_quick_win(database, told.id, one.id, "Call before noon", "Mona", LATER)
    assert (win.text, win.comment, win.tagged_by, win.tagged_at) == ("Call before noon", one.text, "mona", LATER)
    own = tag_quick_win(database, told.id, other.id, " ", "mona", LATER + timedelta(hours=1))
    assert own.text == other.text
    assert quick_wins(database) == (win, own)
    assert [comment.quick_win for comment in results(database, told.id).comments[:2]] == [win, own]
    for round_id, comment in ((told.id, "0" * 16), (told.id, "'; --"), (told.id + 1, one.id)):
        with pytest.raises(PulseError, match=r"shows no comment|no round"):
            tag_quick_win(database, round_id, comment, "x", "mona", AT)


@pytest.mark.parametrize("number", [0, -1, 7, 2**31, 10**30])
def test_a_round_that_is_not_there_is_named(number: int, database: Database) -> None:
    for look in (
        lambda: results(database, number), lambda: close_round(database, number, AT),
        lambda: answer(database, number, "ana", 5, AT),
    ):  # fmt: skip
        with pytest.raises(PulseError, match=f"There is no round {number} of the pulse"):
            look()
