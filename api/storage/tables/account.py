"""Accounts: who may come back, what they keep, and their plan. No name, no address, no national number."""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from api.storage.tables.base import Json, Moment, metadata

accounts = Table(
    "accounts",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("subject_hash", String(64), unique=True, comment="keyed hash of the pairwise subject; null: code"),
    Column("resume_hash", String(64), unique=True, comment="keyed hash of the resume code; null: identity provider"),
    Column("salt", String(32), nullable=False, comment="empty; of release 0.2 and before, which made codes of it"),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True, comment="moves on whenever its owner comes back"),
)

account_logins = Table(
    "account_logins",
    metadata,
    Column("token_hash", String(64), primary_key=True, comment="SHA-256 of a random token of 256 bits"),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", Moment, nullable=False, comment="moves on while it is used, up to ends_at"),
    Column("ends_at", Moment, comment="when it ends at the latest; null: at expires_at"),
    Column("code_sealed", LargeBinary, comment="the resume code, encrypted with a key made of the token"),
)

account_attempts = Table(
    "account_attempts",
    metadata,
    Column("state_hash", String(64), primary_key=True, comment="SHA-256 of the state sent to the identity provider"),
    Column("browser_hash", String(64), nullable=False, comment="SHA-256 of the cookie of the browser that began"),
    Column("nonce", String(64), nullable=False),
    Column("verifier", String(128), nullable=False, comment="PKCE code verifier"),
    Column("expires_at", Moment, nullable=False),
)

account_results = Table(
    "account_results",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False),
    Column("tool", String(32), nullable=False),
    Column("taken_on", Date, nullable=False),
    Column("document", Json, nullable=False, comment="the result as the tool's own API gives it"),
    Column("summary", Json, comment="what it said when it was kept, in Dutch lines; null for results of before 0.3"),
    Column("created_at", Moment, nullable=False),
    Index("ix_account_results_account", "account_id", "taken_on"),
)

plan_actions = Table(
    "plan_actions",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("place", Integer, nullable=False, comment="order in the plan, from 0"),
    Column("what", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("with_whom", Text, nullable=False),
    Column("by_when", Date),
    Column("how_seen", Text, nullable=False),
    Column("origin", String(32), nullable=False),
    Column("origin_label", String(200), nullable=False),
    Column("done_on", Date),
    Column("created_at", Moment, nullable=False),
    Column("changed_at", Moment, nullable=False),
)
