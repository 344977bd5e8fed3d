"""The decision for all occupations at once: within reach now, with training, or farther away.

Two things decide. What passes its threshold is on a list, by the trees and the person's own competences and licences.
And no list is empty: the nearest occupations fill it up, in an order that depends on the experiences and the filters
only; where simpler work stands beside other work, also the nearest of the own level. Without an experience, simple work
that asks something that the person can do is spare for the first list, and other work for the second. So a competence
or licence more never moves an occupation to a farther list. Who says not to hold a licence that work proves may see
fewer than five rows: to fill those up would move occupations nearer for having less.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.table import UNKNOWN
from models.contracts import Estimate
from models.jobbereik.calibration import DIGITS, Curve, HeadModel
from models.jobbereik.facts import OccupationFacts
from models.jobbereik.parameters import Parameters
from models.jobbereik.profile import Reading
from models.jobbereik.ranker import FAR_SCORE, Head, Rows, Seen
from models.jobbereik.schema import Profile

FAR, WITH_TRAINING, WITHIN_REACH = 0, 1, 2
"""Sides of the decision, in the order of how near an occupation is."""

EITHER = 0.3
"""How far being feasible at all counts beside being within reach, where the first list is filled and among guesses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Scores of one head for all n occupations.

    Attributes
    ----------
    raw
        Best score of the trees; float64, shape (n,).
    certain
        Probability by that score, as if the experience counted in full; float64, shape (n,).
    chance
        Largest probability once each experience counts for what it is; float64, shape (n,).
    row
        Row that gave it, -1 without one; int64, shape (n,).
    score, share
        The score of that row, and how far the experience behind it counts; float64, shape (n,).
    """

    raw: NDArray[np.float64]
    certain: NDArray[np.float64]
    chance: NDArray[np.float64]
    row: NDArray[np.int64]
    score: NDArray[np.float64]
    share: NDArray[np.float64]

    def estimates(self, model: HeadModel, positions: Sequence[int]) -> tuple[Estimate, ...]:
        """Return the probabilities of occupations, each with its doubt."""
        chosen = list(positions)
        found = model.curve.estimates(self.score[chosen], self.share[chosen].tolist())
        told = zip(found, self.chance[chosen].tolist(), strict=True)
        return tuple(
            row
            if row.value == value
            else Estimate(value=value, low=min(row.low, value), high=max(row.high, value), n=row.n)
            for row, value in told
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What was decided for all n occupations.

    Attributes
    ----------
    seen, rows
        The person as the trees saw one.
    near, any
        Scores of each head.
    scores
        What puts the lists in order; float64, shape (n,).
    side
        ``WITHIN_REACH``, ``WITH_TRAINING`` or ``FAR``; int8, shape (n,).
    filtered
        Taken away by the person's filters; bool, shape (n,).
    not_asked
        Of a group that is only shown to who worked there; bool, shape (n,).
    of_hobby
        Simple work that only a hobby brings, beside work of a higher level; bool, shape (n,).
    own
        A job that the person had; bool, shape (n,).
    blocked
        Kept out of reach by an unmet gate or by level, whatever the score; bool, shape (n,).
    too_far
        On neither list, whatever the score: years of study, or too many levels up; bool, shape (n,).
    below
        Clearly below the own level; bool, shape (n,).
    spare
        On its list only as far as it takes to fill that up; bool, shape (n,).
    left_out
        Simpler work of which the lists have enough already; bool, shape (n,).
    """

    seen: Seen
    rows: Rows
    near: Scored
    any: Scored
    scores: NDArray[np.float64]
    side: NDArray[np.int8]
    filtered: NDArray[np.bool_]
    not_asked: NDArray[np.bool_]
    of_hobby: NDArray[np.bool_]
    own: NDArray[np.bool_]
    blocked: NDArray[np.bool_]
    too_far: NDArray[np.bool_]
    below: NDArray[np.bool_]
    spare: NDArray[np.bool_]
    left_out: NDArray[np.bool_]

    @property
    def shown(self) -> NDArray[np.bool_]:
        """Return which occupations a list may show; bool, shape (n,)."""
        return ~(self.own | self.filtered | self.not_asked | self.of_hobby)

    def best(self, chosen: NDArray[np.bool_], limit: int) -> list[int]:
        """Return the positions of the chosen occupations, best first, ties by position."""
        positions = np.flatnonzero(chosen)
        return [int(p) for p in positions[np.lexsort((positions, -self.scores[positions]))][:limit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What keeps occupations from the lists, whatever their score; bool, shape (n,) each.

    Attributes
    ----------
    blocked
        From the first list.
    too_far
        From both.
    studied
        From none, but the law asks years of study first.
    """

    blocked: NDArray[np.bool_]
    too_far: NDArray[np.bool_]
    studied: NDArray[np.bool_]


def bounds(seen: Seen, reading: Reading, profile: Profile, facts: OccupationFacts, parameters: Parameters) -> Bounds:
    """Return what gates, years of study, level and leading another trade keep from the lists.

    Without a stated level, the levels of the own occupations bound both lists: names alike ("elektricien",
    "elektrotechnisch ingenieur") hide years of study.
    """
    filters = profile.filters
    blocked = (seen.barriers > 0) | facts.above_level(filters)
    blocked |= facts.above_own(reading, filters, parameters.levels_within_reach)
    too_far = seen.years > parameters.study_years_beside_work
    too_far |= facts.above_own(reading, filters, parameters.levels_with_training)
    too_far |= facts.leads_elsewhere(reading, parameters)
    return Bounds(blocked=blocked | too_far, too_far=too_far, studied=seen.years > 0)


def best_of(values: NDArray[np.float64], targets: NDArray[np.int64], n: int) -> NDArray[np.float64]:
    """Return the best score of each occupation over rows, far for one without a row; float64, shape (n,)."""
    raw = np.full(n, FAR_SCORE)
    np.maximum.at(raw, targets, values)
    return raw


def chances_of(raw: NDArray[np.float64], targets: NDArray[np.int64], curve: Curve) -> NDArray[np.float64]:
    """Return the probability of each occupation, looked up for those with a row only: all others are equally far."""
    found = np.full(len(raw), curve.probabilities(np.array([FAR_SCORE]))[0])
    found[targets] = curve.probabilities(raw[targets])
    return found


def scored(n: int, values: NDArray[np.float64], rows: Rows, shares: NDArray[np.float64], curve: Curve) -> Scored:
    """Return what one head says of all n occupations.

    Parameters
    ----------
    values
        Its score of each row.
    shares
        How far each experience counts, the last one for rows without one; float64, shape (e + 1,).
    """
    raw = best_of(values, rows.target, n)
    chances = np.round(curve.probabilities(values) * shares[rows.origin], DIGITS)
    order = np.lexsort((-np.arange(len(values)), values, chances))
    row = np.full(n, -1, dtype=np.int64)
    row[rows.target[order]] = order  # the best of each occupation is written last
    certain = chances_of(raw, rows.target, curve)
    share = np.full(n, shares.max())
    chance, score = np.round(certain * share, DIGITS), raw.copy()
    found = np.flatnonzero(row >= 0)
    share[found], chance[found], score[found] = shares[rows.origin[row[found]]], chances[row[found]], values[row[found]]
    return Scored(raw=raw, certain=certain, chance=chance, row=row, score=score, share=share)


def at_least(either: Scored, near: Scored) -> Scored:
    """Return the scores of ``any`` with probabilities that are never below those of ``near``."""
    return replace(
        either, certain=np.maximum(either.certain, near.certain), chance=np.maximum(either.chance, near.chance)
    )


def told(side: NDArray[np.int8], near: NDArray[np.float64], either: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the chance that is told of each occupation: that of the list in which it stands.

    Parameters
    ----------
    side
        Where each stands; shape (n,).
    near, either
        Chances of both heads; float64, shape (n,).
    """
    return np.where(side == WITHIN_REACH, near, either)


def fill(
    order: NDArray[np.float64], open_: NDArray[np.bool_], taken: NDArray[np.bool_], least: int
) -> NDArray[np.bool_]:
    """Return the first open occupations of an order, as many as it takes to have enough that are not taken.

    Parameters
    ----------
    order
        Larger is nearer, ties by position; shape (n,).
    taken
        Occupations that do not count; they may be among those returned.
    """
    positions = np.flatnonzero(open_)
    free = order[positions[~taken[positions]]]
    if 0 < least < len(free):  # what comes after the last one that is needed is not put in order
        positions = positions[order[positions] >= np.partition(free, -least)[-least]]
    positions = positions[np.argsort(-order[positions], kind="stable")]
    count = np.cumsum(~taken[positions])
    last = int(np.searchsorted(count, least)) + 1
    chosen = np.zeros(len(order), dtype=bool)
    chosen[positions[:last]] = True
    return chosen


def nearest(
    raw: NDArray[np.float64], near: NDArray[np.float64], either: NDArray[np.float64], threshold: float
) -> NDArray[np.float64]:
    """Return the order in which the first list is filled: what passes its threshold, then what comes nearest to it.

    Of two that few would do tomorrow, the one that more would train for is the better last row.

    Parameters
    ----------
    raw
        Score of ``near``, for ties.
    near, either
        Probabilities of both heads.
    """
    passes = near >= threshold
    return np.where(passes, 10.0, 0.0) + near + EITHER * np.maximum(either, near) + 1e-3 / (1.0 + np.exp(-raw))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """The same experiences with their typical competences and the gates they prove: what the lists are filled from.

    Attributes
    ----------
    near, any
        Scores of each head; float64, shape (n,).
    near_chance, any_chance
        Probabilities by them; float64, shape (n,).
    bounds
        What keeps occupations from the lists.
    fits, fits_training
        What the first list, and the second, may be filled up with; the second has one row anyhow; bool, shape (n,).
    """

    near: NDArray[np.float64]
    any: NDArray[np.float64]
    near_chance: NDArray[np.float64]
    any_chance: NDArray[np.float64]
    bounds: Bounds
    fits: NDArray[np.bool_]
    fits_training: NDArray[np.bool_]


def sides(
    near: Scored,
    either: Scored,
    limits: Bounds,
    open_: NDArray[np.bool_],
    simpler: NDArray[np.bool_],
    reference: Reference | None,
    models: Mapping[Head, HeadModel],
    parameters: Parameters,
) -> NDArray[np.int8]:
    """Return the side of every occupation; see the module for what decides.

    Parameters
    ----------
    open_
        Occupations that the lists may show; bool, shape (n,).
    simpler
        Work below the own level of somebody who did such work too: other work fills the lists up as well; shape (n,).
    reference
        What the lists are filled from; ``None`` without an experience.
    """
    now = (near.certain >= models["near"].curve.threshold) & ~limits.blocked
    listed = (either.certain >= models["any"].curve.threshold) & ~limits.too_far
    if reference is not None:
        least, cut = parameters.list_least, models["near"].curve.threshold
        order = nearest(reference.near, reference.near_chance, reference.any_chance, cut)
        first = open_ & ~reference.bounds.blocked & (reference.near > FAR_SCORE) & reference.fits
        second = open_ & ~reference.bounds.too_far & (reference.any > FAR_SCORE)
        sideways = ~simpler & (reference.any_chance >= parameters.doubt_possible)
        likely = sideways & (reference.near_chance >= parameters.sideways_least)
        for wanted in (first, first & likely) if simpler.any() else (first,):
            now |= fill(order, wanted, np.zeros_like(now), least) & ~limits.blocked
        fitting = second & reference.fits_training
        one = second & ~reference.bounds.studied  # a first step is no study of years, where there is another
        listed |= fill(reference.any, one if (one & ~now).any() else second, now, 1) & ~limits.too_far
        for wanted in (fitting, fitting & sideways) if simpler.any() else (fitting,):
            listed |= fill(reference.any, wanted, now, least) & ~limits.too_far
    return np.where(now, WITHIN_REACH, np.where(listed, WITH_TRAINING, FAR)).astype(np.int8)


def spared(
    side: NDArray[np.int8],
    limits: Bounds,
    covered: NDArray[np.float64],
    levels: NDArray[np.int8],
    first_at: int,
    second_at: int,
) -> tuple[NDArray[np.int8], NDArray[np.bool_]]:
    """Return the sides of somebody without an experience, and which occupations only fill the lists up.

    Spare is what asks something that the person can do: simple work for the first list, other for the second. What it
    takes of them is up to the lists, so that a competence more moves nothing to a farther side.

    Parameters
    ----------
    covered
        Share of what each occupation asks that the person can do; float64, shape (n,).
    levels
        Level of each occupation, -1 when unknown; int8, shape (n,).
    first_at, second_at
        The highest level that the first list and the second are filled up with.
    """
    first = (covered > 0) & ~limits.blocked & (levels > UNKNOWN) & (levels <= first_at)
    second = (covered > 0) & ~limits.too_far & (levels <= second_at)
    found = np.maximum(side, np.where(first, WITHIN_REACH, np.where(second, WITH_TRAINING, FAR))).astype(np.int8)
    return found, (found > FAR) & (side == FAR)
