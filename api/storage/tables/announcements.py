"""What the director tells all centres, and who of which centre read it."""

from sqlalchemy import Column, Date, ForeignKey, String, Table, Text

from api.storage.tables.base import Moment, metadata

announcements = Table(
    "announcements",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("kind", String(16), nullable=False, comment="news or instruction; an instruction binds"),
    Column("title", String(200), nullable=False),
    Column("text", Text, nullable=False),
    Column("effective_on", Date, nullable=False, comment="day from which it holds"),
    Column("author", String(80), nullable=False, comment="operator, with who of the team"),
    Column("published_at", Moment, nullable=False, index=True),
)

announcement_reads = Table(
    "announcement_reads",
    metadata,
    Column("announcement_id", String(32), ForeignKey("announcements.id"), primary_key=True),
    Column("centre_id", String(64), primary_key=True, comment="as in the register of centres"),
    Column("person", String(16), primary_key=True, comment="hash that stands for the employee"),
    Column("read_at", Moment, nullable=False),
)
