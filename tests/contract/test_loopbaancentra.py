"""Career centres over HTTP: search, referral and introductions, with what each refuses."""

from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from item_bank.loopbaancentra.codes import Status
from item_bank.loopbaancentra.snapshot import examples
from tests.cheques import Desk, desk, mandated
from tests.conftest import settings
from tests.problems import assert_problem

CENTRES = "/api/v1/loopbaancentra/centres"
REFERRALS = "/api/v1/loopbaancentra/referrals"
INTRODUCTIONS = "/api/v1/loopbaancentra/introductions"
PASSIVE = next(c.id for c in examples().centres if c.mandate.status is Status.PASSIVE)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.portal
        yield desk(app, client, client.portal.call)


def test_centres_near_a_place_in_bands(office: Desk) -> None:
    query = {"postcode": "9000", "radiusKm": 5, "limit": 100}
    found = office.client.get(CENTRES, params=query).json()
    assert found["sample"] is True
    assert found["registerVersion"] == examples().version
    assert 20 < len(found["items"]) == found["total"] <= 100
    assert all(item["distanceKm"] <= 5 and item["name"].startswith("Voorbeeldcentrum") for item in found["items"])
    assert [item["band"] for item in found["items"]] == sorted(item["band"] for item in found["items"])
    evening = office.client.get(CENTRES, params=query | {"evening": "true", "ways": ["online"]}).json()
    assert 0 < evening["total"] < found["total"]
    assert evening["unsaid"] > 0
    assert all(item["location"]["evening"] for item in evening["items"])


def test_one_centre_and_the_codes(office: Desk) -> None:
    id_ = mandated(vat=True)[0]
    found = office.client.get(f"{CENTRES}/{id_}").json()
    assert (found["id"], found["sample"]) == (id_, True)
    assert found["locations"][0]["municipality"]
    for unknown in (PASSIVE, "bestaat-niet", "%00"):
        assert_problem(office.client.get(f"{CENTRES}/{unknown}"), 404, "not-found")
    codes = office.client.get("/api/v1/loopbaancentra/vocabulary").json()
    assert len(codes["themes"]) == 11
    assert {"code": "online", "label": "online"} in codes["ways"]


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ({"postcode": "9999"}, "/postcode"),
        ({"postcode": "gent"}, "/postcode"),
        ({"postcode": "0900"}, "/postcode"),
        ({"radiusKm": "5"}, "/radiusKm"),
        ({"postcode": "9000", "radiusKm": "0"}, "/radiusKm"),
        ({"postcode": "9000", "radiusKm": "201"}, "/radiusKm"),
        ({"postcode": "9000", "radiusKm": "nan"}, "/radiusKm"),
        ({"limit": "101"}, "/limit"),
        ({"offset": "-1"}, "/offset"),
        ({"ways": "teleport"}, "/ways/0"),
        ({"straal": "5"}, "/straal"),
    ],
)
def test_a_search_that_cannot_be_used_is_named(office: Desk, query: dict[str, str], pointer: str) -> None:
    assert_problem(office.client.get(CENTRES, params=query), 422, "invalid-request", pointer)


def test_a_refusal_becomes_reasoned_steps_and_centres(office: Desk) -> None:
    body = {
        "eligibility": {"outcome": "not-eligible", "reasons": ["work-experience"]},
        "themeScores": [
            {"theme": "balans", "score": 20, "low": 5, "high": 35, "band": "starting"},
            {"theme": "waarden", "score": 80, "low": 65, "high": 95, "band": "solid"},
            {"theme": "netwerken", "score": None},
        ],
        "postcode": "9000",
        "radiusKm": 20,
        "wishes": {"evening": True},
        "limit": 3,
    }
    found = office.client.post(REFERRALS, json=body).json()
    steps = {step["code"]: step for step in found["steps"]}
    assert {"jobbereik", "orient", "loopbaantest", "pay-yourself"} <= set(steps)
    assert len(steps) == len(found["steps"])
    assert all(step["why"] for step in found["steps"])
    assert "niet genoeg gewerkt" in steps["pay-yourself"]["why"][0]
    assert any("laagste thema" in why for step in found["steps"] for why in step["why"])
    assert not any("waarden" in why for step in found["steps"] for why in step["why"])
    assert len(found["centres"]["items"]) == 3
    assert any("bestaan niet" in note for note in found["notes"])
    assert any("betaal je de begeleiding zelf" in note for note in found["notes"])


def test_centres_stay_out_where_a_rule_sends_elsewhere(office: Desk) -> None:
    body = {"eligibility": {"outcome": "not-eligible", "reasons": ["outplacement"]}}
    found = office.client.post(REFERRALS, json=body).json()
    assert found["centres"] is None
    assert found["steps"][0]["code"] == "finish-outplacement"
    empty = office.client.post(REFERRALS, json={}).json()
    assert [step["code"] for step in empty["steps"]] == ["loopbaancheque"]
    assert empty["centres"]["total"] == 265


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"eligibility": {"outcome": "eligible", "reasons": ["working"]}}, "/eligibility"),
        ({"eligibility": {"outcome": "maybe"}}, "/eligibility/outcome"),
        ({"eligibility": {"outcome": "not-eligible", "reasons": ["mood"]}}, "/eligibility/reasons/0"),
        ({"themeScores": [{"theme": "balans", "score": 101}]}, "/themeScores/0/score"),
        ({"themeScores": [{"theme": "balans", "score": "30"}]}, "/themeScores/0/score"),
        ({"themeScores": [{"theme": "balans", "score": 30, "low": 40}]}, "/themeScores/0"),
        ({"themeScores": [{"theme": "balans", "score": 30}] * 2}, ""),
        ({"themeScores": [{"theme": "balans", "score": 30}] * 7}, "/themeScores"),
        ({"postcode": "1"}, "/postcode"),
        ({"postcode": "9999"}, "/postcode"),
        ({"postcode": 9000}, "/postcode"),
        ({"radiusKm": 5}, "/radiusKm"),
        ({"wishes": {"evening": "ja"}}, "/wishes/evening"),
        ({"wishes": None}, "/wishes"),
        ({"limit": 21}, "/limit"),
    ],
)
def test_a_situation_that_cannot_be_used_is_named(office: Desk, body: dict[str, Any], pointer: str) -> None:
    assert_problem(office.client.post(REFERRALS, json=body), 422, "invalid-request", pointer)


