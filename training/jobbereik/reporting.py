"""Measures a slice that was learned with trees that never saw the origin, beside all baselines."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from item_bank.catalogue.table import Catalogue
from models.contracts import Estimate
from models.jobbereik.baselines import BASELINES, make_ranker
from models.jobbereik.calibration import BUILT_IN, HeadModel, ReachModel
from models.jobbereik.engine import Jobbereik
from models.jobbereik.index import Index
from models.jobbereik.ranker import Head
from models.jobbereik.schema import Experience, Profile
from models.jobbereik.served import ServedRanker
from training.evaluation import Question, measure
from training.jobbereik.data import ALL, KINDS, origin_query
from training.jobbereik.examples import STRUCK
from training.jobbereik.judging import Judged, Steps, measure_lists, one_job, ranked
from training.jobbereik.learning import FOLDS, SEED, Learned
from training.jobbereik.measuring import HEAD_OF

TREES = "trees"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepsReport:
    """What a slice is worth on judged steps.

    Attributes
    ----------
    ranking
        nDCG@10 over the judged steps by ranker.
    lists
        What the lists are worth by sort of profile.
    """

    ranking: Mapping[str, Estimate]
    lists: Mapping[str, Judged]


def fold_heads(learned: Learned) -> list[dict[Head, HeadModel]]:
    """Return the heads of each fold: their own trees, with the curves that are served."""
    return [
        {head: replace(learned.heads[head], forest=forest) for head, forest in forests.items()}
        for forests in learned.crossed
    ]


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
    heads = fold_heads(learned)
    results[TREES] = {}
    for kind in kinds:
        rankers = [ServedRanker.of(catalogue, index, HEAD_OF[kind], heads[fold]) for fold in range(FOLDS)]
        results[TREES][kind] = measure(
            lambda origin, of=rankers: of[learned.folds[origin]].score(origin_query(catalogue, origin)),  # type: ignore[misc]
            questions,
            kind,
        )
    return results


def steps_report(catalogue: Catalogue, index: Index, steps: Steps, learned: Learned, console: Console) -> StepsReport:
    """Measure rankers and lists on judged steps; trees never saw the origin."""
    ranking = {}
    for name in track(BASELINES, description="Measuring baselines", console=console):
        ranker = make_ranker(name, catalogue, index)
        ranking[name] = ranked(steps, lambda o, of=ranker: of.score(origin_query(catalogue, o)))  # type: ignore[misc]
    heads = fold_heads(learned)
    rankers = [ServedRanker.of(catalogue, index, "any", heads[fold]) for fold in range(FOLDS)]
    ranking[TREES] = ranked(
        steps, lambda origin: rankers[learned.folds[origin]].score(origin_query(catalogue, origin)).astype(np.float64)
    )
    engines = [Jobbereik.of(catalogue, index, ReachModel(slices={BUILT_IN: heads[fold]})) for fold in range(FOLDS)]

    def engine_of(origin: int) -> Jobbereik:
        return engines[learned.folds[origin]]

    lists = {"one job of five years": measure_lists(steps, engine_of, one_job(60))}
    lists["one job of one year"] = measure_lists(steps, engine_of, one_job(12))
    lists["a fifth of the competences struck"] = measure_lists(steps, engine_of, _struck)
    pairs = _pairs(catalogue, steps, learned.folds)
    both = {origin: _best(steps[origin], steps[other]) for origin, other in pairs.items()}

    def two_jobs(engine: Jobbereik, origin: int) -> Profile:
        ids = (engine.catalogue.occupation(o).id for o in (origin, pairs[origin]))
        return Profile(experiences=tuple(Experience(occupation_id=id_, months=60) for id_ in ids))

    lists["two jobs of five years"] = measure_lists(both, engine_of, two_jobs)
    return StepsReport(ranking=ranking, lists=lists)


def _pairs(catalogue: Catalogue, steps: Steps, folds: Mapping[int, int]) -> dict[int, int]:
    """Return another origin of the same fold for each origin, drawn once."""
    rng = np.random.default_rng(SEED)
    made = {}
    for origin in steps:
        others = [o for o in steps if folds[o] == folds[origin] and o != origin]
        made[origin] = others[int(rng.integers(len(others)))]
    return made


def _best(one: Mapping[int, float], other: Mapping[int, float]) -> dict[int, float]:
    """Return the grades for who did both: the better of the two, where each was judged or one says within reach."""
    made = {target: max(grade, other[target]) for target, grade in one.items() if target in other}
    for graded in (one, other):
        made |= {target: grade for target, grade in graded.items() if grade >= 2.5}
    return made


def _struck(engine: Jobbereik, origin: int) -> Profile:
    """Return the profile of an origin with a fifth of its competences struck, drawn by its position."""
    rng = np.random.default_rng([SEED, origin])
    catalogue = engine.catalogue
    own = [competence.id for competence, _ in catalogue.competences_of(origin)]
    kept = tuple(id_ for id_ in own if rng.random() >= STRUCK)
    experience = Experience(occupation_id=catalogue.occupation(origin).id, months=60)
    return Profile(experiences=(experience,), competence_ids=kept)
