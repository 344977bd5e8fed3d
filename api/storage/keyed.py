"""What is stored under which key of the service: ``python -m api secrets`` counts it, so that an old key can go.

With ``--end-logins`` it ends every login instead, for when one may be in wrong hands; with ``--slow`` it makes
slow what older releases kept of codes under a fast hash.
"""

import argparse
import asyncio
import logging
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import delete, func, select, update

from api.sessions import secret
from api.sessions.codes import FAST_MARK, ID_SIGNS, SLOW_MARK, Key
from api.sessions.secret import SecretKeyError
from api.settings import Settings
from api.storage.database import Database, DatabaseUrlError, StorageUnavailableError, database_url
from api.storage.migrations import migrate
from api.storage.tables import (
    account_logins,
    accounts,
    cheques,
    coach_invitations,
    coach_logins,
    coaches,
    complaints,
    introductions,
    satisfaction_invitations,
    sessions,
    share_openings,
    shares,
)

NO_ID = "no id"
"""What release 0.2 and before stored does not say which key made it."""

KEYED = {
    "codes of tests and games": sessions.c.resume_hash,
    "codes of accounts": accounts.c.resume_hash,
    "people of the identity provider": accounts.c.subject_hash,
    "coaches of the identity provider": coaches.c.subject_hash,
    "codes of shares": shares.c.code_hash,
    "codes of introductions": introductions.c.code_hash,
    "client numbers of cheques": cheques.c.client_hash,
    "codes of complaints": complaints.c.code_hash,
    "invitations of coaches": coach_invitations.c.code_hash,
    "codes of satisfaction": satisfaction_invitations.c.code_hash,
}

SLOW = (
    sessions.c.resume_hash,
    accounts.c.resume_hash,
    shares.c.code_hash,
    introductions.c.code_hash,
    complaints.c.code_hash,
    coach_invitations.c.code_hash,
)
"""Hashes of random codes that people type: slow ones, of tests and games within minutes."""


EVERY, MOST = 60.0, 100
"""Seconds between two times that a worker makes codes slow, and how many of each kind: some 4 s of a processor."""

_LOG = logging.getLogger(__name__)


async def count(database: Database, *, now: datetime) -> dict[str, Counter[str]]:
    """Return how many of each kind are stored under each key's id; what is past or over is left out."""
    found = {}
    async with database.reading(long=True) as connection:
        for kind, column in KEYED.items():
            expires = column.table.c.get("expires_at")
            held = column.is_not(None) if expires is None else column.is_not(None) & (expires > now)
            start = func.substr(column, 1, ID_SIGNS + 1)
            rows = (await connection.execute(select(start, func.count()).where(held).group_by(start))).all()
            counts: Counter[str] = Counter()
            for text, many in rows:
                counts[text[:-1] if text[-1] in (FAST_MARK, SLOW_MARK) else NO_ID] += many
            found[kind] = counts
    return found


def told(found: dict[str, Counter[str]], ids: Sequence[str]) -> str:
    """Return a table of it, and whether a key can go."""
    others = sorted({id_ for counts in found.values() for id_ in counts} - {*ids, NO_ID})
    names = {ids[0]: "SECRET_KEY"} | dict.fromkeys(ids[1:], "ACCEPTED_KEYS") | dict.fromkeys(others, "not set: refused")
    lines = []
    for id_ in (*ids, *others, NO_ID):
        held = {kind: counts[id_] for kind, counts in found.items() if counts[id_]}
        lines.append(f"{id_:8}  {names.get(id_, 'release 0.2 or before')}: {sum(held.values())} stored")
        lines += [f"          {many:>8}  {kind}" for kind, many in held.items()]
    return "\n".join(lines)


async def harden(database: Database, key: Key, *, most: int = 1_000_000) -> int:
    """Make slow what is kept of codes under a fast hash; return how many.

    What does not say which key made it becomes slow when its code is used, as all of it does.

    Parameters
    ----------
    most
        How many of each kind at a time.
    """
    done = 0
    for column in SLOW:
        fast = func.substr(column, ID_SIGNS + 1, 1) == FAST_MARK
        query = select(column).where(fast, func.substr(column, 1, ID_SIGNS).in_(key.ids)).limit(most)
        async with database.reading(long=True) as connection:
            found = (await connection.execute(query)).scalars().all()
        for kept in found:
            slow = await key.slow_beside(kept)
            async with database.writing() as connection:
                change = update(column.table).where(column == kept).values({column.name: slow})
                done += (await connection.execute(change)).rowcount
    return done


async def keep_slow(database: Database, key: Key) -> None:
    """Make slow, a few at a time, what was kept fast while a test or a game began; runs beside the service."""
    while True:
        await asyncio.sleep(EVERY)
        try:
            await harden(database, key, most=MOST)
        except StorageUnavailableError:
            _LOG.warning("codes are made slow when the store is there again")


async def end_logins(database: Database) -> int:
    """End every login of citizens and coaches, and ask the code of every opened link again; return how many logins."""
    async with database.writing() as connection:
        await connection.execute(delete(share_openings))
        done = [await connection.execute(delete(table)) for table in (account_logins, coach_logins)]
    return sum(one.rowcount for one in done)


async def _run(settings: Settings, *, ending: bool, slow: bool) -> str:
    key = secret.load(settings)
    database = Database(database_url(settings.database_url, settings.data_dir))
    try:
        await migrate(database)
        if ending:
            return f"ended: {await end_logins(database)} logins of citizens and coaches"
        if slow:
            return f"made slow: {await harden(database, key)} hashes of codes"
        return told(await count(database, now=datetime.now(UTC)), key.ids)
    finally:
        await database.close()


def main(arguments: Sequence[str]) -> int:
    """Print the table; return 0, or 2 after an error that a person can mend."""
    parser = argparse.ArgumentParser(prog="python -m api secrets", description=__doc__)
    parser.add_argument("--end-logins", action="store_true", help="end every login at once instead")
    parser.add_argument("--slow", action="store_true", help="make slow what was kept of codes instead; 40 ms for each")
    options = parser.parse_args(arguments)
    try:
        sys.stdout.write(asyncio.run(_run(Settings(), ending=options.end_logins, slow=options.slow)) + "\n")
    except (DatabaseUrlError, SecretKeyError, StorageUnavailableError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    return 0
