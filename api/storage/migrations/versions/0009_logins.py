"""A login ends when it is not used; copies of a session's answers are found when that session is deleted."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment at which a login ends at the latest, and the index."""
    op.add_column("account_logins", sa.Column("ends_at", Moment))
    only = sa.text("kind = 'previous'")
    op.create_index("ix_session_events_copies", "session_events", ["subject"], sqlite_where=only, postgresql_where=only)


def downgrade() -> None:
    """Take both away again."""
    op.drop_index("ix_session_events_copies", "session_events")
    op.drop_column("account_logins", "ends_at")
