"""HTTP shapes of what to learn next and of the shortest way to an occupation."""

from pydantic import Field

from api.catalogue.schemas import OccupationOut
from api.jobbereik.schemas import (
    VACANCIES_VERSION,
    CompetenceInFullOut,
    CompetenceOut,
    GateOut,
    NoteOut,
    ProbabilityOut,
    TrainingOut,
)
from api.schemas import Out
from item_bank.vacancies.records import VacancySource
from models.jobbereik.schema import Verdict


class NextCompetenceOut(Out):
    """A competence that brings occupations within reach by itself."""

    competence: CompetenceOut
    occupations: int = Field(description="How many occupations come within reach.")
    new_occupations: list[OccupationOut] = Field(description="Which ones, best first.")
    vacancies: int | None = Field(
        description="Open vacancies of those occupations, within the region when one is told; null when not known."
    )
    source: VacancySource | None = Field(description="sample when those vacancies are samples; null when not known.")


class WhatIfOut(Out):
    """What one competence more would change, most occupations first."""

    items: list[NextCompetenceOut]
    notes: list[NoteOut] = Field(description="What must be said about the region.")
    catalogue_version: str
    model_version: str
    vacancies_version: str | None = Field(description=VACANCIES_VERSION)
    result_id: str


class PathTrainingOut(TrainingOut):
    """A training on the way, with what it builds of the way."""

    competences: list[str] = Field(description="Ids of the missing competences that it builds.")


class LearningPathOut(Out):
    """The shortest way to an occupation."""

    occupation: OccupationOut
    within_reach_now: bool
    reachable: bool = Field(description="Whether these competences, once the gates are met, bring it within reach.")
    feasible: bool = Field(
        description="Whether it is reachable, or feasible with training: then the competences missing are all that is "
        "essential for it, and what is left to win is experience."
    )
    exact: bool = Field(
        description="True when surely no smaller set of competences suffices and no fewer trainings build it. With "
        "more than 12 to learn, the trainings are chosen one by one, the best first, and this is false."
    )
    missing: list[CompetenceInFullOut] = Field(description="The competences to learn, most helpful first.")
    gates: list[GateOut] = Field(description="Gates that are not met and that learning does not replace.")
    level_too_high: bool = Field(description="Whether its level keeps it out of reach whatever is learned.")
    trainings: list[PathTrainingOut] = Field(description="The fewest that open a gate or build the missing ones.")
    stepping_stones: list[OccupationOut] = Field(description="Occupations within reach that bring this one nearer.")
    probability_after: ProbabilityOut = Field(
        description="The probability that is told once all of this is done. Compare like with like: with "
        "probabilityNow of the gap where verdictAfter is within-reach, else with its probability."
    )
    verdict_after: Verdict = Field(description="On which side it falls once all of this is done.")
    chance_after: str = Field(description="That probability in Dutch words.")
    catalogue_version: str
    model_version: str
    vacancies_version: str | None = Field(description=VACANCIES_VERSION)
    result_id: str
