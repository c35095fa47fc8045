"""What learners have reviewed and practised, exactly as releases made it that counted no steps."""

import sqlalchemy as sa
from alembic import op

revision = "0001_learning"
down_revision = None


def upgrade() -> None:
    """Three tables."""
    op.create_table(
        "review_card",
        sa.Column("learner", sa.String(80), primary_key=True),
        sa.Column("card", sa.String(120), primary_key=True),
        sa.Column("state", sa.String(2000), nullable=False),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
    )
    op.create_table(
        "review",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("learner", sa.String(80), nullable=False, index=True),
        sa.Column("card", sa.String(120), nullable=False),
        sa.Column("rating", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("key", sa.String(60), nullable=False),
        sa.UniqueConstraint("learner", "key"),
    )
    op.create_table(
        "practice_attempt",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("learner", sa.String(80), nullable=False, index=True),
        sa.Column("scenario", sa.String(80), nullable=False),
        sa.Column("rule", sa.String(80), nullable=False),
        sa.Column("verdict", sa.String(10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
    )
