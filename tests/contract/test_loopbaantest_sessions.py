"""Kept tests of the Loopbaantest: durable per answer, continued by code, compared, forgotten; never somebody else's."""

from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from tests.conftest import settings
from tests.problems import assert_problem

BASE = "/api/v1/loopbaantest"


def begin(client: TestClient, **body: object) -> dict[str, Any]:
    answer = client.post(f"{BASE}/sessions", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def bearer(started: dict[str, Any]) -> dict[str, str]:
    return {"Authorization": f"Bearer {started['sessionToken']}"}


def path(started: dict[str, Any], rest: str = "") -> str:
    return f"{BASE}/sessions/{started['sessionId']}{rest}"


def reply(client: TestClient, started: dict[str, Any], id_: str, value: object, **members: object) -> Any:
    body = {"itemId": id_, "value": value, **members}
    return client.post(path(started, "/answers"), json=body, headers=bearer(started))


def fill(client: TestClient, started: dict[str, Any], value: int) -> None:
    found = started
    while found["nextItem"]:
        found = reply(client, started, found["nextItem"]["id"], value, milliseconds=3000).json()
    assert found["answered"] == 30


def test_a_test_is_kept_answer_by_answer_and_scored_like_the_same_answers(client: TestClient) -> None:
    started = begin(client, workStatus="looking", language="fr")
    assert started["nextItem"]["id"] == "kwaliteiten-1"
    fill(client, started, 4)
    state = client.get(path(started), headers=bearer(started)).json()
    assert state["nextItem"] is None
    kept = client.get(path(started, "/result"), headers=bearer(started)).json()
    answers = {row["itemId"]: row["value"] for row in state["replies"]}
    body = {"bankVersion": state["bankVersion"], "workStatus": "looking", "answers": answers, "language": "fr"}
    assert kept == client.post(f"{BASE}/scores", json=body).json()
    dutch = client.get(path(started, "/result?language=nl"), headers=bearer(started)).json()
    assert dutch["themes"][0]["bandText"] == "In beweging"


def test_the_last_reply_counts_and_the_same_again_changes_nothing(client: TestClient) -> None:
    started = begin(client)
    for value, reason in ((2, None), (2, None), (None, "not-applicable"), (None, "skipped"), (5, None)):
        found = reply(client, started, "balans-1", value, **({"reason": reason} if reason else {})).json()
        assert found["replies"] == [{"itemId": "balans-1", "value": value, "reason": reason}]
    assert reply(client, started, "balans-1", None).json()["replies"][0]["reason"] == "skipped"
    assert found["nextItem"]["id"] == "kwaliteiten-1"


def test_answers_outlive_the_service(tmp_path: Any) -> None:
    with TestClient(create_app(settings(tmp_path))) as first:
        started = begin(first)
        reply(first, started, "waarden-2", 3)
    with TestClient(create_app(settings(tmp_path))) as second:
        state = second.get(path(started), headers=bearer(started)).json()
        assert state["replies"] == [{"itemId": "waarden-2", "value": 3, "reason": None}]
        code = started["resumeCode"].upper().replace("-", " ")
        again = second.post(f"{BASE}/resume", json={"resumeCode": code}).json()
        assert again["sessionId"] == started["sessionId"]
        assert again["sessionToken"] != started["sessionToken"]
        assert_problem(second.get(path(started), headers=bearer(started)), 404, "unknown-session")
        assert second.get(path(again), headers=bearer(again)).json()["replies"] == state["replies"]


def test_a_retake_is_compared_with_the_test_of_a_code(client: TestClient) -> None:
    first, second = begin(client), begin(client)
    for value, started in ((1, first), (5, second)):
        for i in (1, 3, 4, 5):
            reply(client, started, f"balans-{i}", value)
    assert_problem(client.get(path(second, "/comparison"), headers=bearer(second)), 404, "not-found")
    body = {"resumeCode": first["resumeCode"]}
    state = client.put(path(second, "/previous"), json=body, headers=bearer(second)).json()
    assert state["hasPrevious"] is True
    rows = client.get(path(second, "/comparison"), headers=bearer(second)).json()["themes"]
    assert {row["theme"]: row["change"] for row in rows}["balans"] == "progress"
    client.delete(path(first), headers=bearer(first))  # what is deleted stands beside nothing any more
    assert_problem(client.get(path(second, "/comparison"), headers=bearer(second)), 404, "not-found")
    own = {"resumeCode": second["resumeCode"]}
    answer = client.put(path(second, "/previous"), json=own, headers=bearer(second))
    assert_problem(answer, 422, "invalid-request", "/resumeCode")


def test_satisfaction_consent_and_forgetting(client: TestClient) -> None:
    started = begin(client, researchConsent=True)
    fill(client, started, 4)
    state = client.put(path(started, "/work-satisfaction"), json={"value": 1}, headers=bearer(started)).json()
    assert (state["workSatisfaction"], state["researchConsent"]) == (1, True)
    notes = client.get(path(started, "/result"), headers=bearer(started)).json()["notes"]
    assert "present-job-first" in {note["code"] for note in notes}
    state = client.patch(path(started), json={"researchConsent": False}, headers=bearer(started)).json()
    assert state["researchConsent"] is False
    assert client.delete(path(started), headers=bearer(started)).status_code == 204
    assert_problem(client.get(path(started), headers=bearer(started)), 404, "unknown-session")
    body = {"resumeCode": started["resumeCode"]}
    assert_problem(client.post(f"{BASE}/resume", json=body), 404, "unknown-resume-code")


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"itemId": "balans-9", "value": 3}, "unknown-id", "/itemId"),
        ({"itemId": "balans-1"}, "invalid-request", "/value"),
        ({"itemId": "balans-1", "value": 0}, "invalid-request", "/value"),
        ({"itemId": "balans-1", "value": "3"}, "invalid-request", "/value"),
        ({"itemId": "balans-1", "value": 3, "milliseconds": -5}, "invalid-request", "/milliseconds"),
        ({"itemId": "balans-1", "value": None, "reason": "moe"}, "invalid-request", "/reason"),
        ({"itemId": "balans-1", "value": 3, "reason": "skipped"}, "invalid-request", ""),
        ({"itemId": "balans-1", "value": 3, "x": 1}, "invalid-request", "/x"),
    ],
)
def test_a_reply_that_cannot_be_used_changes_nothing(
    client: TestClient, body: dict[str, object], code: str, pointer: str
) -> None:
    started = begin(client)
    answer = client.post(path(started, "/answers"), json=body, headers=bearer(started))
    assert_problem(answer, 422, code, pointer)
    assert client.get(path(started), headers=bearer(started)).json()["replies"] == []


