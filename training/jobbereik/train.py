"""The command ``train``: from steps to the artifact that Jobbereik serves, with a gate and a model card."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from item_bank.catalogue import builtin
from item_bank.catalogue.steps import grades
from item_bank.catalogue.table import Catalogue
from models import store
from models.jobbereik.calibration import BUILT_IN, GENERAL, KIND, VERSION, ReachModel, leaning
from models.jobbereik.features import outside, towers
from models.jobbereik.features.names import FEATURES
from models.jobbereik.features.pairs import with_pairs
from models.jobbereik.features.table import PairTable
from models.jobbereik.index import VERSION as INDEX_VERSION
from models.jobbereik.index import Index, build_index
from models.jobbereik.ranker import Head
from models.jobbereik.towers import Towers, columns_of
from training import provenance
from training.evaluation import Question, bootstrap
from training.jobbereik.card import CardFacts, flat, write_card
from training.jobbereik.data import ALL, judged_twice, own_labels, read_catalogue, read_labels, read_steps, with_further
from training.jobbereik.examples import Examples, Maker, expert_examples, judged_examples
from training.jobbereik.gate import check
from training.jobbereik.learning import FOLDS as N_FOLDS
from training.jobbereik.learning import SEED, Learned, Recipe, crossed, fold_of, head_model
from training.jobbereik.reporting import ALONE, TREES, carried_over, expert_lists, expert_results, steps_report
from training.jobbereik.situations import FILE as SITUATIONS
from training.jobbereik.towers import learn_towers
from training.models.crossed import FOLDS
from training.models.crossed import to_arrays as crossed_arrays
from training.models.labels import STEPS_REST

_JUDGED = {"learning_rate": 0.06, "min_data_in_leaf": 20, "feature_fraction": 0.3}
_EXPERT = {"learning_rate": 0.05, "min_data_in_leaf": 30, "feature_fraction": 0.25}

FAR, WRITTEN = 0.06, 0.4
"""Weights of what nobody judged, and of what the authors of the catalogue wrote, beside 1 of a judged step."""

LEAN = 1.0
"""Weight of what the towers say, in spreads, beside the trees: .7 to 2 are as good on ROME, above 1 costs elsewhere."""

RECIPES: Mapping[str, Mapping[Head, Recipe]] = {
    BUILT_IN: {
        "near": Recipe(
            label=lambda grade: np.clip(grade - 2.0, 0.0, 1.0),
            other=1.0,
            falling=("eqf-up",),
            trees=200,
            settings=_JUDGED,
            threshold=0.5,
            left_out=(*outside.NAMES, *towers.NAMES),
        ),
        "any": Recipe(
            label=lambda grade: np.clip(grade - 1.0, 0.0, 1.0),
            other=1.0,
            falling=("eqf-up",),
            trees=200,
            settings=_JUDGED,
            threshold=0.82,
            left_out=(*outside.NAMES, *towers.NAMES),
        ),
    },
    GENERAL: {
        "near": Recipe(
            label=lambda grade: (grade == 2.0).astype(np.float64),
            other=0.0,
            falling=(),
            trees=200,
            settings=_EXPERT,
            threshold=None,
            left_out=towers.NAMES,
            lean=leaning("near", LEAN),
        ),
        "development": Recipe(
            label=lambda grade: (grade == 1.0).astype(np.float64),
            other=0.3,
            falling=(),
            trees=200,
            settings=_EXPERT,
            threshold=None,
            left_out=towers.NAMES,
            lean=leaning("development", LEAN),
        ),
        "any": Recipe(
            label=lambda grade: (grade > 0.0).astype(np.float64),
            other=1.0,
            falling=(),
            trees=250,
            settings=_EXPERT,
            threshold=None,
            left_out=towers.NAMES,
            lean=leaning("any", LEAN),
        ),
    },
}
"""How each head is learned. Grades are 0 to 3 for judged steps; for experts' steps 2 is near and 1 a development."""


def prepared(catalogue: Catalogue) -> tuple[Index, Maker]:
    """Return a catalogue's index with the features of pairs, and what makes examples over it."""
    index = with_pairs(catalogue, build_index(catalogue))
    if index.pairs is None:
        raise AssertionError("the index was built with pairs")
    return index, Maker.of(catalogue, index.pairs)


def learn_slice(
    name: str, examples: Examples, judged: NDArray[np.bool_], origins: list[int], console: Console
) -> Learned:
    """Learn all heads of a slice: fold by fold for the curves, then on everything."""
    folds = fold_of(origins)
    recipes = RECIPES[name]
    forests = crossed(examples, recipes, folds, console, name)
    number = np.array([folds.get(origin, -1) for origin in examples.origin.tolist()])
    scores: dict[Head, NDArray[np.float64]] = {}
    for head in recipes:
        scores[head] = np.zeros(len(examples.grade))
        for fold, by_head in enumerate(forests):
            rows = number == fold
            scores[head][rows] = by_head[head].score(examples.rows[rows])
    known = judged & (number >= 0)
    heads = {head: head_model(examples, recipe, scores[head], known) for head, recipe in recipes.items()}
    return Learned(heads=heads, folds=folds, crossed=forests)


