"""Open something together, hand the pen over, move, and end it; consent is read from SQL for every one of these."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from api.account.shared.service import UnknownShareError
from api.problems import ProblemError
from api.sessions.live import News
from api.sessions.opened import Opened
from api.sessions.service import Sessions, Start, seen
from api.storage.sessions import Event, PositionTakenError
from api.storage.shares import Reader
from api.storage.together import Table, TogetherStore
from api.together import log
from api.together.log import Side

OPEN_FOR = timedelta(hours=3)
"""How long something lies open at most; then it is forgotten."""

LOOKS_EVERY = timedelta(minutes=5)
"""How often the citizen's log says that the coach looks along, while it lasts."""

EVENTS_MAX = 2_000

Decide = Callable[["Joint"], Sequence[Event]]
"""From what lies there to the events that follow; raises ProblemError when nothing may follow."""


class StaleError(ProblemError):
    """A move that was made on what lay there before."""

    def __init__(self) -> None:
        super().__init__(409, "old-page", "what lies there has changed since this page; nothing was changed")


class NoPenError(ProblemError):
    """A move of somebody who does not hold the pen."""

    def __init__(self) -> None:
        super().__init__(409, "no-pen", "the other one holds the pen; nothing was changed")


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Somebody at a screen.

    Attributes
    ----------
    account_id
        Of the citizen; empty for a coach.
    reader
        The coach; ``None`` for a citizen.
    token_hash
        Of the login: a stream ends with it.
    csrf
        Text that each form of this login carries.
    here
        Address of the page, without the share's id.
    """

    side: Side
    account_id: str = ""
    reader: Reader | None = None
    token_hash: str
    csrf: str
    here: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """What lies there, for one of the two."""

    table: Table
    opened: Opened
    who: Who

    @property
    def live(self) -> bool:
        """Return whether the coach may look along."""
        return self.table.live

    @property
    def what(self) -> str:
        """Return which thing it is."""
        found: str = self.opened.session.details["what"]
        return found

    @property
    def pen(self) -> Side:
        """Return who holds the pen."""
        return log.pen(self.opened.events)

    @property
    def keeps_moves(self) -> bool:
        """Return whether the log holds moves, and not what lies there as a whole each time."""
        return all(event.kind != log.STATE for event in self.opened.events)

    @property
    def mine(self) -> bool:
        """Return whether this one holds the pen."""
        return self.pen is self.who.side

    @property
    def version(self) -> int:
        """Return how many events there were."""
        return self.opened.events[-1].position + 1 if self.opened.events else 0


class Together:
    """Everything that is open together."""

    def __init__(self, store: TogetherStore, sessions: Sessions, news: News) -> None:
        self.store, self.sessions, self.news = store, sessions, news

    async def _joint(self, who: Who, share_id: str, on: date, now: datetime, login: str = "") -> Joint | None:
        if who.reader is None:
            table = await self.store.of_citizen(who.account_id, share_id, on=on, now=now, login=login)
        else:
            table = await self.store.of_coach(who.reader, share_id, on=on, now=now, login=login)
        return None if table is None else Joint(table=table, opened=seen(table.session, table.events), who=who)

    async def look(self, who: Who, share_id: str, *, on: date, now: datetime, here_still: bool = False) -> Joint | None:
        """Return what lies there; ``None`` when nothing does. The citizen's log says that a coach looks along.

        Parameters
        ----------
        here_still
            Whether the login must hold at this moment too; a page has asked that just before.

        Raises
        ------
        UnknownShareError
            When nothing is in force for a coach at this moment.
        """
        joint = await self._joint(who, share_id, on, now, who.token_hash if here_still else "")
        if who.reader is None:
            return joint
        if joint is None:
            if not await self.store.in_force(share_id, who.reader, on=on, now=now):
                raise UnknownShareError
            return None
        looked = joint.table.looked_at
        due = looked is None or now - looked > LOOKS_EVERY
        if due and not await self.store.looked(joint.table, who.reader, on=on, now=now):
            raise UnknownShareError
        if not due and await self._stopped_meanwhile(who.reader, share_id, on, now):
            raise UnknownShareError
        return joint

    async def _stopped_meanwhile(self, reader: Reader, share_id: str, on: date, now: datetime) -> bool:
        """Return whether a share was stopped while what lies there was read; SQLite reads both from one state."""
        sqlite = self.store.database.sqlite
        return not sqlite and not await self.store.in_force(share_id, reader, on=on, now=now)

    async def open(
        self, share_id: str, what: str, details: Mapping[str, Any], first: str, *, on: date, now: datetime
    ) -> None:
        """Put something on the table of a share that is in force with a coach.

        Parameters
        ----------
        first
            All of what lies there, written as JSON; empty for what keeps moves.

        Raises
        ------
        ProblemError
            404 when the share is not in force, 409 when it is one by link.
        """
        start = Start(
            tool=log.TOOL,
            language="nl",
            research_consent=False,
            bank_version="",
            model_version="",
            details={"what": what, **details},
        )
        async with self._at_once():
            opened = await self.sessions.start(start, now=now)
            id_ = opened.session.id
            if not await self.store.open(share_id, id_, expires_at=now + OPEN_FOR, on=on, now=now):
                raise UnknownShareError
            if first:
                await self.sessions.store.append(id_, log.state_event(opened, first, now))

    def _at_once(self) -> AbstractAsyncContextManager[None]:
        return self.store.database.together()

    async def _change(
        self,
        who: Who,
        share_id: str,
        decide: Callable[[Joint], Sequence[Event]],
        on: date,
        now: datetime,
        *,
        in_turn: bool = False,
    ) -> Joint:
        """Decide and keep; ``in_turn`` waits for whoever writes at this moment instead of finding its place taken."""
        joint = await self._joint(who, share_id, on, now)
        if joint is None:
            raise UnknownShareError
        if who.reader is None and joint.keeps_moves and not in_turn:
            # Nobody need consent to what citizens do themselves, and whoever gave the pen away or moved meanwhile took
            # the place of this move in the log: it needs no transaction of its own, and is kept together with others.
            events = await self._append(joint, decide)
        else:
            joint, events = await self._at_one_moment(who, share_id, decide, on, now)
        if not events:
            return joint
        self.news.tell(joint.table.session_id, events[-1].position + 1, who.side)
        return replace(joint, opened=replace(joint.opened, events=(*joint.opened.events, *events)))

    async def _append(self, joint: Joint, decide: Callable[[Joint], Sequence[Event]]) -> Sequence[Event]:
        if len(joint.opened.events) >= EVENTS_MAX:
            raise ProblemError(409, "session-full", f"{EVENTS_MAX} moves were made; end this and begin anew")
        events = decide(joint)
        if events:
            try:
                await self.sessions.store.append(joint.table.session_id, *events)
            except PositionTakenError as error:
                raise StaleError from error
        return events

    async def _at_one_moment(
        self, who: Who, share_id: str, decide: Callable[[Joint], Sequence[Event]], on: date, now: datetime
    ) -> tuple[Joint, Sequence[Event]]:
        """Ask for the consent and keep what follows in one transaction."""
        async with self._at_once():
            joint = await self._joint(who, share_id, on, now)
            if joint is None:
                raise UnknownShareError
            events = await self._append(joint, decide)
            if events and events[-1].kind == log.STATE:
                await self.store.forget_before(joint.table.session_id, events[-1].position)
        return joint, events

    async def move(self, who: Who, share_id: str, stand: str, decide: Decide, *, on: date, now: datetime) -> Joint:
        """Make a move, durable at once; return what lies there then.

        Parameters
        ----------
        stand
            The version on which it was made, as the form tells it.

        Raises
        ------
        ProblemError
            404 when nothing is open or in force; 409 without the pen, or on what lay there before.
        """

        def decided(joint: Joint) -> Sequence[Event]:
            if not joint.mine:
                raise NoPenError
            if stand != str(joint.version):
                raise StaleError
            return decide(joint)

        return await self._change(who, share_id, decided, on, now)

    async def hand(self, who: Who, share_id: str, to: Side, *, on: date, now: datetime) -> Joint:
        """Give the pen to somebody: the citizen gives it and takes it back at any time, a coach gives it back.

        Return what lies there then.

        Raises
        ------
        ProblemError
            404 when nothing is open or in force, 409 when a coach asks for more.
        """

        def decided(joint: Joint) -> Sequence[Event]:
            if who.side is Side.COACH and (to is Side.COACH or not joint.mine):
                raise NoPenError
            return [] if joint.pen is to else [log.pen_event(joint.opened, to, now)]

        return await self._change(who, share_id, decided, on, now, in_turn=True)

    async def end(self, joint: Joint) -> None:
        """Forget what lies there with everything in it."""
        session_id = joint.table.session_id
        await self.sessions.delete(joint.opened)
        self.news.end(lambda line: line.topic == session_id)
