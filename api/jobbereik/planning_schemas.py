"""HTTP shapes of what to learn next and of the shortest way to an occupation."""

from pydantic import Field

from api.jobbereik.schemas import CompetenceOut, GateOut, OccupationOut, ProbabilityOut, TrainingOut
from api.schemas import Out


class NextCompetenceOut(Out):
    """A competence that brings occupations within reach by itself."""

    competence: CompetenceOut
    occupations: int = Field(description="How many occupations come within reach.")
    new_occupations: list[OccupationOut] = Field(description="Which ones, best first.")
    vacancies: int | None = Field(description="Vacancies in them; null while none are imported.")
    source: str | None = Field(description="Where the vacancies come from; null while none are imported.")


class WhatIfOut(Out):
    """What one competence more would change, most occupations first."""

    items: list[NextCompetenceOut]
    catalogue_version: str
    model_version: str
    result_id: str


class PathTrainingOut(TrainingOut):
    """A training on the way, with what it builds of the way."""

    competences: list[str] = Field(description="Ids of the missing competences that it builds.")


class LearningPathOut(Out):
    """The shortest way to an occupation."""

    occupation: OccupationOut
    within_reach_now: bool
    reachable: bool = Field(description="Whether these competences, once the gates are met, bring it within reach.")
    exact: bool = Field(description="Whether no smaller set of competences suffices.")
    missing: list[CompetenceOut] = Field(description="The competences to learn, most helpful first.")
    gates: list[GateOut] = Field(description="Gates that are not met and that learning does not replace.")
    level_too_high: bool = Field(description="Whether its level keeps it out of reach whatever is learned.")
    trainings: list[PathTrainingOut] = Field(description="The fewest that open a gate or build the missing ones.")
    stepping_stones: list[OccupationOut] = Field(description="Occupations within reach that bring this one nearer.")
    probability_after: ProbabilityOut
    chance_after: str = Field(description="That probability in Dutch words.")
    catalogue_version: str
    model_version: str
    result_id: str
