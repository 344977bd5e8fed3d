"""Sessions of any tool, their event log, and wrong tries of resume codes."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Json, Moment

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    _sessions()
    _events()


def _sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("tool", sa.String(32), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("resume_hash", sa.String(64), nullable=False),
        sa.Column("idempotency_hash", sa.String(64)),
        sa.Column("request_hash", sa.String(64)),
        sa.Column("salt", sa.String(32), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("research_consent", sa.Boolean, nullable=False),
        sa.Column("bank_version", sa.String(64), nullable=False),
        sa.Column("model_version", sa.String(64), nullable=False),
        sa.Column("seed", sa.BigInteger, nullable=False),
        sa.Column("details", Json, nullable=False),
        sa.Column("account_id", sa.String(32)),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.Column("finished_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("token_hash", name="uq_sessions_token_hash"),
        sa.UniqueConstraint("resume_hash", name="uq_sessions_resume_hash"),
        sa.UniqueConstraint("idempotency_hash", name="uq_sessions_idempotency_hash"),
    )
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])
    op.create_index("ix_sessions_expires_at", "sessions", ["expires_at"])


def _events() -> None:
    op.create_table(
        "session_events",
        sa.Column("session_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("subject", sa.String(64), nullable=False),
        sa.Column("value", sa.Integer),
        sa.Column("propensity", sa.Float),
        sa.Column("milliseconds", sa.Integer),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("bank_version", sa.String(64), nullable=False),
        sa.Column("model_version", sa.String(64), nullable=False),
        sa.Column("payload", Json),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "position", name="pk_session_events"),
        sa.ForeignKeyConstraint(
            ["session_id"], ["sessions.id"], ondelete="CASCADE", name="fk_session_events_session_id"
        ),
    )
    op.create_table(
        "session_tries",
        sa.Column("id", sa.Integer, autoincrement=True, nullable=False),
        sa.Column("address_hash", sa.String(64), nullable=False),
        sa.Column("tried_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_session_tries"),
    )
    op.create_index("ix_session_tries_address", "session_tries", ["address_hash", "tried_at"])


def downgrade() -> None:
    """Drop the tables."""
    for name in ("session_tries", "session_events", "sessions"):
        op.drop_table(name)
