"""Families of occupations: the sector where it is known, else the main group of ISCO-08, else one of all the others."""

from dataclasses import dataclass

import numpy as np

from item_bank.catalogue.table import Catalogue
from models.orient.graded import Positions

MAIN_GROUPS = {
    "0": "Defensie",
    "1": "Leidinggeven",
    "2": "Beroepen met hogere studies",
    "3": "Technische en ondersteunende beroepen",
    "4": "Kantoor",
    "5": "Dienstverlening en verkoop",
    "6": "Land, tuin en dieren",
    "7": "Ambacht en vakwerk",
    "8": "Machines en voertuigen",
    "9": "Eenvoudig en uitvoerend werk",
}
"""Our own plain names of the ten main groups of ISCO-08."""

OTHER = "Andere beroepen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """A family of occupations.

    Attributes
    ----------
    code
        Sector code, ``isco-`` and a digit, or ``other``.
    label
        Dutch.
    """

    code: str
    label: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Families:
    """The families of a catalogue.

    Attributes
    ----------
    of
        Position of each occupation's family; shape (N,).
    kinds
        All families that occur.
    """

    of: Positions
    kinds: tuple[Family, ...]


def families(catalogue: Catalogue) -> Families:
    """Return the family of every occupation."""
    labels = {sector.code: sector.label for sector in catalogue.vocabulary.sectors}
    sectors, codes = (catalogue.columns.texts[f"occupation.{name}"] for name in ("sector", "isco08"))
    found: dict[str, Family] = {}
    order: dict[str, int] = {}
    of = []
    for sector, isco in zip(sectors, codes, strict=True):
        if sector in labels:
            family = Family(code=sector, label=labels[sector])
        elif isco[:1] in MAIN_GROUPS:
            family = Family(code=f"isco-{isco[0]}", label=MAIN_GROUPS[isco[0]])
        else:
            family = Family(code="other", label=OTHER)
        found[family.code] = family
        of.append(order.setdefault(family.code, len(order)))
    return Families(of=np.array(of, dtype=np.int64), kinds=tuple(found.values()))
