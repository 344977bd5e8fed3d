"""The contract of POST /api/v1/loopbaancheque/eligibility: members, unknowns, bad input, and a way on for everyone."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.loopbaancheque.schemas import EligibilityOut, RulesOut
from models.loopbaancheque.schema import Code
from tests.cheque_cases import default
from tests.cheque_oracle import day_of
from tests.problems import assert_problem

PATH = "/api/v1/loopbaancheque/eligibility"
MEMBERS = {
    "outcome",
    "ruleVersion",
    "reasons",
    "conditions",
    "chequeNumber",
    "hours",
    "ownContributionCents",
    "stateShareCents",
    "warnings",
    "nextEligibleOn",
    "referrals",
    "notice",
}


def ask(client: TestClient, day: str = "2022-05-09", **facts: object) -> dict[str, Any]:
    answer = client.post(PATH, json=default(day_of(day)) | facts)
    assert answer.status_code == 200, answer.text
    EligibilityOut.model_validate_json(answer.content)
    return answer.json()


def test_an_answer_has_exactly_the_agreed_members(client: TestClient) -> None:
    found = ask(client)
    assert set(found) == MEMBERS
    assert set(found["stateShareCents"]) == {"exclVat", "inclVat"}
    assert all(set(row) == {"code", "met", "explanation", "legalBasis", "lastCheckedOn"} for row in found["conditions"])
    basis = {"instrument", "article", "url", "source", "confidence", "since", "note"}
    assert all(set(row["legalBasis"]) == basis and row["lastCheckedOn"] for row in found["conditions"])
    assert "VDAB beslist" in found["notice"]


def test_a_fact_that_is_left_out_is_unknown(client: TestClient) -> None:
    answer = client.post(PATH, json={"requestedOn": "2022-05-09"})
    assert answer.status_code == 200
    found = answer.json()
    assert found["outcome"] == "unknown"
    assert {row["met"] for row in found["conditions"]} == {None}
    assert found["hours"] is found["stateShareCents"] is found["nextEligibleOn"] is None


@pytest.mark.parametrize("day", ["1930-01-01", "2013-06-30", "2027-01-01", "2099-12-31"])
def test_a_day_without_a_scheme_is_an_answer(client: TestClient, day: str) -> None:
    found = ask(client, day)
    assert found["ruleVersion"] is None
    assert found["reasons"] == ["no-scheme-in-force"]
    assert found["nextEligibleOn"] == ("2013-07-01" if day < "2013" or day == "2013-06-30" else None)


def test_the_number_of_the_request_matters_only_under_a_cap(client: TestClient) -> None:
    assert ask(client, "2025-03-03", requestNumberInMonth=None)["outcome"] == "eligible"
    assert ask(client, "2025-03-04", requestNumberInMonth=None)["outcome"] == "unknown"
    assert ask(client, "2025-03-04", requestNumberInMonth=1000)["outcome"] == "eligible"
    assert ask(client, "2025-03-04", requestNumberInMonth=1001)["nextEligibleOn"] == "2025-04-01"
    assert ask(client, "2025-10-31", requestNumberInMonth=1001)["nextEligibleOn"] == "2025-11-01"


def test_what_is_not_known_about_money_is_null_and_said(client: TestClient) -> None:
    found = ask(client, "2026-11-23")
    assert (found["hours"], found["ownContributionCents"]) == (4, 9000)
    assert found["stateShareCents"] == {"exclVat": None, "inclVat": None}
    assert "fee-unknown" in {row["code"] for row in found["warnings"]}


@pytest.mark.parametrize(("kind", "code"), [("equated", "equated-needs-proof"), ("foreign", "foreign-needs-proof")])
def test_periods_that_need_proof_say_so(client: TestClient, kind: str, code: str) -> None:
    found = ask(client, workPeriods=[{"start": "2010-01-01", "end": None, "kind": kind}])
    assert found["outcome"] == "eligible"
    assert code in {row["code"] for row in found["warnings"]}
    assert "evidence-upload" in {row["code"] for row in found["referrals"]}


def test_a_border_day_says_so(client: TestClient) -> None:
    for start, border in (("2015-05-09", True), ("2015-05-13", True), ("2015-05-14", False), ("2015-05-08", False)):
        found = ask(client, workPeriods=[{"start": start, "end": None, "kind": "employee"}])
        assert ("experience-border" in {row["code"] for row in found["warnings"]}) is border, start


NO = {
    Code.OWN_INITIATIVE: {"ownInitiative": False},
    Code.WORKING: {"working": False},
    Code.OUTPLACEMENT: {"inOutplacement": True},
    Code.WORK_EXPERIENCE: {"workPeriods": []},
    Code.PORTFOLIO_FULL: {"usedCheques": [{"startedOn": "2021-01-01", "closedOn": "2021-02-01"}] * 2},
    Code.FIRST_CHEQUE_OPEN: {"usedCheques": [{"startedOn": "2022-01-01", "closedOn": None}]},
    Code.OPEN_REQUEST: {"openRequest": True},
    Code.RESIDENCE: {"residence": "other"},
    Code.WORKPLACE: {"residence": "eea", "workplace": "wallonia"},
    Code.CHEQUE_ALREADY_USED: {
        "requestedOn": "2026-11-23",
        "usedCheques": [{"startedOn": "2014-05-05", "closedOn": "2014-08-01"}],
    },
    Code.MONTHLY_CAP: {"requestedOn": "2025-06-02", "requestNumberInMonth": 1200},
    Code.LANGUAGE: {"acceptsDutch": False},
    Code.NO_SCHEME: {"requestedOn": "2027-01-02"},
}
EXPECTED = {
    Code.OWN_INITIATIVE: {"employer-route"},
    Code.WORKING: {"vdab-mediation", "evidence-upload"},
    Code.OUTPLACEMENT: {"finish-outplacement"},
    Code.WORK_EXPERIENCE: {"jobbereik", "orient", "loopbaantest", "modules", "city-scheme", "pay-yourself"},
    Code.PORTFOLIO_FULL: {"pay-yourself"},
    Code.FIRST_CHEQUE_OPEN: {"finish-first-cheque"},
    Code.OPEN_REQUEST: {"use-open-cheque"},
    Code.RESIDENCE: {"pay-yourself"},
    Code.WORKPLACE: {"pay-yourself"},
    Code.CHEQUE_ALREADY_USED: {"loopbaankrediet-planned", "pay-yourself"},
    Code.MONTHLY_CAP: {"next-month"},
    Code.LANGUAGE: {"dutch-course"},
    Code.NO_SCHEME: {"loopbaankrediet-planned"},
}


@pytest.mark.parametrize("code", Code)
def test_everyone_who_hears_no_finds_at_least_three_steps(client: TestClient, code: Code) -> None:
    found = ask(client, **NO[code])
    assert found["reasons"] == [code]
    codes = {row["code"] for row in found["referrals"]}
    assert codes >= EXPECTED[code] | {"jobbereik", "orient", "loopbaantest", "doctor"}
    assert all(row["text"].endswith(".") for row in found["referrals"])


def test_a_plan_that_was_not_yet_made_is_not_told(client: TestClient) -> None:
    codes = {row["code"] for row in ask(client, workPeriods=[])["referrals"]}
    assert "loopbaankrediet-planned" not in codes
    texts = {row["code"]: row["text"] for row in ask(client, "2027-01-02")["referrals"]}
    assert "niet bevestigd" in texts["loopbaankrediet-planned"]
    assert "weten we niet" in texts["city-scheme"]


PERIOD = {"start": "2010-01-01", "end": None, "kind": "employee"}
BAD = [
    ({"requestedOn": "1929-12-31"}, "/requestedOn"),
    ({"requestedOn": "2100-01-01"}, "/requestedOn"),
    ({"requestedOn": "2022-02-30"}, "/requestedOn"),
    ({"requestedOn": "gisteren"}, "/requestedOn"),
    ({"requestedOn": 20220509}, "/requestedOn"),
    ({"requestedOn": None}, "/requestedOn"),
    ({"requestedOn": "2022-05-09T00:00:00"}, "/requestedOn"),
    ({"residence": "Vlaanderen"}, "/residence"),
    ({"workplace": ""}, "/workplace"),
    ({"working": "ja"}, "/working"),
    ({"working": 1}, "/working"),
    ({"requestNumberInMonth": "12"}, "/requestNumberInMonth"),
    ({"requestNumberInMonth": 0}, "/requestNumberInMonth"),
    ({"requestNumberInMonth": 1.5}, "/requestNumberInMonth"),
    ({"requestNumberInMonth": True}, "/requestNumberInMonth"),
    ({"workPeriods": {}}, "/workPeriods"),
    ({"workPeriods": [PERIOD] * 201}, "/workPeriods"),
    ({"workPeriods": [PERIOD | {"end": "2009-12-31"}]}, "/workPeriods/0/end"),
    ({"workPeriods": [PERIOD, PERIOD | {"start": None}]}, "/workPeriods/1/start"),
    ({"workPeriods": [PERIOD | {"start": "1929-12-31"}]}, "/workPeriods/0/start"),
    ({"workPeriods": [PERIOD | {"kind": "student"}]}, "/workPeriods/0/kind"),
    ({"workPeriods": [PERIOD | {"hours": 38}]}, "/workPeriods/0/hours"),
    ({"workPeriods": [{"start": "2010-01-01", "end": None}]}, "/workPeriods/0/kind"),
    ({"workPeriods": [None]}, "/workPeriods/0"),
    ({"usedCheques": [{"startedOn": "2020-02-01", "closedOn": "2020-01-31"}]}, "/usedCheques/0/closedOn"),
    ({"usedCheques": [{"closedOn": None}]}, "/usedCheques/0/startedOn"),
    ({"requestedOn": "2026-11-23", "usedCheques": [{"startedOn": "2027-01-05", "closedOn": None}]}, "/usedCheques"),
    ({"requestedOn": "2026-11-23", "usedCheques": [{"startedOn": "2026-11-24"}]}, "/usedCheques"),
    ({"usedCheques": 2}, "/usedCheques"),
    ({"ownContributionCents": "40"}, "/ownContributionCents"),
    ({"requested_on": "2022-05-09"}, "/requested_on"),
]


@pytest.mark.parametrize(("change", "pointer"), BAD, ids=[f"{i} {row[1]}" for i, row in enumerate(BAD)])
def test_bad_input_is_named_with_its_field_and_rule(
    client: TestClient, change: dict[str, object], pointer: str
) -> None:
    body = assert_problem(
        client.post(PATH, json=default(day_of("2022-05-09")) | change), 422, "invalid-request", pointer
    )
    assert len(str(body["issues"][0]["detail"])) > 10


def test_a_period_that_ends_before_it_starts_is_told_with_both_days(client: TestClient) -> None:
    body = default(day_of("2022-05-09")) | {"workPeriods": [PERIOD | {"end": "2009-12-31"}]}
    detail = client.post(PATH, json=body).json()["issues"][0]["detail"]
    assert detail == "a period ends on 2009-12-31, before it starts on 2010-01-01; allowed is that day or later"


def test_two_hundred_periods_and_odd_days_are_answered(client: TestClient) -> None:
    pieces = [
        {
            "start": f"{1990 + i // 12}-{1 + i % 12:02}-01",
            "end": f"{1990 + i // 12}-{1 + i % 12:02}-27",
            "kind": "foreign",
        }
        for i in range(200)
    ]
    found = ask(client, workPeriods=pieces, usedCheques=[{"startedOn": "2016-02-29", "closedOn": "2016-02-29"}])
    assert found["outcome"] == "eligible"
    assert "5.400 dagen" in json.dumps(found, ensure_ascii=False)
    assert ask(client, workPeriods=[{"start": "1930-01-01", "end": "2099-12-31", "kind": "employee"}])["hours"] == 4


def test_the_rules_are_told_as_data(client: TestClient) -> None:
    answer = client.get("/api/v1/loopbaancheque/rules")
    found = RulesOut.model_validate(answer.json())
    assert [str(row.first_day) for row in found.versions][::5] == ["2013-07-01", "2025-11-01"]
    rate = next(row for row in found.parameters if row.name == "hourly_rate")
    assert [row.value for row in rate.values] == [1_375_000, 1_402_500, 1_500_000, "unknown"]
