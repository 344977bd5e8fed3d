"""Another catalogue leans on what O*NET says of work and on what Flanders calls it, by names or a tie to ESCO."""

import numpy as np

from item_bank.catalogue.builtin import catalogue, read_vocabulary
from item_bank.catalogue.table import Catalogue, build
from item_bank.schema import Competence, CompetenceId, CompetenceKind, Names, Occupation, OccupationId
from models.jobbereik.features.outside import NAMES, from_outside, mix_of_works
from models.jobbereik.index import title_finder
from models.titles.ours import by_concept

TITLES = ("Infirmier / Infirmière", "Aide-soignant", "Soudeur", "Ingénieur civil", "Manœuvre de chantier")
NURSE, CARER, WELDER, ENGINEER, LABOURER = range(len(TITLES))


def french(tied: dict[int, str]) -> Catalogue:
    """Return a catalogue of French titles, some of them tied to an occupation of ESCO."""
    rows = [
        Occupation(id=OccupationId(f"o{i}"), names=Names(labels={"fr": title}), esco=tied.get(i), gates=())
        for i, title in enumerate(TITLES)
    ]
    skill = Competence(id=CompetenceId("c"), names=Names(labels={"fr": "savoir"}), kind=CompetenceKind.SKILL)
    links = {row.id: {skill.id: True} for row in rows}
    return build(name="french", occupations=rows, competences=[skill], links=links, vocabulary=read_vocabulary())


def test_work_that_is_alike_is_nearer_and_more_preparation_is_a_higher_zone() -> None:
    found = dict(from_outside(len(TITLES), mix_of_works(french({}))))
    assert tuple(found) == NAMES
    assert all(np.isfinite(matrix).all() and matrix.shape == (5, 5) for matrix in found.values())
    for name in ("onet-alike", "onet-interests"):
        assert found[name][NURSE, CARER] > found[name][NURSE, WELDER], name
    assert found["onet-zone"][0, ENGINEER] > found["onet-zone"][0, LABOURER] + 1
    assert found["onet-zone-more"][LABOURER, ENGINEER] == -found["onet-zone-more"][ENGINEER, LABOURER]


def test_a_tie_to_esco_goes_before_the_name() -> None:
    own = catalogue()
    welder = next(row.esco for row in map(own.occupation, range(own.n_occupations)) if row.id == "lasser")
    named, tied = (
        dict(from_outside(len(TITLES), mix_of_works(french(ties))))["onet-alike"] for ties in ({}, {CARER: str(welder)})
    )
    assert tied[CARER, WELDER] > named[CARER, WELDER] + 0.2


def test_what_is_tied_to_esco_is_found_by_the_name_that_flanders_has() -> None:
    bicycles = next(concept for concept, names in by_concept().items() if "velomaker" in names)
    finder = title_finder(french({WELDER: bicycles}))
    assert int(finder.evidence("velomaker").scores.argmax()) == WELDER
    assert "velomaker" not in list(title_finder(french({})).names)


def test_nothing_is_said_of_the_catalogue_whose_steps_are_judged() -> None:
    assert mix_of_works(catalogue()) is None
    assert all(np.isnan(matrix).all() for _, matrix in from_outside(3, None))
