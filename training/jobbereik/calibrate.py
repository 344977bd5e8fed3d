"""The command ``calibrate``: from scores to probabilities on expert transitions, with a gate and a model card."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track
from sklearn.isotonic import IsotonicRegression

from item_bank.catalogue import builtin
from item_bank.catalogue.table import Catalogue
from models import store
from models.contracts import Estimate
from models.jobbereik.baselines import SERVED
from models.jobbereik.calibration import HEADS, KIND, VERSION, Curve, Head, ReachCalibration
from models.jobbereik.index import VERSION as INDEX_VERSION
from models.jobbereik.index import build_index
from training import provenance
from training.evaluation import Question, bootstrap, expected_calibration_error
from training.jobbereik.card import CardFacts, FittedHead, write_card
from training.jobbereik.data import ALL, own_labels, read_catalogue, read_labels
from training.jobbereik.measuring import measure_all, scorer

FOLDS = 5
RESAMPLES = 200
GRID_POINTS = 60

PAIRS_AT_THE_TOP = 150
"""The curves end where only so many pairs score higher: beyond, a handful of pairs would make certainties."""

SEED = 20261123

LARGEST_ERROR = 0.05
"""Largest mean gap between stated and observed frequency that the gate lets through."""

RECALL_WEIGHT = 2.0
"""Beta of the F-measure that sets the thresholds: a missed possibility costs twice as much as a false hope, since a
person can strike a suggestion but not think of one that was never shown."""


class GateError(RuntimeError):
    """A model that may not be published; the message says which demand it missed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """All pairs of an origin and another occupation.

    Attributes
    ----------
    scores
        Ranking score; float64, shape (p,).
    origin
        Number of the question; int64, shape (p,).
    labels
        Whether experts marked the step, by head; bool, shape (p,).
    """

    scores: NDArray[np.float64]
    origin: NDArray[np.int64]
    labels: dict[Head, NDArray[np.bool_]]


def collect(catalogue: Catalogue, questions: tuple[Question, ...], console: Console) -> Pairs:
    """Score every occupation for every origin with the served ranker."""
    score = scorer(SERVED, catalogue, build_index(catalogue))
    scores, origins = [], []
    labels: dict[Head, list[NDArray[np.bool_]]] = {head: [] for head in HEADS}
    everyone = np.arange(catalogue.n_occupations)
    for number, question in enumerate(track(questions, description="Scoring", console=console)):
        others = everyone[everyone != question.origin]
        scores.append(score(question.origin)[others].astype(np.float64))
        origins.append(np.full(len(others), number))
        labels["near"].append(np.isin(others, question.relevant.get("near", ())))
        labels["any"].append(np.isin(others, question.relevant.get(ALL, ())))
    return Pairs(
        scores=np.concatenate(scores),
        origin=np.concatenate(origins),
        labels={head: np.concatenate(rows) for head, rows in labels.items()},
    )


def _isotonic(scores: NDArray[np.float64], labels: NDArray[np.bool_], at: NDArray[np.float64]) -> NDArray[np.float64]:
    fitted = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(scores, labels.astype(np.float64))
    return np.asarray(fitted.predict(at), dtype=np.float64)


def _grid(pairs: Pairs) -> NDArray[np.float64]:
    positives = pairs.scores[pairs.labels["any"]]
    top = np.sort(pairs.scores)[-min(PAIRS_AT_THE_TOP, len(pairs.scores))]
    quantiles = np.quantile(positives, np.linspace(0.0, 1.0, GRID_POINTS))
    return np.unique(np.concatenate([[0.0], np.minimum(quantiles, top)]))


def _threshold(probabilities: NDArray[np.float64], labels: NDArray[np.bool_], beta: float) -> float:
    order = np.argsort(-probabilities, kind="stable")
    hits = np.cumsum(labels[order])
    shown = np.arange(1, len(order) + 1)
    f_measure = (1 + beta**2) * hits / (shown + beta**2 * labels.sum())
    return float(probabilities[order][int(np.argmax(f_measure))])


def fit_head(pairs: Pairs, head: Head, grid: NDArray[np.float64], console: Console) -> FittedHead:
    """Fit one curve: the mean of five folds by origin, with an interval by bootstrap over origins."""
    labels, rng = pairs.labels[head], np.random.default_rng(SEED)
    questions = int(pairs.origin.max()) + 1
    fold_of = rng.permutation(questions) % FOLDS
    crossed, curves = np.zeros(len(labels)), []
    for fold in range(FOLDS):
        held_out = fold_of[pairs.origin] == fold
        crossed[held_out] = _isotonic(pairs.scores[~held_out], labels[~held_out], pairs.scores[held_out])
        curves.append(_isotonic(pairs.scores[~held_out], labels[~held_out], grid))
    value = np.maximum.accumulate(np.mean(curves, axis=0))
    starts = np.searchsorted(pairs.origin, np.arange(questions + 1))
    resampled = []
    for _ in track(range(RESAMPLES), description=f"Interval of {head}", console=console):
        chosen = rng.integers(0, questions, questions)
        rows = np.concatenate([np.arange(starts[q], starts[q + 1]) for q in chosen])
        resampled.append(_isotonic(pairs.scores[rows], labels[rows], grid))
    low, high = np.percentile(resampled, [2.5, 97.5], axis=0)
    edges = np.concatenate([[-np.inf], (grid[1:] + grid[:-1]) / 2, [np.inf]])
    threshold = _threshold(crossed, labels, RECALL_WEIGHT)
    listed = crossed >= threshold
    return FittedHead(
        curve=Curve(
            value=value,
            low=np.minimum(np.maximum.accumulate(low), value),
            high=np.maximum(np.maximum.accumulate(high), value),
            n=np.histogram(pairs.scores, bins=edges)[0].astype(np.int64),
            threshold=round(threshold, 4),
        ),
        calibration_error=expected_calibration_error(crossed, labels),
        brier=float(((crossed - labels) ** 2).mean()),
        brier_base=float(labels.mean() * (1 - labels.mean())),
        shown=float(listed.sum() / questions),
        precision=float(labels[listed].mean()),
        recall=float(labels[listed].sum() / labels.sum()),
        reliability=_reliability(crossed, labels),
    )


