"""Simulated respondents: answers drawn from a model that we made up, to try the commands on; never real people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from item_bank.loopbaantest.schema import Bank, Theme, WorkStatus
from item_bank.schema import LANGUAGES
from models.loopbaantest.graded import GradedTheme, probabilities

CORRELATION = 0.45
"""Correlation between any two themes of the made-up persons."""

DIF_ITEM, DIF_SHIFT = "balans-4", 0.8
"""Statement that is made harder for the made-up group b, so that a search for DIF has something to find."""

DAY = date(2026, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The made-up model: parameters by theme."""

    themes: Mapping[Theme, GradedTheme]


def truth(bank: Bank, rng: np.random.Generator) -> Truth:
    """Draw a model: slopes around 1.6, thresholds spread around the middle."""
    themes = {}
    for theme in Theme:
        ids = tuple(item.id for item in bank.of(theme))
        middle = rng.normal(0.0, 0.45, (len(ids), 1))
        steps = np.array([-1.7, -0.6, 0.35, 1.6]) + rng.normal(0.0, 0.08, (len(ids), 4))
        slopes = np.exp(rng.normal(np.log(1.6), 0.2, len(ids)))
        themes[theme] = GradedTheme(items=ids, slopes=slopes, thresholds=np.sort(middle + steps, axis=1))
    return Truth(themes=themes)


def _draw(chances: NDArray[np.float64], rng: np.random.Generator) -> NDArray[np.int64]:
    found: NDArray[np.int64] = (rng.random((len(chances), 1)) > np.cumsum(chances, axis=1)).sum(axis=1) + 1
    return np.minimum(found, 5)


def respondents(bank: Bank, n: int, seed: int, *, open_share: float = 0.03) -> list[dict[str, str]]:
    """Return rows for :func:`training.loopbaantest.answers.write`.

    Parameters
    ----------
    n
        Number of made-up persons, at least 1.
    open_share
        Share of statements left open, by chance.
    """
    rng = np.random.default_rng(seed)
    model = truth(bank, rng)
    size = len(Theme)
    covariance = np.full((size, size), CORRELATION) + (1 - CORRELATION) * np.eye(size)
    levels = rng.multivariate_normal(np.zeros(size), covariance, n, method="cholesky")
    group = rng.integers(0, 2, n)
    status = rng.integers(0, len(WorkStatus), n)
    language = rng.integers(0, len(LANGUAGES), n)
    rows: list[dict[str, str]] = [
        {
            "person": str(i + 1),
            "source": "simulated",
            "answeredOn": DAY.isoformat(),
            "workStatus": list(WorkStatus)[status[i]].value,
            "language": LANGUAGES[language[i]],
            "group": "ab"[group[i]],
        }
        for i in range(n)
    ]
    for place, theme in enumerate(Theme):
        for j, item in enumerate(bank.of(theme)):
            shift = DIF_SHIFT * group if item.id == DIF_ITEM else np.zeros(n)
            one = GradedTheme(
                items=(item.id,),
                slopes=model.themes[theme].slopes[j : j + 1],
                thresholds=model.themes[theme].thresholds[j : j + 1],
            )
            values = _draw(probabilities(one, levels[:, place] - shift)[0], rng)
            values = 6 - values if item.reverse else values
            missing = rng.random(n) < open_share
            for i in range(n):
                rows[i][str(item.id)] = "" if missing[i] else str(values[i])
    return rows
