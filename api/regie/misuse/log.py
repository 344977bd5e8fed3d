"""Facts about cases as lines of the log, and back."""

from collections.abc import Iterable

from api.case_log import CaseLog
from api.storage.cases import CaseFact
from models.regie.misuse_life import Case, CaseEvent, replay

LOG: CaseLog[CaseEvent] = CaseLog(CaseEvent)


def case(lines: Iterable[CaseFact]) -> Case:
    """Return the case of a log."""
    return replay(LOG.facts(lines))
