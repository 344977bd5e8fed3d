"""Centres invite coaches: who administers, how somebody is engaged, and codes that work once."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

COLUMNS = (("engagement", 16, "employee"), ("method", 400, ""), ("contract", 200, ""))


def upgrade() -> None:
    """Add what is said of coaches, and the invitations."""
    op.add_column("coaches", sa.Column("administrator", sa.Boolean, nullable=False, server_default=sa.false()))
    for name, length, default in COLUMNS:
        op.add_column("coaches", sa.Column(name, sa.String(length), nullable=False, server_default=default))
    op.create_table(
        "coach_invitations",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        *(sa.Column(name, sa.String(length), nullable=False) for name, length, _ in COLUMNS),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_coach_invitations"),
        sa.UniqueConstraint("code_hash", name="uq_coach_invitations_code_hash"),
    )
    op.create_index("ix_coach_invitations_centre_id", "coach_invitations", ["centre_id"])


def downgrade() -> None:
    """Take all of it away again."""
    op.drop_table("coach_invitations")
    for name in ("administrator", *(name for name, _, _ in COLUMNS)):
        op.drop_column("coaches", name)
