"""Pages of "Mijn loopbaan" and "Mijn plan": login, cookies, forms that are ours, and nothing typed is lost."""

import html
import json
import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from tests.conftest import another, settings

ORIENT = {"occupations": [{"occupation": {"label": "kok"}}]}


def field(text: str, name: str) -> str:
    return html.unescape(re.search(rf'name="{name}" value="([^"]*)"', text).group(1))


def log_in(browser: TestClient, person: str = "Testpersoon A") -> str:
    page = browser.get("/mijn-loopbaan/aanmelden")
    link = re.search(rf'href="([^"]*)">{person}<', page.text).group(1)
    answer = browser.get(html.unescape(link))
    assert answer.status_code == 200, answer.text[:300]
    return answer.text


def test_an_account_of_a_test_person_comes_back(browser: TestClient) -> None:
    first = log_in(browser, "Testpersoon B")
    token = browser.cookies["account"]
    answer = browser.post("/mijn-plan/actie", data={"csrf": field(first, "csrf"), "wat": "Ik bel de school van B"})
    assert "Ik bel de school van B" in answer.text
    assert "Zonder code" not in first
    browser.cookies.clear()
    assert "Ik bel de school van B" not in browser.get("/mijn-plan").text
    again = log_in(browser, "Testpersoon B")
    assert browser.cookies["account"] != token
    assert "1 actie te doen" in again
    browser.cookies.clear()
    assert "1 actie te doen" not in log_in(browser, "Testpersoon C")


def test_a_login_belongs_to_the_browser_that_began_it_and_works_once(browser: TestClient) -> None:
    page = browser.get("/mijn-loopbaan/aanmelden")
    link = html.unescape(re.search(r'href="([^"]*)">Testpersoon A<', page.text).group(1))
    stranger = another(browser)
    refused = stranger.get(link)
    assert "Het aanmelden is niet gelukt" in refused.text
    assert "account" not in stranger.cookies
    assert "Het aanmelden is niet gelukt" in browser.get(link).text  # the stranger used the state up
    log_in(browser)
    assert "Het aanmelden is niet gelukt" in browser.get("/mijn-loopbaan/terug?code=x&state=y").text


def test_two_tabs_can_log_in_at_once_in_any_order(browser: TestClient) -> None:
    pages = [browser.get("/mijn-loopbaan/aanmelden").text for _ in range(3)]
    links = [html.unescape(re.search(r'href="([^"]*)">Testpersoon A<', page).group(1)) for page in pages]
    for link in (links[0], links[2], links[1]):
        assert "Het aanmelden is niet gelukt" not in browser.get(link).text
        assert "account" in browser.cookies


def test_a_code_that_was_changed_is_refused(browser: TestClient) -> None:
    page = browser.get("/mijn-loopbaan/aanmelden")
    link = html.unescape(re.search(r'href="([^"]*)">Testpersoon A<', page.text).group(1))
    answer = browser.get(link.replace("code=", "code=A"))
    assert "Het aanmelden is niet gelukt" in answer.text
    assert "account" not in browser.cookies


def test_in_production_there_are_no_test_persons(tmp_path: Path) -> None:
    app = create_app(settings(tmp_path, public_url="https://loopbaan.example"))
    with TestClient(app, base_url="https://loopbaan.example", raise_server_exceptions=False) as browser:
        assert browser.get("/ontwikkeling/identiteit/jwks").status_code == 404
        assert browser.get("/mijn-loopbaan/aanmelden").status_code == 404
        assert "testpersoon" not in browser.get("/mijn-loopbaan").text
        answer = browser.post("/mijn-loopbaan/zonder-naam", follow_redirects=False)
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-account=")
        for part in ("HttpOnly", "Secure", "Path=/", "SameSite=lax"):
            assert part in cookie


def test_a_result_is_kept_without_a_name(browser: TestClient) -> None:
    offered = browser.post("/mijn-loopbaan/bewaren", data={"tool": "orient", "document": json.dumps(ORIENT)})
    assert "Er is nog niets bewaard" in offered.text
    document = field(offered.text, "document")
    kept = browser.post("/mijn-loopbaan/zonder-naam", data={"tool": "orient", "document": document})
    assert re.search(r"<code>[a-z]{4}(-[a-z]{4}){4}</code>", kept.text)
    assert "<li>kok</li>" in kept.text
    csrf = field(kept.text, "csrf")
    address = re.search(r'action="(/mijn-loopbaan/resultaten/\w+/wissen)"', kept.text).group(1)
    assert "<li>kok</li>" not in browser.post(address, data={"csrf": csrf}).text


@pytest.mark.parametrize(
    "data",
    [
        {"tool": "orient", "document": "{"},
        pytest.param({"tool": "orient", "document": "[" * 20_000}, id="nested too deep"),
        {"tool": "x", "document": "{}"},
        {},
    ],
)
def test_what_is_no_result_is_refused_and_nothing_begins(browser: TestClient, data: dict[str, str]) -> None:
    assert browser.post("/mijn-loopbaan/bewaren", data=data).status_code == 422
    if data:
        assert browser.post("/mijn-loopbaan/zonder-naam", data=data).status_code == 422
        assert "account" not in browser.cookies


def test_forms_that_are_not_ours_change_nothing(browser: TestClient) -> None:
    page = log_in(browser)
    for path in ("/mijn-plan/actie", "/mijn-loopbaan/wissen", "/mijn-loopbaan/afmelden", "/mijn-loopbaan/resultaten"):
        assert browser.post(path, data={"csrf": "x", "wat": "gekaapt"}).status_code == 403
        crossed = {"csrf": field(page, "csrf"), "wat": "gekaapt"}
        assert browser.post(path, data=crossed, headers={"sec-fetch-site": "cross-site"}).status_code == 403
    assert "gekaapt" not in browser.get("/mijn-plan").text


