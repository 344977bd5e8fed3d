"""What centres and their counsellors say of themselves; which counsellor somebody at a desk is."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Json, Moment

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table, and let a login name a counsellor."""
    op.add_column("staff_logins", sa.Column("counsellor_id", sa.String(64), nullable=False, server_default=""))
    op.create_table(
        "profile_lines",
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("subject", sa.String(80), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("content", Json, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("said_on", sa.Date, nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("centre_id", "subject", "version", name="pk_profile_lines"),
    )
    op.create_index("ix_profile_lines_kind", "profile_lines", ["kind", "recorded_at"])


def downgrade() -> None:
    """Take both away again."""
    op.drop_table("profile_lines")
    op.drop_column("staff_logins", "counsellor_id")
