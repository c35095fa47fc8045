"""What both teams share: the ledger of requests, the people and their sign-in, the pulse, the secret behind answer links."""

import sqlalchemy as sa
from alembic import op

revision = "0002_team"
down_revision = "0001_learning"


def upgrade() -> None:
    """New tables only: what was learned stays as it is."""
    op.create_table(
        "person",
        sa.Column("login", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("team", sa.String(length=20), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("password_hash", sa.String(length=200), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("login"),
    )
    op.create_table(
        "pulse_round",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=200), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=True),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("opened_by", sa.String(length=80), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("open", sa.Boolean(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("open"),
    )
    op.create_table(
        "request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("owner", sa.String(length=80), nullable=False),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("customer", sa.String(length=200), nullable=False),
        sa.Column("po_number", sa.String(length=300), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("asked_of", sa.String(length=80), nullable=False),
        sa.Column("decision", sa.String(length=8), nullable=True),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("asked_month", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("waiting_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("told_month", sa.Integer(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("completed_month", sa.Integer(), nullable=True),
        sa.Column("cancelled_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("requested_due", sa.Date(), nullable=True),
        sa.Column("requested_kept", sa.Boolean(), nullable=True),
        sa.Column("first_promise_due", sa.Date(), nullable=True),
        sa.Column("first_promise_kept", sa.Boolean(), nullable=True),
        sa.Column("told_due", sa.Date(), nullable=True),
        sa.Column("told_kept", sa.Boolean(), nullable=True),
        sa.Column("latest_told_due", sa.Date(), nullable=True),
        sa.Column("latest_told_kept", sa.Boolean(), nullable=True),
        sa.Column("promised_due", sa.Date(), nullable=True),
        sa.Column("is_slipped", sa.Boolean(), nullable=False),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("promises", sa.Integer(), nullable=False),
        sa.Column("was_ready", sa.Boolean(), nullable=True),
        sa.Column("asked_back", sa.Integer(), nullable=False),
        sa.Column("answer_hours", sa.Float(), nullable=True),
        sa.Column("notice_hours", sa.Float(), nullable=True),
        sa.Column("promised_days", sa.Integer(), nullable=True),
        sa.Column("actual_days", sa.Integer(), nullable=True),
        sa.Column("padding_days", sa.Integer(), nullable=True),
        sa.Column("buffer_days", sa.Integer(), nullable=True),
        sa.Column("over_promised_days", sa.Integer(), nullable=True),
        sa.Column("emergency_on", sa.Date(), nullable=True),
        sa.Column("emergency_month", sa.Integer(), nullable=True),
        sa.Column("emergency_cause", sa.String(length=20), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_request_answer", "request", ["answer_hours", "asked_on"], unique=False)
    op.create_index("ix_request_answer_by_month", "request", ["asked_month", "answer_hours"], unique=False)
    op.create_index(
        "ix_request_asked",
        "request",
        ["asked_month", "emergency_month", "notice_hours", "answer_hours", "was_ready"],
        unique=False,
    )
    op.create_index("ix_request_buffer", "request", ["completed_month", "buffer_days"], unique=False)
    op.create_index(
        "ix_request_emergency", "request", ["emergency_month", "emergency_cause", "asked_month"], unique=False
    )
    op.create_index(
        "ix_request_first_promise", "request", ["first_promise_due", "first_promise_kept", "state"], unique=False
    )
    op.create_index("ix_request_latest_told", "request", ["latest_told_due", "latest_told_kept", "state"], unique=False)
    op.create_index("ix_request_notice", "request", ["notice_hours", "asked_on"], unique=False)
    op.create_index("ix_request_notice_by_month", "request", ["asked_month", "notice_hours"], unique=False)
    op.create_index("ix_request_over_promised", "request", ["told_month", "over_promised_days"], unique=False)
    op.create_index("ix_request_padding", "request", ["completed_month", "padding_days"], unique=False)
    op.create_index(
        "ix_request_requested", "request", ["requested_due", "requested_kept", "state", "asked_month"], unique=False
    )
    op.create_index("ix_request_state_completed", "request", ["state", "completed_on"], unique=False)
    op.create_index("ix_request_state_next_due", "request", ["state", "next_due"], unique=False)
    op.create_index(
        "ix_request_told",
        "request",
        ["told_due", "told_kept", "state", "asked_on", "decision", "completed_on"],
        unique=False,
    )
    op.create_table(
        "secret",
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.Column("value", sa.String(length=100), nullable=False),
        sa.PrimaryKeyConstraint("name"),
    )
    op.create_table(
        "summit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("uid", sa.String(length=36), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("run", sa.Text(), nullable=False),
        sa.Column("edited_version", sa.Integer(), nullable=False),
        sa.Column("edited_by", sa.String(length=120), nullable=False),
        sa.Column("moved_version", sa.Integer(), nullable=False),
        sa.Column("moved_by", sa.String(length=120), nullable=False),
        sa.Column("planned_by", sa.String(length=120), nullable=False),
        sa.Column("planned_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ratings", sa.Integer(), nullable=False),
        sa.Column("rating_sum", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_summit_state_held", "summit", ["state", "held_on"], unique=False)
    op.create_table(
        "pulse_ballot",
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.Column("key", sa.String(length=60), nullable=False),
        sa.ForeignKeyConstraint(
            ["round"],
            ["pulse_round.id"],
        ),
        sa.PrimaryKeyConstraint("round", "login"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "pulse_comment",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.ForeignKeyConstraint(
            ["round"],
            ["pulse_round.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pulse_comment_round"), "pulse_comment", ["round"], unique=False)
    op.create_table(
        "pulse_score",
        sa.Column("id", sa.String(length=16), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("team", sa.String(length=80), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["round"],
            ["pulse_round.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_pulse_score_round"), "pulse_score", ["round"], unique=False)
    op.create_table(
        "session",
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("login", sa.String(length=32), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["login"],
            ["person.login"],
        ),
        sa.PrimaryKeyConstraint("token_hash"),
    )
    op.create_index(op.f("ix_session_login"), "session", ["login"], unique=False)
    op.create_table(
        "step",
        sa.Column("request", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("via", sa.String(length=12), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("request", "sequence"),
    )
    op.create_table(
        "submission",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("request", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["request"],
            ["request.id"],
        ),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "summit_note",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("summit", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("item", sa.Text(), nullable=True),
        sa.Column("customer", sa.Text(), nullable=True),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("status", sa.String(length=8), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("changed_by", sa.String(length=120), nullable=False),
        sa.Column("struck_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["summit"],
            ["summit.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_summit_note_status", "summit_note", ["status", "due"], unique=False)
    op.create_index(op.f("ix_summit_note_summit"), "summit_note", ["summit"], unique=False)
    op.create_table(
        "summit_rater",
        sa.Column("summit", sa.Integer(), nullable=False),
        sa.Column("login", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(
            ["summit"],
            ["summit.id"],
        ),
        sa.PrimaryKeyConstraint("summit", "login"),
    )
    op.create_table(
        "summit_submission",
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("summit", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["summit"],
            ["summit.id"],
        ),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "pulse_win",
        sa.Column("comment", sa.String(length=16), nullable=False),
        sa.Column("text", sa.String(length=500), nullable=False),
        sa.Column("tagged_by", sa.String(length=80), nullable=False),
        sa.Column("tagged_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["comment"],
            ["pulse_comment.id"],
        ),
        sa.PrimaryKeyConstraint("comment"),
    )
    op.create_table(
        "summit_action_change",
        sa.Column("action", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.String(length=80), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("status", sa.String(length=8), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("because", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action"],
            ["summit_note.id"],
        ),
        sa.PrimaryKeyConstraint("action", "sequence"),
    )
