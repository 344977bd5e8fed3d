"""From answers to scores: the mean of what was answered, after reversing, on 0 to 100, with its standard error.

The standard error of a mean of n answers is the error of one answer divided by the root of n. An open answer is filled
from the person's own mean, which leaves the score at the mean of the others and rests on n answers, not on five: one
open answer makes the band a little wider, two make it clearly wider, three leave no score.
"""

from collections.abc import Sequence
from math import sqrt

from item_bank.loopbaantest.schema import Band, Item, Theme
from models.loopbaantest.parameters import Parameters
from models.loopbaantest.schema import Answers, Score, ThemeResult, Weakest

POINT = 25.0
"""Points of 0 to 100 in one point of the answer scale."""


def keyed(item: Item, value: int) -> int:
    """Return an answer so that more is always more of the theme.

    Examples
    --------
    >>> from item_bank.loopbaantest.bank import bank
    >>> [keyed(bank().items[11], value) for value in (1, 5)]  # a reversed statement
    [5, 1]
    """
    return 6 - value if item.reverse else value


def score_of(values: Sequence[int], error: float, z: float) -> Score:
    """Return the score of the answers to one theme.

    Parameters
    ----------
    values
        Answers after reversing, 1 to 5; at least one.
    error
        Standard deviation of one answer around the person's level, in points of the scale.
    z
        Standard normal quantile of the band.

    Examples
    --------
    >>> score_of([4, 4, 4, 4, 4], 0.85, 1.645).value
    75.0
    """
    value = (sum(values) / len(values) - 1.0) * POINT
    standard_error = error * POINT / sqrt(len(values))
    return Score(
        value=value,
        standard_error=standard_error,
        low=max(0.0, value - z * standard_error),
        high=min(100.0, value + z * standard_error),
    )


def band_of(value: float, cuts: tuple[float, float]) -> Band:
    """Return the band in words of a score of 0 to 100.

    Examples
    --------
    >>> [str(band_of(value, (33.33, 66.67))) for value in (30, 35, 65, 70)]
    ['starting', 'growing', 'growing', 'solid']
    """
    return Band.STARTING if value < cuts[0] else Band.GROWING if value < cuts[1] else Band.SOLID


def score_theme(
    theme: Theme, items: Sequence[Item], answers: Answers, parameters: Parameters, error: float
) -> ThemeResult:
    """Return score and bands of one theme, without next steps.

    Parameters
    ----------
    items
        The statements of the theme, in the order in which they are asked.
    error
        Standard deviation of one answer around the person's level on this theme.
    """
    given = {item.id: value for item in items if (value := answers.values.get(item.id)) is not None}
    enough = len(given) >= parameters.answered_least
    values = [keyed(item, given[item.id]) for item in items if item.id in given]
    score = score_of(values, error, parameters.z) if enough else None
    return ThemeResult(
        theme=theme,
        score=score,
        band=band_of(score.value, parameters.cuts) if score else None,
        band_low=band_of(score.low, parameters.cuts) if score else None,
        band_high=band_of(score.high, parameters.cuts) if score else None,
        answered=len(given),
        filled=enough and len(given) == len(items) - 1,
        open_items=tuple(item.id for item in items if item.id not in given),
        graded=None,
        standings=(),
        next_steps=(),
    )


def weakest(themes: Sequence[ThemeResult], z: float) -> Weakest | None:
    """Return the lowest theme when its distance to the next lowest passes the error of that distance, else nothing."""
    scored = sorted(
        ((theme.score, theme.theme) for theme in themes if theme.score is not None), key=lambda pair: pair[0].value
    )
    if len(scored) < 2:
        return None
    (lowest, theme), (following, _) = scored[:2]
    difference = following.value - lowest.value
    error = z * sqrt(lowest.standard_error**2 + following.standard_error**2)
    return Weakest(theme=theme, difference=difference, error=error) if difference > error else None
