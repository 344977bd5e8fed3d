"""Sessions of any tool: who may continue one, and the log of everything that happened in it."""

from sqlalchemy import BigInteger, Boolean, Column, Float, ForeignKey, Index, Integer, LargeBinary, String, Table, text

from api.storage.tables.base import Json, Moment, metadata

sessions = Table(
    "sessions",
    metadata,
    Column("id", String(32), primary_key=True, comment="random, public within the session's own addresses"),
    Column("tool", String(32), nullable=False),
    Column(
        "token_hash", String(64), nullable=False, unique=True, comment="SHA-256 of the bearer token, which is random"
    ),
    Column(
        "resume_hash",
        String(64),
        nullable=False,
        unique=True,
        comment="keyed hash of the random resume code, after the id of the key",
    ),
    Column("idempotency_hash", String(64), unique=True, comment="of release 0.2 and before; see replies"),
    Column("request_hash", String(64), comment="likewise"),
    Column("salt", String(32), nullable=False, comment="empty; of release 0.2 and before, which made codes of it"),
    Column("code_sealed", LargeBinary, comment="the resume code, encrypted with a key made of the token"),
    Column("language", String(8), nullable=False),
    Column("research_consent", Boolean, nullable=False),
    Column("bank_version", String(64), nullable=False),
    Column("model_version", String(64), nullable=False),
    Column("seed", BigInteger, nullable=False, comment="randomness of the session, so that it can be replayed"),
    Column("details", Json, nullable=False, comment="what the tool asked at the start"),
    Column(
        "account_id",
        String(32),
        ForeignKey("accounts.id", ondelete="CASCADE"),
        index=True,
        comment="account that adopted the session, and with which it goes",
    ),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False, index=True),
)

session_events = Table(
    "session_events",
    metadata,
    Column("session_id", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("position", Integer, primary_key=True, comment="order in the session, from 0; never reused"),
    Column("kind", String(32), nullable=False, comment="answer, rating, hide, consent ... as the tool names it"),
    Column("subject", String(64), nullable=False, comment="id of the item, occupation, card ..."),
    Column("value", Integer, comment="null: not known, or no value"),
    Column("propensity", Float, comment="probability with which the question was chosen"),
    Column("milliseconds", Integer, comment="from showing to answering, as the page measured it"),
    Column("language", String(8), nullable=False),
    Column("bank_version", String(64), nullable=False),
    Column("model_version", String(64), nullable=False),
    Column("payload", Json),
    Column("recorded_at", Moment, nullable=False),
    # Copies of another session's answers, found by that session when it is deleted.
    Index(
        "ix_session_events_copies",
        "subject",
        sqlite_where=text("kind = 'previous'"),
        postgresql_where=text("kind = 'previous'"),
    ),
)

session_tries = Table(
    "session_tries",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("address_hash", String(64), nullable=False, comment="keyed hash of the address that gave a wrong code"),
    Column("tried_at", Moment, nullable=False),
    Index("ix_session_tries_address", "address_hash", "tried_at"),
)
