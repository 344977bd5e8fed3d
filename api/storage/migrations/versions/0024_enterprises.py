"""Of one enterprise one mandate can be asked, also at the same moment."""

import sqlalchemy as sa
from alembic import op

from api.storage.tables.base import Json, Moment

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

CASES = sa.table("cases", sa.column("id", sa.String), sa.column("kind", sa.String), sa.column("created_at", Moment))
EVENTS = sa.table("case_events", sa.column("case_id"), sa.column("position"), sa.column("payload", Json))


def upgrade() -> None:
    """Make the table, and fill it with the newest mandate of each enterprise."""
    made = op.create_table(
        "mandate_enterprises",
        sa.Column("enterprise_number", sa.String(10), nullable=False),
        sa.Column("case_id", sa.String(32), nullable=False),
        sa.PrimaryKeyConstraint("enterprise_number", name="pk_mandate_enterprises"),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name="fk_mandate_enterprises_case_id"),
    )
    asked = sa.select(CASES.c.id, EVENTS.c.payload).join_from(CASES, EVENTS, CASES.c.id == EVENTS.c.case_id)
    asked = asked.where(CASES.c.kind == "mandate", EVENTS.c.position == 0).order_by(CASES.c.created_at, CASES.c.id)
    newest = {payload["enterprise_number"]: id_ for id_, payload in op.get_bind().execute(asked)}
    rows = [{"enterprise_number": number, "case_id": id_} for number, id_ in newest.items()]
    if rows:
        op.bulk_insert(made, rows)


def downgrade() -> None:
    """Drop it."""
    op.drop_table("mandate_enterprises")
