"""What tests of the service share: an application over the built-in catalogue, and a client of it."""

import itertools
import os
import secrets
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from api.app import create_app
from api.sessions import codes
from api.settings import Settings
from models.loopbaancheque.dated import parameters, stale

# The embedded PostgreSQL and Valkey want a folder for their sockets; machines without a session have none.
os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="loopbaanspiegel-"))


def settings(data_dir: Path, **changes: object) -> Settings:
    """Return settings that do not depend on the environment of whoever runs the tests."""
    values = {
        "data_dir": data_dir,
        "redis_url": "",
        "api_rate_limit": "1000000/minute",
        "page_rate_limit": "1000000/minute",
        "start_rate_limit": "1000000/minute",
        "introduction_rate_limit": "1000000/minute",
        "sent_rate_limit": "1000000000000/minute",
        "trusted_proxies": 0,
        "queue_seconds": 30.0,  # machines that run tests are slow at times; what is late there is no overload
        "deadline_seconds": 60.0,
    }
    if str(changes.get("public_url", "")).startswith("https"):
        values["secret_key"] = secrets.token_hex(32)
    return Settings(**values | changes)


@pytest.fixture(scope="session", autouse=True)
def dear() -> Iterator[int]:
    """Let hashes of codes cost nothing in this process, where thousands are made; return what they cost elsewhere."""
    before, codes.COST = codes.COST, 2
    yield before
    codes.COST = before


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    return create_app(settings(tmp_path_factory.mktemp("data")))


@pytest.fixture(scope="session")
def client(app: FastAPI) -> Iterator[TestClient]:
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found


_ADDRESSES = (f"127.1.{i // 250}.{i % 250 + 1}" for i in itertools.count(1))


def another(client: TestClient) -> TestClient:
    """Return a client with cookies and an address of its own, in the event loop of the service that runs.

    A bare ``TestClient(app)`` makes a loop for each request, and connections to the store do not survive their loop.
    Five wrong codes stop an address, so tests that give wrong codes must not share one.
    """
    # The machine itself, at a name of its own: nobody else sees the test persons.
    here = (next(_ADDRESSES), 50_000)
    found = TestClient(client.app, base_url="http://localhost", raise_server_exceptions=False, client=here)
    found.portal = client.portal
    return found


@pytest.fixture
def browser(client: TestClient) -> TestClient:
    """Return another client of the service that runs."""
    return another(client)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many quality tests ran, so that nobody mistakes a skipped floor for a kept one."""
    ran = [
        report
        for outcome in ("passed", "failed")
        for report in terminalreporter.stats.get(outcome, [])
        if report.when == "call" and report.nodeid.startswith("tests/quality/")
    ]
    where = os.environ.get("REFERENCE_DIR") or "REFERENCE_DIR is empty"
    terminalreporter.write_line(f"quality tests that ran: {len(ran)} ({where})")
    for parameter in stale(parameters(), datetime.now(UTC).date()):
        terminalreporter.write_line(
            f"WARNING: {parameter.name} of the loopbaancheque was last checked on {parameter.last_checked_on}, "
            "more than a year ago: check it, and set last_checked_on"
        )
