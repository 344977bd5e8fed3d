"""The Loopbaantest as clients use it: its contract, and a clear answer to everything that cannot be used."""

import json
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.loopbaantest.tool import WEIGHING
from tests.problems import assert_problem

BASE = "/api/v1/loopbaantest"
JSON = {"content-type": "application/json"}
THEMES = ["kwaliteiten", "waarden", "arbeidsmarkt", "netwerken", "solliciteren", "balans"]


@pytest.fixture(scope="module")
def bank(client: TestClient) -> dict[str, Any]:
    answer = client.get(f"{BASE}/items", params={"language": "nl", "workStatus": "working"})
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def body(bank: dict[str, Any]) -> dict[str, Any]:
    answers = {item["id"]: 4 for item in bank["items"]}
    return {"bankVersion": bank["bankVersion"], "workStatus": "working", "answers": answers}


def scores(client: TestClient, body: object) -> dict[str, Any]:
    answer = client.post(f"{BASE}/scores", json=body)
    assert answer.status_code == 200, answer.text
    return answer.json()


def of(found: dict[str, Any], theme: str) -> dict[str, Any]:
    return next(row for row in found["themes"] if row["theme"] == theme)


def agreeing(bank: dict[str, Any], values: dict[str, int], usual: int = 3) -> dict[str, int]:
    """Return answers that stand for these levels by theme, the reversed statements turned round."""
    reverse = {"kwaliteiten-3", "waarden-4", "arbeidsmarkt-4", "netwerken-4", "solliciteren-3", "balans-2"}
    levels = {item["id"]: values.get(item["theme"], usual) for item in bank["items"]}
    return {id_: 6 - level if id_ in reverse else level for id_, level in levels.items()}


def test_thirty_statements_alternate_six_themes_with_their_scale(bank: dict[str, Any]) -> None:
    assert [item["theme"] for item in bank["items"]] == THEMES * 5
    assert len({item["id"] for item in bank["items"]}) == 30
    assert all([point["value"] for point in item["scale"]] == [1, 2, 3, 4, 5] for item in bank["items"])


@pytest.mark.parametrize("language", ["nl", "en", "fr"])
def test_statements_differ_by_language_and_work_status_but_not_in_ids(
    client: TestClient, bank: dict[str, Any], language: str
) -> None:
    found = {
        status: client.get(f"{BASE}/items", params={"language": language, "workStatus": status}).json()
        for status in ("working", "looking", "studying")
    }
    for body in found.values():
        assert [item["id"] for item in body["items"]] == [item["id"] for item in bank["items"]]
        assert len({item["text"] for item in body["items"]}) == 30
    texts = [[item["text"] for item in body["items"]] for body in found.values()]
    assert texts[0] != texts[1] != texts[2] != texts[0]


def test_a_full_test_has_every_member_of_the_contract(client: TestClient, body: dict[str, Any]) -> None:
    found = scores(client, body)
    assert [row["theme"] for row in found["themes"]] == THEMES
    for row in found["themes"]:
        assert 0 <= row["low"] <= row["score"] <= row["high"] <= 100
        assert row["score"] == 65.0
        assert (row["answered"], row["openItems"]) == (5, [])
        assert row["band"] == "growing"
        assert row["doubtText"]
        assert len(row["nextSteps"]) == 3
        assert all(step["text"] for step in row["nextSteps"])
        assert row["links"]
        assert row["coachQuestion"].endswith("?")
        assert row["secondScore"] is None
        assert row["norms"] == []
    assert found["weakestTheme"] is None
    no_norms = next(note for note in found["notes"] if note["code"] == "no-norms")
    assert "spiegel, geen rapportcijfer" in no_norms["text"]


def test_reversed_statements_count_the_other_way(
    client: TestClient, bank: dict[str, Any], body: dict[str, Any]
) -> None:
    for level, expected in ((1, 0.0), (2, 25.0), (3, 50.0), (4, 75.0), (5, 100.0)):
        found = scores(client, body | {"answers": agreeing(bank, {}, level)})
        assert {row["score"] for row in found["themes"]} == {expected}


def test_one_open_is_filled_two_widen_three_leave_no_score(client: TestClient, bank: dict[str, Any]) -> None:
    ids = [item["id"] for item in bank["items"] if item["theme"] == "netwerken"]
    answers: dict[str, int | None] = agreeing(bank, {"netwerken": 4})
    body = {"bankVersion": bank["bankVersion"], "workStatus": "looking", "answers": answers}
    widths = []
    for open_ in range(6):
        row = of(scores(client, body), "netwerken")
        assert row["answered"] == 5 - open_
        assert row["openItems"] == ids[:open_]
        assert row["filled"] is (open_ == 1)
        if open_ < 3:
            assert row["score"] == 75.0
            widths.append(row["high"] - row["low"])
        else:
            assert row["score"] is row["low"] is row["high"] is row["band"] is row["bandText"] is None
            assert row["nextSteps"] == []
        if open_ < 5:
            answers[ids[open_]] = None
    assert widths == sorted(widths)
    assert widths[2] > widths[0]
    assert "themes-open" in {note["code"] for note in scores(client, body)["notes"]}


