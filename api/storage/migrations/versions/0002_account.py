"""Accounts, their logins, kept results, and plans."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Json, Moment

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "accounts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("subject_hash", sa.String(64)),
        sa.Column("resume_hash", sa.String(64)),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_accounts"),
        sa.UniqueConstraint("subject_hash", name="uq_accounts_subject_hash"),
        sa.UniqueConstraint("resume_hash", name="uq_accounts_resume_hash"),
    )
    op.create_index("ix_accounts_expires_at", "accounts", ["expires_at"])
    op.create_table(
        "account_attempts",
        sa.Column("state_hash", sa.String(64), nullable=False),
        sa.Column("browser_hash", sa.String(64), nullable=False),
        sa.Column("nonce", sa.String(64), nullable=False),
        sa.Column("verifier", sa.String(128), nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("state_hash", name="pk_account_attempts"),
    )
    _of_account(
        "account_logins",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_account_logins"),
    )
    op.create_index("ix_account_logins_account_id", "account_logins", ["account_id"])
    _kept()


def _of_account(name: str, *columns: sa.schema.SchemaItem) -> None:
    op.create_table(
        name,
        *columns,
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], ondelete="CASCADE", name=f"fk_{name}_account_id"),
    )


def _kept() -> None:
    _of_account(
        "account_results",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("tool", sa.String(32), nullable=False),
        sa.Column("taken_on", sa.Date, nullable=False),
        sa.Column("document", Json, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account_results"),
    )
    op.create_index("ix_account_results_account", "account_results", ["account_id", "taken_on"])
    _of_account(
        "plan_actions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("place", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("with_whom", sa.Text, nullable=False),
        sa.Column("by_when", sa.Date),
        sa.Column("how_seen", sa.Text, nullable=False),
        sa.Column("origin", sa.String(32), nullable=False),
        sa.Column("origin_label", sa.String(200), nullable=False),
        sa.Column("done_on", sa.Date),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("changed_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_actions"),
    )
    op.create_index("ix_plan_actions_account_id", "plan_actions", ["account_id"])


def downgrade() -> None:
    """Drop the tables."""
    for name in ("plan_actions", "account_results", "account_logins", "account_attempts", "accounts"):
        op.drop_table(name)
