"""Five cards a day: which ones they are, what an answer changes, and how much of each rule would be recalled."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clarifier.errors import BadSettings
from clarifier.request.rules import IDS
from clarifier.rules.corpus import read_corpus
from clarifier.rules.review import A_DAY, RATINGS, Card, Day, Mastery, answered, cards_of, mastery, today

CORPUS = read_corpus()
CARDS = cards_of(CORPUS)
NOW = datetime(2027, 3, 1, 10, tzinfo=UTC)


def days(count: float) -> timedelta:
    return timedelta(days=count)


def met(*ages: float, rating: str = "good", now: datetime = NOW) -> dict[str, str]:
    """The states of the first cards, each answered so many days ago."""
    return {card.id: answered(None, rating, now - days(age))[0] for card, age in zip(CARDS, ages, strict=False)}


def ids(day: Day) -> list[str]:
    return [card.id for card in day.cards]


def recalled(states: Mapping[str, str], now: datetime) -> Sequence[float]:
    return [each.share for each in mastery(CARDS, states, now)]


def test_a_card_is_made_of_each_statement_question_and_bad_example() -> None:
    assert len({card.id for card in CARDS}) == len(CARDS)
    assert {card.id for card in CARDS} == {
        each.id for _, each in CORPUS.passages.values() if each.kind in ("statement", "bad") or each.question
    }
    assert all(card.front.strip() and card.back.strip() and card.rule in IDS for card in CARDS)
    assert all(card.document in CORPUS.documents for card in CARDS)


def test_the_first_day_meets_five_different_rules() -> None:
    day = today(CARDS, {}, [], NOW)
    assert len(day.cards) == len({card.rule for card in day.cards}) == A_DAY == 5
    assert (day.done, day.next_due) == (0, None)


def test_a_week_of_first_days_meets_every_rule() -> None:
    assert {card.rule for card in CARDS[:10]} == set(IDS)


def test_due_cards_come_before_new_ones_and_the_most_overdue_first() -> None:
    day = today(CARDS, met(10, 30, 20), [], NOW)
    assert ids(day)[:3] == [CARDS[1].id, CARDS[2].id, CARDS[0].id]
    assert ids(day)[3:] == [CARDS[3].id, CARDS[4].id]


def test_never_more_than_five_are_asked_however_many_are_due() -> None:
    day = today(CARDS, met(*range(10, 60)), [], NOW)
    assert len(day.cards) == 5
    assert ids(day) == [card.id for card in reversed(CARDS[45:50])]


def test_what_was_answered_today_counts() -> None:
    states = met(0, 0)
    day = today(CARDS, states, [NOW, NOW - timedelta(hours=2), NOW - days(1)], NOW)
    assert (day.done, ids(day)) == (2, [card.id for card in CARDS[2:5]])
    done = today(CARDS, met(0, 0, 0, 0, 0), [NOW] * 5, NOW)
    assert (done.done, done.cards) == (5, ())
    assert done.next_due and NOW < done.next_due < NOW + days(10)


def test_more_answers_than_five_leave_nothing_for_today() -> None:
    assert today(CARDS, {}, [NOW] * 7, NOW).cards == ()


@pytest.mark.parametrize(("age", "rating"), [(30, "good"), (0, "easy")], ids=["overdue ones", "new ones"])
def test_where_cards_are_left_over_the_next_ones_come_tomorrow(age: int, rating: str) -> None:
    day = today(CARDS, met(*[age] * 5, rating=rating), [NOW] * 5, NOW)
    assert day.cards == () and day.next_due is not None
    assert day.next_due.date() == (NOW + days(1)).date()
    assert today(CARDS, met(*[age] * 5, rating=rating), [NOW] * 5, NOW + days(1)).cards != ()


def test_a_card_that_is_due_later_today_is_asked_today() -> None:
    state, due = answered(None, "good", NOW)
    assert ids(today(CARDS[:1], {CARDS[0].id: state}, [], due - timedelta(hours=9))) == [CARDS[0].id]
    assert ids(today(CARDS[:1], {CARDS[0].id: state}, [], due - days(1))) == []


@pytest.mark.parametrize(
    ("zone", "done"), [("UTC", 2), ("Europe/Berlin", 2), ("America/Los_Angeles", 1), ("Pacific/Auckland", 1)]
)
def test_a_day_is_the_learners_own(zone: str, done: int) -> None:
    now = datetime(2027, 3, 1, 22, tzinfo=UTC)
    at = [now - timedelta(minutes=5), now - timedelta(hours=19)]
    assert today(CARDS, {}, at, now.astimezone(ZoneInfo(zone))).done == done


def test_the_night_of_a_clock_change_is_one_day() -> None:
    now = datetime(2027, 3, 28, 23, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    at = [datetime(2027, 3, 28, hour, tzinfo=ZoneInfo("Europe/Berlin")) for hour in (0, 1, 4, 22)]
    assert today(CARDS, {}, at, now).done == 4


def test_again_comes_back_before_easy_and_no_sooner_than_tomorrow() -> None:
    due = [answered(None, rating, NOW)[1] for rating in RATINGS]
    assert due == sorted(due) and due[0] < due[-1]
    assert NOW + days(1) <= due[0]
    state = answered(None, "good", NOW)[0]
    later = [answered(state, rating, NOW + days(3))[1] for rating in RATINGS]
    assert later == sorted(later) and later[0] < later[-1]


def test_a_card_that_is_known_is_asked_ever_more_seldom() -> None:
    state, due, gaps = None, NOW, []
    for _ in range(5):
        state, after = answered(state, "good", due)
        gaps.append(after - due)
        due = after
    assert gaps == sorted(gaps) and gaps[-1] > 5 * gaps[0]


@pytest.mark.parametrize("rating", ["", "Good", "perfect", "1", "again "])
def test_a_rating_that_is_none_is_refused(rating: str) -> None:
    with pytest.raises(BadSettings, match="An answer is rated again, hard, good, easy; not "):
        answered(None, rating, NOW)


def test_mastery_has_a_line_for_each_rule_in_their_order() -> None:
    lines = mastery(CARDS, {}, NOW)
    assert [each.rule for each in lines] == list(IDS)
    assert sum(each.cards for each in lines) == len(CARDS)
    assert {(each.recalled, each.met, each.share) for each in lines} == {(0.0, 0, 0.0)}
    assert Mastery("rule-01", 0.0, 0, 0).share == 0.0


def test_mastery_grows_with_answers_and_falls_with_time() -> None:
    shares = [mastery(CARDS, met(*[0] * count), NOW)[0].share for count in (0, 1, 11, 21)]
    assert shares == sorted(shares) and shares[0] < shares[1] < shares[3]
    falling = [recalled(met(0), NOW + days(later))[0] for later in (0, 1, 10, 100, 10_000)]
    assert falling == sorted(falling, reverse=True) and falling[0] > falling[-1] > 0


def test_a_card_whose_document_is_gone_counts_nowhere() -> None:
    states = met(30) | {"gone#statement": answered(None, "good", NOW - days(30))[0]}
    assert "gone#statement" not in ids(today(CARDS, states, [], NOW))
    assert sum(each.met for each in mastery(CARDS, states, NOW)) == 1


@given(
    st.lists(st.tuples(st.integers(0, 9), st.sampled_from(RATINGS), st.floats(0, 400)), max_size=12), st.floats(-2, 999)
)
def test_whatever_is_answered_a_share_is_from_0_to_1_and_a_day_has_at_most_five(
    said: list[tuple[int, str, float]], later: float
) -> None:
    states: dict[str, str] = {}
    now = NOW
    for place, rating, after in said:
        now += days(after)
        card: Card = CARDS[place]
        states[card.id], due = answered(states.get(card.id), rating, now)
        assert due >= now
    now += days(later)
    assert all(0 <= share <= 1 for share in recalled(states, now))
    assert len(today(CARDS, states, [], now).cards) == 5
