"""HTTP shapes of cases after signals of misuse."""

from datetime import date
from typing import Annotated

from pydantic import Field

from api.schemas import Day, Id, In, Out, Text, Whole
from models.regie.misuse_life import CaseStatus, Measure
from models.regie.signals import PairKind

TEXT_LONGEST = 3_000

Said = Annotated[Text, Field(min_length=1, max_length=TEXT_LONGEST)]


class CaseIn(In):
    """Which signal of which year, and why a person opens a case."""

    year: Annotated[int, Field(strict=True, ge=2013, le=2100)]
    kind: PairKind
    employer: Id = Field(description="The pseudonym, as the signal has it.")
    centre_id: Id
    counsellor: Id | None = None
    reasons: Said = Field(description="Which other explanations were looked at, and why they do not suffice.")


class ServedIn(In):
    """The day on which the registered letter was served."""

    served_on: Day


class DefenceIn(In):
    """What the centre says."""

    text: Said


class MeasureIn(In):
    """A decision."""

    measure: Measure
    reasons: Said


class RecoveryIn(In):
    """Of which cheque the fee goes back."""

    cheque_number: Annotated[Text, Field(min_length=1, max_length=64)]
    percent: Whole = Field(default=100, ge=1, le=100, description="Which part of what Flanders paid goes back.")


class CaseDecisionOut(Out):
    """What was decided."""

    decided_on: date
    measure: Measure
    reasons: str


class RecoveryOut(Out):
    """Of which cheque which part of the fee goes back."""

    cheque_number: str
    percent: int


class CaseOut(Out):
    """A case; the centre sees it once it was told."""

    id: str
    centre_id: str
    status: CaseStatus
    opened_on: date
    year: int
    kind: PairKind
    employer: str = Field(description="A pseudonym.")
    counsellor: str | None
    observed: int
    expected: float
    adjusted: float
    reasons: str = Field(description="Why a person opened it.")
    defence_until: date | None
    defences: list[str]
    decision: CaseDecisionOut | None
    recovered: list[str] = Field(description="Numbers of cheques of which the fee goes back, after the decision.")
    recoveries: list[RecoveryOut] = Field(description="The same cheques, each with which part goes back.")
