"""The tables that summits are kept in: what was planned and where it stands, what was captured, what became of actions."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, Text

from clarifier.team.database import METADATA, Moment

SUMMITS = Table(
    "summit", METADATA,
    Column("id", Integer, primary_key=True),
    Column("uid", String(36), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("starts_at", Moment, nullable=False),
    Column("zone", String(64), nullable=False),
    Column("plan", Text, nullable=False),
    Column("run", Text, nullable=False),
    Column("edited_version", Integer, nullable=False),
    Column("edited_by", String(120), nullable=False),
    Column("moved_version", Integer, nullable=False),
    Column("moved_by", String(120), nullable=False),
    Column("planned_by", String(120), nullable=False),
    Column("planned_at", Moment, nullable=False),
    Column("held_on", Date),
    Column("closed_at", Moment),
    Column("ratings", Integer, nullable=False),
    Column("rating_sum", Integer, nullable=False),
    Index("ix_summit_state_held", "state", "held_on"),
    sqlite_autoincrement=True,
)  # fmt: skip
NOTES = Table(
    "summit_note", METADATA,
    Column("id", Integer, primary_key=True),
    Column("summit", Integer, ForeignKey("summit.id"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("item", Text),
    Column("customer", Text),
    Column("owner", Text),
    Column("due", Date),
    Column("status", String(8)),
    Column("at", Moment, nullable=False),
    Column("by", String(80), nullable=False),
    Column("name", String(120), nullable=False),
    Column("changed_by", String(120), nullable=False),
    Column("struck_at", Moment),
    Index("ix_summit_note_status", "status", "due"),
    sqlite_autoincrement=True,
)  # fmt: skip
RATERS = Table(
    "summit_rater", METADATA,
    Column("summit", Integer, ForeignKey("summit.id"), primary_key=True),
    Column("login", String(80), primary_key=True),
)  # fmt: skip
ACTION_CHANGES = Table(
    "summit_action_change", METADATA,
    Column("action", Integer, ForeignKey("summit_note.id"), primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("at", Moment, nullable=False),
    Column("by", String(80), nullable=False),
    Column("name", String(120), nullable=False),
    Column("status", String(8), nullable=False),
    Column("due", Date),
    Column("because", Text, nullable=False),
)  # fmt: skip
SUBMISSIONS = Table(
    "summit_submission", METADATA,
    Column("key", String(120), primary_key=True),
    Column("summit", Integer, ForeignKey("summit.id")),
)  # fmt: skip
