"""What to learn next, and the shortest way to one occupation, for one person.

Upstream: :class:`models.jobbereik.engine.Jobbereik`. Downstream: ``api.jobbereik``.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from item_bank.catalogue.gates import implied
from item_bank.schema import Occupation, OccupationId
from models.contracts import Estimate
from models.jobbereik import path, what_if
from models.jobbereik.decision import FAR, WITHIN_REACH, Decision
from models.jobbereik.engine import VERDICTS, Jobbereik
from models.jobbereik.learning import LearningPath, NextCompetence, WhatIf
from models.jobbereik.profile import Reading, UnknownIdError, read_profile, typical_competences
from models.jobbereik.region import open_vacancies
from models.jobbereik.schema import (
    CompetenceInPlay,
    Experience,
    GateInPlay,
    Profile,
    Verdict,
)
from models.jobbereik.what_if import Recount

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
    recount = _recount(engine, decided.seen.occupations)
    found = what_if.steps(decided, frozenset(reading.held), recount) if reading.held else []
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


def _recount(engine: Jobbereik, occupations: tuple[int, ...]) -> Recount:
    return Recount(ranker=engine.decider.ranker, curve=engine.decider.heads["near"].curve, occupations=occupations)


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
    decided = engine.decide(profile, reading, on)
    occupation = engine.catalogue.occupation(position)
    now = int(decided.side[position]) == WITHIN_REACH and not decided.spare[position]
    asked = engine.explainer.asked(position)
    missing = [item.position for item in asked if item.position not in reading.held]
    seen = decided.seen
    recount = _recount(engine, seen.occupations)
    way = path.shortest_way(position, missing, seen.sums[:, position], engine.decider.ranker.asking, recount)
    gates = tuple(item for item in engine.explainer.gates(occupation, reading) if item.in_the_way)
    level = bool(decided.blocked[position]) and not (seen.barriers[position] > 0 and gates)
    feasible = not level and (way.suffices or int(decided.side[position]) > FAR)
    if feasible and not way.suffices:
        # The trees ask for experience as well: no set of competences is enough, and all that is essential counts.
        essential = {item.position for item in asked if item.missing.essential} & set(missing)
        way = replace(way, competences=tuple(c for c in way.competences if c in essential) or way.competences)
    by_position = {item.position: item.missing for item in asked}
    learned = tuple(by_position[p] for p in way.competences)
    cover = path.Cover(trainings=(), exact=True) if now else _trainings(engine, position, learned, gates)
    short = now or (len(learned) <= path.LONG and way.suffices)
    stones = () if short else _stones(engine, profile, decided, position, on)
    told, after = _after(engine, profile, reading, position, () if now else way.competences, on)
    return LearningPath(
        occupation=occupation,
        within_reach_now=now,
        reachable=now or (way.suffices and not level),
        feasible=now or feasible,
        exact=cover.exact,
        missing=() if now else learned,
        gates=gates,
        level_too_high=level,
        trainings=cover.trainings,
        stepping_stones=stones,
        probability_after=told,
        verdict_after=after,
        catalogue_version=engine.catalogue.version,
        model_version=engine.model_version,
        result_id=engine.result_id(profile, on),
    )


def _trainings(
    engine: Jobbereik, position: int, learned: tuple[CompetenceInPlay, ...], gates: tuple[GateInPlay, ...]
) -> path.Cover:
    """Return the fewest trainings that lead there: a head of a school learns no budget in care for old people."""
    importance = {item.competence.id: item.importance for item in learned}
    unmet = [item.gate.id for item in gates]
    leading = [row.training for row in engine.explainer.leading(position)]
    return path.fewest_trainings(list(importance), unmet, leading, importance)


def _after(
    engine: Jobbereik, profile: Profile, reading: Reading, position: int, learned: Sequence[int], on: date
) -> tuple[Estimate, Verdict]:
    """Return what is told once these competences are learned and the gates of the occupation are met."""
    gates = frozenset(engine.catalogue.occupation(position).gates or ())
    more = replace(
        reading,
        derived=False,
        held={**reading.held, **dict.fromkeys(learned, 1.0)},
        met=reading.met | implied(engine.catalogue.gates, gates),
        denied=reading.denied - gates,
    )
    decided, heads = engine.decide(profile, more, on), engine.decider.heads
    verdict = VERDICTS[int(decided.side[position])]
    now = verdict is Verdict.WITHIN_REACH
    found = (
        decided.near.estimates(heads["near"], [position]) if now else decided.any.estimates(heads["any"], [position])
    )
    return found[0], verdict


def _stones(engine: Jobbereik, profile: Profile, decided: Decision, target: int, on: date) -> tuple[Occupation, ...]:
    """Return occupations within reach from which the target is within reach, for who did them long enough."""
    shown = (decided.side == WITHIN_REACH) & decided.shown & ~decided.spare
    found = []
    for stone in decided.best(shown, STONES_TRIED):
        done = Experience(occupation_id=engine.catalogue.occupation(stone).id, months=engine.parameters.months_full)
        told = replace(profile, experiences=(*profile.experiences, done))
        reading = read_profile(engine.catalogue, told, engine.parameters, on)
        typical = dict.fromkeys(typical_competences(engine.catalogue, [stone], [1.0], engine.parameters), 1.0)
        after = engine.decide(told, replace(reading, held={**typical, **reading.held}))
        if (
            int(after.side[target]) == WITHIN_REACH
            and after.near.certain[target] >= engine.decider.heads["near"].curve.threshold
        ):
            found.append((float(after.near.raw[target]), stone))
    found.sort(key=lambda pair: (-pair[0], pair[1]))
    return tuple(engine.catalogue.occupation(stone) for _, stone in found[:STONES_SHOWN])
