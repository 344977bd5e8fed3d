"""The command ``onet``: figures of O*NET and the ESCO occupations that they are of, for catalogues without figures."""

import csv
from collections import defaultdict
from pathlib import Path

from rich.console import Console

from item_bank.names.onet import FILE, Work, packed
from training.tables import InputError

TIERS = {"Primary-Short": "nearest", "Primary-Long": "near", "Supplemental": "related"}
"""O*NET's tiers of relatedness and what they are called here."""

INTERESTS = ("Realistic", "Investigative", "Artistic", "Social", "Enterprising", "Conventional")
VALUES = ("Achievement", "Working Conditions", "Recognition", "Relationships", "Support", "Independence")

Figures = dict[str, dict[str, float]]


def _rows(path: Path) -> list[list[str]]:
    if not path.is_file():
        raise InputError(f"{path}: the file does not exist; it is one of O*NET's tables, split by tabs")
    return [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]


def _figures(path: Path, scale: str) -> Figures:
    found: Figures = defaultdict(dict)
    for code, _, element, of, value, *_ in _rows(path):
        if of == scale:
            found[code][element] = float(value)
    return found


def concepts_of(path: Path) -> dict[str, list[str]]:
    """Return the ESCO occupations of each O*NET-SOC code, as the official crosswalk ties them.

    Raises
    ------
    InputError
        When the file is missing or has no row of an occupation.
    """
    if not path.is_file():
        raise InputError(f"{path}: the file does not exist; it is the crosswalk of ESCO and O*NET")
    found: dict[str, list[str]] = defaultdict(list)
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for row in csv.reader(lines):
            address = next((cell for cell in row if "/esco/occupation/" in cell), None)
            if address and address not in found[row[0]]:
                found[row[0]].append(address)
    if not found:
        raise InputError(f"{path}: no row ties an occupation of O*NET to one of ESCO")
    return found


def gathered(folder: Path) -> list[Work]:
    """Return the occupations of O*NET that an ESCO occupation is, or that are alike to one, by code."""
    concepts = concepts_of(folder / "crosswalk_esco_onet.csv")
    zones = {code: float(zone) for code, zone, *_ in _rows(folder / "job_zones.txt")}
    interests, values = _figures(folder / "interests.txt", "OI"), _figures(folder / "work_values.txt", "EX")
    alike: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for code, other, tier, *_ in _rows(folder / "related_occupations.txt"):
        alike[code][TIERS[tier]].append(other)
    codes = [row[0] for row in _rows(folder / "occupation_data.txt")]

    def six(figures: Figures, names: tuple[str, ...], code: str) -> tuple[float, ...]:
        own = figures.get(code, {})
        return tuple(own[name] for name in names) if own.keys() >= set(names) else ()

    return [
        Work(
            code=code,
            concepts=tuple(concepts.get(code, ())),
            zone=(zones[code],) if code in zones else (),
            interests=six(interests, INTERESTS, code),
            values=six(values, VALUES, code),
            **{name: tuple(alike[code][name]) for name in TIERS.values()},
        )
        for code in sorted(codes)
    ]


def write(reference: Path, console: Console, out: Path = FILE) -> None:
    """Write the file."""
    rows = gathered(reference / "onet")
    out.write_bytes(packed(rows))
    tied = len({concept for row in rows for concept in row.concepts})
    console.print(f"{len(rows)} occupations of O*NET, {tied} of ESCO in {out} ({out.stat().st_size / 1e6:.2f} MB)")
