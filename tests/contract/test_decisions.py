"""What a person decides about cheques: the queue, a second pair of eyes, and nobody twice about one cheque."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from tests.cheques import FACTS, START, Desk, desk
from tests.conftest import settings
from tests.problems import assert_problem

API = "/api/v1"
QUEUE = "/regie/decisions"
GRANT = {"granted": True, "text": "Je contract en je loonbrief tonen dat je werkt."}
REFUSE = {"granted": False, "reasons": ["working"], "text": "Je contract liep vorig jaar af."}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.portal
        yield desk(app, client, client.portal.call)


def call(office: Desk, method: str, path: str, body: dict[str, Any] | None = None, key: str = "") -> Any:
    headers = {"Authorization": f"Bearer {key or office.operator}"}
    return office.client.request(method, f"{API}{path}", json=body, headers=headers)


def ask(office: Desk, **facts: Any) -> dict[str, Any]:
    """Let a citizen ask a person to look; return the cheque with the id of its case."""
    office.on(START)
    body = {"facts": FACTS | {"working": None} | facts, "consent": True}
    answer = office.client.post(f"{API}/loopbaancheque/requests", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found | {"id": case(office, found["number"])}


def case(office: Desk, number: str) -> str:
    found, after = [], ""
    while after is not None:
        page = call(office, "GET", f"{QUEUE}?limit=2" + (f"&after={after}" if after else "")).json()
        found += [row["id"] for row in page["items"] if row["chequeNumber"] == number]
        after = page["after"]
    return str(found[-1]) if found else ""


def decide(office: Desk, id_: str, employee: str, body: dict[str, Any]) -> Any:
    return call(office, "POST", f"{QUEUE}/{id_}/decisions", body | {"employee": employee})


def look(office: Desk, id_: str, employee: str, *, agrees: bool, text: str = "") -> Any:
    body = {"employee": employee, "agrees": agrees, "text": text}
    return call(office, "POST", f"{QUEUE}/{id_}/second-looks", body)


def test_a_person_decides_and_another_looks_before_the_citizen_hears(office: Desk) -> None:
    asked = ask(office)
    assert asked["status"] == "requested"
    seen = call(office, "GET", f"{QUEUE}/{asked['id']}").json()
    assert (seen["stage"], seen["missing"], seen["dueOn"]) == ("waiting", ["working"], "2024-06-17")
    (unknown,) = [row for row in seen["conditions"] if row["met"] is None]
    assert "We weten niet of je situatie telt als werken" in unknown["explanation"]
    assert unknown["source"]
    proposed = decide(office, asked["id"], "an", GRANT).json()
    assert (proposed["stage"], proposed["letter"]) == ("second-look", None)
    assert proposed["seats"][0] | {"text": ""} == {
        "on": str(START), "employee": "an", "what": "proposed", "granted": True, "text": "",
        "secondLook": "new-employee",
    }  # fmt: skip
    mine = call(office, "GET", f"/loopbaancheque/cheques/{asked['number']}/letters", key=asked["clientNumber"])
    assert mine.json() == {"items": []}
    assert office.get(asked["number"], asked["clientNumber"]).json()["status"] == "requested"
    assert_problem(look(office, asked["id"], "an", agrees=True), 409, "decision-rule", "/employee")
    done = look(office, asked["id"], "ben", agrees=True).json()
    assert (done["stage"], done["letter"]["subject"]) == ("done", "Je krijgt een loopbaancheque")
    cheque = office.get(asked["number"], asked["clientNumber"]).json()
    assert (cheque["status"], cheque["decidedBy"]) == ("awaiting-payment", "person")
    (letter,) = call(
        office, "GET", f"/loopbaancheque/cheques/{asked['number']}/letters", key=asked["clientNumber"]
    ).json()["items"]
    assert letter["lines"][1] == GRANT["text"]
    assert case(office, asked["number"]) == ""
    assert_problem(decide(office, asked["id"], "cas", REFUSE), 409, "decision-rule")


def test_after_a_disagreement_a_third_person_decides_and_the_objection_is_for_a_fourth(office: Desk) -> None:
    asked = ask(office)
    decide(office, asked["id"], "an", GRANT)
    assert_problem(look(office, asked["id"], "ben", agrees=False), 422, "invalid-request", "/text")
    open_ = look(office, asked["id"], "ben", agrees=False, text="De loonbrief is van een ander.").json()
    assert open_["stage"] == "waiting"
    assert_problem(decide(office, asked["id"], "an", REFUSE), 409, "decision-rule", "/employee")
    done = decide(office, asked["id"], "cas", REFUSE).json()
    assert [row["what"] for row in done["seats"]] == ["proposed", "disagreed", "proposed"]
    assert done["letter"]["lines"][-1].startswith("Ben je het niet eens met deze beslissing? Zeg het ten laatste op 17")
    assert any("is er voor wie werkt" in line for line in done["letter"]["lines"])
    against = {"objectedOn": str(START), "text": "Ik werk bij de Europese Commissie."}
    office.post(f"/{asked['number']}/objections", against, asked["clientNumber"])
    again = case(office, asked["number"])
    seen = call(office, "GET", f"{QUEUE}/{again}").json()
    assert (seen["about"], seen["words"]) == ("objection", against["text"])
    for employee in ("an", "ben", "cas"):
        assert_problem(decide(office, again, employee, GRANT), 409, "decision-rule", "/employee")
    assert decide(office, again, "dirk", GRANT).json()["stage"] == "second-look"
    assert look(office, again, "els", agrees=True).json()["stage"] == "done"


def test_a_decision_of_somebody_who_made_ten_holds_at_once_except_one_in_ten(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.regie.review_life.FIRST", 1)
    for draw, stage in (("00000000", "second-look"), ("00000009", "done")):
        monkeypatch.setattr(type(office.app.state.sessions.key), "hash", lambda *_, found=draw: found)
        employee = "fien"
        if stage == "second-look":
            decide(office, ask(office)["id"], employee, GRANT)
        assert decide(office, ask(office)["id"], employee, REFUSE).json()["stage"] == stage


@pytest.mark.parametrize(
    ("body", "status", "code", "pointer"),
    [
        ({"consent": False}, 422, "invalid-request", "/consent"),
        (
            {"facts": FACTS | {"working": None, "requestedOn": "2024-06-02"}},
            422,
            "invalid-request",
            "/facts/requestedOn",
        ),
        ({"facts": FACTS}, 409, "cheque-rule", ""),
        ({"naam": "x"}, 422, "invalid-request", "/naam"),
    ],
)
def test_a_request_that_no_person_looks_at(
    office: Desk, body: dict[str, Any], status: int, code: str, pointer: str
) -> None:
    office.on(START)
    whole = {"facts": FACTS | {"working": None}, "consent": True} | body
    answer = office.client.post(f"{API}/loopbaancheque/requests", json=whole)
    assert_problem(answer, status, code, pointer)


def test_proof_is_looked_at_by_a_person_too(office: Desk) -> None:
    abroad = [{"start": "2010-01-01", "end": None, "kind": "foreign"}]
    seen = call(office, "GET", f"{QUEUE}/{ask(office, working=True, workPeriods=abroad)['id']}").json()
    assert (seen["missing"], len(seen["warnings"])) == ([], 2)


def test_a_decision_needs_reasons_and_a_case(office: Desk) -> None:
    id_ = ask(office)["id"]
    assert_problem(decide(office, id_, "an", GRANT | {"text": " "}), 422, "invalid-request", "/text")
    assert_problem(decide(office, id_, "an", REFUSE | {"reasons": []}), 422, "invalid-request", "/reasons")
    assert_problem(decide(office, id_, "an/x", GRANT), 422, "invalid-request", "/employee")
    assert_problem(decide(office, "x", "an", GRANT), 404, "not-found")
    assert_problem(look(office, id_, "an", agrees=True), 409, "decision-rule")
    assert_problem(call(office, "GET", QUEUE, key=office.centre), 403, "key-not-allowed")
    assert_problem(call(office, "GET", f"{QUEUE}?after=morgen"), 422, "invalid-request", "/after")


def test_without_consent_only_the_outcome_of_each_condition_is_kept(office: Desk) -> None:
    number = office.request(working=None)["number"]
    seen = call(office, "GET", f"{QUEUE}/{case(office, number)}").json()
    assert seen["missing"] == ["working"]
    assert {row["explanation"] for row in seen["conditions"]} == {None}
    assert_problem(office.post(f"/{number}/decisions", {"granted": True}, office.operator), 409, "cheque-rule")
    assert case(office, number), "nobody decides past the queue"
    office.decide(number, GRANT)
    assert case(office, number) == ""
    office.on(date(2024, 6, 30))
    assert office.get(number, office.operator).json()["status"] == "payment-lapsed"
