"""Brings a database to the newest shape, one revision after another (Alembic).

Alembic is read when there is something to do: a start over a database of the newest shape never needs it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from api.storage.database import Database

if TYPE_CHECKING:
    from alembic.config import Config

NEWEST = "head"

LOCK = 7_302_611
"""Number of the advisory lock that lets one process of many migrate PostgreSQL."""

TABLE = "alembic_version"
"""Where Alembic writes the revision of a database."""

_VERSIONS = Path(__file__).parent / "versions"


def configuration() -> Config:
    """Return Alembic's configuration; revisions stand in ``versions/``."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def head() -> str:
    """Return the newest revision: the number that the last file begins with."""
    found = max((path.name.partition("_")[0] for path in _VERSIONS.glob("[0-9]*.py")), default=None)
    if found is None:
        raise RuntimeError("there is no revision in api/storage/migrations/versions")
    return found


def current(connection: Connection) -> str | None:
    """Return the revision of a database; ``None`` when it is new."""
    if not inspect(connection).has_table(TABLE):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {TABLE}"))  # noqa: S608 - a name of ours
    return found


def _upgrade(connection: Connection, to: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if current(connection) == (head() if to == NEWEST else to):
        return
    from alembic import command

    config = configuration()
    config.attributes["connection"] = connection
    command.upgrade(config, to)


async def migrate(database: Database, to: str = NEWEST) -> None:
    """Bring a database to the newest shape; processes that start together wait for each other.

    Parameters
    ----------
    to
        Revision to stop at; the newest unless an older release must be able to read it.

    Raises
    ------
    StorageUnavailableError
        When the database cannot be reached or written; it keeps its old shape then.
    """
    patient = Database(database.url.render_as_string(hide_password=False), patience=None)
    try:
        async with (database if database.sqlite else patient).writing() as connection:
            await connection.run_sync(_upgrade, to)
    finally:
        await patient.close()
