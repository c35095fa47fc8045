"""What is remembered of learners: each answer and each verdict comes back as it was told, once, and to its learner only."""

from datetime import UTC, datetime, timedelta, timezone

from databases import again

from clarifier.team.database import Database
from clarifier.team.learning import Attempt, Review, attempts, card_states, learners, reviews, save_attempt, save_review

AT = datetime(2027, 3, 1, 10, 30, tzinfo=UTC)
DUE = AT + timedelta(days=3)


def save(database: Database, place: int, learner: str = "ines") -> bool:
    """One answer; the state of its card is as long as a real one."""
    review = Review(f"rule-02#question-{place % 50}", "good", AT + timedelta(minutes=place))
    return save_review(database, learner, review, f'{{"card": {place}, "more": "{"x" * 150}"}}', DUE, f"key-{place}")


def test_reviews_and_attempts_come_back_after_closing_and_opening(database: Database) -> None:
    assert save(database, 1) and save(database, 2)
    told = [Attempt("01-rush-hinges", "rule-02", "weak", AT), Attempt("01-rush-hinges", "rule-06", "good", AT)]
    save_attempt(database, "ines", told)
    database.close()
    opened = again(database)
    assert [(each.card, each.rating, each.at) for each in reviews(opened, "ines")] == [
        ("rule-02#question-1", "good", AT + timedelta(minutes=1)),
        ("rule-02#question-2", "good", AT + timedelta(minutes=2)),
    ]
    assert attempts(opened, "ines") == told
    assert card_states(opened, "ines")["rule-02#question-2"].startswith('{"card": 2')
    opened.close()


def test_the_same_key_counts_once_and_a_later_answer_changes_the_card(database: Database) -> None:
    assert save(database, 1)
    assert not save_review(database, "ines", Review("rule-02#question-1", "again", AT), "other", DUE, "key-1")
    assert len(reviews(database, "ines")) == 1
    assert card_states(database, "ines")["rule-02#question-1"].startswith('{"card": 1')
    assert save_review(database, "ines", Review("rule-02#question-1", "again", AT), "other", DUE, "key-2")
    assert [each.rating for each in reviews(database, "ines")] == ["good", "again"]
    assert card_states(database, "ines") == {"rule-02#question-1": "other"}


def test_two_learners_do_not_see_each_other(database: Database) -> None:
    assert save(database, 1, "ines") and save(database, 1, "Ines")
    save_attempt(database, "jo'; --", [Attempt("s", "rule-02", "bad", AT)])
    assert learners(database) == ["Ines", "ines", "jo'; --"]
    assert len(reviews(database, "ines")) == 1
    assert (attempts(database, "ines"), reviews(database, "jo'; --"), card_states(database, "nobody")) == ([], [], {})


def test_a_moment_is_the_same_moment_in_whatever_zone_it_was_told(database: Database) -> None:
    told = AT.astimezone(timezone(timedelta(hours=5)))
    save_review(database, "ines", Review("c", "good", told), "state", DUE, "key")
    save_attempt(database, "ines", [Attempt("s", "rule-02", "bad", told)])
    assert [each.at for each in reviews(database, "ines")] == [AT]
    assert [each.at for each in attempts(database, "ines")] == [AT]


def test_no_verdicts_are_nothing_to_save(database: Database) -> None:
    save_attempt(database, "ines", [])
    assert learners(database) == []