def _reliability(probabilities: NDArray[np.float64], labels: NDArray[np.bool_]) -> tuple[tuple[float, float, int], ...]:
    edges = np.array([0.0, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 1.0001])
    bins = np.digitize(probabilities, edges) - 1
    chosen = (np.flatnonzero(bins == b) for b in range(len(edges) - 1))
    return tuple((float(probabilities[g].mean()), float(labels[g].mean()), len(g)) for g in chosen if len(g))


def check_gain(gain: Estimate) -> None:
    """Refuse a ranker that is not clearly better than the best baseline.

    Raises
    ------
    GateError
        With the figure and its interval.
    """
    if gain.low <= 0.0:
        interval = f"{gain.value:.4f} [{gain.low:.4f}, {gain.high:.4f}]"
        raise GateError(f"MAP (all) over tfidf-title is {interval}; low must be above 0")


def check_probabilities(fitted: dict[Head, FittedHead]) -> None:
    """Refuse probabilities that do not hold on origins they did not see.

    Raises
    ------
    GateError
        Naming the demand and the figure.
    """
    for head, fit in fitted.items():
        if fit.calibration_error > LARGEST_ERROR:
            error = f"{fit.calibration_error:.3f}"
            raise GateError(f"{head}: calibration error is {error}; at most {LARGEST_ERROR} is allowed")
        if fit.brier >= fit.brier_base:
            raise GateError(f"{head}: Brier is {fit.brier:.5f}; it must be below the base rate's {fit.brier_base:.5f}")


def carried_over(
    calibration: ReachCalibration, catalogue: Catalogue, console: Console
) -> dict[Head, tuple[float, ...]]:
    """Check the curves on the related occupations of the built-in catalogue.

    Returns
    -------
    By head: calibration error, mean probability stated, share that people wrote, and pairs.
    """
    pairs = collect(catalogue, own_labels(catalogue).questions, console)
    checked: dict[Head, tuple[float, ...]] = {}
    for head in HEADS:
        stated = calibration.probabilities(head, pairs.scores.astype(np.float32))
        labels = pairs.labels[head]
        error = expected_calibration_error(stated, labels)
        likely = stated >= calibration.curves[head].threshold
        share = float(labels[likely].mean()) if likely.any() else float("nan")
        checked[head] = (
            error,
            float(stated[likely].mean()) if likely.any() else float("nan"),
            share,
            float(likely.sum()),
        )
    return checked


def calibrate(folder: Path, transitions: Path, out: Path, console: Console) -> Path:
    """Fit, check and publish the calibration.

    Returns
    -------
    The folder of the artifact.

    Raises
    ------
    GateError
        When the model misses a demand; nothing is written then.
    """
    catalogue = read_catalogue(folder)
    labels = read_labels(transitions, catalogue)
    results = measure_all(catalogue, labels.questions, console)
    gain = bootstrap(results[SERVED][ALL][:, 1] - results["tfidf-title"][ALL][:, 1])
    check_gain(gain)
    pairs = collect(catalogue, labels.questions, console)
    grid = _grid(pairs)
    fitted: dict[Head, FittedHead] = {head: fit_head(pairs, head, grid, console) for head in HEADS}
    check_probabilities(fitted)
    calibration = ReachCalibration(grid=grid, curves={head: fit.curve for head, fit in fitted.items()})
    own = builtin.catalogue()
    carried = carried_over(calibration, own, console)
    files = [folder / name for name in ("occupations.csv", "competences.csv", "occupation_competences.csv")]
    facts = CardFacts(
        origins=len(labels.questions),
        pairs=len(pairs.scores),
        results=results,
        gain=gain,
        fitted=fitted,
        carried=carried,
        own_occupations=own.n_occupations,
    )
    metadata = {
        "version": VERSION,
        "indexVersion": INDEX_VERSION,
        "seed": SEED,
        "dataSha256": provenance.data_hash([*files, transitions]),
        "bankVersion": own.vocabulary.version,
        "catalogueVersion": own.version,
        "libraries": provenance.library_versions(),
        "commit": provenance.commit(),
    }
    return store.save(
        out / KIND / VERSION, calibration.to_arrays(), kind=KIND, metadata=metadata, card=write_card(facts)
    )
