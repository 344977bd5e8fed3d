"""``python -m api regie``: settle a month, take the yearly pseudonymised facts in, hide the names of a file.

``pseudonymise IN OUT`` is for who knows the employers and runs it where the service's secret is: cheque, employer and
counsellor become keyed hashes. Keep IN elsewhere; the service never reads it.
"""

import argparse
import asyncio
import csv
import sys
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from api.dependencies import BRUSSELS
from api.keys.service import Keys
from api.loopbaancheque.cheques.reviews.service import fill
from api.loopbaancheque.cheques.service import Cheques
from api.problems import ProblemError
from api.regie.service import COLUMNS, FactsFileError, Regie, read_candidates, read_facts, read_rows
from api.regie.settlements.service import Settlements
from api.sessions import secret
from api.sessions.secret import SecretKeyError
from api.sessions.tries import Tries
from api.settings import Settings
from api.storage.cheques import ChequeStore
from api.storage.database import Database, DatabaseUrlError, StorageUnavailableError, database_url
from api.storage.keys import KeyStore
from api.storage.migrations import migrate
from api.storage.regie import RegieStore
from api.storage.settlements import SettlementStore
from api.storage.tries import TryStore

Verb = Callable[[Regie, argparse.Namespace], Awaitable[str]]


def parser() -> argparse.ArgumentParser:
    """Return the command line."""
    top = argparse.ArgumentParser(prog="python -m api regie", description=__doc__)
    verbs = top.add_subparsers(dest="verb", required=True, metavar="VERB")
    take = verbs.add_parser("import", help="keep the pseudonymised facts of a year in place of those that were there")
    take.add_argument("year", type=int, metavar="YEAR")
    take.add_argument("file", type=Path, metavar="FILE", help=f"CSV with columns {', '.join(COLUMNS)}")
    take.add_argument("--candidates", type=Path, metavar="FILE", help="CSV with columns centre, experienceYears")
    take.set_defaults(run=_import)
    hide = verbs.add_parser("pseudonymise", help="write keyed hashes in place of cheque, employer and counsellor")
    hide.add_argument("source", type=Path, metavar="IN")
    hide.add_argument("target", type=Path, metavar="OUT")
    hide.set_defaults(run=_pseudonymise)
    settle = verbs.add_parser("settle", help="settle a month that is over, or go on with it")
    settle.add_argument("month", metavar="YYYY-MM")
    settle.set_defaults(run=_settle)
    queue = verbs.add_parser(
        "queue", help="give a place in the queue to requests and objections of before there was one"
    )
    queue.set_defaults(run=_queue)
    forget = verbs.add_parser("forget", help="erase the facts of a year")
    forget.add_argument("year", type=int, metavar="YEAR")
    forget.set_defaults(run=_forget)
    return top


async def _import(regie: Regie, options: argparse.Namespace) -> str:
    if not 2013 <= options.year <= 2100:
        raise FactsFileError(f"year is {options.year}; allowed are 2013 to 2100")
    facts = read_facts(options.file)
    candidates = read_candidates(options.candidates) if options.candidates else None
    done = await regie.take(options.year, facts)
    if candidates is not None:
        await regie.store.replace_candidates(options.year, candidates)
    return f"{options.year}: {done.kept} cheques kept, {done.unmatched} rows of no cheque that started in that year"


async def _pseudonymise(regie: Regie, options: argparse.Namespace) -> str:
    rows = regie.pseudonymise(read_rows(options.source, COLUMNS))
    with options.target.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS)
        writer.writeheader()
        writer.writerows(rows)
    return f"{len(rows)} rows in {options.target}"


async def _forget(regie: Regie, options: argparse.Namespace) -> str:
    await regie.store.replace(options.year, [])
    await regie.store.replace_candidates(options.year, {})
    return f"{options.year}: forgotten"


async def _settle(regie: Regie, options: argparse.Namespace) -> str:
    database, now = regie.store.database, datetime.now(UTC)
    runs = Settlements(SettlementStore(database), Keys(KeyStore(database)))
    found = await runs.run(options.month, today=now.astimezone(BRUSSELS).date(), now=now)
    held = sum(statement.held for statement in found)
    return f"{options.month}: {len(found)} statements, {held} lines held"


async def _queue(regie: Regie, options: argparse.Namespace) -> str:
    database = regie.store.database
    cheques = Cheques(
        ChequeStore(database), Keys(KeyStore(database)), regie.secret, Tries(TryStore(database), regie.secret)
    )
    return f"{await fill(cheques, datetime.now(UTC))} cases have a place in the queue now"


async def _run(options: argparse.Namespace, settings: Settings) -> str:
    database = Database(database_url(settings.database_url, settings.data_dir), patience=None)
    try:
        await migrate(database)
        verb: Verb = options.run
        return await verb(Regie(RegieStore(database), secret.load(settings)), options)
    finally:
        await database.close()


def main(arguments: Sequence[str]) -> int:
    """Run a command; return 0, or 2 after an error that a person can mend."""
    options = parser().parse_args(arguments)
    try:
        sys.stdout.write(asyncio.run(_run(options, Settings())) + "\n")
    except ProblemError as error:
        sys.stderr.write(f"error: {'; '.join(issue.detail for issue in error.issues) or error.detail}\n")
        return 2
    except (FactsFileError, SecretKeyError, DatabaseUrlError, StorageUnavailableError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    return 0
