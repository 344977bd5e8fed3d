"""A sample that anybody can draw again, and shares with intervals."""

from collections import Counter

import pytest

from models.regie.filecheck import MOST, Item, Looked, sample, share, shares

FILES = [f"file-{n}" for n in range(60)]


def test_a_sample_is_drawn_again_from_its_seed_alone() -> None:
    drawn = sample(FILES, "a")
    assert len(drawn) == len(set(drawn)) == MOST
    assert drawn == sample([*FILES[::-1], *FILES], "a")
    assert drawn != sample(FILES, "b")
    assert sample(FILES[:3], "a") == tuple(file for file in sample(FILES, "a", 60) if file in FILES[:3])


def test_every_file_is_drawn_as_often() -> None:
    counts = Counter(file for seed in range(2_400) for file in sample(FILES, str(seed), 6))
    assert len(counts) == 60
    assert max(abs(count - 240) for count in counts.values()) < 5 * (240 * 0.9) ** 0.5


def test_a_sample_needs_a_seed() -> None:
    with pytest.raises(ValueError, match="seed"):
        sample(FILES, "")


@pytest.mark.parametrize(
    ("good", "n", "low", "high"), [(0, 10, 0.0, 27.75), (10, 10, 72.25, 100.0), (20, 25, 60.87, 91.14)]
)
def test_intervals_are_those_of_wilson(good: int, n: int, low: float, high: float) -> None:
    found = share(Item.PLAN, 1, good, n)
    assert (found.low, found.high) == (pytest.approx(low, abs=0.01), pytest.approx(high, abs=0.01))


def test_what_cannot_be_told_does_not_count() -> None:
    files = [
        Looked(file="1", cheque=1, found={Item.AGREEMENT: True, Item.PLAN: False, Item.HOURS: None}),
        Looked(file="2", cheque=1, found={Item.AGREEMENT: True, Item.PLAN: True}),
        Looked(file="3", cheque=2, found={Item.AGREEMENT: False, Item.PLAN: None, Item.HOURS: True}),
    ]
    found = {(row.item, row.cheque): (row.good, row.n, row.percent) for row in shares(files)}
    assert found[Item.AGREEMENT, 1] == (2, 2, 100.0)
    assert found[Item.PLAN, 1] == (1, 2, 50.0)
    assert found[Item.HOURS, 1] == (0, 0, None)
    assert found[Item.AGREEMENT, 2] == (0, 1, 0.0)
