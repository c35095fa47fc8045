"""What each learner has reviewed and practised: comes in what just happened, goes out what is known of a learner.

A review keeps the state of a card (an opaque text of its scheduler) and a log that is only added to. An attempt keeps its verdicts, not
the message: what somebody wrote while learning is theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Integer, String, Table, UniqueConstraint, insert, select

from clarifier.team.database import METADATA, Database, Moment, upsert

CARDS = Table(
    "review_card", METADATA,
    Column("learner", String(80), primary_key=True),
    Column("card", String(120), primary_key=True),
    Column("state", String(2000), nullable=False),
    Column("due", Moment, nullable=False),
)  # fmt: skip
REVIEWS = Table(
    "review", METADATA,
    Column("id", Integer, primary_key=True),
    Column("learner", String(80), nullable=False, index=True),
    Column("card", String(120), nullable=False),
    Column("rating", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    Column("key", String(60), nullable=False),
    UniqueConstraint("learner", "key"),
)  # fmt: skip
ATTEMPTS = Table(
    "practice_attempt", METADATA,
    Column("id", Integer, primary_key=True),
    Column("learner", String(80), nullable=False, index=True),
    Column("scenario", String(80), nullable=False),
    Column("rule", String(80), nullable=False),
    Column("verdict", String(10), nullable=False),
    Column("at", Moment, nullable=False),
)  # fmt: skip


@dataclass(frozen=True)
class Review:
    """One answer to a card. `rating` is again, hard, good or easy; `at` is in UTC."""

    card: str
    rating: str
    at: datetime


@dataclass(frozen=True)
class Attempt:
    """What one message, written for a scenario, was worth by one rule: good, weak or bad."""

    scenario: str
    rule: str
    verdict: str
    at: datetime


def card_states(database: Database, learner: str) -> Mapping[str, str]:
    """The state of each card that the learner has met."""
    with database.reading() as connection:
        rows = connection.execute(select(CARDS.c.card, CARDS.c.state).where(CARDS.c.learner == learner))
        return {row.card: row.state for row in rows}


def save_review(database: Database, learner: str, review: Review, state: str, due: datetime, key: str) -> bool:
    """Saves an answer and the card's new state together; the same `key` twice counts once, and gives False."""
    row = {"learner": learner, "card": review.card, "rating": review.rating, "at": review.at, "key": key}
    with database.writing() as connection:
        added = upsert(connection, REVIEWS).values(row).on_conflict_do_nothing(index_elements=["learner", "key"])
        if not connection.execute(added.returning(REVIEWS.c.id)).first():
            return False
        now = {"state": state, "due": due}
        card = upsert(connection, CARDS).values(learner=learner, card=review.card, **now)
        connection.execute(card.on_conflict_do_update(index_elements=["learner", "card"], set_=now))
    return True


def save_attempt(database: Database, learner: str, attempts: Sequence[Attempt]) -> None:
    """Saves the verdicts of one message."""
    if not attempts:
        return
    with database.writing() as connection:
        connection.execute(
            insert(ATTEMPTS),
            [
                {"learner": learner, "scenario": a.scenario, "rule": a.rule, "verdict": a.verdict, "at": a.at}
                for a in attempts
            ],
        )


def reviews(database: Database, learner: str) -> list[Review]:
    """All answers of a learner, the first one first."""
    with database.reading() as connection:
        found = connection.execute(select(REVIEWS).where(REVIEWS.c.learner == learner).order_by(REVIEWS.c.id))
        return [Review(row.card, row.rating, row.at) for row in found]


def attempts(database: Database, learner: str) -> list[Attempt]:
    """All verdicts of a learner, the first one first."""
    with database.reading() as connection:
        found = connection.execute(select(ATTEMPTS).where(ATTEMPTS.c.learner == learner).order_by(ATTEMPTS.c.id))
        return [Attempt(row.scenario, row.rule, row.verdict, row.at) for row in found]


def learners(database: Database) -> list[str]:
    """Everyone who has learned something, by name."""
    with database.reading() as connection:
        found = select(REVIEWS.c.learner).union(select(ATTEMPTS.c.learner))
        return sorted(row.learner for row in connection.execute(found))
