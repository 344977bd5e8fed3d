"""Reads what the page of an occupation tells beside the catalogue from the files beside this module.

Ids are those of the built-in catalogue; an imported catalogue with other ids finds nothing here, and the page
says that it does not know.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from item_bank.loader import read_yaml
from item_bank.occupations.schema import (
    LearningAddress,
    LearningMeasure,
    Link,
    ListedShortage,
    MinimumWage,
    PayScale,
    ShortageList,
    TitleMatch,
)
from item_bank.schema import CatalogueError, OccupationId, TrainingKind

FOLDER = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class OccupationBank:
    """What is known of occupations beside the catalogue.

    Attributes
    ----------
    days
        A day in it, in plain Dutch; typical, no promise.
    shortages
        Occupations that stand on ``shortage_list``.
    look_up
        Where the lowest pay of a sector is looked up.
    """

    days: Mapping[OccupationId, str]
    shortage_list: ShortageList
    shortages: Mapping[OccupationId, ListedShortage]
    minimum_wage: MinimumWage
    look_up: Link
    scales: tuple[PayScale, ...]
    addresses: tuple[LearningAddress, ...]
    measures: tuple[LearningMeasure, ...]

    def scale(self, occupation: OccupationId) -> PayScale | None:
        """Return the public scale that the pay of an occupation follows; ``None`` when we know of none."""
        return next((scale for scale in self.scales if occupation in scale.occupations), None)


def _days(folder: Path) -> dict[OccupationId, str]:
    found: dict[OccupationId, str] = {}
    for path in sorted((folder / "days").glob("*.yaml")):
        for id_, text in read_yaml(path).items():
            if id_ in found:
                raise CatalogueError(f"{path}: {id_!r} stands in another file too; allowed is one day an occupation")
            found[OccupationId(id_)] = text.strip()
    return found


def _shortages(folder: Path) -> dict[OccupationId, ListedShortage]:
    with (folder / "shortage.csv").open(encoding="utf-8", newline="") as file:
        return {
            OccupationId(row["occupation_id"]): ListedShortage(
                titles=tuple(row["vdab_titles"].split("|")), match=TitleMatch(row["match"])
            )
            for row in csv.DictReader(file)
        }


def _kinds(row: Mapping[str, Any]) -> frozenset[TrainingKind]:
    return frozenset(map(TrainingKind, row["kinds"]))


def _scale(row: Mapping[str, Any]) -> PayScale:
    return PayScale(
        link=Link(label=row["label"], url=row["url"]),
        text=row["text"],
        occupations=frozenset(map(OccupationId, row["occupations"])),
    )


def read(folder: Path = FOLDER) -> OccupationBank:
    """Return the bank of a folder.

    Raises
    ------
    item_bank.schema.CatalogueError
        When a file cannot be read; the message names it.
    """
    try:
        pay, learning = read_yaml(folder / "pay.yaml"), read_yaml(folder / "learning.yaml")
        wage = pay["minimum_wage"]
        return OccupationBank(
            days=MappingProxyType(_days(folder)),
            shortage_list=ShortageList(**read_yaml(folder / "shortage.yaml")),
            shortages=MappingProxyType(_shortages(folder)),
            minimum_wage=MinimumWage(**{key: wage[key] for key in ("cents", "since", "source", "note")}),
            look_up=Link(**pay["look_up"]),
            scales=tuple(map(_scale, pay["scales"])),
            addresses=tuple(
                LearningAddress(link=Link(label=row["label"], url=row["url"]), kinds=_kinds(row))
                for row in learning["addresses"]
            ),
            measures=tuple(LearningMeasure(**{**row, "kinds": _kinds(row)}) for row in learning["measures"]),
        )
    except (KeyError, TypeError, ValueError, OSError) as error:
        raise CatalogueError(f"{folder}: {error}") from error


@cache
def bank() -> OccupationBank:
    """Return the bank that comes with the project.

    Examples
    --------
    >>> bank().shortage_list.year
    2026
    """
    return read()
