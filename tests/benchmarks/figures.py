"""``python -m tests.benchmarks.figures``: what a centre's page of figures takes, counted anew and from kept sums.

The store has a year of cheques of 277 centres, settled. The bar: a page in 150 ms.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import date
from pathlib import Path

from api.app import create_app
from api.beheer.figures.service import Statistics
from api.settings import Settings
from api.storage.database import database_url
from api.storage.migrations import migrate
from tests.benchmarks.settling import YEAR, fill, settle

CENTRE, TODAY = "centre-7", date(YEAR + 2, 1, 1)


async def timed(what: str, times: int, work: Callable[[], Awaitable[object]]) -> None:
    """Do something some times, and print the middle of how long it took."""
    took = []
    for _ in range(times):
        wall, cpu = time.perf_counter(), time.process_time()
        await work()
        took.append((time.perf_counter() - wall, time.process_time() - cpu))
    wall, cpu = sorted(took)[times // 2]
    sys.stdout.write(f"{what}: {1_000 * wall:.0f} ms, {1_000 * cpu:.0f} ms of processor\n")


async def measure(folder: Path, count: int) -> None:
    """Fill a store, settle it, and print what the figures of one centre take."""
    app = create_app(Settings(data_dir=folder, database_url=database_url("", folder)))
    database, figures = app.state.database, app.state.figures
    assert isinstance(figures, Statistics)
    try:
        await migrate(database)
        await fill(database, count)
        await settle(database)

        async def anew() -> None:
            await figures.sums.keep(CENTRE, {}, -1)
            await figures.of_year(CENTRE, YEAR, today=TODAY)

        await timed("counting all centres", 1, figures.count_changed)
        await timed("looking whether any changed", 3, figures.count_changed)
        await timed("a page, counted anew", 3, anew)
        await timed("a page from kept sums", 9, lambda: figures.of_year(CENTRE, YEAR, today=TODAY))
    finally:
        await database.close()


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.figures", description=__doc__)
    parser.add_argument("--cheques", type=int, default=40_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(measure(Path(folder), options.cheques))


if __name__ == "__main__":
    main()
