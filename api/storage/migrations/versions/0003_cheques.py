"""Keys of centres and the operator, cheques with their log that is only added to, and introductions at centres."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Json, Moment

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and let the database itself refuse changes of the log."""
    op.create_table(
        "api_keys",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("key_hash", sa.String(64), nullable=False),
        sa.Column("role", sa.String(16), nullable=False),
        sa.Column("centre_id", sa.String(64)),
        sa.Column("label", sa.String(100), nullable=False),
        sa.Column("issued_at", Moment, nullable=False),
        sa.Column("revoked_at", Moment),
        sa.PrimaryKeyConstraint("id", name="pk_api_keys"),
        sa.UniqueConstraint("key_hash", name="uq_api_keys_key_hash"),
    )
    op.create_table(
        "cheques",
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("client_hash", sa.String(64), nullable=False),
        sa.Column("idempotency_hash", sa.String(64)),
        sa.Column("request_hash", sa.String(64)),
        sa.Column("created_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_cheques"),
        sa.UniqueConstraint("idempotency_hash", name="uq_cheques_idempotency_hash"),
    )
    op.create_table(
        "cheque_events",
        sa.Column("number", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("idempotency_hash", sa.String(64)),
        sa.Column("request_hash", sa.String(64)),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("number", "position", name="pk_cheque_events"),
        sa.ForeignKeyConstraint(["number"], ["cheques.number"], name="fk_cheque_events_number"),
        sa.UniqueConstraint("number", "idempotency_hash", name="uq_cheque_events_idempotency"),
    )
    _refuse_changes()
    _make_introductions()


def _make_introductions() -> None:
    op.create_table(
        "introductions",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("code_hash", sa.String(64), nullable=False),
        sa.Column("centre_id", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("contact", Json),
        sa.Column("message", sa.Text),
        sa.Column("steps", Json),
        sa.Column("answer", sa.Text),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("sent_at", Moment),
        sa.Column("answered_at", Moment),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_introductions"),
        sa.UniqueConstraint("code_hash", name="uq_introductions_code_hash"),
    )
    op.create_index("ix_introductions_centre_id", "introductions", ["centre_id"])
    op.create_index("ix_introductions_expires_at", "introductions", ["expires_at"])


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER cheque_events_no_{verb.lower()} BEFORE {verb} ON cheque_events "
                "BEGIN SELECT RAISE(ABORT, 'the log of a cheque is only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION cheque_events_only_grow() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log of a cheque is only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER cheque_events_only_grow BEFORE UPDATE OR DELETE ON cheque_events "
        "FOR EACH ROW EXECUTE FUNCTION cheque_events_only_grow()"
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("introductions", "cheque_events", "cheques", "api_keys"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION cheque_events_only_grow()")
