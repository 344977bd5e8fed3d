"""What a person decides about cheques: a queue, a log that is only added to, and who had a seat."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Json, Moment

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and let the database itself refuse changes of the log."""
    op.create_table(
        "reviews",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("cheque_number", sa.String(32), nullable=False),
        sa.Column("about", sa.String(16), nullable=False),
        sa.Column("stage", sa.String(16), nullable=False),
        sa.Column("pending", sa.Boolean, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("facts", Json),
        sa.Column("words", sa.Text),
        sa.Column("created_at", Moment, nullable=False),
        sa.Column("expires_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
        sa.ForeignKeyConstraint(["cheque_number"], ["cheques.number"], name="fk_reviews_cheque_number"),
        sa.UniqueConstraint("cheque_number", "about", name="uq_reviews_cheque"),
    )
    op.create_index("ix_reviews_expires_at", "reviews", ["expires_at"])
    op.create_index("ix_reviews_queue", "reviews", ["pending", "due_on", "id"])
    _make_log()
    op.create_table(
        "review_persons",
        sa.Column("cheque_number", sa.String(32), nullable=False),
        sa.Column("person", sa.String(80), nullable=False),
        sa.Column("review_id", sa.String(32), nullable=False),
        sa.Column("ordinal", sa.Integer, nullable=False),
        sa.Column("decided", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("cheque_number", "person", name="pk_review_persons"),
        sa.ForeignKeyConstraint(["cheque_number"], ["cheques.number"], name="fk_review_persons_cheque_number"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name="fk_review_persons_review_id"),
        sa.UniqueConstraint("review_id", "ordinal", name="uq_review_persons_ordinal"),
    )
    op.create_index("ix_review_persons_person", "review_persons", ["person", "decided"])
    _refuse_changes()


def _make_log() -> None:
    op.create_table(
        "review_events",
        sa.Column("review_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("payload", Json, nullable=False),
        sa.Column("actor", sa.String(80), nullable=False),
        sa.Column("behalf", sa.String(80)),
        sa.Column("recorded_at", Moment, nullable=False),
        sa.PrimaryKeyConstraint("review_id", "position", name="pk_review_events"),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name="fk_review_events_review_id"),
    )


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER review_events_no_{verb.lower()} BEFORE {verb} ON review_events "
                "BEGIN SELECT RAISE(ABORT, 'the log of a review is only added to'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION review_events_only_grow() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the log of a review is only added to'; END $$"
    )
    op.execute(
        "CREATE TRIGGER review_events_only_grow BEFORE UPDATE OR DELETE ON review_events "
        "FOR EACH ROW EXECUTE FUNCTION review_events_only_grow()"
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("review_persons", "review_events", "reviews"):
        op.drop_table(name)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION review_events_only_grow()")
