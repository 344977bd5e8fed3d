"""All queries of plans: actions in order, each changed by itself so that two pages cannot undo each other."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from api.storage.account import hold
from api.storage.database import Database
from api.storage.tables.account import plan_actions
from models.plan.schema import Action


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedAction:
    """An action as it stands in a plan.

    Attributes
    ----------
    done_on
        Day on which it was ticked off; ``None`` while it is open.
    version
        Number that names it as it stands: another after each change.
    """

    id: str
    place: int
    action: Action
    done_on: date | None
    created_at: datetime
    version: int


def order_version(actions: Sequence[PlannedAction]) -> int:
    """Return a number that names a plan's order: another after each action that is added, dropped or moved."""
    told = "".join(f"{row.id}:{row.place} " for row in sorted(actions, key=lambda row: row.id))
    return int.from_bytes(hashlib.sha256(told.encode()).digest()[:6], "big")


class LaterChangeError(RuntimeError):
    """What a request was about has changed since its sender saw it; nothing was changed."""


class PlanFullError(RuntimeError):
    """The plan has as many actions as it may."""


_FIELDS = ("what", "why", "with_whom", "by_when", "how_seen", "origin", "origin_label")


def _of_row(row: Any) -> PlannedAction:  # noqa: ANN401 - a row of any result
    return PlannedAction(
        id=row["id"],
        place=row["place"],
        action=Action(**{name: row[name] for name in _FIELDS}),
        done_on=row["done_on"],
        created_at=row["created_at"],
        version=_version(row["changed_at"]),
    )


def _version(changed_at: datetime) -> int:
    return (changed_at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)


def _of_action(action: Action) -> dict[str, Any]:
    return {name: getattr(action, name) for name in _FIELDS}


async def planned(connection: AsyncConnection, account_id: str) -> tuple[PlannedAction, ...]:
    """Return the plan of an account in its order, as a transaction sees it."""
    query = (
        select(plan_actions)
        .where(plan_actions.c.account_id == account_id)
        .order_by(plan_actions.c.place, plan_actions.c.created_at, plan_actions.c.id)
    )
    return tuple(_of_row(row) for row in (await connection.execute(query)).mappings())


class PlanStore:
    """Plans in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def actions(self, account_id: str) -> tuple[PlannedAction, ...]:
        """Return a plan in its order."""
        async with self.database.reading() as connection:
            return await planned(connection, account_id)

    async def count(self, account_id: str) -> int:
        """Return how many actions a plan has."""
        query = select(func.count()).select_from(plan_actions).where(plan_actions.c.account_id == account_id)
        async with self.database.reading() as connection:
            return await connection.scalar(query) or 0

    async def add(self, account_id: str, id_: str, action: Action, *, now: datetime, most: int) -> None:
        """Put an action at the end of a plan.

        Raises
        ------
        PlanFullError
            When the plan has as many as it may; nothing is added then.
        """
        mine = plan_actions.c.account_id == account_id
        async with self.database.writing() as connection:
            await hold(connection, account_id)
            query = select(func.count(), func.coalesce(func.max(plan_actions.c.place), -1)).where(mine)
            count, last = (await connection.execute(query)).one()
            if count >= most:
                raise PlanFullError(f"a plan has at most {most} actions")
            row = {"id": id_, "account_id": account_id, "place": last + 1, "created_at": now, "changed_at": now}
            await connection.execute(insert(plan_actions).values(row | _of_action(action)))

    async def _change(
        self, account_id: str, id_: str, values: dict[str, Any], version: int | None, now: datetime
    ) -> bool:
        mine = (plan_actions.c.account_id == account_id) & (plan_actions.c.id == id_)
        query = select(plan_actions).where(mine).with_for_update()
        async with self.database.writing() as connection:
            row = (await connection.execute(query)).mappings().first()
            if row is None:
                return False
            if all(row[name] == value for name, value in values.items()):
                return True  # as a request that is sent again finds it
            if version is not None and version != _version(row["changed_at"]):
                raise LaterChangeError("this action was changed since")
            moment = max(now, row["changed_at"] + timedelta(microseconds=1))
            await connection.execute(update(plan_actions).where(mine).values(values | {"changed_at": moment}))
            return True

    async def replace(
        self, account_id: str, id_: str, action: Action, *, version: int | None = None, now: datetime
    ) -> bool:
        """Write an action anew, keeping where it came from; return whether the plan has it.

        Raises
        ------
        LaterChangeError
            When it is not the version that was named any more.
        """
        values = {name: value for name, value in _of_action(action).items() if not name.startswith("origin")}
        return await self._change(account_id, id_, values, version, now)

    async def tick(
        self, account_id: str, id_: str, done_on: date | None, *, version: int | None = None, now: datetime
    ) -> bool:
        """Tick an action off, or open it again; return whether the plan has it.

        Raises
        ------
        LaterChangeError
            As :meth:`replace` does.
        """
        return await self._change(account_id, id_, {"done_on": done_on}, version, now)

    async def drop(self, account_id: str, id_: str) -> bool:
        """Take an action out; return whether the plan had it."""
        mine = (plan_actions.c.account_id == account_id) & (plan_actions.c.id == id_)
        async with self.database.erasing() as connection:
            return (await connection.execute(delete(plan_actions).where(mine))).rowcount > 0

    async def order(self, account_id: str, ids: Sequence[str], *, version: int | None = None) -> bool:
        """Put the actions in another order; return whether these are exactly the plan's actions.

        Raises
        ------
        LaterChangeError
            When it is not the order that was named any more.
        """
        mine = plan_actions.c.account_id == account_id
        async with self.database.writing() as connection:
            await hold(connection, account_id)
            found = await planned(connection, account_id)
            if sorted(row.id for row in found) != sorted(ids):
                return False
            if [row.id for row in found] == list(ids):
                return True
            if version is not None and version != order_version(found):
                raise LaterChangeError("this plan was put in another order since")
            # Places only grow, so that no order that was left ever has the same version again.
            first = 1 + max(row.place for row in found)
            for place, id_ in enumerate(ids, first):
                await connection.execute(update(plan_actions).where(mine, plan_actions.c.id == id_).values(place=place))
        return True
