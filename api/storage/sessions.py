"""All queries of sessions and their event logs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection

from api.storage import tries
from api.storage.database import Database, GoneError
from api.storage.group_commit import GroupCommit
from api.storage.tables.sessions import session_events, session_tries, sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session as it is stored; the columns of ``sessions`` say what each member means."""

    id: str
    tool: str
    token_hash: str
    resume_hash: str
    salt: str
    code_sealed: bytes | None
    language: str
    research_consent: bool
    bank_version: str
    model_version: str
    seed: int
    details: dict[str, Any]
    account_id: str | None
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One thing that happened in a session; the columns of ``session_events`` say what each member means."""

    position: int
    kind: str
    subject: str
    value: int | None = None
    propensity: float | None = None
    milliseconds: int | None = None
    language: str
    bank_version: str
    model_version: str
    payload: dict[str, Any] | None = None
    recorded_at: datetime


class PositionTakenError(RuntimeError):
    """Another request wrote at this position first, or the session is gone; read again and decide anew."""


RESUMED = "resumed"
"""Kind of an event that says that a session has a new token. No tool sees it: it takes a position, so that a worker
that remembers the old token cannot write any more."""

COPIED = "previous"
"""Kind of an event that holds another session's answers as they were; its subject is that session."""


async def forget_copies(connection: AsyncConnection, session_ids: Sequence[str]) -> None:
    """Forget what other sessions copied from these: an answer that is deleted is gone everywhere."""
    copies = (session_events.c.kind == COPIED) & session_events.c.subject.in_(session_ids)
    await connection.execute(update(session_events).where(copies).values(payload=None))


SESSION = [sessions.c[name] for name in Session.__slots__]
_EVENT = [session_events.c[name] for name in Event.__slots__]

# Made once: to build such a statement takes as long as SQLite needs to answer it.
_OF_ID = select(*SESSION).where(sessions.c.id == bindparam("session"))
_OF_TOKEN = select(*SESSION).where(sessions.c.token_hash == bindparam("token"))
_EVENTS = select(*_EVENT).where(session_events.c.session_id == bindparam("session")).order_by(session_events.c.position)


def _row(session: Session) -> dict[str, Any]:
    return {name: getattr(session, name) for name in Session.__slots__}


async def read_events(connection: AsyncConnection, session_id: str) -> tuple[Event, ...]:
    """Return everything that happened in a session, in order."""
    rows = (await connection.execute(_EVENTS, {"session": session_id})).mappings().all()
    return tuple(Event(**row) for row in rows)


async def _move(connection: AsyncConnection, session: Session, codes: Sequence[str]) -> None:
    changed = {name: getattr(session, name) for name in ("token_hash", "resume_hash", "code_sealed")}
    same = (sessions.c.id == session.id) & sessions.c.resume_hash.in_(codes)
    if (await connection.execute(update(sessions).where(same).values(**changed))).rowcount == 0:
        raise GoneError


