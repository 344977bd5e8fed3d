"""What other sites, other machines and other people's words may not do; each kind of hole has its test here."""

import json

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from api.guard import HEADERS
from api.identity import development
from api.ratelimit import RateLimit
from api.settings import Settings
from tests.conftest import another
from tests.documented import addresses
from tests.problems import assert_problem

FORM = "application/x-www-form-urlencoded"
ELSEWHERE = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", "origin": "http://localhost"},
    {"origin": "https://elders.example"},
    {"origin": "null"},
    {"origin": "http://localhost.elders.example"},
    {"origin": "javascript://localhost"},
    {"origin": "http://[localhost"},
    {"referer": "https://elders.example/mijn-loopbaan"},
]
OURS = [
    {},
    {"sec-fetch-site": "same-origin", "origin": "null"},
    {"sec-fetch-site": "none"},
    {"origin": "http://localhost"},
    {"origin": "https://localhost:443"},
    {"referer": "http://localhost/loopbaancheque/cheque"},
]


def forms(client: TestClient) -> list[str]:
    """Return the address of every form of every page."""
    found = [(path, methods) for methods, path, _ in addresses(client.app) if not path.startswith("/api/")]
    return [path.replace("{spel:spel}", "waarden") for path, methods in found if "POST" in methods]


def test_no_form_of_another_site_is_read(browser: TestClient) -> None:
    all_ = forms(browser)
    assert len(all_) > 40
    for address in all_:
        for headers in ELSEWHERE:
            answer = browser.post(address, data={"code": "x"}, headers=headers)
            assert answer.status_code == 403, (address, headers)


@pytest.mark.parametrize("headers", OURS)
def test_our_own_forms_are_read(browser: TestClient, headers: dict[str, str]) -> None:
    answer = browser.post("/loopbaancheque/cheque", data={"nummer": "1"}, headers=headers, follow_redirects=False)
    assert answer.status_code in (200, 303)


def test_the_api_knows_no_cookie_and_so_no_origin(browser: TestClient) -> None:
    answer = browser.post("/api/v1/account", headers={"origin": "https://elders.example"})
    assert answer.status_code == 201


def test_no_form_is_read_in_another_encoding_than_utf_8(browser: TestClient) -> None:
    refused = set()
    for address in forms(browser):
        for kind in ("multipart/form-data; boundary=x; charset=punycode", f"{FORM}; charset=undefined"):
            answer = browser.post(address, content=b"--x\r\n", headers={"content-type": kind}, follow_redirects=False)
            # Others need a login, a session or a code first, and read nothing without.
            assert answer.status_code in (303, 404, 405, 415), (address, kind, answer.status_code)
            refused |= {address} if answer.status_code == 415 else set()
    assert len(refused) > 20
    assert {"/mijn-loopbaan/bewaren", "/mijn-loopbaan/ontvangstbewijs.json", "/loopbaancheque/cheque"} <= refused


def test_headers_keep_other_sites_out(client: TestClient) -> None:
    answer = client.get("/")
    assert {name: answer.headers[name] for name in HEADERS} == dict(HEADERS)
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("address", "headers", "client_address", "there"),
    [
        ("http://localhost:8000", {}, "127.0.0.1", True),
        ("http://127.0.0.1:8000", {}, "::1", True),
        ("http://loopbaan.example", {}, "127.0.0.1", False),
        ("http://localhost", {}, "192.0.2.7", False),
        ("http://localhost", {"x-forwarded-for": "192.0.2.7"}, "127.0.0.1", False),
        ("http://localhost", {"forwarded": "for=192.0.2.7"}, "127.0.0.1", False),
    ],
)
def test_test_persons_are_there_on_the_machine_itself_only(
    browser: TestClient, address: str, headers: dict[str, str], client_address: str, there: bool
) -> None:
    found = TestClient(browser.app, base_url=address, client=(client_address, 50_000), headers=headers)
    found.portal = browser.portal
    assert found.get("/ontwikkeling/identiteit/jwks").status_code == (200 if there else 404)
    assert found.get("/mijn-loopbaan/aanmelden").status_code == (200 if there else 404)


@pytest.mark.parametrize(
    ("changes", "there"),
    [
        ({}, True),
        ({"public_url": "http://localhost:8765"}, True),
        ({"public_url": "http://loopbaan.example"}, False),
        ({"public_url": "https://loopbaan.example"}, False),
        ({"trusted_proxies": 1}, False),
        ({"oidc_issuer": "https://wie.example"}, False),
    ],
)
def test_test_persons_are_no_part_of_a_service_for_others(changes: dict[str, object], there: bool) -> None:
    assert development.allowed(Settings(**changes)) is there


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000"])
@pytest.mark.parametrize("document", ['{{"notes": [{{"x": "a{}"}}]', '{{"k{}": 1'])
def test_a_text_that_no_store_keeps_is_refused_wherever_it_stands(client: TestClient, text: str, document: str) -> None:
    mine = {"Authorization": f"Bearer {client.post('/api/v1/account').json()['accountToken']}"}
    kept = document.format(text) + ', "occupations": [{"occupation": {"label": "kok"}}]}'
    body = f'{{"tool": "orient", "document": {kept}}}'
    answer = client.post("/api/v1/account/results", content=body, headers=mine | {"content-type": "application/json"})
    assert_problem(answer, 422, "invalid-request")
    assert client.get("/api/v1/account/results", headers=mine).json() == {"items": []}
    assert json.loads(client.get("/api/v1/account/export", headers=mine).text)["results"] == []


def test_health_counts_for_a_limit_of_its_own(client: TestClient) -> None:
    assert "ratelimit-limit" in client.get("/health").headers
    assert RateLimit(client.app, settings=client.app.state.settings, limiter=client.app.state.limiter).items["health"]


def test_a_stranger_gets_five_tries_whatever_the_code_opens(browser: TestClient) -> None:
    stranger, wrong = another(browser), {"code": "bado-keli-fuma-nopi-resu"}
    for _ in range(5):
        answer = stranger.post("/loopbaancentra/kennismaking", data=wrong)
        assert "We kennen deze code niet" in answer.text
    for address in ("/loopbaancentra/kennismaking", "/orient/hervatten", "/mijn-loopbaan/code"):
        assert "te vaak" in stranger.post(address, data=wrong).text, address
    body = {"resumeCode": wrong["code"]}
    assert_problem(stranger.post("/api/v1/account/resume", json=body), 429, "too-many-requests")


def test_a_request_knows_where_it_comes_from_without_a_client() -> None:
    scope = {"type": "http", "headers": [], "path": "/", "query_string": b"", "server": ("localhost", 80)}
    assert not development.is_local(Request(scope | {"scheme": "http"}))
