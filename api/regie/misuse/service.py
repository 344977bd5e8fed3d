"""Cases after signals of misuse: open one about a signal that is there, and add what happens to its log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.keys.service import Caller, CallerRole, not_allowed
from api.loopbaancheque.cheques.service import Call, Cheques, UnknownChequeError
from api.loopbaancheque.cheques.service import Opened as File
from api.problems import ProblemError, RuleError
from api.regie.misuse.log import LOG, case
from api.regie.misuse.schemas import CaseIn, RecoveryIn
from api.regie.service import Regie
from api.sessions import codes
from api.storage.cases import CaseFact, CaseMovedError, CaseStore, StoredCase
from models.loopbaancheque import life_file
from models.loopbaancheque.life_commands import LifeError
from models.loopbaancheque.life_events import Event
from models.regie import misuse_life
from models.regie.misuse_life import Case, CaseEvent, Opened

KIND = "misuse"
ATTEMPTS = 5
VALUE_RULES = frozenset({"day", "no-signal", "reason-missing", "other-centre", "percent"})
"""Rules about a value that can be mended in the request; the others are about where the case stands."""


class ForbiddenCaseError(RuleError):
    """What the rules of cases forbid: 422 for a value, 409 for where it stands."""

    RULE, VALUES = "case-rule", VALUE_RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedCase:
    """A case, and who asks on which day."""

    stored: StoredCase
    log: tuple[CaseFact, ...]
    case: Case
    caller: Caller
    today: date


Act = Callable[[Case], Sequence[CaseEvent]]


class Cases:
    """All cases after signals of misuse."""

    def __init__(self, store: CaseStore, regie: Regie, cheques: Cheques) -> None:
        self.store, self.regie, self.cheques = store, regie, cheques

    async def begin(self, body: CaseIn, caller: Caller, *, today: date, now: datetime) -> OpenedCase:
        """Open a case about a signal of a year.

        Raises
        ------
        ProblemError
            422 when that year has no such signal.
        """
        wanted = (body.kind, body.employer, body.centre_id, body.counsellor)
        found = (await self.regie.signals(body.year)).signals
        signal = next((s for s in found if (s.kind, s.employer, s.centre, s.counsellor) == wanted), None)
        if signal is None:
            detail = f"{body.year} has no such signal; allowed are those that GET /api/v1/regie/signals names"
            raise ForbiddenCaseError(LifeError("no-signal", detail, field="employer", value=body.employer))
        event = Opened(
            on=today,
            year=body.year,
            pair=signal.kind,
            employer=signal.employer,
            counsellor=signal.counsellor,
            observed=signal.observed,
            expected=signal.expected,
            adjusted=signal.adjusted,
            reasons=body.reasons,
        )
        stored = StoredCase(id=codes.random_id(), kind=KIND, centre_id=signal.centre, created_at=now)
        facts = LOG.lines([event], 0, caller.name, now)
        await self.store.add(stored, facts)
        return OpenedCase(stored=stored, log=facts, case=case(facts), caller=caller, today=today)

    async def open(self, id_: str, caller: Caller, *, today: date) -> OpenedCase:
        """Return a case to the operator, or to its centre once that was told.

        Raises
        ------
        ProblemError
            404 for anybody else.
        """
        stored = await self.store.find(id_)
        if stored is not None and stored.kind == KIND:
            log = await self.store.log(id_)
            found = case(log)
            mine = caller.centre_id == stored.centre_id and found.noticed is not None
            if caller.role is CallerRole.OPERATOR or mine:
                return OpenedCase(stored=stored, log=log, case=found, caller=caller, today=today)
        raise ProblemError(404, "not-found", "no such case for this key")

    async def decided(self, caller: Caller, *, most: int, skip: int, today: date) -> list[OpenedCase]:
        """Return decided cases, the newest first."""
        return [
            OpenedCase(stored=stored, log=log, case=case(log), caller=caller, today=today)
            for stored, log in await self.store.recent(KIND, most, ended="decided", skip=skip)
        ]

    async def undecided(self, caller: Caller, *, today: date) -> list[OpenedCase]:
        """Return all cases that nobody decided about."""
        return [
            OpenedCase(stored=stored, log=log, case=case(log), caller=caller, today=today)
            for stored, log in await self.store.unfinished(KIND, "decided")
        ]

    async def act(
        self, id_: str, caller: Caller, act: Act, by: CallerRole, *, today: date, now: datetime
    ) -> OpenedCase:
        """Add what an act finds to the log.

        Raises
        ------
        ProblemError
            404, 403 for who may not do this, 409 or 422 for what the rules forbid.
        """
        for _ in range(ATTEMPTS):
            opened = await self.open(id_, caller, today=today)
            if caller.role is not by:
                raise not_allowed(f"the {by}'s key")
            try:
                events = act(opened.case)
            except LifeError as error:
                raise ForbiddenCaseError(error) from error
            facts = LOG.lines(events, len(opened.log), caller.name, now)
            try:
                await self.store.append(id_, facts)
            except CaseMovedError:
                continue
            return await self.open(id_, caller, today=today)
        raise ProblemError(409, "case-busy", "other requests changed this case at the same time; try again")

    async def recover(self, id_: str, body: RecoveryIn, caller: Caller, *, today: date, now: datetime) -> OpenedCase:
        """Recover the fee of a cheque after the decision on a case: both logs say so, or neither.

        Raises
        ------
        ProblemError
            404, 403 for who may not do this, 422 for a cheque that the centre does not guide, 409 for what the rules
            forbid.
        """
        opened = await self.open(id_, caller, today=today)
        if caller.role is not CallerRole.OPERATOR:
            raise not_allowed("the operator's key")

        def command(file: File) -> Sequence[Event]:
            if file.cheque.activated is None or file.cheque.activated.centre_id != opened.stored.centre_id:
                raise UnknownChequeError
            return life_file.recover(file.cheque, case=id_, percent=body.percent, frame=file.frame)

        number = body.cheque_number
        call = Call(bearer="", idempotency_key="", request="", today=today, now=now, caller=caller)
        try:
            async with self.store.database.together():
                misuse_life.recover(opened.case, cheque=number, percent=body.percent, on=today)
                file = await self.cheques.tell(number, call, command)
                found = file.stored.number
                events = misuse_life.recover(opened.case, cheque=found, percent=body.percent, on=today)
                if events:
                    await self.store.append(id_, LOG.lines(events, len(opened.log), caller.name, now))
        except UnknownChequeError as error:
            detail = "the centre of this case guides no cheque with this number"
            raise ForbiddenCaseError(LifeError("other-centre", detail, field="chequeNumber", value=number)) from error
        except LifeError as error:
            raise ForbiddenCaseError(error) from error
        except CaseMovedError as error:
            detail = "other requests changed this case at the same time; try again"
            raise ProblemError(409, "case-busy", detail) from error
        return await self.open(id_, caller, today=today)
