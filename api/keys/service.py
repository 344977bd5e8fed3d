"""Issue, check and revoke keys. A key has 256 bits and is shown once; what is stored cannot be turned back."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.logs import SecurityEvent, security
from api.problems import ProblemError
from api.sessions import codes
from api.storage.keys import KeyStore, StoredKey

PREFIX = "lbk_"
"""Start of every key, so that one that leaks is recognised."""

COACH_PREFIX = "lbc_"
"""Start of the key of a coach: it opens nothing that a centre's key opens."""

COACH = "coach"
"""What the role of such a key is called."""

GROUP_PREFIX, GROUP = "lbg_", "group"
"""Likewise of the key with which an organisation sees the sums of its group."""


EMPLOYEE = r"^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$"
"""How the operator names an employee."""


class CallerRole(StrEnum):
    """Who a caller is; a holder has the number and the client number of a cheque, and no key."""

    OPERATOR = "operator"
    CENTRE = "centre"
    HOLDER = "holder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whoever holds a key, or is logged in at a desk; ``centre_id`` is set for centres only.

    Attributes
    ----------
    employee
        Who of the operator is logged in; empty for a key.
    person
        Hash that stands for the employee of a centre who is logged in; ``None`` for a key.
    key, named
        Id of the key, and the employee with whose name it was issued; both empty for who is logged in.
    """

    role: CallerRole
    centre_id: str | None = None
    employee: str = ""
    person: str | None = None
    key: str = ""
    named: str = ""

    @property
    def name(self) -> str:
        """Return what the log of a cheque says about who told a fact."""
        who = self.centre_id if self.role is CallerRole.CENTRE else self.employee
        return f"{self.role}:{who}" if who else str(self.role)


class KeyRefusedError(ProblemError):
    """A key that is absent, unknown or revoked: never told apart."""

    def __init__(self) -> None:
        detail = "this address needs the header Authorization: Bearer KEY with a key that is in force"
        super().__init__(401, "key-needed", detail, headers={"WWW-Authenticate": "Bearer"})


def not_allowed(needed: str) -> ProblemError:
    """Return the problem of a key that is in force but belongs to somebody else than is needed; the log has it too."""
    security(SecurityEvent.KEY_NOT_ALLOWED)
    return ProblemError(403, "key-not-allowed", f"this key is in force but may not do this; needed is {needed}")


class Keys:
    """Keys of centres and the operator."""

    def __init__(self, store: KeyStore) -> None:
        self.store = store

    async def issue(
        self, role: CallerRole, *, centre_id: str | None, label: str, now: datetime, employee: str | None = None
    ) -> tuple[str, str]:
        """Make a key; return its id and the key itself, which nobody can read again."""
        if (role is CallerRole.CENTRE) != (centre_id is not None):
            raise ValueError("a centre's key names its centre, the operator's names none")
        return await self._add(PREFIX, role, centre_id=centre_id, label=label, now=now, employee=employee)

    async def issue_coach(self, centre_id: str, name: str, *, now: datetime) -> tuple[str, str]:
        """Make the key of a coach; return its id and the key itself."""
        return await self._add(COACH_PREFIX, COACH, centre_id=centre_id, label=name, now=now)

    async def issue_group(self, organisation: str, *, now: datetime) -> tuple[str, str]:
        """Make the key of a group; return its id and the key itself."""
        return await self._add(GROUP_PREFIX, GROUP, centre_id=None, label=organisation, now=now)

    async def _add(
        self, prefix: str, role: str, *, centre_id: str | None, label: str, now: datetime, employee: str | None = None
    ) -> tuple[str, str]:
        id_, key = codes.random_id(), prefix + codes.token(codes.random_seed())
        await self.store.add(
            StoredKey(
                id=id_,
                key_hash=codes.token_hash(key),
                role=role,
                centre_id=centre_id,
                label=label,
                employee=employee,
                issued_at=now,
                revoked_at=None,
            )
        )
        security(SecurityEvent.KEY_ISSUED, key=id_, role=str(role))
        return id_, key

    async def revoke(self, id_: str, *, now: datetime) -> bool:
        """End a key at once; return whether it was in force."""
        ended = await self.store.revoke(id_, now)
        if ended:
            security(SecurityEvent.KEY_REVOKED, key=id_)
        return ended

    async def caller(self, key: str) -> Caller:
        """Return who holds a key.

        Raises
        ------
        KeyRefusedError
            When it is not in force.
        """
        found = await self._in_force(PREFIX, key)
        if found is None:
            raise KeyRefusedError
        role = CallerRole(found.role)
        return Caller(role=role, centre_id=found.centre_id, key=found.id, named=found.employee or "")

    async def coach_key_id(self, key: str) -> str | None:
        """Return the id of a coach's key that is in force, else ``None``."""
        found = await self._in_force(COACH_PREFIX, key)
        return None if found is None else found.id

    async def group_key_id(self, key: str) -> str | None:
        """Return the id of a group's key that is in force, else ``None``."""
        found = await self._in_force(GROUP_PREFIX, key)
        return None if found is None else found.id

    async def _in_force(self, prefix: str, key: str) -> StoredKey | None:
        found = await self.store.find(codes.token_hash(key)) if key.startswith(prefix) else None
        if found is None or found.revoked_at is not None:
            if key.startswith(prefix):
                security(SecurityEvent.KEY_REFUSED, revoked=found is not None)
            return None
        security(SecurityEvent.KEY_USED, key=found.id, role=found.role)
        return found
