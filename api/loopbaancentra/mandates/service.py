"""Keeps the register of a worker to what the director decided about mandates, on whichever worker that was."""

import asyncio
import logging
from collections.abc import Sequence

from api.loopbaancentra.mandates.log import mandate
from api.loopbaancentra.service import Registers
from api.storage.cases import CaseFact, CaseStore, StoredCase
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
        self._decided: dict[str, list[Mandate]] = {}
        self._unread = self._failed = ""

    @property
    def problem(self) -> str:
        """Why the register does not follow every decision; empty when it does."""
        return self._failed or self._unread

    async def follow(self) -> None:
        """Let the register follow every decision up to this moment."""
        async with self._alone:
            seen = await self.store.count(KIND)  # before the logs are read: what comes in between is seen next time
            if seen == self._seen:
                return
            decided = self._read(await self.store.every(KIND))
            await asyncio.to_thread(self.registers.follow, decided)
            self._seen, self._decided = seen, decided

    def _read(self, found: Sequence[tuple[StoredCase, Sequence[CaseFact]]]) -> dict[str, list[Mandate]]:
        """Read all logs; a centre of which one cannot be read stays as it was, and the others follow."""
        decided: dict[str, list[Mandate]] = {}
        unread: dict[str, str] = {}
        for stored, log in found:
            centre_id = stored.centre_id or ""
            try:
                decided.setdefault(centre_id, []).append(mandate(log))
            except Exception as error:  # whatever is wrong with one log, the others are followed
                unread[centre_id] = type(error).__name__
                _LOG.error("the log of mandate %s cannot be read: %s", stored.id, type(error).__name__)
        for centre_id in unread:
            decided[centre_id] = self._decided.get(centre_id, [])
        self._unread = f"logs of mandates cannot be read: {', '.join(sorted(set(unread.values())))}" if unread else ""
        return decided

    async def try_now(self) -> bool:
        """Follow now where that can be; return whether it could. What fails is told in the log, once, and by health."""
        try:
            await self.follow()
        except Exception as error:
            said = f"decisions about mandates are not followed: {type(error).__name__}"
            if said != self._failed:
                _LOG.error("%s; it is tried again every second", said)
            self._failed = said
            return False
        self._failed = ""
        return True

    async def run(self) -> None:
        """Follow as long as the service runs; while that fails the register stays as it is."""
        while True:
            await self.try_now()
            await asyncio.sleep(SECONDS)
