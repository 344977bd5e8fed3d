"""ESCO's download: languages join, relations become links, and what is missing is said. The rows here are our own."""

from datetime import date
from pathlib import Path

import pytest

from item_bank.catalogue.esco import read_esco
from item_bank.schema import CatalogueError, CompetenceKind
from models.jobbereik.calibration import ReachModel
from models.jobbereik.engine import Jobbereik
from models.jobbereik.index import build_index
from models.jobbereik.schema import Experience, NoteCode, Profile

OCCUPATION, SKILL = "http://data.europa.eu/esco/occupation/", "http://data.europa.eu/esco/skill/"
HEADER = "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,description\n"
SKILLS = "conceptType,conceptUri,skillType,reuseLevel,preferredLabel,altLabels\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    files = {
        "occupations_nl.csv": f'{HEADER}Occupation,{OCCUPATION}a1,7512,bakker,"broodbakker\nbakkerin",Bakt brood.\n'
        f"Occupation,{OCCUPATION}b2,5120,kok,,Kookt.\n",
        "occupations_fr.csv": f"{HEADER}Occupation,{OCCUPATION}a1,7512,boulanger,,Fait du pain.\n",
        "skills_nl.csv": f"{SKILLS}Skill,{SKILL}s1,skill/competence,occupation-specific,deeg kneden,\n"
        f"Skill,{SKILL}s2,knowledge,cross-sector,voedselveiligheid,HACCP\n"
        f"Skill,{SKILL}s3,skill/competence,transversal,samenwerken,\n",
        "occupationSkillRelations_nl.csv": "occupationUri,relationType,skillType,skillUri\n"
        f"{OCCUPATION}a1,essential,x,{SKILL}s1\n{OCCUPATION}a1,optional,x,{SKILL}s2\n"
        f"{OCCUPATION}b2,optional,x,{SKILL}s2\n{OCCUPATION}weg,optional,x,{SKILL}s2\n",
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_languages_join_and_relations_become_links(folder: Path) -> None:
    catalogue, report = read_esco(folder, name="esco")
    baker = catalogue.occupation(catalogue.occupation_index("a1"))
    assert baker.names.labels == {"nl": "bakker", "fr": "boulanger"}
    assert baker.names.aliases["nl"] == ("broodbakker", "bakkerin")
    assert (baker.isco08, baker.esco, baker.description) == ("7512", OCCUPATION + "a1", "Bakt brood.")
    assert (baker.gates, baker.eqf, baker.sector) == (None, None, None)
    links = {(c.id, essential) for c, essential in catalogue.competences_of(0)}
    assert links == {("s1", True), ("s2", False)}
    kinds = [catalogue.competence(i).kind for i in range(3)]
    assert kinds == [CompetenceKind.SKILL, CompetenceKind.KNOWLEDGE, CompetenceKind.SOFT]
    assert report.left_out == {"unknown occupationUri": 1}
    assert not report.warnings


def test_without_relations_names_are_found_and_nothing_is_promised(folder: Path) -> None:
    (folder / "occupationSkillRelations_nl.csv").unlink()
    catalogue, report = read_esco(folder, name="esco")
    assert "no relations" in report.warnings[0]
    engine = Jobbereik.of(catalogue, build_index(catalogue), ReachModel.load())
    assert engine.search_occupations("boulanger", limit=1)[0].index == 0
    profile = Profile(experiences=(Experience(occupation_id="a1", months=24),))
    found = engine.reach(profile, limit=5, on=date(2026, 11, 24))
    assert found.within_reach == ()
    assert NoteCode.PROFILE_EMPTY in found.notes


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("occupations_nl.csv", "conceptUri,label\nx,y\n", "preferredLabel"),
        ("skills_nl.csv", f'{SKILLS}Skill,{SKILL}s1,"skill', "skills_nl.csv"),
        ("skills_nl.csv", f"{SKILLS}Skill,{SKILL}s1\n", "cut off"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused(folder: Path, name: str, text: str, message: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match=message):
        read_esco(folder, name="esco")


def test_other_encodings_and_empty_folders_are_refused(folder: Path, tmp_path: Path) -> None:
    (folder / "skills_nl.csv").write_bytes(f"{SKILLS}Skill,{SKILL}s1,knowledge,x,caf\xe9,\n".encode("latin-1"))
    with pytest.raises(CatalogueError, match="not UTF-8"):
        read_esco(folder, name="esco")
    empty = tmp_path / "leeg"
    empty.mkdir()
    with pytest.raises(CatalogueError, match="0 occupations"):
        read_esco(empty, name="esco")


def test_an_obsolete_concept_is_left_out_and_counted(folder: Path) -> None:
    path = folder / "occupations_nl.csv"
    rows = f"Occupation,{OCCUPATION}a1,7512,bakker,,Bakt,released\nOccupation,{OCCUPATION}b2,5120,kok,,Kookt,Obsolete\n"
    path.write_text(HEADER.replace("description\n", "description,status\n") + rows, encoding="utf-8")
    catalogue, report = read_esco(folder, name="esco")
    assert [catalogue.occupation(i).id for i in range(catalogue.n_occupations)] == ["a1"]
    assert report.left_out["status is obsolete"] == 1


@pytest.mark.parametrize(
    ("written", "essential", "counted"), [("Essential", True, 0), (" ESSENTIAL ", True, 0), ("vereist", False, 1)]
)
def test_the_kind_of_a_relation_is_read_in_any_letters(
    folder: Path, written: str, essential: bool, counted: int
) -> None:
    path = folder / "occupationSkillRelations_nl.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("a1,optional", f"a1,{written}"), encoding="utf-8")
    catalogue, report = read_esco(folder, name="esco")
    assert {c.id: mark for c, mark in catalogue.competences_of(0)}["s2"] is essential
    assert report.left_out["relationType not known, taken as optional"] == counted


def test_hidden_labels_are_searched_and_codes_without_their_zero_read(folder: Path) -> None:
    path = folder / "occupations_nl.csv"
    text = f'{HEADER.strip()},hiddenLabels,,\nOccupation,{OCCUPATION}a1,110,bakker,,Bakt,"beenhouwerij\r\nbroodman",,\n'
    path.write_text(text + f"Occupation,{OCCUPATION}b2,512,kok,,Kookt,,,\n", encoding="utf-8")
    catalogue, report = read_esco(folder, name="esco")
    baker = catalogue.occupation(catalogue.occupation_index("a1"))
    assert (baker.isco08, baker.names.aliases["nl"]) == ("0110", ("beenhouwerij", "broodman"))
    assert report.left_out["iscoGroup not usable"] == 1
