"""What citizens let coaches see, what coaches leave there, and who looked: a log that is only added to."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, String, Table, Text, false

from api.storage.tables.base import Moment, metadata

coaches = Table(
    "coaches",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("centre_id", String(64), nullable=False, comment="as in the register of centres"),
    Column("name", String(100), nullable=False, comment="as citizens see it"),
    Column("code", String(32), nullable=False, unique=True, comment="five words that a coach tells a client"),
    Column("key_id", String(32), ForeignKey("api_keys.id"), unique=True, comment="of a coach without a browser"),
    Column("subject_hash", String(64), unique=True, comment="keyed hash of the identity provider's subject"),
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment, comment="from then on the coach sees nothing"),
    Column("administrator", Boolean, nullable=False, server_default=false(), comment="invites and removes; no clients"),
    Column("engagement", String(16), nullable=False, server_default="employee", comment="employee or subcontractor"),
    Column("method", String(400), nullable=False, server_default="", comment="how a subcontractor works; shown"),
    Column("contract", String(200), nullable=False, server_default="", comment="of a subcontractor; shown"),
)

coach_invitations = Table(
    "coach_invitations",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("centre_id", String(64), nullable=False, index=True, comment="as in the register of centres"),
    Column("code_hash", String(64), nullable=False, unique=True, comment="keyed hash of a code of five words"),
    Column("name", String(100), nullable=False, comment="of who is invited"),
    Column("engagement", String(16), nullable=False, comment="employee or subcontractor"),
    Column("method", String(400), nullable=False),
    Column("contract", String(200), nullable=False),
    Column("created_at", Moment, nullable=False),
    Column("expires_at", Moment, nullable=False),
)

coach_logins = Table(
    "coach_logins",
    metadata,
    Column("token_hash", String(64), primary_key=True, comment="SHA-256 of a random token of 256 bits"),
    Column("coach_id", String(32), ForeignKey("coaches.id", ondelete="CASCADE"), nullable=False),
    Column("expires_at", Moment, nullable=False),
)

shares = Table(
    "shares",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("account_id", String(32), ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("coach_id", String(32), ForeignKey("coaches.id"), index=True, comment="null: whoever has link and code"),
    Column(
        "centre_id", String(64), comment="of the coach when it was given; null: a link, or that of the coach of now"
    ),
    Column("code_hash", String(64), comment="keyed hash of the code of a link; null: a coach"),
    Column("alias", String(60), nullable=False, comment="what the coach calls the citizen; never a name by itself"),
    Column("answers", Boolean, nullable=False, comment="whether answers are shared beside what they say"),
    Column("plan", Boolean, nullable=False),
    Column("other_people", Boolean, nullable=False, comment="whether what the citizen told about others is shared"),
    Column("created_at", Moment, nullable=False),
    Column("expires_on", Date, nullable=False, comment="last day on which it is seen, in Brussels"),
    Column("revoked_at", Moment),
)

share_results = Table(
    "share_results",
    metadata,
    Column("share_id", String(32), ForeignKey("shares.id", ondelete="CASCADE"), primary_key=True),
    Column("result_id", String(32), ForeignKey("account_results.id", ondelete="CASCADE"), primary_key=True),
)

share_messages = Table(
    "share_messages",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("share_id", String(32), ForeignKey("shares.id", ondelete="CASCADE"), nullable=False),
    Column("kind", String(16), nullable=False, comment="note, occupation, action or tool"),
    Column("about", String(200), comment="id of the occupation or name of the tool"),
    Column("text", Text, nullable=False, comment="the coach's words"),
    Column("state", String(16), nullable=False, comment="open, taken or hidden: what the citizen did with it"),
    Column("written_at", Moment, nullable=False),
    Index("ix_share_messages_share", "share_id", "written_at"),
)

share_openings = Table(
    "share_openings",
    metadata,
    Column("token_hash", String(64), primary_key=True, comment="SHA-256 of a random token of 256 bits, in a cookie"),
    Column("share_id", String(32), ForeignKey("shares.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("expires_at", Moment, nullable=False),
)

share_reads = Table(
    "share_reads",
    metadata,
    Column("position", Integer, primary_key=True, autoincrement=False, comment="order over all shares, from 0"),
    Column("share_id", String(32), nullable=False, index=True, comment="stays when the share itself is deleted"),
    Column("reader", String(32), nullable=False, comment="id of the coach, or link"),
    Column("said", String(160), nullable=False, comment="who it was, as the citizen reads it"),
    Column("what", String(32), nullable=False, comment="what was looked at"),
    Column("read_at", Moment, nullable=False),
    Column("chain", String(64), nullable=False, comment="keyed hash of this line and the chain of the one before"),
)

together = Table(
    "together",
    metadata,
    Column("session_id", String(32), ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column(
        "share_id",
        String(32),
        ForeignKey("shares.id", ondelete="CASCADE"),
        nullable=False,
        unique=True,
        comment="with whom; one thing at a time",
    ),
    Column("looked_at", Moment, comment="when the log last said that the coach looks along"),
)
