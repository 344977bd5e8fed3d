"""File checks and other quality actions over HTTP: what is planned or drawn, the centre's reply, what rules forbid."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import count
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.regie.checks import views
from models.regie.filecheck import sample
from tests.cheques import Desk, desk, mandated
from tests.conftest import settings
from tests.contract.test_sharing_pages import log_in
from tests.problems import assert_problem

PATH = "/api/v1/regie/file-checks"
GOOD = {"agreement": True, "plan": True, "hours": None}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.portal
        yield desk(app, client, client.portal.call)


def post(office: Desk, path: str, body: dict[str, Any], key: str) -> Any:
    return office.client.post(f"{PATH}{path}", json=body, headers={"Authorization": f"Bearer {key}"})


def get(office: Desk, id_: str, key: str) -> Any:
    return office.client.get(f"{PATH}/{id_}", headers={"Authorization": f"Bearer {key}"})


def close(office: Desk) -> tuple[str, str]:
    """Close a cheque at the centre; return its number and the centre."""
    number = office.active()["number"]
    office.post(f"/{number}/sessions", {"heldOn": "2024-06-20", "minutes": 240, "mode": "online"}, office.centre)
    papers = {"planPresent": True, "agreementPresent": True, "attendancePresent": True}
    done = office.post(f"/{number}/closings", {"closedOn": "2024-06-20"} | papers, office.centre)
    assert done.status_code == 200
    return number, done.json()["centreId"]


def test_a_file_check_from_sample_to_final_result(office: Desk) -> None:
    numbers, centres = zip(*(close(office) for _ in range(3)), strict=True)
    asked = {"centreId": centres[0], "first": "2024-06-01", "last": "2024-06-20"}
    assert_problem(post(office, "", asked | {"last": "2024-06-21"}, office.operator), 422, "invalid-request", "/last")
    nothing = asked | {"first": "2024-05-01", "last": "2024-05-31"}
    assert_problem(post(office, "", nothing, office.operator), 422, "invalid-request", "/centreId")
    assert_problem(post(office, "", asked, office.centre), 403, "key-not-allowed")
    drawn = post(office, "", asked, office.operator)
    assert drawn.status_code == 201
    found = drawn.json()
    assert (found["status"], found["population"]) == ("looking", 3)
    files = [row["file"] for row in found["files"]]
    assert files == list(sample(numbers, found["seed"]))
    path = f"/{found['id']}"
    assert post(office, f"{path}/files", {"file": files[0], **GOOD}, office.operator).status_code == 200
    unknown = post(office, f"{path}/files", {"file": "x", **GOOD}, office.operator)
    assert_problem(unknown, 422, "invalid-request", "/file")
    assert_problem(post(office, f"{path}/preliminaries", {}, office.operator), 409, "check-rule")
    assert get(office, found["id"], office.centre).json()["shares"] is None, "not told yet"
    assert_problem(get(office, found["id"], office.other), 404, "not-found")
    for file, plan in zip(files[1:], (False, True), strict=True):
        post(office, f"{path}/files", {"file": file, **GOOD, "plan": plan}, office.operator)
    told = post(office, f"{path}/preliminaries", {}, office.operator).json()
    assert (told["status"], told["replyUntil"]) == ("reply", "2024-07-04")
    plan = next(row for row in told["shares"] if (row["item"], row["cheque"]) == ("plan", 1))
    assert (plan["good"], plan["n"]) == (2, 3)
    assert plan["low"] < plan["percent"] < plan["high"]
    final = {"reasons": "Een plan ontbreekt."}
    assert_problem(post(office, f"{path}/finals", final, office.operator), 409, "check-rule")
    assert_problem(post(office, f"{path}/replies", {"text": "x"}, office.operator), 403, "key-not-allowed")
    assert post(office, f"{path}/replies", {"text": "Hier is het plan."}, office.centre).status_code == 200
    office.on(date(2024, 7, 1))
    again = post(office, f"{path}/files", {"file": files[1], **GOOD}, office.operator).json()
    assert all(row["plan"] for row in again["files"])
    done = post(office, f"{path}/finals", final, office.operator).json()
    assert (done["status"], done["replies"], done["reasons"]) == ("final", ["Hier is het plan."], "Een plan ontbreekt.")
    assert_problem(post(office, f"{path}/replies", {"text": "Nog iets."}, office.centre), 409, "check-rule")


def reported(office: Desk, centre: str) -> str:
    """Draw a sample, look at its files and tell the centre; return the path of the file check."""
    asked = {"centreId": centre, "first": "2024-06-20", "last": "2024-06-20"}
    found = post(office, "", asked, office.operator).json()
    path = f"/{found['id']}"
    for row in found["files"]:
        post(office, f"{path}/files", {"file": row["file"], **GOOD}, office.operator)
    post(office, f"{path}/preliminaries", {}, office.operator)
    return path


def test_who_does_not_reply_does_not_stop_it(office: Desk) -> None:
    path = reported(office, close(office)[1])
    office.on(date(2024, 7, 4))
    assert_problem(post(office, f"{path}/finals", {"reasons": "In orde."}, office.operator), 409, "check-rule")
    office.on(date(2024, 7, 5))
    assert post(office, f"{path}/finals", {"reasons": "In orde."}, office.operator).json()["status"] == "final"


def test_the_desk_shows_all_that_runs_and_what_is_final_by_page(office: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    _, centre = close(office)
    final, runs = {reported(office, centre), reported(office, centre)}, reported(office, centre)
    office.on(date(2024, 7, 5))
    for path in final:
        assert post(office, f"{path}/finals", {"reasons": "In orde."}, office.operator).status_code == 200
    browser = log_in(office.client, "/regie/aanmelden", "Testregisseur A")
    monkeypatch.setattr(views, "SHOWN", 1)
    seen: list[str] = []
    for page in count(1):
        before, _, after = browser.get(f"/regie/dossiercontroles?blad={page}").text.partition('id="afgerond"')
        assert f'/regie/dossiercontroles{runs}"' in before
        seen += re.findall(r'"/regie/dossiercontroles(/[0-9a-f]+)"', after)
        assert len(seen) == page
        if f"?blad={page + 1}#afgerond" not in after:
            break
    assert (len(set(seen)), final <= set(seen), runs in seen) == (page, True, False)


ACTIONS = "/api/v1/regie/actions"
PLAN = {
    "kind": "content",
    "day": "2024-06-10",
    "theme": "plan",
    "agreements": "",
    "followUpOn": "2024-07-15",
}
REPORT = {"text": "We bekeken tien plannen.", "agreements": "Elke klant krijgt een plan.", "followUpOn": "2024-07-20"}


def test_a_content_action_from_plan_to_result(office: Desk) -> None:
    def send(path: str, body: dict[str, Any], key: str) -> Any:
        return office.client.post(f"{ACTIONS}{path}", json=body, headers={"Authorization": f"Bearer {key}"})

    def seen(key: str) -> Any:
        return office.client.get(f"{ACTIONS}/{found['id']}", headers={"Authorization": f"Bearer {key}"})

    office.on(date(2024, 6, 3))
    new = PLAN | {"centreId": mandated(vat=True)[0]}
    assert_problem(send("", new | {"centreId": "x"}, office.operator), 422, "invalid-request", "/centreId")
    assert_problem(send("", new | {"day": "2024-06-02"}, office.operator), 422, "invalid-request", "/day")
    assert_problem(send("", new, office.centre), 403, "key-not-allowed")
    found = send("", new, office.operator).json()
    assert (found["status"], found["dueOn"]) == ("planned", "2024-06-10")
    path = f"/{found['id']}"
    assert_problem(send(f"{path}/reports", REPORT, office.operator), 409, "action-rule")
    assert_problem(send(f"{path}/replies", {"text": "Te vroeg."}, office.centre), 409, "action-rule")
    moved = send(f"{path}/plans", PLAN | {"day": "2024-06-11"}, office.operator).json()
    assert moved["dueOn"] == "2024-06-11"
    assert seen(office.centre).json()["status"] == "planned"
    assert_problem(seen(office.other), 404, "not-found")
    office.on(date(2024, 6, 11))
    told = send(f"{path}/reports", REPORT, office.operator).json()
    assert (told["status"], told["dueOn"], told["replyUntil"]) == ("reported", "2024-07-20", "2024-06-25")
    end = {"result": "in-order", "reasons": "De plannen zijn er."}
    assert_problem(send(f"{path}/closings", end, office.operator), 409, "action-rule")
    assert_problem(send(f"{path}/replies", {"text": "x"}, office.other), 404, "not-found")
    assert_problem(send(f"{path}/replies", {"text": "x"}, office.operator), 403, "key-not-allowed")
    assert send(f"{path}/replies", {"text": "We doen dat."}, office.centre).json()["replies"] == ["We doen dat."]
    wrong = send(f"{path}/closings", end | {"result": "not-held"}, office.operator)
    assert_problem(wrong, 422, "invalid-request", "/result")
    done = send(f"{path}/closings", end, office.operator).json()
    assert (done["status"], done["result"], done["dueOn"]) == ("closed", "in-order", None)
    assert_problem(send(f"{path}/replies", {"text": "Nog iets."}, office.centre), 409, "action-rule")
    listed = office.client.get(
        ACTIONS, params={"limit": 1}, headers={"Authorization": f"Bearer {office.operator}"}
    ).json()
    assert ([row["id"] for row in listed["items"]], listed["after"]) == ([found["id"]], None)
