"""Pages without a browser: every step works with plain forms, and nothing that a person typed is lost."""

import html
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api import web
from api.sessions.drafts import LIFE

PAGES = ("/", "/jobbereik", "/beroepen", "/zo-werkt-het", "/privacy", "/toegankelijkheid", "/contact", "/docs")


def profile(text: str) -> dict[str, object]:
    return json.loads(html.unescape(re.search(r'name="profiel" value="([^"]*)"', text).group(1)))


def send(client: TestClient, step: str, do: str, known: object = None, **fields: object) -> str:
    data = {"stap": step, "doe": do, "profiel": json.dumps(known) if known else "", **fields}
    answer = client.post("/jobbereik", data=data)
    assert answer.status_code == 200, answer.text[:400]
    return answer.text


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_without_inline_script_or_style(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", answer.text)
    for address in re.findall(r'(?:href|src)="(/[^"#]*)', answer.text):
        assert client.get(html.unescape(address)).status_code == 200, address


def test_no_rule_of_a_style_sheet_begins_or_ends_between_the_two_phones() -> None:
    """The browser tests read every page at 320 and 1280 px: 390 px is told the same only as long as this holds."""
    widths: list[float] = []
    for sheet in sorted((Path(web.__file__).parent / "static" / "css").glob("*.css")):
        for kind, number, unit in re.findall(
            r"(min|max)-width:\s*([\d.]+)(px|rem)\)", sheet.read_text(encoding="utf-8")
        ):
            pixels = float(number) * (16 if unit == "rem" else 1)
            widths.append(pixels)
            assert not (320 < pixels <= 390 if kind == "min" else 320 <= pixels < 390), (sheet.name, kind, number, unit)
    assert len(widths) > 10, "the style sheets or the way they name widths changed"


def test_static_files_may_be_kept_for_a_year_by_their_hash(client: TestClient) -> None:
    address = re.search(r'href="(/static/css/[^"]*)"', client.get("/").text).group(1)
    assert "immutable" in client.get(address).headers["cache-control"]
    assert client.get("/static/css/site.css").headers["cache-control"] == "no-cache"
    assert client.get("/jobbereik").headers["cache-control"] == "no-store"
    assert client.get("/static/../api/app.py").status_code == 404


def test_the_whole_way_with_plain_forms(client: TestClient) -> None:
    text = send(client, "ervaring", "zoek-beroep", zoek="poetsvrouw")
    assert 'value="voeg-beroep:schoonmaker"' in text
    text = send(client, "ervaring", "voeg-beroep:schoonmaker", profile(text))
    text = send(client, "ervaring", "naar:competenties", profile(text), **{"jaren-0": "2,5", "soort-0": "hobby"})
    assert profile(text)["experiences"] == [{"occupationId": "schoonmaker", "months": 30, "kind": "hobby"}]
    assert 'name="competentie" value="ruimtes-schoonmaken"' in text
    text = send(client, "competenties", "zoek-competentie", profile(text), zoek="lassen")
    added = re.search(r'value="voeg-competentie:([^"]+)"', text).group(1)
    text = send(client, "competenties", f"voeg-competentie:{added}", profile(text), competentie=["ruimtes-schoonmaken"])
    assert profile(text)["competenceIds"] == ["ruimtes-schoonmaken", added]
    text = send(client, "competenties", "naar:wensen", profile(text), competentie=["ruimtes-schoonmaken", added])
    fields = {"vergunning": ["rijbewijs-b"], "niveau": "3", "liever-niet": ["nights"]}
    text = send(client, "wensen", "naar:resultaat", profile(text), **fields)
    assert profile(text)["filters"] == {
        "eqfLevel": 3,
        "sectors": [],
        "avoid": ["nights"],
        "includeSurprising": False,
        "belowLevel": False,
    }
    assert "Nu binnen bereik" in text
    text = send(client, "resultaat", "waarom:verpleegkundige", profile(text))
    assert "Wettelijk nodig: Diploma en visum als verpleegkundige" in text


def test_a_wrong_value_stays_and_is_explained(client: TestClient) -> None:
    known = {"experiences": [{"occupationId": "kok", "months": 12}]}
    text = send(client, "ervaring", "naar:competenties", known, **{"jaren-0": "veel", "gestopt-0": "gisteren"})
    assert 'value="veel"' in text
    assert 'value="gisteren"' in text
    assert text.count('aria-invalid="true"') == 2
    assert "Wat heb je gedaan?" in re.search(r"<h1>(.*?)</h1>", text).group(1)


def test_a_kept_profile_comes_back_the_same(client: TestClient) -> None:
    known = {
        "experiences": [{"occupationId": "kok", "months": 12, "kind": "job"}],
        "competenceIds": ["verkopen"],
        "licencesHeld": ["rijbewijs-b"],
        "licencesNotHeld": [],
        "filters": {"eqfLevel": 4, "sectors": ["trade"], "avoid": [], "includeSurprising": True, "belowLevel": False},
    }
    kept = client.post("/jobbereik", data={"stap": "resultaat", "doe": "bewaar", "profiel": json.dumps(known)})
    assert kept.headers["content-disposition"] == 'attachment; filename="mijn-profiel.json"'
    assert kept.json() == known
    assert client.post("/api/v1/jobbereik/reach", json=kept.json()).status_code == 200
    loaded = client.post("/jobbereik/laden", files={"bestand": ("mijn-profiel.json", kept.content)})
    assert profile(loaded.text) == known


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "Dit bestand is leeg"),
        (b"\xff\xfe", "Dit bestand is leeg"),
        (b"{", "Misschien is het beschadigd"),
        (b"[1]", "geen profiel van Loopbaanspiegel en geen cv van Europass"),
        (b'{"experiences": 3}', "geen profiel van Loopbaanspiegel en geen cv van Europass"),
        (b"%PDF-1.4", "Misschien is het beschadigd"),
        (b'{"naam":"x"}', "geen profiel van Loopbaanspiegel en geen cv van Europass"),
    ],
)
def test_a_file_that_is_no_profile_is_explained(client: TestClient, content: bytes, told: str) -> None:
    answer = client.post("/jobbereik/laden", files={"bestand": ("x.json", content)})
    assert answer.status_code == 200
    assert told in answer.text
    assert client.post("/jobbereik/laden").status_code == 415


