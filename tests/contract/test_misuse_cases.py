"""A signal, the case that a person opens about it, the centre's fifteen days, and a decision with reasons."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import insert
from starlette.testclient import TestClient

from api.app import create_app
from api.regie.service import Regie, noticed, whose
from api.storage.regie import RegieStore, YearFact, YearTalk
from api.storage.tables.cheques import cheque_events
from item_bank.loopbaancentra.snapshot import examples
from models.regie.hints import HintKind
from tests.cheques import Desk, desk, mandated
from tests.conftest import settings
from tests.problems import assert_problem

API = "/api/v1/regie"
PLANTED = "f" * 64


def fact(number: int, employer: str, centre: str) -> YearFact:
    return YearFact(
        cheque_hash=f"{number:064x}",
        centre_id=centre,
        province="limburg",
        employer=employer,
        counsellor=None,
        groups=[],
    )


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A year of the director's facts: eight people of one employer at one centre, and a hundred spread over twenty."""
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.portal
        found = desk(app, client, client.portal.call)
        around = [fact(n, f"{n:064x}", f"centrum-{n % 20}") for n in range(100)]
        planted = [fact(200 + n, PLANTED, mandated(vat=True)[0]) for n in range(8)]
        client.portal.call(app.state.regie.store.replace, 2024, [*around, *planted])
        yield found


def post(office: Desk, path: str, body: dict[str, Any], key: str) -> Any:
    return office.client.post(f"{API}{path}", json=body, headers={"Authorization": f"Bearer {key}"})


def get(office: Desk, path: str, key: str) -> Any:
    return office.client.get(f"{API}{path}", headers={"Authorization": f"Bearer {key}"})


def begin(office: Desk) -> str:
    (signal,) = get(office, "/signals?year=2024", office.operator).json()["signals"]
    body = {"year": 2024, "kind": "centre", "employer": signal["employer"], "centreId": signal["centreId"]}
    office.on(date(2024, 3, 1))
    found = post(office, "/cases", body | {"reasons": "Er is keuze genoeg in de streek."}, office.operator)
    assert found.status_code == 201, found.text
    assert (found.json()["status"], found.json()["observed"]) == ("open", 8)
    return f"/cases/{found.json()['id']}"


def test_a_signal_shows_its_arithmetic_and_other_explanations(office: Desk) -> None:
    (signal,) = get(office, "/signals?year=2024", office.operator).json()["signals"]
    assert (signal["employer"], signal["observed"], signal["counsellor"]) == (PLANTED, 8, None)
    assert signal["expected"] == pytest.approx(8 * 8 / 108)
    assert signal["adjusted"] <= 0.10
    assert len(signal["arithmetic"]) == 4
    assert len(signal["alternatives"]) >= 5


def test_the_centre_has_fifteen_days_before_a_recovery(office: Desk) -> None:
    path = begin(office)
    recovery = {"measure": "recovery", "reasons": "De werkgever koos het centrum."}
    assert_problem(get(office, path, office.centre), 404, "not-found")
    assert_problem(post(office, f"{path}/decisions", recovery, office.operator), 409, "case-rule", "/measure")
    early = post(office, f"{path}/notices", {"servedOn": "2024-02-29"}, office.operator)
    assert_problem(early, 422, "invalid-request", "/servedOn")
    told = post(office, f"{path}/notices", {"servedOn": "2024-03-01"}, office.operator).json()
    assert (told["status"], told["defenceUntil"]) == ("defence", "2024-03-16")
    assert_problem(get(office, path, office.other), 404, "not-found")
    assert_problem(post(office, f"{path}/decisions", recovery, office.centre), 403, "key-not-allowed")
    office.on(date(2024, 3, 16))
    assert_problem(post(office, f"{path}/decisions", recovery, office.operator), 409, "case-rule", "/measure")
    said = post(office, f"{path}/defences", {"text": "Collega's vertelden het voort."}, office.centre).json()
    assert (said["status"], said["defences"]) == ("heard", ["Collega's vertelden het voort."])
    done = post(office, f"{path}/decisions", {"measure": "none", "reasons": "Dat klopt."}, office.operator).json()
    assert (done["status"], done["decision"]["measure"]) == ("decided", "none")
    assert_problem(post(office, f"{path}/decisions", recovery, office.operator), 409, "case-rule")


