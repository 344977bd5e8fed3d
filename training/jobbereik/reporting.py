"""Measures a slice that was learned with trees that never saw the origin, beside all baselines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from item_bank.catalogue.table import Catalogue
from models.contracts import Estimate
from models.jobbereik.baselines import BASELINES, make_ranker
from models.jobbereik.calibration import BUILT_IN, GENERAL, ReachModel
from models.jobbereik.engine import Jobbereik
from models.jobbereik.features.pairs import with_pairs
from models.jobbereik.index import Index, build_index
from models.jobbereik.ranking import Ranker
from models.jobbereik.schema import Experience, ExperienceKind, Profile
from models.jobbereik.served import ServedRanker
from training.evaluation import Question, measure
from training.jobbereik.data import ALL, KINDS, origin_query
from training.jobbereik.examples import STRUCK
from training.jobbereik.judging import Judged, Steps, measure_lists, one_job, ranked
from training.jobbereik.learning import SEED, Learned
from training.jobbereik.measuring import HEAD_OF
from training.jobbereik.situations import Agreement, read
from training.jobbereik.situations import measure as measure_situations

TREES, ALONE = "trees", "trees without towers"

_JOB, _HOBBY, _STUDY = ExperienceKind.JOB, ExperienceKind.HOBBY, ExperienceKind.STUDY
SEVERAL: Mapping[str, tuple[ExperienceKind, ...]] = {
    "two jobs of five years": (_JOB, _JOB),
    "three jobs of five years": (_JOB, _JOB, _JOB),
    "a job, a hobby and a study": (_JOB, _HOBBY, _STUDY),
}
"""Profiles of several experiences that are measured."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsReport:
    """What a slice is worth on judged steps.

    Attributes
    ----------
    ranking
        nDCG@10 over the judged steps by ranker.
    lists
        What the lists are worth by sort of profile.
    situations
        What one judge and the model say of little work, a study and a hobby.
    """

    ranking: Mapping[str, Estimate]
    lists: Mapping[str, Judged]
    situations: Mapping[tuple[str, int], Agreement]


def expert_results(
    catalogue: Catalogue, index: Index, questions: tuple[Question, ...], learned: Learned, console: Console
) -> dict[str, dict[str, NDArray[np.float64]]]:
    """Return MRR, MAP and R@10 of every question by ranker and kind; trees never saw the origin of a question."""
    kinds = (*KINDS, ALL)
    results: dict[str, dict[str, NDArray[np.float64]]] = {}
    for name in track(BASELINES, description="Measuring baselines", console=console):
        ranker = make_ranker(name, catalogue, index)
        results[name] = {
            kind: measure(lambda origin, of=ranker: of.score(origin_query(catalogue, origin)), questions, kind)  # type: ignore[misc]
            for kind in kinds
        }
    for name, models in ((ALONE, learned.by_fold(GENERAL, alone=True)), (TREES, learned.by_fold(GENERAL))):
        results[name] = {}
        for kind in kinds:
            rankers = [ServedRanker.of(catalogue, index, HEAD_OF[kind], model) for model in models]
            results[name][kind] = measure(
                lambda origin, of=rankers: of[learned.folds[origin]].score(origin_query(catalogue, origin)),  # type: ignore[misc]
                questions,
                kind,
            )
    return results


def expert_lists(catalogue: Catalogue, index: Index, questions: tuple[Question, ...], learned: Learned) -> Judged:
    """Measure the two lists on experts' steps: near is within reach, a development feasible, all else neither."""
    engines = [Jobbereik.of(catalogue, index, model) for model in learned.by_fold(GENERAL)]
    steps = {
        question.origin: {
            **dict.fromkeys(range(catalogue.n_occupations), 0.0),
            **dict.fromkeys(question.relevant.get("development", ()), 2.0),
            **dict.fromkeys(question.relevant.get("near", ()), 3.0),
        }
        for question in questions
    }
    return measure_lists(steps, lambda origin: engines[learned.folds[origin]], one_job(60))


def carried_over(catalogue: Catalogue, steps: Steps, learned: Learned) -> dict[str, Estimate]:
    """Return nDCG@10 on judged steps of a catalogue that nothing was learned from, by ranker.

    Parameters
    ----------
    catalogue
        The built-in one; it is ranked as if it were any other.
    learned
        What was learned from another catalogue.
    """
    other = Catalogue(name="carried", columns=catalogue.columns, records=catalogue.records, built_in=False)
    index = with_pairs(other, build_index(other))
    alone = {head: replace(model, forest=replace(model.forest, lean=None)) for head, model in learned.heads.items()}
    found: dict[str, Ranker] = {"hybrid": make_ranker("hybrid", other, index)}
    for name, heads in ((ALONE, alone), (TREES, learned.heads)):
        model = ReachModel(slices={GENERAL: heads}, towers=learned.towers)
        found[name] = ServedRanker.of(other, index, "any", model)
    return {
        name: ranked(steps, lambda o, of=of: of.score(origin_query(other, o)).astype(np.float64))  # type: ignore[misc]
        for name, of in found.items()
    }


