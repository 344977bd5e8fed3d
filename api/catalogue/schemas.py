"""HTTP shapes that several tools share: an occupation in short, and what vacancies say about a competence."""

from datetime import date
from typing import Literal

from pydantic import Field

from api.schemas import Out
from item_bank.vacancies.records import VacancySource
from models.vacancies.schema import THIN, Importance

LISTED_MAX = 100
RADIUS_MAX = 200
"""Kilometres; Belgium is some 280 km across."""

RADII = (5, 10, 20, 30, 50, 100)
"""Distances in kilometres that a person can choose."""

NO_EVIDENCE = (
    "How often vacancies of the occupation ask it; null when no vacancy of it was counted, and where the competence "
    "does not belong to one occupation."
)


class EvidenceOut(Out):
    """How often the vacancies of an occupation ask a competence, near-duplicates counted once."""

    asked: int = Field(ge=0, description="Vacancies that ask it.")
    vacancies: int = Field(ge=1, description="Vacancies of the occupation that were counted.")
    share: float = Field(ge=0, le=1, description="asked / vacancies.")
    low: float = Field(ge=0, le=1, description="Lower bound of the 95 % interval of the share.")
    high: float = Field(ge=0, le=1, description="Upper bound of the 95 % interval of the share.")
    lift: float | None = Field(
        ge=0, description="How many times as often as in all vacancies; null when no vacancy at all asks it."
    )
    source: VacancySource = Field(description="sample: made by us, not from the labour market; imported: real ones.")
    since: date = Field(description="First day of the months that were counted.")
    thin: bool = Field(description=f"True when fewer than {THIN} vacancies were counted.")


class TrendOut(Out):
    """How the share changed: the last twelve months against the twelve before, with its 95 % interval."""

    change: float = Field(ge=-1, le=1)
    low: float = Field(ge=-1, le=1)
    high: float = Field(ge=-1, le=1)
    direction: Literal[-1, 0, 1] = Field(
        description="0 when the interval holds zero: nothing is surely rising or falling."
    )
    n: int = Field(description="Vacancies of the last twelve months.")
    n_before: int = Field(description="Vacancies of the twelve months before.")


class EvidenceInFullOut(EvidenceOut):
    """All that vacancies say of a competence."""

    lift_low: float | None = Field(ge=0, description="Lower bound of the 95 % interval of the lift.")
    lift_high: float | None = Field(ge=0, description="Upper bound of the 95 % interval of the lift.")
    importance: Importance = Field(description="core, useful, or generic: asked nearly everywhere.")
    months: int = Field(description="Months that were counted.")
    examples: list[str] = Field(description="Ids of up to three open vacancies that ask it, newest first.")
    trend: TrendOut | None = Field(description=f"Null when one of the two years has fewer than {THIN} vacancies.")


class OccupationOut(Out):
    """An occupation in short."""

    id: str
    label: str
    isco08: str | None
    sector: str | None = Field(description="Code of the sector; null when the catalogue does not know it.")
    eqf_level: int | None
