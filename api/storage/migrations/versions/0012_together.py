"""What a citizen and a coach have open together: one thing for each share, which goes with its session."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "together",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("share_id", sa.String(32), nullable=False),
        sa.Column("looked_at", Moment),
        sa.PrimaryKeyConstraint("session_id", name="pk_together"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_together_session_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["share_id"], ["shares.id"], name="fk_together_share_id", ondelete="CASCADE"),
        sa.UniqueConstraint("share_id", name="uq_together_share_id"),
    )


def downgrade() -> None:
    """Drop it."""
    op.drop_table("together")
