"""Drafts: what a citizen has typed into a form of several pages, sealed, for two hours at most."""

from sqlalchemy import Column, LargeBinary, String, Table

from api.storage.tables.base import Moment, metadata

drafts = Table(
    "drafts",
    metadata,
    Column("id_hash", String(64), primary_key=True, comment="hash of the id in the page's address"),
    Column("tool", String(32), nullable=False),
    Column("sealed", LargeBinary, nullable=False, comment="encrypted with a key that only the citizen's browser has"),
    Column("expires_at", Moment, nullable=False, index=True),
)
