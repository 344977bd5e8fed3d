"""The CV over the API and on the pages: files, what is read from one, and errors that name the field."""

import html
import io
import json
import re

import pytest
from httpx2 import Response
from pypdf import PdfReader
from starlette.testclient import TestClient

from api.jobbereik.cv import answers, flow
from api.jobbereik.cv.forms import Draft
from api.jobbereik.cv.schemas import CvTextsIn
from api.jobbereik.schemas import ProfileIn
from models.cv import xml
from tests import europass
from tests.conftest import another
from tests.problems import assert_problem

ADDRESS = "/api/v1/jobbereik/cv"
KNOWN = {
    "experiences": [
        {"occupationId": "kok", "months": 48, "kind": "job", "endedOn": "2019-12-31"},
        {"occupationId": "verpleegkundige", "months": 36, "kind": "study"},
    ],
    "competenceIds": ["verkopen"],
    "licencesHeld": ["rijbewijs-b"],
}


@pytest.mark.parametrize(
    ("kind", "begin"), [("json", b"{"), ("xml", b"<?xml"), ("pdf", b"%PDF"), ("competence-pdf", b"%PDF")]
)
def test_each_format_by_its_member(client: TestClient, kind: str, begin: bytes) -> None:
    answer = client.post(ADDRESS, json=KNOWN | {"format": kind})
    assert answer.status_code == 200, answer.text[:300]
    assert answer.headers["content-type"].partition(";")[0] == answers.MEDIA[kind]
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.content.startswith(begin)


@pytest.mark.parametrize("accept", ["application/xml", "application/pdf", "application/json", "*/*"])
def test_each_format_by_what_is_accepted(client: TestClient, accept: str) -> None:
    answer = client.post(ADDRESS, json=KNOWN, headers={"Accept": accept})
    assert answer.headers["content-type"].partition(";")[0] == accept.replace("*/*", "application/json")


@pytest.mark.parametrize("kind", ["pdf", "competence-pdf"])
def test_signs_that_no_font_has_and_endless_words_still_make_a_pdf(client: TestClient, kind: str) -> None:
    long = ["m" * 200] * 200
    said = {
        "person": {"givenName": "漢字 😀 שלום ฉัน مرحبا", "street": "#let x = $y$ <z> *" * 5},
        "introduction": "\u0301a\u0300 \u202e" + "w" * 1_900,
        "competences": {"skill": long},
    }
    answer = client.post(ADDRESS, json=KNOWN | {"texts": said, "format": kind})
    assert answer.status_code == 200, answer.text[:300]
    assert answer.content.startswith(b"%PDF")


def test_own_words_stand_in_the_file_and_nothing_else_is_told(client: TestClient) -> None:
    said = {"introduction": "Ik kook graag.", "entries": [{"title": "Chef", "start": "2015", "description": ""}]}
    root = xml.read(client.post(ADDRESS, json=KNOWN | {"texts": said, "format": "xml"}).content)
    profile = root.find("CandidateProfile")
    position = profile.find("EmploymentHistory", "EmployerHistory", "PositionHistory")
    assert profile.say("ExecutiveSummary") == "<p>Ik kook graag.</p>"
    assert position.say("PositionTitle") == "Chef"
    assert position.say("EmploymentPeriod", "StartDate", "FormattedDateTime") == "2015"
    assert position.find("Description") is None
    assert root.say("CandidatePerson", "PersonName", "GivenName") == ""


@pytest.mark.parametrize("kind", ["json", "xml", "pdf"])
def test_reading_our_own_file_gives_the_profile(client: TestClient, kind: str) -> None:
    made = client.post(ADDRESS, json=KNOWN | {"format": kind}).content
    found = client.post(f"{ADDRESS}/read", files={"file": ("cv", made)}).json()
    assert {name: found["profile"][name] for name in ("competenceIds", "licencesHeld")} == {
        name: KNOWN[name] for name in ("competenceIds", "licencesHeld")
    }
    rows = [{k: v for k, v in row.items() if v is not None} for row in found["profile"]["experiences"]]
    assert rows == KNOWN["experiences"]
    assert client.post("/api/v1/jobbereik/reach", json=found["profile"]).status_code == 200


