"""The engine of a worker: loaded once, replaced whole when another catalogue or other vacancies are activated."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from fastapi import FastAPI

from api.loopbaancentra.service import Registers
from api.storage.database import Database, StorageUnavailableError
from api.storage.migrations import migrate
from item_bank.catalogue import snapshot
from item_bank.orient.bank import bank
from item_bank.schema import CatalogueError
from item_bank.vacancies import snapshot as vacancies
from models.jobbereik.engine import Jobbereik
from models.orient.engine import Orient
from models.store import ArtifactError
from models.vacancies.statistics import VacancyStatistics

PURGE_SECONDS = 3_600.0
RETRY_SECONDS = 5.0

_LOG = logging.getLogger(__name__)


class Purged(Protocol):
    """A store that forgets what has expired."""

    async def delete_expired(self, now: datetime) -> int:
        """Forget it; return how much."""
        ...


def _load(data_dir: Path) -> Jobbereik:
    engine = Jobbereik.load(data_dir)
    engine.explainer.warm()
    return engine


class Engines:
    """Holds the engine that answers; a request takes it once and keeps it until it is answered.

    Attributes
    ----------
    current
        The engine of Jobbereik that answers.
    orient
        The engine of Oriënt, over the same catalogue.
    problem
        Why what was activated is not what is served; empty when it is.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._asked: tuple[str | None, str | None] | None = self._pointers()
        self._catalogue = self._asked[0]
        self.current = _load(data_dir)
        self.orient = Orient.load(self.current.catalogue, bank())
        self.problem = ""

    def _pointers(self) -> tuple[str | None, str | None]:
        """Return which catalogue and which vacancies are active; ``None`` stands for what comes with the project."""
        return snapshot.active_version(self.data_dir), vacancies.active_version(self.data_dir)

    def _load_again(self, catalogue: str | None) -> Jobbereik:
        if catalogue != self._catalogue:
            return _load(self.data_dir)
        found = self.current
        return replace(found, vacancies=VacancyStatistics.load(self.data_dir, found.catalogue))

    def refresh(self) -> None:
        """Load the catalogue and vacancies that are active now, when others; on failure the old ones go on serving."""
        asked = None
        try:
            asked = self._pointers()
            if asked == self._asked:
                return
            found = self._load_again(asked[0])
            same = found.catalogue is self.current.catalogue
            orient = self.orient if same else Orient.load(found.catalogue, bank())
        except (ArtifactError, CatalogueError, OSError) as error:
            self._asked = asked  # not tried again until something else is activated
            self.problem = str(error)
            _LOG.error("what was activated cannot be served, the old one goes on: %s", error)
        else:
            # In this order, so that nobody sees the new catalogue beside the old problem.
            self.problem = ""
            self.current, self.orient, self._catalogue, self._asked = found, orient, asked[0], asked
            served = "none" if found.vacancies is None else found.vacancies.version
            _LOG.info("serving catalogue %s with vacancies %s", found.catalogue.version, served)


async def _watch(seconds: float, *parts: Engines | Registers) -> None:
    while True:
        await asyncio.sleep(seconds)
        for part in parts:
            await asyncio.to_thread(part.refresh)


async def _tend(database: Database, *stores: Purged) -> None:
    """Bring the store to its newest shape, as often as it takes, and then forget hourly what has expired."""
    while True:
        try:
            await migrate(database)
            for store in stores:
                await store.delete_expired(datetime.now(UTC))
            wait = PURGE_SECONDS
        except StorageUnavailableError as error:
            _LOG.error("%s; the tools that keep nothing go on, trying again in %.0f s", error, RETRY_SECONDS)
            wait = RETRY_SECONDS
        await asyncio.sleep(wait)


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """Watch for another catalogue or register and tend the store while the service runs."""
    with suppress(StorageUnavailableError):
        await migrate(app.state.database)
    seconds = app.state.settings.catalogue_poll_seconds
    stores = (app.state.sessions.store, app.state.accounts.store, app.state.introductions.store)
    tasks = [
        asyncio.create_task(_watch(seconds, app.state.engines, app.state.registers)),
        asyncio.create_task(_tend(app.state.database, *stores)),
    ]
    yield
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    await app.state.limiter.close()
    await app.state.database.close()
