"""The life of a cheque over HTTP: each step, who may tell it, and every clear problem that changes nothing."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.keys.service import CallerRole
from api.storage.reviews import ReviewStore
from tests.cheques import CHEQUES, FACTS, START, Desk, desk, mandated
from tests.conftest import another, settings
from tests.problems import assert_problem


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.portal
        yield desk(app, client, client.portal.call)


@pytest.fixture
def office(service: Desk) -> Desk:
    """Return the service as another address sees it: five wrong client numbers stop one."""
    return replace(service, client=another(service.client))


def test_a_whole_life(office: Desk) -> None:
    found = office.request()
    assert (found["status"], found["ruleVersion"], found["decidedBy"]) == ("awaiting-payment", "2024-01-01", "rules")
    assert found["deadlines"]["paymentUntil"] == "2024-06-17"
    assert (found["minutes"]["total"], found["money"]["contributionCents"]) == (240, 4500)
    assert found["mayTell"] == ["payments", "annulments"]
    path = f"/{found['number']}"
    office.on(date(2024, 6, 20))
    body = {"paidOn": "2024-06-17", "amountCents": 4500, "payer": "third-party"}
    paid = office.post(f"{path}/payments", body, office.operator).json()
    assert (paid["status"], paid["issuedOn"], paid["payer"]) == ("issued", "2024-06-18", "third-party")
    assert paid["deadlines"]["validUntil"] == "2024-09-10"
    assert paid["clientNumber"] is None
    office.on(date(2024, 9, 12))
    assert office.get(found["number"], office.operator).json()["status"] == "expired-unused"
    start = {"clientNumber": found["clientNumber"].lower().replace("-", " "), "startedOn": "2024-09-10"}
    active = office.post(f"{path}/activations", start, office.centre).json()
    assert (active["status"], active["right"], active["mayTell"]) == ("active", "used", ["sessions", "closings"])
    talk = {"heldOn": "2024-09-10", "minutes": 100, "mode": "online", "themes": ["balance", "other"], "otherTheme": "x"}
    held = office.post(f"{path}/sessions", talk, office.centre).json()
    assert held["minutes"] == {"total": 240, "registered": 90, "online": 90, "remaining": 150}
    assert held["money"]["feeCents"] == 27_225  # 1.5 hours at 150 euro, with VAT
    assert held["money"]["stateShareCents"] == 22_725
    close = {"closedOn": "2024-09-12", "planPresent": True, "agreementPresent": True, "attendancePresent": False}
    assert_problem(
        office.post(f"{path}/closings", close, office.centre), 409, "cheque-rule", "/citizenAgreesToLoseHours"
    )
    close |= {"citizenAgreesToLoseHours": True}
    assert_problem(office.post(f"{path}/closings", close, office.centre), 409, "cheque-rule", "/incompleteReason")
    close["incompleteReason"] = "client-away"
    done = office.post(f"{path}/closings", close, office.centre).json()
    assert (done["status"], done["deadlines"]["aftercareUntil"]) == ("closed", "2025-09-12")
    assert done["documents"] == {"planPresent": True, "agreementPresent": True, "attendancePresent": False}
    care = {"heldOn": "2024-09-12", "mode": "phone", "aftercare": True}
    after = office.post(f"{path}/sessions", care, office.centre).json()
    assert after["money"] == done["money"]
    complaint = {"annulledOn": "2024-09-12", "reason": "formal-breach", "factOn": "2024-09-10"}
    end = office.post(f"{path}/annulments", complaint, office.operator).json()
    assert (end["status"], end["right"]) == ("annulled", "restored")
    assert (end["money"]["refundCents"], end["money"]["recoveredCents"]) == (4500, 27_225)
    kinds = ["requested", "granted", "paid", "activated", "session", "closed", "aftercare", "annulled"]
    assert [fact["kind"] for fact in end["log"]] == kinds
    assert [fact["position"] for fact in end["log"]] == list(range(8))


def test_a_refusal_names_every_reason_and_a_person_looks_again(office: Desk) -> None:
    found = office.request(working=False, residence="wallonia", movedFromEea=False)
    assert (found["status"], found["right"]) == ("refused", "none")
    assert found["reasons"] == ["working", "residence"]
    assert found["deadlines"]["objectionUntil"] == "2024-06-17"
    office.on(date(2024, 6, 18))
    path = f"/{found['number']}"
    late = office.post(f"{path}/objections", {"objectedOn": "2024-06-18"}, found["clientNumber"])
    assert_problem(late, 409, "cheque-rule", "/objectedOn")
    again = office.post(f"{path}/objections", {"objectedOn": "2024-06-17"}, found["clientNumber"])
    assert again.json()["status"] == "objected"
    assert_problem(office.post(f"{path}/decisions", {"granted": True}, found["clientNumber"]), 403, "key-not-allowed")
    assert_problem(
        office.post(f"{path}/decisions", {"granted": False}, office.operator), 422, "invalid-request", "/reasons"
    )
    past = office.post(f"{path}/decisions", {"granted": True}, office.operator)
    assert_problem(past, 409, "cheque-rule")
    (issue,), (place,) = past.json()["issues"], office.waiting(found["number"])
    assert (issue["code"], issue["value"]) == ("case-waits", place)
    assert office.get(found["number"], office.operator).json()["status"] == "objected", "nothing was changed"
    granted = office.decide(found["number"], {"granted": True})
    assert (granted["status"], granted["decidedBy"], granted["reasons"]) == ("awaiting-payment", "person", [])
    assert granted["deadlines"]["paymentUntil"] == "2024-07-02"


def test_unknown_facts_leave_the_decision_to_a_person(office: Desk) -> None:
    found = office.request(working=None)
    assert (found["status"], found["mayTell"]) == ("requested", []), "a person decides it in the queue"
    body = {"granted": False, "reasons": ["working"]}
    past = office.post(f"/{found['number']}/decisions", body, office.operator)
    assert past.json()["issues"][0]["code"] == "case-waits"
    no = office.decide(found["number"], body)
    assert (no["status"], no["reasons"], no["decidedBy"]) == ("refused", ["working"], "person")
    newest = office.request(requestedOn="2024-06-03", working=None)
    second = {"granted": True, "chequeNumber": 2}
    granted = office.decide(newest["number"], second)
    assert (granted["chequeNumber"], granted["minutes"]["total"]) == (2, 180)
    none = office.request(requestedOn="2013-06-30")
    path = f"/{none['number']}"
    assert office.post(f"{path}/objections", {"objectedOn": "2013-07-14"}, office.operator).status_code == 200
    answer = office.post(f"{path}/decisions", {"granted": True}, office.operator)
    assert_problem(answer, 422, "invalid-request", "/chequeNumber")
    assert (none["status"], none["reasons"], none["ruleVersion"]) == ("refused", ["no-scheme-in-force"], None)


def test_a_cheque_of_before_the_queue_is_decided_at_its_own_address(
    office: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def none(*_: Any) -> None:
        return None

    with monkeypatch.context() as patch:
        patch.setattr(ReviewStore, "open", none)
        found = office.request(working=None)
    path, key = f"/{found['number']}/decisions", {"Idempotency-Key": "7f3f0c7e-9f1d-4a53-9f0c-1b8c2f4f5a11"}
    body = {"granted": False, "reasons": ["working"]}
    no = office.post(path, body, office.operator, **key)
    assert (no.json()["status"], no.json()["decidedBy"]) == ("refused", "person")
    against = {"objectedOn": str(START)}
    assert office.post(f"/{found['number']}/objections", against, office.operator).json()["status"] == "objected"
    again = office.post(path, body, office.operator, **key)
    assert (again.status_code, again.json()["status"]) == (200, "objected"), "a retry tells nothing, also with a case"
    assert_problem(office.post(path, body, office.operator), 409, "cheque-rule")


def test_payment_late_wrong_or_twice_changes_nothing(office: Desk) -> None:
    found = office.request()
    path = f"/{found['number']}/payments"
    office.on(date(2024, 6, 20))
    pay = {"paidOn": "2024-06-18", "amountCents": 4500}
    answer = office.post(path, pay, office.operator)
    assert_problem(answer, 409, "cheque-rule", "/paidOn")
    assert answer.json()["issues"][0]["code"] == "payment-too-late"
    assert "2024-06-17" in answer.json()["issues"][0]["detail"]
    assert_problem(office.post(path, pay | {"amountCents": 4000}, office.operator), 409, "cheque-rule", "/paidOn")
    in_time = pay | {"paidOn": "2024-06-17"}
    for amount in (4000, 0):
        wrong = office.post(path, in_time | {"amountCents": amount}, office.operator)
        assert_problem(wrong, 422, "invalid-request", "/amountCents")
    for amount in ("4500", 45.0, None, -1, 10**12):
        wrong = office.post(path, in_time | {"amountCents": amount}, office.operator)
        assert_problem(wrong, 422, "invalid-request", "/amountCents")
    now = office.get(found["number"], office.operator).json()
    assert (now["status"], len(now["log"])) == ("payment-lapsed", 2)
    assert office.post(path, in_time, office.operator).status_code == 200
    assert_problem(office.post(path, in_time, office.operator), 409, "cheque-rule")


def test_sessions_never_go_beyond_the_hours(office: Desk) -> None:
    path = f"/{office.active()['number']}"
    talk = {"heldOn": "2024-06-20", "minutes": 210}
    assert office.post(f"{path}/sessions", talk, office.centre).json()["minutes"]["remaining"] == 30
    answer = office.post(f"{path}/sessions", talk | {"minutes": 60}, office.centre)
    assert_problem(answer, 409, "cheque-rule", "/minutes")
    assert "30 minutes left" in answer.json()["detail"]
    for minutes, status, code in ((29, 422, "below-half-hour"), (0, 422, "greater-than-equal"), (601, 422, None)):
        answer = office.post(f"{path}/sessions", talk | {"minutes": minutes}, office.centre)
        assert_problem(answer, status, "invalid-request", "/minutes")
        assert code in (None, answer.json()["issues"][0]["code"])
    answer = office.post(f"{path}/sessions", {"heldOn": "2024-06-20"}, office.centre)
    assert_problem(answer, 422, "invalid-request", "/minutes")
    answer = office.post(f"{path}/sessions", talk | {"aftercare": True}, office.centre)
    assert_problem(answer, 422, "invalid-request", "/aftercare")
    answer = office.post(f"{path}/sessions", talk | {"heldOn": "2024-06-21"}, office.centre)
    assert_problem(answer, 422, "invalid-request", "/heldOn")
    assert office.get(path[1:], office.centre).json()["minutes"]["registered"] == 210


def test_a_cheque_starts_once_and_is_nobody_elses(office: Desk) -> None:
    found = office.issued()
    number, path = found["number"], f"/{found['number']}"
    assert_problem(office.get(number, office.centre), 404, "unknown-cheque")
    start = {"clientNumber": found["clientNumber"], "startedOn": "2024-06-20"}
    wrong = start | {"clientNumber": "2222-2222-2222-2222"}
    assert_problem(office.post(f"{path}/activations", wrong, office.centre), 404, "unknown-cheque")
    assert_problem(office.post(f"{path}/activations", start, office.operator), 403, "key-not-allowed")
    first = office.post(f"{path}/activations", start, office.centre)
    assert first.status_code == 200
    again = office.post(f"{path}/activations", start, office.centre)
    assert again.json()["log"] == first.json()["log"]
    lost = office.post(f"{path}/activations", start, office.other)
    assert_problem(lost, 409, "cheque-rule")
    assert lost.json()["issues"][0]["code"] == "already-activated"
    assert mandated(vat=True)[0] not in lost.text
    talk = {"heldOn": "2024-06-20", "minutes": 60}
    for answer in (office.get(number, office.other), office.post(f"{path}/sessions", talk, office.other)):
        assert_problem(answer, 404, "unknown-cheque")
    assert office.get(number, found["clientNumber"]).json()["mayTell"] == []
    assert_problem(office.post(f"{path}/sessions", talk, found["clientNumber"]), 403, "key-not-allowed")
    assert_problem(office.get("ABCD", office.operator), 404, "unknown-cheque")


def test_a_centre_starts_within_its_mandate(office: Desk) -> None:
    found = office.issued()
    start = {"clientNumber": found["clientNumber"], "startedOn": "2024-06-20"}
    keys, portal = office.app.state.cheques.keys, office.client.portal
    assert portal

    async def issue() -> str:
        _, key = await keys.issue(CallerRole.CENTRE, centre_id="weg", label="", now=datetime.now(UTC))
        return str(key)

    answer = office.post(f"/{found['number']}/activations", start, portal.call(issue))
    assert_problem(answer, 409, "cheque-rule", "/startedOn")
    assert answer.json()["issues"][0]["code"] == "no-mandate"


def test_without_a_key_in_force_nothing_is_told(office: Desk) -> None:
    assert_problem(office.client.post(CHEQUES, json={"facts": FACTS}), 401, "key-needed")
    for key in ("lbk_nothing", "lbk_" + "A" * 43):
        assert_problem(office.post("", {"facts": FACTS}, key), 401, "key-needed")
    assert_problem(office.post("", {"facts": FACTS}, "2222-2222-2222-2222"), 401, "key-needed")
    assert_problem(office.post("", {"facts": FACTS}, office.centre), 403, "key-not-allowed")
    assert_problem(office.get("2222-2222-2222-2222", "2222-2222-2222-2222"), 404, "unknown-cheque")


def test_a_retry_with_the_same_key_changes_nothing(office: Desk) -> None:
    office.on(START)
    key = {"Idempotency-Key": "0d1f3a52-77b4-4c0e-9a36-5be8c1d2f940"}
    first = office.post("", {"facts": FACTS}, office.operator, **key).json()
    assert office.post("", {"facts": FACTS}, office.operator, **key).json() == first
    other = office.post("", {"facts": FACTS | {"working": False}}, office.operator, **key)
    assert_problem(other, 422, "idempotency-key-reused", "/Idempotency-Key")
    path, talk = f"/{office.active()['number']}/sessions", {"heldOn": "2024-06-20", "minutes": 60}
    once = office.post(path, talk, office.centre, **key).json()
    assert office.post(path, talk, office.centre, **key).json() == once
    assert_problem(office.post(path, talk | {"minutes": 30}, office.centre, **key), 422, "idempotency-key-reused")
    assert_problem(office.post(path, talk, office.centre), 409, "cheque-rule", "/startsAt")
    later = talk | {"heldOn": "2024-06-21"}
    office.on(date(2024, 6, 21))
    assert office.post(path, later, office.centre).json()["minutes"]["registered"] == 120


@pytest.mark.parametrize("insz", ["85073003328", "85.07.30-033 28"])
def test_a_national_number_is_looked_at_and_forgotten(office: Desk, insz: str) -> None:
    office.on(START)
    answer = office.post("", {"facts": FACTS, "insz": insz}, office.operator)
    assert answer.status_code == 201
    stored = b"".join(path.read_bytes() for path in office.app.state.settings.data_dir.glob("records.sqlite*"))
    assert b"85073003328" not in stored
    assert insz.encode() not in stored


@pytest.mark.parametrize("insz", ["85073003329", "1", "", 85073003328, ["x"], {}])
def test_a_national_number_that_cannot_be_one_is_never_given_back(office: Desk, insz: Any) -> None:
    answer = office.post("", {"facts": FACTS, "insz": insz}, office.operator)
    assert_problem(answer, 422, "invalid-request", "/insz")
    assert answer.json()["issues"][0]["value"] is None
    assert "8507300332" not in answer.text


BAD = [
    ("", {}, "/facts"),
    ("", {"facts": FACTS | {"requestedOn": "2024-06-04"}}, "/facts/requestedOn"),
    ("", {"facts": FACTS | {"workPeriods": [{"start": "2020-01-02", "end": "2020-01-01", "kind": "employee"}]}}, None),
    ("", {"facts": FACTS | {"colour": "red"}}, "/facts/colour"),
    ("/x/payments", {"paidOn": "1929-12-31", "amountCents": 4500}, "/paidOn"),
    ("/x/payments", {"paidOn": "2024-02-30", "amountCents": 4500}, "/paidOn"),
    ("/x/payments", {"paidOn": 20240101, "amountCents": 4500}, "/paidOn"),
    ("/x/payments", {"paidOn": None, "amountCents": 4500}, "/paidOn"),
    ("/x/payments", {"paidOn": "2024-06-05", "amountCents": 4500, "payer": "employer"}, "/payer"),
    ("/x/activations", {"clientNumber": 5, "startedOn": "2024-06-05"}, "/clientNumber"),
    ("/x/sessions", {"heldOn": "2024-06-05", "minutes": True}, "/minutes"),
    ("/x/sessions", {"heldOn": "2024-06-05", "minutes": 60, "themes": ["love"]}, "/themes/0"),
    ("/x/sessions", {"heldOn": "2024-06-05", "minutes": 60, "otherTheme": "x" * 61}, "/otherTheme"),
    ("/x/closings", {"closedOn": "2024-06-05", "planPresent": "yes"}, "/planPresent"),
    ("/x/objections", {"objectedOn": "gisteren"}, "/objectedOn"),
    ("/x/decisions", {"granted": None}, "/granted"),
    ("/x/decisions", {"granted": True, "chequeNumber": 3}, "/chequeNumber"),
    ("/x/annulments", {"annulledOn": "2024-06-05", "reason": "regret"}, "/reason"),
]


@pytest.mark.parametrize(("path", "body", "pointer"), BAD, ids=[f"{row[0]}{row[2]}-{i}" for i, row in enumerate(BAD)])
def test_a_value_that_cannot_be_used_is_named(
    office: Desk, path: str, body: dict[str, Any], pointer: str | None
) -> None:
    office.on(START)
    assert_problem(office.post(path, body, office.operator), 422, "invalid-request", pointer)


def test_the_page_shows_a_cheque_to_its_holder_and_its_centre(office: Desk) -> None:
    found = office.active()
    talk = {"heldOn": "2024-06-20", "minutes": 90, "mode": "online", "themes": ["balance"]}
    office.post(f"/{found['number']}/sessions", talk, office.centre)
    page = "/loopbaancheque/cheque"
    assert "Klantnummer" in office.client.get(page).text
    numbers = {"nummer": found["number"].lower(), "klantnummer": found["clientNumber"]}
    text = office.client.post(page, data=numbers).text
    for words in (
        "Je begeleiding loopt",
        "1,5 uur",
        "2,5 uur",
        "45 euro",
        "werk en privé in evenwicht",
        "20 juni 2024",
    ):
        assert words in text, words
    assert found["clientNumber"] not in text
    assert "een gesprek opschrijven" not in text.lower()
    centre = office.client.post(page, data=numbers | {"klantnummer": office.centre}).text
    assert "Een gesprek opschrijven" in centre
    assert office.centre not in centre
    empty = office.client.post(page, data=numbers | {"klantnummer": "\x00"}).text
    assert "Vul beide nummers in" in empty, "a sign that nobody types is nothing"
    for wrong in (office.other, "lbk_niets", "2222-2222-2222-2222", "é"):
        text = office.client.post(page, data=numbers | {"klantnummer": wrong}).text
        assert "We vinden geen cheque met deze twee nummers" in text
        assert f'value="{numbers["nummer"]}"' in text
    assert "Vul beide nummers in" in office.client.post(page, data={"nummer": "x"}).text


def test_the_page_has_words_for_every_status(office: Desk) -> None:
    page = "/loopbaancheque/cheque"
    seen = []
    for found in (office.request(), office.request(working=False), office.request(working=None), office.issued()):
        numbers = {"nummer": found["number"], "klantnummer": found["clientNumber"]}
        for day in (date(2024, 6, 20), date(2025, 1, 1)):
            office.on(day)
            answer = office.client.post(page, data=numbers)
            assert answer.status_code == 200
            assert not found["reasons"] or "een cheque is er voor wie werkt" in answer.text.lower()
            seen.append(answer.text.split("<h1>")[1].split("</h1>")[0])
    assert set(seen) >= {"Je aanvraag is vervallen", "Je aanvraag is geweigerd", "Je cheque is klaar"}
    assert set(seen) >= {"Iemand kijkt je aanvraag na", "Je cheque is vervallen"}
