"""The built-in catalogue keeps the rules of its codebook, and covers what the first release promises."""

import pytest

from item_bank import checks
from item_bank.catalogue import builtin
from item_bank.catalogue.table import Catalogue
from models.jobbereik.calibration import ReachCalibration
from models.jobbereik.engine import Jobbereik
from models.jobbereik.index import build_index


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return builtin.catalogue()


@pytest.fixture(scope="module")
def jobbereik(catalogue: Catalogue) -> Jobbereik:
    return Jobbereik.of(catalogue, build_index(catalogue), ReachCalibration.load())


def test_no_row_breaks_a_rule() -> None:
    assert checks.problems() == []


def test_sixty_occupations_over_all_levels_and_ten_sectors(catalogue: Catalogue) -> None:
    occupations = [catalogue.occupation(i) for i in range(catalogue.n_occupations)]
    assert len(occupations) >= 60
    assert {o.eqf for o in occupations} >= {2, 3, 4, 5, 6, 7}
    assert len({o.sector for o in occupations}) >= 10


def test_every_occupation_has_interest_figures_from_onet(catalogue: Catalogue) -> None:
    missing = [o.id for o in map(catalogue.occupation, range(catalogue.n_occupations)) if o.interests is None]
    assert missing == []


TITLES = [
    ("verpleegster", {"2221"}),
    ("verpleger", {"2221"}),
    ("kraanman", {"8343"}),
    ("patissier", {"7512"}),
    ("data-analist", {"2511", "2120", "2529", "3314"}),
    ("winkelbediende", {"5223"}),
    ("lasser", {"7212"}),
    ("boekhoudster", {"2411", "3313", "4311"}),
    ("vrachtwagenchauffeur", {"8332"}),
    ("kleuterjuf", {"2342"}),
    ("loodgieter", {"7126"}),
    ("poetsvrouw", {"9111", "9112"}),
    ("kapster", {"5141"}),
    ("clarkist", {"8344"}),
    ("garagist", {"7231"}),
    ("elektricien", {"7411"}),
]


@pytest.mark.parametrize(("title", "groups"), TITLES)
def test_an_everyday_title_finds_the_right_group_first(jobbereik: Jobbereik, title: str, groups: set[str]) -> None:
    found = jobbereik.search_occupations(title, limit=3)
    assert jobbereik.catalogue.occupation(found[0].index).isco08 in groups
