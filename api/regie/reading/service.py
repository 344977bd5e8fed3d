"""Reading along as a centre: who, as whom and why stands in a log that is only added to, before anything is shown."""

from dataclasses import dataclass
from datetime import datetime

from api.dependencies import day_of
from api.identity.staff import Staff, StaffLogins
from api.keys.service import Caller
from api.problems import Issue, ProblemError
from api.sessions import codes
from api.storage.cases import CaseFact, CaseStore, StoredCase
from item_bank.loopbaancentra.schema import Register

KIND = "reading"
REASON_MOST = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Readings:
    """Who read along as which centre."""

    store: CaseStore
    logins: StaffLogins

    async def begin(
        self, staff: Staff, caller: Caller, centre_id: str, why: str, register: Register, *, now: datetime
    ) -> str:
        """Keep why somebody reads along, and return the token of that login.

        Raises
        ------
        ProblemError
            422 without a reason, or for a centre that the register does not have.
        """
        if centre_id not in {one.id for one in register.centres}:
            raise _wrong("/centreId", "unknown-centre", "allowed are the ids of the register")
        if not 0 < len(why) <= REASON_MOST:
            raise _wrong("/reasons", "reading-reason", f"allowed are 1 to {REASON_MOST} characters")
        fact = CaseFact(
            position=0,
            kind="read-as",
            happened_on=day_of(now),
            payload={"centre_id": centre_id, "reasons": why},
            actor=caller.name,
            recorded_at=now,
        )
        case = StoredCase(id=codes.random_id(), kind=KIND, centre_id=centre_id, created_at=now)
        await self.store.add(case, [fact])
        return await self.logins.read_along(staff, centre_id, now=now)


def _wrong(pointer: str, code: str, detail: str) -> ProblemError:
    issue = Issue(location="body", pointer=pointer, code=code, detail=detail)
    return ProblemError(422, "invalid-request", f"1 value cannot be used: body{pointer}", issue)
