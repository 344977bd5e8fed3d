"""Facts about mandates as lines of the log, and back."""

from collections.abc import Iterable

from api.case_log import CaseLog
from api.storage.cases import CaseFact
from models.regie.mandate_life import Mandate, MandateEvent, replay

LOG: CaseLog[MandateEvent] = CaseLog(MandateEvent)


def mandate(lines: Iterable[CaseFact]) -> Mandate:
    """Return the mandate of a log."""
    return replay(LOG.facts(lines))
