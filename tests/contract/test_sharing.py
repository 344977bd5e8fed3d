"""Sharing through the API: what was chosen and nothing else, until it ends, with everything that must be refused."""

from datetime import date, timedelta

import pytest
from starlette.testclient import TestClient

from item_bank.loopbaancentra.codes import Status
from models.shares.terms import latest
from tests import sharing
from tests.conftest import another
from tests.problems import assert_problem

SHARES, COACH = "/api/v1/shares", "/api/v1/coach"


@pytest.fixture(scope="module")
def coached(client: TestClient) -> tuple[dict[str, str], str]:
    return sharing.coach(client, sharing.holding()[0], "An Voorbeeld")


def test_a_coach_sees_what_was_shared_and_its_preview(client: TestClient, coached: tuple[dict[str, str], str]) -> None:
    mine, (key, code) = sharing.citizen(client), coached
    id_ = sharing.kept(client, mine)
    sharing.kept(client, mine, "loopbaantest", {"themes": [{"theme": "balans", "score": 40}]})
    body = {"resultIds": [id_], "coachCode": code.upper().replace("-", " ")}
    asked = client.post(f"{SHARES}/new/preview", json=body, headers=mine).json()
    assert client.get(SHARES, headers=mine).json() == {"items": []}
    made = sharing.share(client, mine, **body)
    assert (made["link"], made["linkCode"], made["preview"]) == (None, None, asked["preview"])
    assert made["with"].startswith("An Voorbeeld, ")
    row = next(
        r for r in client.get(f"{COACH}/clients", headers=key).json()["items"] if r["shareId"] == made["shareId"]
    )
    assert row["new"]
    seen = client.get(f"{COACH}/clients/{made['shareId']}", headers=key).json()
    assert {name: seen[name] for name in made["preview"]} == made["preview"]
    (result,) = seen["results"]
    assert result["document"] is None
    assert result["versions"] == {"bankVersion": "1.0.0"}
    assert result["doubt"]["sure"] == ["Doen: tussen 61 en 80 op 100", "kok: 7 kansen op 10"]
    assert result["doubt"]["because"] == ["kok: je kookt graag"]
    assert result["doubt"]["careful"][0].startswith("Er zijn weinig antwoorden.")
    assert result["doubt"]["distrust"]
    rows = client.get(f"{COACH}/clients", headers=key).json()["items"]
    assert not next(r for r in rows if r["shareId"] == made["shareId"])["new"]
    (read,) = client.get(f"{SHARES}/{made['shareId']}/reads", headers=mine).json()["items"]
    assert (read["what"], read["by"]) == ("shared-results", made["with"])
    assert client.get(SHARES, headers=mine).json()["items"][0]["lastReadAt"] == read["at"]


def test_other_people_and_answers_are_shared_only_when_ticked(client: TestClient) -> None:
    mine = sharing.citizen(client)
    ids = [sharing.kept(client, mine, "netwerk", sharing.NETWERK), sharing.kept(client, mine)]
    action = {"what": "Ik bel Tante Mia", "withWhom": "Tante Mia", "origin": "netwerk", "originLabel": "Tante Mia"}
    for one in (action, {"what": "Ik zoek een school", "withWhom": "Mijn broer Bart"}):
        assert client.post("/api/v1/plan/actions", json=one, headers=mine).status_code == 201
    body = {"resultIds": ids, "includePlan": True, "includeAnswers": True}
    without = sharing.share(client, mine, **body)["preview"]
    assert "Mia" not in str(without)
    assert "Bart" not in str(without)
    assert [row["what"] for row in without["plan"]] == ["Ik zoek een school"]
    assert next(row for row in without["results"] if row["tool"] == "orient")["document"]["bankVersion"] == "1.0.0"
    ticked = sharing.share(client, mine, **body, includeOtherPeople=True)["preview"]
    assert "Tante Mia" in str(ticked["results"])
    assert [row["withWhom"] for row in ticked["plan"]] == ["Tante Mia", "Mijn broer Bart"]
    assert sharing.share(client, mine, resultIds=ids, includeOtherPeople=True)["preview"]["plan"] is None


