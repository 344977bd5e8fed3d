"""Cheques as they are told about: open one, decide on its log, add to the log in one step.

Two callers at once cannot both write at one position: the later one decides again on what it finds, so of two centres
that activate one cheque exactly one does.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from api.keys.service import PREFIX, Caller, CallerRole, KeyRefusedError, Keys
from api.loopbaancheque.cheques.log import from_payload, to_payload
from api.problems import ProblemError, RuleError
from api.sessions import codes
from api.sessions.idempotency import KeyReusedError
from api.sessions.tries import Tries
from api.storage.cheques import ChequeStore, LogMovedError, StoredCheque, StoredFact
from api.storage.reviews import ReviewStore
from api.storage.satisfaction import SatisfactionStore
from models.loopbaancheque import numbers
from models.loopbaancheque.life import Cheque, replay
from models.loopbaancheque.life_commands import Frame, LifeError
from models.loopbaancheque.life_deadlines import Deadlines
from models.loopbaancheque.life_events import Event
from models.loopbaancheque.rules import rules_on

ATTEMPTS = 5
"""How often a fact is decided again after another request was first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """What comes with a request besides the fact.

    Attributes
    ----------
    bearer
        Key of a centre or the operator, or the client number of the cheque.
    idempotency_key
        The client's Idempotency-Key; empty for none.
    request
        The request as text, so that a key that comes back with another one is noticed.
    address
        Who tries, for whoever gives wrong client numbers.
    caller
        Who is logged in at a desk; ``None`` for a key or a client number, which ``bearer`` then is.
    seen
        How many facts of the centre the sender saw: with others since, nothing is told; ``None``: no matter.
    """

    bearer: str
    idempotency_key: str
    request: str
    today: date
    now: datetime
    address: str = ""
    caller: Caller | None = None
    seen: int | None = None

    @property
    def key(self) -> bool:
        """Whether it came with a key, which has 256 bits and needs no count of tries, or from a desk."""
        return self.caller is not None or self.bearer.startswith(PREFIX)

    @classmethod
    def of_page(cls, client_number: str, *, today: date, now: datetime, address: str) -> "Call":
        """Return the call of a page that only looks."""
        return cls(bearer=client_number, idempotency_key="", request="", today=today, now=now, address=address)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A cheque with its log, and who asks; ``satisfaction_code`` is told to its holder alone, once it is closed."""

    stored: StoredCheque
    log: tuple[StoredFact, ...]
    cheque: Cheque
    caller: Caller
    frame: Frame
    client_number: str | None = None
    satisfaction_code: str | None = None

    @property
    def told(self) -> int:
        """Return how many facts its centre told."""
        return sum(fact.actor.startswith("centre:") for fact in self.log)


Decide = Callable[[Opened], Sequence[Event]]
"""From a cheque to the facts that follow; none when all was told before."""


VALUE_RULES = frozenset(
    (
        "day-in-future",
        "day-before-last-fact",
        "reason-missing",
        "no-such-cheque",
        "wrong-amount",
        "printed-day-impossible",
        "before-issue",
        "below-half-hour",
        "other-theme",
        "wrong-reason",
        "fact-day",
        "minutes-missing",
        "aftercare-not-counted",
        "unknown-session",
        "unknown-counsellor",
        "consent-missing",
    )
)
"""Rules about a value that can be mended in the request; the others are about where the cheque stands."""


class ForbiddenFactError(RuleError):
    """A fact that the rules forbid: 422 for a value, 409 for where the cheque stands."""

    RULE, VALUES = "cheque-rule", VALUE_RULES


class FileMovedOnError(ProblemError):
    """A colleague told something that the sender of a form did not see."""

    def __init__(self) -> None:
        detail = "a colleague told something about this cheque since; look at it first; nothing was changed"
        super().__init__(409, "file-moved-on", detail)


class UnknownChequeError(ProblemError):
    """A cheque that is not there or is somebody else's: never told apart."""

    def __init__(self) -> None:
        super().__init__(404, "unknown-cheque", "no such cheque for this key, number and client number")


def satisfaction_code(secret: codes.Key, stored: StoredCheque) -> str:
    """Return the code with which whoever held a cheque says how the guidance was; it outlives a change of the key."""
    return satisfaction_codes(secret, stored)[0]


def satisfaction_codes(secret: codes.Key, stored: StoredCheque) -> tuple[str, ...]:
    """Return every code that may have been given for a cheque, that of now first.

    An older release made it with the key that was the present one at the closing talk.
    """
    first = secret.digest_like(stored.client_hash, "satisfaction", stored.number)
    seeds = (first, *secret.digests("satisfaction", stored.number))
    return tuple(dict.fromkeys(map(codes.resume_code, seeds)))