def learn_judged(
    maker: Maker,
    steps: Mapping[int, Mapping[int, float]],
    console: Console,
    more: Mapping[int, Mapping[int, float]] | None = None,
) -> Learned:
    """Learn the slice of the built-in catalogue on judged steps and those that its authors wrote.

    Parameters
    ----------
    more
        Judged steps of other origins, to learn from only: curves and figures rest on ``steps``.
    """
    other = {origin: graded for origin, graded in (more or {}).items() if origin not in steps}
    written = {
        question.origin: {
            **dict.fromkeys(question.relevant["development"], 2.0),
            **dict.fromkeys(question.relevant["near"], 3.0),
        }
        for question in own_labels(maker.catalogue).questions
    }
    rng = np.random.default_rng(SEED)
    examples = judged_examples(maker, {**steps, **other}, written, rng, far=60, far_weight=FAR, written_weight=WRITTEN)
    return learn_slice(BUILT_IN, examples, examples.whole & (examples.weight == 1.0), list(steps), console)


def learn_experts(maker: Maker, questions: tuple[Question, ...], console: Console) -> Learned:
    """Learn the slice of other catalogues on experts' steps."""
    steps = {
        question.origin: {
            **dict.fromkeys(question.relevant.get("development", ()), 1.0),
            **dict.fromkeys(question.relevant.get("near", ()), 2.0),
        }
        for question in questions
    }
    of_fold, columns = crossed_towers(maker.pairs, steps, console)
    seeing = replace(maker, towers=columns)
    examples = expert_examples(seeing, steps, np.random.default_rng(SEED), near=150, share=0.25)
    learned = learn_slice(GENERAL, examples, examples.whole, list(steps), console)
    everything = learn_towers(maker.pairs.single, steps, frozenset(), SEED)
    return replace(learned, towers=everything, crossed_towers=of_fold)


def crossed_towers(
    pairs: PairTable, steps: Mapping[int, Mapping[int, float]], console: Console
) -> tuple[list[Towers], NDArray[np.int16]]:
    """Learn towers without each fold; return them, and what they say of each origin that they never saw."""
    folds, columns = fold_of(list(steps)), columns_of(None, pairs)
    made = []
    for fold in track(range(N_FOLDS), description="Learning towers, fold by fold", console=console):
        held = frozenset(origin for origin, number in folds.items() if number == fold)
        made.append(learn_towers(pairs.single, steps, held, SEED))
        rows = sorted(held)
        columns[rows] = made[-1].columns(pairs)[rows]
    return made, columns


def train(reference: Path, out: Path, console: Console, *, further: Path | None = None) -> Path:
    """Learn, measure, check and publish.

    Parameters
    ----------
    further
        Further steps to learn from, such as observed careers; what is measured are the judged ones alone.

    Returns
    -------
    The folder of the artifact.

    Raises
    ------
    GateError
        When the model misses a demand; nothing is written then.
    ArtifactError
        When the version is there already.
    """
    made = store.vacant(out / KIND / VERSION)
    folder, transitions, judged = (
        reference / "rome",
        reference / "rome" / "transitions_dev.csv",
        (reference / "steps" / "steps_dev.csv"),
    )
    own, other = builtin.catalogue(), read_catalogue(folder)
    steps, questions = read_steps(judged, own), read_labels(transitions, other).questions
    (own_index, own_maker), (other_index, other_maker) = prepared(own), prepared(other)
    rest = read_steps(STEPS_REST, own)
    ours = learn_judged(own_maker, with_further(steps, further, own), console, rest)
    experts = learn_experts(other_maker, questions, console)
    model = ReachModel(slices={BUILT_IN: ours.heads, GENERAL: experts.heads}, towers=experts.towers)
    results = expert_results(other, other_index, questions, experts, console)
    facts = CardFacts(
        experts=results,
        gain=bootstrap(results[TREES][ALL][:, 1] - results["hybrid"][ALL][:, 1]),
        by_towers={kind: bootstrap(found[:, 1] - results[ALONE][kind][:, 1]) for kind, found in results[TREES].items()},
        carried=carried_over(own, steps, experts),
        steps=steps_report(own, own_index, steps, ours, console),
        expert_lists=expert_lists(other, other_index, questions, experts),
        origins=len(questions),
        judged_origins=len(steps),
        judged_pairs=sum(map(len, steps.values())),
        twice=judged_twice(judged),
        rest_origins=len(rest),
        rest_pairs=sum(map(len, rest.values())),
        graded_more=len(grades(own)) - sum(map(len, steps.values())) - sum(map(len, rest.values())),
    )
    check(facts)
    files = [folder / name for name in ("occupations.csv", "competences.csv", "occupation_competences.csv")]
    metadata = {
        FOLDS: {own.occupation(origin).id: fold for origin, fold in ours.folds.items()},
        "figures": flat(facts),
        "version": VERSION,
        "indexVersion": INDEX_VERSION,
        "features": list(FEATURES),
        "seed": SEED,
        "dataSha256": provenance.data_hash(
            [*files, transitions, judged, STEPS_REST, SITUATIONS, *([further] if further else [])]
        ),
        "furtherSteps": 0 if further is None else sum(map(len, read_steps(further, own).values())),
        "bankVersion": own.vocabulary.version,
        "catalogueVersion": own.version,
        "libraries": provenance.library_versions(),
        **provenance.made_by(),
        "requires": provenance.requires(),
    }
    arrays = model.to_arrays() | crossed_arrays(ours.crossed)
    return store.save(made, arrays, kind=KIND, metadata=metadata, card=write_card(facts))
