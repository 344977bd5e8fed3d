"""Small catalogues for tests; made by chance from a seed, so that laws are tried on many shapes."""

import numpy as np

from item_bank.catalogue.builtin import read_vocabulary
from item_bank.catalogue.table import Catalogue, build
from item_bank.schema import Competence, CompetenceId, CompetenceKind, Names, Occupation, OccupationId
from models.jobbereik.calibration import ReachModel
from models.jobbereik.engine import Jobbereik
from models.jobbereik.index import build_index

WORDS = ("bakker", "lasser", "verpleger", "kok", "chauffeur", "leraar", "metser", "analist", "kapper", "boekhouder")


def random_catalogue(seed: int, occupations: int = 12, competences: int = 30) -> Catalogue:
    """Return a catalogue whose links are drawn by chance; every occupation asks three competences or more."""
    rng = np.random.default_rng(seed)
    links = {}
    for i in range(occupations):
        chosen = rng.choice(competences, size=int(rng.integers(3, 12)), replace=False)
        links[OccupationId(f"o{i}")] = {CompetenceId(f"c{c}"): bool(rng.random() < 0.4) for c in chosen.tolist()}
    rows = [
        Occupation(id=OccupationId(f"o{i}"), names=Names(labels={"nl": f"{WORDS[i % len(WORDS)]} {i}"}), gates=())
        for i in range(occupations)
    ]
    abilities = [
        Competence(id=CompetenceId(f"c{c}"), names=Names(labels={"nl": f"kunnen {c}"}), kind=CompetenceKind.SKILL)
        for c in range(competences)
    ]
    return build(
        name=f"random{seed}", occupations=rows, competences=abilities, links=links, vocabulary=read_vocabulary()
    )


def random_engine(seed: int) -> Jobbereik:
    """Return the served engine over a random catalogue, with the calibration that ships."""
    catalogue = random_catalogue(seed)
    return Jobbereik.of(catalogue, build_index(catalogue), ReachModel.load())
