"""The short form of ``make faults``: a few kills lose, double and cross nothing of what was acknowledged."""

import pytest

from tests.faults.matrix import killed


@pytest.mark.timeout(280)
def test_a_few_kills_lose_double_and_cross_nothing() -> None:
    row = killed(3)
    assert row.runs > 5
    assert (row.lost, row.doubled, row.crossed) == (0, 0, 0)
