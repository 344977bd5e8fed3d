"""A centre reads its own statements, and nobody else's."""

from collections.abc import Sequence

from api.keys.service import CallerRole, Keys, not_allowed
from api.storage.settlements import SettlementStore, StoredLine, StoredStatement

Read = tuple[StoredStatement, Sequence[StoredLine] | None]
"""A statement, with its lines where they were asked."""


class Statements:
    """Statements of all centres."""

    def __init__(self, store: SettlementStore, keys: Keys) -> None:
        self.store, self.keys = store, keys

    async def centre(self, key: str) -> str:
        """Return the centre of a key, and refuse everybody else."""
        caller = await self.keys.caller(key)
        if caller.role is not CallerRole.CENTRE or caller.centre_id is None:
            raise not_allowed("the key of a centre")
        return caller.centre_id

    async def read(self, centre_id: str, month: str | None) -> list[Read]:
        """Return the statement of a month with its lines, or those of all months without."""
        found = await self.store.statements(month=month, centre_id=centre_id)
        if month is None:
            return [(statement, None) for statement in found]
        return [(statement, await self.store.lines(month, centre_id)) for statement in found]
