"""All that is measured from a file of answers, in one object."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from item_bank.loopbaantest.schema import Theme
from training.loopbaantest.answers import Data
from training.loopbaantest.dif import Dif, dif_of_theme
from training.loopbaantest.factors import FactorFit, fit_factors
from training.loopbaantest.reliability import ItemStatistics, Reliability, item_statistics, reliability
from training.tables import InputError

PERSONS_LEAST = 100
"""Complete persons without which nothing is computed: the figures would say nothing."""

GROUP_LEAST = 50
"""Persons that a group needs for DIF."""

TOO_ALIKE, TOO_LOOSE = 0.85, 0.70
"""Two themes that correlate more, or a theme with a lower omega, are shown but their difference is not interpreted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupDif:
    """DIF of one statement for one code of a group."""

    item: str
    group: str
    code: str
    dif: Dif


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysis:
    """Everything measured.

    Attributes
    ----------
    six, one
        Fit of six correlated themes, and of one single factor beside it as the baseline.
    warnings
        What may not be interpreted, in words.
    """

    n: int
    complete: int
    reliability: Mapping[Theme, Reliability]
    items: Mapping[str, ItemStatistics]
    six: FactorFit
    one: FactorFit
    dif: tuple[GroupDif, ...]
    warnings: tuple[str, ...]


def _complete(values: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray(~np.isnan(values).any(axis=1), dtype=np.bool_)


def _group_dif(data: Data, groups: Sequence[str]) -> list[GroupDif]:
    rows = []
    for name in groups:
        codes = np.array(data.groups[name])
        for code in sorted(set(data.groups[name])):
            for theme in Theme:
                values = data.of(theme)
                usable = _complete(values)
                member = codes[usable] == code
                if min(member.sum(), (~member).sum()) < GROUP_LEAST:
                    continue
                for item, found in zip(data.bank.of(theme), dif_of_theme(values[usable], member), strict=True):
                    if found is not None:
                        rows.append(GroupDif(item=str(item.id), group=name, code=code, dif=found))
    return rows


def _warnings(rows: Mapping[Theme, Reliability], six: FactorFit) -> list[str]:
    found = [
        f"{theme}: omega {row.omega:.2f} lies below {TOO_LOOSE}" for theme, row in rows.items() if row.omega < TOO_LOOSE
    ]
    pairs = [(i, j) for i in range(len(Theme)) for j in range(i + 1, len(Theme))]
    themes = list(Theme)
    found += [
        f"{themes[i]} and {themes[j]} correlate {six.correlations[i, j]:.2f}, above {TOO_ALIKE}"
        for i, j in pairs
        if six.correlations[i, j] > TOO_ALIKE
    ]
    return found if six.converged else [*found, "the fit of six themes did not converge"]


def analyse(data: Data, groups: Sequence[str]) -> Analysis:
    """Compute everything.

    Raises
    ------
    InputError
        When fewer than :data:`PERSONS_LEAST` persons answered every statement.
    """
    complete = data.complete()
    if len(complete) < PERSONS_LEAST:
        raise InputError(f"{len(complete)} persons answered every statement; at least {PERSONS_LEAST} are needed")
    themes = list(Theme)
    pattern = np.array([themes.index(item.theme) for item in data.bank.items])
    rows = {theme: reliability(data.of(theme)[_complete(data.of(theme))]) for theme in themes}
    items = {
        str(item.id): row
        for theme in themes
        for item, row in zip(data.bank.of(theme), item_statistics(data.of(theme)), strict=True)
    }
    six = fit_factors(complete, pattern)
    return Analysis(
        n=len(data.values),
        complete=len(complete),
        reliability=rows,
        items=items,
        six=six,
        one=fit_factors(complete, np.zeros_like(pattern)),
        dif=tuple(_group_dif(data, groups)),
        warnings=tuple(_warnings(rows, six)),
    )