def satisfaction_forms(secret: codes.Key, code: str) -> tuple[str, ...]:
    """Return everything that may be stored of such a code, that of a new one first.

    These hashes are fast: who has the key and the store can make each code from the number of its cheque anyway.
    """
    return secret.forms("satisfaction-code", code)


class Cheques:
    """All cheques.

    Parameters
    ----------
    secret
        The service's secret, that client numbers are stored with.
    tries
        Counts wrong client numbers.

    Attributes
    ----------
    after_closing
        What is told of each cheque that was closed; may be told the same more than once.
    reviews
        What a person decides.
    invitations
        Which codes of satisfaction were given.
    """

    def __init__(self, store: ChequeStore, keys: Keys, secret: codes.Key, tries: Tries) -> None:
        self.store, self.keys, self.secret, self.tries = store, keys, secret, tries
        self.reviews = ReviewStore(store.database)
        self.invitations = SatisfactionStore(store.database)
        self.after_closing: list[Callable[[Opened], Awaitable[None]]] = []

    def _hashes(self, call: Call, caller: Caller, number: str) -> tuple[str | None, str | None]:
        if not call.idempotency_key:
            return None, None
        key = self.secret.hash("cheque-idempotency", caller.name, number, call.idempotency_key)
        return key, self.secret.hash("cheque-request", call.request)

    def _same_request(self, stored: str | None, call: Call) -> bool:
        """Return whether a request that came with a key is the one that came with it before."""
        return stored is not None and self.secret.fits(stored, "cheque-request", call.request)

    def _facts(self, events: Sequence[Event], start: int, call: Call, caller: Caller, number: str) -> list[StoredFact]:
        key, request = self._hashes(call, caller, number)
        return [
            StoredFact(
                position=start + ahead,
                kind=event.kind,
                happened_on=event.on,
                payload=to_payload(event),
                actor=caller.name,
                idempotency_hash=None if ahead else key,
                request_hash=None if ahead else request,
                recorded_at=call.now,
                person=caller.person,
            )
            for ahead, event in enumerate(events)
        ]

    async def add(self, events: Sequence[Event], caller: Caller, call: Call) -> Opened:
        """Keep a new cheque, and tell its client number this once; it is random and kept as a hash.

        The same Idempotency-Key brings the same cheque back. Within a day the answer is the same to the letter; later
        it is without the client number, which nobody can tell any more.

        Raises
        ------
        KeyReusedError
            When the key came with another request before.
        """
        before = await self._requested(caller, call)
        if before is not None:
            return before
        number = numbers.number_of(codes.Draw(codes.random_seed()))
        client_number = numbers.number_of(codes.Draw(codes.random_seed()))
        key, request = self._hashes(call, caller, "")
        facts = self._facts(events, 0, replace(call, idempotency_key=""), caller, number)
        stored = await self.store.add(
            StoredCheque(
                number=number,
                client_hash=self.secret.kept("cheque-client-number", number, client_number),
                idempotency_hash=key,
                request_hash=request,
                created_at=call.now,
            ),
            facts,
        )
        if stored.number == number:
            return replace(self._opened(stored, tuple(facts), caller, call), client_number=client_number)
        return await self._again(stored, caller, call)

    async def _requested(self, caller: Caller, call: Call) -> Opened | None:
        """Return the cheque that was requested with this Idempotency-Key under a key of the service of before."""
        parts = (caller.name, "", call.idempotency_key)
        for older in self.secret.hashes("cheque-idempotency", *parts)[1:] if call.idempotency_key else ():
            stored = await self.store.find_idempotent(older)
            if stored is not None:
                return await self._again(stored, caller, call)
        return None

    async def _again(self, stored: StoredCheque, caller: Caller, call: Call) -> Opened:
        if not self._same_request(stored.request_hash, call):
            raise KeyReusedError
        return self._opened(stored, await self.store.log(stored.number), caller, call)

    def _opened(self, stored: StoredCheque, log: tuple[StoredFact, ...], caller: Caller, call: Call) -> Opened:
        cheque = replay(from_payload(fact.kind, fact.happened_on, fact.payload) for fact in log)
        version = cheque.requested.version
        rules = Deadlines.of(None if version is None else rules_on(version))
        asks = caller.role is CallerRole.HOLDER and cheque.closed is not None and cheque.annulled is None
        code = satisfaction_code(self.secret, stored) if asks else None
        frame = Frame(today=call.today, rules=rules)
        return Opened(stored=stored, log=log, cheque=cheque, caller=caller, frame=frame, satisfaction_code=code)

    async def open(self, number: str, call: Call) -> Opened:
        """Return a cheque to its operator, its centre or its holder.

        Raises
        ------
        ProblemError
            401 for a key that is not in force, 404 for a cheque that is not there or is somebody else's.
        """
        opened = await self._open(number, call)
        centre = opened.cheque.activated.centre_id if opened.cheque.activated else None
        if opened.caller.role is CallerRole.CENTRE and opened.caller.centre_id != centre:
            raise UnknownChequeError
        return opened if opened.satisfaction_code is None else await self._invited(opened, call)

    async def _invited(self, opened: Opened, call: Call) -> Opened:
        """Return a cheque with the code that was given for it, where an older release gave that of another key."""
        made = satisfaction_codes(self.secret, opened.stored)
        for code in made if len(made) > 1 else ():
            if await self.invitations.find(satisfaction_forms(self.secret, code), call.now) is not None:
                return replace(opened, satisfaction_code=code)
        return opened

    async def look(self, number: str, call: Call) -> Opened | None:
        """Return a cheque like :meth:`open`, or ``None``: which of the two numbers is wrong is not told.

        Raises
        ------
        TooManyTriesError
            After five wrong ones in fifteen minutes from one address.
        """
        if not (number and call.bearer):
            return None
        try:
            return await self.open(number, call)
        except (UnknownChequeError, KeyRefusedError):
            return None

    async def _open(self, number: str, call: Call) -> Opened:
        caller = call.caller or (await self.keys.caller(call.bearer) if call.key else Caller(role=CallerRole.HOLDER))

        async def mine() -> StoredCheque | None:
            found = await self.store.find(numbers.normal_number(number))
            return found if found is not None and (call.key or self.holds(found, call.bearer)) else None

        stored = await (mine() if call.key else self.tries.look(call.address, mine, now=call.now))
        if stored is None:
            raise UnknownChequeError
        return self._opened(stored, await self.store.log(stored.number), caller, call)

    async def tried(self, call: Call, tell: Callable[[], Awaitable[Opened]]) -> Opened:
        """Return what is told with a key and a client number, of which a wrong one counts."""
        if not call.key:
            return await tell()  # the client number is what came instead of a key, and was counted

        async def right() -> Opened | None:
            try:
                return await tell()
            except UnknownChequeError:
                return None

        found = await self.tries.look(call.address, right, now=call.now)
        if found is None:
            raise UnknownChequeError
        return found

    def holds(self, stored: StoredCheque, client_number: str) -> bool:
        """Return whether a client number belongs to a cheque; release 0.2 kept a plain hash of it."""
        normal = numbers.normal_number(client_number)
        forms = (*self.secret.forms("cheque-client-number", stored.number, normal), codes.token_hash(normal))
        return any([codes.same(stored.client_hash, form) for form in forms])  # noqa: C419 - all of them, always

    async def tell(self, number: str, call: Call, decide: Decide, *, anyone: bool = False) -> Opened:
        """Add the facts that ``decide`` finds to the log; a call with a known Idempotency-Key changes nothing.

        Parameters
        ----------
        anyone
            Any centre may tell, not only the one of the cheque: for activations.

        Raises
        ------
        ProblemError
            What ``decide`` raises, a rule that forbids the fact, or as :meth:`open`.
        """
        for _ in range(ATTEMPTS):
            opened = await (self._open(number, call) if anyone else self.open(number, call))
            if self._told_before(opened, call):
                return opened
            if call.seen is not None and call.seen != opened.told:
                raise FileMovedOnError
            try:
                events = decide(opened)
            except LifeError as error:
                raise ForbiddenFactError(error) from error
            if not events:
                return opened
            facts = self._facts(events, len(opened.log), call, opened.caller, opened.stored.number)
            try:
                await self.store.append(opened.stored.number, facts)
            except LogMovedError:
                continue
            return self._opened(opened.stored, (*opened.log, *facts), opened.caller, call)
        raise ProblemError(409, "cheque-busy", "other requests changed this cheque at the same time; try again")

    def _told_before(self, opened: Opened, call: Call) -> bool:
        if not call.idempotency_key:
            return False
        parts = (opened.caller.name, opened.stored.number, call.idempotency_key)
        keys = self.secret.hashes("cheque-idempotency", *parts)
        known = [fact for fact in opened.log if fact.idempotency_hash in keys]
        if known and not self._same_request(known[0].request_hash, call):
            raise KeyReusedError
        return bool(known)
