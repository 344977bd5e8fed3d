"""What a person decides about cheques: the queue, a second pair of eyes, and nobody twice about one cheque."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any

import pytest
from sqlalchemy import update
from starlette.testclient import TestClient

from api.app import create_app
from api.loopbaancheque.cheques.reviews.service import fill
from api.storage.reviews import ReviewStore
from api.storage.tables.reviews import reviews
from tests.cheques import FACTS, START, Desk, desk
from tests.conftest import another, settings
from tests.contract.test_sharing_pages import log_in
from tests.problems import assert_problem
from tests.unit.api.test_scans import on_page, pdf, written

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
    return call(office, "POST", f"{QUEUE}/{id_}/decisions", body | {"employee": employee}, office.key(employee))


def look(office: Desk, id_: str, employee: str, *, agrees: bool, text: str = "") -> Any:
    body = {"employee": employee, "agrees": agrees, "text": text}
    return call(office, "POST", f"{QUEUE}/{id_}/second-looks", body, office.key(employee))


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


def test_a_key_is_one_person_whatever_names_come_with_it(office: Desk) -> None:
    id_ = ask(office)["id"]
    decisions, looks = f"{QUEUE}/{id_}/decisions", f"{QUEUE}/{id_}/second-looks"
    agrees = {"employee": "ben", "agrees": True}
    assert call(office, "POST", decisions, GRANT | {"employee": "an"}).json()["seats"][0]["employee"] == "an"
    again = assert_problem(call(office, "POST", looks, agrees), 409, "decision-rule", "/employee")
    assert again["issues"][0]["code"] == "decided-before", "one key with another name"
    of_an = call(office, "POST", looks, agrees, office.key("an"))
    assert assert_problem(of_an, 422, "invalid-request", "/employee")["issues"][0]["code"] == "other-employee"
    same = assert_problem(look(office, id_, "An", agrees=True), 409, "decision-rule", "/employee")
    assert same["issues"][0]["code"] == "decided-before", "one name with another key"
    assert look(office, id_, "ben", agrees=True).json()["stage"] == "done"


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


def test_a_citizen_asks_a_person_on_the_page(office: Desk) -> None:
    office.on(START)
    browser = another(office.client)
    page = browser.post("/loopbaancheque", data={"dag": "3-6-2024", "doe": "resultaat", "vraag": ""})
    assert "Vraag een mens om te kijken" in page.text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)">', page.text))
    refused = browser.post("/loopbaancheque/nakijken", data=hidden)
    assert (refused.status_code, "Anders kan niemand ze nakijken" in refused.text) == (422, True)
    kept = browser.post("/loopbaancheque/nakijken", data=hidden | {"akkoord": "ja", "sleutel": hidden["sleutel"][::-1]})
    assert (kept.status_code, "Klantnummer" in kept.text) == (201, True)


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


def question(office: Desk, id_: str, text: str = "Tot wanneer loopt je contract?") -> Any:
    return call(office, "POST", f"{QUEUE}/{id_}/questions", {"employee": "an", "text": text})


def holder(office: Desk, found: dict[str, Any]) -> tuple[TestClient, str]:
    """Open the page of a cheque as its holder; return the browser and the address."""
    browser = another(office.client)
    browser.get("/loopbaancheque/cheque")  # it gets the cookie that opens drafts
    typed = {"nummer": found["number"], "klantnummer": found["clientNumber"]}
    return browser, browser.post("/loopbaancheque/cheque", data=typed).url.path


def test_a_citizen_answers_a_question_in_their_own_session_before_anybody_decides(office: Desk) -> None:
    found = ask(office)
    asked = question(office, found["id"]).json()
    assert (asked["stage"], asked["questions"][0]["until"]) == ("citizen", "2024-06-10")
    assert case(office, found["number"]) == "", "it does not stand among what a person can do"
    assert call(office, "GET", QUEUE).json()["ofCitizens"] == 1
    assert_problem(question(office, found["id"]), 409, "decision-rule")
    assert_problem(decide(office, found["id"], "an", GRANT), 409, "decision-rule")
    browser, page = holder(office, found)
    assert "Tot wanneer loopt je contract?" in browser.get(page).text
    assert "10 juni 2024" in browser.get(page).text
    empty = browser.post(f"{page}/antwoord", data={"antwoord": " "})
    assert "Schrijf je antwoord" in empty.text
    long = browser.post(f"{page}/antwoord", data={"antwoord": "lang " * 601})
    assert (long.status_code, "Schrijf je antwoord" in long.text) == (422, True)
    assert f">{'lang ' * 600}lang</textarea>" in long.text, "what was written stays"
    for _ in range(2):  # a button that is tapped twice
        kept = browser.post(f"{page}/antwoord", data={"antwoord": "Tot eind 2025."})
        assert (kept.status_code, "Je antwoord is bewaard." in kept.text) == (200, True)
        assert 'role="alert"' not in kept.text
    assert "Tot wanneer loopt je contract?" not in browser.get(page).text
    seen = call(office, "GET", f"{QUEUE}/{found['id']}").json()
    assert (seen["stage"], seen["words"], seen["questions"][0]["answered"]) == ("waiting", "Tot eind 2025.", True)
    assert case(office, found["number"]) == found["id"]
    late = browser.post(f"{page}/antwoord", data={"antwoord": "Nog iets."})
    assert "Er wacht nu niemand op een papier" in late.text
    assert (late.status_code, '<p class="words">Nog iets.</p>' in late.text) == (422, True)
    assert decide(office, found["id"], "an", GRANT).json()["stage"] == "second-look", "whoever asked may decide"
    assert_problem(question(office, found["id"]), 409, "decision-rule")


def test_after_the_last_day_of_an_answer_a_person_decides_without_it(office: Desk) -> None:
    found = ask(office)
    question(office, found["id"])
    office.on(date(2024, 6, 10))
    assert_problem(decide(office, found["id"], "an", GRANT), 409, "decision-rule")
    office.on(date(2024, 6, 11))
    assert case(office, found["number"]) == found["id"], "it waits for a person again"
    browser, page = holder(office, found)
    assert "Verstuur je antwoord" in browser.get(page).text, "while nobody decided, an answer still counts"
    assert decide(office, found["id"], "an", GRANT).json()["stage"] == "second-look"
    assert "Verstuur je antwoord" not in browser.get(page).text
    late = browser.post(f"{page}/antwoord", data={"antwoord": "Nog iets."})
    assert (late.status_code, '<p class="words">Nog iets.</p>' in late.text) == (422, True)
    past = browser.post(f"{page[:-8]}/antwoord", data={"antwoord": "Nog iets."})
    assert (past.status_code, '<p class="words">Nog iets.</p>' in past.text) == (404, True)


def test_who_judges_an_objection_sees_what_came_with_the_request_as_long_as_it_runs(office: Desk) -> None:
    found, store = ask(office), office.app.state.cheques.reviews
    browser, page = holder(office, found)
    browser.post(f"{page}/stuk", files={"bestand": ("bewijs.pdf", written(pdf()), "application/pdf")})
    question(office, found["id"])
    browser.post(f"{page}/antwoord", data={"antwoord": "Tot eind 2025."})
    office.decide(found["number"], REFUSE, "fien", "gust")
    against = {"objectedOn": str(START), "text": "Ik heb nog een contract."}
    assert office.post(f"/{found['number']}/objections", against, found["clientNumber"]).status_code == 200
    id_, team = case(office, found["number"]), log_in(office.client, "/regie/aanmelden", "Testregisseur A")
    assert office.client.portal
    for days in (0, 16):  # as long as it runs
        office.client.portal.call(store.delete_expired, datetime.now(UTC) + timedelta(days=days))
        seen = call(office, "GET", f"{QUEUE}/{id_}").json()
        assert seen["words"] == "Tot eind 2025.\n\nIk heb nog een contract."
        assert [row["answered"] for row in seen["questions"]] == [True]
        paper = f"/regie/beslissingen/{id_}/stuk/{seen['papers'][0]['id']}"
        assert team.get(paper).status_code == 200
    office.decide(found["number"], GRANT, "hilde", "ivo")
    office.client.portal.call(store.delete_expired, datetime.now(UTC) + timedelta(days=16))
    assert team.get(paper).status_code == 404
    assert call(office, "GET", f"{QUEUE}/{id_}").json()["words"] is None


def test_a_citizen_sends_papers_that_only_who_decides_can_read(office: Desk) -> None:
    found = ask(office)
    browser, page = holder(office, found)

    def send(content: bytes, name: str = "bewijs.pdf") -> str:
        answer = browser.post(f"{page}/stuk", files={"bestand": (name, content, "application/pdf")})
        assert answer.status_code == 200
        return answer.text

    active = pdf()
    on_page(active)
    refused = {
        "Kies een bestand": b"",
        "iets anders dan zijn naam zegt": b"MZ\x90",
        "hoogstens 10 MB": b"%PDF-" + b"0" * 12_000_000,
        "voert iets uit": written(active),
    }
    for words, content in refused.items():
        assert words in send(content)
    scan = written(pdf())
    assert "Een papier van" in send(scan)
    assert send(scan).count("Een papier van") == 1, "the same again is there once"
    papers = call(office, "GET", f"{QUEUE}/{found['id']}").json()["papers"]
    assert [(row["mediaType"], row["size"]) for row in papers] == [("application/pdf", len(scan))]
    address = f"/regie/beslissingen/{found['id']}/stuk/{papers[0]['id']}"
    assert browser.get(address, follow_redirects=False).status_code == 303
    team = log_in(office.client, "/regie/aanmelden", "Testregisseur A")
    assert "Download papier 1" in team.get(address.rpartition("/stuk/")[0]).text
    got = team.get(address)
    assert (got.content, got.headers["content-security-policy"]) == (scan, "sandbox; default-src 'none'")
    assert got.headers["content-disposition"].startswith('attachment; filename="bewijs-')
    other = ask(office)
    assert team.get(f"/regie/beslissingen/{other['id']}/stuk/{papers[0]['id']}").status_code == 404
    office.decide(found["number"], GRANT)
    assert "Stuur een bewijs" not in browser.get(page).text
    store = office.app.state.cheques.reviews
    assert office.client.portal
    office.client.portal.call(store.delete_expired, datetime.now(UTC) + timedelta(days=16))
    assert team.get(address).status_code == 404, "erased two weeks after the decision"


def test_what_a_citizen_sends_about_a_case_goes_over_the_api_too(office: Desk) -> None:
    found = ask(office)
    here, key = f"/loopbaancheque/cheques/{found['number']}/case", found["clientNumber"]
    empty = {"about": "request", "dueOn": "2024-06-17", "question": None, "answerUntil": None, "papers": [],
             "papersLeft": 10}  # fmt: skip
    assert call(office, "GET", here, key=key).json() == empty
    assert_problem(call(office, "GET", here), 403, "key-not-allowed")
    assert_problem(call(office, "GET", here, key=ask(office)["clientNumber"]), 404, "unknown-cheque")

    def send(content: bytes, name: str = "bewijs.pdf", kind: str = "application/pdf") -> Any:
        file, holder = {"file": (name, content, kind)}, {"Authorization": f"Bearer {key}"}
        return office.client.post(f"{API}{here}/papers", files=file, headers=holder)

    active = pdf()
    on_page(active)
    refused = {
        "empty": b"", "other-kind": b"MZ\x90", "too-large": b"%PDF-" + b"0" * 11_000_000, "active": written(active),
    }  # fmt: skip
    for code, content in refused.items():
        assert assert_problem(send(content), 422, "paper-refused", "/file")["issues"][0]["code"] == code
    scan = written(pdf())
    for _ in range(2):
        assert [row["mediaType"] for row in send(scan).json()["papers"]] == ["application/pdf"]
    early = call(office, "POST", f"{here}/answers", {"text": "Nog iets."}, key)
    assert assert_problem(early, 409, "paper-refused", "/text")["issues"][0]["code"] == "over"
    question(office, found["id"])
    assert call(office, "GET", here, key=key).json()["answerUntil"] == "2024-06-10"
    for _ in range(2):
        told = call(office, "POST", f"{here}/answers", {"text": "Tot eind 2025."}, key)
        assert (told.status_code, told.json()["question"]) == (200, None)
    assert call(office, "GET", f"{QUEUE}/{found['id']}").json()["words"] == "Tot eind 2025."
    office.decide(found["number"], GRANT)
    assert_problem(call(office, "GET", here, key=key), 404, "not-found")
    assert_problem(send(scan), 404, "not-found")


def test_what_waited_before_there_was_a_queue_gets_a_place_in_it_once(office: Desk) -> None:
    found, store = ask(office), office.app.state.cheques.reviews
    assert office.client.portal
    office.client.portal.call(forget_cases, store)
    assert case(office, found["number"]) == ""
    run = partial(fill, office.app.state.cheques, datetime.now(UTC))
    assert office.client.portal.call(run) >= 1
    assert office.client.portal.call(run) == 0
    id_ = case(office, found["number"])
    assert call(office, "GET", f"{QUEUE}/{id_}").json()["dueOn"] == "2024-06-17"


async def forget_cases(store: ReviewStore) -> None:
    """Let all cases be gone, as in a store of before there was a queue."""
    async with store.database.erasing() as connection:
        await connection.execute(update(reviews).values(about=reviews.c.about + "x", pending=False))
