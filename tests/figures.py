"""Comparing printed figures: words and whole numbers exactly, decimals within their own rounding."""

import re
from decimal import Decimal

DECIMAL = re.compile(r"-?\d+\.\d+")


def assert_same_figures(made: str, printed: str) -> None:
    """Compare what a command makes with what was printed.

    A decimal may differ by one in its last digit: a value on the edge is rounded up here, and down elsewhere.
    """
    assert DECIMAL.sub("#", made) == DECIMAL.sub("#", printed)
    for one, other in zip(DECIMAL.findall(made), DECIMAL.findall(printed), strict=True):
        last_digit = Decimal(1).scaleb(-len(other.partition(".")[2]))
        assert abs(Decimal(one) - Decimal(other)) <= last_digit, f"{one} is made, {other} is printed"
