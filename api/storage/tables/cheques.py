"""Keys of centres and the operator, and the life of cheques as a log that is only added to.

Nothing here says who a citizen is: a cheque has a random number and no name, address or national number.
"""

from sqlalchemy import Column, Date, ForeignKey, Index, Integer, String, Table, UniqueConstraint

from api.storage.tables.base import Json, Moment, metadata

api_keys = Table(
    "api_keys",
    metadata,
    Column("id", String(32), primary_key=True, comment="random, public"),
    Column("key_hash", String(64), nullable=False, unique=True, comment="SHA-256 of the key, which has 256 bits"),
    Column("role", String(16), nullable=False, comment="operator or centre"),
    Column("centre_id", String(64), comment="the centre that a centre's key belongs to"),
    Column("label", String(100), nullable=False, comment="what the operator calls it"),
    Column("employee", String(64), comment="the one employee who holds a key of the operator"),
    Column("issued_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

cheques = Table(
    "cheques",
    metadata,
    Column("number", String(32), primary_key=True, comment="random"),
    Column("client_hash", String(64), nullable=False, comment="keyed hash of the client number, which is random"),
    Column("idempotency_hash", String(64), unique=True, comment="keyed hash of the Idempotency-Key of the request"),
    Column("request_hash", String(64), comment="keyed hash of the request that came with that key"),
    Column("created_at", Moment, nullable=False),
)

cheque_events = Table(
    "cheque_events",
    metadata,
    Column("number", String(32), ForeignKey("cheques.number"), primary_key=True),
    Column("position", Integer, primary_key=True, comment="order, from 0; two writers cannot both have one"),
    Column("kind", String(32), nullable=False),
    Column("happened_on", Date, nullable=False, comment="day of the fact, which may be before it was told"),
    Column("payload", Json, nullable=False, comment="the fact; never a name or words of the citizen"),
    Column("actor", String(80), nullable=False, comment="operator, holder, or centre:ID"),
    Column("idempotency_hash", String(64)),
    Column("request_hash", String(64)),
    Column("recorded_at", Moment, nullable=False),
    Column("person", String(16), comment="hash that stands for the employee who told it; null: by key"),
    UniqueConstraint("number", "idempotency_hash", name="uq_cheque_events_idempotency"),
    Index("ix_cheque_events_actor", "actor", "kind"),
)
