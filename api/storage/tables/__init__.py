"""All tables, one module a feature; importing this package knows them all.

The tables describe the newest shape; ``api/storage/migrations`` brings a database there step by step.
"""

from api.storage.tables.account import account_attempts, account_logins, account_results, accounts, plan_actions
from api.storage.tables.announcements import announcement_reads, announcements
from api.storage.tables.base import metadata
from api.storage.tables.cheques import api_keys, cheque_events, cheques
from api.storage.tables.drafts import drafts
from api.storage.tables.figures import centre_sums
from api.storage.tables.groups import group_counted, group_members, group_sums, groups
from api.storage.tables.guidance import guidance_notes, guidance_papers
from api.storage.tables.introductions import introductions
from api.storage.tables.profiles import profile_lines
from api.storage.tables.regie import case_events, cases, complaints, mandate_enterprises, regie_candidates, regie_facts
from api.storage.tables.replies import replies
from api.storage.tables.reviews import review_events, review_persons, reviews
from api.storage.tables.satisfaction import (
    satisfaction_counts,
    satisfaction_invitations,
    satisfaction_sums,
    satisfaction_texts,
)
from api.storage.tables.sessions import session_events, session_tries, sessions
from api.storage.tables.settlements import settlements, statement_lines, statements
from api.storage.tables.shares import (
    coach_invitations,
    coach_logins,
    coaches,
    share_messages,
    share_openings,
    share_reads,
    share_results,
    shares,
    together,
)
from api.storage.tables.staff import staff_logins

__all__ = [
    "account_attempts",
    "account_logins",
    "account_results",
    "accounts",
    "announcement_reads",
    "announcements",
    "api_keys",
    "case_events",
    "cases",
    "centre_sums",
    "cheque_events",
    "cheques",
    "coach_invitations",
    "coach_logins",
    "coaches",
    "complaints",
    "drafts",
    "group_counted",
    "group_members",
    "group_sums",
    "groups",
    "guidance_notes",
    "guidance_papers",
    "introductions",
    "mandate_enterprises",
    "metadata",
    "plan_actions",
    "profile_lines",
    "regie_candidates",
    "regie_facts",
    "replies",
    "review_events",
    "review_persons",
    "reviews",
    "satisfaction_counts",
    "satisfaction_invitations",
    "satisfaction_sums",
    "satisfaction_texts",
    "session_events",
    "session_tries",
    "sessions",
    "settlements",
    "share_messages",
    "share_openings",
    "share_reads",
    "share_results",
    "shares",
    "staff_logins",
    "statement_lines",
    "statements",
    "together",
]
