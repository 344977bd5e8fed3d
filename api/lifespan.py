"""The engine of a worker: loaded once, replaced whole when another catalogue is activated."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path

from fastapi import FastAPI

from api.sessions.service import Sessions
from api.storage.database import Database, StorageUnavailableError
from api.storage.migrations import migrate
from item_bank.catalogue import snapshot
from item_bank.schema import CatalogueError
from models.jobbereik.engine import Jobbereik
from models.store import ArtifactError

PURGE_SECONDS = 3_600.0
RETRY_SECONDS = 5.0

_LOG = logging.getLogger(__name__)


def _load(data_dir: Path) -> Jobbereik:
    engine = Jobbereik.load(data_dir)
    engine.explainer.warm()
    return engine


class Engines:
    """Holds the engine that answers; a request takes it once and keeps it until it is answered.

    Attributes
    ----------
    current
        The engine that answers.
    problem
        Why the catalogue that was activated is not the one that is served; empty when it is.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._asked = snapshot.active_version(data_dir)
        self.current = _load(data_dir)
        self.problem = ""

    def refresh(self) -> None:
        """Load the catalogue that is active now, when it is another; on failure the old one goes on serving."""
        try:
            asked = snapshot.active_version(self.data_dir)
            if asked == self._asked:
                return
            self._asked = asked
            found = _load(self.data_dir)
        except (ArtifactError, CatalogueError, OSError) as error:
            self.problem = str(error)
            _LOG.error("the catalogue that was activated cannot be served, the old one goes on: %s", error)
        else:
            # In this order, so that nobody sees the new catalogue beside the old problem.
            self.problem = ""
            self.current = found
            _LOG.info("serving catalogue %s", self.current.catalogue.version)


async def _watch(engines: Engines, seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        await asyncio.to_thread(engines.refresh)


async def _tend(database: Database, sessions: Sessions) -> None:
    """Bring the store to its newest shape, as often as it takes, and then forget hourly what has expired."""
    while True:
        try:
            await migrate(database)
            await sessions.store.delete_expired(datetime.now(UTC))
            wait = PURGE_SECONDS
        except StorageUnavailableError as error:
            _LOG.error("%s; the tools that keep nothing go on, trying again in %.0f s", error, RETRY_SECONDS)
            wait = RETRY_SECONDS
        await asyncio.sleep(wait)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Watch for another catalogue and tend the store while the service runs."""
    with suppress(StorageUnavailableError):
        await migrate(app.state.database)
    tasks = [
        asyncio.create_task(_watch(app.state.engines, app.state.settings.catalogue_poll_seconds)),
        asyncio.create_task(_tend(app.state.database, app.state.sessions)),
    ]
    yield
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    await app.state.limiter.close()
    await app.state.database.close()
