"""What the engine is compared with, each as a real model that asks and estimates."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from models.orient.estimation.sums import expected, sums
from models.orient.graded import Array
from models.orient.parameters import parameters
from models.orient.selection.gain import chance, pick
from models.orient.selection.planning import plan
from training.orient.calibrate import Calibration
from training.orient.replay import Ask, Estimates, Moment, adaptive


def answered(ask: Ask, order: Sequence[int]) -> list[tuple[int, int]]:
    """Ask items in an order; return them with the answers."""
    return [(item, ask(item)) for item in order]


@dataclass(frozen=True, slots=True, eq=False)
class FixedOrder:
    """One item of each scale in turn; an unasked item counts as the mean of the asked ones of its scale."""

    calibration: Calibration

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask in the order of the questionnaire, scale by scale in turn."""
        del person
        scales = self.calibration.markers.scales
        turns = np.array([(scales[:i] == scales[i]).sum() for i in range(len(scales))])
        order = np.lexsort((scales, turns)).tolist()
        given = answered(ask, order[: max(lengths)])
        return {length: self._means(given[:length]) for length in lengths}

    def _means(self, given: Sequence[tuple[int, int]]) -> Array:
        scales = self.calibration.markers.scales
        found = np.zeros(int(scales.max()) + 1)
        for scale in range(len(found)):
            values = [value for item, value in given if scales[item] == scale]
            mean = float(np.mean(values)) if values else float(self.calibration.mean[scales == scale].mean())
            found[scale] = mean * int((scales == scale).sum())
        return found


@dataclass(frozen=True, slots=True, eq=False)
class LinearBestSet:
    """The same items for everyone, planned as the engine plans, with unasked answers by linear regression.

    What is left out is only that the choice depends on the answers, and the model of graded answers.
    """

    calibration: Calibration

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask the fixed set."""
        del person
        given = answered(ask, fixed_set(self.calibration, tuple(lengths)))
        return {length: linear(self.calibration, given[:length]) for length in lengths}


@lru_cache(maxsize=8)
def fixed_set(calibration: Calibration, lengths: tuple[int, ...]) -> tuple[int, ...]:
    """Return items for everyone: the best set of the first length, to which the others add the best."""
    found = calibration.questionnaire
    order: list[int] = []
    left = found.together
    profile = found.membership / np.sqrt(found.spread)[:, None]
    for length in sorted(lengths):
        free = ~np.isin(np.arange(len(left)), order)
        order.extend(plan(left, profile, free, length - len(order)).tolist())
        rows = found.together[order]
        left = found.together - rows.T @ np.linalg.solve(rows[:, order], rows)
    return tuple(order)


def linear(calibration: Calibration, given: Sequence[tuple[int, int]]) -> Array:
    """Return the sums by linear regression on the given answers."""
    asked = np.array([item for item, _ in given], dtype=np.int64)
    values = np.array([value for _, value in given], dtype=np.float64)
    rows = calibration.questionnaire.together[asked]
    filled = calibration.mean + np.linalg.solve(rows[:, asked], values - calibration.mean[asked]) @ rows
    filled[asked] = values
    return np.asarray(calibration.questionnaire.membership @ filled)


@dataclass(frozen=True, slots=True, eq=False)
class RandomOrder:
    """Items in random order, scored by the engine."""

    calibration: Calibration
    seed: int = 1

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask a random order of this person's own."""
        rng = np.random.default_rng([self.seed, person])
        order = rng.permutation(len(self.calibration.markers.items))[: max(lengths)].tolist()
        given = answered(ask, order)
        return {length: scored(self.calibration, given[:length]) for length in lengths}


def scored(calibration: Calibration, given: Sequence[tuple[int, int]]) -> Array:
    """Return the sums as the engine estimates them from these answers."""
    found = calibration.questionnaire
    asked, values = (np.array(column, dtype=np.int64) for column in zip(*given, strict=True))
    return sums(found, expected(found, found.posterior(asked, values)), asked, values)


@dataclass(frozen=True, slots=True, eq=False)
class LatentAOptimal:
    """A-optimal for the person, not for the sums: the item that lowers the variance of the six latent types most."""

    calibration: Calibration

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask adaptively by the trace of the posterior of the types."""
        del person
        found = self.calibration.questionnaire
        weights = found.membership / found.membership.sum(axis=1, keepdims=True)
        given: list[tuple[int, int]] = []
        estimates: Estimates = {}
        for count in range(max(lengths) + 1):
            asked, values = (np.array([pair[k] for pair in given], dtype=np.int64) for k in (0, 1))
            posterior = found.posterior(asked, values)
            answers = expected(found, posterior)
            if count in lengths:
                estimates[count] = sums(found, answers, asked, values)
            told = answers.steepness**2 / np.maximum(answers.variance, 1e-9)
            shared = weights @ posterior.covariance
            gain = told * (shared**2).sum(axis=0) / (1.0 + told * np.diag(posterior.covariance))
            gain[asked] = -1.0
            if count < max(lengths):
                item = int(gain.argmax())
                given.append((item, ask(item)))
        return estimates


@dataclass(frozen=True, slots=True, eq=False)
class Served:
    """The course that citizens get: common block, one try-out that does not count, and the draw from the best few."""

    calibration: Calibration
    seed: int = 1

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask as in a session; a try-out takes the place of one answer."""
        figures = parameters()
        common = fixed_set(self.calibration, (figures.first,))
        low, high = figures.try_out_places
        tried = low + int(chance(self.seed, person, "try-out") * (high - low + 1))
        wanted = {length: length - (length >= tried) for length in lengths}

        def choose(moment: Moment) -> int:
            if len(moment.asked) < len(common):
                return common[len(moment.asked)]
            gain = moment.gains()
            free = np.flatnonzero(gain >= 0.0)
            number = chance(self.seed, person, len(moment.asked))
            return pick(free, gain[free], number, figures, of=free)[0]

        found = adaptive(self.calibration, ask, sorted(set(wanted.values())), choose)
        return {length: found[count] for length, count in wanted.items()}
