"""What was learned for Oriënt, as an artifact: type correlations, the common first ten, and how sessions end."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models import store
from models.orient.graded import Array

KIND = "orient"
VERSION = "1.2.1"
FOLDER = store.ARTIFACTS / "orient" / VERSION


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Remaining:
    """How the end of a session is told beforehand; see :mod:`models.orient.stopping.horizon`.

    Attributes
    ----------
    decay
        The expected regret falls with the number of answers to the power of minus this.
    low, high
        Weights of 1, the reading and the answers so far in the low and the high number of answers to come; shape (3,).
    """

    decay: float
    low: Array
    high: Array

    @classmethod
    def unlearned(cls) -> "Remaining":
        """Return what only the learning itself starts from: a session may end at any time."""
        return cls(decay=0.5, low=np.zeros(3), high=np.array([1e3, 0.0, 0.0]))


@dataclass(frozen=True, slots=True, eq=False)
class Learned:
    """The content of the artifact.

    Attributes
    ----------
    version
        Of the artifact.
    type_correlation
        Of the six types, elevation taken out; shape (6, 6).
    first
        Ids of the common first items, in order.
    remaining
        How the end of a session is told beforehand.
    folder
        Where it was read from.
    """

    version: str
    type_correlation: Array
    first: tuple[str, ...]
    remaining: Remaining
    folder: Path = FOLDER


ARRAYS = frozenset(("type_correlation", "first", "regret_decay", "remaining_low", "remaining_high"))


def load(folder: Path = FOLDER) -> Learned:
    """Read the artifact after checking every hash.

    Raises
    ------
    models.store.ArtifactError
        When a file is missing or was changed, or something that must be learned is not there.
    """
    found = store.load(folder, kind=KIND, needed=ARRAYS)
    arrays = found.arrays
    return Learned(
        version=str(found.manifest.metadata["version"]),
        type_correlation=np.array(arrays["type_correlation"], dtype=np.float64),
        first=tuple(map(str, arrays["first"])),
        remaining=Remaining(
            decay=float(arrays["regret_decay"][0]),
            low=np.array(arrays["remaining_low"], dtype=np.float64),
            high=np.array(arrays["remaining_high"], dtype=np.float64),
        ),
        folder=folder,
    )


def save(learned: Learned, folder: Path, *, card: str, metadata: dict[str, object]) -> Path:
    """Write the artifact with its card."""
    arrays = {
        "type_correlation": learned.type_correlation,
        "first": np.array(learned.first),
        "regret_decay": np.array([learned.remaining.decay]),
        "remaining_low": learned.remaining.low,
        "remaining_high": learned.remaining.high,
    }
    return store.save(folder, arrays, kind=KIND, metadata={**metadata, "version": learned.version}, card=card)
