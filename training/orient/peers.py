"""Two other adaptive tests as real models: catsim, one scale at a time, and the published behaviour of riasec-co."""

from collections.abc import Sequence
from contextlib import redirect_stdout
from dataclasses import dataclass
from io import StringIO
from typing import Any

import numpy as np

from models.orient.graded import Array, logistic
from training.orient.calibrate import Calibration
from training.orient.replay import Ask, Estimates

LIKED = 4
"""catsim knows right and wrong only: an answer from here on counts as right."""

GRID = np.linspace(-4.0, 4.0, 81)


@dataclass(frozen=True, slots=True, eq=False)
class Catsim:
    """catsim's most informative item and its numerical estimate, for each scale in turn, on dichotomised answers.

    Notes
    -----
    catsim 0.21 (BSD-3), ``MaxInfoSelector`` and ``NumericalSearchEstimator``. Its place on a scale is turned into the
    expected sum of the graded items there, so that the sums can be compared.
    """

    calibration: Calibration

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask one item of each scale in turn."""
        del person
        with redirect_stdout(StringIO()):  # catsim writes an empty line when a bank is right
            banks = [self._bank(scale) for scale in range(len(self.calibration.questionnaire.membership))]
        given: list[list[tuple[int, bool]]] = [[] for _ in banks]
        places = [0.0 for _ in banks]
        estimates: Estimates = {}
        for count in range(max(lengths) + 1):
            if count in lengths:
                estimates[count] = np.array([_expected(b, place) for b, place in zip(banks, places, strict=True)])
            scale = count % len(banks)
            if count == max(lengths) or len(given[scale]) == len(banks[scale]["rows"]):
                continue
            places[scale] = self._ask(banks[scale], given[scale], places[scale], ask)
        return estimates

    def _ask(self, bank: dict[str, Any], given: list[tuple[int, bool]], place: float, ask: Ask) -> float:
        # catsim writes empty lines when a pattern has no top; they belong to no report.
        with redirect_stdout(StringIO()):
            return self._step(bank, given, place, ask)

    def _step(self, bank: dict[str, Any], given: list[tuple[int, bool]], place: float, ask: Ask) -> float:
        from catsim.estimation import NumericalSearchEstimator  # a peer, not a dependency of what we ship
        from catsim.selection import MaxInfoSelector

        asked = [item for item, _ in given]
        item = MaxInfoSelector().select(item_bank=bank["catsim"], administered_items=asked, est_theta=place)
        if item is None:
            return place
        given.append((int(item), ask(int(bank["rows"][item])) >= LIKED))
        rights = [right for _, right in given]
        if all(rights) or not any(rights):
            return place + (0.5 if rights[-1] else -0.5)
        return float(
            NumericalSearchEstimator().estimate(
                item_bank=bank["catsim"],
                administered_items=[item for item, _ in given],
                response_vector=rights,
                est_theta=place,
            )
        )

    def _bank(self, scale: int) -> dict[str, Any]:
        from catsim.item_bank import ItemBank

        found = self.calibration.questionnaire
        rows = np.flatnonzero(found.scales == scale)
        direction = found.loadings[rows].sum(axis=0)
        slopes = found.loadings[rows] @ direction / np.linalg.norm(direction)
        rest = (found.loadings[rows] ** 2).sum(axis=1) - slopes**2
        slopes, cuts = slopes / np.sqrt(1 + rest / 2.89), found.thresholds[rows] / np.sqrt(1 + rest / 2.89)[:, None]
        two = np.column_stack([slopes, cuts[:, LIKED - 2] / slopes, np.zeros(len(rows)), np.ones(len(rows))])
        return {"rows": rows, "catsim": ItemBank(two), "slopes": slopes, "cuts": cuts}


def _expected(bank: dict[str, Any], place: float) -> float:
    above = logistic(bank["slopes"][:, None] * place - bank["cuts"])
    return float(len(bank["rows"]) + above.sum())


@dataclass(frozen=True, slots=True, eq=False)
class RiasecCo:
    """What riasec-co 0.1.1 does, from its description: not its code.

    A Dirichlet over six types; every item of a type is the same; the next type is the one that lowers the entropy of
    the mean most when the answers 1, 3 and 5 are equally likely; it ends after 24 questions. Its profile adds up to 1,
    so the sums that are made from it are relative.
    """

    calibration: Calibration
    most: int = 24

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask as described; after the last question the profile stays as it is."""
        del person
        scales = self.calibration.questionnaire.scales
        counts = np.ones(int(scales.max()) + 1)
        left = [list(np.flatnonzero(scales == scale)) for scale in range(len(counts))]
        estimates: Estimates = {}
        for count in range(max(lengths) + 1):
            if count in lengths:
                estimates[count] = counts / counts.sum() * float(self.calibration.mean.sum())
            if count < min(max(lengths), self.most):
                scale = min((s for s in range(len(counts)) if left[s]), key=lambda s: _entropy_after(counts, s))
                counts[scale] += (ask(int(left[scale].pop(0))) - 1) / 4
        return estimates


def _entropy_after(counts: Array, scale: int) -> float:
    found = []
    for weight in (0.0, 0.5, 1.0):
        after = counts.copy()
        after[scale] += weight
        share = after / after.sum()
        found.append(-float((share * np.log2(share)).sum()))
    return float(np.mean(found))
