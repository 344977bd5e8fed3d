"""File checks: draw a sample, and add what happens to its log in one step."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.keys.service import Caller, CallerRole, not_allowed
from api.problems import ProblemError, RuleError
from api.regie.checks.log import LOG, check
from api.regie.checks.schemas import CheckIn
from api.sessions import codes
from api.storage.cases import CaseFact, CaseMovedError, CaseStore, StoredCase
from api.storage.regie import RegieStore
from models.loopbaancheque.life_commands import LifeError
from models.regie import check_life
from models.regie.check_life import Check, CheckEvent

KIND = "file-check"
ATTEMPTS = 5
VALUE_RULES = frozenset({"day", "no-files", "not-drawn", "reason-missing"})
"""Rules about a value that can be mended in the request; the others are about where the file check stands."""


class ForbiddenCheckError(RuleError):
    """What the rules of file checks forbid: 422 for a value, 409 for where it stands."""

    RULE, VALUES = "check-rule", VALUE_RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCheck:
    """A file check, and who asks."""

    stored: StoredCase
    log: tuple[CaseFact, ...]
    check: Check
    caller: Caller


Act = Callable[[Check], Sequence[CheckEvent]]


class Checks:
    """All file checks."""

    def __init__(self, store: CaseStore, files: RegieStore) -> None:
        self.store, self.files = store, files

    async def draw(self, body: CheckIn, caller: Caller, *, today: date, now: datetime) -> OpenedCheck:
        """Draw a sample under a fresh seed, which is kept."""
        files = await self.files.closed(body.centre_id, body.first, body.last)
        try:
            events = check_life.draw(files, seed=codes.random_id(), first=body.first, last=body.last, on=today)
        except LifeError as error:
            raise ForbiddenCheckError(error) from error
        stored = StoredCase(id=codes.random_id(), kind=KIND, centre_id=body.centre_id, created_at=now)
        facts = LOG.lines(events, 0, caller.name, now)
        await self.store.add(stored, facts)
        return OpenedCheck(stored=stored, log=facts, check=check(facts), caller=caller)

    async def open(self, id_: str, caller: Caller) -> OpenedCheck:
        """Return a file check to the operator or its centre.

        Raises
        ------
        ProblemError
            404 when it is not there, or is another centre's.
        """
        stored = await self.store.find(id_)
        mine = stored is not None and (caller.role is CallerRole.OPERATOR or caller.centre_id == stored.centre_id)
        if stored is None or stored.kind != KIND or not mine:
            raise ProblemError(404, "not-found", "no such file check for this key")
        log = await self.store.log(id_)
        return OpenedCheck(stored=stored, log=log, check=check(log), caller=caller)

    async def final(self, caller: Caller, *, most: int, skip: int) -> list[OpenedCheck]:
        """Return file checks that are final, the newest first."""
        return [
            OpenedCheck(stored=stored, log=log, check=check(log), caller=caller)
            for stored, log in await self.store.recent(KIND, most, ended="final", skip=skip)
        ]

    async def of_centre(self, caller: Caller) -> list[OpenedCheck]:
        """Return the file checks of the caller's centre, the newest first."""
        return [
            OpenedCheck(stored=stored, log=log, check=check(log), caller=caller)
            for stored, log in await self.store.every(KIND, caller.centre_id)
        ]

    async def unfinished(self, caller: Caller) -> list[OpenedCheck]:
        """Return all file checks that are not final."""
        return [
            OpenedCheck(stored=stored, log=log, check=check(log), caller=caller)
            for stored, log in await self.store.unfinished(KIND, "final")
        ]

    async def act(self, id_: str, caller: Caller, act: Act, by: CallerRole, *, now: datetime) -> OpenedCheck:
        """Add what an act finds to the log.

        Raises
        ------
        ProblemError
            404, 403 for who may not do this, 409 or 422 for what the rules forbid.
        """
        for _ in range(ATTEMPTS):
            opened = await self.open(id_, caller)
            if caller.role is not by:
                raise not_allowed(f"the {by}'s key")
            try:
                events = act(opened.check)
            except LifeError as error:
                raise ForbiddenCheckError(error) from error
            facts = LOG.lines(events, len(opened.log), caller.name, now)
            try:
                await self.store.append(id_, facts)
            except CaseMovedError:
                continue
            return await self.open(id_, caller)
        raise ProblemError(409, "check-busy", "other requests changed this file check at the same time; try again")