def steps_report(catalogue: Catalogue, index: Index, steps: Steps, learned: Learned, console: Console) -> StepsReport:
    """Measure rankers and lists on judged steps; trees never saw the origin."""
    ranking = {}
    for name in track(BASELINES, description="Measuring baselines", console=console):
        ranker = make_ranker(name, catalogue, index)
        ranking[name] = ranked(steps, lambda o, of=ranker: of.score(origin_query(catalogue, o)))  # type: ignore[misc]
    models = learned.by_fold(BUILT_IN)
    rankers = [ServedRanker.of(catalogue, index, "any", model) for model in models]
    ranking[TREES] = ranked(
        steps, lambda origin: rankers[learned.folds[origin]].score(origin_query(catalogue, origin)).astype(np.float64)
    )
    engines = [Jobbereik.of(catalogue, index, model) for model in models]

    def engine_of(origin: int) -> Jobbereik:
        return engines[learned.folds[origin]]

    lists = {"one job of five years": measure_lists(steps, engine_of, one_job(60))}
    lists["one job of one year"] = measure_lists(steps, engine_of, one_job(12))
    lists["one job of three months"] = measure_lists(steps, engine_of, one_job(3))
    lists["a fifth of the competences struck"] = measure_lists(steps, engine_of, struck)
    others = companions(steps, learned.folds)
    for name, kinds in SEVERAL.items():
        lists[name] = measure_several(steps, engine_of, others, kinds)
        lists[f"{name}, a fifth struck"] = measure_several(steps, engine_of, others, kinds, struck=True)
    situations = measure_situations(read(catalogue), engine_of)
    return StepsReport(ranking=ranking, lists=lists, situations=situations)


def measure_several(
    steps: Steps,
    engine_of: Callable[[int], Jobbereik],
    others: Mapping[int, tuple[int, int]],
    kinds: tuple[ExperienceKind, ...],
    *,
    struck: bool = False,
) -> Judged:
    """Measure the lists of who did several things, by the best known grade from work and study.

    A row counts when the steps of the experience that it is listed for were judged: a grade from another one says
    nothing of it. What is listed for a hobby does not count: the grades are of work. The engine of an origin must have
    seen none of the others that it is put together with.
    """

    def several(engine: Jobbereik, origin: int) -> Profile:
        ids = [engine.catalogue.occupation(o).id for o in (origin, *others[origin])]
        told = zip(ids, kinds, strict=False)
        profile = Profile(experiences=tuple(Experience(occupation_id=id_, months=60, kind=kind) for id_, kind in told))
        return _struck(engine, origin, profile) if struck else profile

    graded = {}
    for origin in steps:
        own = (origin, *others[origin])[: len(kinds)]
        counted = [steps[o] for o, kind in zip(own, kinds, strict=True) if kind is not ExperienceKind.HOBBY]
        graded[origin] = _best(counted, own)
    hobbies = {
        (origin, other)
        for origin in steps
        for other, kind in zip(others[origin], kinds[1:], strict=False)
        if kind is ExperienceKind.HOBBY
    }
    return measure_lists(graded, engine_of, several, lambda o, own, t: (o, own) not in hobbies and t in steps[own])


def companions(steps: Steps, folds: Mapping[int, int]) -> dict[int, tuple[int, int]]:
    """Return two other origins of the same fold for each origin, drawn once."""
    rng = np.random.default_rng(SEED)
    made = {}
    for origin in steps:
        near = [o for o in steps if folds[o] == folds[origin] and o != origin]
        one, other = rng.choice(len(near), 2, replace=False).tolist()
        made[origin] = (near[one], near[other])
    return made


def _best(graded: Sequence[Mapping[int, float]], own: Sequence[int]) -> dict[int, float]:
    """Return the best known grade of each step, for who did all of these; the own occupations are none."""
    targets = {target for row in graded for target in row} - {*own}
    return {target: max(row[target] for row in graded if target in row) for target in sorted(targets)}


def struck(engine: Jobbereik, origin: int) -> Profile:
    """Return the profile of five years of a job with a fifth of what it brings struck."""
    return _struck(engine, origin, one_job(60)(engine, origin))


def _struck(engine: Jobbereik, origin: int, profile: Profile) -> Profile:
    """Return a profile with a fifth of what its experiences bring struck, drawn by the position of an origin."""
    rng, catalogue = np.random.default_rng([SEED, origin]), engine.catalogue
    told = [catalogue.occupation_index(row.occupation_id) for row in profile.experiences]
    own = [competence.id for i in told if i is not None for competence, _ in catalogue.competences_of(i)]
    kept = tuple(id_ for id_ in dict.fromkeys(own) if rng.random() >= STRUCK)
    return replace(profile, competence_ids=kept)
