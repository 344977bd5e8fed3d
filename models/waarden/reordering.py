"""A list of occupations put in another order by what somebody values, with the reasons.

O*NET's analysts said for each occupation how much room it gives to six work values. An occupation is compared with all
occupations that have figures, so that "much" means more than elsewhere. The figures are judgements about occupations in
the United States, some of them old: they sort a list into three groups, and within a group the list keeps its order.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from item_bank.schema import OccupationId
from item_bank.waarden.bank import ValueCard, WorkValue
from item_bank.waarden.figures import Figures

FITS, CLASHES = 0.6, 0.4
"""Fit from which an occupation stands in the first group, and below which in the last."""

TELLS = 0.15
"""A value is named as a reason when the occupation stands so far from the middle."""


class Fit(StrEnum):
    """How an occupation fits what somebody values."""

    WELL = "well"
    PARTLY = "partly"
    LITTLE = "little"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One value, and how much room the occupation gives it.

    Attributes
    ----------
    rank
        The person's place of this card, from 1.
    figure
        Figure of the occupation, 1 to 7; the mean when the card speaks of several work values.
    share
        Share of the occupations with figures that give less room, 0 to 1.
    """

    card: ValueCard
    rank: int
    figure: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Reordered:
    """One occupation of the list.

    Attributes
    ----------
    was, now
        Its place before and after, from 1.
    score
        Weighted mean of the shares, 0 to 1; ``None`` when there are no figures.
    helped, hindered
        Values that this occupation gives more room, and less room, than half of the others do.
    """

    occupation: OccupationId
    was: int
    now: int
    fit: Fit
    score: float | None
    helped: tuple[Reason, ...]
    hindered: tuple[Reason, ...]


class Reorderer:
    """Puts lists in another order by values.

    Parameters
    ----------
    figures
        Work values of occupations.
    """

    def __init__(self, figures: Mapping[OccupationId, Figures]) -> None:
        self._figures = figures
        self._sorted = {value: np.sort([row.values[value] for row in figures.values()]) for value in WorkValue}

    def _share(self, value: WorkValue, figure: float) -> float:
        """Return the share of occupations below a figure; those that are equal count half."""
        column = self._sorted[value]
        below, up_to = np.searchsorted(column, figure, "left"), np.searchsorted(column, figure, "right")
        return float(below + up_to) / (2 * len(column))

    def _reasons(self, occupation: OccupationId, seven: Sequence[ValueCard]) -> list[Reason]:
        row = self._figures.get(occupation)
        reasons = []
        for rank, card in enumerate(seven, start=1):
            if row is None or not card.work_values:
                continue
            figure = float(np.mean([row.values[value] for value in card.work_values]))
            share = float(np.mean([self._share(value, row.values[value]) for value in card.work_values]))
            reasons.append(Reason(card=card, rank=rank, figure=round(figure, 2), share=round(share, 3)))
        return reasons

    def reorder(self, occupations: Sequence[OccupationId], seven: Sequence[ValueCard]) -> tuple[Reordered, ...]:
        """Return the list in its new order.

        Parameters
        ----------
        occupations
            The list, best first, each occupation once.
        seven
            The person's values, most important first. Those that speak of no work value of O*NET change nothing.
        """
        found = []
        for was, occupation in enumerate(occupations, start=1):
            reasons = self._reasons(occupation, seven)
            score = _score(reasons, len(seven))
            helped = tuple(r for r in reasons if r.share >= 0.5 + TELLS)
            hindered = tuple(r for r in reasons if r.share <= 0.5 - TELLS)
            found.append((_fit(score), was, occupation, score, helped, hindered))
        groups = {Fit.WELL: 0, Fit.PARTLY: 1, Fit.UNKNOWN: 1, Fit.LITTLE: 2}
        found.sort(key=lambda row: (groups[row[0]], row[1]))
        return tuple(
            Reordered(occupation=occupation, was=was, now=now, fit=fit, score=score, helped=helped, hindered=hindered)
            for now, (fit, was, occupation, score, helped, hindered) in enumerate(found, start=1)
        )


def _score(reasons: Sequence[Reason], size: int) -> float | None:
    if not reasons:
        return None
    weights = [size + 1 - reason.rank for reason in reasons]
    return round(sum(w * r.share for w, r in zip(weights, reasons, strict=True)) / sum(weights), 4)


def _fit(score: float | None) -> Fit:
    if score is None:
        return Fit.UNKNOWN
    return Fit.WELL if score >= FITS else Fit.LITTLE if score < CLASHES else Fit.PARTLY
