"""Satisfaction as counters, the director's yearly facts, and cases as logs that are only added to."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Json, Moment

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and let the database itself refuse changes of the log."""
    _make_satisfaction()
    _make_facts()
    _make_cases()
    _refuse_changes()


def _make_satisfaction() -> None:
    op.create_table(
        "satisfaction_invitations",
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("centre_id", sa.String(64)),
        sa.Column("counsellor_id", sa.String(64)),
        sa.Column("cheque", sa.Integer),
        sa.Column("year", sa.Integer),
        sa.Column("used", sa.Boolean, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name="pk_satisfaction_invitations"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_satisfaction_invitations_expires_at", "satisfaction_invitations", ["expires_at"])
    op.create_table(
        "satisfaction_counts",
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("cheque", sa.Integer, nullable=False),
        sa.Column("invited", sa.Integer, nullable=False),
        sa.Column("answers", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("centre_id", "year", "cheque", name="pk_satisfaction_counts"),
    )
    op.create_table(
        "satisfaction_sums",
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("counsellor_id", sa.String(64), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("item", sa.Integer, nullable=False),
        *(
            sa.Column(name, sa.Integer, nullable=False)
            for name in ("waiting_count", "waiting_total", "shown_count", "shown_total")
        ),
        sa.PrimaryKeyConstraint("centre_id", "counsellor_id", "year", "item", name="pk_satisfaction_sums"),
    )
    op.create_table(
        "satisfaction_texts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("question", sa.String(16), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("looked", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_satisfaction_texts"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_satisfaction_texts_centre_id", "satisfaction_texts", ["centre_id"])


def _make_facts() -> None:
    op.create_table(
        "regie_facts",
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("cheque_hash", sa.String(64), nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("province", sa.String(32), nullable=False),
        sa.Column("employer", sa.String(64)),
        sa.Column("counsellor", sa.String(64)),
        sa.Column("groups", Json),
        sa.PrimaryKeyConstraint("year", "cheque_hash", name="pk_regie_facts"),
    )
    op.create_table(
        "regie_candidates",
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("experience_years", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("year", "centre_id", name="pk_regie_candidates"),
    )


def _make_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("centre_id", sa.String(64)),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_cases"),
    )
    op.create_index("ix_cases_centre_id", "cases", ["centre_id"])
    op.create_table(
        "case_events",
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("case_id", "position", name="pk_case_events"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_case_events_case_id"),
    )
    op.create_table(
        "complaints",
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("cheque_number", sa.String(32)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("centre_text", sa.Text),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_complaints"),
        sa.UniqueConstraint("code_hash", name="uq_complaints_code_hash"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_complaints_case_id"),
    )
    op.create_index("ix_complaints_expires_at", "complaints", ["expires_at"])


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER case_events_no_{verb.lower()} BEFORE {verb} ON case_events "
                "BEGIN SELECT RAISE(ABORT, 'the log of a case is only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION case_events_only_grow() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log of a case is only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER case_events_only_grow BEFORE UPDATE OR DELETE ON case_events "
        "FOR EACH ROW EXECUTE FUNCTION case_events_only_grow()"
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("complaints", "case_events", "cases", "regie_candidates", "regie_facts"):
        op.drop_table(name)
    for name in ("texts", "sums", "counts", "invitations"):
        op.drop_table(f"satisfaction_{name}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION case_events_only_grow()")
