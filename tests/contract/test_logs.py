"""The log: everything that an operator must know, and nothing of what people say, typed or hold."""

import io
import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient

from api import logs, problems
from api.logs import SecurityEvent
from api.storage.database import StorageUnavailableError
from tests.cheques import mandated
from tests.conftest import another

CANARY = "kanarievogel"
CENTRE = mandated(vat=True)[0]
README = Path(__file__).parents[2] / "api" / "README.md"


class Log:
    """What is logged while a test runs."""

    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]

    @property
    def security(self) -> list[object]:
        return [line["security"] for line in self.lines if "security" in line]


@pytest.fixture
def log() -> Iterator[Log]:
    found, root = Log(), logging.getLogger()
    handler, level = logs.handler(found.stream), root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    for name in logs.QUIET:
        logging.getLogger(name).setLevel(logging.WARNING)
    yield found
    root.removeHandler(handler)
    root.setLevel(level)


def test_every_security_event_is_documented_and_no_other() -> None:
    section = README.read_text(encoding="utf-8").split("## The log")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`.*?) \|", section, re.M)[1:]
    assert sorted(re.findall(r"`([a-z-]+)`", " ".join(rows))) == sorted(event.value for event in SecurityEvent)


def fail() -> None:
    try:
        int(CANARY)
    except ValueError as error:
        raise RuntimeError(f"{CANARY} again") from error


def test_an_error_is_logged_by_its_type_and_places_alone(log: Log) -> None:
    request = Request({"type": "http", "method": "GET", "path": f"/x/{CANARY}\x1b[31m", "headers": [], "app": None})
    scope_of_api = Request({**request.scope, "path": f"/api/{CANARY}"})
    logs.begin("192.0.2.1")
    with pytest.raises(RuntimeError) as found:
        fail()
    assert problems.respond(scope_of_api, found.value).status_code == 500
    problems.respond(scope_of_api, StorageUnavailableError("the store cannot be used: OperationalError"))
    logging.getLogger("x").warning("path %s", "a\x1b[31mb\r\nc\u202e")
    first, second, third = log.lines
    assert [one["type"] for one in first["error"]] == ["builtins.RuntimeError", "builtins.ValueError"]
    assert "fail" in first["error"][0]["places"][-1]
    assert {"time", "level", "logger", "event", "request_id", "source", "route"} <= first.keys()
    assert second["route"] == "GET (no route)"
    assert third["event"] == "path a\x1b[31mb\r\nc\u202e"
    raw = log.stream.getvalue()
    assert CANARY not in raw
    assert "192.0.2.1" not in raw
    assert not re.search(r"[^\x20-\x7e\n]", raw)


def keep_everything(browser: TestClient) -> list[str]:
    """Walk over everything that keeps something; return what must never be logged."""
    begun = browser.post("/api/v1/account").json()
    mine = {"Authorization": f"Bearer {begun['accountToken']}"}
    document = {"occupations": [{"occupation": {"label": CANARY}}], "notes": [CANARY]}
    kept = browser.post("/api/v1/account/results", json={"tool": "orient", "document": document}, headers=mine)
    assert kept.status_code == 201, kept.text
    browser.post("/api/v1/plan/actions", json={"what": f"Ik bel {CANARY}"}, headers=mine)
    browser.post("/api/v1/account/results", json={"tool": CANARY, "document": {}}, headers=mine)
    browser.get(f"/api/v1/account/results/{CANARY}", headers=mine)
    session = browser.post("/api/v1/loopbaantest/sessions", json={"workStatus": "working"}).json()
    browser.get(f"/api/v1/loopbaantest/sessions/{session['sessionId']}", headers={"Authorization": f"Bearer {CANARY}"})
    asked = browser.post(
        f"/loopbaancentra/centrum/{CENTRE}/kennismaking",
        data={"naam": CANARY, "email": f"{CANARY}@voorbeeld.be", "vraag": CANARY, "akkoord": "ja", "doe": "verstuur"},
    )
    code = re.search(r'<p class="code">([a-z-]+)</p>', asked.text).group(1)
    browser.get(f"/loopbaancentra/kennismaking/{code}")
    browser.get(f"/{CANARY}/{code}")
    browser.post("/mijn-loopbaan/code", data={"code": CANARY}, headers={"origin": f"https://{CANARY}.example"})
    again = browser.post("/api/v1/account/resume", json={"resumeCode": begun["resumeCode"]}).json()
    browser.delete("/api/v1/account", headers={"Authorization": f"Bearer {again['accountToken']}"})
    secret = [session["sessionToken"], session["resumeCode"], begun["accountToken"], begun["resumeCode"]]
    return [CANARY, code, again["accountToken"], *secret]


def test_nothing_that_somebody_says_or_holds_is_logged(browser: TestClient, log: Log) -> None:
    seeded = keep_everything(browser)
    stranger = another(browser)
    for _ in range(6):
        stranger.post("/api/v1/account/resume", json={"resumeCode": "bado-keli-fuma-nopi-resu"})
    stranger.get("/api/v1/loopbaancentra/introductions", headers={"Authorization": f"Bearer lbk_{CANARY}"})
    stranger.get("/mijn-loopbaan/terug?code=x&state=y")
    raw = log.stream.getvalue()
    assert not [secret for secret in seeded if secret in raw]
    wanted = {"login", "account-deleted", "wrong-code", "locked-out", "form-refused", "key-refused", "login-failed"}
    assert wanted <= set(log.security)
    assert {len(str(line["request_id"])) for line in log.lines if "security" in line} == {16}


def test_a_stream_that_was_cut_is_no_error_and_others_are(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(logging.getLogger(), "handlers", [])
    logs.configure()
    for words in (logs.CUT, "Exception in ASGI application"):
        logging.getLogger("uvicorn.error").error(words)
    assert [json.loads(line)["event"] for line in capsys.readouterr().err.splitlines()] == [
        "Exception in ASGI application"
    ]


def test_an_answer_says_the_id_under_which_the_log_has_it(browser: TestClient, log: Log) -> None:
    answer = browser.post("/loopbaancheque/cheque", headers={"sec-fetch-site": "cross-site"})
    assert log.lines[0]["request_id"] == answer.headers["x-request-id"]
