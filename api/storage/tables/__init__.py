"""All tables, one module a feature; importing this package knows them all.

The tables describe the newest shape; ``api/storage/migrations`` brings a database there step by step.
"""

from api.storage.tables.account import account_attempts, account_logins, account_results, accounts, plan_actions
from api.storage.tables.base import metadata
from api.storage.tables.cheques import api_keys, cheque_events, cheques
from api.storage.tables.drafts import drafts
from api.storage.tables.introductions import introductions
from api.storage.tables.sessions import session_events, session_tries, sessions

__all__ = [
    "account_attempts",
    "account_logins",
    "account_results",
    "accounts",
    "api_keys",
    "cheque_events",
    "cheques",
    "drafts",
    "introductions",
    "metadata",
    "plan_actions",
    "session_events",
    "session_tries",
    "sessions",
]
