"""Pages of the loopbaancheque without a browser: every answer with plain forms, and nothing that was typed is lost."""

import html
import re
from datetime import date

import pytest
from starlette.testclient import TestClient

from api.loopbaancheque import texts
from api.loopbaancheque.forms import read_day
from models.loopbaancheque.referrals import steps
from models.loopbaancheque.schema import Code

PAGES = ("", "/vragen", "/formulier", "/begeleiding", "/regels")
YES = {
    "dag": "25-11-2026",
    "initiatief": "ja",
    "werkt": "ja",
    "outplacement": "nee",
    "woont": "flanders",
    "werk": "ja",
    "periode-0-van": "10-2017",
    "periode-0-soort": "employee",
    "cheques": "nee",
    "lopend": "nee",
    "nederlands": "ja",
}


def send(client: TestClient, do: str = "resultaat", **fields: str) -> str:
    data = {name.replace("__", "-"): value for name, value in fields.items()}
    answer = client.post("/loopbaancheque", data={"doe": do} | data)
    assert answer.status_code == 200, answer.text[:400]
    assert answer.text.count("<h1") == 1
    return answer.text


def title(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", "", re.search(r"<h1>(.*?)</h1>", text, re.DOTALL).group(1))).strip()


def fields(text: str) -> dict[str, str]:
    """What a browser would send again: hidden fields, texts, ticked choices, chosen options."""
    found = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', text))
    found |= dict(re.findall(r'<input type="text"[^>]*? name="([^"]+)" value="([^"]*)"', text))
    found |= dict(re.findall(r'<input type="radio"[^>]*? name="([^"]+)" value="([^"]*)" checked', text))
    for name, options in re.findall(r'<select[^>]* name="([^"]+)">(.*?)</select>', text, re.DOTALL):
        found[name] = re.search(r'value="([^"]*)"', options).group(1)
        found[name] = (re.findall(r'value="([^"]*)" selected', options) or [found[name]])[0]
    return {name: html.unescape(value) for name, value in found.items()}


@pytest.mark.parametrize("path", PAGES)
def test_pages_answer_without_inline_script_or_style(client: TestClient, path: str) -> None:
    answer = client.get("/loopbaancheque" + path)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1
    assert not re.search(r"<script(?![^>]*src=)|<style|\sstyle=|\son\w+=", answer.text)


def test_one_question_at_a_time_to_a_yes(client: TestClient) -> None:
    text, count = client.get("/loopbaancheque/vragen").text, 0
    while "vraag" in re.search(r'class="progress">(.*?)<', text).group(1):
        known = fields(text)
        asked = known["vraag"]
        text = send(client, "verder", **known | {name: YES[name] for name in YES if name.split("-")[0] in (asked, "x")})
        if asked == "werk" and "Schrijf minstens" in text:
            text = send(client, "verder", **fields(text) | {"periode-0-van": YES["periode-0-van"]})
        count += 1
        assert count < 15
    assert title(text) == "Je kan een loopbaancheque aanvragen"
    assert "90 euro" in text
    assert "niet bekend" in text
    assert "VDAB beslist" in text


def test_a_no_says_why_from_when_and_where_else(client: TestClient) -> None:
    text = send(client, **YES | {"periode-0-van": "20-12-2019"})
    assert title(text) == "Je kan geen loopbaancheque aanvragen"
    assert "Genoeg werkervaring: niet in orde" in text
    assert "Je telt 2.532 dagen werk" in text
    assert "Vanaf 18 december 2026 kan je er wel een aanvragen" in text
    assert "twee weken" in text
    assert "Laatst nagekeken op 23 november 2026" in text
    links = re.findall(r'<ol class="plain steps-list">(.*?)</ol>', text, re.DOTALL)[0]
    assert links.count("<li>") >= 3
    for path in ("/jobbereik", "/orient", "/loopbaantest", "/kwaliteiten"):
        assert f'href="{path}"' in links


def test_what_is_not_known_is_said(client: TestClient) -> None:
    text = send(client, **YES | {"werkt": "weet-niet"})
    assert title(text) == "We weten nog niet of je een loopbaancheque kan aanvragen"
    assert "Werk op de dag van de aanvraag: weten we niet" in text
    empty = send(client, dag="25-11-2026")
    assert empty.count("weten we niet") >= 8


def test_wrong_answers_stay_and_are_explained(client: TestClient) -> None:
    wrong = {"dag": "31-02-2022", "periode-0-van": "vorig jaar", "n-periode": "2", "periode-1-tot": "2020"}
    text = send(client, **YES | wrong)
    assert title(text) == "Alle vragen op één pagina"
    for value in ("31-02-2022", "vorig jaar", "2020"):
        assert f'value="{value}"' in text
    assert text.count('aria-invalid="true"') == 4
    assert "Het jaar ligt tussen 1930 en 2099" in text
    again = fields(text)
    assert {name: again[name] for name in YES if name not in wrong} == {n: YES[n] for n in YES if n not in wrong}


def test_a_question_without_an_answer_is_asked_again(client: TestClient) -> None:
    text = send(client, "verder", vraag="werkt", dag="25-11-2026")
    assert title(text) == texts.ASKED[texts.Question.WORKING].text
    assert "Kies dan: weet ik niet" in text
    backwards = send(client, "verder", vraag="werk", werk="ja", periode__0__van="2-2020", periode__0__tot="1-2020")
    assert "ligt vóór de eerste" in backwards


def test_rows_come_and_go_and_keep_what_was_typed(client: TestClient) -> None:
    known = YES | {"vraag": "werk", "n-periode": "1"}
    text = send(client, "periode-erbij", **known)
    assert text.count("<legend>Periode") == 2
    known = fields(text) | {"periode-1-van": "1-1-2010", "periode-1-tot": "1-1-2012", "periode-1-soort": "foreign"}
    text = send(client, "periode-weg:0", **known)
    kept = fields(text)
    assert text.count("<legend>Periode") == 1
    assert (kept["periode-0-van"], kept["periode-0-soort"]) == ("1-1-2010", "foreign")
    assert kept["woont"] == "flanders"


def test_only_questions_that_matter_are_asked(client: TestClient) -> None:
    for home, following in (("flanders", "werk"), ("wallonia", "verhuisd"), ("eea", "werkplek"), ("other", "werk")):
        assert fields(send(client, "verder", vraag="woont", woont=home, dag="1-1-2022"))["vraag"] == following
    capped = send(client, "verder", vraag="nederlands", nederlands="ja", dag="1-6-2025")
    assert fields(capped)["vraag"] == "nummer"
    assert fields(send(client, "terug", **fields(capped)))["vraag"] == "nederlands"


def test_an_answer_can_be_changed_from_the_result(client: TestClient) -> None:
    text = send(client, **YES)
    text = send(client, "naar:werkt", **fields(text))
    assert fields(text)["werkt"] == "ja"
    text = send(client, "resultaat", **fields(text) | {"werkt": "nee"})
    assert title(text) == "Je kan geen loopbaancheque aanvragen"
    assert 'name="periode-0-van" value="10-2017"' in text


@pytest.mark.parametrize(
    "odd",
    [
        {"doe": ""},
        {"doe": "naar:nergens"},
        {"doe": "periode-weg:99", "n-periode": "x"},
        {"doe": "cheque-erbij", "n-cheque": "9" * 30},
        {"vraag": "<script>", "dag": "<script>alert(1)</script>"},
        {"woont": "mars", "werk": "misschien", "vraag": "nummer", "nummer": "-1"},
        {"periode-0-van": "x" * 5_000, "doe": "resultaat"},
        {"dag": "25-11-2026", "cheques": "ja", "doe": "resultaat"},
        {"dag": "00-00-0000", "doe": "verder", "vraag": "dag"},
        {"dag": "²5-11-2026", "periode-0-van": "1٢-2020", "doe": "periode-weg:²"},
    ],
)
def test_odd_forms_never_fail(client: TestClient, odd: dict[str, str]) -> None:
    answer = client.post("/loopbaancheque", data=odd)
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text


def test_a_day_is_read_as_people_write_it() -> None:
    for text in ("5-3-2014", "05/03/2014", "5.3.2014", "5 3 2014", "2014-03-05"):
        assert read_day(text) == date(2014, 3, 5)
    assert read_day("2-2016") == date(2016, 2, 1)
    assert read_day("2-2016", last=True) == date(2016, 2, 29)
    for text in ("", "2016", "0-3-2014", "31-4-2014", "1-13-2014", "1-1-1929", "1-1-2100", "0-2014", "gisteren"):
        assert read_day(text) is None, text


def test_every_step_of_this_service_leads_to_a_page(client: TestClient) -> None:
    for path in texts.LINKS:
        assert client.get(path).status_code == 200, path


def test_every_code_has_its_dutch_and_every_step_its_link() -> None:
    assert set(texts.CONDITIONS) == set(Code)
    assert {step.note.path for step in steps() if step.note.path} <= set(texts.LINKS)
    assert set(texts.ASKED) == set(texts.Question)
