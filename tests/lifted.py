"""Another version of the calibration that comes with the release, for tests of the registry."""

from pathlib import Path

import numpy as np

from models import registry, store
from models.jobbereik.calibration import KIND


def spoiled(folder: Path, version: str) -> Path:
    """Write the calibration of the release as another version whose curves are no numbers."""
    found = store.load(registry.base(KIND), kind=KIND)
    arrays = {name: np.array(array) for name, array in found.arrays.items()}
    arrays |= {name: np.full_like(array, np.nan) for name, array in arrays.items() if name.endswith(".value")}
    metadata = {**found.manifest.metadata, "version": version}
    card = (registry.base(KIND) / store.CARD).read_text(encoding="utf-8")
    return store.save(folder / version, arrays, kind=KIND, metadata=metadata, card=card)


def lifted(folder: Path, version: str, *, lift: float = 0.0) -> Path:
    """Write the calibration of the release as another version, with probabilities a little higher."""
    found = store.load(registry.base(KIND), kind=KIND)
    arrays = {name: np.array(array) for name, array in found.arrays.items()}
    for name in arrays:
        if name.endswith((".value", ".high")):
            arrays[name] = np.minimum(arrays[name] + lift, 1.0)
    metadata = {**found.manifest.metadata, "version": version}
    card = (registry.base(KIND) / store.CARD).read_text(encoding="utf-8")
    return store.save(folder / version, arrays, kind=KIND, metadata=metadata, card=card)
