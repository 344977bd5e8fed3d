"""A retake: progress is said only beyond the reliable change index."""

from collections.abc import Sequence
from math import sqrt

from models.loopbaantest.schema import Change, Score, ThemeChange, ThemeResult


def change_of(before: Score, after: Score, z: float) -> tuple[float, float, Change]:
    """Return difference, reliable change index and what may be said.

    Notes
    -----
    The index divides the difference by the root of the two squared standard errors (Jacobson and Truax 1991).

    Examples
    --------
    >>> from models.loopbaantest.scoring import score_of
    >>> low, high = score_of([2] * 5, 0.85, 1.645), score_of([4] * 5, 0.85, 1.645)
    >>> str(change_of(low, high, 1.645)[2]), str(change_of(high, high, 1.645)[2])
    ('progress', 'no-clear-change')
    """
    difference = after.value - before.value
    index = difference / sqrt(before.standard_error**2 + after.standard_error**2)
    if abs(index) <= z:
        return difference, index, Change.NO_CLEAR_CHANGE
    return difference, index, Change.PROGRESS if index > 0 else Change.DECLINE


def compare(before: Sequence[ThemeResult], after: Sequence[ThemeResult], z: float) -> tuple[ThemeChange, ...]:
    """Return each theme of two tests side by side."""
    earlier = {row.theme: row.score for row in before}
    rows = []
    for row in after:
        first, second = earlier[row.theme], row.score
        if first is None or second is None:
            difference, index, change = None, None, Change.UNKNOWN
        else:
            difference, index, change = change_of(first, second, z)
        rows.append(
            ThemeChange(theme=row.theme, before=first, after=second, difference=difference, index=index, change=change)
        )
    return tuple(rows)
