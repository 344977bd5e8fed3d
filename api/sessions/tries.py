"""Wrong codes of any kind: five within a quarter of an hour stop an address, whatever the code would open."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import TypeVar

from api.sessions import codes
from api.sessions.service import TRIES, TooManyTriesError, tell_tried
from api.storage.tries import TryStore

T = TypeVar("T")


class Tries:
    """Counts wrong codes by address.

    Parameters
    ----------
    key
        The service's secret: the store knows addresses as hashes only.
    """

    def __init__(self, store: TryStore, key: codes.Key) -> None:
        self.store, self.key = store, key

    async def look(self, address: str, find: Callable[[], Awaitable[T | None]], *, now: datetime) -> T | None:
        """Return what a code opens; ``None`` is counted as a wrong one.

        Raises
        ------
        TooManyTriesError
            When the address gave too many before: a right code is not told from a wrong one then.
        """
        address_hash = self.key.hash("address", address)
        allowed = await self.store.may_try(address_hash, now=now, most=TRIES)
        found = await find() if allowed else None
        if allowed and found is None:
            allowed = await self.store.count_wrong(address_hash, now=now, most=TRIES)
        tell_tried(found=found is not None, allowed=allowed)
        if not allowed:
            raise TooManyTriesError
        return found
