"""The file of a guidance and what a centre is paid, over HTTP: complete or not, month by month, to the cent."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from tests.cheques import START, Desk, desk
from tests.conftest import settings
from tests.problems import assert_problem

RUNS = "/api/v1/regie/settlements"
STATEMENTS = "/api/v1/loopbaancentra/statements"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.portal
        yield desk(app, client, client.portal.call)


def key(secret: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {secret}"}


def started(office: Desk, on: date) -> tuple[str, str]:
    """Return path and client number of a cheque whose guidance began at the centre on a day."""
    found = office.request()
    path = f"/{found['number']}"
    office.on(date(2024, 6, 10))
    assert office.post(f"{path}/payments", {"paidOn": "2024-06-10", "amountCents": 4500}, office.operator).is_success
    office.on(on)
    start = {"clientNumber": found["clientNumber"], "startedOn": str(on)}
    assert office.post(f"{path}/activations", start, office.centre).is_success
    return path, found["clientNumber"]


def file(office: Desk, path: str, who: str) -> dict[str, Any]:
    answer = office.get(f"{path[1:]}/file", who)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def talk(office: Desk, path: str, on: str, minutes: int = 60, **more: Any) -> None:
    answer = office.post(f"{path}/sessions", {"heldOn": on, "minutes": minutes, "mode": "online"} | more, office.centre)
    assert answer.status_code == 200, answer.text


def test_a_file_says_what_is_missing_until_it_is_complete(office: Desk) -> None:
    path, client = started(office, date(2024, 7, 1))
    assert file(office, path, office.centre)["missing"] == ["agreement", "attendance", "plan", "closing-talk"]
    text = office.client.get("/api/v1/loopbaancheque/agreements").json()["items"][-1]
    assert text["inForce"]
    body = {"clientNumber": client, "acceptedOn": "2024-07-01", "textVersion": text["version"]}
    assert office.post(f"{path}/agreements", body, client).status_code == 200
    assert office.post(f"{path}/agreements", body, office.centre).status_code == 200, "the same text changes nothing"
    found = file(office, path, client)["agreement"]
    assert (found["textHash"], found["by"]) == (text["sha256"], "client")
    other = body | {"textVersion": "onze tekst"}
    assert_problem(office.post(f"{path}/agreements", other, client), 409, "cheque-rule", "/textVersion")
    office.on(date(2024, 7, 20))
    talk(office, path, "2024-07-02", 120, startsAt="09:30", themes=["balance"])
    assert office.post(f"{path}/attendances", {"sessionId": "1", "clientNumber": client}, client).status_code == 200
    talk(office, path, "2024-07-09", 120)  # told after the client confirmed an earlier one
    close = {"closedOn": "2024-07-19", "planPresent": True, "agreementPresent": False, "attendancePresent": False}
    assert_problem(office.post(f"{path}/closings", close, office.centre), 409, "cheque-rule", "/incompleteReason")
    assert office.post(f"{path}/attendances", {"sessionId": "2", "clientNumber": client}, office.centre).is_success
    assert file(office, path, office.centre)["missing"] == ["plan", "closing-talk"]
    wrong = close | {"incompleteReason": "client-away"}
    assert_problem(office.post(f"{path}/closings", wrong, office.centre), 409, "cheque-rule", "/incompleteReason")
    assert office.post(f"{path}/closings", close, office.centre).status_code == 200
    found = file(office, path, office.operator)
    assert (found["complete"], found["missing"], found["themes"]) == (True, [], ["balance"])
    assert [(one["id"], one["halfHours"], one["attendance"]) for one in found["sessions"]] == [
        ("1", 4, "client"),
        ("2", 4, "centre"),
    ]


def test_a_wrong_talk_is_taken_back_and_the_right_one_may_be_earlier(office: Desk) -> None:
    path, client = started(office, date(2024, 7, 1))
    office.on(date(2024, 7, 31))
    talk(office, path, "2024-07-20")
    assert office.post(f"{path}/reversals", {"sessionId": "1", "reason": "wrong-day"}, office.centre).is_success
    talk(office, path, "2024-07-10")
    found = file(office, path, office.centre)
    assert [(one["on"], one["reversed"]) for one in found["sessions"]] == [
        ("2024-07-20", "wrong-day"),
        ("2024-07-10", None),
    ]
    assert found["halfHours"] == 2
    again = office.post(f"{path}/reversals", {"sessionId": "1", "reason": "not-held"}, office.centre)
    assert_problem(again, 409, "cheque-rule", "/sessionId")
    confirm = {"sessionId": "1", "clientNumber": client}
    assert_problem(office.post(f"{path}/attendances", confirm, client), 409, "cheque-rule", "/sessionId")


def test_what_cannot_be_is_refused_and_nothing_changes(office: Desk) -> None:
    path, client = started(office, date(2024, 7, 1))
    office.on(date(2024, 7, 5))
    talk(office, path, "2024-07-02", 60, startsAt="10:00")
    before = file(office, path, office.centre)
    two = {"heldOn": "2024-07-02", "minutes": 60, "startsAt": "10:59"}
    assert_problem(office.post(f"{path}/sessions", two, office.centre), 409, "cheque-rule", "/startsAt")
    late = {"heldOn": "2024-07-06", "minutes": 60}
    assert_problem(office.post(f"{path}/sessions", late, office.centre), 422, "invalid-request", "/heldOn")
    who = {"heldOn": "2024-07-03", "minutes": 60, "counsellorId": "nobody"}
    assert_problem(office.post(f"{path}/sessions", who, office.centre), 422, "invalid-request", "/counsellorId")
    hour = {"heldOn": "2024-07-03", "minutes": 60, "startsAt": "24:00"}
    assert_problem(office.post(f"{path}/sessions", hour, office.centre), 422, "invalid-request", "/startsAt")
    unknown = {"sessionId": "9", "clientNumber": client}
    assert_problem(office.post(f"{path}/attendances", unknown, client), 422, "invalid-request", "/sessionId")
    agree = {"clientNumber": client, "acceptedOn": "2024-07-06", "textVersion": "2026-11"}
    assert_problem(office.post(f"{path}/agreements", agree, client), 422, "invalid-request", "/acceptedOn")
    stranger = agree | {"clientNumber": "AAAA-AAAA", "acceptedOn": "2024-07-01"}
    assert_problem(office.post(f"{path}/agreements", stranger, office.other), 404, "unknown-cheque")
    assert office.post(f"{path}/reversals", {"sessionId": "1", "reason": "not-held"}, client).status_code == 403
    assert office.get(f"{path[1:]}/file", office.other).status_code == 404
    assert file(office, path, office.centre) == before


def test_a_month_is_settled_once_and_corrected_in_a_later_one(office: Desk) -> None:
    def run(month: str) -> Any:
        return office.client.post(RUNS, json={"month": month}, headers=key(office.operator))

    path, _ = started(office, date(2024, 8, 1))
    office.on(date(2024, 8, 31))
    talk(office, path, "2024-08-01", 90)
    assert_problem(run("2024-08"), 422, "invalid-request", "/month")
    office.on(date(2024, 9, 1))
    first = run("2024-08")
    assert first.status_code == 200, first.text
    mine = [one for one in first.json()["statements"] if one["held"] == 0]
    assert mine == first.json()["statements"]
    talk(office, path, "2024-08-20", 30)  # told after the run: it falls in the next one
    assert run("2024-08").json() == first.json()
    office.on(date(2024, 10, 1))
    assert office.post(f"{path}/reversals", {"sessionId": "1", "reason": "not-held"}, office.centre).is_success
    assert run("2024-09").status_code == 200
    office.on(date(2024, 11, 2))
    assert run("2024-10").status_code == 200
    assert_problem(run("2024-07"), 422, "invalid-request", "/month")
    lines = []
    for month in ("2024-08", "2024-09", "2024-10"):
        read = office.client.get(STATEMENTS, params={"month": month}, headers=key(office.centre)).json()["items"]
        assert len(read) == 1
        assert sum(line["amountCents"]["inclVat"] for line in read[0]["lines"]) == read[0]["amountCents"]["inclVat"]
        lines += [
            (month, line["kind"], line["halfHours"], line["amountCents"]["inclVat"])
            for line in read[0]["lines"]
            if line["chequeNumber"] == path[1:]
        ]
    # 150 euro an hour with VAT is 272.25 for an hour and a half, less the contribution of 45; half an hour is 90.75.
    assert lines == [
        ("2024-08", "guidance", 3, 22_725),
        ("2024-09", "guidance", 1, 9_075),
        ("2024-10", "reversal", -3, -27_225),
    ]
    table = office.client.get(f"{STATEMENTS}/table", params={"month": "2024-09"}, headers=key(office.centre))
    assert table.text.splitlines()[0].startswith("month,chequeNumber,position")
    assert office.client.get(STATEMENTS, headers=key(office.other)).json()["items"] == []
    assert office.client.get(STATEMENTS, headers=key(office.operator)).status_code == 403
    assert office.client.post(RUNS, json={"month": "2024-08"}, headers=key(office.centre)).status_code == 403
    centre = mine[0]["centreId"]
    paid = office.client.post(f"{RUNS}/2024-08/payments", json={"centreId": centre}, headers=key(office.operator))
    assert paid.json()["state"] == "paid"
    assert_problem(
        office.client.post(f"{RUNS}/2024-08/payments", json={"centreId": "nobody"}, headers=key(office.operator)),
        404,
        "unknown-statement",
    )
    for month in ("2024-13", "juli", "2024-8"):
        assert_problem(run(month), 422, "invalid-request", "/month")


def test_a_rate_that_nobody_knows_is_held(office: Desk) -> None:
    assert date(2025, 11, 1) > START
    office.on(date(2026, 1, 5))
    facts = {"requestedOn": "2026-01-05"}
    found = office.request_on(date(2026, 1, 5), **facts)
    path = f"/{found['number']}"
    assert office.post(f"{path}/payments", {"paidOn": "2026-01-05", "amountCents": 9000}, office.operator).is_success
    office.on(date(2026, 1, 8))
    start = {"clientNumber": found["clientNumber"], "startedOn": "2026-01-07"}
    assert office.post(f"{path}/activations", start, office.centre).is_success
    talk(office, path, "2026-01-07")
    office.on(date(2026, 2, 1))
    answer = office.client.post(RUNS, json={"month": "2026-01"}, headers=key(office.operator)).json()["statements"]
    assert [(one["held"], one["amountCents"]) for one in answer if one["held"]] == [(1, {"exclVat": 0, "inclVat": 0})]
    office.on(date(2026, 3, 1))
    later = office.client.post(RUNS, json={"month": "2026-02"}, headers=key(office.operator)).json()["statements"]
    assert not any(one["held"] for one in later), "a line is held once"
