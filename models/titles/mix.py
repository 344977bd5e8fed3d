"""What is learned about titles: how meaning and letters are weighed, how sure the first answer is, and ESCO's meanings.

Upstream: ``training.titles`` writes the artifact. Downstream: ``models.titles.finder`` and ``answering``.
"""

import hashlib
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from item_bank.catalogue.columns import TextColumn
from item_bank.manifest import MANIFEST, sha256_of
from models.embedding.static import SERVED as EMBEDDING
from models.store import ARTIFACTS, ArtifactError, load
from models.titles.compounds import Words

KIND = "title-matcher"
SERVED = ARTIFACTS / KIND / "1.4.0"

FEATURES = ("meaning", "centre", "outside", "letters", "same", "group", "parts")
"""Of an occupation: cosine of its nearest name, of the mean of its names, of the mean of ESCO's names for it, cosine of
the n-grams of its nearest name, whether a name has the same one form, cosine of the mean of its unit group of ISCO-08,
and that of ESCO's names once compounds are read as their two words."""

CHANCE_FEATURES = ("score", "lead", "meaning", "letters", "same", "elsewhere", "named elsewhere", "recognised")
"""Of the first occupation: its score, how far it is before the next, three of its features; how much nearer another
meaning of ESCO is, whether ESCO has the title as a name of other meanings only, and how much of the title stands in
pieces that say something: a word that means nothing has a few letters in common with many."""

_LEARNED = ("weights", "chance")
_BANK = (
    "concepts.data", "concepts.offsets", "labels.data", "labels.offsets", "isco08", "centres", "scales",
    "hashes", "meant",
)  # fmt: skip
_WORDS = ("words.data", "words.offsets", "words.times")
"""A matcher from before 1.2.0 has none: it reads no compound as two words, and serves on."""

GRID = 2048
"""Steps of a vector's entries. Vectors of length one on this grid have products and sums that 32 bits hold exactly, so
a cosine is the same one by one, many at once, in any order and on any processor; it moves by some .0002."""


def on_grid(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return vectors with each entry a whole number of steps.

    Examples
    --------
    >>> (on_grid(np.array([0.6, 0.8], dtype=np.float32)) * GRID).tolist()
    [1229.0, 1638.0]
    """
    return (np.rint(vectors * GRID) / GRID).astype(np.float32)


def centres_of(vectors: NDArray[np.float32], owners: NDArray[np.integer], count: int) -> NDArray[np.float32]:
    """Return the mean vector of each owner at length one, zeros where it has none; shape (count, n_dimensions)."""
    found = np.zeros((count, vectors.shape[1]), dtype=np.float32)
    np.add.at(found, owners, vectors)
    scaled: NDArray[np.float32] = found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)
    return scaled.astype(np.float32)


def name_hash(form: str) -> int:
    """Return a number for a name in its one form; 72,000 names share none."""
    return int.from_bytes(hashlib.blake2b(form.encode("utf-8"), digest_size=7).digest(), "big")


@dataclass(frozen=True, slots=True, eq=False)
class Mix:
    """Learned weights.

    Attributes
    ----------
    weights
        One for each of ``FEATURES``; float32.
    chance
        Weights of ``CHANCE_FEATURES`` and a constant; float32.
    """

    weights: NDArray[np.float32]
    chance: NDArray[np.float32]

    def scores(self, features: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the weighed sum of features, the same for one row and many; shape (...,) of (..., n_features)."""
        found = features[..., 0] * self.weights[0]
        for column in range(1, len(self.weights)):
            found = found + features[..., column] * self.weights[column]
        return np.asarray(found, dtype=np.float32)

    def probability(self, evidence: Sequence[float]) -> float:
        """Return the chance that the first occupation is meant, for a row of ``CHANCE_FEATURES``."""
        logit = float(np.asarray(evidence, dtype=np.float64) @ self.chance[:-1] + self.chance[-1])
        return 1.0 / (1.0 + math.exp(-min(max(logit, -50.0), 50.0)))


@dataclass(frozen=True, slots=True, eq=False)
class Meanings:
    """ESCO's occupations as meanings that a title can have.

    Attributes
    ----------
    concepts, labels
        Address and preferred Dutch name.
    isco08
        Unit group; int16, shape (n,).
    centres
        Mean vector of the names in three languages, length one, on the grid; float32, shape (n, n_dimensions).
    hashes, meant
        Sorted ``name_hash`` of all names, and the meaning of each; int64 and int16, shape (n_names,).
    words
        The words of all names.
    groups
        Mean vector of each unit group, length one, on the grid; float32, shape (n_groups, n_dimensions).
    group
        Place of each meaning's unit group among them; int64, shape (n,).
    """

    concepts: TextColumn
    labels: TextColumn
    isco08: NDArray[np.int16]
    centres: NDArray[np.float32]
    hashes: NDArray[np.int64]
    meant: NDArray[np.int16]
    words: Words
    groups: NDArray[np.float32] = field(init=False)
    group: NDArray[np.int64] = field(init=False)

    def __post_init__(self) -> None:
        codes, group = np.unique(self.isco08, return_inverse=True)
        object.__setattr__(self, "group", group.astype(np.int64))
        object.__setattr__(self, "groups", on_grid(centres_of(self.centres, self.group, len(codes))))

    def named(self, form: str) -> list[int]:
        """Return the meanings that have this one form as a name, in the order of the bank."""
        key = name_hash(form)
        start, end = np.searchsorted(self.hashes, [key, key + 1])
        return sorted(set(self.meant[start:end].tolist()))

    def nearest(self, vector: NDArray[np.float32]) -> NDArray[np.float32]:
        """Return the cosine with each meaning; shape (..., n) of vectors on the grid, (..., n_dimensions)."""
        found: NDArray[np.float32] = vector @ self.centres.T
        return found


def _check_embedding(folder: Path, said: Mapping[str, Any]) -> None:
    """Refuse weights and vectors that belong to another embedding: their cosines would mean nothing."""
    known = {"embedding": EMBEDDING.name, "embeddingSha256": sha256_of(EMBEDDING / MANIFEST)}
    for key, value in known.items():
        if said.get(key, value) != value:
            raise ArtifactError(
                f"{folder}: {key} is {str(said[key])[:20]!r}, {value[:20]!r} serves; train it again: titles train"
            )


@cache
def learned(folder: Path = SERVED) -> tuple[Mix, Meanings]:
    """Read the artifact after checking its hashes, once.

    Raises
    ------
    ArtifactError
        When a file is missing or was changed, or it was learned with another embedding than the one that serves.
    """
    found = load(folder, kind=KIND, needed=(*_LEARNED, *_BANK))
    _check_embedding(folder, found.manifest.metadata)
    arrays = found.arrays
    meanings = Meanings(
        concepts=TextColumn(arrays["concepts.data"], arrays["concepts.offsets"]),
        labels=TextColumn(arrays["labels.data"], arrays["labels.offsets"]),
        isco08=arrays["isco08"],
        centres=on_grid(arrays["centres"].astype(np.float32) * arrays["scales"][:, None]),
        hashes=np.array(arrays["hashes"]),
        meant=np.array(arrays["meant"]),
        words=Words.from_arrays(arrays) if arrays.keys() >= set(_WORDS) else Words({}),
    )
    return Mix(np.array(arrays["weights"]), np.array(arrays["chance"])), meanings
