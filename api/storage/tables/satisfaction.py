"""What people say of their guidance, as counters; nothing here leads from an answer to who gave it.

Tables with texts or codes have no row numbers in SQLite, so that no order of arrival is kept.
"""

from sqlalchemy import Boolean, Column, Integer, String, Table, Text

from api.storage.tables.base import Moment, metadata

satisfaction_invitations = Table(
    "satisfaction_invitations",
    metadata,
    Column("code_hash", String(64), primary_key=True, comment="keyed hash of the code"),
    Column("centre_id", String(64), comment="erased when the code is used, as are the three below"),
    Column("counsellor_id", String(64)),
    Column("cheque", Integer, comment="1 or 2: first or second cheque"),
    Column("year", Integer, comment="of the closing talk"),
    Column("used", Boolean, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
    sqlite_with_rowid=False,
)

satisfaction_counts = Table(
    "satisfaction_counts",
    metadata,
    Column("centre_id", String(64), primary_key=True),
    Column("year", Integer, primary_key=True, comment="of the closing talk"),
    Column("cheque", Integer, primary_key=True, comment="1 or 2"),
    Column("invited", Integer, nullable=False),
    Column("answers", Integer, nullable=False),
)

satisfaction_sums = Table(
    "satisfaction_sums",
    metadata,
    Column("centre_id", String(64), primary_key=True),
    Column("counsellor_id", String(64), primary_key=True, comment="empty: the centre as a whole"),
    Column("year", Integer, primary_key=True, comment="of the closing talk"),
    Column("item", Integer, primary_key=True, comment="0: answers, 1 to 11: statements, 12: question answered"),
    Column("waiting_count", Integer, nullable=False, comment="not shown yet: fewer than ten answers"),
    Column("waiting_total", Integer, nullable=False),
    Column("shown_count", Integer, nullable=False, comment="grows by ten answers or more at once"),
    Column("shown_total", Integer, nullable=False),
)

satisfaction_texts = Table(
    "satisfaction_texts",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("centre_id", String(64), nullable=False, index=True),
    Column("year", Integer, nullable=False, comment="of the closing talk"),
    Column("question", String(16), nullable=False, comment="good, better or suggestions"),
    Column("text", Text, nullable=False, comment="names taken out by rules before it was written"),
    Column("looked", Boolean, nullable=False, comment="whether a person looked for names that rules missed"),
    Column("looked_by", String(80), comment="operator, with who of the team left it so; null: before this was kept"),
    sqlite_with_rowid=False,
)
