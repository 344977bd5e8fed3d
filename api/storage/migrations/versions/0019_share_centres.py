"""A share with a coach names the centre that it was given for."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the centre, that of the coach of now for what stands there."""
    op.add_column("shares", sa.Column("centre_id", sa.String(64)))
    op.execute("UPDATE shares SET centre_id = (SELECT centre_id FROM coaches WHERE coaches.id = shares.coach_id)")


def downgrade() -> None:
    """Take it away again: a share follows its coach then."""
    op.drop_column("shares", "centre_id")
