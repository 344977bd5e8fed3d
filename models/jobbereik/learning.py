"""What a person can learn next and the shortest way to an occupation, as plain types."""

from dataclasses import dataclass

from item_bank.schema import Occupation, Training
from models.contracts import Estimate
from models.jobbereik.schema import CompetenceInPlay, GateInPlay, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class NextCompetence:
    """A competence that brings occupations within reach by itself.

    Attributes
    ----------
    occupations
        Occupations that it adds to the list within reach, best first.
    vacancies
        Open vacancies of those occupations, in the person's region when one is told; ``None`` when not known.
    """

    competence: CompetenceInPlay
    occupations: tuple[Occupation, ...]
    vacancies: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIf:
    """What one competence more would change, most occupations first."""

    items: tuple[NextCompetence, ...]
    catalogue_version: str
    model_version: str
    result_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LearningPath:
    """The shortest way to an occupation.

    Attributes
    ----------
    within_reach_now
        Whether it is within reach already.
    reachable
        Whether learning the missing competences, and meeting the gates, brings it within reach.
    feasible
        Whether it is reachable, or stands on the list of what is feasible with training: then ``missing`` is all that
        is essential for it, and what is left to win is experience.
    exact
        Whether this is surely the shortest: no smaller set of competences suffices, and no fewer trainings cover them.
    missing
        The competences to learn, most helpful first.
    gates
        Gates that are not met; they stand in the way whatever is learned.
    level_too_high
        Whether its level keeps it out of reach whatever is learned.
    trainings
        The fewest trainings that build what can be built of the missing ones, or open a gate.
    stepping_stones
        Occupations within reach now from which the occupation is within reach, best first; empty when the way is short.
    probability_after, verdict_after
        The probability that is told once all of this is done, and the side on which the occupation falls then.
    """

    occupation: Occupation
    within_reach_now: bool
    reachable: bool
    feasible: bool
    exact: bool
    missing: tuple[CompetenceInPlay, ...]
    gates: tuple[GateInPlay, ...]
    level_too_high: bool
    trainings: tuple[Training, ...]
    stepping_stones: tuple[Occupation, ...]
    probability_after: Estimate
    verdict_after: Verdict
    catalogue_version: str
    model_version: str
    result_id: str
