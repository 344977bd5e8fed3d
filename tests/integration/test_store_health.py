"""What is wrong with the store is said within half a second, and what recovers needs no restart."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import insert, text
from starlette.testclient import TestClient

from api.app import create_app
from api.storage.database import PROBE_SECONDS, RENEW_SECONDS, Database, StorageUnavailableError, database_url
from api.storage.migrations import migrate
from api.storage.tables.sessions import session_tries
from tests.conftest import settings
from tests.faults.proxy import Proxy, of_postgres

pytestmark = pytest.mark.anyio

ROW = {"address_hash": "0" * 64, "tried_at": datetime(2026, 11, 29, tzinfo=UTC)}


@pytest.fixture
def proxy(postgres: str) -> Iterator[Proxy]:
    found = of_postgres(parse_qs(urlsplit(postgres).query)["host"][0])
    yield found
    found.close()


@pytest.fixture
async def behind(proxy: Proxy, tmp_path: Path, anyio_backend: str) -> AsyncIterator[Database]:
    """Return a store behind the proxy, in its newest shape."""
    found = Database(database_url(f"postgresql://postgres@127.0.0.1:{proxy.port}/postgres", tmp_path))
    await migrate(found)
    yield found
    proxy.turn("pass")
    await found.close()


async def write(database: Database) -> None:
    await database.insert(insert(session_tries), [ROW])


@pytest.mark.parametrize(
    ("mode", "problems"),
    [("freeze", {"slow"}), ("slow", {"slow"}), ("refuse", {"away"}), ("garbage", {"away", "slow"})],
)
async def test_what_is_wrong_is_said_soon_and_recovers_by_itself(
    behind: Database, proxy: Proxy, mode: str, problems: set[str]
) -> None:
    assert await behind.problem() == ""
    proxy.turn(mode)
    start = time.monotonic()
    assert await behind.problem() in problems
    assert time.monotonic() - start < PROBE_SECONDS + 0.3
    proxy.turn("pass")
    for _ in range(50):
        if not await behind.problem():
            break
        await asyncio.sleep(0.1)
    await write(behind)
    assert await behind.problem() == ""


async def test_connections_of_a_read_only_period_are_made_anew(postgres: str, tmp_path: Path) -> None:
    database, operator = (Database(database_url(postgres, tmp_path)) for _ in range(2))
    await migrate(database)

    async def default(value: str) -> None:
        """Make connections that are opened from now on read-only, or no longer; open ones stay as they are."""
        async with operator.writing() as connection:
            await connection.execute(text("SET default_transaction_read_only = off"))
            await connection.execute(text(f"ALTER ROLE postgres SET default_transaction_read_only = {value}"))

    await default("on")
    try:
        await database.close()
        with pytest.raises(StorageUnavailableError) as caught:
            await write(database)
        assert caught.value.why == "read-only"
        assert await database.problem() == "read-only"
    finally:
        await default("off")
    await asyncio.sleep(RENEW_SECONDS)
    assert await database.problem() == "read-only", "this connection was opened while the store was read-only"
    assert await database.problem() == ""
    await write(database)
    await database.close()
    await operator.close()


async def test_a_pool_without_free_connections_is_said(postgres: str, tmp_path: Path) -> None:
    found = Database(database_url(postgres, tmp_path))
    held = []
    for _ in range(20):
        connection = found.engine.connect()
        await connection.start()
        held.append(connection)
    assert await found.problem() == "slow"
    with pytest.raises(StorageUnavailableError) as caught:
        await write(found)
    assert caught.value.why == "out-of-connections"
    for connection in held:
        await connection.close()
    await asyncio.sleep(0.1)
    assert await found.problem() == ""
    await found.close()


def test_a_frozen_store_is_cut_off_by_one_deadline_and_pages_that_keep_nothing_go_on(
    proxy: Proxy, tmp_path: Path, postgres: str
) -> None:
    url = f"postgresql://postgres@127.0.0.1:{proxy.port}/postgres"
    with TestClient(create_app(settings(tmp_path, database_url=url, deadline_seconds=1.0))) as client:
        assert client.post("/api/v1/orient/sessions").status_code == 201
        assert client.get("/health/ready").status_code == 200
        proxy.turn("freeze")
        start = time.monotonic()
        stopped = client.post("/api/v1/orient/sessions")
        assert (stopped.status_code, stopped.headers["retry-after"]) == (503, "5")
        assert time.monotonic() - start < 1.5
        start = time.monotonic()
        health = client.get("/health").json()
        assert (health["status"], health["details"]["records"]["details"]) == ("DEGRADED", {"problem": "slow"})
        assert client.get("/health/ready").status_code == 503
        assert client.get("/health/live").json()["status"] == "UP"
        assert time.monotonic() - start < 2.0
        assert client.get("/jobbereik").status_code == 200
        proxy.turn("pass")
        for _ in range(60):
            if client.post("/api/v1/orient/sessions").status_code == 201:
                break
            time.sleep(0.1)
        assert client.get("/health").json()["status"] == "UP"
