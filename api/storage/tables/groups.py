"""Groups whose members let an organisation see sums: who joined, what was counted once, and the sums themselves."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table

from api.storage.tables.base import Json, Moment, metadata

groups = Table(
    "groups",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("name", String(100), nullable=False, comment="as members see it"),
    Column("organisation", String(100), nullable=False, comment="who sees the sums, as members see it"),
    Column("code", String(32), nullable=False, unique=True, comment="five words that the organisation tells people"),
    Column("key_id", String(32), ForeignKey("api_keys.id"), nullable=False, unique=True),
    Column("next_on", Date, nullable=False, comment="when waves are counted again, in Brussels"),
    Column("created_at", Moment, nullable=False),
)

group_members = Table(
    "group_members",
    metadata,
    Column("group_id", String(32), ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True),
    Column("tool", String(32), primary_key=True, comment="of which the newest kept result counts"),
    Column("joined_at", Moment, nullable=False),
    Column("counted_on", Date, comment="in which wave it was counted"),
)

group_counted = Table(
    "group_counted",
    metadata,
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True),
    Column("tool", String(32), primary_key=True, comment="nobody is counted twice with a tool, in whichever group"),
)

group_sums = Table(
    "group_sums",
    metadata,
    Column("group_id", String(32), ForeignKey("groups.id", ondelete="CASCADE"), primary_key=True),
    Column("tool", String(32), primary_key=True),
    Column("number", Integer, primary_key=True, comment="of the wave, from 1"),
    Column("counted_on", Date, nullable=False),
    Column("sums", Json, nullable=False, comment="people and counts as they are told; nothing of one person"),
)
