"""Trainings that are proposed lead to the occupation, not merely to something that it asks too."""

from datetime import date

import pytest

from models.jobbereik.engine import Jobbereik
from models.jobbereik.schema import Experience, Profile


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Jobbereik:
    return Jobbereik.load(tmp_path_factory.mktemp("data"))


def trainings(engine: Jobbereik, own: str, target: str) -> list[str]:
    profile = Profile(experiences=(Experience(occupation_id=own, months=60),))
    found = engine.gap(profile, target, on=date(2026, 11, 24)).candidate
    return [training.id for training in found.trainings]


@pytest.mark.parametrize("target", ["kassamedewerker", "schoonmaker", "magazijnier", "verpleegkundige", "lasser"])
def test_a_training_builds_what_the_occupation_asks_or_opens_its_gate(engine: Jobbereik, target: str) -> None:
    index = engine.catalogue.occupation_index(target)
    asked = {competence.id for competence, _ in engine.catalogue.competences_of(index)}
    gates = set(engine.catalogue.occupation(index).gates)
    by_id = {training.id: training for training in engine.catalogue.trainings}
    for id_ in trainings(engine, "bibliotheekmedewerker", target):
        training = by_id[id_]
        shared = asked & set(training.competences)
        assert gates & set(training.gates) or len(shared) >= len(training.competences) / 2


def test_several_occupations_at_once_say_what_each_says_by_itself(engine: Jobbereik) -> None:
    profile = Profile(experiences=(Experience(occupation_id="kok", months=24),))
    ids, on = ["bakker", "vrachtwagenchauffeur", "kok"], date(2026, 11, 24)
    assert engine.gaps(profile, ids, on=on) == tuple(engine.gap(profile, id_, on=on) for id_ in ids)


def test_who_surely_has_a_competence_has_it_as_it_stands_for_everybody(engine: Jobbereik) -> None:
    """What is written once for everybody is known by identity: a chance that rounds to 1 made a new one each time."""
    item = engine.explainer.asked(0)[0]
    assert item.as_held(1.0) is item.as_held(0.99996) is item.held
    assert item.as_held(0.9).probability == 0.9


def test_the_training_that_opens_the_gate_comes_first(engine: Jobbereik) -> None:
    first = trainings(engine, "koerier", "vrachtwagenchauffeur")[0]
    opened = next(t.gates for t in engine.catalogue.trainings if t.id == first)
    assert set(opened) & {"rijbewijs-c", "code-95"}
