"""Requests for an introduction talk at a career centre: kept for the citizen, shown to the centre after consent."""

from sqlalchemy import Column, String, Table, Text

from api.storage.tables.base import Json, Moment, metadata

introductions = Table(
    "introductions",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("code_hash", String(64), nullable=False, unique=True, comment="keyed hash of the citizen's code"),
    Column("centre_id", String(64), nullable=False, index=True),
    Column("status", String(16), nullable=False, comment="kept, sent, accepted, declined or withdrawn"),
    Column("contact", Json, comment="name, email, phone; erased when withdrawn"),
    Column("message", Text, comment="the citizen's words; erased when withdrawn"),
    Column("steps", Json, comment="codes of the next steps that the citizen shares; erased when withdrawn"),
    Column("answer", Text, comment="the centre's words"),
    Column("created_at", Moment, nullable=False),
    Column("sent_at", Moment, comment="when the citizen agreed that the centre sees it"),
    Column("answered_at", Moment),
    Column("expires_at", Moment, nullable=False, index=True),
)
