"""``python -m api migrate``: bring the store to its newest shape as its owner, and let a role use it that owns nothing.

A service that runs as such a role can add to the logs of cheques, of cases and of who looked, and never change them:
not even by taking away the trigger that refuses it, which only the owner may.
"""

import argparse
import asyncio
import re
import sys
from collections.abc import Sequence

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from api.settings import Settings
from api.storage.database import Database, DatabaseUrlError, StorageUnavailableError, database_url
from api.storage.migrations import migrate
from api.storage.tables import metadata

LOGS = ("case_events", "cheque_events", "share_reads", "statement_lines")
"""Tables that are only added to."""


class RoleError(ValueError):
    """The role cannot be used."""


async def grant(connection: AsyncConnection, role: str) -> None:
    """Let a role of PostgreSQL read and write every table, and only add to the logs.

    Raises
    ------
    RoleError
        When it is no plain name.
    """
    if not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", role):
        raise RoleError(f"role {role!r}: allowed are small letters, digits and underscores")
    for table in (*metadata.tables, "alembic_version"):
        await connection.execute(text(f"REVOKE ALL ON {table} FROM {role}"))
        rights = "SELECT" if table == "alembic_version" else "SELECT, INSERT"
        rights += "" if table in LOGS or table == "alembic_version" else ", UPDATE, DELETE"
        await connection.execute(text(f"GRANT {rights} ON {table} TO {role}"))
    await connection.execute(text(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO {role}"))


async def _run(settings: Settings, role: str) -> str:
    database = Database(database_url(settings.database_url, settings.data_dir))
    try:
        await migrate(database)
        if not role:
            return "the store has its newest shape"
        if database.sqlite:
            raise RoleError("SQLite knows no roles; leave --role out")
        async with database.writing() as connection:
            await grant(connection, role)
        return f"the store has its newest shape, and {role} may use it"
    finally:
        await database.close()


def main(arguments: Sequence[str]) -> int:
    """Run the command; return 0, or 2 after an error that a person can mend."""
    parser = argparse.ArgumentParser(prog="python -m api migrate", description=__doc__)
    parser.add_argument("--role", default="", help="role of PostgreSQL that the service runs as")
    options = parser.parse_args(arguments)
    try:
        sys.stdout.write(asyncio.run(_run(Settings(), options.role)) + "\n")
    except (RoleError, DatabaseUrlError, StorageUnavailableError) as error:
        sys.stderr.write(f"error: {error}\n")
        return 2
    return 0
