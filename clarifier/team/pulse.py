"""The pulse: "How well do we work together?", 0 to 10, asked of both teams. Comes in: anonymous answers; goes out: results, once all have answered.

Everyone answers before anyone sees: while a round is open only the count of answers can be read. It closes by hand, or by itself when all
who are expected have answered. An answer cannot be withdrawn or changed: nothing here knows whose it is.

What keeps answers anonymous, and against whom, is told in pulse_box.py (storing) and pulse_results.py (showing).

Whether somebody may open, close or tag is decided by whoever calls (a manager may); moments come in as aware datetimes.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from clarifier.errors import PulseError
from clarifier.team.database import Database
from clarifier.team.pulse_box import (
    COMMENTS,
    LONGEST_GAP,
    LONGEST_KEY,
    LONGEST_NAME,
    LONGEST_QUESTION,
    ROUNDS,
    SCORES,
    ballot_key,
    cast,
    empty_log,
    scores_in,
    seal,
)  # fmt: skip
from clarifier.team.pulse_results import HIGHEST, LOWEST, Score, Summary, enough, remark, summary, too_few
from clarifier.team.pulse_rounds import Round, line_of, locked, login_of, number_of, read_round, round_in
from clarifier.team.pulse_wins import QuickWin, wins_in

QUESTION = "How well do we work together?"
GAP_QUESTION = "What would close the gap?"
MOST_EXPECTED = 100_000


@dataclass(frozen=True)
class Comment:
    """What would close the gap, in somebody's words; whose, and with which score, is not known."""

    id: str
    text: str
    quick_win: QuickWin | None


@dataclass(frozen=True)
class Results:
    """A closed round: its figures, and its comments in an order that has nothing to do with when they came (none below four answers)."""

    round: Round
    summary: Summary
    comments: tuple[Comment, ...]


@dataclass(frozen=True)
class Point:
    """A closed round as one point of the trend. `mean` is None where there are too few answers to show; `remark` says so."""

    round: int
    closed_at: datetime
    answers: int
    mean: float | None

    @property
    def remark(self) -> str:
        """How much the mean can be trusted, in words; empty from ten answers on."""
        return remark(self.answers)


def open_round(
    database: Database, by: str, at: datetime, question: str = QUESTION, expected: int | None = None
) -> Round:
    """Opens a round; `expected` is how many will answer, with whom it closes by itself. Raises PulseError where one is open."""
    if expected is not None and (isinstance(expected, bool) or not 1 <= expected <= MOST_EXPECTED):
        raise PulseError(f"The number of people who answer must be from 1 to {MOST_EXPECTED:,}, not {expected}.")
    values = {
        "question": line_of("question", question, LONGEST_QUESTION), "expected": expected, "answers": 0, "open": True,
        "opened_by": login_of(by), "opened_at": at,
    }  # fmt: skip
    with database.writing() as connection:
        try:
            made = connection.execute(insert(ROUNDS).values(values).returning(ROUNDS.c.id)).scalar_one()
        except IntegrityError as error:
            raise PulseError("A round of the pulse is open; close it before you open the next one.") from error
        return round_in(connection, made)


def current_round(database: Database) -> Round | None:
    """The open round, if there is one."""
    with database.reading() as connection:
        found = connection.execute(select(ROUNDS.c.id).where(ROUNDS.c.open)).scalar()
        return None if found is None else round_in(connection, found)


def rounds(database: Database) -> tuple[Round, ...]:
    """All rounds, the oldest first."""
    with database.reading() as connection:
        return tuple(read_round(row) for row in connection.execute(select(ROUNDS).order_by(ROUNDS.c.id)))


def has_answered(database: Database, round_id: int, login: str) -> bool:
    """Whether this person has answered a round that is open; of a closed one this is not known any more."""
    with database.reading() as connection:
        return ballot_key(connection, number_of(round_id), login_of(login)) is not None


def answer(
    database: Database,
    round_id: int,
    login: str,
    score: int,
    at: datetime,
    gap: str = "",
    team: str = "",
    key: str = "",
) -> Round:
    """Counts a person's one answer; gives the round after it, closed if this was the last one expected.

    `score` is 0 to 10, `gap` at most 500 characters; `at` becomes the round's end and is not kept with the answer. `key` is the form's: the
    same person's same key again (a double click) changes nothing. Raises PulseError for a second answer, a closed round, a value out of range.
    """
    if isinstance(score, bool) or not isinstance(score, int) or not LOWEST <= score <= HIGHEST:
        raise PulseError(f"An answer is a whole number from {LOWEST} to {HIGHEST}, not {score!r}.")
    person, key, gap = login_of(login), line_of("key", key, LONGEST_KEY, True), line_of("text", gap, LONGEST_GAP, True)
    team = line_of("team", team, LONGEST_NAME, True).casefold()
    with database.writing() as connection:
        told = locked(connection, round_id)
        if not told.is_open:
            raise PulseError("This round is closed, so it takes no more answers; its results can be read now.")
        ballot = ballot_key(connection, round_id, person)
        if ballot is not None:
            if key and ballot == key:
                return told
            raise PulseError(
                "You have answered this round; an answer is anonymous, so it cannot be changed or taken back."
            )
        cast(connection, round_id, person, key, Score(team, score), gap)
        if told.expected is not None and told.answers + 1 >= told.expected:
            seal(connection, round_id, at)
        told = round_in(connection, round_id)
    empty_log(database, patiently=not told.is_open)
    return told


def close_round(database: Database, round_id: int, at: datetime) -> Round:
    """Closes a round, for good; one that is closed stays as it is. Raises PulseError where there is none."""
    with database.writing() as connection:
        if locked(connection, round_id).is_open:
            seal(connection, round_id, at)
        told = round_in(connection, round_id)
    empty_log(database, patiently=True)
    return told


def results(database: Database, round_id: int) -> Results:
    """What a closed round says. Raises PulseError where it is open, or where there is none."""
    with database.reading() as connection:
        told = round_in(connection, round_id)
        if told.is_open:
            raise PulseError("This round is open: its results can be read when it is closed, by all at once.")
        if not enough(told.answers):
            return Results(told, too_few(told.answers), ())
        wins = {win.comment_id: win for win in wins_in(connection, round_id)}
        rows = connection.execute(select(COMMENTS).where(COMMENTS.c.round == round_id).order_by(COMMENTS.c.id))
        comments = tuple(Comment(row.id, row.text, wins.get(row.id)) for row in rows)
        return Results(told, summary(scores_in(connection, round_id)), comments)


def trend(database: Database) -> tuple[Point, ...]:
    """The closed rounds, the oldest first, those with too few answers too."""
    scores: defaultdict[int, list[Score]] = defaultdict(list)
    with database.reading() as connection:
        closed = connection.execute(select(ROUNDS).where(ROUNDS.c.closed_at.is_not(None)).order_by(ROUNDS.c.id)).all()
        for row in connection.execute(select(SCORES.c.round, SCORES.c.team, SCORES.c.score)):
            scores[row.round].append(Score(row.team, row.score))
    return tuple(Point(row.id, row.closed_at, row.answers, summary(scores[row.id]).mean) for row in closed)
