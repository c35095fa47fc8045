"""The pulse: "How well do we work together?", 0 to 10, asked of both teams. Comes in: anonymous answers; goes out: results, once all have answered.

Everyone answers before anyone sees: while a round is open only the count of answers can be read. It closes by hand, or by itself when all
who are expected have answered. An answer cannot be withdrawn or changed: nothing here knows whose it is.

What keeps answers anonymous, and against whom, is told in pulse_box.py (storing) and pulse_results.py (showing).

Whether somebody may open, close or tag is decided by whoever calls (a manager may); moments come in as aware datetimes.
"""

import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, Row, String, Table, delete, insert, select
from sqlalchemy.exc import IntegrityError

from clarifier.errors import PulseError
from clarifier.team.database import METADATA, Database, Moment
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

QUESTION = "How well do we work together?"
GAP_QUESTION = "What would close the gap?"
MOST_EXPECTED = 100_000

WINS = Table(
    "pulse_win", METADATA,
    Column("comment", ForeignKey("pulse_comment.id"), primary_key=True),
    Column("text", String(LONGEST_GAP), nullable=False),
    Column("tagged_by", String(LONGEST_NAME), nullable=False),
    Column("tagged_at", Moment, nullable=False),
)  # fmt: skip


@dataclass(frozen=True)
class Round:
    """A round of asking. `answers` is how many have answered, `expected` of how many (None: not said); moments are in UTC."""

    id: int
    question: str
    expected: int | None
    answers: int
    opened_by: str
    opened_at: datetime
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it still takes answers; until then nothing but their count is shown."""
        return self.closed_at is None


@dataclass(frozen=True)
class QuickWin:
    """What a manager made of a comment: something that can be done soon. `comment` is the comment's words."""

    round: int
    comment_id: str
    comment: str
    text: str
    tagged_by: str
    tagged_at: datetime


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
        "question": _said("question", question, LONGEST_QUESTION), "expected": expected, "answers": 0, "open": True,
        "opened_by": _login(by), "opened_at": at,
    }  # fmt: skip
    with database.writing() as connection:
        try:
            made = connection.execute(insert(ROUNDS).values(values).returning(ROUNDS.c.id)).scalar_one()
        except IntegrityError as error:
            raise PulseError("A round of the pulse is open; close it before you open the next one.") from error
        return _round(connection, made)


def current_round(database: Database) -> Round | None:
    """The open round, if there is one."""
    with database.reading() as connection:
        found = connection.execute(select(ROUNDS.c.id).where(ROUNDS.c.open)).scalar()
        return None if found is None else _round(connection, found)


def rounds(database: Database) -> tuple[Round, ...]:
    """All rounds, the oldest first."""
    with database.reading() as connection:
        return tuple(_told(row) for row in connection.execute(select(ROUNDS).order_by(ROUNDS.c.id)))


def has_answered(database: Database, round_id: int, login: str) -> bool:
    """Whether this person has answered a round that is open; of a closed one this is not known any more."""
    with database.reading() as connection:
        return ballot_key(connection, _number(round_id), _login(login)) is not None


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
    person, key, gap = _login(login), _said("key", key, LONGEST_KEY, True), _said("text", gap, LONGEST_GAP, True)
    team = _said("team", team, LONGEST_NAME, True).casefold()
    with database.writing() as connection:
        told = _locked(connection, round_id)
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
        told = _round(connection, round_id)
    empty_log(database, patiently=not told.is_open)
    return told


def close_round(database: Database, round_id: int, at: datetime) -> Round:
    """Closes a round, for good; one that is closed stays as it is. Raises PulseError where there is none."""
    with database.writing() as connection:
        if _locked(connection, round_id).is_open:
            seal(connection, round_id, at)
        told = _round(connection, round_id)
    empty_log(database, patiently=True)
    return told


def results(database: Database, round_id: int) -> Results:
    """What a closed round says. Raises PulseError where it is open, or where there is none."""
    with database.reading() as connection:
        told = _round(connection, round_id)
        if told.is_open:
            raise PulseError("This round is open: its results can be read when it is closed, by all at once.")
        if not enough(told.answers):
            return Results(told, too_few(told.answers), ())
        wins = {win.comment_id: win for win in _wins(connection, round_id)}
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