def test_nobody_else_gets_in(client: TestClient) -> None:
    mine, other = begin(client), begin(client)
    for method, rest, body in (
        ("GET", "", None),
        ("GET", "/result", None),
        ("GET", "/comparison", None),
        ("POST", "/answers", {"itemId": "balans-1", "value": 3}),
        ("PUT", "/previous", {"resumeCode": other["resumeCode"]}),
        ("PUT", "/work-satisfaction", {"value": 3}),
        ("PATCH", "", {"researchConsent": True}),
        ("DELETE", "", None),
    ):
        answer = client.request(method, path(mine, rest), json=body, headers=bearer(other))
        assert_problem(answer, 404, "unknown-session")
        assert_problem(client.request(method, path(mine, rest), json=body), 401, "token-needed")
    assert client.get(path(mine), headers=bearer(mine)).status_code == 200


def test_the_same_key_brings_the_same_test_back(client: TestClient) -> None:
    key = {"Idempotency-Key": "c47d20b9-6e15-4f3a-b082-7d9e5a1f6c38"}
    one, two = (client.post(f"{BASE}/sessions", json={}, headers=key).json() for _ in range(2))
    assert one["sessionId"] == two["sessionId"]
    changed = client.post(f"{BASE}/sessions", json={"language": "en"}, headers=key)
    assert_problem(changed, 422, "idempotency-key-reused")
