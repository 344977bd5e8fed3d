"""What a centre keeps beside the log of a cheque: its own mark, the client's question, and scans of papers.

None of it is in the log, which is only added to: words and scans of a person are erased.
"""

from sqlalchemy import Column, ForeignKey, Integer, LargeBinary, String, Table, Text

from api.storage.tables.base import Moment, metadata

guidance_notes = Table(
    "guidance_notes",
    metadata,
    Column("number", String(32), ForeignKey("cheques.number"), primary_key=True),
    Column("centre_id", String(64), nullable=False),
    Column("mark", String(40), nullable=False, comment="what the centre calls the file; no name"),
    Column("question", Text, nullable=False, comment="in the client's words"),
    Column("version", Integer, nullable=False, comment="two employees cannot both change one"),
    Column("changed_by", String(16), nullable=False, comment="hash that stands for the employee"),
    Column("expires_at", Moment, nullable=False, index=True),
)

guidance_papers = Table(
    "guidance_papers",
    metadata,
    Column("id", String(32), primary_key=True, comment="random"),
    Column("number", String(32), ForeignKey("cheques.number"), nullable=False, index=True),
    Column("centre_id", String(64), nullable=False),
    Column("kind", String(16), nullable=False, comment="agreement or attendance; a plan is the client's"),
    Column("media_type", String(32), nullable=False, comment="as the content is, whatever the file was called"),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("content", LargeBinary, comment="null once it was removed; the line stays"),
    Column("added_by", String(16), nullable=False, comment="hash that stands for the employee"),
    Column("created_at", Moment, nullable=False),
    Column("removed_at", Moment),
    Column("expires_at", Moment, nullable=False, index=True),
)