def tag_quick_win(database: Database, round_id: int, comment_id: str, text: str, by: str, at: datetime) -> QuickWin:
    """Marks a comment that is shown as a quick win, in the manager's words or, where `text` is empty, its own; again: with the new words.

    Raises PulseError where the round shows no such comment, or the text is longer than 500 characters."""
    person, text, comment_id = _login(by), _said("text", text, LONGEST_GAP, True), _plain(comment_id)
    with database.writing() as connection:
        told = _locked(connection, round_id)
        shown = select(COMMENTS.c.text).where(COMMENTS.c.round == round_id, COMMENTS.c.id == comment_id)
        comment = None if told.is_open or not enough(told.answers) else connection.execute(shown).scalar()
        if comment is None:
            raise PulseError(f"Round {round_id} shows no comment {comment_id!r}; take an id from its results.")
        connection.execute(delete(WINS).where(WINS.c.comment == comment_id))
        connection.execute(
            insert(WINS).values(comment=comment_id, text=text or comment, tagged_by=person, tagged_at=at)
        )
        return next(win for win in _wins(connection, round_id) if win.comment_id == comment_id)


def round_of(database: Database, comment_id: str) -> int:
    """The closed round that shows this comment. Raises PulseError where none does."""
    with database.reading() as connection:
        shown = select(COMMENTS.c.round).join(ROUNDS).where(ROUNDS.c.closed_at.is_not(None))
        found: int | None = connection.execute(shown.where(COMMENTS.c.id == _plain(comment_id))).scalar()
    if found is None:
        raise PulseError(f"No round shows a comment {_plain(comment_id)!r}; take an id from its results.")
    return found


def quick_wins(database: Database) -> tuple[QuickWin, ...]:
    """All quick wins, by round and by when they were tagged."""
    with database.reading() as connection:
        return tuple(_wins(connection))


def _round(connection: Connection, round_id: int) -> Round:
    row = connection.execute(select(ROUNDS).where(ROUNDS.c.id == _number(round_id))).first()
    if row is None:
        raise _no_round(round_id)
    return _told(row)


def _locked(connection: Connection, round_id: int) -> Round:
    """The round, with nobody else answering or closing it until this transaction ends."""
    row = connection.execute(select(ROUNDS).where(ROUNDS.c.id == _number(round_id)).with_for_update()).first()
    if row is None:
        raise _no_round(round_id)
    return _told(row)


def _told(row: Row[tuple[object, ...]]) -> Round:
    return Round(
        row.id, row.question, row.expected, row.answers, row.opened_by, row.opened_at, row.closed_at
    )  # fmt: skip


def _wins(connection: Connection, round_id: int | None = None) -> list[QuickWin]:
    query = select(WINS, COMMENTS.c.round, COMMENTS.c.text.label("words")).join(COMMENTS)
    if round_id is not None:
        query = query.where(COMMENTS.c.round == round_id)
    rows = connection.execute(query.order_by(COMMENTS.c.round, WINS.c.tagged_at, WINS.c.comment))
    return [QuickWin(row.round, row.comment, row.words, row.text, row.tagged_by, row.tagged_at) for row in rows]


def _number(round_id: int) -> int:
    """The id, if a database can hold it."""
    if not 1 <= round_id < 2**31:
        raise _no_round(round_id)
    return round_id


def _no_round(round_id: int) -> PulseError:
    return PulseError(f"There is no round {round_id} of the pulse.")


def _login(text: str) -> str:
    return _said("name", text, LONGEST_NAME).casefold()


def _said(what: str, text: str, longest: int, empty: bool = False) -> str:
    """A text on one line, without what no database keeps. Odd spacing goes too: it is a handwriting."""
    plain = _plain(text)
    if not plain and not empty:
        raise PulseError(f"The {what} is empty; write one.")
    if len(plain) > longest:
        raise PulseError(f"The {what} has {len(plain):,} characters; shorten it to {longest}.")
    return plain


def _plain(text: str) -> str:
    kept = (char for char in text if char.isspace() or unicodedata.category(char) not in ("Cc", "Cs"))
    return " ".join("".join(kept).split())
