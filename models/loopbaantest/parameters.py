"""The figures of the Loopbaantest that are judgement, as a type; read from ``parameters.yaml``."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from item_bank.loader import check_keys, read_yaml

PATH = Path(__file__).with_name("parameters.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Careless:
    """Thresholds of the soft notes; see ``parameters.yaml``."""

    median_ms: int
    quick_ms: int
    quick_share: float
    times_least: int
    contradictions_least: int
    unusual_chance: float
    lz: float
    same_least: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """See the comments in ``parameters.yaml`` for the meaning and source of each figure."""

    version: str
    item_error: float
    z: float
    answered_least: int
    cuts: tuple[float, float]
    careless: Careless
    low_satisfaction: int
    norm_n_least: int


def _keys(kind: Any) -> frozenset[str]:  # noqa: ANN401 - any dataclass
    return frozenset(field.name for field in fields(kind))


@cache
def parameters() -> Parameters:
    """Return the figures of this release.

    Raises
    ------
    CatalogueError
        When the file misses a figure or has one that is not known.
    """
    body = read_yaml(PATH)
    check_keys(body, required=_keys(Parameters), optional=frozenset(), where=str(PATH))
    check_keys(body["careless"], required=_keys(Careless), optional=frozenset(), where=f"{PATH}, careless")
    return Parameters(**body | {"careless": Careless(**body["careless"]), "cuts": tuple(body["cuts"])})
