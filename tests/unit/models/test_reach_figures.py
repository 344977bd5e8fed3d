"""Figures of a result that are computed for all rows at once, beside those of one row."""

import numpy as np

from models.jobbereik.calibration import ReachModel
from models.jobbereik.decision import best_of, fill
from models.jobbereik.features.person import Asking
from models.jobbereik.ranker import Seen
from tests.catalogues import random_catalogue, random_engine


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


def test_two_people_with_the_same_experiences_are_scored_together_as_each_alone() -> None:
    engine = random_engine(2)
    ranker, n = engine.decider.ranker, engine.catalogue.n_occupations
    barriers, years = engine.facts.in_the_way(frozenset(), frozenset())
    people = [
        Seen(occupations=(1, 4), sums=ranker.asking.sums(np.array(held)), barriers=barriers, years=years)
        for held in ([0, 3, 4, 9], [0, 3, 4, 9, 12])
    ]
    first, second = (ranker.rows(person) for person in people)
    again = ranker.again(first, people[1])
    assert 0 < len(again.differs) < len(first.target), "some rows are the same for both, others are not"
    one, other = ranker.both("any", first, again)
    np.testing.assert_array_equal(best_of(one, first.target, n), ranker.best("any", first, n)[0])
    np.testing.assert_array_equal(best_of(other, first.target, n), ranker.best("any", second, n)[0])


def test_a_list_is_filled_by_the_first_of_its_order_ties_by_position() -> None:
    rng = np.random.default_rng(1)
    for least in (0, 1, 3, 40):
        order = rng.integers(0, 6, 30).astype(float)
        open_, taken = rng.random(30) < 0.7, rng.random(30) < 0.3
        sorted_ = sorted(np.flatnonzero(open_).tolist(), key=lambda p: (-order[p], p))
        free = [place for place, position in enumerate(sorted_) if not taken[position]]
        last = 0 if least == 0 else free[least - 1] if least <= len(free) else len(sorted_)
        assert np.flatnonzero(fill(order, open_, taken, least)).tolist() == sorted(sorted_[: last + 1]), least
