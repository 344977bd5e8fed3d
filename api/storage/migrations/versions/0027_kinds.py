"""Cases are asked by their kind, by each worker every second: an index on it."""

from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    op.create_index("ix_cases_kind", "cases", ["kind"])


def downgrade() -> None:
    """Take it away again."""
    op.drop_index("ix_cases_kind", "cases")
