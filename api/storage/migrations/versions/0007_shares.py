"""Coaches, what citizens share with them, and the log of who looked, which the database itself lets only grow."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Moment

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and let the database itself refuse changes of the log."""
    _make_coaches()
    _make_shares()
    _make_what_hangs_on_them()
    _refuse_changes()


def _make_coaches() -> None:
    op.create_table(
        "coaches",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("code", sa.String(32), nullable=False),
        sa.Column("key_id", sa.String(32)),
        sa.Column("subject_hash", sa.String(64)),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("removed_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_coaches"),
        sa.UniqueConstraint("code", name="uq_coaches_code"),
        sa.UniqueConstraint("key_id", name="uq_coaches_key_id"),
        sa.UniqueConstraint("subject_hash", name="uq_coaches_subject_hash"),
        sa.ForeignKeyConstraint(["key_id"], ["api_keys.id"], name="fk_coaches_key_id"),
    )
    op.create_table(
        "coach_logins",
        sa.Column("token_hash", sa.String(64), nullable=False),
        sa.Column("coach_id", sa.String(32), nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_coach_logins"),
        sa.ForeignKeyConstraint(["coach_id"], ["coaches.id"], name="fk_coach_logins_coach_id", ondelete="CASCADE"),
    )


def _make_shares() -> None:
    op.create_table(
        "shares",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("account_id", sa.String(32), nullable=False),
        sa.Column("coach_id", sa.String(32)),
        sa.Column("code_hash", sa.String(64)),
        sa.Column("alias", sa.String(60), nullable=False),
        sa.Column("answers", sa.Boolean, nullable=False),
        sa.Column("plan", sa.Boolean, nullable=False),
        sa.Column("other_people", sa.Boolean, nullable=False),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_on", sa.Date, nullable=False),
        sa.Column("revoked_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_shares"),
        sa.ForeignKeyConstraint(["account_id"], ["accounts.id"], name="fk_shares_account_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["coach_id"], ["coaches.id"], name="fk_shares_coach_id"),
    )
    op.create_index("ix_shares_account_id", "shares", ["account_id"])
    op.create_index("ix_shares_coach_id", "shares", ["coach_id"])
    share = sa.ForeignKeyConstraint(["share_id"], ["shares.id"], name="fk_share_results_share_id", ondelete="CASCADE")
    kept = ["account_results.id"]
    op.create_table(
        "share_results",
        sa.Column("share_id", sa.String(32), nullable=False),
        sa.Column("result_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("share_id", "result_id", name="pk_share_results"),
        share,
        sa.ForeignKeyConstraint(["result_id"], kept, name="fk_share_results_result_id", ondelete="CASCADE"),
    )


def _make_what_hangs_on_them() -> None:
    share = sa.ForeignKeyConstraint(["share_id"], ["shares.id"], name="fk_share_messages_share_id", ondelete="CASCADE")
    op.create_table(
        "share_messages",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("share_id", sa.String(32), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("about", sa.String(200)),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("written_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_share_messages"),
        share,
    )
    op.create_index("ix_share_messages_share", "share_messages", ["share_id", "written_at"])
    op.create_table(
        "share_reads",
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("share_id", sa.String(32), nullable=False),
        sa.Column("reader", sa.String(32), nullable=False),
        sa.Column("said", sa.String(160), nullable=False),
        sa.Column("what", sa.String(32), nullable=False),
        sa.Column("read_at", Moment, nullable=False),
        sa.Column("chain", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("position", name="pk_share_reads"),
    )
    op.create_index("ix_share_reads_share_id", "share_reads", ["share_id"])


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER share_reads_no_{verb.lower()} BEFORE {verb} ON share_reads "
                "BEGIN SELECT RAISE(ABORT, 'the log of who looked is only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION share_reads_only_grow() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log of who looked is only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER share_reads_only_grow BEFORE UPDATE OR DELETE ON share_reads "
        "FOR EACH ROW EXECUTE FUNCTION share_reads_only_grow()"
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("share_reads", "share_messages", "share_results", "shares", "coach_logins", "coaches"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION share_reads_only_grow()")