def test_who_says_nothing_in_time_does_not_stop_it(office: Desk) -> None:
    path = begin(office)
    post(office, f"{path}/notices", {"servedOn": "2024-03-01"}, office.operator)
    office.on(date(2024, 3, 17))
    late = post(office, f"{path}/defences", {"text": "Te laat."}, office.centre)
    assert_problem(late, 409, "case-rule")
    warning = {"measure": "warning", "reasons": "De regels werden niet gevolgd."}
    assert post(office, f"{path}/decisions", warning, office.operator).json()["status"] == "decided"


def test_after_a_decision_the_fee_of_a_cheque_goes_back_in_the_next_settlement(office: Desk) -> None:
    path = begin(office)
    post(office, f"{path}/notices", {"servedOn": "2024-03-01"}, office.operator)
    office.on(date(2024, 3, 17))
    unknown = {"chequeNumber": "x"}
    assert_problem(post(office, f"{path}/recoveries", unknown, office.operator), 409, "case-rule")
    decided = {"measure": "recovery", "reasons": "De werkgever koos het centrum."}
    assert post(office, f"{path}/decisions", decided, office.operator).json()["recovered"] == []
    wrong = post(office, f"{path}/recoveries", unknown, office.operator)
    assert_problem(wrong, 422, "invalid-request", "/chequeNumber")
    assert_problem(post(office, f"{path}/recoveries", unknown, office.centre), 403, "key-not-allowed")
    number = office.active()["number"]
    office.post(f"/{number}/sessions", {"heldOn": "2024-06-20", "minutes": 240}, office.centre)
    assert office.get(number, office.operator).json()["money"]["stateShareCents"] == 68_100
    for asked in (number, number.lower()):  # the same again changes nothing
        found = post(office, f"{path}/recoveries", {"chequeNumber": asked}, office.operator)
        assert (found.status_code, found.json()["recovered"]) == (200, [number])
    other = post(office, f"{path}/recoveries", {"chequeNumber": number, "percent": 50}, office.operator)
    assert_problem(other, 409, "cheque-rule")
    cheque = office.get(number, office.operator).json()
    assert [fact["kind"] for fact in cheque["log"]].count("fee-recovered") == 1
    assert (cheque["status"], cheque["money"]["recoveredCents"]) == ("active", 68_100)
    assert (cheque["money"]["stateShareCents"], cheque["money"]["refundCents"]) == (0, 0)
    office.on(date(2024, 7, 1))
    (statement,) = post(office, "/settlements", {"month": "2024-06"}, office.operator).json()["statements"]
    assert (statement["lines"], statement["amountCents"]) == (2, {"exclVat": 0, "inclVat": 0})
    half = office.active()["number"]
    office.post(f"/{half}/sessions", {"heldOn": "2024-06-20", "minutes": 240}, office.centre)
    nothing = post(office, f"{path}/recoveries", {"chequeNumber": half, "percent": 0}, office.operator)
    assert_problem(nothing, 422, "invalid-request", "/percent")
    told = post(office, f"{path}/recoveries", {"chequeNumber": half, "percent": 50}, office.operator).json()
    assert [(row["chequeNumber"], row["percent"]) for row in told["recoveries"]] == [(number, 100), (half, 50)]
    money = office.get(half, office.operator).json()["money"]
    assert (money["recoveredCents"], money["stateShareCents"]) == (34_050, 34_050)


def test_talks_at_once_of_one_counsellor_are_noticed_over_all_cheques(office: Desk) -> None:
    centre = next(one for one in examples().centres if one.id == mandated(vat=True)[0])
    counsellor = centre.counsellors[0].id

    def hints() -> dict[str, Any]:
        found: dict[str, Any] = get(office, "/hints?year=2024", office.operator).json()
        return found

    before, (one, two) = hints(), [office.active()["number"] for _ in range(2)]
    talks = [(one, "09:00", counsellor), (two, "09:59", counsellor), (two, "22:45", None)]
    for number, at, who in talks:
        body = {"heldOn": "2024-06-20", "minutes": 60, "startsAt": at, "counsellorId": who}
        assert office.post(f"/{number}/sessions", body, office.centre).status_code == 200
    found = hints()
    assert found["talks"] - before["talks"] == 3
    assert found["unknownCounsellor"] - before["unknownCounsellor"] == 1
    late, both = [hint for hint in found["hints"] if {one, two} & set(hint["cheques"])]
    assert (late["kind"], late["counsellorId"], late["cheques"]) == ("impossible-hour", None, [two])
    assert late["arithmetic"] == "van 22:45 tot 23:45; gewoon is 06:00 tot 23:00"
    assert (both["kind"], both["centreId"], both["counsellorId"]) == ("overlap", centre.id, counsellor)
    assert both["cheques"] == [one, two]
    assert both["arithmetic"] == "het ene gesprek loopt tot 10:00, het andere begint om 09:59"
    assert len(late["alternatives"]) >= 2
    assert len(both["alternatives"]) >= 2
    office.post(f"/{two}/reversals", {"sessionId": "1", "reason": "not-held"}, office.centre)
    assert [hint["kind"] for hint in hints()["hints"] if two in hint["cheques"]] == ["impossible-hour"]
    assert_problem(get(office, "/hints?year=2024", office.centre), 403, "key-not-allowed")


