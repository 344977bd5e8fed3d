"""Competences by everyday words: the general ones first, what few occupations ask after what many ask."""

from itertools import pairwise

import numpy as np
import pytest

from models.competences.finder import everyday
from models.jobbereik.engine import Jobbereik

EVERYDAY = {
    "leiding geven": "mensen-aansturen",
    "leidinggeven": "mensen-aansturen",
    "mensen helpen": "luisteren-met-aandacht",
    "computer": "rekenblad-gebruiken",
    "pc": "rekenblad-gebruiken",
    "kinderen": "toezicht-op-kinderen-houden",
    "bejaarden": "zorgvrager-observeren",
    "talen": "engels-spreken",
    "Frans": "frans-spreken",
    "auto rijden": "auto-besturen",
    "verkopen": "verkopen",
    "klanten": "klantgericht-werken",
    "schoonmaken": "ruimtes-schoonmaken",
    "poetsen": "ruimtes-schoonmaken",
    "koken": "warme-gerechten-bereiden",
    "les geven": "lessen-voorbereiden",
    "administratie": "dossiers-beheren",
    "excel": "rekenblad-gebruiken",
    "plannen": "planning-maken",
    "luisteren": "luisteren-met-aandacht",
    "teamwork": "samenwerken-in-team",
    "telefoneren": "telefoneren-met-klanten",
    "metsen": "metselwerk-uitvoeren",
    "tuin": "planten-kennen",
    "patiënten verplaatsen": "patient-verplaatsen",
    "Bejaarden wassen": "patient-wassen",
    "zieken verplaatsen": "patient-verplaatsen",
    "ouderen helpen bij het eten": "eten-en-drinken-geven",
    "zware dingen tillen": "ergonomisch-tillen",
    "ik kan goed tekenen": "illustraties-tekenen",
    "Nederlands": "foutloos-nederlands-schrijven",
    "verven": "binnen-en-buiten-schilderen",
    "mensen wassen": "patient-wassen",
    "geld tellen": "betalingen-ontvangen",
    "stiptheid": "werk-organiseren",
    "geduld": "omgaan-met-stress",
    "eerlijk": "discretie-bewaren",
}


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Jobbereik:
    return Jobbereik.load(tmp_path_factory.mktemp("data"))


@pytest.mark.parametrize(("typed", "expected"), EVERYDAY.items())
def test_the_general_competence_comes_first(engine: Jobbereik, typed: str, expected: str) -> None:
    found = engine.search_competences(typed, limit=7)
    assert engine.catalogue.competence(found[0].index).id == expected
    assert all(one.score >= other.score for one, other in pairwise(found))


@pytest.mark.parametrize("typed", ["schoonmaken", "verkopen", "lassen", "machines"])
def test_what_many_occupations_ask_comes_before_its_kinds(engine: Jobbereik, typed: str) -> None:
    asked = np.bincount(np.array(engine.catalogue.link_competence), minlength=engine.catalogue.n_competences)
    found = [int(asked[match.index]) for match in engine.search_competences(typed, limit=7)]
    assert np.mean(found[:3]) >= np.mean(found[3:] or [0])


def test_broad_words_mean_competences_that_exist(engine: Jobbereik) -> None:
    ids = {id_ for means in everyday().values() for id_ in means}
    assert {id_ for id_ in ids if engine.catalogue.competence_index(id_) is None} == set()


@pytest.mark.parametrize("typed", ["", "   ", "🚀", "!!!", "x" * 10_000])
def test_nothing_is_found_for_nothing(engine: Jobbereik, typed: str) -> None:
    assert engine.search_competences(typed, limit=7) == ()
