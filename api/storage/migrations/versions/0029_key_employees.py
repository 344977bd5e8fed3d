"""A key of the operator can be of one employee."""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the column; keys of before have no employee."""
    op.add_column("api_keys", sa.Column("employee", sa.String(64)))


def downgrade() -> None:
    """Take it away again."""
    op.drop_column("api_keys", "employee")