def test_an_absent_answer_is_as_open_as_null(client: TestClient, body: dict[str, Any]) -> None:
    absent = body | {"answers": {id_: v for id_, v in body["answers"].items() if id_ != "balans-5"}}
    null = body | {"answers": body["answers"] | {"balans-5": None}}
    assert scores(client, absent) == scores(client, null)


def test_the_weakest_theme_is_named_only_beyond_its_error(
    client: TestClient, bank: dict[str, Any], body: dict[str, Any]
) -> None:
    clear = scores(client, body | {"answers": agreeing(bank, {"balans": 1}, 4)})["weakestTheme"]
    assert clear["theme"] == "balans"
    assert clear["difference"] > clear["error"] > 0
    near = agreeing(bank, {}, 4) | {"balans-1": 3, "balans-3": 3}
    assert scores(client, body | {"answers": near})["weakestTheme"] is None
    two = agreeing(bank, {"balans": 1, "waarden": 1}, 4)
    assert scores(client, body | {"answers": two})["weakestTheme"] is None


def test_low_satisfaction_looks_at_the_present_job_first(
    client: TestClient, bank: dict[str, Any], body: dict[str, Any]
) -> None:
    well = body | {"answers": agreeing(bank, {}, 5), "workSatisfaction": 1}
    found = scores(client, well)
    assert "present-job-first" in {note["code"] for note in found["notes"]}
    text = " ".join(step["text"] for step in of(found, "balans")["nextSteps"])
    for word in ("huidige job", "teamleider", "preventieadviseur"):
        assert word in text
    student = scores(client, well | {"workStatus": "studying"})
    assert "present-job-first" not in {note["code"] for note in student["notes"]}


def test_haste_and_contradiction_are_noted_softly_and_block_nothing(
    client: TestClient, bank: dict[str, Any], body: dict[str, Any]
) -> None:
    times = {item["id"]: 400 for item in bank["items"]}
    found = scores(client, body | {"milliseconds": times})
    assert "answered-fast" in {note["code"] for note in found["notes"]}
    assert all(row["score"] is not None for row in found["themes"])
    slow = scores(client, body | {"milliseconds": dict.fromkeys(times, 5000)})
    assert "answered-fast" not in {note["code"] for note in slow["notes"]}
    agree = scores(client, body | {"answers": body["answers"] | {"kwaliteiten-1": 5}})
    assert "answers-contradict" in {note["code"] for note in agree["notes"]}
    assert "same-answer" in {note["code"] for note in scores(client, body)["notes"]}
    calm = scores(client, body | {"answers": agreeing(bank, {"waarden": 4, "balans": 2})})
    assert {note["code"] for note in calm["notes"]} == {"no-norms"}


def test_a_retake_says_progress_only_beyond_the_index(client: TestClient, bank: dict[str, Any]) -> None:
    def one(**levels: int) -> dict[str, Any]:
        return {"bankVersion": bank["bankVersion"], "workStatus": "working", "answers": agreeing(bank, levels)}

    body = {"before": one(balans=2, waarden=4), "after": one(balans=4, waarden=2)}
    found = client.post(f"{BASE}/comparisons", json=body).json()
    changes = {row["theme"]: row["change"] for row in found["themes"]}
    assert changes.pop("balans") == "progress"
    assert changes.pop("waarden") == "decline"
    assert set(changes.values()) == {"no-clear-change"}
    empty = {"before": one() | {"answers": {}}, "after": one()}
    found = client.post(f"{BASE}/comparisons", json=empty).json()
    assert {(row["change"], row["difference"]) for row in found["themes"]} == {("unknown", None)}


def test_answers_to_the_spelling_of_before_count_and_are_compared(client: TestClient, body: dict[str, Any]) -> None:
    before = body | {"bankVersion": "1.0.0"}
    assert body["bankVersion"] != "1.0.0"
    assert scores(client, before) == scores(client, body)
    found = client.post(f"{BASE}/comparisons", json={"before": before, "after": body})
    assert {row["change"] for row in found.json()["themes"]} == {"no-clear-change"}
    assert WEIGHING.same_bank("1.0.0", body["bankVersion"])
    assert WEIGHING.same_bank("0.9.0", "0.9.0")
    assert not WEIGHING.same_bank("0.9.0", body["bankVersion"])
    assert not WEIGHING.same_bank(None, body["bankVersion"])


