"""The figures of Jobbereik that are judgement, as a type; read from ``parameters.yaml``."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path

from item_bank.loader import check_keys, read_yaml
from models.jobbereik.schema import ExperienceKind

PATH = Path(__file__).with_name("parameters.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameters:
    """See the comments in ``parameters.yaml`` for the meaning and source of each figure."""

    version: str
    values_since: date
    source: str
    typical: Mapping[str, float]
    months_full: int
    share_at_start: float
    halving_years: float
    kinds: Mapping[ExperienceKind, float]
    tiny_profile: int
    broad_profile: int
    thin_occupation: int
    levels_by_training: int
    levels_within_reach: int
    levels_with_training: int
    only_when_asked: Sequence[str]
    leads_a_trade: Sequence[str]
    leads_from: Sequence[str]
    contradictory_levels: int
    surprising_shown: int
    surprising_share_of_threshold: float
    list_least: int
    further_shown: int
    fill_least: float
    level_of_anybody: int
    fill_least_training: float
    sideways_least: float
    last_below: float
    level_at_start: int
    level_to_learn: int
    further_least: float
    study_years_beside_work: int
    study_years_of_level: Mapping[int, int]
    hobby_from_level: int
    levels_below: int
    doubt_sure: float
    doubt_likely: float
    doubt_possible: float
    share_power: Mapping[str, float]
    kinds_told: Mapping[ExperienceKind, Mapping[str, float]]


@cache
def parameters() -> Parameters:
    """Return the figures of this release.

    Raises
    ------
    CatalogueError
        When the file misses a figure or has one that is not known.
    """
    body = read_yaml(PATH)
    names = frozenset(field.name for field in fields(Parameters))
    check_keys(body, required=names, optional=frozenset(), where=str(PATH))
    kinds = {ExperienceKind(name): share for name, share in body.pop("kinds").items()}
    told = {ExperienceKind(name): shares for name, shares in body.pop("kinds_told").items()}
    return Parameters(kinds=kinds, kinds_told=told, **body)
