"""Brings a database to the newest shape, one revision after another (Alembic)."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from api.storage.database import Database

NEWEST = "head"

LOCK = 7_302_611
"""Number of the advisory lock that lets one process of many migrate PostgreSQL."""


def configuration() -> Config:
    """Return Alembic's configuration; revisions stand in ``versions/``."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def head() -> str:
    """Return the newest revision."""
    found = ScriptDirectory.from_config(configuration()).get_current_head()
    if found is None:
        raise RuntimeError("there is no revision in api/storage/migrations/versions")
    return found


def current(connection: Connection) -> str | None:
    """Return the revision of a database; ``None`` when it is new."""
    return MigrationContext.configure(connection).get_current_revision()


def _upgrade(connection: Connection, to: str) -> None:
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": LOCK})
    if current(connection) == (head() if to == NEWEST else to):
        return
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
