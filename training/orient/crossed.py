"""Every respondent is predicted by a calibration that did not see that respondent: five folds, all methods."""

from collections.abc import Callable, Mapping

import numpy as np

from models.orient.graded import Array, Positions
from training.orient.answers import Answers, Markers
from training.orient.baselines import FixedOrder, LatentAOptimal, LinearBestSet, RandomOrder, Served
from training.orient.calibrate import Calibration, fit
from training.orient.figures import Figures, measure
from training.orient.peers import Catsim, RiasecCo
from training.orient.replay import Asker, Engine

FOLDS = 5
LENGTHS = (10, 15, 20, 30)
SLOW = 60
"""Persons a fold for catsim, which is slow."""

METHODS: Mapping[str, Callable[[Calibration], Asker]] = {
    "Oriënt, de motor zelf": Engine,
    "Oriënt, zoals je het krijgt": Served,
    "kiezen voor de zes types (A-optimaal)": LatentAOptimal,
    "beste vaste vragen, lineair": LinearBestSet,
    "willekeurige vragen, onze berekening": RandomOrder,
    "vaste volgorde, gemiddelden": FixedOrder,
    "catsim per schaal, ja of nee": Catsim,
    "riasec-co, zoals beschreven": RiasecCo,
}


def folds(count: int, seed: int) -> Positions:
    """Return the fold of each respondent."""
    return np.asarray(np.random.default_rng(seed).permutation(count) % FOLDS, dtype=np.int64)


def compare(
    markers: Markers, answers: Answers, *, seed: int, persons: int | None = None
) -> dict[str, dict[int, Figures]]:
    """Return the figures of every method after each length.

    Parameters
    ----------
    persons
        Respondents a fold at most; ``None`` for all.
    """
    values = answers.values
    fold = folds(len(values), seed)
    rows: dict[str, list[dict[int, Array]]] = {name: [] for name in METHODS}
    truth: dict[str, list[Array]] = {name: [] for name in METHODS}
    for held in range(FOLDS):
        calibration = fit(markers, values[fold != held])
        apart = np.flatnonzero(fold == held)[:persons]
        for name, make in METHODS.items():
            chosen = apart[:SLOW] if name.startswith("catsim") else apart
            asker = make(calibration)
            for person in chosen:
                rows[name].append(asker.run(_asking(values[person]), LENGTHS, int(person)))
                truth[name].append(calibration.questionnaire.membership @ values[person])
    return {
        name: {n: measure(np.array([row[n] for row in found]), np.array(truth[name])) for n in LENGTHS}
        for name, found in rows.items()
    }


def _asking(row: Positions) -> Callable[[int], int]:
    return lambda item: int(row[item])
