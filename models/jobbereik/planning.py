"""What to learn next, and the shortest way to one occupation, for one person.

Upstream: :class:`models.jobbereik.engine.Jobbereik`. Downstream: ``api.jobbereik``.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import numpy as np

from item_bank.schema import Occupation, OccupationId
from models.jobbereik import path, what_if
from models.jobbereik.decision import WITHIN_REACH, Decision
from models.jobbereik.engine import Jobbereik
from models.jobbereik.profile import Reading, UnknownIdError, read_profile, typical_competences
from models.jobbereik.region import open_vacancies
from models.jobbereik.schema import CompetenceInPlay, GateInPlay, LearningPath, NextCompetence, Profile, WhatIf

STONES_SHOWN = 3
STONES_TRIED = 20


def learn_next(engine: Jobbereik, profile: Profile, *, limit: int, on: date) -> WhatIf:
    """Return the competences that bring most occupations within reach, each by itself.

    Raises
    ------
    UnknownIdError
        When the profile names something that the catalogue does not have.
    """
    reading = read_profile(engine.catalogue, profile, engine.parameters, on)
    decided = engine.decide(profile, reading, on)
    open_to = ~(decided.blocked | decided.filtered | decided.own | decided.not_asked)
    held = np.array(sorted(reading.held), dtype=np.int64)

    def recount(competence: int, occupation: int) -> bool:
        more = replace(reading, held={**reading.held, competence: 1.0})
        return int(engine.decide(profile, more).side[occupation]) == WITHIN_REACH

    found = what_if.steps(decided, open_to, held, engine.gains, engine.calibration, recount) if reading.held else []
    counts = open_vacancies(engine.vacancies, profile.filters, on)
    ranked = [(step, None if counts is None else counts.total(step.occupations)) for step in found]
    ranked.sort(key=lambda pair: (-len(pair[0].occupations), -(pair[1] or 0)))  # stable: then as the steps stand
    items = tuple(
        NextCompetence(
            competence=_absent(engine, step.competence),
            occupations=tuple(engine.catalogue.occupation(o) for o in step.occupations),
            vacancies=vacancies,
        )
        for step, vacancies in ranked[:limit]
    )
    return WhatIf(
        items=items,
        catalogue_version=engine.catalogue.version,
        model_version=engine.model_version,
        result_id=engine.result_id(profile, on),
    )


def _absent(engine: Jobbereik, position: int) -> CompetenceInPlay:
    return CompetenceInPlay(
        competence=engine.catalogue.competence(position),
        importance=round(float(engine.explainer.telling[position]), 4),
        essential=False,
        probability=0.0,
    )


def learning_path(engine: Jobbereik, profile: Profile, occupation_id: OccupationId, *, on: date) -> LearningPath:
    """Return the shortest way to an occupation.

    Raises
    ------
    UnknownIdError
        When the catalogue does not have the occupation or something that the profile names.
    """
    position = engine.catalogue.occupation_index(occupation_id)
    if position is None:
        raise UnknownIdError("occupationId", occupation_id)
    reading = read_profile(engine.catalogue, profile, engine.parameters, on)
    decided = engine.decide(profile, reading)
    occupation = engine.catalogue.occupation(position)
    now = int(decided.side[position]) == WITHIN_REACH
    asked = engine.explainer.asked(position)
    missing = [item.position for item in asked if item.position not in reading.held]
    score = float(decided.scores[position])
    needed = what_if.score_needed(engine.calibration)

    def recount(learned: Sequence[int]) -> bool:
        more = replace(reading, held={**reading.held, **dict.fromkeys(learned, 1.0)})
        return float(engine.decide(profile, more).near[position]) >= engine.calibration.curves["near"].threshold

    way = path.shortest_way(position, score, needed, missing, engine.gains, recount)
    gates = tuple(item for item in engine.explainer.gates(occupation, profile) if not item.held)
    level = bool(decided.blocked[position]) and not gates
    by_position = {item.position: item.missing for item in asked}
    learned = tuple(by_position[p] for p in way.competences)
    cover = path.Cover(trainings=(), exact=True) if now else _trainings(engine, learned, gates)
    stones = () if now or (len(learned) <= path.LONG and way.suffices) else _stones(engine, reading, decided, position)
    return LearningPath(
        occupation=occupation,
        within_reach_now=now,
        reachable=now or (way.suffices and not level),
        exact=cover.exact,
        missing=() if now else learned,
        gates=gates,
        level_too_high=level,
        trainings=cover.trainings,
        stepping_stones=stones,
        probability_after=engine.calibration.estimate("any", max(score, way.score)),
        catalogue_version=engine.catalogue.version,
        model_version=engine.model_version,
        result_id=engine.result_id(profile, on),
    )


def _trainings(engine: Jobbereik, learned: tuple[CompetenceInPlay, ...], gates: tuple[GateInPlay, ...]) -> path.Cover:
    importance = {item.competence.id: item.importance for item in learned}
    unmet = [item.gate.id for item in gates]
    return path.fewest_trainings(list(importance), unmet, engine.catalogue.trainings, importance)


def _stones(engine: Jobbereik, reading: Reading, decided: Decision, target: int) -> tuple[Occupation, ...]:
    """Return occupations within reach from which the target is within reach: who did them adds their competences."""
    shown = (decided.side == WITHIN_REACH) & ~(decided.filtered | decided.own | decided.not_asked)
    needed = what_if.score_needed(engine.calibration)
    titles = engine.index.titles[:, target].astype(np.float64)
    own_title = max(
        (float(titles[o]) * s for o, s in zip(reading.occupations, reading.shares, strict=True)), default=0.0
    )
    added = engine.gains.of_occupation(target)
    found = []
    for stone in decided.best(shown, STONES_TRIED):
        typical = typical_competences(engine.catalogue, [stone], [1.0], engine.parameters)
        positions = np.array(sorted(p for p in typical if p not in reading.held), dtype=np.int64)
        gained = added[positions] * np.array([typical[int(p)] for p in positions])
        after = float(decided.scores[target]) + float(gained.sum()) + max(0.0, float(titles[stone]) - own_title)
        if after >= needed:
            found.append((after, stone))
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(engine.catalogue.occupation(stone) for _, stone in found[:STONES_SHOWN])
