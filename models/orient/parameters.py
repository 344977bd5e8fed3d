"""The figures of Oriënt that are judgement, as a type; read from ``parameters.yaml``."""

from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from item_bank.loader import check_keys, read_yaml

PATH = Path(__file__).with_name("parameters.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """See the comments in ``parameters.yaml`` for the meaning of each figure."""

    version: str
    elevation: float
    type: float
    basic: float
    fit_type: float
    fit_basic: float
    fit_family: float
    fit_text: float
    fit_own: float
    fit_own_unknown: float
    text_factors: int
    family_shrink: float
    rating_slope: float
    rating_thresholds: tuple[float, ...]
    first: int
    least: int
    most: int
    ratings_first: int
    ratings_per_items: tuple[int, ...]
    explore_one_in: int
    explore_evenly: float
    items_evenly: float
    try_out_places: tuple[int, ...]
    best_of: int
    sharpness: float
    exposure_cap: float
    profile_until: int
    profile_share: float
    profile_share_after: float
    near_top: int
    rating_candidates: int
    regret_bound: float
    gain_bound: float
    rivals: int
    shown: int
    families: int
    top: int
    draws: int
    flat_evidence: float
    habit_evidence: float
    chance_evidence: float
    extreme_elevation: float
    few_answers: int


@cache
def parameters() -> Parameters:
    """Return the figures of this release.

    Raises
    ------
    CatalogueError
        When the file misses a figure or has one that is not known.

    Examples
    --------
    >>> parameters().first
    10
    """
    body = read_yaml(PATH)
    check_keys(body, required=frozenset(f.name for f in fields(Parameters)), optional=frozenset(), where=str(PATH))
    values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in body.items()}
    return Parameters(**values)
