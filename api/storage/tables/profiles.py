"""What centres and their counsellors say of themselves: each word that was written, approved or sent back is a line."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text

from api.storage.tables.base import Json, Moment, metadata

profile_lines = Table(
    "profile_lines",
    metadata,
    Column("centre_id", String(64), primary_key=True, comment="as in the register of centres"),
    Column("subject", String(80), primary_key=True, comment="offer, location:ID or counsellor:ID"),
    Column("version", Integer, primary_key=True, comment="from 1; two employees cannot both have one"),
    Column("kind", String(16), nullable=False, comment="written, published, returned or confirmed"),
    Column("content", Json, nullable=False, comment="what is said; of a location that stopped: nothing"),
    Column("reason", Text, nullable=False, comment="why it was sent back"),
    Column("person", String(16), nullable=False, comment="hash that stands for the employee"),
    Column("said_on", Date, nullable=False, comment="day on which it was said"),
    Column("recorded_at", Moment, nullable=False),
    Index("ix_profile_lines_kind", "kind", "recorded_at"),
)
