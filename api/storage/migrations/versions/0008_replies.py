"""What was answered to a request that creates something is kept for a day, so that a retry creates nothing."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "replies",
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("request_hash", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("key_hash", name="pk_replies"),
    )
    op.create_index("ix_replies_expires_at", "replies", ["expires_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("replies")
