"""Every POST that creates something: sent twice with one key, over the API or from a page, it creates once."""

import json
import re
from pathlib import Path
from uuid import uuid4

import pytest
from fastapi import FastAPI
from starlette.routing import Route
from starlette.testclient import TestClient

from api.account import pages as account_pages
from api.coach import pages as coach_pages
from api.plan import pages as plan_pages
from api.sessions.idempotency import Creating
from api.shares import pages as share_pages
from api.tools import TOOLS
from tests.conftest import another
from tests.documented import routes
from tests.problems import assert_problem

TEMPLATES = Path(__file__).parents[2] / "api" / "web" / "templates"

RESULT = {"tool": "netwerk", "document": {"people": []}}


def key() -> dict[str, str]:
    return {"Idempotency-Key": str(uuid4())}


def account(client: TestClient) -> dict[str, str]:
    return {"Authorization": f"Bearer {client.post('/api/v1/account').json()['accountToken']}"}


def test_an_account_is_made_once(client: TestClient) -> None:
    once = key()
    one, two = (client.post("/api/v1/account", headers=once) for _ in range(2))
    assert one.status_code == 201
    assert one.json() == two.json()
    elsewhere = another(client).post("/api/v1/account", headers=once)
    assert elsewhere.json()["accountToken"] != one.json()["accountToken"], "no secret for another address"
    assert_problem(client.post("/api/v1/account", headers={"Idempotency-Key": "1"}), 422, "invalid-request")


def test_who_calls_is_asked_before_the_key(client: TestClient) -> None:
    for path in ("shares", "account/results", "coach/clients/x/notes"):
        assert client.post(f"/api/v1/{path}", json={}, headers={"Idempotency-Key": "1"}).status_code == 401
    assert_problem(
        client.post("/api/v1/account/results", json=RESULT, headers={**account(client), "Idempotency-Key": "1"}),
        422,
        "invalid-request",
    )


def test_an_action_and_its_plan_grow_once(client: TestClient) -> None:
    mine, theirs, once = account(client), account(client), key()
    body = {"what": "Bellen"}
    one, two = (client.post("/api/v1/plan/actions", json=body, headers=mine | once) for _ in range(2))
    assert (one.status_code, one.json()) == (two.status_code, two.json())
    assert len(client.get("/api/v1/plan", headers=mine).json()["actions"]) == 1
    assert client.post("/api/v1/plan/actions", json=body, headers=theirs | once).json()["id"] != one.json()["id"]
    reused = client.post("/api/v1/plan/actions", json={"what": "Mailen"}, headers=mine | once)
    assert_problem(reused, 422, "idempotency-key-reused", "/Idempotency-Key")


def field(page: str, action: str) -> str:
    form = page[page.index(f'action="{action}') :]
    found = re.search(r'name="sleutel" value="([0-9a-f]{32})"', form[: form.index("</form>")])
    assert found is not None
    return found[1]


def test_a_page_that_is_sent_twice_creates_once(browser: TestClient) -> None:
    page = browser.get("/orient").text
    typed = {"sleutel": field(page, "/orient/start")}
    one, two = (browser.post("/orient/start", data=typed, follow_redirects=False) for _ in range(2))
    assert (one.status_code, one.headers["set-cookie"]) == (303, two.headers["set-cookie"])
    typed |= {"onderzoek": "ja"}
    other = browser.post("/orient/start", data=typed, follow_redirects=False)
    assert other.headers["set-cookie"] != one.headers["set-cookie"], "who goes back and changes it asks something else"
    assert field(browser.get("/orient").text, "/orient/start") != typed["sleutel"]


def test_an_action_of_a_page_is_added_once(browser: TestClient) -> None:
    browser.post("/mijn-loopbaan/zonder-naam")
    page = browser.get("/mijn-plan/actie").text
    csrf = re.search(r'name="csrf" value="([^"]+)"', page)
    assert csrf is not None
    typed = {"csrf": csrf[1], "sleutel": field(page, "/mijn-plan/actie"), "wat": "Bellen naar de school"}
    for _ in range(2):
        assert browser.post("/mijn-plan/actie", data=typed, follow_redirects=False).status_code == 303
    assert browser.get("/mijn-plan").text.count("Bellen naar de school</h") == 1


