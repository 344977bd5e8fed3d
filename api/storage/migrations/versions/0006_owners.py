"""A session that an account adopted goes with that account, whatever happens at the same moment.

SQLite cannot give a column a foreign key afterwards, and making the table anew would drop every answer with it: a new
column takes the old one's place instead.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

_ORPHANS = "account_id IS NOT NULL AND account_id NOT IN (SELECT id FROM accounts)"


def upgrade() -> None:
    """Delete what deleted accounts left behind, and hold sessions to their accounts."""
    op.execute(f"DELETE FROM session_events WHERE session_id IN (SELECT id FROM sessions WHERE {_ORPHANS})")  # noqa: S608 - a constant
    op.execute(f"DELETE FROM sessions WHERE {_ORPHANS}")  # noqa: S608
    if op.get_bind().dialect.name == "sqlite":
        _replace("CONSTRAINT fk_sessions_account_id REFERENCES accounts (id) ON DELETE CASCADE")
    else:
        op.create_foreign_key(
            "fk_sessions_account_id", "sessions", "accounts", ["account_id"], ["id"], ondelete="CASCADE"
        )


def _replace(reference: str) -> None:
    op.drop_index("ix_sessions_account_id", "sessions")
    op.execute(f"ALTER TABLE sessions ADD COLUMN owner_id VARCHAR(32) {reference}")
    op.execute("UPDATE sessions SET owner_id = account_id WHERE account_id IS NOT NULL")
    op.drop_column("sessions", "account_id")
    op.execute("ALTER TABLE sessions RENAME COLUMN owner_id TO account_id")
    op.create_index("ix_sessions_account_id", "sessions", ["account_id"])


def downgrade() -> None:
    """Let sessions go from their accounts."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP INDEX ix_sessions_account_id")
        op.add_column("sessions", sa.Column("owner_id", sa.String(32)))
        op.execute("UPDATE sessions SET owner_id = account_id")
        op.execute("ALTER TABLE sessions DROP COLUMN account_id")
        op.execute("ALTER TABLE sessions RENAME COLUMN owner_id TO account_id")
        op.create_index("ix_sessions_account_id", "sessions", ["account_id"])
    else:
        op.drop_constraint("fk_sessions_account_id", "sessions", type_="foreignkey")
