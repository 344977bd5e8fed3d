"""Groups: who joined, what was counted once, and sums over whole waves of people."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Json, Moment

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "groups",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("organisation", sa.String(100), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("key_id", sa.String(32), nullable=False),
        sa.Column("next_on", sa.Date, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_groups"),
        sa.UniqueConstraint("code", name="uq_groups_code"),
        sa.UniqueConstraint("key_id", name="uq_groups_key_id"),
        sa.ForeignKeyConstraint(["key_id"], ["api_keys.id"], name="fk_groups_key_id"),
    )
    _make_members()
    op.create_table(
        "group_sums",
        sa.Column("group_id", sa.String(32), nullable=False),
        sa.Column("tool", sa.String(32), nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("counted_on", sa.Date, nullable=False),
        sa.Column("sums", Json, nullable=False),
        sa.PrimaryKeyConstraint("group_id", "tool", "number", name="pk_group_sums"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_group_sums_group_id", ondelete="CASCADE"),
    )


def _make_members() -> None:
    op.create_table(
        "group_members",
        sa.Column("group_id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("tool", sa.String(32), nullable=False),
        sa.Column("joined_at", Moment, nullable=False),
        sa.Column("counted_on", sa.Date),
        sa.PrimaryKeyConstraint("group_id", "account_id", "tool", name="pk_group_members"),
        sa.ForeignKeyConstraint(["group_id"], ["groups.id"], name="fk_group_members_group_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_group_members_account_id", ondelete="CASCADE"
        ),
    )
    op.create_index("ix_group_members_account_id", "group_members", ["account_id"])
    op.create_table(
        "group_counted",
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("tool", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("account_id", "tool", name="pk_group_counted"),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name="fk_group_counted_account_id", ondelete="CASCADE"
        ),
    )


def downgrade() -> None:
    """Drop them."""
    for name in ("group_sums", "group_counted", "group_members", "groups"):
        op.drop_table(name)
