"""Complaints: file one, open it for whoever may see it, and add what happens to its log in one step."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from api.keys.service import PREFIX, Caller, CallerRole, Keys, not_allowed
from api.klachten.log import LOG, complaint
from api.klachten.schemas import ChequeRefIn, ComplaintIn
from api.loopbaancheque.cheques.service import Call, Cheques, UnknownChequeError
from api.problems import ProblemError, RuleError
from api.sessions import codes
from api.sessions.service import UnknownCodeError
from api.storage.cases import CaseFact, CaseMovedError, CaseStore, StoredCase, Words
from models.klachten import life
from models.klachten.events import Event
from models.klachten.life import Complaint
from models.loopbaancheque import numbers
from models.loopbaancheque.life_commands import LifeError

KIND = "complaint"

ENDS = ("decided", "withdrawn")
"""Facts after which nobody at the director's desk has to do anything."""

KEPT_DAYS = 2 * 365
"""Days after which what was written is erased; a choice of this project."""

ATTEMPTS = 5
VALUE_RULES = frozenset({"day-in-future", "subjects", "cheque-needed", "side", "day", "reason-missing"})
"""Rules about a value that can be mended in the request; the others are about where the complaint stands."""


class ForbiddenActError(RuleError):
    """What the rules of complaints forbid: 422 for a value, 409 for where the complaint stands."""

    RULE, VALUES = "complaint-rule", VALUE_RULES


class UnknownComplaintError(ProblemError):
    """A complaint that is not there or is not for whoever asks: never told apart."""

    def __init__(self) -> None:
        super().__init__(404, "unknown-complaint", "no such complaint for this key or code")


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedComplaint:
    """A complaint with its log, what was written, and who asks."""

    stored: StoredCase
    log: tuple[CaseFact, ...]
    complaint: Complaint
    words: Words | None
    caller: Caller
    today: date
    code: str | None = None


Act = Callable[[OpenedComplaint], Sequence[Event]]


