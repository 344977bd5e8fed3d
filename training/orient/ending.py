"""The tables about the end of sessions: when a stop is proposed, what it costs, and whether the told range is right."""

from collections.abc import Mapping

import numpy as np

from models.orient.engine import Orient
from training.orient.listing import interval
from training.orient.remaining import Honesty, Walked, measure, walk
from training.orient.simulate import World

OTHERS = 900
"""Added to the seed: these persons and worlds played no part in the learning."""

BANDS = ((0, 8), (8, 15), (15, 22), (22, 40))
SILENT = 0.2

Row = dict[str, str | float]


def walks(engine: Orient, persons: int, seed: int) -> dict[str, tuple[Walked, Honesty]]:
    """Walk persons that were not learned from: who always answers, and who says "weet ik niet" to one in five."""
    found = {}
    for name, share in (("antwoordt altijd", 0.0), ("20 % 'weet ik niet'", SILENT)):
        walked = walk(engine, [World.draw(engine, persons, seed + OTHERS, doubt=True)], np.full(persons, share))
        found[name] = (walked, measure(engine.horizon, walked))
    return found


def stopping(found: Mapping[str, tuple[Walked, Honesty]]) -> list[Row]:
    """Return when a stop is proposed, and what stopping there costs against the longest session."""
    return [
        {
            "wie": name,
            "helft stopt tussen": "{:.0f} en {:.0f}".format(*np.quantile(said.stop, [0.25, 0.75])),
            "mediaan": f"{np.median(said.stop):.0f}",
            "tussen 18 en 35": f"{np.mean((said.stop >= 18) & (said.stop <= 35)):.2f}",
            "gemis van de zeven bij het voorstel": interval(walked.missed[np.arange(len(said.stop)), said.stop]),
            "gemis na 40": interval(walked.missed[:, -1]),
            "verschil": interval(said.cost),
        }
        for name, (walked, said) in found.items()
    ]


def ranges(found: Mapping[str, tuple[Walked, Honesty]]) -> list[Row]:
    """Return how often the range holds what really comes, how wide it is, and how often its upper bound rises."""
    return [
        {
            "wie": name,
            "juist": f"{said.covered.mean():.3f}",
            **{f"juist na {low}-{high - 1} vragen": f"{_of(said, said.covered, low, high):.3f}" for low, high in BANDS},
            **{f"breedte na {low}-{high - 1}": f"{_of(said, said.width, low, high):.1f}" for low, high in BANDS},
            "bovengrens stijgt met meer dan 1": f"{np.mean(said.rises > 1):.4f}",
        }
        for name, (_, said) in found.items()
    ]


def _of(said: Honesty, values: np.ndarray, low: int, high: int) -> float:
    kept = values[(said.asked >= low) & (said.asked < high)]
    return float(kept.mean()) if len(kept) else float("nan")
