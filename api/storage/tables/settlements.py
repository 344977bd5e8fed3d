"""What centres are paid: runs by month, a statement for each centre, and its lines, which are only added to."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    String,
    Table,
    text,
)

from api.storage.tables.base import Moment, metadata

settlements = Table(
    "settlements",
    metadata,
    Column("month", String(7), primary_key=True, comment="YYYY-MM"),
    Column("started_at", Moment, nullable=False),
    Column("started_by", String(80), comment="operator, with who of the team; null: before this was kept"),
    Column("finished_at", Moment, comment="null: a run that stopped halfway goes on when it is asked again"),
)

statements = Table(
    "statements",
    metadata,
    Column("month", String(7), ForeignKey("settlements.month"), primary_key=True),
    Column("centre_id", String(64), primary_key=True, comment="as in the register of centres"),
    Column("lines", Integer, nullable=False),
    Column("held", Integer, nullable=False, comment="lines without an amount yet"),
    Column("excl_cents", Integer, nullable=False, comment="signed: negative goes back to Flanders"),
    Column("incl_cents", Integer, nullable=False),
    Column("made_at", Moment, nullable=False),
    Column("paid_at", Moment, comment="null: payable"),
    Column("paid_by", String(80), comment="operator, with who of the team; null: payable, or before this was kept"),
)

statement_lines = Table(
    "statement_lines",
    metadata,
    Column("month", String(7), primary_key=True),
    Column("number", String(32), primary_key=True),
    Column("position", Integer, primary_key=True, comment="of the fact in the log of the cheque"),
    Column("centre_id", String(64), nullable=False),
    Column("happened_on", Date, nullable=False, comment="day of the fact"),
    Column("kind", String(16), nullable=False, comment="guidance, reversal, unused-hours or recovery"),
    Column("half_hours", Integer, nullable=False, comment="signed"),
    Column("excl_cents", Integer, comment="signed; null: held"),
    Column("incl_cents", Integer),
    Column("held", String(16), comment="why there is no amount yet; null: settled"),
    ForeignKeyConstraint(["month", "centre_id"], ["statements.month", "statements.centre_id"]),
    ForeignKeyConstraint(["number", "position"], ["cheque_events.number", "cheque_events.position"]),
    CheckConstraint("(held IS NULL) = (excl_cents IS NOT NULL AND incl_cents IS NOT NULL)", name="held_or_priced"),
    Index("ix_statement_lines_centre", "month", "centre_id"),
)

SETTLED = text("held IS NULL")
Index(
    "uq_statement_lines_once",
    statement_lines.c.number,
    statement_lines.c.position,
    unique=True,
    sqlite_where=SETTLED,
    postgresql_where=SETTLED,
)
"""No fact is settled twice, whoever tries."""

HELD = text("held IS NOT NULL")
Index(
    "ix_statement_lines_held",
    statement_lines.c.number,
    statement_lines.c.position,
    sqlite_where=HELD,
    postgresql_where=HELD,
)
