"""Sessions as the tools use them: start, open, change in one step, resume, forget.

A tool decides on the events so far and says which events follow; :meth:`Sessions.update` keeps them durably before it
answers. Two requests at once cannot both write at one position: the later one decides again on what it finds.
"""

import hmac
import re
import secrets
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, TypeVar

from api.logs import SecurityEvent, security
from api.problems import ProblemError
from api.sessions import codes
from api.sessions.opened import Opened
from api.sessions.sealing import seal
from api.storage.database import Database
from api.storage.sessions import RESUMED, Event, PositionTakenError, Session, SessionStore
from api.storage.tries import WINDOW, TryStore

_ID = re.compile(r"[0-9a-f]{32}")

MARKED_BEFORE = "token"
"""What marks of earlier releases name instead of the new token's hash."""

TRIES = 5
TRY_WINDOW = WINDOW
"""So many wrong resume codes an address may give in so long a time."""

REMEMBERED, EVENTS_REMEMBERED = 1_024, 20_000
"""Open sessions that a worker remembers, so that an answer needs no reading, and events in all of them together: an
event takes about a kilobyte, so that this takes some 25 MB however long it runs and however much somebody answers."""

CONSENT = "consent"
"""Kind of an event that gives or withdraws consent for research."""

EVENTS_MAX = 6_000
"""Events of a session; the longest test with every answer changed ten times has fewer."""

ATTEMPTS = 5
"""How often an update decides again after another request was first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What a tool says when a session starts.

    Attributes
    ----------
    details
        What the tool itself wants to remember, as JSON.
    """

    tool: str
    language: str
    research_consent: bool
    bank_version: str
    model_version: str
    details: Mapping[str, Any] = field(default_factory=dict)


A = TypeVar("A")

Decide = Callable[[Opened], tuple[Sequence[Event], A]]
"""From a session to the events that follow and the answer; raises ProblemError when nothing may follow."""


class UnknownCodeError(ProblemError):
    """Nothing has the resume code that was given."""

    def __init__(self, detail: str) -> None:
        super().__init__(404, "unknown-resume-code", detail)


class TooManyTriesError(ProblemError):
    """An address gave too many wrong resume codes; no code of it is looked up for a while."""

    def __init__(self) -> None:
        detail = f"{TRIES} wrong codes within 15 minutes from this address; try again later"
        headers = {"Retry-After": str(int(TRY_WINDOW.total_seconds()))}
        super().__init__(429, "too-many-requests", detail, headers=headers)


def tell_tried(*, found: bool, allowed: bool) -> None:
    """Log a wrong code, and an address that may try no more."""
    if not allowed:
        security(SecurityEvent.LOCKED_OUT)
    elif not found:
        security(SecurityEvent.WRONG_CODE)


async def check_may_try(database: Database, address_hash: str, *, now: datetime) -> None:
    """Check that an address gave few wrong codes, before anything slow is made of another.

    Raises
    ------
    TooManyTriesError
        When it gave too many.
    """
    if not await TryStore(database).may_try(address_hash, now=now, most=TRIES):
        tell_tried(found=False, allowed=False)
        raise TooManyTriesError


def seen(session: Session, events: Sequence[Event], token: str = "") -> Opened:
    """Return a session as a tool sees it: without what says that it has a new token."""
    told = tuple(event for event in events if event.kind != RESUMED)
    resumed_at = max((event.position for event in events if event.kind == RESUMED), default=-1)
    marks = [event.subject for event in events if event.kind == RESUMED]
    if marks and marks[-1] not in (MARKED_BEFORE, session.token_hash):
        raise unknown_session()  # the session was read a moment before somebody came back with its code
    return Opened(session=session, events=told, token=token, resumed_at=resumed_at)


def unknown_session() -> ProblemError:
    """Return the problem of a session that is not there, is over, or is somebody else's: never told apart."""
    return ProblemError(404, "unknown-session", "no such session for this token; it may have expired or been deleted")


def session_busy() -> ProblemError:
    """Return the problem of a session that others keep changing."""
    return ProblemError(409, "session-busy", "other requests changed this session at the same time; try again")


