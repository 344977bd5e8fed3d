"""Sums of a centre by year; they are counted anew from the logs, so nothing is filled in here."""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

COUNTS = ("started", "closed", "complete", "half_hours", "online", "facts")


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "centre_sums",
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        *(sa.Column(name, sa.Integer, nullable=False) for name in COUNTS),
        sa.PrimaryKeyConstraint("centre_id", "year", name="pk_centre_sums"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("centre_sums")
