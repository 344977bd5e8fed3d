"""Papers that a citizen sends with a request, and until when a case waits for the citizen's answer."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the day of the answer, and the table of papers."""
    op.add_column("reviews", sa.Column("asked_until", sa.Date))
    op.create_table(
        "review_papers",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("review_id", sa.String(32), nullable=False),
        sa.Column("media_type", sa.String(32), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review_papers"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name="fk_review_papers_review_id"),
    )
    op.create_index("ix_review_papers_review_id", "review_papers", ["review_id"])


def downgrade() -> None:
    """Drop them."""
    op.drop_table("review_papers")
    op.drop_column("reviews", "asked_until")  # the table made anew would lose what refers to it
