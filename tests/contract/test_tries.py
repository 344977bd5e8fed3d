"""Five wrong tries of any short secret, anywhere: then a quarter of an hour, and the right one opens."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api import dependencies
from api.app import create_app
from tests import sharing
from tests.cheques import CHEQUES, Desk, desk, mandated
from tests.conftest import another, settings
from tests.contract.test_groups import made
from tests.contract.test_sharing_pages import field
from tests.documented import ROOT, named

WRONG = "bado-keli-fuma-nopi-resa"
WRONG_NUMBER = "2345-6789-ABCD-EFGH"
START = {"loopbaantest": {"workStatus": "working"}, "orient": {}}


@dataclass(frozen=True)
class Place:
    """Where a short secret is tried.

    Attributes
    ----------
    right
        The secret that opens it.
    send
        Tries a secret and returns the answer.
    page
        What a page says to who tried too often; empty for JSON, which answers 429.
    """

    right: str
    send: Callable[[str], Any]
    wrong: str = WRONG
    page: str = ""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, base_url="http://localhost", raise_server_exceptions=False) as client:
        assert client.portal
        yield desk(app, client, client.portal.call)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def begun(client: TestClient, tool: str) -> Any:
    answer = client.post(f"/api/v1/{tool}/sessions", json=START[tool])
    assert answer.status_code == 201, answer.text
    return answer.json()


def code_of_page(client: TestClient, tool: str) -> str:
    client.post(f"/{tool}/start", data={"vorm": "kort", "status": "working"})
    found = re.search(r'<p class="resume-code"><strong>([a-z-]{24})</strong>', client.get(f"/{tool}/bewaren").text)
    assert found, tool
    return found[1]


def of_json(tool: str) -> Callable[[Desk, TestClient], Place]:
    def make(office: Desk, client: TestClient) -> Place:
        where = "/api/v1/account" if tool == "account" else f"/api/v1/{tool}"
        kept = office.client.post(where).json() if tool == "account" else begun(office.client, tool)
        return Place(kept["resumeCode"], lambda code: client.post(f"{where}/resume", json={"resumeCode": code}))

    return make


def of_page(tool: str) -> Callable[[Desk, TestClient], Place]:
    def make(office: Desk, client: TestClient) -> Place:
        right = code_of_page(another(office.client), tool)
        return Place(right, lambda code: client.post(f"/{tool}/hervatten", data={"code": code}), page="te vaak")

    return make


def account_page(office: Desk, client: TestClient) -> Place:
    right = office.client.post("/api/v1/account").json()["resumeCode"]
    return Place(right, lambda code: client.post("/mijn-loopbaan/code", data={"code": code}), page="te vaak")


def beside(office: Desk, client: TestClient) -> Place:
    mine, other = (begun(office.client, "loopbaantest") for _ in range(2))
    path = f"/api/v1/loopbaantest/sessions/{mine['sessionId']}/previous"
    headers = bearer(mine["sessionToken"])
    return Place(other["resumeCode"], lambda code: client.put(path, json={"resumeCode": code}, headers=headers))


def introduced(office: Desk) -> Any:
    body = {
        "centreId": mandated(vat=True)[0],
        "contact": {"email": "kim@voorbeeld.be"},
        "message": "Hallo",
        "steps": [],
    }
    answer = office.client.post("/api/v1/loopbaancentra/introductions", json=body | {"consent": False})
    assert answer.status_code == 201, answer.text
    return answer.json()


def introduction(rest: str) -> Callable[[Desk, TestClient], Place]:
    def make(office: Desk, client: TestClient) -> Place:
        made = introduced(office)
        path = f"/api/v1/loopbaancentra/introductions/{made['id']}{rest}"
        method = "POST" if rest else "GET"
        return Place(made["code"], lambda code: client.request(method, path, headers=bearer(code), json={}))

    return make


def introduction_page(office: Desk, client: TestClient) -> Place:
    path = "/loopbaancentra/kennismaking"
    return Place(introduced(office)["code"], lambda code: client.post(path, data={"code": code}), page="te vaak")


def linked(office: Desk) -> Any:
    mine = sharing.citizen(office.client)
    return sharing.share(office.client, mine, resultIds=[sharing.kept(office.client, mine)])


def link(office: Desk, client: TestClient) -> Place:
    made = linked(office)
    path = f"/api/v1/coach/links/{made['shareId']}"
    return Place(str(made["linkCode"]), lambda code: client.post(path, json={"linkCode": code}))


def link_page(office: Desk, client: TestClient) -> Place:
    made = linked(office)
    path = f"/gedeeld/{made['shareId']}"
    return Place(str(made["linkCode"]), lambda code: client.post(path, data={"code": code}), page="te veel")


def coach(rest: str) -> Callable[[Desk, TestClient], Place]:
    def make(office: Desk, client: TestClient) -> Place:
        mine, (_, right) = sharing.citizen(office.client), sharing.coach(office.client, sharing.holding()[0])
        body = {"resultIds": [sharing.kept(office.client, mine)]}
        path = f"/api/v1/shares{rest}"
        return Place(right, lambda code: client.post(path, json=body | {"coachCode": code}, headers=mine))

    return make


def coach_page(office: Desk, client: TestClient) -> Place:
    client.post("/mijn-loopbaan/zonder-naam")
    _, right = sharing.coach(office.client, sharing.holding()[0])
    query = {"plan": "ja", "met": "coach"}
    path = "/mijn-loopbaan/delen/voorbeeld"
    return Place(right, lambda code: client.get(path, params=query | {"code": code}), page="te veel")


def cheque(method: str, rest: str, body: dict[str, Any]) -> Callable[[Desk, TestClient], Place]:
    def make(office: Desk, client: TestClient) -> Place:
        begun_ = (
            office.active if rest == "/attendances" else office.asked if rest.startswith("/case") else office.issued
        )
        made, more = begun_(), {"files": {"file": b"%PDF-"}} if rest == "/case/papers" else {}
        path = f"{CHEQUES}/{made['number']}{rest}"
        number = made["clientNumber"]

        def send(code: str) -> Any:
            key = office.centre if "clientNumber" in body else code
            named = body | ({"clientNumber": code} if "clientNumber" in body else {})
            return client.request(method, path, headers=bearer(key), json=named or None, **more)

        return Place(number, send, wrong=WRONG_NUMBER)

    return make


def cheque_page(office: Desk, client: TestClient) -> Place:
    made = office.issued()
    path, typed = "/loopbaancheque/cheque", {"nummer": made["number"]}

    def send(code: str) -> Any:
        return client.post(path, data=typed | {"klantnummer": code})

    return Place(made["clientNumber"], send, wrong=WRONG_NUMBER, page="te veel")


def complaint_filed(office: Desk, client: TestClient) -> Place:
    made = office.active()
    said = {"kind": "content", "subjects": ["agreements"], "factOn": DAY, "text": "Er was geen overeenkomst."}

    def send(code: str) -> Any:
        office.on(date(2024, 7, 1))
        cheque = {"number": made["number"], "clientNumber": code}
        return client.post("/api/v1/klachten", json=said | {"cheque": cheque})

    return Place(made["clientNumber"], send, wrong=WRONG_NUMBER)


def complained(office: Desk) -> Any:
    made = complaint_filed(office, another(office.client))
    return made.send(made.right).json()


def complaint(method: str, rest: str, body: dict[str, str] | None = None) -> Callable[[Desk, TestClient], Place]:
    def make(office: Desk, client: TestClient) -> Place:
        path = f"/api/v1/klachten/{(filed := complained(office))['id']}{rest}"
        return Place(filed["code"], lambda code: client.request(method, path, headers=bearer(code), json=body))

    return make


def complaint_page(office: Desk, client: TestClient) -> Place:
    path = "/klachten/volgen"
    return Place(complained(office)["code"], lambda code: client.post(path, data={"code": code}), page="te vaak")


def complaint_form(office: Desk, client: TestClient) -> Place:
    made = office.active()
    typed = {"soort": "content", "dag": "20/6/2024", "klacht": "Er was geen plan.", "nummer": made["number"]}

    def send(code: str) -> Any:
        office.on(date(2024, 7, 1))
        return client.post("/klachten/nieuw", data=typed | {"klantnummer": code})

    return Place(made["clientNumber"], send, wrong=WRONG_NUMBER, page="te veel verkeerde")


def group(office: Desk, client: TestClient) -> Place:
    right, mine = made(office.client)[0].code, sharing.known(office.client)

    def send(code: str) -> Any:
        body = {"groupCode": code, "tools": ["waarden"]}
        return client.put("/api/v1/groups/memberships", json=body, headers=mine)

    return Place(right, send)


def group_page(office: Desk, client: TestClient) -> Place:
    client.cookies.set("account", sharing.known(office.client)["Authorization"].removeprefix("Bearer "))
    csrf = field(client.get("/mijn-loopbaan/groepen").text, "csrf")
    path, right = "/mijn-loopbaan/groepen", made(office.client)[0].code
    return Place(right, lambda code: client.post(path, data={"csrf": csrf, "code": code}), page="te veel")


def invitation_page(office: Desk, client: TestClient) -> Place:
    said = {"name": "Sam", "engagement": "subcontractor", "method": "Ik werk buiten.", "contract": "van 1/9/2026"}
    sent = office.client.post("/api/v1/coach/centre/invitations", json=said, headers=bearer(office.centre))
    assert sent.status_code == 201, sent.text
    path = "/coach/uitnodiging"
    return Place(sent.json()["code"], lambda code: client.post(path, data={"code": code}), page="te veel")


def closed(office: Desk) -> str:
    """Return the code with which whoever held a cheque that was closed says how the guidance was."""
    found = office.active()
    path = f"/{found['number']}"
    office.post(f"{path}/sessions", {"heldOn": DAY, "minutes": 240, "mode": "online"}, office.centre)
    close = {"closedOn": DAY, "planPresent": True, "agreementPresent": True, "attendancePresent": True}
    assert office.post(f"{path}/closings", close, office.centre).status_code == 200
    return str(office.get(found["number"], found["clientNumber"]).json()["satisfactionCode"])


def satisfied(office: Desk, client: TestClient) -> Place:
    body, path = {"scores": [8] * 11, "answered": True}, "/api/v1/tevredenheid/answers"
    return Place(closed(office), lambda code: client.post(path, json=body | {"code": code}))


def satisfied_page(office: Desk, client: TestClient) -> Place:
    said = {"beantwoord": "ja"}
    return Place(closed(office), lambda code: client.post("/tevredenheid", data=said | {"code": code}), page="te veel")


DAY = "2024-06-20"
PLACES: dict[str, Callable[[Desk, TestClient], Place]] = {
    "POST /api/v1/account/resume": of_json("account"),
    "POST /api/v1/orient/resume": of_json("orient"),
    "POST /api/v1/loopbaantest/resume": of_json("loopbaantest"),
    "PUT /api/v1/loopbaantest/sessions/{session_id}/previous": beside,
    "GET /api/v1/loopbaancentra/introductions/{id}": introduction(""),
    "POST /api/v1/loopbaancentra/introductions/{id}/answers": introduction("/answers"),
    "POST /api/v1/loopbaancentra/introductions/{id}/consents": introduction("/consents"),
    "POST /api/v1/loopbaancentra/introductions/{id}/withdrawals": introduction("/withdrawals"),
    "POST /api/v1/coach/links/{share_id}": link,
    "POST /api/v1/shares": coach(""),
    "POST /api/v1/shares/new/preview": coach("/new/preview"),
    "GET /api/v1/loopbaancheque/cheques/{number}": cheque("GET", "", {}),
    "POST /api/v1/loopbaancheque/cheques/{number}/activations": cheque(
        "POST", "/activations", {"clientNumber": "", "startedOn": DAY}
    ),
    "POST /api/v1/loopbaancheque/cheques/{number}/agreements": cheque(
        "POST", "/agreements", {"clientNumber": "", "acceptedOn": DAY, "textVersion": "eigen"}
    ),
    "POST /api/v1/loopbaancheque/cheques/{number}/attendances": cheque(
        "POST", "/attendances", {"clientNumber": "", "sessionId": "1"}
    ),
    "GET /api/v1/loopbaancheque/cheques/{number}/file": cheque("GET", "/file", {}),
    "GET /api/v1/loopbaancheque/cheques/{number}/case": cheque("GET", "/case", {}),
    "POST /api/v1/loopbaancheque/cheques/{number}/case/answers": cheque("POST", "/case/answers", {"text": "Tot juli."}),
    "POST /api/v1/loopbaancheque/cheques/{number}/case/papers": cheque("POST", "/case/papers", {}),
    "GET /api/v1/loopbaancheque/cheques/{number}/letters": cheque("GET", "/letters", {}),
    "POST /api/v1/klachten": complaint_filed,
    "GET /api/v1/klachten/{id}": complaint("GET", ""),
    "POST /api/v1/klachten/{id}/views": complaint("POST", "/views", {"text": "Er was geen plan."}),
    "POST /api/v1/klachten/{id}/withdrawals": complaint("POST", "/withdrawals"),
    "POST /api/v1/loopbaancheque/cheques/{number}/objections": cheque("POST", "/objections", {"objectedOn": DAY}),
    "POST /api/v1/tevredenheid/answers": satisfied,
    "PUT /api/v1/groups/memberships": group,
    "page groepen/page.html": group_page,
    "page coach/uitnodiging.html": invitation_page,
    "page orient/start.html": of_page("orient"),
    "page loopbaantest/start.html": of_page("loopbaantest"),
    "page kaarten/start.html": of_page("kwaliteiten"),
    "page account/deuren.html": account_page,
    "page loopbaancentra/code.html": introduction_page,
    "page coach/link.html": link_page,
    "page delen/kies.html": coach_page,
    "page loopbaancheque/cheque.html": cheque_page,
    "page tevredenheid/vragen.html": satisfied_page,
    "page klachten/volgen.html": complaint_page,
    "page klachten/nieuw.html": complaint_form,
}

KEYED_ONLY = {
    "reversals", "questions", "hearings", "notices", "defences", "annulments", "closings", "decisions", "payments",
    "sessions",
}  # fmt: skip
"""What is told of a cheque with a key: a client number opens none of it, so it is no place to try one."""


def test_every_place_where_a_short_secret_is_tried_is_in_the_table(app: FastAPI) -> None:
    document = app.openapi()
    shapes = document["components"]["schemas"]
    found = set()
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            content = operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
            members = named(shapes, content, 2)
            schemes = {name for scheme in operation.get("security", []) for name in scheme}
            of_one = schemes & {"introductionKey", "chequeKey", "complaintKey"} and "{" in path
            if members & {"resumeCode", "linkCode", "code", "groupCode", "coachCode", "clientNumber"} or of_one:
                found.add(f"{method.upper()} {path}")
    assert {name for name in found if name.rsplit("/", 1)[-1] not in KEYED_ONLY} == {
        name for name in PLACES if not name.startswith("page")
    }
    asked = re.compile(r'type="text"[^>]*name="(?:code|klantnummer)"|\bresume\("|\bresume\(\s*"?/')
    templates = ROOT / "api" / "web" / "templates"
    forms = {str(file.relative_to(templates)) for file in templates.rglob("*.html") if asked.search(file.read_text())}
    asks = {"web/resume.html", "loopbaantest/resultaat.html"}  # the macro; the form behind which `previous` stands
    assert forms - asks == {name.removeprefix("page ") for name in PLACES if name.startswith("page")}


def told(answer: Any, client: TestClient) -> str:
    """Return what a page shows, behind the redirects that a form leads to."""
    while answer.status_code == 303:
        answer = client.get(answer.headers["location"])
    return str(answer.text)


def stopped(place: Place, answer: Any, client: TestClient) -> bool:
    """Return whether whoever tries was told to wait."""
    return answer.status_code == 429 or (place.page != "" and place.page in told(answer, client))


@pytest.mark.parametrize("name", PLACES)
def test_forty_wrong_tries_are_refused_and_a_right_one_opens_after_the_quarter(
    office: Desk, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app, client = office.app, another(office.client)
    client.follow_redirects = False
    app.dependency_overrides.pop(dependencies.now, None)
    place = PLACES[name](office, client)
    given = "cheque" in name or "tevreden" in name
    office.on(date(2024, 6, 20)) if given else app.dependency_overrides.pop(dependencies.today, None)
    answers = [place.send(place.wrong) for _ in range(40)]
    refused = [stopped(place, answer, client) for answer in answers]
    assert (sum(refused), refused[5:]) == (35, [True] * 35), [answer.status_code for answer in answers[:7]]
    last = place.send(place.right)
    assert stopped(place, last, client)
    if not place.page:
        assert 0 < int(last.headers["retry-after"]) <= 900
    later = datetime.now(UTC) + timedelta(minutes=15, seconds=1)

    async def then() -> datetime:
        return later

    app.dependency_overrides[dependencies.now] = then
    monkeypatch.setattr("api.orient.dependencies.now", then)  # it asks the clock itself, for speed
    opened = place.send(place.right)
    if place.page:
        assert opened.status_code in (200, 303)
        assert place.page not in told(opened, client)
    else:
        assert opened.status_code not in (401, 404, 429), opened.text