def test_what_the_catalogue_no_longer_has_is_left_out_and_said(client: TestClient) -> None:
    known = {"experiences": [{"occupationId": "verdwenen", "months": 3}], "competenceIds": ["weg", "verkopen"]}
    text = send(client, "resultaat", "toon", known)
    assert "2 keuzes uit je profiel kennen we niet meer" in text
    assert profile(text)["competenceIds"] == ["verkopen"]


def test_text_of_a_person_never_becomes_markup(client: TestClient) -> None:
    text = send(client, "ervaring", "zoek-beroep", zoek='"><script>alert(1)</script>')
    assert "<script>alert" not in text
    assert client.get("/beroepen", params={"q": "<b>x</b>"}).text.count("<b>") == 0


def test_occupation_pages_say_what_is_not_known(client: TestClient) -> None:
    text = client.get("/beroepen/kok").text
    assert "weten we niet" in text
    assert "O*NET" in text
    missing = client.get("/beroepen/bestaat-niet")
    assert (missing.status_code, "Deze pagina bestaat niet" in missing.text) == (404, True)


def test_more_occupations_are_shown_on_request(client: TestClient) -> None:
    jobs = ("administratief-medewerker", "winkelbediende", "kok")
    known = {"experiences": [{"occupationId": id_, "months": 60} for id_ in jobs]}
    counts = [
        send(client, "resultaat", do, known, aantal="10").count('class="result__title"') for do in ("toon", "meer")
    ]
    assert counts[1] > counts[0]


def test_one_competence_more_can_be_tried_and_taken_back(client: TestClient) -> None:
    known = {"experiences": [{"occupationId": "winkelbediende", "months": 60}], "competenceIds": ["verkopen"]}
    text = send(client, "resultaat", "toon", known)
    offered = re.findall(r'value="leer:([^"]+)"', text)
    assert offered
    tried = send(client, "resultaat", f"leer:{offered[0]}", known)
    assert profile(tried)["competenceIds"] == ["verkopen", offered[0]]
    assert tried.count('class="result__title"') > 0
    back = send(client, "resultaat", f"vergeet:{offered[0]}", profile(tried))
    assert profile(back)["competenceIds"] == ["verkopen"]


def test_the_shortest_way_is_shown_for_an_occupation_that_is_looked_up(client: TestClient) -> None:
    known = {"experiences": [{"occupationId": "koerier", "months": 60}]}
    text = send(client, "resultaat", "waarom:vrachtwagenchauffeur", known)
    assert "De kortste weg" in text
    assert "Daarmee haal je wat de wet vraagt: Rijbewijs C of CE" in text


JOBS = '{"experiences":[{"occupationId":"jurist","months":3,"endedOn":"2020-03-15"}]}'


@pytest.mark.parametrize(
    "fields",
    [
        {"stap": "wensen", "sector": "x" * 201, "liever-niet": "y" * 201},
        {"stap": "ervaring", "doe": "verwijder-beroep:" + "1" * 5_000, "profiel": JOBS},
        {"stap": "onbekend", "doe": "naar:nergens", "aantal": "9" * 50},
    ],
)
def test_odd_forms_change_nothing(client: TestClient, fields: dict[str, str]) -> None:
    assert client.post("/jobbereik", data=fields).status_code == 200


@pytest.mark.parametrize(
    "kind", ["text/plain", "application/json", "multipart/form-data; boundary=X; charset=raw_unicode_escape"]
)
def test_a_body_that_is_no_form_in_utf_8_is_refused(client: TestClient, kind: str) -> None:
    body = b'--X\r\nContent-Disposition: form-data; name="zoek"\r\n\r\n\\ud800\r\n--X--\r\n'
    assert client.post("/jobbereik", content=body, headers={"content-type": kind}).status_code == 415


def test_what_was_told_stays_as_it_was_told(client: TestClient) -> None:
    text = send(client, "resultaat", "naar:ervaring", json.loads(JOBS))
    assert 'value="0,25"' in text
    again = send(client, "ervaring", "toon", profile(text), **{"jaren-0": "0,25", "gestopt-0": "2020"})
    assert profile(again)["experiences"] == [
        {"occupationId": "jurist", "months": 3, "kind": "job", "endedOn": "2020-03-15"}
    ]
    wrong = {"stap": "ervaring", "doe": "bewaar", "profiel": JOBS, "jaren-0": "abc"}
    assert "Vul een getal in" in client.post("/jobbereik", data=wrong).text


def test_head_is_answered_like_get(client: TestClient) -> None:
    for path in ("/", "/health", "/api/v1/jobbereik/catalogue"):
        assert client.head(path).status_code == 200


def test_the_privacy_page_says_how_long_a_step_of_a_form_is_kept(client: TestClient) -> None:
    page = client.get("/privacy").text
    assert f"Na {LIFE // timedelta(hours=1)} uur kan je ze niet meer openen" in page
    assert "ook wij niet" in page
