"""What every model promises: an estimate carries its doubt, a ranker ranks."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value with its doubt; never shown without it.

    Attributes
    ----------
    value
        The estimate, 0 to 1 for a probability.
    low, high
        Bounds of the 95 % interval, ``low <= value <= high``.
    n
        Number of observations that the estimate rests on.

    Examples
    --------
    >>> Estimate(value=0.5, low=0.4, high=0.6, n=120).value
    0.5
    """

    value: float
    low: float
    high: float
    n: int

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise ValueError(f"an estimate of {self.value} must lie within {self.low} to {self.high}")