class SessionStore:
    """Sessions in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self._appending = GroupCommit(self._append, (IntegrityError, GoneError))

    async def add(self, session: Session) -> None:
        """Keep a new session."""
        async with self.database.writing() as connection:
            await connection.execute(insert(sessions).values(_row(session)))

    async def _find(self, query: Select[Any], **wanted: str) -> Session | None:
        async with self.database.reading() as connection:
            row = (await connection.execute(query, wanted)).mappings().first()
        return None if row is None else Session(**row)

    async def find(self, session_id: str) -> Session | None:
        """Return a session by its id."""
        return await self._find(_OF_ID, session=session_id)

    async def find_by_token(self, token_hash: str) -> Session | None:
        """Return a session by the hash of its token."""
        return await self._find(_OF_TOKEN, token=token_hash)

    async def find_by_code(
        self,
        resume_hashes: Sequence[str],
        tools: Sequence[str],
        address_hash: str,
        *,
        now: datetime,
        since: datetime,
        most: int,
    ) -> tuple[Session | None, bool]:
        """Return a session by a hash of its resume code, and whether the address may still try.

        Counting and looking happen in one transaction, so that requests at the same time cannot try more often.
        """
        async with self.database.writing() as connection:
            if not await tries.may_try(connection, address_hash, since=since, most=most):
                return None, False
            wanted = (
                sessions.c.resume_hash.in_(resume_hashes) & sessions.c.tool.in_(tools) & (sessions.c.expires_at > now)
            )
            row = (await connection.execute(select(*SESSION).where(wanted))).mappings().first()
            if row is None:
                await tries.count_wrong(connection, address_hash, now=now, since=since)
                return None, True
            return Session(**row), True

    async def events(self, session_id: str) -> tuple[Event, ...]:
        """Return everything that happened, in order."""
        async with self.database.reading() as connection:
            return await read_events(connection, session_id)

    async def resume(self, session: Session, codes: Sequence[str], *, now: datetime) -> tuple[Event, ...]:
        """Keep the new token and code of a session, and say so among its events; return those.

        Parameters
        ----------
        codes
            Hashes of the code that it was found by; when it has another one by now, nothing is kept.

        Raises
        ------
        PositionTakenError
            When another request wrote at this moment, or the session is gone.
        """
        mine = session_events.c.session_id == session.id
        try:
            async with self.database.writing() as connection:
                await _move(connection, session, codes)
                last = await connection.scalar(select(func.max(session_events.c.position)).where(mine))
                mark = Event(
                    position=0 if last is None else last + 1,
                    kind=RESUMED,
                    subject=session.token_hash,
                    language=session.language,
                    bank_version=session.bank_version,
                    model_version=session.model_version,
                    recorded_at=now,
                )
                row = {name: getattr(mark, name) for name in Event.__slots__}
                await connection.execute(insert(session_events).values(session_id=session.id, **row))
                return await read_events(connection, session.id)
        except (IntegrityError, GoneError) as error:
            raise PositionTakenError(f"session {session.id} moved on") from error

    async def append(self, session_id: str, *events: Event) -> None:
        """Keep events durably, all or none.

        Raises
        ------
        PositionTakenError
            When an event stands at one of the positions already, or the session is gone.
        """
        rows = [
            {"session_id": session_id} | {name: getattr(event, name) for name in Event.__slots__} for event in events
        ]
        try:
            await (self._append([rows]) if self.database.joined else self._appending.submit(rows))
        except (IntegrityError, GoneError) as error:
            raise PositionTakenError(f"session {session_id} moved on") from error

    async def _append(self, group: list[list[dict[str, Any]]]) -> None:
        await self.database.insert(insert(session_events), [row for rows in group for row in rows])

    async def change(self, session_id: str, **values: object) -> bool:
        """Set columns of a session; return whether it exists."""
        async with self.database.writing() as connection:
            done = await connection.execute(update(sessions).where(sessions.c.id == session_id).values(**values))
            return done.rowcount > 0

    async def renew(self, session: Session, resume_hash: str, code_sealed: bytes) -> bool:
        """Keep another code of a session; return whether its token is still the one that asked."""
        mine = (sessions.c.id == session.id) & (sessions.c.token_hash == session.token_hash)
        change = update(sessions).where(mine).values(resume_hash=resume_hash, code_sealed=code_sealed)
        async with self.database.writing() as connection:
            return (await connection.execute(change)).rowcount > 0

    async def settle_consent(self, session_id: str, kind: str) -> None:
        """Set the consent of a session to what the last event of this kind says."""
        mine = (session_events.c.session_id == session_id) & (session_events.c.kind == kind)
        last = select(session_events.c.value).where(mine).order_by(session_events.c.position.desc()).limit(1)
        given = last.scalar_subquery() == 1
        async with self.database.writing() as connection:
            # Two at once wait for each other here, so that the later one sees what the other wrote.
            await connection.execute(select(sessions.c.id).where(sessions.c.id == session_id).with_for_update())
            await connection.execute(update(sessions).where(sessions.c.id == session_id).values(research_consent=given))

    async def delete(self, session_id: str) -> bool:
        """Forget a session with everything that happened in it; return whether it existed."""
        async with self.database.erasing() as connection:
            await forget_copies(connection, [session_id])
            await connection.execute(delete(session_events).where(session_events.c.session_id == session_id))
            done = await connection.execute(delete(sessions).where(sessions.c.id == session_id))
            return done.rowcount > 0

    async def delete_expired(self, now: datetime) -> int:
        """Forget the sessions whose time is over, and wrong tries that no longer count; return how many sessions."""
        over = select(sessions.c.id).where(sessions.c.expires_at <= now)
        async with self.database.erasing() as connection:
            await connection.execute(delete(session_tries).where(session_tries.c.tried_at <= now - tries.WINDOW))
            # Held from here on: whoever takes one over at this moment waits, and then finds it gone with its answers.
            await connection.execute(over.with_for_update())
            await connection.execute(delete(session_events).where(session_events.c.session_id.in_(over)))
            done = await connection.execute(delete(sessions).where(sessions.c.expires_at <= now))
            return done.rowcount
