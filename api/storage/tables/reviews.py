"""Requests and objections that a person decides about: a queue, logs that are only added to, and who decided."""

from sqlalchemy import (
    Boolean,
    Column,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from api.storage.tables.base import Json, Moment, metadata

reviews = Table(
    "reviews",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("cheque_number", String(32), ForeignKey("cheques.number"), nullable=False),
    Column("about", String(16), nullable=False, comment="request or objection"),
    Column("stage", String(16), nullable=False, comment="waiting, second-look or done"),
    Column("pending", Boolean, nullable=False, comment="whether somebody has to do something"),
    Column("due_on", Date, nullable=False, comment="last day of the two weeks"),
    Column("facts", Json, comment="what the citizen agreed to keep until the decision"),
    Column("words", Text, comment="the citizen's words"),
    Column("created_at", Moment, nullable=False),
    Column("asked_until", Date, comment="last day of an answer that the citizen still owes"),
    Column("expires_at", Moment, nullable=False, index=True, comment="facts and words are erased then; the log stays"),
    UniqueConstraint("cheque_number", "about", name="uq_reviews_cheque"),
    Index("ix_reviews_queue", "pending", "due_on", "id"),
)

review_events = Table(
    "review_events",
    metadata,
    Column("review_id", String(32), ForeignKey("reviews.id"), primary_key=True),
    Column("position", Integer, primary_key=True, comment="order, from 0; two writers cannot both have one"),
    Column("kind", String(32), nullable=False),
    Column("happened_on", Date, nullable=False),
    Column("payload", Json, nullable=False, comment="the fact; never words of a citizen"),
    Column("actor", String(80), nullable=False, comment="operator, operator:ID or holder"),
    Column("behalf", String(80), comment="name of the employee who acts, or for whom the operator tells it"),
    Column("recorded_at", Moment, nullable=False),
)

review_papers = Table(
    "review_papers",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("review_id", String(32), ForeignKey("reviews.id"), nullable=False, index=True),
    Column("media_type", String(32), nullable=False, comment="as the content is, whatever the file was called"),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, nullable=False, comment="erased with the facts and words of the review"),
    Column("created_at", Moment, nullable=False),
)

review_persons = Table(
    "review_persons",
    metadata,
    Column("cheque_number", String(32), ForeignKey("cheques.number"), primary_key=True),
    Column("person", String(80), primary_key=True, comment="nobody decides or looks twice about one cheque"),
    Column("review_id", String(32), ForeignKey("reviews.id"), nullable=False),
    Column("ordinal", Integer, nullable=False, comment="first, second or third pair of eyes"),
    Column("decided", Boolean, nullable=False, comment="whether it was a decision, and not a second look"),
    UniqueConstraint("review_id", "ordinal", name="uq_review_persons_ordinal"),
    Index("ix_review_persons_person", "person", "decided"),
)
