"""What a kept result says stands beside its document; a session no longer has a moment that nothing wrote."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Json, Moment

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the summary, which stays empty for results that were kept before: those are read from their document."""
    op.add_column("account_results", sa.Column("summary", Json))
    op.drop_column("sessions", "finished_at")


def downgrade() -> None:
    """Take the summary away again."""
    op.add_column("sessions", sa.Column("finished_at", Moment))
    op.drop_column("account_results", "summary")
