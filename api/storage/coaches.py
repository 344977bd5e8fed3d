"""All queries of coaches and their logins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Update, bindparam, delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from api.storage.database import Database
from api.storage.tables.shares import coach_invitations, coach_logins, coaches, shares


@dataclass(frozen=True, slots=True, kw_only=True)
class Coach:
    """A coach as stored; the columns of ``coaches`` say what each member means."""

    id: str
    centre_id: str
    name: str
    code: str
    key_id: str | None
    subject_hash: str | None
    created_at: datetime
    removed_at: datetime | None
    administrator: bool = False
    engagement: str = "employee"
    method: str = ""
    contract: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Invitation:
    """An invitation as stored; the columns of ``coach_invitations`` say what each member means."""

    id: str
    centre_id: str
    code_hash: str
    name: str
    engagement: str
    method: str
    contract: str
    created_at: datetime
    expires_at: datetime


_COLUMNS = [coaches.c[name] for name in Coach.__slots__]
_HELD = select(coach_logins.c.coach_id).where(
    coach_logins.c.token_hash == bindparam("token"), coach_logins.c.expires_at > bindparam("now")
)
_OF_LOGIN = select(*_COLUMNS).where(coaches.c.id.in_(_HELD), coaches.c.removed_at.is_(None))


def _named_centre(condition: ColumnElement[bool]) -> Update:
    """Return the change that names the centre of now in shares that name none: they do not follow a coach who moves.

    A worker of the release before writes such shares while this one starts beside it.
    """
    theirs = select(coaches.c.id, coaches.c.centre_id).where(condition).subquery()
    centre = select(theirs.c.centre_id).scalar_subquery()
    mine = shares.c.coach_id.in_(select(theirs.c.id)) & shares.c.centre_id.is_(None)
    return update(shares).where(mine).values(centre_id=centre)


class CoachStore:
    """Coaches in the store of record."""

    def __init__(self, database: Database) -> None:
        self.database = database

    async def add(self, coach: Coach) -> None:
        """Keep a new coach."""
        async with self.database.writing() as connection:
            await connection.execute(insert(coaches).values({n: getattr(coach, n) for n in Coach.__slots__}))

    async def _find(self, condition: ColumnElement[bool]) -> Coach | None:
        query = select(*_COLUMNS).where(condition, coaches.c.removed_at.is_(None))
        async with self.database.reading() as connection:
            row = (await connection.execute(query)).mappings().first()
        return None if row is None else Coach(**row)

    async def find_by_code(self, code: str) -> Coach | None:
        """Return the coach of a code, unless removed."""
        return await self._find((coaches.c.code == code) & ~coaches.c.administrator)

    async def find_by_key(self, key_id: str) -> Coach | None:
        """Return the coach of a key, unless removed."""
        return await self._find(coaches.c.key_id == key_id)

    async def find_by_login(self, token_hash: str, *, now: datetime) -> Coach | None:
        """Return the coach of a login that still holds, unless removed."""
        async with self.database.reading() as connection:
            row = (await connection.execute(_OF_LOGIN, {"token": token_hash, "now": now})).mappings().first()
        return None if row is None else Coach(**row)

    async def known(self, coach: Coach, subject_hashes: Sequence[str]) -> Coach | None:
        """Return the coach of a subject with the name and centre of now, or keep a new one; ``None``: removed.

        Who stands there under another key's hash is written anew under the first one.
        """
        mine = coaches.c.subject_hash == coach.subject_hash
        async with self.database.writing() as connection:
            other = update(coaches).where(coaches.c.subject_hash.in_(subject_hashes[1:]))
            await connection.execute(other.values(subject_hash=coach.subject_hash))
        try:
            await self.add(coach)
        except IntegrityError:
            async with self.database.writing() as connection:
                await connection.execute(_named_centre(mine))
                newest = update(coaches).where(mine, coaches.c.removed_at.is_(None))
                told = {"name": coach.name, "centre_id": coach.centre_id, "administrator": coach.administrator}
                await connection.execute(newest.values(**told))
        return await self._find(mine)

    async def find_by_subject(self, subject_hashes: Sequence[str]) -> Coach | None:
        """Return the coach whom the identity provider knows by a subject, unless removed."""
        return await self._find(coaches.c.subject_hash.in_(subject_hashes))

    async def of_centre(self, centre_id: str) -> tuple[Coach, ...]:
        """Return the coaches of a centre, by name; whoever administers is none."""
        mine = (coaches.c.centre_id == centre_id) & coaches.c.removed_at.is_(None) & ~coaches.c.administrator
        async with self.database.reading() as connection:
            rows = (await connection.execute(select(*_COLUMNS).where(mine).order_by(coaches.c.name))).mappings()
            return tuple(Coach(**row) for row in rows)

    async def remove(self, centre_id: str, coach_id: str, now: datetime) -> bool:
        """Remove a coach of a centre at once; return whether there was one."""
        mine = (coaches.c.id == coach_id) & (coaches.c.centre_id == centre_id) & coaches.c.removed_at.is_(None)
        async with self.database.writing() as connection:
            gone = update(coaches).where(mine, ~coaches.c.administrator).values(removed_at=now)
            return (await connection.execute(gone)).rowcount > 0

    async def invite(self, invitation: Invitation, *, most: int) -> bool:
        """Keep an invitation, unless a centre has as many open ones as allowed."""
        mine = coach_invitations.c.centre_id == invitation.centre_id
        async with self.database.writing() as connection:
            count = select(func.count()).select_from(coach_invitations)
            open_ = await connection.scalar(count.where(mine, coach_invitations.c.expires_at > invitation.created_at))
            if (open_ or 0) >= most:
                return False
            row = {name: getattr(invitation, name) for name in Invitation.__slots__}
            await connection.execute(insert(coach_invitations).values(row))
            return True

    async def invitations(self, centre_id: str, now: datetime) -> tuple[Invitation, ...]:
        """Return the open invitations of a centre, newest first."""
        mine = (coach_invitations.c.centre_id == centre_id) & (coach_invitations.c.expires_at > now)
        query = select(coach_invitations).where(mine).order_by(coach_invitations.c.created_at.desc())
        async with self.database.reading() as connection:
            return tuple(Invitation(**row) for row in (await connection.execute(query)).mappings())

    async def withdraw(self, centre_id: str, invitation_id: str) -> bool:
        """Forget an invitation of a centre; return whether there was one."""
        mine = (coach_invitations.c.id == invitation_id) & (coach_invitations.c.centre_id == centre_id)
        async with self.database.writing() as connection:
            return (await connection.execute(delete(coach_invitations).where(mine))).rowcount > 0

    async def invited(self, code_hashes: Sequence[str], now: datetime) -> Invitation | None:
        """Return the open invitation of a code."""
        mine = coach_invitations.c.code_hash.in_(code_hashes) & (coach_invitations.c.expires_at > now)
        async with self.database.reading() as connection:
            row = (await connection.execute(select(coach_invitations).where(mine))).mappings().first()
            return None if row is None else Invitation(**row)

    async def redeem(
        self, code_hashes: Sequence[str], coach: Coach, subject_hashes: Sequence[str], now: datetime
    ) -> bool:
        """Let an invitation make a coach, once; one who was removed begins anew, without what was shared before."""
        mine = coach_invitations.c.code_hash.in_(code_hashes) & (coach_invitations.c.expires_at > now)
        past = coaches.c.subject_hash.in_(subject_hashes) & coaches.c.removed_at.is_not(None)
        try:
            async with self.database.writing() as connection:
                if (await connection.execute(delete(coach_invitations).where(mine))).rowcount == 0:
                    return False
                await connection.execute(update(coaches).where(past).values(subject_hash=None))
                other = update(coaches).where(coaches.c.subject_hash.in_(subject_hashes[1:]))
                await connection.execute(other.values(subject_hash=coach.subject_hash))  # kept under a key of before
                await connection.execute(insert(coaches).values({n: getattr(coach, n) for n in Coach.__slots__}))
                return True
        except IntegrityError:  # a coach of another centre: nothing changes, the invitation stays
            return False

    async def log_in(self, coach_id: str, token_hash: str, *, until: datetime) -> None:
        """Keep a login."""
        async with self.database.writing() as connection:
            row = {"token_hash": token_hash, "coach_id": coach_id, "expires_at": until}
            await connection.execute(insert(coach_logins).values(row))

    async def log_out(self, token_hash: str) -> None:
        """Forget a login."""
        async with self.database.writing() as connection:
            await connection.execute(delete(coach_logins).where(coach_logins.c.token_hash == token_hash))

    async def remove_by_key(self, key_id: str, now: datetime) -> None:
        """Remove the coach of a key that was revoked."""
        mine = (coaches.c.key_id == key_id) & coaches.c.removed_at.is_(None)
        async with self.database.writing() as connection:
            await connection.execute(update(coaches).where(mine).values(removed_at=now))

    async def delete_expired(self, now: datetime) -> int:
        """Forget logins whose time is over; return how many."""
        async with self.database.erasing() as connection:
            done = await connection.execute(delete(coach_logins).where(coach_logins.c.expires_at <= now))
            await connection.execute(delete(coach_invitations).where(coach_invitations.c.expires_at <= now))
            return done.rowcount
