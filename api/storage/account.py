"""All queries of accounts, their logins and their kept results."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Text, bindparam, cast, delete, func, insert, literal, select, tuple_, update
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
_OF_LOGIN = (
    select(
        *_ACCOUNT,
        account_logins.c.expires_at.label("until"),
        func.coalesce(account_logins.c.ends_at, account_logins.c.expires_at).label("ends"),
        account_logins.c.code_sealed,
    )
    .join(account_logins, account_logins.c.account_id == accounts.c.id)
    .where(account_logins.c.token_hash == bindparam("token"), account_logins.c.expires_at > bindparam("now"))
)
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


async def _before(connection: AsyncConnection, found: KeptResult) -> KeptResult | None:
    """Return the result of the same tool before one; no other document is read."""
    taken, created = account_results.c.taken_on, account_results.c.created_at
    earlier = (taken < found.taken_on) | ((taken == found.taken_on) & (created < found.created_at))
    mine = (account_results.c.account_id == found.account_id) & (account_results.c.tool == found.tool)
    query = select(*_RESULT).where(mine & earlier).order_by(taken.desc(), created.desc()).limit(1)
    row = (await connection.execute(query)).mappings().first()
    return None if row is None else KeptResult(**row)


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

    async def find_by_subject(self, subject_hashes: Sequence[str]) -> Account | None:
        """Return the account of an identity provider's subject, by one of the hashes that it may stand under."""
        return await self._find(accounts.c.subject_hash.in_(subject_hashes))

    async def find_by_code(
        self, resume_hashes: Sequence[str], address_hash: str, *, now: datetime, since: datetime, most: int
    ) -> tuple[Account | None, bool]:
        """Return the account of a resume code, and whether the address may still try."""
        async with self.database.writing() as connection:
            if not await tries.may_try(connection, address_hash, since=since, most=most):
                return None, False
            wanted = accounts.c.resume_hash.in_(resume_hashes) & (accounts.c.expires_at > now)
            row = (await connection.execute(select(*_ACCOUNT).where(wanted))).mappings().first()
            if row is None:
                await tries.count_wrong(connection, address_hash, now=now, since=since)
                return None, True
            return Account(**row), True

    async def log_in(
        self,
        account_id: str,
        token_hash: str,
        *,
        code_sealed: bytes | None = None,
        until: datetime,
        ends_at: datetime,
        keep_until: datetime,
        codes: Sequence[str] = (),
    ) -> None:
        """Keep a login, and the account for longer.

        Parameters
        ----------
        codes
            Hashes of the code that opened the account, that to keep first; empty when no code did.

        Raises
        ------
        GoneError
            When the account was deleted, or has another code by now; nothing is kept.
        """
        mine = accounts.c.id == account_id
        kept: dict[str, Any] = {"expires_at": keep_until}
        if codes:
            mine &= accounts.c.resume_hash.in_(codes)
            kept["resume_hash"] = codes[0]
        async with self.database.writing() as connection:
            if (await connection.execute(update(accounts).where(mine).values(**kept))).rowcount == 0:
                raise GoneError from None  # nothing of a statement goes along
            row = {
                "token_hash": token_hash,
                "account_id": account_id,
                "expires_at": until,
                "ends_at": ends_at,
                "code_sealed": code_sealed,
            }
            await connection.execute(insert(account_logins).values(row))

    async def find_by_login(
        self, token_hash: str, *, now: datetime
    ) -> tuple[Account, datetime, datetime, bytes | None] | None:
        """Return the account of a login that still holds, until when, when at the latest, and the sealed code."""
        async with self.database.reading() as connection:
            row = (await connection.execute(_OF_LOGIN, {"token": token_hash, "now": now})).mappings().first()
        if row is None:
            return None
        account = Account(**{name: row[name] for name in Account.__slots__})
        return account, row["until"], row["ends"], row["code_sealed"]

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

    async def renew(self, account_id: str, token_hash: str, resume_hash: str) -> None:
        """Keep the hash of another code, and end every login, if the one that asks has not ended meanwhile.

        Raises
        ------
        GoneError
            When it has: whoever was put out by another renewal does not put its owner out.
        """
        asks = (account_logins.c.token_hash == token_hash) & (account_logins.c.account_id == account_id)
        async with self.database.writing() as connection:
            await hold(connection, account_id)
            if (await connection.execute(delete(account_logins).where(asks))).rowcount == 0:
                raise GoneError
            await connection.execute(delete(account_logins).where(account_logins.c.account_id == account_id))
            await connection.execute(
                update(accounts).where(accounts.c.id == account_id).values(resume_hash=resume_hash)
            )

    async def set_hash(self, account_id: str, **values: str) -> None:
        """Keep another hash of the subject of an account."""
        async with self.database.writing() as connection:
            await connection.execute(update(accounts).where(accounts.c.id == account_id).values(**values))

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
        async with self.database.reading() as connection:
            query = select(*_RESULT).where(mine & (account_results.c.id == result_id))
            row = (await connection.execute(query)).mappings().first()
            if row is None:
                return None, None
            found = KeptResult(**row)
            return found, await _before(connection, found)

    async def page(self, account_id: str, after: str, most: int) -> tuple[tuple[KeptResult, ...], int]:
        """Return at most so many results from after one of them on, newest first, and how many those are.

        Behind them stands the one before of each tool, so that it can be told what changed.
        """
        mine = account_results.c.account_id == account_id
        taken, created, id_ = account_results.c.taken_on, account_results.c.created_at, account_results.c.id
        async with self.database.reading() as connection:
            wanted = [mine]
            if after:
                last = (await connection.execute(select(taken, created).where(mine, id_ == after))).first()
                if last is None:
                    return (), 0
                place = tuple_(literal(last[0], taken.type), literal(last[1], created.type), literal(after))
                wanted.append(tuple_(taken, created, id_) < place)
            query = select(*_RESULT).where(*wanted).order_by(taken.desc(), created.desc(), id_.desc()).limit(most)
            found = [KeptResult(**row) for row in (await connection.execute(query)).mappings()]
            oldest = {result.tool: result for result in found}.values()
            older = [await _before(connection, result) for result in oldest]
        return (*found, *(result for result in older if result is not None)), len(found)

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

    async def delete(self, account_id: str, *, over: datetime | None = None) -> Deleted | None:
        """Forget an account with everything of it, in one transaction.

        Parameters
        ----------
        over
            Only if its time is over by then, which is looked at again here: its owner may just have come back. What is
            returned is ``None`` when it is not.
        """
        async with self.database.erasing() as connection:
            if over is not None:
                past = select(accounts.c.id).where(accounts.c.id == account_id, accounts.c.expires_at <= over)
                if (await connection.execute(past.with_for_update())).first() is None:
                    return None
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
        gone = [await self.delete(account_id, over=now) for account_id in over]
        async with self.database.writing() as connection:
            await connection.execute(delete(account_logins).where(account_logins.c.expires_at <= now))
            await connection.execute(delete(account_attempts).where(account_attempts.c.expires_at <= now))
        return sum(one is not None for one in gone)
