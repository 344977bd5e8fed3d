"""The built-in catalogue keeps the rules of its codebook, and covers what the first release promises."""

import pytest

from item_bank import checks
from item_bank.catalogue import builtin
from item_bank.catalogue.table import Catalogue
from training.catalogue.duplicates import closest_pairs

TOO_ALIKE = 0.85
"""Similarity of names from which a person must have judged a pair."""


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return builtin.catalogue()


def test_no_row_breaks_a_rule() -> None:
    assert checks.problems() == []


DIFFERENT = {
    ("ict-strategie-bepalen", "strategie-van-organisatie-bepalen"),
    ("muziekinstrument-aanleren", "muziekinstrument-bespelen"),
    ("beperkingen-en-stoornissen-kennen", "psychische-problemen-kennen"),
    ("auto-elektriciteit-herstellen", "elektriciteit-en-elektronica-kennen"),
}
"""Pairs whose names are alike and that were judged different by a person."""


def test_no_two_competences_are_the_same_under_two_names(catalogue: Catalogue) -> None:
    alike = {tuple(sorted((p.one, p.two))) for p in closest_pairs(catalogue) if p.similarity >= TOO_ALIKE}
    assert alike <= DIFFERENT


def test_every_measure_says_where_it_stands(catalogue: Catalogue) -> None:
    assert catalogue.vocabulary.measures
    for measure in catalogue.vocabulary.measures:
        assert measure.source
        assert measure.kinds
    assert all(t.hours is None or 1 <= t.hours <= 5_000 for t in catalogue.trainings)


def test_sixty_occupations_over_all_levels_and_ten_sectors(catalogue: Catalogue) -> None:
    occupations = [catalogue.occupation(i) for i in range(catalogue.n_occupations)]
    assert len(occupations) >= 60
    assert {o.eqf for o in occupations} >= {2, 3, 4, 5, 6, 7}
    assert len({o.sector for o in occupations}) >= 10


def test_every_occupation_has_interest_figures_from_onet(catalogue: Catalogue) -> None:
    missing = [o.id for o in map(catalogue.occupation, range(catalogue.n_occupations)) if o.interests is None]
    assert missing == []
