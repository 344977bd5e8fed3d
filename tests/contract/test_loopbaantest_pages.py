"""The Loopbaantest pages without a browser: every step works with plain forms, and nothing is lost."""

import html
import json
import re

import pytest
from starlette.testclient import TestClient

from tests.conftest import another

BASE = "/loopbaantest"


@pytest.fixture
def visitor(client: TestClient) -> TestClient:
    """A browser of its own, with its own cookies."""
    return another(client)


def send(visitor: TestClient, path: str, **fields: str) -> str:
    answer = visitor.post(f"{BASE}/{path}", data=fields)
    assert answer.status_code == 200, (answer.status_code, answer.text[:300])
    return answer.text


def begin(visitor: TestClient, status: str = "working", **fields: str) -> str:
    return send(visitor, "start", status=status, **fields)


def heading(text: str) -> str:
    return html.unescape(re.search(r"<h1[^>]*>(.*?)</h1>", text, re.DOTALL).group(1))


def code_of(visitor: TestClient) -> str:
    return re.search(r'resume-code"><strong>(.*?)</strong>', visitor.get(f"{BASE}/bewaren").text).group(1)


def fill(visitor: TestClient, value: str, status: str = "studying") -> str:
    begin(visitor, status)
    text = ""
    for number in range(1, 31):
        text = send(visitor, "vraag", nr=str(number), waarde=value)
    return text


def test_the_whole_way_with_plain_forms(visitor: TestClient) -> None:
    text = begin(visitor)
    assert "Vraag 1 van 30" in text
    assert heading(text) == "Ik kon in mijn eigen woorden zeggen waar ik goed in ben."
    for number in range(1, 31):
        text = send(visitor, "vraag", nr=str(number), waarde=str(number % 5 + 1))
        if number < 30:
            assert f"Vraag {number + 1} van 30" in text
    assert heading(text) == "Hoe tevreden ben je met je werk?"
    text = send(visitor, "werk", waarde="1")
    assert heading(text) == "Jouw spiegel"
    assert "spiegel, geen rapportcijfer" in text
    assert "preventieadviseur" in text
    assert text.count("Drie stappen die je kan zetten") == 6
    assert text.count("Een vraag voor je coach") == 6
    for tool in ("jobbereik", "kwaliteiten", "waarden"):
        assert f'href="/{tool}"' in text
    assert "%" not in re.sub(r"<[^>]*>", "", text)


def test_back_skip_not_applicable_and_change(visitor: TestClient) -> None:
    begin(visitor, "looking")
    send(visitor, "vraag", nr="1", waarde="nvt")
    text = send(visitor, "vraag", nr="2", waarde="overslaan")
    assert "Vraag 3 van 30" in text
    assert 'href="/loopbaantest/vraag?nr=2#inhoud">Vorige vraag' in text
    text = visitor.get(f"{BASE}/vraag?nr=1").text
    assert re.search(r'value="nvt" aria-pressed="true"', text)
    text = send(visitor, "vraag", nr="1", waarde="5")
    assert "Vraag 3 van 30" in text
    text = send(visitor, "vraag", nr="1", waarde="4", naar="antwoorden")
    assert heading(text) == "Mijn antwoorden"
    assert "Overgeslagen" in text


def test_nothing_chosen_is_said_beside_the_question(visitor: TestClient) -> None:
    begin(visitor)
    for waarde in ("", "6", "0", "x"):
        answer = visitor.post(f"{BASE}/vraag", data={"nr": "4", "waarde": waarde})
        assert (answer.status_code, answer.history[0].status_code) == (200, 303)
        assert "Kies een van de vijf antwoorden" in answer.text
        assert "Vraag 4 van 30" in answer.text
    answer = visitor.post(f"{BASE}/start", data={"taal": "nl"})
    assert (answer.status_code, answer.history[0].status_code) == (200, 303)
    assert "Zeg eerst of je werkt" in answer.text


@pytest.mark.parametrize("nr", ["0", "31", "-1", "x", "99999999999", "١"])
def test_a_number_that_does_not_exist_leads_to_the_open_question(visitor: TestClient, nr: str) -> None:
    begin(visitor)
    assert "Vraag 1 van 30" in visitor.get(f"{BASE}/vraag", params={"nr": nr}).text


@pytest.mark.parametrize("ms", ["-1", "x", "999999999999", "99999999", "1e3", "١٢"])
def test_a_strange_time_never_loses_an_answer(visitor: TestClient, ms: str) -> None:
    begin(visitor)
    assert "Vraag 2 van 30" in send(visitor, "vraag", nr="1", waarde="3", ms=ms)


