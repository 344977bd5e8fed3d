"""Facts about complaints as lines of the log, and back; and what the addresses of their pages keep."""

from collections.abc import Iterable

from api.case_log import CaseLog
from api.klachten.forms import Draft, Kept
from api.storage.cases import CaseFact
from api.web.drafts import Shape
from models.klachten.events import Event
from models.klachten.life import Complaint, replay

DRAFTS = Shape(Draft)
"""What was typed into a form with mistakes."""

KEPT = Shape(Kept)
"""The complaint that somebody looks at."""

LOG: CaseLog[Event] = CaseLog(Event)


def complaint(lines: Iterable[CaseFact]) -> Complaint:
    """Return the complaint of a log."""
    return replay(LOG.facts(lines))
