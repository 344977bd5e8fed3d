"""All queries of accounts, their logins and their kept results."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from api.storage import tries
from api.storage.database import Database, GoneError
from api.storage.sessions import forget_copies
from api.storage.tables.account import account_attempts, account_logins, account_results, accounts, plan_actions
from api.storage.tables.sessions import session_events, sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as it is stored; the columns of ``accounts`` say what each member means."""

    id: str
    subject_hash: str | None
    resume_hash: str | None
    salt: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """A login at the identity provider that has begun."""

    state_hash: str
    browser_hash: str
    nonce: str
    verifier: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptResult:
    """A result that somebody keeps.

    Attributes
    ----------
    summary
        What it said when it was kept; ``None`` for results that are older than the column.
    """

    id: str
    account_id: str
    tool: str
    taken_on: date
    document: dict[str, Any]
    created_at: datetime
    summary: list[str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """How much was deleted with an account."""

    results: int
    actions: int
    sessions: int


class TooManyResultsError(RuntimeError):
    """The account keeps as many results as it may."""


ACCOUNT_MAX = 4_194_304
"""Characters of kept documents that an account may hold: what its pages read together stays small."""

_ACCOUNT = [accounts.c[name] for name in Account.__slots__]
_ATTEMPT = [account_attempts.c[name] for name in Attempt.__slots__]
_RESULT = [account_results.c[name] for name in KeptResult.__slots__]


def _values(row: Account | Attempt | KeptResult) -> dict[str, Any]:
    return {name: getattr(row, name) for name in row.__slots__}


async def hold(connection: AsyncConnection, account_id: str) -> None:
    """Let nobody else add to an account until the transaction ends, so that a count of what it has stays true.

    SQLite lets one writer in at a time anyway.

    Raises
    ------
    GoneError
        When the account was deleted.
    """
    found = await connection.execute(select(accounts.c.id).where(accounts.c.id == account_id).with_for_update())
    if found.first() is None:
        raise GoneError


class AccountStore:
    """Accounts in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(self, account: Account) -> Account:
        """Keep a new account; when its subject already has one, that one is returned."""
        try:
            async with self.database.writing() as connection:
                await connection.execute(insert(accounts).values(_values(account)))
        except IntegrityError:
            found = await self._find(accounts.c.subject_hash == account.subject_hash)
            if found is None:
                raise
            return found
        return account

    async def _find(self, condition: ColumnElement[bool]) -> Account | None:
        async with self.database.reading() as connection:
            row = (await connection.execute(select(*_ACCOUNT).where(condition))).mappings().first()
        return None if row is None else Account(**row)

    async def find_by_subject(self, subject_hash: str) -> Account | None:
        """Return the account of an identity provider's subject."""
        return await self._find(accounts.c.subject_hash == subject_hash)

    async def find_by_code(
        self, resume_hash: str, address_hash: str, *, now: datetime, since: datetime, most: int
    ) -> tuple[Account | None, bool]:
        """Return the account of a resume code, and whether the address may still try."""
        async with self.database.writing() as connection:
            if not await tries.may_try(connection, address_hash, since=since, most=most):
                return None, False
            wanted = (accounts.c.resume_hash == resume_hash) & (accounts.c.expires_at > now)
            row = (await connection.execute(select(*_ACCOUNT).where(wanted))).mappings().first()
            if row is None:
                await tries.count_wrong(connection, address_hash, now=now, since=since)
                return None, True
            return Account(**row), True

    async def log_in(
        self, account_id: str, token_hash: str, *, until: datetime, ends_at: datetime, keep_until: datetime
    ) -> None:
        """Keep a login, and the account for longer."""
        async with self.database.writing() as connection:
            row = {"token_hash": token_hash, "account_id": account_id, "expires_at": until, "ends_at": ends_at}
            await connection.execute(insert(account_logins).values(row))
            mine = accounts.c.id == account_id
            await connection.execute(update(accounts).where(mine).values(expires_at=keep_until))

    async def find_by_login(self, token_hash: str, *, now: datetime) -> tuple[Account, datetime, datetime] | None:
        """Return the account of a login that still holds, until when it does, and when it ends at the latest."""
        until, ends = account_logins.c.expires_at, account_logins.c.ends_at
        query = (
            select(*_ACCOUNT, until.label("until"), func.coalesce(ends, until).label("ends"))
            .join(account_logins, account_logins.c.account_id == accounts.c.id)
            .where(account_logins.c.token_hash == token_hash, until > now)
        )
        async with self.database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
        if row is None:
            return None
        return Account(**{name: row[name] for name in Account.__slots__}), row["until"], row["ends"]

    async def move_login(self, token_hash: str, until: datetime) -> None:
        """Let a login that is used hold for longer."""
        mine = account_logins.c.token_hash == token_hash
        async with self.database.writing() as connection:
            await connection.execute(update(account_logins).where(mine).values(expires_at=until))

    async def log_out_all(self, account_id: str) -> int:
        """Forget every login of an account; return how many there were."""
        async with self.database.writing() as connection:
            mine = account_logins.c.account_id == account_id
            return (await connection.execute(delete(account_logins).where(mine))).rowcount

    async def renew(self, account_id: str, *, salt: str, resume_hash: str) -> None:
        """Give an account another code; the one before opens nothing any more."""
        async with self.database.writing() as connection:
            mine = accounts.c.id == account_id
            await connection.execute(update(accounts).where(mine).values(salt=salt, resume_hash=resume_hash))

    async def log_out(self, token_hash: str) -> None:
        """Forget a login."""
        async with self.database.writing() as connection:
            await connection.execute(delete(account_logins).where(account_logins.c.token_hash == token_hash))

    async def begin(self, attempt: Attempt) -> None:
        """Keep a login that has begun."""
        async with self.database.writing() as connection:
            await connection.execute(insert(account_attempts).values(_values(attempt)))

    async def take_attempt(self, state_hash: str, *, now: datetime) -> Attempt | None:
        """Return a login that has begun, and forget it: a state works once."""
        mine = account_attempts.c.state_hash == state_hash
        async with self.database.writing() as connection:
            row = (await connection.execute(select(*_ATTEMPT).where(mine))).mappings().first()
            done = await connection.execute(
                delete(account_attempts).where(mine | (account_attempts.c.expires_at <= now))
            )
        found = None if row is None or done.rowcount == 0 else Attempt(**row)
        return found if found is not None and found.expires_at > now else None

    async def keep(self, result: KeptResult, *, most: int) -> None:
        """Keep a result.

        Raises
        ------
        TooManyResultsError
            When the account has as many as it may; nothing is kept then.
        """
        async with self.database.writing() as connection:
            await hold(connection, result.account_id)
            mine = account_results.c.account_id == result.account_id
            size = func.coalesce(func.sum(func.length(cast(account_results.c.document, Text))), 0)
            count, held = (await connection.execute(select(func.count(), size).where(mine))).one()
            if count >= most:
                raise TooManyResultsError(f"an account keeps at most {most} results")
            if held + len(json.dumps(result.document)) > ACCOUNT_MAX:
                raise TooManyResultsError(f"an account keeps at most {ACCOUNT_MAX} characters of results")
            await connection.execute(insert(account_results).values(_values(result)))

    async def results(self, account_id: str) -> tuple[KeptResult, ...]:
        """Return what an account keeps, newest first."""
        query = (
            select(*_RESULT)
            .where(account_results.c.account_id == account_id)
            .order_by(account_results.c.taken_on.desc(), account_results.c.created_at.desc())
        )
        async with self.database.reading() as connection:
            rows = (await connection.execute(query)).mappings().all()
        return tuple(KeptResult(**row) for row in rows)

    async def result(self, account_id: str, result_id: str) -> tuple[KeptResult | None, KeptResult | None]:
        """Return one result, and the one before it of the same tool; no other document is read."""
        mine = account_results.c.account_id == account_id
        taken, created = account_results.c.taken_on, account_results.c.created_at
        async with self.database.reading() as connection:
            query = select(*_RESULT).where(mine & (account_results.c.id == result_id))
            row = (await connection.execute(query)).mappings().first()
            if row is None:
                return None, None
            found = KeptResult(**row)
            earlier = (taken < found.taken_on) | ((taken == found.taken_on) & (created < found.created_at))
            query = select(*_RESULT).where(mine & (account_results.c.tool == found.tool) & earlier)
            before = (
                (await connection.execute(query.order_by(taken.desc(), created.desc()).limit(1))).mappings().first()
            )
        return found, None if before is None else KeptResult(**before)

    async def count_results(self, account_id: str) -> int:
        """Return how many results an account keeps, without reading one."""
        query = select(func.count()).select_from(account_results).where(account_results.c.account_id == account_id)
        async with self.database.reading() as connection:
            return await connection.scalar(query) or 0

    async def drop_result(self, account_id: str, result_id: str) -> bool:
        """Forget a result; return whether the account had it."""
        mine = (account_results.c.account_id == account_id) & (account_results.c.id == result_id)
        async with self.database.erasing() as connection:
            return (await connection.execute(delete(account_results).where(mine))).rowcount > 0

    async def adopt(self, account_id: str, session_id: str, *, keep_until: datetime) -> bool:
        """Tie a session to an account; return whether it was free or the account's already."""
        free = sessions.c.account_id.is_(None) | (sessions.c.account_id == account_id)
        async with self.database.writing() as connection:
            done = await connection.execute(
                update(sessions)
                .where((sessions.c.id == session_id) & free)
                .values(account_id=account_id, expires_at=keep_until)
            )
            return done.rowcount > 0

    async def delete(self, account_id: str) -> Deleted:
        """Forget an account with everything of it, in one transaction."""
        async with self.database.erasing() as connection:
            adopted = select(sessions.c.id).where(sessions.c.account_id == account_id)
            await forget_copies(connection, (await connection.execute(adopted)).scalars().all())
            await connection.execute(delete(session_events).where(session_events.c.session_id.in_(adopted)))
            counts = [
                (await connection.execute(delete(table).where(table.c.account_id == account_id))).rowcount
                for table in (account_results, plan_actions, sessions, account_logins)
            ]
            await connection.execute(delete(accounts).where(accounts.c.id == account_id))
        return Deleted(results=counts[0], actions=counts[1], sessions=counts[2])

    async def delete_expired(self, now: datetime) -> int:
        """Forget accounts whose time is over, and logins and attempts; return how many accounts."""
        async with self.database.reading() as connection:
            over = (await connection.execute(select(accounts.c.id).where(accounts.c.expires_at <= now))).scalars().all()
        for account_id in over:
            await self.delete(account_id)
        async with self.database.writing() as connection:
            await connection.execute(delete(account_logins).where(account_logins.c.expires_at <= now))
            await connection.execute(delete(account_attempts).where(account_attempts.c.expires_at <= now))
        return len(over)
