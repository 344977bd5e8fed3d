"""A run asks which lines of some cheques were held: an index on those alone."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make it."""
    only = sa.text("held IS NOT NULL")
    op.create_index(
        "ix_statement_lines_held",
        "statement_lines",
        ["number", "position"],
        sqlite_where=only,
        postgresql_where=only,
    )


def downgrade() -> None:
    """Take it away again."""
    op.drop_index("ix_statement_lines_held", "statement_lines")
