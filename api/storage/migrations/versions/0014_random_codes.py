"""Codes are random and cannot be computed again; what is shown again to their owner is sealed with the owner's token.

Codes and tokens of before go on working, since they are found by their hashes; their salts are forgotten here, without
which nobody computes them again. Their owners ask a new code to see one.
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the sealed codes, and forget the salts."""
    for table in ("sessions", "account_logins"):
        op.add_column(table, sa.Column("code_sealed", sa.LargeBinary))
    op.execute("UPDATE sessions SET salt = ''")
    op.execute("UPDATE accounts SET salt = ''")


def downgrade() -> None:
    """Take the sealed codes away; the salts do not come back, so the release of before shows no code that works."""
    for table in ("sessions", "account_logins"):
        op.drop_column(table, "code_sealed")
