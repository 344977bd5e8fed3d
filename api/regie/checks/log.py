"""Facts about file checks as lines of the log, and back."""

from collections.abc import Iterable

from api.case_log import CaseLog
from api.storage.cases import CaseFact
from models.regie.check_life import Check, CheckEvent, replay

LOG: CaseLog[CheckEvent] = CaseLog(CheckEvent)


def check(lines: Iterable[CaseFact]) -> Check:
    """Return the file check of a log."""
    return replay(LOG.facts(lines))
