"""Who began a settlement, paid a statement, and left an open answer as it is."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

COLUMNS = (("settlements", "started_by"), ("statements", "paid_by"), ("satisfaction_texts", "looked_by"))


def upgrade() -> None:
    """Add the columns; of before nobody knows."""
    for table, name in COLUMNS:
        op.add_column(table, sa.Column(name, sa.String(80)))


def downgrade() -> None:
    """Take them away again."""
    for table, name in COLUMNS:
        op.drop_column(table, name)
