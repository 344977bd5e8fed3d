"""A Europass file is read whatever made it, and never harms; a CV is written so that any text survives."""

import io
import json
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pypdf
import pytest
from fastapi import FastAPI

from api.jobbereik.cv import texts
from item_bank.schema import CompetenceKind
from models.cv import xml
from models.cv.candidate import candidate
from models.cv.found import count_months, ended_on
from models.cv.matching import EntryStatus, Matched, match
from models.cv.passport import skills_passport
from models.cv.reading.file import UnreadableError, read_file
from models.cv.schema import Cv, Entry, Group, Language, Line, Moment, Period, Person, read_moment
from models.jobbereik.schema import Experience, ExperienceKind
from tests import europass

ON = date(2026, 11, 29)


def read(app: FastAPI, content: bytes) -> Matched:
    return match(app.state.engines.current, read_file(content), ON)


def test_an_export_of_the_editor_gives_work_studies_licences_and_languages(app: FastAPI) -> None:
    works = europass.work("Kok", "2015-03", "2019-02") + europass.work("onthaal", "2020-01", current=True)
    found = read(app, europass.candidate(works + europass.work("ruimtevaarder", ""), europass.MORE))
    kok, onthaal, space, study, volunteer = found.entries
    assert (kok.status, kok.occupations, kok.months, kok.ended_on) == (
        EntryStatus.FOUND,
        ("kok",),
        48,
        date(2019, 2, 1),
    )
    assert (onthaal.status, onthaal.months, onthaal.ended_on) == (EntryStatus.CHOICE, 83, None)
    assert len(onthaal.occupations) > 1
    assert (space.status, space.months) == (EntryStatus.NEAR, None)
    assert (study.kind, study.occupations, study.months, study.guessed) == (
        ExperienceKind.STUDY,
        ("verpleegkundige",),
        36,
        True,
    )
    assert volunteer.kind is ExperienceKind.VOLUNTEERING
    assert found.licences == ("rijbewijs-b", "rijbewijs-c")
    assert found.unread == ("rijbewijs AM",)
    assert found.eqf_level == 6
    skills = {skill.text: skill.competence_id for skill in found.skills}
    assert skills == {"Turks (moedertaal)": None, "Frans (A2)": "frans-spreken", "Excel": "rekenblad-gebruiken"}
    assert found.other == ("publicaties",)
    assert "Geheim" not in repr(found)


def test_the_address_of_an_occupation_in_esco_counts_more_than_its_title(app: FastAPI) -> None:
    catalogue = app.state.engines.current.catalogue
    known = next((o for o in map(catalogue.occupation, range(catalogue.n_occupations)) if o.esco), None)
    if known is None:
        pytest.skip("the built-in catalogue names no occupation of ESCO")
    content = europass.candidate(europass.work("Iets heel anders", "2019", esco=known.esco))
    assert read(app, content).entries[0].occupations == (known.id,)


@pytest.mark.parametrize(
    "content", [json.dumps(europass.PASSPORT).encode(), europass.PASSPORT_XML], ids=["json", "xml"]
)
def test_the_format_of_before_2020_is_read_too(app: FastAPI, content: bytes) -> None:
    found = read(app, content)
    assert (found.version, found.entries[0].occupations, found.entries[0].months) == ("skills-passport", ("kok",), 24)
    assert found.licences[0] == "rijbewijs-b"


def test_json_of_before_2020_gives_all_that_its_xml_does(app: FastAPI) -> None:
    found = read(app, json.dumps(europass.PASSPORT).encode())
    assert found.entries[1].kind is ExperienceKind.STUDY
    assert found.eqf_level is None, "a study that goes on gave no diploma yet"
    assert found.licences == ("rijbewijs-b", "rijbewijs-d")
    assert [skill.text for skill in found.skills] == ["Nederlands (moedertaal)", "Frans (B1)", "Excel", "iets anders"]