class Sessions:
    """Sessions of all tools.

    Parameters
    ----------
    lifetime
        How long a session is kept after its start.
    """

    def __init__(self, store: SessionStore, key: codes.Key, lifetime: timedelta) -> None:
        self.store, self.key, self.lifetime = store, key, lifetime
        self._remembered: OrderedDict[str, Opened] = OrderedDict()
        self._events = 0

    def _opened(self, session: Session, events: tuple[Event, ...], token: str) -> Opened:
        opened = seen(session, events, token)
        self._remember(opened)
        return opened

    def _remember(self, opened: Opened) -> None:
        self._forget(opened.session.id)
        self._remembered[opened.session.id] = replace(opened, token="")
        self._events += len(opened.events)
        while len(self._remembered) > REMEMBERED or self._events > EVENTS_REMEMBERED:
            self._forget(next(iter(self._remembered)))

    def _forget(self, session_id: str) -> None:
        """Remember a session no longer; the store keeps it."""
        gone = self._remembered.pop(session_id, None)
        self._events -= len(gone.events) if gone is not None else 0

    @property
    def remembered_sessions(self) -> int:
        """Sessions that this worker holds in memory."""
        return len(self._remembered)

    @property
    def remembered(self) -> int:
        """Events that this worker holds in memory."""
        return self._events

    async def start(self, start: Start, *, now: datetime) -> Opened:
        """Start a session."""
        token, code = codes.token(codes.random_seed()), codes.resume_code(codes.random_seed())
        session = Session(
            id=codes.random_id(),
            tool=start.tool,
            token_hash=codes.token_hash(token),
            resume_hash=self.key.kept("resume", code),  # made slow within minutes, while nobody waits
            salt="",
            code_sealed=seal(token, code),
            language=start.language,
            research_consent=start.research_consent,
            bank_version=start.bank_version,
            model_version=start.model_version,
            seed=secrets.randbits(32),
            details=dict(start.details),
            account_id=None,
            created_at=now,
            expires_at=now + self.lifetime,
        )
        await self.store.add(session)
        return self._opened(session, (), token)

    async def open(self, tool: str, session_id: str, token: str, *, now: datetime, fresh: bool = True) -> Opened:
        """Return a session to whoever has its token.

        Parameters
        ----------
        fresh
            Read it from the store; otherwise what this worker remembers will do.

        Raises
        ------
        ProblemError
            404 when it is not there, is over, or is somebody else's.
        """
        opened = None if fresh else self._remembered.get(session_id)
        if opened is None:
            # What is no id at all is never asked of the store: PostgreSQL refuses some characters.
            session = await self.store.find(session_id) if _ID.fullmatch(session_id) else None
            if session is None:
                self._forget(session_id)
                raise unknown_session()
            opened = self._opened(session, await self.store.events(session_id), token)
        mine = hmac.compare_digest(opened.session.token_hash, codes.token_hash(token))
        if not mine or opened.session.tool != tool or opened.session.expires_at <= now:
            raise unknown_session()
        return replace(opened, token=token)

    async def open_by_token(self, tool: str, token: str, *, now: datetime) -> Opened | None:
        """Return the session of a token alone, as pages have it in their cookie; ``None`` when there is none."""
        session = await self.store.find_by_token(codes.token_hash(token)) if token else None
        if session is None or session.tool != tool or session.expires_at <= now:
            return None
        return self._opened(session, await self.store.events(session.id), token)

    async def update(self, tool: str, session_id: str, token: str, decide: Decide[A], *, now: datetime) -> A:
        """Decide on the events so far, keep what follows durably, and return the answer.

        Raises
        ------
        ProblemError
            What ``decide`` raises, or 404 as :meth:`open` does.
        """
        for attempt in range(ATTEMPTS):
            fresh = attempt > 0 or session_id not in self._remembered
            try:
                opened = await self.open(tool, session_id, token, now=now, fresh=fresh)
                events, answer = decide(opened)
                if events:
                    _check_room(opened, events)
                    await self.store.append(session_id, *events)
                elif not fresh:  # nothing that is written says whether the session is still there
                    await self.open(tool, session_id, token, now=now)
            except PositionTakenError:
                self._forget(session_id)
            except ProblemError:
                if fresh:
                    raise
                self._forget(session_id)
            else:
                if events:
                    self._remember(_extended(opened, events))
                return answer
        raise session_busy()

    async def find(self, code: str, tools: Sequence[str], address: str, *, now: datetime) -> Opened:
        """Return the session of a resume code to look at; whoever has its token keeps it.

        Raises
        ------
        UnknownCodeError
            When no session has the code.
        TooManyTriesError
            After five wrong codes in fifteen minutes from one address.
        """
        found, _ = await self._of_code(code, tools, address, now)
        return self._opened(found, await self.store.events(found.id), "")

    async def resume(self, code: str, tools: Sequence[str], address: str, *, now: datetime) -> Opened:
        """Return the session of a resume code with a new token; the token of before opens nothing any more.

        Raises
        ------
        ProblemError
            As :meth:`find` does, or 409 when others kept changing the session.
        """
        found, forms = await self._of_code(code, tools, address, now)
        token, normal = codes.token(codes.random_seed()), codes.normal_code(code) or ""
        sealed = seal(token, normal)
        moved = replace(found, token_hash=codes.token_hash(token), resume_hash=forms[0], code_sealed=sealed)
        for _ in range(ATTEMPTS):
            self._forget(found.id)
            with suppress(PositionTakenError):
                return self._opened(moved, await self.store.resume(moved, forms, now=now), token)
        raise session_busy()

    async def renew(self, opened: Opened) -> Opened:
        """Give a session another resume code; the one before opens nothing any more.

        Raises
        ------
        ProblemError
            404 when its token ended meanwhile.
        """
        code = codes.resume_code(codes.random_seed())
        stored, sealed = self.key.kept("resume", code), seal(opened.token, code)
        kept = await self.store.renew(opened.session, stored, sealed)
        self._forget(opened.session.id)
        if not kept:  # somebody came back with the code meanwhile, which ended this token
            raise unknown_session()
        security(SecurityEvent.CODE_RENEWED)
        return replace(opened, session=replace(opened.session, resume_hash=stored, code_sealed=sealed))

    async def _of_code(
        self, code: str, tools: Sequence[str], address: str, now: datetime
    ) -> tuple[Session, tuple[str, ...]]:
        """Return the session of a code, and the forms that the code may be stored in, that of a new one first."""
        address_hash = self.key.hash("address", address)
        await check_may_try(self.store.database, address_hash, now=now)
        forms = await self.key.code_forms("resume", codes.normal_code(code) or "no code")
        found, allowed = await self.store.find_by_code(
            forms,
            tools,
            address_hash,
            now=now,
            since=now - TRY_WINDOW,
            most=TRIES,
        )
        tell_tried(found=found is not None, allowed=allowed)
        if not allowed:
            raise TooManyTriesError
        if found is None:
            raise UnknownCodeError("no session has this code; a code has five words of four letters")
        return found, forms

    async def consent(self, opened: Opened, *, given: bool, version: int | None = None, now: datetime) -> None:
        """Give or withdraw the permission to use answers for research; the last word counts, whatever comes late.

        Raises
        ------
        ProblemError
            409 when a later word is kept.
        """

        def decide(found: Opened) -> tuple[Sequence[Event], None]:
            found.check_version((CONSENT,), None, version)
            payload = None if version is None else {"version": version}
            return [found.event(CONSENT, CONSENT, now=now, value=int(given), payload=payload)], None

        session = opened.session
        if len(opened.events) < EVENTS_MAX:
            await self.update(session.tool, session.id, opened.token, decide, now=now)
            await self.store.settle_consent(session.id, CONSENT)
        else:  # a session that is full is no reason to keep anybody from withdrawing
            await self.store.change(session.id, research_consent=given)
        self._forget(session.id)

    async def change(self, opened: Opened, **values: object) -> None:
        """Set columns of a session: its code, its account."""
        await self.store.change(opened.session.id, **values)
        self._forget(opened.session.id)

    async def delete(self, opened: Opened) -> None:
        """Forget a session with everything in it, at once."""
        await self.store.delete(opened.session.id)
        self._forget(opened.session.id)


def _check_room(opened: Opened, events: Sequence[Event]) -> None:
    if len(opened.events) + len(events) > EVENTS_MAX:
        raise ProblemError(409, "session-full", f"a session holds at most {EVENTS_MAX} events; start a new one")


def _extended(opened: Opened, events: Sequence[Event]) -> Opened:
    return replace(opened, events=(*opened.events, *events))
