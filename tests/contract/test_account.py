"""Accounts and plans through the API: kept for their owner only, deleted for good, and wrong values change nothing."""

import json

import pytest
from starlette.testclient import TestClient

from tests.problems import assert_problem

ORIENT = {"occupations": [{"occupation": {"id": "kok", "label": "kok"}, "probabilityTop10": 0.7}], "notes": []}
WAARDEN = {"items": [{"id": "rust", "title": "Rust", "gap": 4}, {"id": "leren", "title": "Leren", "gap": 0}]}
PROFILE = {"experiences": [{"occupationId": "winkelbediende", "months": 48, "kind": "job"}]}


def themes(score: float) -> dict[str, object]:
    row = {"theme": "balans", "score": score, "low": max(0, score - 12), "high": min(100, score + 12), "band": "sterk"}
    return {"themes": [row | {"nextSteps": ["Bespreek je uren met je ploegbaas"]}]}


def begin(client: TestClient) -> tuple[dict[str, str], str]:
    answer = client.post("/api/v1/account")
    assert answer.status_code == 201
    return {"Authorization": f"Bearer {answer.json()['accountToken']}"}, answer.json()["resumeCode"]


def keep(client: TestClient, mine: dict[str, str], tool: str, document: object, day: str = "2026-01-05") -> str:
    body = {"tool": tool, "document": document, "takenOn": day}
    answer = client.post("/api/v1/account/results", json=body, headers=mine)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def test_what_is_kept_comes_back_with_the_code(client: TestClient) -> None:
    mine, code = begin(client)
    id_ = keep(client, mine, "orient", ORIENT)
    again = client.post("/api/v1/account/resume", json={"resumeCode": code.upper().replace("-", " ")})
    other_device = {"Authorization": f"Bearer {again.json()['accountToken']}"}
    found = client.get(f"/api/v1/account/results/{id_}", headers=other_device).json()
    assert found["document"] == ORIENT
    assert found["lines"] == ["kok"]
    summary = client.get("/api/v1/account", headers=other_device).json()
    assert (summary["kind"], summary["results"], summary["actions"]) == ("code", 1, 0)


def test_nobody_else_finds_it(client: TestClient) -> None:
    mine, _ = begin(client)
    theirs, _ = begin(client)
    id_ = keep(client, mine, "orient", ORIENT)
    for method, path in (("GET", f"results/{id_}"), ("DELETE", f"results/{id_}")):
        assert_problem(client.request(method, f"/api/v1/account/{path}", headers=theirs), 404, "unknown-result")
    assert client.get("/api/v1/account/results", headers=theirs).json() == {"items": []}
    assert_problem(client.get("/api/v1/account/results"), 401, "token-needed")
    assert_problem(client.get("/api/v1/plan", headers={"Authorization": "Bearer x"}), 401, "token-needed")


def test_changes_are_said_only_beyond_their_doubt(client: TestClient) -> None:
    mine, _ = begin(client)
    for day, score in (("2026-01-05", 40), ("2026-02-05", 45), ("2026-03-05", 80)):
        keep(client, mine, "loopbaantest", themes(score), day)
    newest, middle, oldest = client.get("/api/v1/account/results", headers=mine).json()["items"]
    assert newest["change"] == ["Balans tussen werk en privé: vooruitgang"]
    assert middle["change"] == ["Ongeveer gelijk: geen verschil dat groter is dan de onzekerheid"]
    assert oldest["change"] == []


@pytest.mark.parametrize("step", [5, ["x"], {"text": 5}, {"words": "x"}, None])
def test_a_next_step_without_words_is_left_out(client: TestClient, step: object) -> None:
    mine, _ = begin(client)
    document = {"themes": [{"theme": "balans", "score": 40, "low": 28, "high": 52, "nextSteps": [step]}]}
    id_ = keep(client, mine, "loopbaantest", document)
    for path in (f"results/{id_}", "results", "overview"):
        assert client.get(f"/api/v1/account/{path}", headers=mine).status_code == 200


