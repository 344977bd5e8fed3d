"""The director's side over HTTP: satisfaction, signals and stimulation, each with the input that fails."""

import ast
import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from starlette.testclient import TestClient

from api.app import create_app
from api.regie import commands, texts
from api.regie.service import COLUMNS, FactsFileError, read_candidates, read_facts
from tests.cheques import Desk, desk
from tests.conftest import another, settings
from tests.contract.test_sharing_pages import field, log_in
from tests.problems import assert_problem

API = "/api/v1"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    app = create_app(settings(tmp_path_factory.mktemp("data")))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.portal
        yield desk(app, client, client.portal.call)


def closed(office: Desk) -> dict[str, Any]:
    """Return a cheque that was closed at the centre, with the code that its holder sees."""
    found = office.active()
    path = f"/{found['number']}"
    office.post(f"{path}/sessions", {"heldOn": "2024-06-20", "minutes": 240, "mode": "online"}, office.centre)
    close = {"closedOn": "2024-06-20", "planPresent": True, "agreementPresent": True, "attendancePresent": True}
    done = office.post(f"{path}/closings", close, office.centre)
    assert done.json()["satisfactionCode"] is None, "the centre never sees it"
    seen = office.get(found["number"], found["clientNumber"]).json()
    return found | {"code": seen["satisfactionCode"]}


def get(office: Desk, path: str, key: str) -> Any:
    return office.client.get(f"{API}{path}", headers={"Authorization": f"Bearer {key}"})


def post(office: Desk, path: str, body: dict[str, Any], key: str = "") -> Any:
    headers = {"Authorization": f"Bearer {key}"} if key else {}
    return office.client.post(f"{API}{path}", json=body, headers=headers)


def say(office: Desk, code: str, score: int = 8, **more: Any) -> Any:
    return post(office, "/tevredenheid/answers", {"code": code, "scores": [score] * 11, "answered": True} | more)


def centre_id(office: Desk) -> str:
    found: str = office.get(closed(office)["number"], office.operator).json()["centreId"]
    return found


def rows(office: Desk, table: str) -> list[Any]:
    async def read() -> list[Any]:
        async with office.app.state.database.reading() as connection:
            return list((await connection.execute(text(f"SELECT * FROM {table}"))).all())  # noqa: S608 - ours

    assert office.client.portal
    return office.client.portal.call(read)