def test_many_closings_are_those_of_the_counsellor_of_the_last_talk() -> None:
    day = date(2024, 6, 20)
    rows = [YearTalk(str(n), 3, day, "c", "k", None, 60, 2) for n in range(9)]
    closed = [(row.number, day) for row in rows]
    (many,) = noticed(rows, closed).hints
    assert (many.kind, whose(many.who), len(many.about)) == (HintKind.MANY_CLOSINGS, ("c", "k"), 9)
    nameless = YearTalk("0", 4, day, "c", None, None, 60, 2)
    assert noticed([*rows, nameless], closed).hints == (), "eight of nine: of the last talk nobody is known"


def test_closings_in_january_are_those_of_the_counsellor_of_december() -> None:
    before, day = date(2024, 12, 18), date(2025, 1, 4)
    talks = [YearTalk(str(n), 3, before, "c", "k", None, 60, 2) for n in range(9)]
    # registered last, of an earlier day: the last talk is the one of the latest day
    talks += [YearTalk(str(n), 4, date(2024, 12, 1), "c", "l", None, 60, 2) for n in range(9)]

    class Kept(RegieStore):
        async def talks(self, first: date, last: date) -> list[YearTalk]:
            return [row for row in talks if first <= row.on <= last]

        async def talks_of_closed(self, first: date, last: date) -> list[YearTalk]:
            return talks

        async def closings(self, first: date, last: date) -> list[tuple[str, date]]:
            return [(str(n), day) for n in range(9)]

    nowhere: Any = None
    (many,) = asyncio.run(Regie(Kept(nowhere), nowhere).hints(2025)).hints
    assert (many.kind, whose(many.who), many.on) == (HintKind.MANY_CLOSINGS, ("c", "k"), day)


def test_talks_of_closed_cheques_are_read_whatever_their_year_and_a_reversal_without_its_talk(office: Desk) -> None:
    assert office.client.portal
    run, store = office.client.portal.call, office.app.state.regie.store
    number = office.active()["number"]
    year, next_year = ((date(y, 1, 1), date(y, 12, 31)) for y in (2024, 2025))
    office.post(f"/{number}/sessions", {"heldOn": "2024-06-20", "minutes": 60}, office.centre)
    (row,) = [row for row in run(store.talks, *year) if row.number == number]

    async def add(kind: str, position: int, on: date, payload: dict[str, Any]) -> None:
        told = {"number": number, "position": position, "kind": kind, "happened_on": on, "payload": payload}
        async with store.database.writing() as connection:
            await connection.execute(
                insert(cheque_events).values(told | {"actor": "operator", "recorded_at": datetime.now(UTC)})
            )

    run(add, "closed", 90, date(2025, 1, 4), {})
    run(add, "session-reversed", 91, date(2025, 1, 4), {"session": 9})
    assert run(store.talks_of_closed, *next_year) == [row]
    assert number not in {row.number for row in run(store.talks, *next_year)}


def test_a_case_needs_a_signal_and_a_reason(office: Desk) -> None:
    body = {"year": 2024, "kind": "centre", "employer": "0" * 64, "centreId": "centrum-1", "reasons": "Zomaar."}
    assert_problem(post(office, "/cases", body, office.operator), 422, "invalid-request", "/employer")
    assert_problem(post(office, "/cases", body | {"reasons": " "}, office.operator), 422, "invalid-request", "/reasons")
    assert_problem(post(office, "/cases", body, office.centre), 403, "key-not-allowed")
    assert_problem(get(office, "/cases/x", office.operator), 404, "not-found")