def test_the_joint_view_puts_tools_together(client: TestClient) -> None:
    mine, _ = begin(client)
    keep(client, mine, "jobbereik", PROFILE)
    work = client.get("/api/v1/account/overview", headers=mine).json()["work"]
    assert work
    both = {"occupations": [{"occupation": {"label": work[1]}}, {"occupation": {"label": "iets anders"}}]}
    keep(client, mine, "orient", both)
    keep(client, mine, "waarden", WAARDEN)
    seen = client.get("/api/v1/account/overview", headers=mine).json()
    assert seen["both"] == [work[1]]
    assert seen["value"] == ["Rust", "Leren"]
    assert seen["can"][0].endswith(": 4 jaar")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"tool": "horoscoop", "document": {}}, "/tool"),
        ({"tool": "orient", "document": {}}, "/document/occupations"),
        ({"tool": "loopbaantest", "document": {"themes": []}}, "/document/themes"),
        ({"tool": "jobbereik", "document": {"experiences": [{"occupationId": "kok", "months": -1}]}}, None),
        ({"tool": "orient", "document": [ORIENT]}, "/document"),
        ({"tool": "netwerk", "document": {"people": [], "x": "y" * 300_000}}, "/document"),
        ({"tool": "orient", "document": ORIENT, "takenOn": "gisteren"}, "/takenOn"),
        ({"tool": "orient", "document": ORIENT, "name": "x"}, "/name"),
    ],
)
def test_what_cannot_be_shown_again_is_not_kept(client: TestClient, body: object, pointer: str | None) -> None:
    mine, _ = begin(client)
    answer = client.post("/api/v1/account/results", json=body, headers=mine)
    assert_problem(answer, 422, "invalid-request", pointer)
    assert client.get("/api/v1/account/results", headers=mine).json() == {"items": []}


def test_deep_documents_are_refused(client: TestClient) -> None:
    mine, _ = begin(client)
    deep: object = 1
    for _ in range(200):
        deep = [deep]
    body = {"tool": "netwerk", "document": {"people": [], "deep": deep}}
    assert_problem(client.post("/api/v1/account/results", json=body, headers=mine), 422, "invalid-request")


def test_a_plan_is_added_to_ordered_and_ticked_off(client: TestClient) -> None:
    mine, _ = begin(client)
    ids = []
    for what in ("Ik bel de school", "Ik schrijf mijn brief"):
        answer = client.post("/api/v1/plan/actions", json={"what": what}, headers=mine)
        assert answer.status_code == 201
        assert {hint["field"] for hint in answer.json()["hints"]} >= {"why", "with-whom", "by-when", "how-seen"}
        ids.append(answer.json()["id"])
    client.put("/api/v1/plan/order", json={"ids": ids[::-1]}, headers=mine)
    done = client.put(f"/api/v1/plan/actions/{ids[0]}/done", json={"doneOn": "2026-02-01"}, headers=mine).json()
    assert (done["doneOn"], done["hints"]) == ("2026-02-01", [])
    changed = {"what": "Ik mail de school", "why": "Om te leren lassen", "byWhen": "2027-01-31"}
    assert client.put(f"/api/v1/plan/actions/{ids[0]}", json=changed, headers=mine).json()["byWhen"] == "2027-01-31"
    plan = client.get("/api/v1/plan", headers=mine).json()["actions"]
    assert [action["what"] for action in plan] == ["Ik schrijf mijn brief", "Ik mail de school"]
    assert_problem(
        client.put("/api/v1/plan/order", json={"ids": ids[:1]}, headers=mine), 422, "invalid-request", "/ids"
    )
    theirs, _ = begin(client)
    for method, path in (("PUT", f"actions/{ids[0]}"), ("DELETE", f"actions/{ids[0]}")):
        answer = client.request(method, f"/api/v1/plan/{path}", json=changed, headers=theirs)
        assert_problem(answer, 404, "unknown-action")
    assert client.delete(f"/api/v1/plan/actions/{ids[0]}", headers=mine).status_code == 204
    assert len(client.get("/api/v1/plan", headers=mine).json()["actions"]) == 1