def kept_results(browser: TestClient) -> int:
    return browser.get("/mijn-loopbaan").text.count("Wis dit resultaat")


def test_a_code_lets_in_each_time_and_keeps_what_came_along_once(browser: TestClient) -> None:
    code = browser.post("/api/v1/account").json()["resumeCode"]
    offer = {"tool": "netwerk", "document": json.dumps(RESULT["document"])}
    page = browser.post("/mijn-loopbaan/bewaren", data=offer).text
    typed = offer | {"sleutel": field(page, "/mijn-loopbaan/code"), "code": code}
    wrong = browser.post("/mijn-loopbaan/code", data=typed | {"code": "bado-bado-bado-bado-bado"})
    assert "Wis dit resultaat" not in wrong.text
    for _ in range(2):
        answer = browser.post("/mijn-loopbaan/code", data=typed, follow_redirects=False)
        assert (answer.status_code, "account" in answer.headers["set-cookie"]) == (303, True)
    assert kept_results(browser) == 1
    browser.post("/mijn-loopbaan/code", data=typed | {"sleutel": uuid4().hex})
    assert kept_results(browser) == 2, "another form keeps it again"


def test_a_new_code_that_did_not_arrive_is_told_to_whoever_asks_again(client: TestClient) -> None:
    mine = account(client) | key()
    one, two = (client.post("/api/v1/account/code", headers=mine) for _ in range(2))
    assert (one.status_code, one.json()) == (200, two.json()), "the token that asked ended with the first"
    resumed = client.post("/api/v1/account/resume", json={"resumeCode": two.json()["resumeCode"]})
    assert resumed.status_code == 200


def test_every_form_that_creates_carries_a_key(app: FastAPI) -> None:
    creating = {r.path for r in routes(app.routes) if getattr(getattr(r, "endpoint", None), "creates", False)}
    creating.add("/mijn-loopbaan/code")  # lets in each time, keeps once
    patterns = [
        re.compile(re.sub(r"\{[^}]+\}", "[^/]+", path.replace("{spel:spel}", "x")) + "(#.*)?") for path in creating
    ]
    forms = 0
    for template in TEMPLATES.rglob("*.html"):
        found = re.findall(
            r'<form(?=[^>]*"post")[^>]*action="([^"]+)"[^>]*>(.*?)</form>', template.read_text(), re.DOTALL
        )
        for action, rest in found:
            plain = re.sub(r"\{%.*?%\}", "", re.sub(r"\{\{.*?\}\}", "x", action))
            if any(pattern.fullmatch(plain) for pattern in patterns):
                assert "once()" in rest, (template.name, action)
                forms += 1
    assert forms >= 13


def test_the_description_of_what_creates_names_the_header(client: TestClient) -> None:
    for path, methods in client.get("/openapi.json").json()["paths"].items():
        if "post" in methods and "201" in methods["post"]["responses"]:
            names = {row["name"].lower() for row in methods["post"].get("parameters", [])}
            assert "idempotency-key" in names, path


@pytest.mark.parametrize(
    "address",
    [
        "/orient/start", "/loopbaantest/start", "/loopbaantest/opnieuw", "/{spel:spel}/start", "/{spel:spel}/laden",
        "/mijn-loopbaan/zonder-naam", "/mijn-loopbaan/resultaten", "/mijn-plan/actie",
        "/loopbaancentra/centrum/{id}/kennismaking", "/mijn-loopbaan/nieuwe-code", "/mijn-loopbaan/delen",
        "/coach/klant/{id}/notitie", "/coach/klant/{id}/voorstel",
    ],
)  # fmt: skip
def test_pages_that_create_answer_once(address: str) -> None:
    all_ = [route for tool in TOOLS for router in tool.routers for route in router.routes]
    all_ += [*account_pages.router.routes, *plan_pages.router.routes]
    all_ += [*share_pages.router.routes, *coach_pages.router.routes]
    found = [r for r in all_ if isinstance(r, Route) and r.path == address and "POST" in (r.methods or ())]
    assert found
    assert all(isinstance(route, Creating) and route.creates for route in found)
