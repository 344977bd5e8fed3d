"""All queries of what citizens share. Whether a share is in force is asked in the transaction that reads it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from api.storage import reads, tries
from api.storage.account import KeptResult
from api.storage.database import Database
from api.storage.plan import PlannedAction, planned
from api.storage.reads import Hashes
from api.storage.tables.account import account_results, accounts
from api.storage.tables.sessions import sessions
from api.storage.tables.shares import (
    coaches,
    share_messages,
    share_openings,
    share_results,
    shares,
    together,
)

LINK = "link"
"""Who looked, when it was whoever has link and code."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A share as stored; the columns of ``shares`` say what each member means."""

    id: str
    account_id: str
    coach_id: str | None
    code_hash: str | None
    alias: str
    answers: bool
    plan: bool
    other_people: bool
    created_at: datetime
    expires_on: date
    revoked_at: datetime | None
    centre_id: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A note or a suggestion; the columns of ``share_messages`` say what each member means."""

    id: str
    share_id: str
    kind: str
    about: str | None
    text: str
    state: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who looks.

    Attributes
    ----------
    id
        Of the coach; ``None`` for whoever has link and code.
    said
        As the citizen reads it.
    """

    id: str | None
    said: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """Everything of a share that was in force when it was read.

    Attributes
    ----------
    invited
        Whether the citizen has something open to look along at now.
    """

    share: Share
    invited: bool
    results: tuple[KeptResult, ...]
    plan: tuple[PlannedAction, ...]
    messages: tuple[Message, ...]


class UnknownResultError(LookupError):
    """A result that the account does not keep; the argument is its place in what was asked."""


class TooManyError(RuntimeError):
    """There are as many as there may be."""


SHARE = [shares.c[name] for name in Share.__slots__]
"""Columns of a share."""

_MESSAGE = [share_messages.c[name] for name in Message.__slots__]
_RESULT = [account_results.c[name] for name in KeptResult.__slots__]


def _values(row: Share | Message) -> dict[str, Any]:
    return {name: getattr(row, name) for name in type(row).__slots__}


def in_force(on: date | BindParameter[Any], now: datetime | BindParameter[Any]) -> ColumnElement[bool]:
    """Return the condition that a share is in force at a moment: the coach is one still, of the same centre."""
    theirs = coaches.alias()
    same = shares.c.centre_id.is_(None) | (theirs.c.centre_id == shares.c.centre_id)
    there = select(theirs.c.id).where(theirs.c.id == shares.c.coach_id, theirs.c.removed_at.is_(None), same)
    kept = select(accounts.c.id).where(accounts.c.expires_at > now)
    coached = shares.c.coach_id.is_(None) | there.correlate(shares).exists()
    return shares.c.revoked_at.is_(None) & (shares.c.expires_on >= on) & coached & shares.c.account_id.in_(kept)


def of_reader(reader: Reader) -> ColumnElement[bool]:
    """Return the condition that a share is one with a reader."""
    return shares.c.coach_id.is_(None) if reader.id is None else shares.c.coach_id == reader.id


async def _messages(connection: AsyncConnection, share_id: str) -> tuple[Message, ...]:
    query = select(*_MESSAGE).where(share_messages.c.share_id == share_id)
    rows = (await connection.execute(query.order_by(share_messages.c.written_at, share_messages.c.id))).mappings()
    return tuple(Message(**row) for row in rows)


async def _invited(connection: AsyncConnection, share_id: str, now: datetime) -> bool:
    mine = (together.c.share_id == share_id) & (sessions.c.expires_at > now)
    query = select(together.c.share_id).join(sessions, sessions.c.id == together.c.session_id).where(mine)
    return await connection.scalar(query) is not None


