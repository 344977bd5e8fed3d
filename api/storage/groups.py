"""All queries of groups: join and leave, and count a whole wave once, in one transaction."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from api.storage.account import hold
from api.storage.database import Database
from api.storage.tables.account import account_results, accounts
from api.storage.tables.groups import group_counted, group_members, group_sums, groups

Document = dict[str, Any]

Count = Callable[[str, Sequence[Document]], tuple[dict[str, Any], Sequence[int]] | None]
"""From a tool and the results of everybody who waits to what is told and the places of those who were counted; ``None``
when they are no wave yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group as stored; the columns of ``groups`` say what each member means."""

    id: str
    name: str
    organisation: str
    code: str
    key_id: str
    next_on: date
    created_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """A group that an account is in, with what it lets be counted.

    Attributes
    ----------
    tools
        Each with the day on which it was counted; ``None`` when it was not yet.
    """

    group: Group
    tools: dict[str, date | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The sums of a wave; the columns of ``group_sums`` say what each member means."""

    tool: str
    number: int
    counted_on: date
    sums: dict[str, Any]


_GROUP = [groups.c[name] for name in Group.__slots__]
_TOLD = [group_sums.c[name] for name in Told.__slots__]


class GroupStore:
    """Groups in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(self, group: Group) -> None:
        """Keep a new group."""
        async with self.database.writing() as connection:
            await connection.execute(insert(groups).values({n: getattr(group, n) for n in Group.__slots__}))

    async def find(self, *, code: str = "", key_id: str = "") -> Group | None:
        """Return the group of a code or of a key."""
        wanted = groups.c.code == code if code else groups.c.key_id == key_id
        async with self.database.reading(long=True) as connection:
            row = (await connection.execute(select(*_GROUP).where(wanted))).mappings().first()
        return None if row is None else Group(**row)

    async def join(self, group_id: str, account_id: str, tools: Collection[str], *, now: datetime) -> None:
        """Let results of an account be counted; what was counted before stays, what was not and is not asked goes."""
        mine = (group_members.c.group_id == group_id) & (group_members.c.account_id == account_id)
        async with self.database.writing() as connection:
            await hold(connection, account_id)
            await connection.execute(delete(group_members).where(mine, group_members.c.counted_on.is_(None)))
            there = set((await connection.execute(select(group_members.c.tool).where(mine))).scalars())
            row = {"group_id": group_id, "account_id": account_id, "joined_at": now, "counted_on": None}
            rows = [row | {"tool": tool} for tool in tools if tool not in there]
            if rows:
                await connection.execute(insert(group_members), rows)

    async def leave(self, group_id: str, account_id: str) -> bool:
        """Leave a group; return whether the account was in it."""
        mine = (group_members.c.group_id == group_id) & (group_members.c.account_id == account_id)
        async with self.database.erasing() as connection:
            return (await connection.execute(delete(group_members).where(mine))).rowcount > 0

    async def of_account(self, account_id: str) -> tuple[Membership, ...]:
        """Return every group of an account, by name."""
        query = (
            select(*_GROUP, group_members.c.tool, group_members.c.counted_on)
            .join(group_members, group_members.c.group_id == groups.c.id)
            .where(group_members.c.account_id == account_id)
            .order_by(groups.c.name, groups.c.id, group_members.c.tool)
        )
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query)).mappings().all()
        found: dict[str, Membership] = {}
        for row in rows:
            group = Group(**{name: row[name] for name in Group.__slots__})
            found.setdefault(group.id, Membership(group=group, tools={})).tools[row["tool"]] = row["counted_on"]
        return tuple(found.values())

    async def told(self, group_id: str) -> tuple[Told, ...]:
        """Return the sums of every wave, by tool and in order."""
        query = select(*_TOLD).where(group_sums.c.group_id == group_id)
        async with self.database.reading(long=True) as connection:
            rows = (await connection.execute(query.order_by(group_sums.c.tool, group_sums.c.number))).mappings()
            return tuple(Told(**row) for row in rows)

    async def due(self, on: date) -> tuple[str, ...]:
        """Return the groups whose moment has come."""
        async with self.database.reading(long=True) as connection:
            query = select(groups.c.id).where(groups.c.next_on <= on).order_by(groups.c.id)
            return tuple((await connection.execute(query)).scalars())

    async def count(self, group_id: str, count: Count, *, on: date, next_on: date) -> int:
        """Count every wave of a group that is complete; return how many. Of two workers at once, one does."""
        due = (groups.c.id == group_id) & (groups.c.next_on <= on)
        waves = 0
        async with self.database.writing() as connection:
            if (await connection.execute(update(groups).where(due).values(next_on=next_on))).rowcount == 0:
                return 0
            waiting = (group_members.c.group_id == group_id) & group_members.c.counted_on.is_(None)
            tools = (await connection.execute(select(group_members.c.tool).where(waiting).distinct())).scalars().all()
            for tool in sorted(tools):
                waves += await self._wave(connection, group_id, tool, count, on)
        return waves

    @staticmethod
    async def _wave(connection: AsyncConnection, group_id: str, tool: str, count: Count, on: date) -> int:
        waiting = (group_members.c.group_id == group_id) & (group_members.c.tool == tool)
        waiting &= group_members.c.counted_on.is_(None)
        before = select(group_counted.c.account_id).where(group_counted.c.tool == tool)
        query = (
            select(group_members.c.account_id, account_results.c.document)
            .join(account_results, account_results.c.account_id == group_members.c.account_id)
            .join(accounts, accounts.c.id == group_members.c.account_id)
            # Whom the identity provider knows: accounts with a code are made without end, to fill a wave with.
            .where(
                waiting,
                accounts.c.subject_hash.is_not(None),
                account_results.c.tool == tool,
                group_members.c.account_id.not_in(before),
            )
            .order_by(group_members.c.account_id, account_results.c.taken_on, account_results.c.created_at)
        )
        newest = {row[0]: row[1] for row in (await connection.execute(query)).all()}
        people = list(newest)
        found = count(tool, list(newest.values()))
        if found is None:
            return 0
        counted = [people[place] for place in found[1]]
        await connection.execute(insert(group_counted), [{"account_id": id_, "tool": tool} for id_ in counted])
        mine = waiting & group_members.c.account_id.in_(counted)
        await connection.execute(update(group_members).where(mine).values(counted_on=on))
        last = select(func.max(group_sums.c.number)).where(group_sums.c.group_id == group_id, group_sums.c.tool == tool)
        number = (await connection.scalar(last) or 0) + 1
        row = {"group_id": group_id, "tool": tool, "number": number, "counted_on": on, "sums": found[0]}
        await connection.execute(insert(group_sums).values(row))
        return 1
