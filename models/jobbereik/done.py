"""Work that a person did, also without pay, or studied for: as near as anything can be.

No judge ever graded a step from work to the same work, so the trees know nothing of it. A list for who has just become
a nurse without a word of nursing would be laughed at.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from models.jobbereik.calibration import DIGITS, Curve
from models.jobbereik.decision import Scored


def nearest_possible(scored: Scored, positions: Sequence[int], shares: Sequence[float], curve: Curve) -> Scored:
    """Return the scores of a head with some occupations as near as its curve knows anything to be; never lower.

    Parameters
    ----------
    shares
        How far the experience behind each of them counts, above 0 to 1; as many as ``positions``.
    """
    chosen, counted, top = np.array(positions), np.array(shares), float(curve.grid[-1])
    chances: NDArray[np.float64] = np.round(curve.probabilities(np.full(len(chosen), top)) * counted, DIGITS)
    nearer = chances > scored.chance[chosen]
    chance, score, share, raw = scored.chance.copy(), scored.score.copy(), scored.share.copy(), scored.raw.copy()
    chance[chosen[nearer]], score[chosen[nearer]], share[chosen[nearer]] = chances[nearer], top, counted[nearer]
    raw[chosen] = max(top, float(raw.max()))  # before all else with the same chance
    return replace(scored, chance=chance, score=score, share=share, raw=raw)