def test_ended_once_it_is_gone_for_everybody_but_its_citizen(
    client: TestClient, coached: tuple[dict[str, str], str]
) -> None:
    mine, (key, code) = sharing.citizen(client), coached
    id_ = str(sharing.share(client, mine, resultIds=[sharing.kept(client, mine)], coachCode=code)["shareId"])
    address = f"{COACH}/clients/{id_}"
    assert client.get(address, headers=key).status_code == 200
    assert client.delete(f"{SHARES}/{id_}", headers=mine).status_code == 204
    gone = client.get(address, headers=key)
    assert_problem(gone, 404, "unknown-share")
    never = client.get(f"{COACH}/clients/{'0' * 32}", headers=key)
    assert gone.text.replace(id_, "") == never.text.replace("0" * 32, "")
    assert_problem(client.post(f"{address}/notes", json={"text": "x"}, headers=key), 404, "unknown-share")
    assert_problem(client.post(f"{address}/suggestions", json={"text": "x"}, headers=key), 404, "unknown-share")
    assert id_ not in client.get(f"{COACH}/clients", headers=key).text
    before = client.get(SHARES, headers=mine).json()
    assert_problem(client.delete(f"{SHARES}/{id_}", headers=mine), 409, "share-ended")
    assert client.get(SHARES, headers=mine).json() == before
    assert before["items"][0]["revokedOn"]
    assert len(client.get(f"{SHARES}/{id_}/reads", headers=mine).json()["items"]) == 1


def test_nobody_else_sees_or_ends_it(client: TestClient, coached: tuple[dict[str, str], str]) -> None:
    mine, theirs, (_, code) = sharing.citizen(client), sharing.citizen(client), coached
    id_ = str(sharing.share(client, mine, resultIds=[sharing.kept(client, mine)], coachCode=code)["shareId"])
    for method, path in (("DELETE", ""), ("GET", "/reads"), ("GET", "/messages")):
        assert_problem(client.request(method, f"{SHARES}/{id_}{path}", headers=theirs), 404, "unknown-share")
    stranger, _ = sharing.coach(client, sharing.holding()[1])
    assert_problem(client.get(f"{COACH}/clients/{id_}", headers=stranger), 404, "unknown-share")
    for headers in (mine, {}, {"Authorization": "Bearer lbc_x"}):
        assert_problem(client.get(f"{COACH}/clients/{id_}", headers=headers), 401, "key-needed")
    assert client.delete("/api/v1/account", headers=mine).status_code == 200


@pytest.mark.parametrize("status", [Status.SUSPENDED, Status.STOPPED])
def test_a_coach_of_a_centre_without_a_mandate_sees_nothing(
    client: TestClient, status: Status, monkeypatch: pytest.MonkeyPatch
) -> None:
    centre = sharing.holding()[0]
    mine, (key, code) = sharing.citizen(client), sharing.coach(client, centre)
    body = {"resultIds": [sharing.kept(client, mine)], "coachCode": code}
    id_ = sharing.share(client, mine, **body)["shareId"]
    monkeypatch.setattr(client.app.state.registers, "current", sharing.without_mandate(centre, status))
    assert_problem(client.post(SHARES, json=body, headers=mine), 422, "invalid-request", "/coachCode")
    assert client.get(f"{COACH}/me", headers=key).json()["active"] is False
    assert client.get(f"{COACH}/clients", headers=key).json() == {"items": []}
    assert_problem(client.get(f"{COACH}/clients/{id_}", headers=key), 404, "unknown-share")
    assert_problem(client.post(f"{COACH}/clients/{id_}/notes", json={"text": "x"}, headers=key), 404, "unknown-share")
    monkeypatch.undo()
    assert client.get(f"{COACH}/clients/{id_}", headers=key).status_code == 200


def test_what_cannot_be_shared_is_told_and_changes_nothing(client: TestClient) -> None:
    mine, theirs = sharing.citizen(client), sharing.citizen(client)
    own, other, today = sharing.kept(client, mine), sharing.kept(client, theirs), date.today()  # noqa: DTZ011
    wrong = [
        ({"resultIds": [own, other]}, "/resultIds/1"),
        ({"resultIds": [own], "expiresOn": str(today - timedelta(days=2))}, "/expiresOn"),
        ({"resultIds": [own], "expiresOn": str(latest(today) + timedelta(days=2))}, "/expiresOn"),
        ({"resultIds": [own], "expiresOn": "morgen"}, "/expiresOn"),
        ({"resultIds": [own], "coachCode": "geen code"}, "/coachCode"),
        ({"resultIds": [own], "coachCode": "bado-keli-fuma-nopi-resu"}, "/coachCode"),
        ({"resultIds": []}, ""),
        ({"resultIds": [own] * 51}, "/resultIds"),
        ({"resultIds": [own], "consent": True}, "/consent"),
        ({"resultIds": [own], "alias": "x" * 61}, "/alias"),
    ]
    for body, pointer in wrong:
        answer = client.post(SHARES, json=body, headers=mine)
        assert_problem(answer, 422, "invalid-request", pointer)
        if pointer == "/expiresOn":
            assert body["expiresOn"] == answer.json()["issues"][0]["value"], "the value as it was sent"
    assert client.get(SHARES, headers=mine).json() == {"items": []}
    assert_problem(client.post(SHARES, json={"resultIds": [own]}), 401, "token-needed")