WRONG: list[tuple[dict[str, object], str, str]] = [
    ({"bankVersion": "0.0.1"}, "unknown-bank-version", "/bankVersion"),
    ({"bankVersion": None}, "invalid-request", "/bankVersion"),
    ({"bankVersion": 1}, "invalid-request", "/bankVersion"),
    ({"workStatus": "retired"}, "invalid-request", "/workStatus"),
    ({"workStatus": None}, "invalid-request", "/workStatus"),
    ({"answers": None}, "invalid-request", "/answers"),
    ({"answers": []}, "invalid-request", "/answers"),
    ({"answers": {"balans-1": 0}}, "invalid-request", "/answers/balans-1"),
    ({"answers": {"balans-1": 6}}, "invalid-request", "/answers/balans-1"),
    ({"answers": {"balans-1": 3.5}}, "invalid-request", "/answers/balans-1"),
    ({"answers": {"balans-1": "4"}}, "invalid-request", "/answers/balans-1"),
    ({"answers": {"balans-1": True}}, "invalid-request", "/answers/balans-1"),
    ({"answers": {"balans-1": [4]}}, "invalid-request", "/answers/balans-1"),
    ({"answers": {"balans-9": 4}}, "unknown-id", "/answers/balans-9"),
    ({"answers": {f"extra-{i}": 4 for i in range(1000)}}, "invalid-request", "/answers"),
    ({"milliseconds": {"balans-1": -1}}, "invalid-request", "/milliseconds/balans-1"),
    ({"milliseconds": {"balans-1": 1.5}}, "invalid-request", "/milliseconds/balans-1"),
    ({"milliseconds": {"balans-1": None}}, "invalid-request", "/milliseconds/balans-1"),
    ({"milliseconds": {"balans-1": 10**20}}, "invalid-request", "/milliseconds/balans-1"),
    ({"milliseconds": {"balans-9": 10}}, "unknown-id", "/milliseconds/balans-9"),
    ({"workSatisfaction": 6}, "invalid-request", "/workSatisfaction"),
    ({"language": "de"}, "invalid-request", "/language"),
    ({"naam": "x"}, "invalid-request", "/naam"),
    ({"work_status": "working"}, "invalid-request", "/work_status"),
]


@pytest.mark.parametrize(("change", "code", "pointer"), WRONG, ids=[f"{row[2]}-{i}" for i, row in enumerate(WRONG)])
def test_a_value_that_cannot_be_used_is_named(
    client: TestClient, body: dict[str, Any], change: dict[str, object], code: str, pointer: str
) -> None:
    answer = client.post(f"{BASE}/scores", content=json.dumps(body | change), headers=JSON)
    assert_problem(answer, 422, code, pointer)


def test_forty_answers_to_thirty_statements_are_counted_and_named(client: TestClient, body: dict[str, Any]) -> None:
    many = body | {"answers": body["answers"] | {f"extra-{i}": 4 for i in range(10)}}
    found = assert_problem(client.post(f"{BASE}/scores", json=many), 422, "unknown-id", "/answers/extra-0")
    assert "40 answers to 30 statements" in str(found["detail"])
    assert len(found["issues"]) == 10


@pytest.mark.parametrize("member", ["bankVersion", "workStatus", "answers"])
def test_a_member_that_is_missing_is_named(client: TestClient, body: dict[str, Any], member: str) -> None:
    del body[member]
    assert_problem(client.post(f"{BASE}/scores", json=body), 422, "invalid-request", f"/{member}")


@pytest.mark.parametrize("query", ["language=de", "workStatus=retired", "language=", "lang=nl", "workStatus=WORKING"])
def test_wrong_questions_for_statements_are_refused(client: TestClient, query: str) -> None:
    assert_problem(client.get(f"{BASE}/items?{query}"), 422, "invalid-request")


def test_wrong_comparisons_name_the_side(client: TestClient, body: dict[str, Any]) -> None:
    wrong = {"before": body, "after": body | {"bankVersion": "x"}}
    assert_problem(client.post(f"{BASE}/comparisons", json=wrong), 422, "unknown-bank-version", "/after/bankVersion")
    wrong = {"before": body | {"answers": {"x": 1}}, "after": body}
    assert_problem(client.post(f"{BASE}/comparisons", json=wrong), 422, "unknown-id", "/before/answers/x")
    assert_problem(client.post(f"{BASE}/comparisons", json={"before": body}), 422, "invalid-request", "/after")


def test_words_come_in_the_language_that_is_asked(client: TestClient, body: dict[str, Any]) -> None:
    found = {language: scores(client, body | {"language": language}) for language in ("nl", "en", "fr")}
    assert {row["themes"][0]["bandText"] for row in found.values()} == {"In beweging", "On the move", "En mouvement"}
    assert len({row["notes"][0]["text"] for row in found.values()}) == 3


def test_every_answer_has_exactly_the_described_members(client: TestClient, body: dict[str, Any]) -> None:
    described = client.get("/openapi.json").json()["components"]["schemas"]["ThemeOut"]["properties"]
    assert set(scores(client, body)["themes"][0]) == set(described)