def test_without_a_test_every_page_leads_to_the_start(visitor: TestClient) -> None:
    for page in ("vraag", "werk", "antwoorden", "resultaat", "bewaren"):
        assert "We vinden geen test van je" in visitor.get(f"{BASE}/{page}").text
    for page in ("vraag", "werk", "vergelijken", "opnieuw", "toestemming"):
        assert "We vinden geen test van je" in send(visitor, page, waarde="3")


def test_a_code_continues_elsewhere_and_a_wrong_one_stays(visitor: TestClient) -> None:
    begin(visitor)
    send(visitor, "vraag", nr="1", waarde="4")
    code = code_of(visitor)
    elsewhere = another(visitor)
    answer = elsewhere.post(f"{BASE}/hervatten", data={"code": "<b>fout"})
    assert (answer.status_code, answer.history[0].status_code) == (200, 303)
    assert 'value="&lt;b&gt;fout"' in answer.text
    assert "We kennen deze code niet" in answer.text
    assert "Vraag 2 van 30" in send(elsewhere, "hervatten", code=code.upper())
    assert "We vinden geen test van je" in send(visitor, "wissen", doe="wis"), "it goes on elsewhere"
    assert "Vraag 2 van 30" in elsewhere.get(f"{BASE}/vraag").text
    assert "gewist" in send(elsewhere, "wissen", doe="wis")
    assert "We vinden geen test van je" in elsewhere.get(f"{BASE}/vraag").text


def test_few_answers_name_what_is_open(visitor: TestClient) -> None:
    begin(visitor, "studying")
    send(visitor, "vraag", nr="1", waarde="4")
    text = visitor.get(f"{BASE}/resultaat").text
    assert text.count("Nog geen score.") == 6
    assert "Vraag 7: <span>Ik vroeg iemand wat ik goed doe.</span>" in text
    assert "Drie stappen" not in text


def test_a_retake_is_compared(visitor: TestClient) -> None:
    fill(visitor, "2")
    assert "Vraag 1 van 30" in send(visitor, "opnieuw", status="working")
    text = visitor.get(f"{BASE}/resultaat").text
    assert "Niet te vergelijken" in text
    answer = visitor.post(f"{BASE}/vergelijken", data={"code": code_of(visitor)})
    assert (answer.status_code, answer.history[0].status_code) == (200, 303)
    assert "de code van deze test zelf" in answer.text


def test_an_exported_test_imports_to_the_same_result(visitor: TestClient) -> None:
    fill(visitor, "4", "looking")
    answer = visitor.get(f"{BASE}/mijn-loopbaantest.json")
    assert "attachment" in answer.headers["content-disposition"]
    shown = json.loads(
        html.unescape(re.search(r'name="document" value="([^"]*)"', visitor.get(f"{BASE}/resultaat").text).group(1))
    )
    members = {name: value for name, value in shown.items() if name != "answers"}
    assert visitor.post("/api/v1/loopbaantest/scores", json=answer.json()).json() == members
    assert len(shown["answers"]) == 30, "what was said goes along, for who shares it with a coach"
    sent = visitor.post("/mijn-loopbaan/bewaren", data={"tool": "loopbaantest", "document": json.dumps(shown)})
    assert sent.status_code == 200
    assert "Bewaar je resultaat van Loopbaantest" in sent.text


def test_statements_in_french_say_so(visitor: TestClient) -> None:
    text = begin(visitor, "working", taal="fr")
    assert '<legend lang="fr">' in text
    assert "Je pouvais dire avec mes propres mots" in html.unescape(text)
    assert "Pas du tout d'accord" in html.unescape(text)


def test_pages_have_no_inline_code_and_links_within_the_site_live(visitor: TestClient) -> None:
    fill(visitor, "3")
    for page in ("", "/vraag?nr=3", "/antwoorden", "/resultaat", "/bewaren", "/werk"):
        text = visitor.get(BASE + page).text
        assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", text)
        assert len(re.findall(r"<h1", text)) == 1
        for address in re.findall(r'(?:href|src)="(/[^"#]*)', text):
            assert visitor.get(html.unescape(address)).status_code == 200, address


def test_a_form_that_is_none_is_refused(visitor: TestClient) -> None:
    for page in ("start", "vraag", "wissen", "hervatten"):
        answer = visitor.post(f"{BASE}/{page}", content=b"{}", headers={"content-type": "application/json"})
        assert answer.status_code == 415