def test_reading_a_file_of_europass_says_what_must_be_asked(client: TestClient) -> None:
    works = europass.work("Kok", "2015-03", "2019-02") + europass.work("onthaal", "2020-01", current=True)
    content = europass.candidate(works, europass.MORE)
    found = client.post(f"{ADDRESS}/read", files={"file": ("cv.xml", content)}).json()
    assert [row["occupationId"] for row in found["profile"]["experiences"]][:1] == ["kok"]
    assert "onthaal" in [row["title"] for row in found["entries"] if row["status"] == "choice"]
    assert found["profile"]["competenceIds"] is None
    assert any("rijbewijs AM" in note for note in found["notes"])
    assert "Geheim" not in json.dumps(found)


@pytest.mark.parametrize("name", europass.HOSTILE)
def test_hostile_files_are_a_problem_that_names_the_member(client: TestClient, name: str) -> None:
    content, code = europass.HOSTILE[name]
    answer = client.post(f"{ADDRESS}/read", files={"file": ("cv", content)})
    if answer.status_code == 413:
        return
    body = assert_problem(answer, 422, "invalid-request", "/file")
    assert body["issues"][0]["code"] == f"file-{code}"


@pytest.mark.parametrize("address", [f"{ADDRESS}/read", "/jobbereik/cv/laden", "/jobbereik/laden"])
def test_a_file_with_a_photo_is_read_and_a_larger_one_is_refused(client: TestClient, address: str) -> None:
    content = europass.candidate(europass.work("Kok", "2015-03", "2019-02"), europass.MORE)
    name = "file" if address.startswith("/api") else "bestand"
    photo = b"<!--" + b"x" * 3_000_000 + b"-->"
    answer = client.post(address, files={name: ("cv.xml", content + photo)})
    assert answer.status_code == 200
    assert "kok" in answer.text
    assert client.post(address, files={name: ("cv.xml", content + 2 * photo)}).status_code == 413
    assert client.post("/api/v1/jobbereik/reach", content=photo).status_code == 413


def test_no_file_is_a_problem_that_names_the_member(client: TestClient) -> None:
    assert_problem(client.post(f"{ADDRESS}/read", data={"x": "y"}), 422, "invalid-request", "/file")


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"texts": {"entries": [{}, {}, {}]}}, "/texts/entries/2"),
        ({"texts": {"entries": [{"start": "2019-02-30"}]}}, "/texts/entries/0/start"),
        ({"texts": {"entries": [{"end": "vroeger"}]}}, "/texts/entries/0/end"),
        ({"texts": {"languages": [{"name": "Frans", "level": "Z9"}]}}, "/texts/languages/0/level"),
        ({"texts": {"person": {"givenName": "a\0b"}}}, "/texts/person/givenName"),
        ({"format": "docx"}, "/format"),
    ],
)
def test_wrong_values_are_named(client: TestClient, changes: dict[str, object], pointer: str) -> None:
    assert_problem(client.post(ADDRESS, json=KNOWN | changes), 422, "invalid-request", pointer)


def test_an_unknown_occupation_is_named(client: TestClient) -> None:
    body = {"experiences": [{"occupationId": "nergens", "months": 1}]}
    assert_problem(client.post(ADDRESS, json=body), 422, "unknown-id", "/experiences/0/occupationId")


def hidden(text: str, name: str) -> str:
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', text).group(1))


