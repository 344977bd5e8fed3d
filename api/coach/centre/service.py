"""Invitations of a centre: made while its mandate holds, used once within a week, taken back at any time."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from api.coach.centre.schemas import OPEN_MOST, CoachInvitationIn
from api.keys.coaches import Coaches, invitation_forms
from api.problems import ProblemError
from api.sessions import codes
from api.sessions.codes import Key
from api.sessions.service import TRIES, TooManyTriesError
from api.storage.coaches import Coach, Invitation
from api.storage.tries import TryStore
from models.loopbaancentra.search import Directory

HOLDS = timedelta(days=7)
"""How long an invitation can be used."""


class UnknownCoachError(ProblemError):
    """A coach or an invitation that is not there, or another centre's: never told apart."""

    def __init__(self) -> None:
        super().__init__(404, "unknown-coach", "this centre has no such coach or invitation")


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """Coaches of a centre and its open invitations."""

    coaches: tuple[Coach, ...]
    invitations: tuple[Invitation, ...]


class Centres:
    """What administrators of centres do."""

    def __init__(self, coaches: Coaches, key: Key, tries: TryStore) -> None:
        self.coaches, self.key, self.tries = coaches, key, tries

    async def staff(self, centre_id: str, *, now: datetime) -> Staff:
        """Return the coaches of a centre and its open invitations."""
        store = self.coaches.store
        return Staff(coaches=await store.of_centre(centre_id), invitations=await store.invitations(centre_id, now))

    async def invite(
        self, centre_id: str, body: CoachInvitationIn, directory: Directory, *, on: date, now: datetime
    ) -> tuple[Invitation, str]:
        """Invite a coach; return the invitation and its code, which nobody can read again.

        Raises
        ------
        ProblemError
            409 when the mandate does not hold today, or as many as may be are open.
        """
        if directory.mandated(centre_id, on) is None:
            raise ProblemError(409, "no-mandate", "a centre invites coaches while its mandate holds; nothing was made")
        code = codes.resume_code(codes.random_seed())
        invitation = Invitation(
            id=codes.random_id(),
            centre_id=centre_id,
            code_hash=(await invitation_forms(self.key, code))[0],
            created_at=now,
            expires_at=now + HOLDS,
            **body.model_dump(),
        )
        if not await self.coaches.store.invite(invitation, most=OPEN_MOST):
            raise ProblemError(409, "invitations-full", f"{OPEN_MOST} invitations are open; withdraw one first")
        return invitation, code

    async def remove(self, centre_id: str, coach_id: str, *, now: datetime) -> None:
        """Remove a coach at once: from then on nothing that is shared with them is shown.

        Raises
        ------
        UnknownCoachError
            When it is another centre's, or not there.
        """
        if not await self.coaches.store.remove(centre_id, coach_id, now):
            raise UnknownCoachError

    async def withdraw(self, centre_id: str, invitation_id: str) -> None:
        """Take an invitation back.

        Raises
        ------
        UnknownCoachError
            When it is another centre's, used, or not there.
        """
        if not await self.coaches.store.withdraw(centre_id, invitation_id):
            raise UnknownCoachError

    async def invited(self, code: str, address: str, *, now: datetime) -> bool:
        """Return whether a code is that of an open invitation.

        Raises
        ------
        TooManyTriesError
            After five wrong ones in fifteen minutes from one address.
        """
        address_hash = self.key.hash("address", address)
        if not await self.tries.may_try(address_hash, now=now, most=TRIES):
            raise TooManyTriesError
        if await self.coaches.store.invited(await invitation_forms(self.key, code), now) is not None:
            return True
        if not await self.tries.count_wrong(address_hash, now=now, most=TRIES):
            raise TooManyTriesError
        return False
