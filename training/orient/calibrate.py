"""Fits the markers: thresholds, and correlations under the answers, shrunk towards a few factors; then writes them.

The polychoric correlations of 48 items rest on a thousand persons, so each carries noise. They are drawn half-way to
what a few factors explain: cross-validation prefers that to either alone.
"""

import shutil
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from rich.console import Console

from models import store
from models.orient.estimation.sums import Questionnaire
from models.orient.graded import Array, Positions
from training.orient.answers import Answers, Markers, read_answers, read_markers
from training.orient.polychoric import correlations, thresholds
from training.tables import InputError

KIND = "orient-markers"
FACTORS = 20
TOWARDS_FACTORS = 0.5
"""Cross-validated on 1,118 respondents: 8 to 30 factors and .3 to .7 differ by .002 or less in mean correlation."""

LEAST_UNIQUE = 0.1
"""Smallest share of an item's variance that is its own."""

LOGIT = 1.4
"""Slope of the logistic curve; 1.7 resembles a normal one most, 1.4 does .001 to .002 better under cross-validation."""

FEWEST = 100
"""Fewer complete records than this make no correlations worth having."""

_ITERATIONS = 200


@dataclass(frozen=True, slots=True, eq=False)
class Calibration:
    """What was learned of a questionnaire.

    Attributes
    ----------
    mean
        Of the answers to each item; shape (J,).
    """

    markers: Markers
    questionnaire: Questionnaire
    mean: Array
    respondents: int


def factored(correlation: Array, factors: int) -> Array:
    """Return what a number of factors explain of a correlation matrix (iterated principal axes); diagonal included."""
    unique = np.clip(1.0 / np.diag(np.linalg.inv(correlation + 0.05 * np.eye(len(correlation)))), 0.15, 1.0)
    explained = correlation
    for _ in range(_ITERATIONS):
        values, vectors = np.linalg.eigh(correlation - np.diag(unique))
        explained = (vectors[:, -factors:] * np.maximum(values[-factors:], 0.0)) @ vectors[:, -factors:].T
        unique = np.clip(1.0 - np.diag(explained), LEAST_UNIQUE, 1.0)
    return np.asarray(explained)


def drawn(correlation: Array) -> Array:
    """Return a correlation matrix drawn towards what a few factors explain; the diagonal is the shared variance."""
    explained = factored(correlation, min(FACTORS, len(correlation) - 1))
    found = TOWARDS_FACTORS * explained + (1.0 - TOWARDS_FACTORS) * correlation
    np.fill_diagonal(found, np.minimum(np.diag(explained), 1.0 - LEAST_UNIQUE))
    return np.asarray(found)


def _together(values: Positions) -> Array:
    """Return the covariance of the answers themselves, drawn likewise."""
    observed = np.cov(values.T)
    size = np.sqrt(np.maximum(np.diag(observed), 1e-6))
    correlation = drawn(observed / np.outer(size, size))
    np.fill_diagonal(correlation, 1.0)
    return np.asarray(correlation * np.outer(size, size))


def fit(markers: Markers, values: Positions) -> Calibration:
    """Fit the items to complete records; shape (N, J)."""
    common = drawn(correlations(values))
    eigen, vectors = np.linalg.eigh(common)
    kept = eigen > 1e-6
    loadings = vectors[:, kept] * np.sqrt(eigen[kept])
    unique = np.clip(1.0 - (loadings**2).sum(axis=1), LEAST_UNIQUE, 1.0)
    slope = LOGIT / np.sqrt(unique)
    return Calibration(
        markers=markers,
        questionnaire=Questionnaire.of(
            loadings * slope[:, None], thresholds(values) * slope[:, None], markers.scales, _together(values)
        ),
        mean=values.mean(axis=0),
        respondents=len(values),
    )


ARRAYS = frozenset(("items", "scales", "loadings", "thresholds", "together", "mean"))


def save(calibration: Calibration, folder: Path, *, card: str) -> Path:
    """Write a calibration; an earlier one in that folder is replaced, anything else is left alone.

    Raises
    ------
    InputError
        When the folder holds something else.
    """
    if folder.exists():
        if not folder.is_dir() or (any(folder.iterdir()) and not _is_calibration(folder)):
            raise InputError(f"{folder}: holds something else than a calibration; name a new or empty folder")
        shutil.rmtree(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    found = calibration.questionnaire
    arrays = {
        "items": np.array(calibration.markers.items),
        "scales": found.scales,
        "loadings": found.loadings,
        "thresholds": found.thresholds,
        "mean": calibration.mean,
        "together": found.together,
    }
    return store.save(folder, arrays, kind=KIND, metadata={"respondents": calibration.respondents}, card=card)


def _is_calibration(folder: Path) -> bool:
    try:
        store.load(folder, kind=KIND)
    except store.ArtifactError:
        return False
    return True


def load(folder: Path) -> Calibration:
    """Read a calibration after checking every hash.

    Raises
    ------
    models.store.ArtifactError
        When it is missing, damaged, of an earlier release, or something else.
    """
    found = store.load(folder, kind=KIND, needed=ARRAYS)
    arrays = found.arrays
    markers = Markers(items=tuple(map(str, arrays["items"])), scales=np.array(arrays["scales"]))
    return Calibration(
        markers=markers,
        questionnaire=Questionnaire.of(
            np.array(arrays["loadings"]), np.array(arrays["thresholds"]), markers.scales, np.array(arrays["together"])
        ),
        mean=np.array(arrays["mean"]),
        respondents=int(found.manifest.metadata["respondents"]),
    )


CARD = """# Oriënt on the public markers

## What it does
Predicts the full RIASEC scale sums of the 48 public markers from some of the answers, and chooses which to ask. It is
for measuring the engine; citizens answer Oriënt's own bank.

## Data
{respondents} complete records ({left_out} incomplete ones left out), as the command was given them. Thresholds from the
shares of each answer; polychoric correlations, drawn by {towards} to what {factors} factors explain.

## Measured
`python -m training orient replay --model DIR --responses FILE --lengths 10,15,20,30 --out OUT.csv` on respondents that
were kept apart; `python -m training orient report` writes the comparison with the baselines.

## Where it fails
It describes careful volunteers of an English website, most of them young. It knows nothing of Flemish job-seekers.
"""


def calibrate(items: Path, responses: Path, out: Path, console: Console) -> Path:
    """Read items and answers, fit, write, and say what was used.

    Raises
    ------
    InputError
        When a file cannot be used or holds too few complete records.
    """
    markers = read_markers(items)
    answers: Answers = read_answers(responses, markers.items)
    if len(answers.values) < FEWEST:
        raise InputError(f"{responses}: {len(answers.values)} complete records; at least {FEWEST} are needed")
    if (counts := np.bincount(markers.scales, minlength=1)).min() < 2:
        raise InputError(f"{items}: a scale has {counts.min()} items; at least 2 are needed")
    found = fit(markers, answers.values)
    card = CARD.format(
        respondents=found.respondents, left_out=answers.left_out, towards=TOWARDS_FACTORS, factors=FACTORS
    )
    folder = save(found, out, card=card)
    console.print(f"{found.respondents} complete records, {answers.left_out} left out; {len(markers.items)} items")
    return folder
