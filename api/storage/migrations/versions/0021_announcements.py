"""What the director tells all centres, and who of which centre read it."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the two tables."""
    op.create_table(
        "announcements",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("effective_on", sa.Date, nullable=False),
        sa.Column("author", sa.String(80), nullable=False),
        sa.Column("published_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_announcements"),
    )
    op.create_index("ix_announcements_published_at", "announcements", ["published_at"])
    op.create_table(
        "announcement_reads",
        sa.Column("announcement_id", sa.String(32), nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("person", sa.String(16), nullable=False),
        sa.Column("read_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("announcement_id", "centre_id", "person", name="pk_announcement_reads"),
        sa.ForeignKeyConstraint(
            ["announcement_id"], ["announcements.id"], name="fk_announcement_reads_announcement_id"
        ),
    )


def downgrade() -> None:
    """Drop them."""
    op.drop_table("announcement_reads")
    op.drop_table("announcements")
