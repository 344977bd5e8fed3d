"""All queries of what a citizen and a coach have open together; consent is asked in the transaction that reads."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import BindParameter, Select, bindparam, delete, func, insert, null, select, true, update

from api.storage import reads
from api.storage.database import Database
from api.storage.reads import Hashes
from api.storage.sessions import SESSION, Event, Session, read_events
from api.storage.shares import SHARE, Reader, Share, in_force, of_reader
from api.storage.tables.account import account_logins
from api.storage.tables.sessions import session_events, sessions
from api.storage.tables.shares import coach_logins, coaches, shares, together

LOOKED = "together"
"""What the log says was looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Something that is open together, at the moment that it was asked.

    Attributes
    ----------
    centre_id
        Of the coach: whether its mandate holds is for the register to say.
    version
        How many events its session has.
    """

    centre_id: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """What is open together, with the share that allows it.

    Attributes
    ----------
    looked_at
        When the log last said that the coach looks along.
    live
        Whether the share is in force, and its coach may look along.
    """

    share: Share
    session: Session
    events: tuple[Event, ...]
    looked_at: datetime | None
    live: bool

    @property
    def session_id(self) -> str:
        """Return the id of its session."""
        return self.session.id


_OF = "session_"
_NOW: BindParameter[Any] = bindparam("now")
_ON: BindParameter[Any] = bindparam("on")
_THIS, _MINE = shares.c.id == bindparam("share"), shares.c.account_id == bindparam("account")
_THEIRS = shares.c.coach_id.is_not_distinct_from(bindparam("reader")) & in_force(_ON, _NOW)

# Each statement is made once: to build one takes longer than SQLite needs to answer it, and every move asks several.
_TABLE = (
    select(*SHARE, together.c.looked_at, *(column.label(_OF + column.name) for column in SESSION))
    .join(together, shares.c.id == together.c.share_id)
    .join(sessions, sessions.c.id == together.c.session_id)
    .where(_THIS, sessions.c.expires_at > _NOW)
)
_OF_CITIZEN = _TABLE.where(_MINE).add_columns(in_force(_ON, _NOW).label("live"))
_OF_COACH = _TABLE.where(_THEIRS).add_columns(true().label("live"))
_IN_FORCE = select(shares.c.id).where(_THIS, _THEIRS)
_NEWEST = select(func.max(session_events.c.position)).where(session_events.c.session_id == together.c.session_id)
_STANDING = (
    select(together.c.session_id, coaches.c.centre_id, _NEWEST.scalar_subquery())
    .join(shares, shares.c.id == together.c.share_id)
    .join(coaches, coaches.c.id == shares.c.coach_id)
    .join(sessions, sessions.c.id == together.c.session_id)
    .where(
        together.c.session_id.in_(bindparam("sessions", expanding=True)),
        in_force(_ON, _NOW),
        sessions.c.expires_at > _NOW,
    )
)
_HERE_STILL = {
    query: query.where(
        select(table.c.token_hash).where(table.c.token_hash == bindparam("login"), table.c.expires_at > _NOW).exists()
    )
    for query, table in ((_OF_CITIZEN, account_logins), (_OF_COACH, coach_logins))
}
_LOGGED_IN = [
    select(table.c.token_hash).where(
        table.c.token_hash.in_(bindparam("tokens", expanding=True)), table.c.expires_at > _NOW
    )
    for table in (account_logins, coach_logins)
]


def _table(row: Any, events: tuple[Event, ...]) -> Table:  # noqa: ANN401 - a row of any result
    share = Share(**{name: row[name] for name in Share.__slots__})
    session = Session(**{name: row[_OF + name] for name in Session.__slots__})
    return Table(share=share, session=session, events=events, looked_at=row["looked_at"], live=bool(row["live"]))


class TogetherStore:
    """What is open together, in the store of record."""

    def __init__(self, database: Database, hashes: Hashes) -> None:
        self.database, self.hashes = database, hashes

    async def open(self, share_id: str, session_id: str, *, expires_at: datetime, on: date, now: datetime) -> bool:
        """Put a session on the table of a share that is in force with a coach, in place of what lay there.

        The session belongs to the share's account from then on, and is forgotten with it.
        """
        mine = (shares.c.id == share_id) & shares.c.coach_id.is_not(None) & in_force(on, now)
        async with self.database.erasing() as connection:
            account_id = await connection.scalar(
                select(shares.c.account_id).where(mine).with_for_update(key_share=True)
            )
            if account_id is None:
                return False
            before = select(together.c.session_id).where(together.c.share_id == share_id)
            await connection.execute(delete(sessions).where(sessions.c.id.in_(before)))
            kept = {"account_id": account_id, "expires_at": expires_at}
            await connection.execute(update(sessions).where(sessions.c.id == session_id).values(kept))
            await connection.execute(insert(together).values(session_id=session_id, share_id=share_id))
        return True

    async def _find(self, query: Select[Any], login: str, wanted: dict[str, Any]) -> Table | None:
        if login:
            query, wanted = _HERE_STILL[query], wanted | {"login": login}
        if self.database.joined:  # who writes waits for who writes and who revokes; SQLite has one writer
            # Keys stay as they are: what a citizen adds to the log meanwhile, with the moves of many others, goes on.
            query = query.with_for_update(of=(together, shares, sessions), key_share=True)
        async with self.database.reading() as connection:
            row = (await connection.execute(query, wanted)).mappings().first()
            return None if row is None else _table(row, await read_events(connection, row[_OF + "id"]))

    async def of_citizen(
        self, account_id: str, share_id: str, *, on: date, now: datetime, login: str = ""
    ) -> Table | None:
        """Return what is open with a share of an account, also when nobody else may see it any more.

        Parameters
        ----------
        login
            Hash of the token of a login that must hold at this moment too; empty where that was asked just before.
        """
        wanted = {"account": account_id, "share": share_id, "on": on, "now": now}
        return await self._find(_OF_CITIZEN, login, wanted)

    async def of_coach(
        self, reader: Reader, share_id: str, *, on: date, now: datetime, login: str = ""
    ) -> Table | None:
        """Return what is open for a coach, when the share is in force at this moment, and the login as above."""
        wanted = {"reader": reader.id, "share": share_id, "on": on, "now": now}
        return await self._find(_OF_COACH, login, wanted)

    async def in_force(self, share_id: str, reader: Reader, *, on: date, now: datetime) -> bool:
        """Return whether a share is in force for a reader."""
        wanted = {"share": share_id, "reader": reader.id, "on": on, "now": now}
        async with self.database.reading() as connection:
            return await connection.scalar(_IN_FORCE, wanted) is not None

    async def looked(self, table: Table, reader: Reader, *, on: date, now: datetime) -> bool:
        """Write down that a coach looks along; return whether the share is in force still."""
        async with self.database.writing() as connection:
            query = select(shares.c.id).where(shares.c.id == table.share.id, of_reader(reader), in_force(on, now))
            if await connection.scalar(query.with_for_update(read=True)) is None:
                return False
            mine = together.c.session_id == table.session_id
            await connection.execute(update(together).where(mine).values(looked_at=now))
            line = {"share_id": table.share.id, "reader": reader.id or "", "said": reader.said, "what": LOOKED}
            await reads.append(connection, self.hashes, **line, now=now)
        return True

    async def forget_before(self, session_id: str, position: int) -> None:
        """Forget what lay there before the state at a position: only the newest is kept."""
        before = (session_events.c.session_id == session_id) & (session_events.c.kind == "state")
        before &= (session_events.c.position < position) & session_events.c.payload.is_not(None)
        async with self.database.writing() as connection:
            await connection.execute(update(session_events).where(before).values(payload=null()))

    async def standing(self, session_ids: Collection[str], *, on: date, now: datetime) -> dict[str, Standing]:
        """Return how everything stands that is open and in force at this moment; what is not, is left out."""
        wanted = {"sessions": list(session_ids), "on": on, "now": now}
        async with self.database.reading() as connection:
            rows = (await connection.execute(_STANDING, wanted)).all()
        return {id_: Standing(centre_id=centre, version=0 if last is None else last + 1) for id_, centre, last in rows}

    async def logged_in(self, token_hashes: Collection[str], *, now: datetime) -> set[str]:
        """Return which of these logins, of citizens and coaches, hold at this moment."""
        wanted, found = {"tokens": list(token_hashes), "now": now}, set[str]()
        async with self.database.reading() as connection:
            for query in _LOGGED_IN:
                found |= set((await connection.execute(query, wanted)).scalars())
        return found
