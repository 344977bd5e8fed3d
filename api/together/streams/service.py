"""Who looks along hears of each move, as long as the grant, the login and the centre's mandate hold.

One look at the store for all streams of a worker together, twice a second and more: what SQL no longer says ends within
a second, whatever Redis or another worker did. What cannot be asked ends too. Streams hold no turn of a worker
(:mod:`api.admission`); they are counted here.
"""

import asyncio
import logging
import signal
import threading
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from types import FrameType

from api.loopbaancentra.service import Registers
from api.problems import ProblemError
from api.sessions.live import Line, News
from api.storage.together import TogetherStore
from api.together.log import Side
from api.together.service import Joint

LOOK_EVERY = 0.4
"""Seconds between two looks at the store."""

PATIENCE = 0.4
"""Seconds that a look may take; streams whose grant cannot be asked end."""

HEART = 10.0
"""Seconds of silence after which a stream says that it is there, for whatever stands between."""

MOST, EACH = 2_000, 4
"""Streams of a worker, and of one login at one table: more pages than that are nobody's."""

LONGEST = 600.0
"""Seconds after which a stream ends, and the page asks for another one."""

RETRY_MS = 500

END = b"event: einde\ndata: 0\n\n"


_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seat:
    token_hash: str
    side: Side


class Streams:
    """All streams of a worker."""

    def __init__(
        self,
        store: TogetherStore,
        news: News,
        registers: Registers,
        today: Callable[[], Awaitable[date]],
        now: Callable[[], Awaitable[datetime]],
    ) -> None:
        self.store, self.news, self.registers, self.today, self.now = store, news, registers, today, now
        self._seats: dict[Line, _Seat] = {}
        self._closing = False

    def check_room(self, joint: Joint) -> None:
        """Let another stream in.

        Raises
        ------
        ProblemError
            503 when a worker has as many as it may, 429 when this login has.
        """
        seat = _Seat(token_hash=joint.who.token_hash, side=joint.who.side)
        mine = sum(line.topic == joint.table.session_id and it == seat for line, it in self._seats.items())
        if self._closing or len(self._seats) >= MOST:
            raise ProblemError(503, "busy", "no stream is free; ask for the page itself", headers={"Retry-After": "5"})
        if mine >= EACH:
            detail = f"allowed are {EACH} streams of one login; close another page"
            raise ProblemError(429, "too-many-requests", detail, headers={"Retry-After": "5"})

    async def follow(self, joint: Joint, seen: int) -> AsyncIterator[bytes]:
        """Yield what a stream says: each newest version, a heartbeat, and that it is over.

        Parameters
        ----------
        seen
            The version that the page shows; a line that was cut goes on from there.
        """
        with self.news.waiting(joint.table.session_id, joint.version) as line:
            self._seats[line] = _Seat(token_hash=joint.who.token_hash, side=joint.who.side)
            try:
                yield f"retry: {RETRY_MS}\n\n".encode()
                ends = time.monotonic() + LONGEST
                while time.monotonic() < ends:
                    if not await line.news(seen, HEART):
                        yield b": hart\n\n"
                    elif line.over:
                        yield END
                        return
                    else:
                        seen = line.version
                        yield f"id: {seen}\ndata: {seen}\n\n".encode()
            finally:
                del self._seats[line]

    async def _look(self, lines: list[Line]) -> None:
        on, now = await self.today(), await self.now()
        standing = await self.store.standing({line.topic for line in lines}, on=on, now=now)
        seats = {line: self._seats[line] for line in lines if line in self._seats}
        held = await self.store.logged_in({seat.token_hash for seat in seats.values()}, now=now)
        directory = self.registers.current
        for line, seat in seats.items():
            found = standing.get(line.topic)
            mandated = found is not None and directory.mandated(found.centre_id, on) is not None
            if found is None or seat.token_hash not in held or (seat.side is Side.COACH and not mandated):
                line.end()
            else:
                line.tell(found.version)

    async def watch(self) -> None:
        """Look whether each stream may go on, again and again."""
        self._end_with_the_service()
        while True:
            lines = list(self._seats)
            if lines:
                try:
                    async with asyncio.timeout(PATIENCE):
                        await self._look(lines)
                except Exception as error:
                    _LOG.error("streams end, since it cannot be asked whether they may go on: %s", type(error).__name__)
                    for line in lines:
                        line.end()
            await asyncio.sleep(LOOK_EVERY)

    def close(self) -> None:
        """End every stream, and let no more in: a server that stops waits for them."""
        self._closing = True
        self.news.end()

    def _end_with_the_service(self) -> None:
        """End the streams when the process is told to stop; the server, which waits for them, is told after that."""
        if threading.current_thread() is not threading.main_thread():
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            before = signal.getsignal(number)
            if callable(before):

                def told(signum: int, frame: FrameType | None, before: Callable[..., object] = before) -> None:
                    with suppress(RuntimeError):  # the loop may be closed already
                        loop.call_soon_threadsafe(self.close)
                    before(signum, frame)

                signal.signal(number, told)