@pytest.mark.parametrize("encoding", ["UTF-8", "UTF-16", "ISO-8859-1", "windows-1252"])
def test_encodings_of_xml(app: FastAPI, encoding: str) -> None:
    found = read_file(europass.candidate(europass.work("Cafébaas", "2019"), encoding=encoding))
    assert found.entries[0].title == "Cafébaas"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32"])
def test_encodings_of_json(encoding: str) -> None:
    assert read_file(json.dumps(europass.PASSPORT).encode(encoding)).entries[0].title == "Kok"


def test_a_mark_of_order_and_space_before_xml_are_passed_over() -> None:
    content = europass.candidate(europass.work("Kok", "2019"))
    assert read_file(b"\xef\xbb\xbf" + content).entries[0].title == "Kok"
    assert read_file(b"\n  " + content).entries[0].title == "Kok"


def test_the_xml_in_a_pdf_is_read(app: FastAPI) -> None:
    packed = zlib.compress(europass.candidate(europass.work("Kok", "2019-01", "2019-12")))
    content = europass.pdf(("foto.jpg", zlib.compress(b"<no>")), ("attachment.xml", packed))
    assert read(app, content).entries[0].months == 12


def test_a_locked_pdf_says_so() -> None:
    writer, made = pypdf.PdfWriter(), io.BytesIO()
    writer.add_blank_page(100, 100)
    writer.encrypt("geheim", algorithm="AES-256")
    writer.write(made)
    with pytest.raises(UnreadableError) as error:
        read_file(made.getvalue())
    assert error.value.code == "locked"


@pytest.mark.parametrize("name", europass.HOSTILE)
def test_hostile_files_are_refused_with_a_reason_and_soon(name: str) -> None:
    content, code = europass.HOSTILE[name]
    begin = time.process_time()
    with pytest.raises(UnreadableError) as error:
        read_file(content)
    assert error.value.code == code
    assert time.process_time() - begin < 5


def test_a_text_in_many_pieces_is_read_in_time() -> None:
    begin = time.process_time()
    read_file(b"<Candidate>" + b"a<!---->" * 100_000 + b"</Candidate>")
    assert time.process_time() - begin < 5


def test_months_from_dates() -> None:
    def months(start: str, end: str = "", *, current: bool = False) -> int | None:
        return count_months(Period(start=read_moment(start), end=read_moment(end), current=current), ON)

    assert months("2019-01", "2019-12") == 12
    assert months("2019", "2019") == 6
    assert months("1940", current=True) == 720
    assert months("2026-11", current=True) == 1
    assert months("2026-01", "2030-01") == 11, "until today"
    assert months("2020", "2019") is None
    assert months("2027", current=True) is None
    assert ended_on(Period(end=read_moment("2019")), ON) == date(2019, 12, 31)
    assert ended_on(Period(end=read_moment("2030")), ON) is None


def test_a_day_that_does_not_exist_is_told_and_not_guessed(app: FastAPI) -> None:
    row = read(app, europass.candidate(europass.work("Kok", "2019-02-30", "2020-13"))).entries[0]
    assert row.unread_dates == ("2019-02-30", "2020-13")
    assert row.months is None


def test_a_period_that_cannot_be_and_work_without_a_name_are_told(app: FastAPI) -> None:
    nameless = "<EmployerHistory><hr:OrganizationName>Bij ons</hr:OrganizationName></EmployerHistory>"
    works = europass.work("Kok", "2020", "2018") + europass.work("Bakker", "2031", "2032") + nameless
    found = read(
        app, europass.candidate(works + europass.work("", "2019") + europass.work("Kelner", "2018-01", "2019-01"))
    )
    assert [row.impossible is not None for row in found.entries] == [True, True, False]
    assert (found.untitled, found.left_out) == (2, 0)
    assert texts.entry_note(found.entries[0]) == (
        "Deze periode kan niet: van 2020 tot 2018. "
        "Hoe lang dit duurde, weten we niet. We rekenen met 1 jaar. Je kan dat straks aanpassen."
    )
    assert "Bij 2 stukken ervaring staat niet wat je deed. Die namen we niet over." in texts.notes(found)


