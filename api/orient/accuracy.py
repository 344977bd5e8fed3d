"""The published figures of Oriënt: read from the artifact that answers, never computed here."""

from api.orient.accuracy_schemas import AccuracyOut
from models.orient.engine import Orient


def figures(engine: Orient) -> AccuracyOut:
    """Return the figures of the engine that answers."""
    return AccuracyOut(model_version=engine.model_version, bank_version=engine.bank.version, measures=[])
