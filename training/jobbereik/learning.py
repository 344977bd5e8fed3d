"""Learning the trees of each head, cross-fitting them by origin, and the curves from score to probability."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from sklearn.isotonic import IsotonicRegression

from models.jobbereik.calibration import Curve, HeadModel, ReachModel
from models.jobbereik.forest import Forest, Lean
from models.jobbereik.ranker import Head
from models.jobbereik.towers import Towers
from training.jobbereik.boosting import boost, to_trees
from training.jobbereik.examples import Examples
from training.models.labels import folds
from training.tables import InputError

FOLDS = 5
RESAMPLES = 100
GRID_POINTS = 60

MOST_CERTAIN = 0.97
"""No probability is stated above this: a few dozen pairs carry the upper end of a curve."""

SEED = 20261129

Labelled = Callable[[NDArray[np.float64]], NDArray[np.float64]]
"""From grades to labels of 0 to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How the trees of one head are learned.

    Attributes
    ----------
    label
        From grades to labels.
    other
        Weight of named steps that are not of this head (1: they are plain counterexamples).
    falling
        Features that the score never rises with.
    trees, settings
        How many trees, and what LightGBM is told beyond the fixed settings.
    threshold
        Probability from which an occupation is listed; ``None`` finds the largest F2.
    left_out
        Features that the slice never knows, or that no tree may ask.
    lean
        What the towers say for the head, beside the trees.
    """

    label: Labelled
    other: float
    falling: tuple[str, ...]
    trees: int
    settings: Mapping[str, Any]
    threshold: float | None
    left_out: tuple[str, ...] = ()
    lean: Lean | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Learned:
    """A slice that was learned, with what is needed to measure it honestly.

    Attributes
    ----------
    heads
        What will be served.
    folds, crossed
        The fold of each origin, and the trees of each head learned without it.
    towers, crossed_towers
        The towers that the heads lean on, if any, and those of each fold.
    """

    heads: Mapping[Head, HeadModel]
    folds: Mapping[int, int]
    crossed: list[dict[Head, Forest]]
    towers: Towers | None = None
    crossed_towers: Sequence[Towers | None] = (None,) * FOLDS

    def by_fold(self, slice_: str, *, alone: bool = False) -> list[ReachModel]:
        """Return the model of each fold: its own trees and towers, with the curves that are served.

        Parameters
        ----------
        alone
            Leave the towers out.
        """
        made = []
        for forests, towers in zip(self.crossed, self.crossed_towers, strict=True):
            heads = {}
            for head, forest in forests.items():
                heads[head] = replace(self.heads[head], forest=replace(forest, lean=None) if alone else forest)
            made.append(ReachModel(slices={slice_: heads}, towers=towers))
        return made


def learn(examples: Examples, recipe: Recipe) -> Forest:
    """Learn the trees of one head.

    Raises
    ------
    InputError
        When the labels are of one class, or a figure is not a number.
    """
    labels = recipe.label(examples.grade)
    if not (np.isfinite(examples.grade).all() and np.isfinite(examples.weight).all()):
        raise InputError("a grade or a weight of an example is not a number")
    if len(np.unique(labels >= 0.5)) < 2:
        raise InputError(f"{len(labels)} examples are all of one class; trees need good steps and bad ones")
    weights = np.where((labels < 0.5) & (examples.grade > 0), examples.weight * recipe.other, examples.weight)
    booster = boost(
        examples.rows,
        labels,
        weights,
        trees=recipe.trees,
        seed=SEED,
        falling=recipe.falling,
        left_out=recipe.left_out,
        **recipe.settings,
    )
    return Forest.of(to_trees(booster, recipe.left_out), recipe.lean)


def fold_of(origins: Sequence[int]) -> dict[int, int]:
    """Return the fold of each origin; the same origins give the same folds.

    Raises
    ------
    InputError
        When a fold would be empty, or an origin stands in two.
    """
    order = np.random.default_rng(SEED).permutation(len(origins))
    found = {origin: int(order[i]) % FOLDS for i, origin in enumerate(sorted(origins))}
    folds(origins, found, n=FOLDS)
    return found


def cold(examples: Examples, folds: Mapping[int, int], fold: int) -> NDArray[np.bool_]:
    """Return which rows hold no origin of a fold, at neither end; bool, shape (r,)."""
    held = [origin for origin, number in folds.items() if number == fold]
    return ~(np.isin(examples.origin, held) | np.isin(examples.target, held))


def crossed(
    examples: Examples, recipes: Mapping[Head, Recipe], folds: Mapping[int, int], console: Console, name: str
) -> list[dict[Head, Forest]]:
    """Learn every head without each fold."""
    made = []
    for fold in track(range(FOLDS), description=f"Learning {name}, fold by fold", console=console):
        seen = examples.chosen(cold(examples, folds, fold))
        made.append({head: learn(seen, recipe) for head, recipe in recipes.items()})
    return made


def _isotonic(scores: NDArray[np.float64], labels: NDArray[np.bool_], at: NDArray[np.float64]) -> NDArray[np.float64]:
    fitted = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(scores, labels.astype(np.float64))
    return np.asarray(fitted.predict(at), dtype=np.float64)


def best_f2(stated: NDArray[np.float64], labels: NDArray[np.bool_]) -> float:
    """Return the threshold with the largest F2: a missed possibility costs more than a false hope."""
    order = np.argsort(-stated, kind="stable")
    hits = np.cumsum(labels[order])
    shown = np.arange(1, len(order) + 1)
    return float(stated[order][int(np.argmax(5.0 * hits / (shown + 4.0 * labels.sum())))])


def fit_curve(
    scores: NDArray[np.float64], labels: NDArray[np.bool_], origin: NDArray[np.int64], threshold: float | None
) -> Curve:
    """Fit one curve on cross-fitted scores: the mean of isotonic curves over resampled origins, with their spread."""
    rng = np.random.default_rng(SEED)
    names = np.unique(origin)
    rows = [np.flatnonzero(origin == name) for name in names]
    likely = scores[scores >= np.quantile(scores[labels], 0.01)]
    ends = np.sort(likely)[[0, -min(25, len(likely))]]
    middle = np.clip(np.quantile(likely, np.linspace(0.0, 1.0, GRID_POINTS)), *ends)
    grid = np.unique(np.concatenate([[scores.min()], middle]))
    fitted = []
    for _ in range(RESAMPLES):
        chosen = np.concatenate([rows[i] for i in rng.integers(0, len(rows), len(rows))])
        fitted.append(_isotonic(scores[chosen], labels[chosen], grid))
    value = np.minimum(np.maximum.accumulate(np.mean(fitted, axis=0)), MOST_CERTAIN)
    low, high = np.percentile(fitted, [2.5, 97.5], axis=0)
    edges = np.concatenate([[-np.inf], (grid[1:] + grid[:-1]) / 2, [np.inf]])
    curve = Curve(
        grid=grid,
        value=value,
        low=np.minimum(np.maximum.accumulate(low), value),
        high=np.maximum(np.maximum.accumulate(high), value),
        n=np.histogram(scores, bins=edges)[0].astype(np.int64),
        threshold=0.0,
    )
    cut = best_f2(curve.probabilities(scores), labels) if threshold is None else threshold
    return Curve(**{name: getattr(curve, name) for name in ("grid", "value", "low", "high", "n")}, threshold=cut)


def head_model(examples: Examples, recipe: Recipe, scores: NDArray[np.float64], judged: NDArray[np.bool_]) -> HeadModel:
    """Learn a head on everything, with the curve of its cross-fitted scores.

    Parameters
    ----------
    scores
        Cross-fitted score of each row; shape (r,).
    judged
        Rows that the curve rests on; bool, shape (r,).
    """
    labels = recipe.label(examples.grade[judged]) >= 0.5
    curve = fit_curve(scores[judged], labels, examples.origin[judged], recipe.threshold)
    return HeadModel.of(learn(examples, recipe), curve)
