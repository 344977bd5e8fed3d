"""People at work log in: employees of centres and the director's team."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of logins."""
    op.create_table(
        "staff_logins",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("role", sa.String(32), nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_staff_logins"),
    )
    op.create_index("ix_staff_logins_expires_at", "staff_logins", ["expires_at"])


def downgrade() -> None:
    """Drop it."""
    op.drop_table("staff_logins")
