"""Coaches: made with a key, invited by a centre, or known by the identity provider; no public sign-up."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from api.keys.service import Keys
from api.sessions import codes
from api.sessions.codes import Key
from api.storage.coaches import Coach, CoachStore

LOGIN_FOR = timedelta(hours=10)
"""How long a coach's login holds: a working day."""


async def invitation_forms(key: Key, code: str) -> tuple[str, ...]:
    """Return what may be stored of the code of an invitation, that of a new one first; marks are forgiven."""
    return await key.code_forms("coach-invitation", codes.normal_code(code) or "no code")


class Coaches:
    """Coaches of all centres. Whether the mandate of a centre holds is for the register to say."""

    def __init__(self, store: CoachStore, keys: Keys) -> None:
        self.store, self.keys = store, keys

    def _new(self, centre_id: str, name: str, now: datetime, **known_by: str | bool) -> Coach:
        members: dict[str, Any] = {"key_id": None, "subject_hash": None} | known_by
        return Coach(
            id=codes.random_id(),
            centre_id=centre_id,
            name=name,
            code=codes.resume_code(codes.random_seed()),
            created_at=now,
            removed_at=None,
            **members,
        )

    async def issue(self, centre_id: str, name: str, *, now: datetime) -> tuple[Coach, str]:
        """Make a coach with a key; return both, the key for the only time."""
        key_id, key = await self.keys.issue_coach(centre_id, name, now=now)
        coach = self._new(centre_id, name, now, key_id=key_id)
        await self.store.add(coach)
        return coach, key

    async def of_key(self, key: str) -> Coach | None:
        """Return the coach of a key, unless either is not in force any more."""
        key_id = await self.keys.coach_key_id(key)
        return None if key_id is None else await self.store.find_by_key(key_id)

    async def of_code(self, code: str) -> Coach | None:
        """Return the coach of a code that a client was told; case, spaces and marks are forgiven."""
        normal = codes.normal_code(code)
        return None if normal is None else await self.store.find_by_code(normal)

    async def log_in(
        self, subject_hashes: Sequence[str], centre_id: str, name: str, *, now: datetime, administrator: bool = False
    ) -> str | None:
        """Return the token of a new login of somebody whom the identity provider vouches for; ``None``: removed."""
        new = self._new(centre_id, name, now, subject_hash=subject_hashes[0], administrator=administrator)
        coach = await self.store.known(new, subject_hashes)
        return None if coach is None else await self._token(coach, now)

    async def log_in_known(self, subject_hashes: Sequence[str], *, now: datetime) -> str | None:
        """Return the token of a new login of somebody whom a centre invited; ``None`` for anybody else."""
        coach = await self.store.find_by_subject(subject_hashes)
        return None if coach is None else await self._token(coach, now)

    async def redeem(self, code_hashes: Sequence[str], subject_hashes: Sequence[str], *, now: datetime) -> str | None:
        """Return the token of the first login of somebody with an invitation, which works once."""
        told = await self.store.invited(code_hashes, now)
        if told is None:
            return None
        said = {name: getattr(told, name) for name in ("engagement", "method", "contract")}
        coach = self._new(told.centre_id, told.name, now, subject_hash=subject_hashes[0], **said)
        return (
            await self._token(coach, now) if await self.store.redeem(code_hashes, coach, subject_hashes, now) else None
        )

    async def _token(self, coach: Coach, now: datetime) -> str:
        token = codes.token(codes.random_seed())
        await self.store.log_in(coach.id, codes.token_hash(token), until=now + LOGIN_FOR)
        return token

    async def of_login(self, token: str, *, now: datetime) -> Coach | None:
        """Return the coach of a login that still holds."""
        return await self.store.find_by_login(codes.token_hash(token), now=now) if token else None

    async def log_out(self, token: str) -> None:
        """End a login."""
        await self.store.log_out(codes.token_hash(token))
