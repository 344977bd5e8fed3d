"""Facts about quality actions as lines of the log, and back."""

from collections.abc import Iterable

from api.case_log import CaseLog
from api.storage.cases import CaseFact
from models.regie.action_life import ActionEvent, QualityAction, replay

LOG: CaseLog[ActionEvent] = CaseLog(ActionEvent)


def action(lines: Iterable[CaseFact]) -> QualityAction:
    """Return the quality action of a log."""
    return replay(LOG.facts(lines))
