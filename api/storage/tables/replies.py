"""Replies: what was answered to a request with an Idempotency-Key, sealed, for a day."""

from sqlalchemy import Column, LargeBinary, String, Table

from api.storage.tables.base import Moment, metadata

replies = Table(
    "replies",
    metadata,
    Column("key_hash", String(64), primary_key=True, comment="keyed hash of the key, its caller and address"),
    Column("request_hash", String(64), nullable=False, comment="SHA-256 of the request that came with it"),
    Column("sealed", LargeBinary, nullable=False, comment="the answer, encrypted with a key that only the caller has"),
    Column("expires_at", Moment, nullable=False, index=True),
)