def fields(text: str) -> dict[str, str]:
    """Return what the form of the sentences would send."""
    found = {n: html.unescape(v) for n, v in re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', text)}
    areas = re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', text, re.DOTALL)
    return found | {name: html.unescape(value) for name, value in areas}


@pytest.fixture
def visitor(client: TestClient) -> TestClient:
    client.cookies.clear()
    client.get("/jobbereik")
    return client


def test_from_the_result_to_a_file_with_ones_own_words(visitor: TestClient) -> None:
    begun = visitor.post("/jobbereik/cv", data={"profiel": json.dumps(KNOWN), "doe": "cv"})
    assert re.fullmatch(r"/jobbereik/cv/[\w-]{32}", begun.url.path)
    sent = fields(begun.text)
    assert sent["titel-0"] == "Kok"
    assert sent["over-mij"].startswith("Ik heb ervaring als kok (4 jaar).")
    assert (sent["voornaam"], sent["straat"]) == ("", "")
    sent |= {"over-mij": "Ik <kook> & bak.", "kan": "", "van-0": "3/2015", "tot-0": "nu", "voornaam": "Fatma"}
    shown = visitor.post("/jobbereik/cv", data=sent | {"doe": "bekijk", "talen": "frans (B1)\nTurks (moedertaal)"})
    assert shown.url.path.endswith("/voorbeeld")
    assert "Ik &lt;kook&gt; &amp; bak." in shown.text
    assert "van maart 2015 tot nu" in shown.text
    assert "Wat ik kan" not in shown.text
    again = visitor.get(shown.url.path.removesuffix("/voorbeeld"))
    assert fields(again.text)["over-mij"] == "Ik <kook> & bak."
    data = {"profiel": hidden(shown.text, "profiel"), "teksten": hidden(shown.text, "teksten"), "doe": "xml"}
    root = xml.read(visitor.post("/jobbereik/cv/bestand", data=data).content)
    assert root.say("CandidateProfile", "ExecutiveSummary") == "<p>Ik &lt;kook&gt; &amp; bak.</p>"
    assert root.say("CandidatePerson", "PrimaryLanguageCode") == "tur"


def pdf_text(content: bytes) -> tuple[str, str]:
    """Return the language of a PDF and its text."""
    reader = PdfReader(io.BytesIO(content))
    text = " ".join(page.extract_text() for page in reader.pages)
    return str(reader.trailer["/Root"]["/Lang"]), re.sub(r"\s+", " ", text)


def test_a_cv_is_in_the_language_of_the_pages_or_the_one_that_is_asked(client: TestClient) -> None:
    visitor = another(client)
    visitor.post("/taal", data={"taal": "fr"})
    sent = fields(visitor.post("/jobbereik/cv", data={"profiel": json.dumps(KNOWN), "doe": "cv"}).text)
    assert sent["titel-0"] == "Kok", "names of occupations stay Dutch"
    assert sent["over-mij"].startswith("J'ai de l'expérience comme kok (4 ans).")
    assert sent["deed-0"] == "J'ai fait cela pendant 4 ans."
    sent |= {"talen": "néerlandais (langue maternelle)", "van-0": "mars 2015", "tot-0": "maintenant", "doe": "bekijk"}
    shown = visitor.post("/jobbereik/cv", data=sent | {"cv-taal": "fr", "deed-0": "Cuisine"})
    assert '<article class="cv" lang="fr-BE"' in shown.text
    assert "de mars 2015 à maintenant" in shown.text
    assert '<span lang="nl">Kok</span>' in shown.text
    keep = {"profiel": hidden(shown.text, "profiel"), "teksten": hidden(shown.text, "teksten"), "doe": "competence-pdf"}
    language, text = pdf_text(visitor.post("/jobbereik/cv/bestand", data=keep).content)
    assert language == "fr-BE"
    for said in ("Ce que je sais faire", "Néerlandais (langue maternelle)", "Kok", "Cuisine"):
        assert said in text, said
    assert "Werkervaring" not in text
    turned = visitor.post("/jobbereik/cv", data=sent | {"cv-taal": "nl", "deed-0": "Cuisine"})
    for said in ("Ik heb ervaring als kok (4 jaar).", "Cuisine", "Werkervaring", "van maart 2015 tot nu"):
        assert said in turned.text, said
    assert "J&#39;ai de l&#39;expérience" not in turned.text


def test_a_cv_over_the_api_is_in_the_language_that_is_asked(client: TestClient) -> None:
    asked = KNOWN | {"texts": {"language": "en"}}
    language, text = pdf_text(client.post(ADDRESS, json=asked | {"format": "pdf"}).content)
    assert (language, "I have experience as kok (4 years)." in text) == ("en", True)
    made = client.post(ADDRESS, json=asked | {"format": "xml"}).content
    found = client.post(f"{ADDRESS}/read", files={"file": ("cv", made)}).json()
    assert found["profile"]["competenceIds"] == KNOWN["competenceIds"]
    wrong = KNOWN | {"texts": {"language": "de"}}
    assert_problem(client.post(ADDRESS, json=wrong), 422, "invalid-request", "/texts/language")


def test_a_date_that_cannot_be_read_stays_with_what_is_allowed(visitor: TestClient) -> None:
    sent = fields(visitor.post("/jobbereik/cv", data={"profiel": json.dumps(KNOWN)}).text)
    wrong = visitor.post("/jobbereik/cv", data=sent | {"van-0": "lang geleden", "doe": "bekijk"})
    assert 'value="lang geleden"' in wrong.text
    assert "Schrijf een jaar" in wrong.text
    turned = visitor.post("/jobbereik/cv", data=sent | {"van-0": "2019", "tot-0": "3/2015", "doe": "bekijk"})
    assert "Het einde ligt voor het begin" in turned.text


def test_without_confirmed_competences_none_are_made_up(visitor: TestClient) -> None:
    profile = {name: value for name, value in KNOWN.items() if name != "competenceIds"}
    text = visitor.post("/jobbereik/cv", data={"profiel": json.dumps(profile)}).text
    assert "nog niet aan wat je kan" in text
    assert fields(text)["kan"] == ""


def load(visitor: TestClient, content: bytes, name: str = "cv.xml") -> Response:
    return visitor.post("/jobbereik/cv/laden", files={"bestand": (name, content)})


def test_a_file_is_shown_before_it_is_taken_over(visitor: TestClient) -> None:
    works = europass.work("Kok", "2015-03", "2019-02") + europass.work("onthaal", "2020-01", current=True)
    shown = load(visitor, europass.candidate(works, europass.MORE))
    assert shown.url.path.endswith("/gelezen")
    assert "Hier passen meerdere beroepen bij" in shown.text
    assert "rijbewijs AM" in shown.text
    assert "Geheim" not in shown.text
    data = {"gelezen": hidden(shown.text, "gelezen"), "keuze-0": "kok", "keuze-1": "receptionist", "keuze-2": "nergens"}
    taken = visitor.post("/jobbereik/cv/overnemen", data=data | {"vergunning": "rijbewijs-b", "niveau": "ja"})
    profile = json.loads(hidden(taken.text, "profiel"))
    assert [row["occupationId"] for row in profile["experiences"]] == ["kok", "receptionist"]
    assert profile["experiences"][0]["months"] == 48
    assert (profile["licencesHeld"], profile["filters"]["eqfLevel"]) == (["rijbewijs-b"], 6)
    assert taken.url.path.endswith("/ervaring"), "an entry was left, so the person looks at it"
    shown = visitor.post("/jobbereik/cv/overnemen", data=data | {"doe": "toon"})
    assert shown.url.path.endswith("/resultaat"), "who wants the lists gets them, and can look later"
    nothing = visitor.post("/jobbereik/cv/overnemen", data={"gelezen": data["gelezen"], "doe": "toon"})
    assert nothing.url.path.endswith("/ervaring"), "without an experience there is nothing to show yet"


def test_the_first_step_reads_a_profile_or_a_cv_from_one_field(visitor: TestClient) -> None:
    content = europass.candidate(europass.work("Kok", "2015-03", "2019-02"), europass.MORE)
    shown = visitor.post("/jobbereik/laden", files={"bestand": ("cv.xml", content)})
    assert shown.url.path.endswith("/gelezen")
    kept = visitor.post("/jobbereik/laden", files={"bestand": ("mijn-profiel.json", json.dumps(KNOWN))})
    assert kept.url.path.endswith("/resultaat")
    wrong = visitor.post("/jobbereik/laden", files={"bestand": ("brief.txt", b"Beste")})
    assert 'id="bestand-fout">Dit is geen profiel van Loopbaanspiegel en geen cv van Europass.' in wrong.text


def test_languages_are_ticked_among_the_competences(visitor: TestClient) -> None:
    shown = load(visitor, europass.candidate(europass.work("Kok", "2015-03", "2019-02"), europass.MORE))
    count = shown.text.count('class="card cv-entry"')
    data = {"gelezen": hidden(shown.text, "gelezen"), "competentie": "frans-spreken"}
    names = re.findall(r'name="keuze-(\d+)" value="([^"]+)"', shown.text)
    data |= {f"keuze-{i}": id_ for i, id_ in reversed(names)}
    taken = visitor.post("/jobbereik/cv/overnemen", data=data)
    assert count == 3
    assert "frans-spreken" in json.loads(hidden(taken.text, "profiel"))["competenceIds"]


@pytest.mark.parametrize("name", ["laughs", "half-a-pdf", "own-profile", "empty"])
def test_a_file_that_cannot_be_read_says_why_in_dutch(visitor: TestClient, name: str) -> None:
    shown = load(visitor, europass.HOSTILE[name][0])
    assert "Er klopt iets niet" in shown.text
    assert 'id="bestand-fout"' in shown.text


def test_no_file_and_a_past_draft_and_a_spoilt_form(visitor: TestClient) -> None:
    assert "Kies eerst een bestand" in load(visitor, b"", "").text
    past = visitor.get("/jobbereik/cv/00000000000000000000000000000000")
    assert past.status_code == 404
    assert "verlopen" in past.text
    assert visitor.post("/jobbereik/cv/overnemen", data={"gelezen": "{"}).status_code == 422
    assert visitor.post("/jobbereik/cv", data={"profiel": "[]"}).status_code == 422
    assert visitor.get("/jobbereik/cv/laden").status_code == 200


def test_without_a_cookie_every_page_is_the_answer_itself(client: TestClient) -> None:
    client.cookies.clear()
    text = client.post("/jobbereik/cv", data={"profiel": json.dumps(KNOWN)}).text
    assert "Maak je cv" in text
    client.cookies.clear()
    shown = client.post("/jobbereik/cv", data=fields(text) | {"doe": "bekijk"}).text
    assert "Curriculum vitae" in shown
    client.cookies.clear()
    assert "Dit lazen we in je cv" in load(client, europass.candidate(europass.work("Kok", "2019"))).text


def test_what_the_catalogue_lost_takes_its_texts_along(client: TestClient) -> None:
    told = [{"occupationId": "nergens", "months": 1}, {"occupationId": "kok", "months": 2}]
    said = CvTextsIn.model_validate({"entries": [{"title": "weg"}, {"title": "Chef"}]})
    draft = Draft(profile=ProfileIn.model_validate({"experiences": told}), said=said)
    flow.known(client.app.state.engines.current, draft)
    assert [entry.title for entry in draft.said.entries] == ["Chef"]


def test_the_result_and_the_first_step_lead_to_the_cv(visitor: TestClient) -> None:
    assert 'href="/jobbereik/cv"' in visitor.get("/jobbereik").text
    data = {"stap": "ervaring", "doe": "naar:resultaat", "profiel": json.dumps(KNOWN)}
    assert 'formaction="/jobbereik/cv"' in visitor.post("/jobbereik", data=data).text
