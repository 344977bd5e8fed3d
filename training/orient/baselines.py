"""What the engine is compared with, each as a real model that asks and estimates."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from models.orient.graded import Array
from models.orient.selection import chance, draw
from models.orient.sums import doubt, expected, joint, sums
from training.orient.calibrate import Calibration
from training.orient.replay import Ask, Estimates, adaptive

COMMON, TRY_OUT_PLACE, BEST_OF = 10, (11, 18), 5
"""The course that citizens get: ten common questions, one try-out that does not count, a draw from the best five."""


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
    """The same items for everyone, chosen for the linear prediction of the six sums; unasked ones by regression."""

    calibration: Calibration
    order: tuple[int, ...]

    @classmethod
    def of(cls, calibration: Calibration) -> "LinearBestSet":
        """Choose the items one after the other: each takes away most of what is not known of the sums."""
        rows = calibration.questionnaire.membership
        left = calibration.covariance.copy()
        before = ((rows @ left) * rows).sum(axis=1)
        order: list[int] = []
        while len(order) < len(left):
            known = np.sqrt(np.clip(1.0 - ((rows @ left) * rows).sum(axis=1) / before, 0.05, 1.0))
            own = np.diag(left).copy()
            own[order] = np.inf
            gain = ((rows @ left) ** 2 / (before * known)[:, None]).sum(axis=0) / np.maximum(own, 1e-9)
            best = int(gain.argmax())
            order.append(best)
            left -= np.outer(left[:, best], left[best]) / max(left[best, best], 1e-9)
        return cls(calibration, tuple(order))

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask the fixed set."""
        del person
        given = answered(ask, self.order[: max(lengths)])
        return {length: linear(self.calibration, given[:length]) for length in lengths}


def linear(calibration: Calibration, given: Sequence[tuple[int, int]]) -> Array:
    """Return the sums by linear regression on the given answers."""
    asked = np.array([item for item, _ in given], dtype=np.int64)
    values = np.array([value for _, value in given], dtype=np.float64)
    spread = calibration.covariance
    shift = np.linalg.lstsq(spread[np.ix_(asked, asked)], values - calibration.mean[asked], rcond=None)[0]
    filled = calibration.mean + spread[:, asked] @ shift
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
    """The course that citizens get: common block, one try-out that does not count, and a draw from the best five."""

    calibration: Calibration
    seed: int = 1

    def run(self, ask: Ask, lengths: Sequence[int], person: int) -> Estimates:
        """Ask as in a session; a try-out takes the place of one answer."""
        common = common_block(self.calibration)
        low, high = TRY_OUT_PLACE
        tried = low + int(chance(self.seed, person, "try-out") * (high - low + 1))
        wanted = {length: length - (length >= tried) for length in lengths}

        def choose(asked: Sequence[int], gain: Array) -> int:
            left = [item for item in common if item not in asked]
            if left and len(asked) < COMMON:
                return left[0]
            order = np.argsort(-gain, kind="stable")[:BEST_OF]
            weights = np.maximum(gain[order], 0.0)
            return draw(order.tolist(), weights, chance(self.seed, person, len(asked)))[0]

        found = adaptive(self.calibration, ask, sorted(set(wanted.values())), choose)
        return {length: found[count] for length, count in wanted.items()}


def common_block(calibration: Calibration) -> tuple[int, ...]:
    """Return the ten items that tell most of everyone before anything is known."""
    return LinearBestSet.of(calibration).order[:COMMON]


def prior_doubt(calibration: Calibration) -> Array:
    """Return the variance of the sums before anything is asked; shape (scales,)."""
    found = calibration.questionnaire
    nobody = found.posterior(np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    return doubt(found, joint(nobody, expected(found, nobody), np.ones(len(found.scales), dtype=np.bool_)))
