"""Every tool's own answer can be kept, read back in words, and made into actions: the tools and the account agree."""

import html
import re

import pytest
from starlette.testclient import TestClient

V1 = "/api/v1"


def orient(client: TestClient) -> object:
    begun = client.post(f"{V1}/orient/sessions", json={}).json()
    mine = {"Authorization": f"Bearer {begun['sessionToken']}"}
    here, step = f"{V1}/orient/sessions/{begun['sessionId']}", begun["next"]
    for i in range(15):
        if step["kind"] == "item":
            body = {"itemId": step["item"]["id"], "value": 1 + (i * 7) % 5}
            step = client.post(f"{here}/answers", json=body, headers=mine).json()["next"]
        else:
            body = {"occupationId": step["occupation"]["id"], "value": 1 + i % 5}
            step = client.post(f"{here}/ratings", json=body, headers=mine).json()["next"]
    return client.get(f"{here}/result", headers=mine).json()


def loopbaantest(client: TestClient) -> object:
    items = client.get(f"{V1}/loopbaantest/items").json()
    answers = {item["id"]: 1 + i % 5 for i, item in enumerate(items["items"])}
    body = {"bankVersion": items["bankVersion"], "workStatus": "working", "answers": answers}
    return client.post(f"{V1}/loopbaantest/scores", json=body).json()


def cards(client: TestClient, tool: str) -> object:
    ids = [card["id"] for card in client.get(f"{V1}/{tool}/cards").json()["items"]]
    answer = client.post(f"{V1}/{tool}/results", json={"ranking": ids[:7]})
    assert answer.status_code == 200, answer.text
    return answer.json()


def document(client: TestClient, tool: str) -> object:
    match tool:
        case "orient":
            return orient(client)
        case "loopbaantest":
            return loopbaantest(client)
        case "kwaliteiten" | "waarden":
            return cards(client, tool)
        case "jobbereik":
            return {"experiences": [{"occupationId": "kok", "months": 30, "kind": "job"}]}
    return {"people": [{"id": "p1", "alias": "zus L.", "category": "family", "ring": 1, "nextStep": "Ik bel haar"}]}


@pytest.mark.parametrize("tool", ["jobbereik", "orient", "loopbaantest", "kwaliteiten", "waarden", "netwerk"])
def test_the_answer_of_each_tool_can_be_kept_and_says_something(client: TestClient, tool: str) -> None:
    token = client.post(f"{V1}/account").json()["accountToken"]
    mine = {"Authorization": f"Bearer {token}"}
    body = {"tool": tool, "document": document(client, tool)}
    answer = client.post(f"{V1}/account/results", json=body, headers=mine)
    assert answer.status_code == 201, answer.text
    assert answer.json()["lines"]
    assert all(re.search(r"[a-z]{3}", line) for line in answer.json()["lines"])
    if tool in ("orient", "loopbaantest", "kwaliteiten", "netwerk"):
        proposals = client.get(f"{V1}/plan/proposals", headers=mine).json()["items"]
        assert {item["origin"] for item in proposals} == {tool}
    assert client.get(f"{V1}/account/report", headers=mine).status_code == 200


def test_a_result_page_offers_its_result(browser: TestClient) -> None:
    known = '{"experiences": [{"occupationId": "kok", "months": 30, "kind": "job"}]}'
    page = browser.post("/jobbereik", data={"stap": "resultaat", "doe": "toon", "profiel": known}).text
    sent = html.unescape(re.search(r'name="document" value="([^"]*)"', page).group(1))
    offered = browser.post("/mijn-loopbaan/bewaren", data={"tool": "jobbereik", "document": sent})
    assert offered.status_code == 200
    assert "Bewaar je resultaat van Jobbereik" in offered.text