def test_our_own_ids_count_only_when_the_catalogue_has_them(app: FastAPI) -> None:
    told = '<?loopbaanspiegel {"experience": {"occupationId": "%s", "months": 30, "kind": "job"}}?>'
    content = europass.candidate(europass.work("Kok", "2019-01", "2019-02"))
    for id_, expected in (("bakker", ("bakker", 30)), ("weg", ("kok", 2))):
        changed = content.replace(b"<EmployerHistory>", b"<EmployerHistory>" + (told % id_).encode())
        row = read(app, changed).entries[0]
        assert (row.occupations[0], row.months) == expected


@pytest.mark.parametrize(
    "own", ["{", "[]", '{"experience": 3}', '{"experience": {"occupationId": "kok", "months": -1}}']
)
def test_what_somebody_else_put_in_place_of_our_ids_is_passed_over(own: str) -> None:
    content = europass.candidate(europass.work("Kok", "2019"))
    found = read_file(content.replace(b"<EmployerHistory>", f"<EmployerHistory><?loopbaanspiegel {own}?>".encode()))
    assert found.entries[0].told is None


NASTY = "a & b < c > ]]> \"q\" 'r' <?x?> <!-- y --> \x00\x0b\ud800 \u202eomgekeerd\u202c \ufeff é 漢 😀\r\nlijn 2"
CV = Cv(
    person=Person(given_name=NASTY, phone="+32 470 12 34 56", email="a@b.be"),
    introduction=NASTY,
    entries=(
        Entry(
            title=NASTY,
            period=Period(start=Moment(year=2019, month=3)),
            description=NASTY,
            told=Experience(occupation_id="kok", months=7),
        ),
        Entry(title="Verpleegkundige", kind=ExperienceKind.STUDY, employer="De school"),
    ),
    groups=(
        Group(
            kind=CompetenceKind.SKILL, title="Wat ik kan", lines=(Line(text=NASTY, id="verkopen"), Line(text="eigen"))
        ),
    ),
    licences=(Line(text="Rijbewijs B", id="rijbewijs-b"), Line(text=NASTY)),
    languages=(Language(name="Frans", level="B1"), Language(name="Gents", level="moedertaal")),
    confirmed=True,
    made_on=ON,
)


def test_any_text_survives_in_xml_and_json() -> None:
    for content in (candidate(CV), skills_passport(CV)):
        content.decode("utf-8")
        assert not any(mark in content.decode() for mark in ("\x00", "\x0b", "\u202e", "\ufeff"))


def test_what_is_not_told_is_not_in_the_file() -> None:
    empty = Cv(
        person=Person(),
        introduction="",
        entries=(Entry(title="Kok"),),
        groups=(),
        licences=(),
        languages=(),
        confirmed=False,
        made_on=ON,
    )
    root = xml.read(candidate(empty))
    profile = root.find("CandidateProfile")
    assert profile is not None
    assert profile.find("ExecutiveSummary") is None
    assert profile.find("EmploymentHistory", "EmployerHistory", "PositionHistory", "EmploymentPeriod") is None
    assert root.find("CandidatePerson", "Communication") is None
    learner = json.loads(skills_passport(empty))["SkillsPassport"]["LearnerInfo"]
    assert learner == {"WorkExperience": [{"Position": {"Label": "Kok"}}]}


