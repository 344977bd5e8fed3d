"""That a browser gave the code of a link is a random token, kept as a hash, and not computed from the key any more."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the table; who opened a link within the hour before gives its code once more."""
    op.create_table(
        "share_openings",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("share_id", sa.String(32), nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_share_openings"),
        sa.ForeignKeyConstraint(["share_id"], ["shares.id"], name="fk_share_openings_share_id", ondelete="CASCADE"),
    )
    op.create_index("ix_share_openings_share_id", "share_openings", ["share_id"])


def downgrade() -> None:
    """Take it away again."""
    op.drop_table("share_openings")
