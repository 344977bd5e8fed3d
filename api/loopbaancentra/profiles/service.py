"""Keeps the register of a worker up to date with what centres publish, here or through another worker."""

import asyncio
import logging

from api.loopbaancentra.profiles.log import published
from api.loopbaancentra.service import Registers
from api.storage.profiles import Mark, ProfileStore

LOOKS_SECONDS = 5.0
"""How often a worker looks whether another one published something."""

_LOG = logging.getLogger(__name__)


class Profiles:
    """What all centres say of themselves."""

    def __init__(self, store: ProfileStore, registers: Registers) -> None:
        self.store, self.registers = store, registers
        self._seen: Mark = (0, None)

    async def refresh(self) -> None:
        """Serve what holds now; nothing is read when nothing changed."""
        mark = await self.store.mark()
        if mark == self._seen:
            return
        found = published(await self.store.in_force())
        await asyncio.to_thread(self.registers.publish, found)
        self._seen = mark

    async def watch(self) -> None:
        """Look again and again; whatever is wrong, it is tried again a moment later."""
        while True:
            try:
                await self.refresh()
            except Exception as error:
                _LOG.error("what centres say of themselves stays as it was: %s", type(error).__name__)
            await asyncio.sleep(LOOKS_SECONDS)
