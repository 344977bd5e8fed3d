"""Sample vacancies: a seeded generator out of the built-in catalogue, so that all works before vacancies are imported.

They are no vacancies: each says so in its text and in its data, employers are called "Voorbeeldwerkgever", and what is
learned from them says ``sample`` wherever it is shown. Demand is skewed, some competences rise or fall, some are
missing or wrong, texts are varied, some repeat: what the learning must cope with.
"""

import html
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.progress import track

from item_bank import vacancies
from item_bank.catalogue import builtin
from item_bank.catalogue.table import Catalogue
from item_bank.loader import read_yaml
from item_bank.postcodes.table import Place, postcodes
from item_bank.schema import Names
from item_bank.vacancies.records import VacancySource
from models.vacancies.statistics import SHIPPED
from training.tables import InputError
from training.vacancies.importing import import_file
from training.vacancies.learning import learn
from training.vacancies.reading import Reader

SEED = 20261125
SHIPPED_ON = date(2026, 11, 25)
SHIPPED_COUNT = 60_000
SHIPPED_SHOWN = 3_000

TEXTS = Path(vacancies.__file__).with_name("samples.yaml")
MONTHS = 26
DEMAND = 0.75
"""Exponent of demand: the occupation of rank r is asked r to the power of minus this."""

EMPLOYERS = 2_500
AGENCIES = 12
AGENCY_SHARE = 0.12
REPEATED = 0.04
"""Share of vacancies that repeat the one before with other small words."""

MOVING = 0.12
"""Share of pairs whose share rises or falls over time."""

WRONG, MISSING = 0.35, 0.1

Generator = Callable[[Catalogue, int, int, date], Iterator[dict[str, Any]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """What the generator drew once, before the first vacancy.

    Attributes
    ----------
    demand
        Chance of each occupation, added up.
    asked
        For each occupation its competences, the chance that a vacancy asks each, and how that moves in a year.
    places
        Where employers are.
    """

    catalogue: Catalogue
    texts: Mapping[str, Any]
    demand: NDArray[np.float64]
    asked: Sequence[tuple[NDArray[np.int32], NDArray[np.float64], NDArray[np.float64]]]
    places: Sequence[Place]


def world(catalogue: Catalogue, rng: np.random.Generator) -> World:
    """Draw what vacancies will have in common."""
    n = catalogue.n_occupations
    rank = rng.permutation(n) + 1.0
    asked = []
    for occupation in range(n):
        start, end = int(catalogue.indptr[occupation]), int(catalogue.indptr[occupation + 1])
        essential = catalogue.link_essential[start:end] == 1
        chance = np.where(essential, rng.beta(7, 4, end - start), rng.beta(2, 6, end - start))
        moves = np.where(rng.random(end - start) < MOVING, rng.normal(0.0, 0.15, end - start), 0.0)
        asked.append((catalogue.link_competence[start:end], chance, moves))
    places = [place for place in postcodes().places if place.flemish or place.province.startswith("Brussels")]
    return World(
        catalogue=catalogue,
        texts=read_yaml(TEXTS),
        demand=np.cumsum(rank**-DEMAND) / (rank**-DEMAND).sum(),
        asked=asked,
        places=places,
    )


def _name(names: Names, rng: np.random.Generator, alias: float) -> str:
    others = names.aliases.get("nl", ())
    if others and rng.random() < alias:
        return others[int(rng.integers(len(others)))]
    return names.label("nl")


def _pick(options: Sequence[str], rng: np.random.Generator) -> str:
    return options[int(rng.integers(len(options)))]


def _listed(names: Sequence[str], frame: str) -> str:
    lowered = [name[:1].lower() + name[1:] for name in names]
    sentence = ", ".join(lowered[:-1]) + (" en " if len(lowered) > 1 else "") + lowered[-1]
    return frame.replace("{lijst}", "\n".join(f"- {name}" for name in names)).replace("{zin}", sentence)


def _competences(found: World, occupation: int, years: float, rng: np.random.Generator) -> list[int]:
    """Draw what one vacancy asks, ``years`` after the first day."""
    positions, chance, moves = found.asked[occupation]
    drawn = rng.random(len(positions)) < np.clip(chance + moves * years, 0.01, 0.97) * (1.0 - MISSING)
    asked = positions[drawn].tolist() or positions[:1].tolist()
    if rng.random() < WRONG:
        asked.append(int(rng.integers(found.catalogue.n_competences)))
    return list(map(int, rng.permutation(asked)))


def _text(
    found: World, occupation: int, names: Sequence[str], fills: Mapping[str, str], rng: np.random.Generator
) -> str:
    texts, sector = found.texts, found.catalogue.occupation(occupation).sector or "general"
    half = max(1, round(len(names) * float(rng.uniform(0.4, 0.8))))
    intros = texts["intros"].get(sector, texts["intros"]["general"])
    parts = [_pick(texts["intros"]["general"], rng), _pick(intros, rng)]
    parts = parts[:: 1 if rng.random() < 0.5 else -1]
    parts.append(_listed(names[:half], _pick(texts["tasks"], rng)))
    if names[half:]:
        parts.append(_listed(names[half:], _pick(texts["profiles"], rng)))
    parts += [_pick(texts["experience"], rng), _pick(texts["offers"], rng), texts["ending"]]
    text = "\n".join(parts)
    for key, value in fills.items():
        text = text.replace("{" + key + "}", value)
    return marked_up(text) if rng.random() < 0.3 else text


def marked_up(text: str) -> str:
    """Return text as HTML: a paragraph for each line, an item for what begins with a dash."""
    lines = [html.escape(line, quote=False) for line in text.split("\n")]
    return "".join(f"<li>{line[2:]}</li>" if line.startswith("- ") else f"<p>{line}</p>" for line in lines)


def _employer(rng: np.random.Generator) -> tuple[int, str]:
    if rng.random() < AGENCY_SHARE:
        number = int(rng.integers(AGENCIES))
        return EMPLOYERS + number, f"Voorbeelduitzendkantoor {number + 1}"
    number = min(int(rng.pareto(0.9) * 20), EMPLOYERS - 1)
    return number, f"Voorbeeldwerkgever {number + 1}"


def _salary(eqf: int | None, rng: np.random.Generator) -> dict[str, Any] | None:
    if rng.random() > 0.4:
        return None
    low = 50 * round(float(rng.normal(2_150 + 230 * (eqf or 3), 150)) / 50)
    value = {"@type": "QuantitativeValue", "minValue": low, "maxValue": low + 50 * int(rng.integers(0, 9))}
    return {"@type": "MonetaryAmount", "currency": "EUR", "value": value | {"unitText": "MONTH"}}


def _posting(found: World, number: int, first: date, on: date, rng: np.random.Generator) -> dict[str, Any]:
    occupation = min(int(np.searchsorted(found.demand, rng.random(), side="right")), len(found.demand) - 1)
    known = found.catalogue.occupation(occupation)
    posted = first + timedelta(days=int(rng.integers((on - first).days + 1)))
    asked = _competences(found, occupation, (posted - first).days / 365.0, rng)
    names = [_name(found.catalogue.competence(c).names, rng, 0.2) for c in asked]
    key, employer = _employer(rng)
    agency = key >= EMPLOYERS
    place = found.places[int(rng.integers(len(found.places))) if agency else (key * 7_919) % len(found.places)]
    name = _name(known.names, rng, 0.4)
    fills = {"functie": name[:1].lower() + name[1:], "plaats": place.municipality, "werkgever": employer}
    title = _pick(found.texts["prefixes"], rng) + name + _pick(found.texts["suffixes"], rng)
    part = rng.random() < 0.3
    row: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "sample": True,
        "identifier": f"voorbeeld-{number:07d}",
        "title": title.replace("{plaats}", place.municipality),
        "description": _text(found, occupation, names, fills, rng),
        "datePosted": posted.isoformat(),
        "employmentType": "PART_TIME" if part else "FULL_TIME",
        "hiringOrganization": {"@type": "Organization", "name": employer},
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "postalCode": place.postcode,
                "addressLocality": place.municipality,
                "addressCountry": "BE",
            },
        },
    }
    if rng.random() < 0.5:
        row["validThrough"] = (posted + timedelta(days=int(rng.integers(20, 90)))).isoformat()
    if rng.random() < 0.6:
        row["workHours"] = f"{int(rng.integers(16, 33)) if part else 38} uur per week"
    if (salary := _salary(known.eqf, rng)) is not None:
        row["baseSalary"] = salary
    if rng.random() < 0.25:
        row["skills"] = names[: int(rng.integers(1, 4))]
    return row


