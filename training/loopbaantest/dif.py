"""Differential item functioning: whether a statement works otherwise for a group, at the same level on the theme.

Mantel's chi-square (1963) for ordered answers, and the standardised mean difference (Dorans and Schmitt 1991) in
standard deviations of the statement. Classes as the National Assessment of Educational Progress uses them for items of
more than two points: AA small, BB moderate (above .17), CC large (above .25), the last two only when the chi-square is
significant at 5 %. Two rounds: statements that come out large are left out of the level that the others are matched on.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

Floats = NDArray[np.float64]

MODERATE, LARGE, SIGNIFICANT = 0.17, 0.25, 0.05
STRATA = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Dif:
    """One statement in one group against all others.

    Attributes
    ----------
    difference
        Standardised mean difference; below 0 when the group agrees less at the same level.
    """

    n: int
    chi_square: float
    p_value: float
    difference: float
    size: str


def dif(values: Floats, item: int, group: NDArray[np.bool_], matching: Sequence[int]) -> Dif | None:
    """Return DIF of one statement of a theme.

    Parameters
    ----------
    values
        Answers to the theme, complete; shape (persons, items).
    group
        Who belongs to the group; shape (persons,).
    matching
        Statements whose sum is the level on which persons are compared.

    Returns
    -------
    ``None`` when either side has nobody.
    """
    if not group.any() or group.all():
        return None
    level = values[:, list(matching)].sum(axis=1)
    cuts = np.unique(np.quantile(level, np.linspace(0, 1, STRATA + 1)[1:-1]))
    strata = np.searchsorted(cuts, level)
    answer = values[:, item]
    observed = expected = variance = difference = weight = 0.0
    for k in np.unique(strata):
        here = strata == k
        mine, total = int((here & group).sum()), int(here.sum())
        if mine == 0 or mine == total:
            continue
        x = answer[here]
        observed += float(answer[here & group].sum())
        expected += mine * float(x.mean())
        variance += mine * (total - mine) / (total - 1) * float(x.var())
        difference += mine * float(answer[here & group].mean() - answer[here & ~group].mean())
        weight += mine
    if variance == 0 or weight == 0:
        return None
    chi_square = (observed - expected) ** 2 / variance
    p_value = float(chi2.sf(chi_square, 1))
    effect = difference / weight / float(answer.std(ddof=1))
    strong = abs(effect) if p_value < SIGNIFICANT else 0.0
    size = "CC" if strong > LARGE else "BB" if strong > MODERATE else "AA"
    return Dif(n=int(group.sum()), chi_square=chi_square, p_value=p_value, difference=effect, size=size)


def dif_of_theme(values: Floats, group: NDArray[np.bool_]) -> list[Dif | None]:
    """Return DIF of every statement of a theme, in two rounds."""
    items = range(values.shape[1])
    first = [dif(values, j, group, items) for j in items]
    clean = [j for j, found in enumerate(first) if found is None or found.size != "CC"]
    return [dif(values, j, group, sorted({*clean, j})) for j in items]
