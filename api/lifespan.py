"""The engine of a worker: loaded once, replaced whole when another catalogue or other vacancies are activated."""

import asyncio
import logging
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from fastapi import FastAPI
from redis.asyncio import Redis
from redis.exceptions import RedisError

from api.storage.database import Database, StorageUnavailableError
from api.storage.migrations import migrate
from item_bank.catalogue import snapshot
from item_bank.orient.bank import bank
from item_bank.schema import CatalogueError
from item_bank.vacancies import snapshot as vacancies
from models.jobbereik.engine import MODELS, Jobbereik
from models.orient.artifact import KIND as ORIENT
from models.orient.engine import Orient
from models.registry import CHANNEL
from models.serving import Promoted
from models.store import ArtifactError
from models.vacancies.statistics import VacancyStatistics

PURGE_SECONDS = 60.0
"""How often what has expired is forgotten: wrong tries after a quarter of an hour, steps of forms after two hours."""

RETRY_SECONDS = 5.0
PROMOTED_SECONDS = 0.25
"""How often a worker looks whether another model was promoted; one look at a file."""

_LOG = logging.getLogger(__name__)


class Purged(Protocol):
    """A store that forgets what has expired."""

    async def delete_expired(self, now: datetime) -> int:
        """Forget it; return how much."""
        ...


class Watched(Protocol):
    """What another version of may be activated while the service runs."""

    def refresh(self) -> None:
        """Serve what is active now."""
        ...


def _load(data_dir: Path, folders: Mapping[str, Path]) -> Jobbereik:
    engine = Jobbereik.load(data_dir, folders=folders)
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
    promoted
        Which versions of the models it holds, and why not those that were promoted.
    problem
        Why what was activated is not what is served; empty when it is.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.promoted = Promoted(data_dir, (*MODELS, ORIENT), datetime.now(UTC))
        self._alone = threading.Lock()
        self._asked: tuple[str | None, str | None] | None = self._pointers()
        self._catalogue = self._asked[0]
        self.current = _load(data_dir, self.promoted.folders)
        self._warm = {self._served(self.promoted.folders): self.current}
        self.orient = Orient.load(self.current.catalogue, bank(), self.promoted.folders[ORIENT])
        self._warm_orient = {self.promoted.folders[ORIENT]: self.orient}
        self.problem = ""

    def _pointers(self) -> tuple[str | None, str | None]:
        """Return which catalogue and which vacancies are active; ``None`` stands for what comes with the project."""
        return snapshot.active_version(self.data_dir), vacancies.active_version(self.data_dir)

    def _load_again(self, catalogue: str | None) -> Jobbereik:
        if catalogue != self._catalogue:
            return _load(self.data_dir, self.promoted.folders)
        found = self.current
        return replace(found, vacancies=VacancyStatistics.load(self.data_dir, found.catalogue))

    @staticmethod
    def _served(folders: Mapping[str, Path]) -> frozenset[Path]:
        return frozenset(folders.values())

    def refresh_models(self) -> None:
        """Serve the versions that are promoted now; one that served before is still warm; refused ones do nothing."""
        with self._alone:
            folders = self.promoted.changed()
            if folders is None:
                return
            try:
                found = self._warm.get(self._served(folders)) or self.current.with_models(folders)
                kept = self._warm_orient.get(folders[ORIENT])
                orient = kept or Orient.load(self.current.catalogue, bank(), folders[ORIENT])
            except (ArtifactError, CatalogueError, OSError) as error:
                self.promoted.refuse(error)
            else:
                before = {self._served(self.promoted.folders): self.current}
                self.promoted.accept(folders)
                self._warm_orient = {self.orient.learned.folder: self.orient, folders[ORIENT]: orient}
                self.current, self.orient = replace(found, vacancies=self.current.vacancies), orient
                self._warm = before | {self._served(folders): self.current}
        if self.promoted.problem:
            _LOG.error("what was promoted cannot be served, the old version goes on: %s", self.promoted.problem)

    def refresh(self) -> None:
        """Load the catalogue and vacancies that are active now, when others; on failure the old ones go on serving."""
        with self._alone:
            self._refresh()

    def _refresh(self) -> None:
        asked = None
        try:
            asked = self._pointers()
            if asked == self._asked:
                return
            found = self._load_again(asked[0])
            same = found.catalogue is self.current.catalogue
            folder = self.promoted.folders[ORIENT]
            orient = self.orient if same else Orient.load(found.catalogue, bank(), folder)
        except (ArtifactError, CatalogueError, OSError) as error:
            self._asked = asked  # not tried again until something else is activated
            self.problem = str(error)
            _LOG.error("what was activated cannot be served, the old one goes on: %s", error)
        else:
            # In this order, so that nobody sees the new catalogue beside the old problem.
            self.problem = ""
            self.current, self.orient, self._catalogue, self._asked = found, orient, asked[0], asked
            self._warm = {self._served(self.promoted.folders): found}
            self._warm_orient = {folder: orient}
            served = "none" if found.vacancies is None else found.vacancies.version
            _LOG.info("serving catalogue %s with vacancies %s", found.catalogue.version, served)


async def _watch(seconds: float, *parts: Watched) -> None:
    while True:
        await asyncio.sleep(seconds)
        for part in parts:
            try:
                await asyncio.to_thread(part.refresh)
            except Exception as error:
                _LOG.error("a refresh failed, it is tried again: %s", type(error).__name__)


async def _watch_models(engines: Engines) -> None:
    while True:
        await asyncio.sleep(PROMOTED_SECONDS)
        await asyncio.to_thread(engines.refresh_models)


async def _listen(redis_url: str, engines: Engines) -> None:
    """Look at once when a promotion is announced; without Redis the worker looks by itself a moment later."""
    while redis_url:
        with suppress(RedisError, OSError):
            async with Redis.from_url(redis_url) as client, client.pubsub() as channel:
                await channel.subscribe(CHANNEL)
                async for _ in channel.listen():
                    await asyncio.to_thread(engines.refresh_models)
        await asyncio.sleep(RETRY_SECONDS)


async def _tend(database: Database, *stores: Purged) -> None:
    """Bring the store to its newest shape, as often as it takes, and then forget what has expired."""
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
    state = app.state
    stores = (state.sessions.store, state.accounts.store, state.drafts.store, state.replies.store, *state.purged)
    tasks = [
        asyncio.create_task(_watch(seconds, app.state.engines, *app.state.watched)),
        asyncio.create_task(_watch_models(app.state.engines)),
        asyncio.create_task(_listen(app.state.settings.redis_url, app.state.engines)),
        asyncio.create_task(app.state.gate.watch()),
        asyncio.create_task(_tend(app.state.database, *stores)),
        *(asyncio.create_task(run()) for run in state.background),
    ]
    state.serving = True
    yield
    state.serving = False
    for task in tasks:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
    if state.tracing is not None:
        await asyncio.to_thread(state.tracing.shutdown)
    await app.state.limiter.close()
    await app.state.database.close()