class ShareStore:
    """Shares in the store of record."""

    def __init__(self, database: Database, hashes: Hashes) -> None:
        self.database, self.hashes = database, hashes

    async def add(self, share: Share, result_ids: Sequence[str], *, most: int, on: date) -> None:
        """Keep a new share of results that the account has.

        Raises
        ------
        UnknownResultError
            When the account does not keep one of them.
        TooManyError
            When as many of its shares are in force as may be.
        """
        mine = shares.c.account_id == share.account_id
        async with self.database.writing() as connection:
            query = select(account_results.c.id).where(account_results.c.account_id == share.account_id)
            kept = set((await connection.execute(query)).scalars())
            for place, id_ in enumerate(result_ids):
                if id_ not in kept:
                    raise UnknownResultError(place)
            query = select(func.count()).select_from(shares).where(mine, in_force(on, share.created_at))
            if (await connection.scalar(query) or 0) >= most:
                raise TooManyError(f"{most} shares are in force")
            await connection.execute(insert(shares).values(_values(share)))
            rows = [{"share_id": share.id, "result_id": id_} for id_ in result_ids]
            if rows:
                await connection.execute(insert(share_results), rows)

    async def of_account(self, account_id: str) -> tuple[tuple[Share, str | None, str | None, bool], ...]:
        """Return every share of an account with its coach, its centre, and whether the coach is there no more."""
        query = (
            select(*SHARE, coaches.c.name, coaches.c.centre_id.label("centre_now"), coaches.c.removed_at)
            .outerjoin(coaches, coaches.c.id == shares.c.coach_id)
            .where(shares.c.account_id == account_id)
            .order_by(shares.c.created_at.desc(), shares.c.id)
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return tuple(
            (
                Share(**{n: row[n] for n in Share.__slots__}),
                row["name"],
                row["centre_id"] or row["centre_now"],
                row["removed_at"] is not None or (row["centre_id"] or row["centre_now"]) != row["centre_now"],
            )
            for row in rows
        )

    async def owned(self, account_id: str, share_id: str) -> tuple[Share, tuple[Message, ...], tuple[str, ...]] | None:
        """Return a share of an account with its messages and the ids of its results, in force or not."""
        mine = (shares.c.id == share_id) & (shares.c.account_id == account_id)
        async with self.database.reading() as connection:
            row = (await connection.execute(select(*SHARE).where(mine))).mappings().first()
            if row is None:
                return None
            query = select(share_results.c.result_id).where(share_results.c.share_id == share_id)
            ids = tuple((await connection.execute(query)).scalars())
            return Share(**row), await _messages(connection, share_id), ids

    async def revoke(self, account_id: str, share_id: str, now: datetime) -> bool:
        """End a share at once; return whether it had not been revoked yet."""
        mine = (shares.c.id == share_id) & (shares.c.account_id == account_id) & shares.c.revoked_at.is_(None)
        async with self.database.writing() as connection:
            return (await connection.execute(update(shares).where(mine).values(revoked_at=now))).rowcount > 0

    async def of_coach(self, coach_id: str, *, on: date, now: datetime) -> tuple[Share, ...]:
        """Return what is in force for a coach, newest first."""
        query = select(*SHARE).where(shares.c.coach_id == coach_id, in_force(on, now))
        async with self.database.reading() as connection:
            rows = (await connection.execute(query.order_by(shares.c.created_at.desc(), shares.c.id))).mappings()
            return tuple(Share(**row) for row in rows)

    async def opens(
        self,
        share_id: str,
        code_hashes: Sequence[str],
        address_hash: str,
        *,
        on: date,
        now: datetime,
        since: datetime,
        most: int,
        opening: tuple[str, datetime] | None = None,
    ) -> tuple[bool, bool]:
        """Return whether a code opens a link that is in force, and whether the address may still try.

        What was stored under another key is stored anew under the first of the hashes.

        Parameters
        ----------
        opening
            Hash of the token that shows from then on that the code was given, and until when it does.
        """
        async with self.database.writing() as connection:
            if not await tries.may_try(connection, address_hash, since=since, most=most):
                return False, False
            mine = (shares.c.id == share_id) & shares.c.code_hash.in_(code_hashes)
            right = await connection.scalar(select(shares.c.id).where(mine, in_force(on, now))) is not None
            if not right:
                await tries.count_wrong(connection, address_hash, now=now, since=since)
            else:
                await connection.execute(update(shares).where(mine).values(code_hash=code_hashes[0]))
            if right and opening is not None:
                row = {"token_hash": opening[0], "share_id": share_id, "expires_at": opening[1]}
                await connection.execute(insert(share_openings).values(row))
            return right, True

    async def was_opened(self, share_id: str, token_hash: str, *, now: datetime) -> bool:
        """Return whether a token shows that the code of a link was given a while ago."""
        found = (share_openings.c.token_hash == token_hash) & (share_openings.c.share_id == share_id)
        query = select(share_openings.c.share_id).where(found, share_openings.c.expires_at > now)
        async with self.database.reading() as connection:
            return await connection.scalar(query) is not None

    async def _granted(
        self, connection: AsyncConnection, share_id: str, reader: Reader, on: date, now: datetime
    ) -> Share | None:
        query = select(*SHARE).where(shares.c.id == share_id, of_reader(reader), in_force(on, now))
        # In PostgreSQL the row stays as it is until this transaction ends; SQLite has one writer.
        row = (await connection.execute(query.with_for_update(read=True))).mappings().first()
        return None if row is None else Share(**row)

    async def read(self, share_id: str, reader: Reader, what: str, *, on: date, now: datetime) -> Granted | None:
        """Return a share that is in force for this reader and write down that it was read; ``None`` when it is not."""
        async with self.database.writing() as connection:
            share = await self._granted(connection, share_id, reader, on, now)
            if share is None:
                return None
            chosen = select(share_results.c.result_id).where(share_results.c.share_id == share_id)
            query = (
                select(*_RESULT)
                .where(account_results.c.id.in_(chosen))
                .order_by(account_results.c.taken_on.desc(), account_results.c.created_at.desc())
            )
            results = tuple(KeptResult(**row) for row in (await connection.execute(query)).mappings())
            plan = await planned(connection, share.account_id) if share.plan else ()
            messages = await _messages(connection, share_id)
            invited = await _invited(connection, share_id, now)
            who = reader.id or LINK
            await reads.append(
                connection, self.hashes, share_id=share_id, reader=who, said=reader.said, what=what, now=now
            )
        return Granted(share=share, invited=invited, results=results, plan=plan, messages=messages)

    async def write(self, message: Message, reader: Reader, *, most: int, on: date, now: datetime) -> bool:
        """Leave a note or a suggestion at a share that is in force for this reader; return whether it is.

        Raises
        ------
        TooManyError
            When as many stand there as may.
        """
        async with self.database.writing() as connection:
            if await self._granted(connection, message.share_id, reader, on, now) is None:
                return False
            there = share_messages.c.share_id == message.share_id
            query = select(func.count()).select_from(share_messages).where(there)
            if (await connection.scalar(query) or 0) >= most:
                raise TooManyError(f"{most} notes and suggestions stand there")
            await connection.execute(insert(share_messages).values(_values(message)))
        return True

    async def settle(self, share_id: str, message_id: str, state: str, was: str | None = None) -> bool:
        """Keep what a citizen did with a message; return whether that is news: of two clicks at once one is.

        Parameters
        ----------
        was
            The state that the citizen saw; from another one nothing changes.
        """
        mine = (share_messages.c.share_id == share_id) & (share_messages.c.id == message_id)
        mine &= share_messages.c.state != state
        if was is not None:
            mine &= share_messages.c.state == was
        async with self.database.writing() as connection:
            return (await connection.execute(update(share_messages).where(mine).values(state=state))).rowcount > 0

    async def delete_expired(self, now: datetime) -> int:
        """Forget shares a year after their last day, and tokens whose time is over; return how many shares."""
        long_ago = now.date().replace(year=now.year - 1, day=min(now.day, 28))
        async with self.database.erasing() as connection:
            await connection.execute(delete(share_openings).where(share_openings.c.expires_at <= now))
            return (await connection.execute(delete(shares).where(shares.c.expires_on < long_ago))).rowcount
