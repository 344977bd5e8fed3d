"""``make faults``: every failure that can be made on this machine, while citizens keep things; a table."""

import argparse
import os
import random
import resource
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.table import Table

from models import registry
from models.jobbereik.calibration import KIND
from tests.faults import stores
from tests.faults.clients import Row, call, during
from tests.faults.servers import Worker, end, forked, next_pid, worker
from tests.lifted import lifted, spoiled

ROOT = Path(__file__).parents[2]


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

        row = during(port, what=f"kill -9, {kills} times", failure=kill, note="SQLite")
        process.kill()
        end(pid)
        return row


def terminated() -> Iterator[Row]:
    """Stop a worker under load; what it had taken in is answered, and the next goes on."""
    with tempfile.TemporaryDirectory() as folder, worker(Path(folder)) as found:

        def stop() -> None:
            found.stop()
            found.start()

        yield during(found.port, what="SIGTERM under load, started again", failure=stop, note="SQLite")


def of_full_disk(seconds: float) -> Iterator[Row]:
    """Keep SQLite's file from growing: on a disk that is full, and by a limit on the size of files."""
    with stores.small_disk(64) as disk:
        if disk is not None:
            with worker(disk) as found:
                full = partial(stores.filled, disk, seconds)
                yield during(found.port, what="SQLite: disk full", failure=full, note="a disk of 64 MiB")
    with tempfile.TemporaryDirectory() as folder, worker(Path(folder)) as found:

        def limited() -> None:
            most = resource.prlimit(found.pid, resource.RLIMIT_FSIZE)
            resource.prlimit(found.pid, resource.RLIMIT_FSIZE, (4_096, most[1]))
            time.sleep(seconds)
            resource.prlimit(found.pid, resource.RLIMIT_FSIZE, most)

        yield during(found.port, what="SQLite: files may not grow", failure=limited)


def of_versions(seconds: float) -> Iterator[Row]:
    """Activate what is damaged while the service runs: pointers, a model that cannot be, one with a byte flipped."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as made:
        registry.add(lifted(Path(made), "8.1.0", lift=0.05), Path(folder), KIND)
        registry.add(spoiled(Path(made), "9.0.0"), Path(folder), KIND)
        with worker(Path(folder), CATALOGUE_POLL_SECONDS="0.1") as found:

            def damage() -> None:
                shelves = [found.data / name for name in ("catalogues", "loopbaancentra", "vacancies")]
                for shelf in shelves:
                    shelf.mkdir(exist_ok=True)
                    (shelf / "active.json").write_text("[" * 100_000, encoding="utf-8")
                registry.promote(found.data, KIND, "9.0.0", reason="fout", at=datetime.now(UTC))
                time.sleep(seconds / 2)
                registry.promote(found.data, KIND, "8.1.0", reason="fout", at=datetime.now(UTC))
                array = max((found.data / "models" / KIND / "8.1.0").iterdir(), key=lambda path: path.stat().st_size)
                content = bytearray(array.read_bytes())
                content[len(content) // 2] ^= 1
                array.write_bytes(content)
                time.sleep(seconds / 2)
                for shelf in shelves:
                    (shelf / "active.json").unlink()

            yield during(found.port, what="damaged versions activated", failure=damage)


@contextmanager
def release_before(name: str) -> Iterator[Path | None]:
    """Give a checkout of another release; ``None`` where there is no history of it."""
    git = ["git", "-C", str(ROOT)]
    if not name:
        newest = [*git, "log", "-1", "--diff-filter=A", "--format=%H", "--", "api/storage/migrations/versions"]
        name = subprocess.run(newest, capture_output=True, text=True, check=False).stdout.strip() + "^"
    with tempfile.TemporaryDirectory() as folder:
        packed = subprocess.run([*git, "archive", name], capture_output=True, check=False)
        if packed.returncode == 0:
            subprocess.run(["tar", "-x", "-C", folder], input=packed.stdout, check=True)
        yield Path(folder) if packed.returncode == 0 else None


def of_releases(seconds: float, before: str) -> Iterator[Row]:
    """Start this release beside the one before on one store, and stop that one."""
    with release_before(before) as code, stores.postgres() as (socket_folder, _), tempfile.TemporaryDirectory() as data:
        if code is None:
            return
        proxy = stores.of_postgres(socket_folder)
        url = f"postgresql://postgres@127.0.0.1:{proxy.port}/postgres"
        old, new = Worker(Path(data), code, DATABASE_URL=url), Worker(Path(data), DATABASE_URL=url)
        old.start()

        def change() -> None:
            new.start()
            time.sleep(seconds)
            old.stop()

        yield during(new.port, old.port, what="two releases on one store", failure=change, note="with a migration")
        new.stop()
        proxy.close()


def parts(kills: int, seconds: float, before: str) -> dict[str, Callable[[], Iterator[Row]]]:
    """Return every part of the matrix by its name."""
    return {
        "kills": lambda: iter([killed(kills)]),
        "terminated": terminated,
        "postgres": lambda: stores.of_store(seconds),
        "server": lambda: stores.of_server(seconds),
        "full-postgres": lambda: stores.of_full_postgres(seconds),
        "valkey": lambda: stores.of_valkey(seconds),
        "lock": lambda: stores.of_lock(seconds),
        "full": lambda: of_full_disk(seconds),
        "versions": lambda: of_versions(seconds),
        "releases": lambda: of_releases(seconds, before),
    }


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.faults.matrix", description=__doc__)
    parser.add_argument("--kills", type=int, default=100, help="times that a worker is killed (100)")
    parser.add_argument("--seconds", type=float, default=4.0, help="how long a failure lasts (4)")
    parser.add_argument("--before", default="", help="commit of the release before (that before the newest migration)")
    parser.add_argument("--only", default="", help="parts to run, separated by commas (all)")
    options = parser.parse_args()
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="loopbaanspiegel-"))
    console, rows = Console(width=120), []
    every = parts(options.kills, options.seconds, options.before)
    for part in filter(None, options.only.split(",")) if options.only else every:
        number = len(rows)
        for row in every[part]():
            rows.append(row)
            console.print(f"{row.what}: {row.runs} acknowledged, {'good' if row.good else 'NOT GOOD'}")
        if len(rows) == number:
            console.print(f"not made here: {part} (needs the right to mount a disk, or the history of the repository)")
    table = Table(title="what failures did to what was acknowledged")
    for column in ("failure", "acknowledged", "not", "lost", "doubled", "crossed", "recovery, s", "note"):
        table.add_column(column)
    for row in rows:
        figures = map(str, (row.runs, row.refused, row.lost, row.doubled, row.crossed))
        table.add_row(row.what, *figures, f"{row.recovery:.1f}", row.note)
    console.print(table)
    return 0 if all(row.good for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
