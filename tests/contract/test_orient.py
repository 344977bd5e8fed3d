"""Oriënt over HTTP: the contract of each call, and that nothing is ever half changed."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from pydantic import BaseModel
from starlette.testclient import TestClient

from api.orient import schemas
from api.orient.accuracy import answers as accuracy
from item_bank.catalogue import builtin
from tests.orient_client import BASE, Person, by_type
from tests.problems import assert_problem

SECRETS = {"sessionToken", "resumeCode"}


@pytest.fixture
def person(client: TestClient) -> Person:
    return Person.start(client)


def test_a_session_starts_without_anything(client: TestClient) -> None:
    answer = client.post(f"{BASE}/sessions")
    assert answer.status_code == 201
    body = answer.json()
    assert set(body) == {"sessionId", "sessionToken", "resumeCode", "next", "progress", "version"}
    assert body["next"]["kind"] == "item"
    item = body["next"]["item"]
    assert {"id", "text", "type", "basicInterest", "scale"} <= set(item)
    assert [level["value"] for level in item["scale"]] == [1, 2, 3, 4, 5]
    assert item["scale"][0]["label"] == "Helemaal niet graag"
    assert item["scale"][4]["label"] == "Heel graag"
    assert {"answered", "remainingLow", "remainingHigh", "mayStop"} <= set(body["progress"])
    assert body["progress"]["answered"] == 0
    assert body["progress"]["mayStop"] is False


@pytest.mark.parametrize(
    ("language", "word"), [("nl", "Heel graag"), ("en", "I would like it a lot"), ("fr", "Très volontiers")]
)
def test_questions_come_in_the_language_that_was_asked(client: TestClient, language: str, word: str) -> None:
    person = Person.start(client, language=language)
    assert person.next["item"]["scale"][4]["label"] == word


def test_the_first_ten_are_the_same_for_everyone_and_cover_all_types(client: TestClient) -> None:
    said = []
    for value in (1, 5):
        person, asked = Person.start(client), []
        for _ in range(10):
            asked.append((person.next["item"]["id"], person.next["item"]["type"]))
            person.reply(value)
        said.append(asked)
    assert said[0] == said[1]
    assert {type_ for _, type_ in said[0]} == set("RIASEC")


def test_the_whole_way(person: Person) -> None:
    said = person.go(by_type("SA"))
    assert 15 <= len(said) <= 40
    assert len({id_ for _, id_, _ in said}) == len(said), "nothing is asked twice"
    assert {kind for kind, _, _ in said} == {"item", "occupation"}
    assert person.progress["mayStop"] is True
    found = person.result()
    assert len(found["occupations"]) == 7
    assert len({row["family"] for row in found["occupations"]}) >= 3
    for row in found["occupations"]:
        assert {"id", "label", "isco08", "eqfLevel"} <= set(row["occupation"])
        assert 0 <= row["probabilityTop10"] <= 1
        assert row["chance"]
        assert row["reasons"]
    assert [row["type"] for row in found["interests"]] == list("RIASEC")
    for row in found["interests"]:
        assert 0 <= row["low"] <= row["value"] <= row["high"] <= 100
    values = {row["type"]: row["value"] for row in found["interests"]}
    assert min(values["S"], values["A"]) > max(values[other] for other in "RIEC")
    assert found["bankVersion"]
    assert found["modelVersion"]


def test_the_same_answer_again_returns_the_same_state(person: Person) -> None:
    item = person.next["item"]["id"]
    calls = [person.call("POST", "/answers", json={"itemId": item, "value": 4}) for _ in range(3)]
    assert {call.text for call in calls} == {calls[0].text}
    assert person.whole()["answers"] == [
        {"itemId": item, "text": person.next["item"]["text"], "value": 4} | NOT_SKIPPED
    ]


@pytest.mark.parametrize("kind", ["application/json", "application/json; charset=utf-8", "application/vnd.vdab+json"])
def test_every_kind_of_json_gets_the_same_answer(person: Person, kind: str) -> None:
    body = json.dumps({"itemId": person.next["item"]["id"], "value": 4})
    path, headers = f"{BASE}/sessions/{person.id}/answers", person.headers | {"Content-Type": kind}
    found = person.client.post(path, content=body, headers=headers)
    again = person.call("POST", "/answers", json=json.loads(body))
    assert found.status_code == 200
    assert found.text == again.text


UNREADABLE = ("{", "\x00", b"\xff\xfe", "[" * 20_000)


@pytest.mark.parametrize("content", ["", "[]", "null", "4", '{"itemId": NaN, "value": 4}', '{"value": 4}', *UNREADABLE])
def test_a_body_that_is_no_answer_is_told_and_changes_nothing(person: Person, content: str | bytes) -> None:
    before = person.whole()
    path, headers = f"{BASE}/sessions/{person.id}/answers", person.headers | {"Content-Type": "application/json"}
    told = (400, "unreadable-request") if content in UNREADABLE else (422, "invalid-request")
    assert_problem(person.client.post(path, content=content, headers=headers), *told)
    assert person.whole() == before


NOT_SKIPPED = {"skipped": False}


def test_a_changed_answer_counts_as_if_it_had_been_so_from_the_start(client: TestClient) -> None:
    one, other = Person.start(client), Person.start(client)
    first = one.next["item"]["id"]
    one.go(by_type("RC"), most=10)
    one.call("POST", "/answers", json={"itemId": first, "value": 1})
    other.reply(1)
    other.go(by_type("RC"), most=9)
    assert one.result()["occupations"] == other.result()["occupations"]
    assert one.result()["interests"] == other.result()["interests"]
    assert one.whole()["answers"][0]["value"] == 1
    assert len(one.whole()["answers"]) == 10


def test_not_knowing_is_kept_and_does_not_count(person: Person) -> None:
    first = person.next["item"]["id"]
    person.reply(None)
    assert person.progress["answered"] == 0
    assert person.next["item"]["id"] != first
    skipped = person.call(
        "POST", "/answers", json={"itemId": person.next["item"]["id"], "value": None, "skipped": True}
    )
    assert skipped.status_code == 200
    assert [(row["value"], row["skipped"]) for row in person.whole()["answers"]] == [(None, False), (None, True)]
    wrong = person.call("POST", "/answers", json={"itemId": first, "value": 3, "skipped": True})
    assert_problem(wrong, 422, "invalid-request")


def test_any_occupation_may_be_rated_changed_and_looked_up(person: Person) -> None:
    person.go(by_type("S"), most=11)
    before = person.call("GET", "/occupations/kok").json()
    assert person.call("POST", "/ratings", json={"occupationId": "kok", "value": 5}).status_code == 200
    after = person.call("GET", "/occupations/kok").json()
    assert after["rating"] == 5
    assert after["rank"] < before["rank"]
    assert "kok" in {row["id"] for row in after["reasons"]}
    person.call("POST", "/ratings", json={"occupationId": "kok", "value": None})
    assert person.call("GET", "/occupations/kok").json()["rank"] == before["rank"]
    assert person.call("GET", "/occupations/kok").json()["rating"] is None


def test_occupations_that_a_person_rates_unasked_do_not_use_up_the_questions(person: Person) -> None:
    person.go(by_type("S"), most=9)
    for id_ in [builtin.catalogue().occupation(position).id for position in range(4)]:
        answer = person.call("POST", "/ratings", json={"occupationId": id_, "value": 2})
        assert answer.status_code == 200
        assert answer.json()["next"] == person.next  # the tenth question is the same for everyone
    assert answer.json()["progress"]["answered"] == 9 + 4
    assert len(person.go(by_type("S"))) == 40 - 9
    assert person.next == {"kind": "finished"}


def test_a_hidden_occupation_stays_off_the_list_until_it_is_shown_again(person: Person) -> None:
    person.go(by_type("I"), most=15)
    first = person.result()["occupations"][0]["occupation"]["id"]
    body = {"occupationId": first, "reason": "level"}
    assert person.call("POST", "/hidden", json=body).status_code == 200
    assert first not in {row["occupation"]["id"] for row in person.result(limit=100)["occupations"]}
    assert [row["reason"] for row in person.whole()["hidden"]] == ["level"]
    assert person.call("GET", f"/occupations/{first}").json()["hidden"] is True
    assert person.call("DELETE", f"/hidden/{first}").status_code == 200
    assert person.result()["occupations"][0]["occupation"]["id"] == first
    assert person.call("DELETE", f"/hidden/{first}").status_code == 200
    assert_problem(person.call("POST", "/hidden", json=body | {"reason": "zomaar"}), 422, "invalid-request", "/reason")
    assert_problem(
        person.call("POST", "/hidden", json={"occupationId": "bestaat-niet"}), 422, "unknown-id", "/occupationId"
    )


def test_level_filters_and_says_how_many_it_removed(person: Person) -> None:
    person.go(by_type("I"), most=20)
    free, bounded = person.result(limit=10), person.result(limit=10, eqfLevel=3)
    assert free["removedByLevel"] == 0
    levels = [row["occupation"]["eqfLevel"] for row in bounded["occupations"]]
    assert all(level is None or level <= 3 for level in levels)
    assert bounded["removedByLevel"] > 0
    assert free["interests"] == bounded["interests"], "a level says nothing about interests"


@pytest.mark.parametrize(
    ("query", "pointer"),
    [("limit=0", "/limit"), ("limit=101", "/limit"), ("limit=veel", "/limit"), ("eqfLevel=9", "/eqfLevel"),
     ("eqfLevel=0", "/eqfLevel"), ("niveau=3", "/niveau")],
)  # fmt: skip
def test_a_result_that_cannot_be_asked(person: Person, query: str, pointer: str) -> None:
    assert_problem(person.call("GET", f"/result?{query}"), 422, "invalid-request", pointer)


UNCHANGED = [
    ({"itemId": "care-08", "value": 3}, 409, "not-asked", "/itemId"),
    ({"itemId": "bestaat-niet", "value": 3}, 422, "unknown-id", "/itemId"),
    ({"itemId": "FIRST", "value": 0}, 422, "invalid-request", "/value"),
    ({"itemId": "FIRST", "value": 6}, 422, "invalid-request", "/value"),
    ({"itemId": "FIRST", "value": "4"}, 422, "invalid-request", "/value"),
    ({"itemId": "FIRST", "value": 4.0}, 422, "invalid-request", "/value"),
    ({"itemId": "FIRST", "value": True}, 422, "invalid-request", "/value"),
    ({"itemId": "FIRST"}, 422, "invalid-request", "/value"),
    ({"value": 3}, 422, "invalid-request", "/itemId"),
    ({"itemId": None, "value": 3}, 422, "invalid-request", "/itemId"),
    ({"itemId": "FIRST", "value": 3, "bankVersion": "0.0.1"}, 409, "wrong-version", "/bankVersion"),
    ({"itemId": "FIRST", "value": 3, "modelVersion": "x"}, 409, "wrong-version", "/modelVersion"),
    ({"itemId": "FIRST", "value": 3, "milliseconds": -1}, 422, "invalid-request", "/milliseconds"),
    ({"itemId": "FIRST", "value": 3, "antwoord": 3}, 422, "invalid-request", "/antwoord"),
    ([], 422, "invalid-request", None),
]


@pytest.mark.parametrize(("body", "status", "code", "pointer"), UNCHANGED)
def test_a_wrong_answer_is_a_clear_problem_and_changes_nothing(
    person: Person, body: Any, status: int, code: str, pointer: str | None
) -> None:
    filled = json.loads(json.dumps(body).replace("FIRST", person.next["item"]["id"]))
    before = person.whole()
    found = person.call("POST", "/answers", json=filled)
    assert_problem(found, status, code, pointer)
    assert person.whole() == before


def test_versions_that_agree_are_fine(person: Person) -> None:
    versions = {name: person.whole()[name] for name in ("bankVersion", "modelVersion")}
    body = {"itemId": person.next["item"]["id"], "value": 2, "milliseconds": 1800, **versions}
    assert person.call("POST", "/answers", json=body).status_code == 200


def test_after_the_end_nothing_new_is_taken_and_old_answers_may_change(person: Person) -> None:
    said = person.go(by_type("E"))
    assert person.next == {"kind": "finished"}
    asked = {id_ for _, id_, _ in said}
    fresh = next(f"care-{n:02}" for n in range(1, 9) if f"care-{n:02}" not in asked)
    before = person.whole()
    assert_problem(
        person.call("POST", "/answers", json={"itemId": fresh, "value": 3}), 409, "session-finished", "/itemId"
    )
    assert person.whole() == before
    first = before["answers"][0]
    again = person.call("POST", "/answers", json={"itemId": first["itemId"], "value": first["value"]})
    assert again.json()["next"] == {"kind": "finished"}
    assert person.call("POST", "/answers", json={"itemId": first["itemId"], "value": 3}).status_code == 200


def test_another_persons_session_is_not_there(client: TestClient, person: Person) -> None:
    other = Person.start(client)
    stolen = Person(client, person.id, other.token, "", person.next)
    for method, path, body in (
        ("GET", "", None),
        ("GET", "/result", None),
        ("GET", "/occupations/kok", None),
        ("POST", "/answers", {"itemId": person.next["item"]["id"], "value": 3}),
        ("POST", "/ratings", {"occupationId": "kok", "value": 3}),
        ("POST", "/hidden", {"occupationId": "kok"}),
        ("PATCH", "", {"researchConsent": True}),
        ("DELETE", "", None),
    ):
        assert_problem(stolen.call(method, path, json=body), 404, "unknown-session")
    assert_problem(client.get(f"{BASE}/sessions/{person.id}"), 401, "token-needed")
    assert person.whole()["answers"] == []


def test_an_idempotency_key_brings_the_same_session_back(client: TestClient) -> None:
    headers = {"Idempotency-Key": "5a0f7c1e-2b93-4d68-8e47-91c6d3f0ab25"}
    first, second = (client.post(f"{BASE}/sessions", json={}, headers=headers) for _ in range(2))
    assert first.status_code == second.status_code == 201
    assert first.json() == second.json()
    other = client.post(f"{BASE}/sessions", json={"language": "fr"}, headers=headers)
    assert_problem(other, 422, "idempotency-key-reused")


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({"language": "de"}, "/language"), ({"researchConsent": "ja"}, "/researchConsent"), ({"naam": "x"}, "/naam")],
)
def test_a_start_that_cannot_be_used(client: TestClient, body: object, pointer: str) -> None:
    assert_problem(client.post(f"{BASE}/sessions", json=body), 422, "invalid-request", pointer)


def test_a_session_goes_on_elsewhere_with_its_code(client: TestClient, person: Person) -> None:
    person.go(by_type("C"), most=4)
    typed = person.code.upper().replace("-", " ")
    found = client.post(f"{BASE}/resume", json={"resumeCode": typed})
    assert found.status_code == 200
    assert found.json()["sessionId"] == person.id
    assert_problem(person.call("GET"), 404, "unknown-session")  # the token of before opens nothing any more
    assert (found.json()["next"], found.json()["progress"]) == (person.next, person.progress)
    assert_problem(client.post(f"{BASE}/resume", json={"resumeCode": 12}), 422, "invalid-request", "/resumeCode")


def test_consent_is_off_unless_given_and_can_be_withdrawn(client: TestClient, person: Person) -> None:
    assert person.whole()["researchConsent"] is False
    assert person.call("PATCH", json={"researchConsent": True}).json()["researchConsent"] is True
    assert person.call("PATCH", json={"researchConsent": False}).json()["researchConsent"] is False
    assert Person.start(client, researchConsent=True).whole()["researchConsent"] is True


def test_a_deleted_session_is_gone(client: TestClient, person: Person) -> None:
    assert person.call("DELETE").status_code == 204
    assert_problem(person.call("GET"), 404, "unknown-session")
    assert_problem(client.post(f"{BASE}/resume", json={"resumeCode": person.code}), 404, "unknown-resume-code")


def test_why_not_says_what_pulls_an_occupation_down(person: Person) -> None:
    person.go(by_type("A"), most=15)
    found = person.call("GET", "/occupations/boekhouder").json()
    assert found["against"]
    assert all(row["weight"] < 0 for row in found["against"])
    assert found["rank"] > 7
    assert_problem(person.call("GET", "/occupations/bestaat-niet"), 404, "not-found")


def test_everybody_may_see_how_accurate_it_is(client: TestClient) -> None:
    found = client.get(f"{BASE}/accuracy").json()
    assert found["modelVersion"]
    for measure in found["measures"]:
        assert {"title", "data", "measuredOn", "command", "rows"} <= set(measure)


def test_figures_stand_beside_the_artifact(tmp_path: Path, app: FastAPI) -> None:
    row = {
        "title": "Een meting",
        "data": "Simulatie",
        "measuredOn": "2026-11-25",
        "command": "python -m training orient",
    }
    (tmp_path / accuracy.FILE).write_text(json.dumps([row | {"rows": [{"lengte": 20, "r": "0.95"}]}]), encoding="utf-8")
    found = accuracy.figures(app.state.engines.orient, tmp_path).measures
    assert [(measure.title, measure.rows) for measure in found] == [("Een meting", [{"lengte": 20, "r": "0.95"}])]
    assert accuracy.figures(app.state.engines.orient, tmp_path / "nergens").measures == []


def members(model: type[BaseModel]) -> set[str]:
    return {field.alias or name for name, field in model.model_fields.items()}


def test_answers_have_the_members_that_the_description_names(person: Person) -> None:
    person.go(by_type("S"), most=12)
    assert set(person.whole()) == members(schemas.SessionOut)
    assert set(person.result()) == members(schemas.ResultOut)
    assert set(person.call("GET", "/occupations/kok").json()) == members(schemas.WhyOut)
