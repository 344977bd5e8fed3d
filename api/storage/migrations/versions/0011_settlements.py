"""What centres are paid by month, and an index that finds the cheques of a centre."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

NAMES = ("statement_lines", "statements", "settlements")


def upgrade() -> None:
    """Make the tables, and let the database itself refuse changes of lines."""
    op.create_table(
        "settlements",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("started_at", Moment, nullable=False),
        sa.Column("finished_at", Moment),
        sa.PrimaryKeyConstraint("month", name="pk_settlements"),
    )
    op.create_table(
        "statements",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("lines", sa.Integer, nullable=False),
        sa.Column("held", sa.Integer, nullable=False),
        sa.Column("excl_cents", sa.Integer, nullable=False),
        sa.Column("incl_cents", sa.Integer, nullable=False),
        sa.Column("made_at", Moment, nullable=False),
        sa.Column("paid_at", Moment),
        sa.PrimaryKeyConstraint("month", "centre_id", name="pk_statements"),
        sa.ForeignKeyConstraint(["month"], ["settlements.month"], name="fk_statements_month"),
    )
    _make_lines()
    _refuse_changes()


def _make_lines() -> None:
    op.create_table(
        "statement_lines",
        sa.Column("month", sa.String(7), nullable=False),
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("half_hours", sa.Integer, nullable=False),
        sa.Column("excl_cents", sa.Integer),
        sa.Column("incl_cents", sa.Integer),
        sa.Column("held", sa.String(16)),
        sa.PrimaryKeyConstraint("month", "number", "position", name="pk_statement_lines"),
        sa.ForeignKeyConstraint(
            ["month", "centre_id"], ["statements.month", "statements.centre_id"], name="fk_statement_lines_month"
        ),
        sa.ForeignKeyConstraint(
            ["number", "position"], ["cheque_events.number", "cheque_events.position"], name="fk_statement_lines_number"
        ),
        sa.CheckConstraint(
            "(held IS NULL) = (excl_cents IS NOT NULL AND incl_cents IS NOT NULL)",
            name=op.f("ck_statement_lines_held_or_priced"),
        ),
    )
    op.create_index("ix_statement_lines_centre", "statement_lines", ["month", "centre_id"])
    only = sa.text("held IS NULL")
    op.create_index(
        "uq_statement_lines_once",
        "statement_lines",
        ["number", "position"],
        unique=True,
        sqlite_where=only,
        postgresql_where=only,
    )


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER statement_lines_no_{verb.lower()} BEFORE {verb} ON statement_lines "
                "BEGIN SELECT RAISE(ABORT, 'lines of a statement are only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION statement_lines_only_grow() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'lines of a statement are only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER statement_lines_only_grow BEFORE UPDATE OR DELETE ON statement_lines "
        "FOR EACH ROW EXECUTE FUNCTION statement_lines_only_grow()"
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in NAMES:
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION statement_lines_only_grow()")
