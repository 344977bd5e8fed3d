"""A worker is killed in mid-answer a hundred times: what was acknowledged is there, and a retry counts once."""

import http.client
import json
import os
import random
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

KILLS = 100
LONGEST = 0.02
"""Seconds after which a worker dies at the latest; an answer takes about half of that."""

BASE = "/api/v1/orient/sessions"


@dataclass
class Worker:
    """The service, as a client sees it."""

    process: subprocess.Popen[str]
    port: int
    child: int

    def kill(self) -> None:
        """Kill the worker at once, and wait for the announcement of the next."""
        os.kill(self.child, signal.SIGKILL)
        assert self.process.stdout is not None
        self.child = int(self.process.stdout.readline())

    def connect(self) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)

    def call(self, method: str, path: str, token: str = "", body: object = None) -> tuple[int, dict[str, Any]]:
        """Call, and call again as long as there is no answer: what a client does whose network failed."""
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        content = None if body is None else json.dumps(body)
        for _ in range(20):
            with suppress(OSError, http.client.HTTPException), closing(self.connect()) as connection:
                connection.request(method, path, content, headers)
                answer = connection.getresponse()
                return answer.status, json.loads(answer.read())
            time.sleep(0.05)
        raise AssertionError(f"no answer to {method} {path}")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("killed")


@pytest.fixture(scope="module")
def worker(data: Path) -> Iterator[Worker]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "tests.integration.zygote", str(data), str(port)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = Worker(process, port, int(process.stdout.readline()))
        yield found
        process.kill()
        with suppress(ProcessLookupError):
            os.kill(found.child, signal.SIGKILL)


def request(question: dict[str, Any], value: int) -> tuple[str, dict[str, object]]:
    kind = question["kind"]
    path, member = ("answers", "itemId") if kind == "item" else ("ratings", "occupationId")
    return path, {member: question[kind]["id"], "value": value}


def send_and_kill(worker: Worker, path: str, token: str, body: object, after: float) -> bool:
    """Send an answer, kill the worker a little later, and tell whether the answer had been acknowledged."""
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    with closing(worker.connect()) as connection:
        connection.request("POST", path, json.dumps(body), headers)
        time.sleep(after)
        worker.kill()
        try:
            return connection.getresponse().status == 200
        except (OSError, http.client.HTTPException):
            return False


def given(session: dict[str, Any]) -> dict[str, int | None]:
    found = {row["itemId"]: row["value"] for row in session["answers"]}
    return found | {row["occupationId"]: row["value"] for row in session["ratings"]}


@pytest.mark.timeout(900)
def test_a_worker_killed_a_hundred_times_loses_nothing_and_counts_nothing_twice(worker: Worker, data: Path) -> None:
    rng = random.Random(20261125)  # noqa: S311 - when to kill, not a secret
    acknowledged = 0
    session: dict[str, Any] = {"next": {"kind": "finished"}}
    expected: dict[str, int | None] = {}
    for _ in range(KILLS):
        if session["next"]["kind"] == "finished":
            _, session = worker.call("POST", BASE, body={})
            expected = {}
        address, token = f"{BASE}/{session['sessionId']}", session["sessionToken"]
        path, body = request(session["next"], rng.randint(1, 5))
        acknowledged += send_and_kill(worker, f"{address}/{path}", token, body, rng.uniform(0, LONGEST))
        status, step = worker.call("POST", f"{address}/{path}", token, body)
        assert status == 200, step
        expected[next(str(v) for k, v in body.items() if k != "value")] = body["value"]  # type: ignore[assignment]
        _, whole = worker.call("GET", address, token)
        assert given(whole) == expected
        assert (whole["next"], whole["progress"]) == (step["next"], step["progress"])
        session["next"] = step["next"]
    assert 0 < acknowledged < KILLS, "some were killed before the answer was kept, some after"
    with sqlite3.connect(data / "records.sqlite") as records:
        twice = records.execute("SELECT count(*) FROM session_events GROUP BY session_id, subject HAVING count(*) > 1")
        assert twice.fetchall() == []
        assert records.execute("PRAGMA integrity_check").fetchone() == ("ok",)
