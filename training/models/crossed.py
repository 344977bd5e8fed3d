"""A version as it would be without the origin that it ranks for: its trees fold by fold, beside those that serve.

A version that learned from the steps it is measured on looks better there than it is. Jobbereik's versions keep the
trees of each fold, so that report and gate measure what has not been seen, with the curves that are served.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models import registry, store
from models.jobbereik.engine import Jobbereik
from models.jobbereik.forest import Forest, Trees
from models.jobbereik.ranker import Head

PREFIX = "crossed"
FOLDS = "folds"
"""Key of the manifest that names the fold of each origin."""


def to_arrays(crossed: list[dict[Head, Forest]]) -> dict[str, NDArray[Any]]:
    """Return the trees of all folds by name, ready to be stored; every fold has as many trees."""
    made: dict[str, NDArray[Any]] = {}
    for head in crossed[0]:
        parts = [fold[head].trees.to_arrays(f"{PREFIX}.{head}") for fold in crossed]
        made |= {name: np.stack([part[name] for part in parts]) for name in parts[0]}
    return made


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """An engine, and for each origin that it learned from one that did not.

    Attributes
    ----------
    engine
        What is served.
    without
        Engines of the same version that never saw an origin, by its position.
    folds
        The fold of each of these origins: the trees of one saw none of its own.
    """

    engine: Jobbereik
    without: Mapping[int, Jobbereik]
    folds: Mapping[int, int] = field(default_factory=dict)

    def of(self, origins: tuple[int, ...]) -> Jobbereik:
        """Return the engine to ask for somebody with these occupations: one that saw none of them, if any."""
        found = {id(self.without[o]): self.without[o] for o in origins if o in self.without}
        return next(iter(found.values())) if len(found) == 1 else self.engine


def read(engine: Jobbereik, folder: Path) -> Crossed:
    """Return the engine of a version with those of its folds; without any where the version keeps none.

    Raises
    ------
    store.ArtifactError
        When the artifact does not agree with its manifest.
    """
    folds = registry.metadata(folder).get(FOLDS)
    if not isinstance(folds, Mapping) or not engine.catalogue.built_in:
        return Crossed(engine=engine, without={})
    arrays = store.load(folder, kind=registry.kind_of(folder)).arrays
    engines: dict[int, Jobbereik] = {}
    without, known = {}, {}
    for id_, fold in folds.items():
        position = engine.catalogue.occupation_index(id_)
        if position is not None:
            if fold not in engines:
                engines[fold] = _without(engine, arrays, fold)
            without[position], known[position] = engines[fold], int(fold)
    return Crossed(engine=engine, without=without, folds=known)


def _without(engine: Jobbereik, arrays: Mapping[str, NDArray[Any]], fold: int) -> Jobbereik:
    decider = engine.decider
    heads = {}
    for head, model in decider.heads.items():
        name = f"{PREFIX}.{head}"
        own = {key: array[fold] for key, array in arrays.items() if key.startswith(f"{name}.")}
        heads[head] = type(model).of(Forest.of(Trees.from_arrays(name, own)), model.curve)
    ranker = replace(decider.ranker, forests={head: model.forest for head, model in heads.items()})
    return replace(engine, decider=replace(decider, ranker=ranker, heads=heads))