def test_without_a_login_the_door_is_shown(browser: TestClient) -> None:
    for path in ("/mijn-plan", "/mijn-loopbaan/wissen", "/mijn-loopbaan/mijn-loopbaan.pdf"):
        answer = browser.get(path, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, "/mijn-loopbaan")
    assert browser.get("/mijn-plan").url.path == "/mijn-loopbaan"


def test_a_wrong_code_stays_and_is_explained(browser: TestClient) -> None:
    answer = browser.post("/mijn-loopbaan/code", data={"code": "bado <b>"})
    assert 'value="bado &lt;b&gt;"' in answer.text
    assert "We kennen deze code niet" in answer.text


def test_what_was_typed_into_an_action_is_not_lost(browser: TestClient) -> None:
    page = log_in(browser)
    data = {"csrf": field(page, "csrf"), "wat": "", "waarom": "Om <b>rust</b>", "tegen-wanneer": "31/2/2027"}
    answer = browser.post("/mijn-plan/actie", data=data)
    assert "Om &lt;b&gt;rust&lt;/b&gt;</textarea>" in answer.text
    assert 'value="31/2/2027"' in answer.text
    assert answer.text.count('aria-invalid="true"') == 2
    good = browser.post("/mijn-plan/actie", data=data | {"wat": "Ik wandel elke dag", "tegen-wanneer": "28/2/2027"})
    assert "28 februari 2027" in good.text


def test_an_action_about_an_occupation_begins_filled_in(browser: TestClient) -> None:
    log_in(browser)
    form = browser.get("/mijn-plan/actie?beroep=kok").text
    assert "Ik spreek met iemand die werkt als kok</textarea>" in form
    assert "Ik las over dit beroep." in form
    assert "iemand die werkt als" not in browser.get("/mijn-plan/actie?beroep=bestaat-niet").text


def test_a_proposal_is_taken_over_and_stays_theirs(browser: TestClient) -> None:
    page = log_in(browser)
    csrf = field(page, "csrf")
    browser.post("/mijn-loopbaan/resultaten", data={"csrf": csrf, "tool": "orient", "document": json.dumps(ORIENT)})
    assert "Ik spreek met iemand die werkt als kok" in browser.get("/mijn-plan").text
    form = browser.get("/mijn-plan/actie?uit=0").text
    assert "Ik spreek met iemand die werkt als kok</textarea>" in form
    data = {"csrf": csrf, "wat": "Ik spreek met een kok", "uit": "orient", "uit-naam": "Oriënt: kok"}
    assert "Uit Oriënt: kok" in browser.post("/mijn-plan/actie", data=data).text
    address = re.search(r'action="(/mijn-plan/actie/\w+)"', browser.get("/mijn-plan").text).group(1)
    for verb in ("omlaag", "omhoog", "gedaan", "onzin"):
        assert browser.post(address, data={"csrf": csrf, "doe": verb}).status_code == 200
    assert "Gedaan op" in browser.get("/mijn-plan").text
    browser.post(address, data={"csrf": csrf, "doe": "wis"})
    assert browser.get(address).status_code == 404


def test_deleting_shows_a_receipt_and_ends_the_login(browser: TestClient) -> None:
    browser.post("/mijn-loopbaan/zonder-naam")
    csrf = field(browser.get("/mijn-loopbaan").text, "csrf")
    answer = browser.post("/mijn-loopbaan/wissen", data={"csrf": csrf})
    assert "Alles is gewist" in answer.text
    receipt = json.loads(field(answer.text, "receipt"))
    assert browser.post("/api/v1/account/receipts", json=receipt).json() == {"genuine": True}
    assert "account" not in browser.cookies


def test_an_action_for_an_occupation_waits_until_somebody_is_let_in(browser: TestClient) -> None:
    browser.cookies.clear()
    doors = browser.get("/mijn-plan/actie?beroep=kok").text
    assert "Je actie over <strong>kok</strong> staat klaar" in doors
    assert "iemand die werkt als kok" in log_in(browser)
    assert "staat klaar" not in browser.get("/mijn-loopbaan").text
    browser.cookies.clear()
    browser.get("/mijn-plan/actie?beroep=kok")
    new = browser.post("/mijn-loopbaan/zonder-naam").text
    assert "Je code" in new
    assert 'href="/mijn-plan/actie?beroep=kok"' in new
    browser.cookies.clear()
    assert browser.get("/mijn-plan/actie?beroep=bestaat-niet").url.path == "/mijn-loopbaan"


def test_a_new_login_ends_the_one_that_the_browser_had_and_all_can_be_ended(browser: TestClient) -> None:
    tokens = []
    for _ in range(2):
        browser.post("/mijn-loopbaan/zonder-naam", data={})
        tokens.append(browser.cookies["account"])
    assert browser.get("/api/v1/account", headers={"Authorization": f"Bearer {tokens[0]}"}).status_code == 401
    page = browser.get("/mijn-loopbaan").text
    csrf, old = field(page, "csrf"), re.search(r"<code>([a-z-]+)</code>", page).group(1)
    renewed = browser.post("/mijn-loopbaan/nieuwe-code", data={"csrf": csrf}).text
    assert re.search(r"<code>([a-z-]+)</code>", renewed).group(1) != old
    form = {"csrf": field(renewed, "csrf"), "waar": "overal"}
    assert "Je hebt al een code" in browser.post("/mijn-loopbaan/afmelden", data=form).text
