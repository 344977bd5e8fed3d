"""Which employee told a fact about a cheque; marks, questions and scans that a centre keeps beside the log."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add who told a fact, an index for the cheques of a centre, and the two tables."""
    op.add_column("cheque_events", sa.Column("person", sa.String(16)))
    op.create_index("ix_cheque_events_actor", "cheque_events", ["actor", "kind"])
    op.create_table(
        "guidance_notes",
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("mark", sa.String(40), nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_by", sa.String(16), nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_guidance_notes"),
        sa.ForeignKeyConstraint(["number"], ["cheques.number"], name="fk_guidance_notes_number"),
    )
    op.create_index("ix_guidance_notes_expires_at", "guidance_notes", ["expires_at"])
    op.create_table(
        "guidance_papers",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("media_type", sa.String(32), nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("content", sa.LargeBinary),
        sa.Column("added_by", sa.String(16), nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("removed_at", Moment),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_guidance_papers"),
        sa.ForeignKeyConstraint(["number"], ["cheques.number"], name="fk_guidance_papers_number"),
    )
    op.create_index("ix_guidance_papers_number", "guidance_papers", ["number"])
    op.create_index("ix_guidance_papers_expires_at", "guidance_papers", ["expires_at"])


def downgrade() -> None:
    """Take all of it away again."""
    op.drop_table("guidance_papers")
    op.drop_table("guidance_notes")
    op.drop_index("ix_cheque_events_actor", "cheque_events")
    op.drop_column("cheque_events", "person")
