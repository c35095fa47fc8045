"""The ballot box of the pulse: comes in who answers and what, goes out the answers of a round, which tell nobody's.

Who has answered (ballots), the scores and the comments are three tables that share nothing but the round. Scores and comments carry no
time and no person, their keys are random, and each new answer deletes all of its round and writes them anew, shuffled and under new keys:
their order (rowid, ctid) is chance, their transaction (xmin) the same for all. When a round is sealed, its ballots are deleted, and so are
the names of teams that may not be shown, and all of a round with fewer than four answers: what nobody may see is not kept. On SQLite,
deleted rows are overwritten (secure_delete), and the write-ahead log, which holds earlier pages, is emptied after an answer unless somebody
is reading just then, and on sealing.

So one copy of the database, taken at any moment, does not tell whose an answer is, with one exception: while a round is open, the one person
of a team who has answered has this team's one score. It does not protect against someone who copies the database before and after a person
answers, who looks into the server's memory or its disk (old blocks, snapshots, backups; PostgreSQL's log, and its dead rows until they are
vacuumed), nor against a comment that names its writer. Watching the count tells when somebody answers, never what.
"""

import secrets
import sqlite3
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import (
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Integer,
    String,
    Table,
    delete,
    insert,
    select,
    update,
)  # fmt: skip

from clarifier.team.database import METADATA, Database, Moment
from clarifier.team.pulse_results import Score, enough, without_small_teams

LONGEST_QUESTION, LONGEST_GAP, LONGEST_NAME, LONGEST_KEY = 200, 500, 80, 60

ROUNDS = Table(
    "pulse_round", METADATA,
    Column("id", Integer, primary_key=True),
    Column("question", String(LONGEST_QUESTION), nullable=False),
    Column("expected", Integer),
    Column("answers", Integer, nullable=False),
    Column("opened_by", String(LONGEST_NAME), nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("closed_at", Moment),
    Column("open", Boolean, unique=True),  # true, or null once closed: the database itself allows one open round
)  # fmt: skip
BALLOTS = Table(
    "pulse_ballot", METADATA,
    Column("round", ForeignKey("pulse_round.id"), primary_key=True),
    Column("login", String(LONGEST_NAME), primary_key=True),
    Column("key", String(LONGEST_KEY), nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
SCORES = Table(
    "pulse_score", METADATA,
    Column("id", String(16), primary_key=True),
    Column("round", ForeignKey("pulse_round.id"), nullable=False, index=True),
    Column("team", String(LONGEST_NAME), nullable=False),
    Column("score", Integer, nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip
COMMENTS = Table(
    "pulse_comment", METADATA,
    Column("id", String(16), primary_key=True),
    Column("round", ForeignKey("pulse_round.id"), nullable=False, index=True),
    Column("text", String(LONGEST_GAP), nullable=False),
    sqlite_with_rowid=False,
)  # fmt: skip


def cast(connection: Connection, round_id: int, login: str, key: str, score: Score, gap: str) -> None:
    """Takes a person's answer. Raises IntegrityError where their ballot is in."""
    connection.execute(insert(BALLOTS).values(round=round_id, login=login, key=key))
    connection.execute(update(ROUNDS).where(ROUNDS.c.id == round_id).values(answers=ROUNDS.c.answers + 1))
    scores, texts = scores_in(connection, round_id), _texts(connection, round_id)
    _rewrite(connection, round_id, [*scores, score], [*texts, gap] if gap else texts)


def seal(connection: Connection, round_id: int, at: datetime) -> None:
    """Closes a round for good, and keeps of it only what may be shown."""
    connection.execute(update(ROUNDS).where(ROUNDS.c.id == round_id).values(open=None, closed_at=at))
    scores, texts = without_small_teams(scores_in(connection, round_id)), _texts(connection, round_id)
    _rewrite(connection, round_id, *((scores, texts) if enough(len(scores)) else ((), ())))
    connection.execute(delete(BALLOTS).where(BALLOTS.c.round == round_id))


def empty_log(database: Database, patiently: bool) -> None:
    """Empties SQLite's write-ahead log: its older pages tell which score came with which ballot."""
    if database.dialect != "sqlite":
        return
    pooled = database.engine.raw_connection()
    try:
        cursor = pooled.cursor()
        (wait,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute(f"PRAGMA busy_timeout={wait if patiently else 0}")
        try:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        except sqlite3.OperationalError:
            pass  # somebody is reading; the answer is saved, and the next one empties the log
        finally:
            cursor.execute(f"PRAGMA busy_timeout={wait}")
    finally:
        pooled.close()


def scores_in(connection: Connection, round_id: int) -> list[Score]:
    """The scores of a round, in the order of chance."""
    rows = connection.execute(select(SCORES.c.team, SCORES.c.score).where(SCORES.c.round == round_id))
    return [Score(row.team, row.score) for row in rows]


def ballot_key(connection: Connection, round_id: int, login: str) -> str | None:
    """The form's key with which this person has answered; None where they have not."""
    query = select(BALLOTS.c.key).where(BALLOTS.c.round == round_id, BALLOTS.c.login == login)
    found: str | None = connection.execute(query).scalar()
    return found


def _texts(connection: Connection, round_id: int) -> list[str]:
    return list(connection.execute(select(COMMENTS.c.text).where(COMMENTS.c.round == round_id)).scalars())


def _rewrite(connection: Connection, round_id: int, scores: Iterable[Score], texts: Iterable[str]) -> None:
    """Writes a round's scores and comments anew: shuffled, each under a new key."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA secure_delete=ON")
    kept = {
        SCORES: [{"round": round_id, "team": each.team, "score": each.score} for each in scores],
        COMMENTS: [{"round": round_id, "text": text} for text in texts],
    }
    for table, rows in kept.items():
        connection.execute(delete(table).where(table.c.round == round_id))
        secrets.SystemRandom().shuffle(rows)
        if rows:
            connection.execute(insert(table), [row | {"id": secrets.token_hex(8)} for row in rows])
