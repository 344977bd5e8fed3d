"""A catalogue of any size in the interchange format, drawn by chance: to measure growth, not quality."""

import csv
from pathlib import Path

import numpy as np

ASKED = (12, 45)
"""Competences that an occupation asks, least and most; on ROME they are 10 to 60."""

A_FIELD = 30
"""Occupations of one field share two thirds of what they ask."""

PARTS = (
    ("bouw", "metaal", "zorg", "kantoor", "hout", "voeding", "haven", "lucht", "water", "glas", "textiel", "papier"),
    ("toezicht", "onderhoud", "verkoop", "advies", "planning", "controle", "montage", "ontwerp", "beheer", "opleiding"),
    ("medewerker", "technieker", "leider", "operator", "adviseur", "assistent", "bediener", "ontwerper"),
)


def _write(path: Path, head: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(head)
        writer.writerows(rows)


def draw_catalogue(folder: Path, occupations: int, seed: int) -> Path:
    """Write a catalogue of so many occupations, ten competences for each, and return its folder."""
    folder.mkdir(parents=True)
    rng, competences = np.random.default_rng(seed), 10 * occupations
    fields = -(-occupations // A_FIELD)
    titles, links = [], []
    for i in range(occupations):
        words = [str(part[int(rng.integers(len(part)))]) for part in PARTS]
        titles.append(
            (f"o{i}", f"{words[0]}{words[1]}{words[2]} {i}", f"{words[2]} {words[0]}|{words[1]}{words[2]} {i}")
        )
        own = int(rng.integers(*ASKED))
        field = (i % fields) * (competences // fields)
        near = field + rng.integers(competences // fields, size=2 * own // 3)
        chosen = {*near.tolist(), *rng.integers(competences, size=own - own * 2 // 3).tolist()}
        links += [(f"o{i}", f"c{c}", "1" if rng.random() < 0.4 else "0") for c in sorted(chosen)]
    named = [(f"c{c}", f"{PARTS[0][c % 12]} {PARTS[1][c // 12 % 10]} {c} uitvoeren") for c in range(competences)]
    _write(folder / "occupations.csv", ("id", "label_nl", "aliases_nl"), titles)
    _write(folder / "competences.csv", ("id", "label_nl"), named)
    _write(folder / "occupation_competences.csv", ("occupation_id", "competence_id", "essential"), links)
    return folder
