"""The fullest account: one result of each tool, as its page offers it to Mijn loopbaan, and what was planned."""

import html
import json
import re
from typing import Any

from starlette.testclient import TestClient

from tests.conftest import another
from tests.orient_client import Person, by_type

Documents = dict[str, dict[str, Any]]

PROFILE = {
    "experiences": [
        {"occupationId": "kok", "months": 72, "kind": "job"},
        {"occupationId": "bakker", "months": 24, "kind": "job"},
    ],
    "marks": [{"occupationId": "slager", "interested": False, "why": "Ik wil geen vlees snijden"}],
}


def _offered(text: str) -> dict[str, Any]:
    """Return the document that a result page offers to keep."""
    found: dict[str, Any] = json.loads(html.unescape(re.search(r'name="document" value="([^"]*)"', text).group(1)))
    return found


def _orient(client: TestClient) -> dict[str, Any]:
    person, browser = Person.start(client), another(client)
    person.go(by_type("RS"), 15)
    person.call("PUT", "/hidden", json={"occupationId": "kok", "reason": "other"})
    browser.cookies.set("orient", person.token)
    return _offered(browser.get("/orient/resultaat?aantal=100&toch=1").text)


def _loopbaantest(client: TestClient) -> dict[str, Any]:
    started = client.post("/api/v1/loopbaantest/sessions", json={"workStatus": "looking"}).json()
    headers, browser = {"Authorization": f"Bearer {started['sessionToken']}"}, another(client)
    items = client.get("/api/v1/loopbaantest/items").json()["items"]
    for i, item in enumerate(items):
        body = {"itemId": item["id"], "value": 1 + i % 5, "milliseconds": 700 * i + 400}
        path = f"/api/v1/loopbaantest/sessions/{started['sessionId']}/answers"
        assert client.post(path, json=body, headers=headers).status_code == 200
    browser.cookies.set("loopbaantest", started["sessionToken"])
    return _offered(browser.get("/loopbaantest/resultaat").text)


def _game(client: TestClient, tool: str, **members: object) -> dict[str, Any]:
    cards = [row["id"] for row in client.get(f"/api/v1/{tool}/cards").json()["items"]]
    answer = client.post(f"/api/v1/{tool}/results", json={"ranking": cards[:7], **members})
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _netwerk(looked_at: str) -> dict[str, Any]:
    people = [
        {"id": f"p{i}", "alias": f"Persoon {i}", "category": "family", "ring": 1 + i % 3, "nextStep": f"Ik bel {i}"}
        for i in range(12)
    ]
    return {"goal": "Werk in de zorg", "occupationIds": [looked_at], "people": people, "ties": []}


def documents(client: TestClient) -> Documents:
    """Return a document of each tool, as its page offers it to Mijn loopbaan."""
    profile = {"profiel": json.dumps(PROFILE), "stap": "resultaat", "doe": "toon"}
    star = {
        "situation": "Het was druk.",
        "task": "Ik gaf leiding.",
        "action": "Ik verdeelde het werk.",
        "result": "Op tijd.",
    }
    room = {"now": 3, "wanted": 8, "action": {"what": "Ik vraag om thuis te werken", "withWhom": "mijn chef"}}
    reached = _offered(client.post("/jobbereik", data=profile).text)
    return {
        "jobbereik": reached,
        "orient": _orient(client),
        "loopbaantest": _loopbaantest(client),
        "kwaliteiten": _game(client, "kwaliteiten", examples={"luisteren": star}),
        "waarden": _game(client, "waarden", reflections={"balans": room}, occupations=["verpleegkundige", "kok"]),
        "netwerk": _netwerk(reached["lists"]["within"][0]["id"]),
    }
