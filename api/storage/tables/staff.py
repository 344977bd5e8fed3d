"""People at work: employees of centres and the director's team, for as long as they are logged in."""

from sqlalchemy import Column, String, Table

from api.storage.tables.base import Moment, metadata

staff_logins = Table(
    "staff_logins",
    metadata,
    Column("token_hash", String(64), primary_key=True, comment="SHA-256 of a random token of 256 bits"),
    Column("person", String(16), nullable=False, comment="hash of the provider's pairwise subject; logs name it"),
    Column("role", String(32), nullable=False, comment="centre-employee or director"),
    Column("centre_id", String(64), nullable=False, comment="as in the register of centres; empty for the director"),
    Column("counsellor_id", String(64), nullable=False, comment="whose own text is written here; empty for others"),
    Column("name", String(100), nullable=False, comment="as the identity provider told it; gone with the login"),
    Column("expires_at", Moment, nullable=False, index=True),
)
