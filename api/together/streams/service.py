"""Who looks along sees each move of the other one, as long as the grant, the login and the centre's mandate hold.

What lies there goes through the stream itself, read from SQL with the grant and the login when it is written; of what
somebody did themselves they hear the number only, since the answer to it shows it.

One look at the store for all streams of a worker together, twice a second and more: what SQL no longer says ends within
a second, whatever Redis or another worker did. What cannot be asked ends too. Streams hold no turn of a worker
(:mod:`api.admission`); they are counted here.
"""

import asyncio
import logging
import re
import signal
import threading
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from types import FrameType

from api.loopbaancentra.service import Registers
from api.problems import ProblemError
from api.sessions.live import Line, News
from api.storage.database import StorageUnavailableError
from api.storage.together import TogetherStore
from api.together.log import Side
from api.together.service import Joint

LOOK_EVERY = 0.4
"""Seconds between two looks at the store."""

PATIENCE = 0.4
"""Seconds that a look may take; streams whose grant cannot be asked end."""

HEART = 10.0
"""Seconds of silence after which a stream says that it is there, for whatever stands between."""

MOST, EACH, ALL = 2_000, 4, 20
"""Streams of a worker, of one login at one table, and of one login: more pages than that are nobody's."""

LONGEST = 600.0
"""Seconds after which a stream ends, and the page asks for another one."""

RETRY_MS, SPREAD_MS = 500, 1_500
"""After how long a page asks again for a stream that was cut: at least, and how much later some do than others."""

END = b"event: einde\ndata: 0\n\n"


_LOG = logging.getLogger(__name__)


Read = Callable[[], Awaitable[tuple[int, str] | None]]
"""Reads what lies there for whom a stream is: its number and what a page shows; nothing when it is over for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seat:
    token_hash: str
    side: Side


def _spread(token_hash: str, most: int) -> int:
    """Return a number up to some most that differs from login to login, so that not all come at the same moment."""
    return int(token_hash[:8], 16) % (most + 1)


def said(version: int, shown: str) -> bytes:
    r"""Return a message of a stream: a number, and what is told with it.

    Examples
    --------
    >>> said(7, "<p>a</p>\r\n<p>b</p>")
    b'id: 7\ndata: <p>a</p>\ndata: <p>b</p>\n\n'
    """
    return "".join([f"id: {version}\n", *(f"data: {line}\n" for line in re.split(r"\r\n|\r|\n", shown)), "\n"]).encode()


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
        mine = [line.topic for line, it in self._seats.items() if it == seat]
        if self._closing or len(self._seats) >= MOST:
            raise ProblemError(503, "busy", "no stream is free; ask for the page itself", headers={"Retry-After": "5"})
        if mine.count(joint.table.session_id) >= EACH or len(mine) >= ALL:
            detail = f"allowed are {EACH} streams of one login at one table and {ALL} in all; close another page"
            raise ProblemError(429, "too-many-requests", detail, headers={"Retry-After": "5"})

    async def follow(self, joint: Joint, seen: int, read: Read) -> AsyncGenerator[bytes, None]:
        """Yield what a stream says: what lies there now, a heartbeat, and that it is over.

        Parameters
        ----------
        seen
            The version that the page shows; a line that was cut goes on from there.
        read
            Reads what lies there, with the grant and the login.
        """
        token_hash, side = joint.who.token_hash, joint.who.side
        with self.news.waiting(joint.table.session_id, joint.version, side) as line:
            self._seats[line] = _Seat(token_hash=token_hash, side=side)
            try:
                yield f"retry: {RETRY_MS + _spread(token_hash, SPREAD_MS)}\n\n".encode()
                ends = time.monotonic() + LONGEST - _spread(token_hash, int(LONGEST / 4))
                while time.monotonic() < ends:
                    if not await line.news(seen, HEART):
                        yield b": hart\n\n"
                        continue
                    found = None if line.over else await self._shown(line, seen, read)
                    if found is None:
                        yield END
                        return
                    seen = found[0]
                    yield said(*found)
            finally:
                del self._seats[line]

    async def _shown(self, line: Line, seen: int, read: Read) -> tuple[int, str] | None:
        """Return the newest number, and what lies there unless the page shows it already."""
        if line.others <= seen:
            return line.version, str(line.version)
        try:
            found = await read()
        except (ProblemError, StorageUnavailableError):
            return None
        return None if line.over else found

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
