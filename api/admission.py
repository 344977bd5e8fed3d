"""Who is answered now, who waits a moment, and who is sent away at once when more is asked than can be answered.

A worker answers so many requests at a time as it can without making any of them late: it measures how late its own
event loop is, and how long a request waits for its turn. What would wait longer than :data:`LONGEST_WAIT` is refused
before anything is computed for it, so that what is accepted stays quick. Cheap requests go before dear ones; what each
costs is measured. Who has gone away in the meantime is not answered, and nothing is answered after its deadline.
"""

import asyncio
import re
import time
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from fastapi import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import problems
from api.bodies import BODY_SECONDS, Bodies, Body, again
from api.problems import ProblemError
from api.web.again import BODY

FREE = ("/health", "/metrics", "/static/")
"""Paths that never wait: they cost little, and who watches over the service must see it when it is full."""

FEWEST, MOST = 4, 256
"""Requests that a worker answers at a time, at least and at most."""

LATE, EARLY = 0.015, 0.006
"""Seconds that the event loop is late: above the first fewer are answered at a time, below the second more may be."""

LOOK_EVERY = 0.05
"""Seconds between two looks at how late the event loop is."""

DEAR = 0.025
"""Seconds of a worker from which a request is dear."""

DEAR_MOST = 3
"""Dear requests that are answered at a time, so that the others never wait for many of them."""

OUTCOME = {"X-Outcome": "unknown"}
"""Header of an answer that does not know whether what was asked was done; all other refusals changed nothing."""

DEAR_WAIT = 1.5
"""Seconds that a dear request may wait for its turn; who asks for a drawing expects to wait."""

KINDS = 512
"""Sorts of requests of which the cost is remembered."""

_SMOOTH = 0.2


def sort_of(method: str, path: str) -> str:
    """Return what sort of request it is, without what differs from person to person.

    Examples
    --------
    >>> sort_of("POST", "/api/v1/orient/sessions/0f3a9c/answers"), sort_of("GET", "/jobbereik/1f0c/resultaat")
    ('POST orient 6 answers', 'GET jobbereik 3 resultaat')
    """
    parts = path.strip("/").split("/")
    tool = parts[2] if parts[0] == "api" and len(parts) > 2 else parts[0]
    last = "" if any(letter.isdigit() for letter in parts[-1]) else parts[-1][:32]
    return f"{method} {tool[:32]} {len(parts)} {last}"


@dataclass(eq=False, slots=True)
class _Turn:
    """A request that waits."""

    since: float
    longest: float
    dear: bool
    future: asyncio.Future[bool]


@dataclass(slots=True)
class Measuring:
    """Whether what a request took says what requests of its sort cost: a stream costs nothing while it waits."""

    counts: bool = True


