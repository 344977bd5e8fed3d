"""The published figures of Oriënt: read from the artifact that answers, never computed here."""

from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from api.orient.accuracy.schemas import AccuracyOut, MeasureOut
from models.orient.engine import Orient

FILE = "accuracy.json"
"""Beside the artifact: a list of measures in the form of :class:`MeasureOut`, written by the command that measures."""


@cache
def read(path: Path) -> tuple[MeasureOut, ...]:
    """Return the measures of a file; none when it is not there.

    Raises
    ------
    pydantic.ValidationError
        When the file has another form.
    """
    if not path.is_file():
        return ()
    return tuple(TypeAdapter(list[MeasureOut]).validate_json(path.read_bytes()))


def figures(engine: Orient, folder: Path | None = None) -> AccuracyOut:
    """Return the figures of the engine that answers; by default those beside what it learned."""
    measures = list(read((folder or engine.learned.folder) / FILE))
    return AccuracyOut(model_version=engine.model_version, bank_version=engine.bank.version, measures=measures)
