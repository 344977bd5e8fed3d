"""What gates say about each other, what work proves, and what then stands in the way."""

from dataclasses import replace

import pytest

from item_bank.catalogue.builtin import catalogue
from item_bank.catalogue.gates import implied, proved_by, unmet
from item_bank.checks import _gates
from item_bank.schema import CatalogueError, Gate, GateId, Implied, Occupation

YEARS_OF_A_DOCTOR = 9


def occupation(id_: str) -> Occupation:
    index = catalogue().occupation_index(id_)
    assert index is not None
    return catalogue().occupation(index)


def barriers(work: str, target: str, denied: frozenset[GateId] = frozenset()) -> set[str]:
    gates = catalogue().gates
    met = proved_by(occupation(work), gates, denied)
    return {gate.id for gate in unmet(occupation(target), met, gates, denied).barriers}


@pytest.mark.parametrize(
    ("work", "target"),
    [
        ("verpleegkundige", "zorgkundige"),
        ("verpleegkundige", "verzorgende-thuiszorg"),
        ("zorgkundige", "verzorgende-thuiszorg"),
        ("vrachtwagenchauffeur", "koerier"),
        ("vrachtwagenchauffeur", "taxichauffeur"),
        ("leraar-secundair-onderwijs", "onderwijsassistent"),
        ("leraar-secundair-onderwijs", "leraar-volwassenenonderwijs"),
        ("kleuteronderwijzer", "kinderbegeleider"),
        ("kinderbegeleider", "onthaalouder"),
        ("onthaalouder", "kinderbegeleider"),
        ("industrieel-ingenieur", "docent-hogeschool"),
        ("apotheker", "apotheekassistent"),
        ("winkelbediende", "koerier"),
        ("dakwerker", "stellingbouwer"),
        ("boekhouder", "bankbediende"),
        ("politie-inspecteur", "gevangenisbewaker"),
    ],
)
def test_work_proves_what_the_law_lets_only_holders_do(work: str, target: str) -> None:
    assert not barriers(work, target)


@pytest.mark.parametrize(
    ("work", "target", "gate"),
    [
        ("zorgkundige", "verpleegkundige", "visum-verpleegkundige"),
        ("vroedvrouw", "zorgkundige", "visum-zorgkundige"),
        ("vroedvrouw", "verpleegkundige", "visum-verpleegkundige"),
        ("verzorgende-thuiszorg", "zorgkundige", "visum-zorgkundige"),
        ("koerier", "vrachtwagenchauffeur", "rijbewijs-c"),
        ("leraar-secundair-onderwijs", "kleuteronderwijzer", "bekwaamheidsbewijs-kleuteronderwijs"),
        ("leraar-secundair-onderwijs", "kinderbegeleider", "kwalificatiebewijs-kinderopvang"),
        ("gemeenschapswacht", "bewakingsagent", "bekwaamheidsattest-bewakingsagent"),
        ("vastgoedmakelaar", "vastgoedmakelaar", "erkenning-vastgoedmakelaar"),
    ],
)
def test_and_not_more_than_that(work: str, target: str, gate: str) -> None:
    assert gate in barriers(work, target)


def test_what_follows_follows_over_any_number_of_steps() -> None:
    found = implied(catalogue().gates, [GateId("visum-verpleegkundige")])
    assert found == {"visum-verpleegkundige", "visum-zorgkundige", "studiebewijs-verzorgende"}
    assert implied(catalogue().gates, found) == found
    assert implied(catalogue().gates, [GateId("nergens")]) == {"nergens"}


def test_what_a_person_denies_proves_nothing_further() -> None:
    visum = frozenset({GateId("visum-verpleegkundige")})
    assert barriers("verpleegkundige", "zorgkundige", denied=visum) == {"visum-zorgkundige"}
    assert barriers("winkelbediende", "koerier", denied=frozenset({GateId("rijbewijs-b")})) == {"rijbewijs-b"}


def test_the_study_that_a_step_asks_is_that_of_what_is_not_met_yet() -> None:
    gates = catalogue().gates
    nurse = proved_by(occupation("verpleegkundige"), gates)
    assert unmet(occupation("huisarts"), nurse, gates).study_years == YEARS_OF_A_DOCTOR
    assert unmet(occupation("zorgkundige"), nurse, gates).study_years is None


def test_formalities_and_what_most_adults_hold_are_named_apart() -> None:
    found = unmet(occupation("onderwijsassistent"), frozenset(), catalogue().gates)
    assert (found.barriers, [gate.id for gate in found.formalities]) == ((), ["uittreksel-minderjarigen"])
    assert [gate.id for gate in unmet(occupation("koerier"), frozenset(), catalogue().gates).common] == ["rijbewijs-b"]


def test_a_gate_more_never_adds_a_barrier() -> None:
    gates = catalogue().gates
    for i in range(catalogue().n_occupations):
        target = catalogue().occupation(i)
        before = {gate.id for gate in unmet(target, frozenset(), gates).barriers}
        for gate in target.gates or ():
            after = {g.id for g in unmet(target, implied(gates, [gate]), gates).barriers}
            assert after <= before


def test_every_gate_says_how_sure_it_is() -> None:
    for gate in catalogue().gates.values():
        assert gate.confidence is not None
        assert all(item.confidence is not None for item in gate.implies)


def broken(**changes: object) -> list[str]:
    """Return what the rules say when the gate rijbewijs-b is changed."""
    ours = catalogue()
    gates = dict(ours.gates)
    try:
        gates[GateId("rijbewijs-b")] = replace(gates[GateId("rijbewijs-b")], **changes)  # type: ignore[arg-type]
        ours.gates, kept = gates, ours.gates
        rows = {str(o.id): o for o in (ours.occupation(i) for i in range(ours.n_occupations))}
        return list(_gates(ours, rows))
    finally:
        ours.gates = kept


def test_a_circle_an_unknown_gate_and_a_studied_formality_are_named() -> None:
    circle = Implied(gate=GateId("rijbewijs-c"), source="verzonnen")
    assert any("rijbewijs-b: implies itself through rijbewijs-c" in line for line in broken(implies=(circle,)))
    unknown = Implied(gate=GateId("nergens"), source="")
    lines = broken(implies=(unknown,))
    assert any("'nergens' does not exist" in line for line in lines)
    assert any("no source" in line for line in lines)
    assert any("a formality asks no study" in line for line in broken(formality=True))
    assert not broken()


def test_a_gate_refuses_figures_out_of_range() -> None:
    gate: Gate = catalogue().gates[GateId("visum-arts")]
    with pytest.raises(CatalogueError, match="study_years is 16"):
        replace(gate, study_years=16)
    with pytest.raises(CatalogueError, match="level_meets is 9"):
        replace(gate, level_meets=9)