@pytest.mark.parametrize("body", [{}, {"what": "  "}, {"what": "x" * 601}, {"what": "x", "byWhen": "31/5/2027"}])
def test_an_action_says_at_least_what(client: TestClient, body: object) -> None:
    mine, _ = begin(client)
    assert_problem(client.post("/api/v1/plan/actions", json=body, headers=mine), 422, "invalid-request")


def test_a_plan_has_an_end(client: TestClient) -> None:
    mine, _ = begin(client)
    for i in range(40):
        assert client.post("/api/v1/plan/actions", json={"what": f"stap {i}"}, headers=mine).status_code == 201
    assert_problem(client.post("/api/v1/plan/actions", json={"what": "nog een"}, headers=mine), 409, "plan-full")


def test_results_suggest_actions_until_they_are_taken_over(client: TestClient) -> None:
    mine, _ = begin(client)
    keep(client, mine, "orient", ORIENT)
    keep(client, mine, "loopbaantest", themes(30))
    keep(client, mine, "waarden", WAARDEN)
    items = client.get("/api/v1/plan/proposals", headers=mine).json()["items"]
    assert {item["origin"] for item in items} == {"orient", "loopbaantest", "waarden"}
    assert "Bespreek je uren met je ploegbaas" in [item["what"] for item in items]
    client.post("/api/v1/plan/actions", json=items[0], headers=mine)
    assert items[0] not in client.get("/api/v1/plan/proposals", headers=mine).json()["items"]


def test_everything_can_be_taken_along(client: TestClient) -> None:
    mine, _ = begin(client)
    keep(client, mine, "orient", ORIENT)
    client.post("/api/v1/plan/actions", json={"what": '#panic("x") $y$ <script>'}, headers=mine)
    export = client.get("/api/v1/account/export", headers=mine)
    assert export.json()["results"] == [{"tool": "orient", "takenOn": "2026-01-05", "document": ORIENT}]
    assert export.json()["plan"][0]["what"] == '#panic("x") $y$ <script>'
    report = client.get("/api/v1/account/report", headers=mine)
    assert report.headers["content-type"] == "application/pdf"
    assert report.content.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in report.content
    assert b"pdfuaid" in report.content


def test_deleting_is_for_good_and_leaves_a_receipt(browser: TestClient) -> None:
    client = browser  # its own address: a wrong code counts for whoever gives it
    mine, code = begin(client)
    keep(client, mine, "orient", ORIENT)
    client.post("/api/v1/plan/actions", json={"what": "Ik bel"}, headers=mine)
    started = client.post("/api/v1/account", headers=mine)
    assert started.status_code == 201
    receipt = client.request("DELETE", "/api/v1/account", headers=mine).json()
    assert (receipt["results"], receipt["actions"]) == (1, 1)
    assert_problem(client.get("/api/v1/account", headers=mine), 401, "token-needed")
    assert_problem(client.post("/api/v1/account/resume", json={"resumeCode": code}), 404, "unknown-resume-code")
    assert client.post("/api/v1/account/receipts", json=receipt).json() == {"genuine": True}
    forged = receipt | {"results": 2}
    assert client.post("/api/v1/account/receipts", json=forged).json() == {"genuine": False}
    for odd in ("é", "§ü\u0012", "\N{GRINNING FACE}"):
        answer = client.post("/api/v1/account/receipts", json=receipt | {"signature": odd, "number": odd})
        assert (answer.status_code, answer.json()) == (200, {"genuine": False})


def test_an_export_is_plain_json(client: TestClient) -> None:
    mine, _ = begin(client)
    keep(client, mine, "jobbereik", PROFILE)
    kept = json.loads(client.get("/api/v1/account/export", headers=mine).content)["results"][0]["document"]
    assert client.post("/api/v1/jobbereik/reach", json=kept).status_code == 200
