"""Figures of a result that are computed for all rows at once, beside those of one row."""

import numpy as np

from models.jobbereik.calibration import ReachModel
from models.jobbereik.features.person import Asking
from tests.catalogues import random_catalogue


def test_what_competences_meet_is_what_counting_by_hand_gives() -> None:
    catalogue = random_catalogue(3)
    asking = Asking.read(catalogue)
    for held in ([], [4], [0, 5, 6, 17, 29], range(catalogue.n_competences)):
        sums = asking.sums(np.array(list(held), dtype=np.int64))
        for occupation in range(catalogue.n_occupations):
            start, end = catalogue.indptr[occupation], catalogue.indptr[occupation + 1]
            links = zip(catalogue.link_competence[start:end], catalogue.link_essential[start:end], strict=True)
            met = [(int(competence), bool(flag)) for competence, flag in links if competence in held]
            assert sums[0, occupation] == len(met)
            assert np.isclose(sums[1, occupation], sum(asking.rare[competence] for competence, _ in met))
            assert sums[2, occupation] == sum(flag for _, flag in met)


def test_many_estimates_are_those_of_one() -> None:
    curve = ReachModel.load().slices["built-in"]["near"].curve
    scores = np.linspace(curve.grid[0] - 1, curve.grid[-1] + 1, 200)
    shares = np.linspace(0.1, 1.0, 200).tolist()
    together = curve.estimates(scores, shares)
    assert together == tuple(curve.estimate(float(s), share) for s, share in zip(scores, shares, strict=True))
    assert len({row.value for row in together}) > 10
    assert curve.estimates(np.zeros(0), []) == ()