def test_a_code_works_once_and_leads_to_nobody(office: Desk) -> None:
    code = closed(office)["code"]
    assert office.client.get(f"{API}/tevredenheid/questions").json()["statements"][10]["code"] == "content-fits"
    answered = say(office, f"  {code.upper()} ", open={"good": "Coach Els luisterde, bel 0470 12 34 56"})
    assert (answered.status_code, answered.content) == (204, b"")
    assert_problem(say(office, code), 409, "invitation-used")
    used = [row for row in rows(office, "satisfaction_invitations") if row.used]
    assert [(row.centre_id, row.cheque, row.year) for row in used] == [(None, None, None)]
    (left,) = rows(office, "satisfaction_texts")
    assert left.text == "Coach […] luisterde, bel […]"
    columns = {name for row in used for name in row._fields} | set(left._fields)
    assert not any("at" in name.split("_") and name != "expires_at" for name in columns), "no time of the answer"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"scores": [8] * 10}, "/scores"),
        ({"scores": [11] + [8] * 10}, "/scores/0"),
        ({"scores": [True] + [8] * 10}, "/scores/0"),
        ({"scores": [None] * 11, "answered": None}, ""),
        ({"open": {"good": "x" * 2_001}}, "/open/good"),
        ({"naam": "x"}, "/naam"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(office: Desk, body: dict[str, Any], pointer: str) -> None:
    assert_problem(say(office, "bado-keli-fuma-nopi-resu", **body), 422, "invalid-request", pointer)


def test_a_wrong_code_is_refused_and_five_stop_an_address(office: Desk) -> None:
    stranger = another(office.client)
    body = {"code": "bado-keli-fuma-nopi-resu", "scores": [8] * 11}
    for _ in range(5):
        assert_problem(stranger.post(f"{API}/tevredenheid/answers", json=body), 404, "unknown-invitation")
    assert stranger.post(f"{API}/tevredenheid/answers", json=body).status_code == 429


def test_scores_show_from_ten_answers_and_in_steps_of_ten(office: Desk) -> None:
    id_ = centre_id(office)
    told = [row.answers for row in rows(office, "satisfaction_counts")]
    for score in range(10 - sum(told)):
        few = get(office, f"/tevredenheid/scores?centreId={id_}", office.centre).json()
        assert (few["suppressed"], few["n"], few["score"], few["responseRate"]) == (True, 0, None, None)
        assert say(office, closed(office)["code"], score).status_code == 204
    enough = get(office, "/tevredenheid/scores", office.centre).json()
    assert (enough["suppressed"], enough["n"], enough["answeredPercent"]) == (False, 10, 100.0)
    assert enough["score"] == pytest.approx(10 * sum([8, *range(9)]) / 10)
    assert len(enough["items"]) == 11
    assert 0 < enough["responseRate"] < 100
    assert say(office, closed(office)["code"], 0).status_code == 204
    again = get(office, f"/tevredenheid/scores?centreId={id_}&year=2024", office.operator).json()
    assert (again["n"], again["score"]) == (enough["n"], enough["score"]), "one more answer cannot be told"
    assert get(office, "/tevredenheid/scores?year=2023", office.operator).json()["suppressed"]
    assert_problem(get(office, f"/tevredenheid/scores?centreId={id_}", office.other), 403, "key-not-allowed")
    assert_problem(office.client.get(f"{API}/tevredenheid/scores"), 401, "key-needed")


def test_open_answers_are_looked_at_before_they_show(office: Desk) -> None:
    assert_problem(get(office, "/tevredenheid/texts", office.centre), 403, "key-not-allowed")
    for n in range(11):
        said = {"better": "Te weinig uren begeleiding" if n % 2 else "Graag meer uren begeleiding"}
        assert say(office, closed(office)["code"], open=said).status_code == 204
    waiting = get(office, "/tevredenheid/texts", office.operator).json()["items"]
    assert get(office, "/tevredenheid/themes?question=better", office.centre).json()["themes"] == []
    for row in waiting:
        body = {"text": row["text"]} if row["question"] == "better" else {"text": None}
        assert post(office, f"/tevredenheid/texts/{row['id']}/looks", body, office.operator).status_code == 204
    kept = f"/tevredenheid/texts/{next(row['id'] for row in waiting if row['question'] == 'better')}/looks"
    other = post(office, kept, {"text": "Anders."}, office.operator)
    assert_problem(other, 409, "looked-before")
    gone = post(office, "/tevredenheid/texts/x/looks", {"text": None}, office.operator)
    assert_problem(gone, 404, "not-found")
    (theme,) = get(office, "/tevredenheid/themes?question=better", office.centre).json()["themes"]
    assert (theme["n"], len(theme["texts"])) == (11, 11)
    assert get(office, "/tevredenheid/themes?question=better", office.other).json()["themes"] == []


def test_of_two_who_look_at_an_open_answer_the_first_holds_and_the_other_reads_it(office: Desk) -> None:
    said = {"good": "Alles", "better": "Vraag het aan Piet van de balie"}
    assert say(office, closed(office)["code"], open=said).status_code == 204
    ids = {row["question"]: row["id"] for row in get(office, "/tevredenheid/texts", office.operator).json()["items"]}
    team, here = log_in(office.client, "/regie/aanmelden", "Testregisseur A"), "/regie/tevredenheid/antwoorden"
    csrf = {"csrf": field(team.get("/regie/tevredenheid").text, "csrf")}
    for question, doe, told in (("good", "wis", "Een collega wiste"), ("better", "bewaar", "keek dit antwoord al na")):
        first = team.post(f"{here}/{ids[question]}", data=csrf | {"doe": doe, "tekst": "Vraag het aan de balie"})
        assert (first.status_code, first.url.path) == (200, "/regie/tevredenheid")
        late = team.post(f"{here}/{ids[question]}", data=csrf | {"doe": "bewaar", "tekst": "Vraag het aan Piet"})
        assert (late.status_code, told in late.text, ">Vraag het aan Piet</p>" in late.text) == (422, True, True)
    assert not any("Piet" in row.text for row in rows(office, "satisfaction_texts"))
    again = team.post(f"{here}/{ids['good']}", data=csrf | {"doe": "wis", "tekst": ""})
    assert again.status_code == 200, "erased twice is erased"


def test_the_page_takes_an_answer_and_keeps_what_was_typed(office: Desk) -> None:
    code, client = closed(office)["code"], another(office.client)
    page = client.get("/tevredenheid").text
    assert page.count("<select ") == 11
    empty = client.post("/tevredenheid", data={"code": ""})
    assert empty.status_code == 422
    assert "Vul de code in." in empty.text
    assert "Geef minstens één antwoord." in empty.text
    wrong = client.post("/tevredenheid", data={"code": "bado keli fuma nopi resu", "open-good": "Fijn <b>zo</b>"})
    assert (wrong.status_code, "We vinden deze code niet." in wrong.text) == (422, True)
    assert "Fijn &lt;b&gt;zo&lt;/b&gt;" in wrong.text
    said = {"code": code, "stelling-structure": "7", "stelling-expertise": "99", "beantwoord": "ja"}
    done = client.post("/tevredenheid", data=said, follow_redirects=False)
    assert (done.status_code, done.headers["location"]) == (303, "/tevredenheid/bedankt")
    assert "Bedankt" in client.get("/tevredenheid/bedankt").text
    assert "Deze code is al gebruikt." in client.post("/tevredenheid", data=said).text


def test_an_invitation_waits_in_the_outbox(office: Desk) -> None:
    cheque, folder = closed(office), office.app.state.settings.data_dir / "outbox"
    body = {"number": cheque["number"], "email": "kim@example.org"}
    assert_problem(post(office, "/tevredenheid/invitations", body, office.centre), 403, "key-not-allowed")
    assert post(office, "/tevredenheid/invitations", body, office.operator).status_code == 204
    (mail,) = folder.iterdir()
    assert cheque["code"].encode() in mail.read_bytes()
    for email in ("kim", "kim@example.org\nBcc: x@example.org", "kim@example.org, x@example.org"):
        wrong = post(office, "/tevredenheid/invitations", body | {"email": email}, office.operator)
        assert_problem(wrong, 422, "invalid-request", "/email")
    assert say(office, cheque["code"]).status_code == 204
    assert_problem(post(office, "/tevredenheid/invitations", body, office.operator), 409, "invitation-used")
    body["number"] = office.active()["number"]
    assert_problem(post(office, "/tevredenheid/invitations", body, office.operator), 404, "unknown-invitation")


def write(path: Path, facts: list[dict[str, str]]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(facts)
    return path


@pytest.fixture(scope="module")
def imported(office: Desk, tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """Take in a year: twenty people of the centre, nine of one employer, and others elsewhere."""
    folder, portal = tmp_path_factory.mktemp("facts"), office.client.portal
    assert portal
    regie = office.app.state.regie
    numbers = [office.active()["number"] for _ in range(20)]
    draw = random.Random(1)  # noqa: S311 - only to deal employers out
    named = [
        {
            "cheque": number,
            "province": "limburg",
            "employer": "een" if n < 9 else f"ander {draw.randrange(50)}",
            "counsellor": "",
            "groups": "over-50|low-educated" if n < 6 else "" if n < 19 else "unknown",
        }
        for n, number in enumerate(numbers)
    ]
    hidden = regie.pseudonymise(named)
    assert not any(number in str(hidden) for number in (*numbers, "een"))
    unmatched = hidden[0] | {"cheque": "0" * 64}
    done = portal.call(regie.take, 2024, read_facts(write(folder / "facts.csv", [*hidden, unmatched])))
    assert (done.kept, done.unmatched) == (20, 1)
    candidates = folder / "candidates.csv"
    candidates.write_text(f"centre,experienceYears\n{centre_id(office)},2\n", encoding="utf-8")
    portal.call(regie.store.replace_candidates, 2024, read_candidates(candidates))
    return office


def test_stimulation_counts_people_and_tells_no_small_number(imported: Desk) -> None:
    found = get(imported, "/regie/stimulation?year=2024", imported.operator).json()
    (centre,) = found["centres"]
    assert (centre["standing"], centre["normReached"], centre["starts"]) == ("qualifies", True, 20)
    assert (centre["targetGroups"], centre["unknown"], centre["paidClients"]) == (None, None, None), "6, 1 and 6 people"
    assert (found["amountKnown"], centre["amountCents"]) == (False, None)
    assert {row["group"]: row["n"] for row in found["groups"]} == {
        "low-educated": None, "over-50": None, "migration": 0, "disability": 0,
    }  # fmt: skip
    assert_problem(get(imported, "/regie/stimulation?year=2024", imported.centre), 403, "key-not-allowed")
    assert_problem(get(imported, "/regie/stimulation?year=2023", imported.operator), 404, "not-found")


def test_one_centre_alone_raises_no_signal(imported: Desk) -> None:
    """Who has one centre to choose from meets it always: nothing is told by that."""
    found = get(imported, "/regie/signals?year=2024", imported.operator).json()
    assert (found["signals"], found["cheques"], found["unknownEmployer"]) == ([], 20, 0)
    assert_problem(get(imported, "/regie/signals?year=x", imported.operator), 422, "invalid-request", "/year")
    assert_problem(get(imported, "/regie/signals?year=2024", imported.other), 403, "key-not-allowed")


def test_what_citizens_do_in_the_tools_is_out_of_reach(imported: Desk) -> None:
    """The director's side answers the same when every table of citizens and coaches is away."""
    away = ("account_results", "account_logins", "plan_actions", "share_results", "session_events", "introductions")
    paths = ("/regie/signals?year=2024", "/regie/stimulation?year=2024", "/tevredenheid/scores", "/klachten")
    before = [get(imported, path, imported.operator).json() for path in paths]

    async def move(suffix_from: str, suffix_to: str) -> None:
        async with imported.app.state.database.writing() as connection:
            for name in away:
                await connection.execute(text(f"ALTER TABLE {name}{suffix_from} RENAME TO {name}{suffix_to}"))

    assert imported.client.portal
    imported.client.portal.call(move, "", "_away")
    try:
        assert [get(imported, path, imported.operator).json() for path in paths] == before
    finally:
        imported.client.portal.call(move, "_away", "")


HASH = "a" * 64
ROW = {"cheque": HASH, "province": "limburg", "employer": HASH, "counsellor": "", "groups": "over-50"}


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ([ROW | {"cheque": "2345-6789-ABCD-EFGH"}], "line 2: cheque is '2345-6789-ABCD-EFGH'; allowed is a keyed hash"),
        ([ROW | {"employer": "Bakkerij"}], "employer is 'Bakkerij'"),
        ([ROW | {"province": "luik"}], "province is 'luik'; allowed are antwerpen"),
        ([ROW | {"groups": "over-50|rijk"}], "groups names 'rijk'"),
        ([ROW, ROW], "line 3: cheque .* stands there twice"),
    ],
)
def test_a_yearly_file_that_cannot_be_used_is_named(facts: list[dict[str, str]], told: str, tmp_path: Path) -> None:
    with pytest.raises(FactsFileError, match=told):
        read_facts(write(tmp_path / "facts.csv", facts))


def test_the_command_says_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    path = tmp_path / "facts.csv"
    path.write_text("cheque;province\n", encoding="utf-8")
    assert commands.main(["import", "2024", str(path)]) == 2
    assert "line 1: columns are ['cheque;province']" in capsys.readouterr().err
    assert commands.main(["import", "1999", str(path)]) == 2
    write(path, [ROW])
    assert commands.main(["import", "2024", str(path)]) == 0
    assert "0 cheques kept, 1 rows" in capsys.readouterr().out


def test_every_rule_that_a_button_of_the_desk_can_break_is_said_in_dutch() -> None:
    found = set()
    for path in (*Path("models/regie").glob("*_life.py"), Path("models/klachten/life.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "LifeError":
                found |= {one.value for one in node.args[:1] if isinstance(one, ast.Constant)}
    source = ast.parse(Path("models/klachten/life.py").read_text(encoding="utf-8"))
    rules = next(node for node in ast.walk(source) if getattr(node, "name", "") == "_check_remedies")
    tuples = [node for node in ast.walk(rules) if isinstance(node, ast.Tuple) and len(node.elts) == 3]
    found |= {row.elts[1].value for row in tuples if isinstance(row.elts[1], ast.Constant)}
    assert len(found) > 25
    citizens = {"cheque-needed", "day-in-future", "subjects", "no-question"}  # nobody at the desk files or answers
    assert found - citizens - set(texts.PROBLEMS) == set()
