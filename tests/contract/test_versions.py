"""A reply that comes late never replaces a later one about the same: in Oriënt and the Loopbaantest, API and pages."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.problems import assert_problem


def start(client: TestClient, tool: str) -> tuple[str, dict[str, str], dict[str, Any]]:
    begun = client.post(f"/api/v1/{tool}/sessions").json()
    address = f"/api/v1/{tool}/sessions/{begun['sessionId']}"
    return address, {"Authorization": f"Bearer {begun['sessionToken']}"}, begun


def first_item(begun: dict[str, Any]) -> str:
    found: str = (begun.get("nextItem") or begun["next"]["item"])["id"]
    return found


def kept(client: TestClient, tool: str, address: str, mine: dict[str, str], item: str) -> int:
    whole = client.get(address, headers=mine).json()
    rows = whole["answers" if tool == "orient" else "replies"]
    return next(int(row["value"]) for row in rows if row["itemId"] == item)


@pytest.mark.parametrize("tool", ["orient", "loopbaantest"])
def test_a_reply_that_comes_late_never_replaces_a_later_one(client: TestClient, tool: str) -> None:
    address, mine, begun = start(client, tool)
    item, version = first_item(begun), begun["version"]
    given_up = {"itemId": item, "value": 1, "version": version}
    later = {"itemId": item, "value": 5, "version": version + 1}
    answer = client.post(f"{address}/answers", json=later, headers=mine)
    assert (answer.status_code, answer.json()["version"]) == (200, 1_000)
    late = client.post(f"{address}/answers", json=given_up, headers=mine)
    assert_problem(late, 409, "later-reply")
    assert kept(client, tool, address, mine, item) == 5
    again = client.post(f"{address}/answers", json=later, headers=mine)
    assert again.json() == answer.json(), "a retry changes nothing"
    changed = client.post(f"{address}/answers", json=later | {"value": 2, "version": 1_000}, headers=mine)
    assert changed.status_code == 200
    assert_problem(client.post(f"{address}/answers", json=later | {"value": 3}, headers=mine), 409, "later-reply")
    invented = client.post(f"{address}/answers", json=later | {"value": 3, "version": 2**50}, headers=mine)
    assert_problem(invented, 409, "wrong-version")
    assert client.post(f"{address}/answers", json={"itemId": item, "value": 4}, headers=mine).status_code == 200
    assert kept(client, tool, address, mine, item) == 4


def fields(page: str) -> dict[str, str]:
    form = page[page.index("data-question") :]
    return dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', form[: form.index("</form>")]))


@pytest.mark.parametrize(("tool", "begin"), [("orient", {}), ("loopbaantest", {"status": "working"})])
def test_a_page_that_was_left_behind_does_not_win(browser: TestClient, tool: str, begin: dict[str, str]) -> None:
    browser.post(f"/{tool}/start", data=begin)
    typed = fields(browser.get(f"/{tool}/vraag").text)
    assert browser.post(f"/{tool}/vraag", data=typed | {"waarde": "2"}).status_code == 200
    where = f"item={typed['id']}" if tool == "orient" else f"nr={typed['nr']}"
    changing = fields(browser.get(f"/{tool}/vraag?{where}").text)
    assert int(changing["versie"]) == int(typed["versie"]) + 1_000
    assert browser.post(f"/{tool}/vraag", data=changing | {"waarde": "5"}).status_code == 200
    late = browser.post(f"/{tool}/vraag", data=typed | {"waarde": "1"})
    assert late.status_code == 409
    assert "Je gaf hier al een later antwoord" in late.text
    page = browser.get(f"/{tool}/vraag?{where}").text
    assert re.search(r'value="5" aria-pressed="true"', page)
