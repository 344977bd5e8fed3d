"""Keeps the register of a worker to what the director decided about mandates, on whichever worker that was."""

import asyncio
import logging

from api.loopbaancentra.mandates.log import mandate
from api.loopbaancentra.service import Registers
from api.storage.cases import CaseStore
from api.storage.database import StorageUnavailableError
from models.regie.mandate_life import Mandate

KIND = "mandate"

SECONDS = 1.0
"""How often a worker looks whether another one decided about a mandate; one number of the store."""

_LOG = logging.getLogger(__name__)


class Followed:
    """The decisions about mandates that the register of this worker follows."""

    def __init__(self, store: CaseStore, registers: Registers) -> None:
        self.store, self.registers = store, registers
        self._seen = 0
        self._alone = asyncio.Lock()

    async def follow(self) -> None:
        """Let the register follow every decision up to this moment."""
        async with self._alone:
            seen = await self.store.count(KIND)  # before the logs are read: what comes in between is seen next time
            if seen == self._seen:
                return
            decided: dict[str, list[Mandate]] = {}
            for stored, log in await self.store.every(KIND):
                decided.setdefault(stored.centre_id or "", []).append(mandate(log))
            await asyncio.to_thread(self.registers.follow, decided)
            self._seen = seen

    async def run(self) -> None:
        """Follow as long as the service runs; while the store is away the register stays as it is."""
        away = False
        while True:
            try:
                await self.follow()
                away = False
            except StorageUnavailableError as error:
                if not away:
                    _LOG.error("decisions about mandates are followed when the store is there again: %s", error)
                away = True
            await asyncio.sleep(SECONDS)
