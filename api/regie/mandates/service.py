"""Mandates: an application opens one, and what happens to it is added to its log."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from api.keys.service import Caller
from api.loopbaancentra.mandates.log import LOG, mandate
from api.loopbaancentra.mandates.service import KIND, Followed
from api.problems import ProblemError, RuleError
from api.regie.mandates.schemas import ApplicationIn, NewMandateIn
from api.sessions import codes
from api.storage.cases import CaseFact, CaseMovedError, CaseStore, Place, StoredCase
from item_bank.loopbaancentra.schema import Register
from models.loopbaancheque.days import add_months
from models.loopbaancheque.life_commands import LifeError
from models.regie.mandate_life import Applied, Mandate, MandateEvent, Standing, renew

ATTEMPTS = 5
SOON_MONTHS = 6
"""Months before its end from which a mandate is told to end."""

VALUE_RULES = frozenset({"day", "new-enterprise", "reason-missing", "unknown-centre"})
"""Rules about a value that can be mended in the request; the others are about where the mandate stands."""


class ForbiddenMandateError(RuleError):
    """What the rules of mandates forbid: 422 for a value, 409 for where it stands."""

    RULE, VALUES = "mandate-rule", VALUE_RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedMandate:
    """A mandate on a day."""

    stored: StoredCase
    log: tuple[CaseFact, ...]
    mandate: Mandate
    today: date

    @property
    def waits(self) -> bool:
        """Whether the team has to do something: decide about an application, or a mandate that ends soon."""
        return self.mandate.applied is not None or self.ends_soon

    @property
    def ends_soon(self) -> bool:
        """Whether it ends within half a year and nobody asked to renew it."""
        last = self.mandate.grants[-1].ends_before if self.mandate.grants else None
        running = self.mandate.standing(self.today) in (Standing.HOLDS, Standing.SUSPENDED)
        return bool(running and last and add_months(self.today, SOON_MONTHS) >= last)


Act = Callable[[Mandate], Sequence[MandateEvent]]


class Mandates:
    """All mandates that were asked for here.

    Parameters
    ----------
    followed
        Lets the register of this worker follow each decision at once; other workers follow within a second.
    """

    def __init__(self, store: CaseStore, followed: Followed) -> None:
        self.store, self.followed = store, followed

    async def apply(
        self, body: NewMandateIn, register: Register, caller: Caller, *, today: date, now: datetime
    ) -> OpenedMandate:
        """Keep the application of a centre that has no mandate here under this enterprise number.

        Raises
        ------
        ProblemError
            422 for a centre that the register does not have, 409 when this enterprise has or had asked one.
        """
        if body.centre_id not in {one.id for one in register.centres}:
            detail = "allowed are the ids of the register"
            raise ForbiddenMandateError(LifeError("unknown-centre", detail, field="centreId", value=body.centre_id))
        before = await self.store.holder(body.enterprise_number)
        if before is not None:
            standing = (await self.open(before, today=today)).mandate.standing(today)
            if standing not in (Standing.STOPPED, Standing.ENDED):  # after a refusal it asks again there
                raise _applied(f"this enterprise has one that is {standing.value!r}; ask there to renew it, or again")
        facts = LOG.lines([applied(body, today)], 0, caller.name, now)
        stored = StoredCase(id=codes.random_id(), kind=KIND, centre_id=body.centre_id, created_at=now)
        place = Place(enterprise_number=body.enterprise_number, after=before)
        try:
            await self.store.add(stored, facts, place=place)
        except CaseMovedError as error:
            raise _applied("this enterprise asked one at this moment; open it there") from error
        return OpenedMandate(stored=stored, log=facts, mandate=mandate(facts), today=today)

    async def open(self, id_: str, *, today: date) -> OpenedMandate:
        """Return a mandate.

        Raises
        ------
        ProblemError
            404 when there is none.
        """
        stored = await self.store.find(id_)
        if stored is None or stored.kind != KIND:
            raise ProblemError(404, "not-found", "no such mandate")
        log = await self.store.log(id_)
        return OpenedMandate(stored=stored, log=log, mandate=mandate(log), today=today)

    async def every(self, *, today: date) -> list[OpenedMandate]:
        """Return all mandates, the newest application first."""
        found = await self.store.every(KIND)
        return [OpenedMandate(stored=one, log=log, mandate=mandate(log), today=today) for one, log in found]

    async def of_centre(self, centre_id: str | None) -> list[Mandate]:
        """Return all mandates of a centre: one enterprise after another can have one."""
        return [mandate(log) for _, log in await self.store.every(KIND, centre_id or "")]

    async def act(self, id_: str, caller: Caller, act: Act, *, today: date, now: datetime) -> OpenedMandate:
        """Add what an act finds to the log.

        Raises
        ------
        ProblemError
            404, 409 or 422 for what the rules forbid.
        """
        for _ in range(ATTEMPTS):
            opened = await self.open(id_, today=today)
            try:
                events = act(opened.mandate)
            except LifeError as error:
                raise ForbiddenMandateError(error) from error
            facts = LOG.lines(events, len(opened.log), caller.name, now)
            try:
                await self.store.append(id_, facts)
            except CaseMovedError:
                continue
            await self.followed.try_now()  # what was decided is kept: where this fails, the worker follows it later
            log = (*opened.log, *facts)
            return OpenedMandate(stored=opened.stored, log=log, mandate=mandate(log), today=today)
        raise ProblemError(409, "case-busy", "other requests changed this mandate at the same time; try again")


def _applied(detail: str) -> ForbiddenMandateError:
    return ForbiddenMandateError(LifeError("applied-before", detail, field="enterpriseNumber"))


def applied(body: ApplicationIn, on: date) -> Applied:
    """Return an application as the log has it."""
    return Applied(on=on, **body.model_dump(exclude={"centre_id"}))


def renewal(body: ApplicationIn, on: date) -> Act:
    """Return the act that asks for six years more, or again after a refusal."""

    def act(found: Mandate) -> Sequence[MandateEvent]:
        new = applied(body, on)
        if found.standing(on) is Standing.REFUSED and new.enterprise_number == found.first.enterprise_number:
            return (new,)
        return renew(found, new)

    return act
