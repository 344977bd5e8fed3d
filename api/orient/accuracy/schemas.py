"""HTTP shape of the accuracy of Oriënt."""

from datetime import date

from pydantic import Field, JsonValue

from api.schemas import Out


class MeasureOut(Out):
    """One table of figures, with what anyone needs to make it again."""

    title: str
    data: str = Field(description="What it was measured on; says so when that is a simulation.")
    measured_on: date
    command: str
    rows: list[dict[str, JsonValue]]
    meaning: str = Field(default="", description="What the figures mean, in plain Dutch; made from them.")


class AccuracyOut(Out):
    """The published figures."""

    model_version: str
    bank_version: str
    measures: list[MeasureOut] = Field(description="Empty when nothing was measured yet.")
