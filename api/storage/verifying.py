"""``python -m api verify``: whether the log of who looked at what was shared is as it was written."""

import argparse
import asyncio
import sys
from collections.abc import Sequence

from api.sessions import secret
from api.sessions.secret import SecretKeyError
from api.settings import Settings
from api.storage.database import Database, DatabaseUrlError, StorageUnavailableError, database_url
from api.storage.migrations import migrate
from api.storage.reads import BrokenChainError, ReadLog


async def _verify(settings: Settings, head: str) -> tuple[int, str]:
    database = Database(database_url(settings.database_url, settings.data_dir))
    try:
        await migrate(database)
        return await ReadLog(database, secret.load(settings).hashes).verify(head)
    finally:
        await database.close()


def main(arguments: Sequence[str]) -> int:
    """Print how many lines there are and the last one's chain; return 1 when the log was changed, 2 when unreadable."""
    parser = argparse.ArgumentParser(prog="python -m api verify", description=__doc__)
    parser.add_argument("--head", default="", metavar="CHAIN", help="a last chain printed before; must still be there")
    options = parser.parse_args(arguments)
    try:
        count, head = asyncio.run(_verify(Settings(), options.head))
    except BrokenChainError as error:
        sys.stderr.write(f"the log was changed: {error}\n")
        return 1
    except (DatabaseUrlError, SecretKeyError, StorageUnavailableError, OSError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    sys.stdout.write(f"{count} lines, as they were written; the last chain is {head}\n")
    return 0
