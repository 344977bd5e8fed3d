"""Artifacts on disk: a folder of arrays, a manifest with the hash of each file, and a model card.

Nothing is loaded whose hash does not agree, and nothing is ever unpickled. Upstream: ``training`` writes. Downstream:
the models read.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from item_bank.activation import written_whole
from item_bank.manifest import UNREADABLE, Facts, Manifest, mapped, seal, verify

ARTIFACTS = Path(__file__).with_name("artifacts")
"""Artifacts that come with the project."""

CARD = "MODEL_CARD.md"
CARD_SECTIONS = ("## What it does", "## Data", "## Measured", "## Where it fails")
"""Sections that every model card has; saving without one is refused."""


class ArtifactError(RuntimeError):
    """An artifact that may not be used; the message names the folder and what is wrong with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Artifact:
    """A verified artifact.

    Attributes
    ----------
    arrays
        Memory-mapped arrays by name.
    manifest
        What the artifact says about itself.
    """

    arrays: Mapping[str, NDArray[Any]]
    manifest: Manifest


def vacant(folder: Path) -> Path:
    """Return a folder where no artifact stands yet, asked before hours of training: none is ever written over.

    Raises
    ------
    ArtifactError
        When there is one.
    """
    if folder.exists():
        raise ArtifactError(f"{folder} is there already and is kept; name another --version or --out, or move it away")
    return folder


def save(
    folder: Path,
    arrays: Mapping[str, NDArray[Any]],
    *,
    kind: str,
    metadata: Mapping[str, Any],
    card: str | None = None,
) -> Path:
    """Write an artifact in one step; a folder that is already there is kept as it is.

    Parameters
    ----------
    folder
        Where the artifact will stand, ``<name>/<version>``.
    card
        The model card; ``None`` only for arrays that are computed from a catalogue without learning.

    Raises
    ------
    ArtifactError
        When the card misses a section.
    OSError
        When the disk is full or not writable; nothing is left behind then.
    """
    missing = [section for section in CARD_SECTIONS if card is not None and section not in card]
    if missing:
        raise ArtifactError(f"{folder}: the model card misses {missing[0]!r}; it needs {', '.join(CARD_SECTIONS)}")
    with written_whole(folder) as partial:
        for name, array in arrays.items():
            np.save(partial / f"{name}.npy", array, allow_pickle=False)
        if card is not None:
            (partial / CARD).write_text(card, encoding="utf-8")
        seal(partial, kind=kind, metadata={**metadata, "arrays": sorted(arrays)})
    return folder


def load(folder: Path, *, kind: str, needed: Collection[str] = ()) -> Artifact:
    """Memory-map an artifact after checking every hash.

    Parameters
    ----------
    needed
        Arrays that must be there; one that an earlier release wrote may not have them.

    Raises
    ------
    ArtifactError
        When a file is missing or was changed, the artifact is of another kind, or it lacks what is needed.
    """
    try:
        manifest = verify(folder, kind=kind)
        names = manifest.metadata["arrays"]
        arrays = {name: mapped(folder / f"{name}.npy") for name in names}
    except (OSError, *UNREADABLE) as error:
        raise ArtifactError(f"artifact refused: {error}") from error
    if missing := sorted(set(needed) - set(arrays)):
        raise ArtifactError(f"artifact refused: {folder} has no {missing[0]!r}; make it again")
    return Artifact(arrays=arrays, manifest=replace(manifest, metadata=Facts(manifest.metadata, ArtifactError)))