def test_the_xml_is_a_candidate_of_version_4() -> None:
    root = xml.read(candidate(CV))
    assert root.name == "Candidate"
    assert root.find("DocumentID").attributes["schemeVersionID"] == "4.0"
    assert [child.name for child in root.children] == [
        "DocumentID", "CandidateSupplier", "CandidatePerson", "CandidateProfile", "RenderingInformation",
    ]  # fmt: skip
    shown = [node.say("Title") for node in root.all("RenderingInformation", "Design", "SectionsOrder", "Section")]
    assert shown == ["work-experience", "education-training", "language", "driving-licence"]
    assert candidate(CV) == candidate(CV)


@pytest.mark.parametrize("write", [candidate, skills_passport])
def test_reading_gives_back_what_was_written(write: Callable[[Cv], bytes]) -> None:
    found = read_file(write(CV))
    title = found.entries[0].title
    assert title.startswith("a & b < c > ]]> \"q\" 'r'")
    assert title.endswith("omgekeerd é 漢 😀 lijn 2")
    assert found.entries[0].told is not None
    assert found.entries[0].told.months == 7
    assert found.entries[0].period.start == Moment(year=2019, month=3)
    assert found.competence_ids == ("verkopen",)
    assert found.driving == ("B",)
    languages = {(row.name, row.level, row.mother_tongue) for row in found.languages}
    assert languages == {("Frans", "B1", False), ("Gents", None, True)}


@pytest.mark.parametrize("spoken", ["nl", "fr", "en"])
def test_sections_of_our_own_are_titled_in_the_language_of_the_cv_and_read_in_each(spoken: str) -> None:
    helped = Entry(title="Jeugdleider", kind=ExperienceKind.VOLUNTEERING)
    cv = replace(CV, entries=(*CV.entries, helped, replace(helped, title="Koor", kind=ExperienceKind.HOBBY)))
    root = xml.read(candidate(replace(cv, language=spoken)))
    titles = {
        "nl": ["Vrijwilligerswerk", "Hobby's", "Competenties", "Vergunningen en attesten"],
        "fr": ["Bénévolat", "Loisirs", "Compétences", "Permis et attestations"],
        "en": ["Volunteering", "Hobbies", "Competences", "Licences and certificates"],
    }[spoken]
    assert [node.say("Title") for node in root.all("CandidateProfile", "Others")] == titles
    learner = json.loads(skills_passport(replace(cv, language=spoken)))["SkillsPassport"]["LearnerInfo"]
    assert learner["Achievement"][0]["Title"]["Label"] == titles[-1]
    assert learner["Headline"]["Type"]["Label"] == {"nl": "Profiel", "fr": "Profil", "en": "Profile"}[spoken]
    found = read_file(candidate(replace(cv, language=spoken)))
    kinds = [(row.title, row.kind) for row in found.entries[-2:]]
    assert kinds == [("Jeugdleider", ExperienceKind.VOLUNTEERING), ("Koor", ExperienceKind.HOBBY)]
    assert len(found.other) == 1, "the paper without an id of ours is told to be left out"


def test_the_json_keeps_to_what_the_schema_of_version_3_4_closes() -> None:
    passport = json.loads(skills_passport(CV))["SkillsPassport"]
    about = {"DocumentType", "CreationDate", "LastUpdateDate", "XSDVersion", "Generator", "Comment", "EuropassLogo"}
    assert set(passport) <= {"Locale", "DocumentInfo", "LearnerInfo"}
    assert set(passport["DocumentInfo"]) <= about
    learner = passport["LearnerInfo"]
    skills = {"Linguistic", "Communication", "Organisational", "JobRelated", "Computer", "Driving", "Other"}
    assert set(learner["Skills"]) <= skills
    assert set(learner["Identification"]["ContactInfo"]) <= {"Address", "Email", "Telephone", "Website"}
    assert learner["Headline"]["Type"]["Code"] == "personal_statement"
    assert [set(row["Period"]) for row in learner["WorkExperience"]] == [{"From", "Current"}]
    assert learner["Skills"]["Driving"] == {"Description": ["B"]}
    assert [row["Title"]["Code"] for row in learner["Achievement"]] == ["certifications"]
