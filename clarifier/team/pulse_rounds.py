"""A round of the pulse as it is kept, and the texts that people hand in to it.

Comes in: a connection and a round's id, or a text. Goes out: a Round, or the text on one line; PulseError in one sentence.
"""

import unicodedata
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Row, select

from clarifier.errors import PulseError
from clarifier.team.pulse_box import LONGEST_NAME, ROUNDS


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


def round_in(connection: Connection, round_id: int) -> Round:
    """The round of this id. Raises PulseError where there is none."""
    row = connection.execute(select(ROUNDS).where(ROUNDS.c.id == number_of(round_id))).first()
    if row is None:
        raise no_round(round_id)
    return read_round(row)


def locked(connection: Connection, round_id: int) -> Round:
    """The round, with nobody else answering or closing it until this transaction ends."""
    row = connection.execute(select(ROUNDS).where(ROUNDS.c.id == number_of(round_id)).with_for_update()).first()
    if row is None:
        raise no_round(round_id)
    return read_round(row)


def read_round(row: Row[tuple[object, ...]]) -> Round:
    """The round of a row."""
    return Round(
        row.id, row.question, row.expected, row.answers, row.opened_by, row.opened_at, row.closed_at
    )  # fmt: skip


def number_of(round_id: int) -> int:
    """The id, if a database can hold it."""
    if not 1 <= round_id < 2**31:
        raise no_round(round_id)
    return round_id


def no_round(round_id: int) -> PulseError:
    """The refusal where there is no such round."""
    return PulseError(f"There is no round {round_id} of the pulse.")


def login_of(text: str) -> str:
    """A login as the ballots keep it. Raises PulseError."""
    return line_of("name", text, LONGEST_NAME).casefold()


def line_of(what: str, text: str, longest: int, empty: bool = False) -> str:
    """A text on one line, without what no database keeps. Odd spacing goes too: it is a handwriting."""
    line = plain(text)
    if not line and not empty:
        raise PulseError(f"The {what} is empty; write one.")
    if len(line) > longest:
        raise PulseError(f"The {what} has {len(line):,} characters; shorten it to {longest}.")
    return line


def plain(text: str) -> str:
    """The text on one line, without what no database keeps."""
    kept = (char for char in text if char.isspace() or unicodedata.category(char) not in ("Cc", "Cs"))
    return " ".join("".join(kept).split())