@dataclass
class Gate:
    """Counts who is answered and who waits, and decides who is sent away.

    Parameters
    ----------
    longest
        Seconds that a cheap request waits for its turn at most.
    clock
        Seconds since some start, rising.

    Attributes
    ----------
    slots
        Requests that are answered at a time now.
    running, dear
        Requests that are being answered, and the dear ones among them.
    late
        Seconds that the event loop was late when last looked.
    turned_away
        How many requests were not answered, by reason: ``full``, ``expired``, ``gone``, ``deadline``.
    """

    longest: float
    clock: Callable[[], float] = time.monotonic
    slots: int = 16
    running: int = 0
    dear: int = 0
    late: float = 0.0
    turned_away: Counter[str] = field(default_factory=Counter)
    _span: float = 0.003
    _costs: OrderedDict[str, float] = field(default_factory=OrderedDict)
    _cheap_ones: deque[_Turn] = field(default_factory=deque)
    _dear_ones: deque[_Turn] = field(default_factory=deque)

    @property
    def waiting(self) -> int:
        """Requests that wait for their turn."""
        return len(self._cheap_ones) + len(self._dear_ones)

    def is_dear(self, sort: str) -> bool:
        """Return whether requests of this sort took much of a worker until now."""
        return self._costs.get(sort, 0.0) > DEAR

    def full(self, *, dear: bool = False) -> bool:
        """Return whether a request that comes now would wait too long."""
        if dear:
            return bool(self._dear_ones) and self.clock() - self._dear_ones[0].since > DEAR_WAIT
        ahead = self._cheap_ones
        if not ahead:
            return False
        return (len(ahead) + 1) * self._span / self.slots > self.longest or (
            self.clock() - ahead[0].since > self.longest
        )

    def _free(self, *, dear: bool) -> bool:
        return self.running < self.slots and not (dear and self.dear >= DEAR_MOST)

    async def turn(self, *, dear: bool) -> bool:
        """Wait for a turn; return whether it came in time. Whoever got one gives it back with :meth:`leave`."""
        queue = self._dear_ones if dear else self._cheap_ones
        if not queue and self._free(dear=dear):
            self._take(dear=dear)
            return True
        longest = DEAR_WAIT if dear else self.longest
        turn = _Turn(self.clock(), longest, dear, asyncio.get_running_loop().create_future())
        queue.append(turn)
        self._next()
        timer = asyncio.get_running_loop().call_later(longest, _settle, turn.future, False)
        try:
            return await turn.future
        except asyncio.CancelledError:
            if turn.future.done() and not turn.future.cancelled() and turn.future.result():
                self.leave(dear=dear)
            raise
        finally:
            timer.cancel()

    def _take(self, *, dear: bool) -> None:
        self.running += 1
        self.dear += dear

    def leave(self, *, dear: bool) -> None:
        """Give a turn back: who waits is next, cheap ones first, unless it has waited too long."""
        self.running -= 1
        self.dear -= dear
        self._next()

    def _next(self) -> None:
        for queue in (self._cheap_ones, self._dear_ones):
            while queue and self._free(dear=queue[0].dear):
                turn = queue.popleft()
                if turn.future.done():
                    continue
                in_time = self.clock() - turn.since <= turn.longest
                if in_time:
                    self._take(dear=turn.dear)
                turn.future.set_result(in_time)

    @contextmanager
    def measured(self, sort: str) -> Iterator["Measuring"]:
        """Measure what a request costs: its time, shared with those that were answered beside it."""
        start, beside, measuring = self.clock(), max(1, self.running), Measuring()
        try:
            yield measuring
        finally:
            if measuring.counts:
                self._learn(sort, self.clock() - start, beside)

    def _learn(self, sort: str, took: float, beside: int) -> None:
        self._span += _SMOOTH * (took - self._span)
        cost = took / max(1, (beside + self.running) / 2)
        known = self._costs.get(sort, cost)
        if cost <= known or self.late <= EARLY:  # in a worker that is late everything takes long: that is no cost
            known += _SMOOTH * (cost - known)
        self._costs[sort] = known
        self._costs.move_to_end(sort)
        if len(self._costs) > KINDS:
            self._costs.popitem(last=False)

    def look(self, late: float) -> None:
        """Answer fewer at a time when the event loop is late, more when it is early and somebody waits."""
        self.late = late
        if late > LATE:
            self.slots = max(FEWEST, self.slots * 3 // 4)
        elif late < EARLY and self.running >= self.slots:
            self.slots = min(MOST, self.slots * 5 // 4 + 1)
            self._next()

    async def watch(self) -> None:
        """Look how late the event loop is, again and again."""
        while True:
            before = self.clock()
            await asyncio.sleep(LOOK_EVERY)
            self.look(self.clock() - before - LOOK_EVERY)


class Door(Gate):
    """Lets in what stands apart, so many at a time; what waits here is not computed yet, and none of it is dear."""

    def is_dear(self, sort: str) -> bool:
        """Return that it is not."""
        return False


def _settle(future: asyncio.Future[bool], found: bool) -> None:
    if not future.done():
        future.set_result(found)


def busy() -> ProblemError:
    """Return the problem of a request that would have waited too long."""
    detail = "more is asked now than can be answered; nothing was done, send it again in two seconds"
    return ProblemError(503, "busy", detail, headers={"Retry-After": "2"})


def too_slow(seconds: float) -> ProblemError:
    """Return the problem of a request that was not answered before its deadline."""
    detail = f"no answer within {seconds:g} seconds; what was asked may have been done: send it again to be sure"
    return ProblemError(503, "deadline", detail, headers={"Retry-After": "5"} | OUTCOME)


class Admit:
    """ASGI middleware: lets in as many requests as are answered quickly, and ends each at its deadline.

    Parameters
    ----------
    seconds
        Seconds in which an answer must have begun once the request is in.
    longer
        Addresses that get more: seconds for the answer, and seconds for the body.
    doors
        Addresses that are let in apart from all others, each by a gate of its own.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        gate: Gate,
        seconds: float,
        longer: tuple[tuple[re.Pattern[str], float, float], ...] = (),
        doors: tuple[tuple[re.Pattern[str], Gate], ...] = (),
    ) -> None:
        self.app, self.gate, self.seconds, self.longer, self.doors = app, gate, seconds, longer, doors
        self.bodies = Bodies()
        self._ending: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one connection."""
        if scope["type"] != "http" or scope["path"].startswith(FREE):
            await self.app(scope, receive, send)
            return
        found = (more for address, *more in self.longer if address.fullmatch(scope["path"]))
        seconds, body_seconds = next(found, [self.seconds, BODY_SECONDS])
        body = Body(self.bodies)
        try:
            messages = await body.whole(receive, body_seconds)
            if messages is None:
                self.gate.turned_away["gone"] += 1
                return
            if body.refused:
                await self._refuse("full", busy(), scope, receive, send)
                return
            scope[BODY] = messages
            await self._admit(scope, receive, send, messages, seconds)
        finally:
            body.leave()

    async def _admit(self, scope: Scope, receive: Receive, send: Send, messages: list[Message], seconds: float) -> None:
        """Let a request in whose body is here, or send it away."""
        sort = sort_of(scope["method"], scope["path"])
        gate = next((door for address, door in self.doors if address.fullmatch(scope["path"])), self.gate)
        dear = gate.is_dear(sort)
        if gate.full(dear=dear):
            await self._refuse("full", busy(), scope, receive, send)
            return
        gone = None if gate.running < gate.slots else asyncio.ensure_future(receive())
        in_time = await gate.turn(dear=dear)
        if gone is not None and gone.done():
            if in_time:
                gate.leave(dear=dear)
            gate.turned_away["gone"] += 1
            return
        if not in_time:
            await self._refuse("expired", busy(), scope, receive, send, gone)
            return
        with gate.measured(sort) as measuring:
            await self._run(gate, dear, scope, again(messages, receive, gone), send, measuring, seconds)

    async def _refuse(
        self,
        why: str,
        error: ProblemError,
        scope: Scope,
        receive: Receive,
        send: Send,
        gone: "asyncio.Future[Message] | None" = None,
    ) -> None:
        if gone is not None:
            gone.cancel()
        self.gate.turned_away[why] += 1
        await problems.respond(Request(scope, receive), error)(scope, receive, send)

    async def _run(
        self, gate: Gate, dear: bool, scope: Scope, receive: Receive, send: Send, measuring: Measuring, seconds: float
    ) -> None:
        """Answer a request; give its turn back as soon as the answer is made, however slowly it is read.

        A stream gives it back as soon as it has begun: it waits, and whoever keeps streams counts them.
        """
        answer = _Answer(send, lambda: gate.leave(dear=dear), measuring)
        task = asyncio.ensure_future(self.app(scope, receive, answer.send))
        try:
            await asyncio.wait({task, answer.begun}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            if task.done() or answer.begun.done():
                await task
                return
            answer.close()
            await self._refuse("deadline", too_slow(seconds), scope, receive, send)
        finally:
            answer.close()
            if not task.done():
                # What it waits for may not answer for long; nobody waits for it any more.
                self._ending.add(task)
                task.add_done_callback(self._ended)
                task.cancel()

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._ending.discard(task)
        if not task.cancelled():
            task.exception()  # it was answered; whatever it raised afterwards is no news


class _Answer:
    """An answer on its way: knows when it began, and gives the turn back once."""

    def __init__(self, send: Send, leave: Callable[[], None], measuring: Measuring) -> None:
        self._send, self._leave, self._measuring = send, leave, measuring
        self.begun: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._closed = False

    async def send(self, message: Message) -> None:
        if self._closed and not self.begun.done():
            raise asyncio.CancelledError  # its deadline was answered in its place
        if message["type"] == "http.response.start" and not self.begun.done():
            self.begun.set_result(None)
            if _is_stream(message):
                self._measuring.counts = False
                self.close()
        if message["type"] == "http.response.body" and not message.get("more_body", False):
            self.close()
        await self._send(message)

    def close(self) -> None:
        if not self._closed:
            self._closed = True
            self._leave()


def _is_stream(message: Message) -> bool:
    return any(
        name == b"content-type" and value.startswith(b"text/event-stream") for name, value in message.get("headers", ())
    )