def test_a_link_opens_with_its_code_only_and_a_hundred_wrong_ones_stop(client: TestClient) -> None:
    mine = sharing.citizen(client)
    made = sharing.share(client, mine, resultIds=[sharing.kept(client, mine)])
    assert str(made["link"]).endswith(f"/gedeeld/{made['shareId']}")
    address, visitor = f"{COACH}/links/{made['shareId']}", another(client)
    seen = visitor.post(address, json={"linkCode": str(made["linkCode"]).upper()})
    assert seen.status_code == 200
    assert seen.json()["results"] == made["preview"]["results"]  # type: ignore[index]
    wrong = [visitor.post(address, json={"linkCode": "bado-keli-fuma-nopi-resu"}) for _ in range(100)]
    for answer in wrong[:5]:
        assert_problem(answer, 404, "unknown-share")
    for answer in wrong[5:]:
        assert_problem(answer, 429, "too-many-requests")
    (read,) = client.get(f"{SHARES}/{made['shareId']}/reads", headers=mine).json()["items"]
    assert read["by"] == "Iemand met de link en de code"
    other = another(client)
    assert client.delete(f"{SHARES}/{made['shareId']}", headers=mine).status_code == 204
    assert_problem(other.post(address, json={"linkCode": made["linkCode"]}), 404, "unknown-share")


def test_notes_and_suggestions_are_the_clients_to_read_take_over_or_hide(
    client: TestClient, coached: tuple[dict[str, str], str]
) -> None:
    mine, (key, code) = sharing.citizen(client), coached
    id_ = sharing.share(client, mine, resultIds=[sharing.kept(client, mine)], coachCode=code)["shareId"]
    address, own = f"{COACH}/clients/{id_}", f"{SHARES}/{id_}/messages"
    assert_problem(client.post(f"{address}/notes", json={"text": "x" * 100_000}, headers=key), 422, "invalid-request")
    assert_problem(client.post(f"{address}/notes", json={"text": " "}, headers=key), 422, "invalid-request")
    assert client.post(f"{address}/notes", json={"text": "Fijn gesprek."}, headers=key).status_code == 201
    for body in ({"text": "Bel een school"}, {"occupationId": "bakker"}, {"tool": "waarden", "text": "Doe dit spel"}):
        assert client.post(f"{address}/suggestions", json=body, headers=key).status_code == 201, body
    for body in (
        {},
        {"occupationId": "niets"},
        {"tool": "x"},
        {"kind": "tool"},
        {"occupationId": "kok", "tool": "orient"},
    ):
        assert client.post(f"{address}/suggestions", json=body, headers=key).status_code == 422, body
    items = client.get(own, headers=mine).json()["items"]
    assert [row["kind"] for row in items] == ["note", "action", "occupation", "tool"]
    assert [row["aboutLabel"] for row in items] == [None, None, "Bakker", "Jouw waarden"]
    for _ in range(2):  # a second click takes nothing over
        settled = client.put(
            f"{own}/{items[1]['messageId']}", json={"state": "taken", "what": "Ik bel maandag"}, headers=mine
        )
        assert settled.json()["items"][1]["state"] == "taken"
    assert [row["what"] for row in client.get("/api/v1/plan", headers=mine).json()["actions"]] == ["Ik bel maandag"]
    client.put(f"{own}/{items[3]['messageId']}", json={"state": "hidden"}, headers=mine)
    seen = client.get(address, headers=key).json()
    assert [row["state"] for row in seen["suggestions"]] == ["taken", "open", "hidden"]
    assert [row["text"] for row in seen["notes"]] == ["Fijn gesprek."]
    assert_problem(client.put(f"{own}/{'0' * 32}", json={"state": "taken"}, headers=mine), 404, "unknown-share")