class Complaints:
    """All complaints.

    Parameters
    ----------
    secret
        The service's secret, that codes are hashed with.
    """

    def __init__(self, store: CaseStore, keys: Keys, cheques: Cheques, secret: codes.Key) -> None:
        self.store, self.keys, self.cheques, self.secret = store, keys, cheques, secret

    async def file(self, body: ComplaintIn, address: str, *, today: date, now: datetime) -> OpenedComplaint:
        """Keep a complaint; one that comes too late is kept too, and told that it is inadmissible.

        Raises
        ------
        ProblemError
            404 for a cheque whose two numbers do not belong together, 422 for a value that cannot be used.
        """
        centre_id = None if body.cheque is None else await self._centre(body.cheque, address, today=today, now=now)
        try:
            events = life.file(
                on=today, fact_on=body.fact_on, about=body.kind, subjects=body.subjects, centre_id=centre_id
            )
        except LifeError as error:
            raise ForbiddenActError(error) from error
        id_, code = codes.random_id(), codes.resume_code(codes.random_seed())
        caller = Caller(role=CallerRole.HOLDER)
        stored = StoredCase(id=id_, kind=KIND, centre_id=events[0].centre_id, created_at=now)
        words = Words(
            case_id=id_,
            code_hash=await self.secret.kept_code("complaint-code", code),
            cheque_number=numbers.normal_number(body.cheque.number) if body.cheque else None,
            text=body.text,
            centre_text=None,
            expires_at=now + timedelta(days=KEPT_DAYS),
        )
        facts = LOG.lines(events, 0, caller.name, now)
        await self.store.add(stored, facts, words)
        return OpenedComplaint(
            stored=stored, log=facts, complaint=complaint(facts), words=words, caller=caller, today=today, code=code
        )

    async def _centre(self, cheque: ChequeRefIn, address: str, *, today: date, now: datetime) -> str | None:
        if cheque.client_number.startswith(PREFIX):
            raise UnknownChequeError
        call = Call.of_page(cheque.client_number, today=today, now=now, address=address)
        opened = await self.cheques.open(cheque.number, call)
        return opened.cheque.activated.centre_id if opened.cheque.activated else None

    async def open(self, id_: str, bearer: str, address: str, *, today: date, now: datetime) -> OpenedComplaint:
        """Return a complaint to the operator, to the centre once it was asked, or to who complained.

        Raises
        ------
        ProblemError
            401 for a key that is not in force, 404 for anybody else, 429 after five wrong codes.
        """
        key = bearer.startswith(PREFIX)
        caller = await self.keys.caller(bearer) if key else Caller(role=CallerRole.HOLDER)

        async def mine() -> tuple[StoredCase, Words | None] | None:
            forms = () if key else await self._forms(bearer)  # whether or not there is one, so that it takes as long
            stored, words = await self.store.find(id_), await self.store.words(id_, now)
            holds = words is not None and words.code_hash in forms
            if stored is None or stored.kind != KIND or not (key or holds):
                return None
            return stored, words

        there = await (mine() if key else self.cheques.tries.look(address, mine, now=now))
        if there is None:
            raise UnknownComplaintError
        return _seen(there[0], await self.store.log(id_), there[1], caller, today)

    async def of_code(self, typed: str, address: str, *, now: datetime) -> str:
        """Return the id of the complaint that a code opens.

        Raises
        ------
        api.sessions.service.UnknownCodeError, api.sessions.service.TooManyTriesError
            When it opens none, or the address gave too many wrong ones.
        """

        async def mine() -> str | None:
            return await self.store.of_code(await self._forms(typed), now)

        found = await self.cheques.tries.look(address, mine, now=now)
        if found is None:
            raise UnknownCodeError("no complaint has this code; a code has five words of four letters")
        return found

    async def _forms(self, bearer: str) -> tuple[str, ...]:
        code = codes.normal_code(bearer)
        return () if code is None else await self.secret.code_forms("complaint-code", code)

    async def page(self, caller: Caller, *, after: str, most: int, today: date, now: datetime) -> list[OpenedComplaint]:
        """Return complaints for the operator, or those that a centre was told of, in the order of their ids."""
        if caller.role is CallerRole.CENTRE:
            ids = sorted(one.stored.id for one in await self.of_centre(caller, today=today))
            shown = [id_ for id_ in ids if id_ > after][:most]
        else:
            shown = [stored.id for stored in await self.store.all(KIND, after=after, most=most)]
        return [await self.look(id_, caller, today=today, now=now) for id_ in shown]

    async def act(
        self,
        id_: str,
        bearer: str,
        address: str,
        act: Act,
        *,
        today: date,
        now: datetime,
        said: str | None = None,
    ) -> OpenedComplaint:
        """Add what an act finds to the log, with what who acts wrote.

        Raises
        ------
        ProblemError
            What :meth:`open` raises, 403 for who may not do this, 409 or 422 for what the rules forbid.
        """

        async def look() -> OpenedComplaint:
            return await self.open(id_, bearer, address, today=today, now=now)

        return await self._act(look, act, said, now)

    async def _act(
        self, look: Callable[[], Awaitable[OpenedComplaint]], act: Act, said: str | None, now: datetime
    ) -> OpenedComplaint:
        for _ in range(ATTEMPTS):
            opened = await look()
            try:
                events = act(opened)
            except LifeError as error:
                raise ForbiddenActError(error) from error
            facts = LOG.lines(events, len(opened.log), opened.caller.name, now)
            try:
                await self.store.append(opened.stored.id, facts, **_joined(opened, said))
            except CaseMovedError:
                continue
            return await look()
        raise ProblemError(409, "complaint-busy", "other requests changed this complaint at the same time; try again")

    async def look(self, id_: str, caller: Caller, *, today: date, now: datetime) -> OpenedComplaint:
        """Return a complaint to an employee of the operator, or of its centre once that was told, who is logged in.

        Raises
        ------
        UnknownComplaintError
            When there is none.
        """
        stored = await self.store.find(id_)
        if stored is None or stored.kind != KIND:
            raise UnknownComplaintError
        return _seen(stored, await self.store.log(id_), await self.store.words(id_, now), caller, today)

    async def of_centre(self, caller: Caller, *, today: date) -> list[OpenedComplaint]:
        """Return the complaints that a centre was told of, the newest first, without what was written."""
        found = await self.store.every(KIND, caller.centre_id or "")
        own = [_listed(stored, log, caller, today) for stored, log in found]
        return [one for one in own if one.complaint.centre_told]

    async def handle(
        self, id_: str, caller: Caller, act: Act, *, today: date, now: datetime, said: str | None = None
    ) -> OpenedComplaint:
        """Add what such an employee does to the log.

        Raises
        ------
        ProblemError
            404, 409 or 422 for what the rules forbid.
        """
        return await self._act(lambda: self.look(id_, caller, today=today, now=now), act, said, now)

    async def undecided(self, caller: Caller, *, today: date) -> list[OpenedComplaint]:
        """Return all complaints that nobody ended, also inadmissible ones, without what was written."""
        found = await self.store.unfinished(KIND, *ENDS)
        return [_listed(stored, log, caller, today) for stored, log in found]

    async def decided(self, caller: Caller, *, most: int, skip: int, today: date) -> list[OpenedComplaint]:
        """Return complaints that were decided or withdrawn, the newest first, without what was written."""
        found = await self.store.recent(KIND, most, ended=ENDS, skip=skip)
        return [_listed(stored, log, caller, today) for stored, log in found]


def _seen(
    stored: StoredCase, log: tuple[CaseFact, ...], words: Words | None, caller: Caller, today: date
) -> OpenedComplaint:
    found = complaint(log)
    if caller.role is CallerRole.CENTRE and not (found.centre_told and caller.centre_id == stored.centre_id):
        raise UnknownComplaintError
    return OpenedComplaint(stored=stored, log=log, complaint=found, words=words, caller=caller, today=today)


def _joined(opened: OpenedComplaint, said: str | None) -> dict[str, str]:
    """Return what who acts wrote, below what the same side wrote before."""
    if said is None:
        return {}
    name = "centre_text" if opened.caller.role is CallerRole.CENTRE else "text"
    before = getattr(opened.words, name) if opened.words else None
    return {name: f"{before}\n\n{said}" if before else said}


def _listed(stored: StoredCase, log: tuple[CaseFact, ...], caller: Caller, today: date) -> OpenedComplaint:
    return OpenedComplaint(stored=stored, log=log, complaint=complaint(log), words=None, caller=caller, today=today)


def by_operator(act: Act) -> Act:
    """Return an act that the operator alone may do."""

    def checked(opened: OpenedComplaint) -> Sequence[Event]:
        if opened.caller.role is not CallerRole.OPERATOR:
            raise not_allowed("the operator's key")
        return act(opened)

    return checked


def by_holder(act: Act) -> Act:
    """Return an act that who complained alone may do."""

    def checked(opened: OpenedComplaint) -> Sequence[Event]:
        if opened.caller.role is not CallerRole.HOLDER:
            raise not_allowed("the code of who complained")
        return act(opened)

    return checked


def by_centre(act: Act) -> Act:
    """Return an act that the centre alone may do."""

    def checked(opened: OpenedComplaint) -> Sequence[Event]:
        if opened.caller.role is not CallerRole.CENTRE:
            raise not_allowed("the key of the centre")
        return act(opened)

    return checked
