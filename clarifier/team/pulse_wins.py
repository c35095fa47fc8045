"""Quick wins: comments of a closed round that a manager marks as something that can be done soon.

Comes in: a comment that everyone can see. Goes out: QuickWins; PulseError where no round shows the comment.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, ForeignKey, String, Table, delete, insert, select

from clarifier.errors import PulseError
from clarifier.team.database import METADATA, Database, Moment
from clarifier.team.pulse_box import COMMENTS, LONGEST_GAP, LONGEST_NAME, ROUNDS
from clarifier.team.pulse_results import enough
from clarifier.team.pulse_rounds import line_of, locked, login_of, plain

WINS = Table(
    "pulse_win", METADATA,
    Column("comment", ForeignKey("pulse_comment.id"), primary_key=True),
    Column("text", String(LONGEST_GAP), nullable=False),
    Column("tagged_by", String(LONGEST_NAME), nullable=False),
    Column("tagged_at", Moment, nullable=False),
)  # fmt: skip


@dataclass(frozen=True)
class QuickWin:
    """What a manager made of a comment: something that can be done soon. `comment` is the comment's words."""

    round: int
    comment_id: str
    comment: str
    text: str
    tagged_by: str
    tagged_at: datetime


def tag_quick_win(database: Database, round_id: int, comment_id: str, text: str, by: str, at: datetime) -> QuickWin:
    """Marks a comment that is shown as a quick win, in the manager's words or, where `text` is empty, its own; again: with the new words.

    Raises PulseError where the round shows no such comment, or the text is longer than 500 characters."""
    person, text, comment_id = login_of(by), line_of("text", text, LONGEST_GAP, True), plain(comment_id)
    with database.writing() as connection:
        told = locked(connection, round_id)
        shown = select(COMMENTS.c.text).where(COMMENTS.c.round == round_id, COMMENTS.c.id == comment_id)
        comment = None if told.is_open or not enough(told.answers) else connection.execute(shown).scalar()
        if comment is None:
            raise PulseError(f"Round {round_id} shows no comment {comment_id!r}; take an id from its results.")
        connection.execute(delete(WINS).where(WINS.c.comment == comment_id))
        connection.execute(
            insert(WINS).values(comment=comment_id, text=text or comment, tagged_by=person, tagged_at=at)
        )
        return next(win for win in wins_in(connection, round_id) if win.comment_id == comment_id)


def round_of(database: Database, comment_id: str) -> int:
    """The closed round that shows this comment. Raises PulseError where none does."""
    with database.reading() as connection:
        shown = select(COMMENTS.c.round).join(ROUNDS).where(ROUNDS.c.closed_at.is_not(None))
        found: int | None = connection.execute(shown.where(COMMENTS.c.id == plain(comment_id))).scalar()
    if found is None:
        raise PulseError(f"No round shows a comment {plain(comment_id)!r}; take an id from its results.")
    return found


def quick_wins(database: Database) -> tuple[QuickWin, ...]:
    """All quick wins, by round and by when they were tagged."""
    with database.reading() as connection:
        return tuple(wins_in(connection))


def wins_in(connection: Connection, round_id: int | None = None) -> list[QuickWin]:
    """The quick wins of a round, or of all of them where none is named."""
    query = select(WINS, COMMENTS.c.round, COMMENTS.c.text.label("words")).join(COMMENTS)
    if round_id is not None:
        query = query.where(COMMENTS.c.round == round_id)
    rows = connection.execute(query.order_by(COMMENTS.c.round, WINS.c.tagged_at, WINS.c.comment))
    return [QuickWin(row.round, row.comment, row.words, row.text, row.tagged_by, row.tagged_at) for row in rows]