def generate(catalogue: Catalogue, count: int, seed: int, on: date) -> Iterator[dict[str, Any]]:
    """Yield sample vacancies as JSON objects; the same arguments give the same vacancies.

    Parameters
    ----------
    on
        The last day; the first lies ``MONTHS`` months before.
    """
    rng = np.random.default_rng(seed)
    found = world(catalogue, rng)
    first = on - timedelta(days=round(MONTHS * 30.4))
    row: dict[str, Any] = {}
    for number in range(count):
        if row and rng.random() < REPEATED:
            row = row | {
                "identifier": f"voorbeeld-{number:07d}",
                "description": row["description"] + " Bel gerust.",
            }
        else:
            row = _posting(found, number, first, on, rng)
        yield row


def write(path: Path, count: int, seed: int, on: date, console: Console, *, made_by: Generator = generate) -> int:
    """Write sample vacancies as JSON lines.

    Parameters
    ----------
    made_by
        What makes them.

    Raises
    ------
    InputError
        When the file is already there, or less than one vacancy is asked.
    """
    if path.exists():
        raise InputError(f"{path}: is already there; name a new file")
    if count < 1:
        raise InputError(f"count is {count}; expected 1 or more")
    partial = path.with_name(f".{path.name}.partial")
    rows = made_by(builtin.catalogue(), count, seed, on)
    with partial.open("w", encoding="utf-8") as file:
        for row in track(rows, description="Writing samples", total=count, console=console):
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
    partial.replace(path)
    return count


def ship(out: Path | None, console: Console) -> Path:
    """Make the artifact that comes with the project: samples, what was learned from them, and some of them one by one.

    Parameters
    ----------
    out
        Folder of artifacts; by default that of the project. An artifact that is there is replaced.
    """
    final = SHIPPED if out is None else out / SHIPPED.parent.name / SHIPPED.name
    with tempfile.TemporaryDirectory(prefix="loopbaanspiegel-samples-") as folder:
        data_dir = Path(folder)
        file = data_dir / "samples.jsonl"
        write(file, SHIPPED_COUNT, SEED, SHIPPED_ON, console)
        import_file(file, data_dir, Reader(builtin.catalogue()), console, on=SHIPPED_ON)
        made = data_dir / "made"
        learn(data_dir, console, on=SHIPPED_ON, source=VacancySource.SAMPLE, out=made, shown=SHIPPED_SHOWN)
        shutil.rmtree(final, ignore_errors=True)
        final.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(made, final)
    return final
