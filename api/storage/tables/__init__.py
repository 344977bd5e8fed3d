"""All tables, one module a feature; importing this package knows them all.

The tables describe the newest shape; ``api/storage/migrations`` brings a database there step by step.
"""

from api.storage.tables.base import metadata
from api.storage.tables.sessions import session_events, session_tries, sessions

__all__ = ["metadata", "session_events", "session_tries", "sessions"]
