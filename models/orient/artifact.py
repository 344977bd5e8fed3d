"""What was learned for Oriënt, as an artifact: correlation of the types, the common first ten, and exposure."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from models import store
from models.orient.graded import Array

KIND = "orient"
VERSION = "1.0.0"
FOLDER = store.ARTIFACTS / "orient" / VERSION


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
    exposure
        Item id to the share of sessions in which it may be chosen; an item that is absent may always be.
    """

    version: str
    type_correlation: Array
    first: tuple[str, ...]
    exposure: dict[str, float]


def load(folder: Path = FOLDER) -> Learned:
    """Read the artifact after checking every hash.

    Raises
    ------
    models.store.ArtifactError
        When a file is missing or was changed.
    """
    found = store.load(folder, kind=KIND)
    arrays = found.arrays
    return Learned(
        version=str(found.manifest.metadata["version"]),
        type_correlation=np.array(arrays["type_correlation"], dtype=np.float64),
        first=tuple(map(str, arrays["first"])),
        exposure={str(i): float(p) for i, p in zip(arrays["exposure_items"], arrays["exposure"], strict=True)},
    )


def save(learned: Learned, folder: Path, *, card: str, metadata: dict[str, object]) -> Path:
    """Write the artifact with its card."""
    arrays = {
        "type_correlation": learned.type_correlation,
        "first": np.array(learned.first),
        "exposure_items": np.array(list(learned.exposure), dtype=np.str_),
        "exposure": np.array(list(learned.exposure.values()), dtype=np.float64),
    }
    return store.save(folder, arrays, kind=KIND, metadata={**metadata, "version": learned.version}, card=card)