def ask(office: Desk, centre_id: str, *, consent: bool) -> dict[str, Any]:
    body = {"centreId": centre_id, "contact": {"name": "Kim", "phone": "09 123 45 67"}, "message": "Ik twijfel."}
    answer = office.client.post(INTRODUCTIONS, json=body | {"consent": consent})
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def act(office: Desk, path: str, key: str, body: dict[str, Any] | None = None) -> Any:
    headers = {"Authorization": f"Bearer {key}"}
    return office.client.post(f"{INTRODUCTIONS}/{path}", json=body, headers=headers)


def look(office: Desk, path: str, key: str) -> Any:
    return office.client.get(f"{INTRODUCTIONS}{path}", headers={"Authorization": f"Bearer {key}"})


def test_a_centre_sees_nothing_without_consent(office: Desk) -> None:
    centre_id = mandated(vat=True)[0]
    found = ask(office, centre_id, consent=False)
    path, code = f"/{found['id']}", found["code"]
    assert found["status"] == "kept"
    assert_problem(look(office, path, office.centre), 404, "unknown-introduction")
    assert found["id"] not in look(office, "", office.centre).text
    assert_problem(act(office, f"{found['id']}/consents", office.centre), 404, "unknown-introduction")
    sent = act(office, f"{found['id']}/consents", code).json()
    assert (sent["status"], sent["code"]) == ("sent", None)
    assert_problem(act(office, f"{found['id']}/consents", code), 409, "introduction-moved-on")
    seen = look(office, path, office.centre).json()
    assert (seen["contact"]["phone"], seen["message"]) == ("09 123 45 67", "Ik twijfel.")
    assert_problem(look(office, path, office.other), 404, "unknown-introduction")
    assert_problem(look(office, path, office.operator), 403, "key-not-allowed")
    assert_problem(act(office, f"{found['id']}/withdrawals", office.centre), 403, "key-not-allowed")


def test_a_centre_answers_and_the_citizen_withdraws(office: Desk) -> None:
    found = ask(office, mandated(vat=True)[0], consent=True)
    id_, code = found["id"], found["code"]
    assert_problem(act(office, f"{id_}/answers", code, {"accepted": True}), 403, "key-not-allowed")
    yes = act(office, f"{id_}/answers", office.centre, {"accepted": True, "text": "Kom gerust."}).json()
    assert (yes["status"], yes["answer"]) == ("accepted", "Kom gerust.")
    assert_problem(act(office, f"{id_}/answers", office.centre, {"accepted": False}), 409, "introduction-moved-on")
    assert look(office, f"/{id_}", code).json()["answer"] == "Kom gerust."
    gone = act(office, f"{id_}/withdrawals", code).json()
    assert (gone["status"], gone["contact"], gone["message"], gone["steps"]) == ("withdrawn", None, None, None)
    assert act(office, f"{id_}/withdrawals", code).json()["status"] == "withdrawn"
    seen = next(row for row in look(office, "", office.centre).json()["items"] if row["id"] == id_)
    assert (seen["status"], seen["contact"]) == ("withdrawn", None)
    assert_problem(look(office, f"/{id_}", "bado-keli-fuma-nopi-resu"), 404, "unknown-introduction")
    assert_problem(office.client.get(f"{INTRODUCTIONS}/{id_}"), 401, "key-needed")
    assert_problem(look(office, "", office.operator), 403, "key-not-allowed")


@pytest.mark.parametrize(
    ("path", "methods"),
    [(INTRODUCTIONS, "GET, POST"), (REFERRALS, "POST"), (CENTRES, "GET"), (f"{INTRODUCTIONS}/x/answers", "POST")],
)
def test_another_method_is_told_which_are_allowed(office: Desk, path: str, methods: str) -> None:
    answer = office.client.request("PATCH", path)
    assert_problem(answer, 405, "method-not-allowed")
    assert answer.headers["allow"] == methods


GOOD = {"centreId": mandated(vat=True)[0], "contact": {"email": "a@b.be"}, "consent": True}


@pytest.mark.parametrize(
    ("change", "code", "pointer"),
    [
        ({"centreId": PASSIVE}, "unknown-id", "/centreId"),
        ({"centreId": "bestaat-niet"}, "unknown-id", "/centreId"),
        ({"centreId": None}, "invalid-request", "/centreId"),
        ({"contact": {"name": "Kim"}}, "invalid-request", "/contact"),
        ({"contact": {"email": "kim"}}, "invalid-request", "/contact/email"),
        ({"contact": {"phone": "bel maar"}}, "invalid-request", "/contact/phone"),
        ({"message": "x" * 1001}, "invalid-request", "/message"),
        ({"message": "a\0b"}, "invalid-request", "/message"),
        ({"consent": "ja"}, "invalid-request", "/consent"),
        ({"consent": None}, "invalid-request", "/consent"),
        ({"insz": "1"}, "invalid-request", "/insz"),
    ],
)
def test_a_request_that_cannot_be_used_is_named(office: Desk, change: dict[str, Any], code: str, pointer: str) -> None:
    assert_problem(office.client.post(INTRODUCTIONS, json=GOOD | change), 422, code, pointer)
