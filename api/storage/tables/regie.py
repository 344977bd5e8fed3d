"""The director's side: a yearly import of pseudonymised facts, and cases as logs that are only added to."""

from sqlalchemy import Column, Date, ForeignKey, Integer, String, Table, Text

from api.storage.tables.base import Json, Moment, metadata

regie_facts = Table(
    "regie_facts",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("cheque_hash", String(64), primary_key=True, comment="keyed hash of the number of the cheque"),
    Column("centre_id", String(64), nullable=False, comment="where the cheque started"),
    Column("province", String(32), nullable=False, comment="where the client lives"),
    Column("employer", String(64), comment="pseudonym; empty where not known"),
    Column("counsellor", String(64), comment="pseudonym; empty where not known"),
    Column("groups", Json, comment="target groups; empty where not known"),
)

regie_candidates = Table(
    "regie_candidates",
    metadata,
    Column("year", Integer, primary_key=True),
    Column("centre_id", String(64), primary_key=True),
    Column("experience_years", Integer, nullable=False, comment="proven, with target groups"),
)

cases = Table(
    "cases",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("kind", String(16), nullable=False, index=True, comment="complaint, file-check or misuse"),
    Column("centre_id", String(64), index=True, comment="the centre that it is about"),
    Column("created_at", Moment, nullable=False),
)

case_events = Table(
    "case_events",
    metadata,
    Column("case_id", String(32), ForeignKey("cases.id"), primary_key=True),
    Column("position", Integer, primary_key=True, comment="order, from 0; two writers cannot both have one"),
    Column("kind", String(32), nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("payload", Json, nullable=False, comment="the fact; never words of a citizen"),
    Column("actor", String(80), nullable=False, comment="operator, holder, or centre:ID"),
    Column("recorded_at", Moment, nullable=False),
)

mandate_enterprises = Table(
    "mandate_enterprises",
    metadata,
    Column("enterprise_number", String(10), primary_key=True, comment="of one enterprise one mandate can be asked"),
    Column("case_id", String(32), ForeignKey("cases.id"), nullable=False, comment="the newest one that was asked"),
)

complaints = Table(
    "complaints",
    metadata,
    Column("case_id", String(32), ForeignKey("cases.id"), primary_key=True),
    Column("code_hash", String(64), nullable=False, unique=True, comment="keyed hash of the citizen's code"),
    Column("cheque_number", String(32), comment="where it is about a cheque"),
    Column("text", Text, nullable=False, comment="the citizen's words"),
    Column("centre_text", Text, comment="the centre's words"),
    Column("expires_at", Moment, nullable=False, index=True, comment="the row is erased then; the log stays"),
)
