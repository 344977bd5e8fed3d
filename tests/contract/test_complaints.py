"""Complaints over HTTP: filed, both sides heard, decided or withdrawn, and each with the input that fails."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from tests.cheques import START, Desk, desk, mandated
from tests.conftest import another, settings
from tests.contract.test_regie import API, get, post, rows
from tests.problems import assert_problem


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.portal
        yield desk(app, client, client.portal.call)


def complain(office: Desk, **changes: Any) -> Any:
    body = {"kind": "grant", "factOn": str(START), "text": "Mijn aanvraag bleef liggen."}
    return post(office, "/klachten", body | changes)


def test_a_complaint_about_guidance_from_begin_to_end(office: Desk) -> None:
    cheque = office.active()
    office.on(date(2024, 7, 1))
    numbers = {"number": cheque["number"], "clientNumber": cheque["clientNumber"]}
    filed = complain(office, kind="content", subjects=["agreements"], cheque=numbers).json()
    path = f"/klachten/{filed['id']}"
    assert (filed["status"], filed["deadlines"]["answerUntil"]) == ("hearing", "2024-08-15")
    assert_problem(get(office, path, office.centre), 404, "unknown-complaint")
    assert get(office, path, filed["code"]).json()["letter"]["subject"] == "We kregen je klacht"
    early = {"outcome": "founded", "remedies": ["new-cheque"], "reasons": "Zo was het."}
    assert_problem(post(office, f"{path}/decisions", early, office.operator), 409, "complaint-rule", "/outcome")
    assert_problem(post(office, f"{path}/hearings", {"side": "citizen"}, filed["code"]), 403, "key-not-allowed")
    assert post(office, f"{path}/hearings", {"side": "citizen"}, office.operator).status_code == 200
    assert post(office, f"{path}/questions", {"side": "centre"}, office.operator).status_code == 200
    seen = get(office, path, office.centre).json()
    assert (seen["text"], seen["letter"]["subject"]) == (None, "Een klacht: we horen graag uw kant")
    assert_problem(get(office, path, office.other), 404, "unknown-complaint")
    assert post(office, f"{path}/views", {"text": "Wij vroegen niets."}, office.centre).json()["status"] == "ready"
    assert post(office, f"{path}/notices", {"servedOn": "2024-07-01"}, office.operator).json()["status"] == "defence"
    office.on(date(2024, 7, 17))
    late = post(office, f"{path}/defences", {"text": "Te laat."}, office.centre)
    assert_problem(late, 409, "complaint-rule")
    office.on(date(2024, 7, 16))
    defended = post(office, f"{path}/defences", {"text": "Het geld ging terug."}, office.centre).json()
    assert (defended["status"], defended["centreText"]) == ("ready", "Wij vroegen niets.\n\nHet geld ging terug.")
    decision = {"outcome": "founded", "remedies": ["recovery", "refund"], "reasons": "Extra geld vragen mag niet."}
    assert post(office, f"{path}/decisions", decision, office.operator).json()["status"] == "decided"
    assert_problem(post(office, f"{path}/decisions", decision, office.operator), 409, "complaint-rule")
    told = get(office, path, filed["code"]).json()
    assert told["centreText"] is None
    assert "Je krijgt je eigen bijdrage terug." in told["letter"]["lines"]
    kinds = ["filed", "heard", "asked", "heard", "noticed", "defended", "decided"]
    assert [row["kind"] for row in told["log"]] == kinds
    assert not any(word in str(rows(office, "case_events")) for word in ("Wij vroegen", "bleef liggen"))


def test_a_complaint_after_a_year_is_told_that_it_is(office: Desk) -> None:
    office.on(date(2025, 6, 4))
    late = complain(office).json()
    assert (late["status"], late["deadlines"]["admissibleUntil"]) == ("inadmissible", "2025-06-03")
    assert "langer dan een jaar geleden" in " ".join(late["letter"]["lines"])
    office.on(date(2025, 6, 3))
    assert complain(office).json()["status"] == "ready"


def test_who_complained_adds_and_withdraws_with_the_code_and_the_centre_finds_it(office: Desk) -> None:
    cheque = office.active()
    office.on(date(2024, 7, 1))
    numbers = {"number": cheque["number"], "clientNumber": cheque["clientNumber"]}
    filed = complain(office, kind="content", cheque=numbers).json()
    path, code = f"/klachten/{filed['id']}", filed["code"]
    assert_problem(post(office, f"{path}/withdrawals", {}, office.operator), 403, "key-not-allowed")
    told = post(office, f"{path}/views", {"text": "En nog iets."}, code).json()
    assert (told["text"], told["heard"]) == ("Mijn aanvraag bleef liggen.\n\nEn nog iets.", ["citizen"])
    assert_problem(post(office, f"{path}/views", {"text": "Weer."}, code), 409, "complaint-rule")
    assert_problem(post(office, f"{path}/views", {"text": "Ik."}, office.operator), 403, "key-not-allowed")

    def known() -> list[Any]:
        return [row for row in get(office, "/klachten?limit=100", office.centre).json()["items"]
                if row["id"] == filed["id"]]  # fmt: skip

    assert known() == []
    post(office, f"{path}/questions", {"side": "centre"}, office.operator)
    (row,) = known()
    assert (row["chequeNumber"], row["text"], row["centreId"]) == (cheque["number"], None, mandated(vat=True)[0])
    assert get(office, "/klachten", office.other).json()["items"] == []
    assert post(office, f"{path}/withdrawals", {}, code).json()["status"] == "withdrawn"
    assert_problem(post(office, f"{path}/withdrawals", {}, code), 409, "complaint-rule")
    assert_problem(post(office, f"{path}/views", {"text": "Ons antwoord."}, office.centre), 409, "complaint-rule")
    assert known()[0]["letter"]["subject"] == "Een klacht is ingetrokken"
    assert get(office, path, code).json()["letter"]["subject"] == "Je trok je klacht in"


def test_what_a_citizen_typed_about_a_complaint_stays_with_what_is_wrong(office: Desk) -> None:
    cheque, citizen = office.issued(), another(office.client)
    office.on(date(2024, 7, 1))
    typed = {"soort": "content", "dag": "20/6/2024", "klacht": "Eén <b>zin</b>.", "nummer": cheque["number"]}
    typed |= {"klantnummer": cheque["clientNumber"]}
    for said, change in (
        ("Kies waarover", {"soort": "ander"}),
        ("Deze dag moet nog komen", {"dag": "2/7/2024"}),
        ("Vul de dag in", {"dag": "toen"}),
        ("Schrijf wat er gebeurde", {"klacht": " "}),
        ("Hou het korter dan 5000", {"klacht": "a" * 5_001}),
        ("horen niet bij elkaar", {"klantnummer": "2345-6789-ABCD-EFGH"}),
        ("horen niet bij elkaar", {"klantnummer": office.centre}),
        ("Vul beide nummers in", {"soort": "grant", "nummer": ""}),
        ("begon nog geen begeleiding", {}),
    ):
        page = citizen.post("/klachten/nieuw", data=typed | change)
        assert said in page.text, said
        assert "klacht" in change or "Eén &lt;b&gt;zin&lt;/b&gt;." in page.text, said
    assert another(office.client).get(page.url.path).status_code == 404, "another browser"
    alone = another(office.client)
    alone.cookies.clear()
    filed = alone.post("/klachten/nieuw", data=typed | {"soort": "grant", "onderwerp": "technical"})
    assert "Bewaar deze code" in filed.text
    assert "Je trok je klacht in" in alone.post(f"{str(filed.url).partition('#')[0]}/intrekken").text
    assert "We kennen deze code niet" in alone.post("/klachten/volgen", data={"code": "bado-keli-fuma-nopi-resu"}).text
    gone = alone.post("/klachten/volgen/x/antwoord", data={"antwoord": "Dit typte ik."})
    assert (gone.status_code, "Dit typte ik." in gone.text) == (404, True)
    numbers = {"nummer": cheque["number"], "klantnummer": cheque["clientNumber"]}
    seen = alone.post("/loopbaancheque/cheque", data=numbers)
    link = re.search(r'href="(/klachten/nieuw\?cheque=[^"]+)"', seen.text).group(1)
    assert cheque["clientNumber"] in alone.get(link).text
    assert cheque["clientNumber"] not in another(office.client).get(link).text


def test_a_complaint_that_cannot_be_is_refused(office: Desk) -> None:
    office.on(date(2024, 7, 1))
    assert_problem(complain(office, factOn="2024-07-02"), 422, "invalid-request", "/factOn")
    assert_problem(complain(office, kind="content"), 422, "invalid-request", "/cheque")
    assert_problem(complain(office, subjects=["technical"]), 422, "invalid-request", "/subjects")
    wrong = {"number": office.active()["number"], "clientNumber": office.active()["clientNumber"]}
    office.on(date(2024, 7, 1))
    assert_problem(complain(office, kind="content", cheque=wrong), 404, "unknown-cheque")
    assert_problem(get(office, "/klachten/x", "bado-keli-fuma-nopi-resu"), 404, "unknown-complaint")
    assert_problem(office.client.get(f"{API}/klachten/x"), 401, "key-needed")


def test_a_complaint_is_filed_once(office: Desk) -> None:
    body = {"kind": "grant", "factOn": str(START), "text": "Eén keer."}
    once = {"Idempotency-Key": str(uuid4())}
    office.on(date(2024, 7, 1))
    one, two = (office.client.post(f"{API}/klachten", json=body, headers=once).json() for _ in range(2))
    assert one == two
    page = get(office, "/klachten?limit=1", office.operator).json()
    assert len(page["items"]) == 1
    assert page["next"] == page["items"][0]["id"]
    assert get(office, f"/klachten?after={page['next']}", office.operator).json()["items"][0]["id"] > page["next"]
